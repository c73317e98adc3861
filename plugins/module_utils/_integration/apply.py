# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""Writes an SSO integration, and verifies the write by a new read."""

from __future__ import annotations

from typing import Callable

from .._core.errors import SendGridError, not_applied
from .._http.client import Client
from .._http.creation import create
from .._http.fields import Answer, an_object, parsed
from . import read
from .model import Integration, differences
from .writing import body_of


def apply(client: Client, target: Integration, current: Integration | None) -> Integration:
    """Create or update the integration, and return it as read after the write; raises ``not_applied``."""
    written = _create(client, target) if current is None else _update(client, target)
    return _proven(client, target, written, current)


def _create(client: Client, target: Integration) -> str:
    """Create the integration and return its id."""

    def look() -> Integration | None:
        return read.named(read.every(client), target.name)

    return _id_of(client, target, create(client, read.COLLECTION, body_of(target), look), look)


def _id_of(
    client: Client, target: Integration, made: Answer | Integration, look: Callable[[], Integration | None]
) -> str:
    """The new integration's id, from SendGrid's response or from what exists now."""
    if isinstance(made, Integration):
        # The response was lost but the integration exists: update it to the target, no matter who created it.
        return _update(client, target._replace(id=made.id)) if differences(target, made) else str(made.id)
    identity = _id_in(made)
    if identity is not None:
        return identity
    found = look()
    if found is None:
        raise not_applied(f"SendGrid accepted the new integration {target.name!r} but does not list it.")
    return str(found.id)


def _id_in(answer: Answer) -> str | None:
    """The id in the response to a creation, or None: Twilio's example has none, so this is not a failure."""
    try:
        identity = an_object(parsed(answer), answer.path).get("id")
    except SendGridError:
        return None
    return identity if isinstance(identity, str) and identity else None


def _update(client: Client, target: Integration) -> str:
    client.patch(read.one(target.id), body_of(target), read.WITH_COMPLETION)
    return str(target.id)


def _proven(client: Client, target: Integration, identity: str, before: Integration | None) -> Integration:
    """The integration as read after the write; raises ``not_applied`` if it is not what was sent."""
    found = read.by_id(client, identity)
    if found is None:
        raise not_applied(f"SendGrid accepted the integration {target.name!r} but does not have it.")
    changed = before is None or bool(differences(before, found))
    client.journal.read_anew(changed, {"integration": found.as_result()})
    wrong = differences(target, found)
    if wrong:
        details = ", ".join(f"{key} is {getattr(found, key)!r} instead of {getattr(target, key)!r}" for key in wrong)
        raise not_applied(f"SendGrid accepted the integration {target.name!r}, but {details}.")
    return found
