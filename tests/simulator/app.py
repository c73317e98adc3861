# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""The web application: it records each request in the journal, applies faults and rate limits, and responds."""

from __future__ import annotations

import asyncio
import functools
import json
import time
from typing import Any
from urllib.parse import unquote

from aiohttp import web
from aiohttp.typedefs import Handler

from . import control, gate, seeds
from .calls import Endpoint, unknown_endpoint, wrong_method
from .delivery import deliver
from .endpoints import ENDPOINTS
from .journal import Record
from .world import World

WORLD: web.AppKey[World] = web.AppKey("world", World)
_LARGEST_BODY = 16 * 1024 * 1024
_JOURNALED_HEADERS = ("Accept", "Content-Type", "User-Agent")


def build_app(world: World, initial: dict[str, Any]) -> web.Application:
    """Make the application; `initial` has the initial accounts, by name."""
    app = web.Application(middlewares=[_unrouted], client_max_size=_LARGEST_BODY)
    app[WORLD] = world
    for endpoint in ENDPOINTS:
        app.router.add_route(endpoint.method, endpoint.template, functools.partial(_serve, endpoint))
    control.add_routes(app, world, initial)
    return app


@web.middleware
async def _unrouted(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Handle unknown paths and wrong methods like everything else: record them, and check the bearer token first."""
    problem = request.match_info.http_exception
    if problem is None or request.path.startswith(control.PREFIX):
        return await handler(request)
    work = wrong_method if problem.status == 405 else unknown_endpoint
    return await _serve(Endpoint(request.method, request.path, None, work), request)


async def _serve(endpoint: Endpoint, request: web.Request) -> web.StreamResponse:
    world = request.app[WORLD]
    arrival = _arrival(world, endpoint, request, await request.read())
    record = _record(request, arrival)
    world.journal.begin(record)
    try:
        if world.latency:
            await asyncio.sleep(world.latency)
        fault = world.faults.pick(record.method, record.path, record.account, record.label)
        response = await deliver(request, record, fault, lambda: gate.perform(world, arrival))
        if fault is not None and fault.kind == "edit" and arrival.identity is not None:
            seeds.apply_edit(arrival.identity.account, fault.body)
        return response
    finally:
        world.journal.end(record)


def _arrival(world: World, endpoint: Endpoint, request: web.Request, content: bytes) -> gate.Arrival:
    authorization = request.headers.get("Authorization")
    return gate.Arrival(
        endpoint=endpoint,
        path=unquote(request.raw_path.partition("?")[0]),
        match=request.match_info,
        query=request.query,
        body=_parsed(content),
        on_behalf_of=request.headers.get("on-behalf-of"),
        authorization=authorization,
        identity=gate.identify(world, authorization),
    )


def _record(request: web.Request, arrival: gate.Arrival) -> Record:
    identity = arrival.identity
    return Record(
        time=time.time(),
        account=identity.account.name if identity else None,
        label=identity.label if identity else None,
        method=request.method,
        path=arrival.path,
        raw_path=request.raw_path.partition("?")[0],
        query=dict(arrival.query),
        body=arrival.body,
        on_behalf_of=arrival.on_behalf_of,
        headers={name: request.headers[name] for name in _JOURNALED_HEADERS if name in request.headers},
        in_flight=0,
    )


def _parsed(content: bytes) -> Any:
    """Return a JSON body as data, and any other text unchanged, which no endpoint accepts."""
    if not content:
        return None
    try:
        return json.loads(content)
    except ValueError:
        return content.decode(errors="replace")
