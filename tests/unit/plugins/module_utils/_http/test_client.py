# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""The client with a simulated SendGrid over real HTTP: retries, lost responses, paging, and where the key is sent."""

from __future__ import annotations

import io
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from http.client import RemoteDisconnected
from ipaddress import ip_address
from pathlib import Path

import pytest
import requests
import urllib3
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from unit.plugins.module_utils.builders import connection, fails

from ansible_collections.community.sendgrid.plugins.module_utils._core.errors import SendGridError
from ansible_collections.community.sendgrid.plugins.module_utils._core.workers import Fixed
from ansible_collections.community.sendgrid.plugins.module_utils._http.client import Client
from ansible_collections.community.sendgrid.plugins.module_utils._http.creation import create
from ansible_collections.community.sendgrid.plugins.module_utils._http.listing import MOST_BEGINNINGS, read_rows
from ansible_collections.community.sendgrid.plugins.module_utils._http.paths import path, secret_path
from ansible_collections.community.sendgrid.plugins.module_utils._http.rate_limits import Together
from simulator.thread import SimulatorThread

SCOPES = path("/v3/scopes")
TEAMMATES = path("/v3/teammates")
INTEGRATIONS = path("/v3/sso/integrations")
SSO_TEAMMATES = path("/v3/sso/teammates")
SSO_ANN = path("/v3/sso/teammates/{}", "ann@example.com")
ANN = {"email": "ann@example.com", "first_name": "Ann", "last_name": "Lee", "scopes": ["mail.send"]}
OKTA = {"name": "Okta", "enabled": False, "signin_url": "", "signout_url": "", "entity_id": ""}
CODES = {400: "invalid", 401: "unauthorized", 403: "forbidden", 500: "unavailable", 502: "unavailable"}
IN_7_SECONDS = {"X-RateLimit-Reset": "1800000007"}


def ann(username="ann@example.com"):
    return path("/v3/teammates/{}", username)


def look_for_okta(client):
    return next((row for row in client.listing(INTEGRATIONS) if row["name"] == "Okta"), None)


# Paths


@pytest.mark.parametrize(
    ("segment", "encoded"),
    [
        ("ann@example.com", "ann%40example.com"),
        ("ann+news@example.com", "ann%2Bnews%40example.com"),
        ("a/b?c#d e%f", "a%2Fb%3Fc%23d%20e%25f"),
        ("\u00e4nn", "%C3%A4nn"),
        ("{}", "%7B%7D"),
    ],
)
def test_segments_are_percent_encoded(segment, encoded):
    made = path("/v3/teammates/{}/subuser_access", segment)
    assert made.real == made.shown == f"/v3/teammates/{encoded}/subuser_access"


def test_a_secret_segment_is_not_shown():
    made = secret_path("/v3/teammates/pending/{}", "to/ken")
    assert (made.real, made.shown) == ("/v3/teammates/pending/to%2Fken", "/v3/teammates/pending/***")


@pytest.mark.parametrize("make", [path, secret_path])
@pytest.mark.parametrize(
    "segment",
    [
        pytest.param("", id="nothing"),
        pytest.param(".", id="the same place"),
        pytest.param("..", id="upwards"),
        pytest.param("\ud800", id="half a letter"),
    ],
)
def test_a_segment_that_would_lead_elsewhere_makes_no_path(make, segment):
    with fails("unexpected_response", "path"):
        make("/v3/teammates/{}", segment)


@pytest.mark.parametrize("segment", ["...", "a..b", "../..", "%2e%2e"])
def test_dots_are_no_harm_beside_something_else(segment):
    assert path("/v3/teammates/{}", segment).real.count("/") == 3


@pytest.mark.parametrize("username", ["ann+news@example.com", "a/b@example.com", "\u00e4nn@example.com", "a%40b@c.de"])
def test_every_username_arrives_as_it_is(world, username):
    account = world(teammates=[ANN | {"email": username}])
    assert account.client.get(ann(username))["username"] == username


# One request


def test_a_request_carries_the_key_and_says_who_asks(world):
    account = world(options={"on_behalf_of": "news"}, subusers=[{"username": "news"}])
    assert "scopes" in account.client.get(SCOPES)
    (request,) = account.requests
    assert request["on_behalf_of"] == "news"
    headers = {name.lower(): value for name, value in request["headers"].items()}
    assert headers["accept"] == "application/json"
    assert "sendgrid" in headers["user-agent"]


