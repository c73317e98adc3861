# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""From groups to a roster: who is in it, with which access, and who is left out."""

from __future__ import annotations

import copy
import sys
import time
from typing import Any

import pytest
from ansible.errors import AnsibleFilterError
from ansible.utils.unsafe_proxy import wrap_var

from ansible_collections.community.sendgrid.plugins.filter.roster_from_groups import FilterModule, roster_from_groups
from ansible_collections.community.sendgrid.plugins.module_utils._roster.entries import ACCESS_OPTIONS

ANN = {"email": "ann@example.com", "first_name": "Ann", "last_name": "Lee"}
BOB = {"email": "bob@example.com", "first_name": "Bob", "last_name": "Ray"}


def group(name: str = "A", *people: Any, **options: Any) -> dict[str, Any]:
    """A group that grants a persona, unless the options say otherwise."""
    access = {} if any(key in options for key in ACCESS_OPTIONS) else {"persona": "developer"}
    return {"name": name, "people": list(people) or [ANN], **access, **options}


def why_not(groups: Any, **options: Any) -> str:
    with pytest.raises(AnsibleFilterError) as refusal:
        roster_from_groups(groups, **options)
    return str(refusal.value)


def test_the_filter_has_its_name() -> None:
    assert FilterModule().filters() == {"roster_from_groups": roster_from_groups}


def test_no_groups_are_nobody() -> None:
    assert roster_from_groups([]) == {"teammates": [], "left_out": [], "conflicts": []}


def test_people_are_sorted_and_have_the_access_of_their_group() -> None:
    groups = [
        group("Z", BOB, {"email": "Zoe@example.com"}, scopes=["stats.read", "mail.send"], ignore_scopes=["x.*"]),
        group("A", ANN, is_admin="yes"),
    ]
    before = copy.deepcopy(groups)
    assert roster_from_groups(groups) == {
        "teammates": [
            {**ANN, "is_admin": True},
            {**BOB, "scopes": ["stats.read", "mail.send"], "ignore_scopes": ["x.*"]},
            {"email": "Zoe@example.com", "scopes": ["stats.read", "mail.send"], "ignore_scopes": ["x.*"]},
        ],
        "left_out": [],
        "conflicts": [],
    }
    assert groups == before


@pytest.mark.parametrize(
    ("access", "shown"),
    [
        ({"is_admin": True, "persona": None, "scopes": None}, {"is_admin": True}),
        ({"is_admin": False, "persona": "developer"}, {"is_admin": False, "persona": "developer"}),
        ({"scopes": "mail.send,stats.read"}, {"scopes": ["mail.send", "stats.read"]}),
        (
            {"subuser_access": [{"id": "7", "permission_type": "admin", "scopes": None}]},
            {"subuser_access": [{"id": 7, "permission_type": "admin"}]},
        ),
        (
            {
                "has_restricted_subuser_access": True,
                "subuser_access": [{"username": "shop", "permission_type": "restricted", "scopes": ["mail.send"]}],
            },
            {
                "has_restricted_subuser_access": True,
                "subuser_access": [{"username": "shop", "permission_type": "restricted", "scopes": ["mail.send"]}],
            },
        ),
    ],
)
def test_access_is_spelled_as_in_a_roster(access: dict[str, Any], shown: dict[str, Any]) -> None:
    assert roster_from_groups([group(**access)])["teammates"] == [{**ANN, **shown}]


def test_what_people_get_is_their_own() -> None:
    first, second = roster_from_groups([group("A", ANN, BOB, scopes=["mail.send"])])["teammates"]
    first["scopes"].append("stats.read")
    assert second["scopes"] == ["mail.send"]


