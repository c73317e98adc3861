# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""A directory's groups in the role sso: their people join those named by hand or are shown if left out; no headers."""

from __future__ import annotations

import json
import re
import secrets
from pathlib import Path
from typing import Any

import pytest
import yaml

from functional.by_name import User
from functional.harness.running import run_playbook
from functional.harness.verdicts import secret_problems
from simulator.thread import SimulatorThread

ANN = {"email": "ann@example.com", "first_name": "Ann", "last_name": "Lee", "is_admin": True}
READERS_TOKEN = secrets.token_hex(16)


def person(name: str, **more: Any) -> dict[str, Any]:
    return {"email": f"{name}@example.com", "first_name": name.title(), "last_name": "Lee", **more}


DEVELOPERS = {
    "name": "Developers",
    "persona": "developer",
    "people": [
        person("ANN"),
        person("bob"),
        person("cat"),
        person("dan", enabled=False),
        person("breakglass"),
        person("eve", email="eve@"),
    ],
}
SUPPORT = {"name": "Support", "scopes": ["mail.send"], "people": [person("ann"), person("Cat"), person("fay")]}
ROSTER = {"teammates": [ANN], "purge": True, "protected": [" BreakGlass@example.com"]}
LEFT_OUT = [
    {"group": "Developers", "who": "breakglass@example.com", "reason": "protected"},
    {"group": "Developers", "who": "dan@example.com", "reason": "disabled"},
    {"group": "Developers", "who": "eve@", "reason": "no_address"},
]
CONFLICTS = [{"email": "cat@example.com", "group": "Developers", "passed_over": ["Support"]}]


@pytest.fixture
def user(simulator: SimulatorThread, collections: Path, tmp_path: Path) -> User:
    return User(tmp_path, collections, simulator)


def registered(people: Any, **more: Any) -> dict[str, Any]:
    """What ansible.builtin.uri registers, which includes the request's headers."""
    asked = {"url": "https://id.example.com/people", "headers": {"Authorization": f"Bearer {READERS_TOKEN}"}}
    return {
        "changed": False,
        "status": 200,
        "url": asked["url"],
        "json": people,
        "invocation": {"module_args": asked},
    } | more


def test_people_of_groups_join_those_named_by_hand(user: User) -> None:
    user.account(
        settings={"global_usernames": False},
        teammates=[{"email": "breakglass@example.com", "scopes": ["mail.send"]}, {"email": "old@example.com"}],
    )
    wanted = {"sso_roster": ROSTER, "sso_groups": json.dumps([DEVELOPERS, SUPPORT]), "sso_groups_nested": ""}
    checked = user.runs("provision", "--check", **wanted)

    assert checked.status == 0, checked.output
    assert user.writes() == []

    done = user.runs("provision", "--verbose", **wanted)

    assert done.status == 0, done.output
    assert "WARNING" not in done.output, done.output
    result = done.task("community.sendgrid.sso : Keep the result in sso_result")["ansible_facts"]["sso_result"]
    assert result["left_out"] == LEFT_OUT
    assert result["conflicts"] == CONFLICTS
    assert result["people"]["created"] == [f"{one}@example.com" for one in ("ann", "bob", "cat", "fay")]
    assert result["people"]["removed"] == ["old@example.com"]
    assert checked.task("community.sendgrid.sso : Summary")["msg"][1:5] == [
        "Developers leaves out breakglass@example.com (protected)",
        "Developers leaves out dan@example.com (disabled)",
        "Developers leaves out eve@ (no_address)",
        "cat@example.com is in several groups: Developers counts, not Support",
    ]
    state = user.state()["teammates"]
    assert state["ann@example.com"]["is_admin"] is True
    assert len(state["cat@example.com"]["scopes"]) > len(state["fay@example.com"]["scopes"])

    user.requests()
    again = user.runs("provision", sso_groups=yaml.safe_dump([DEVELOPERS, SUPPORT]), sso_roster=ROSTER)

    assert again.status == 0, again.output
    assert user.writes() == []


def role(**variables: Any) -> dict[str, Any]:
    return {"ansible.builtin.include_role": {"name": "community.sendgrid.sso"}, "vars": variables}


def group(**more: Any) -> dict[str, Any]:
    return {"name": "Staff", "persona": "observer", "people": registered([person("bob")])} | more


