# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""Reads which subusers somebody is restricted to."""

from __future__ import annotations

from typing import Any

from .._core.errors import unexpected_response
from .._http.client import Client
from .._http.fields import an_object, flag
from .._http.paths import path
from .grants import Grant, Grants
from .model import grants_from


def subuser_access(client: Client, username: str) -> tuple[bool, Grants]:
    """Whether somebody is restricted to subusers, and to which ones, from all pages."""
    where = path("/v3/teammates/{}/subuser_access", username)
    grants: list[Grant] = []
    cursors: list[Any] = [None]
    restricted = False
    while True:
        params = {"limit": 500} if cursors[-1] is None else {"limit": 500, "after_subuser_id": cursors[-1]}
        page = an_object(client.get(where, params), where.shown)
        flagged = flag(page, "has_restricted_subuser_access", where.shown)
        if flagged is None:
            raise unexpected_response(
                f"SendGrid did not tell at {where.shown} whether they are restricted.", "GET", where.shown
            )
        restricted = restricted or flagged
        grants += grants_from(page.get("subuser_access") or [], where.shown)
        cursor = _next_cursor(page, where.shown)
        if cursor is None or not restricted:
            return restricted, tuple({grant.id: grant for grant in grants}.values())
        if cursor in cursors:
            raise unexpected_response(f"SendGrid's pages of {where.shown} do not advance.", "GET", where.shown)
        cursors.append(cursor)


def _next_cursor(page: dict[str, Any], where: str) -> str | None:
    """Where the next page begins, or None at the end (absent, null or 0). SendGrid writes a number or text."""
    metadata = page.get("_metadata") or {}
    params = an_object(metadata, where).get("next_params") or {}
    cursor = str(an_object(params, where).get("after_subuser_id") or "")
    return cursor if cursor not in ("", "0") else None
