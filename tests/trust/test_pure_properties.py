# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Properties of the code that decides, without any account."""

from __future__ import annotations

import base64
import contextlib
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from ansible.errors import AnsibleFilterError
from hypothesis import assume, example, given
from hypothesis import strategies as st

from ansible_collections.community.sendgrid.plugins.filter.saml_idp_metadata import saml_idp_metadata
from ansible_collections.community.sendgrid.plugins.module_utils._ansible.person_arguments import person_arguments
from ansible_collections.community.sendgrid.plugins.module_utils._certificate.model import Certificate, plan_of
from ansible_collections.community.sendgrid.plugins.module_utils._certificate.model import Wanted as WantedCertificate
from ansible_collections.community.sendgrid.plugins.module_utils._core.errors import SendGridError
from ansible_collections.community.sendgrid.plugins.module_utils._http import retry
from ansible_collections.community.sendgrid.plugins.module_utils._http.connection import Policy
from ansible_collections.community.sendgrid.plugins.module_utils._http.fields import Answer
from ansible_collections.community.sendgrid.plugins.module_utils._http.retry import (
    Tries,
    announced_wait,
    decide,
)
from ansible_collections.community.sendgrid.plugins.module_utils._http.status_failures import failure_of
from ansible_collections.community.sendgrid.plugins.module_utils._integration.model import (
    Integration,
    differences,
    target_of,
)
from ansible_collections.community.sendgrid.plugins.module_utils._integration.model import Wanted as WantedIntegration
from ansible_collections.community.sendgrid.plugins.module_utils._integration.writing import body_of
from ansible_collections.community.sendgrid.plugins.module_utils._teammate.grants import Grant
from ansible_collections.community.sendgrid.plugins.module_utils._teammate.model import Teammate, teammate_from
from ansible_collections.community.sendgrid.plugins.module_utils._teammate.plan import (
    Unchanged,
    Update,
)
from ansible_collections.community.sendgrid.plugins.module_utils._teammate.plan import plan_of as plan_of_teammate
from ansible_collections.community.sendgrid.plugins.module_utils._teammate.scope_lists import (
    AUTOMATIC,
    BASELINE,
    PERSONAS,
)
from ansible_collections.community.sendgrid.plugins.module_utils._teammate.wanted import wanted_from
from ansible_collections.community.sendgrid.plugins.module_utils._teammate.writing import (
    creation_body,
    predicted,
    update_body,
)
from ansible_collections.community.sendgrid.plugins.module_utils._x509.certificate import (
    NoCertificate,
    read_certificate,
)
from trust.certificates import certificate
from trust.strategies import forms, json_values, names, pure


def outcome_of(work: Callable[[], Any]) -> tuple[Any, str | None]:
    """What some work returns, or the code of its clean failure."""
    try:
        return work(), None
    except SendGridError as error:
        return None, error.code


NOW = datetime.now(UTC)


# Teammates: from any access to any other


def asked(form: dict[str, Any], **others: Any) -> Any:
    """What a task with these options asks for, with all subusers' ids."""
    options = dict.fromkeys(person_arguments()) | form | others | {"email": "ann@example.com"}
    if options["subuser_access"]:
        identities = {"news": 11, "shop": 12, "newsletter": 13}
        options["subuser_access"] = [
            {"scopes": None, **entry, "id": entry.get("id") or identities[entry["username"]], "username": None}
            for entry in options["subuser_access"]
        ]
    return wanted_from(options)


_added = st.frozensets(st.sampled_from(sorted(AUTOMATIC)))


@st.composite
def teammates(draw: st.DrawFn) -> Teammate:
    """A person as SendGrid shows them: with the scopes that it adds."""
    wanted = asked(draw(forms), first_name=draw(names), last_name=draw(names))
    added = draw(_added)
    return as_sendgrid_shows(predicted(wanted, None), added)


def as_sendgrid_shows(teammate: Teammate, added: frozenset[str]) -> Teammate:
    grants = tuple(
        Grant(
            grant.id, f"sub{grant.id}", grant.permission_type, grant.scopes | BASELINE if grant.scopes else grant.scopes
        )
        for grant in teammate.grants
    )
    scopes = teammate.scopes | added | {"user.profile.read"}
    return teammate._replace(scopes=scopes, grants=grants)


@pure
@given(current=st.none() | teammates(), form=forms, added=_added, first_name=names)
def test_applied_and_planned_again_nothing_is_left(
    current: Teammate | None, form: dict[str, Any], added: frozenset[str], first_name: str
) -> None:
    wanted = asked(form, first_name=first_name, last_name="Lee")
    plan = plan_of_teammate(wanted, current, None)
    after = as_sendgrid_shows(predicted(plan.wanted, current), added)
    assert plan_of_teammate(wanted, after, None).__class__ is Unchanged


