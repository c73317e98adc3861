# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Turns an answer into bytes, and makes that fail on purpose."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from http import HTTPStatus

from aiohttp import web

from .answers import HTML_PAGE, Answer
from .faults import Fault
from .journal import Record

_MALFORMED = '{"result": [{"username": '
_MESSAGES = {
    400: "bad request",
    401: "authorization required",
    403: "access forbidden",
    404: "not found",
    429: "too many requests",
    500: "internal server error",
}


async def deliver(
    request: web.Request, record: Record, fault: Fault | None, work: Callable[[], Answer]
) -> web.StreamResponse:
    """Do the work and send the response, or apply the fault."""
    if fault is None:
        return _send(record, work())
    record.fault = fault.kind
    if fault.kind != "delay_after":
        await asyncio.sleep(fault.delay)
    if fault.kind == "status":
        return _send(record, failure(fault))
    if fault.kind == "drop_before":
        return _drop(request)
    answer = work()
    if fault.kind == "drop_after":
        return _drop(request)
    if fault.kind == "delay_after":
        await asyncio.sleep(fault.delay)
    if fault.kind == "truncate":
        return await _truncate(request, record, answer)
    return _send(record, _altered(fault, answer))


def failure(fault: Fault) -> Answer:
    """Return the response of a fault with a status; without its own body, it looks like SendGrid's."""
    status = fault.status or 500
    if fault.body is not None:
        return Answer(status, fault.body, dict(fault.headers))
    if status in _MESSAGES:
        return Answer(status, {"errors": [{"field": None, "message": _MESSAGES[status]}]}, dict(fault.headers))
    if status < 400:
        return Answer(status, None, dict(fault.headers))
    # The gateway in front of the API sends an HTML page.
    return Answer(status, HTML_PAGE.format(status=status, text=HTTPStatus(status).phrase), dict(fault.headers))


def to_response(answer: Answer) -> web.Response:
    if answer.body is None:
        return web.Response(status=answer.status, headers=answer.headers)
    content, kind = encode(answer)
    headers = {"Content-Type": kind} | answer.headers
    return web.Response(status=answer.status, body=content, headers=headers)


def encode(answer: Answer) -> tuple[bytes, str]:
    """Return the bytes of a body and their content type."""
    if answer.body is None:
        return b"", "application/json"
    if isinstance(answer.body, str):
        return answer.body.encode(), "text/html; charset=utf-8"
    return json.dumps(answer.body, separators=(",", ":")).encode(), "application/json"


def _altered(fault: Fault, answer: Answer) -> Answer:
    if fault.kind == "status_after":
        return failure(fault)
    headers = answer.headers | fault.headers
    if fault.kind == "malformed":
        return Answer(fault.status or 200, _MALFORMED, {"Content-Type": "application/json"} | headers)
    if fault.kind == "body":
        return Answer(fault.status or answer.status, fault.body, headers)
    return answer


def _send(record: Record, answer: Answer) -> web.Response:
    record.status = answer.status
    return to_response(answer)


def _drop(request: web.Request) -> web.Response:
    """Close the connection without a response; the return value is never sent."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


async def _truncate(request: web.Request, record: Record, answer: Answer) -> web.StreamResponse:
    """Announce more bytes than it sends, then close the connection."""
    content, kind = encode(answer)
    record.status = answer.status if content else 200
    response = web.StreamResponse(status=record.status, headers={"Content-Type": kind} | answer.headers)
    response.content_length = len(content) + 64
    await response.prepare(request)
    await response.write(content[: len(content) // 2] or b"{")
    if request.transport is not None:
        request.transport.close()
    return response
