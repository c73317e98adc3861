# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Runs the collection's own playbooks by name, from the user's folder, as users do."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from functional.harness.running import ROOT, Record, clean_environment, recording
from functional.harness.serving_modules import quicker_modules
from simulator.thread import SimulatorThread

_SECONDS = 300
_WRITES = ("POST", "PATCH", "PUT", "DELETE")


@dataclass(frozen=True)
class Done:
    """The outcome of a run: its exit status, its output, and its tasks in order."""

    status: int
    output: str
    records: list[Record] = field(repr=False)

    def task(self, name: str) -> dict[str, Any]:
        """The result of the task with this name."""
        return next(record.result for record in self.records if record.task == name)

    @property
    def stats(self) -> dict[str, Any]:
        """Everything that set_stats kept for all hosts, merged by Ansible as for AWX."""
        kept = [line for line in self.output.splitlines() if line.startswith("\tRUN: ")]
        return json.loads(kept[-1].removeprefix("\tRUN: ")) if kept else {}

    @property
    def failures(self) -> dict[str, str]:
        """Failure messages by host, for runs with several hosts."""
        fatal = re.findall(r"^fatal: \[([^\]]+)\]: FAILED! => (\{.*\})$", self.output, re.MULTILINE)
        return {host: json.loads(result)["msg"] for host, result in fatal}

    @property
    def message(self) -> str:
        """The last task's message."""
        return self.records[-1].result["msg"]


@dataclass(frozen=True)
class User:
    """Somebody who has the collection installed, an account, and a folder to work in."""

    folder: Path
    collections: Path
    simulator: SimulatorThread
    environment: dict[str, str] = field(default_factory=dict)

    def account(self, name: str = "acme", **seed: Any) -> None:
        """Create the only account."""
        self.simulator.control.reset()
        self.simulator.control.account(name, **seed)

    def runs(self, playbook: str | Path, *arguments: str, account: str = "acme", **variables: Any) -> Done:
        """Run a playbook of the collection by name, or one of the user's own, with variables like those of a survey."""
        recorded = self.folder / "tasks.jsonl"
        recorded.write_text("", encoding="utf-8")
        named = str(playbook) if isinstance(playbook, Path) else f"community.sendgrid.{playbook}"
        command = [sys.executable, "-m", "ansible", "playbook", named]
        command += [*arguments, "--extra-vars", json.dumps(variables)]
        done = subprocess.run(
            command,
            env=self._environment(recorded) | {"SENDGRID_API_KEY": f"SG.{account}"},
            cwd=self.home,
            capture_output=True,
            check=False,
            text=True,
            timeout=_SECONDS,
            stdin=subprocess.DEVNULL,
        )
        lines = recorded.read_text(encoding="utf-8").splitlines()
        return Done(done.returncode, done.stdout + done.stderr, [Record(**json.loads(line)) for line in lines])

    def hosts(self, **variables: dict[str, Any]) -> tuple[str, ...]:
        """Write an inventory of these hosts, which are all this machine, and return the arguments that select it."""
        local = {"ansible_connection": "local", "ansible_python_interpreter": "{{ ansible_playbook_python }}"}
        hosts = {name: local | own for name, own in variables.items()}
        inventory = self.folder / "inventory.json"
        inventory.write_text(json.dumps({"all": {"hosts": hosts}}), encoding="utf-8")
        return ("--inventory", str(inventory), "--extra-vars", "sso_hosts=all")

    @property
    def home(self) -> Path:
        """The folder in which ansible-playbook is started."""
        home = self.folder / "home"
        home.mkdir(exist_ok=True)
        return home

    def requests(self) -> list[str]:
        """The requests since the account was created or the last call, as METHOD /path."""
        journal = self.simulator.control.requests()
        self.simulator.control.forget_requests()
        return [f"{one['method']} {one['path']}" for one in journal]

    def writes(self) -> list[str]:
        """Those of the requests that write."""
        return [request for request in self.requests() if request.startswith(_WRITES)]

    def state(self, account: str = "acme") -> dict[str, Any]:
        """Everything that SendGrid stores."""
        return self.simulator.control.state(account)

    def _environment(self, recorded: Path) -> dict[str, str]:
        return clean_environment() | {
            "LC_ALL": "C.UTF-8",
            "SENDGRID_BASE_URL": self.simulator.url,
            "ANSIBLE_CONFIG": str(ROOT / "tools" / "ansible.cfg"),
            "ANSIBLE_HOME": str(self.folder / "ansible"),
            "ANSIBLE_COLLECTIONS_PATH": str(self.collections),
            "ANSIBLE_PIPELINING": "true",
            "ANSIBLE_NOCOLOR": "true",
            "ANSIBLE_SHOW_CUSTOM_STATS": "true",
            "ANSIBLE_LOCALHOST_WARNING": "false",
            "ANSIBLE_INVENTORY_UNPARSED_WARNING": "false",
            **recording(recorded),
            **quicker_modules(),
            **self.environment,
        }


def a_certificate(days_left: float, name: str = "idp.example.com") -> str:
    """A certificate, as PEM, that expires in this many days."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    end = datetime.now(UTC) + timedelta(days=days_left, minutes=5)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(end - timedelta(days=365))
        .not_valid_after(end)
        .sign(key, hashes.SHA256())
    )
    return certificate.public_bytes(serialization.Encoding.PEM).decode()
