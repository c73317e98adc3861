# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""All tests in this folder also compare their requests with Twilio's published OpenAPI documents."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import pytest
import requests

from functional.harness.overhearing import overheard
from simulator.thread import SimulatorThread
from trust.agreement import MISSING, disagreements, exchanges_in, folder

pytestmark = pytest.mark.skipif(
    folder() is None,
    reason=f"Nor were the requests of playbooks compared: {MISSING}",
)

ANN = {"email": "ann@example.com", "first_name": "Ann", "last_name": "Lee"}


@pytest.fixture(autouse=True)
def _requests_agree() -> None:
    """Switch the comparison off, because most requests of these tests are wrong on purpose."""


def complaints(method: str, path: str, body: Any) -> list[str]:
    """What the documents say about one request. It is sent to a separate simulator."""
    with overheard() as records, SimulatorThread({"acme": {}}) as simulator:
        requests.request(
            method, simulator.url + path, json=body, headers={"Authorization": "Bearer SG.acme"}, timeout=10
        )
        simulator.control.reset()
    return disagreements(exchanges_in(map(asdict, records)))


@pytest.mark.parametrize(
    ("method", "path", "body", "word"),
    [
        ("POST", "/v3/sso/teammates", {**ANN, "persona": "emperor"}, "'emperor' is not one of"),
        ("POST", "/v3/sso/teammates", {**ANN, "is_admin": "yes"}, "'yes' is not of type 'boolean'"),
        ("PATCH", "/v3/sso/integrations/x", {"name": "Okta"}, "'enabled' is a required property"),
        ("PUT", "/v3/sso/teammates/ann@example.com", ANN, "not found"),
        ("GET", "/v3/teammates?limit=many", None, "limit"),
    ],
)
def test_a_wrong_request_is_found_although_the_journal_has_forgotten_it(
    method: str, path: str, body: Any, word: str
) -> None:
    (complaint,) = complaints(method, path, body)
    assert word in complaint


def test_a_right_request_is_none() -> None:
    assert complaints("POST", "/v3/sso/teammates", {**ANN, "persona": "observer"}) == []
