# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Microsoft Graph: the people in a group and in the groups within it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from functional.directories.server import TOKEN, Answer, Directory, Person, Request


@dataclass
class Graph(Directory):
    """``reads_users`` is whether the reader may read users, not just the members of groups."""

    reads_users: bool = True

    def sign_in(self, path: str) -> Answer | None:
        # learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow
        return Answer({"token_type": "Bearer", "access_token": TOKEN}) if path.endswith("/oauth2/v2.0/token") else None

    def answer(self, request: Request) -> Answer:
        if request.authorization != f"Bearer {TOKEN}":
            return _error(401, "InvalidAuthenticationToken")
        group, what = (*request.path.split("/"), "", "", "")[2:4]
        # learn.microsoft.com/graph/api/group-list-transitivemembers: a flat list of all nested members
        if what != "transitiveMembers" or group not in self.groups:
            return _error(404, "Request_ResourceNotFound")
        members = [self._person(one, request.query) for one in self.groups[group]]
        members.append({"@odata.type": "#microsoft.graph.group", "id": "nested"})
        # According to the same page, there are 100 objects per page by default, and at most 999.
        page, after = self.page(members, request.query.get("$skiptoken", ""), request.query.get("$top", "100"), 999)
        body: dict[str, Any] = {"@odata.context": "$metadata#directoryObjects", "value": page}
        if after:
            # learn.microsoft.com/graph/paging: the whole URL of the next page, if there is one
            kept = "&".join(f"{key}={value}" for key, value in request.query.items() if key != "$skiptoken")
            body["@odata.nextLink"] = f"{request.server}{request.path}?{kept}&$skiptoken={after}"
        return Answer(body)

    def throttled(self) -> Answer:
        # learn.microsoft.com/graph/throttling: 429 with Retry-After in seconds
        return Answer({"error": {"code": "TooManyRequests"}}, 429, (("Retry-After", "1"),))

    def _person(self, person: Person, query: dict[str, str]) -> dict[str, Any]:
        has = {
            "id": f"id of {person.email}",
            "mail": person.email,
            "userPrincipalName": person.email,
            "givenName": person.first_name,
            "surname": person.last_name,
            "displayName": f"{person.first_name} {person.last_name}",
            "accountEnabled": person.enabled,
        }
        # learn.microsoft.com/graph/api/user-get: accountEnabled is returned only on $select.
        asked = query.get("$select", "id,displayName,givenName,mail,surname,userPrincipalName").split(",")
        # group-list-transitivemembers, "Limited information": only the type and the id, everything else is null.
        shown = {key: has[key] if self.reads_users or key == "id" else None for key in asked}
        return {"@odata.type": "#microsoft.graph.user", **shown}


def _error(status: int, code: str) -> Answer:
    return Answer({"error": {"code": code, "message": f"Graph says {code}."}}, status)
