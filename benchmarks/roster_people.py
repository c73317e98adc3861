# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""The people in the roster's benchmark, of all kinds, and what must be read to know their state."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

SUBUSERS = [{"id": 1000 + number, "username": f"shop{number:02}"} for number in range(20)]

# Of ten people, one is an admin, four have a persona, three have scopes, and two are restricted to subusers.
KINDS = ("persona", "scopes", "restricted", "persona", "admin", "scopes", "persona", "restricted", "scopes", "persona")
PERSONAS = ("developer", "observer", "marketer", "accountant")
SCOPES = ("mail.send", "templates.read", "templates.update", "api_keys.read", "suppression.read", "categories.read")


def people(count: int) -> list[dict[str, Any]]:
    """This many entries of a roster, which are also valid as seeds of an account."""
    return [_person(number) for number in range(count)]


def _person(number: int) -> dict[str, Any]:
    names = {"email": f"person{number:04}@example.com", "first_name": f"First{number}", "last_name": f"Last{number}"}
    return {**names, **_access(KINDS[number % len(KINDS)], number)}


def _access(kind: str, number: int) -> dict[str, Any]:
    scopes = [SCOPES[(number + step) % len(SCOPES)] for step in range(3)]
    if kind == "admin":
        return {"is_admin": True}
    if kind == "persona":
        return {"persona": PERSONAS[number % len(PERSONAS)]}
    if kind == "scopes":
        return {"scopes": scopes}
    chosen = [SUBUSERS[(number + step) % len(SUBUSERS)]["username"] for step in range(2)]
    return {
        "subuser_access": [
            {"username": name, "permission_type": "restricted", "scopes": ["mail.send", *scopes[:1]]} for name in chosen
        ]
    }


def detail_paths(entries: Sequence[dict[str, Any]]) -> list[str]:
    """What must be read in addition to the listing, which has names and shows who is an admin."""
    paths = []
    for entry in entries:
        path = "/v3/teammates/" + quote(entry["email"], safe="")
        if "subuser_access" in entry:
            paths.append(path + "/subuser_access?limit=500")
        elif "is_admin" not in entry:
            paths.append(path)
    return paths


def listing_requests(entries: Sequence[dict[str, Any]]) -> int:
    """Pages of 500 with everybody and the owner, plus the empty one that ends the listing."""
    return -(-(len(entries) + 1) // 500) + 1
