# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Requests of the modules and responses of the simulator agree with Twilio's published OpenAPI documents."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import requests

from simulator.endpoints import ENDPOINTS
from trust.agreement import KNOWN, MISSING, Exchange, disagreements, exchanges_in, folder, recorded
from trust.certificates import certificate
from trust.driving import Done
from trust.judging import Trial
from trust.scenarios import OKTA, SCENARIOS, Scenario, account
from trust.world import Simulator

pytestmark = pytest.mark.skipif(folder() is None, reason=MISSING)

_ANN = "/v3/teammates/Ann%40example.com"
_NEW = {"email": "new@example.com", "first_name": "New", "last_name": "Comer"}

# Every endpoint of the simulator, whether a module uses it or not: (method, path, body).
CALLS: list[tuple[str, str, Any]] = [
    (
        "POST",
        "/v3/sso/integrations",
        {"name": "N", "enabled": False, "signin_url": "", "signout_url": "", "entity_id": ""},
    ),
    ("GET", "/v3/sso/integrations?si=true", None),
    ("GET", f"/v3/sso/integrations/{OKTA}?si=true", None),
    ("GET", f"/v3/sso/integrations/{OKTA}", None),
    (
        "PATCH",
        f"/v3/sso/integrations/{OKTA}?si=true",
        {"name": "O", "enabled": True, "signin_url": "https://a.example", "signout_url": "", "entity_id": "urn:a"},
    ),
    ("GET", f"/v3/sso/integrations/{OKTA}/certificates", None),
    (
        "POST",
        "/v3/sso/certificates",
        {"public_certificate": certificate("more"), "integration_id": OKTA, "enabled": True},
    ),
    ("GET", "/v3/sso/certificates/501", None),
    ("PATCH", "/v3/sso/certificates/501", {"public_certificate": certificate("more"), "integration_id": OKTA}),
    ("DELETE", "/v3/sso/certificates/501", None),
    ("DELETE", f"/v3/sso/integrations/{OKTA}", None),
    ("POST", "/v3/sso/teammates", {**_NEW, "is_admin": False, "persona": "observer"}),
    ("PATCH", "/v3/sso/teammates/Ann%40example.com", {"first_name": "A", "last_name": "L", "is_admin": True}),
    ("GET", "/v3/teammates?limit=2&offset=0", None),
    ("GET", _ANN, None),
    ("GET", "/v3/teammates/res%40example.com", None),
    ("GET", f"{_ANN}/subuser_access", None),
    ("GET", "/v3/teammates/res%40example.com/subuser_access?limit=1", None),
    ("POST", "/v3/teammates", {"email": "guest@example.com", "scopes": ["mail.send"], "is_admin": False}),
    ("GET", "/v3/teammates/pending", None),
    ("POST", "/v3/teammates/pending/invitation-token-0001/resend", None),
    ("DELETE", "/v3/teammates/pending/invitation-token-0001", None),
    ("PATCH", "/v3/teammates/pat", {"scopes": ["mail.send"], "is_admin": False}),
    ("DELETE", "/v3/teammates/pat", None),
    ("GET", "/v3/subusers?limit=100&offset=0", None),
    ("GET", "/v3/scopes", None),
    ("GET", "/v3/user/username", None),
    ("GET", "/v3/user/email", None),
    ("GET", "/v3/user/account", None),
    ("GET", "/v3/user/profile", None),
]
# Not in the documents, but public tools use this path.
UNDOCUMENTED = {"GET /v3/subusers/{username}"}


@pytest.fixture(scope="module")
def simulator() -> Iterator[Simulator]:
    with Simulator() as running:
        yield running


def call(simulator: Simulator, method: str, path: str, body: Any, key: str = "SG.spec") -> None:
    headers = {"Authorization": f"Bearer {key}"}
    requests.request(method, simulator.url + path, json=body, headers=headers, timeout=10)


