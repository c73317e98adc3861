# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""How a teammate is shown: in a result, and in a diff. Pure functions."""

from __future__ import annotations

from typing import Any

from .._core.options import can_be_asked_for
from .._core.outcome import Outcome
from .access import Access, Persona, Restricted
from .held import counted_access, present_access
from .model import Teammate
from .plan import Create, Plan, Replace, Unchanged, access_differences
from .scope_lists import AUTOMATIC
from .scopes import Scopes, persona_gap, persona_of
from .wanted import Wanted


def as_result(teammate: Teammate, wanted: Wanted | None, key_scopes: Scopes | None = None) -> dict[str, Any]:
    """The ``teammate`` of a result, with every key it can have, without the scopes that SendGrid adds."""
    counted = _counted(teammate, wanted)
    grants = counted.grants if isinstance(counted, Restricted) else ()
    return {
        "email": teammate.email,
        "username": teammate.username,
        "first_name": teammate.first_name,
        "last_name": teammate.last_name,
        "is_admin": teammate.is_admin,
        "is_sso": teammate.is_sso,
        "user_type": teammate.user_type,
        "persona": _persona(teammate, wanted, key_scopes),
        "scopes": counted.shown()["scopes"],
        "automatic_scopes": sorted(teammate.scopes & AUTOMATIC),
        "has_restricted_subuser_access": bool(teammate.restricted),
        "subuser_access": [
            {
                "id": grant.id,
                "username": grant.username,
                "permission_type": grant.permission_type,
                "scopes": sorted(grant.scopes),
            }
            for grant in grants
        ],
    }


def as_listed(teammate: Teammate) -> dict[str, Any]:
    """What the listing shows about somebody."""
    keys = ("email", "username", "first_name", "last_name", "is_admin", "is_sso", "user_type")
    return {key: getattr(teammate, key) for key in keys}


def as_roster_entry(teammate: Teammate, key_scopes: Scopes | None) -> dict[str, Any]:
    """A teammate as the options that describe them: a task with these options changes nothing."""
    entry: dict[str, Any] = {"email": teammate.email}
    # Leave out a name that no task can ask for, so that the entry does not change it.
    names = {"first_name": teammate.first_name, "last_name": teammate.last_name}
    entry.update((key, name.strip()) for key, name in names.items() if can_be_asked_for(name))
    persona = _persona(teammate, None, key_scopes)
    access = Persona(persona) if persona else counted_access(teammate, None, ())
    return {**entry, **access.entry()}


def _persona(teammate: Teammate, wanted: Wanted | None, key_scopes: Scopes | None) -> str | None:
    if teammate.is_admin or teammate.restricted:
        return None
    ignored = wanted.ignored if wanted else ()
    asked = wanted.access if wanted else None
    if isinstance(asked, Persona) and not persona_gap(asked.name, teammate.scopes, ignored, key_scopes):
        return asked.name
    return persona_of(teammate.scopes, ignored, key_scopes)


def _counted(teammate: Teammate, wanted: Wanted | None) -> Access:
    return counted_access(teammate, wanted.access, wanted.ignored) if wanted else counted_access(teammate, None, ())


def foreseen(plan: Plan) -> Outcome:
    """The outcome of a plan, if SendGrid does what is requested."""
    changed = not isinstance(plan, Unchanged)
    after = _after(plan)
    shown = as_result(after, plan.wanted, plan.key_scopes)
    if changed:
        # What SendGrid adds cannot be predicted.
        shown["automatic_scopes"] = []
    before_diff, after_diff = diff_of(plan.current, after, plan.wanted, plan.key_scopes)
    if isinstance(plan, Replace):
        # Their access may stay the same, but how they sign in changes.
        before_diff, after_diff = dict(before_diff, is_sso=False), dict(after_diff, is_sso=True)
    return Outcome(changed=changed, result={"teammate": shown}, before=before_diff, after=after_diff)


def _after(plan: Plan) -> Teammate:
    if isinstance(plan, Unchanged):
        return plan.current
    # Imported here: Ansible compiles what is imported for every task, and most change nothing.
    from .writing import predicted

    # A replaced person is a new one, to whom SendGrid adds scopes of its own.
    return predicted(plan.wanted, None if isinstance(plan, (Create, Replace)) else plan.current)


def diff_of(current: Teammate | None, after: Teammate, wanted: Wanted, key_scopes: Scopes | None) -> Any:
    """The diff's (before, after): ``after`` is the prediction, and what does not differ looks the same in both."""
    shown_after = _as_diff(after, _shown_after(after, wanted))
    if current is None:
        return {}, shown_after
    if access_differences(wanted, current, key_scopes):
        before = _as_diff(current, _shown_before(current, wanted))
    else:
        before = dict(shown_after, first_name=current.first_name, last_name=current.last_name)
    return before, shown_after


def as_diff(current: Teammate) -> dict[str, Any]:
    """A teammate as a diff shows them if nothing is asked about their access."""
    return _as_diff(current, present_access(current, ()))


def _shown_before(current: Teammate, wanted: Wanted) -> Access:
    access = present_access(current, wanted.ignored)
    # A persona is shown by name. For any other access, the scopes that were asked for count too.
    return access if isinstance(access, Persona) else _counted(current, wanted)


def _shown_after(after: Teammate, wanted: Wanted) -> Access:
    if wanted.access is None:
        return present_access(after, wanted.ignored)
    return wanted.access if isinstance(wanted.access, Persona) else _counted(after, wanted)


def _as_diff(teammate: Teammate, access: Access) -> dict[str, Any]:
    names = {"email": teammate.email, "first_name": teammate.first_name, "last_name": teammate.last_name}
    return {**names, **access.shown()}