def test_nobody_is_named_without_on_behalf_of(world):
    account = world()
    account.client.get(SCOPES)
    assert account.requests[0]["on_behalf_of"] is None


def test_what_is_there_is_found_and_what_is_not_is_none(world):
    account = world(teammates=[ANN])
    assert account.client.find(ann())["first_name"] == "Ann"
    assert account.client.find(ann("bob@example.com")) is None
    with fails("not_found", status=404):
        account.client.get(ann("bob@example.com"))


@pytest.mark.parametrize("status", CODES)
def test_only_a_404_means_absent(world, status):
    account = world(options={"retries": 0}, teammates=[ANN])
    account.fault("GET", status=status)
    with fails(CODES[status], status=status):
        account.client.find(ann())


@pytest.mark.parametrize("body", ["<html>404 Not Found</html>", ""], ids=["a page", "nothing"])
def test_a_404_without_json_proves_nothing_by_itself(world, body):
    account = world(teammates=[ANN])
    account.fault("GET", status=404, body=body, times=None)
    with fails("unexpected_response", "/v3/teammates/ann%40example.com"):
        account.client.find(ann())
    with fails("unexpected_response"):
        account.client.find(ann(), is_absent=lambda: False)
    assert account.client.find(ann(), is_absent=lambda: True) is None


def test_null_does_not_mean_absent(world):
    account = world(teammates=[ANN])
    account.fault("GET", kind="body", body="null")
    with fails("unexpected_response", path="/v3/teammates/ann%40example.com"):
        account.client.find(ann(), is_absent=lambda: True)


@pytest.mark.parametrize("body", ["<html>404 Not Found</html>", ""], ids=["a page", "nothing"])
def test_a_gateways_404_removes_nothing(world, body):
    account = world(teammates=[ANN])
    account.fault("DELETE", status=404, body=body)
    with fails("unexpected_response", "base_url", status=404, method="DELETE"):
        account.client.delete(ann())


def test_an_update_and_a_removal(world):
    account = world(teammates=[ANN])
    account.client.patch(path("/v3/sso/teammates/{}", "ann@example.com"), {"first_name": "Anna"})
    assert account.state["teammates"]["ann@example.com"]["first_name"] == "Anna"
    account.client.delete(ann())
    assert account.state["teammates"] == {}


@pytest.mark.parametrize(
    ("write", "wrote"),
    [
        pytest.param(lambda client: client.get(SCOPES), False, id="a read"),
        pytest.param(lambda client: client.patch(SSO_ANN, ANN), True, id="an update"),
        pytest.param(lambda client: client.delete(ann()), True, id="a removal"),
        pytest.param(lambda client: client.delete(ann("nobody")), True, id="a removal of what has gone meanwhile"),
        pytest.param(lambda client: create(client, INTEGRATIONS, OKTA, lambda: None), True, id="a creation"),
        pytest.param(lambda client: client.patch(SSO_ANN, {"is_admin": "no"}), False, id="an update that is refused"),
        pytest.param(lambda client: create(client, INTEGRATIONS, {}, lambda: None), False, id="a refused creation"),
    ],
)
def test_the_journal_tells_whether_anything_was_written(world, write, wrote):
    account = world(teammates=[ANN])
    apart = account.client.apart()
    with suppress(SendGridError):
        write(apart)
    assert (apart.journal.changed, account.client.journal.changed) == (wrote, False)


@pytest.mark.parametrize(("found", "wrote"), [({"name": "Okta"}, True), (None, False)])
def test_a_creation_that_got_lost_was_written_if_it_is_found(world, found, wrote):
    account = world()
    account.fault("POST", kind="drop_before", times=None)
    client = account.client_with(retries=0)
    with suppress(SendGridError):
        create(client, INTEGRATIONS, OKTA, lambda: found)
    assert client.journal.changed is wrote


def test_what_is_not_there_is_removed(world):
    account = world()
    account.client.delete(ann())
    assert account.calls == ["DELETE /v3/teammates/ann@example.com"]


def test_a_removal_that_fails_is_a_failure(world):
    account = world(teammates=[ANN])
    account.fault("DELETE", status=403)
    with fails("forbidden", "teammates.delete", status=403, method="DELETE"):
        account.client.delete(ann())


def test_a_listing_is_a_bare_list(world):
    account = world(integrations=[{"name": "Okta"}])
    assert [row["name"] for row in account.client.listing(INTEGRATIONS)] == ["Okta"]
    with fails("unexpected_response", "/v3/teammates"):
        account.client.listing(TEAMMATES)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("method", ["GET", "POST", "PATCH", "DELETE"])
