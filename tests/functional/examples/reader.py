# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""A reader who follows a document, with an installed collection, an account, a folder, and a shell."""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from own_programs import path_with_own_programs

from functional.by_name import Done
from functional.examples import world
from functional.harness.running import ROOT, Record, clean_environment, recording
from functional.harness.serving_modules import quicker_modules
from functional.harness.verdicts import WRITES
from simulator.client import Control

_SECONDS = 300
_PASSWORDS = "secret\n" * 2  # for commands that ask for a password, and for its confirmation


@dataclass
class Reader:
    """Somebody who follows a document. The journal has the requests of the last command."""

    path: str
    home: Path
    collections: Path
    control: Control
    key: str
    journal: list[dict[str, Any]] = field(default_factory=list)

    def begin(self, text: str) -> None:
        """Create the accounts and the files that the document assumes."""
        certificates = world.make_certificates()
        self.control.reset()
        self.control.account("reader", **world.seed_of(self.path, self.key, certificates))
        for name in world.ACCOUNTS.get(self.path, []):
            self.control.account(name)
            shutil.copytree((ROOT / self.path).parent, self.home, dirs_exist_ok=True)
        for name, content in world.files_for(text, certificates).items():
            if not (self.home / name).exists():
                self.save(name, content)

    def save(self, name: str, content: str) -> None:
        """Write one of the reader's files."""
        file = self.home / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8")

    def runs(self, command: str) -> Done:
        """Run a command in a shell, in the reader's folder."""
        recorded = self.home / ".tasks.jsonl"
        recorded.write_text("", encoding="utf-8")
        self.control.forget_requests()
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", command],
            env=self._environment(recorded),
            cwd=ROOT if self.path in world.IN_A_CLONE else self.home,
            capture_output=True,
            check=False,
            text=True,
            timeout=_SECONDS,
            input=_PASSWORDS,
        )
        self.journal = self.control.requests()
        records = [Record(**json.loads(line)) for line in recorded.read_text(encoding="utf-8").splitlines()]
        return Done(done.returncode, done.stdout + done.stderr, records)

    def writes(self, since: float = 0, until: float = float("inf")) -> list[str]:
        """The writes that the last command sent, or one of its tasks."""
        sent = [one for one in self.journal if one["method"] in WRITES and since <= one["time"] <= until]
        return [f"{one['method']} {one['path']}" for one in sent]

    def _environment(self, recorded: Path) -> dict[str, str]:
        own_settings = self.home / "ansible.cfg"
        place = (
            {"ANSIBLE_CONFIG": str(own_settings)}
            if own_settings.exists()
            else {"ANSIBLE_CONFIG": str(ROOT / "tools" / "ansible.cfg"), "ANSIBLE_INVENTORY": str(self.home / "hosts")}
        )
        return (clean_environment() | place) | {
            "PATH": path_with_own_programs(),
            "LC_ALL": "C.UTF-8",
            "SENDGRID_API_KEY": self.key,
            "SENDGRID_BASE_URL": self.control.url,
            "ANSIBLE_HOME": str(self.home / ".ansible"),
            "ANSIBLE_REMOTE_TEMP": str(self.home / ".ansible" / "remote"),
            "ANSIBLE_COLLECTIONS_PATH": str(self.collections),
            "ANSIBLE_PIPELINING": "true",
            "ANSIBLE_NOCOLOR": "true",
            "ANSIBLE_LOCALHOST_WARNING": "false",
            **recording(recorded),
            **quicker_modules(),
        }
