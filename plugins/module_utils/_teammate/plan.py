# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""How a teammate differs from what a task asks for, and what to do about it. Pure functions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Union

from .._core.errors import invalid
from . import differences as kinds
from .access import Persona
from .differences import Difference
from .held import assignable_access
from .model import Teammate
from .rules import (
    refuse_demoting_owner,
    refuse_unmet_flags,
    require_assignable,
    require_creatable,
)
from .scopes import Scopes, key_could_explain
from .wanted import Wanted

NAMES = ("first_name", "last_name")


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
        for key in NAMES
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


def with_what_they_had(wanted: Wanted, current: Teammate) -> Wanted:
    """Complete what is asked of somebody who is created again: the rest is what they had."""
    # They keep SendGrid's spelling of their address.
    wanted = wanted._replace(
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
