# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""Somebody's access: scope by scope, as a person would name it, and as it can be sent again. Pure functions."""

from __future__ import annotations

from .access import Access, Admin, Persona, Restricted, RootScopes
from .grants import counted_grants, resent_grants
from .model import Teammate
from .scope_lists import UNASSIGNABLE
from .scopes import ADDED_AT_ROOT, NO_SCOPES, assigned, grants_no_more, persona_of, resendable


def counted_access(teammate: Teammate, asked: Access | None, ignored: tuple[str, ...]) -> Access:
    """The access that somebody was assigned, scope by scope, even if a persona matches.

    Scopes that SendGrid adds, and ignored ones, count only if they were asked for.
    """
    if teammate.is_admin:
        return Admin()
    if teammate.restricted:
        grants = asked.grants if isinstance(asked, Restricted) else ()
        return Restricted(counted_grants(teammate.grants, {grant.id: grant.scopes for grant in grants}, ignored))
    asked_scopes = asked.scopes_by_name() if asked is not None and not asked.is_restricted else NO_SCOPES
    return RootScopes(assigned(teammate.scopes, asked_scopes, ignored, ADDED_AT_ROOT))


def present_access(current: Teammate, ignored: tuple[str, ...]) -> Access:
    """The current access as a person would name it: by a persona if one matches."""
    counted = counted_access(current, None, ignored)
    persona = persona_of(current.scopes, ignored, None) if isinstance(counted, RootScopes) else None
    return Persona(persona) if persona else counted


def assignable_access(current: Teammate, ignored: tuple[str, ...]) -> Access | None:
    """The access to assign so that a new person has what this one has, and no more; None if there is none."""
    persona = _persona_that_adds_nothing(current, ignored)
    if persona is not None:
        return persona
    counted = counted_access(current, None, ignored)
    if isinstance(counted, RootScopes):
        scopes = counted.scopes - UNASSIGNABLE
        return RootScopes(scopes) if scopes else None
    return None if isinstance(counted, Restricted) and not counted.grants else counted


def resent_access(current: Teammate, ignored: tuple[str, ...]) -> Access:
    """What an update that leaves access alone sends about it: all of it."""
    if current.is_admin:
        return Admin()
    if current.restricted:
        return Restricted(resent_grants(current.grants, ignored))
    persona = _persona_that_adds_nothing(current, ignored)
    return persona if persona is not None else RootScopes(resendable(current.scopes, ignored))


def _persona_that_adds_nothing(current: Teammate, ignored: tuple[str, ...]) -> Persona | None:
    present = present_access(current, ignored)
    return present if isinstance(present, Persona) and grants_no_more(present.name, current.scopes) else None
