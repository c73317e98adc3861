# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""What is sent for a teammate, what it leads to, and whether it changed anything. Pure functions."""

from __future__ import annotations

from typing import Any

from . import differences as kinds
from .differences import Difference
from .held import counted_access, resent_access
from .model import Teammate
from .plan import NAMES
from .rules import require_creatable
from .scope_lists import AUTOMATIC
from .scopes import NO_SCOPES
from .wanted import Wanted


def creation_body(wanted: Wanted) -> dict[str, Any]:
    """The body of a creation; raises ``invalid`` if it is incomplete."""
    require_creatable(wanted)
    return {"email": wanted.email, "first_name": wanted.first_name, "last_name": wanted.last_name, **_access(wanted)}


def update_body(wanted: Wanted, current: Teammate) -> dict[str, Any]:
    """The body of an update: always both names, both flags and the complete form.

    ``false`` is sent, never omitted: without it, an admin stays an admin and a restriction cannot be lifted.
    """
    names = {key: _name(wanted, current, key) for key in NAMES}
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
    named = base._replace(first_name=_name(wanted, base, "first_name"), last_name=_name(wanted, base, "last_name"))
    return named if wanted.access is None else wanted.access.given_to(named)


def _name(wanted: Wanted, current: Teammate, key: str) -> str:
    asked = getattr(wanted, key)
    return getattr(current, key) if asked is None else asked


def _access(wanted: Wanted) -> dict[str, Any]:
    return {} if wanted.access is None else wanted.access.body()


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
