# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""Keeps a roster's result below the 700,000 characters above which AWX drops it. Pure functions.

A short result stays complete. A longer one loses what says least: first what both sides of a change have in common and
what a new or removed person does not have, then all but the first elements of lists, with one that says how many more
there are, then the ends of long texts. The diff gets the remaining room.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from .._core.errors import SendGridError
from .model import Line, summary_of

# Up to AWX's limit, this leaves room for what is not counted here: the task's own failure, options, warnings.
LONGEST_RESULT = 600_000
LONGEST_DIFF = 150_000
# The room for a diff if the results alone are long.
SHORTEST_DIFF = 20_000

# How many elements of a list, and how many characters of a text, are kept: from little loss to much.
STEPS = ((50, 500), (10, 250), (3, 120), (1, 60), (0, 20))


def fitted(lines: list[Line]) -> list[Line]:
    """The lines, cut as little as possible, so that their results, the summary and the diff fit."""
    if _fits(lines):
        return lines
    different = fitting = [_without_what_is_common(line) for line in lines]
    for items, characters in STEPS:
        if _fits(fitting):
            break
        fitting = [_cut_line(line, items, characters) for line in different]
    return fitting


def diff_of(lines: Sequence[Line]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Both sides of the diff by address, for as many people as fit; the last key says how many do not."""
    told = _size([summary_of(list(lines)), [line.as_result() for line in lines]])
    return _diff_within(lines, max(SHORTEST_DIFF, min(LONGEST_DIFF, LONGEST_RESULT - told)))


def _diff_within(lines: Sequence[Line], longest: int) -> tuple[dict[str, Any], dict[str, Any]]:
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    changed = [line for line in lines if line.before is not None]
    used = 0
    for index, line in enumerate(changed):
        used += _size([line.email, line.before, line.email, line.after])
        if used > longest:
            before["..."] = after["..."] = f"{len(changed) - index} more people, see results"
            break
        before[line.email] = line.before
        after[line.email] = line.after
    return before, after


def _fits(lines: list[Line]) -> bool:
    """Whether everything is short enough. Stops measuring once it is not."""
    size = _size([summary_of(lines), _diff_within(lines, LONGEST_DIFF)])
    for line in lines:
        size += _size(line.as_result()) + len(", ")
        if size > LONGEST_RESULT:
            return False
    return True


def _size(value: Any) -> int:
    return len(json.dumps(value))


def _without_what_is_common(line: Line) -> Line:
    """The line with each list that differs reduced to the elements that differ."""
    before, after = line.before, line.after
    if before is None or after is None:
        return line
    if not before or not after:
        return replace(line, before=_filled(before), after=_filled(after))
    return replace(
        line,
        before={key: _other_than(value, after.get(key)) for key, value in before.items()},
        after={key: _other_than(value, before.get(key)) for key, value in after.items()},
    )


def _filled(side: dict[str, Any]) -> dict[str, Any]:
    """One side for a new or removed person, without what they do not have."""
    return {key: value for key, value in side.items() if value or key in ("email", "first_name", "last_name")}


def _other_than(value: Any, other: Any) -> Any:
    if not isinstance(value, list) or not isinstance(other, list):
        return value
    known = {_name(element): element for element in other}
    return [element for element in value if known.get(_name(element)) != element]


def _name(element: Any) -> Any:
    """What identifies an element of a list: a scope's text, or the id of a subuser's entry."""
    return element.get("id") if isinstance(element, dict) else str(element)


def _cut_line(line: Line, items: int, characters: int) -> Line:
    return replace(
        line,
        before=_cut_side(line.before, items, characters),
        after=_cut_side(line.after, items, characters),
        error=_cut_error(line.error, characters) if line.error else None,
    )


def _cut_side(side: dict[str, Any] | None, items: int, characters: int) -> dict[str, Any] | None:
    # An address identifies the person, and its length is limited anyway.
    return side and {key: value if key == "email" else _cut(value, items, characters) for key, value in side.items()}


def _cut(value: Any, items: int, characters: int) -> Any:
    """A value of the same type with at most that many elements or characters, and a note that there were more."""
    if isinstance(value, str):
        return value if len(value) <= characters else value[:characters] + "..."
    if isinstance(value, dict):
        return {key: _cut(inner, items, characters) for key, inner in value.items()}
    if not isinstance(value, list):
        return value
    left = [_cut(element, items, characters) for element in value[:items]]
    return left + _remainder(value[items:])


def _remainder(elements: list[Any]) -> list[Any]:
    """An element of the same type that says how many are left out."""
    if not elements:
        return []
    text = f"... and {len(elements)} more"
    first = elements[0]
    return [dict(dict.fromkeys(first), scopes=[text]) if isinstance(first, dict) else text]


def _cut_error(error: SendGridError, characters: int) -> SendGridError:
    """The failure with short texts. The body that recreates somebody stays whole: nothing else is left of them."""
    texts = ("msg", "message", "field", "path", "hint")
    return error.but(**{name: _cut(getattr(error, name), 0, characters) for name in texts})
