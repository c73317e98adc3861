# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""A roster as data: the whole list is checked, what must be read for whom, who is removed, and what is reported."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from unit.plugins.module_utils.builders import admin, connection, fails, teammate, wanted

from ansible_collections.community.sendgrid.plugins.module_utils._core.errors import SendGridError, invalid, refused
from ansible_collections.community.sendgrid.plugins.module_utils._roster.failures import failure_of
from ansible_collections.community.sendgrid.plugins.module_utils._roster.model import (
    EVERYTHING,
    NOTHING,
    RESTRICTION,
    Line,
    Losses,
    Roster,
    by_address,
    left_by_purge,
    only_differences,
    open_about,
    refuse_too_many,
    roster_from,
    summary_of,
    to_remove,
)
from ansible_collections.community.sendgrid.plugins.module_utils._teammate.access import Admin, RootScopes
from ansible_collections.community.sendgrid.plugins.module_utils._teammate.model import Teammate

ANN = {"email": "ann@example.com", "first_name": "Ann", "last_name": "Lee", "persona": "observer"}
BOB = {"email": "bob@example.com", "scopes": ["mail.send"]}
SHOP = {"username": "shop", "permission_type": "admin"}
OPTIONS: dict[str, Any] = {
    "teammates": [ANN, BOB],
    "purge": False,
    "protected": None,
    "max_removals": 5,
    "manage_password_teammate": False,
    "concurrency": 8,
}


def roster(*teammates: Any, on_behalf_of: str | None = None, **options: Any) -> Roster:
    return roster_from(OPTIONS | {"teammates": list(teammates)} | options, connection(on_behalf_of=on_behalf_of))


def listed(**fields: Any) -> Teammate:
    """A person as the listing shows them: without scopes."""
    return teammate(**({"restricted": None} | fields))


# The options


def test_a_roster_is_what_the_options_say() -> None:
    made = roster(ANN, BOB, purge=True, protected=["Root@Example.com"], max_removals=-1, manage_password_teammate=True)
    assert [person.email for person in made.people] == ["ann@example.com", "bob@example.com"]
    assert made.protected == {"root@example.com"}
    assert (made.purge, made.max_removals, made.manage_password_teammate) == (True, -1, True)


def test_what_was_handed_in_stays_as_it_was() -> None:
    entries = [{"email": "ann@example.com", "is_admin": "yes"}, {"email": "bob@example.com", "scopes": "mail.send"}]
    before = copy.deepcopy(entries)
    made = roster(*entries)
    assert entries == before
    assert [type(person.access) for person in made.people if person.access] == [Admin, RootScopes]


@pytest.mark.parametrize("options", [{"concurrency": 0}, {"concurrency": 33}, {"max_removals": -2}])
def test_numbers_out_of_bounds(options: dict[str, int]) -> None:
    with fails("invalid", field=next(iter(options))):
        roster(ANN, **options)


@pytest.mark.parametrize("concurrency", [1, 32])
def test_numbers_at_the_bounds(concurrency: int) -> None:
    assert roster(ANN, concurrency=concurrency, max_removals=0).max_removals == 0


def test_what_is_protected_must_be_an_address() -> None:
    with fails("invalid", "'root'", field="protected"):
        roster(ANN, protected=["root"])


