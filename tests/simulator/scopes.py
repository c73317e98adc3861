# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Which scopes exist, what personas grant, and what SendGrid adds or refuses."""

from __future__ import annotations

import json
from collections.abc import Iterable
from fnmatch import fnmatchcase
from functools import lru_cache
from pathlib import Path

_DATA = json.loads(Path(__file__).with_name("scopes.json").read_text(encoding="utf-8"))

PERSONAS: dict[str, tuple[str, ...]] = {name: tuple(scopes) for name, scopes in _DATA["personas"].items()}
ADMIN: tuple[str, ...] = tuple(_DATA["admin"])
KNOWN: frozenset[str] = frozenset(_DATA["known"])
AUTOMATIC: frozenset[str] = frozenset(_DATA["automatic"])
UNASSIGNABLE: frozenset[str] = frozenset(_DATA["unassignable"])
SUBUSER_ALLOWED: frozenset[str] = frozenset(_DATA["subuser_allowed"])
SUBUSER_BASELINE: tuple[str, ...] = tuple(_DATA["subuser_baseline"])

# A "full access" key covers neither billing nor e-mail validation, but it shows two automatic scopes.
_NOT_IN_FULL_KEYS = ("billing.*", "validations.*")
_SHOWN_BY_FULL_KEYS = frozenset({"2fa_required", "sender_verification_eligible"})


def matches(scope: str, patterns: Iterable[str]) -> bool:
    """Return whether one of the shell patterns matches the scope."""
    return any(fnmatchcase(scope, pattern) for pattern in patterns)


@lru_cache(maxsize=256)
def without(scopes: tuple[str, ...], patterns: tuple[str, ...]) -> tuple[str, ...]:
    """Return the scopes that no pattern matches, in the same order."""
    return tuple(scope for scope in scopes if not matches(scope, patterns))


@lru_cache(maxsize=64)
def full_key(plan_lacks: tuple[str, ...]) -> frozenset[str]:
    """Return what a full access key may do on an account whose plan lacks some scopes."""
    own = (KNOWN - UNASSIGNABLE - AUTOMATIC) | _SHOWN_BY_FULL_KEYS
    return frozenset(without(tuple(sorted(own)), _NOT_IN_FULL_KEYS + plan_lacks))


@lru_cache(maxsize=64)
def assignable(plan_lacks: tuple[str, ...], unassignable: tuple[str, ...]) -> frozenset[str]:
    """Return the scopes that a teammate can be given at the root."""
    return frozenset(without(tuple(sorted(KNOWN - set(unassignable))), plan_lacks))
