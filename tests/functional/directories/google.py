# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Google Workspace: the members of a group, and the users of the domain."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from functional.directories.server import TOKEN, Answer, Directory, Person, Request

_PATH = "/admin/directory/v1/"


@dataclass
class Google(Directory):
    """Sources: developers.google.com/admin-sdk/directory/reference/rest/v1, members.list and users.get."""

    def sign_in(self, path: str) -> Answer | None:
        return None

    def answer(self, request: Request) -> Answer:
        if request.authorization != f"Bearer {TOKEN}":
            return _error(401, "authError")
        what, key, *members = request.path.removeprefix(_PATH).split("/")
        if what == "users":
            return self._user(key)
        if what != "groups" or key not in self.groups or members != ["members"]:
            return _error(404, "notFound")
        people = [_member(one) for one in self.groups[key]]
        # members.list: includeDerivedMembership adds the members of inner groups, which are members themselves.
        people.append({"kind": "admin#directory#member", "email": "inner@example.com", "type": "GROUP"})
        # members.list: at most 200 members
        query = request.query
        page, after = self.page(people, query.get("pageToken", ""), query.get("maxResults", "200"), 200)
        body: dict[str, Any] = {"kind": "admin#directory#members", "members": page}
        return Answer(body | {"nextPageToken": after} if after else body)

    def throttled(self) -> Answer:
        # developers.google.com/admin-sdk/directory/v1/limits: 429, besides 403 with quotaExceeded
        return _error(429, "rateLimitExceeded")

    def _user(self, key: str) -> Answer:
        for person in (one for people in self.groups.values() for one in people if one.email == key):
            name = {"givenName": person.first_name, "familyName": person.last_name}
            return Answer({"primaryEmail": person.email, "name": name, "suspended": not person.enabled})
        return _error(404, "notFound")


def _member(person: Person) -> dict[str, Any]:
    status = "ACTIVE" if person.enabled else "SUSPENDED"
    shown = {"id": f"1{person.email}", "email": person.email, "role": "MEMBER", "type": "USER", "status": status}
    return {"kind": "admin#directory#member", **shown}


def _error(status: int, reason: str) -> Answer:
    error = {"code": status, "message": f"Google says {reason}.", "errors": [{"reason": reason}]}
    return Answer({"error": error}, status)
