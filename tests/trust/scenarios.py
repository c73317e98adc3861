# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""What modules do in the tests of faults: every kind of run, on an account that has something to lose."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ansible_collections.community.sendgrid.plugins.module_utils._teammate.scope_lists import AUTOMATIC, PERSONAS
from trust.certificates import certificate

OKTA = "0a1b2c3d-0000-4000-8000-000000000001"
SPARE = "0a1b2c3d-0000-4000-8000-000000000002"
URLS = {
    "signin_url": "https://idp.example.com/in",
    "signout_url": "https://idp.example.com/out",
    "entity_id": "urn:idp",
}


def account() -> dict[str, Any]:
    """Two integrations with certificates, people with every kind of access, an invitation."""
    return {
        "owner": {"email": "owner@example.com", "username": "owner"},
        "subusers": [
            {"id": 11, "username": "news"},
            {"id": 12, "username": "shop"},
            {"id": 13, "username": "newsletter"},
        ],
        "teammates": [
            {
                "email": "Ann@example.com",
                "first_name": "Ann",
                "last_name": "Lee",
                "scopes": ["mail.send", "alerts.read"],
            },
            {"email": "ada@example.com", "first_name": "Ada", "last_name": "Min", "is_admin": True},
            {"email": "obs@example.com", "first_name": "Obi", "last_name": "Ser", "persona": "observer"},
            {
                "email": "res@example.com",
                "first_name": "Rea",
                "last_name": "Sub",
                "has_restricted_subuser_access": True,
                "subuser_access": [
                    {"id": 11, "permission_type": "restricted", "scopes": ["mail.send"]},
                    {"id": 12, "permission_type": "admin"},
                ],
            },
            {
                "email": "pat@example.com",
                "username": "pat",
                "first_name": "Pat",
                "last_name": "Word",
                "is_sso": False,
                "scopes": ["stats.read", "mail.send"],
            },
            {"email": "zoe@example.com", "first_name": "Zoe", "last_name": "Last", "scopes": ["templates.read"]},
        ],
        "pending": [{"email": "ann@example.com", "token": "invitation-token-0001", "scopes": ["mail.send"]}],
        "integrations": [
            {"id": OKTA, "name": "Okta", "enabled": True, **URLS},
            {"id": SPARE, "name": "Spare", "enabled": False},
        ],
        "certificates": [
            {"id": 501, "integration_id": OKTA, "public_certificate": certificate("current")},
            {"id": 502, "integration_id": OKTA, "public_certificate": certificate("expired", -100, -1)},
        ],
        # Small pages, so that listings have several.
        "settings": {"teammates_page_max": 3, "subuser_access_page_max": 1, "subusers_page_max": 2},
    }


@dataclass(frozen=True)
class Scenario:
    """A run of a module. ``settings`` are the simulator's; ``edits`` replace parts of the account."""

    module: str
    options: Mapping[str, Any]
    check_mode: bool = False
    settings: Mapping[str, Any] = field(default_factory=dict)
    edits: Mapping[str, Any] = field(default_factory=dict)

    def seed(self) -> dict[str, Any]:
        seed = account() | dict(self.edits)
        return seed | {"settings": seed["settings"] | {"global_usernames": False} | dict(self.settings)}


def _integration(**options: Any) -> Scenario:
    return Scenario("sendgrid_sso_integration", options)


def _certificate(**options: Any) -> Scenario:
    return Scenario("sendgrid_sso_certificate", options)


def _teammate(email: str, check_mode: bool = False, **options: Any) -> Scenario:
    return Scenario("sendgrid_sso_teammate", {"email": email, **options}, check_mode)


def _observer_without_subusers() -> list[str]:
    granted = PERSONAS["observer"] - AUTOMATIC
    return sorted(scope for scope in granted if not scope.startswith("subusers."))


