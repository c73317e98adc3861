# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""The state of the simulated accounts, as plain data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from .settings import Settings

PROFILE_FIELDS = ("phone", "website", "company", "address", "address2", "city", "state", "zip", "country")


@dataclass
class Key:
    """An API key's permissions; None means full access."""

    scopes: frozenset[str] | None = None
    label: str | None = None


@dataclass
class Subuser:
    id: int
    username: str
    email: str
    disabled: bool = False
    region: str = "global"


@dataclass
class Entry:
    """What a restricted teammate may do for one subuser."""

    permission_type: str
    scopes: list[str] = field(default_factory=list)


@dataclass
class Access:
    """A teammate's access: everything (admin), root scopes, or entries for single subusers."""

    is_admin: bool = False
    scopes: list[str] = field(default_factory=list)
    restricted: bool = False
    entries: dict[int, Entry] = field(default_factory=dict)


@dataclass
class Teammate:
    username: str
    email: str
    first_name: str = ""
    last_name: str = ""
    is_sso: bool = True
    is_owner: bool = False
    access: Access = field(default_factory=Access)
    profile: dict[str, str] = field(default_factory=dict)

    @property
    def user_type(self) -> str:
        if self.is_owner:
            return "owner"
        return "admin" if self.access.is_admin else "teammate"


@dataclass
class Invitation:
    token: str
    email: str
    scopes: list[str]
    is_admin: bool
    expiration_date: int


@dataclass
class Integration:
    id: str
    name: str
    enabled: bool
    signin_url: str
    signout_url: str
    entity_id: str
    completed_integration: bool
    last_updated: int


@dataclass
class Certificate:
    id: int
    integration_id: str
    public_certificate: str
    enabled: bool
    not_before: int
    not_after: int


class Directory:
    """Teammates in order of creation, found by username or e-mail address regardless of letter case.

    There may be twins, whose names differ only by letter case. The exact spelling then decides which one is meant.
    """

    def __init__(self) -> None:
        self._people: dict[str, Teammate] = {}
        self._names: Counter[str] = Counter()

    def __iter__(self) -> Iterator[Teammate]:
        return iter(self._people.values())

    def add(self, teammate: Teammate) -> None:
        self._people[teammate.username] = teammate
        self._names.update(_names(teammate))

    def remove(self, teammate: Teammate) -> None:
        del self._people[teammate.username]
        self._names.subtract(_names(teammate))

    def replace(self, old: Teammate, new: Teammate) -> None:
        """Put a teammate in the place of another one."""
        people = [new if one is old else one for one in self]
        self._people = {one.username: one for one in people}
        self._names = Counter(name for one in people for name in _names(one))

    def by_username(self, username: str) -> Teammate | None:
        return self._people.get(username) or _first(one for one in self if one.username.lower() == username.lower())

    def by_email(self, email: str) -> Teammate | None:
        """Find a person by address. For a password teammate, it may differ from the username."""
        return _first(one for one in self if one.email == email) or _first(
            one for one in self if one.email.lower() == email.lower()
        )

    def holds(self, name: str) -> bool:
        """Return whether a username or an address is taken."""
        return self._names[name.lower()] > 0

    def spells(self, teammate: Teammate) -> bool:
        """Return whether a teammate has this username or address in exactly this spelling."""
        return any(one.username == teammate.username or one.email == teammate.email for one in self)


def _names(teammate: Teammate) -> set[str]:
    return {teammate.username.lower(), teammate.email.lower()}


def _first(people: Iterator[Teammate]) -> Teammate | None:
    return next(people, None)


@dataclass
class Context:
    """What teammates belong to: the account itself, or one of its subusers."""

    people: Directory = field(default_factory=Directory)
    invitations: dict[str, Invitation] = field(default_factory=dict)


@dataclass
class Account:
    name: str
    username: str
    user_id: int
    account_id: str
    parent: str | None = None
    allow_ips: bool = True
    settings: Settings = field(default_factory=Settings)
    keys: dict[str, Key] = field(default_factory=dict)
    key_prefix: str | None = None
    home: Context = field(default_factory=Context)
    subusers: dict[int, Subuser] = field(default_factory=dict)
    subuser_contexts: dict[int, Context] = field(default_factory=dict)
    integrations: dict[str, Integration] = field(default_factory=dict)
    certificates: dict[int, Certificate] = field(default_factory=dict)

    def subuser_named(self, username: str) -> Subuser | None:
        return next((one for one in self.subusers.values() if one.username == username), None)

    def context_of(self, subuser: Subuser | None) -> Context:
        if subuser is None:
            return self.home
        return self.subuser_contexts.setdefault(subuser.id, Context())

    def holds(self, name: str) -> bool:
        """Return whether a username or an address is taken in the account or in a subuser's context."""
        return self.home.people.holds(name) or any(one.people.holds(name) for one in self.subuser_contexts.values())
