# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""Which certificates an account's integrations have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any

from .._core.errors import invalid
from .._core.gate import Gate
from .._core.options import a_filled_name
from .._core.outcome import Outcome
from .._core.parallel import in_parallel
from .._http.client import Client
from .._http.connection import Connection, refuse_subuser
from .._integration import read as integration_read
from .._integration.model import id_from
from .sendgrid_sso_certificate import of_integration


@dataclass(frozen=True)
class Query:
    """The integration whose certificates are returned; all integrations if both are None."""

    integration_id: str | None
    integration_name: str | None


def query_from(params: Mapping[str, Any], connection: Connection) -> Query:
    """The options of sendgrid_sso_certificate_info, checked; raises ``invalid``."""
    refuse_subuser(connection, "SSO settings belong")
    identity, name = id_from(params, "integration_id"), a_filled_name(params["integration_name"], "integration_name")
    if identity is not None and name is not None:
        raise invalid("Say which integration by integration_id or integration_name, not by both.", "integration_id")
    return Query(identity, name)


def look_up(client: Client, query: Query, _gate: Gate) -> Outcome:
    """Read them per integration, since SendGrid has no listing of all. If there are none, the list is empty."""
    now = datetime.now(timezone.utc)
    lists = in_parallel(
        lambda identity: of_integration(client, identity), _integration_ids(client, query), client.workers
    )
    shown = [certificate.as_result(now) for certificates in lists for certificate in certificates or ()]
    return Outcome(False, {"certificates": shown})


def _integration_ids(client: Client, query: Query) -> list[str]:
    if query.integration_id:
        return [query.integration_id]
    integrations = integration_read.every(client)
    return [row.id for row in integrations if row.id and query.integration_name in (None, row.name)]
