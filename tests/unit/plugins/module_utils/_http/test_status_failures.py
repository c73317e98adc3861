# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""What an error response means: its code, SendGrid's own words, and a sentence that helps."""

from __future__ import annotations

import json

import pytest

from ansible_collections.community.sendgrid.plugins.module_utils._http.fields import Answer, Lost
from ansible_collections.community.sendgrid.plugins.module_utils._http.status_failures import (
    failure_of,
    lost_answer,
    needed_scope,
    said,
    tls_failure,
)

PAGE = b"<html><body><h1>502 Bad Gateway</h1></body></html>"
URL = "https://api.sendgrid.com"
FAILURE_KEYS = {"code", "status", "message", "field", "method", "path", "hint"}


def answer(status=400, body=b"", method="GET", path="/v3/teammates/ann%40example.com"):
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Answer(method, path, status, {}, content)


def errors(*messages, field=None):
    return {"errors": [{"message": message, "field": field} for message in messages]}


@pytest.mark.parametrize(
    ("status", "body", "code"),
    [
        pytest.param(400, errors("bad request"), "invalid", id="400 is invalid"),
        pytest.param(400, errors("username exists"), "conflict", id="400 that says username exists is a conflict"),
        pytest.param(400, errors("The username exists."), "conflict", id="however the message wraps it"),
        pytest.param(400, errors("certificate exists"), "invalid", id="400 that says something else exists is invalid"),
        pytest.param(401, errors("authorization required"), "unauthorized", id="401 is unauthorized"),
        pytest.param(403, errors("access forbidden"), "forbidden", id="403 is forbidden"),
        pytest.param(404, errors("username not found"), "not_found", id="404 is not found"),
        pytest.param(404, PAGE, "unexpected_response", id="404 from something else is unexpected"),
        pytest.param(400, b"", "invalid", id="400 without a body is invalid"),
        pytest.param(404, errors("username exists"), "not_found", id="404 is not found whatever it says"),
        pytest.param(409, errors("invalid scopes provided"), "conflict", id="409 about scopes is a conflict"),
        pytest.param(499, b"", "invalid", id="499 is invalid"),
        pytest.param(405, b"", "invalid", id="405 is invalid"),
        pytest.param(409, errors("taken"), "conflict", id="409 is a conflict"),
        pytest.param(422, b"", "invalid", id="422 is invalid"),
        pytest.param(429, errors("too many requests"), "rate_limited", id="429 is rate limited"),
        pytest.param(500, errors("internal server error"), "unavailable", id="500 is unavailable"),
        pytest.param(500, errors("invalid scopes provided"), "invalid", id="500 about scopes is invalid"),
        pytest.param(500, errors("Invalid scopes provided"), "invalid", id="500 about scopes in capitals too"),
        pytest.param(500, b"", "unavailable", id="500 without a body is unavailable"),
        pytest.param(502, PAGE, "unavailable", id="502 is unavailable"),
        pytest.param(503, PAGE, "unavailable", id="503 is unavailable"),
        pytest.param(504, PAGE, "unavailable", id="504 is unavailable"),
        pytest.param(300, b"", "unexpected_response", id="300 is unexpected"),
        pytest.param(399, b"", "unexpected_response", id="399 is unexpected"),
        pytest.param(301, b"", "unexpected_response", id="301 is unexpected"),
        pytest.param(302, PAGE, "unexpected_response", id="302 is unexpected"),
        pytest.param(304, b"", "unexpected_response", id="304 is unexpected"),
    ],
)
def test_status_and_message_tell_the_code(status, body, code):
    error = failure_of(answer(status, body))
    assert error.code == code
    assert error.status == status
    assert error.msg.endswith(".")
    assert "\n" not in error.msg


@pytest.mark.parametrize(
    ("body", "message", "field"),
    [
        pytest.param(errors("no", field="scopes"), "no", "scopes", id="the API's own shape"),
        pytest.param(errors("no"), "no", None, id="a field that is null"),
        pytest.param(errors("no", field=""), "no", None, id="a field that is empty"),
        pytest.param({"errors": [{"message": "no"}]}, "no", None, id="no field"),
        pytest.param(errors("no", "never"), "no; never", None, id="several messages"),
        pytest.param(
            {"errors": [{"message": "no"}, {"message": "never", "field": "email"}]},
            "no; never",
            "email",
            id="one field",
        ),
        pytest.param(
            {"errors": [{"message": "no", "field": "scopes"}, {"message": "never", "field": "email"}]},
            "no; never",
            "scopes",
            id="several fields, of which the first counts",
        ),
        pytest.param([{"message": "no", "field": "a", "error_id": "b"}], "no", "a", id="a bare list"),
        pytest.param({"error": "no"}, "no", None, id="a gateway's error"),
        pytest.param({"id": "7", "errors": [{"message": "no", "help": {"a": 1}}]}, "no", None, id="more keys"),
        pytest.param({"errors": []}, None, None, id="an empty list"),
        pytest.param({"errors": None}, None, None, id="null errors"),
        pytest.param({"errors": "no"}, None, None, id="errors that are text"),
        pytest.param({"errors": ["no", None, 3]}, None, None, id="errors of another type"),
        pytest.param({"errors": [{"message": 3, "field": 4}]}, None, None, id="a message that is no text"),
        pytest.param({"error": {"message": "no"}}, None, None, id="an error of another type"),
        pytest.param({}, None, None, id="an empty object"),
        pytest.param("no", None, None, id="bare text"),
        pytest.param(None, None, None, id="null"),
        pytest.param(b"", None, None, id="nothing"),
        pytest.param(PAGE, None, None, id="a page"),
        pytest.param(b"\xff\xfe\x00", None, None, id="bytes that are no text"),
        pytest.param(b"[" * 100_000, None, None, id="brackets without end"),
        pytest.param(b"\xef\xbb\xbf" + json.dumps(errors("no")).encode(), "no", None, id="a byte order mark"),
    ],
)
def test_error_bodies_of_every_shape_are_understood(body, message, field):
    assert said(answer(400, body)) == (message, field)
    error = failure_of(answer(400, body))
    assert (error.message, error.field) == (message, field)
    assert message is None or message in error.msg


