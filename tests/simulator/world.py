# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""All accounts of the simulator, and whose a bearer token is."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field

from .accounts import Account, Key
from .faults import Faults
from .journal import Journal
from .rate_limits import RateLimits

_FULL = Key()


@dataclass
class Identity:
    """The account of a bearer token; the label tells senders apart if tests give each of them its own token."""

    account: Account
    key: Key
    label: str | None


@dataclass
class World:
    """All of the simulator's state."""

    accounts: dict[str, Account] = field(default_factory=dict)
    faults: Faults = field(default_factory=Faults)
    limits: RateLimits = field(default_factory=RateLimits)
    journal: Journal = field(default_factory=Journal)
    latency: float = 0.0
    certificate_ids: itertools.count[int] = field(default_factory=lambda: itertools.count(66138975))
    subuser_ids: itertools.count[int] = field(default_factory=lambda: itertools.count(57132954))

    def identify(self, token: str) -> Identity | None:
        """Find the account of a token: first by the exact key, then by the longest prefix."""
        for account in self.accounts.values():
            if token in account.keys:
                return Identity(account, account.keys[token], account.keys[token].label)
        owners = [one for one in self.accounts.values() if one.key_prefix and token.startswith(one.key_prefix)]
        if not owners:
            return None
        account = max(owners, key=lambda one: len(one.key_prefix or ""))
        return Identity(account, _FULL, token[len(account.key_prefix or "") :])

    def child_of(self, parent: Account, account_id: str) -> Account | None:
        """Find the account that its parent may act for with `on-behalf-of: account-id <id>`."""
        return next(
            (one for one in self.accounts.values() if one.parent == parent.name and one.account_id == account_id), None
        )

    def name_taken(self, name: str, account: Account) -> bool:
        """Return whether a username is in use. Usernames are unique in all of SendGrid."""
        if not account.settings.global_usernames:
            return account.holds(name)
        return any(one.holds(name) for one in self.accounts.values())
