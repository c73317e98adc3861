# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""Brings one teammate to the desired state: read, plan, apply."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from .._core.gate import Gate
from .._core.outcome import Outcome
from .._http.client import Client
from .._http.connection import Connection, refuse_subuser
from .._teammate import read
from .._teammate.access import Restricted
from .._teammate.model import Teammate, same_email
from .._teammate.plan import Replace, Unchanged, needs_key_scopes, plan_of
from .._teammate.rules import (
    refuse_untouchable,
    require_creatable,
)
from .._teammate.scope_hints import warnings_about
from .._teammate.view import foreseen
from .._teammate.wanted import Wanted, wanted_from


class Request(NamedTuple):
    """What a task asks for: the person, whether they should exist, and whether password teammates may be managed."""

    wanted: Wanted
    present: bool
    manage_password_teammate: bool


def request_from(params: Mapping[str, Any], connection: Connection) -> Request:
    """The options of sendgrid_sso_teammate, checked before any request; raises ``invalid``."""
    wanted = wanted_from(params)
    if params["manage_password_teammate"]:
        refuse_subuser(connection, "SSO settings, which manage_password_teammate needs, belong")
    if wanted.grants:
        refuse_subuser(connection, "Subusers belong")
    return Request(wanted, params["state"] == "present", params["manage_password_teammate"])


def warnings_before(request: Request) -> list[str]:
    """The warnings before the first request."""
    return warnings_about([request.wanted.asked])


def ensure(client: Client, request: Request, gate: Gate) -> Outcome:
    """Bring one teammate to the desired state, or predict the result in check mode."""
    if not request.present:
        return _ensure_absent(client, request, gate)
    current = read.find(client, request.wanted.email)
    if current is not None:
        refuse_untouchable(current, True, request.manage_password_teammate)
        current = read.with_restriction(client, current)
    return _ensure_present(client, request.wanted, current, gate)


def _ensure_present(client: Client, wanted: Wanted, current: Teammate | None, gate: Gate) -> Outcome:
    if current is None:
        require_creatable(wanted)
    wanted = _with_subusers(client, wanted, current)
    key_scopes = read.key_scopes(client) if current and needs_key_scopes(wanted, current) else None
    plan = plan_of(wanted, current, key_scopes)
    if isinstance(plan, Unchanged):
        return foreseen(plan)
    if current is not None:
        # Somebody found by address may have twins. For a new person, the listing was already searched.
        read.refuse_twins(client, current.email)
    if isinstance(plan, Replace):
        _require_working_sso(client)
    outcome = foreseen(plan)
    if not _lets_write(gate, wanted, outcome):
        return outcome
    # Imported here, like below: Ansible compiles what is imported for every task, and most change nothing.
    from .._teammate.apply import apply

    return apply(client, plan)


def _require_working_sso(client: Client) -> None:
    # Imported here because it loads the code about integrations, which few runs need.
    from .lockout import require_working_sso

    require_working_sso(client)


def _with_subusers(client: Client, wanted: Wanted, current: Teammate | None) -> Wanted:
    """The desired access with every subuser's id and name, looked up if their current access lacks them."""
    if not wanted.grants:
        return wanted
    from .._teammate.subusers import names_of, resolved

    known = names_of(current.grants) if current else {}
    return wanted.with_access(Restricted(resolved(wanted.grants, client, known)))


def _ensure_absent(client: Client, request: Request, gate: Gate) -> Outcome:
    """Remove everybody with this address: teammates whose addresses differ only by letter case, and invitations."""
    from .._teammate.invitations import invitations
    from .._teammate.removal import Removal

    teammates = read.all_with(client, request.wanted.email)
    for teammate in teammates:
        refuse_untouchable(teammate, False, request.manage_password_teammate)
    pending = [row.where() for row in invitations(client) if same_email(row.email, request.wanted.email)]
    removal = Removal(tuple(teammates), tuple(pending))
    before = removal.shown()
    outcome = Outcome(bool(before), {"teammate": None}, before, {})
    if outcome.changed and _lets_write(gate, request.wanted, outcome):
        removal.carry_out(client)
    return outcome


def _lets_write(gate: Gate, wanted: Wanted, foreseen: Outcome) -> bool:
    return gate.lets_write(["teammate", wanted.email.lower()], foreseen.diff)
