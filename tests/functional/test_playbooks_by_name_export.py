# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""The playbook export: what an account has, as variables that change nothing there and rebuild it elsewhere."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import Any

import pytest
import yaml

from functional.by_name import User, a_certificate
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
ODD_NAMES += ["- a: b", "'\"#\\", "\x85a\u2028b \ufeff c\x7f", "@x", "!unsafe x", "  spaces  "]
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
    {"email": "unnamed@example.com", "first_name": "", "last_name": "", "scopes": ["mail.send"]},
]
PASSWORD = {"email": "pass@example.com", "first_name": "Pass", "last_name": "Word", "is_sso": False, "is_admin": True}


@pytest.fixture
def user(simulator: SimulatorThread, collections: Path, tmp_path: Path) -> User:
    return User(tmp_path, collections, simulator)


def people_of(state: dict[str, Any]) -> dict[str, Any]:
    """What counts about the teammates."""
    return {
        email: {key: person[key] for key in ("first_name", "last_name", "is_admin", "scopes", "subuser_access")}
        for email, person in state["teammates"].items()
    }


def variables_in(path: Path) -> dict[str, Any]:
    """A file of variables as data; Ansible's mark for text that is no template changes nothing about it."""

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
    assert [names[f"odd{number}@example.com"] for number in range(len(ODD_NAMES))] == ODD_NAMES
    assert variables["sso_roster"]["protected"] == ["bare@example.com", "unnamed@example.com"]
    assert exported.stats["sso_export_not_rebuildable"] == ["bare@example.com", "unnamed@example.com"]
    assert '#   "bare@example.com", with no access but what SendGrid adds by itself\n' in text
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
    ],
)
def test_what_makes_no_sense_is_told_before_any_request(user: User, variables: dict[str, Any], sentence: str) -> None:
    user.account()

    done = user.runs("export", **variables)

    assert done.status != 0
    assert sentence in done.message
    assert user.requests() == []


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
