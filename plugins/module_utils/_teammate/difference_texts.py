# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""Differences in English."""

from __future__ import annotations

from collections.abc import Iterable

from . import differences as kinds
from .differences import Difference

_SENTENCES = {
    kinds.NAME: "{0.field} is {0.found!r} instead of {0.wanted!r}",
    kinds.NO_ADMIN: "they are not an admin",
    kinds.AN_ADMIN: "they are an admin",
    kinds.UNRESTRICTED: "they are not restricted to subusers",
    kinds.RESTRICTED: "they are restricted to subusers",
    kinds.SUBUSER_MISSING: "access to subuser {0.subuser} is missing",
    kinds.SUBUSER_EXTRA: "access to subuser {0.subuser} was not asked for",
    kinds.PERMISSION_TYPE: "access to subuser {0.subuser} is {0.found}",
    kinds.NOT_KEPT: "their access changed, and nothing was asked about it",
}


def in_words(differences: Iterable[Difference]) -> list[str]:
    """Each difference as a clause. Missing scopes and extra scopes are two clauses."""
    clauses = []
    for difference in differences:
        if difference.kind == kinds.SCOPES:
            clauses += _scopes_in_words(difference)
        else:
            clauses.append(_SENTENCES[difference.kind].format(difference))
    return clauses


def _scopes_in_words(difference: Difference) -> list[str]:
    where = "" if difference.subuser is None else f" for subuser {difference.subuser}"
    clauses = []
    if difference.missing:
        clauses.append(f"scopes{where} lack {', '.join(sorted(difference.missing))}")
    if difference.extra:
        clauses.append(f"scopes{where} also contain {', '.join(sorted(difference.extra))}")
    return clauses
