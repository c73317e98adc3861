# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Runs a playbook once, and collects what happened."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from functional.harness.documentation import ROOT
from functional.harness.serving_modules import quicker_modules

FUNCTIONAL = ROOT / "tests" / "functional"
_SECONDS = 900


@dataclass(frozen=True)
class Record:
    """A task as the callback plugin recorded it. A loop has one result per item."""

    task: str
    status: str
    started: float
    ended: float
    result: dict[str, Any]

    @property
    def results(self) -> list[dict[str, Any]]:
        return self.result["results"] if self.is_loop else [self.result]

    @property
    def is_loop(self) -> bool:
        """Whether the results name loop items; a module's own result may have a key `results`, too."""
        items = self.result.get("results")
        return isinstance(items, list) and all("ansible_loop_var" in item for item in items) and bool(items)

    @property
    def warnings(self) -> list[str]:
        """Warnings and deprecations, each once. Depending on ansible-core, a loop has them, its items do, or both."""
        holders = [self.result, *(self.results if self.is_loop else [])]
        named = [one for holder in holders for key in ("warnings", "deprecations") for one in holder.get(key) or []]
        return list(dict.fromkeys(str(one) for one in named))


@dataclass(frozen=True)
class Run:
    """The outcome of ansible-playbook: its exit status, everything it printed, and its tasks in order."""

    status: int
    stdout: str
    stderr: str
    recorded: str
    records: list[Record]

    @property
    def output(self) -> str:
        """Everything that a user might see."""
        return "\n".join((self.stdout, self.stderr, self.recorded))


def run_playbook(plays: list[dict[str, Any]], folder: Path, collections: Path, simulator: str, api_key: str) -> Run:
    """Run plays with ansible-playbook -vvvv, with the API key in the environment."""
    playbook, recorded = folder / "playbooks" / "playbook.yml", folder / "tasks.jsonl"
    playbook.parent.mkdir()
    playbook.write_text(yaml.safe_dump(plays, sort_keys=False), encoding="utf-8")
    (folder / "shared").symlink_to(FUNCTIONAL / "shared")
    recorded.touch()
    environment = _environment(collections, folder / "ansible", recorded)
    environment |= {"SENDGRID_BASE_URL": simulator, "SENDGRID_API_KEY": api_key}
    command = [sys.executable, "-m", "ansible", "playbook", "-vvvv", "-i", "localhost,", str(playbook)]
    done = subprocess.run(
        command,
        env=environment,
        cwd=folder,
        capture_output=True,
        check=False,
        text=True,
        timeout=_SECONDS,
        stdin=subprocess.DEVNULL,
    )
    (folder / "stdout.txt").write_text(done.stdout, encoding="utf-8")  # To look into failures.
    text = recorded.read_text(encoding="utf-8")
    return Run(
        done.returncode, done.stdout, done.stderr, text, [Record(**json.loads(line)) for line in text.splitlines()]
    )


def _environment(collections: Path, home: Path, recorded: Path) -> dict[str, str]:
    """The caller's environment without anything that could affect the tests, plus what they need."""
    kept = {name: value for name, value in clean_environment().items() if not name.lower().endswith("_proxy")}
    quicker = quicker_modules()
    return kept | {
        "LC_ALL": "C.UTF-8",
        "ANSIBLE_CONFIG": str(ROOT / "tools" / "ansible.cfg"),
        "ANSIBLE_HOME": str(home),
        "ANSIBLE_REMOTE_TEMP": str(home / "remote"),
        "ANSIBLE_COLLECTIONS_PATH": str(collections),
        "ANSIBLE_PIPELINING": "true",
        "ANSIBLE_NOCOLOR": "true",
        "ANSIBLE_TRANSPORT": "local",
        **recording(recorded),
        **quicker,
        "ANSIBLE_PYTHON_INTERPRETER": os.environ.get("TARGET_PYTHON", quicker["MODULES_PYTHON"]),
    }


def clean_environment() -> dict[str, str]:
    """The caller's environment without settings of Ansible, the collection, Python and the locale."""
    unwanted = ("ANSIBLE_", "SENDGRID_", "PYTHON", "LC_")
    return {name: value for name, value in os.environ.items() if not name.startswith(unwanted)}


def recording(recorded: Path) -> dict[str, str]:
    """The environment variables for recording the result of each task as a line of JSON."""
    return {
        "ANSIBLE_CALLBACK_PLUGINS": str(FUNCTIONAL / "callback_plugins"),
        "ANSIBLE_CALLBACKS_ENABLED": "record_tasks",
        "RECORD_TASKS_PATH": str(recorded),
    }