@pytest.mark.parametrize(
    ("groups", "words"),
    [
        ("A", "The groups are 'A', but must be a list of them."),
        ({"name": "A"}, "must be a list of them."),
        (["A"], "Group [0]: is not a dictionary, but 'A'."),
        ([group(), {"people": [ANN], "persona": "developer"}], "Group [1]: has no name."),
        ([group(name="")], "Group [0]: name is empty"),
        ([group(name=5)], "Group [0]: name is a number (5)"),
        ([group(name=["A"])], "Group [0]: name is a list"),
        ([group("A"), group("A")], "Group 'A' is listed twice"),
        (
            [group(member=[ANN])],
            "Group 'A': has the unknown keys member; known are name, people, may_be_empty, is_admin",
        ),
        ([group(email="ann@example.com")], "Group 'A': has the unknown keys email"),
        ([{"name": "A", "persona": "developer"}], "Group 'A': has no people"),
        ([{**group(), "people": None}], "Group 'A': has no people"),
        ([group(may_be_empty="perhaps")], "Group 'A': has may_be_empty 'perhaps', which is neither true nor false."),
        ([{"name": "A", "people": [ANN]}], "Group 'A': gives no access: name one of is_admin: true, persona, scopes"),
        ([group(is_admin=False)], "Group 'A': gives no access"),
        ([group(ignore_scopes=["x.*"])], "Group 'A': gives no access"),
        ([group(has_restricted_subuser_access=True)], "Group 'A': gives no access"),
        ([group(persona="developer", scopes=["mail.send"])], "Group 'A': persona and scopes exclude each other"),
        ([group(is_admin=True, persona="developer")], "Group 'A': is_admin: true and persona exclude each other"),
        ([group(persona=[True])], "Group 'A': persona is a list ([True]), but must be one persona"),
        ([group(persona="chef")], "Group 'A': value of persona must be one of"),
        ([group(subuser_access=[{1: 2, "permission_type": "admin"}])], "Group 'A': unknown option subuser_access.1"),
        ([group(scopes=[])], "Group 'A': scopes: [] would leave no access"),
        ([group(scopes=["a b"])], "Group 'A': scopes contains 'a b', which is not a scope."),
        ([group(subuser_access=[{"id": 7}])], "Group 'A': missing required arguments: permission_type"),
        ([group(subuser_access=[{"id": True, "permission_type": "admin"}])], "is a boolean"),
        ([group("A", {"email": "ann@example.com", "x": 1})], "Group 'A': people[0] is in no shape that is known"),
        ([group("A", ANN, {**ANN, "enabled": "x"})], "Group 'A': people[1] (ann@example.com) has enabled 'x'"),
        ([group("A", {"changed": False, "failed": True})], "Group 'A': people[0] failed."),
        (
            [{**group(), "people": {"json": [{"email": "a", "x": 1}], "status": 200, "url": ""}}],
            "Group 'A': people, person 0 is in no shape that is known",
        ),
    ],
)
def test_what_is_refused(groups: Any, words: str) -> None:
    assert words in why_not(groups)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"conflict": "last"}, "conflict is 'last', but must be one of first, fail, merge."),
        ({"conflict": None}, "conflict is null"),
        ({"nested": True}, "nested is true, but must be one of fail, leave_out."),
        ({"protected": "ann@example.com"}, "protected is 'ann@example.com', but must be a list of addresses."),
        (
            {"protected": ["ann@example.com", "<bob@example.com>"]},
            "protected[1] '<bob@example.com>' is not an e-mail address",
        ),
        ({"require_names": "perhaps"}, "require_names is 'perhaps', but must be true or false."),
    ],
)
def test_which_choices_are_refused(options: dict[str, Any], words: str) -> None:
    assert words in why_not([group()], **options)


DISABLED = {**ANN, "enabled": False}
NO_ADDRESS = {"email": "", "first_name": "No", "last_name": "Body"}
INNER = {"dn": "cn=inner", "objectClass": "groupOfNames"}
DEVICE = {"@odata.type": "#microsoft.graph.device", "displayName": "laptop"}


def test_who_is_left_out_and_why() -> None:
    people = [{"email": "x@example.com"}, DEVICE, INNER, NO_ADDRESS, DISABLED, BOB, {"email": "Eve@example.com"}]
    groups = [group("Z", *people), group("A", {**BOB, "email": "Zoe@example.com"}, DISABLED)]
    choices = {"nested": "leave_out", "protected": [" eve@Example.com"], "require_names": True}
    assert [tuple(one.values()) for one in roster_from_groups(groups, **choices)["left_out"]] == [
        ("Z", "ann@example.com", "disabled"),
        ("Z", "cn=inner", "not_a_person"),
        ("Z", "Eve@example.com", "no_name"),
        ("Z", "laptop", "not_a_person"),
        ("Z", "No Body", "no_address"),
        ("Z", "x@example.com", "no_name"),
        ("A", "ann@example.com", "disabled"),
    ]
    found = roster_from_groups(groups, nested="leave_out", protected=["EVE@example.com"])
    assert {"group": "Z", "who": "Eve@example.com", "reason": "protected"} in found["left_out"]
    assert [one["email"] for one in found["teammates"]] == ["bob@example.com", "x@example.com", "Zoe@example.com"]


