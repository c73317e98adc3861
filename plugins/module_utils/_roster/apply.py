# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""Writes a roster as planned: first everybody is written, then everybody is verified by a new read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from .._core.errors import SendGridError
from .._core.journal import Journal
from .._core.outcome import Outcome
from .._core.parallel import in_parallel
from .._http.client import Client
from .._teammate import read
from .._teammate.access import Admin, Restricted
from .._teammate.apply import prove, read_again, write
from .._teammate.model import Teammate
from .._teammate.plan import Change, Create, access_differences, name_differences
from .._teammate.view import as_diff, as_listed
from .model import Line, Listed, by_address, only_differences
from .read import known_enough

# The listing can spare the people whom it helps to verify a read each. It pays off only for more of them than this,
# since it may need many requests if SendGrid's pages are short.
_FEW = 10
_LISTED_FOR_ONE_MORE = 50


@dataclass(frozen=True)
class Written:
    """A plan that SendGrid accepted. ``client`` has this person's own journal."""

    plan: Change
    client: Client
    username: str


def carry_out(client: Client, plans: Sequence[Change], people_listed: int) -> list[Line]:
    """The results for the planned people, in their order. ``people_listed``: how many teammates the account has."""
    written = in_parallel(lambda plan: _written(client.apart(), plan), plans, client.workers)
    accepted = [one for one in written if isinstance(one, Written)]
    listed = _listed_anew(client) if _listing_spares_reads(accepted, people_listed) else {}
    return in_parallel(lambda one: _proven(one, listed), written, client.workers)


def remove(client: Client, teammate: Teammate) -> Line:
    """Remove somebody, and return the result."""
    try:
        client.delete(read.one(teammate.username))
    except SendGridError as error:
        return Line(teammate.email, "failed", error=error)
    return removed_line(teammate)


def removed_line(teammate: Teammate) -> Line:
    """The result for somebody who was removed."""
    return Line(teammate.email, "removed", as_listed(teammate), {})


def changed_line(plan: Change, outcome: Outcome) -> Line:
    """The result for somebody who was created or updated, or who turned out to be unchanged."""
    if not outcome.changed:
        return Line(_email(plan), "unchanged", warnings=tuple(outcome.warnings))
    before, after = only_differences(outcome.before or {}, outcome.after or {})
    action = "created" if isinstance(plan, Create) else "updated"
    return Line(_email(plan), action, before, after, warnings=tuple(outcome.warnings))


def _failed_line(plan: Change, journal: Journal, error: SendGridError) -> Line:
    """The result for somebody who failed, with what was written before that."""
    sides: tuple[Any, Any] = (None, None)
    if journal.changed and journal.held is not None:
        sides = only_differences(as_diff(plan.current) if plan.current else {}, journal.held)
    return Line(_email(plan), "failed", *sides, error=error, wrote=journal.changed)


def _email(plan: Change) -> str:
    return plan.current.email if plan.current else plan.wanted.email


def _written(client: Client, plan: Change) -> Written | Line:
    try:
        return Written(plan, client, write(client, plan))
    except SendGridError as error:
        return _failed_line(plan, client.journal, error)


def _listing_spares_reads(written: Sequence[Written], people_listed: int) -> bool:
    helped = sum(_is_proven_by_listing(one) for one in written)
    return helped > _FEW + people_listed / _LISTED_FOR_ONE_MORE


def _is_proven_by_listing(one: Written) -> bool:
    """Whether the listing and the entries for subusers show everything that was asked for."""
    return isinstance(one.plan.wanted.access, (Admin, Restricted))


def _listed_anew(client: Client) -> Listed:
    try:
        return by_address(read.listing(client))
    except SendGridError:
        # If the listing fails, each person is read individually.
        return {}


def _proven(one: Written | Line, listed: Listed) -> Line:
    if isinstance(one, Line):
        return one
    try:
        return changed_line(one.plan, prove(one.client, one.plan, _after(one, listed)))
    except SendGridError as error:
        return _failed_line(one.plan, one.client.journal, error)


def _after(one: Written, listed: Listed) -> Teammate:
    """The person after the write. The listing may prove that it worked; only their own response, that it did not."""
    wanted = one.plan.wanted
    twins = [twin for twin in listed.get(_email(one.plan).lower(), ()) if twin.username == one.username]
    known = known_enough(one.client, wanted, twins[0]) if twins and _is_proven_by_listing(one) else None
    if known is None or name_differences(wanted, known) or access_differences(wanted, known):
        return read_again(one.client, wanted, one.username)
    return known
