# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""Which integrations an account has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .._core.gate import Gate
from .._core.options import a_filled_name
from .._core.outcome import Outcome
from .._http.client import Client
from .._http.connection import Connection, refuse_subuser
from .._integration import read
from .._integration.model import id_from


@dataclass(frozen=True)
class Query:
    """Which integrations to return: those with this id and this name; None matches any."""

    id: str | None
    name: str | None


def query_from(params: Mapping[str, Any], connection: Connection) -> Query:
    """The options of sendgrid_sso_integration_info, checked; raises ``invalid``."""
    refuse_subuser(connection, "SSO settings belong")
    return Query(id_from(params, "id"), a_filled_name(params["name"], "name"))


def look_up(client: Client, query: Query, _gate: Gate) -> Outcome:
    """Read them. If there are none, the list is empty."""
    found = [read.by_id(client, query.id)] if query.id else read.every(client)
    shown = [row.as_result() for row in found if row is not None and query.name in (None, row.name)]
    return Outcome(False, {"integrations": shown})
