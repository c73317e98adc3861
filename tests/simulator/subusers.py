# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Subusers: /v3/subusers."""

from __future__ import annotations

from typing import Any

from .accounts import Subuser
from .answers import Answer, unknown_username
from .calls import Call, page
from .rendering import subuser_fields


def list_all(call: Call) -> Answer:
    """Return a page of subusers; `username` matches the beginning of a name, regardless of letter case."""
    start = call.query.get("username", "").lower()
    region = call.query.get("region", "all")
    subusers = [
        one for one in _own(call) if one.username.lower().startswith(start) and region in ("all", "", one.region)
    ]
    settings = call.settings
    shown = page(call, subusers, lambda one: one.username, settings.subusers_page_default, settings.subusers_page_max)
    return Answer(200, [_render(call, one) for one in shown])


def read(call: Call) -> Answer:
    found = next((one for one in _own(call) if one.username == call.match["username"]), None)
    if found is None:
        raise unknown_username()
    return Answer(200, _render(call, found))


def _own(call: Call) -> list[Subuser]:
    return [] if call.subuser else list(call.account.subusers.values())


def _render(call: Call, subuser: Subuser) -> dict[str, Any]:
    shown = subuser_fields(subuser)
    if call.flag("include_region"):
        shown["region"] = subuser.region
    return shown
