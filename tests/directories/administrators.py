# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""What the administrator of a real directory does for the tests, in any directory."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Protocol

from functional.directories.server import Person
from servers.keycloak import Keycloak
from servers.openldap import READER, READER_PASSWORD, SUFFIX, OpenLdap, settings
from servers.scim import TOKEN, Scim

SECRET = "s3cret-of-the-reader"
ANN = Person("Ann@example.com", "Ann")
HOSTILE = Person("bob@example.com", "{{ 1 + 1 }}")
DISABLED = Person("dan@example.com", "Dan", enabled=False)
NO_ADDRESS = Person("", "Nobody")
DEVELOPERS = [ANN, HOSTILE, DISABLED, NO_ADDRESS]


def crowd(first: int, last: int) -> list[Person]:
    """Many more people."""
    return [Person(f"person-{number}@example.com", "Person", str(number)) for number in range(first, last)]


class Directory(Protocol):
    """An example's directory: Ann is an admin in it, and she and many others are developers."""

    playbook: str
    secrets: tuple[str, ...]
    variables: dict[str, Any]
    environment: dict[str, str]

    def people(self) -> list[Person]:
        """All people in it."""

    def leaves(self, person: Person) -> None:
        """Remove a person from the developers."""

    def empties(self) -> None:
        """Remove everybody from the developers."""

    def renames(self) -> None:
        """Rename the developers, by whatever the example uses as the group's name."""


def _name(person: Person) -> str:
    return person.email.lower().partition("@")[0] or "nobody"


@dataclass
class KeycloakDirectory:
    """Most people are in groups inside the developers. Keycloak shows 100 people and 10 groups at a time."""

    server: Keycloak
    playbook: str = "keycloak"
    secrets: tuple[str, ...] = (SECRET,)
    variables: dict[str, Any] = field(default_factory=dict)
    environment: dict[str, str] = field(default_factory=dict)
    count: int = 300
    inner: int = 11

    def __post_init__(self) -> None:
        self.environment = {"KEYCLOAK_URL": self.server.url, "KEYCLOAK_CLIENT_ID": "sendgrid-reader"}
        self.environment["KEYCLOAK_CLIENT_SECRET"] = SECRET
        self.server.call("POST", "", self._realm())

    def people(self) -> list[Person]:
        return [*DEVELOPERS, *crowd(0, self.count - len(DEVELOPERS))]

    def leaves(self, person: Person) -> None:
        (found,) = self.server.call("GET", f"/company/users?exact=true&username={_name(person)}")
        for group in self.server.call("GET", f"/company/users/{found['id']}/groups"):
            self.server.call("DELETE", f"/company/users/{found['id']}/groups/{group['id']}")

    def empties(self) -> None:
        parent = self.server.call("GET", "/company/group-by-path/sendgrid")["id"]
        self.server.call("DELETE", f"/company/groups/{self._developers()['id']}")
        self.server.call("POST", f"/company/groups/{parent}/children", {"name": "developers"})

    def renames(self) -> None:
        self.server.call("PUT", f"/company/groups/{self._developers()['id']}", {"name": "engineers"})

    def nests(self) -> None:
        """Put a group into one of the groups inside the developers."""
        inner = self.server.call("GET", "/company/group-by-path/sendgrid/developers/team-0")["id"]
        self.server.call("POST", f"/company/groups/{inner}/children", {"name": "deep"})

    def may_only(self, *roles: str) -> None:
        """Give the reader only these roles of realm-management."""
        (client,) = self.server.call("GET", "/company/clients?clientId=realm-management")
        (reader,) = self.server.call("GET", "/company/users?exact=true&username=service-account-sendgrid-reader")
        place = f"/company/users/{reader['id']}/role-mappings/clients/{client['id']}"
        self.server.call("DELETE", place, self.server.call("GET", place))
        every = self.server.call("GET", f"/company/clients/{client['id']}/roles")
        self.server.call("POST", place, [role for role in every if role["name"] in roles])

    def _developers(self) -> dict[str, Any]:
        return self.server.call("GET", "/company/group-by-path/sendgrid/developers")

    def _realm(self) -> dict[str, Any]:
        inner = [{"name": f"team-{number}"} for number in range(self.inner)]
        groups = [{"name": "admins"}, {"name": "developers", "subGroups": inner}]
        reader = {
            "username": "service-account-sendgrid-reader",
            "serviceAccountClientId": "sendgrid-reader",
            "clientRoles": {"realm-management": ["view-users"]},
            "enabled": True,
        }
        client = {"clientId": "sendgrid-reader", "secret": SECRET, "serviceAccountsEnabled": True}
        return {
            "realm": "company",
            "enabled": True,
            "groups": [{"name": "sendgrid", "subGroups": groups}],
            "users": [*map(self._user, self.people(), range(len(self.people()))), reader],
            "clients": [client | {"publicClient": False, "standardFlowEnabled": False}],
        }

    def _user(self, person: Person, number: int) -> dict[str, Any]:
        """A person as Keycloak needs them; every second one is in a group inside the developers."""
        inner = f"/sendgrid/developers/team-{number // 2 % self.inner}"
        groups = [inner if number % 2 and person not in DEVELOPERS else "/sendgrid/developers"]
        user = {
            "username": _name(person),
            "firstName": person.first_name,
            "lastName": person.last_name,
            "enabled": person.enabled,
            "groups": groups + (["/sendgrid/admins"] if person == ANN else []),
        }
        return user | ({"email": person.email} if person.email else {})


