# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""The simulator inside a test process: a server in its own thread."""

from __future__ import annotations

import asyncio
import ssl
import threading
from types import TracebackType
from typing import Any

from .client import Control
from .serving import serving


class SimulatorThread:
    """A simulator that runs during a `with` block; tests use `url` and `control`.

    `accounts` are seeds by account name; the default is the demo account with the key `SG.demo`.
    """

    def __init__(
        self,
        accounts: dict[str, Any] | None = None,
        latency_ms: float = 0,
        ssl_context: ssl.SSLContext | None = None,
        host: str = "127.0.0.1",
        port: int = 0,
    ) -> None:
        self._options = (host, port, accounts, latency_ms, ssl_context)
        self._thread = threading.Thread(target=lambda: asyncio.run(self._run()), name="simulator", daemon=True)
        self._ready = threading.Event()
        self._problem: Exception | None = None
        self.url = ""

    @property
    def control(self) -> Control:
        return Control(self.url)

    def start(self) -> SimulatorThread:
        """Start the server, and return when it listens."""
        self._thread.start()
        self._ready.wait()
        if self._problem:
            raise self._problem
        return self

    def stop(self) -> None:
        """Stop the server, and return when it has stopped."""
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._done.set)
            self._thread.join()

    def __enter__(self) -> SimulatorThread:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    async def _run(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._done = asyncio.Event()
        try:
            async with serving(*self._options) as self.url:
                self._ready.set()
                await self._done.wait()
        except Exception as problem:  # start() raises it in the caller's thread.
            self._problem = problem
        finally:
            self._ready.set()
