# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""Writes a teammate as planned, and verifies the write by a new read."""

from __future__ import annotations

from typing import Any

from .._core.errors import (
    CONFLICT,
    NOT_FOUND,
    SendGridError,
    not_applied,
    refused,
)
from .._core.outcome import Outcome
from .._http.client import Client
from .._http.creation import create
from .._http.paths import path
from .._http.status_failures import INVALID_SCOPES, UNASSIGNABLE_SCOPES
from . import read
from .access import Persona
from .difference_texts import in_words
from .differences import SCOPES, Difference
from .model import Teammate
from .plan import (
    Change,
    Create,
    Replace,
    Update,
    access_differences,
    name_differences,
    needs_key_scopes,
)
from .scopes import Scopes, at_fault_at_root, at_fault_in_entries
from .view import as_diff, as_result, foreseen
from .wanted import Wanted
from .writing import creation_body, differences_from_before, is_changed, update_body

SSO_TEAMMATES = path("/v3/sso/teammates")


def apply(client: Client, plan: Change) -> Outcome:
    """Carry out a plan that changes something; raises ``not_applied`` if SendGrid did not store it."""
    return prove(client, plan, read_again(client, plan.wanted, write(client, plan)))


def write(client: Client, plan: Change) -> str:
    """Send the plan's requests, and return the teammate's username."""
    if isinstance(plan, Replace):
        return _replaced(client, plan)
    if isinstance(plan, Create):
        return _created(client, plan.wanted)
    return _updated(client, plan)


def _updated(client: Client, plan: Update) -> str:
    try:
        _patch(client, plan.wanted, plan.current)
    except SendGridError as error:
        if error.code != NOT_FOUND:
            raise
        # They were removed since they were read.
        return _created(client, plan.wanted)
    return plan.current.username


def _replaced(client: Client, plan: Replace) -> str:
    """Delete a password teammate and create them with SSO. Everything that can be checked was checked before."""
    recreate = creation_body(plan.wanted)
    try:
        client.delete(read.one(plan.current.username))
    except SendGridError as error:
        # The response may be lost although the deletion worked.
        raise _with_what_they_had(error, recreate, "may have been deleted") from None
    try:
        return _created(client, plan.wanted)
    except SendGridError as error:
        what = "was deleted and could not be created again"
        raise _with_what_they_had(error, recreate, what) from None


def _with_what_they_had(error: SendGridError, recreate: dict[str, Any], what: str) -> SendGridError:
    return error.but(
        msg=f"{recreate['email']} {what}: {error.msg}",
        recreate=recreate,
        hint=f"Send failure.recreate as the body of POST {SSO_TEAMMATES.shown}.",
    )


def _created(client: Client, wanted: Wanted) -> str:
    """Create somebody and return their username.

    If they already exist (a lost request worked, or somebody else was faster), update them to what the task asks for.
    """

    def look() -> Teammate | None:
        return read.find(client, wanted.email)

    body = creation_body(wanted)
    try:
        made = create(client, SSO_TEAMMATES, body, look)
    except SendGridError as error:
        if error.code != CONFLICT:
            raise _explained(error, wanted, body) from None
        there = look()
        if there is None:
            raise _taken_elsewhere(error, wanted) from None
        # Nobody had this address before, and somebody has it now.
        client.journal.wrote()
        made = there
    return _brought_to(client, wanted, made) if isinstance(made, Teammate) else wanted.email


def _brought_to(client: Client, wanted: Wanted, made: Teammate) -> str:
    if made.has_password:
        raise refused(f"{wanted.email} has just become a teammate who signs in with a password.")
    found = read.with_restriction(client, made)
    if found is not None and (name_differences(wanted, found) or access_differences(wanted, found)):
        _patch(client, wanted, found)
    return made.username


def _patch(client: Client, wanted: Wanted, current: Teammate) -> None:
    body = update_body(wanted, current)
    try:
        client.patch(path("/v3/sso/teammates/{}", current.username), body)
    except SendGridError as error:
        raise _explained(error, wanted, body) from None


