# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""The playbook export: an account as variables that change nothing there and rebuild it elsewhere."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path
from typing import Any

import pytest
import yaml

from functional.by_name import User, a_certificate
from functional.harness.running import ROOT
from simulator.thread import SimulatorThread

NEWS = {"id": 7, "username": "news"}
SHOP = {"id": 8, "username": "shop"}
OKTA = {
    "name": "Okta: {{ 1 + 1 }}",
    "signin_url": "https://idp.example.com/in?a=b#c",
    "signout_url": "",
    "entity_id": "urn:okta",
    "completed_integration": True,
}
LONG = "l" * 60 + "@" + ".".join(["d" * 60] * 3) + ".example.com"
EXPORT = (ROOT / "playbooks" / "export.yml").read_text(encoding="utf-8")
OPTIONS = {"sso_export_path", "sso_export_integration", "sso_export_force"}
ODD_NAMES = [
    "{{ lookup('pipe', 'touch pwned') }}",
    "{% if x %}",
    "{# gone",
    "no",
    "1e3",
    "null",
    "<script>",
    "=1+1",
    "Ü 😀",
]
ODD_NAMES += ["- a: b", "'\"#\\", "\x85ab \ufeff c", "@x", "!unsafe x", "  spaces  "]
PEOPLE = [
    {"email": "ann@example.com", "first_name": "Ann", "last_name": "Lee", "is_admin": True},
    {"email": LONG, "first_name": "Long", "last_name": "Address", "scopes": ["mail.send", "stats.read"]},
    {
        "email": "dan@example.com",
        "first_name": "Dan",
        "last_name": "Orr",
        "subuser_access": [
            {"username": "news", "permission_type": "admin"},
            {"username": "shop", "permission_type": "restricted", "scopes": ["mail.send"]},
        ],
    },
    *(
        {"email": f"odd{number}@example.com", "first_name": name, "last_name": name, "persona": "developer"}
        for number, name in enumerate(ODD_NAMES)
    ),
]
NOT_REBUILDABLE = [
    {"email": "bare@example.com", "first_name": "Bare", "last_name": "Bones"},
    {"email": "odd@example.com", "first_name": "A\u2028b", "last_name": "Lee", "scopes": ["mail.send"]},
    {"email": "unnamed@example.com", "first_name": "", "last_name": "", "scopes": ["mail.send"]},
]
PASSWORD = {"email": "pass@example.com", "first_name": "Pass", "last_name": "Word", "is_sso": False, "is_admin": True}


@pytest.fixture
def user(simulator: SimulatorThread, collections: Path, tmp_path: Path) -> User:
    return User(tmp_path, collections, simulator)


def people_of(state: dict[str, Any]) -> dict[str, Any]:
    """What matters about the teammates. Blanks around a name do not."""
    return {
        email: {key: person[key] for key in ("is_admin", "scopes", "subuser_access")}
        | {key: person[key].strip() for key in ("first_name", "last_name")}
        for email, person in state["teammates"].items()
    }


def variables_in(path: Path) -> dict[str, Any]:
    """A file of variables as data. Ansible's mark for text that is not a template makes no difference."""

    class Loader(yaml.SafeLoader):
        pass

    Loader.add_constructor("!unsafe", lambda loader, node: loader.construct_scalar(node))
    return yaml.load(path.read_text(encoding="utf-8"), Loader)


def test_it_changes_nothing_there_and_rebuilds_it_elsewhere(user: User) -> None:
    certificates = [{"public_certificate": a_certificate(days)} for days in (400, 20)]
    user.account(
        subusers=[NEWS, SHOP],
        integrations=[OKTA],
        certificates=certificates,
        teammates=[*PEOPLE, *NOT_REBUILDABLE, PASSWORD],
        pending=[{"email": "eve@example.com", "token": "t0ken"}],
        settings={"global_usernames": False},
    )
    before = user.state()

    checked = user.runs("export", "--check", sso_export_path="sso-variables.yml")
    assert checked.status == 0, checked.output
    assert list(user.home.iterdir()) == []
    exported = user.runs("export", sso_export_path="sso-variables.yml")

    assert exported.status == 0, exported.output
    assert user.writes() == []
    file = user.home / "sso-variables.yml"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    text, variables = file.read_text(encoding="utf-8"), variables_in(file)
    assert [person["email"] for person in variables["sso_roster"]["teammates"]] == sorted(
        person["email"] for person in PEOPLE
    )
    names = {person["email"]: person["first_name"] for person in variables["sso_roster"]["teammates"]}
    assert [names[f"odd{number}@example.com"] for number in range(len(ODD_NAMES))] == [
        name.strip() for name in ODD_NAMES
    ]
    assert variables["sso_roster"]["protected"] == [one["email"] for one in NOT_REBUILDABLE]
    assert exported.stats["sso_export_not_rebuildable"] == [one["email"] for one in NOT_REBUILDABLE]
    assert '#   "bare@example.com", with no access except what SendGrid adds automatically\n' in text
    assert not [secret for secret in ("SG.acme", "t0ken", "PRIVATE") if secret in text + exported.output]

    same = user.runs("provision", "-e", "@sso-variables.yml")
    assert same.status == 0, same.output
    assert user.writes() == []

    user.simulator.control.account("other", subusers=[SHOP, NEWS], settings={"global_usernames": False})
    rebuilt = user.runs("provision", "-e", "@sso-variables.yml", account="other")
    assert rebuilt.status == 0, rebuilt.output
    after = user.state("other")
    assert people_of(after) == {
        email: person for email, person in people_of(before).items() if email in {one["email"] for one in PEOPLE}
    }
    assert [{key: one[key] for key in (*OKTA, "enabled")} for one in after["integrations"]] == [
        OKTA | {"enabled": True}
    ]
    assert {one["public_certificate"].strip() for one in after["certificates"]} == {
        one["public_certificate"].strip() for one in certificates
    }
    assert not (user.home / "pwned").exists()

    again = user.runs("export", sso_export_path=str(file))
    assert again.task("Write the file")["changed"] is False
    said = again.task("Show what was written")["msg"]
    assert (said, said.startswith(f"No change to {file}: ")) == (said.strip(), True)