def test_a_group_inside_a_group_is_refused() -> None:
    assert "Group 'A': people[1] (cn=inner) is a group inside the group" in why_not([group("A", ANN, INNER)])


@pytest.mark.parametrize("people", [[], [DISABLED], [NO_ADDRESS], [DEVICE], [ANN, DISABLED]])
def test_a_group_without_anybody(people: list[Any]) -> None:
    groups = [group("B", BOB), {**group("A"), "people": people}]
    assert "Group 'A' has nobody" in why_not(groups)
    groups[1]["may_be_empty"] = "yes"
    assert roster_from_groups(groups)["teammates"] == [{**BOB, "persona": "developer"}]


def test_a_group_may_be_empty_and_yet_not_cut_off() -> None:
    page = {
        "changed": False,
        "status": 200,
        "url": "https://x",
        "json": {"value": [], "@odata.nextLink": "https://x?y"},
    }
    assert "names a next page" in why_not([{**group("A", may_be_empty=True), "people": page}])


def test_who_is_protected_leaves_a_group_empty() -> None:
    assert "Group 'A' has nobody but those who are left out (1 protected)" in why_not(
        [group()], protected=[ANN["email"]]
    )


def test_who_is_disabled_in_one_answer_is_so_in_all() -> None:
    member = {"kind": "admin#directory#member", "email": "Ann@example.com", "type": "USER", "status": "ACTIVE"}
    user = {"kind": "admin#directory#user", "primaryEmail": "ann@example.com", "suspended": True}
    found = roster_from_groups([group("A", member, user, BOB), group("B", ANN, BOB)])
    assert [one["email"] for one in found["teammates"]] == ["bob@example.com"]
    assert [one["group"] for one in found["left_out"]] == ["A", "B"]


@pytest.mark.parametrize(
    ("records", "names"),
    [
        ([[{"email": "ann@example.com"}], [ANN]], {"first_name": "Ann", "last_name": "Lee"}),
        (
            [[{"email": "ann@example.com"}, {**ANN, "email": "ANN@example.com "}]],
            {"first_name": "Ann", "last_name": "Lee"},
        ),
        ([[{"email": "ann@example.com", "first_name": "Anna"}, ANN]], {"first_name": "Ann", "last_name": "Lee"}),
        ([[{"email": "ann@example.com", "first_name": "Zoe"}], [ANN]], {"first_name": "Zoe", "last_name": "Lee"}),
        ([[{**ANN, "last_name": "Young"}, {**ANN, "first_name": "Zoe"}]], {"first_name": "Ann", "last_name": "Young"}),
        ([[{"email": "ann@example.com"}]], {}),
    ],
)
def test_names_fill_each_other_in(records: list[list[Any]], names: dict[str, str]) -> None:
    for turned in (records, [people[::-1] for people in records]):
        (found,) = roster_from_groups([group(str(i), *people) for i, people in enumerate(turned)])["teammates"]
        assert {key: found[key] for key in found if key.endswith("_name")} == names
        assert (found["email"].lower(), found["persona"]) == ("ann@example.com", "developer")


def test_both_names_may_come_from_different_groups() -> None:
    groups = [group("A", {**ANN, "last_name": None}), group("B", {"email": "ann@example.com", "last_name": "Lee"})]
    assert roster_from_groups(groups, require_names="true")["left_out"] == []
    assert "Group 'A' has nobody but those who are left out (1 no_name)" in why_not(groups[:1], require_names=True)


SCOPES_A = group("A", scopes=["stats.read", "mail.send"], ignore_scopes=["b.*"])
SCOPES_B = group("B", scopes=["alerts.read", "mail.send"], ignore_scopes=["a.*"])
PERSONA_C = group("C", persona="developer")


