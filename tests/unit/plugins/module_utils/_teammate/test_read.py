# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Reading teammates: with as few requests as can prove what they are, and without guesses."""

from __future__ import annotations

import pytest
from unit.plugins.module_utils.builders import admin, fails, teammate

from ansible_collections.community.sendgrid.plugins.module_utils._teammate import read
from ansible_collections.community.sendgrid.plugins.module_utils._teammate.grants import Grant
from ansible_collections.community.sendgrid.plugins.module_utils._teammate.invitations import invitations
from ansible_collections.community.sendgrid.plugins.module_utils._teammate.model import teammate_from
from ansible_collections.community.sendgrid.plugins.module_utils._teammate.scope_lists import BASELINE

ANN = {"email": "ann@example.com", "first_name": "Ann", "last_name": "Lee", "scopes": ["mail.send"]}
PASSWORD = {"email": "pw@example.com", "username": "pw", "is_sso": False, "scopes": ["mail.send"]}
GET_ANN = "GET /v3/teammates/ann@example.com"
ANNS_SUBUSERS = "/v3/teammates/ann%40example.com/subuser_access"
GET_ANNS_SUBUSERS = "GET /v3/teammates/ann@example.com/subuser_access"
LIST = "GET /v3/teammates"


# One person


def test_the_address_is_asked_for_first(world):
    account = world(teammates=[ANN])
    found = read.find(account.client, "ann@example.com")
    assert (found.email, found.is_sso, found.restricted) == ("ann@example.com", True, None)
    assert "mail.send" in found.scopes
    assert account.calls == [GET_ANN]


def test_an_address_in_other_letters_is_found_in_the_listing(world):
    account = world(teammates=[ANN])
    found = read.find(account.client, "Ann@Example.COM")
    assert (found.email, found.username) == ("ann@example.com", "ann@example.com")
    assert account.calls == ["GET /v3/teammates/Ann@Example.COM", LIST, LIST, GET_ANN]


def test_somebody_whose_username_is_no_address_is_found_in_the_listing(world):
    account = world(teammates=[ANN, PASSWORD])
    found = read.find(account.client, "pw@example.com")
    assert (found.email, found.username, found.has_password) == ("pw@example.com", "pw", True)
    assert account.calls[-1] == "GET /v3/teammates/pw"


def test_somebody_elses_username_is_not_their_address(world):
    account = world(teammates=[PASSWORD | {"username": "ann@example.com"}])
    assert read.find(account.client, "ann@example.com") is None


def test_nobody_is_found_only_by_a_complete_listing(world):
    people = [ANN | {"email": f"person{number}@example.com"} for number in range(5)]
    account = world(teammates=people, settings={"teammates_page_max": 2})
    assert read.find(account.client, "ann@example.com") is None
    assert account.calls == [GET_ANN, *[LIST] * 6]
    assert read.find(account.client, "PERSON4@example.com").email == "person4@example.com"


def test_whether_they_use_sso_is_in_the_listing_too(world):
    account = world(teammates=[ANN, PASSWORD], settings={"omit_is_sso_on_get_one": True})
    assert read.find(account.client, "ann@example.com").is_sso is True
    assert account.calls == [GET_ANN, LIST, LIST]
    assert read.find(account.client, "pw@example.com").is_sso is False


def test_whether_they_use_sso_may_be_told_nowhere(world):
    account = world(teammates=[ANN])
    row = {"username": "ann@example.com", "email": "ann@example.com", "is_admin": False}
    account.fault("GET", "/v3/teammates/*", kind="body", body=row)
    account.fault("GET", "/v3/teammates", kind="body", body={"result": [row]})
    assert read.find(account.client, "ann@example.com").is_sso is None


def test_somebody_who_left_since_the_listing_is_gone(world):
    account = world(teammates=[ANN])
    account.fault("GET", "/v3/teammates/ann@example.com", status=404)
    assert read.find(account.client, "Ann@example.com") is None


@pytest.mark.parametrize("path", ["/v3/teammates/*", "/v3/teammates"])
@pytest.mark.parametrize(("status", "code"), [(403, "forbidden"), (500, "unavailable"), (429, "rate_limited")])
def test_a_read_that_fails_does_not_mean_absent(world, path, status, code):
    account = world(options={"rate_limit_wait": 0, "retries": 0})
    account.fault("GET", path, status=status, times=None)
    with fails(code, status=status):
        read.find(account.client, "ann@example.com")