@dataclass
class LdapDirectory:
    """Groups of names, and an overlay that lists people's groups."""

    server: OpenLdap
    playbook: str = "ldap"
    secrets: tuple[str, ...] = (READER_PASSWORD,)
    variables: dict[str, Any] = field(default_factory=dict)
    environment: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        reader = {"LDAP_URI": self.server.url, "LDAP_BIND_DN": READER, "LDAP_BIND_PASSWORD": READER_PASSWORD}
        self.environment = settings() | reader
        entries = [self._person(person) for person in self.people()]
        entries += [self._group("admins", [ANN]), self._group("developers", self.people())]
        self.server.change("\n\n".join(entries))

    def people(self) -> list[Person]:
        return [*DEVELOPERS, *crowd(0, 296)]

    def leaves(self, person: Person) -> None:
        self._change("developers", f"delete: member\nmember: {self._dn(person)}")

    def empties(self) -> None:
        """A group of names cannot be empty, so the name of nobody remains."""
        self._change("developers", f"replace: member\nmember: cn=nobody,{SUFFIX}")

    def renames(self) -> None:
        rename = "changetype: moddn\nnewrdn: cn=engineers\ndeleteoldrdn: 1"
        self.server.change(f"dn: cn=sendgrid-developers,ou=groups,{SUFFIX}\n{rename}\n")

    def _change(self, group: str, what: str) -> None:
        self.server.change(f"dn: cn=sendgrid-{group},ou=groups,{SUFFIX}\nchangetype: modify\n{what}\n")

    def _dn(self, person: Person) -> str:
        return f"uid={_name(person)},ou=people,{SUFFIX}"

    def _person(self, person: Person) -> str:
        lines = [f"dn: {self._dn(person)}", "objectClass: inetOrgPerson", "objectClass: lockable"]
        lines += [f"cn: {_name(person)}", f"givenName: {person.first_name}", f"sn: {person.last_name}"]
        lines += [f"mail: {person.email}"] if person.email else []
        return "\n".join(lines + ([] if person.enabled else ["nsAccountLock: TRUE"]))

    def _group(self, name: str, people: Iterable[Person]) -> str:
        lines = [f"dn: cn=sendgrid-{name},ou=groups,{SUFFIX}", "objectClass: groupOfNames"]
        return "\n".join(lines + [f"member: {self._dn(person)}" for person in people])


@dataclass
class ScimDirectory:
    """Only a few people, because each is read with a separate request."""

    server: Scim
    playbook: str = "scim"
    secrets: tuple[str, ...] = (TOKEN,)
    variables: dict[str, Any] = field(default_factory=dict)
    environment: dict[str, str] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.environment = {"SCIM_URL": self.server.url, "SCIM_TOKEN": TOKEN}
        for person in self.people():
            self.ids[person.email] = self.server.call("POST", "/Users", self._user(person))["id"]
        groups = {"admins": [ANN], "developers": self.people()}
        self.variables = {"group_ids": {name: self._group(name, people) for name, people in groups.items()}}

    def people(self) -> list[Person]:
        return [*DEVELOPERS, *crowd(0, 4)]

    def leaves(self, person: Person) -> None:
        self._change({"op": "remove", "path": f'members[value eq "{self.ids[person.email]}"]'})

    def empties(self) -> None:
        self._change({"op": "remove", "path": "members"})

    def renames(self) -> None:
        """SCIM services know groups by id, so deleting a group and creating another one is the same as renaming it."""
        self.server.call("DELETE", f"/Groups/{self.variables['group_ids']['developers']}")
        self._group("developers", self.people())

    def _change(self, operation: dict[str, str]) -> None:
        body = {"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [operation]}
        self.server.call("PATCH", f"/Groups/{self.variables['group_ids']['developers']}", body)

    def _group(self, name: str, people: Iterable[Person]) -> str:
        members = [{"value": self.ids[person.email], "type": "User"} for person in people]
        schemas = ["urn:ietf:params:scim:schemas:core:2.0:Group"]
        return self.server.call("POST", "/Groups", {"schemas": schemas, "displayName": name, "members": members})["id"]

    def _user(self, person: Person) -> dict[str, Any]:
        return {
            "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"],
            "userName": _name(person),
            "name": {"givenName": person.first_name, "familyName": person.last_name},
            "active": person.enabled,
        } | ({"emails": [{"value": person.email, "type": "work"}]} if person.email else {})
