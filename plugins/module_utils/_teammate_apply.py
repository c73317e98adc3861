# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""Writing a teammate as planned, and proving by a new read that SendGrid holds it."""

from __future__ import annotations

from dataclasses import replace
from typing import List, Optional

from ansible_collections.community.sendgrid.plugins.module_utils import _teammate_read as read
from ansible_collections.community.sendgrid.plugins.module_utils._access import PERSONA, access_body
from ansible_collections.community.sendgrid.plugins.module_utils._client import Client, path
from ansible_collections.community.sendgrid.plugins.module_utils._errors import (
    CONFLICT,
    NOT_FOUND,
    SendGridError,
    not_applied,
    refused,
)
from ansible_collections.community.sendgrid.plugins.module_utils._failures import INVALID_SCOPES, UNASSIGNABLE_SCOPES
from ansible_collections.community.sendgrid.plugins.module_utils._outcome import Outcome
from ansible_collections.community.sendgrid.plugins.module_utils._scopes import (
    at_fault_at_root,
    at_fault_in_entries,
)
from ansible_collections.community.sendgrid.plugins.module_utils._teammate import Teammate, Wanted
from ansible_collections.community.sendgrid.plugins.module_utils._teammate_plan import (
    CREATE,
    REPLACE,
    Plan,
    access_gaps,
    body_of,
    kept_gaps,
    name_gaps,
    needs_key_scopes,
)
from ansible_collections.community.sendgrid.plugins.module_utils._teammate_rules import require_creatable
from ansible_collections.community.sendgrid.plugins.module_utils._teammate_view import as_result, foreseen

SSO_TEAMMATES = path("/v3/sso/teammates")


def apply(client: Client, plan: Plan) -> Outcome:
    """Carry out a plan that changes something; raises ``not_applied`` where SendGrid then holds something else."""
    if plan.action == REPLACE:
        username = _replaced(client, plan)
    elif plan.action == CREATE:
        username = _created(client, plan.wanted)
    else:
        username = _updated(client, plan)
    return _proven(client, plan, username)


def _updated(client: Client, plan: Plan) -> str:
    try:
        _patch(client, plan.wanted, plan.current)
    except SendGridError as error:
        if error.code != NOT_FOUND:
            raise
        # They disappeared since they were read.
        require_creatable(plan.wanted)
        return _created(client, plan.wanted)
    return plan.current.username


def _replaced(client: Client, plan: Plan) -> str:
    """Delete a password teammate and create them with SSO. All that can be known to fail was found out before."""
    client.delete(read.one(plan.current.username))
    try:
        return _created(client, plan.wanted)
    except SendGridError as error:
        error.changed = True
        error.recreate = body_of(plan.wanted, None)
        raise


def _created(client: Client, wanted: Wanted) -> str:
    """Create somebody and return their username.

    If they turn out to be there already (a lost try has worked, or somebody else was quicker), bring them to
    what is wanted.
    """

    def look() -> Optional[Teammate]:
        return read.find(client, wanted.email)

    try:
        made = client.create(SSO_TEAMMATES, body_of(wanted, None), look)
    except SendGridError as error:
        if error.code != CONFLICT:
            raise _explained(error, wanted) from None
        made = look()
        if made is None:
            raise _taken_elsewhere(error, wanted) from None
    if not isinstance(made, Teammate):
        return wanted.email
    try:
        return _brought_to(client, wanted, made)
    except SendGridError as error:
        # Nobody had this address before, somebody has it now.
        error.changed = True
        raise


def _brought_to(client: Client, wanted: Wanted, made: Teammate) -> str:
    if made.has_password:
        raise refused("{0} has just become a teammate who signs in with a password.".format(wanted.email))
    found = read.with_restriction(client, made)
    if found is not None and (name_gaps(wanted, found) or access_gaps(wanted, found)):
        _patch(client, wanted, found)
    return made.username


def _patch(client: Client, wanted: Wanted, current: Teammate) -> None:
    try:
        client.patch(path("/v3/sso/teammates/{}", current.username), body_of(wanted, current))
    except SendGridError as error:
        raise _explained(error, wanted) from None