def test_of_several_integrations_the_enabled_one_is_meant_or_the_named_one(user: User) -> None:
    user.account(integrations=[{"id": "a-1", "name": "Old", "enabled": False}, {"id": "b-2", "name": "New"}])

    assert user.runs("export", sso_export_path="new.yml").status == 0
    assert user.runs("export", sso_export_path="old.yml", sso_export_integration="a-1").status == 0
    unknown = user.runs("export", sso_export_path="unknown.yml", sso_export_integration="Older")

    assert variables_in(user.home / "new.yml")["sso_integration"]["name"] == "New"
    assert 'integration "Old", id "a-1", not enabled' in (user.home / "new.yml").read_text(encoding="utf-8")
    assert variables_in(user.home / "old.yml")["sso_integration"]["name"] == "Old"
    assert unknown.message == (
        "No integration has this name or id: set sso_export_integration to one of Old, id a-1; New, id b-2."
    )
    assert not (user.home / "unknown.yml").exists()


def test_namesakes_are_told_apart_by_id(user: User) -> None:
    user.account(integrations=[{"id": "a-1", "name": "Okta"}, {"id": "b-2", "name": "Okta"}])

    vague = user.runs("export", sso_export_path="sso-variables.yml")
    exact = user.runs("export", sso_export_path="sso-variables.yml", sso_export_integration="b-2")

    assert vague.message.startswith("Several integrations could be meant: set sso_export_integration to one of")
    assert exact.status == 0
    assert variables_in(user.home / "sso-variables.yml")["sso_integration"]["id"] == "b-2"
    assert user.runs("provision", "-e", "@sso-variables.yml").status == 0
    assert user.writes() == []


def test_an_account_without_anything_is_exported_too(user: User) -> None:
    user.account()

    assert user.runs("export", sso_export_path="sso-variables.yml", sso_hosts="").status == 0

    assert variables_in(user.home / "sso-variables.yml") == {"sso_roster": {"teammates": []}}
    assert user.runs("provision", "-e", "@sso-variables.yml").status == 0


@pytest.mark.parametrize(
    ("variables", "sentence"),
    [
        ({}, "sso_export_path is missing: say which file to write, such as -e sso_export_path=sso-variables.yml."),
        ({"sso_export_path": " "}, "sso_export_path is missing: say which file to write"),
        ({"sso_export_path": "."}, " is a folder: name a file in it."),
        (
            {"sso_export_path": "e.yml", "sso_export_force": "perhaps"},
            "sso_export_force is perhaps: say true or false.",
        ),
    ],
)
def test_what_makes_no_sense_is_told_before_any_request(user: User, variables: dict[str, Any], sentence: str) -> None:
    user.account()

    done = user.runs("export", **variables)

    assert done.status != 0
    assert sentence in done.message
    assert user.requests() == []


MARK = "# Single Sign-On on SendGrid, as variables of the role community.sendgrid.sso."
PLAYBOOK = f"- name: Set up SSO\n  hosts: localhost\n{MARK}\n"


