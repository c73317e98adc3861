# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""SSO certificates: /v3/sso/certificates, and the list of each integration."""

from __future__ import annotations

import base64
import binascii
from typing import Any

from . import integrations
from .accounts import Account, Certificate
from .answers import Answer, ApiError, bad_request
from .calls import Call, needed, typed


def validity(text: str, accept_bare_base64: bool) -> tuple[int, int]:
    """Return when a certificate becomes valid and when it expires, in Unix seconds; raise a 400 for other text."""
    from cryptography import x509  # Imported here so that the simulator runs without it. Only certificates need it.

    try:
        if accept_bare_base64 and "-----BEGIN" not in text:
            certificate = x509.load_der_x509_certificate(base64.b64decode("".join(text.split()), validate=True))
        else:
            certificate = x509.load_pem_x509_certificate(text.encode())
    except (ValueError, binascii.Error):
        raise bad_request("invalid certificate", "public_certificate") from None
    return int(certificate.not_valid_before_utc.timestamp()), int(certificate.not_valid_after_utc.timestamp())


def render(call: Call, certificate: Certificate) -> dict[str, Any]:
    """Return a certificate as SendGrid shows it, which by default is without `enabled`."""
    key = "intergration_id" if call.settings.typo_intergration_id else "integration_id"
    shown = {
        "public_certificate": certificate.public_certificate,
        "id": certificate.id,
        "not_before": certificate.not_before,
        "not_after": certificate.not_after,
        key: certificate.integration_id,
    }
    if call.settings.certificate_enabled_returned:
        shown["enabled"] = certificate.enabled
    return shown


def create(call: Call) -> Answer:
    body = call.json_object()
    text = needed(body, "public_certificate", str)
    integration_id = _integration_id(call, needed(body, "integration_id", str))
    enabled = typed(body, "enabled", bool)
    begin, end = validity(text, call.settings.accept_bare_base64)
    certificate = Certificate(next(call.world.certificate_ids), integration_id, text, enabled is not False, begin, end)
    call.account.certificates[certificate.id] = certificate
    return Answer(200, render(call, certificate))


def read(call: Call) -> Answer:
    return Answer(200, render(call, _find(call)))


def update(call: Call) -> Answer:
    certificate, body = _find(call), call.json_object()
    text = typed(body, "public_certificate", str)
    integration_id = typed(body, "integration_id", str)
    enabled = typed(body, "enabled", bool)
    if integration_id is not None:
        _integration_id(call, integration_id)
    if text is not None:
        certificate.not_before, certificate.not_after = validity(text, call.settings.accept_bare_base64)
        certificate.public_certificate = text
    certificate.integration_id = integration_id or certificate.integration_id
    certificate.enabled = certificate.enabled if enabled is None else enabled
    return Answer(200, render(call, certificate))


def delete(call: Call) -> Answer:
    certificate = _find(call)
    del call.account.certificates[certificate.id]
    if call.settings.certificate_delete_status == 204:
        return Answer(204)
    return Answer(call.settings.certificate_delete_status, render(call, certificate))


def list_of_integration(call: Call) -> Answer:
    integration = integrations.find(call.account, call.match["id"])
    return Answer(200, [render(call, one) for one in of_integration(call.account, integration.id)])


def of_integration(account: Account, integration_id: str) -> list[Certificate]:
    return [one for one in account.certificates.values() if one.integration_id == integration_id]


def _find(call: Call) -> Certificate:
    text = call.match["cert_id"]
    found = call.account.certificates.get(int(text)) if text.isdecimal() else None
    if found is None:
        raise ApiError(call.settings.unknown_sso_id_status, "certificate not found")
    return found


def _integration_id(call: Call, integration_id: str) -> str:
    if integration_id not in call.account.integrations:
        raise bad_request("unknown integration", "integration_id")
    return integration_id
