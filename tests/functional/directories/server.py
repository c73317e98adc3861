# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""A directory behind a web server on loopback. Subclasses define how each kind of directory responds."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

TOKEN = "t0ken-of-the-reader"


@dataclass(frozen=True)
class Person:
    """A person in the directory."""

    email: str
    first_name: str
    last_name: str = "Lee"
    enabled: bool = True


@dataclass(frozen=True)
class Request:
    """A request. ``server`` is the URL of the directory."""

    server: str
    path: str
    query: dict[str, str]
    authorization: str


@dataclass(frozen=True)
class Answer:
    """A response."""

    body: Any
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()


@dataclass
class Directory:
    """Groups by id. ``failures`` are responses to use instead, one per request; None means the usual response."""

    groups: dict[str, list[Person]]
    page_size: int = 2
    failures: list[Answer | None] = field(default_factory=list)

    def answer(self, request: Request) -> Answer:
        """Respond to a request for people."""
        raise NotImplementedError

    def throttled(self) -> Answer:
        """The response to too many requests."""
        raise NotImplementedError

    def sign_in(self, path: str) -> Answer | None:
        """The response to signing in at this path, or None if people cannot sign in there."""
        return None

    def page(self, people: list[Any], start: str, limit: str, most: int) -> tuple[list[Any], str]:
        """A page, and the start of the next one, if any. Pages may be smaller than requested."""
        first = int(start or 0)
        end = first + min(int(limit or most), most, self.page_size)
        return people[first:end], str(end) if end < len(people) else ""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, directory: Directory) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.directory = directory


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        failures = self.server.directory.failures
        parts = urlsplit(self.path)
        query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
        server = f"http://{self.headers['Host']}"
        request = Request(server, unquote(parts.path), query, self.headers.get("Authorization", ""))
        self._send((failures.pop(0) if failures else None) or self.server.directory.answer(request))

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self._send(self.server.directory.sign_in(self.path) or Answer({}, 404))

    def _send(self, answer: Answer) -> None:
        body = json.dumps(answer.body).encode()
        self.send_response(answer.status)
        for name, value in (("Content-Type", "application/json"), ("Content-Length", str(len(body))), *answer.headers):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Print nothing."""


@contextmanager
def serving(directory: Directory) -> Iterator[str]:
    """Serve a directory until the block ends; the block gets the URL."""
    with _Server(directory) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
