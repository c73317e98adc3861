# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""Reads SSO integrations."""

from __future__ import annotations

from .._core.errors import conflict, unexpected_response
from .._http.client import Client
from .._http.fields import an_object
from .._http.paths import Path, path
from .model import Integration, integration_from

COLLECTION = path("/v3/sso/integrations")

# Without this, SendGrid leaves completed_integration out of its response (Twilio's API reference).
WITH_COMPLETION = {"si": "true"}


def one(identity: str | None) -> Path:
    """The path of one integration."""
    return path("/v3/sso/integrations/{}", identity or "")


def same_id(one: str | None, other: str | None) -> bool:
    """Whether two ids are the same. They are UUIDs, so letter case does not matter."""
    return one is not None and other is not None and one.lower() == other.lower()


def every(client: Client) -> list[Integration]:
    """Every integration of the account, from one request (SendGrid does not page this listing)."""
    return [integration_from(row, COLLECTION.shown) for row in client.listing(COLLECTION, WITH_COMPLETION)]


def by_id(client: Client, identity: str | None) -> Integration | None:
    """The integration with this id, or None if SendGrid shows that it does not exist."""
    where = one(identity)

    def is_absent() -> bool:
        return not any(same_id(row.id, identity) for row in every(client))

    row = client.find(where, WITH_COMPLETION, is_absent)
    if row is None:
        return None
    found = integration_from(dict({"id": identity}, **an_object(row, where.shown)), where.shown)
    if not same_id(found.id, identity):
        raise unexpected_response(f"SendGrid answered {where.shown} with another integration.", "GET", where.shown)
    return found


def _which_are_enabled(found: list[Integration]) -> str:
    enabled = [str(one.id) for one in found if one.enabled]
    if not enabled:
        return "none of which is enabled"
    return "of which {} {} enabled".format(", ".join(enabled), "is" if len(enabled) == 1 else "are")


def named(integrations: list[Integration], name: str) -> Integration | None:
    """The integration with exactly this name, or None; raises ``conflict`` if several have it."""
    found = [integration for integration in integrations if integration.name == name]
    if len(found) > 1:
        raise conflict(
            "{} integrations are named {!r}: say which by id ({}), {}.".format(
                len(found), name, ", ".join(str(one.id) for one in found), _which_are_enabled(found)
            ),
            "name",
        )
    if found and found[0].id is None:
        raise unexpected_response(f"SendGrid listed the integration {name!r} without an id.", "GET", COLLECTION.shown)
    return found[0] if found else None
