# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""The playbooks in examples/groups, from a directory to SendGrid: leavers, rate limits, failed pages, misspellings."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from functional.by_name import Done, User
from functional.directories.google import Google
from functional.directories.graph import Graph
from functional.directories.okta import Okta
from functional.directories.server import TOKEN, Answer, Directory, Person, serving
from functional.harness.running import ROOT, clean_environment
from simulator.thread import SimulatorThread

EXAMPLES = ROOT / "examples" / "groups"
HOSTILE = "{{ 1 + 1 }}"
SECRET = "s3cret-of-the-reader"
KINDS: dict[str, type[Directory]] = {"entra": Graph, "okta": Okta, "google": Google}
ADMINS = [Person("Ann@example.com", "Ann")]
DEVELOPERS = [
    Person("ann@example.com", "Ann"),
    Person("bob@example.com", HOSTILE),
    Person("cat@example.com", "Cat"),
    Person("dan@example.com", "Dan", enabled=False),
    Person("eve@example.com", "Eve"),
]


@dataclass(frozen=True)
class Company:
    """An example's playbook, its directory, and a SendGrid account, with methods to run the one and fill the other."""

    name: str
    directory: Directory
    ids: dict[str, str]
    url: str
    user: User

    def runs(self, *arguments: str, **variables: Any) -> Done:
        self.user.requests()
        urls = {"login_url": self.url, "graph_url": self.url, "google_url": f"{self.url}/admin/directory/v1"}
        given = {"rate_limit_delay": 0, **(urls if self.name != "okta" else {}), **variables}
        return self.user.runs(self.user.home / f"{self.name}.yml", *arguments, **given)

    def addresses(self) -> list[str]:
        return sorted(map(str.lower, self.user.state()["teammates"]))


@pytest.fixture(params=KINDS)
def company(
    request: pytest.FixtureRequest, simulator: SimulatorThread, collections: Path, tmp_path: Path
) -> Iterator[Company]:
    name = request.param
    (play,) = yaml.safe_load((EXAMPLES / f"{name}.yml").read_text(encoding="utf-8"))
    ids = play["vars"]["group_ids"]
    directory = KINDS[name]({ids["admins"]: list(ADMINS), ids["developers"]: list(DEVELOPERS)})
    with serving(directory) as url:
        tokens = dict.fromkeys(("OKTA_TOKEN", "GOOGLE_TOKEN"), TOKEN)
        tokens |= {"ENTRA_TENANT": "t", "ENTRA_CLIENT_ID": "c", "ENTRA_CLIENT_SECRET": SECRET, "OKTA_URL": url}
        user = User(tmp_path, collections, simulator, tokens)
        shutil.copytree(EXAMPLES, user.home, dirs_exist_ok=True)
        user.account(settings={"global_usernames": False}, teammates=[{"email": "old@example.com"}])
        yield Company(name, directory, ids, url, user)


@pytest.mark.guide
def test_from_a_directory_to_sendgrid(company: Company) -> None:
    company.directory.failures[:] = [company.directory.throttled(), None, company.directory.throttled()]
    checked = company.runs("--check")

    assert checked.status == 0, checked.output
    assert "PLAY RECAP" in checked.output
    assert company.user.writes() == []

    done = company.runs("-vvv")

    assert done.status == 0, done.output
    assert [secret for secret in (TOKEN, SECRET) if secret in done.output] == []
    assert company.addresses() == [f"{one}@example.com" for one in ("ann", "bob", "cat", "eve", "old")]
    people = company.user.state()["teammates"]
    assert people["bob@example.com"]["first_name"] == HOSTILE
    assert any(email.lower() == "ann@example.com" and one["is_admin"] for email, one in people.items())
    left_out = [record.result["msg"] for record in done.records if record.task.endswith(" : Summary")]
    assert "SendGrid developers leaves out dan@example.com (disabled)" in left_out[0]

    again = company.runs(remove_leavers=True)

    assert again.status == 0, again.output
    assert company.user.writes() == ["DELETE /v3/teammates/old@example.com"]

    company.directory.groups[company.ids["developers"]].remove(DEVELOPERS[2])
    after_leaving = company.runs(remove_leavers=True)

    assert after_leaving.status == 0, after_leaving.output
    assert company.addresses() == ["ann@example.com", "bob@example.com", "eve@example.com"]


@pytest.mark.guide
def test_what_is_cut_empty_or_unknown_changes_nothing(company: Company) -> None:
    developers = company.ids["developers"]
    cut, page = Answer({"error": "upstream"}, 500), None
    signs = {"cut": [page, page, cut], "empty": [], "unknown": []}
    for what, failures in signs.items():
        company.directory.failures[:] = failures
        company.directory.groups = {company.ids["admins"]: list(ADMINS), developers: list(DEVELOPERS)}
        if what == "empty":
            company.directory.groups[developers] = []
        elif what == "unknown":
            del company.directory.groups[developers]
        done = company.runs(remove_leavers=True)

        assert done.status != 0, (what, done.output)
        assert company.user.requests() == [], what
        assert ("has nobody" in done.output) is (what == "empty"), done.output
    if isinstance(company.directory, Graph):
        company.directory.groups = {company.ids["admins"]: list(ADMINS), developers: list(DEVELOPERS)}
        company.directory.reads_users = False
        done = company.runs(remove_leavers=True)
        assert "accountEnabled" in done.output
        assert company.user.requests() == []


def test_each_example_keeps_the_rules_of_the_guide() -> None:
    """Reads also run in check mode, no loop shows a response, and no variable has one of Ansible's own names."""
    for path in sorted(EXAMPLES.glob("*.yml")):
        for task in _tasks_in(yaml.safe_load(path.read_text(encoding="utf-8"))):
            where = f"{path.name}: {task.get('name')}"
            reads = [key for key in task if key in ("ansible.builtin.uri", "community.general.ldap_search")]
            assert not reads or task.get("check_mode") is False, where
            assert "ansible.builtin.uri" not in task or "no_log" in task, where
            assert (
                "directory_pages" not in str(task.get("ansible.builtin.set_fact"))
                or "no_log" in task
                or (task["ansible.builtin.set_fact"] == {"directory_pages": {}})
            ), where
            assert task.get("register") not in ("groups", "hosts", "vars", "environment", "tags"), where


def _tasks_in(content: Any) -> Iterator[dict[str, Any]]:
    for entry in content:
        yield from entry.get("tasks", [entry] if "hosts" not in entry else [])


def test_the_examples_that_need_a_real_directory_can_be_read(collections: Path, tmp_path: Path) -> None:
    """The LDAP example needs the collection community.general, which is not installed."""
    done = subprocess.run(
        [sys.executable, "-m", "ansible", "playbook", "--syntax-check", "keycloak.yml", "scim.yml"],
        cwd=EXAMPLES,
        env=clean_environment() | {"ANSIBLE_COLLECTIONS_PATH": str(collections), "ANSIBLE_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
