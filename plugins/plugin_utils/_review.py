# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""Who has which access, and what needs attention: plain data in, plain data out. Pure functions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime, timezone
from typing import Any

from ..module_utils._teammate.scope_lists import AUTOMATIC, PERSONAS, UNASSIGNABLE
from ..module_utils._teammate.scopes import ADDED_AT_ROOT, LEGACY, matches
from ..plugin_utils._review_drift import difference, in_words
from ..plugin_utils._review_kinds import KINDS
from ..plugin_utils._review_trust import (
    counted,
    expiring,
    integration,
    integration_findings,
)

Row = Mapping[str, Any]

OWNER, ADMIN, PERSONA, SUBUSERS, SCOPES, NONE = "owner", "admin", "persona", "subusers", "scopes", "none"


@dataclass(frozen=True)
class Reads:
    """Everything that was read. ``comparison`` has the roster's results in check mode; it and ``roster`` may be None.

    ``groups`` says which groups of a directory put people on the roster, and whom these groups leave out.
    """

    teammates: Iterable[Row]
    pending: Iterable[Row]
    integrations: Iterable[Row]
    certificates: Iterable[Row]
    roster: Row | None
    comparison: Iterable[Row] | None
    groups: Row = field(default_factory=dict)


@dataclass(frozen=True)
class Expected:
    """What is not a finding: these admins (in lower case), and certificates with more than this many days left."""

    admins: frozenset[str]
    expiry_days: int


@dataclass(frozen=True)
class Person:
    """One person as the report shows them."""

    email: str
    first_name: str
    last_name: str
    signs_in: str
    access: str
    persona: str | None
    scopes: list[str]
    beyond_persona: list[str]
    subusers: list[dict[str, Any]]
    roster: str | None
    groups: list[str]
    difference: str
    findings: list[str] = field(default_factory=list)


def report(reads: Reads, expected: Expected, now: datetime) -> dict[str, Any]:
    """The whole report."""
    rosters = _Rosters.of(reads)
    people = [_person(row, rosters) for row in reads.teammates]
    admins = expected.admins | rosters.admins | rosters.protected
    for person in people:
        person.findings.extend(_findings_about(person, admins))
    invitations = [_invitation(row) for row in reads.pending]
    certificates = [{key: row[key] for key in row if key != "public_certificate"} for row in reads.certificates]
    integrations = [integration(row, certificates, now) for row in reads.integrations]
    found = {
        "expiring_certificates": expiring(certificates, integrations, expected.expiry_days),
        "integrations": integration_findings(integrations, len(_with_sso(people) | rosters.listed)),
        "pending_invitations": [_item(row["email"], row["note"]) for row in invitations],
        "drift": rosters.missing + [_item(one.email, one.difference) for one in people if "drift" in one.findings],
    }
    for kind in ("password_teammates", "unexpected_admins", "added_scopes", "no_access"):
        found[kind] = [_item(one.email, _note(one, kind)) for one in people if kind in one.findings]
    return {
        "generated_at": now.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "owner": next((person.email for person in people if person.access == OWNER), None),
        "compared_with_roster": reads.roster is not None,
        "counts": _counts(people, invitations, integrations, certificates, found),
        "findings": [
            {"kind": name, "title": kind.title, "advice": kind.advice, "entries": found[name]}
            for name, kind in KINDS.items()
        ],
        "people": [asdict(person) for person in people],
        "invitations": invitations,
        "integrations": integrations,
        "certificates": certificates,
    }


def _with_sso(people: Iterable[Person]) -> frozenset[str]:
    """Everybody who signs in through SSO now, by address in lower case. Invitations lead to a password."""
    return frozenset(person.email.lower() for person in people if person.signs_in == "sso")


@dataclass(frozen=True)
class _Rosters:
    """What the roster says about people, by address in lower case. ``results`` is None without a roster."""

    admins: frozenset[str] = frozenset()
    protected: frozenset[str] = frozenset()
    listed: frozenset[str] = frozenset()
    results: Mapping[str, Row] | None = None
    missing: list[dict[str, str]] = field(default_factory=list)
    sources: Mapping[str, list[str]] = field(default_factory=dict)
    left_out: Mapping[str, Row] = field(default_factory=dict)

    @classmethod
    def of(cls, reads: Reads) -> _Rosters:
        if reads.roster is None:
            return cls()
        entries = reads.roster.get("teammates") or []
        there = {row["email"].lower() for row in reads.teammates}
        results = {row["email"].lower(): row for row in reads.comparison or ()}
        sources = reads.groups.get("sources") or {}
        return cls(
            admins=frozenset(row["email"].lower() for row in entries if _is_true(row.get("is_admin"))),
            protected=frozenset(str(email).lower() for email in reads.roster.get("protected") or []),
            listed=frozenset(row["email"].lower() for row in entries),
            results=results,
            missing=[
                _missing(row, sources.get(address, []))
                for address, row in sorted(results.items())
                if address not in there
            ],
            sources=sources,
            left_out={row["who"].lower(): row for row in reads.groups.get("left_out") or ()},
        )


