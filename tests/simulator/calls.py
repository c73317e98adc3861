# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""A call of the API once its caller is known, and the checks that endpoints share."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from .accounts import Account, Context, Subuser
from .answers import Answer, ApiError, bad_request
from .settings import Settings, is_kind
from .world import World

Item = TypeVar("Item")
_KINDS = {str: "a string", bool: "a boolean", int: "an integer", list: "an array"}


@dataclass
class Call:
    """One request: the state it works on, and its contents."""

    world: World
    account: Account
    subuser: Subuser | None
    scopes: frozenset[str]
    match: Mapping[str, str]
    query: Mapping[str, str]
    body: Any

    @property
    def settings(self) -> Settings:
        return self.account.settings

    @property
    def context(self) -> Context:
        return self.account.context_of(self.subuser)

    def json_object(self) -> dict[str, Any]:
        """Return the body; raise a 400 if it is not a JSON object."""
        if not isinstance(self.body, dict):
            raise bad_request("bad request")
        return self.body

    def flag(self, name: str) -> bool:
        """Return whether a query parameter is exactly `true`: clients in Python send `True` by mistake."""
        return self.query.get(name) == "true"

    def number(self, name: str, default: int) -> int:
        """Return a query parameter; raise a 400 unless it is a whole number of 0 or more."""
        text = self.query.get(name, "")
        if not text:
            return default
        if not text.isdecimal():
            raise bad_request(f"{name} must be a non-negative integer", name)
        return int(text)


@dataclass(frozen=True)
class Endpoint:
    """A method and a path template, the scope it needs (None: any valid key), and the function that does the work."""

    method: str
    template: str
    scope: str | None
    work: Callable[[Call], Answer]

    @property
    def is_sso_settings(self) -> bool:
        return self.template.startswith(("/v3/sso/integrations", "/v3/sso/certificates"))


def typed(body: Mapping[str, Any], name: str, kind: type[Item]) -> Item | None:
    """Return a field of a body; null counts as missing, and a wrong type is a 400."""
    value = body.get(name)
    if value is None:
        return None
    if not is_kind(value, kind):
        raise bad_request(f"{name} must be {_KINDS[kind]}", name)
    return value


def needed(body: Mapping[str, Any], name: str, kind: type[Item]) -> Item:
    """Return a required field; raise a 400 if it is missing."""
    value = typed(body, name, kind)
    if value is None:
        raise bad_request(f"{name} is required", name)
    return value


def texts(body: Mapping[str, Any], name: str) -> list[str] | None:
    """Return a field of a body; raise a 400 unless it is an array of strings."""
    values = typed(body, name, list)
    if values is not None and not all(isinstance(value, str) for value in values):
        raise bad_request(f"{name} must be an array of strings", name)
    return values


def needed_texts(body: Mapping[str, Any], name: str) -> list[str]:
    """Return a required array of strings."""
    values = texts(body, name)
    if values is None:
        raise bad_request(f"{name} is required", name)
    return values


def page(call: Call, items: Sequence[Item], name: Callable[[Item], str], default: int, largest: int) -> list[Item]:
    """Return the page that `limit` and `offset` ask for, in the order of the setting `listing_order`."""
    limit = page_size(call, default, largest)
    offset = call.number("offset", 0)
    return ordered(items, call.settings.listing_order, name)[offset : offset + limit]


def page_size(call: Call, default: int, largest: int) -> int:
    """Return the page size. SendGrid's pages may be shorter than requested."""
    limit = call.number("limit", default) or default
    if limit > largest and call.settings.page_overflow == "reject":
        raise bad_request(f"limit must be at most {largest}", "limit")
    return min(limit, largest)


def ordered(items: Sequence[Item], order: str, name: Callable[[Item], str]) -> list[Item]:
    """Sort items in an order that is the same on every page."""
    if order == "scrambled":
        return sorted(items, key=lambda item: zlib.crc32(name(item).encode()))
    return list(reversed(items)) if order == "reversed" else list(items)


def unknown_endpoint(call: Call) -> Answer:
    raise ApiError(404, "not found")


def wrong_method(call: Call) -> Answer:
    raise ApiError(405, "method not allowed")