def test_an_empty_list_is_no_reason_to_remove_everybody() -> None:
    assert roster().people == ()
    with fails("refused", "purge"):
        roster(purge=True)


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        pytest.param("ann@example.com", "(no address): is not a dictionary of options, but ", id="an address alone"),
        pytest.param(
            "people.yml", "but 'people.yml': read the file with \"{{ lookup('ansible.builtin.file'", id="a file's name"
        ),
        pytest.param(None, "(no address): is not a dictionary", id="nothing"),
        pytest.param({}, "(no address): missing required arguments: email", id="no address"),
        pytest.param({"email": None}, "(no address): missing required arguments: email", id="a null address"),
        pytest.param({"email": "x"}, "x: email 'x' is not an e-mail address", id="no real address"),
        pytest.param({"email": 5}, "(no address): email is a number (5)", id="a number for an address"),
        pytest.param(
            {"email": "<ann@example.com>", "first_name": "Ann", "last_name": "Lee"},
            "[1] Ann Lee: email '<ann@example.com>' is not an e-mail address: it contains '<'",
            id="named by name where the address is the fault",
        ),
        pytest.param(
            {"email": ["dd@example.com"], "first_name": "Dee"},
            "[1] Dee: email is a list (['dd@example.com']), but must be one e-mail address",
            id="a list of one address",
        ),
        pytest.param({"mail": "dd@example.com"}, "[1] dd@example.com: ", id="an address under another key"),
        pytest.param({"email": "x" * 99}, "[1] " + "x" * 60 + "...: ", id="a long text for an address"),
        pytest.param(
            {"email": "x@y", "is_admin": "", "persona": "", "scopes": "mail.send, alerts.read", "ignore_scopes": " "},
            "[1] x@y: is_admin, persona, ignore_scopes are empty text (leave them out, or make them null) and "
            "scopes is the text 'mail.send, alerts.read', but must be a list;",
            id="a row of a table",
        ),
        pytest.param(
            {"email": "x@y", "persona": "", "is_admin": "perhaps"},
            "[1] x@y: persona is empty text (leave it out, or make it null); argument 'is_admin' is",
            id="a row of a table with another mistake",
        ),
        pytest.param({"email": "x@y", "scopes": "mail.send;alerts.read"}, "scopes is the text", id="semicolons"),
        pytest.param({"email": "x@y", "first_name": True}, "first_name is a boolean (true)", id="a name that is none"),
        pytest.param({"email": "x@y", "last_name": "Lee "}, "last_name is 'Lee ', with a space", id="a blank"),
        pytest.param(
            {"email": "x@y", "subuser_access": [SHOP | {"id": True}]},
            "subuser_access[0].id is a boolean (true)",
            id="a boolean for a subuser",
        ),
        pytest.param({"email": "x@y", "role": "dev"}, "x@y: unknown option role", id="an unknown option"),
        pytest.param({"email": "x@y", "state": "absent"}, "x@y: unknown option state", id="another module's option"),
        pytest.param({"email": "x@y", "is_admin": "perhaps"}, "is_admin", id="no boolean"),
        pytest.param({"email": "x@y", "scopes": {"a": "b"}}, "scopes", id="no list"),
        pytest.param({"email": "x@y", "persona": "boss"}, "persona", id="no persona"),
        pytest.param({"email": "x@y", "subuser_access": [{"id": 1}]}, "permission_type", id="half a subuser"),
        pytest.param(
            {"email": "x@y", "subuser_access": [SHOP | {"role": 1}]}, "subuser_access.role", id="too much of a subuser"
        ),
        pytest.param({"email": "x@y", "scopes": []}, "scopes: [] would leave no access", id="no access"),
        pytest.param({"email": "x@y", "scopes": ["2fa_exempt"]}, "assigns automatically", id="automatic scopes alone"),
        pytest.param({"email": "x@y", "is_admin": True, "persona": "observer"}, "exclude each other", id="two forms"),
        pytest.param({"email": "Ann@Example.com"}, "is the address of entry [0] too", id="somebody twice"),
        pytest.param({"email": "Root@Example.com"}, "is also in protected", id="somebody protected"),
    ],
)
def test_every_wrong_entry_is_named(entry: Any, words: str) -> None:
    with fails("invalid", "2 of 4 entries", "[1] ", "[3] no address at all: ", words, field="teammates") as caught:
        roster(ANN, entry, BOB, {"email": "no address at all"}, protected=["root@example.com"])
    assert "[0] ann@example.com: " not in caught.value.msg
    assert "[2] bob@example.com: " not in caught.value.msg


@pytest.mark.parametrize(
    "nulls",
    [
        dict.fromkeys(["is_admin", "persona", "scopes", "subuser_access", "ignore_scopes", "first_name"]),
        {"persona": None, "is_admin": False},
        {"subuser_access": [{"id": 7, "username": None, "permission_type": "admin"}], "persona": None},
    ],
    ids=", ".join,
)
def test_null_is_not_given_as_results_and_exports_hold_it(nulls: dict[str, Any]) -> None:
    assert roster({"email": "ann@example.com", **nulls}).people[0].email == "ann@example.com"