def test_redirects_are_not_followed(world, method, status):
    account = world()
    account.fault(method, status=status, headers={"Location": account.control.url + "/v3/scopes"})
    calls = {
        "GET": lambda: account.client.get(TEAMMATES),
        "POST": lambda: create(account.client, INTEGRATIONS, OKTA, lambda: None),
        "PATCH": lambda: account.client.patch(ann(), {}),
        "DELETE": lambda: account.client.delete(ann()),
    }
    with fails("unexpected_response", "redirect", status=status):
        calls[method]()
    assert len(account.requests) == 1


def test_an_answer_that_is_no_json_is_unexpected(world):
    account = world()
    account.fault("GET", kind="malformed")
    with fails("unexpected_response", "/v3/teammates", method="GET", path="/v3/teammates"):
        account.client.get(TEAMMATES)


# Retries


@pytest.mark.parametrize(
    "rule",
    [
        pytest.param({"status": 502}, id="502"),
        pytest.param({"status": 503}, id="503"),
        pytest.param({"status": 504}, id="504"),
        pytest.param({"kind": "drop_before"}, id="a connection dropped before the work"),
        pytest.param({"kind": "drop_after"}, id="a connection dropped after the work"),
        pytest.param({"kind": "truncate"}, id="an answer cut short"),
    ],
)
def test_what_may_safely_be_sent_again_is(world, rule):
    account = world(teammates=[ANN])
    account.fault(times=2, **rule)
    assert account.client.get(ann())["first_name"] == "Ann"
    assert len(account.requests) == 3
    account.fault("PATCH", times=2, **rule)
    account.client.patch(path("/v3/sso/teammates/{}", "ann@example.com"), {"first_name": "Anna"})
    assert len(account.requests) == 6
    account.fault("DELETE", times=2, **rule)
    account.client.delete(ann())
    assert account.state["teammates"] == {}
    assert len(account.requests) == 9
    assert len(account.slept) == 6
    assert all(0 < wait < 60 for wait in account.slept)


@pytest.mark.parametrize(
    ("announced", "lost"),
    [
        pytest.param("12", False, id="as many bytes as announced"),
        pytest.param("13", True, id="one byte less"),
        pytest.param("", False, id="no bytes announced"),
        pytest.param("12, 12", False, id="an announcement that is no number"),
        pytest.param("\u00b2", False, id="an announcement in a digit that int() does not read"),
    ],
)
def test_an_answer_cut_short_is_noticed_whatever_the_library_does(monkeypatch, announced, lost):
    answer = urllib3.HTTPResponse(
        io.BytesIO(b'{"scopes":1}'),
        {"Content-Length": announced},
        200,
        preload_content=False,
        enforce_content_length=False,
    )
    monkeypatch.setattr(requests.adapters.HTTPAdapter, "send", lambda *args, **kwargs: answer)
    client = Client(connection(retries=0))
    if lost:
        with fails("unavailable", "cut short"):
            client.get(SCOPES)
    else:
        assert client.get(SCOPES) == {"scopes": 1}


@pytest.mark.parametrize("retries", [0, 2])
@pytest.mark.parametrize(
    ("rule", "status", "words"),
    [
        pytest.param({"status": 503}, 503, ["503"], id="503"),
        pytest.param({"kind": "drop_before"}, None, ["closed"], id="a dropped connection"),
        pytest.param({"kind": "truncate"}, None, ["cut short"], id="an answer cut short"),
    ],
)
def test_tries_end_with_the_retries(world, rule, status, words, retries):
    account = world(options={"retries": retries})
    account.fault(times=None, **rule)
    with fails("unavailable", *words, status=status, method="GET", path="/v3/teammates"):
        account.client.get(TEAMMATES)
    assert len(account.requests) == retries + 1
    assert len(account.slept) == retries


def test_a_500_is_read_once_more(world):
    account = world(teammates=[ANN])
    account.fault(status=500)
    assert account.client.get(ann())
    account.fault(status=500, times=2)
    with fails("unavailable", status=500):
        account.client.get(ann())
    assert len(account.requests) == 4


