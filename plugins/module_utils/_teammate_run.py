# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""Reading, writing and proving one teammate."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Dict, List, Mapping, Optional

from ansible_collections.community.sendgrid.plugins.module_utils import _teammate_read as read
from ansible_collections.community.sendgrid.plugins.module_utils._access import PERSONA, RESTRICTED, access_body
from ansible_collections.community.sendgrid.plugins.module_utils._client import Client, path
from ansible_collections.community.sendgrid.plugins.module_utils._connection import Connection, refuse_subuser
from ansible_collections.community.sendgrid.plugins.module_utils._errors import (
    CONFLICT,
    SendGridError,
    invalid,
    not_applied,
    refused,
)
from ansible_collections.community.sendgrid.plugins.module_utils._failures import INVALID_SCOPES, UNASSIGNABLE_SCOPES
from ansible_collections.community.sendgrid.plugins.module_utils._lockout import require_working_sso
from ansible_collections.community.sendgrid.plugins.module_utils._outcome import Outcome
from ansible_collections.community.sendgrid.plugins.module_utils._scopes import (
    Scopes,
    at_fault_at_root,
    at_fault_in_entries,
)
from ansible_collections.community.sendgrid.plugins.module_utils._subusers import names_of, resolved
from ansible_collections.community.sendgrid.plugins.module_utils._teammate import OWNER, Teammate, Wanted, wanted_from
from ansible_collections.community.sendgrid.plugins.module_utils._teammate_plan import (
    access_gaps,
    assignable_access,
    body_of,
    kept_gaps,
    name_gaps,
    needs_key_scopes,
    predicted,
    refuse_demoting_owner,
    refuse_unmet_flags,
    require_creatable,
)
from ansible_collections.community.sendgrid.plugins.module_utils._teammate_view import as_result, diff_of, removal_diff

SSO_TEAMMATES = path("/v3/sso/teammates")


@dataclass(frozen=True)
class Request:
    """What a task asks for: the person, whether they shall be there, and whether password teammates may be touched."""

    wanted: Wanted
    present: bool
    manage_password_teammate: bool


def request_from(params: Mapping[str, Any], connection: Connection) -> Request:
    """The options of sendgrid_sso_teammate, checked before any request; raises ``invalid``."""
    wanted = wanted_from(params)
    if params["manage_password_teammate"]:
        refuse_subuser(connection, "SSO settings, which manage_password_teammate needs, belong")
    if wanted.access is not None and wanted.access.form == RESTRICTED:
        refuse_subuser(connection, "Subusers belong")
    return Request(wanted, params["state"] == "present", params["manage_password_teammate"])


def ensure(client: Client, request: Request, check_mode: bool) -> Outcome:
    """Bring one teammate to what is wanted, or say in check mode what that would come to."""
    current = read.find(client, request.wanted.email)
    if current is not None:
        _refuse_untouchable(request, current)
        current = read.with_restriction(client, current)
    if not request.present:
        return _ensure_absent(client, request, current, check_mode)
    if current is None:
        return _ensure_created(client, request.wanted, check_mode)
    if current.has_password:
        return _ensure_replaced(client, request.wanted, current, check_mode)
    return _ensure_updated(client, request.wanted, current, check_mode)


def _refuse_untouchable(request: Request, current: Teammate) -> None:
    if current.user_type == OWNER and not request.present:
        raise refused("{0} owns the SendGrid account: its owner is never removed.".format(current.email))
    if current.user_type == OWNER and current.has_password:
        raise refused(
            "{0} owns the SendGrid account and signs in with a password: leave them out.".format(current.email)
        )
    if current.has_password and not request.manage_password_teammate:
        raise refused(
            "{0} is a teammate who signs in with a password, and SendGrid cannot convert them to SSO: set "
            "manage_password_teammate: true to {1}, or remove them by hand.".format(
                current.email, "delete them and create them anew with SSO" if request.present else "remove them"
            ),
            hint="Deleting a teammate keeps the API keys and templates that they made.",
        )


# Absent


def _ensure_absent(client: Client, request: Request, current: Optional[Teammate], check_mode: bool) -> Outcome:
    invitations = read.invitations_to(client, request.wanted.email)
    if not check_mode:
        changed = False
        try:
            if current is not None:
                client.delete(read.one(current.username))
                changed = True
            for invitation in invitations:
                client.delete(invitation)
                changed = True
        except SendGridError as error:
            error.changed = changed
            raise
    before: Dict[str, Any] = removal_diff(current) if current else {}
    if invitations:
        before["pending_invitations"] = len(invitations)
    return Outcome(bool(before), {"teammate": None}, before, {})


# Present


def _ensure_created(client: Client, wanted: Wanted, check_mode: bool) -> Outcome:
    require_creatable(wanted)
    wanted = _with_subusers(client, wanted, None)
    if check_mode:
        return _foreseen(wanted, None, None)
    return _proven(client, wanted, _created(client, wanted), None)