IN_TWO = [group(), group(name="Support", persona=None, scopes=["mail.send"])]
# The other cases are in tests/unit/plugins/plugin_utils/test_role_variables.py.
BAD_INPUT = [
    ({"sso_groups": registered([])}, "sso_groups cannot be used: sso_groups must be a list of groups, .*"),
    ({"sso_groups": [group(people=registered([], status=403))]}, "sso_groups cannot be used: Group 'Staff'.* 403.*"),
    ({"sso_groups": [group()], "sso_groups_nested": "all"}, r"(?s)Validation of arguments failed:.*nested must be.*"),
]


def test_bad_groups_are_told_in_a_sentence_before_any_request_and_headers_never(user: User) -> None:
    user.account()
    tasks = [
        {
            "block": [
                role(**given),
                {"ansible.builtin.fail": {"msg": "accepted"}},
            ],
            "rescue": [{"name": f"Said {number}", "ansible.builtin.debug": {"msg": "{{ ansible_failed_result.msg }}"}}],
        }
        for number, (given, sentence) in enumerate(BAD_INPUT)
    ]
    play = {"hosts": "localhost", "gather_facts": False, "tasks": tasks}

    run = run_playbook([play], user.folder, user.collections, user.simulator.url, "SG.acme")

    assert run.status == 0, run.stdout[-3000:]
    said = [record.result["msg"] for record in run.records if record.task.startswith("Said ")]
    pairs = list(zip(said, [sentence for given, sentence in BAD_INPUT], strict=True))
    assert [(text, sentence) for text, sentence in pairs if not re.fullmatch(sentence, text)] == []
    assert user.requests() == []
    assert secret_problems(run.output, [READERS_TOKEN]) == []


def test_groups_without_a_roster_with_the_callers_defaults_and_without_headers(user: User) -> None:
    """The caller's defaults allow no removal, but one person would be removed."""
    user.account(settings={"global_usernames": False}, teammates=[{"email": "old@example.com"}])
    groups = [group(people="{{ answers }}"), group(name="Support", may_be_empty=True, people=registered([]))]
    by_hand = {"teammates": [person("Bob", scopes=["mail.send"])]}
    tasks = [
        {"block": [role(sso_groups=groups)], "rescue": [{"name": "Refused", "ansible.builtin.meta": "noop"}]},
        role(sso_groups=groups, sso_roster={"max_removals": 1}),
        {"name": "Alone", "ansible.builtin.debug": {"var": "sso_result"}},
        role(
            sso_groups=[group(name="Cats", people="{{ answers[1] }}"), *IN_TWO],
            sso_roster=by_hand,
            sso_groups_conflict="fail",
        ),
        {"name": "By hand", "ansible.builtin.debug": {"var": "sso_result"}},
        role(sso_roster=by_hand | {"purge": False}),
        {"name": "Without groups", "ansible.builtin.debug": {"var": "sso_result"}},
    ]
    play = {
        "hosts": "localhost",
        "gather_facts": False,
        "module_defaults": {"community.sendgrid.sendgrid_sso_roster": {"purge": True, "max_removals": 0}},
        "vars": {"answers": [registered([person("bob")]), registered([person("cat")])]},
        "tasks": tasks,
    }
    run = run_playbook([play], user.folder, user.collections, user.simulator.url, "SG.acme")

    assert run.status == 0, run.stdout[-3000:]
    assert secret_problems(run.output, [READERS_TOKEN]) == []
    results = {record.task: record.result.get("sso_result") for record in run.records}
    alone, beside, without = (results[task] for task in ("Alone", "By hand", "Without groups"))
    assert any(record.result.get("failure", {}).get("code") == "refused" for record in run.records)
    assert alone["people"]["created"] == ["bob@example.com", "cat@example.com"]
    assert alone["people"]["removed"] == ["old@example.com"]
    assert (beside["people"]["updated"], beside["people"]["unchanged"]) == (["bob@example.com"], ["cat@example.com"])
    assert (beside["left_out"], beside["conflicts"]) == ([], [])
    assert without["people"]["unchanged"] == ["bob@example.com"]
    assert user.state()["teammates"]["bob@example.com"]["scopes"] == ["mail.send"]
