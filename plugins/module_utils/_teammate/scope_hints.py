# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""Warnings about the scopes that a task asks for, before its first request. Pure functions.

A scope that no list contains may be a typing error, or newer than the lists, so it causes a warning and is sent.
"""

from __future__ import annotations

from collections.abc import Iterable

from .access_options import AskedAccess
from .scope_lists import (
    AUTOMATIC,
    BASELINE,
    KNOWN,
    PERSONAS,
    SUBUSER_ENTRY,
    UNASSIGNABLE,
)
from .scopes import LEGACY, NO_SCOPES, Scopes, matches

_LISTED: Scopes = NO_SCOPES.union(AUTOMATIC, BASELINE, KNOWN, SUBUSER_ENTRY, UNASSIGNABLE, *PERSONAS.values())

# Similar enough for a typing error: mail.sned for mail.send, but not every scope that ends with .read.
_NEAR = 0.8
# Each search for the nearest scope takes milliseconds.
_MOST_SUGGESTIONS = 20


def warnings_about(people: Iterable[AskedAccess]) -> list[str]:
    """The warnings about everybody's scopes, each only once."""
    everybody = list(people)
    automatic = dict.fromkeys(warning for asked in everybody for warning in asked.warnings)
    unknown = sorted(scope for scope in _asked_for(everybody) - _LISTED if not matches(scope, LEGACY))
    return list(automatic) + [_about_unknown(scope) for scope in unknown[:_MOST_SUGGESTIONS]] + _about_more(unknown)


def _asked_for(everybody: list[AskedAccess]) -> Scopes:
    return NO_SCOPES.union(*(asked.access.scopes_by_name() for asked in everybody if asked.access is not None))


def _about_unknown(scope: str) -> str:
    nearest = _nearest(scope)
    return "{} is not a scope that this version knows{}".format(scope, f": did you mean {nearest}?" if nearest else ".")


def _about_more(unknown: list[str]) -> list[str]:
    others = unknown[_MOST_SUGGESTIONS:]
    return ["These are not scopes that this version knows either: {}.".format(", ".join(others))] if others else []


def _nearest(scope: str) -> str | None:
    # Imported here because only a mistake needs it.
    from difflib import get_close_matches

    return next(iter(get_close_matches(scope.lower(), sorted(_LISTED), 1, _NEAR)), None)
