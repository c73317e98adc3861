# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Each task takes as many requests as docs/requests.md says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from trust.certificates import certificate
from trust.driving import run_module
from trust.scenarios import OKTA, URLS
from trust.world import Simulator

TABLE = Path(__file__).parents[2] / "docs" / "requests.md"
SUBUSERS = [{"id": 11, "username": "news"}, {"id": 12, "username": "shop"}]
IN_SHOP = [{"username": "shop", "permission_type": "restricted", "scopes": ["mail.send"]}]
IN_NEWS = [{"username": "news", "permission_type": "admin"}]
FORMS: list[dict[str, Any]] = [
    {"is_admin": True},
    {"scopes": ["mail.send"]},
    {"persona": "observer"},
    {"subuser_access": IN_SHOP},
]


def person(name: str, **access: Any) -> dict[str, Any]:
    return {"email": f"{name}@example.com", "first_name": name.title(), "last_name": "Lee", **access}


def crowd(number: int, *forms: dict[str, Any]) -> list[dict[str, Any]]:
    """This many people, with the forms of access in turn."""
    return [person(f"p{index:03}", **forms[index % len(forms)]) for index in range(number)]


ADMIN, SENDER, OBSERVER, SHOPPER = (
    person(name, **form) for name, form in zip(("ada", "sam", "obi", "sue"), FORMS, strict=True)
)
PASSWORD = person("pat", username="pat", is_sso=False, scopes=["mail.send"])
INTEGRATION = "sendgrid_sso_integration"
CERTIFICATE = "sendgrid_sso_certificate"
TEAMMATE = "sendgrid_sso_teammate"
ROSTER = "sendgrid_sso_roster"
NEXT = {"integration_id": OKTA, "public_certificate": certificate("next")}
CURRENT = {"integration_id": OKTA, "public_certificate": certificate("current")}
CHANGED = [one | {"first_name": "New"} for one in crowd(100, *FORMS)]

# By the row of the table: the module, its options, and the teammates besides ADMIN, SENDER, OBSERVER, SHOPPER, PASSWORD
TASKS: dict[str, tuple[str, dict[str, Any], list[dict[str, Any]]]] = {
    "An integration, found by name, without changes": (INTEGRATION, {"name": "Okta", "enabled": True}, []),
    "An integration, found by name, with changes": (INTEGRATION, {"name": "Okta", "entity_id": "urn:new"}, []),
    "A new integration": (INTEGRATION, {"name": "Entra", "enabled": False}, []),
    "An integration that is removed while another one is enabled": (
        INTEGRATION,
        {"name": "Spare", "state": "absent"},
        [],
    ),
    "A certificate that already exists": (CERTIFICATE, CURRENT, []),
    "A new certificate": (CERTIFICATE, NEXT, []),
    "A new certificate with a purge of the other one": (CERTIFICATE, NEXT | {"purge": "others"}, []),
    "An admin, or a person with scopes or a persona, without changes": (TEAMMATE, SENDER, []),
    "A person restricted to subusers, without changes": (TEAMMATE, SHOPPER, []),
    "A person whose access changes": (TEAMMATE, SENDER | {"scopes": ["alerts.read"]}, []),
    "A person whose subusers change": (TEAMMATE, SHOPPER | {"subuser_access": IN_NEWS}, []),
    "A new person": (TEAMMATE, person("new", scopes=["mail.send"]), []),
    "A new person who is restricted to subusers": (TEAMMATE, person("new", subuser_access=IN_NEWS), []),
    "A password teammate who moves to SSO": (
        TEAMMATE,
        {"email": PASSWORD["email"], "is_admin": True, "manage_password_teammate": True},
        [],
    ),
    "A person who is removed": (TEAMMATE, {"email": SENDER["email"], "state": "absent"}, []),
    "A roster of 100 people without changes, a quarter in each form of access": (
        ROSTER,
        {"teammates": crowd(100, *FORMS)},
        crowd(100, *FORMS),
    ),
    "A roster of 100 people who all change": (ROSTER, {"teammates": CHANGED}, crowd(100, *FORMS)),
    "A roster of 100 new people": (ROSTER, {"teammates": crowd(100, *FORMS)}, []),
    "A roster that removes 100 people": (
        ROSTER,
        {"teammates": [ADMIN, SENDER, OBSERVER, SHOPPER], "purge": True, "max_removals": 100},
        crowd(100, *FORMS),
    ),
    "An offboarding of 100 people": (
        "sendgrid_sso_offboard",
        {"emails": [one["email"] for one in crowd(100, *FORMS)], "max_removals": 100},
        crowd(100, *FORMS),
    ),
    "Reading all integrations": ("sendgrid_sso_integration_info", {}, []),
    "Reading all certificates of two integrations": ("sendgrid_sso_certificate_info", {}, []),
    "Listing 100 people": ("sendgrid_sso_teammate_info", {"details": False, "sso_only": False}, crowd(94, *FORMS)),
    "Reading 100 people in detail": (
        "sendgrid_sso_teammate_info",
        {"details": True, "sso_only": False},
        crowd(94, *FORMS),
    ),
}


def account(teammates: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "subusers": SUBUSERS,
        "integrations": [
            {"id": OKTA, "name": "Okta", "enabled": True, **URLS},
            {"name": "Spare", "enabled": False},
        ],
        "certificates": [CURRENT],
        "teammates": [ADMIN, SENDER, OBSERVER, SHOPPER, PASSWORD, *teammates],
    }


def told() -> dict[str, list[int]]:
    """The rows of the table: reads before the first write, writes, and reads after it."""
    rows = [
        [cell.strip() for cell in line.strip("| \n").split("|")]
        for line in TABLE.read_text(encoding="utf-8").splitlines()
        if line.startswith("| ") and line[-3].isdigit()
    ]
    return {name: [int(number) for number in numbers] for name, *numbers in rows}


def test_every_row_has_its_task() -> None:
    assert list(told()) == list(TASKS)


@pytest.mark.parametrize("row", TASKS)
def test_a_task_takes_the_requests_that_are_told(row: str, simulator: Simulator) -> None:
    module, options, teammates = TASKS[row]
    simulator.reset()
    simulator.account("any", **account(teammates))
    done = run_module(module, {"api_key": "SG.any", "base_url": simulator.url, **options})
    methods = [request["method"] for request in simulator.requests()]
    assert done.error is None, done.error
    written = [index for index, method in enumerate(methods) if method != "GET"]
    before = written[0] if written else len(methods)
    assert [before, len(written), len(methods) - before - len(written)] == told().get(row)