def _explained(error: SendGridError, wanted: Wanted) -> SendGridError:
    """SendGrid says that scopes are wrong, never which: name the candidates."""
    message = (error.message or "").lower()
    body = access_body(wanted.access) if wanted.access else {}
    candidates: List[str] = []
    if INVALID_SCOPES in message:
        asked = [scope for entry in body.get("subuser_access", ()) for scope in entry.get("scopes", ())]
        candidates = at_fault_in_entries(asked) or sorted(set(asked))
    elif UNASSIGNABLE_SCOPES in message:
        candidates = at_fault_at_root(body.get("scopes", ())) or body.get("scopes", [])
    if candidates:
        error.msg = (
            "SendGrid does not accept some of the scopes for {0}; it does not say which, most likely {1}.".format(
                wanted.email, ", ".join(candidates)
            )
        )
        error.hint = "Leave them out, or check that the account's plan and the API key have them."
        error.field = error.field or ("subuser_access" if INVALID_SCOPES in message else "scopes")
    return error


def _taken_elsewhere(error: SendGridError, wanted: Wanted) -> SendGridError:
    error.msg = (
        "SendGrid says that the username {0} exists, and this account has no such teammate: the address belongs to "
        "another SendGrid account, or to a teammate inside a subuser.".format(wanted.email)
    )
    error.hint = "Remove the teammate there first, or ask Twilio's support which account has the address."
    return error


def _proven(client: Client, plan: Plan, username: str) -> Outcome:
    """What SendGrid holds after the write, read anew, with the diff of the plan."""
    wanted, key_scopes = plan.wanted, plan.key_scopes
    try:
        after = _read_again(client, wanted, username)
        if key_scopes is None and needs_key_scopes(wanted, after):
            key_scopes = read.key_scopes(client)
        leftovers = access_gaps(wanted, after, key_scopes)
        excused = leftovers if _may_differ(wanted, after) else []
        wrong = name_gaps(wanted, after) + [gap for gap in leftovers if gap not in excused]
        if plan.current is not None and wanted.access is None:
            wrong += kept_gaps(wanted, plan.current, after)
        if wrong:
            raise _not_applied(wanted, after, wrong)
    except SendGridError as error:
        error.changed = True
        raise
    return replace(
        foreseen(plan),
        changed=after != plan.current,
        result={"teammate": as_result(after, wanted, key_scopes)},
        warnings=list(wanted.asked.warnings) + [_persona_warning(wanted, gap) for gap in excused],
    )


def _read_again(client: Client, wanted: Wanted, username: str) -> Teammate:
    # SendGrid may spell a new address otherwise than the task does.
    found = read.by_username(client, username) or read.find(client, wanted.email)
    after = read.with_restriction(client, found) if found else None
    if after is None:
        raise not_applied("SendGrid accepted {0} and does not have them.".format(wanted.email))
    # Only SSO teammates can be written as they were.
    return after if after.is_sso is not None else replace(after, is_sso=True)


def _may_differ(wanted: Wanted, after: Teammate) -> bool:
    """What a persona grants is SendGrid's to say; that it is neither admin nor restricted is not."""
    by_persona = wanted.access is not None and wanted.access.form == PERSONA
    return by_persona and not after.is_admin and not after.restricted


def _persona_warning(wanted: Wanted, gap: str) -> str:
    return (
        "{0} was given the persona {1}, and their {2}. If SendGrid always does so on this account, "
        "name these scopes in ignore_scopes.".format(wanted.email, wanted.access.persona if wanted.access else "", gap)
    )


def _not_applied(wanted: Wanted, after: Teammate, wrong: List[str]) -> SendGridError:
    asked = [scope for grant in wanted.access.grants for scope in grant.scopes] if wanted.access else []
    candidates = at_fault_in_entries(asked)
    because = "; most likely subusers cannot have {0}".format(", ".join(candidates)) if candidates else ""
    error = not_applied(
        "SendGrid accepted {0}, but {1}{2}.".format(wanted.email, "; ".join(wrong), because),
        hint="SendGrid can accept a request and drop part of it. What it holds now is in teammate.",
    )
    error.result = {"teammate": as_result(after, wanted)}
    return error
