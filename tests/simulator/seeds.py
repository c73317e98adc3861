# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Builds accounts from plain data: the seeds of tests and seed files."""

from __future__ import annotations

import time
import uuid
from collections.abc import Iterable
from typing import Any

from . import access, certificates, invitations, state
from .accounts import (
    PROFILE_FIELDS,
    Access,
    Account,
    Certificate,
    Context,
    Entry,
    Integration,
    Key,
    Subuser,
    Teammate,
)
from .settings import Settings
from .world import World

_ACCOUNT_KEYS = {
    "keys",
    "key_prefix",
    "username",
    "user_id",
    "account_id",
    "parent",
    "allow_ips",
    "owner",
    "subusers",
    "teammates",
    "integrations",
    "certificates",
    "pending",
    "settings",
}
_ACCESS_KEYS = {"is_admin", "user_type", "persona", "scopes", "has_restricted_subuser_access", "subuser_access"}
_TEAMMATE_KEYS = {"email", "username", "first_name", "last_name", "is_sso", *_ACCESS_KEYS, *PROFILE_FIELDS}
_SUBUSER_KEYS = {"id", "username", "email", "disabled", "region", "teammates", "pending"}
_INTEGRATION_KEYS = {
    "id",
    "name",
    "enabled",
    "signin_url",
    "signout_url",
    "entity_id",
    "completed_integration",
    "last_updated",
}
_CERTIFICATE_KEYS = {"id", "integration_id", "integration_name", "public_certificate", "enabled"}
_PENDING_KEYS = {"email", "scopes", "is_admin", "token", "expiration_date"}


def build_account(world: World, name: str, seed: dict[str, Any]) -> Account:
    """Make an account from a seed, without adding it to the world; raise ValueError if the seed is invalid."""
    _check_keys(seed, _ACCOUNT_KEYS, f"account {name}")
    account = Account(
        name=name,
        username=seed.get("username", name),
        user_id=seed.get("user_id", 1),
        account_id=seed.get("account_id", name),
        parent=seed.get("parent"),
        allow_ips=seed.get("allow_ips", True),
        settings=Settings().changed(seed.get("settings", {})),
        keys={one["key"]: _key(one) for one in seed.get("keys", [])},
        key_prefix=seed.get("key_prefix"),
    )
    if not account.keys and not account.key_prefix:
        account.keys = {f"SG.{name}": Key()}
    account.home.people.add(_owner(account, seed.get("owner", {})))
    for item in seed.get("subusers", []):
        _add_subuser(world, account, item)
    _fill(account, account.home, seed)
    for item in seed.get("integrations", []):
        integration = _integration(item)
        account.integrations[integration.id] = integration
    for item in seed.get("certificates", []):
        certificate = _certificate(world, account, item)
        account.certificates[certificate.id] = certificate
    return account


def build_teammate(account: Account, seed: dict[str, Any]) -> Teammate:
    """Make a teammate from a seed. SendGrid's rules are not checked, so that any state can be set up."""
    _check_keys(seed, _TEAMMATE_KEYS, f"teammate {seed.get('email')}")
    email = seed["email"]
    return Teammate(
        username=seed.get("username", email),
        email=email,
        first_name=seed.get("first_name", ""),
        last_name=seed.get("last_name", ""),
        is_sso=seed.get("is_sso", True),
        is_owner=seed.get("user_type") == "owner",
        access=_access(account, seed),
        profile={name: seed[name] for name in PROFILE_FIELDS if name in seed},
    )


def edit_teammate(account: Account, teammate: Teammate, fields: dict[str, Any]) -> Teammate:
    """Return a teammate with some fields changed; any form of access replaces the current one."""
    kept = state.describe_teammate(teammate)
    if _ACCESS_KEYS & set(fields):
        kept = {name: value for name, value in kept.items() if name not in _ACCESS_KEYS}
    return build_teammate(account, kept | fields)


def apply_edit(account: Account, edit: dict[str, Any]) -> None:
    """Remove a teammate (`remove`, an address), then add one (`add`, a teammate's seed), as if by hand."""
    leaving = account.home.people.by_email(edit.get("remove", ""))
    if leaving is not None:
        account.home.people.remove(leaving)
    if "add" in edit:
        account.home.people.add(build_teammate(account, edit["add"]))


def check_integration_fields(fields: dict[str, Any]) -> None:
    _check_keys(fields, _INTEGRATION_KEYS - {"id"}, "integration")


