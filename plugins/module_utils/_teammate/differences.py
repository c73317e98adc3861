# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""How somebody differs from what a task asks for, as data. difference_texts.py says it in English."""

from __future__ import annotations

from typing import NamedTuple

from .scopes import NO_SCOPES, Gap, Scopes

NAME = "name"
NO_ADMIN = "no_admin"
AN_ADMIN = "an_admin"
UNRESTRICTED = "unrestricted"
RESTRICTED = "restricted"
SUBUSER_MISSING = "subuser_missing"
SUBUSER_EXTRA = "subuser_extra"
PERMISSION_TYPE = "permission_type"
SCOPES = "scopes"
NOT_KEPT = "not_kept"


class Difference(NamedTuple):
    """One difference. ``found`` and ``wanted`` are values of ``field``; ``subuser`` is None at the account's root."""

    kind: str
    field: str = ""
    found: str = ""
    wanted: str = ""
    subuser: str | None = None
    missing: Scopes = NO_SCOPES
    extra: Scopes = NO_SCOPES


def scope_differences(gap: Gap, subuser: str | None = None) -> list[Difference]:
    """The difference for a gap between scopes: none or one."""
    return [Difference(SCOPES, subuser=subuser, missing=gap.missing, extra=gap.extra)] if gap else []
