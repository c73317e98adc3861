# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""People named by hand and people in groups are combined in one roster."""

from __future__ import annotations

from typing import Any

import pytest
from ansible.errors import AnsibleFilterError

from ansible_collections.community.sendgrid.plugins.filter.roster_with_groups import FilterModule, roster_with_groups

BY_HAND = {"teammates": [{"email": " Ann@example.com ", "is_admin": True}], "protected": [" Kit@example.com"]}


def group(name: str, *people: str, **more: Any) -> dict[str, Any]:
    return {"name": name, "persona": "observer", "people": [{"email": one} for one in people]} | more


def test_who_is_named_by_hand_counts_before_any_group_and_comes_first() -> None:
    groups = [group("A", "ANN@example.com", "bob@example.com", "kit@example.com"), group("B", "Bob@example.com")]

    assert roster_with_groups(groups, BY_HAND) == {
        "problem": "",
        "teammates": [
            {"email": " Ann@example.com ", "is_admin": True},
            {"email": "bob@example.com", "persona": "observer"},
        ],
        "left_out": [{"group": "A", "who": "kit@example.com", "reason": "protected"}],
        "conflicts": [],
        "sources": {"bob@example.com": ["A", "B"]},
    }


@pytest.mark.parametrize(("conflict", "sources"), [("first", ["A"]), ("", ["A"]), ("merge", ["A", "C"])])
def test_the_groups_whose_access_counts_are_the_sources(conflict: str, sources: list[str]) -> None:
    two = ["ann@example.com", "bob@example.com"]
    groups = [
        group("A", *two, persona=None, scopes=["mail.send"]),
        group("B", *two),
        group("C", *two, persona=None, scopes=["stats.read"]),
    ]
    made = roster_with_groups(groups, BY_HAND, conflict)

    assert made["sources"] == {"bob@example.com": sources}
    (conflict_of_bob,) = made["conflicts"]
    assert set(conflict_of_bob["passed_over"]) == {"A", "B", "C"} - set(sources)
    assert len(made["teammates"][1]["scopes"]) == len(sources)


def test_groups_may_disagree_about_who_is_named_by_hand() -> None:
    groups = [group("A", "ann@example.com"), group("B", "ann@example.com", persona="developer")]

    assert roster_with_groups(groups, BY_HAND, "fail")["problem"] == ""
    assert "ann@example.com (A, B)" in roster_with_groups(groups, {}, "fail")["problem"]


@pytest.mark.parametrize("groups", [None, "", [], {}])
def test_no_groups_make_nothing(groups: Any) -> None:
    assert roster_with_groups(groups, BY_HAND) == {}


@pytest.mark.parametrize(
    ("groups", "roster", "sentence"),
    [
        ({"name": "A"}, {}, "sso_groups must be a list of groups"),
        ("A", {}, "sso_groups must be a list of groups"),
        (7, {}, "sso_groups must be a list of groups"),
        ([group("A")], {}, "Group 'A' has nobody"),
        ([group("A", "a@example.com")], {"protected": ["b"]}, "sso_roster.protected[0] 'b' is not an e-mail address"),
        ([group("A", "a@example.com")], {"protected": {"b": 1}}, "sso_roster.protected is {'b': 1}, but must"),
        ([group("A", "a@example.com")], {"teammates": "b"}, "sso_roster.teammates is 'b', but must be"),
    ],
)
def test_what_is_wrong_is_in_the_result(groups: Any, roster: Any, sentence: str) -> None:
    made = roster_with_groups(groups, roster)

    assert made["problem"].startswith(sentence)
    assert (made["teammates"], made["left_out"], made["conflicts"]) == ([], [], [])


def test_people_named_by_hand_need_not_be_right_yet() -> None:
    roster = {"teammates": ["nobody", {"email": None}, {"email": "a, b"}], "protected": "kit@example.com,b@example.com"}
    made = roster_with_groups([group("A", "a@example.com", "b@example.com")], roster)

    assert [one["reason"] for one in made["left_out"]] == ["protected"]
    assert made["teammates"] == [*roster["teammates"], {"email": "a@example.com", "persona": "observer"}]


def test_another_choice_is_an_error_of_ansibles() -> None:
    with pytest.raises(AnsibleFilterError, match="knows the conflicts first, fail, merge"):
        FilterModule().filters()["roster_with_groups"]([], {}, "last")
