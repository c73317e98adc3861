# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""The playbook offboard: whoever they are, they go, and it says what they had."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from functional.by_name import User
from simulator.thread import SimulatorThread

ANN = {"email": "Ann@Example.com", "first_name": "Ann", "last_name": "Lee", "is_admin": True}
BOB = {"email": "bob@example.com", "first_name": "Bob", "last_name": "Orr", "is_sso": False, "scopes": ["mail.send"]}
CAT = {"email": "cat@example.com", "first_name": "Cat", "last_name": "Poe", "persona": "developer"}
DAN = {
    "email": "dan@example.com",
    "first_name": "{{ 1 + 1 }}",
    "last_name": "<b>",
    "subuser_access": [{"username": "news", "permission_type": "admin"}],
}
PEOPLE = [ANN, BOB, CAT, DAN]
PENDING = [{"email": "Eve@example.com", "token": "t0ken-of-eve"}, {"email": "cat@example.com", "token": "t0ken-of-cat"}]
OWNER = "owner@acme.example"


@pytest.fixture
def user(simulator: SimulatorThread, collections: Path, tmp_path: Path) -> User:
    """Somebody who may remove people from a small account."""
    user = User(tmp_path, collections, simulator)
    user.account(teammates=PEOPLE, pending=PENDING, subusers=[{"id": 7, "username": "news"}])
    return user


def lines_of(result: list[dict[str, Any]]) -> dict[str, tuple[str, str]]:
    return {line["email"]: (line["action"], line["signed_in"]) for line in result}


def test_everybody_goes_but_the_owner_and_the_result_says_what_each_one_had(user: User) -> None:
    everybody = f"ann@example.com, BOB@example.com;cat@example.com\n{OWNER} eve@example.com nobody@example.com"

    done = user.runs("offboard", sso_offboard=everybody + " ann@example.com")

    assert done.status != 0
    assert f"1 of 6 people failed: {OWNER}: " in done.message
    result = done.stats["sso_offboard_result"]
    assert lines_of(result) == {
        "ann@example.com": ("removed", "sso"),
        "bob@example.com": ("removed", "password"),
        "cat@example.com": ("removed", "sso"),
        "eve@example.com": ("removed", "never"),
        "nobody@example.com": ("absent", "never"),
        OWNER: ("failed", "owner"),
    }
    had = {line["email"]: line["had"] for line in result}
    assert had["ann@example.com"]["is_admin"] is True
    assert had["bob@example.com"]["scopes"] == ["mail.send"]
    assert (had["cat@example.com"]["persona"], had["cat@example.com"]["pending_invitations"]) == ("developer", 1)
    assert had["eve@example.com"] == {"pending_invitations": 1}
    state = user.state()
    assert (list(state["teammates"]), state["pending"]) == (["dan@example.com"], [])
    assert "t0ken" not in done.output


def test_check_mode_tells_the_same_and_removes_nobody(user: User) -> None:
    addresses = ["ann@example.com", "bob@example.com", "dan@example.com", "eve@example.com"]

    foreseen = user.runs("offboard", "--check", sso_offboard=addresses)
    assert user.writes() == []
    done = user.runs("offboard", sso_offboard=addresses)

    assert (foreseen.status, done.status) == (0, 0)
    assert len(user.writes()) == 4
    assert foreseen.stats["sso_offboard_result"] == done.stats["sso_offboard_result"]
    assert "would be removed; signed in through SSO; admin" in foreseen.output
    dan = next(line for line in done.stats["sso_offboard_result"] if line["email"] == "dan@example.com")
    assert (dan["had"]["first_name"], dan["had"]["subuser_access"][0]["id"]) == ("{{ 1 + 1 }}", 7)

    again = user.runs("offboard", sso_offboard=addresses)
    assert again.status == 0
    assert user.writes() == []
    assert {line["action"] for line in again.stats["sso_offboard_result"]} == {"absent"}


def test_more_than_allowed_are_counted_before_anybody_goes(user: User) -> None:
    text = '["ann@example.com", "bob@example.com", "eve@example.com", "nobody@example.com"]'

    done = user.runs("offboard", "--check", sso_offboard=text, sso_offboard_max_removals="2")
    assert (
        "3 people would be removed (ann@example.com, bob@example.com, eve@example.com), and "
        "sso_offboard_max_removals allows 2: nothing was changed."
    ) in done.message

    refused = user.runs("offboard", sso_offboard=text, sso_offboard_max_removals=0)
    assert refused.status != 0
    assert user.writes() == []

    unlimited = user.runs("offboard", sso_offboard=text, sso_offboard_max_removals="-1")
    assert unlimited.status == 0
    assert len(user.writes()) == 3


def test_one_who_fails_keeps_nobody_else_in(user: User) -> None:
    user.simulator.control.fault(method="DELETE", path="/v3/teammates/Ann@Example.com", status=403)

    done = user.runs(
        "offboard",
        sso_offboard="---\n- ann@example.com\n- 'bob@example.com'\n- cat@example.com\n",
        sso_offboard_manage_password_teammate="false",
    )

    assert done.status != 0
    assert "2 of 3 people failed: ann@example.com: " in done.message
    assert "bob@example.com: bob@example.com is a teammate who signs in with a password" in done.message
    assert set(user.state()["teammates"]) == {"Ann@Example.com", "bob@example.com", "dan@example.com"}


@pytest.mark.parametrize(
    ("variables", "sentence"),
    [
        ({}, "sso_offboard names nobody"),
        ({"sso_offboard": " "}, "sso_offboard names nobody"),
        ({"sso_offboard": {"email": "ann@example.com"}}, "sso_offboard names nobody"),
        ({"sso_offboard": "[ann@example.com, {bob"}, "sso_offboard holds what is no e-mail address: {bob."),
        ({"sso_offboard": ["a@b@c", 5]}, "sso_offboard holds what is no e-mail address: a@b@c, 5."),
        (
            {"sso_offboard": "ann@example.com", "sso_offboard_max_removals": "many"},
            "sso_offboard_max_removals is many: give a whole number, or -1 for no limit.",
        ),
        (
            {"sso_offboard": "ann@example.com", "sso_offboard_manage_password_teammate": "perhaps"},
            "sso_offboard_manage_password_teammate is perhaps: say true or false.",
        ),
    ],
)
def test_what_makes_no_sense_is_told_before_any_request(user: User, variables: dict[str, Any], sentence: str) -> None:
    done = user.runs("offboard", **variables)

    assert done.status != 0
    assert sentence in done.message
    assert user.requests() == []