_NEW = {"first_name": "New", "last_name": "Comer"}
_NEWSLETTER = {"username": "newsletter", "permission_type": "admin"}
_ROSTER = [
    {"email": "ann@example.com", "scopes": ["mail.send", "stats.read"]},
    {"email": "ada@example.com", "is_admin": True},
    {"email": "obs@example.com", "persona": "observer"},
    {"email": "res@example.com", "subuser_access": [{"username": "news", "permission_type": "admin"}]},
    {"email": "new@example.com", **_NEW, "persona": "marketer"},
    {"email": "nova@example.com", **_NEW, "subuser_access": [{"username": "shop", "permission_type": "admin"}]},
]

SCENARIOS: dict[str, Scenario] = {
    "create an integration": _integration(name="New"),
    "create an integration, enabled, whose creation tells no id": Scenario(
        "sendgrid_sso_integration",
        {"name": "New", "enabled": True, **URLS},
        settings={"integration_post_omits_id": True},
    ),
    "find an integration as wanted by name": _integration(name="Okta", enabled=True, signin_url=URLS["signin_url"]),
    "find an integration as wanted by id": _integration(id=OKTA, entity_id="urn:idp"),
    "change an integration": _integration(name="Okta", signin_url="https://idp.example.com/other"),
    "rename an integration": _integration(id=OKTA, name="Okta, renamed"),
    "turn off the last integration": _integration(name="Okta", enabled=False),
    "turn off the last integration on purpose": _integration(name="Okta", enabled=False, allow_lockout=True),
    "remove the last integration": _integration(name="Okta", state="absent"),
    "remove an integration by name": _integration(name="Spare", state="absent"),
    "remove an integration by id": _integration(id=SPARE, state="absent"),
    "remove an integration that is gone": _integration(id="gone", state="absent"),
    "foresee the change of an integration": Scenario(
        "sendgrid_sso_integration", {"name": "Okta", "entity_id": "urn:x"}, True
    ),
    "add a certificate": _certificate(integration_name="Okta", public_certificate=certificate("next")),
    "add a certificate to an integration without any": _certificate(
        integration_id=SPARE, public_certificate=certificate("next")
    ),
    "find a certificate in place": _certificate(integration_id=OKTA, public_certificate=certificate("current")),
    "rotate to a new certificate": _certificate(
        integration_id=OKTA, public_certificate=certificate("next"), purge="others"
    ),
    "purge expired certificates": _certificate(
        integration_name="Okta", public_certificate=certificate("current"), purge="expired"
    ),
    "remove a certificate by id": _certificate(integration_id=OKTA, id=502, state="absent"),
    "remove the last valid certificate": _certificate(
        integration_id=OKTA, public_certificate=certificate("current"), state="absent"
    ),
    "create a teammate with a persona": _teammate("new@example.com", **_NEW, persona="developer"),
    "create a teammate with scopes": _teammate("new+1@example.com", **_NEW, scopes=["mail.send", "stats.read"]),
    "create an admin": _teammate("new@example.com", **_NEW, is_admin=True),
    "create a teammate with subusers by name": _teammate(
        "new@example.com",
        **_NEW,
        subuser_access=[
            {"username": "newsletter", "permission_type": "restricted", "scopes": ["mail.send"]},
            {"id": 11, "permission_type": "admin"},
        ],
    ),
    "find a teammate as wanted": _teammate("Ann@example.com", scopes=["alerts.read", "mail.send"]),
    "find a teammate as wanted, spelled otherwise": _teammate("ANN@EXAMPLE.COM", scopes=["alerts.read", "mail.send"]),
    "find a teammate where only the listing tells of SSO": Scenario(
        "sendgrid_sso_teammate",
        {"email": "obs@example.com", "persona": "observer"},
        settings={"omit_is_sso_on_get_one": True},
    ),
    "find restricted access as wanted": _teammate(
        "res@example.com",
        subuser_access=[
            {"id": 12, "permission_type": "admin"},
            {"username": "news", "permission_type": "restricted", "scopes": ["mail.send"]},
        ],
    ),
    "change a name": _teammate("Ann@example.com", first_name="Anna"),
    "change the name of somebody restricted": _teammate("res@example.com", last_name="Else"),
    "change scopes": _teammate("Ann@example.com", scopes=["stats.read"]),
    "promote somebody": _teammate("Ann@example.com", is_admin=True),
    "demote an admin": _teammate("ada@example.com", scopes=["mail.send"]),
    "lift a restriction": _teammate("res@example.com", persona="observer"),
    "take a subuser away": _teammate("res@example.com", subuser_access=[{"id": 12, "permission_type": "admin"}]),
    "find a persona in place where the plan lacks scopes": Scenario(
        "sendgrid_sso_teammate",
        {"email": "obs@example.com", "persona": "observer"},
        settings={"plan_lacks": ["subusers.*"]},
        edits={"teammates": [{"email": "obs@example.com", "scopes": _observer_without_subusers()}]},
    ),
    "remove a teammate and an invitation": _teammate("ann@example.com", state="absent"),
    "remove somebody who is gone": _teammate("gone@example.com", state="absent"),
    "refuse a teammate with a password": _teammate("pat@example.com", scopes=["mail.send"]),
    "move a password teammate to SSO, and say how": _teammate(
        "pat@example.com", manage_password_teammate=True, first_name="Pat", last_name="Word", persona="marketer"
    ),
    "move a password teammate to SSO": _teammate("pat@example.com", manage_password_teammate=True),
    "foresee a new teammate": _teammate("new@example.com", True, **_NEW, persona="developer"),
    "foresee a removal": _teammate("ann@example.com", True, state="absent"),
    "bring a roster about": Scenario(
        "sendgrid_sso_roster", {"teammates": _ROSTER, "purge": True, "protected": ["x@example.com"], "concurrency": 1}
    ),
    "bring a roster about, many at a time": Scenario(
        "sendgrid_sso_roster", {"teammates": _ROSTER, "purge": True, "concurrency": 8}
    ),
    "move a password teammate to SSO with a roster": Scenario(
        "sendgrid_sso_roster",
        {
            "teammates": [
                {"email": "pat@example.com", "persona": "marketer"},
                {"email": "new@example.com", **_NEW, "subuser_access": [_NEWSLETTER]},
            ],
            "manage_password_teammate": True,
            "concurrency": 1,
        },
    ),
    "foresee a roster": Scenario("sendgrid_sso_roster", {"teammates": _ROSTER, "purge": True, "concurrency": 1}, True),
    "refuse a roster that removes too many": Scenario(
        "sendgrid_sso_roster", {"teammates": _ROSTER[:1], "purge": True, "max_removals": 1, "concurrency": 1}
    ),
    "offboard people of every kind": Scenario(
        "sendgrid_sso_offboard",
        {
            "emails": ["ann@example.com", "ada@example.com", "res@example.com", "pat@example.com", "gone@example.com"],
            "manage_password_teammate": True,
            "concurrency": 1,
        },
    ),
    "offboard people, many at a time": Scenario(
        "sendgrid_sso_offboard", {"emails": ["ann@example.com", "obs@example.com", "zoe@example.com"]}
    ),
    "foresee an offboarding": Scenario(
        "sendgrid_sso_offboard", {"emails": ["ann@example.com", "res@example.com"], "concurrency": 1}, True
    ),
    "refuse to offboard too many": Scenario(
        "sendgrid_sso_offboard",
        {"emails": ["ann@example.com", "zoe@example.com"], "max_removals": 1, "concurrency": 1},
    ),
    "look at all integrations": Scenario("sendgrid_sso_integration_info", {}),
    "look at one integration": Scenario("sendgrid_sso_integration_info", {"id": OKTA}),
    "look at all certificates": Scenario("sendgrid_sso_certificate_info", {}),
    "look at everybody": Scenario("sendgrid_sso_teammate_info", {"sso_only": False, "pending": True}),
    "look at one person": Scenario("sendgrid_sso_teammate_info", {"email": "ANN@example.com"}),
}
