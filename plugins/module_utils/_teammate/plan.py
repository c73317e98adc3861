# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""How a teammate differs from what a task asks for, what to do about it, and what to send. Pure functions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, ClassVar, Union

from .._core.errors import invalid
from . import differences as kinds
from .access import Persona
from .differences import Difference
from .held import assignable_access, counted_access, resent_access
from .model import Teammate
from .rules import (
    refuse_demoting_owner,
    refuse_unmet_flags,
    require_assignable,
    require_creatable,
)
from .scope_lists import AUTOMATIC
from .scopes import NO_SCOPES, Scopes, key_could_explain
from .wanted import Wanted

_NAMES = ("first_name", "last_name")


@dataclass(frozen=True)
class Create:
    """A new person. In every plan ``wanted`` is complete: subusers have their ids, names are filled in."""

    wanted: Wanted
    current: ClassVar[None] = None
    key_scopes: ClassVar[None] = None


@dataclass(frozen=True)
class Update:
    """Names or access differ. ``key_scopes`` are the API key's own, if they were needed to judge a persona."""

    wanted: Wanted
    current: Teammate
    key_scopes: Scopes | None = None


@dataclass(frozen=True)
class Replace:
    """Somebody who signs in with a password is deleted and created again with SSO."""

    wanted: Wanted
    current: Teammate
    key_scopes: ClassVar[None] = None


@dataclass(frozen=True)
class Unchanged:
    """Nothing that was asked for differs."""

    wanted: Wanted
    current: Teammate
    key_scopes: Scopes | None = None


Change = Union[Create, Update, Replace]
Plan = Union[Create, Update, Replace, Unchanged]


def plan_of(wanted: Wanted, current: Teammate | None, key_scopes: Scopes | None) -> Plan:
    """Decide what to do; raises ``invalid`` or ``refused`` if the task cannot be carried out."""
    if current is None:
        require_creatable(wanted)
        return Create(wanted)
    if current.has_password:
        wanted = with_what_they_had(wanted, current)
        require_creatable(wanted)
        require_assignable(wanted)
        return Replace(wanted, current)
    refuse_demoting_owner(wanted, current)
    refuse_unmet_flags(wanted, current)
    if name_differences(wanted, current) or access_differences(wanted, current, key_scopes):
        return Update(wanted, current, key_scopes)
    return Unchanged(wanted, current, key_scopes)


def demotes(plan: Plan) -> bool:
    """Whether the plan takes an admin's rights as an admin away."""
    if not isinstance(plan, Update) or plan.wanted.access is None:
        return False
    return plan.current.is_admin and not plan.wanted.access.is_admin


def name_differences(wanted: Wanted, current: Teammate) -> list[Difference]:
    """How the names differ. Blanks at the ends do not count: no task can ask for them."""
    return [
        Difference(kinds.NAME, field=key, found=getattr(current, key), wanted=getattr(wanted, key))
        for key in _NAMES
        if getattr(wanted, key) not in (None, getattr(current, key).strip())
    ]


def access_differences(wanted: Wanted, current: Teammate, key_scopes: Scopes | None = None) -> list[Difference]:
    """How the access differs from the form asked for; empty if it does not, or if no form is asked for."""
    return [] if wanted.access is None else wanted.access.differences(current, wanted.ignored, key_scopes)


def needs_key_scopes(wanted: Wanted, current: Teammate) -> bool:
    """Whether the key's own scopes could explain why a persona does not match."""
    persona = wanted.access
    if not isinstance(persona, Persona) or current.is_admin or current.restricted or current.has_password:
        return False
    return key_could_explain(persona.name, persona.gap_at_root(current, wanted.ignored, None))


def differences_from_before(wanted: Wanted, before: Teammate, after: Teammate) -> list[Difference]:
    """Whether access changed although nothing was asked about it."""
    if counted_access(before, None, wanted.ignored) == counted_access(after, None, wanted.ignored):
        return []
    return [Difference(kinds.NOT_KEPT)]


def is_changed(before: Teammate, after: Teammate) -> bool:
    """Whether anything that is managed differs between two reads."""
    return _managed(before) != _managed(after)


def _managed(teammate: Teammate) -> tuple[Any, ...]:
    """Names and access as read. What cannot matter for somebody's form of access may not have been read."""
    access: Any = teammate.scopes - AUTOMATIC
    if teammate.is_admin:
        access = "everything"
    elif teammate.restricted:
        access = {(grant.id, grant.permission_type, grant.scopes - AUTOMATIC) for grant in teammate.grants}
    return teammate.first_name, teammate.last_name, access


# What is sent, and what it leads to


def with_what_they_had(wanted: Wanted, current: Teammate) -> Wanted:
    """Complete what is asked of somebody who is created again: the rest is what they had."""
    # They keep SendGrid's spelling of their address.
    wanted = replace(
        wanted,
        email=current.email,
        first_name=wanted.first_name or current.first_name,
        last_name=wanted.last_name or current.last_name,
    )
    if wanted.access is not None:
        return wanted
    refuse_unmet_flags(wanted, current)
    access = assignable_access(current, wanted.ignored)
    if access is None:
        raise invalid(f"{current.email} has no access that could be assigned to them again: say what they may do.")
    return wanted.with_access(access)


def creation_body(wanted: Wanted) -> dict[str, Any]:
    """The body of a creation; raises ``invalid`` if it is incomplete."""
    require_creatable(wanted)
    return {"email": wanted.email, "first_name": wanted.first_name, "last_name": wanted.last_name, **_access(wanted)}


def update_body(wanted: Wanted, current: Teammate) -> dict[str, Any]:
    """The body of an update: always both names, both flags and the complete form.

    ``false`` is sent, never omitted: without it, an admin stays an admin and a restriction cannot be lifted.
    """
    names = {key: _name(wanted, current, key) for key in _NAMES}
    access = wanted.access or resent_access(current, wanted.ignored)
    return {**names, **access.body()}


def predicted(wanted: Wanted, current: Teammate | None) -> Teammate:
    """The teammate as SendGrid would have them after the write."""
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
    named = replace(base, first_name=_name(wanted, base, "first_name"), last_name=_name(wanted, base, "last_name"))
    return named if wanted.access is None else wanted.access.given_to(named)


def _name(wanted: Wanted, current: Teammate, key: str) -> str:
    asked = getattr(wanted, key)
    return getattr(current, key) if asked is None else asked


def _access(wanted: Wanted) -> dict[str, Any]:
    return {} if wanted.access is None else wanted.access.body()