def _explained(error: SendGridError, wanted: Wanted, body: dict[str, Any]) -> SendGridError:
    """SendGrid says that scopes are wrong, but never which: name the candidates."""
    message = (error.message or "").lower()
    if INVALID_SCOPES in message:
        field = "subuser_access"
        asked = {scope for entry in body.get(field, ()) for scope in entry.get("scopes", ())}
        candidates = at_fault_in_entries(asked) or sorted(asked)
    elif UNASSIGNABLE_SCOPES in message:
        field = "scopes"
        candidates = at_fault_at_root(body.get(field, ())) or body.get(field, [])
    else:
        return error
    named = ", ".join(candidates) or "what the persona grants"
    return error.but(
        msg=f"SendGrid does not accept some of the scopes for {wanted.email}; it does not say which, most likely "
        f"{named}.",
        hint="Leave them out, or check that the account's plan and the API key have them.",
        field=error.field or field,
    )


def _taken_elsewhere(error: SendGridError, wanted: Wanted) -> SendGridError:
    msg = (
        f"SendGrid says that the username {wanted.email} exists, and this account has no such teammate: the "
        "address belongs to another SendGrid account, or to a teammate inside a subuser."
    )
    return error.but(
        msg=msg, hint="Remove the teammate there first, or ask Twilio's support which account has the address."
    )


def prove(client: Client, plan: Change, after: Teammate) -> Outcome:
    """The outcome: the plan's diff, and what SendGrid has after the write, as read again; raises ``not_applied``."""
    changed = not isinstance(plan, Update) or is_changed(plan.current, after)
    client.journal.read_anew(changed, {"teammate": as_result(after, plan.wanted)}, as_diff(after))
    key_scopes, warnings = _judged(client, plan, after)
    return foreseen(plan)._replace(
        changed=changed,
        result={"teammate": as_result(after, plan.wanted, key_scopes)},
        warnings=warnings,
    )


def _judged(client: Client, plan: Change, after: Teammate) -> tuple[Scopes | None, list[str]]:
    """The key's own scopes if they were needed, and the warnings; raises ``not_applied``."""
    wanted, key_scopes = plan.wanted, plan.key_scopes
    if key_scopes is None and needs_key_scopes(wanted, after):
        key_scopes = read.key_scopes(client)
    wrong = name_differences(wanted, after)
    access = access_differences(wanted, after, key_scopes)
    if plan.current is not None and wanted.access is None:
        access = differences_from_before(wanted, plan.current, after)
    excused = [] if wrong else [one for one in access if _may_differ(wanted, one)]
    if wrong or access != excused:
        raise _not_applied(wanted, wrong + access)
    return key_scopes, [_persona_warning(wanted, clause) for clause in in_words(excused)]


def read_again(client: Client, wanted: Wanted, username: str) -> Teammate:
    """The complete teammate, read after the write; raises ``not_applied`` if there is none."""
    # SendGrid may spell a new address differently from the task.
    found = read.by_username(client, username) or read.find(client, wanted.email)
    after = read.with_restriction(client, found) if found else None
    if after is None:
        raise not_applied(f"SendGrid accepted {wanted.email} and does not have them.")
    # Only SSO teammates can be written with these requests.
    return after if after.is_sso is not None else after._replace(is_sso=True)


def _may_differ(wanted: Wanted, difference: Difference) -> bool:
    """SendGrid defines what a persona grants, so its scopes may differ; being an admin or restricted may not."""
    return isinstance(wanted.access, Persona) and difference.kind == SCOPES


def _persona_warning(wanted: Wanted, clause: str) -> str:
    persona = wanted.access.name if isinstance(wanted.access, Persona) else ""
    return (
        f"{wanted.email} was given the persona {persona}, and their {clause}. If SendGrid always does so on this "
        "account, name these scopes in ignore_scopes."
    )


def _not_applied(wanted: Wanted, wrong: list[Difference]) -> SendGridError:
    candidates = at_fault_in_entries(scope for grant in wanted.grants for scope in grant.scopes)
    because = f"; most likely subusers cannot have {', '.join(candidates)}" if candidates else ""
    return not_applied(
        f"SendGrid accepted {wanted.email}, but {'; '.join(in_words(wrong))}{because}.",
        hint="SendGrid can accept a request and drop part of it: the result shows what it has stored.",
    )
