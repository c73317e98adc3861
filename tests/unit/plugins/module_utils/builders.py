# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""What many tests need: options as Ansible passes them, people, and expected failures."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from ansible_collections.community.sendgrid.plugins.module_utils._core.errors import SendGridError
from ansible_collections.community.sendgrid.plugins.module_utils._core.gate import Gate
from ansible_collections.community.sendgrid.plugins.module_utils._core.outcome import Outcome
from ansible_collections.community.sendgrid.plugins.module_utils._core.plan import approved_from
from ansible_collections.community.sendgrid.plugins.module_utils._http.client import Client
from ansible_collections.community.sendgrid.plugins.module_utils._http.connection import Connection, connection_from
from ansible_collections.community.sendgrid.plugins.module_utils._teammate.grants import Grant
from ansible_collections.community.sendgrid.plugins.module_utils._teammate.model import Teammate
from ansible_collections.community.sendgrid.plugins.module_utils._teammate.scope_lists import BASELINE, PERSONAS
from ansible_collections.community.sendgrid.plugins.module_utils._teammate.wanted import Wanted, wanted_from

CONNECTION_OPTIONS: dict[str, Any] = {
    "api_key": "SG.id.secret",
    "region": "global",
    "base_url": None,
    "on_behalf_of": None,
    "validate_certs": True,
    "ca_path": None,
    "timeout": 30.0,
    "retries": 5,
    "rate_limit_wait": 300,
}

PERSON_OPTIONS: dict[str, Any] = {
    "email": "ann@example.com",
    "first_name": None,
    "last_name": None,
    "is_admin": None,
    "persona": None,
    "scopes": None,
    "subuser_access": None,
    "has_restricted_subuser_access": None,
    "ignore_scopes": None,
}

NAMES = {"first_name": "Ann", "last_name": "Lee"}


@contextmanager
def fails(code: str, *words: str, **details: Any) -> Iterator[pytest.ExceptionInfo[SendGridError]]:
    """Expect a failure with this code, these words in its message, and these other values."""
    with pytest.raises(SendGridError) as caught:
        yield caught
    error = caught.value
    assert error.code == code, error.msg
    assert [word for word in words if word not in error.msg] == [], error.msg
    assert {key: getattr(error, key) for key in details} == details


def gate(check_mode: bool = False, approved: Any = None, on_behalf_of: str | None = None) -> Gate:
    """The gate between planning and writing; by default it lets a run write."""
    plans = None if approved is None else approved_from(approved)
    return Gate("https://sendgrid.test", on_behalf_of, plans, check_mode)


def connection(**options: Any) -> Connection:
    return connection_from(CONNECTION_OPTIONS | options)


def entry(id: int | None = None, *scopes: str, username: str | None = None, kind: str | None = None) -> dict[str, Any]:
    """An entry of the option subuser_access: restricted if it has scopes, otherwise admin."""
    kind = kind or ("restricted" if scopes else "admin")
    return {"id": id, "username": username, "permission_type": kind, "scopes": list(scopes) or None}


def wanted(**options: Any) -> Wanted:
    """What a task with these options asks for."""
    return wanted_from(PERSON_OPTIONS | options)


def teammate(*scopes: str, **fields: Any) -> Teammate:
    """A person with root scopes, who is neither an admin nor restricted unless the fields say so."""
    defaults: dict[str, Any] = {
        "email": "ann@example.com",
        "username": "ann@example.com",
        "is_admin": False,
        "is_sso": True,
        "user_type": "teammate",
        "restricted": False,
    }
    return Teammate(**(defaults | NAMES | fields), scopes=frozenset(scopes))


def admin(**fields: Any) -> Teammate:
    return teammate("mail.send", "sso.settings.read", **({"is_admin": True, "user_type": "admin"} | fields))


def restricted(*grants: Grant, **fields: Any) -> Teammate:
    """A person who has access only to subusers. SendGrid reports root scopes for them, too."""
    return teammate("user.profile.read", "2fa_exempt", **({"restricted": True, "grants": grants} | fields))


def grant(id: int, *scopes: str, username: str | None = None) -> Grant:
    """Access to a subuser as SendGrid reports it, which adds the baseline to any scopes."""
    if not scopes:
        return Grant(id, username or f"subuser{id}", "admin")
    return Grant(id, username or f"subuser{id}", "restricted", frozenset(scopes) | BASELINE)


PERSONA_LESS_LEGACY = PERSONAS["observer"] - {"partner_settings.new_relic.read", "partner_settings.sendwithus.read"}

# Every kind of person whom a task can find, by their access.
PEOPLE: dict[str, Teammate] = {
    "an admin": admin(),
    "the owner": admin(user_type="owner"),
    "an observer": teammate(*PERSONA_LESS_LEGACY, "2fa_exempt"),
    "a developer with one scope more": teammate(*PERSONAS["developer"], "teammates.read"),
    "somebody with scopes": teammate("mail.send", "stats.read", "user.profile.read", "2fa_exempt"),
    "somebody with nothing of their own": teammate("user.profile.read", "2fa_exempt", "sender_verification_legacy"),
    "an admin of a subuser": restricted(grant(7)),
    "somebody restricted in two subusers": restricted(grant(8, "mail.send", "alerts.read"), grant(7, "templates.read")),
    "somebody with the baseline of a subuser": restricted(grant(7, "stats.read")),
    "somebody restricted to nothing": restricted(),
}

# Every kind of access that a task can ask for, as options with all subusers' ids.
ASKED: dict[str, dict[str, Any]] = {
    "nothing about access": {},
    "other names": {"first_name": "Anna", "last_name": "Leeson"},
    "admin": {"is_admin": True},
    "an observer": {"persona": "observer"},
    "a marketer": {"persona": "marketer"},
    "a scope": {"scopes": ["mail.send"]},
    "scopes, one automatic": {"scopes": ["stats.read", "mail.send", "2fa_exempt"]},
    "scopes of the profile": {"scopes": ["user.profile.read", "user.profile.update"]},
    "scopes, ignoring others": {"scopes": ["mail.send"], "ignore_scopes": ["stats.*", "mail.*"]},
    "an observer, ignoring all else": {"persona": "observer", "ignore_scopes": ["*"]},
    "a subuser's admin": {"subuser_access": [entry(7)]},
    "two subusers": {"subuser_access": [entry(7, "templates.read"), entry(8, "mail.send", "alerts.read")]},
    "a subuser's baseline": {"subuser_access": [entry(7, "stats.read")]},
    "a subuser, ignoring some": {"subuser_access": [entry(8, "mail.send")], "ignore_scopes": ["alerts.*"]},
}


def with_journal(client: Client, work: Callable[[Client], Outcome]) -> Outcome:
    """Do a module's work. Its failure also gets the journal's ``changed``, ``result`` and ``held``."""
    try:
        return work(client)
    except SendGridError as error:
        vars(error).update(vars(client.journal))
        raise
