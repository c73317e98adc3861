# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""Applies a roster of people: reads once, plans for everybody, then writes several at a time."""

from __future__ import annotations

from typing import Optional, Union

from .._core.errors import SendGridError
from .._core.gate import Gate
from .._core.outcome import Outcome
from .._core.parallel import in_parallel
from .._http.client import Client
from .._roster.apply import carry_out, changed_line, remove, removed_line
from .._roster.failures import failure_of
from .._roster.model import (
    Line,
    Losses,
    Roster,
    by_address,
    left_by_purge,
    refuse_too_many,
    summary_of,
    to_remove,
)
from .._roster.read import Found, find
from .._roster.result_size import diff_of, fitted
from .._teammate import read
from .._teammate.access import Restricted
from .._teammate.model import Teammate
from .._teammate.plan import Create, Plan, Replace, Unchanged, Update, demotes, needs_key_scopes, plan_of
from .._teammate.scope_hints import warnings_about
from .._teammate.scopes import Scopes
from .._teammate.subusers import Names, is_known, known_with, named, names_of
from .._teammate.view import foreseen
from .._teammate.wanted import Wanted
from .lockout import require_working_sso

Decided = Union[Plan, SendGridError]
# Names by id, and the error if some could not be looked up.
LookedUp = tuple[Names, Optional[SendGridError]]


def warnings_before(roster: Roster) -> list[str]:
    """The warnings before the first request, together for everybody."""
    return warnings_about(person.asked for person in roster.people)


def ensure(client: Client, roster: Roster, gate: Gate) -> Outcome:
    """Apply the roster, or predict the result in check mode; raises one failure for all."""
    listed = by_address(read.listing(client))
    found = in_parallel(lambda wanted: find(client, roster, wanted, listed), roster.people, client.workers)
    decided = _decided(client, roster.people, found)
    leaving = to_remove(roster, listed)
    refuse_too_many(roster.max_removals, _losses(leaving, decided))
    settled = _settled(roster.people, decided)
    plans = [plan for plan in decided if isinstance(plan, (Create, Update, Replace))]
    lines = settled + [changed_line(plan, foreseen(plan)) for plan in plans]
    removals = [] if _held_back(lines, leaving) else [removed_line(teammate) for teammate in leaving]
    if _lets_write(gate, lines + removals):
        lines = settled + carry_out(client, plans, len(listed))
        removals = []
        if not _held_back(lines, leaving):
            removals = in_parallel(lambda teammate: remove(client, teammate), leaving, client.workers)
    return _outcome(client, lines + removals, _held_back(lines, leaving), left_by_purge(roster, listed))


def _settled(people: tuple[Wanted, ...], decided: list[Decided]) -> list[Line]:
    """The results for people who need no write: they are unchanged, or it is unknown what to do."""
    lines = []
    for wanted, plan in zip(people, decided):
        if isinstance(plan, SendGridError):
            lines.append(Line(wanted.email, "failed", error=plan))
        elif isinstance(plan, Unchanged):
            lines.append(Line(plan.current.email, "unchanged"))
    return lines


def _held_back(lines: list[Line], leaving: list[Teammate]) -> list[Teammate]:
    """Who stays if somebody failed: that may be their new address, and the old one is all that they have."""
    return leaving if any(line.error is not None for line in lines) else []


def _lets_write(gate: Gate, lines: list[Line]) -> bool:
    """Ask the gate once for everybody, with the complete diff."""
    lines = _sorted(lines)
    changed = [line for line in lines if line.before is not None]
    diff = {line.email: line.before for line in changed}, {line.email: line.after for line in changed}
    return bool(changed) and gate.lets_write("roster", diff, lambda: diff_of(fitted(lines)))


def _sorted(lines: list[Line]) -> list[Line]:
    return sorted(lines, key=lambda line: line.email.lower())


def _losses(leaving: list[Teammate], decided: list[Decided]) -> Losses:
    return Losses(
        removed=tuple(teammate.email for teammate in leaving),
        replaced=tuple(plan.current.email for plan in decided if isinstance(plan, Replace)),
        demoted=tuple(plan.current.email for plan in decided if isinstance(plan, Update) and demotes(plan)),
    )


def _decided(client: Client, people: tuple[Wanted, ...], found: list[Found]) -> list[Decided]:
    """A plan for each person, or the reason why there is none. The lookups are shared by all."""
    names = _subuser_names(client, people, found)
    key_scopes = _key_scopes(client, people, found)
    decided = [_plan(wanted, current, names, key_scopes) for wanted, current in zip(people, found)]
    if any(isinstance(plan, Replace) for plan in decided):
        decided = _replaceable(client, decided)
    return decided


def _subuser_names(client: Client, people: tuple[Wanted, ...], found: list[Found]) -> LookedUp:
    """The names of all subusers that the roster mentions, and the error if some could not be looked up."""
    grants = tuple(grant for wanted in people for grant in wanted.grants)
    known: Names = {}
    for current in found:
        if isinstance(current, Teammate):
            known.update(names_of(current.grants))
    try:
        return known_with(client, grants, known), None
    except SendGridError as error:
        return known, error


def _key_scopes(client: Client, people: tuple[Wanted, ...], found: list[Found]) -> Scopes | SendGridError | None:
    """The key's own scopes if somebody's persona needs them, or the error if they could not be read."""
    if not any(isinstance(now, Teammate) and needs_key_scopes(wanted, now) for wanted, now in zip(people, found)):
        return None
    try:
        return read.key_scopes(client)
    except SendGridError as error:
        return error


def _plan(
    wanted: Wanted,
    current: Found,
    looked_up: LookedUp,
    key_scopes: Scopes | SendGridError | None,
) -> Decided:
    """What to do about one person. A failed lookup fails only the people who need it."""
    if isinstance(current, SendGridError):
        return current
    try:
        names, error = looked_up
        if error is not None and not all(is_known(grant, names) for grant in wanted.grants):
            return error
        if wanted.grants:
            wanted = wanted.with_access(Restricted(named(wanted.grants, names)))
        if isinstance(key_scopes, SendGridError):
            if current is not None and needs_key_scopes(wanted, current):
                return key_scopes
            key_scopes = None
        return plan_of(wanted, current, key_scopes)
    except SendGridError as error:
        return error


def _replaceable(client: Client, decided: list[Decided]) -> list[Decided]:
    """The plans unchanged if password teammates may be replaced now, otherwise with the reason why not."""
    try:
        require_working_sso(client)
    except SendGridError as error:
        return [error if isinstance(plan, Replace) else plan for plan in decided]
    return decided


def _outcome(client: Client, lines: list[Line], held_back: list[Teammate], warnings: list[str]) -> Outcome:
    """The whole result, raised as one failure if somebody failed."""
    lines = fitted(_sorted(lines))
    result = {"results": [line.as_result() for line in lines], "summary": summary_of(lines)}
    changed = any(line.before is not None or line.wrote for line in lines)
    error = failure_of(lines, held_back)
    if error is not None:
        client.journal.read_anew(changed, result)
        raise error
    before, after = diff_of(lines)
    return Outcome(
        changed=changed,
        result=result,
        before=before,
        after=after,
        # Many people often have the same warning.
        warnings=list(dict.fromkeys([warning for line in lines for warning in line.warnings] + warnings)),
    )