@pure
@given(current=teammates(), first_name=names)
def test_a_new_name_sends_the_access_that_is_there(current: Teammate, first_name: str) -> None:
    assume(first_name != current.first_name)
    plan = plan_of_teammate(asked({}, first_name=first_name), current, None)
    assert isinstance(plan, Update)
    body = update_body(plan.wanted, current) if current else creation_body(plan.wanted)
    assert (body["first_name"], body["last_name"], body["is_admin"]) == (
        first_name,
        current.last_name,
        current.is_admin,
    )
    assert body["has_restricted_subuser_access"] is bool(current.restricted)
    if current.restricted:
        sent = {entry["id"]: set(entry.get("scopes", ())) - BASELINE for entry in body["subuser_access"]}
        assert sent == {grant.id: set(grant.scopes) - BASELINE for grant in current.grants}
    elif not current.is_admin:
        sent = set(body.get("scopes", ())) | (PERSONAS[body["persona"]] if "persona" in body else set())
        assert current.scopes - AUTOMATIC - {"user.profile.read", "user.profile.update"} <= sent


@pure
@given(form=forms)
def test_every_body_has_one_form_and_says_both_flags(form: dict[str, Any]) -> None:
    body = asked(form).access.body()
    said = [body["is_admin"], body["has_restricted_subuser_access"], "persona" in body, "scopes" in body]
    assert sum(said) == 1
    assert body["has_restricted_subuser_access"] == ("subuser_access" in body)
    assert all(entry.get("scopes", True) for entry in body.get("subuser_access", ()))


@pure
@given(form=forms, data=st.data())
def test_the_order_of_lists_makes_no_other_body(form: dict[str, Any], data: st.DataObject) -> None:
    other = {
        key: data.draw(st.permutations(value)) if isinstance(value, list) else value for key, value in form.items()
    }
    assert asked(form).access.body() == asked(other).access.body()


@pure
@given(row=json_values.filter(lambda value: isinstance(value, dict)))
def test_any_row_is_a_teammate_or_a_clean_failure(row: dict[str, Any]) -> None:
    read, code = outcome_of(lambda: teammate_from(row, "/v3/teammates"))
    assert code == "unexpected_response" if read is None else read.email


# Integrations

_text = st.sampled_from(["", "https://a.example", "https://b.example"])
_flag = st.none() | st.booleans()
_integrations = st.builds(Integration, st.just("id"), st.just("Okta"), st.booleans(), _text, _text, _text, _flag)
_changes = st.builds(
    WantedIntegration, st.just(True), st.just("id"), st.none() | st.just("Okta"), _flag,
    st.none() | _text, st.none() | _text, st.none() | _text, _flag, st.just(True),
)  # fmt: skip


@pure
@given(current=_integrations, wanted=_changes)
def test_an_integration_changes_only_where_asked(current: Integration, wanted: WantedIntegration) -> None:
    target, code = outcome_of(lambda: target_of(wanted, current))
    if target is None:
        assert code == "invalid"
        return
    body = body_of(target)
    assert body.keys() >= {"name", "enabled", "signin_url", "signout_url", "entity_id"}
    for key, value in body.items():
        asked_for = getattr(wanted, key)
        assert value == (getattr(current, key) if asked_for is None else asked_for)
    assert differences(target, target) == []
    assert set(differences(target, current)) <= {key for key in body if getattr(wanted, key) is not None}


# Certificates: any spelling, any bytes, any set

_DER = {name: read_certificate(certificate(name)).der for name in ("one", "other")}
_gaps = st.text(" \t\r\n", max_size=3)


@pure
@given(
    gaps=st.lists(_gaps, min_size=40, max_size=40),
    width=st.integers(1, 100),
    armour=st.sampled_from(["", "X509 "]),
    bare=st.booleans(),
    padded=st.booleans(),
    text=st.sampled_from(["", "subject=CN = one\n", "Bag Attributes\n"]),
)
def test_any_spelling_of_a_certificate_is_that_certificate(
    gaps: list[str], width: int, armour: str, bare: bool, padded: bool, text: str
) -> None:
    encoded = base64.b64encode(_DER["one"]).decode()
    encoded = encoded if padded else encoded.rstrip("=")
    pieces = [encoded[start : start + width] for start in range(0, len(encoded), width)]
    spelled = "".join(piece + gaps[index % len(gaps)] for index, piece in enumerate(pieces))
    if not bare:
        spelled = f"{text}-----BEGIN {armour}CERTIFICATE-----\n{spelled}\n-----END {armour}CERTIFICATE-----{gaps[0]}"
    assert read_certificate(spelled).der == _DER["one"]


@pure
@given(text=st.text() | st.binary().map(lambda raw: base64.b64encode(raw).decode()))
@example(text="-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----")
@example(text="MA==")
@example(text="\ud800")
def test_any_text_is_a_certificate_or_none(text: str) -> None:
    with contextlib.suppress(NoCertificate):
        assert read_certificate(text).der


