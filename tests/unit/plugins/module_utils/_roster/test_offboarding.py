# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Who is removed, as data: accepted lists, how people signed in, how many may be removed, and what is reported."""

from __future__ import annotations

from typing import Any

import pytest
from unit.plugins.module_utils.builders import admin, connection, fails, teammate

from ansible_collections.community.sendgrid.plugins.module_utils._core.errors import invalid
from ansible_collections.community.sendgrid.plugins.module_utils._roster.offboarding import (
    Departure,
    Leaver,
    Offboarding,
    offboarding_from,
    refuse_more_than_allowed,
    summary_of,
)
from ansible_collections.community.sendgrid.plugins.module_utils._teammate.invitations import Invitation

OPTIONS: dict[str, Any] = {"manage_password_teammate": False, "max_removals": 5, "concurrency": 8}
INVITATION = Invitation("ann@example.com", None, frozenset(), None, "t0ken")


def offboarding(*emails: Any, on_behalf_of: str | None = None, **options: Any) -> Offboarding:
    return offboarding_from(OPTIONS | {"emails": list(emails)} | options, connection(on_behalf_of=on_behalf_of))


def test_an_address_counts_once_whatever_its_letter_case_and_the_blanks_around_it() -> None:
    asked = offboarding("zoe@example.com", " Ann@Example.com ", "ann@example.com", "bob@example.com\n")
    assert asked.emails == ("Ann@Example.com", "bob@example.com", "zoe@example.com")


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ("<ann@example.com>", "'<ann@example.com>' is not an e-mail address"),
        ("mailto:ann@example.com", "'mailto:ann@example.com' is not an e-mail address"),
        ("ann@example.com;", "'ann@example.com;' is not an e-mail address"),
        ("\u201cann@example.com\u201d", "is not an e-mail address"),
        ("ann@example.com,bob@example.com", "is not an e-mail address"),
        ("", "is not an e-mail address"),
        (["ann@example.com"], "is a list (['ann@example.com'])"),
        ({"email": "ann@example.com"}, "is a dictionary"),
        (5, "is a number (5)"),
        (True, "is a boolean (true)"),
        (None, "is not given (null)"),
    ],
)
def test_every_entry_that_is_no_address_is_named(entry: Any, words: str) -> None:
    told = ("2 of 3 entries of emails cannot be used: [1] ", words, "; [2] '7@' is not an e-mail address")
    with fails("invalid", *told, field="emails"):
        offboarding("bob@example.com", entry, "7@")


@pytest.mark.parametrize("emails", [[], None])
def test_nobody_named_is_refused(emails: Any) -> None:
    with fails("invalid", "emails names nobody", field="emails"):
        offboarding(emails=emails)


@pytest.mark.parametrize(
    ("options", "field"),
    [
        ({"max_removals": -2}, "max_removals"),
        ({"concurrency": 0}, "concurrency"),
        ({"concurrency": 33}, "concurrency"),
        ({"manage_password_teammate": True, "on_behalf_of": "shop"}, "on_behalf_of"),
    ],
)
def test_options_that_cannot_be_meant_are_invalid(options: dict[str, Any], field: str) -> None:
    with fails("invalid", field, field=field):
        offboarding("ann@example.com", **options)


@pytest.mark.parametrize(
    ("teammates", "signed_in"),
    [
        ((), "never"),
        ((teammate(),), "sso"),
        ((teammate(is_sso=None),), "sso"),
        ((teammate(is_sso=False),), "password"),
        ((teammate(), teammate(is_sso=False)), "password"),
        ((teammate(is_sso=False), admin(user_type="owner", is_sso=False)), "owner"),
    ],
)
def test_how_somebody_signed_in_is_what_matters_most_about_them(teammates: Any, signed_in: str) -> None:
    assert Leaver("ann@example.com", teammates).signed_in == signed_in


def test_how_somebody_signed_in_is_unknown_where_it_could_not_be_read() -> None:
    assert Leaver("ann@example.com", error=invalid("Something went wrong.")).signed_in is None


def leaver(name: str, *teammates: Any, **fields: Any) -> Leaver:
    return Leaver(f"{name}@example.com", teammates, **fields)


def test_people_are_counted_who_would_go_and_nobody_else() -> None:
    leavers = [
        leaver("ann", teammate(), teammate(), invitations=(INVITATION,)),
        leaver("bob", invitations=(INVITATION,)),
        leaver("gone"),
        leaver("root", admin(), error=invalid("It stays.")),
    ]
    for allowed in (-1, 2, 3):
        refuse_more_than_allowed(offboarding("ann@example.com", max_removals=allowed), leavers)
    with fails(
        "refused",
        "2 people would be removed (ann@example.com, bob@example.com), and max_removals allows 1: nothing was changed.",
    ):
        refuse_more_than_allowed(offboarding("ann@example.com", max_removals=1), leavers)


def test_what_became_of_people_is_told_in_one_shape() -> None:
    lines = [
        Departure("ann@example.com", "removed", {"is_admin": True}, {}, signed_in="sso"),
        Departure("bob@example.com", "absent", signed_in="never"),
        Departure("cat@example.com", "failed", error=invalid("No.", "x", "Try it again.")),
    ]
    results = [line.as_result() for line in lines]
    assert [list(result) for result in results] == [["email", "action", "signed_in", "had", "failure"]] * 3
    assert [result["had"] for result in results] == [{"is_admin": True}, {}, {}]
    assert [result["signed_in"] for result in results] == ["sso", "never", None]
    assert results[0]["failure"] is None
    assert results[2]["failure"]["msg"] == "No."
    assert summary_of(lines) == {
        "removed": ["ann@example.com"],
        "absent": ["bob@example.com"],
        "failed": ["cat@example.com"],
    }
