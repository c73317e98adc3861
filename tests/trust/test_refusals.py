# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""What modules refuse, and responses that they do not mistake for others: whole modules in this process.

Each case runs in check mode and for real, is judged like the tasks of playbooks, and must not write anything. The
playbooks have some cases of each kind, to show that Ansible passes them on.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from typing import Any
from unittest import mock

import pytest
from ansible.module_utils import basic

from functional.harness.rewriting import FIRST_STEPS, STEPS, Case, Expectation
from functional.harness.verdicts import Step, problems_of
from trust.certificates import certificate, private_key
from trust.whole_modules import run_ansible_module
from trust.world import Simulator

CERTIFICATE = "sendgrid_sso_certificate"
INTEGRATION = "sendgrid_sso_integration"
ROSTER = "sendgrid_sso_roster"
TEAMMATE = "sendgrid_sso_teammate"

KEY = "SG.refusals"
ACCOUNT: dict[str, Any] = {
    "integrations": [
        {"id": "id-of-okta", "name": "Okta"},
        {"id": "id-of-one", "name": "Twin"},
        {"id": "id-of-two", "name": "Twin"},
        {"id": "id-of-empty", "name": "Empty", "enabled": False, "signin_url": "", "signout_url": "", "entity_id": ""},
        {"id": "gateway", "name": "Gateway"},
    ],
    "subusers": [{"id": 7, "username": "news"}, {"id": 8, "username": "newsletter"}],
    "teammates": [{"email": "two@example.com", "first_name": "Two", "last_name": "Lee", "scopes": ["mail.send"]}],
    "pending": [{"email": "cy@example.com", "token": "invitation-token-1"}],
    "keys": [{"key": KEY}],
}
ADMIN_OF_NEWS = {"id": 7, "permission_type": "admin"}
NEW = {"email": "new@example.com", "first_name": "New", "last_name": "Person", "is_admin": True}
PEM, OTHER_PEM = certificate("current"), certificate("successor")
# For failures with any field.
ANY = "any"


@dataclasses.dataclass(frozen=True)
class Refusal:
    """A run that fails: its message, code and field, and its number of requests in each step."""

    module: str
    options: Mapping[str, Any]
    says: tuple[str, ...] = ()
    code: str | None = "invalid"
    field: str | None = ANY
    requests: int | None = 0
    failure: Mapping[str, Any] = dataclasses.field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.module.removeprefix('sendgrid_sso_')}-{'-'.join(self.says) or self.code}"


@pytest.fixture(scope="module")
def simulator() -> Iterator[Simulator]:
    with Simulator() as running:
        yield running


def step_of(simulator: Simulator, refusal: Refusal, check_mode: bool) -> Step:
    """Run the module once. `warn` is patched, because Ansible keeps warnings until the process ends."""
    simulator.forget_requests()
    shared = {"api_key": KEY, "base_url": simulator.url}
    with mock.patch.object(basic.AnsibleModule, "warn") as warn:
        output = run_ansible_module(refusal.module, shared | refusal.options, check_mode=check_mode, diff=True)
    assert KEY not in output.text
    requests = [f"{one['method']} {one['path']}" for one in simulator.requests()]
    return Step([output.result], [call.args[0] for call in warn.call_args_list], requests)


def problems(simulator: Simulator, refusal: Refusal, *faults: Mapping[str, Any], **settings: Any) -> list[str]:
    """Everything that is wrong with the outcome."""
    simulator.reset()
    simulator.account("refusals", settings=settings, **ACCOUNT)
    before = simulator.state("refusals")
    for fault in faults:
        simulator.fault(account="refusals", **fault)
    steps = {name: step_of(simulator, refusal, STEPS[name]) for name in FIRST_STEPS}
    counted = {} if refusal.requests is None else dict.fromkeys(FIRST_STEPS, refusal.requests)
    case = Case(str(refusal), refusal.module, Expectation(requests=counted), dict.fromkeys(FIRST_STEPS, "run"))
    found = problems_of(case, steps)
    for name, step in steps.items():
        found += [f"{name}: {problem}" for problem in problems_of_failure(refusal, step.results[0])]
    if simulator.state("refusals") != before:
        found.append("something was written")
    return found


