# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""Properties over the groups of directories: nobody twice, nobody who is disabled, and no page is missed unnoticed."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from ansible.errors import AnsibleFilterError
from hypothesis import given, settings
from hypothesis import strategies as st

from ansible_collections.community.sendgrid.plugins.filter.roster_from_groups import roster_from_groups
from trust.strategies import forms, pure

# Few of each kind, so that groups overlap and records contradict each other
NAMES = [None, "Ann", "Lee", "{{ x }}", "Ö"]

Person = dict[str, Any]

# Drawing whole groups takes longer than reading them.
few = settings(pure, max_examples=pure.max_examples // 5)


# A person, before a directory gives them a shape
someone = st.fixed_dictionaries(
    {
        "email": st.sampled_from(
            [
                "ann@example.com",
                "Ann@example.com",
                "bob@example.com",
                "BOB@X.io ",
                "eve@example.com",
                "zoe@example.com",
                " ida@example.com",
            ]
        ),
        "first": st.sampled_from(NAMES),
        "last": st.sampled_from(NAMES),
        "enabled": st.sampled_from([True, True, True, False]),
    }
)


def plain(one: Person) -> Person:
    return {
        "email": one["email"],
        "first_name": one["first"],
        "last_name": one["last"],
        "enabled": str(one["enabled"]),
    }


def graph(one: Person) -> Person:
    return {
        "mail": one["email"],
        "givenName": one["first"],
        "surname": one["last"],
        "accountEnabled": one["enabled"],
    }


def okta(one: Person) -> Person:
    profile = {"email": one["email"], "firstName": one["first"], "lastName": one["last"]}
    return {"status": "ACTIVE" if one["enabled"] else "SUSPENDED", "profile": profile}


def google(one: Person) -> Person:
    name = {"givenName": one["first"], "familyName": one["last"]}
    return {"primaryEmail": one["email"], "name": name, "suspended": not one["enabled"]}


def keycloak(one: Person) -> Person:
    return {
        "username": one["email"],
        "email": one["email"],
        "firstName": one["first"],
        "lastName": one["last"],
        "enabled": one["enabled"],
    }


def scim(one: Person) -> Person:
    name = {"givenName": one["first"], "familyName": one["last"]}
    return {"userName": one["email"], "emails": [{"value": one["email"]}], "name": name, "active": one["enabled"]}


def ldap(one: Person) -> Person:
    entry = {"dn": f"mail={one['email']}", "mail": one["email"], "givenName": one["first"], "sn": one["last"]}
    entry["nsAccountLock"] = "FALSE" if one["enabled"] else "TRUE"
    return {key: value for key, value in entry.items() if value is not None}


SHAPES: list[Callable[[Person], Person]] = [plain, graph, okta, google, keycloak, scim, ldap]


@st.composite
def groups(draw: st.DrawFn, first: str = "A") -> list[Person]:
    """Some groups in one shape, any of which may be empty."""
    found = []
    for number in range(draw(st.integers(1, 4))):
        shape = draw(st.sampled_from(SHAPES))
        members = draw(st.lists(someone, max_size=6))
        found.append(
            {
                "name": chr(ord(first) + number),
                "people": [shape(one) for one in members],
                "may_be_empty": True,
                **draw(forms),
            }
        )
    return found


def keys_of(records: list[Person]) -> list[str]:
    return [one["email"].strip().lower() for one in records]


conflicts = st.sampled_from(["first", "merge"])


@few
@given(listed=groups(), conflict=conflicts)
def test_nobody_is_in_twice_and_everybody_is_somewhere(listed: list[Person], conflict: str) -> None:
    found = roster_from_groups(listed, conflict)
    keys = keys_of(found["teammates"])
    assert keys == sorted(set(keys))
    assert set(keys).isdisjoint(one["who"].lower() for one in found["left_out"])
    assert {one["email"] for one in found["conflicts"]} <= {one["email"] for one in found["teammates"]}


@few
@given(members=st.lists(someone, min_size=1, max_size=12), data=st.data())
def test_nobody_who_is_disabled_is_in(members: list[Person], data: st.DataObject) -> None:
    listed = [
        {
            "name": str(number),
            "people": [data.draw(st.sampled_from(SHAPES))(one)],
            "may_be_empty": True,
            "persona": "developer",
        }
        for number, one in enumerate(members)
    ]
    found = keys_of(roster_from_groups(listed)["teammates"])
    disabled = set(keys_of([one for one in members if not one["enabled"]]))
    assert set(found) == set(keys_of(members)) - disabled


@few
@given(listed=groups(), conflict=conflicts, data=st.data())
def test_the_order_of_people_changes_nothing(listed: list[Person], conflict: str, data: st.DataObject) -> None:
    shuffled = [{**one, "people": data.draw(st.permutations(one["people"]))} for one in listed]
    assert roster_from_groups(shuffled, conflict) == roster_from_groups(listed, conflict)


@few
@given(listed=groups(), conflict=conflicts, data=st.data())
def test_a_group_of_other_people_changes_nobody(listed: list[Person], conflict: str, data: st.DataObject) -> None:
    others = [{"email": "else@other.example.com"}, {"email": "gone@other.example.com", "enabled": False}]
    place = data.draw(st.integers(0, len(listed)))
    more = [*listed[:place], {"name": "other", "people": others, **data.draw(forms)}, *listed[place:]]
    before, after = roster_from_groups(listed, conflict), roster_from_groups(more, conflict)
    assert [one for one in after["teammates"] if one["email"] != "else@other.example.com"] == before["teammates"]
    assert [one for one in after["left_out"] if one["group"] != "other"] == before["left_out"]
    assert after["conflicts"] == before["conflicts"]


URL = "https://directory.example.com/groups/1/members"


def uri(body: Any, query: str, **more: Any) -> Person:
    return {"changed": False, "failed": False, "status": 200, "url": f"{URL}?{query}", "json": body, **more}


def pages_of_graph(chunks: list[list[Person]]) -> list[Person]:
    def page(number: int, chunk: list[Person]) -> Person:
        following = {"@odata.nextLink": f"{URL}?$skiptoken={number + 1}"} if number + 1 < len(chunks) else {}
        return uri({"value": [graph(one) for one in chunk], **following}, f"$skiptoken={number}" if number else "")

    return [page(number, chunk) for number, chunk in enumerate(chunks)]


def pages_of_google(chunks: list[list[Person]]) -> list[Person]:
    def page(number: int, chunk: list[Person]) -> Person:
        following = {"nextPageToken": f"t{number + 1}="} if number + 1 < len(chunks) else {}
        return uri({"users": [google(one) for one in chunk], **following}, f"pageToken=t{number}%3D" if number else "")

    return [page(number, chunk) for number, chunk in enumerate(chunks)]


def pages_of_okta(chunks: list[list[Person]]) -> list[Person]:
    def page(number: int, chunk: list[Person]) -> Person:
        link = f'<{URL}?limit=1>; rel="self"'
        if number + 1 < len(chunks):
            link += f', <{URL}?after={number + 1}&limit=1>; rel="next"'
        return uri([okta(one) for one in chunk], "limit=1" + (f"&after={number}" if number else ""), link=link)

    return [page(number, chunk) for number, chunk in enumerate(chunks)]


def pages_of_keycloak(chunks: list[list[Person]]) -> list[Person]:
    size = max(map(len, chunks))
    everybody = [keycloak(one) for chunk in chunks for one in chunk]
    starts = range(0, len(everybody) + 1, size)
    path = "/admin/realms/company/groups/1/members"
    return [
        {**uri(everybody[start : start + size], ""), "url": f"https://sso.example.com{path}?first={start}&max={size}"}
        for start in starts
    ]


def pages_of_scim(chunks: list[list[Person]]) -> list[Person]:
    everybody = [
        {**scim(one), "id": str(number)} for number, one in enumerate(one for chunk in chunks for one in chunk)
    ]
    pages, start = [], 0
    for chunk in chunks:
        body = {"totalResults": len(everybody), "Resources": everybody[start : start + len(chunk)]}
        pages.append(uri(body, f"startIndex={start + 1}&count={len(chunk)}"))
        start += len(chunk)
    return pages


def with_items(pages: list[Person]) -> Person:
    """The pages as a loop registers them."""
    return {"changed": False, "results": [{**page, "item": 1, "ansible_loop_var": "item"} for page in pages]}


PAGED = [pages_of_graph, pages_of_google, pages_of_okta, pages_of_keycloak, pages_of_scim]


@pytest.mark.parametrize("pages_of", PAGED)
@few
@given(chunks=st.lists(st.lists(someone, min_size=1, max_size=3), min_size=1, max_size=5), data=st.data())
def test_a_page_that_was_cut_is_missed(pages_of: Any, chunks: list[list[Person]], data: st.DataObject) -> None:
    pages = pages_of(chunks)
    everybody = {"name": "A", "people": data.draw(st.permutations(pages)), "may_be_empty": True, "persona": "developer"}
    whole = roster_from_groups([everybody])
    assert roster_from_groups([{**everybody, "people": with_items(pages)}]) == whole
    cut = data.draw(st.integers(0, len(pages) - 1))
    rest = [page for number, page in enumerate(pages) if number != cut]
    # If no page is left, nothing shows that one is missing, but the empty group is refused.
    everybody["may_be_empty"] = bool(rest)
    with pytest.raises(AnsibleFilterError, match="Group 'A'"):
        roster_from_groups([{**everybody, "people": with_items(rest) if data.draw(st.booleans()) else rest}])


def pages_of_ldap(chunks: list[list[Person]]) -> list[Person]:
    return [{"changed": False, "results": [ldap(one) for one in chunk]} for chunk in chunks]


# What a directory may return in place of a page
BROKEN: list[Callable[[Person], Person]] = [
    lambda page: {**page, "failed": True, "msg": "Size limit exceeded"},
    lambda page: {"changed": False, "skipped": True, "skip_reason": "Conditional result was False"},
    lambda page: {"changed": False, "unreachable": True, "msg": "timed out"},
    lambda page: {"changed": False, "status": 503, "url": URL, "json": {"error": "busy"}},
    lambda page: {"changed": False, "status": 200, "url": URL, "content_type": "text/html"},
    lambda page: uri({"error": {"code": "TooManyRequests"}}, "x=1"),
    lambda page: page.get("json", page.get("results")),
]


@pytest.mark.parametrize("pages_of", [*PAGED, pages_of_ldap])
@few
@given(chunks=st.lists(st.lists(someone, min_size=1, max_size=3), min_size=1, max_size=4), data=st.data())
def test_a_page_that_is_no_answer_is_refused(pages_of: Any, chunks: list[list[Person]], data: st.DataObject) -> None:
    pages = pages_of(chunks)
    group = {"name": "A", "may_be_empty": True, "persona": "developer"}
    assert roster_from_groups([{**group, "people": pages}])
    broken = data.draw(st.integers(0, len(pages) - 1))
    pages[broken] = data.draw(st.sampled_from(BROKEN))(pages[broken])
    with pytest.raises(AnsibleFilterError, match="Group 'A'"):
        roster_from_groups([{**group, "people": pages}])


KEYS = [
    "name",
    "people",
    "persona",
    "scopes",
    "subuser_access",
    "may_be_empty",
    "json",
    "status",
    "url",
    "results",
    "changed",
    "failed",
    "skipped",
    "link",
    "value",
    "Resources",
    "totalResults",
    "members",
    "users",
    "nextPageToken",
    "nextCursor",
    "@odata.nextLink",
    "@odata.type",
    "error",
    "email",
    "mail",
    "profile",
    "kind",
    "userPrincipalName",
    "accountEnabled",
    "primaryEmail",
    "schemas",
    "emails",
    "userName",
    "dn",
    "attrs",
    "objectClass",
    "member",
    "role",
    "type",
    "username",
    "firstName",
    "enabled",
    "active",
    "meta",
    "givenName",
    "userAccountControl",
    "nsAccountLock",
    "invocation",
    "module_args",
    "msg",
    "id",
    "item",
]
SCALARS = [None, True, 0, -1, 2.5, "", "ann@example.com", "yes", "ACTIVE", "https://[x", "https://x?max=-1", "9" * 5000]
anything = st.recursive(
    st.sampled_from(SCALARS),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=5),
    max_leaves=12,
)
results = st.fixed_dictionaries(
    {"changed": st.just(False), "status": st.just(200), "url": st.sampled_from(SCALARS), "json": anything},
    optional={"link": anything, "results": anything},
)


@few
@given(
    listed=anything
    | st.fixed_dictionaries(
        {"name": st.just("A"), "people": anything | results | st.lists(results, max_size=3), "persona": anything},
        optional={"subuser_access": anything, "may_be_empty": st.just(True)},
    ).map(lambda one: [{**one, "persona": "developer"} if "subuser_access" not in one else one])
)
def test_whatever_comes_there_is_a_roster_or_one_sentence(listed: Any) -> None:
    found, words = outcome_of(listed)
    if found is None:
        assert re.fullmatch(r"(Group ('|\[)|The groups are )[^\n]+\.", words)
    else:
        assert found.keys() == {"teammates", "left_out", "conflicts"}


def outcome_of(listed: Any) -> tuple[Any, str]:
    """The roster, or the message of the refusal."""
    try:
        return roster_from_groups(listed), ""
    except AnsibleFilterError as refusal:
        return None, str(refusal)


def test_the_shapes_say_the_same() -> None:
    one = {"email": "ann@example.com", "first": "Ann", "last": "Lee", "enabled": True}
    found = [
        roster_from_groups([{"name": "A", "people": [shape(one)], "persona": "developer"}])["teammates"]
        for shape in SHAPES
    ]
    assert found == [found[0]] * len(SHAPES)