@pytest.mark.parametrize(
    ("groups", "conflict", "access", "conflicts"),
    [
        ([SCOPES_A, SCOPES_B, PERSONA_C], "first", {"scopes": ["stats.read", "mail.send"]}, ["A", "B", "C"]),
        ([PERSONA_C, SCOPES_A], "first", {"persona": "developer"}, ["C", "A"]),
        ([PERSONA_C, group("D", is_admin=False, persona="developer")], "first", {"persona": "developer"}, []),
        ([PERSONA_C, group("D", is_admin=False, persona="developer")], "fail", {"persona": "developer"}, []),
        ([group("D", scopes=["a", "b"]), group("E", scopes=["b", "a"])], "fail", {"scopes": ["a", "b"]}, []),
        ([SCOPES_A, SCOPES_B], "merge", {"scopes": ["alerts.read", "mail.send", "stats.read"]}, []),
        ([SCOPES_B, PERSONA_C, SCOPES_A], "merge", {"scopes": ["alerts.read", "mail.send", "stats.read"]}, ["B", "C"]),
        ([PERSONA_C, SCOPES_B, SCOPES_A], "merge", {"persona": "developer"}, ["C", "B", "A"]),
        ([PERSONA_C], "merge", {"persona": "developer"}, []),
    ],
)
def test_somebody_in_several_groups(groups: list[Any], conflict: str, access: dict, conflicts: list[str]) -> None:
    found = roster_from_groups([{**one, "people": [{**ANN, "email": f" {ANN['email']}"}]} for one in groups], conflict)
    (teammate,) = found["teammates"]
    assert {key: value for key, value in teammate.items() if key in ("persona", "scopes")} == access
    assert teammate.get("ignore_scopes", []) in ([], ["a.*", "b.*"], ["b.*"])
    expected = [{"email": "ann@example.com", "group": conflicts[0], "passed_over": conflicts[1:]}] if conflicts else []
    assert found["conflicts"] == expected


def test_merging_unites_what_is_ignored() -> None:
    (found,) = roster_from_groups([SCOPES_A, SCOPES_B], "merge")["teammates"]
    assert found["ignore_scopes"] == ["a.*", "b.*"]


def test_a_conflict_that_fails_names_people_and_groups() -> None:
    groups = [group("A", ANN, BOB), group("B", BOB, ANN, scopes=["mail.send"]), group("C", ANN)]
    words = why_not(groups, conflict="fail")
    assert "2 people are in groups with different access: ann@example.com (A, B), bob@example.com (A, B)." in words
    words = why_not([group("A", ANN), group("B", ANN, BOB, scopes=["mail.send"])], conflict="fail")
    assert words.startswith("1 person is in groups with different access: ann@example.com (A, B).")


def test_who_is_left_out_is_in_no_conflict() -> None:
    groups = [group("A", DISABLED, BOB), group("B", DISABLED, {"email": "zoe@example.com"}, scopes=["mail.send"])]
    assert roster_from_groups(groups, conflict="fail")["conflicts"] == []


def test_text_that_looks_like_a_template_stays_text() -> None:
    name = wrap_var("{{ 7 * 7 }}")
    (found,) = roster_from_groups([group("A", {**ANN, "first_name": name, "last_name": "{% raw %}"})])["teammates"]
    assert (found["first_name"], found["last_name"]) == ("{{ 7 * 7 }}", "{% raw %}")
    assert type(found["last_name"]) is type(wrap_var("{% raw %}"))


def many(number: int) -> list[dict[str, Any]]:
    """Keycloak records of people in 50 groups, each person in two of them."""
    people = [
        {"id": str(i), "username": f"p{i}", "email": f"P{i}@example.com", "firstName": "P", "lastName": str(i)}
        | {"enabled": i % 10 != 0, "emailVerified": True, "createdTimestamp": 1, "totp": False, "requiredActions": []}
        for i in range(number)
    ]
    url = "https://sso.example.com/admin/realms/r/groups/1/members?max=-1"
    size = number // 50
    groups = []
    for i in range(50):
        json = people[i * size : (i + 1) * size] + people[(i * size + size) % number :][:size]
        groups.append(
            {**group(f"g{i}", scopes=["mail.send", f"s{i}"]), "people": {"status": 200, "url": url, "json": json}}
        )
    return groups


def seconds_for(number: int) -> float:
    groups = many(number)
    # Switch off coverage, which takes three times as long as the measured code.
    tracing = sys.gettrace()
    sys.settrace(None)
    started = time.process_time()
    found = roster_from_groups(groups, "merge")
    taken = time.process_time() - started
    sys.settrace(tracing)
    assert len(found["teammates"]) == number * 9 // 10
    return taken


def test_ten_thousand_people_take_less_than_two_seconds_and_time_grows_as_they_do() -> None:
    assert seconds_for(10_000) < 2
    assert min(seconds_for(4_000) for _time in range(2)) < 8 * max(min(seconds_for(1_000) for _time in range(2)), 0.02)