def _check_keys(seed: dict[str, Any], known: Iterable[str], what: str) -> None:
    unknown = sorted(set(seed) - set(known))
    if unknown:
        raise ValueError(f"{what}: unknown keys {', '.join(unknown)}; there are {', '.join(sorted(known))}")


def _key(item: dict[str, Any]) -> Key:
    _check_keys(item, {"key", "scopes", "label"}, "key")
    scopes = item.get("scopes")
    return Key(None if scopes is None else frozenset(scopes), item.get("label"))


def _owner(account: Account, seed: dict[str, Any]) -> Teammate:
    defaults = {"email": f"owner@{account.name}.example", "username": account.username, "is_sso": False}
    return build_teammate(
        account, defaults | {"first_name": "Olive", "last_name": "Owner"} | seed | {"user_type": "owner"}
    )


def _add_subuser(world: World, account: Account, seed: dict[str, Any]) -> None:
    _check_keys(seed, _SUBUSER_KEYS, "subuser")
    username = seed["username"]
    subuser = Subuser(
        id=seed.get("id") or next(world.subuser_ids),
        username=username,
        email=seed.get("email", f"{username}@example.com"),
        disabled=seed.get("disabled", False),
        region=seed.get("region", "global"),
    )
    if subuser.id in account.subusers:
        raise ValueError(f"subuser {subuser.id} is there twice")
    account.subusers[subuser.id] = subuser
    if "teammates" in seed or "pending" in seed:
        _fill(account, account.context_of(subuser), seed)


def _fill(account: Account, context: Context, seed: dict[str, Any]) -> None:
    for item in seed.get("teammates", []):
        teammate = build_teammate(account, item)
        if context.people.holds(teammate.username) and context.people.spells(teammate):
            raise ValueError(f"teammate {teammate.email} is there twice")
        context.people.add(teammate)
    for item in seed.get("pending", []):
        _check_keys(item, _PENDING_KEYS, "pending")
        invitations.add(context, **({"scopes": [], "is_admin": False} | item))


def _access(account: Account, seed: dict[str, Any]) -> Access:
    if seed.get("is_admin") or seed.get("user_type") in ("admin", "owner"):
        return Access(is_admin=True)
    scopes = list(seed.get("scopes") or [])
    if seed.get("persona"):
        scopes = access.expand_persona(seed["persona"], account.settings)
    entries = dict(_entry(account, item) for item in seed.get("subuser_access") or [])
    return Access(scopes=scopes, restricted=seed.get("has_restricted_subuser_access", bool(entries)), entries=entries)


def _entry(account: Account, item: dict[str, Any]) -> tuple[int, Entry]:
    _check_keys(item, {"id", "username", "permission_type", "scopes"}, "subuser_access")
    subuser = account.subusers.get(item.get("id", 0)) or account.subuser_named(item.get("username", ""))
    if subuser is None:
        raise ValueError(f"subuser_access names no subuser of {account.name}: {item}")
    scopes = list(item.get("scopes") or [])
    return subuser.id, Entry(item.get("permission_type", "restricted" if scopes else "admin"), scopes)


def _integration(seed: dict[str, Any]) -> Integration:
    _check_keys(seed, _INTEGRATION_KEYS, "integration")
    defaults: dict[str, Any] = {
        "id": str(uuid.uuid4()),
        "enabled": True,
        "signin_url": "https://idp.example.com/signin",
        "signout_url": "https://idp.example.com/signout",
        "entity_id": "https://idp.example.com/entity",
        "completed_integration": False,
        "last_updated": int(time.time()),
    }
    return Integration(**(defaults | seed))


def _certificate(world: World, account: Account, seed: dict[str, Any]) -> Certificate:
    _check_keys(seed, _CERTIFICATE_KEYS, "certificate")
    name = seed.get("integration_name")
    candidates = [one.id for one in account.integrations.values() if name is None or one.name == name]
    integration_id = seed.get("integration_id") or (candidates[0] if candidates else None)
    if integration_id not in account.integrations:
        raise ValueError("a certificate needs the integration_id or integration_name of a seeded integration")
    text = seed["public_certificate"]
    begin, end = certificates.validity(text, accept_bare_base64=True)
    return Certificate(
        seed.get("id") or next(world.certificate_ids), integration_id, text, seed.get("enabled", True), begin, end
    )
