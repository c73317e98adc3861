# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""A Keycloak realm with one person, and what its administrator does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import requests

from identity_providers.logins import PASSWORD
from servers.keycloak import Keycloak

ADA = {"email": "ada@example.com", "firstName": "Ada", "lastName": "Lovelace"}
SECRET = "s3cret-of-ansible"
FIRST_KEY = "rsa-generated"  # every new realm has it
_KEYS = "org.keycloak.keys.KeyProvider"


@dataclass(frozen=True)
class Realm:
    """A realm on a server."""

    server: Keycloak
    name: str

    @property
    def url(self) -> str:
        return f"{self.server.url}/realms/{self.name}"

    @property
    def link(self) -> str:
        """The link in Keycloak for signing in to SendGrid."""
        return f"{self.url}/protocol/saml/clients/sendgrid"

    def create(self) -> None:
        """Create the realm, Ada, and a client for Ansible, whose service account may manage clients and the realm."""
        ada = {"username": "ada", "enabled": True, **ADA, "credentials": [{"type": "password", "value": PASSWORD}]}
        ada["realmRoles"] = [f"default-roles-{self.name}"]  # like everybody whom an administrator adds
        ansible = {"clientId": "ansible", "secret": SECRET, "serviceAccountsEnabled": True}
        account = {
            "username": "service-account-ansible",
            "enabled": True,
            "serviceAccountClientId": "ansible",
            "clientRoles": {"realm-management": ["manage-clients", "manage-realm"]},
        }
        self.server.call(
            "POST", "", {"realm": self.name, "enabled": True, "users": [ada, account], "clients": [ansible]}
        )

    def remove(self) -> None:
        self.server.call("DELETE", f"/{self.name}")

    def metadata(self) -> str:
        """The realm's current metadata."""
        answer = requests.get(f"{self.url}/protocol/saml/descriptor", timeout=60)
        answer.raise_for_status()
        return answer.text

    def client(self, url: str, **changes: Any) -> None:
        """Add SendGrid with the settings of the guide's table."""
        settings = {
            "saml_idp_initiated_sso_url_name": "sendgrid",
            "saml_name_id_format": "email",
            "saml_force_name_id_format": "true",
            "saml.force.post.binding": "true",
            "saml.server.signature": "true",
            "saml.assertion.signature": "true",
            "saml.signature.algorithm": "RSA_SHA256",
            "saml.client.signature": "false",
            "saml.encrypt": "false",
        }
        whole = {
            "clientId": url,
            "protocol": "saml",
            "adminUrl": url,
            "redirectUris": [url],
            "attributes": settings,
            "defaultClientScopes": [],
        }
        self.server.call("POST", f"/{self.name}/clients", whole | changes)

    def add_key(self, name: str, priority: int) -> None:
        """Add an active key for RS256."""
        config = {"priority": [str(priority)], "active": ["true"], "enabled": ["true"], "algorithm": ["RS256"]}
        body = {"name": name, "providerId": "rsa-generated", "providerType": _KEYS, "config": config}
        self.server.call("POST", f"/{self.name}/components", body)

    def change_key(self, key: str, **config: Any) -> None:
        """Change a key's priority, make it passive, or turn it off."""
        listed = self.server.call("GET", f"/{self.name}/components?type={_KEYS}")
        (component,) = (one for one in listed if one["name"] == key)
        component["config"] |= {name: [str(value).lower()] for name, value in config.items()}
        self.server.call("PUT", f"/{self.name}/components/{component['id']}", component)

    def certificates(self) -> dict[str, str]:
        """The certificates of all RS256 keys, as Base64, by the key's name."""
        names = {one["id"]: one["name"] for one in self.server.call("GET", f"/{self.name}/components?type={_KEYS}")}
        keys = self.server.call("GET", f"/{self.name}/keys")["keys"]
        return {names[one["providerId"]]: one["certificate"] for one in keys if one.get("algorithm") == "RS256"}
