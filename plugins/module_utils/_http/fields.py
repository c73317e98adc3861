# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""Fields of SendGrid's responses: a value of the expected type, or one clean failure.

Unknown keys are ignored and missing optional ones are None, so that SendGrid may add and omit keys.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from .._core.errors import SendGridError, unexpected_response

# A gateway that is restarting, not SendGrid's answer to the request.
PASSING_STATUSES = (502, 503, 504)
# The statuses after which retry.py may send the request again.
RETRIED_STATUSES = (429, 500, *PASSING_STATUSES)


class Answer(NamedTuple):
    """One HTTP response, completely read. ``headers`` are case-insensitive."""

    method: str
    path: str
    status: int
    headers: Mapping[str, str]
    content: bytes


class Lost(NamedTuple):
    """A request without a usable response: it may or may not have reached SendGrid and taken effect.

    ``proxy`` names the proxy if it was not reached. ``tried`` is false for a request that was never sent. ``failures``
    counts the tries that used up retries, in ``seconds``, their waits included.
    """

    reason: str
    proxy: str = ""
    tried: bool = True
    failures: int = 0
    seconds: float = 0.0


def parsed(answer: Answer) -> Any:
    """The JSON value of a response's body; raises ``unexpected_response`` if it is not JSON."""
    # Imported here, where it costs nothing: requests has already imported the standard json module.
    import json

    try:
        return json.loads(answer.content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise _misshapen("an answer that is not JSON", answer.method, answer.path) from None


def is_json(answer: Answer) -> bool:
    """Whether the body is JSON. SendGrid's own errors are; a gateway's pages are not."""
    try:
        parsed(answer)
    except SendGridError:
        return False
    return True


def an_object(value: Any, path: str) -> dict[str, Any]:
    """``value`` if it is a JSON object."""
    if not isinstance(value, dict):
        raise _misshapen("an answer that is not a JSON object", "GET", path)
    return value


def a_list(value: Any, path: str) -> list[dict[str, Any]]:
    """``value`` if it is a list of JSON objects."""
    if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
        raise _misshapen("an answer that is not a list of JSON objects", "GET", path)
    return value


def rows_of(value: Any, key: str | None, path: str) -> list[dict[str, Any]]:
    """The rows of a listing: ``value`` itself, or its list at ``key`` (Twilio's examples write the key with an s)."""
    if key is None:
        return a_list(value, path)
    holder = an_object(value, path)
    return a_list(holder.get(key, holder.get(key + "s")), path)


def text(row: Mapping[str, Any], key: str, path: str) -> str | None:
    """The string at ``key``, or None if it is missing or null."""
    value = row.get(key)
    if value is not None and not isinstance(value, str):
        raise _wrong_type(key, "text", path)
    return value


def flag(row: Mapping[str, Any], key: str, path: str) -> bool | None:
    """The boolean at ``key``, or None if it is missing or null."""
    value = row.get(key)
    if value is not None and not isinstance(value, bool):
        raise _wrong_type(key, "true or false", path)
    return value


def whole_number(row: Mapping[str, Any], key: str, path: str) -> int | None:
    """The whole number at ``key`` (SendGrid writes some ids as strings), or None if it is missing or null."""
    value = row.get(key)
    if value is None:
        return None
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 20:
        return int(value)
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not abs(value) < 1e18:
        raise _wrong_type(key, "a number", path)
    return int(value)


def texts(row: Mapping[str, Any], key: str, path: str) -> frozenset[str]:
    """The set of strings at ``key``; empty if it is missing or null."""
    value = row.get(key)
    if value is None:
        return frozenset()
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise _wrong_type(key, "a list of text", path)
    return frozenset(value)


def _wrong_type(key: str, expected: str, path: str) -> SendGridError:
    return _misshapen(f"an answer whose {key} is not {expected}", "GET", path)


def _misshapen(what: str, method: str, path: str) -> SendGridError:
    return unexpected_response(
        f"SendGrid gave {what} to {method} {path}, so nothing can be concluded from it.", method, path
    )
