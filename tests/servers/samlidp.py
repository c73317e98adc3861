# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""A running identity provider made with the Go library crewjam/saml, with one person and one service provider."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import requests

from servers.downloads import KEPT, Missing, program
from servers.keys import Key
from servers.process import free_port, serving

_SOURCE = Path(__file__).parent / "crewjam"
_SERVICE = (
    '<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="{url}">'
    '<SPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol" WantAssertionsSigned="true">'
    '<AssertionConsumerService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="{url}" index="0"/>'
    "</SPSSODescriptor></EntityDescriptor>"
)


@dataclass(frozen=True)
class Crewjam:
    """A running identity provider: its URL, and what its administrator does."""

    url: str

    def metadata(self) -> str:
        """Its current metadata, which is valid for two days."""
        answer = requests.get(f"{self.url}/metadata", timeout=60)
        answer.raise_for_status()
        return answer.text

    def knows(self, url: str) -> None:
        """Register Ada, SendGrid with this URL, and a link for signing in to it."""
        ada = {"name": "ada", "password": "pass-of-ada", "email": "ada@example.com"}
        for path, said in (
            ("users/ada", {"json": ada}),
            ("services/sendgrid", {"data": _SERVICE.format(url=url)}),
            ("shortcuts/sendgrid", {"json": {"name": "sendgrid", "service_provider": url}}),
        ):
            requests.put(f"{self.url}/{path}", timeout=60, **said).raise_for_status()


def _built() -> Path:
    """Build the program, and return its path."""
    wanted = KEPT / "crewjam" / "crewjam"
    command = [program("go", "golang-go"), "build", "-o", str(wanted), "."]
    done = subprocess.run(
        command, cwd=_SOURCE, env=os.environ | {"GOFLAGS": ""}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise Missing(f"Go cannot build crewjam/saml: {(done.stderr.strip().splitlines() or ['no reason given'])[-1]}")
    return wanted


@contextmanager
def running(folder: Path, key: Key) -> Iterator[Crewjam]:
    """Start it with this signing key, which it uses until it ends."""
    port = free_port()
    files = key.write(folder)
    command = [str(_built()), str(port), *map(str, files)]
    with serving(command, port, folder / "crewjam.log", {}):
        yield Crewjam(f"http://127.0.0.1:{port}")