@pytest.mark.parametrize("method", ["POST", "PATCH", "DELETE"])
def test_a_500_on_a_write_is_final(world, method):
    account = world(teammates=[ANN])
    account.fault(method, status=500, times=None)
    calls = {
        "POST": lambda: create(account.client, INTEGRATIONS, OKTA, lambda: pytest.fail("nothing was lost")),
        "PATCH": lambda: account.client.patch(ann(), {}),
        "DELETE": lambda: account.client.delete(ann()),
    }
    with fails("unavailable", status=500, method=method):
        calls[method]()
    assert len(account.requests) == 1


def test_no_answer_in_time_is_a_lost_one(world):
    account = world(options={"timeout": 0.05, "retries": 1})
    account.fault(delay=0.2, times=2)
    with fails("unavailable", "0.05 seconds", status=None):
        account.client.get(TEAMMATES)
    assert len(account.slept) == 1


def test_nobody_listening_is_unavailable(world):
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{unused.getsockname()[1]}"
    account = world(options={"retries": 2})
    with fails("unavailable", "refused", status=None):
        account.client_with(base_url=url).get(SCOPES)
    assert len(account.slept) == 2


@pytest.mark.parametrize(
    ("error", "words"),
    [
        pytest.param(("aborted", ConnectionResetError(104, "Connection reset by peer")), "reset by peer", id="a reset"),
        pytest.param(("aborted", RemoteDisconnected("nothing")), "without an answer", id="nobody there any more"),
        pytest.param(("aborted", KeyError("SG.id.secret")), "the connection failed (KeyError)", id="something odd"),
    ],
)
def test_the_innermost_reason_is_told_however_it_is_wrapped(monkeypatch, error, words):
    def fail(*args, **kwargs):
        raise requests.exceptions.ConnectionError(urllib3.exceptions.ProtocolError(*error))

    monkeypatch.setattr(requests.adapters.HTTPAdapter, "send", fail)
    with fails("unavailable", words) as caught:
        Client(connection(retries=0)).get(SCOPES)
    assert "SG." not in caught.value.msg


# Rate limits


@pytest.mark.parametrize("method", ["GET", "POST", "PATCH", "DELETE"])
@pytest.mark.parametrize(
    ("headers", "shortest", "longest"),
    [
        pytest.param(IN_7_SECONDS, 7, 7, id="with a reset"),
        pytest.param({"x-ratelimit-reset": "1800000007"}, 7, 7, id="with a reset in small letters"),
        pytest.param({"Retry-After": "3"}, 3, 3, id="with Retry-After"),
        pytest.param({}, 0.01, 60, id="without headers"),
    ],
)
def test_a_rate_limit_is_waited_for_on_every_verb(world, method, headers, shortest, longest):
    account = world(options={"retries": 0}, teammates=[ANN])
    account.fault(method, status=429, headers=headers)
    if method == "GET":
        account.client.get(ann())
    elif method == "POST":
        create(account.client, INTEGRATIONS, OKTA, lambda: pytest.fail("nothing was lost"))
    elif method == "PATCH":
        account.client.patch(path("/v3/sso/teammates/{}", "ann@example.com"), {"first_name": "Anna"})
    else:
        account.client.delete(ann())
    assert len(account.requests) == 2
    (wait,) = account.slept
    assert shortest <= wait <= longest


def test_a_rate_limit_beyond_the_allowance_fails_at_once(world):
    account = world(options={"rate_limit_wait": 6})
    account.fault(status=429, headers=IN_7_SECONDS, times=None)
    with fails("rate_limited", "rate_limit_wait", status=429):
        account.client.get(TEAMMATES)
    assert len(account.requests) == 1
    assert account.slept == []


def test_waits_that_together_fit_into_the_allowance_are_waited_for(world):
    account = world(options={"rate_limit_wait": 2})
    account.fault(status=429, headers={"Retry-After": "1"}, times=2)
    assert account.client.get(SCOPES)["scopes"]
    assert account.slept == [1, 1]


def test_all_waits_of_one_request_share_the_allowance(world):
    account = world(options={"rate_limit_wait": 20})
    account.fault(status=429, headers=IN_7_SECONDS, times=None)
    with fails("rate_limited"):
        account.client.get(TEAMMATES)
    assert len(account.requests) == 3
    assert sum(account.slept) <= 20


# Creations, which are never blindly repeated


def test_a_creation_gives_the_answer(world):
    account = world()
    answer = create(account.client, INTEGRATIONS, OKTA, lambda: pytest.fail("nothing was lost"))
    assert answer.status == 200
    assert b"Okta" in answer.content
    assert len(account.requests) == 1