def test_text_that_can_only_mean_a_list_is_one() -> None:
    access = roster({"email": "ann@example.com", "scopes": "mail.send,alerts.read"}).people[0].access
    assert access is not None
    assert access.scopes == {"mail.send", "alerts.read"}


def test_blanks_around_an_address_are_taken_off() -> None:
    made = roster({"email": " ann@example.com\n"}, protected=[" Root@example.com "])
    assert [person.email for person in made.people] == ["ann@example.com"]
    assert made.protected == {"root@example.com"}
    with fails("invalid", "[1] ann@example.com: is the address of entry [0] too"):
        roster({"email": "ann@example.com"}, {"email": "ann@example.com "})


@pytest.mark.parametrize(
    "protected", [["bob@example.com;"], [["dd@example.com"]], [None], ["bob@example.com", "mailto:ann@example.com"]]
)
def test_what_is_protected_is_checked_like_everybody(protected: list[Any]) -> None:
    with fails("invalid", f"protected[{len(protected) - 1}] ", field="protected"):
        roster(ANN, protected=protected)


def test_one_entry_with_several_mistakes_is_named_once_with_all() -> None:
    with fails("invalid", "1 of 1 entries", "unknown option role", "persona") as caught:
        roster({"email": "x@y", "role": "dev", "persona": "boss"})
    assert caught.value.msg.count("x@y") == 1


@pytest.mark.parametrize(
    ("entries", "words"),
    [
        pytest.param(
            [{"email": "a@b.c", "foo": 1}, {"email": "A@B.c", "is_admin": True}],
            ["2 of 2 entries", "[0] a@b.c: unknown option foo", "[1] A@B.c: is the address of entry [0] too"],
            id="twice, and the first is wrong",
        ),
        pytest.param(
            [{"email": "a@b.c"}, {"email": "a@b.c", "foo": 1}],
            ["1 of 2 entries", "[1] a@b.c: is the address of entry [0] too, unknown option foo"],
            id="twice, and the second is wrong",
        ),
        pytest.param(
            [{"email": "a@b.c"}, {"email": "A@b.c"}, {"email": "a@B.c"}],
            ["2 of 3 entries", "[1] A@b.c: is the address of entry [0]", "[2] a@B.c: is the address of entry [0]"],
            id="three times",
        ),
        pytest.param(
            [{"email": "root@example.com", "foo": 1}],
            ["[0] root@example.com: is also in protected", "unknown option foo"],
            id="protected and wrong",
        ),
        pytest.param(
            [{"email": ""}, {}, None], ["3 of 3 entries", "[0] (no", "[1] (no", "[2] (no"], id="nobody three times"
        ),
    ],
)
def test_what_is_wrong_with_an_address_is_named_whatever_else_is_wrong(entries: list[Any], words: list[str]) -> None:
    with fails("invalid", *words) as caught:
        roster(*entries, protected=["root@example.com"])
    assert ("address of entry" in caught.value.msg) is any("address of entry" in word for word in words)


def test_three_wrong_ones_among_a_thousand() -> None:
    entries = [{"email": f"p{number}@example.com", "is_admin": True} for number in range(1000)]
    entries[7], entries[500], entries[999] = {"email": "seven"}, "five hundred", {"email": "p0@example.com"}
    with fails("invalid", "3 of 1000 entries", "[7] seven: ", "[500] (no address): ", "[999] p0@example.com: "):
        roster(*entries)


@pytest.mark.parametrize(
    "options",
    [
        pytest.param({"teammates": [{"email": "x@y", "subuser_access": [SHOP]}]}, id="subusers"),
        pytest.param({"manage_password_teammate": True}, id="SSO settings"),
    ],
)
def test_what_belongs_to_the_parent_account(options: dict[str, Any]) -> None:
    with fails("invalid", "on_behalf_of"):
        roster_from(OPTIONS | options, connection(on_behalf_of="shop"))


# What the listing leaves open

SCOPES, PERSONA = {"scopes": ["mail.send"]}, {"persona": "observer"}
SUBUSERS = {"subuser_access": [{"id": 1, "username": None, "permission_type": "admin", "scopes": None}]}