def test_what_is_no_export_is_refused_before_any_request(user: User) -> None:
    user.account()
    refused = {"playbook": PLAYBOOK, "empty": "", "vault": "$ANSIBLE_VAULT;1.1;AES256\n3634\n", "near": f"x: {MARK}"}
    for name, text in refused.items():
        (user.home / f"{name}.yml").write_text(text, encoding="utf-8")
    (user.home / "linked").write_text(PLAYBOOK, encoding="utf-8")
    (user.home / "link.yml").symlink_to("linked")
    (user.home / "binary.yml").write_bytes(bytes(range(256)))
    os.mkfifo(user.home / "pipe.yml")
    names = [*refused, "link", "binary", "pipe", "missing/e"]
    hosts = {name: {"sso_export_path": f"{name}.yml"} for name in names}

    done = user.runs("export", *user.hosts(**hosts), "--check")
    done_for_real = user.runs("export", *user.hosts(**hosts), sso_export_force="no")

    no_export = (
        "is not an export, so it is not replaced: name another file, or set sso_export_force to true, which keeps the "
        "old file beside the new one."
    )
    troubles = dict.fromkeys(names, no_export) | {
        "pipe": "is neither a file nor a folder: name a file.",
        "missing/e": "is in a folder that does not exist: create it first, or name another file.",
    }
    files = {name: "linked" if name == "link" else f"{name}.yml" for name in names}
    assert done.failures == {
        name: f"sso_export_path {user.home / files[name]} {trouble}" for name, trouble in troubles.items()
    }
    assert done_for_real.failures == done.failures
    assert user.requests() == []
    assert {name: (user.home / f"{name}.yml").read_text(encoding="utf-8") for name in refused} == refused


def test_an_export_is_replaced_and_by_force_anything_else_is_kept_as_a_backup(user: User) -> None:
    user.account()
    olds = {"old": f"{MARK} There is no secret in it.\n---\n", "edited": f"\ufeff{MARK}\r\n", "target": f"{MARK}\n"}
    for name, text in (olds | {"playbook": PLAYBOOK}).items():
        (user.home / f"{name}.yml").write_text(text, encoding="utf-8")
    (user.home / "link.yml").symlink_to("target.yml")
    hosts: dict[str, dict[str, Any]] = {
        name: {"sso_export_path": f"{name}.yml"} for name in ("old", "edited", "link", "playbook")
    }
    hosts["playbook"]["sso_export_force"] = "Yes"

    done = user.runs("export", *user.hosts(**hosts))

    assert done.status == 0, done.output
    assert (user.home / "link.yml").is_symlink()
    for name in (*olds, "playbook"):
        assert variables_in(user.home / f"{name}.yml") == {"sso_roster": {"teammates": []}}
        assert stat.S_IMODE((user.home / f"{name}.yml").stat().st_mode) == 0o600
    backup = next(file for file in user.home.iterdir() if file.name not in {f"{name}.yml" for name in (*olds, *hosts)})
    assert (backup.read_text(encoding="utf-8"), stat.S_IMODE(backup.stat().st_mode)) == (PLAYBOOK, 0o600)
    assert f"The old file is now {backup}." in done.output
    assert set(done.stats["sso_export_by_host"]) == set(hosts)


def test_each_host_writes_a_file_of_its_own(user: User) -> None:
    user.account()
    hosts: dict[str, dict[str, Any]] = {name: {} for name in ("a", "web/../b", "d", "D")}
    hosts["c"] = {"sso_export_path": "{{ inventory_hostname }}.yml"}
    for host in ("a", "web/../b", "d", "D"):
        hosts[host]["sso_export_path"] = "e.yml"

    done = user.runs("export", *user.hosts(**hosts))

    assert sorted(file.name for file in user.home.iterdir()) == ["c.yml", "e-a.yml", "e-web%2F..%2Fb.yml"]
    assert set(done.failures) == {"d", "D"}
    assert done.failures["D"] == (
        f"The hosts d, D would write the same file {user.home}/e-D.yml: give each of them another sso_export_path."
    )
    assert {name: set(kept) for name, kept in done.stats.items()} == {"sso_export_by_host": {"a", "c", "web/../b"}}


def test_what_an_earlier_job_left_decides_nothing(user: User) -> None:
    user.account(teammates=[PEOPLE[0], *NOT_REBUILDABLE])
    first = user.runs("export", sso_export_path="first.yml")
    poisoned = {name: ["nobody@example.com"] for name in re.findall(r"\bsso_export_\w+", EXPORT) if name not in OPTIONS}

    second = user.runs("export", sso_export_path="second.yml", **(poisoned | first.stats))

    assert second.status == 0, second.output
    assert first.stats["sso_export_by_host"] == {
        "localhost": {
            "check_mode": False,
            "path": str(user.home / "first.yml"),
            "not_rebuildable": [one["email"] for one in NOT_REBUILDABLE],
        }
    }
    assert variables_in(user.home / "second.yml") == variables_in(user.home / "first.yml")


def test_a_thousand_people_are_exported(user: User) -> None:
    user.account(
        teammates=[
            {"email": f"p{number}@example.com", "first_name": "P", "last_name": str(number), "scopes": ["mail.send"]}
            for number in range(1000)
        ]
    )

    done = user.runs("export", sso_export_path="sso-variables.yml")

    assert done.status == 0, done.output
    assert len(variables_in(user.home / "sso-variables.yml")["sso_roster"]["teammates"]) == 1000
