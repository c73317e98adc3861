# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""An integration's certificates as data, what a task asks for, and the plan between them. Pure functions.

Certificates are compared by their bytes: SendGrid shows no fingerprint, and the text may differ in line ends.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any

from .._core.errors import invalid, refused, unexpected_response
from .._core.options import a_name
from .._core.texts import Unusable, secret_text_of
from .._http.fields import text, whole_number
from .._integration.model import id_from
from .._x509.certificate import X509, NoCertificate, read_certificate
from .._x509.chain import without_issuers

PURGE_NONE = "none"
PURGE_EXPIRED = "expired"

_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)


@dataclass(frozen=True)
class Certificate:
    """A certificate as SendGrid stores it; ``x509`` is None if SendGrid shows text that is not a certificate."""

    id: int | None
    integration_id: str | None
    public_certificate: str | None
    x509: X509 | None
    not_before: datetime | None
    not_after: datetime | None

    def holds(self, wanted: X509) -> bool:
        """Whether this is that certificate, byte for byte."""
        return self.x509 is not None and self.x509.der == wanted.der

    def is_valid_at(self, now: datetime) -> bool:
        """Whether it is valid now; unknown times prove nothing."""
        return self.not_before is not None and self.not_after is not None and self.not_before <= now < self.not_after

    def is_expired_at(self, now: datetime) -> bool:
        """Whether it has expired."""
        return self.not_after is not None and self.not_after <= now

    def as_result(self, now: datetime) -> dict[str, Any]:
        """The ``certificate`` of a result, with every key it can have."""
        return {
            "id": self.id,
            "integration_id": self.integration_id,
            "public_certificate": self.public_certificate,
            "sha256_fingerprint": self.x509.fingerprint if self.x509 else None,
            "subject": self.x509.subject if self.x509 else None,
            "not_before": _iso(self.not_before),
            "not_after": _iso(self.not_after),
            "days_left": days_left(self.not_after, now),
            "expired": self.is_expired_at(now),
        }

    def as_diff(self) -> dict[str, Any]:
        """The managed fields, without those that SendGrid assigns."""
        return {
            "sha256_fingerprint": self.x509.fingerprint if self.x509 else None,
            "subject": self.x509.subject if self.x509 else None,
        }


@dataclass(frozen=True)
class Wanted:
    """What a task asks for: whether a certificate should exist, and what happens to the others."""

    present: bool
    id: int | None
    integration_id: str | None
    integration_name: str | None
    x509: X509 | None
    purge: str
    expiry_warning_days: int
    allow_lockout: bool


@dataclass(frozen=True)
class Plan:
    """``kept``: the desired certificate if it exists; ``create``: the one to send; ``remove``: those removed then."""

    kept: Certificate | None
    create: X509 | None
    remove: tuple[Certificate, ...]

    @property
    def changes(self) -> bool:
        """Whether there is anything to do."""
        return self.create is not None or bool(self.remove)


def wanted_from(params: Mapping[str, Any], now: datetime) -> Wanted:
    """The options of sendgrid_sso_certificate, checked; raises ``invalid``, or ``refused`` if a purge locks out."""
    integration_id, integration_name = _which_integration(params)
    present = params["state"] == "present"
    _check_which_certificate(params, present)
    x509 = _x509(params["public_certificate"])
    if params["expiry_warning_days"] < 0:
        raise invalid("expiry_warning_days must not be negative.", "expiry_warning_days")
    if not present and params["purge"] != PURGE_NONE:
        raise invalid("purge requires state: present, because it keeps the certificate that you name.", "purge")
    if params["purge"] != PURGE_NONE and x509 is not None and not x509.is_valid_at(now):
        raise refused(
            f"public_certificate is not valid now ({_iso(x509.not_before)} to {_iso(x509.not_after)}), so purge "
            "could remove the one that people sign in with.",
            hint="Add it with purge: none, and purge once it is valid and the identity provider uses it.",
        )
    return Wanted(
        present=present,
        id=params["id"],
        integration_id=integration_id,
        integration_name=integration_name,
        x509=x509,
        purge=params["purge"],
        expiry_warning_days=params["expiry_warning_days"],
        allow_lockout=params["allow_lockout"],
    )


def _which_integration(params: Mapping[str, Any]) -> tuple[str | None, str | None]:
    # An empty id beside a name is fine: a template left it empty.
    identity = None if params["integration_id"] == "" else id_from(params, "integration_id")
    name = a_name(params["integration_name"], "integration_name") or None
    if (identity is None) == (name is None):
        raise invalid(
            "Say which integration by either integration_id or integration_name{}.".format(
                "" if name is None else ", not by both"
            ),
            "integration_id",
        )
    return identity, name