@pytest.mark.parametrize(
    "rule",
    [
        pytest.param({"kind": "drop_after"}, id="the connection dropped"),
        pytest.param({"kind": "truncate"}, id="the answer was cut short"),
        pytest.param({"kind": "status_after", "status": 502}, id="502"),
        pytest.param({"kind": "status_after", "status": 503}, id="503"),
        pytest.param({"kind": "status_after", "status": 504}, id="504"),
    ],
)
@pytest.mark.parametrize("retries", [0, 5])
def test_a_creation_that_worked_and_was_lost_is_found_and_not_sent_again(world, rule, retries):
    account = world(options={"retries": retries})
    account.fault("POST", **rule)
    found = create(account.client, INTEGRATIONS, OKTA, lambda: look_for_okta(account.client))
    assert found["name"] == "Okta"
    assert account.calls == ["POST /v3/sso/integrations", "GET /v3/sso/integrations"]
    assert len(account.state["integrations"]) == 1


@pytest.mark.parametrize("rule", [{"kind": "drop_before"}, {"status": 502}, {"status": 503}, {"status": 504}], ids=str)
def test_a_creation_that_was_lost_before_it_worked_is_sent_again(world, rule):
    account = world()
    account.fault("POST", **rule)
    answer = create(account.client, INTEGRATIONS, OKTA, lambda: look_for_okta(account.client))
    assert answer.status == 200
    assert [call.split()[0] for call in account.calls] == ["POST", "GET", "POST"]
    assert len(account.state["integrations"]) == 1
    assert len(account.slept) == 1


@pytest.mark.parametrize("retries", [0, 2])
@pytest.mark.parametrize(("rule", "status"), [({"kind": "drop_before"}, None), ({"status": 503}, 503)], ids=str)
def test_a_creation_that_is_always_lost_fails_after_a_last_look(world, rule, status, retries):
    account = world(options={"retries": retries})
    account.fault("POST", times=None, **rule)
    with fails("unavailable", status=status, method="POST", path="/v3/sso/integrations"):
        create(account.client, INTEGRATIONS, OKTA, lambda: look_for_okta(account.client))
    assert [call.split()[0] for call in account.calls] == ["POST", "GET"] * (retries + 1)


def test_a_look_that_fails_is_no_permission_to_send_again(world):
    account = world()
    account.fault("POST", kind="drop_after")
    account.fault("GET", status=403)
    with fails("forbidden", method="GET"):
        create(account.client, INTEGRATIONS, OKTA, lambda: look_for_okta(account.client))
    assert [call.split()[0] for call in account.calls] == ["POST", "GET"]


@pytest.mark.parametrize(("status", "code"), [(400, "invalid"), (403, "forbidden"), (409, "conflict")])
def test_a_creation_that_is_refused_is_not_looked_for(world, status, code):
    account = world()
    account.fault("POST", status=status)
    with fails(code, status=status):
        create(account.client, INTEGRATIONS, OKTA, lambda: pytest.fail("nothing was lost"))
    assert len(account.requests) == 1


# Pages


def people(count):
    return [ANN | {"email": f"person{number}@example.com"} for number in range(count)]


@pytest.mark.parametrize(
    ("settings", "offsets"),
    [
        pytest.param({}, ["0", "7"], id="one page, and one with its last row alone, which proves it complete"),
        pytest.param({"teammates_page_max": 3}, ["0", "2", "4", "6", "7"], id="pages shorter than asked for"),
        pytest.param({"teammates_page_max": 8}, ["0", "7"], id="a page that is full"),
        pytest.param({"teammates_page_max": 2}, [str(offset) for offset in range(8)], id="pages of two"),
        pytest.param(
            {"teammates_page_max": 1},
            [str(offset) for offset in (*range(9), *reversed(range(8)))],
            id="pages of one cannot overlap, and are read once more",
        ),
    ],
)
def test_each_page_begins_with_the_last_row_of_the_page_before(world, settings, offsets):
    account = world(teammates=people(7), settings=settings)
    rows = [row["username"] for row in read_rows(account.client, TEAMMATES, "result", ["username"])]
    assert len(rows) == len(set(rows)) == 8
    assert [request["query"]["offset"] for request in account.requests] == offsets
    assert {request["query"]["limit"] for request in account.requests} == {"500"}


def test_a_listing_whose_key_has_an_s_as_in_twilios_examples(world):
    account = world()
    account.fault("GET", kind="body", body={"results": [{"username": "ann"}]})
    rows = read_rows(account.client, TEAMMATES, "result", ["username"], lambda rows: True)
    assert rows == [{"username": "ann"}]


