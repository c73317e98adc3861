# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Integrations and certificates."""

from __future__ import annotations

import datetime

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding

FIELDS = {"name": "Entra", "enabled": False, "signin_url": "", "signout_url": "", "entity_id": ""}
BEGIN = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)


@pytest.fixture(scope="module")
def pem() -> str:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "idp.example.com")])
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    builder = builder.serial_number(1).not_valid_before(BEGIN).not_valid_after(BEGIN + datetime.timedelta(days=9))
    return builder.sign(key, hashes.SHA256()).public_bytes(Encoding.PEM).decode()


def test_an_integration_lives(call):
    made = call("POST", "/v3/sso/integrations", FIELDS)
    integration = made.json()
    path = f"/v3/sso/integrations/{integration['id']}"
    assert made.status_code == 200
    assert integration["audience_url"] == integration["single_signon_url"]
    assert integration["audience_url"].endswith("/saml/response/id/" + integration["id"])
    assert [one["name"] for one in call("GET", "/v3/sso/integrations").json()] == ["Okta", "Entra"]

    changed = call("PATCH", path, {"enabled": True})
    assert changed.status_code == 200
    assert changed.json()["last_updated"] > integration["last_updated"]
    assert call("GET", path).json() == changed.json()
    assert changed.json()["name"] == "Entra"

    removed = call("DELETE", path)
    assert (removed.status_code, removed.content) == (204, b"")
    assert call("GET", path).status_code == 404


def test_completed_integration_shows_only_when_asked_for(call):
    path = "/v3/sso/integrations/one"
    assert "completed_integration" not in call("GET", path).json()
    assert call("GET", path + "?si=true").json()["completed_integration"] is False
    assert call("PATCH", path + "?si=true", {"completed_integration": True}).json()["completed_integration"] is True
    assert "completed_integration" not in call("GET", path + "?si=True").json()
    call.control.settings(call.name, report_completed_integration=False)
    assert "completed_integration" not in call("GET", path + "?si=true").json()


def test_a_creation_may_be_answered_without_what_sendgrid_assigns(call):
    call.control.settings(call.name, integration_post_omits_id=True)
    assert set(call("POST", "/v3/sso/integrations", FIELDS).json()) == {*FIELDS, "last_updated"}


@pytest.mark.parametrize("missing", FIELDS)
def test_an_integration_needs_all_its_fields(call, missing):
    body = {name: value for name, value in FIELDS.items() if name != missing}
    assert call("POST", "/v3/sso/integrations", body).status_code == 400
    call.control.settings(call.name, strict_integration_patch=True)
    assert call("PATCH", "/v3/sso/integrations/one", body).status_code == 400
    assert call("PATCH", "/v3/sso/integrations/one", FIELDS).status_code == 200


def test_a_certificate_lives(call, pem):
    body = {"public_certificate": pem, "integration_id": "one", "enabled": True}
    made = call("POST", "/v3/sso/certificates", body)
    certificate = made.json()
    path = f"/v3/sso/certificates/{certificate['id']}"
    assert made.status_code == 200
    assert certificate == {
        "id": certificate["id"],
        "public_certificate": pem,
        "integration_id": "one",
        "not_before": int(BEGIN.timestamp()),
        "not_after": int(BEGIN.timestamp()) + 9 * 24 * 3600,
    }
    assert isinstance(certificate["id"], int)
    assert call("GET", "/v3/sso/integrations/one/certificates").json() == [certificate]
    assert call("PATCH", path, {"enabled": False}).json() == certificate
    assert call.state["certificates"][0]["enabled"] is False
    removed = call("DELETE", path)
    assert (removed.status_code, removed.json()) == (200, certificate)
    assert call("DELETE", path).status_code == 404


def test_a_certificate_must_be_one_and_belong_somewhere(call, pem):
    bare = "".join(pem.splitlines()[1:-1])
    for body in (
        {"public_certificate": "x", "integration_id": "one"},
        {"public_certificate": pem, "integration_id": "?"},
    ):
        assert call("POST", "/v3/sso/certificates", body).status_code == 400
    body = {"public_certificate": bare, "integration_id": "one"}
    assert call("POST", "/v3/sso/certificates", body).status_code == 400
    call.control.settings(call.name, accept_bare_base64=True, typo_intergration_id=True)
    assert call("POST", "/v3/sso/certificates", body).json()["intergration_id"] == "one"


def test_certificates_go_with_their_integration(call, pem):
    call.seed(integrations=[{"id": "one", "name": "Okta"}], certificates=[{"id": 5, "public_certificate": pem}])
    assert call("GET", "/v3/sso/certificates/5").status_code == 200
    call("DELETE", "/v3/sso/integrations/one")
    assert call("GET", "/v3/sso/certificates/5").status_code == 404
