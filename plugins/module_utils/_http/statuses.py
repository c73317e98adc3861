# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""What an answer that is no success means: status and body in, SendGridError out."""

from __future__ import annotations

from typing import Any, Optional, Tuple

from .._core.errors import (
    CONFLICT,
    FORBIDDEN,
    INVALID,
    NOT_FOUND,
    RATE_LIMITED,
    TLS,
    UNAUTHORIZED,
    UNAVAILABLE,
    UNEXPECTED_RESPONSE,
    SendGridError,
)
from .fields import Answer, is_json, parsed

VERBS = {"GET": "read", "POST": "create", "PATCH": "update", "DELETE": "delete"}

# Seen with status 500 for a subuser entry whose scopes SendGrid does not accept: a verdict, not an outage.
INVALID_SCOPES = "invalid scopes provided"
UNASSIGNABLE_SCOPES = "invalid or unassignable scopes were given"
USERNAME_EXISTS = "username exists"

_NOT_REACHED = "SendGrid could not be reached for {1} {2}: {3}."
_PROXY_NOT_REACHED = "The proxy {0} could not be reached for {1} {2}: {3}."
_PROXY_HINT = "Check the environment variables HTTPS_PROXY, ALL_PROXY and NO_PROXY where the module runs."

_CODES = {401: UNAUTHORIZED, 403: FORBIDDEN, 404: NOT_FOUND, 409: CONFLICT, 429: RATE_LIMITED}


def failure_of(answer: Answer) -> SendGridError:
    """The error that an answer outside 2xx stands for."""
    message, field = said(answer)
    code = _code(answer, message)
    return SendGridError(
        code,
        _sentence(code, answer, message),
        status=answer.status,
        message=message,
        field=field,
        method=answer.method,
        path=answer.path,
        hint=_hint(code),
    )


def lost_answer(method: str, path: str, reason: str, proxy: str = "") -> SendGridError:
    """The error for a request that got no answer; ``proxy`` is one that was not reached."""
    sentence = _PROXY_NOT_REACHED if proxy else _NOT_REACHED
    return SendGridError(
        UNAVAILABLE,
        sentence.format(proxy, method, path, reason),
        method=method,
        path=path,
        hint=_PROXY_HINT if proxy else "Check base_url, the network and any proxy, then run the task again.",
    )


def proxy_failure(method: str, path: str, reason: str, proxy: str) -> SendGridError:
    """The error for a proxy that cannot be used as it is."""
    return SendGridError(
        UNAVAILABLE,
        "The proxy {0} cannot be used for {1} {2}: {3}.".format(proxy, method, path, reason),
        method=method,
        path=path,
        hint="If it wants a user name and a password, put them into its URL. " + _PROXY_HINT,
    )


def tls_failure(method: str, path: str, reason: str, hint: str) -> SendGridError:
    """The error for a server whose certificate or TLS is not to be trusted."""
    return SendGridError(
        TLS,
        "The TLS connection for {0} {1} failed: {2}.".format(method, path, reason),
        method=method,
        path=path,
        hint=hint,
    )


def said(answer: Answer) -> Tuple[Optional[str], Optional[str]]:
    """SendGrid's own (message, field), whatever shape of error body it used; (None, None) where it said nothing.

    ``{"errors": [{"message", "field"}]}`` is what the API answers, a bare list of such objects what the
    published specification declares, ``{"error": "..."}`` what some gateways send.
    """
    try:
        body = parsed(answer)
    except SendGridError:
        return None, None
    if isinstance(body, dict):
        if isinstance(body.get("error"), str):
            return body["error"], None
        body = body.get("errors")
    entries = [entry for entry in body if isinstance(entry, dict)] if isinstance(body, list) else []
    messages = [entry["message"] for entry in entries if isinstance(entry.get("message"), str)]
    fields = [entry["field"] for entry in entries if isinstance(entry.get("field"), str) and entry["field"]]
    return ("; ".join(messages) or None), (fields[0] if fields else None)


def needed_scope(method: str, path: str) -> Optional[str]:
    """The scope that a call needs (Twilio's pages "Teammate Permissions" and "API Key Permissions")."""
    verb = VERBS.get(method, "read")
    if path.startswith("/v3/sso/teammates"):
        return "sso.teammates." + verb
    for prefix, group in (("/v3/sso/", "sso.settings"), ("/v3/teammates", "teammates"), ("/v3/subusers", "subusers")):
        if path.startswith(prefix):
            return "{0}.{1}".format(group, verb)
    return None


def _code(answer: Answer, message: Optional[str]) -> str:
    status, lowered = answer.status, (message or "").lower()
    if status >= 500:
        return INVALID if INVALID_SCOPES in lowered else UNAVAILABLE
    if status == 400 and USERNAME_EXISTS in lowered:
        return CONFLICT
    if status == 404 and not is_json(answer):
        return UNEXPECTED_RESPONSE
    if status >= 400:
        return _CODES.get(status, INVALID)
    return UNEXPECTED_RESPONSE


def _sentence(code: str, answer: Answer, message: Optional[str]) -> str:
    call = "{0} {1}".format(answer.method, answer.path)
    words = " ({0})".format(message) if message else ""
    if code == UNAUTHORIZED:
        return "SendGrid does not accept the API key{0}: it is wrong, expired or revoked.".format(words)
    if code == FORBIDDEN:
        return _forbidden(call, needed_scope(answer.method, answer.path), words)
    if code == RATE_LIMITED:
        return "SendGrid's rate limit for {0} does not end within rate_limit_wait.".format(call)
    if code == UNAVAILABLE:
        return "SendGrid answered {0} to {1}{2}.".format(answer.status, call, words)
    if 300 <= answer.status < 400:
        return "SendGrid redirected {0} ({1}), and redirects are not followed with an API key.".format(
            call, answer.status
        )
    if code == UNEXPECTED_RESPONSE:
        return "The {0} for {1} did not come from SendGrid itself: check base_url.".format(answer.status, call)
    return "SendGrid refused {0} with status {1}{2}.".format(call, answer.status, words)


def _forbidden(call: str, scope: Optional[str], words: str) -> str:
    lacking = "the API key may lack the scope {0}".format(scope) if scope else "the API key may lack a scope"
    return (
        "SendGrid forbids {0}{1}: {2}, your address may be missing from the account's IP allow-list, "
        "or the plan may be one without SSO.".format(call, words, lacking)
    )


def _hint(code: str) -> Optional[str]:
    hints: Any = {
        UNAUTHORIZED: "Check api_key or SENDGRID_API_KEY, and that it belongs to this base_url or region.",
        FORBIDDEN: "A key that was widened later may stay forbidden on SSO calls: create a new one with the scope.",
        RATE_LIMITED: "Raise rate_limit_wait, or run the task again later.",
        UNAVAILABLE: "Run the task again later: it goes on from what it finds.",
        UNEXPECTED_RESPONSE: "Check base_url: it must be the API itself.",
    }
    return hints.get(code)