def test_a_listing_that_is_the_list_itself(world):
    account = world(subusers=[{"username": "news"}, {"username": "shop"}])
    rows = read_rows(account.client, path("/v3/subusers"), None, ["id"])
    assert [row["username"] for row in rows] == ["news", "shop"]


def listed_from(pages):
    """The result of a listing whose rows a function of (offset, number of the request) returns."""
    client, asked = Client(connection()), []

    def get(_where, params):
        asked.append(params["offset"])
        assert len(asked) < 100
        return [{"id": one} for one in pages(params["offset"], len(asked))]

    client.get = get
    return {row["id"] for row in read_rows(client, path("/v3/subusers"), None, ["id"])}


@pytest.mark.parametrize("size", [1, 2, 3, 4, 7, 500])
@pytest.mark.parametrize("after", range(1, 18))
@pytest.mark.parametrize(
    ("gone", "there_then"),
    [
        pytest.param("a", "bcdefg", id="somebody goes"),
        pytest.param("g", "abcdef", id="the last one goes"),
        pytest.param("ad", "bcefgx", id="two go, one comes"),
        pytest.param("", "abcdefgxy", id="two come last"),
        pytest.param("", "xabcdefg", id="somebody comes first"),
        pytest.param("b", "xacdefg", id="one goes, one comes first"),
        pytest.param("", "gabcdef", id="the order changes"),
        pytest.param("", "dbcaefg", id="two change places"),
    ],
)
def test_nobody_is_missed_while_others_come_and_go(size, after, gone, there_then):
    def pages(offset, number):
        return ("abcdefg" if number <= after else there_then)[offset : offset + size]

    # People who leave in the meantime may be listed or not.
    assert set("abcdefg") - listed_from(pages) <= set(gone)


@pytest.mark.parametrize("rows", ["aba", "abca", "aa", "abc", "ab"])
def test_a_server_that_does_not_heed_the_offset_is_unexpected(rows):
    with fails("unexpected_response", "/v3/subusers does not advance"):
        listed_from(lambda offset, number: rows)


@pytest.mark.parametrize(
    "body",
    [
        pytest.param({"result": [{"username": "ann"}, {"username": "bob"}]}, id="the same rows again and again"),
        pytest.param({"result": [{"email": "ann@example.com"}] * 2}, id="rows that cannot be told apart"),
    ],
)
def test_a_listing_that_does_not_advance_is_unexpected(world, body):
    account = world()
    account.fault("GET", kind="body", body=body, times=None)
    with fails("unexpected_response", "/v3/teammates", path="/v3/teammates"):
        read_rows(account.client, TEAMMATES, "result", ["username"])
    assert len(account.requests) <= 2 * MOST_BEGINNINGS


def test_an_account_that_holds_the_owner_alone(world):
    account = world()
    assert len(read_rows(account.client, TEAMMATES, "result", ["username"])) == 1
    assert [request["query"]["offset"] for request in account.requests] == ["0", "1"]


@pytest.mark.parametrize("page", [2, 3, 4])
@pytest.mark.parametrize(
    ("edit", "there"),
    [
        pytest.param({"remove": "person6@example.com"}, 7, id="somebody goes"),
        pytest.param({"add": ANN | {"email": "first@example.com"}}, 9, id="somebody comes"),
    ],
)
def test_a_listing_that_moves_between_two_pages_is_begun_again(world, page, edit, there):
    account = world(teammates=people(7), settings={"teammates_page_max": page, "listing_order": "reversed"})
    account.edit_after("GET", "/v3/teammates", after=2, **edit)
    assert len(read_rows(account.client, TEAMMATES, "result", ["username"])) == there
    assert [request["query"]["offset"] for request in account.requests].count("0") == 2


def test_a_listing_that_never_rests_proves_nothing(world):
    account = world(teammates=people(7), settings={"teammates_page_max": 4})
    for number in range(7):
        # Each rule starts to count when the previous one is used up, so each reading meets one edit.
        account.edit_after("GET", "/v3/teammates", after=number + 1, remove=f"person{number}@example.com")
    with fails("unexpected_response", "changed each of the 5 times", path="/v3/teammates"):
        read_rows(account.client, TEAMMATES, "result", ["username"])