def _is_true(value: Any) -> bool:
    """The value of a roster's flag, which may be text in any form that Ansible accepts."""
    return str(value).lower() in ("true", "yes", "on", "1", "y", "t")


def _item(subject: str, note: str) -> dict[str, str]:
    return {"subject": subject, "note": note}


def _missing(row: Row, groups: list[str]) -> dict[str, str]:
    failure = row.get("failure")
    where = in_words(groups) if groups else "the roster"
    return _item(row["email"], f"in {where}, not in SendGrid" + (f": {failure['msg']}" if failure else ""))


def _person(row: Row, rosters: _Rosters) -> Person:
    address = row["email"].lower()
    access = _access(row)
    standing = None
    if rosters.results is not None and access != OWNER:
        standing = (
            "protected" if address in rosters.protected else "listed" if address in rosters.listed else "unlisted"
        )
    return Person(
        email=row["email"],
        first_name=row["first_name"] or "",
        last_name=row["last_name"] or "",
        signs_in={True: "sso", False: "password"}.get(row["is_sso"], "unknown"),
        access=access,
        persona=row["persona"],
        scopes=list(row["scopes"]),
        beyond_persona=_beyond_persona(row) if access == SCOPES else [],
        subusers=[dict(entry) for entry in row["subuser_access"]],
        roster=standing,
        groups=list(rosters.sources.get(address, ())) if standing == "listed" else [],
        difference=_difference(address, standing, rosters),
    )


def _access(row: Row) -> str:
    if row["user_type"] == "owner":
        return OWNER
    if row["is_admin"]:
        return ADMIN
    if row["has_restricted_subuser_access"]:
        return SUBUSERS
    if row["persona"]:
        return PERSONA
    return SCOPES if row["scopes"] else NONE


def _beyond_persona(row: Row) -> list[str]:
    """The scopes beyond the largest persona that somebody has completely; empty if they have none completely."""
    have = frozenset(row["scopes"])
    fitting = [grants for grants in PERSONAS.values() if _assignable(grants) <= have]
    return sorted(have - max(fitting, key=len)) if fitting else []


def _assignable(grants: frozenset[str]) -> frozenset[str]:
    return frozenset(scope for scope in grants - AUTOMATIC - UNASSIGNABLE - ADDED_AT_ROOT if not matches(scope, LEGACY))


def _difference(address: str, standing: str | None, rosters: _Rosters) -> str:
    """How somebody differs from the roster, as a sentence; empty if they do not."""
    if standing == "unlisted":
        left_out = rosters.left_out.get(address)
        why = f"left out of {in_words([left_out['group']])}: {left_out['reason']}" if left_out else "not in the roster"
        return f"in SendGrid, {why}"
    result = (rosters.results or {}).get(address)
    if result is None or result["action"] == "unchanged":
        return ""
    if result["action"] == "failed":
        return str(result["failure"]["msg"])
    groups = rosters.sources.get(address)
    by = f" (by {in_words(groups)})" if groups else ""
    return difference(result["before"] or {}, result["after"] or {}) + by


def _findings_about(person: Person, expected_admins: frozenset[str]) -> list[str]:
    if person.access == OWNER:
        return []
    found = []
    if person.signs_in == "password" and person.roster != "protected":
        found.append("password_teammates")
    if person.access == ADMIN and person.email.lower() not in expected_admins:
        found.append("unexpected_admins")
    if person.difference:
        found.append("drift")
    if person.beyond_persona:
        found.append("added_scopes")
    if person.access == NONE:
        found.append("no_access")
    return found


def _note(person: Person, kind: str) -> str:
    if kind == "added_scopes":
        return ", ".join(person.beyond_persona)
    if kind == "password_teammates":
        return {ADMIN: "an admin", NONE: "no access"}.get(person.access, "")
    return "signs in with a password" if person.signs_in == "password" else ""


def _invitation(row: Row) -> dict[str, Any]:
    ends = row["expiration_date"]
    until = datetime.fromtimestamp(ends, timezone.utc).strftime("%Y-%m-%d") if ends else None
    access = "as an admin" if row["is_admin"] else f"with {counted(len(row['scopes']), 'scope')}"
    notes = [access, f"until {until}" if until else ""]
    return {
        "email": row["email"],
        "is_admin": row["is_admin"],
        "scopes": list(row["scopes"]),
        "expires": until,
        "note": " ".join(note for note in notes if note),
    }


def _counts(
    people: list[Person],
    invitations: list[dict[str, Any]],
    integrations: list[dict[str, Any]],
    certificates: list[dict[str, Any]],
    found: Mapping[str, list[dict[str, str]]],
) -> dict[str, Any]:
    access = Counter(person.access for person in people)
    sign_in = Counter(person.signs_in for person in people if person.access != OWNER)
    return {
        "people": len(people),
        "access": {form: access[form] for form in (OWNER, ADMIN, PERSONA, SCOPES, SUBUSERS, NONE)},
        "signs_in": {way: sign_in[way] for way in ("sso", "password", "unknown")},
        "invitations": len(invitations),
        "integrations": len(integrations),
        "certificates": len(certificates),
        "findings": {kind: len(found[kind]) for kind in KINDS},
    }
