# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""Brings one SSO integration to the desired state: read, plan, apply."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .._core.errors import conflict, not_found
from .._core.gate import Gate
from .._core.outcome import Outcome
from .._http.client import Client
from .._http.connection import Connection, refuse_subuser
from .._integration import read
from .._integration.model import (
    Integration,
    Wanted,
    differences,
    may_lock_out,
    target_of,
    wanted_from,
)


def request_from(params: Mapping[str, Any], connection: Connection) -> Wanted:
    """The options of sendgrid_sso_integration, checked before any request; raises ``invalid``."""
    refuse_subuser(connection, "SSO settings belong")
    return wanted_from(params)


def ensure(client: Client, wanted: Wanted, gate: Gate) -> Outcome:
    """Bring the integration to its desired state, or predict the result in check mode."""
    listed = read.every(client) if wanted.id is None else None
    current = _by_id(client, wanted) if listed is None else read.named(listed, wanted.name or "")
    target = target_of(wanted, current) if wanted.present else None
    if current is not None and may_lock_out(wanted, current):
        # Imported here, like below: Ansible compiles what is imported for every task, and most change nothing.
        from .lockout import refuse_lockout

        refuse_lockout(client, current, read.every(client) if listed is None else listed)
    if target is None:
        return _ensure_absent(client, current, gate)
    if current is not None and not differences(target, current):
        return _outcome(False, current, current, current)
    from .._integration.writing import predicted

    warnings = _warnings(client, target, current) if wanted.warn_without_certificate else []
    foreseen = _outcome(True, predicted(target, current), current, target, warnings)
    if not _lets_write(gate, current or target, foreseen):
        return foreseen
    from .._integration.apply import apply

    return _outcome(True, apply(client, target, current), current, target, warnings)


def _warnings(client: Client, target: Integration, current: Integration | None) -> list[str]:
    """The warning, if the task turns on an integration through which nobody can sign in."""
    if not target.enabled or (current is not None and current.enabled):
        return []
    from .lockout import certificate_warnings

    return certificate_warnings(client, target)


def _by_id(client: Client, wanted: Wanted) -> Integration | None:
    current = read.by_id(client, wanted.id)
    if not wanted.present:
        return current
    if current is None:
        raise not_found(
            f"No integration has the id {wanted.id!r}.",
            "id",
            hint="SendGrid assigns ids: leave id out to create an integration.",
        )
    if wanted.name not in (None, current.name):
        _refuse_taken_name(client, wanted.name)
    return current


def _refuse_taken_name(client: Client, name: str) -> None:
    owners = [row.id for row in read.every(client) if row.name == name]
    if owners:
        raise conflict(f"The name {name!r} is in use by the integration {owners[0]}.", "name")


def _ensure_absent(client: Client, current: Integration | None, gate: Gate) -> Outcome:
    outcome = _outcome(current is not None, None, current, None)
    if current is not None and _lets_write(gate, current, outcome):
        client.delete(read.one(current.id))
    return outcome


def _lets_write(gate: Gate, integration: Integration, foreseen: Outcome) -> bool:
    """Ask the gate. An existing integration is identified by its id, a new one by its name."""
    return gate.lets_write(["integration", integration.id or integration.name], foreseen.diff)


def _outcome(
    changed: bool,
    result: Integration | None,
    before: Integration | None,
    after: Integration | None,
    warnings: Sequence[str] = (),
) -> Outcome:
    return Outcome(
        changed=changed,
        result={"integration": result.as_result() if result else None},
        before=before.as_diff() if before else {},
        after=after.as_diff() if after else {},
        warnings=list(warnings),
    )