@pytest.mark.parametrize("body", [[], {}, {"result": None}, {"result": {}}, {"result": [1]}, "ann"], ids=repr)
def test_a_listing_of_another_shape_is_unexpected(world, body):
    account = world()
    account.fault("GET", kind="body", status=200, body=body)
    with fails("unexpected_response", "/v3/teammates"):
        read_rows(account.client, TEAMMATES, "result", ["username"])


def test_a_page_that_fails_is_no_end(world):
    account = world(teammates=people(5), settings={"teammates_page_max": 3})
    account.fault("GET", status=403, after=1)
    with fails("forbidden"):
        read_rows(account.client, TEAMMATES, "result", ["username"])


# Secrets


def test_a_key_that_an_answer_repeats_is_masked(world):
    account = world()
    account.fault(status=400, body={"errors": [{"message": f"no key {account.key}", "field": account.key}]})
    with fails("invalid") as caught:
        account.client.get(TEAMMATES)
    assert account.key not in caught.value.msg + str(caught.value.failure()) + repr(caught.value)
    assert caught.value.message == "no key ***"


@pytest.mark.parametrize("token", ["t0ken", "t0/ken+"])
def test_a_token_that_an_answer_repeats_is_masked(world, token):
    account = world()
    where = secret_path("/v3/teammates/pending/{}", token)
    message = f"invalid pending key {token} at {where.real}"
    account.fault("DELETE", status=400, body={"errors": [{"message": message, "field": token}]})
    with fails("invalid", path="/v3/teammates/pending/***") as caught:
        account.client.delete(where)
    assert token not in caught.value.msg + str(caught.value.failure())
    assert where.real not in caught.value.msg + str(caught.value.failure())


@pytest.mark.parametrize("rule", [{"kind": "drop_before"}, {"status": 503}, {"status": 302}], ids=str)
def test_a_token_is_masked_whatever_goes_wrong(world, rule):
    account = world(options={"retries": 0})
    account.fault("DELETE", **rule)
    with pytest.raises(SendGridError) as caught:
        account.client.delete(secret_path("/v3/teammates/pending/{}", "t0ken"))
    assert "t0ken" not in caught.value.msg + str(caught.value.failure())


# The environment


def test_a_netrc_does_not_replace_the_key(world, monkeypatch, tmp_path):
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login somebody password else\n", encoding="ascii")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    account = world()
    assert account.client.get(SCOPES)["scopes"]


@pytest.mark.parametrize("name", ["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"])
def test_plain_http_uses_no_proxy(world, monkeypatch, name):
    monkeypatch.setenv(name, "http://127.0.0.1:9")
    account = world(options={"retries": 0})
    assert account.client.get(SCOPES)["scopes"]


@pytest.fixture(scope="module")
def authority(tmp_path_factory) -> Path:
    """A file with a self-signed certificate for 127.0.0.1 and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "simulator")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    encoding, no_password = serialization.Encoding.PEM, serialization.NoEncryption()
    file = tmp_path_factory.mktemp("tls") / "authority.pem"
    file.write_bytes(
        made.public_bytes(encoding) + key.private_bytes(encoding, serialization.PrivateFormat.PKCS8, no_password)
    )
    return file


@pytest.fixture(scope="module")
def tls(authority) -> Iterator[SimulatorThread]:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(authority)
    with SimulatorThread(ssl_context=context) as running:
        yield running


def no_more_tries(seconds: float) -> None:
    pytest.fail("a TLS failure is final")


def tls_client(tls: SimulatorThread, **options) -> Client:
    return Client(connection(**{"api_key": "SG.demo", "base_url": tls.url} | options), sleep=no_more_tries)


def test_a_certificate_authority_of_ones_own(tls, authority):
    assert tls_client(tls, ca_path=str(authority)).get(SCOPES)["scopes"]


def test_a_server_that_nobody_vouches_for_is_not_trusted_and_not_tried_again(tls):
    with fails("tls", "certificate", method="GET", path="/v3/scopes", status=None) as caught:
        tls_client(tls).get(SCOPES)
    assert "ca_path" in caught.value.hint


def test_verification_can_be_switched_off_without_a_word(tls, recwarn):
    assert tls_client(tls, validate_certs=False).get(SCOPES)["scopes"]
    assert not recwarn.list


def test_a_ca_path_that_is_no_bundle_is_a_tls_failure(tls, tmp_path):
    bundle = tmp_path / "bundle.pem"
    bundle.write_text("nothing", encoding="ascii")
    with fails("tls"):
        tls_client(tls, ca_path=str(bundle)).get(SCOPES)


def test_a_ca_path_that_has_gone_is_a_tls_failure(tls, tmp_path):
    bundle = tmp_path / "bundle.pem"
    bundle.touch()
    client = tls_client(tls, ca_path=str(bundle))
    bundle.unlink()
    with fails("tls", method="GET", path="/v3/scopes"):
        client.get(SCOPES)


@pytest.mark.parametrize("name", ["REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"])
def test_the_options_win_over_a_bundle_in_the_environment(tls, authority, monkeypatch, name):
    monkeypatch.setenv(name, str(authority))
    with fails("tls"):
        tls_client(tls).get(SCOPES)
    monkeypatch.setenv(name, "/nowhere/bundle.pem")
    assert tls_client(tls, ca_path=str(authority)).get(SCOPES)["scopes"]
    assert tls_client(tls, validate_certs=False).get(SCOPES)["scopes"]


def test_tls_where_there_is_none_is_a_tls_failure(simulator):
    with fails("tls"):
        tls_client(simulator, base_url=simulator.url.replace("http:", "https:")).get(SCOPES)


@pytest.fixture
def says() -> bytes:
    """The proxy's response before it closes the connection."""
    return b""