def test_a_gateways_404_does_not_mean_absent(world):
    account = world(teammates=[ANN])
    account.fault("GET", "/v3/teammates/*", status=404, body="<html></html>", times=None)
    with fails("unexpected_response"):
        read.find(account.client, "ann@example.com")
    assert read.find(account.client, "bob@example.com") is None


@pytest.mark.parametrize(
    "body",
    [
        pytest.param({"username": "bob@example.com", "email": "bob@example.com", "is_admin": True}, id="somebody else"),
        pytest.param({"is_admin": True}, id="nobody in particular"),
        pytest.param([], id="a list"),
        pytest.param({}, id="an empty object"),
    ],
)
def test_an_answer_about_somebody_else_is_unexpected(world, body):
    account = world(teammates=[ANN])
    account.fault("GET", "/v3/teammates/*", kind="body", body=body)
    with fails("unexpected_response", "/v3/teammates/ann%40example.com"):
        read.find(account.client, "ann@example.com")


def test_everybody_is_listed_without_scopes(world):
    account = world(teammates=[ANN, PASSWORD])
    listed = {one.username: one for one in read.listing(account.client)}
    assert listed.keys() == {account.account, "ann@example.com", "pw"}
    assert listed["pw"].has_password
    assert listed[account.account].user_type == "owner"
    assert all(one.scopes == frozenset() for one in listed.values())


# Restriction


@pytest.mark.parametrize(
    "person", [admin(restricted=None), teammate("mail.send", restricted=None)], ids=["an admin", "a root scope"]
)
def test_what_is_proven_is_not_read(world, person):
    account = world()
    found = read.with_restriction(account.client, person)
    assert (found.restricted, found.grants) == (False, ())
    assert account.calls == []


def test_inside_a_subuser_nobody_is_restricted(world):
    account = world(options={"on_behalf_of": "news"}, subusers=[{"username": "news"}])
    assert read.with_restriction(account.client, teammate(restricted=None)).restricted is False
    assert account.calls == []


def anns_access(account):
    found = read.with_restriction(account.client, teammate("user.profile.read", restricted=None))
    return found.restricted, found.grants


def test_somebody_unrestricted_has_no_grants(world):
    account = world(teammates=[ANN], subusers=[{"username": "news"}])
    account.fault(
        "GET",
        "*/subuser_access",
        kind="body",
        body={
            "has_restricted_subuser_access": False,
            "subuser_access": [{"id": 7, "permission_type": "admin"}],
            "_metadata": {"next_params": {"after_subuser_id": 7}},
        },
    )
    assert anns_access(account) == (False, ())
    assert account.calls == [GET_ANNS_SUBUSERS]


SUBUSERS = [{"id": number, "username": f"subuser{number}"} for number in range(1, 8)]
GRANTS = [{"id": number, "permission_type": "restricted", "scopes": ["mail.send"]} for number in range(1, 8)]


@pytest.mark.parametrize(
    "settings",
    [
        pytest.param({}, id="one page"),
        pytest.param({"subuser_access_page_max": 3}, id="pages, then no cursor"),
        pytest.param({"subuser_access_page_max": 3, "cursor_end": "null"}, id="pages, then a null cursor"),
        pytest.param({"subuser_access_page_max": 3, "cursor_end": "zero"}, id="pages, then a cursor of 0"),
        pytest.param({"subuser_access_page_max": 3, "string_cursor": True}, id="a cursor that is text"),
    ],
)
def test_all_pages_of_subuser_access_are_read(world, settings):
    account = world(subusers=SUBUSERS, teammates=[ANN | {"scopes": [], "subuser_access": GRANTS}], settings=settings)
    restricted, grants = anns_access(account)
    assert restricted is True
    assert grants == tuple(
        Grant(number, f"subuser{number}", "restricted", frozenset({"mail.send"}) | BASELINE) for number in range(1, 8)
    )
    assert len(account.calls) == (3 if settings else 1)


