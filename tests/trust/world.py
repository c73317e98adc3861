# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""A simulator in a thread, controlled by direct calls, so that thousands of accounts can be set up without HTTP."""

from __future__ import annotations

import asyncio
import functools
import ssl
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Any, TypeVar

from aiohttp import web
from aiohttp.typedefs import Middleware

from simulator.app import build_app
from simulator.control import Control
from simulator.world import World

T = TypeVar("T")


class Simulator(Control):
    """The control of a simulator that serves ``url`` during a `with` block.

    No request may be in progress while a control method runs, because the server's thread works on the same data.
    """

    def __init__(self, ssl_context: ssl.SSLContext | None = None, middlewares: tuple[Middleware, ...] = ()) -> None:
        world = World()
        super().__init__(world, {})
        self.url = ""
        self._app = build_app(world, {})
        self._app.middlewares.extend(middlewares)
        self._ssl_context = ssl_context
        self._ready = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()), name="simulator", daemon=True)

    def __enter__(self) -> Simulator:
        self._thread.start()
        assert self._ready.wait(10), "the simulator did not start"
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._loop.call_soon_threadsafe(self._done.set)
        self._thread.join()

    def in_turn(self, work: Callable[[], T]) -> T:
        """Run something in the server's thread, while no request is being processed."""

        async def done() -> T:
            return work()

        return asyncio.run_coroutine_threadsafe(done(), self._loop).result()

    async def _serve(self) -> None:
        self._loop, self._done = asyncio.get_running_loop(), asyncio.Event()
        runner = web.AppRunner(self._app, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=self._ssl_context).start()
        self.url = f"{'https' if self._ssl_context else 'http'}://127.0.0.1:{runner.addresses[0][1]}"
        self._ready.set()
        await self._done.wait()
        await runner.cleanup()


class SharedSimulator:
    """A running simulator for many threads: their operations run one at a time, between requests."""

    def __init__(self, simulator: Simulator) -> None:
        self.url = simulator.url
        self._simulator = simulator

    def __getattr__(self, operation: str) -> Callable[..., Any]:
        method = getattr(self._simulator, operation)
        return lambda *args, **options: self._simulator.in_turn(functools.partial(method, *args, **options))
