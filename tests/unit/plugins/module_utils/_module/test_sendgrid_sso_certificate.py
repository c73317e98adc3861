# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Certificates in a simulated SendGrid: how few requests are sent, what can go wrong, and what is verified."""

from __future__ import annotations

from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization
from unit.plugins.module_utils.builders import connection, fails, gate, with_journal

from ansible_collections.community.sendgrid.plugins.module_utils._core.outcome import Outcome
from ansible_collections.community.sendgrid.plugins.module_utils._module.sendgrid_sso_certificate import (
    ensure,
    request_from,
)
from ansible_collections.community.sendgrid.plugins.module_utils._module.sendgrid_sso_certificate_info import (
    look_up,
    query_from,
)
from functional.shared.make_certificates import certificate

PEM = {
    name: certificate(name).public_bytes(serialization.Encoding.PEM).decode()
    for name in ("current", "successor", "expired")
}
OKTA, ENTRA = {"id": "okta", "name": "Okta"}, {"id": "entra", "name": "Entra"}
CERTIFICATES = "GET /v3/sso/integrations/okta/certificates"
OPTIONS: dict[str, Any] = {
    "state": "present",
    "id": None,
    "integration_id": "okta",
    "integration_name": None,
    "public_certificate": PEM["current"],
    "purge": "none",
    "expiry_warning_days": 30,
    "allow_lockout": False,
}


def held(*names: str, of: str = "okta", **fields: Any) -> list[dict[str, Any]]:
    """Certificates as seeds of an account."""
    return [{"integration_id": of, "public_certificate": PEM[name]} | fields for name in names]


def run(account: Any, check_mode: bool = False, **options: Any) -> Outcome:
    """Run the module's own work on an account."""
    request = request_from(OPTIONS | options, account.client.connection)
    return with_journal(account.client.apart(), lambda client: ensure(client, request, gate(check_mode)))


def test_sso_belongs_to_the_parent_account() -> None:
    with fails("invalid", "on_behalf_of"):
        request_from(OPTIONS, connection(on_behalf_of="shop"))


@pytest.mark.parametrize(
    ("options", "calls"),
    [
        ({}, [CERTIFICATES]),
        ({"integration_id": None, "integration_name": "Okta"}, ["GET /v3/sso/integrations", CERTIFICATES]),
    ],
)
def test_what_is_there_takes_the_fewest_reads(world: Any, options: dict[str, Any], calls: list[str]) -> None:
    account = world(integrations=[OKTA], certificates=held("current"))
    assert not run(account, **options).changed
    assert account.calls == calls


def test_the_id_of_an_integration_without_certificates_is_looked_up_before_the_first_write(world: Any) -> None:
    account = world(integrations=[OKTA])
    assert run(account).changed
    write = account.calls.index("POST /v3/sso/certificates")
    assert account.calls[:write] == [CERTIFICATES, "GET /v3/sso/integrations/okta"]
    assert account.calls[write + 1 :] == [CERTIFICATES]


@pytest.mark.parametrize("switches", [{}, {"typo_intergration_id": True}, {"certificate_enabled_returned": True}])
def test_a_creation_is_proven_whatever_the_answers_look_like(world: Any, switches: dict[str, Any]) -> None:
    account = world(integrations=[OKTA], settings=switches)
    shown = run(account).result["certificate"]
    assert shown["integration_id"] == "okta"
    assert shown["id"] in {one["id"] for one in account.state["certificates"]}


def test_sendgrid_accepts_a_certificate_and_does_not_list_it(world: Any) -> None:
    account = world(integrations=[OKTA], certificates=held("expired"))
    account.fault("POST", kind="body", status=200, body={"id": 1})
    account.fault("GET", path="*/certificates", kind="body", status=200, body=[], after=1)
    with fails("not_applied") as caught:
        run(account)
    assert caught.value.changed


def test_a_failure_after_the_creation_tells_that_something_changed(world: Any) -> None:
    account = world(integrations=[OKTA], certificates=held("expired"))
    account.fault("DELETE", status=403)
    with fails("forbidden") as caught:
        run(account, purge="others")
    assert caught.value.changed
    assert len(account.state["certificates"]) == 2


def test_nothing_is_removed_where_the_creation_failed(world: Any) -> None:
    account = world(integrations=[OKTA], certificates=held("successor", "expired"))
    account.fault("POST", status=400)
    with fails("invalid") as caught:
        run(account, purge="others")
    assert not caught.value.changed
    assert not [call for call in account.calls if call.startswith("DELETE")]


@pytest.mark.parametrize("status", [200, 204])
def test_a_removal_is_proven_by_its_status(world: Any, status: int) -> None:
    account = world(
        integrations=[OKTA], certificates=held("current", "expired"), settings={"certificate_delete_status": status}
    )
    assert run(account, state="absent", public_certificate=PEM["expired"]).changed
    assert account.calls[-1].startswith("DELETE")


