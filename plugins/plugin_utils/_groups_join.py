# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""The people of a roster: those listed by hand, and those of a directory's groups. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ..module_utils._core.addresses import address_of
from ..module_utils._core.texts import Unusable
from ..module_utils._core.wrong_values import shown
from ._groups import GroupsError, addresses_in
from ._groups_merge import FAIL, FIRST, refuse_conflicts
from ._groups_roster import Choices, roster_from
from ._plain import plain


def joined(roster: Mapping[str, Any], groups: Any, conflict: str, leaves_out_groups: bool) -> dict[str, Any]:
    """All people, whom the groups leave out, whose groups conflict, and which groups give people their access.

    People listed by hand take precedence over any group, so it does not matter what their groups give. Raises
    ``GroupsError``, or ``NotPlainDataError`` for those listed by hand.
    """
    by_hand = plain(roster.get("teammates") or [])
    if not isinstance(by_hand, list):
        raise GroupsError(f"sso_roster.teammates is {shown(by_hand)}, but must be a list of people.")
    named = frozenset(_key(person) for person in by_hand)
    choices = Choices(
        conflict=FIRST if conflict == FAIL else conflict,
        leaves_out_groups=leaves_out_groups,
        protected=_protected(roster.get("protected")),
        require_names=False,
    )
    of_groups = roster_from(groups, choices)
    conflicts = _without(named, of_groups.conflicts)
    if conflict == FAIL:
        refuse_conflicts(conflicts)
    return {
        "teammates": by_hand + _without(named, of_groups.teammates),
        "left_out": of_groups.left_out,
        "conflicts": conflicts,
        "sources": {email: names for email, names in of_groups.sources.items() if email not in named},
    }


def _without(named: frozenset[str], rows: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return [row for row in rows if row["email"].lower() not in named]


def _key(person: Any) -> str:
    """The address in lower case, so that two spellings match. Anything else fails when the roster is checked."""
    try:
        return address_of(person.get("email") if isinstance(person, Mapping) else None).lower()
    except Unusable:
        return ""


def _protected(given: Any) -> frozenset[str]:
    """The protected addresses. As in any list of a module's options, text has them separated by commas."""
    return addresses_in(given.split(",") if isinstance(given, str) else given, "sso_roster.protected")
