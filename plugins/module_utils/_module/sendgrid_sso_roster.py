# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""Bringing a roster of people to what is wanted: read once, plan everybody, then write several at a time."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Callable, Optional, Union

from .._core.errors import SendGridError
from .._core.outcome import Outcome
from .._core.parallel import in_parallel
from .._core.plan import Gate
from .._http.client import Client
from .._roster.failures import failure_of
from .._roster.model import (
    EVERYTHING,
    NOTHING,
    Line,
    Listed,
    Losses,
    Roster,
    by_address,
    left_by_purge,
    only_differences,
    open_about,
    refuse_too_many,
    summary_of,
    to_remove,
)
from .._roster.result_size import diff_of, fitted
from .._teammate import read
from .._teammate.access import Restricted
from .._teammate.apply import apply
from .._teammate.model import Teammate, without_restriction
from .._teammate.plan import Change, Create, Plan, Replace, Unchanged, Update, demotes, needs_key_scopes, plan_of
from .._teammate.rules import refuse_several, refuse_untouchable
from .._teammate.scope_hints import warnings_about
from .._teammate.scopes import Scopes
from .._teammate.subusers import Names, is_known, known_with, named, names_of
from .._teammate.view import as_diff, as_listed, foreseen
from .._teammate.wanted import Wanted
from .lockout import require_working_sso

# Somebody as read, or why they could not be
Found = Union[Teammate, None, SendGridError]
Decided = Union[Plan, SendGridError]
# Names by id, and the error if not all could be looked up
LookedUp = tuple[Names, Optional[SendGridError]]


def warnings_before(roster: Roster) -> list[str]:
    """What to say before the first request, once for everybody."""
    return warnings_about(person.asked for person in roster.people)


def ensure(client: Client, roster: Roster, gate: Gate) -> Outcome:
    """Bring everybody to what is wanted, or say in check mode what that would come to; raises one failure for all."""
    listed = by_address(read.listing(client))
    found = in_parallel(lambda wanted: _found(client, roster, wanted, listed), roster.people, client.workers)
    decided = _decided(client, roster.people, found)
    leaving = to_remove(roster, listed)
    refuse_too_many(roster.max_removals, _losses(leaving, decided))
    people = list(zip(roster.people, decided))
    lines, held_back = _carried_out(map, people, leaving, foreseen, lambda teammate: None)
    if _lets_write(gate, lines):
        lines, held_back = _carried_out(
            lambda work, items: in_parallel(work, items, client.workers),
            people,
            leaving,
            lambda plan: apply(client, plan),
            lambda teammate: client.delete(read.one(teammate.username)),
        )
    return _outcome(lines, held_back, left_by_purge(roster, listed))


def _carried_out(
    each: Callable[[Callable[[Any], Line], Iterable[Any]], Iterable[Line]],
    people: list[tuple[Wanted, Decided]],
    leaving: list[Teammate],
    carry_out: Callable[[Change], Outcome],
    remove: Callable[[Teammate], Any],
) -> tuple[list[Line], list[Teammate]]:
    """What becomes of each, and who is held back. ``each`` is ``map``, or does the same with many at a time."""
    lines = list(each(lambda pair: _line(pair[0], pair[1], carry_out), people))
    # Who leaves may have a new address that could not be created: their old one is all that they have.
    held_back = leaving if any(line.error is not None for line in lines) else []
    if not held_back:
        lines += each(lambda teammate: _removed(teammate, remove), leaving)
    lines.sort(key=lambda line: line.email.lower())
    return lines, held_back


def _lets_write(gate: Gate, lines: list[Line]) -> bool:
    """One plan for all, over what nobody shortened."""
    changed = [line for line in lines if line.before is not None]
    diff = {line.email: line.before for line in changed}, {line.email: line.after for line in changed}
    return bool(changed) and gate.lets_write("roster", diff, lambda: diff_of(fitted(lines)))


def _losses(leaving: list[Teammate], decided: list[Decided]) -> Losses:
    return Losses(
        removed=tuple(teammate.email for teammate in leaving),
        replaced=tuple(plan.current.email for plan in decided if isinstance(plan, Replace)),
        demoted=tuple(plan.current.email for plan in decided if isinstance(plan, Update) and demotes(plan)),
    )


