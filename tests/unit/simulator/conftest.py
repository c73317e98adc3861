# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""One simulator for all its tests, and an ordinary HTTP client."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import requests

from simulator.client import Control
from simulator.thread import SimulatorThread

_numbers = itertools.count(1)


@dataclass
class Caller:
    """A caller with an API key of an account that was made for one test."""

    control: Control
    name: str

    def seed(self, **seed: Any) -> Caller:
        """Replace the account; it has the key `SG.<name>`, or those of the seed."""
        self.control.account(self.name, **({"settings": {"global_usernames": False}} | seed))
        return self

    def __call__(
        self, method: str, path: str, body: Any = None, key: str | None = None, **headers: str
    ) -> requests.Response:
        authorization = {"Authorization": f"Bearer {key or 'SG.' + self.name}"}
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        return requests.request(
            method,
            self.control.url + path,
            json=body,
            headers=authorization | headers,
            allow_redirects=False,
            timeout=5,
        )

    @property
    def state(self) -> dict[str, Any]:
        return self.control.state(self.name)


@pytest.fixture(scope="session")
def simulator() -> Iterator[SimulatorThread]:
    with SimulatorThread() as running:
        yield running


@pytest.fixture
def call(simulator: SimulatorThread) -> Caller:
    """A caller with a new account: two subusers, one SSO teammate, one integration."""
    return Caller(simulator.control, f"account{next(_numbers)}").seed(
        subusers=[{"id": 11, "username": "news"}, {"id": 12, "username": "newsletter"}],
        teammates=[{"email": "ann@example.com", "first_name": "Ann", "last_name": "Lee", "scopes": ["mail.send"]}],
        integrations=[{"id": "one", "name": "Okta"}],
        settings={"global_usernames": False},
    )
