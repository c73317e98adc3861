# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""What SendGrid and the network can do to one request, and what must happen then."""

from __future__ import annotations

import math
import re
import socket
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar
from unittest import mock
from urllib.parse import unquote, urlsplit

import requests

Case = TypeVar("Case")

READS = ("GET",)

HTML = "<html><body><h1>502 Bad Gateway</h1></body></html>"
BODIES: dict[str, Any] = {"JSON": {"errors": [{"message": "internal error", "field": None}]}, "HTML": HTML, "empty": ""}

# Responses that are JSON, but never what was requested, whatever that was.
SHAPES: dict[str, Any] = {
    "null": None,
    "a number": 42,
    "a text": '"teammates"',
    "true": True,
    "a list of numbers": [1, 2],
    "a list in a list": [[]],
    "wrong types": {"result": 7, "errors": 1, "id": [], "name": {}, "email": 5, "scopes": "all", "subuser_access": 3},
}

ASSIGNED = "<assigned>"
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")

# SendGrid delays a lost response for longer than any test takes.
_FOR_EVER = 3600.0
_SOON = 0.1


@dataclass(frozen=True)
class Fault:
    """One way in which a request can go wrong, and its expected consequences.

    ``recovers``: whether a single occurrence must go unnoticed, by method (None: either is right); ``codes``: how the
    run fails otherwise. ``works``: whether the request's work is done anyway; ``endures``: whether a repeated
    occurrence makes no difference; ``tries``: how often a request is sent that meets the fault every time (None: as
    often as the allowance for rate limits permits).
    """

    name: str
    rule: Mapping[str, Any]
    recovers: Callable[[str], bool | None]
    codes: tuple[str, ...]
    works: bool = False
    endures: bool = False
    tries: Callable[[str, int], int | None] = lambda method, retries: 1 + retries
    stalls: bool = False
    is_refused: bool = False


def _always(method: str) -> bool:
    return True


def _never(method: str) -> bool:
    return False


def _reads(method: str) -> bool:
    return method in READS


def _writes(method: str) -> bool:
    return method not in READS


def _if_proven(method: str) -> bool | None:
    """Another request may prove what this one did not."""
    return None if method in READS else False


def _rate_limits() -> Iterator[Fault]:
    def fault(name: str, headers: Mapping[str, str]) -> Fault:
        rule = {"status": 429, "headers": headers}
        return Fault(name, rule, _always, ("rate_limited",), tries=lambda method, retries: None)

    now = int(time.time())
    yield fault("429, reset ahead", {"X-RateLimit-Reset": str(now + 20), "X-RateLimit-Remaining": "0"})
    yield fault("429, reset in the past", {"X-RateLimit-Reset": str(now - 100), "X-RateLimit-Remaining": "0"})
    yield fault("429 without headers", {})
    yield fault("429, Retry-After", {"Retry-After": "7"})
    yield fault("429, nonsense in its headers", {"Retry-After": "soon", "X-RateLimit-Reset": "NaN"})


def _server_errors() -> Iterator[Fault]:
    for status in (500, 502, 503, 504):
        once = {"recovers": _reads, "tries": _tries_after_500} if status == 500 else {"recovers": _always}
        for kind, body in BODIES.items():
            yield Fault(f"{status}, {kind}", {"status": status, "body": body}, codes=("unavailable",), **once)
        yield Fault(
            f"{status} after the work",
            {"kind": "status_after", "status": status, "body": HTML},
            codes=("unavailable",),
            works=True,
            **once,
        )


def _tries_after_500(method: str, retries: int) -> int:
    return 1 + min(1, retries) if method == "GET" else 1


def _broken_connections() -> Iterator[Fault]:
    for name, rule, works in (
        ("a reset before the work", {"kind": "drop_before"}, False),
        ("a reset after the work", {"kind": "drop_after"}, True),
        ("an answer cut short", {"kind": "truncate"}, True),
    ):
        yield Fault(name, rule, _always, ("unavailable",), works)
    yield Fault("a connection refused", {}, _always, ("unavailable",), is_refused=True)
    for name, kind, works in (
        ("a stall before the work", "delay", False),
        ("a stall after the work", "delay_after", True),
    ):
        yield Fault(name, {"kind": kind, "delay": _FOR_EVER}, _always, ("unavailable",), works, stalls=True)


def _mangled_answers() -> Iterator[Fault]:
    def fault(name: str, rule: Mapping[str, Any]) -> Fault:
        return Fault(
            name,
            {"status": 200, **rule},
            _writes,
            ("unexpected_response",),
            True,
            True,
            tries=lambda method, retries: 1,
        )

    yield fault("no JSON", {"kind": "malformed"})
    yield fault("a page of HTML", {"kind": "body", "body": HTML})
    yield fault("nothing at all", {"kind": "body", "body": ""})
    for name, shape in SHAPES.items():
        # A body of None would mean no body at all.
        yield fault(f"JSON: {name}", {"kind": "body", "body": "null" if shape is None else shape})


