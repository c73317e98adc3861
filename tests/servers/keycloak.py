# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""A running Keycloak, and its administrator."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import requests

from servers.downloads import keycloak
from servers.process import free_port, serving

_ADMIN = {"KC_BOOTSTRAP_ADMIN_USERNAME": "admin", "KC_BOOTSTRAP_ADMIN_PASSWORD": "admin"}
# A Java that uses little memory and starts fast on a small machine
_SETTINGS = _ADMIN | {"JAVA_OPTS_APPEND": "-XX:TieredStopAtLevel=1 -Xmx1g"}


@dataclass(frozen=True)
class Keycloak:
    """A running Keycloak: its URL, and what its administrator does."""

    url: str

    def call(self, method: str, path: str, body: Any = None) -> Any:
        """Call the admin API, with a path below /admin/realms; raise an exception for an error response."""
        headers = {"Authorization": f"Bearer {self.token()}"}
        answer = requests.request(method, f"{self.url}/admin/realms{path}", json=body, headers=headers, timeout=600)
        if not answer.ok:
            raise RuntimeError(f"{method} {path}: {answer.status_code} {answer.text}")
        return answer.json() if answer.content else None

    def token(self, realm: str = "master", **credentials: str) -> str:
        """Get an access token of the administrator, or of a client with its client_id and client_secret."""
        form = {"grant_type": "client_credentials", **credentials}
        if not credentials:
            form = {"grant_type": "password", "client_id": "admin-cli", "username": "admin", "password": "admin"}
        url = f"{self.url}/realms/{realm}/protocol/openid-connect/token"
        answer = requests.post(url, data=form, timeout=60)
        answer.raise_for_status()
        return answer.json()["access_token"]


@contextmanager
def running(folder: Path) -> Iterator[Keycloak]:
    """Start Keycloak with an empty in-memory database; its log is in the folder."""
    port, management = free_port(), free_port()
    command = [str(keycloak() / "bin" / "kc.sh"), "start-dev", "--db=dev-mem", "--http-host=127.0.0.1"]
    command += [f"--http-port={port}", f"--http-management-port={management}"]
    with serving(command, port, folder / "keycloak.log", _SETTINGS):
        yield Keycloak(f"http://127.0.0.1:{port}")
