# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""How a teammate differs from what is wanted, what follows from it, and what is sent. Pure functions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from .._core.errors import invalid
from .access import (
    ADMIN,
    PERSONA,
    RESTRICTED,
    SCOPES,
    Access,
    Grant,
    access_body,
    by_id,
    counted_grants,
)
from .model import OWNER, Teammate, Wanted
from .rules import (
    refuse_demoting_owner,
    refuse_unmet_flags,
    require_assignable,
    require_creatable,
)
from .scopes import (
    ADDED_AT_ROOT,
    ADDED_TO_ENTRIES,
    AUTOMATIC,
    NO_SCOPES,
    PERSONAS,
    UNASSIGNABLE,
    Gap,
    Scopes,
    assigned,
    gap,
    grants_no_more,
    key_could_explain,
    persona_gap,
    persona_of,
    resendable,
)

UNCHANGED = "unchanged"
CREATE = "create"
UPDATE = "update"
REPLACE = "replace"


@dataclass(frozen=True)
class Plan:
    """What to do about one person, and why. ``wanted`` is complete: subusers have their ids, names are filled in.

    ``key_scopes`` are the API key's own scopes, where they were needed to judge a persona.
    """

    action: str
    wanted: Wanted
    current: Teammate | None
    key_scopes: Scopes | None = None


def plan_of(wanted: Wanted, current: Teammate | None, key_scopes: Scopes | None) -> Plan:
    """Decide what to do; raises ``invalid`` or ``refused`` where nothing sensible can be done."""
    if current is None:
        require_creatable(wanted)
        return Plan(CREATE, wanted, None)
    if current.has_password:
        wanted = with_what_they_had(wanted, current)
        require_creatable(wanted)
        require_assignable(wanted)
        return Plan(REPLACE, wanted, current)
    refuse_demoting_owner(wanted, current)
    refuse_unmet_flags(wanted, current)
    differs = name_gaps(wanted, current) or access_gaps(wanted, current, key_scopes)
    return Plan(UPDATE if differs else UNCHANGED, wanted, current, key_scopes)


def demotes(plan: Plan) -> bool:
    """Whether somebody is an admin, and would be none once the plan is carried out."""
    if plan.current is None or plan.action != UPDATE or plan.wanted.access is None:
        return False
    return plan.current.is_admin and plan.wanted.access.form != ADMIN


def name_gaps(wanted: Wanted, current: Teammate) -> list[str]:
    """How the names differ, in words. Blanks at their ends do not count: no task can ask for them."""
    return [
        f"{key} is {getattr(current, key)!r} instead of {getattr(wanted, key)!r}"
        for key in ("first_name", "last_name")
        if getattr(wanted, key) not in (None, getattr(current, key).strip())
    ]


def access_gaps(wanted: Wanted, current: Teammate, key_scopes: Scopes | None = None) -> list[str]:
    """How the access differs from the form asked for, in words; empty where it is as asked."""
    access = wanted.access
    if access is None:
        return []
    if access.form == ADMIN:
        return [] if current.is_admin else ["they are no admin"]
    if current.is_admin:
        return ["they are an admin"]
    if access.form == RESTRICTED:
        return _grant_gaps(wanted, current) if current.restricted else ["they are not restricted to subusers"]
    if current.restricted:
        return ["they are restricted to subusers"]
    return _scope_gaps(root_gap(wanted, current, key_scopes), "")


def root_gap(wanted: Wanted, current: Teammate, key_scopes: Scopes | None) -> Gap:
    """How root scopes differ from the persona or the scopes asked for."""
    access = wanted.access
    if access is None:
        return Gap()
    if access.persona is not None:
        return persona_gap(access.persona, current.scopes, wanted.ignored, key_scopes)
    return gap(current.scopes, access.scopes, wanted.ignored, ADDED_AT_ROOT)


def needs_key_scopes(wanted: Wanted, current: Teammate) -> bool:
    """Whether the key's own scopes could explain why a persona does not hold."""
    if wanted.access is None or wanted.access.form != PERSONA or current.is_admin or current.restricted:
        return False
    if current.has_password:
        return False
    return key_could_explain(wanted.access.persona, root_gap(wanted, current, None))


def _grant_gaps(wanted: Wanted, current: Teammate) -> list[str]:
    have = {grant.id: grant for grant in current.grants}
    want = {grant.id: grant for grant in wanted.access.grants} if wanted.access else {}
    gaps = [f"access to subuser {want[key].shown} is missing" for key in sorted(want.keys() - have.keys())]
    gaps += [f"access to subuser {have[key].shown} is too much" for key in sorted(have.keys() - want.keys())]
    for key in sorted(want.keys() & have.keys()):
        if want[key].permission_type != have[key].permission_type:
            gaps.append(f"access to subuser {want[key].shown} is {have[key].permission_type}")
        elif want[key].permission_type == "restricted":
            found = gap(have[key].scopes, want[key].scopes, wanted.ignored, ADDED_TO_ENTRIES)
            gaps += _scope_gaps(found, f" for subuser {want[key].shown}")
    return gaps


def _scope_gaps(found: Gap, where: str) -> list[str]:
    gaps = []
    if found.missing:
        gaps.append("scopes{} lack {}".format(where, ", ".join(sorted(found.missing))))
    if found.extra:
        gaps.append("scopes{} also hold {}".format(where, ", ".join(sorted(found.extra))))
    return gaps