def _check_which_certificate(params: Mapping[str, Any], present: bool) -> None:
    if present and params["id"] is not None:
        raise invalid("id requires state: absent, because SendGrid assigns the ids of new certificates.", "id")
    if present and params["public_certificate"] is None:
        raise invalid("Adding a certificate needs public_certificate.", "public_certificate")
    if not present and (params["id"] is None) == (params["public_certificate"] is None):
        raise invalid("Say which certificate to remove by either id or public_certificate.", "id")


def _x509(pasted: Any) -> X509 | None:
    if pasted is None:
        return None
    try:
        return read_certificate(secret_text_of(pasted, "one certificate"))
    except (Unusable, NoCertificate) as error:
        raise invalid(f"public_certificate {error}.", "public_certificate") from None


def certificate_from(row: Mapping[str, Any], path: str) -> Certificate:
    """One row of SendGrid's response; raises ``unexpected_response``.

    Twilio's specification spells the integration's key ``intergration_id``, live clients read ``integration_id``.
    """
    identity = whole_number(row, "id", path)
    if identity is None:
        raise unexpected_response(f"SendGrid gave a certificate without an id at {path}.", "GET", path)
    shown = text(row, "public_certificate", path)
    x509 = _shown_x509(shown)
    return Certificate(
        id=identity,
        integration_id=text(row, "integration_id", path) or text(row, "intergration_id", path),
        public_certificate=shown,
        x509=x509,
        not_before=x509.not_before if x509 else _moment(whole_number(row, "not_before", path)),
        not_after=x509.not_after if x509 else _moment(whole_number(row, "not_after", path)),
    )


def new_certificate(x509: X509, integration_id: str) -> Certificate:
    """The certificate as SendGrid would store it, without an id yet."""
    return Certificate(None, integration_id, x509.pem, x509, x509.not_before, x509.not_after)


def plan_of(wanted: Wanted, current: list[Certificate], now: datetime) -> Plan:
    """What to create, and what to remove afterwards."""
    if not wanted.present:
        return Plan(None, None, tuple(row for row in current if _is_meant(row, wanted)))
    x509 = wanted.x509
    kept = next((row for row in current if x509 is not None and row.holds(x509)), None)
    others = [row for row in current if row is not kept]
    if wanted.purge == PURGE_NONE:
        others = []
    elif wanted.purge == PURGE_EXPIRED:
        others = [row for row in others if row.is_expired_at(now)]
    return Plan(kept, None if kept else x509, tuple(others))


def _is_meant(row: Certificate, wanted: Wanted) -> bool:
    return row.id == wanted.id if wanted.id is not None else wanted.x509 is not None and row.holds(wanted.x509)


def valid_ones(certificates: Sequence[Certificate], now: datetime) -> list[Certificate]:
    """Those with which people can sign in now. An issuer's certificate does not count beside one that it issued."""
    signing = set(without_issuers(row.x509.der for row in certificates if row.x509 is not None))
    return [row for row in certificates if row.is_valid_at(now) and (row.x509 is None or row.x509.der in signing)]


def leaves_none_valid(plan: Plan, current: list[Certificate], now: datetime) -> bool:
    """Whether the plan removes the last certificate that is valid now."""
    added = [] if plan.create is None else [new_certificate(plan.create, "")]
    valid = valid_ones([*current, *added], now)
    return any(row in plan.remove for row in valid) and all(row in plan.remove for row in valid)


def warnings_of(wanted: Wanted, now: datetime) -> list[str]:
    """Warnings about when the desired certificate is valid."""
    x509 = wanted.x509
    if not wanted.present or x509 is None:
        return []
    if now < x509.not_before:
        return [f"The certificate {x509.label} is not valid before {_iso(x509.not_before)}."]
    left = days_left(x509.not_after, now) or 0
    if x509.not_after <= now:
        return [f"The certificate {x509.label} expired on {_iso(x509.not_after)}."]
    if left <= wanted.expiry_warning_days:
        return [
            f"The certificate {x509.label} expires on {_iso(x509.not_after)}, in {left} days: nobody can sign in "
            "with it then."
        ]
    return []


def days_left(not_after: datetime | None, now: datetime) -> int | None:
    """Whole days until it expires, rounded down; 0 or less afterwards."""
    return None if not_after is None else (not_after - now) // timedelta(days=1)


def _shown_x509(shown: str | None) -> X509 | None:
    try:
        return read_certificate(shown or "")
    except NoCertificate:
        return None


def _moment(seconds: int | None) -> datetime | None:
    try:
        return None if seconds is None else _EPOCH + timedelta(seconds=seconds)
    except OverflowError:
        return None


def _iso(moment: datetime | None) -> str | None:
    return None if moment is None else moment.strftime("%Y-%m-%dT%H:%M:%SZ")
