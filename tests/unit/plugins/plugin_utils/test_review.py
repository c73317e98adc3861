# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Decisions of the access review that are tedious to reach with a playbook."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from ansible_collections.community.sendgrid.plugins.module_utils._teammate.scope_lists import PERSONAS
from ansible_collections.community.sendgrid.plugins.plugin_utils._review import Expected, Reads, report
from ansible_collections.community.sendgrid.plugins.plugin_utils._review_drift import difference
from ansible_collections.community.sendgrid.plugins.plugin_utils._review_page import grouped, page

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
DAWN = "2020-01-01T00:00:00Z"


def a_teammate(**fields: Any) -> dict[str, Any]:
    """A person as the info module shows them."""
    defaults = {"email": "ann@example.com", "first_name": "Ann", "last_name": "Lee", "is_admin": False, "is_sso": True}
    access = {"user_type": "teammate", "persona": None, "scopes": [], "subuser_access": []}
    return defaults | access | {"has_restricted_subuser_access": bool(fields.get("subuser_access"))} | fields


def a_certificate(days: int, **fields: Any) -> dict[str, Any]:
    begin, end = ("2025-03-13T12:00:00Z", "2026-03-13T12:00:00Z") if days > 0 else (DAWN, "2026-02-13T12:00:00Z")
    shown = {"subject": f"CN={days}", "not_before": begin, "not_after": end, "integration_id": "a-1"}
    return shown | {"days_left": days, "expired": days <= 0, "public_certificate": "PEM"} | fields


def an_integration(**fields: Any) -> dict[str, Any]:
    urls = {"signin_url": "https://idp.example.com", "entity_id": "urn:idp"}
    return {"id": "a-1", "name": "Okta", "enabled": True, "completed_integration": None} | urls | fields


def report_on(roster: Any = None, comparison: Any = None, admins: Any = (), **reads: Any) -> dict[str, Any]:
    working = {"integrations": [an_integration()], "certificates": [a_certificate(400)]}
    read = {"teammates": [], "pending": []} | working | reads
    return report(Reads(**read, roster=roster, comparison=comparison), Expected(frozenset(admins), 30), NOW)


def findings_in(made: dict[str, Any]) -> dict[str, list[str]]:
    """All findings, by kind, as `subject: note`."""
    return {
        one["kind"]: [f"{entry['subject']}: {entry['note']}" for entry in one["entries"]]
        for one in made["findings"]
        if one["entries"]
    }


def test_scopes_beyond_all_of_a_persona_may_have_been_added_by_hand() -> None:
    scopes = sorted(PERSONAS["observer"] | {"mail.send", "alerts.create"})

    assert findings_in(report_on(teammates=[a_teammate(scopes=scopes)])) == {
        "added_scopes": ["ann@example.com: alerts.create, mail.send"]
    }


def test_the_owner_is_never_a_finding() -> None:
    owner = a_teammate(user_type="owner", is_admin=True, is_sso=False)

    made = report_on(teammates=[owner], roster={"teammates": []}, comparison=[])

    assert (made["owner"], findings_in(made)) == ("ann@example.com", {})


@pytest.mark.parametrize(
    ("roster", "admins"),
    [
        ({"teammates": [{"email": "ANN@example.com", "is_admin": "True"}]}, []),
        ({"teammates": [], "protected": ["Ann@Example.com"]}, []),
        (None, ["ann@example.com"]),
    ],
)
def test_admins_are_expected_if_somebody_says_so(roster: Any, admins: list[str]) -> None:
    made = report_on(teammates=[a_teammate(is_admin=True)], roster=roster, comparison=[], admins=admins)

    assert findings_in(made) == {}


def test_who_cannot_be_brought_to_what_is_wanted_differs() -> None:
    roster = {"teammates": [{"email": "ann@example.com", "persona": "observer"}, {"email": "bob@example.com"}]}
    failed = {"action": "failed", "before": None, "after": None}
    comparison = [
        failed | {"email": "ann@example.com", "failure": {"msg": "ann signs in with a password."}},
        failed | {"email": "bob@example.com", "failure": {"msg": "Creating bob needs names."}},
    ]

    made = report_on(teammates=[a_teammate(scopes=["mail.send"])], roster=roster, comparison=comparison)

    assert findings_in(made)["drift"] == [
        "bob@example.com: in the roster, not in SendGrid: Creating bob needs names.",
        "ann@example.com: ann signs in with a password.",
    ]


@pytest.mark.parametrize(
    ("fields", "days", "problems"),
    [
        ({}, [100], []),
        ({}, [-1, 100], []),
        ({"enabled": False}, [100], ["off"]),
        ({"completed_integration": False}, [100], ["setup not completed in SendGrid"]),
        ({"signin_url": "", "entity_id": ""}, [100], ["no signin_url", "no entity_id"]),
        ({}, [], ["no certificate"]),
        ({}, [-1, 0], ["no certificate that is valid now"]),
    ],
)
def test_an_integration_is_incomplete_without_what_signing_in_needs(
    fields: dict[str, Any], days: list[int], problems: list[str]
) -> None:
    made = report_on(integrations=[an_integration(**fields)], certificates=[a_certificate(left) for left in days])

    assert made["integrations"][0]["problems"] == problems


FUTURE = {"not_before": "2026-03-01T12:00:01Z"}
UNREADABLE = {"not_before": None, "not_after": None, "days_left": None}
NOBODY = (
    "Single Sign-On: {} cannot sign in, because no enabled integration has a certificate that is valid now: enable "
    "one, and add the certificate that its identity provider signs with"
)


