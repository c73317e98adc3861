# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Okta: the users of a group."""

from __future__ import annotations

from dataclasses import dataclass

from functional.directories.server import TOKEN, Answer, Directory, Request


@dataclass
class Okta(Directory):
    """Sources: developer.okta.com/docs/api, "List all member users" of a group, and core/okta-api."""

    def answer(self, request: Request) -> Answer:
        if request.authorization != f"SSWS {TOKEN}":
            return _error(401, "E0000011", "Invalid token provided")
        group = request.path.removeprefix("/api/v1/groups/").removesuffix("/users")
        if group not in self.groups:
            return _error(404, "E0000007", f"Not found: Resource not found: {group} (UserGroup)")
        people = [
            {
                "id": f"00u{one.email}",
                "status": "ACTIVE" if one.enabled else "DEPROVISIONED",
                "profile": {
                    "login": one.email,
                    "email": one.email,
                    "firstName": one.first_name,
                    "lastName": one.last_name,
                },
            }
            for one in self.groups[group]
        ]
        # A page has at most 1000 users; the cursor is opaque, and only the header Link has the next page.
        page, after = self.page(people, request.query.get("after", ""), request.query.get("limit", "1000"), 1000)
        own = f"{request.server}{request.path}?limit={request.query.get('limit', '1000')}"
        links = [("Link", f'<{own}>; rel="self"')]
        if after:
            links.append(("Link", f'<{own}&after={after}>; rel="next"'))
        return Answer(page, headers=tuple(links))

    def throttled(self) -> Answer:
        # developer.okta.com/docs/reference/rl-best-practices: 429, with the end of the window in epoch seconds
        limit = (("X-Rate-Limit-Limit", "50"), ("X-Rate-Limit-Remaining", "0"), ("X-Rate-Limit-Reset", "1"))
        return Answer(_error(429, "E0000047", "API call exceeded rate limit").body, 429, limit)


def _error(status: int, code: str, summary: str) -> Answer:
    return Answer({"errorCode": code, "errorSummary": summary, "errorLink": code, "errorCauses": []}, status)
