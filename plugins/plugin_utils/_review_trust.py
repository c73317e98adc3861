# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""Whether people can sign in: what the access report says about integrations and certificates. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timezone
from typing import Any

Row = Mapping[str, Any]

_OFF, _NOT_COMPLETED = "off", "setup not completed in SendGrid"
_NO_CERTIFICATE, _NONE_VALID = "no certificate", "no certificate that is valid now"
_ADVICE = {
    _OFF: "turn it on with enabled: true, or remove it with state: absent",
    _NOT_COMPLETED: "once somebody has signed in, set completed_integration: true, or finish the setup in SendGrid's "
    "web interface",
    _NO_CERTIFICATE: "add the identity provider's certificate",
    _NONE_VALID: "add the certificate that the identity provider signs with now",
}


def integration(row: Row, certificates: Iterable[Row], now: datetime) -> dict[str, Any]:
    """One integration with its problems, and whether people can sign in with it."""
    own = [one for one in certificates if one["integration_id"] == row["id"]]
    valid = any(is_valid(one, now) for one in own)
    problems = [] if row["enabled"] else [_OFF]
    if row["completed_integration"] is False:
        problems.append(_NOT_COMPLETED)
    problems += [f"no {key}" for key in ("signin_url", "entity_id") if not row[key]]
    if not own:
        problems.append(_NO_CERTIFICATE)
    elif not valid:
        problems.append(_NONE_VALID)
    return dict(row, certificates=len(own), problems=problems, works=bool(row["enabled"]) and valid)


def integration_findings(integrations: Sequence[Row], waiting: int) -> list[dict[str, str]]:
    """What keeps people from signing in, and what to do about it. ``waiting`` people should sign in through SSO."""
    found = [
        {"subject": row["name"], "note": "; ".join(map(_with_advice, row["problems"]))}
        for row in integrations
        if row["problems"]
    ]
    if waiting and not any(row["works"] for row in integrations):
        note = (
            f"{counted(waiting, 'person', 'people')} cannot sign in, because no enabled integration has a certificate "
            "that is valid now: enable one, and add the certificate that its identity provider signs with"
        )
        found.insert(0, {"subject": "Single Sign-On", "note": note})
    return found


def _with_advice(problem: str) -> str:
    option = problem.rpartition(" ")[2]
    return f"{problem} ({_ADVICE.get(problem) or f'set {option}'})"


def is_valid(certificate: Row, now: datetime) -> bool:
    """Whether the certificate is valid now."""
    begin, end = (moment(certificate[key]) for key in ("not_before", "not_after"))
    return begin is not None and end is not None and begin <= now < end


def moment(text: str | None) -> datetime | None:
    """A date of a certificate; None if it could not be read."""
    return (text and datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=timezone.utc)) or None


def expiring(certificates: Iterable[Row], integrations: Iterable[Row], expiry_days: int) -> list[dict[str, str]]:
    """The certificates that expire within this many days, the most urgent first."""
    names = {row["id"]: row["name"] for row in integrations}
    ending = [one for one in certificates if one["days_left"] is not None and one["days_left"] <= expiry_days]
    return [
        {"subject": f"{one['subject']} of {names.get(one['integration_id'], '?')}", "note": ends(one)}
        for one in sorted(ending, key=lambda one: one["days_left"])
    ]


def ends(certificate: Row) -> str:
    """When a certificate expires, in words."""
    if certificate["not_after"] is None:
        return "its dates cannot be read"
    day, left = certificate["not_after"][:10], certificate["days_left"]
    return f"ended on {day}" if certificate["expired"] else f"ends on {day}, in {counted(left, 'day')}"


def counted(number: int, word: str, plural: str = "") -> str:
    """A number of things, in words."""
    return f"{number} {word if number == 1 else plural or word + 's'}"
