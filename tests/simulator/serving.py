# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Starts the server, for both the command line and the thread."""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import web

from .app import build_app
from .world import World

# Two subusers, because much of what there is to try out is access to subusers.
DEMO: dict[str, Any] = {"demo": {"subusers": [{"username": "news"}, {"username": "shop"}]}}


@asynccontextmanager
async def serving(
    host: str = "127.0.0.1",
    port: int = 0,
    accounts: dict[str, Any] | None = None,
    latency_ms: float = 0,
    ssl_context: ssl.SSLContext | None = None,
) -> AsyncIterator[str]:
    """Serve until the block ends; the block gets the URL. Port 0 picks a free one."""
    app = build_app(World(latency=latency_ms / 1000), DEMO if accounts is None else accounts)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port, ssl_context=ssl_context).start()
        scheme = "https" if ssl_context else "http"
        name = f"[{host}]" if ":" in host else host
        yield f"{scheme}://{name}:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()
