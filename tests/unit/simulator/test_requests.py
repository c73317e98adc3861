# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""What is true of every request: who may send it, what is counted, and what is recorded."""

from __future__ import annotations

import time

import pytest
import requests


def test_a_bearer_token_is_needed(call, simulator):
    nobody = requests.get(simulator.url + "/v3/scopes", timeout=5)
    stranger = call("GET", "/v3/scopes", key="SG.stranger")
    assert (nobody.status_code, nobody.json()["errors"][0]["message"]) == (401, "authorization required")
    assert stranger.status_code == 401
    assert "invalid, expired, or revoked" in stranger.json()["errors"][0]["message"]


@pytest.mark.parametrize(
    ("scopes", "path", "status"),
    [
        (["teammates.read"], "/v3/teammates", 200),
        (["teammates.read"], "/v3/sso/integrations", 403),
        (["teammates.read"], "/v3/scopes", 200),
        (None, "/v3/sso/integrations", 200),
    ],
)
def test_a_key_may_do_what_its_scopes_say(call, scopes, path, status):
    call.seed(keys=[{"key": f"SG.{call.name}", "scopes": scopes}])
    assert call("GET", path).status_code == status


def test_an_ip_allow_list_and_a_plan_without_sso_are_forbidden(call):
    assert call.seed(allow_ips=False)("GET", "/v3/scopes").status_code == 403
    call.seed(settings={"sso_available": False})
    assert call("GET", "/v3/sso/integrations").status_code == 403
    assert call("GET", "/v3/teammates").status_code == 200


def test_unknown_paths_and_wrong_methods_are_told_apart(call):
    assert call("GET", "/v3/nothing").status_code == 404
    assert call("GET", "/v3/sso/teammates/ann@example.com").status_code == 405
    assert call("GET", "/v3/sso/certificates").status_code == 405


@pytest.mark.parametrize("spelling", ["a+b@example.com", "a%2Bb%40example.com"])
def test_paths_are_decoded_once(call, spelling):
    call.seed(teammates=[{"email": "a+b@example.com"}, {"email": "a%2Bb@example.com"}])
    assert call("GET", f"/v3/teammates/{spelling}").json()["email"] == "a+b@example.com"
    assert call("GET", "/v3/teammates/a%252Bb@example.com").json()["email"] == "a%2Bb@example.com"
    record = call.control.requests(call.name)[0]
    assert record["path"] == "/v3/teammates/a+b@example.com"
    assert record["raw_path"] == f"/v3/teammates/{spelling}"


def test_a_subuser_has_teammates_of_its_own(call):
    person = {"email": "sub@example.com", "first_name": "S", "last_name": "U", "scopes": ["mail.send"]}
    assert call("POST", "/v3/sso/teammates", person, on_behalf_of="news").status_code == 201
    assert call("GET", "/v3/teammates/sub@example.com").status_code == 404
    assert call("GET", "/v3/teammates/sub@example.com", on_behalf_of="news").status_code == 200
    assert call("POST", "/v3/sso/teammates", person).json()["errors"] == [{"message": "username exists"}]
    assert call("GET", "/v3/teammates", on_behalf_of="nobody").status_code == 403
    assert call("GET", "/v3/sso/integrations", on_behalf_of="news").status_code == 403
    assert call("GET", "/v3/user/username", on_behalf_of="news").json() == {"username": "news", "user_id": 11}


def test_an_account_acts_for_its_child_account(call):
    child = f"{call.name}-child"
    call.control.account(child, parent=call.name, account_id="AC1", integrations=[{"name": "Child's"}])
    shown = call("GET", "/v3/sso/integrations", on_behalf_of="account-id AC1").json()
    assert [one["name"] for one in shown] == ["Child's"]
    assert call("GET", "/v3/sso/integrations", on_behalf_of="account-id AC2").status_code == 403


def test_usernames_are_unique_in_all_of_sendgrid(call):
    other = f"{call.name}-other"
    call.control.account(other, teammates=[{"email": f"{other}@example.com"}])
    call.control.settings(call.name, global_usernames=True)
    person = {"email": f"{other}@Example.com", "first_name": "A", "last_name": "B", "scopes": ["mail.send"]}
    assert call("POST", "/v3/sso/teammates", person).status_code == 400


def test_a_rate_limit_counts_per_endpoint_and_ends(call):
    call.control.rate_limit(limit=1, window=0.3, account=call.name, retry_after=True)
    first, second, other = call("GET", "/v3/scopes"), call("GET", "/v3/scopes"), call("GET", "/v3/teammates")
    assert [one.status_code for one in (first, second, other)] == [200, 429, 200]
    assert second.json() == {"errors": [{"field": None, "message": "too many requests"}]}
    assert (first.headers["X-RateLimit-Limit"], first.headers["X-RateLimit-Remaining"]) == ("1", "0")
    assert 0 <= int(second.headers["X-RateLimit-Reset"]) - time.time() <= 2
    assert second.headers["Retry-After"] == "1"
    time.sleep(0.35)
    assert call("GET", "/v3/scopes").status_code == 200


def test_a_rate_limit_can_do_without_headers(call):
    call.control.rate_limit(limit=0, window=60, account=call.name, headers=False)
    answer = call("GET", "/v3/scopes")
    assert answer.status_code == 429
    assert not [name for name in answer.headers if "ratelimit" in name.lower() or name == "Retry-After"]


def test_the_journal_knows_the_sender_but_no_key(call):
    call.seed(key_prefix=f"SG.{call.name}.")
    call("PATCH", "/v3/sso/integrations/x?si=true", {"name": "n"}, key=f"SG.{call.name}.task7", on_behalf_of="news")
    call("GET", "/v3/scopes", key=f"SG.{call.name}.task8")
    (record,) = call.control.requests(label="task7", account=call.name)
    expected = {"method": "PATCH", "query": {"si": "true"}, "body": {"name": "n"}, "on_behalf_of": "news"}
    assert expected.items() <= record.items()
    assert record["status"] == 403
    assert f"SG.{call.name}" not in str(record)
    call.control.forget_requests(account=call.name, label="task7")
    assert [one["label"] for one in call.control.requests(account=call.name)] == ["task8"]


@pytest.mark.parametrize(
    ("shape", "body"),
    [
        ("errors", b'{"errors":[{"message":"resource not found"}]}'),
        ("error", b'{"error":"resource not found"}'),
        ("array", b'[{"message":"resource not found","field":null,"error_id":"simulated"}]'),
        ("empty", b""),
    ],
)
def test_errors_come_in_the_shape_that_is_set(call, shape, body):
    call.control.settings(call.name, error_body=shape)
    answer = call("GET", "/v3/sso/integrations/unknown")
    assert (answer.status_code, answer.content) == (404, body)
