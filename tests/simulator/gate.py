# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""From a request to an answer: whose key it is, what it may do, and on whose behalf."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from . import scopes
from .accounts import Account, Subuser
from .answers import Answer, ApiError, error_answer, forbidden, unauthorized
from .calls import Call, Endpoint
from .settings import Settings
from .world import Identity, World

_REVOKED = "The provided authorization grant is invalid, expired, or revoked"


@dataclass
class Arrival:
    """A request as plain data."""

    endpoint: Endpoint
    path: str
    match: Mapping[str, str]
    query: Mapping[str, str]
    body: Any
    on_behalf_of: str | None
    authorization: str | None
    identity: Identity | None


def identify(world: World, authorization: str | None) -> Identity | None:
    """Return who sent a request, if its bearer token is known."""
    token = bearer(authorization)
    return world.identify(token) if token else None


def bearer(authorization: str | None) -> str | None:
    """Return the token of an Authorization header."""
    words = (authorization or "").split()
    return words[1] if len(words) == 2 and words[0].lower() == "bearer" else None


def perform(world: World, arrival: Arrival) -> Answer:
    """Count the request against its rate limit, do the work, and respond as SendGrid would."""
    settings = arrival.identity.account.settings if arrival.identity else Settings()
    name = arrival.identity.account.name if arrival.identity else ""
    endpoint = f"{arrival.endpoint.method} {arrival.endpoint.template}"
    verdict = world.limits.judge(name, endpoint, arrival.path, time.time(), settings.rate_limit_headers)
    if verdict.refused:
        return verdict.answer()
    try:
        answer = arrival.endpoint.work(_call(world, arrival))
    except ApiError as error:
        answer = error_answer(error, arrival.path, settings.error_body)
    answer.headers = verdict.headers | answer.headers
    return answer


def _call(world: World, arrival: Arrival) -> Call:
    identity = arrival.identity
    if identity is None:
        raise unauthorized(_REVOKED) if bearer(arrival.authorization) else unauthorized()
    if not identity.account.allow_ips:
        raise forbidden()
    account, subuser = _context(world, identity.account, arrival.on_behalf_of)
    own = identity.key.scopes
    granted = scopes.full_key(account.settings.plan_lacks) if own is None else own
    _check_permission(arrival.endpoint, account, subuser, granted)
    return Call(world, account, subuser, granted, arrival.match, arrival.query, arrival.body)


def _context(world: World, account: Account, on_behalf_of: str | None) -> tuple[Account, Subuser | None]:
    """Return the account and the subuser that a request acts for."""
    if not on_behalf_of:
        return account, None
    if on_behalf_of.startswith("account-id "):
        child = world.child_of(account, on_behalf_of.removeprefix("account-id ").strip())
        if child is None:
            raise forbidden()
        return child, None
    subuser = account.subuser_named(on_behalf_of)
    if subuser is None:
        raise forbidden()
    return account, subuser


def _check_permission(endpoint: Endpoint, account: Account, subuser: Subuser | None, granted: frozenset[str]) -> None:
    if endpoint.scope is not None and endpoint.scope not in granted:
        raise forbidden()
    if endpoint.template.startswith("/v3/sso/") and not account.settings.sso_available:
        raise forbidden()
    # SSO belongs to the parent account: Twilio documents no on-behalf-of header for it.
    if subuser and endpoint.is_sso_settings and account.settings.subuser_sso_settings == "forbid":
        raise forbidden()
