# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""The doctor's findings about integrations and their certificates. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from ..plugin_utils._doctor_findings import Found
from ..plugin_utils._review_trust import ends, is_valid, moment

Row = Mapping[str, Any]

_SOON = 30
_NEEDED = {"signin_url": "sign-in URL (signin_url)", "entity_id": "entity ID (entity_id)"}


def integration_findings(integrations: Sequence[Row], looked_at: Iterable[Row]) -> Iterator[Found]:
    """What is wrong with integrations: any that are off, and other problems of those to look at."""
    if not integrations:
        yield Found(
            "no_integration", "Single Sign-On", "The account has no integration, so nobody signs in through SSO."
        )
    for row in integrations:
        if not row["enabled"]:
            yield Found("integration_off", row["name"], f"The integration {row['name']} is not enabled.")
    for row in looked_at:
        missing = [said for key, said in _NEEDED.items() if not row[key]]
        if missing:
            said = f"The integration {row['name']} has no {' and no '.join(missing)}."
            yield Found("integration_incomplete", row["name"], said)
        if row["completed_integration"] is False:
            said = f"The setup of the integration {row['name']} is not completed in SendGrid."
            yield Found("set_up_not_completed", row["name"], said)


def certificate_findings(looked_at: Iterable[Row], certificates: Iterable[Row], now: datetime) -> Iterator[Found]:
    """What is wrong with the certificates of these integrations."""
    for row in looked_at:
        own = [one for one in certificates if one["integration_id"] == row["id"]]
        if not own:
            yield Found("no_certificate", row["name"], f"The integration {row['name']} has no certificate.")
        elif not any(is_valid(one, now) for one in own):
            said = f"The integration {row['name']} has no certificate that is valid now, so nobody can sign in."
            yield Found("no_valid_certificate", row["name"], said)
        for one in own:
            yield from _about(one, row["name"], now)


def _about(certificate: Row, integration: str, now: datetime) -> Iterator[Found]:
    called = f"The certificate {label(certificate)} of {integration}"
    begin = moment(certificate["not_before"])
    if begin is None or moment(certificate["not_after"]) is None:
        yield Found("certificate_unreadable", label(certificate), f"{called} has dates that cannot be read.")
    elif begin > now:
        said = f"{called} is not valid before {certificate['not_before'][:10]}."
        yield Found("certificate_not_yet_valid", label(certificate), said)
    elif not is_valid(certificate, now):
        yield Found("certificate_expired", label(certificate), f"{called} {ends(certificate)}.")
    elif certificate["days_left"] is not None and certificate["days_left"] <= _SOON:
        yield Found("certificate_ends_soon", label(certificate), f"{called} {ends(certificate)}.")


def label(certificate: Row) -> str:
    """How a line refers to a certificate: its subject, and enough of its fingerprint to tell it from its successor."""
    return named(certificate["subject"], certificate["sha256_fingerprint"])


def named(subject: str | None, fingerprint: str | None) -> str:
    """The same label, from its two parts."""
    shown = f"(SHA-256 {fingerprint[:16]}...)" if fingerprint else ""
    return " ".join(part for part in (subject, shown) if part)