@pytest.mark.parametrize(
    ("options", "open_for_admins", "open_for_others"),
    [
        pytest.param({"is_admin": True}, NOTHING, EVERYTHING, id="admin"),
        pytest.param(PERSONA, NOTHING, EVERYTHING, id="persona"),
        pytest.param(SCOPES, NOTHING, EVERYTHING, id="scopes"),
        pytest.param(SUBUSERS, NOTHING, RESTRICTION, id="subusers"),
        pytest.param({}, NOTHING, NOTHING, id="nothing"),
        pytest.param({"first_name": "Ann"}, NOTHING, NOTHING, id="a name that is there"),
        pytest.param({"first_name": "Anna"}, NOTHING, EVERYTHING, id="another name"),
        pytest.param({"is_admin": False}, NOTHING, NOTHING, id="no admin"),
        pytest.param({"has_restricted_subuser_access": True}, NOTHING, RESTRICTION, id="restricted"),
        pytest.param({"has_restricted_subuser_access": False}, NOTHING, RESTRICTION, id="unrestricted"),
    ],
)
def test_what_the_listing_leaves_open(options: dict[str, Any], open_for_admins: str, open_for_others: str) -> None:
    assert open_about(wanted(**options), admin(restricted=None)) == open_for_admins
    assert open_about(wanted(**options), listed()) == open_for_others
    assert open_about(wanted(**options), listed(is_sso=False)) == EVERYTHING


# Who is removed


ACCOUNT = by_address(
    [
        listed(email="Ann@example.com"),
        listed(email="owner@example.com", user_type="owner", is_sso=True, is_admin=True),
        listed(email="owner2@example.com", user_type="owner", is_sso=False, is_admin=True),
        listed(email="password@example.com", is_sso=False),
        listed(email="unknown@example.com", is_sso=None),
        listed(email="root@example.com", is_admin=True),
        listed(email="zoe@example.com"),
        admin(email="carl@example.com"),
        admin(email="Kim@Example.com"),
        listed(email="kim@example.com"),
    ]
)


def test_only_sso_teammates_who_are_not_listed_and_not_protected_go() -> None:
    leaving = to_remove(roster(ANN, purge=True, protected=["ROOT@example.com"]), ACCOUNT)
    assert [one.email for one in leaving] == ["carl@example.com", "zoe@example.com"]


def test_purge_leaves_twins_and_says_so() -> None:
    (warning,) = left_by_purge(roster(ANN, purge=True), ACCOUNT)
    twins = "Kim@Example.com and kim@example.com"
    assert warning == f"{twins} are one address, and several teammates: purge does not remove them."
    assert left_by_purge(roster(ANN, purge=True, protected=["kim@example.com"]), ACCOUNT) == []
    assert left_by_purge(roster(ANN), ACCOUNT) == []


def test_nobody_goes_without_purge() -> None:
    assert to_remove(roster(ANN), ACCOUNT) == []


@pytest.mark.parametrize(
    ("limit", "removed", "others", "allowed"),
    [(2, 2, 0, True), (2, 1, 1, True), (2, 2, 1, False), (0, 0, 1, False), (0, 0, 0, True), (-1, 900, 99, True)],
)
def test_all_who_lose_access_count_together(limit: int, removed: int, others: int, allowed: bool) -> None:
    leaving, changed = addresses("gone", removed), addresses("other", others)
    for losses in (Losses(removed=leaving, replaced=changed), Losses(removed=leaving, demoted=changed)):
        if allowed:
            refuse_too_many(limit, losses)
            continue
        with fails("refused", f"max_removals allows {limit}", "nothing was changed", *leaving, *changed):
            refuse_too_many(limit, losses)


def addresses(name: str, count: int) -> tuple[str, ...]:
    return tuple(f"{name}{number}@example.com" for number in range(count))


@pytest.mark.parametrize(
    ("losses", "sentence"),
    [
        (Losses(removed=("a@b.c",)), "1 person would be removed (a@b.c), and max_removals allows 0"),
        (Losses(replaced=("a@b.c", "d@e.f")), "2 people would be deleted and created again (a@b.c, d@e.f), and"),
        (
            Losses(removed=("a@b.c",), demoted=("d@e.f", "g@h.i")),
            "1 person would be removed (a@b.c); 2 people would be demoted from admin (d@e.f, g@h.i), and",
        ),
    ],
)
def test_who_would_lose_what_is_said(losses: Losses, sentence: str) -> None:
    with fails("refused", sentence):
        refuse_too_many(0, losses)


