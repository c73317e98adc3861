# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Compares requests and responses with Twilio's published OpenAPI documents, if they are available.

They are not part of this repository: Twilio publishes them as https://github.com/twilio/sendgrid-oai. Clone that
repository next to this one, or set ``TWILIO_OPENAPI`` to the folder with the documents.
"""

from __future__ import annotations

import functools
import json
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock
from urllib.parse import unquote, urlsplit

import requests
from openapi_core import OpenAPI
from openapi_core.contrib.requests import RequestsOpenAPIRequest, RequestsOpenAPIResponse

_ROOT = Path(__file__).resolve().parents[2]
_HOST = "https://api.sendgrid.com"
# The documents about what the collection uses. There are forty others.
_DOCUMENTS = [f"tsg_{topic}_v3.json" for topic in ("scopes", "sso", "subusers", "teammates", "user")]
MISSING = (
    "Twilio's published OpenAPI documents are not at hand: clone https://github.com/twilio/sendgrid-oai beside this "
    "repository, or name the folder with them in TWILIO_OPENAPI"
)


@dataclass(frozen=True)
class Known:
    """A known difference between SendGrid and the documents; ``what`` is part of the complaint about a call."""

    call: str
    what: str
    source: str


KNOWN = [
    Known(r"GET /v3/teammates/[^/]+", "404: Unknown response", "public reports: what somebody unknown gets"),
    Known(r"GET /v3/sso/.*", "404: Unknown response", "a guess: no answer for an unknown id is documented"),
    Known(
        r"POST /v3/sso/integrations",
        "'last_updated' is a required property",
        "Twilio's own example of the answer, which the switch integration_post_omits_id follows",
    ),
    Known(r".*", "401: Unknown response", 'Twilio\'s page "Errors": any call without a valid key'),
    Known(r".*", "403: Unknown response", 'Twilio\'s page "Errors": any call that the key may not make'),
    Known(r".*", "0/field: None is not of type", 'Twilio\'s page "Errors": field is null where none is at fault'),
    Known(r".* /v3/sso/.*", "is not of type 'array'", "public reports: live errors are objects, as everywhere else"),
]


def folder() -> Path | None:
    """The folder with the documents, or None."""
    named = os.environ.get("TWILIO_OPENAPI")
    candidate = Path(named) if named else _ROOT.parent / "sendgrid-oai" / "spec" / "json"
    return candidate if all((candidate / name).is_file() for name in _DOCUMENTS) else None


@functools.cache
def documents() -> list[tuple[set[str], OpenAPI]]:
    """Each document, with the first two segments of its paths."""
    found = folder()
    assert found is not None
    loaded = [json.loads(path.read_text(encoding="utf-8")) for path in map(found.joinpath, _DOCUMENTS)]
    return [({_topic(path) for path in document["paths"]}, OpenAPI.from_dict(document)) for document in loaded]


def _topic(path: str) -> str:
    return "/".join(path.split("/")[:3])


@dataclass(frozen=True)
class Exchange:
    """A request as it was sent, and its response, if there was one."""

    request: requests.PreparedRequest
    response: requests.Response | None = None

    @property
    def call(self) -> str:
        return f"{self.request.method} {urlsplit(self.request.url).path}"


@contextmanager
def recorded() -> Iterator[list[Exchange]]:
    """Every exchange of this process during the block."""
    exchanges: list[Exchange] = []
    send, usual = requests.adapters.HTTPAdapter.send, requests.adapters.HTTPAdapter()

    def sent(adapter: Any, request: requests.PreparedRequest, *args: Any, **options: Any) -> Any:
        response: Any = send(adapter, request, *args, **options)
        if isinstance(response, requests.Response):
            exchanges.append(Exchange(request, response))
            return response
        # The collection's adapter gives urllib3's response, which can be read only once.
        read = usual.build_response(request, response)
        content = read.content
        response.stream = lambda *_args, **_options: iter([content])
        exchanges.append(Exchange(request, read))
        return response

    with mock.patch.object(requests.adapters.HTTPAdapter, "send", sent):
        yield exchanges


def exchanges_in(journal: Iterable[dict[str, Any]]) -> list[Exchange]:
    """The distinct requests in a simulator's journal, without responses, because it does not keep them."""
    different: dict[str, Exchange] = {}
    for record in journal:
        headers = record["headers"] | {"Authorization": "Bearer SG.x"}
        if record["on_behalf_of"]:
            headers["on-behalf-of"] = record["on_behalf_of"]
        options = {"json": record["body"]} if record["body"] is not None else {}
        said = {"params": record["query"], "headers": headers, **options}
        name = json.dumps([record["method"], record["raw_path"], said], sort_keys=True)
        if name not in different:
            request = requests.Request(record["method"], _HOST + record["raw_path"], **said)
            different[name] = Exchange(request.prepare())
    return list(different.values())


def disagreements(exchanges: Iterable[Exchange]) -> list[str]:
    """What the documents do not allow, each once, except for known differences."""
    problems: dict[str, None] = {}
    for exchange in exchanges:
        for complaint in _complaints(exchange):
            problem = f"{_shown(exchange.call)}: {complaint}"
            if not any(_covers(known, problem) for known in KNOWN):
                problems[problem] = None
    return list(problems)


def _shown(call: str) -> str:
    return re.sub(r"[0-9a-f-]{36}|[^/ ]+(@|%40)[^/ ]+", "{}", call)


def _covers(known: Known, problem: str) -> bool:
    return re.match(known.call + ": ", problem) is not None and known.what in problem


def _complaints(exchange: Exchange) -> Iterator[str]:
    request = exchange.request.copy()
    sent = urlsplit(exchange.request.url)
    # Formats refer to the decoded path. A slash in a name stays encoded, because it separates nothing.
    request.url = f"{_HOST}{unquote(sent.path.replace('%2F', '%252F'))}?{sent.query}"
    topic = _topic(sent.path)
    for topics, document in documents():
        if topic in topics:
            asked = RequestsOpenAPIRequest(request)
            yield from (f"request: {_words(error)}" for error in document.iter_request_errors(asked))
            if exchange.response is not None:
                answered = RequestsOpenAPIResponse(exchange.response)
                status = exchange.response.status_code
                yield from (f"{status}: {_words(error)}" for error in document.iter_response_errors(asked, answered))
            return
    yield "no document is about it"


def _words(error: BaseException) -> str:
    """An openapi-core error in one line; its cause has the details."""
    details = []
    for inner in getattr(error.__cause__, "schema_errors", None) or []:
        where = "/".join(str(step) for step in inner.absolute_path)
        details.append(f"{where or 'body'}: {inner.message[:120]}")
    return "; ".join([str(error)[:150] if not details else "", *details]).strip("; ")
