# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Subusers by name and by id: one look-up for all."""

from __future__ import annotations

import pytest
from unit.plugins.module_utils.builders import fails

from ansible_collections.community.sendgrid.plugins.module_utils._teammate.grants import Grant
from ansible_collections.community.sendgrid.plugins.module_utils._teammate.subusers import names_of, resolved

SUBUSERS = [
    {"id": 11, "username": "news"},
    {"id": 12, "username": "newsletter"},
    {"id": 13, "username": "Shop"},
]


def named(username):
    return Grant(None, username, "admin")


def numbered(id):
    return Grant(id, None, "admin")


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        pytest.param([named("news")], [(11, "news")], id="by name, where another name begins with it"),
        pytest.param([numbered(12)], [(12, "newsletter")], id="by id"),
        pytest.param([named("Shop"), numbered(11)], [(13, "Shop"), (11, "news")], id="by both, in their order"),
    ],
)
def test_subusers_are_found_by_one_look_up(world, asked, found):
    account = world(subusers=SUBUSERS)
    assert [(one.id, one.username) for one in resolved(tuple(asked), account.client, {})] == found
    assert account.calls == ["GET /v3/subusers"]


def test_a_grant_keeps_what_it_grants(world):
    account = world(subusers=SUBUSERS)
    asked = Grant(None, "news", "restricted", frozenset({"mail.send"}))
    assert resolved((asked,), account.client, {}) == (Grant(11, "news", "restricted", frozenset({"mail.send"})),)


def test_what_present_access_tells_is_not_looked_up(world):
    account = world(subusers=SUBUSERS)
    known = names_of((Grant(11, "news", "admin"), Grant(13, "Shop", "admin"), Grant(14, None, "admin")))
    assert known == {11: "news", 13: "Shop"}
    assert resolved((named("Shop"), numbered(11)), account.client, known) == (
        Grant(13, "Shop", "admin"),
        Grant(11, "news", "admin"),
    )
    assert account.calls == []


def test_what_it_does_not_tell_is(world):
    account = world(subusers=SUBUSERS)
    assert [one.id for one in resolved((named("news"), named("newsletter")), account.client, {11: "news"})] == [11, 12]
    assert account.calls == ["GET /v3/subusers"]


def test_no_subuser_needs_no_look_up(world):
    account = world(subusers=SUBUSERS)
    assert resolved((), account.client, {}) == ()
    assert account.calls == []


def test_all_pages_are_read_until_all_are_found(world):
    many = [{"id": 100 + number, "username": f"subuser{number}"} for number in range(25)]
    account = world(subusers=many, settings={"subusers_page_default": 10, "subusers_page_max": 10})
    assert resolved((named("subuser24"), numbered(101)), account.client, {})[0].id == 124
    assert [request["query"]["offset"] for request in account.requests] == ["0", "9", "18"]


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        pytest.param(named("new"), ["'new'", "'news'"], id="a beginning of a name"),
        pytest.param(named("shop"), ["'shop'", "'Shop'"], id="a name in other letters"),
        pytest.param(named("newsleter"), ["'newsleter'", "'newsletter'"], id="a slip of the pen"),
        pytest.param(numbered(99), ["99"], id="an id"),
    ],
)
def test_what_is_not_there_is_named_with_the_closest(world, asked, words):
    account = world(subusers=SUBUSERS)
    with fails("not_found", *words, field="subuser_access"):
        resolved((asked,), account.client, {})


def test_an_account_without_subusers_has_no_closest_name(world):
    with fails("not_found", "'news'") as caught:
        resolved((named("news"),), world().client, {})
    assert "did you mean" not in caught.value.msg


def test_one_subuser_by_id_and_by_name_is_twice(world):
    account = world(subusers=SUBUSERS)
    with fails("invalid", "news", "twice", field="subuser_access"):
        resolved((named("news"), numbered(11)), account.client, {})


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        pytest.param({"status": 403}, "forbidden", id="a listing that is forbidden"),
        pytest.param({"kind": "body", "body": {"result": []}}, "unexpected_response", id="a listing of another shape"),
        pytest.param({"kind": "body", "body": [{"id": "x"}]}, "unexpected_response", id="an id that is no number"),
        pytest.param({"kind": "body", "body": [{"username": "shop"}]}, "unexpected_response", id="no ids, for ever"),
    ],
)
def test_a_failed_look_up_is_a_failure(world, rule, code):
    account = world(subusers=SUBUSERS)
    account.fault("GET", "/v3/subusers", times=None, **rule)
    with fails(code):
        resolved((named("news"),), account.client, {})


def test_a_subuser_without_a_name_is_known_by_its_id(world):
    account = world()
    account.fault("GET", "/v3/subusers", kind="body", body=[{"id": "11"}])
    assert resolved((numbered(11),), account.client, {}) == (Grant(11, None, "admin"),)