def test_a_long_list_of_removals_is_not_told_whole() -> None:
    with fails("refused", "900 people", "gone9@example.com, ...") as caught:
        refuse_too_many(5, Losses(removed=addresses("gone", 900)))
    assert len(caught.value.msg) < 400


@pytest.mark.parametrize(("removed", "more"), [(9, False), (10, False), (11, True)])
def test_ten_removals_are_all_named_and_of_more_the_first_ten(removed: int, more: bool) -> None:
    leaving = addresses("gone", removed)
    with fails("refused", f"{removed} people", *leaving[:10]) as caught:
        refuse_too_many(5, Losses(removed=leaving))
    assert (", ..." in caught.value.msg) is more
    assert ("gone10@example.com" in caught.value.msg) is False


# What is reported


def failed(email: str, error: SendGridError) -> Line:
    return Line(email, "failed", error=error)


def test_one_line_has_one_shape_whatever_happened() -> None:
    lines = [Line("a@b", "created", {}, {"persona": "observer"}), failed("c@d", refused("No.", "Say please."))]
    shown = [line.as_result() for line in lines]
    assert shown[0] == {
        "email": "a@b",
        "action": "created",
        "before": {},
        "after": {"persona": "observer"},
        "failure": None,
    }
    assert shown[1].keys() == shown[0].keys()
    assert shown[1]["failure"]["code"] == "refused"
    assert shown[1]["failure"]["msg"] == "No."
    # Only the task's own failure has the hint, because repeating it a thousand times would add nothing.
    assert shown[1]["failure"]["hint"] is None
    assert failure_of(lines).hint == "Say please."


def test_the_summary_names_everybody_once() -> None:
    lines = [Line("a@b", "created"), Line("c@d", "unchanged"), Line("e@f", "unchanged")]
    assert summary_of(lines) == {
        "created": ["a@b"],
        "updated": [],
        "removed": [],
        "unchanged": ["c@d", "e@f"],
        "failed": [],
    }


def test_the_tasks_failure_is_that_of_the_first_and_names_all() -> None:
    second = SendGridError("conflict", "Taken.", status=400, message="username exists", method="POST", path="/v3/x")
    lines = [Line("a@b", "created"), failed("c@d", second), failed("e@f", invalid("Wrong.", "scopes"))]
    error = failure_of(lines)
    assert error is not None
    assert error.failure() == second.failure()
    assert error.msg == "2 of 3 people failed: c@d: Taken; e@f: Wrong."


def test_of_many_who_failed_all_are_named_and_the_first_with_their_reasons() -> None:
    lines = [failed(f"p{number:03}@example.com", invalid(f"Reason {number}.")) for number in range(1000)]
    error = failure_of(lines)
    assert error is not None
    assert error.msg.startswith("1000 of 1000 people failed: p000@example.com: Reason 0; p001@example.com: Reason 1; ")
    assert [line.email for line in lines if line.email not in error.msg] == []
    assert error.msg.count("Reason") == 10
    assert len(error.msg) < 25_000


def test_of_ten_who_failed_every_reason_is_told() -> None:
    error = failure_of([failed(f"p{number}@example.com", invalid(f"Reason {number}.")) for number in range(10)])
    assert error is not None
    assert error.msg.endswith("; p9@example.com: Reason 9.")


def test_no_failure_where_nobody_failed() -> None:
    assert failure_of([Line("a@b", "created")]) is None


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ({"a": 1, "b": 2}, {"a": 1, "b": 3}, ({"b": 2}, {"b": 3})),
        ({}, {"a": None}, ({}, {"a": None})),
        ({"a": None}, {}, ({"a": None}, {})),
        ({"a": 1}, {"a": 1}, ({}, {})),
    ],
)
def test_only_what_differs_is_shown(before: Any, after: Any, shown: Any) -> None:
    assert only_differences(before, after) == shown
