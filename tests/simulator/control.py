# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""The control API: sets up accounts, makes requests fail, and shows what happened. Loopback only."""

from __future__ import annotations

import inspect
import ipaddress
import re
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from aiohttp import web

from . import integrations, seeds, state
from .accounts import Account, Context, Teammate
from .rate_limits import Limit
from .world import World

PREFIX = "/_simulator/"
Operation = Callable[..., Any]


class Control:
    """The operations, with the same names as in the client; each takes and returns plain data."""

    def __init__(self, world: World, initial: dict[str, Any]) -> None:
        self._world = world
        self._initial = initial
        self._latency = world.latency
        self.reset()

    def reset(self) -> None:
        """Restore the initial accounts and latency, without faults or limits, and with an empty journal."""
        vars(self._world).update(vars(World(latency=self._latency)))
        for name, seed in self._initial.items():
            self.account(name, **seed)

    def account(self, name: str, **seed: Any) -> dict[str, Any]:
        """Create an account, or replace it with everything in it."""
        account = seeds.build_account(self._world, name, seed)
        for other in self._world.accounts.values():
            if other.name != name and _share_a_key(account, other):
                raise ValueError(f"account {name} would have a key of account {other.name}")
        self._world.accounts[name] = account
        return state.describe_account(account)

    def state(self, name: str) -> dict[str, Any]:
        """Return everything stored in an account."""
        return state.describe_account(self._find(name))

    def settings(self, name: str, **switches: Any) -> dict[str, Any]:
        """Change settings of an account, and return all of them."""
        account = self._find(name)
        account.settings = account.settings.changed(switches)
        return account.settings.as_dict()

    def edit_teammate(self, name: str, email: str, subuser: str | None = None, **fields: Any) -> dict[str, Any]:
        """Change a teammate as if by hand."""
        account = self._find(name)
        people = self._context(account, subuser).people
        old = self._teammate(account, email, subuser)
        new = seeds.edit_teammate(account, old, fields)
        people.replace(old, new)
        return state.describe_teammate(new)

    def remove_teammate(self, name: str, email: str, subuser: str | None = None) -> None:
        """Remove a teammate as if by hand."""
        account = self._find(name)
        self._context(account, subuser).people.remove(self._teammate(account, email, subuser))

    def edit_integration(self, name: str, id: str, **fields: Any) -> dict[str, Any]:
        """Change an integration as if by hand."""
        integration = self._find(name).integrations.get(id)
        if integration is None:
            raise ValueError(f"account {name} has no integration {id}")
        seeds.check_integration_fields(fields)
        integrations.change(integration, fields)
        return asdict(integration)

    def fault(self, **fields: Any) -> dict[str, Any]:
        """Add a rule that makes requests fail."""
        return asdict(self._world.faults.add(**fields))

    def faults(self) -> list[dict[str, Any]]:
        """Return the rules, with how often each matched and fired."""
        return [asdict(rule) for rule in self._world.faults.all()]

    def faults_clear(self, account: str | None = None) -> None:
        """Remove the rules of an account, or all."""
        self._world.faults.clear(account)

    def rate_limit(self, **fields: Any) -> dict[str, Any]:
        """Limit requests; the newest rule that covers a request applies."""
        rule = Limit(**fields)
        self._world.limits.add(rule)
        return asdict(rule)

    def rate_limits_clear(self, account: str | None = None) -> None:
        """Remove the limits of an account, or all."""
        self._world.limits.clear(account)

    def latency(self, milliseconds: float) -> None:
        """Delay every response by this time."""
        self._world.latency = milliseconds / 1000

    def requests(self, account: str | None = None, label: str | None = None) -> list[dict[str, Any]]:
        """Return the journal."""
        return self._world.journal.select(account, label)

    def forget_requests(self, account: str | None = None, label: str | None = None) -> None:
        """Empty the journal."""
        self._world.journal.forget(account, label)

    def _find(self, name: str) -> Account:
        if name not in self._world.accounts:
            raise ValueError(f"no such account: {name}")
        return self._world.accounts[name]

    def _context(self, account: Account, subuser: str | None) -> Context:
        found = account.subuser_named(subuser) if subuser else None
        if subuser and found is None:
            raise ValueError(f"account {account.name} has no subuser {subuser}")
        return account.context_of(found)

    def _teammate(self, account: Account, email: str, subuser: str | None) -> Teammate:
        found = self._context(account, subuser).people.by_email(email)
        if found is None:
            raise ValueError(f"account {account.name} has no teammate {email}")
        return found


def add_routes(app: web.Application, world: World, initial: dict[str, Any]) -> None:
    """Serve the operations: a POST with the arguments as a JSON object runs one, and a GET lists them."""
    control = Control(world, initial)
    operations: dict[str, Operation] = {
        name: method for name, method in inspect.getmembers(control, inspect.ismethod) if not name.startswith("_")
    }

    async def run(request: web.Request) -> web.Response:
        _check_loopback(request)
        operation = operations.get(request.match_info["operation"])
        if operation is None:
            return web.json_response({"error": f"operations: {', '.join(sorted(operations))}"}, status=404)
        try:
            arguments = await request.json() if request.can_read_body else {}
            inspect.signature(operation).bind(**arguments)
            return web.json_response({"result": operation(**arguments)})
        except KeyError as error:
            return web.json_response({"error": f"missing key {error}"}, status=400)
        except (ValueError, TypeError, re.error) as error:
            return web.json_response({"error": str(error)}, status=400)

    async def describe(request: web.Request) -> web.Response:
        _check_loopback(request)
        return web.json_response({name: inspect.getdoc(method) for name, method in sorted(operations.items())})

    app.router.add_post(PREFIX + "{operation}", run)
    app.router.add_get(PREFIX, describe)


def _check_loopback(request: web.Request) -> None:
    if not ipaddress.ip_address(request.remote or "0.0.0.0").is_loopback:
        raise web.HTTPForbidden(text="the control API answers on the loopback interface only")


def _share_a_key(one: Account, other: Account) -> bool:
    same_prefix = one.key_prefix is not None and one.key_prefix == other.key_prefix
    return same_prefix or bool(one.keys.keys() & other.keys.keys())
