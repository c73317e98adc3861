# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""The checks that keep people able to sign in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from unit.plugins.module_utils.builders import fails

from ansible_collections.community.sendgrid.plugins.module_utils._integration.read import every
from ansible_collections.community.sendgrid.plugins.module_utils._module.lockout import (
    refuse_lockout,
    require_working_sso,
)

OKTA = {"id": "okta", "name": "Okta"}
ENTRA = {"id": "entra", "name": "Entra"}
DISABLED = {"id": "disabled", "name": "Disabled", "enabled": False}
ANN = {"email": "ann@example.com"}
PASSWORD = {"email": "pw@example.com", "is_sso": False}


def certificate(first: int, last: int) -> str:
    """A certificate that is valid from one day to another, counted from today."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "idp.test")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now + timedelta(days=first))
        .not_valid_after(now + timedelta(days=last))
        .sign(key, hashes.SHA256())
    )
    return made.public_bytes(serialization.Encoding.PEM).decode()


def leave(account, **changes):
    """Check whether Okta may be changed like this, with a listing that was read before."""
    integrations = every(account.client)
    account.control.forget_requests(account.account)
    okta = next(one for one in integrations if one.id == "okta")
    refuse_lockout(account.client, okta._replace(**changes), integrations)


@pytest.mark.parametrize(
    "seed",
    [
        pytest.param({"integrations": [OKTA, ENTRA], "teammates": [ANN]}, id="another one is enabled"),
        pytest.param({"integrations": [OKTA]}, id="nobody but the owner is there"),
        pytest.param({"integrations": [OKTA], "teammates": [PASSWORD]}, id="everybody has a password"),
    ],
)
def test_an_integration_may_go(world, seed):
    leave(world(**seed))


@pytest.mark.parametrize(
    "seed",
    [
        pytest.param({"integrations": [OKTA], "teammates": [ANN]}, id="it is the only one"),
        pytest.param({"integrations": [DISABLED, OKTA], "teammates": [ANN]}, id="the other one is off"),
        pytest.param({"integrations": [OKTA], "teammates": [PASSWORD, ANN]}, id="one of many uses SSO"),
        pytest.param({"integrations": [OKTA], "owner": {"is_sso": True}}, id="the owner uses SSO"),
        pytest.param(
            {
                "integrations": [OKTA],
                "teammates": [{"email": f"pw{n}@example.com", "is_sso": False} for n in range(5)] + [ANN],
                "settings": {"teammates_page_default": 2, "teammates_page_max": 2},
            },
            id="the one who uses SSO is on the last page",
        ),
    ],
)
def test_the_last_enabled_integration_stays_while_people_need_it(world, seed):
    with fails("refused", "'Okta'") as caught:
        leave(world(**seed))
    assert "allow_lockout" in caught.value.hint


def test_somebody_of_whom_sendgrid_does_not_tell_may_need_it(world):
    account = world(integrations=[OKTA])
    row = {"username": "ann@example.com", "email": "ann@example.com", "is_admin": False}
    account.fault("GET", "/v3/teammates", kind="body", body={"result": [row]})
    with fails("refused", "ann@example.com"):
        leave(account)


def test_an_owner_of_whom_sendgrid_does_not_tell_has_a_password(world):
    account = world(integrations=[OKTA])
    row = {"username": "olive", "email": "olive@example.com", "user_type": "owner"}
    account.fault("GET", "/v3/teammates", kind="body", body={"result": [row]})
    leave(account)


def test_an_integration_is_not_another_one_for_the_letters_of_its_id(world):
    account = world(integrations=[OKTA], teammates=[ANN])
    with fails("refused", "'Okta'"):
        leave(account, id="OKTA")


def test_nothing_is_read_where_another_integration_is_enabled(world):
    account = world(integrations=[OKTA, ENTRA], teammates=[ANN])
    leave(account)
    assert account.calls == []


def test_people_are_listed_where_none_is(world):
    account = world(integrations=[OKTA, DISABLED])
    leave(account)
    assert set(account.calls) == {"GET /v3/teammates"}


def test_a_failed_read_is_no_permission(world):
    account = world(integrations=[OKTA], teammates=[ANN])
    account.fault("GET", "/v3/teammates", status=403)
    with fails("forbidden"):
        leave(account)


@pytest.mark.parametrize(
    "days",
    [
        pytest.param([(-1, 1)], id="one that is valid now"),
        pytest.param([(-9, -1), (-1, 1)], id="one beside an expired one"),
        pytest.param([(1, 9), (-1, 1)], id="one beside one to come"),
    ],
)
def test_sso_works_with_a_certificate_that_is_valid_now(world, days):
    certificates = [{"public_certificate": certificate(*one)} for one in days]
    require_working_sso(world(integrations=[OKTA], certificates=certificates).client)


@pytest.mark.parametrize(
    ("integrations", "certificates"),
    [
        pytest.param([], [], id="no integration"),
        pytest.param([OKTA], [], id="no certificate"),
        pytest.param([OKTA], [("okta", -9, -1)], id="an expired certificate"),
        pytest.param([OKTA], [("okta", 1, 9)], id="a certificate to come"),
        pytest.param([DISABLED], [("disabled", -1, 1)], id="a valid one of an integration that is off"),
        pytest.param(
            [DISABLED, OKTA], [("disabled", -1, 1), ("okta", -9, -1)], id="a valid one of the integration that is off"
        ),
    ],
)
def test_sso_does_not_work_otherwise(world, integrations, certificates):
    seeds = [
        {"integration_id": name, "public_certificate": certificate(first, last)} for name, first, last in certificates
    ]
    with fails("refused", "certificate"):
        require_working_sso(world(integrations=integrations, certificates=seeds).client)


def test_a_certificate_without_dates_is_not_valid(world):
    account = world(integrations=[OKTA])
    account.fault("GET", "*/certificates", kind="body", body=[{"id": 1}, {"id": 2, "not_before": 0}])
    with fails("refused"):
        require_working_sso(account.client)