def page(*ids, restricted=True, cursor=None):
    body = {
        "has_restricted_subuser_access": restricted,
        "subuser_access": [{"id": id, "permission_type": "admin"} for id in ids],
    }
    return body if cursor is None else body | {"_metadata": {"next_params": {"after_subuser_id": cursor}}}


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(page(7), id="no metadata"),
        pytest.param(page(7) | {"_metadata": None}, id="null metadata"),
        pytest.param(page(7) | {"_metadata": {}}, id="empty metadata"),
        pytest.param(page(7) | {"_metadata": {"next_params": None}}, id="null parameters"),
        pytest.param(page(7) | {"_metadata": {"next_params": {"limit": 100}}}, id="parameters without a cursor"),
        pytest.param(page(7, cursor=""), id="an empty cursor"),
        pytest.param(page(7, cursor=0), id="a cursor of 0"),
        pytest.param(page(7, cursor="0"), id="a cursor of 0 as text"),
    ],
)
def test_where_the_pages_end(world, body):
    account = world()
    account.fault("GET", "*/subuser_access", kind="body", status=200, body=body)
    assert anns_access(account) == (True, (Grant(7, None, "admin"),))
    assert len(account.calls) == 1


def test_restricted_to_nothing(world):
    account = world()
    account.fault("GET", "*/subuser_access", kind="body", status=200, body=page() | {"subuser_access": None})
    assert anns_access(account) == (True, ())


@pytest.mark.parametrize(
    "cursors", [pytest.param([7, 7], id="the same cursor"), pytest.param([7, 8, 7], id="cursors in a circle")]
)
def test_a_cursor_that_does_not_advance_is_unexpected(world, cursors):
    account = world()
    for number, cursor in enumerate(cursors):
        account.fault("GET", "*/subuser_access", kind="body", status=200, body=page(number + 1, cursor=cursor))
    with fails("unexpected_response", "subuser_access"):
        anns_access(account)
    assert len(account.calls) == len(cursors)


@pytest.mark.parametrize(
    "body",
    [
        pytest.param({"subuser_access": []}, id="restricted or not is not told"),
        pytest.param(page(7) | {"has_restricted_subuser_access": "true"}, id="restricted as text"),
        pytest.param(page(7) | {"subuser_access": {"id": 7}}, id="subusers that are no list"),
        pytest.param(page(7) | {"_metadata": [1]}, id="metadata that is a list"),
        pytest.param(page(7) | {"_metadata": {"next_params": [1]}}, id="parameters that are a list"),
        pytest.param([], id="a list"),
    ],
)
def test_subuser_access_of_another_shape_is_unexpected(world, body):
    account = world()
    account.fault("GET", "*/subuser_access", kind="body", status=200, body=body)
    with fails("unexpected_response", "subuser_access"):
        anns_access(account)


def test_a_page_that_fails_is_no_end(world):
    account = world(
        subusers=SUBUSERS,
        teammates=[ANN | {"scopes": [], "subuser_access": GRANTS}],
        settings={"subuser_access_page_max": 3},
    )
    account.fault("GET", "*/subuser_access", status=403, after=1)
    with fails("forbidden", status=403):
        anns_access(account)


def test_somebody_who_left_meanwhile_is_gone(world):
    account = world()
    assert read.with_restriction(account.client, teammate("user.profile.read", restricted=None)) is None


@pytest.mark.parametrize("body", [None, "<html></html>"], ids=["SendGrid's own", "a gateway's"])
def test_a_404_for_the_subusers_of_somebody_who_is_there_is_unexpected(world, body):
    account = world(teammates=[ANN | {"scopes": []}])
    account.fault("GET", "*/subuser_access", status=404, body=body, times=None)
    with fails("unexpected_response", "ann@example.com", method="GET", path=ANNS_SUBUSERS):
        anns_access(account)


@pytest.mark.parametrize("status", [403, 500])
def test_subusers_that_cannot_be_read_are_a_failure(world, status):
    account = world(teammates=[ANN | {"scopes": []}])
    account.fault("GET", "*/subuser_access", status=status, times=None)
    with fails({403: "forbidden", 500: "unavailable"}[status], status=status):
        anns_access(account)