def _found(client: Client, roster: Roster, wanted: Wanted, listed: Listed) -> Found:
    twins = listed.get(wanted.email.lower(), ())
    try:
        refuse_several(twins)
        # Whom the listing misses, since others came and went while it was read, is asked for by address.
        teammate = twins[0] if twins else read.by_address(client, wanted.email)
        if teammate is None:
            return None
        refuse_untouchable(teammate, True, roster.manage_password_teammate, on_a_roster=True)
        return _known_enough(client, wanted, teammate)
    except SendGridError as error:
        return error


def _known_enough(client: Client, wanted: Wanted, listed: Teammate) -> Teammate | None:
    """The person with all that is needed to plan; None if they have disappeared since the listing."""
    needed = open_about(wanted, listed)
    if needed == NOTHING:
        return without_restriction(listed) if listed.is_admin else listed
    if needed == EVERYTHING:
        return read.in_detail(client, listed)
    known = read.with_restriction(client, listed)
    # A restriction shows all that counts. Of somebody without one the access is still unknown.
    if known is None or known.restricted or wanted.access is None:
        return known
    detailed = read.by_username(client, listed.username)
    return without_restriction(read.with_sso_of(detailed, listed)) if detailed else None


def _decided(client: Client, people: tuple[Wanted, ...], found: list[Found]) -> list[Decided]:
    """A plan for everybody, or why there is none. The look-ups that this takes are made once for all."""
    names = _subuser_names(client, people, found)
    key_scopes = _key_scopes(client, people, found)
    decided = [_plan(wanted, current, names, key_scopes) for wanted, current in zip(people, found)]
    if any(isinstance(plan, Replace) for plan in decided):
        decided = _replaceable(client, decided)
    return decided


def _subuser_names(client: Client, people: tuple[Wanted, ...], found: list[Found]) -> LookedUp:
    """The names of all subusers that the roster speaks of, and why others could not be looked up."""
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
    """The key's own scopes if somebody's persona needs them, or why they could not be read."""
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
    """What to do about one person. A look-up that failed fails those who need it, and nobody else."""
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
    """The plans as they are if password teammates may be replaced now, else with the reason why not."""
    try:
        require_working_sso(client)
    except SendGridError as error:
        return [error if isinstance(plan, Replace) else plan for plan in decided]
    return decided


def _line(wanted: Wanted, decided: Decided, carry_out: Callable[[Change], Outcome]) -> Line:
    if isinstance(decided, SendGridError):
        return Line(wanted.email, "failed", error=decided)
    email = decided.current.email if decided.current else wanted.email
    if isinstance(decided, Unchanged):
        return Line(email, "unchanged")
    try:
        outcome = carry_out(decided)
    except SendGridError as error:
        return _failed_line(email, decided, error)
    if not outcome.changed:
        return Line(email, "unchanged", warnings=tuple(outcome.warnings))
    before, after = only_differences(outcome.before or {}, outcome.after or {})
    return Line(
        email, "created" if isinstance(decided, Create) else "updated", before, after, None, tuple(outcome.warnings)
    )


def _failed_line(email: str, plan: Change, error: SendGridError) -> Line:
    """Somebody who failed, with what was done all the same."""
    if not error.changed or error.held is None:
        return Line(email, "failed", error=error)
    before = as_diff(plan.current) if plan.current else {}
    return Line(email, "failed", *only_differences(before, error.held), error=error)


def _removed(teammate: Teammate, remove: Callable[[Teammate], Any]) -> Line:
    try:
        remove(teammate)
    except SendGridError as error:
        return Line(teammate.email, "failed", error=error)
    return Line(teammate.email, "removed", as_listed(teammate), {})


def _outcome(lines: list[Line], held_back: list[Teammate], warnings: list[str]) -> Outcome:
    """The whole result; raises it as one failure where somebody failed."""
    lines = fitted(lines)
    result = {"results": [line.as_result() for line in lines], "summary": summary_of(lines)}
    changed = any(line.before is not None or (line.error is not None and line.error.changed) for line in lines)
    error = failure_of(lines, held_back)
    if error is not None:
        raise error.but(changed=changed, result=result)
    before, after = diff_of(lines)
    return Outcome(
        changed=changed,
        result=result,
        before=before,
        after=after,
        # Many people often have the same to be said.
        warnings=list(dict.fromkeys([warning for line in lines for warning in line.warnings] + warnings)),
    )