@pytest.mark.parametrize(
    "trust",
    [
        {"integrations": [], "certificates": []},
        {"integrations": [an_integration(enabled=False)]},
        {"integrations": [an_integration(), an_integration(id="b-2", enabled=False)], "certificates": []},
        {"certificates": [a_certificate(-1), a_certificate(400, integration_id="b-2"), a_certificate(400, **FUTURE)]},
        {"certificates": [a_certificate(400, **UNREADABLE)]},
    ],
)
@pytest.mark.parametrize(
    ("people", "waiting"),
    [
        ({"teammates": [a_teammate(persona="observer")]}, "1 person"),
        ({"teammates": [a_teammate(persona="observer", is_sso=None)]}, None),
        ({"teammates": [a_teammate(persona="observer", is_sso=False)]}, None),
        ({"roster": {"teammates": [{"email": "ann@example.com"}, {"email": "bob@example.com"}]}}, "2 people"),
        ({"roster": {"teammates": []}}, None),
        (
            {
                "teammates": [a_teammate(email="ANN@example.com")],
                "roster": {"teammates": [{"email": "ann@example.com"}]},
            },
            "1 person",
        ),
    ],
)
def test_nobody_can_sign_in_without_an_enabled_integration_and_a_valid_certificate(
    trust: dict[str, Any], people: dict[str, Any], waiting: str | None
) -> None:
    found = findings_in(report_on(**trust, **people)).get("integrations", [])

    assert [one for one in found if one.startswith("Single")] == ([NOBODY.format(waiting)] if waiting else [])


def test_one_integration_that_works_is_enough() -> None:
    trust = {"integrations": [an_integration(), an_integration(id="b-2", name="Old", enabled=False)]}

    found = findings_in(report_on(**trust, teammates=[a_teammate(persona="observer")]))

    assert found == {
        "integrations": [
            "Old: off (turn it on with enabled: true, or remove it with state: absent); "
            "no certificate (add the identity provider's certificate)"
        ]
    }


def test_a_certificate_whose_dates_cannot_be_read_is_shown_all_the_same() -> None:
    made = report_on(certificates=[a_certificate(400), a_certificate(1, **UNREADABLE)])

    assert findings_in(made) == {}
    assert page(made, NOW)["timeline"]["bars"][0]["note"] == "its dates cannot be read"


def test_each_kind_of_finding_says_what_to_do() -> None:
    assert [one["kind"] for one in report_on()["findings"] if not one["advice"].endswith(".")] == []


def test_certificates_within_the_days_are_findings_the_most_urgent_first() -> None:
    certificates = [a_certificate(left) for left in (31, 30, 1, -1)]

    made = report_on(integrations=[an_integration()], certificates=certificates)

    assert findings_in(made) == {
        "expiring_certificates": [
            "CN=-1 of Okta: ended on 2026-02-13",
            "CN=1 of Okta: ends on 2026-03-13, in 1 day",
            "CN=30 of Okta: ends on 2026-03-13, in 30 days",
        ]
    }
    assert "PEM" not in str(made)


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ({"first_name": "Ann"}, {"first_name": "Anne"}, "first name 'Ann', wanted 'Anne'"),
        (
            {"scopes": ["a", "b"]},
            {"scopes": ["b", "c"]},
            "scopes: has a beyond them, lacks c",
        ),
        (
            {"is_admin": True, "scopes": []},
            {"is_admin": False, "scopes": ["mail.send"]},
            "has all access as an admin, wanted the scopes mail.send",
        ),
        (
            {"subuser_access": [{"id": 7, "permission_type": "admin"}]},
            {"subuser_access": [{"id": 8, "permission_type": "admin"}]},
            "other access to the subusers 7, 8",
        ),
        (
            {"persona": "observer", "subuser_access": []},
            {"persona": None, "subuser_access": [{"id": 7, "permission_type": "admin"}]},
            "has the persona observer, wanted access to 1 subusers",
        ),
    ],
)
def test_a_difference_is_told_in_words(before: dict[str, Any], after: dict[str, Any], sentence: str) -> None:
    assert difference(before, after) == sentence


def test_scopes_are_grouped_by_what_they_are_about() -> None:
    scopes = ["alerts.update", "alerts.read", "alerts.create", "alerts.delete", "mail.send", "stats.read", "plain"]

    assert grouped(scopes) == ["alerts (all)", "mail.send", "plain", "stats (read)"]


def test_people_with_the_same_scopes_share_a_block_and_blocks_stay_within_their_room() -> None:
    shared = [a_teammate(email=f"{name}@example.com", scopes=["a.b", "c.d", "e.f", "g.h"]) for name in "ab"]
    huge = [a_teammate(email=f"p{n}@example.com", scopes=[f"s{n}.{k}" * 9 for k in range(300)]) for n in range(200)]

    shown = page(report_on(teammates=[*shared, *huge]), NOW)

    assert [row["block"] for row in shown["rows"][:3]] == [1, 1, 2]
    assert shown["blocks"][0]["people"] == 2
    assert sum(len(line[0]) + 40 for block in shown["blocks"] for line in block["lines"]) < 1_100_000
    assert shown["blocks"][-1]["left_out"] > 0


def test_the_timeline_reaches_to_the_last_end_within_five_years() -> None:
    certificates = [a_certificate(left) for left in (5000, 80, -3)]

    shown = page(report_on(certificates=certificates), NOW)["timeline"]

    assert [(one["percent"], one["urgency"]) for one in shown["bars"]] == [(0, "ended"), (4.4, "later"), (100, "fine")]
    assert (shown["ticks"][0], shown["ticks"][-1]) == ("Mar 2026", "Feb 2031 or later")
