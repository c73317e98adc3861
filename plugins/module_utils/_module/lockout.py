# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""Keeps people able to sign in.

It has the checks before SSO is turned off or a password is removed, and the warning when SSO is turned on.
"""

from __future__ import annotations

from datetime import datetime, timezone

from .._core.errors import SendGridError, refused
from .._http.client import Client
from .._http.paths import path
from .._integration.model import Integration
from .._integration.read import every, same_id
from .._teammate.model import OWNER, Teammate
from .._teammate.read import listing


def refuse_lockout(client: Client, leaving: Integration, integrations: list[Integration]) -> None:
    """Raise ``refused`` if ``leaving`` is the last enabled integration and people sign in through SSO."""
    if any(other.enabled for other in integrations if not same_id(other.id, leaving.id)):
        return
    locked_out = next((teammate for teammate in listing(client) if _signs_in_through_sso(teammate)), None)
    if locked_out is not None:
        raise refused(
            f"{leaving.name!r} is the last enabled integration, and without it {locked_out.email} and all other "
            "SSO teammates could no longer sign in.",
            hint="Enable another integration first, remove the SSO teammates, or set allow_lockout: true.",
        )


def _signs_in_through_sso(teammate: Teammate) -> bool:
    # If SendGrid does not say, assume SSO: only the owner is known to have a password.
    return bool(teammate.is_sso) or (teammate.is_sso is None and teammate.user_type != OWNER)


def require_working_sso(client: Client) -> None:
    """Raise ``refused`` unless an enabled integration has a certificate that is valid now."""
    if not any(_has_valid_certificate(client, row) for row in every(client) if row.enabled):
        raise refused(
            "No enabled integration has a currently valid certificate, so a teammate who lost their password "
            "could not sign in through SSO.",
            hint="Complete and enable an SSO integration first.",
        )


def certificate_warnings(client: Client, enabled: Integration) -> list[str]:
    """The warning about an integration that a task enables, if nobody can sign in through it."""
    try:
        # A new integration has no id, and no certificate yet.
        if enabled.id is not None and _has_valid_certificate(client, enabled):
            return []
    except SendGridError:
        # A failed read must not stop the task for a mere warning, so nothing is claimed.
        return []
    return [
        f"The integration {enabled.name!r} is enabled without a certificate that is valid now, so nobody can sign in "
        "through it: add one with sendgrid_sso_certificate."
    ]


def _has_valid_certificate(client: Client, integration: Integration) -> bool:
    """Whether people can sign in through this integration now, provided that it is enabled."""
    # Imported here because it loads the cryptography library, which tasks about people do not need.
    from .._certificate.model import certificate_from, valid_ones

    where = path("/v3/sso/integrations/{}/certificates", integration.id or "")
    rows = [certificate_from(row, where.shown) for row in client.listing(where)]
    return bool(valid_ones(rows, datetime.now(timezone.utc)))