@pure
@given(cut=st.integers(0, 500), byte=st.integers(0, 255))
def test_a_damaged_certificate_is_none_or_itself(cut: int, byte: int) -> None:
    der = bytearray(_DER["one"])
    der[cut % len(der)] = byte
    for damaged in (bytes(der), _DER["one"][: cut % len(der)]):
        try:
            assert read_certificate(base64.b64encode(damaged).decode()).der == damaged
        except NoCertificate:
            assert damaged != _DER["one"]


def _held(name: str, number: int) -> Certificate:
    x509 = read_certificate(certificate(name, *((-100, -1) if name == "expired" else ())))
    return Certificate(number, "okta", x509.pem, x509, x509.not_before, x509.not_after)


@pure
@given(
    names=st.lists(st.sampled_from(["one", "other", "expired"]), unique=True),
    wanted=st.sampled_from(["one", "other", "next"]),
    purge=st.sampled_from(["none", "expired", "others"]),
)
def test_a_plan_keeps_what_is_wanted_and_removes_only_what_purge_says(
    names: list[str], wanted: str, purge: str
) -> None:
    current = [_held(name, number) for number, name in enumerate(names)]
    x509 = read_certificate(certificate(wanted))
    plan = plan_of(WantedCertificate(True, None, "okta", None, x509, purge, 30, False), current, NOW)
    assert (plan.kept is None) != (plan.create is None)
    assert all(not row.holds(x509) for row in plan.remove)
    removable = {"none": [], "expired": ["expired"], "others": ["one", "other", "expired"]}[purge]
    assert [names[row.id] for row in plan.remove] == [name for name in names if name in removable and name != wanted]


# Metadata and responses: any bytes


@pure
@given(metadata=st.text() | st.binary() | json_values)
@example(metadata=b"\xff\xfe<\x00")
@example(metadata="<" * 10_000)
@example(metadata="<a>" * 5_000)
@example(metadata=b'<?xml version="1.0" encoding="nonsense"?><a/>')
@example(metadata='<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
def test_any_metadata_is_read_or_refused(metadata: Any) -> None:
    with pytest.raises(AnsibleFilterError):
        saml_idp_metadata(metadata)


@pure
@given(status=st.integers(300, 599), body=st.binary(max_size=60) | json_values.map(lambda value: repr(value).encode()))
@example(status=500, body=b'{"errors": [{"message": 5, "field": []}, 7]}')
@example(status=400, body=b'[{"message": null}]')
@example(status=400, body=b"\xff")
def test_any_refusal_has_a_code_and_a_sentence(status: int, body: bytes) -> None:
    error = failure_of(Answer("GET", "/v3/teammates", status, {}, body))
    assert error.code
    assert error.msg.endswith(".")


# Waiting

_header_values = st.text(max_size=12) | st.integers().map(str) | st.floats().map(str)


@pure
@given(
    headers=st.dictionaries(st.sampled_from(["Retry-After", "X-RateLimit-Reset"]), _header_values),
    method=st.sampled_from(["GET", "POST", "PATCH", "DELETE"]),
    status=st.sampled_from([None, 429, 500, 502, 503, 504]),
    policy=st.builds(Policy, st.integers(0, 8), st.integers(0, 400)),
    jitter=st.floats(0, 1),
)
@example({"Retry-After": "Sun, 06 Nov 1994 08:49:37 GMT"}, "GET", 429, Policy(1, 1), 0.5)
@example({"Retry-After": "Fri, 31 Dec 9999 23:59:59 GMT"}, "GET", 429, Policy(1, 1), 0.5)
@example({"Retry-After": "1e-60"}, "GET", 429, Policy(0, 400), 0.0)
@example({"X-RateLimit-Reset": "nan"}, "GET", 429, Policy(1, 1), 0.5)
@example({"X-RateLimit-Reset": "-inf"}, "GET", 429, Policy(1, 1), 0.5)
def test_waiting_ends_within_what_the_options_allow(
    headers: dict[str, str], method: str, status: int | None, policy: Policy, jitter: float
) -> None:
    tries, slept, sent, now = Tries(), 0.0, 0, 1.8e9
    while True:
        sent += 1
        verdict = decide(method, status, headers, tries, policy, now + slept, jitter)
        if not verdict.again:
            break
        assert verdict.wait > 0
        slept += verdict.wait
        tries = verdict.tries
        assert sent < 2000
    if status == 429:
        assert slept <= policy.rate_limit_wait + 1e-6
    else:
        assert sent <= 1 + policy.retries
        assert slept <= policy.retries * retry.LONGEST_BACKOFF
    wait = announced_wait(headers, now)
    assert wait is None or wait > 0
