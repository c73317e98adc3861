# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""Why people cannot sign in: what was read in, findings out. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ..module_utils._core.errors import FORBIDDEN, UNAUTHORIZED
from ..module_utils._http.status_failures import needed_scope
from ..plugin_utils._doctor_findings import KINDS, Found
from ..plugin_utils._doctor_metadata import meant_by, metadata_findings, provider_in
from ..plugin_utils._doctor_person import as_shown, in_words, person_findings
from ..plugin_utils._doctor_signin_url import signin_url_findings
from ..plugin_utils._doctor_trust import certificate_findings, integration_findings
from ..plugin_utils._saml import IdentityProvider
from ..plugin_utils._saml_error import MetadataError

Row = Mapping[str, Any]

# The report's first key, by which the playbook recognizes its own reports.
REPORT_OF = "community.sendgrid.doctor"


@dataclass(frozen=True)
class Read:
    """What a module returned. If it failed, it has a ``failure``, and its lists prove nothing."""

    result: Row

    @property
    def failed(self) -> bool:
        """Whether nothing can be concluded from it."""
        return bool(self.result.get("failure"))

    def rows(self, key: str) -> list[Row]:
        """The rows; empty if they could not be read."""
        return [] if self.failed else list(self.result.get(key) or [])


@dataclass(frozen=True)
class Reads:
    """Everything that was read. ``people`` is None if no person was named, ``metadata`` if there is none.

    ``metadata_problem`` says why the metadata could not be fetched; ``answers`` has the sign-in URLs' responses.
    """

    integrations: Read
    certificates: Read
    people: Read | None
    email: str
    metadata: str | bytes | None
    metadata_problem: str
    answers: Sequence[Row]


def examine(reads: Reads, now: datetime) -> dict[str, Any]:
    """The whole report."""
    integrations = reads.integrations.rows("integrations")
    provider, problem = _provider(reads, integrations, now)
    meant = meant_by(provider, integrations) if provider else []
    looked_at = meant or [row for row in integrations if row["enabled"]] or integrations
    found = unread(read for read in (reads.integrations, reads.certificates, reads.people) if read)
    if problem:
        said = f"The metadata cannot be used: {problem.rstrip('. ')}."
        found.append(Found("metadata_unusable", "sso_metadata", said))
    if not reads.integrations.failed:
        # Report integrations that are off, unless the metadata shows that another one is meant.
        found += integration_findings(meant or integrations, looked_at)
    found += _about_trust(reads, looked_at, provider, now)
    found += signin_url_findings(looked_at, reads.answers)
    # Findings about the person come first, then those that concern everybody.
    found = sorted(_about_person(reads, now), key=_order) + sorted(found, key=_order)
    teammates = reads.people.rows("teammates") if reads.people else []
    person = as_shown(teammates[0]) if teammates else None
    return {
        "report": REPORT_OF,
        "generated_at": now.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "email": reads.email or None,
        "findings": [one.as_data() for one in found],
        "person": person,
        "integrations": [row["name"] for row in looked_at],
        "lines": _lines(found, person, _checked(reads, looked_at)),
    }


def _order(one: Found) -> int:
    return KINDS.index(one.kind)


def _about_trust(
    reads: Reads, looked_at: Sequence[Row], provider: IdentityProvider | None, now: datetime
) -> Iterator[Found]:
    """Findings about certificates, and about differences from the metadata."""
    certificates = None if reads.certificates.failed else reads.certificates.rows("certificates")
    if certificates is not None:
        yield from certificate_findings(looked_at, certificates, now)
    if provider:
        yield from metadata_findings(provider, looked_at, certificates, now)


def _about_person(reads: Reads, now: datetime) -> Iterator[Found]:
    if reads.people and not reads.people.failed:
        teammates, pending = reads.people.rows("teammates"), reads.people.rows("pending")
        yield from person_findings(reads.email, teammates, pending, now)


def unread(reads: Iterable[Read]) -> list[Found]:
    """Findings about failed reads. Several reads may fail for the same reason, which is reported once."""
    found = [_why_unread(read.result) for read in reads if read.failed]
    return list({(one.name, one.subject): one for one in reversed(found)}.values())[::-1]


def _why_unread(result: Row) -> Found:
    failure = result["failure"]
    if failure["code"] == UNAUTHORIZED:
        said = f" ({failure['message']})" if failure["message"] else ""
        return Found("key_refused", "api_key", f"SendGrid does not accept the API key{said}.")
    if failure["field"] == "api_key":
        return Found("key_missing", "api_key", result["msg"])
    if failure["code"] == FORBIDDEN:
        scope = needed_scope(failure["method"] or "GET", failure["path"] or "")
        needs = f", which needs the scope {scope}" if scope else ""
        return Found("scope_missing", scope or "?", f"SendGrid forbids {failure['method']} {failure['path']}{needs}.")
    said = " ".join(filter(None, (result["msg"], failure["hint"])))
    return Found("not_read", failure["path"] or failure["code"], said)


def _provider(reads: Reads, integrations: Iterable[Row], now: datetime) -> tuple[IdentityProvider | None, str]:
    """The identity provider in the metadata, or the problem with it; neither if no metadata was given."""
    if reads.metadata_problem:
        return None, reads.metadata_problem
    if reads.metadata is None:
        return None, ""
    try:
        return provider_in(reads.metadata, [row["entity_id"] for row in integrations], now), ""
    except MetadataError as problem:
        return None, str(problem)


def _checked(reads: Reads, looked_at: Iterable[Row]) -> list[str]:
    names = [f"{row['name']}, its certificates and its sign-in URL" for row in looked_at]
    return [
        "the API key",
        *names,
        *(["the metadata"] if reads.metadata else []),
        *([reads.email] if reads.email else []),
    ]


def _lines(found: Sequence[Found], person: Row | None, checked: Iterable[str]) -> list[str]:
    """A line about the person, and one for each finding, or one that says that nothing was found."""
    about = [in_words(person)] if person else []
    lines = [one.line for one in found] or [f"Nothing wrong was found. Checked: {'; '.join(checked)}."]
    return about + lines
