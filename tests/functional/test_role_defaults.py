# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Options that the role's caller did not set come from the caller's module_defaults, and from nowhere else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from functional.by_name import User, a_certificate
from functional.harness.running import run_playbook
from functional.role.identity_provider import ENTITY_ID, SIGNIN_URL
from simulator.thread import SimulatorThread

LOGOUT = "https://idp.example.com/logout"
ANN = {"email": "ann@example.com", "first_name": "Ann", "last_name": "Lee", "scopes": ["mail.send"]}
DEFAULTS = {
    "group/community.sendgrid.sendgrid": {"api_key": "SG.acme"},
    "community.sendgrid.sendgrid_sso_integration": {"enabled": True, "signout_url": LOGOUT, "allow_lockout": True},
    "community.sendgrid.sendgrid_sso_certificate": {
        "integration_name": "Nowhere",
        "purge": "others",
        "expiry_warning_days": 400,
        "allow_lockout": True,
    },
    "community.sendgrid.sendgrid_sso_roster": {"purge": True, "protected": ["cy@example.com"], "max_removals": 0},
}


@pytest.fixture
def user(simulator: SimulatorThread, collections: Path, tmp_path: Path) -> User:
    return User(tmp_path, collections, simulator)


def role(**variables: Any) -> dict[str, Any]:
    return {"ansible.builtin.include_role": {"name": "community.sendgrid.sso"}, "vars": variables}


def test_the_callers_defaults_hold_and_the_roles_variables_win(user: User) -> None:
    first, second = a_certificate(300), a_certificate(350)
    user.account(
        settings={"global_usernames": False},
        teammates=[ANN, {"email": "cy@example.com", "scopes": ["mail.send"]}, {"email": "dee@example.com"}],
    )
    okta = {"name": "Okta", "signin_url": SIGNIN_URL, "entity_id": ENTITY_ID}
    roster = {"teammates": [ANN], "protected": None, "concurrency": ""}
    tasks = [
        {
            "name": "Refused",
            "block": [role(sso_integration=okta, sso_certificates=[first, second], sso_roster=roster)],
            "rescue": [{"name": "Say it", "ansible.builtin.debug": {"msg": "{{ ansible_failed_result.msg }}"}}],
        },
        role(sso_roster=roster | {"max_removals": 5}),
        role(
            sso_integration=okta | {"enabled": False},
            sso_certificates=[{"state": "absent", "public_certificate": one} for one in (first, second)],
        ),
    ]
    play = {"hosts": "localhost", "gather_facts": False, "module_defaults": DEFAULTS, "tasks": tasks}

    run = run_playbook([play], user.folder, user.collections, user.simulator.url, "SG.nobody")

    assert run.status == 0, run.stdout[-3000:]
    said = next(record.result["msg"] for record in run.records if record.task == "Say it")
    assert "dee@example.com" in said
    assert "cy@example.com" not in said
    state = user.state()
    assert set(state["teammates"]) == {"ann@example.com", "cy@example.com"}
    (integration,) = state["integrations"]
    assert (integration["signout_url"], integration["enabled"]) == (LOGOUT, False)
    assert state["certificates"] == []

    journal = [one for one in user.simulator.control.requests() if one["method"] != "GET"]
    written = [(one["method"], one["path"].split("/")[2:4], (one["body"] or {}).get("enabled")) for one in journal]
    assert [(method, next(one for one in where if one != "sso"), enabled) for method, where, enabled in written] == [
        ("POST", "integrations", False),
        ("POST", "certificates", True),
        ("POST", "certificates", True),
        ("PATCH", "integrations", True),
        ("DELETE", "teammates", None),
        ("PATCH", "integrations", False),
        ("DELETE", "certificates", None),
        ("DELETE", "certificates", None),
    ]
    warnings = [warning for record in run.records for warning in record.warnings]
    assert len(warnings) == 2
    assert all("CN=idp.example.com expires on" in warning for warning in warnings)
    assert "[WARNING]: Using a variable" not in run.output