def problems_of_failure(refusal: Refusal, result: Mapping[str, Any]) -> Iterator[str]:
    """How a failure differs from the expected one."""
    failure, message = result.get("failure") or {}, result.get("msg", "")
    if not result.get("failed"):
        yield f"did not fail: {result}"
    if failure.get("code") != refusal.code:
        yield f"the code is {failure.get('code')}: {message}"
    if refusal.field != ANY and failure.get("field") != refusal.field:
        yield f"the field is {failure.get('field')}: {message}"
    if "password@" in message:
        yield f"says the password: {message}"
    for word in refusal.says:
        if word not in message:
            yield f"does not say {word!r}: {message}"
    for key, value in refusal.failure.items():
        if failure.get(key) != value:
            yield f"{key} is {failure.get(key)!r}, not {value!r}: {message}"


def ann(*says: str, **options: Any) -> Refusal:
    return Refusal(TEAMMATE, {"email": "ann@example.com", "first_name": "Ann", "last_name": "Lee"} | options, says)


def absent(*says: str, **options: Any) -> Refusal:
    return Refusal(TEAMMATE, {"state": "absent"} | options, says)


def subusers(code: str, *says: str, access: list[dict[str, Any]]) -> Refusal:
    options = {"email": "ann@example.com", "first_name": "Ann", "last_name": "Lee", "subuser_access": access}
    return Refusal(TEAMMATE, options, says, code, requests=None)


TEAMMATES = [
    ann("is_admin", "persona", is_admin=True, persona="developer"),
    ann("is_admin", "scopes", is_admin=True, scopes=["mail.send"]),
    ann(
        "subuser_access",
        "has_restricted_subuser_access",
        subuser_access=[ADMIN_OF_NEWS],
        has_restricted_subuser_access=False,
    ),
    ann("scopes", "no access", scopes=[]),
    ann("subuser_access", "no access", subuser_access=[]),
    ann("ann.example.com", email="ann.example.com", persona="developer"),
    ann("mail.send stats.read", scopes=["mail.send stats.read"]),
    ann("7", "twice", subuser_access=[ADMIN_OF_NEWS, ADMIN_OF_NEWS]),
    ann("admin", "scopes", subuser_access=[ADMIN_OF_NEWS | {"scopes": ["mail.send"]}]),
    ann("id", "username", subuser_access=[{"permission_type": "admin"}]),
    ann("id", "username", subuser_access=[ADMIN_OF_NEWS | {"username": "news"}]),
    ann("first_name is a number (7)", first_name=7),
    ann("first_name is a boolean (true)", first_name=True),
    ann("first_name is a list ([])", first_name=[]),
    ann("with a space at an end", first_name="Ann "),
    absent("email is a list (['ann@example.com'])", email=["ann@example.com"]),
    absent("email is a list ([])", email=[]),
    absent("email is a dictionary", email={"mail": "ann@example.com"}),
    absent("email '<ann@example.com>' is not an e-mail address", email="<ann@example.com>"),
    absent("it contains ':'", email="mailto:ann@example.com"),
    absent("it contains ','", email="ann@example.com,"),
    absent("U+201C", email="\u201cann@example.com\u201d"),
    subusers("not_found", "'New'", "did you mean 'news'", access=[{"username": "New", "permission_type": "admin"}]),
    subusers(
        "not_found",
        "'newsletters'",
        "did you mean 'newsletter'",
        access=[ADMIN_OF_NEWS, {"username": "newsletters", "permission_type": "admin"}],
    ),
    subusers("not_found", "99", access=[{"id": 99, "permission_type": "admin"}]),
    subusers("invalid", "news", "twice", access=[ADMIN_OF_NEWS, {"username": "news", "permission_type": "admin"}]),
    Refusal(
        TEAMMATE,
        {"email": "ann@example.com", "on_behalf_of": "news", "subuser_access": [ADMIN_OF_NEWS]},
        ("on_behalf_of",),
        field="on_behalf_of",
    ),
    Refusal(
        TEAMMATE,
        {"email": "ann@example.com", "on_behalf_of": "news", "manage_password_teammate": True},
        ("on_behalf_of",),
        field="on_behalf_of",
    ),
]