def _ensure_updated(client: Client, wanted: Wanted, current: Teammate, check_mode: bool) -> Outcome:
    refuse_demoting_owner(wanted, current)
    refuse_unmet_flags(wanted, current)
    wanted = _with_subusers(client, wanted, current)
    key_scopes = read.key_scopes(client) if needs_key_scopes(wanted, current) else None
    if not name_gaps(wanted, current) and not access_gaps(wanted, current, key_scopes):
        result = {"teammate": as_result(current, wanted, key_scopes)}
        before, after = diff_of(current, current, wanted, key_scopes)
        return Outcome(False, result, before, after, list(wanted.asked.warnings))
    if check_mode:
        return _foreseen(wanted, current, key_scopes)
    _patch(client, wanted, current)
    return _proven(client, wanted, current.username, current, key_scopes)


def _ensure_replaced(client: Client, wanted: Wanted, current: Teammate, check_mode: bool) -> Outcome:
    """Delete a password teammate and create them with SSO; all that can be known to fail is found out before."""
    wanted = _with_what_they_had(wanted, current)
    require_creatable(wanted)
    require_working_sso(client)
    wanted = _with_subusers(client, wanted, current)
    if check_mode:
        return _replacement(_foreseen(wanted, None, None), wanted, current)
    client.delete(read.one(current.username))
    try:
        username = _created(client, wanted)
    except SendGridError as error:
        error.changed = True
        error.recreate = body_of(wanted, None)
        raise
    return _replacement(_proven(client, wanted, username, None), wanted, current)


def _with_what_they_had(wanted: Wanted, current: Teammate) -> Wanted:
    names = {key: getattr(wanted, key) or getattr(current, key) for key in ("first_name", "last_name")}
    wanted = replace(wanted, **names)
    if wanted.access is not None:
        return wanted
    refuse_unmet_flags(wanted, current)
    access = assignable_access(current, wanted.ignored)
    if access is None:
        raise invalid(
            "{0} has no access that could be assigned to them anew: say which they shall have.".format(current.email)
        )
    return wanted.with_access(access)


def _replacement(outcome: Outcome, wanted: Wanted, current: Teammate) -> Outcome:
    """The diff of a replacement also shows how somebody signs in: all else may stay the same."""
    before, after = diff_of(current, predicted(wanted, current), wanted, None)
    return replace(outcome, before=dict(before, is_sso=False), after=dict(after, is_sso=True))


def _with_subusers(client: Client, wanted: Wanted, current: Optional[Teammate]) -> Wanted:
    access = wanted.access
    if access is None or access.form != RESTRICTED:
        return wanted
    known = names_of(current.grants) if current else {}
    return wanted.with_access(replace(access, grants=resolved(access.grants, client, known)))


def _foreseen(wanted: Wanted, current: Optional[Teammate], key_scopes: Optional[Scopes]) -> Outcome:
    after = predicted(wanted, current)
    before_diff, after_diff = diff_of(current, after, wanted, key_scopes)
    return Outcome(True, {"teammate": as_result(after, wanted)}, before_diff, after_diff, list(wanted.asked.warnings))


# Writes


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


# Proof


def _proven(
    client: Client,
    wanted: Wanted,
    username: str,
    before: Optional[Teammate],
    key_scopes: Optional[Scopes] = None,
) -> Outcome:
    """What SendGrid holds after the write, read anew; raises ``not_applied`` where that is not what was asked for.

    ``before`` is the teammate as they were, None for somebody new.
    """
    try:
        after = _read_again(client, wanted, username)
        if key_scopes is None and needs_key_scopes(wanted, after):
            key_scopes = read.key_scopes(client)
        leftovers = access_gaps(wanted, after, key_scopes)
        excused = leftovers if _may_differ(wanted, after) else []
        wrong = name_gaps(wanted, after) + [gap for gap in leftovers if gap not in excused]
        if before is not None and wanted.access is None:
            wrong += kept_gaps(wanted, before, after)
        if wrong:
            raise _not_applied(wanted, after, wrong)
    except SendGridError as error:
        error.changed = True
        raise
    before_diff, after_diff = diff_of(before, predicted(wanted, before), wanted, key_scopes)
    return Outcome(
        changed=after != before,
        result={"teammate": as_result(after, wanted, key_scopes)},
        before=before_diff,
        after=after_diff,
        warnings=list(wanted.asked.warnings) + [_persona_warning(wanted, gap) for gap in excused],
    )


def _read_again(client: Client, wanted: Wanted, username: str) -> Teammate:
    found = read.by_username(client, username)
    after = read.with_restriction(client, found) if found else None
    if after is None:
        raise not_applied("SendGrid accepted {0} and does not have them.".format(wanted.email))
    return after


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
    error.found = as_result(after, wanted)
    return error
