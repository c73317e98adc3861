# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""Which scopes count as assigned, and which ones SendGrid adds. Pure functions over _teammate/scope_lists.py.

The lists explain and compare. They never decide what may be asked for: accounts differ by plan and age.
"""

from __future__ import annotations

from collections.abc import Iterable
from fnmatch import fnmatchcase
from functools import lru_cache
from typing import NamedTuple

from .scope_lists import (
    AUTOMATIC,
    BASELINE,
    KNOWN,
    PERSONAS,
    SUBUSER_ENTRY,
    UNASSIGNABLE,
)

Scopes = frozenset[str]

NO_SCOPES: Scopes = frozenset()

# After a write that accepts and echoes it, some accounts do not show it; others refuse it (public reports).
NEVER_COMPARED = "user.profile.update"

# SendGrid adds it to everybody, so it counts only if it was asked for.
ADDED_AT_ROOT: Scopes = frozenset(["user.profile.read"])
ADDED_TO_ENTRIES: Scopes = BASELINE | ADDED_AT_ROOT

LEGACY = (".new_relic.", ".sendwithus.")


class Gap(NamedTuple):
    """How scopes differ from those asked for."""

    missing: Scopes = NO_SCOPES
    extra: Scopes = NO_SCOPES

    def __bool__(self) -> bool:
        return bool(self.missing or self.extra)


def matches(scope: str, patterns: Iterable[str]) -> bool:
    """Whether a scope matches any of the shell patterns."""
    return any(fnmatchcase(scope, pattern) for pattern in patterns)


def split_automatic(asked: Iterable[str]) -> tuple[Scopes, Scopes]:
    """Split scopes into (those that can be sent, those that only SendGrid assigns)."""
    everything = frozenset(asked)
    return everything - AUTOMATIC, everything & AUTOMATIC


def assigned(scopes: Scopes, asked: Scopes, ignored: tuple[str, ...], added: Scopes) -> Scopes:
    """The scopes that somebody assigned: those that count in comparisons, results and diffs.

    ``added`` are the scopes that SendGrid adds in this place, ``ignored`` the user's patterns for further ones. Both
    count if they were ``asked`` for.
    """
    return frozenset(
        scope
        for scope in scopes - AUTOMATIC
        if scope != NEVER_COMPARED and (scope in asked or not (scope in added or matches(scope, ignored)))
    )


def resendable(scopes: Scopes, ignored: tuple[str, ...]) -> Scopes:
    """What an update sends to keep scopes: all except those that SendGrid adds again."""
    return frozenset(scope for scope in scopes - AUTOMATIC if not matches(scope, ignored))


def gap(scopes: Scopes, asked: Scopes, ignored: tuple[str, ...], added: Scopes) -> Gap:
    """How current scopes differ from those asked for."""
    have, want = assigned(scopes, asked, ignored, added), assigned(asked, asked, ignored, added)
    return Gap(missing=want - have, extra=have - want)


def persona_gap(persona: str, scopes: Scopes, ignored: tuple[str, ...], key_scopes: Scopes | None) -> Gap:
    """How root scopes differ from the persona asked for, without what cannot be granted to this person.

    A scope that the API key lacks does not exist on the account (because of its plan or age), but only if the key has
    everything that the person has: a narrower key is no evidence. Nor is the key evidence if the person lacks half of
    the persona: no plan removes that much, and a new person has almost no scopes. ``key_scopes`` is None if they were
    not read.
    """
    found = _gap_to_persona(persona, scopes, ignored, key_scopes)
    return Gap(frozenset(scope for scope in found.missing if not matches(scope, ignored)), found.extra)


def persona_of(scopes: Scopes, ignored: tuple[str, ...], key_scopes: Scopes | None) -> str | None:
    """The persona that root scopes match, or None.

    ``ignored`` excuses extra scopes, never missing ones: otherwise somebody could match a persona that grants more than
    they have.
    """
    for persona in sorted(PERSONAS):
        if not _gap_to_persona(persona, scopes, ignored, key_scopes):
            return persona
    return None


def grants_no_more(persona: str, scopes: Scopes) -> bool:
    """Whether giving a persona to somebody with these scopes would assign nothing new."""
    return PERSONAS[persona] - AUTOMATIC <= scopes | {NEVER_COMPARED} | ADDED_AT_ROOT


def key_could_explain(persona: str | None, found: Gap) -> bool:
    """Whether the key's scopes could show that the persona matches after all: nothing extra, little missing."""
    return persona is not None and bool(found.missing) and not found.extra and _is_little(found.missing, persona)


def may_be_a_persona(scopes: Scopes) -> bool:
    """Whether no persona matches, but the key's own scopes could show that one does after all."""
    gaps = {persona: _gap_to_persona(persona, scopes, (), None) for persona in PERSONAS}
    return all(gaps.values()) and any(key_could_explain(persona, found) for persona, found in gaps.items())


def _is_little(missing: Scopes, persona: str) -> bool:
    return 2 * len(missing) < len(PERSONAS[persona])


@lru_cache(maxsize=256)
def _gap_to_persona(persona: str, scopes: Scopes, ignored: tuple[str, ...], key_scopes: Scopes | None) -> Gap:
    have = assigned(scopes, NO_SCOPES, (), ADDED_AT_ROOT)
    grants = assigned(PERSONAS[persona], NO_SCOPES, (), ADDED_AT_ROOT)
    missing = frozenset(scope for scope in grants - have - UNASSIGNABLE if not any(name in scope for name in LEGACY))
    if key_scopes is not None and have <= key_scopes and _is_little(missing, persona):
        missing &= key_scopes
    return Gap(missing=missing, extra=assigned(scopes, NO_SCOPES, ignored, ADDED_AT_ROOT) - grants)


def proves_unrestricted(scopes: Scopes) -> bool:
    """Whether root scopes prove that somebody is not restricted to subusers.

    SendGrid gives restricted people root scopes too (public reports), but none beyond those that everybody has.
    """
    return any(not scope.startswith("user.profile.") for scope in scopes - AUTOMATIC - BASELINE)


def at_fault_in_entries(scopes: Iterable[str]) -> list[str]:
    """The likely culprits if SendGrid does not accept the scopes of a subuser entry."""
    return sorted(frozenset(scopes) - SUBUSER_ENTRY - BASELINE)


def at_fault_at_root(scopes: Iterable[str]) -> list[str]:
    """The likely culprits if SendGrid does not accept root scopes."""
    return sorted(scope for scope in scopes if scope in UNASSIGNABLE or scope not in KNOWN)
