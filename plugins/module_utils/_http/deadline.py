# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""A deadline for a whole response.

A socket's timeout applies to each single read, so a server that sends a byte now and then would never exceed it. Here
each read gets what is left of the socket's timeout since the response began.
"""

from __future__ import annotations

import contextlib
import functools
import io
import socket
import time
from http.client import HTTPResponse
from typing import Any


class _TimedReader(io.RawIOBase):
    """Reads from a socket until a deadline."""

    def __init__(self, sock: Any) -> None:
        super().__init__()
        self._sock = sock
        self._raw = sock.makefile("rb", buffering=0)
        self._timeout = sock.gettimeout()
        self._end = None if self._timeout is None else time.monotonic() + self._timeout

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> Any:
        if self._end is not None:
            left = self._end - time.monotonic()
            if left <= 0:
                raise socket.timeout("timed out")
            self._sock.settimeout(left)
        return self._raw.readinto(buffer)

    def close(self) -> None:
        if not self.closed:
            # The connection is kept for the next request, which gets the full timeout again.
            with contextlib.suppress(OSError):
                self._sock.settimeout(self._timeout)
            self._raw.close()
        super().close()


class _TimedSocket:
    """Everything that http.client needs of a socket to read a response."""

    def __init__(self, sock: Any) -> None:
        self._sock = sock

    def makefile(self, *_args: Any, **_kwargs: Any) -> io.BufferedReader:
        return io.BufferedReader(_TimedReader(self._sock))


class _TimedResponse(HTTPResponse):
    """A response, to a request or to a proxy's CONNECT, that must be complete in time."""

    def __init__(self, sock: Any, *args: Any, **kwargs: Any) -> None:
        # It uses nothing of the socket but its file.
        super().__init__(_TimedSocket(sock), *args, **kwargs)  # type: ignore[arg-type]


def in_time(manager: Any) -> Any:
    """Make a urllib3 pool manager create connections that keep the deadline."""
    manager.pool_classes_by_scheme = {
        scheme: _timed(pool_class) for scheme, pool_class in manager.pool_classes_by_scheme.items()
    }
    return manager


@functools.cache
def _timed(pool_class: Any) -> Any:
    """The pool class with timed connections. It is derived from the given one, because SOCKS proxies have their own."""
    if getattr(pool_class.ConnectionCls, "response_class", None) is _TimedResponse:
        return pool_class
    connection_class = type("Timed", (pool_class.ConnectionCls,), {"response_class": _TimedResponse})
    return type(pool_class.__name__, (pool_class,), {"ConnectionCls": connection_class})
