# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""Reads, writes and verifies an integration's certificates."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timezone
from typing import Any

from .._certificate.model import (
    Certificate,
    Plan,
    Wanted,
    certificate_from,
    leaves_none_valid,
    new_certificate,
    plan_of,
    wanted_from,
    warnings_of,
)
from .._core.errors import (
    not_applied,
    not_found,
    refused,
    unexpected_response,
)
from .._core.gate import Gate
from .._core.outcome import Outcome
from .._http.client import Client
from .._http.connection import Connection, refuse_subuser
from .._http.creation import create
from .._http.fields import a_list
from .._http.paths import Path, path
from .._integration import read as integration_read
from .._integration.model import Integration
from .._x509.certificate import X509

CERTIFICATES = path("/v3/sso/certificates")


def request_from(params: Mapping[str, Any], connection: Connection) -> Wanted:
    """The options, checked before any request; raises ``invalid`` or ``refused``."""
    refuse_subuser(connection, "SSO settings belong")
    return wanted_from(params, _now())


def ensure(client: Client, wanted: Wanted, gate: Gate) -> Outcome:
    """Give an integration the desired certificates, or predict the result in check mode."""
    now = _now()
    integration = _named_integration(client, wanted)
    integration_id = integration.id if integration else wanted.integration_id
    current = of_integration(client, integration_id) if integration_id else None
    if integration_id is None or current is None:
        return _without_integration(wanted, now)
    plan = plan_of(wanted, current, now)
    if leaves_none_valid(plan, current, now) and not wanted.allow_lockout:
        _refuse_lockout(client, integration, integration_id)
    if plan.create is not None and not current and integration is None:
        _require_integration(client, integration_id)
    kept = plan.kept or (new_certificate(plan.create, integration_id) if plan.create else None)
    foreseen = _outcome(plan, kept, wanted, now)
    if not plan.changes or not gate.lets_write(_identity(plan, integration_id), foreseen.diff):
        return foreseen
    return _outcome(plan, _apply(client, plan, integration_id), wanted, now)


def of_integration(client: Client, integration_id: str) -> list[Certificate] | None:
    """The certificates of an integration; None if the integration does not exist."""
    where = path("/v3/sso/integrations/{}/certificates", integration_id)

    def is_absent() -> bool:
        return integration_read.by_id(client, integration_id) is None

    rows = client.find(where, is_absent=is_absent)
    if rows is None:
        return None
    found = [
        certificate_from(dict({"integration_id": integration_id}, **row), where.shown)
        for row in a_list(rows, where.shown)
    ]
    if any(row.integration_id.lower() != integration_id.lower() for row in found if row.integration_id):
        raise unexpected_response(
            f"SendGrid answered {where.shown} with another integration's certificates.", "GET", where.shown
        )
    return found


def _now() -> datetime:
    return datetime.now(timezone.utc)


def _named_integration(client: Client, wanted: Wanted) -> Integration | None:
    if wanted.integration_name is None:
        return None
    return integration_read.named(integration_read.every(client), wanted.integration_name)


def _without_integration(wanted: Wanted, now: datetime) -> Outcome:
    """An integration that does not exist has no certificates: success for absent, an error for present."""
    if not wanted.present:
        return _outcome(Plan(None, None, ()), None, wanted, now)
    if wanted.integration_name is not None:
        raise not_found(f"No integration is named {wanted.integration_name!r}.", "integration_name")
    raise not_found(f"No integration has the id {wanted.integration_id!r}.", "integration_id")


def _require_integration(client: Client, integration_id: str) -> None:
    """Raise ``not_found`` if it does not exist: SendGrid may respond with an empty list in that case too."""
    if integration_read.by_id(client, integration_id) is None:
        raise not_found(f"No integration has the id {integration_id!r}.", "integration_id")


def _refuse_lockout(client: Client, integration: Integration | None, integration_id: str) -> None:
    integration = integration or integration_read.by_id(client, integration_id)
    if integration is not None and integration.enabled:
        raise refused(
            f"It is the last valid certificate of the enabled integration {integration.name!r}: nobody could sign in "
            "through it.",
            hint="Add its successor first, or set allow_lockout: true.",
        )


def _identity(plan: Plan, integration_id: str) -> list[Any]:
    """The certificates that a plan is about: by fingerprint, or by id if SendGrid shows something else."""
    about = {row.x509.fingerprint if row.x509 else f"id {row.id}" for row in plan.remove}
    if plan.create is not None:
        about.add(plan.create.fingerprint)
    return ["certificates", integration_id.lower(), sorted(about)]


def _apply(client: Client, plan: Plan, integration_id: str) -> Certificate | None:
    """Create, verify, and only then remove. Returns the desired certificate as SendGrid has it now."""
    kept = plan.kept
    if plan.create is not None:
        _create(client, plan.create, integration_id)
        kept = _found(client, plan.create, integration_id)
        if kept is None:
            raise not_applied(f"SendGrid accepted the certificate {plan.create.label} but does not list it.")
    for certificate in plan.remove:
        client.delete(_one(certificate))
    return kept


def _create(client: Client, x509: X509, integration_id: str) -> None:
    body = {"public_certificate": x509.pem, "integration_id": integration_id, "enabled": True}
    create(client, CERTIFICATES, body, lambda: _found(client, x509, integration_id))


def _found(client: Client, x509: X509, integration_id: str) -> Certificate | None:
    return next((row for row in of_integration(client, integration_id) or () if row.holds(x509)), None)


def _one(certificate: Certificate) -> Path:
    return path("/v3/sso/certificates/{}", str(certificate.id))


def _outcome(plan: Plan, kept: Certificate | None, wanted: Wanted, now: datetime) -> Outcome:
    before, after = _diff(plan, wanted, kept)
    return Outcome(
        changed=plan.changes,
        result={
            "certificate": kept.as_result(now) if kept else None,
            "removed": [row.as_result(now) for row in plan.remove] if wanted.present else [],
        },
        before=before,
        after=after,
        warnings=warnings_of(wanted, now),
    )


def _diff(plan: Plan, wanted: Wanted, kept: Certificate | None) -> Any:
    """The desired certificate before and after, along with those that are removed."""
    if not wanted.present:
        return (plan.remove[0].as_diff() if plan.remove else {}), {}
    before: dict[str, Any] = plan.kept.as_diff() if plan.kept else {}
    after: dict[str, Any] = kept.as_diff() if kept else {}
    if plan.remove:
        before, after = dict(before, others=[row.as_diff() for row in plan.remove]), dict(after, others=[])
    return before, after
