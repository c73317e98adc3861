# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""One AWX with the example for all tests, which really runs jobs, and one simulator for them."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from awx_itself.__main__ import missing as missing_awx
from awx_itself.driving import Awx
from awx_itself.services import Services, missing, running
from functional import conftest as functional
from functional.awx.account import KEY
from simulator.thread import SimulatorThread

collections, simulator = functional.collections, functional.simulator


@pytest.fixture(scope="session")
def services(collections: Path) -> Iterator[Services]:
    """AWX with PostgreSQL, Redis and receptor."""
    if problem := missing_awx():
        pytest.skip(f"No job ran in AWX. {problem}")
    if lacking := missing():
        pytest.skip(f"No job ran in AWX, which needs {', '.join(lacking)}.")
    with running(collections) as started:
        yield started


@pytest.fixture(scope="session")
def webhooks() -> Iterator[tuple[str, list[str]]]:
    """A URL for notifications, and a list of those received."""
    received: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            received.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Do not log requests."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/", received
        server.shutdown()


@pytest.fixture(scope="session")
def awx(
    services: Services,
    simulator: SimulatorThread,
    webhooks: tuple[str, list[str]],
) -> Awx:
    """An AWX into which the example is loaded."""
    loaded = Awx(services.port, services.folder / "project")
    loaded.create_project()
    loaded.commit({"okta-metadata.xml": "<not-yet/>"})
    loaded.load(KEY, simulator.url, webhooks[0])
    return loaded
