# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""What the report's page needs in addition to the report, so that the template only renders it. Pure functions.

A thousand people share few sets of scopes: each set is shown once, and people refer to it by number.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from ..plugin_utils._review_trust import counted, ends

# Up to this many scopes are shown beside the person. More of them become a block.
_INLINE_SCOPES = 3
# The limit for all blocks together: with a thousand people, the page stays below 2 MB whatever access they have.
_MOST_CHARACTERS = 1_100_000
_CRUD = ("create", "delete", "read", "update")
_SHORTEST_TIMELINE, _LONGEST_TIMELINE = 365, 5 * 365
_SOON, _LATER = 30, 90


def page(report: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """The rows of people, the blocks that they refer to, and the certificates' timeline."""
    blocks = _Blocks()
    rows = [_row(person, blocks) for person in report["people"]]
    return {"rows": rows, "blocks": blocks.shown, "timeline": _timeline(report, now)}


class _Blocks:
    """Details that are shown once, in the order of their first use."""

    def __init__(self) -> None:
        self.shown: list[dict[str, Any]] = []
        self._numbers: dict[Any, int] = {}
        self._room = _MOST_CHARACTERS

    def number(self, title: str, lines: list[tuple[str, str]]) -> int:
        """The number of the block with these lines, which is added if it is new."""
        key = tuple(lines)
        if key not in self._numbers:
            self._numbers[key] = len(self.shown) + 1
            self.shown.append({"number": self._numbers[key], "title": title, "people": 0, **self._fitted(lines)})
        block = self.shown[self._numbers[key] - 1]
        block["people"] += 1
        return block["number"]

    def _fitted(self, lines: list[tuple[str, str]]) -> dict[str, Any]:
        """As many lines as there is room for; the page adds about 40 characters to each."""
        kept = []
        for label, text in lines:
            self._room -= len(label) + len(text) + 40
            if self._room < 0:
                break
            kept.append([label, text])
        return {"lines": kept, "left_out": len(lines) - len(kept)}


def _row(person: Mapping[str, Any], blocks: _Blocks) -> dict[str, Any]:
    label, number = _access(person, blocks)
    return {
        "name": f"{person['first_name']} {person['last_name']}".strip(),
        "email": person["email"],
        "signs_in": person["signs_in"],
        "access": person["access"],
        "label": label,
        "block": number,
        "roster": person["roster"],
        "groups": ", ".join(person["groups"]),
        "findings": person["findings"],
    }


def _access(person: Mapping[str, Any], blocks: _Blocks) -> tuple[str, int | None]:
    """A person's access in a few words, and the number of the block with all of it."""
    access = person["access"]
    if access == "persona":
        return f"Persona {person['persona']}", blocks.number(
            f"Persona {person['persona']}", _scope_lines(person["scopes"])
        )
    if access == "scopes":
        return _scopes_access(person, blocks)
    if access == "subusers":
        entries = person["subusers"]
        title = counted(len(entries), "subuser")
        return title, blocks.number(title, [_subuser_line(entry) for entry in entries])
    return {"owner": "Owner, all access", "admin": "Admin, all access"}.get(access, "None"), None


def _scopes_access(person: Mapping[str, Any], blocks: _Blocks) -> tuple[str, int | None]:
    scopes = person["scopes"]
    if len(scopes) <= _INLINE_SCOPES:
        return ", ".join(scopes), None
    title = f"{len(scopes)} scopes"
    beyond = len(person["beyond_persona"])
    label = f"{title}, {beyond} beyond a persona" if beyond else title
    return label, blocks.number(title, _scope_lines(scopes))


def _scope_lines(scopes: list[str]) -> list[tuple[str, str]]:
    return [(area, "") for area in grouped(scopes)]


def _subuser_line(entry: Mapping[str, Any]) -> tuple[str, str]:
    name = entry["username"] or f"id {entry['id']}"
    if entry["permission_type"] == "admin":
        return name, "admin, all access"
    return name, ", ".join(grouped(entry["scopes"]))


def grouped(scopes: list[str]) -> list[str]:
    """Scopes by area: ``alerts.create`` and ``alerts.read`` become ``alerts (create/read)``."""
    areas: dict[str, list[str]] = {}
    for scope in sorted(scopes):
        area, _dot, verb = scope.rpartition(".")
        if verb in _CRUD and area:
            areas.setdefault(area, []).append(verb)
        else:
            areas.setdefault(scope, [])
    return [_with_verbs(area, verbs) for area, verbs in areas.items()]


def _with_verbs(area: str, verbs: list[str]) -> str:
    if not verbs:
        return area
    return f"{area} ({'all' if len(verbs) == len(_CRUD) else '/'.join(verbs)})"


def _timeline(report: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """Bars that start today, in percent of the longest time that is shown."""
    certificates = sorted(report["certificates"], key=_days)
    longest = max(map(_days, certificates), default=0)
    days = min(max(longest, _SHORTEST_TIMELINE), _LONGEST_TIMELINE)
    names = {row["id"]: row["name"] for row in report["integrations"]}
    ticks = [(now + timedelta(days=days * part / 4)).strftime("%b %Y") for part in range(5)]
    if longest > days:
        ticks[-1] += " or later"
    return {
        "ticks": ticks,
        "bars": [
            {
                "subject": one["subject"],
                "integration": names.get(one["integration_id"], ""),
                "note": ends(one),
                "urgency": _urgency(one),
                "percent": round(100 * min(max(_days(one), 0), days) / days, 1),
            }
            for one in certificates
        ],
    }


def _days(certificate: Mapping[str, Any]) -> int:
    """The days that a certificate has left. One with unknown dates counts as 0, since nobody can rely on it."""
    return certificate["days_left"] or 0


def _urgency(certificate: Mapping[str, Any]) -> str:
    if certificate["expired"]:
        return "ended"
    left = _days(certificate)
    return "soon" if left <= _SOON else "later" if left <= _LATER else "fine"
