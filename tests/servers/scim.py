# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""A running scim2-server, which keeps its people and groups in memory."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import requests

from servers.downloads import scim2_server
from servers.process import free_port, serving

TOKEN = "t0ken-of-the-reader"


@dataclass(frozen=True)
class Scim:
    """A running scim2-server: its URL, and what its administrator does."""

    url: str

    def call(self, method: str, path: str, body: Any = None) -> Any:
        """Send a request; raise an exception for an error response."""
        headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/scim+json"}
        answer = requests.request(method, self.url + path, json=body, headers=headers, timeout=60)
        if not answer.ok:
            raise RuntimeError(f"{method} {path}: {answer.status_code} {answer.text}")
        return answer.json() if answer.content else None


@contextmanager
def running(folder: Path) -> Iterator[Scim]:
    """Start the server without any data; its log is in the folder."""
    packages, port = scim2_server(), free_port()
    command = [sys.executable, str(packages / "bin" / "scim2-server"), "--port", str(port), "--bearer-token", TOKEN]
    with serving(command, port, folder / "scim.log", {"PYTHONPATH": str(packages)}):
        yield Scim(f"http://127.0.0.1:{port}/v2")