def _verdicts() -> Iterator[Fault]:
    def fault(name: str, codes: str, rule: Mapping[str, Any], recovers: Callable[[str], bool | None] = _never) -> Fault:
        # A response that a listing can disprove is allowed three requests.
        looks = 1 if recovers is _never else 3
        return Fault(name, rule, recovers, tuple(codes.split()), endures=True, tries=lambda method, retries: looks)

    yield fault("401", "unauthorized", {"status": 401})
    yield fault("403", "forbidden", {"status": 403})
    yield fault("a redirect", "unexpected_response", {"status": 307, "headers": {"Location": "http://127.0.0.1:1/"}})
    # No 404 is documented for SSO settings, so a 400 may mean the same if the listing agrees.
    yield fault("400, HTML", "invalid", {"status": 400, "body": HTML}, _if_proven)
    yield fault("a gateway's 404 page", "not_found unexpected_response", {"status": 404, "body": HTML}, _if_proven)
    yield fault("an empty 404", "not_found unexpected_response", {"status": 404, "body": ""}, _if_proven)


FAULTS: dict[str, Fault] = {
    fault.name: fault
    for kinds in (_rate_limits, _server_errors, _broken_connections, _mangled_answers, _verdicts)
    for fault in kinds()
}


@dataclass(frozen=True, order=True)
class Position:
    """The request that a fault strikes: ``after`` requests with the same method and path come before it."""

    method: str
    path: str
    after: int

    @property
    def pattern(self) -> str:
        """The path as a regular expression, because ids that SendGrid has just assigned differ in each run."""
        return "^" + re.escape(self.path).replace(re.escape(ASSIGNED), "[^/]+") + "$"

    @property
    def rule(self) -> dict[str, Any]:
        return {"method": self.method, "path": self.pattern, "after": self.after}

    def __str__(self) -> str:
        return f"{self.method} {self.path} [{self.after}]"


def positions_in(journal: list[dict[str, Any]], seeded: set[str]) -> list[Position]:
    """Every request of a run, identified independently of the order of parallel requests."""
    counts = Counter((request["method"], _known_path(request["path"], seeded)) for request in journal)
    return [Position(*key, after) for key, count in counts.items() for after in range(count)]


def spread(cases: list[Case], most: int, begin: int) -> list[Case]:
    """Return at most this many cases, evenly spread; another ``begin`` selects others."""
    step = math.ceil(len(cases) / most) | 1  # odd, because alternatives come in powers of two
    return cases[begin % step :: step]


def _known_path(path: str, seeded: set[str]) -> str:
    return _UUID.sub(lambda found: found[0] if found[0] in seeded else ASSIGNED, path)


@dataclass
class Chosen:
    """Selects the requests that a fault strikes."""

    position: Position
    times: int | None
    seen: int = 0
    fired: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def strikes(self, request: requests.PreparedRequest) -> bool:
        with self.lock:
            path = unquote(urlsplit(request.url).path)
            if request.method != self.position.method or not re.search(self.position.pattern, path):
                return False
            self.seen += 1
            strikes = self.seen > self.position.after and (self.times is None or self.fired < self.times)
            self.fired += strikes
            return strikes


@contextmanager
def refused_connections(position: Position, times: int | None) -> Iterator[Chosen]:
    """Have the operating system refuse connections of this process."""
    chosen = Chosen(position, times)
    send = requests.adapters.HTTPAdapter.send
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        nobody = f"http://127.0.0.1:{bound.getsockname()[1]}/"

        def sent(adapter: Any, request: requests.PreparedRequest, **options: Any) -> Any:
            if not chosen.strikes(request):
                return send(adapter, request, **options)
            request.url = nobody
            return send(requests.adapters.HTTPAdapter(), request, **options)

        with mock.patch.object(requests.adapters.HTTPAdapter, "send", sent):
            yield chosen


@dataclass
class Impatience:
    """Shortens the timeout of requests that stall, and of no others, however slow this machine is.

    ``patience`` is the modules' timeout for each request. ``settle(key, count)`` returns when this many requests of a
    key have stalled, so that a stall after the work really happens after it.
    """

    patience: float
    settle: Callable[[str, int], None]
    chosen: dict[str, Chosen] = field(default_factory=dict)

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Apply this in the whole process during the block, for any number of threads."""
        send = requests.adapters.HTTPAdapter.send

        def sent(adapter: Any, request: requests.PreparedRequest, **options: Any) -> Any:
            assert options["timeout"] == self.patience
            key = request.headers["Authorization"].removeprefix("Bearer ")
            if key not in self.chosen or not self.chosen[key].strikes(request):
                return send(adapter, request, **options)
            try:
                return send(adapter, request, **options | {"timeout": _SOON})
            finally:
                self.settle(key, self.chosen[key].fired)

        with mock.patch.object(requests.adapters.HTTPAdapter, "send", sent):
            yield
