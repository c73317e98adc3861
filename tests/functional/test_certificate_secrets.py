# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""A private key that was pasted by mistake does not appear anywhere: on the screen, in results, or in the journal."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization

from functional.harness.running import run_playbook
from functional.shared.make_certificates import KEY, certificate
from simulator.thread import SimulatorThread

# Ansible's modules look for this module to write to the systemd journal. This one writes to a file.
JOURNAL = """
import os
def sendv(*fields): pass
def send(**fields):
    with open(os.environ["JOURNAL"], "a", encoding="utf-8") as file:
        file.write(f"{fields}\\n")
"""
PRIVATE_KEY = KEY.private_bytes(
    serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
).decode()
PEM = certificate("current").public_bytes(serialization.Encoding.PEM).decode()
BARE = "".join(PRIVATE_KEY.splitlines()[1:-1])
API_KEY = "SG.secrets.the-secret-of-the-api-key"


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    """A file in place of the journal, with the library that writes to it in the same folder."""
    package = tmp_path / "python" / "systemd"
    package.mkdir(parents=True)
    (package / "__init__.py").touch()
    (package / "daemon.py").write_text("def booted(): return 1\n", encoding="utf-8")
    (package / "journal.py").write_text(JOURNAL, encoding="utf-8")
    return tmp_path / "journal"


def run(text: str, journal: Path, simulator: SimulatorThread, collections: Path) -> tuple[str, dict[str, object]]:
    """Pass a text to the module; return everything that anybody might see, and the result."""
    simulator.control.account("secrets", keys=[{"key": API_KEY}], integrations=[{"name": "Okta"}])
    task = {
        "name": "Add a certificate",
        "community.sendgrid.sendgrid_sso_certificate": {"integration_name": "Okta", "public_certificate": text},
        "diff": True,
        "ignore_errors": True,
        # A separate Python process, which finds the library next to the journal.
        "vars": {"ansible_inject_invocation": True, "ansible_python_interpreter": sys.executable},
        "environment": {"PYTHONPATH": str(journal.parent / "python"), "JOURNAL": str(journal)},
    }
    play = {"hosts": "localhost", "gather_facts": False, "tasks": [task]}
    done = run_playbook([play], journal.parent, collections, simulator.url, API_KEY)
    return done.output + journal.read_text(encoding="utf-8"), done.records[0].result


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(PRIVATE_KEY, id="a private key"),
        pytest.param(PEM + PRIVATE_KEY, id="with its certificate"),
        pytest.param(BARE, id="without its lines"),
    ],
)
def test_a_private_key_appears_nowhere(text: str, journal: Path, simulator: SimulatorThread, collections: Path) -> None:
    seen, result = run(text, journal, simulator, collections)
    assert result["failure"]["code"] == "invalid"
    assert simulator.control.requests("secrets") == []
    assert "Invoked with" in seen
    assert [line for line in PRIVATE_KEY.splitlines()[1:-1] if line in seen] == []
    assert BARE[:20] not in seen
    assert "the-secret-of-the-api-key" not in seen


def test_a_certificate_is_shown_but_not_logged(journal: Path, simulator: SimulatorThread, collections: Path) -> None:
    seen, result = run(PEM, journal, simulator, collections)
    assert result["certificate"]["public_certificate"] == PEM
    assert result["invocation"]["module_args"]["public_certificate"] == PEM
    assert "BEGIN CERTIFICATE" not in journal.read_text(encoding="utf-8")
    assert "the-secret-of-the-api-key" not in seen