INTEGRATIONS = [
    Refusal(INTEGRATION, {"enabled": True}, ("id or name",)),
    Refusal(INTEGRATION, {"id": ""}, ("id",), field="id"),
    Refusal(INTEGRATION, {"name": ""}, ("name",), field="name"),
    Refusal(INTEGRATION, {"id": "../certificates"}, ("id",), field="id"),
    Refusal(INTEGRATION, {"name": ["Empty"], "state": "absent"}, ("name is a list (['Empty'])",)),
    Refusal(INTEGRATION, {"name": {"Empty": "Empty"}, "state": "absent"}, ("name is a dictionary",)),
    Refusal(INTEGRATION, {"name": True, "state": "absent"}, ("name is a boolean",)),
    Refusal(INTEGRATION, {"name": "Empty ", "state": "absent"}, ("with a space at an end",)),
    Refusal(INTEGRATION, {"name": "New", "signin_url": "example.com/saml"}, ("signin_url",), field="signin_url"),
    Refusal(
        INTEGRATION, {"name": "New", "signout_url": "ftp://example.com/bye"}, ("signout_url",), field="signout_url"
    ),
    Refusal(INTEGRATION, {"name": "New", "enabled": True}, ("signin_url", "entity_id"), requests=1),
    Refusal(
        INTEGRATION,
        {"name": "New", "enabled": True, "signin_url": "https://example.okta.com/saml"},
        ("needs entity_id:",),
        field="entity_id",
        requests=1,
    ),
    Refusal(
        INTEGRATION,
        {"id": "id-of-empty", "enabled": True, "signout_url": "https://example.okta.com/signout"},
        ("signin_url", "entity_id"),
        requests=None,
    ),
    Refusal(INTEGRATION, {"name": "New", "on_behalf_of": "news"}, field="on_behalf_of"),
]

CONNECTIONS = [
    *(
        Refusal(INTEGRATION, {"name": "Okta", "api_key": key}, ("api_key",), field="api_key")
        for key in ("", "SG.end\n", "SG.with blank")
    ),
    *(
        Refusal(INTEGRATION, {"name": "Okta", "base_url": url}, ("base_url",), field="base_url")
        for url in ("api.sendgrid.com", "http://api.sendgrid.com", "https://user:password@api.sendgrid.com")
    ),
    Refusal(INTEGRATION, {"name": "Okta", "region": "mars"}, ("value of region must be one of: global, eu",), None),
    *(
        Refusal(INTEGRATION, {"name": "Okta", option: -1}, (option,), field=option)
        for option in ("timeout", "retries", "rate_limit_wait")
    ),
    Refusal(INTEGRATION, {"name": "Okta", "ca_path": "/nowhere/ca.pem"}, field="ca_path"),
    Refusal(INTEGRATION, {"name": "Okta", "on_behalf_of": "two words"}, field="on_behalf_of"),
    Refusal(
        INTEGRATION,
        {"name": "Okta", "base_url": "http://127.0.0.1:1", "retries": 0},
        code="unavailable",
        failure={"status": None, "method": "GET", "path": "/v3/sso/integrations"},
    ),
]

CERTIFICATES = [
    *(
        Refusal(
            CERTIFICATE, {"integration_name": "Okta", "public_certificate": text}, (says,), field="public_certificate"
        )
        for text, says in (
            ("", "is empty"),
            ("aGVsbG8gd29ybGQ=", "is not an X.509 certificate"),
            (PEM.replace("CERTIFICATE", "CERTIFICATE REQUEST"), "without a complete"),
            (PEM + OTHER_PEM, "contains 2 certificates"),
            (private_key(), "private key"),
            (PEM + private_key(), "private key"),
        )
    ),
    *(
        Refusal(CERTIFICATE, which | {"public_certificate": PEM}, ("integration_id", "integration_name"))
        for which in (
            {"integration_id": "", "integration_name": ""},
            {"integration_id": "id-of-okta", "integration_name": "Okta"},
        )
    ),
    *(
        Refusal(CERTIFICATE, {"integration_name": "Okta"} | options)
        for options in (
            {},
            {"id": 1},
            {"public_certificate": PEM, "state": "absent", "purge": "others"},
            {"public_certificate": PEM, "on_behalf_of": "news"},
        )
    ),
    *(
        Refusal(CERTIFICATE, which | {"public_certificate": PEM}, code="not_found", requests=1)
        for which in ({"integration_id": "no-such-id"}, {"integration_name": "okta"})
    ),
    Refusal(
        CERTIFICATE,
        {"integration_name": "Twin", "public_certificate": PEM},
        ("id-of-one", "id-of-two"),
        "conflict",
        requests=None,
    ),
]

ROSTERS = [
    Refusal(ROSTER, {"teammates": [], "purge": True}, code="refused"),
    *(
        Refusal(ROSTER, {"teammates": [NEW]} | options)
        for options in (
            {"protected": ["nobody"]},
            {"protected": [["ann@example.com"]], "purge": True},
            {"protected": ["ann@example.com;"], "purge": True},
            {"max_removals": -2},
            {"concurrency": 0},
            {"concurrency": 33},
            {"on_behalf_of": "news", "manage_password_teammate": True},
            {"on_behalf_of": "news", "teammates": [{"email": "a@b.c", "subuser_access": [ADMIN_OF_NEWS]}]},
        )
    ),
]


