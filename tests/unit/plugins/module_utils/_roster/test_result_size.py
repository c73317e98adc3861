# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""A roster's result fits into AWX's 700,000 characters for any people, and is complete if it is short."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ansible_collections.community.sendgrid.plugins.module_utils._core.errors import SendGridError
from ansible_collections.community.sendgrid.plugins.module_utils._core.outcome import few
from ansible_collections.community.sendgrid.plugins.module_utils._roster.failures import failure_of
from ansible_collections.community.sendgrid.plugins.module_utils._roster.model import Line, summary_of
from ansible_collections.community.sendgrid.plugins.module_utils._roster.result_size import (
    LONGEST_DIFF,
    diff_of,
    fitted,
)

SCOPES = [f"some.long.group.of.scopes.number_{number}.read" for number in range(278)]
# Everybody has the same lists, because only what the result keeps counts.
ENTRIES = [{"id": number, "permission_type": "restricted", "scopes": SCOPES[:245]} for number in range(620)]
LIMIT = 700_000


def size(lines):
    error = failure_of(lines)
    result = {
        "results": [line.as_result() for line in lines],
        "summary": summary_of(lines),
        "diff": diff_of(lines),
        "msg": error.msg if error else "",
        "failure": error.failure() if error else None,
    }
    return len(json.dumps(result))


def person(number, letters=20):
    return f"{'p' * letters}{number:04}@example.com"


def roster(changed, changes=100, people=1000, letters=20):
    lines = [changed(person(number, letters)) for number in range(changes)]
    return lines + [Line(person(number, letters), "unchanged") for number in range(changes, people)]


def with_scopes(email):
    return Line(email, "updated", {"scopes": SCOPES[1:]}, {"scopes": SCOPES})


def replaced(email):
    return Line(email, "updated", {"scopes": SCOPES}, {"persona": "observer", "first_name": "\u00e4" * 900})


def with_entries(email):
    return Line(email, "updated", {"scopes": SCOPES, "subuser_access": []}, {"scopes": [], "subuser_access": ENTRIES})


def failed(email):
    text = "SendGrid says a lot. " * 400
    return Line(email, "failed", error=SendGridError("invalid", text, message=text, field="scopes"))


@pytest.mark.parametrize(
    ("changed", "changes"),
    [(with_scopes, 100), (with_scopes, 1000), (replaced, 1000), (with_entries, 100), (failed, 1000)],
)
def test_any_thousand_people_fit(changed, changes):
    assert size(fitted(roster(changed, changes))) < LIMIT


def test_long_addresses_fit():
    assert size(fitted(roster(with_scopes, letters=180))) < LIMIT


def test_a_short_result_is_whole():
    lines = roster(with_scopes, 5)
    assert fitted(lines) is lines
    before, after = diff_of(lines)
    assert list(before) == list(after) == [person(number) for number in range(5)]


def test_what_both_sides_have_goes_first():
    line = fitted(roster(with_scopes))[0]
    assert (line.before, line.after) == ({"scopes": []}, {"scopes": [SCOPES[0]]})


def test_a_list_that_is_cut_says_how_much_and_keeps_its_types():
    line = fitted(roster(with_entries, 2))[0]
    last = line.after["subuser_access"][-1]
    assert set(last) == {"id", "permission_type", "scopes"}
    assert last["scopes"][0].startswith("... and ")
    assert line.before["scopes"][-1].startswith("... and ")
    assert line.before["scopes"][:-1] == SCOPES[: len(line.before["scopes"]) - 1]


def test_a_diff_that_is_too_long_says_how_many_it_leaves_out():
    lines = roster(with_scopes, 1000)
    before, after = diff_of(lines)
    assert len(json.dumps([before, after])) < LONGEST_DIFF + 1000
    assert before["..."] == after["..."] == f"{1000 - len(before) + 1} more people, see results"


def test_who_was_deleted_can_still_be_created_again():
    def gone(email):
        error = SendGridError("unavailable", "x" * 900)
        error.recreate = {"email": email, "scopes": SCOPES[:10]}
        return Line(email, "failed", error=error)

    assert all(line.error.recreate["scopes"] == SCOPES[:10] for line in fitted(roster(gone, 700, 700)))


def test_only_the_first_warnings_are_told():
    warnings = few([f"warning {number} " + "x" * 2000 for number in range(1000)])
    assert len(warnings) == 21
    assert warnings[-1] == "980 more warnings like these are left out."
    assert max(map(len, warnings)) <= 1000
    assert few(["one"]) == ["one"]


values = st.recursive(
    st.none() | st.booleans() | st.text(max_size=300),
    lambda inner: (
        st.lists(st.text(max_size=30), max_size=300) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=5,
)
sides = st.dictionaries(st.sampled_from(["first_name", "scopes", "persona", "other"]), values, min_size=1)


@settings(max_examples=8, deadline=None)
@given(st.lists(st.tuples(sides, sides), min_size=1, max_size=5), st.integers(1, 100))
def test_whatever_changed_fits_and_keeps_its_keys(changes, times):
    lines = [Line(person(number), "updated", *changes[number % len(changes)]) for number in range(len(changes) * times)]
    cut = fitted(lines)
    assert size(cut) < LIMIT
    assert [(set(line.before), set(line.after)) for line in cut] == [
        (set(line.before), set(line.after)) for line in lines
    ]


def test_two_thousand_new_people_fit_and_everybody_is_named() -> None:
    after = {"first_name": "Personfirst", "last_name": "Personlast", "is_admin": False, "persona": "developer"}
    after |= {"scopes": [], "has_restricted_subuser_access": False, "subuser_access": []}
    lines = [Line(person(number), "created", {}, {"email": person(number)} | after) for number in range(2000)]
    lean = fitted(lines)
    assert size(lean) < LIMIT
    assert lean[1999].as_result()["after"] == {
        "email": person(1999),
        "first_name": "Personfirst",
        "last_name": "Personlast",
        "persona": "developer",
    }
    before, _after = diff_of(lean)
    assert before["..."] == f"{2001 - len(before)} more people, see results"