def exchanged(simulator: Simulator, work: Callable[[], object]) -> list[Exchange]:
    with recorded() as exchanges:
        work()
    assert exchanges
    return exchanges


@pytest.mark.parametrize("scenario", SCENARIOS.values(), ids=SCENARIOS)
def test_requests_and_answers_of_modules(
    simulator: Simulator, scenario: Scenario, tried: Callable[[str, int], None]
) -> None:
    trial = Trial(simulator, "spec", scenario)
    trial.forget()
    trial.seed()
    runs: list[Done] = []
    exchanges = exchanged(simulator, lambda: runs.append(trial.run()))
    # The module has read the responses although they were recorded, so its run was not cut short.
    assert [done.code for done in runs] != ["unexpected_response"]
    tried("exchanges compared with Twilio's published documents", len(exchanges))
    assert disagreements(exchanges) == []
    # The journal has the same requests; other tests have only the journal.
    assert disagreements(exchanges_in(trial.journal)) == []


@pytest.mark.parametrize(("method", "path", "body"), CALLS, ids=lambda value: str(value)[:50])
def test_answers_of_every_endpoint(simulator: Simulator, method: str, path: str, body: Any) -> None:
    simulator.reset()
    simulator.account("spec", **account())
    exchanges = exchanged(simulator, lambda: call(simulator, method, path, body))
    assert [exchange.response.status_code // 100 for exchange in exchanges] == [2]
    assert disagreements(exchanges) == []


def _refusals() -> Iterator[tuple[str, str, Any, str]]:
    """The shapes of errors for each call; the documents have a bare list only for SSO."""
    for call_made in CALLS:
        yield (*call_made, "errors")
        if call_made[1].startswith("/v3/sso/"):
            yield (*call_made, "array")


@pytest.mark.parametrize(("method", "path", "sent", "shape"), list(_refusals()), ids=lambda value: str(value)[:50])
def test_refusals_of_every_endpoint(simulator: Simulator, method: str, path: str, sent: Any, shape: str) -> None:
    """Without a valid key, and with one that lacks the permission."""
    simulator.reset()
    keys = [{"key": "SG.spec"}, {"key": "SG.narrow", "scopes": ["mail.send"]}]
    simulator.account("spec", **(account() | {"settings": {"error_body": shape}, "keys": keys}))

    def refused() -> None:
        call(simulator, method, path, sent, "SG.unknown")
        call(simulator, method, path, sent, "SG.narrow")

    assert disagreements(exchanged(simulator, refused)) == []


def test_every_endpoint_is_called() -> None:
    called = {f"{method} {path.partition('?')[0]}" for method, path, _body in CALLS}
    for endpoint in ENDPOINTS:
        name = f"{endpoint.method} {endpoint.template}"
        matching = [one for one in called if _fits(one, name)]
        assert bool(matching) != (name in UNDOCUMENTED), name


def _fits(call_made: str, template: str) -> bool:
    made, wanted = call_made.split("/"), template.split("/")
    return len(made) == len(wanted) and all(
        one == other or other.startswith("{") for one, other in zip(made, wanted, strict=True)
    )


def test_a_wrong_request_and_a_wrong_answer_are_found(simulator: Simulator) -> None:
    """The comparison can fail."""
    simulator.reset()
    simulator.account("spec", **account())
    simulator.fault(method="GET", kind="body", body=[{"id": 5, "enabled": "yes"}])
    found = exchanged(simulator, lambda: call(simulator, "GET", "/v3/sso/integrations", None))
    assert disagreements(found) != []
    wrong = {"email": 5, "subuser_access": [{"id": "one"}]}
    found = exchanged(simulator, lambda: call(simulator, "POST", "/v3/sso/teammates", wrong))
    assert any("request" in problem for problem in disagreements(found))


def test_what_is_known_to_differ_has_its_source() -> None:
    assert all(known.source for known in KNOWN)
