# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""What the playbook offboard says about each person, for machines and for people. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

# A persona's scopes fill a screen; the line for machines has all of them.
MOST_NAMES = 8

_OUTCOMES = {"removed": "removed", "to_remove": "would be removed", "absent": "had no access", "failed": "FAILED"}
_SIGN_INS = {"sso": "signed in through SSO", "password": "signed in with a password"}


def lines_of(results: Iterable[Mapping[str, Any]], host: str, check_mode: bool) -> list[dict[str, Any]]:
    """One line for each person. In check mode nobody is reported as removed."""
    return [_line(result, host, check_mode) for result in results]


def _line(result: Mapping[str, Any], host: str, check_mode: bool) -> dict[str, Any]:
    action = result["action"]
    return {
        "host": host,
        "check_mode": check_mode,
        "email": result["email"],
        "action": "to_remove" if check_mode and action == "removed" else action,
        "signed_in": result["signed_in"],
        "had": result["had"],
        "failure": result["failure"]["msg"] if result["failure"] else "",
    }


def sentence_of(line: Mapping[str, Any]) -> str:
    """The line for people who read the job's output."""
    said = "{}: {}".format(line["email"], _OUTCOMES[line["action"]])
    if line["failure"]:
        said += ", " + line["failure"]
    return "; ".join([said, *_before(line)]) if line["action"] in ("removed", "to_remove") else said


def _before(line: Mapping[str, Any]) -> list[str]:
    had = line["had"]
    sign_in = _SIGN_INS.get(line["signed_in"])
    invitations = had.get("pending_invitations")
    said = [sign_in, *map(access_in_words, [had, *had.get("twins", [])])]
    return [part for part in [*said, f"pending invitations: {invitations}" if invitations else None] if part]


def access_in_words(had: Mapping[str, Any]) -> str | None:
    """What somebody may do, in a few words; None if nothing."""
    if had.get("is_admin"):
        return "admin"
    if had.get("persona"):
        return f"persona {had['persona']}"
    if had.get("subuser_access"):
        return "subusers with ids " + _some([str(grant["id"]) for grant in had["subuser_access"]])
    return "scopes " + _some(had["scopes"]) if had.get("scopes") else None


def _some(names: list[str]) -> str:
    more = len(names) - MOST_NAMES
    return ", ".join(names[:MOST_NAMES]) + (f" and {more} more" if more > 0 else "")