def test_a_failure_has_all_keys_and_tells_the_call():
    failure = failure_of(answer(403, errors("access forbidden"), "PATCH")).failure()
    assert set(failure) == FAILURE_KEYS
    assert failure["method"] == "PATCH"
    assert failure["path"] == "/v3/teammates/ann%40example.com"
    assert failure["status"] == 403
    assert failure["message"] == "access forbidden"
    assert failure["hint"]


@pytest.mark.parametrize(
    ("method", "path", "scope"),
    [
        ("GET", "/v3/sso/integrations", "sso.settings.read"),
        ("POST", "/v3/sso/integrations", "sso.settings.create"),
        ("PATCH", "/v3/sso/integrations/1", "sso.settings.update"),
        ("DELETE", "/v3/sso/integrations/1", "sso.settings.delete"),
        ("GET", "/v3/sso/integrations/1/certificates", "sso.settings.read"),
        ("POST", "/v3/sso/certificates", "sso.settings.create"),
        ("DELETE", "/v3/sso/certificates/1", "sso.settings.delete"),
        ("POST", "/v3/sso/teammates", "sso.teammates.create"),
        ("PATCH", "/v3/sso/teammates/a", "sso.teammates.update"),
        ("GET", "/v3/teammates", "teammates.read"),
        ("GET", "/v3/teammates/a", "teammates.read"),
        ("GET", "/v3/teammates/a/subuser_access", "teammates.read"),
        ("GET", "/v3/teammates/pending", "teammates.read"),
        ("DELETE", "/v3/teammates/a", "teammates.delete"),
        ("DELETE", "/v3/teammates/pending/***", "teammates.delete"),
        ("GET", "/v3/subusers", "subusers.read"),
        ("GET", "/v3/scopes", None),
    ],
)
def test_a_403_names_the_scope_that_the_call_needs_and_the_other_causes(method, path, scope):
    assert needed_scope(method, path) == scope
    msg = failure_of(answer(403, errors("access forbidden"), method, path)).msg
    assert [word for word in (scope or "a scope", "IP", "plan", f"{method} {path}") if word not in msg] == []


@pytest.mark.parametrize(
    ("status", "words"),
    [
        pytest.param(401, ["API key"], id="401 blames the key"),
        pytest.param(429, ["rate_limit_wait"], id="429 names the option"),
        pytest.param(302, ["redirect", "302"], id="a redirect is called one"),
        pytest.param(300, ["redirect", "300"], id="so is the first of its kind"),
        pytest.param(399, ["redirect", "399"], id="and the last"),
        pytest.param(404, ["404", "did not come from SendGrid", "base_url"], id="404 without JSON is not SendGrid's"),
        pytest.param(503, ["503", "GET"], id="503 tells the status"),
        pytest.param(400, ["refused", "400", "GET"], id="400 is a refusal and tells the status"),
    ],
)
def test_the_sentence_says_what_it_is(status, words):
    msg = failure_of(answer(status)).msg
    assert [word for word in words if word not in msg] == []


def test_a_wrong_key_is_called_so_once_and_the_sentence_says_what_to_do():
    told = failure_of(answer(401, errors("The provided authorization grant is invalid, expired, or revoked"))).msg
    assert told == (
        "SendGrid does not accept the API key (The provided authorization grant is invalid, expired, or revoked): "
        "check api_key or SENDGRID_API_KEY, and that the key belongs to this base_url or region."
    )
    assert ", which is wrong, expired or revoked: check api_key or SENDGRID_API_KEY" in failure_of(answer(401)).msg


def test_an_answer_that_was_lost_is_unavailable():
    error = lost_answer("POST", "/v3/sso/teammates", Lost("no answer within 30 seconds"), URL)
    assert set(error.failure()) == FAILURE_KEYS
    assert (error.code, error.status, error.method, error.path) == ("unavailable", None, "POST", "/v3/sso/teammates")
    assert error.msg == (
        f"SendGrid could not be reached at {URL} for POST /v3/sso/teammates: no answer within 30 seconds."
    )
    tried = lost_answer("GET", "/v3/scopes", Lost("Connection refused", failures=6, seconds=14.4), URL).msg
    assert tried.endswith(": Connection refused (tried 6 times in 14 seconds).")


def test_a_tls_failure_says_so():
    error = tls_failure("GET", "/v3/scopes", "self-signed certificate", "Name it in ca_path.")
    assert (error.code, error.status, error.method, error.path) == ("tls", None, "GET", "/v3/scopes")
    assert "self-signed certificate" in error.msg
    assert "ca_path" in error.hint
