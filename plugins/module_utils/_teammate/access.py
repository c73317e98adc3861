# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""The four forms of access. Each knows its body, how somebody's access differs from it, and how it is shown.

Pure classes. held.py finds out which form somebody has, access_options.py which one a task asks for.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from . import differences as kinds
from .differences import Difference, scope_differences
from .grants import Grant, Grants, grants_body
from .model import OWNER, Teammate
from .scope_lists import AUTOMATIC, PERSONAS
from .scopes import ADDED_AT_ROOT, ADDED_TO_ENTRIES, NO_SCOPES, Gap, Scopes, gap, persona_gap

FORMS = "is_admin: true, persona, scopes or subuser_access"


class Access:
    """One form of access, complete."""

    is_admin: ClassVar[bool] = False
    is_restricted: ClassVar[bool] = False

    def body(self) -> dict[str, Any]:
        """The form as SendGrid accepts it, always with both flags: without them, an admin stays an admin."""
        flags = {"is_admin": self.is_admin, "has_restricted_subuser_access": self.is_restricted}
        return {**flags, **self._own_part_of_body()}

    def shown(self) -> dict[str, Any]:
        """The form as a diff shows it, with every key it can have."""
        nothing: dict[str, Any] = {"persona": None, "scopes": [], "subuser_access": []}
        return {**nothing, **self.body()}

    def entry(self) -> dict[str, Any]:
        """The options that ask for this form."""
        return self._own_part_of_body()

    def differences(self, current: Teammate, ignored: tuple[str, ...], key_scopes: Scopes | None) -> list[Difference]:
        """How somebody's access differs from this form. ``key_scopes`` are the API key's own; None if not read."""
        if current.is_admin:
            return [Difference(kinds.AN_ADMIN)]
        if current.restricted:
            return [Difference(kinds.RESTRICTED)]
        return scope_differences(self.gap_at_root(current, ignored, key_scopes))

    def gap_at_root(self, current: Teammate, ignored: tuple[str, ...], key_scopes: Scopes | None) -> Gap:
        """How somebody's root scopes differ from those of this form."""
        return gap(current.scopes, self.scopes_at_root(), ignored, ADDED_AT_ROOT)

    def given_to(self, teammate: Teammate) -> Teammate:
        """The teammate after being given this access. What SendGrid then adds is unknown."""
        changed_type = "admin" if self.is_admin else "teammate"
        return teammate._replace(
            is_admin=self.is_admin,
            user_type=OWNER if teammate.user_type == OWNER else changed_type,
            scopes=self.scopes_at_root(),
            restricted=self.is_restricted,
            grants=(),
        )

    def scopes_at_root(self) -> Scopes:
        """The scopes that the form grants outside of subusers."""
        return NO_SCOPES

    def scopes_by_name(self) -> Scopes:
        """All scopes that the form names."""
        return NO_SCOPES

    def _own_part_of_body(self) -> dict[str, Any]:
        return {}


@dataclass(frozen=True)
class Admin(Access):
    """Full access to the account."""

    is_admin: ClassVar[bool] = True

    def entry(self) -> dict[str, Any]:
        return {"is_admin": True}

    def differences(self, current: Teammate, ignored: tuple[str, ...], key_scopes: Scopes | None) -> list[Difference]:
        return [] if current.is_admin else [Difference(kinds.NO_ADMIN)]


@dataclass(frozen=True)
class Persona(Access):
    """A named set of scopes that SendGrid defines."""

    name: str

    def gap_at_root(self, current: Teammate, ignored: tuple[str, ...], key_scopes: Scopes | None) -> Gap:
        return persona_gap(self.name, current.scopes, ignored, key_scopes)

    def scopes_at_root(self) -> Scopes:
        return PERSONAS[self.name] - AUTOMATIC

    def _own_part_of_body(self) -> dict[str, Any]:
        return {"persona": self.name}


@dataclass(frozen=True)
class RootScopes(Access):
    """Single scopes on the whole account."""

    scopes: Scopes = NO_SCOPES

    def scopes_at_root(self) -> Scopes:
        return self.scopes

    def scopes_by_name(self) -> Scopes:
        return self.scopes

    def _own_part_of_body(self) -> dict[str, Any]:
        # Never an empty list: SendGrid refuses it. Somebody with only the scopes that SendGrid adds keeps those.
        return {"scopes": sorted(self.scopes)} if self.scopes else {}


@dataclass(frozen=True)
class Restricted(Access):
    """Access to single subusers and nothing else."""

    grants: Grants = ()

    is_restricted: ClassVar[bool] = True

    def entry(self) -> dict[str, Any]:
        return {"subuser_access": [grant.entry() for grant in self.grants]} if self.grants else {}

    def differences(self, current: Teammate, ignored: tuple[str, ...], key_scopes: Scopes | None) -> list[Difference]:
        if current.is_admin:
            return [Difference(kinds.AN_ADMIN)]
        if not current.restricted:
            return [Difference(kinds.UNRESTRICTED)]
        # Every grant has an id here: SendGrid's grants have one, and those asked for by name were looked up.
        have = {grant.id or 0: grant for grant in current.grants}
        want = {grant.id or 0: grant for grant in self.grants}
        found = [
            Difference(kinds.SUBUSER_MISSING, subuser=want[key].shown) for key in sorted(want.keys() - have.keys())
        ]
        found += [Difference(kinds.SUBUSER_EXTRA, subuser=have[key].shown) for key in sorted(have.keys() - want.keys())]
        for key in sorted(want.keys() & have.keys()):
            found += _grant_differences(want[key], have[key], ignored)
        return found

    def given_to(self, teammate: Teammate) -> Teammate:
        return super().given_to(teammate)._replace(grants=self.grants)

    def scopes_by_name(self) -> Scopes:
        return NO_SCOPES.union(*(grant.scopes for grant in self.grants))

    def _own_part_of_body(self) -> dict[str, Any]:
        return {"subuser_access": grants_body(self.grants)} if self.grants else {}


def _grant_differences(want: Grant, have: Grant, ignored: tuple[str, ...]) -> list[Difference]:
    if want.permission_type != have.permission_type:
        return [Difference(kinds.PERMISSION_TYPE, found=have.permission_type, subuser=want.shown)]
    if want.permission_type != "restricted":
        return []
    return scope_differences(gap(have.scopes, want.scopes, ignored, ADDED_TO_ENTRIES), want.shown)
