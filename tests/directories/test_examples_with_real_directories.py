# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""The playbooks in examples/groups work from a real directory to SendGrid.

What they cannot trust changes nothing: an emptied or renamed group, a reader without enough permissions, a response cut
off at 100 people.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from directories.administrators import (
    ANN,
    HOSTILE,
    Directory,
    KeycloakDirectory,
    LdapDirectory,
    ScimDirectory,
    crowd,
)
from functional.by_name import Done, User
from functional.harness.running import ROOT, quicker_modules
from simulator.thread import SimulatorThread

EXAMPLES = ROOT / "examples" / "groups"
KINDS: dict[str, Any] = {"keycloak": KeycloakDirectory, "ldap": LdapDirectory, "scim": ScimDirectory}
LEAVER = crowd(2, 3)[0]


@dataclass(frozen=True)
class Company:
    """A directory, a SendGrid account, and the user who runs the example that connects them."""

    directory: Directory
    user: User

    def runs(self, *arguments: str, **variables: Any) -> Done:
        self.user.requests()
        playbook = self.user.home / f"{self.directory.playbook}.yml"
        return self.user.runs(playbook, *arguments, **self.directory.variables, **variables)

    def refuses(self, words: str) -> None:
        """Run the example with a purge, and check that it fails with these words before any request to SendGrid."""
        done = self.runs(remove_leavers=True)
        assert done.status != 0, done.output
        assert words in done.output
        assert self.user.requests() == []

    def addresses(self) -> set[str]:
        return {email.lower() for email in self.user.state()["teammates"]}


@pytest.fixture
def company(
    server: Any,
    simulator: SimulatorThread,
    collections: Path,
    other_collections: Path,
    tmp_path: Path,
    request: pytest.FixtureRequest,
) -> Iterator[Company]:
    directory = KINDS[request.node.callspec.params["server"]](server)
    environment = directory.environment | {"ANSIBLE_COLLECTIONS_PATH": f"{collections}:{other_collections}"}
    if "PYTHONPATH" in environment:
        environment["PYTHONPATH"] += f":{quicker_modules()['PYTHONPATH']}"
        # The server that forks for modules has already looked for libraries, without these settings.
        environment["MODULES_PYTHON"] = sys.executable
    user = User(tmp_path, collections, simulator, environment)
    shutil.copytree(EXAMPLES, user.home, dirs_exist_ok=True)
    user.account(settings={"global_usernames": False}, teammates=[{"email": "old@example.com"}])
    yield Company(directory, user)
    if isinstance(directory, KeycloakDirectory):
        server.call("DELETE", "/company")


@pytest.mark.parametrize("server", KINDS, indirect=True)
def test_from_a_real_directory_to_sendgrid(company: Company) -> None:
    checked = company.runs("--check", "--diff")

    assert checked.status == 0, checked.output
    assert company.user.writes() == []

    done = company.runs("-vvv", remove_leavers=True)

    assert done.status == 0, done.output
    assert [secret for secret in company.directory.secrets if secret in done.output] == []
    enabled = {one.email.lower() for one in company.directory.people() if one.email and one.enabled}
    assert company.addresses() == enabled
    people = {email.lower(): one for email, one in company.user.state()["teammates"].items()}
    assert people[HOSTILE.email]["first_name"] == HOSTILE.first_name
    assert [email for email, one in people.items() if one["is_admin"] and email in enabled] == [ANN.email.lower()]
    (left_out,) = [record.result["msg"] for record in done.records if record.task.endswith(" : Summary")]
    assert "SendGrid developers leaves out dan@example.com (disabled)" in left_out
    assert any("(no_address)" in line for line in left_out)

    again = company.runs(remove_leavers=True)

    assert again.status == 0, again.output
    assert company.user.writes() == []

    company.directory.leaves(LEAVER)
    after_leaving = company.runs(remove_leavers=True)

    assert after_leaving.status == 0, after_leaving.output
    assert company.user.writes() == [f"DELETE /v3/teammates/{LEAVER.email}"]
    assert company.addresses() == enabled - {LEAVER.email}

    company.directory.empties()
    company.refuses("has nobody")


@pytest.mark.parametrize(
    ("server", "words"),
    [("keycloak", "404"), ("ldap", "has nobody"), ("scim", "404")],
    indirect=["server"],
)
def test_a_renamed_group_fails_before_any_request(company: Company, words: str) -> None:
    company.directory.renames()
    company.refuses(words)


@pytest.mark.parametrize("server", ["keycloak"], indirect=True)
def test_what_keycloak_may_hide_is_refused(company: Company) -> None:
    assert isinstance(company.directory, KeycloakDirectory)
    company.directory.may_only("query-users", "query-groups")
    company.refuses("403")

    company.directory.may_only("view-users")
    tasks = company.user.home / "keycloak_group.yml"
    tasks.write_text(tasks.read_text(encoding="utf-8").replace("/members?max=-1", "/members"), encoding="utf-8")
    company.refuses("stops at 100 people")

    company.directory.nests()
    company.refuses("Groups in /sendgrid/developers hold groups themselves")
