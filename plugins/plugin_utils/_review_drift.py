# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""How somebody differs from the roster, in words. Pure functions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_NAMED_AT_MOST = 8
_FORMS = ("is_admin", "persona", "scopes", "subuser_access")


def difference(before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    """A sentence about the two sides of a roster's result, which contain only what differs."""
    parts = [
        f"{key.replace('_', ' ')} {before[key]!r}, wanted {after.get(key)!r}"
        for key in ("first_name", "last_name")
        if key in before
    ]
    if any(key in before for key in _FORMS):
        parts.append(_access_difference(before, after))
    return "; ".join(parts) or "differs"


def in_words(groups: list[str]) -> str:
    """Groups of a directory, as a sentence names them."""
    return f"the group{'s' if len(groups) > 1 else ''} {_names(groups)}"


def _access_difference(before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    if _is_only(before, after, "scopes") and before["scopes"] and after.get("scopes"):
        return _two_lists("scopes", before["scopes"], after["scopes"])
    if _is_only(before, after, "subuser_access") and before["subuser_access"] and after.get("subuser_access"):
        changed = [one for one in before["subuser_access"] if one not in after["subuser_access"]]
        missing = [one for one in after["subuser_access"] if one not in before["subuser_access"]]
        ids = sorted({entry.get("id") or entry.get("username") for entry in changed + missing}, key=str)
        return f"other access to the subusers {_names(ids)}"
    return f"has {_form(before)}, wanted {_form(after)}"


def _is_only(before: Mapping[str, Any], after: Mapping[str, Any], key: str) -> bool:
    return {form for form in _FORMS if form in before or form in after} == {key}


def _two_lists(what: str, have: list[str], wanted: list[str]) -> str:
    extra, missing = sorted(set(have) - set(wanted)), sorted(set(wanted) - set(have))
    parts = [f"has {_names(extra)} beyond them" if extra else "", f"lacks {_names(missing)}" if missing else ""]
    return f"{what}: " + ", ".join(part for part in parts if part)


def _form(side: Mapping[str, Any]) -> str:
    """The access of one side, which lacks what both sides have in common."""
    if side.get("is_admin"):
        return "all access as an admin"
    if side.get("persona"):
        return f"the persona {side['persona']}"
    if side.get("subuser_access"):
        return f"access to {len(side['subuser_access'])} subusers"
    if side.get("scopes"):
        return f"the scopes {_names(sorted(side['scopes']))}"
    return "less than that"


def _names(names: list[Any]) -> str:
    shown = ", ".join(str(name) for name in names[:_NAMED_AT_MOST])
    return f"{shown} and {len(names) - _NAMED_AT_MOST} more" if len(names) > _NAMED_AT_MOST else shown
