# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Only what was approved happens: checked, approved and run, with the role and the playbooks."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from functional.by_name import User, a_certificate
from functional.role.identity_provider import ENTITY_ID, SIGNIN_URL
from simulator.thread import SimulatorThread

OKTA = {"name": "Okta", "enabled": True, "signin_url": SIGNIN_URL, "entity_id": ENTITY_ID}
ANN = {"email": "ann@example.com", "first_name": "Ann", "last_name": "Lee", "scopes": ["mail.send"]}
BEN = {"email": "ben@example.com", "first_name": "Ben", "last_name": "Orr", "persona": "observer"}
HEX = "0123456789abcdef" * 4


@pytest.fixture
def user(simulator: SimulatorThread, collections: Path, tmp_path: Path) -> User:
    return User(tmp_path, collections, simulator)


def test_a_set_up_that_exists_is_checked_approved_and_run(user: User) -> None:
    old, new = a_certificate(200), a_certificate(300)
    user.account(
        integrations=[OKTA],
        certificates=[{"public_certificate": old}],
        teammates=[ANN],
        settings={"global_usernames": False},
    )
    wanted: dict[str, Any] = {
        "sso_integration": OKTA | {"signout_url": "https://idp.example.com/out"},
        "sso_certificates": [new],
        "sso_certificates_purge": "others",
        "sso_roster": {"teammates": [ANN | {"scopes": ["stats.read"]}, BEN]},
    }
    checked = user.runs("provision", "--check", **wanted)
    plans = checked.stats["sso_set_up_plans"]
    assert (checked.status, len(plans), len(set(plans)), user.writes()) == (0, 4, 4, []), checked.output
    assert (checked.stats["sso_set_up_created"], checked.stats["sso_set_up_updated"]) == (
        [BEN["email"]],
        [ANN["email"]],
    )

    assert checked.message[-1] == (
        "A run would create 1 person, update 1 and remove 0. "
        "It would make 3 changes to the integration and its certificates."
    )

    # Somebody is given a scope by hand in the meantime: the steps before the people still match the approval, and the
    # people are left alone.
    user.simulator.control.edit_teammate("acme", ANN["email"], scopes=["mail.send", "alerts.read"])
    refused = user.runs("provision", "--diff", sso_approved_plans=json.dumps(plans), **wanted)
    failed = refused.records[-1].result
    assert (refused.status, failed["failure"]["code"], failed["failure"]["field"]) == (2, "refused", "approved_plans")
    assert failed["diff"]["before"][ANN["email"]] == {"scopes": ["alerts.read", "mail.send"]}
    assert failed["plan"] not in plans
    assert failed["msg"].endswith(
        f"({failed['plan']}): the account or the task has changed since the check, so check again and approve the new "
        "plan."
    )
    assert [one for one in user.writes() if "teammates" in one] == []
    assert user.state()["teammates"].keys() == {ANN["email"]}

    done = user.runs("provision", sso_approved_plans=f"- {plans[3]}\n- {failed['plan']}\n", **wanted)
    assert (done.status, done.stats["sso_set_up_plans"]) == (0, [failed["plan"], plans[3]]), done.output
    assert done.stats["sso_set_up_summary"] == done.message[-1:]
    assert done.message[-1] == (
        "Created 1 person, updated 1 and removed 0. Made 1 change to the integration and its certificates."
    )
    assert {BEN["email"], ANN["email"]} == set(user.state()["teammates"])
    assert [one["public_certificate"].strip() for one in user.state()["certificates"]] == [new.strip()]

    again = user.runs("provision", sso_approved_plans=[], **wanted | {"sso_certificates_purge": "none"})
    assert again.message[-1] == "Nothing to change."
    assert (again.status, again.stats["sso_set_up_plans"], int(again.stats["sso_set_up_changes"])) == (0, [], 0)


def test_a_new_integration_is_approved_first_and_its_certificates_once_it_is_there(user: User) -> None:
    user.account()
    wanted = {"sso_integration": OKTA, "sso_certificates": [a_certificate(300)]}
    first = user.runs("provision", "--check", **wanted).stats["sso_set_up_plans"]
    assert len(first) == 1
    halted = user.runs("provision", sso_approved_plans=first, **wanted)
    assert halted.records[-1].task == "community.sendgrid.sso : Add the certificates"
    assert user.writes() == ["POST /v3/sso/integrations"]
    second = user.runs("provision", "--check", **wanted).stats["sso_set_up_plans"]
    done = user.runs("provision", sso_approved_plans=" ".join(second), **wanted)
    assert (done.status, done.stats["sso_set_up_plans"], len(second)) == (0, second, 2), done.output
    assert user.state()["integrations"][0]["enabled"] is True


def test_people_who_leave_are_checked_approved_and_removed(user: User) -> None:
    user.account(teammates=[ANN, BEN])
    leavers = f"{ANN['email']} {BEN['email']}"
    plans = user.runs("offboard", "--check", sso_offboard=leavers).stats["sso_offboard_result_plans"]
    assert len(plans) == 1
    user.simulator.control.edit_teammate("acme", ANN["email"], scopes=["stats.read"])
    refused = user.runs("offboard", sso_offboard=leavers, sso_offboard_plans=json.dumps(plans))
    assert refused.status != 0
    assert refused.message.startswith("sso_offboard_plans: This task changed nothing: ann@example.com, ben@example.com")
    assert user.writes() == []
    checked = user.runs("offboard", "--check", sso_offboard=leavers, sso_offboard_plans=None)
    # AWX passes on what an earlier job left under its own name, which nothing reads.
    approved = {"sso_offboard_plans": "{{ sso_offboard_result_plans }}"}
    done = user.runs("offboard", sso_offboard=leavers, **approved, **checked.stats)
    assert (done.status, user.state()["teammates"]) == (0, {}), done.output


@pytest.mark.parametrize("wrong", ["all", [HEX, None], {"plan": HEX}, 7, HEX[1:]])
def test_what_is_no_plan_is_said_before_any_request(user: User, wrong: Any) -> None:
    user.account()
    play = user.folder / "play.yml"
    play.write_text(
        json.dumps(
            [
                {
                    "hosts": "localhost",
                    "gather_facts": False,
                    "tasks": [
                        {
                            "block": [
                                {
                                    "ansible.builtin.import_role": {"name": "community.sendgrid.sso"},
                                    "vars": {"sso_approved_plans": wrong, "sso_roster": {"teammates": [ANN]}},
                                }
                            ],
                            "rescue": [{"name": "Said", "ansible.builtin.debug": {"var": "ansible_failed_result.msg"}}],
                        }
                    ],
                },
                {
                    "ansible.builtin.import_playbook": "community.sendgrid.offboard",
                    "vars": {"sso_offboard": ANN["email"], "sso_offboard_plans": wrong},
                },
            ]
        ),
        encoding="utf-8",
    )
    done = user.runs(play)
    said = "must be a list of plans, and each plan has 64 hex digits."
    assert done.task("Said")["ansible_failed_result.msg"] == f"sso_approved_plans {said}"
    assert done.message == f"sso_offboard_plans {said}"
    assert user.requests() == []
