# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""What an error response means: status and body in, SendGridError out."""

from __future__ import annotations

from typing import Any

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
from .fields import Answer, Lost, is_json, parsed

VERBS = {"GET": "read", "POST": "create", "PATCH": "update", "DELETE": "delete"}

# Seen with status 500 for a subuser entry whose scopes SendGrid does not accept: a rejection, not an outage.
INVALID_SCOPES = "invalid scopes provided"
UNASSIGNABLE_SCOPES = "invalid or unassignable scopes were given"
USERNAME_EXISTS = "username exists"

_NOT_REACHED = "SendGrid could not be reached at {0} for {1} {2}: {3}."
_PROXY_NOT_REACHED = "The proxy {0} could not be reached for {1} {2}: {3}."
_SERVER_HINT = "Check base_url or SENDGRID_BASE_URL, the network and any proxy. Then run the task again."
_PROXY_HINT = "Check the environment variables HTTPS_PROXY, ALL_PROXY and NO_PROXY where the module runs."

_CODES = {401: UNAUTHORIZED, 403: FORBIDDEN, 404: NOT_FOUND, 409: CONFLICT, 429: RATE_LIMITED}


def failure_of(answer: Answer) -> SendGridError:
    """The error for a response outside 2xx."""
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


def lost_answer(method: str, path: str, lost: Lost, base_url: str) -> SendGridError:
    """The error for a request without a response, after all its tries."""
    sentence, reason = (_PROXY_NOT_REACHED if lost.proxy else _NOT_REACHED), lost.reason
    if lost.failures > 1:
        reason += f" (tried {lost.failures} times in {lost.seconds:.0f} seconds)"
    return SendGridError(
        UNAVAILABLE,
        sentence.format(lost.proxy or base_url, method, path, reason),
        method=method,
        path=path,
        hint=_PROXY_HINT if lost.proxy else _SERVER_HINT,
        tried=lost.tried,
    )


def proxy_failure(method: str, path: str, reason: str, proxy: str) -> SendGridError:
    """The error for a proxy that cannot be used as configured."""
    return SendGridError(
        UNAVAILABLE,
        f"The proxy {proxy} cannot be used for {method} {path}: {reason}.",
        method=method,
        path=path,
        hint="If it wants a user name and a password, put them into its URL. " + _PROXY_HINT,
    )


def tls_failure(method: str, path: str, reason: str, hint: str) -> SendGridError:
    """The error for a TLS connection that failed, for example because of an untrusted certificate."""
    return SendGridError(
        TLS,
        f"The TLS connection for {method} {path} failed: {reason}.",
        method=method,
        path=path,
        hint=hint,
    )


def said(answer: Answer) -> tuple[str | None, str | None]:
    """SendGrid's own (message, field), for every form of error body; (None, None) if it has neither.

    The API sends ``{"errors": [{"message", "field"}]}``, the published specification declares a bare list of such
    objects, and some gateways send ``{"error": "..."}``.
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


def needed_scope(method: str, path: str) -> str | None:
    """The scope that a request needs (Twilio's pages "Teammate Permissions" and "API Key Permissions")."""
    verb = VERBS.get(method, "read")
    if path.startswith("/v3/sso/teammates"):
        return "sso.teammates." + verb
    for prefix, group in (("/v3/sso/", "sso.settings"), ("/v3/teammates", "teammates"), ("/v3/subusers", "subusers")):
        if path.startswith(prefix):
            return f"{group}.{verb}"
    return None


def _code(answer: Answer, message: str | None) -> str:
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


def _sentence(code: str, answer: Answer, message: str | None) -> str:
    call = f"{answer.method} {answer.path}"
    words = f" ({message})" if message else ""
    if code == UNAUTHORIZED:
        # Do not repeat what SendGrid says.
        is_told = any(word in words.lower() for word in ("invalid", "expired", "revoked"))
        why = "" if is_told else ", which is wrong, expired or revoked"
        return (
            f"SendGrid does not accept the API key{words}{why}: check api_key or SENDGRID_API_KEY, and that the key "
            "belongs to this base_url or region."
        )
    if code == FORBIDDEN:
        return _forbidden(call, needed_scope(answer.method, answer.path), words)
    if code == RATE_LIMITED:
        return f"SendGrid's rate limit for {call} does not end within rate_limit_wait."
    if code == UNAVAILABLE:
        return f"SendGrid answered {answer.status} to {call}{words}."
    if 300 <= answer.status < 400:
        return f"SendGrid redirected {call} ({answer.status}), and redirects are not followed with an API key."
    if code == UNEXPECTED_RESPONSE:
        return f"The {answer.status} for {call} did not come from SendGrid itself: check base_url."
    return f"SendGrid refused {call} with status {answer.status}{words}."


def _forbidden(call: str, scope: str | None, words: str) -> str:
    lacking = f"the API key may lack the scope {scope}" if scope else "the API key may lack a scope"
    return (
        f"SendGrid forbids {call}{words}: {lacking}, your address may be missing from the account's IP allow-list, "
        "or the plan may be one without SSO."
    )


def _hint(code: str) -> str | None:
    hints: Any = {
        UNAUTHORIZED: "If somebody deleted the key, create a new one: SendGrid cannot show a key again.",
        FORBIDDEN: "A key that was widened later may stay forbidden on SSO calls: create a new one with the scope.",
        RATE_LIMITED: "Raise rate_limit_wait, or run the task again later.",
        UNAVAILABLE: "Run the task again later: it continues from there.",
        UNEXPECTED_RESPONSE: "Check base_url: it must be the API itself.",
    }
    return hints.get(code)


def masked(error: SendGridError, secrets: list[str]) -> SendGridError:
    """Mask secrets that the response may have echoed."""

    def without(text: str | None) -> str | None:
        for secret in filter(None, secrets):
            text = (text or "").replace(secret, "***") or None
        return text

    return error.but(msg=without(error.msg), message=without(error.message), field=without(error.field))
