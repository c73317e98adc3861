# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""The example for many accounts: unchanged, and with ten accounts in one play."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from functional.harness.running import clean_environment
from functional.harness.serving_modules import quicker_modules
from simulator.client import Control
from simulator.thread import SimulatorThread

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "many-accounts"
TEN = [f"account-{number}" for number in range(10)]
_SECONDS = 300


@dataclass(frozen=True)
class Example:
    """A copy of the example in its own folder, and the simulated accounts of its hosts."""

    folder: Path
    collections: Path
    control: Control

    def accounts(self) -> list[str]:
        hosts = yaml.safe_load((self.folder / "inventory" / "hosts.yml").read_text(encoding="utf-8"))
        return sorted(hosts["sendgrid_accounts"]["hosts"])

    def people_of(self, account: str) -> set[str]:
        """The addresses of the people who should have access to an account."""
        text = (self.folder / "inventory" / "host_vars" / account / "people.yml").read_text(encoding="utf-8")
        return {one["email"] for one in yaml.safe_load(text)["sendgrid_people"]}

    def members_of(self, account: str) -> set[str]:
        """The addresses of those who have access."""
        return set(self.control.state(account)["teammates"])

    def grow(self, accounts: list[str]) -> None:
        """Replace the hosts with others, each of which has its own people."""
        inventory = self.folder / "inventory"
        shutil.rmtree(inventory / "host_vars")
        hosts = yaml.safe_load((inventory / "hosts.yml").read_text(encoding="utf-8"))
        hosts["sendgrid_accounts"]["hosts"] = dict.fromkeys(accounts)
        (inventory / "hosts.yml").write_text(yaml.safe_dump(hosts), encoding="utf-8")
        for account in accounts:
            people = [{**person(account, number), "scopes": ["mail.send"]} for number in range(4)]
            self.write(account, "people", {"sendgrid_people": people})
            self.write(account, "key", {"sendgrid_api_key": f"SG.{account}"})

    def write(self, account: str, name: str, variables: dict[str, Any]) -> None:
        file = self.folder / "inventory" / "host_vars" / account / f"{name}.yml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(variables), encoding="utf-8")

    def seed(self, **seed: Any) -> None:
        """Create an account for each host."""
        self.control.reset()
        for account in self.accounts():
            self.control.account(account, **seed)

    def run(self, *arguments: str) -> tuple[int, str, dict[str, dict[str, int]]]:
        """Run the playbook; return its exit status, its output, and its recap by host."""
        command = [sys.executable, "-m", "ansible", "playbook", "sso.yml", *arguments]
        done = subprocess.run(
            command,
            env=self._environment(),
            cwd=self.folder,
            capture_output=True,
            text=True,
            timeout=_SECONDS,
            stdin=subprocess.DEVNULL,
            check=False,
        )
        recap = {
            host: {key: int(value) for key, value in re.findall(r"(\w+)=(\d+)", counts)}
            for host, counts in re.findall(r"^(\S+) +: (ok=.*)$", done.stdout, re.MULTILINE)
        }
        return done.returncode, done.stdout + done.stderr, recap

    def _environment(self) -> dict[str, str]:
        return clean_environment() | {
            "LC_ALL": "C.UTF-8",
            "SENDGRID_BASE_URL": self.control.url,
            "ANSIBLE_CONFIG": str(self.folder / "ansible.cfg"),
            "ANSIBLE_HOME": str(self.folder / "ansible"),
            "ANSIBLE_REMOTE_TEMP": str(self.folder / "ansible" / "remote"),
            "ANSIBLE_COLLECTIONS_PATH": str(self.collections),
            "ANSIBLE_PIPELINING": "true",
            "ANSIBLE_NOCOLOR": "true",
            **quicker_modules(),
        }


def person(account: str, number: int) -> dict[str, Any]:
    return {"email": f"person{number}@{account}.example.com", "first_name": "Pat", "last_name": str(number)}


@pytest.fixture
def example(simulator: SimulatorThread, collections: Path, tmp_path: Path) -> Example:
    folder = tmp_path / "many-accounts"
    shutil.copytree(EXAMPLE, folder)
    return Example(folder, collections, simulator.control)


def test_the_example_works_as_it_is(example: Example) -> None:
    example.seed()
    status, output, recap = example.run()
    assert status == 0, output
    assert {host: counts["changed"] for host, counts in recap.items()} == dict.fromkeys(example.accounts(), 1)
    assert {one: example.members_of(one) for one in example.accounts()} == {
        one: example.people_of(one) for one in example.accounts()
    }
    status, output, recap = example.run()
    assert (status, sum(counts["changed"] for counts in recap.values())) == (0, 0), output


def test_ten_accounts_in_one_play_each_with_its_own_key_and_people_at_the_same_time(example: Example) -> None:
    example.grow(TEN)
    example.seed(teammates=[{"email": "former@example.com", "is_admin": True}], settings={"global_usernames": False})
    example.control.latency(100)
    status, output, recap = example.run()
    assert status == 0, output
    assert {host: counts["changed"] for host, counts in recap.items()} == dict.fromkeys(TEN, 1)
    assert {one: example.members_of(one) for one in TEN} == {one: example.people_of(one) for one in TEN}
    times = {one: [request["time"] for request in example.control.requests(one)] for one in TEN}
    # If hosts ran in turn, each would start only after the previous one had ended.
    assert any(
        min(times[one]) < max(times[other]) and min(times[other]) < max(times[one])
        for one in TEN
        for other in TEN
        if one != other
    )
    example.control.latency(0)
    status, output, recap = example.run()
    assert (status, sum(counts["changed"] for counts in recap.values())) == (0, 0), output


def test_an_account_that_fails_does_not_stop_the_others(example: Example) -> None:
    example.seed()
    example.write("brand-b", "key", {"sendgrid_api_key": "SG.revoked"})
    status, output, recap = example.run()
    assert status != 0
    assert {host: counts["failed"] for host, counts in recap.items()} == {"brand-a": 0, "brand-b": 1, "brand-c": 0}
    assert "SG.revoked" not in output
    assert example.members_of("brand-a") == example.people_of("brand-a")
    assert example.members_of("brand-b") == set()


def test_nobody_can_be_in_two_accounts(example: Example) -> None:
    example.seed()
    shutil.copy(
        example.folder / "inventory" / "host_vars" / "brand-a" / "people.yml",
        example.folder / "inventory" / "host_vars" / "brand-b" / "people.yml",
    )
    status, output = example.run()[:2]
    assert status != 0
    assert "two accounts" in output
    assert example.control.requests() == []