@pytest.mark.parametrize("refusal", [*TEAMMATES, *INTEGRATIONS, *CONNECTIONS, *CERTIFICATES, *ROSTERS], ids=str)
def test_what_cannot_be(simulator: Simulator, refusal: Refusal) -> None:
    assert problems(simulator, refusal) == []


def test_where_there_is_no_tls(simulator: Simulator) -> None:
    options = {"name": "Okta", "base_url": simulator.url.replace("http:", "https:")}
    assert problems(simulator, Refusal(INTEGRATION, options, code="tls")) == []


def integration(name: str, code: str, *says: str, requests: int = 1, status: int | None = None) -> Refusal:
    """The removal of an integration, for which reading it has a bad response."""
    options = {"id": name, "state": "absent", "retries": 1}
    told = {"method": "GET", "path": f"/v3/sso/integrations/{name}", "status": status}
    return Refusal(INTEGRATION, options, says, code, requests=requests, failure=told)


def teammate(name: str, code: str, says: str) -> Refusal:
    """The removal of a teammate, for which reading them has a bad response."""
    options = {"email": f"{name}@example.com", "state": "absent", "retries": 1}
    return Refusal(TEAMMATE, options, (says,), code, requests=None)


BAD_ANSWERS: list[tuple[Refusal, dict[str, Any]]] = [
    (integration("broken", "unavailable", requests=2, status=503), {"status": 503}),
    (integration("failing", "unavailable", requests=2, status=500), {"status": 500}),
    (
        integration("moved", "unexpected_response", "redirect", status=301),
        {"status": 301, "headers": {"Location": "/v3/scopes"}},
    ),
    # The listing contains it anyway.
    (integration("gateway", "unexpected_response", requests=2), {"status": 404, "body": "<html>Not found</html>"}),
    (
        integration("forbidden", "forbidden", "sso.settings.read", "IP allow-list", "without SSO", status=403),
        {"status": 403},
    ),
    (integration("revoked", "unauthorized", "expired", status=401), {"status": 401}),
    (integration("half", "unexpected_response"), {"kind": "malformed", "status": 200}),
    (
        integration("other", "unexpected_response"),
        {"status": 200, "body": {"id": "x", "name": "X", "enabled": True}},
    ),
    (teammate("down", "unavailable", "500"), {"status": 500}),
    (
        teammate("moved", "unexpected_response", "redirect"),
        {"status": 302, "headers": {"Location": "/v3/teammates/one@example.com"}},
    ),
    (teammate("two", "unexpected_response", "two"), {"status": 404, "body": "<html>Not found</html>"}),
    (teammate("half", "unexpected_response", "JSON"), {"kind": "malformed", "status": 200}),
    (
        teammate("other", "unexpected_response", "another"),
        {"status": 200, "body": {"email": "x@example.com", "user_type": "admin"}},
    ),
    (teammate("cy", "forbidden", "teammates.read"), {"status": 403}),
]


@pytest.mark.parametrize(("refusal", "answer"), BAD_ANSWERS, ids=str)
def test_no_bad_answer_means_absent(simulator: Simulator, refusal: Refusal, answer: dict[str, Any]) -> None:
    kind = "sso/integrations" if refusal.module == INTEGRATION else "teammates"
    path = f"/v3/{kind}/{refusal.options.get('id') or refusal.options['email']}"
    assert problems(simulator, refusal, {"times": None, "path": path} | answer) == []


def unknown(integration_id: str) -> Refusal:
    options = {"integration_id": integration_id, "public_certificate": PEM}
    return Refusal(CERTIFICATE, options, code="not_found", requests=None)


def test_an_unknown_integration_is_not_found_where_the_answer_is_400(simulator: Simulator) -> None:
    assert problems(simulator, unknown("no-such-id"), unknown_sso_id_status=400) == []


def test_an_unknown_integration_is_not_found_where_its_certificates_are_an_empty_list(simulator: Simulator) -> None:
    path = "/v3/sso/integrations/empty/certificates"
    fault = {"kind": "body", "status": 200, "body": [], "times": None, "path": path}
    assert problems(simulator, unknown("empty"), fault) == []
