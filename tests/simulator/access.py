# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""How a request changes a teammate's access: the rules of /v3/sso/teammates, without HTTP or state."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from . import scopes
from .accounts import Access, Entry
from .answers import ApiError, bad_request
from .calls import needed, texts, typed
from .settings import Settings

_EMPTY = "scopes cannot be empty"
_SCOPES_AND_RESTRICTED = "cannot specify scopes for a restricted subuser access teammate"
BAD_ROOT_SCOPES = "invalid or unassignable scopes were given"


class BadEntryScopes(Exception):
    """An entry asks for a scope that subusers cannot have. Creations and updates react to that differently."""


@dataclass
class Wish:
    """The access fields of a request; None for a field that was left out."""

    is_admin: bool | None = None
    restricted: bool | None = None
    persona: str | None = None
    scopes: list[str] | None = None
    entries: dict[int, Entry] | None = None

    def names_another_form_than_admin(self) -> bool:
        return bool(self.scopes or self.persona or self.restricted or self.entries)


def parse(body: dict[str, Any]) -> Wish:
    """Read the access fields of a body; raise a 400 for a wrong type."""
    entries = typed(body, "subuser_access", list)
    return Wish(
        is_admin=typed(body, "is_admin", bool),
        restricted=typed(body, "has_restricted_subuser_access", bool),
        persona=typed(body, "persona", str),
        scopes=texts(body, "scopes"),
        entries=None if entries is None else dict(map(_entry, entries)),
    )


def resolve(wish: Wish, current: Access | None, subuser_ids: Collection[int], settings: Settings) -> Access:
    """Return the access that a request results in; `current` is None for a creation."""
    if current is not None and wish == Wish():
        return current
    before = current or Access()
    if before.is_admin if wish.is_admin is None else wish.is_admin:
        return _admin(wish, settings)
    if before.restricted if wish.restricted is None else wish.restricted:
        return _restricted(wish, before, subuser_ids, settings)
    if wish.entries:
        raise bad_request("subuser_access requires has_restricted_subuser_access", "subuser_access")
    return _root(wish, current, settings)


def expand_persona(persona: str, settings: Settings) -> list[str]:
    """Return the root scopes that a persona grants on this account."""
    if persona not in scopes.PERSONAS:
        raise bad_request("invalid persona", "persona")
    granted = scopes.without(scopes.PERSONAS[persona], settings.persona_missing + settings.plan_lacks)
    if not settings.persona_grants_automatic:
        granted = tuple(scope for scope in granted if scope not in scopes.AUTOMATIC)
    return list(dict.fromkeys(granted + settings.persona_extra))


def check_root_scopes(wanted: list[str], settings: Settings) -> None:
    """Refuse scopes that a teammate cannot be given at the root."""
    if not scopes.assignable(settings.plan_lacks, settings.unassignable_scopes).issuperset(wanted):
        raise bad_request(BAD_ROOT_SCOPES, "scopes")


def _admin(wish: Wish, settings: Settings) -> Access:
    # Unless the request demotes an admin, they stay one, whatever else it contains.
    if wish.is_admin and wish.names_another_form_than_admin() and settings.admin_with_other_form == "reject":
        raise bad_request("cannot specify scopes, persona or subuser access for an admin", "is_admin")
    return Access(is_admin=True)


def _restricted(wish: Wish, before: Access, subuser_ids: Collection[int], settings: Settings) -> Access:
    if wish.scopes:
        raise bad_request(_SCOPES_AND_RESTRICTED)
    if wish.persona:
        raise bad_request("cannot specify persona for a restricted subuser access teammate")
    entries = before.entries if wish.entries is None else wish.entries
    if not entries:
        raise bad_request("subuser_access cannot be empty", "subuser_access")
    if not set(entries) <= set(subuser_ids):
        raise ApiError(settings.unknown_subuser_status, "invalid subuser id", "subuser_access")
    for entry in entries.values():
        _check_entry(entry, settings)
    return Access(restricted=True, entries=dict(sorted(entries.items())))


def _check_entry(entry: Entry, settings: Settings) -> None:
    if entry.permission_type == "admin":
        return
    if not entry.scopes:
        raise bad_request(_EMPTY, "subuser_access")
    if not set(entry.scopes) <= {*scopes.SUBUSER_ALLOWED, *scopes.SUBUSER_BASELINE, *settings.entry_baseline}:
        raise BadEntryScopes


def _root(wish: Wish, current: Access | None, settings: Settings) -> Access:
    if wish.persona:
        if wish.scopes and settings.persona_with_scopes == "reject":
            raise bad_request("cannot specify both persona and scopes", "persona")
        return Access(scopes=expand_persona(wish.persona, settings))
    if wish.scopes is None and current is not None and not current.is_admin and not current.restricted:
        return current
    if not wish.scopes:
        raise bad_request(_EMPTY)
    check_root_scopes(wish.scopes, settings)
    return Access(scopes=list(dict.fromkeys(wish.scopes)))


def _entry(item: Any) -> tuple[int, Entry]:
    if not isinstance(item, dict):
        raise bad_request("subuser_access must be an array of objects", "subuser_access")
    entry_id = needed(item, "id", int)
    permission_type = needed(item, "permission_type", str)
    if permission_type not in ("admin", "restricted"):
        raise bad_request("invalid permission_type", "permission_type")
    wanted = texts(item, "scopes") or []
    return entry_id, Entry(permission_type, sorted(set(wanted)) if permission_type == "restricted" else [])
