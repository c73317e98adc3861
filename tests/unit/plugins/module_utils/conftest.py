# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""A simulated SendGrid in this process, without any waiting."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from unit.plugins.module_utils.builders import connection

from ansible_collections.community.sendgrid.plugins.module_utils._http.client import Client
from simulator.client import Control
from simulator.thread import SimulatorThread

NOW = 1_800_000_000.0

_numbers = itertools.count(1)


@dataclass
class World:
    """An account for one test, with a client whose clock stands still and which records its waits."""

    control: Control
    account: str
    options: dict[str, Any]
    slept: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.client = self.client_with()

    @property
    def key(self) -> str:
        return "SG." + self.account

    def client_with(self, **options: Any) -> Client:
        """Another client, with other options."""
        settings = {"api_key": self.key, "base_url": self.control.url} | self.options | options
        return Client(connection(**settings), sleep=self.slept.append, clock=lambda: NOW)

    def fault(self, method: str | None = None, path: str | None = None, **rule: Any) -> None:
        self.control.fault(method, path, account=self.account, **rule)

    def edit_after(self, method: str, path: str, after: int, **edit: Any) -> None:
        """Add a person (``add``) or remove one (``remove``) after this many such requests were answered."""
        self.fault(method, path, kind="edit", body=edit, after=after - 1)

    @property
    def requests(self) -> list[dict[str, Any]]:
        return self.control.requests(account=self.account)

    @property
    def calls(self) -> list[str]:
        """All requests, as "GET /path"."""
        return [f"{request['method']} {request['path']}" for request in self.requests]

    @property
    def state(self) -> dict[str, Any]:
        return self.control.state(self.account)


@pytest.fixture(scope="session")
def simulator() -> Iterator[SimulatorThread]:
    with SimulatorThread() as running:
        yield running


@pytest.fixture
def world(simulator: SimulatorThread) -> Iterator[Callable[..., World]]:
    """Create an account from a seed; ``options`` are those of the connection, ``settings`` the simulator's."""
    made: list[World] = []

    def make(options: dict[str, Any] | None = None, settings: dict[str, Any] | None = None, **seed: Any) -> World:
        name = f"unit{next(_numbers)}"
        simulator.control.account(name, **seed, settings={"global_usernames": False} | (settings or {}))
        made.append(World(simulator.control, name, options or {}))
        return made[-1]

    yield make
    for one in made:
        one.client.close()
        one.control.faults_clear(one.account)