@pytest.fixture
def proxy(says) -> Iterator[tuple[str, list[bytes]]]:
    """A proxy that records the first request, and closes the connection."""
    heard: list[bytes] = []
    listener = socket.create_server(("127.0.0.1", 0))

    def serve():
        while True:
            try:
                caller = listener.accept()[0]
            except OSError:
                return
            with caller:
                heard.append(caller.recv(65536))
                caller.sendall(says)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{listener.getsockname()[1]}", heard
    listener.shutdown(socket.SHUT_RDWR)
    listener.close()
    thread.join(5)


@pytest.mark.parametrize("scheme", ["https", "HTTPS"])
@pytest.mark.parametrize("name", ["https_proxy", "HTTPS_PROXY", "all_proxy"])
def test_https_uses_the_proxy_of_the_environment_and_does_not_show_it_the_key(proxy, monkeypatch, name, scheme):
    url, heard = proxy
    monkeypatch.setenv(name, url)
    client = Client(connection(base_url=scheme + "://sendgrid.test", retries=0))
    with fails("unavailable"):
        client.get(SCOPES)
    (request,) = heard
    assert request.startswith(b"CONNECT sendgrid.test:443 ")
    assert b"SG." not in request
    assert b"authorization" not in request.lower()


@pytest.mark.parametrize(
    ("says", "words"),
    [
        (b"HTTP/1.1 407 Proxy Authentication Required\r\n\r\n", "407"),
        (b"HTTP/1.1 403 Forbidden\r\n\r\n", "403 Forbidden"),
    ],
    ids=["it wants a password", "it forbids"],
)
def test_what_a_proxy_says_that_refuses_is_told(proxy, monkeypatch, words):
    monkeypatch.setenv("https_proxy", proxy[0])
    with fails("unavailable", words, status=None):
        Client(connection(base_url="https://sendgrid.test", retries=0)).get(SCOPES)


def test_no_proxy_is_heeded(tls, authority, proxy, monkeypatch):
    url, heard = proxy
    monkeypatch.setenv("https_proxy", url)
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    assert tls_client(tls, ca_path=str(authority)).get(SCOPES)["scopes"]
    assert heard == []


# Many workers


@pytest.mark.parametrize("workers", [1, 8])
def test_an_endpoint_of_which_nothing_remains_is_left_alone(world, workers):
    account = world(teammates=people(2))
    account.fault("GET", kind="status", status=200, body={}, headers=IN_7_SECONDS | {"X-RateLimit-Remaining": "0"})
    now = [1_800_000_000.0]

    def sleep(seconds):
        account.slept.append(seconds)
        now[0] += seconds

    client = Client(account.client.connection, Fixed(workers), Together, sleep=sleep, clock=lambda: now[0])
    client.get(ann("person0@example.com"))
    client.get(SCOPES)
    assert account.slept == []
    client.get(ann("person1@example.com"))
    assert account.slept == [7]
    client.close()


def test_many_workers_share_one_client(world):
    account = world(teammates=people(20))
    client = Client(account.client.connection, Fixed(8), Together)
    names = [f"person{number}@example.com" for number in range(20)]
    found = {}

    def read(name):
        found[name] = client.get(ann(name))["username"]

    threads = [threading.Thread(target=read, args=(name,)) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    client.close()
    assert found == {name: name for name in names}