def test_what_has_gone_meanwhile_is_removed(world: Any) -> None:
    account = world(integrations=[OKTA], certificates=held("current", "expired"))
    account.fault("DELETE", status=404)
    assert run(account, state="absent", public_certificate=PEM["expired"]).changed


@pytest.mark.parametrize("status", [401, 403, 500])
def test_a_listing_that_fails_proves_nothing(world: Any, status: int) -> None:
    account = world(integrations=[OKTA], certificates=held("current"))
    account.fault("GET", status=status, times=None)
    with fails({401: "unauthorized", 403: "forbidden", 500: "unavailable"}[status]):
        run(account, state="absent")


def test_check_mode_reads_the_same_and_writes_nothing(world: Any) -> None:
    account = world(integrations=[OKTA], certificates=held("expired"))
    outcome = run(account, check_mode=True, purge="others")
    assert outcome.changed
    assert outcome.result["certificate"]["id"] is None
    assert [one["subject"] for one in outcome.result["removed"]] == ["CN=expired.example.com"]
    assert account.calls == [CERTIFICATES]


# Missing integrations, and the last certificate

UNKNOWN = [
    pytest.param({"integration_id": "other"}, id="by id"),
    pytest.param({"integration_id": None, "integration_name": "Other"}, id="by name"),
]


@pytest.mark.parametrize("status", [400, 404])
@pytest.mark.parametrize("options", UNKNOWN)
def test_an_integration_that_is_not_there(world: Any, options: dict[str, Any], status: int) -> None:
    account = world(integrations=[OKTA], settings={"unknown_sso_id_status": status})
    with fails("not_found", field=next(reversed(options))):
        run(account, **options)
    gone = run(account, state="absent", **options)
    assert (gone.changed, gone.result["certificate"], gone.before, gone.after) == (False, None, {}, {})
    assert {call.split()[0] for call in account.calls} == {"GET"}


def test_an_integration_that_is_not_there_although_its_listing_is_empty(world: Any) -> None:
    account = world()
    account.fault("GET", "*/certificates", kind="body", status=200, body=[])
    with fails("not_found", "'okta'", field="integration_id"):
        run(account)
    assert "POST /v3/sso/certificates" not in account.calls


def test_a_400_for_an_integration_that_is_there_is_a_failure(world: Any) -> None:
    account = world(integrations=[OKTA])
    account.fault("GET", "*/certificates", status=400)
    with fails("invalid", status=400):
        run(account)


def test_another_integrations_certificates_are_unexpected(world: Any) -> None:
    account = world(integrations=[OKTA])
    rows = [{"id": 1, "integration_id": "entra", "public_certificate": PEM["current"]}]
    account.fault("GET", "*/certificates", kind="body", status=200, body=rows)
    with fails("unexpected_response", "another integration"):
        run(account)


@pytest.mark.parametrize("check_mode", [True, False])
@pytest.mark.parametrize("options", [{}, {"integration_id": None, "integration_name": "Okta"}], ids=["id", "name"])
def test_the_last_valid_certificate_stays_unless_that_is_allowed(
    world: Any, options: dict[str, Any], check_mode: bool
) -> None:
    account = world(integrations=[OKTA], certificates=held("current", "expired"))
    with fails("refused", "'Okta'", "last valid"):
        run(account, check_mode, state="absent", **options)
    assert len(account.state["certificates"]) == 2
    assert run(account, check_mode, state="absent", allow_lockout=True, **options).changed


def test_the_last_valid_certificate_of_an_integration_that_is_off_may_go(world: Any) -> None:
    account = world(integrations=[OKTA | {"enabled": False}], certificates=held("current"))
    assert run(account, state="absent").changed
    assert account.state["certificates"] == []


# Reading


@pytest.mark.parametrize(
    ("options", "integrations", "calls"),
    [
        ((None, None), {"okta", "entra"}, 3),
        (("entra", None), {"entra"}, 1),
        ((None, "Okta"), {"okta"}, 2),
        (("other", None), set(), 1),
        ((None, "other"), set(), 1),
    ],
)
def test_certificates_of_one_integration_or_all(
    world: Any, options: tuple[str | None, str | None], integrations: set[str], calls: int
) -> None:
    account = world(integrations=[OKTA, ENTRA], certificates=held("current") + held("current", "expired", of="entra"))
    query = query_from({"integration_id": options[0], "integration_name": options[1]}, account.client.connection)
    outcome = look_up(account.client, query, gate())
    shown = outcome.result["certificates"]
    assert {one["integration_id"] for one in shown} == integrations
    assert len(shown) == 1 * ("okta" in integrations) + 2 * ("entra" in integrations)
    assert (outcome.changed, outcome.before, outcome.after) == (False, None, None)
    assert len(account.calls) == calls


def test_one_integration_is_named_once() -> None:
    with fails("invalid", field="integration_id"):
        query_from({"integration_id": "okta", "integration_name": "Okta"}, connection())