def kept_gaps(wanted: Wanted, before: Teammate, after: Teammate) -> list[str]:
    """How access that was not asked about changed all the same."""
    if held_access(before, wanted.ignored) == held_access(after, wanted.ignored):
        return []
    return ["their access changed, and nothing was asked about it"]


def is_changed(before: Teammate, after: Teammate) -> bool:
    """Whether anything that is managed differs between two reads."""
    return _managed(before) != _managed(after)


def _managed(teammate: Teammate) -> tuple[Any, ...]:
    """Names and access as read; what does not matter to somebody's kind of access may not have been read."""
    access: Any = teammate.scopes - AUTOMATIC
    if teammate.is_admin:
        access = ADMIN
    elif teammate.restricted:
        access = {(grant.id, grant.permission_type, grant.scopes - AUTOMATIC) for grant in teammate.grants}
    return teammate.first_name, teammate.last_name, access


# What is sent, and what then is


def held_access(current: Teammate, ignored: tuple[str, ...]) -> Access:
    """The access somebody has, scope by scope."""
    if current.is_admin:
        return Access(ADMIN)
    if current.restricted:
        return Access(RESTRICTED, grants=by_id(counted_grants(current.grants, {}, ignored)))
    return Access(SCOPES, scopes=assigned(current.scopes, NO_SCOPES, ignored, ADDED_AT_ROOT))


def present_access(current: Teammate, ignored: tuple[str, ...]) -> Access:
    """The access somebody has as a person would name it: by a persona, where one holds."""
    held = held_access(current, ignored)
    persona = persona_of(current.scopes, ignored, None) if held.form == SCOPES else None
    return Access(PERSONA, persona=persona) if persona else held


def assignable_access(current: Teammate, ignored: tuple[str, ...]) -> Access | None:
    """The access to give to somebody new so that they have what this one has, and no more; None where there is none."""
    present = present_access(current, ignored)
    if present.persona and grants_no_more(present.persona, current.scopes):
        return present
    held = held_access(current, ignored)
    if held.form != SCOPES:
        return held if held.form == ADMIN or held.grants else None
    scopes = held.scopes - UNASSIGNABLE
    return Access(SCOPES, scopes=scopes) if scopes else None


def _sendable_grants(current: Teammate, ignored: tuple[str, ...]) -> tuple[Grant, ...]:
    """Grants as they can be sent again; where all scopes of an entry are ignored they stay, since it needs some."""
    return tuple(
        replace(grant, scopes=resendable(grant.scopes, ignored) or resendable(grant.scopes, ()))
        for grant in current.grants
    )


def with_what_they_had(wanted: Wanted, current: Teammate) -> Wanted:
    """What is wanted of somebody who is created anew: what is not asked for is what they had."""
    names = {key: getattr(wanted, key) or getattr(current, key) for key in ("first_name", "last_name")}
    # SendGrid's spelling of their address stays theirs.
    wanted = replace(wanted, email=current.email, **names)
    if wanted.access is not None:
        return wanted
    refuse_unmet_flags(wanted, current)
    access = assignable_access(current, wanted.ignored)
    if access is None:
        raise invalid(f"{current.email} has no access that could be assigned to them anew: say which they shall have.")
    return wanted.with_access(access)


def body_of(wanted: Wanted, current: Teammate | None) -> dict[str, Any]:
    """The body of a creation or an update: both names, both flags and the complete form, always.

    ``false`` is said, never omitted: else an admin stays an admin, and a restriction cannot be left.
    """
    body: dict[str, Any] = {} if current else {"email": wanted.email}
    for key in ("first_name", "last_name"):
        name = getattr(wanted, key)
        body[key] = getattr(current, key) if name is None and current else name
    body.update(access_body(wanted.access or _kept_access(wanted, current)))
    return body


def _kept_access(wanted: Wanted, current: Teammate | None) -> Access:
    """What an update sends about access that it shall leave alone: all of it."""
    if current is None:
        raise ValueError("somebody new has no access to keep")
    access = present_access(current, wanted.ignored)
    if access.form == RESTRICTED:
        return Access(RESTRICTED, grants=_sendable_grants(current, wanted.ignored))
    if access.form == ADMIN or (access.persona and grants_no_more(access.persona, current.scopes)):
        return access
    return Access(SCOPES, scopes=resendable(current.scopes, wanted.ignored))


def predicted(wanted: Wanted, current: Teammate | None) -> Teammate:
    """The teammate as SendGrid would hold them after the write."""
    base = current or Teammate(
        email=wanted.email,
        username=wanted.email,
        first_name="",
        last_name="",
        is_admin=False,
        is_sso=True,
        user_type="teammate",
        scopes=NO_SCOPES,
        restricted=False,
    )
    names = {key: getattr(wanted, key) for key in ("first_name", "last_name") if getattr(wanted, key) is not None}
    base = replace(base, **names)
    access = wanted.access
    if access is None:
        return base
    # What SendGrid then adds by itself is unknown.
    scopes = PERSONAS[access.persona] - AUTOMATIC if access.persona else access.scopes
    user_type = base.user_type if base.user_type == OWNER else ("admin" if access.form == ADMIN else "teammate")
    return replace(
        base,
        is_admin=access.form == ADMIN,
        user_type=user_type,
        scopes=scopes,
        restricted=access.form == RESTRICTED,
        grants=access.grants,
    )