@pytest.mark.parametrize(
    ("scopes", "calls"),
    [
        pytest.param(["mail.send"], [GET_ANN], id="proven by one read"),
        pytest.param(["user.profile.read"], [GET_ANN, GET_ANNS_SUBUSERS], id="proven by two"),
    ],
)
def test_somebody_from_the_listing_in_detail(world, scopes, calls):
    account = world(teammates=[ANN | {"scopes": scopes}])
    found = read.in_detail(account.client, teammate(restricted=None))
    assert (found.restricted, found.is_sso) == (False, True)
    assert found.scopes >= set(scopes)
    assert account.calls == calls


def test_somebody_from_the_listing_whose_sso_only_that_told(world):
    account = world(teammates=[ANN], settings={"omit_is_sso_on_get_one": True})
    assert read.in_detail(account.client, teammate(restricted=None, is_sso=False)).is_sso is False


def test_somebody_from_the_listing_who_left_is_gone(world):
    assert read.in_detail(world().client, teammate(restricted=None)) is None


# The key, and invitations


def test_the_keys_own_scopes(world):
    account = world(keys=[{"key": "SG.own", "scopes": ["teammates.read", "mail.send"]}], options={"api_key": "SG.own"})
    assert read.key_scopes(account.client) == {"teammates.read", "mail.send"}


@pytest.mark.parametrize("settings", [{}, {"pending_id_key": True}], ids=["token", "pending_id"])
def test_invitations_show_no_token(world, settings):
    invited = {
        "email": "new@example.com",
        "scopes": ["stats.read", "mail.send"],
        "token": "t0ken",
        "expiration_date": 9,
    }
    account = world(pending=[invited], settings=settings)
    (found,) = invitations(account.client)
    assert found.as_result() == {
        "email": "new@example.com",
        "is_admin": False,
        "scopes": ["mail.send", "stats.read"],
        "expiration_date": 9,
    }
    assert "t0ken" not in repr(found)
    assert found.where().shown == "/v3/teammates/pending/***"
    account.client.delete(found.where())
    assert invitations(account.client) == []


@pytest.mark.parametrize(
    ("body", "tokens"),
    [
        pytest.param({"result": [{"email": "a@b.cd", "token": 7}]}, ["7"], id="a token that is a number"),
        pytest.param({"results": [{"token": "t"}]}, ["t"], id="another envelope, and no address"),
        pytest.param({"result": []}, [], id="none"),
    ],
)
def test_invitations_of_every_shape(world, body, tokens):
    account = world()
    account.fault("GET", "/v3/teammates/pending", kind="body", body=body)
    assert [one.where().real.rsplit("/", 1)[1] for one in invitations(account.client)] == tokens


@pytest.mark.parametrize(
    "body",
    [
        pytest.param({"result": [{"token": "t0ken", "email": 7}]}, id="an address that is a number"),
        pytest.param({}, id="no list"),
        pytest.param([], id="a bare list"),
    ],
)
def test_invitations_of_another_shape_are_unexpected_and_show_no_token(world, body):
    account = world()
    account.fault("GET", "/v3/teammates/pending", kind="body", body=body)
    with fails("unexpected_response") as caught:
        invitations(account.client)
    assert "t0ken" not in caught.value.msg


@pytest.mark.parametrize(
    "token",
    [
        pytest.param({}, id="no token"),
        pytest.param({"token": None}, id="a null token"),
        pytest.param({"token": ""}, id="an empty token"),
        pytest.param({"token": ["t0ken"]}, id="a token that is a list"),
        pytest.param({"token": "."}, id="a token that leads to another path"),
        pytest.param({"token": ".."}, id="a token that leads upwards"),
    ],
)
def test_an_invitation_without_a_usable_token_can_be_shown_and_not_withdrawn(world, token):
    account = world()
    body = {"result": [{"email": "a@b.cd"} | token]}
    account.fault("GET", "/v3/teammates/pending", kind="body", body=body)
    (found,) = invitations(account.client)
    assert found.as_result() == {"email": "a@b.cd", "is_admin": None, "scopes": [], "expiration_date": None}
    with fails("unexpected_response") as caught:
        found.where()
    assert "t0ken" not in caught.value.msg


def test_whose_sso_is_not_told_is_taken_from_the_listing():
    row = {"username": "ann", "email": "ann@example.com", "is_admin": False}
    untold, told = teammate_from(row, "/"), teammate_from(row | {"is_sso": False}, "/")
    assert read.with_sso_of(untold, told).is_sso is False
    assert read.with_sso_of(told, untold).is_sso is False
