# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Reading and removing teammates, invitations, and people's access to subusers."""

from __future__ import annotations

import pytest


def people(call, count):
    return call.seed(teammates=[{"email": f"p{number:03}@example.com"} for number in range(count)])


def usernames(answer):
    return [one["username"] for one in answer.json()["result"]]


def test_the_listing_has_the_owner_and_no_scopes(call):
    owner, ann = call("GET", "/v3/teammates").json()["result"]
    assert (owner["user_type"], owner["is_admin"], owner["is_sso"]) == ("owner", True, False)
    assert (ann["user_type"], ann["is_admin"], ann["is_sso"]) == ("teammate", False, True)
    assert "scopes" not in ann
    assert {"company", "is_unified", "is_partner_sso", "phone", "zip"} <= set(ann)


@pytest.mark.parametrize("order", ["created", "reversed", "scrambled"])
def test_pages_are_as_large_as_the_account_allows(call, order):
    people(call, 24).control.settings(call.name, teammates_page_max=10, listing_order=order)
    pages = [usernames(call("GET", f"/v3/teammates?limit=500&offset={offset}")) for offset in (0, 10, 20, 25)]
    assert [len(page) for page in pages] == [10, 10, 5, 0]
    assert len({name for page in pages for name in page}) == 25


def test_a_limit_above_the_largest_can_be_refused(call):
    call.control.settings(call.name, page_overflow="reject")
    assert call("GET", "/v3/teammates?limit=501").status_code == 400
    assert call("GET", "/v3/teammates?limit=x").status_code == 400


def test_one_teammate_is_found_by_the_exact_username(call):
    assert call("GET", "/v3/teammates/ann@example.com").json()["is_sso"] is True
    missing = call("GET", "/v3/teammates/Ann@example.com")
    assert missing.status_code == 404
    assert missing.json() == {"errors": [{"message": "username not found", "field": "username"}]}
    call.control.settings(call.name, case_sensitive_usernames=False, omit_is_sso_on_get_one=True)
    assert "is_sso" not in call("GET", "/v3/teammates/Ann@example.com").json()


def test_a_teammate_is_removed_once_and_the_owner_never(call):
    assert call("DELETE", "/v3/teammates/ann@example.com").status_code == 204
    assert call("DELETE", "/v3/teammates/ann@example.com").status_code == 404
    assert call("DELETE", f"/v3/teammates/{call.name}").status_code == 403


def test_a_password_teammate_is_changed_here(call):
    call.seed(
        teammates=[{"email": "pat@example.com", "username": "pat", "is_sso": False}, {"email": "ann@example.com"}]
    )
    body = {"scopes": ["mail.send"], "is_admin": False}
    assert call("PATCH", "/v3/teammates/pat", body).status_code == 200
    assert call.state["teammates"]["pat@example.com"]["scopes"] == ["mail.send"]
    assert call("PATCH", "/v3/teammates/ann@example.com", body).status_code == 400


def test_an_invitation_waits_apart(call):
    body = {"email": "guest@example.com", "scopes": ["mail.send"], "is_admin": False}
    made = call("POST", "/v3/teammates", body)
    token = made.json()["token"]
    assert (made.status_code, made.json()) == (201, body | {"token": token})
    (pending,) = call("GET", "/v3/teammates/pending").json()["result"]
    assert pending.items() >= (body | {"token": token}).items()
    assert call("GET", "/v3/teammates/guest@example.com").status_code == 404
    assert call("POST", f"/v3/teammates/pending/{token}/resend").status_code == 200
    assert call("DELETE", f"/v3/teammates/pending/{token}").status_code == 204
    gone = call("DELETE", f"/v3/teammates/pending/{token}")
    assert (gone.status_code, gone.json()["errors"][0]["message"]) == (404, "invalid pending key")


@pytest.mark.parametrize("missing", ["is_admin", "scopes"])
def test_an_invitation_may_leave_out_what_it_does_not_give(call, missing):
    body = {"email": "guest@example.com", "scopes": ["mail.send"], "is_admin": False}
    del body[missing]
    made = call("POST", "/v3/teammates", body)
    assert made.status_code == 201
    assert made.json().items() >= ({"is_admin": False, "scopes": []} | body).items()


@pytest.mark.parametrize("string_cursor", [False, True])
@pytest.mark.parametrize("admin", [False, True])
def test_subuser_access_is_read_by_cursor(call, admin, string_cursor):
    ids = range(1, 6)
    entries = [{"id": number, "permission_type": "restricted", "scopes": ["mail.send"]} for number in ids]
    call.seed(
        subusers=[{"id": number, "username": f"s{number}"} for number in ids],
        teammates=[{"email": "bo@example.com", **({"is_admin": True} if admin else {"subuser_access": entries})}],
        settings={"subuser_access_page_max": 2, "string_cursor": string_cursor},
    )
    seen, cursor = [], ""
    while cursor is not None:
        page = call("GET", f"/v3/teammates/bo@example.com/subuser_access?limit=100&after_subuser_id={cursor}").json()
        assert page["has_restricted_subuser_access"] is not admin
        seen += [one["id"] for one in page["subuser_access"]]
        cursor = page["_metadata"].get("next_params", {}).get("after_subuser_id")
        assert cursor is None or isinstance(cursor, str) is string_cursor
    assert seen == list(ids)


@pytest.mark.parametrize(("end", "value"), [("null", None), ("zero", 0)])
def test_the_last_page_may_have_a_cursor_that_ends(call, end, value):
    call.control.settings(call.name, cursor_end=end)
    page = call("GET", "/v3/teammates/ann@example.com/subuser_access").json()
    assert page["_metadata"]["next_params"]["after_subuser_id"] is value


def test_subusers_are_found_by_the_beginning_of_their_name(call):
    def names(query):
        return [one["username"] for one in call("GET", f"/v3/subusers?{query}").json()]

    assert names("username=NEWS") == ["news", "newsletter"]
    assert names("username=newsl") == ["newsletter"]
    assert names("username=letter") == []
    assert names("limit=1&offset=1") == ["newsletter"]
    assert names("region=eu") == []
    assert call("GET", "/v3/subusers?include_region=true").json()[0]["region"] == "global"
    assert call("GET", "/v3/subusers/news").json() == {
        "id": 11,
        "username": "news",
        "email": "news@example.com",
        "disabled": False,
    }


def test_a_key_tells_whose_it_is(call):
    assert call("GET", "/v3/user/username").json()["username"] == call.name
    assert call("GET", "/v3/user/email").json() == {"email": f"owner@{call.name}.example"}
    assert call("GET", "/v3/user/account").json() == {"type": "paid", "reputation": 100}
    assert call("GET", "/v3/user/profile").json()["last_name"] == "Owner"
    granted = call("GET", "/v3/scopes").json()["scopes"]
    assert "sso.teammates.create" in granted
    assert "billing.read" not in granted
