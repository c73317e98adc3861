# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""How a listing with an offset is read so that nobody is missed: pure functions of (what was read, the next page).

SendGrid's listings have no total and no cursor (Twilio's pages "Retrieve all teammates" and "List all Subusers"), and
rows move while others come and go. So each page is asked to begin with the last row of the page before. Where it does
not, the listing has moved, and what was read proves nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Callable

Row = dict[str, Any]


class Moved(Exception):
    """The listing changed between two pages, or the server does not heed the offset."""


@dataclass(frozen=True)
class Progress:
    """How far a listing has been read.

    ``offset`` is where the next page begins, ``last`` names the last row. ``overlaps``: the next page must begin with
    that row, and it is the end of the listing if it brings nothing else. A page of a single row cannot overlap:
    ``repeated`` says that its row came again.
    """

    offset: int = 0
    last: str | None = None
    overlaps: bool = False
    repeated: bool = False
    is_complete: bool = False


def advance(before: Progress, rows: list[Row], name: Callable[[Row], str]) -> tuple[Progress, list[Row]]:
    """How far the listing has been read with one page more, and the rows which that page adds; raises ``Moved``."""
    begins_with_last = bool(rows) and before.last is not None and name(rows[0]) == before.last
    if before.overlaps and not begins_with_last:
        raise Moved
    new = rows[1:] if begins_with_last else rows
    if new:
        # A page may be shorter than asked for, down to a single row, which the next page cannot begin with and go on.
        return Progress(before.offset + max(len(rows) - 1, 1), name(new[-1]), len(rows) > 1), new
    if rows and not (before.overlaps or before.repeated):
        # One row, and it is the one before: somebody came in front of it, or it is all that there is.
        return replace(before, offset=before.offset + 1, repeated=True), []
    return replace(before, is_complete=True), []


def read_once(
    page: Callable[[int], list[Row]], name: Callable[[Row], str], is_enough: Callable[[list[Row]], bool]
) -> list[Row]:
    """All rows of a listing whose pages ``page`` gives by their offset, or those that are enough; raises ``Moved``."""
    found: dict[str, Row] = {}
    alone: dict[int, str] = {}
    progress = Progress()
    while not progress.is_complete:
        offset = progress.offset
        progress, new = advance(progress, page(offset), name)
        add_new(found, new, name)
        if new and is_enough(new):
            return list(found.values())
        if new and not progress.overlaps:
            alone[offset] = name(new[0])
    for offset in to_check_again(alone, len(found)):
        refuse_moved(alone[offset], page(offset), name)
    return list(found.values())


def add_new(found: dict[str, Row], new: list[Row], name: Callable[[Row], str]) -> None:
    """Add rows to those found; raises ``Moved`` if one of them was found before, so that every page goes on."""
    for row in new:
        if name(row) in found:
            raise Moved
        found[name(row)] = row


def to_check_again(alone: Mapping[int, str], rows: int) -> list[int]:
    """The offsets to read once more at the end of a listing, backwards: those of pages of one row, with others behind.

    Such pages have no row in common with the next one. A row that is where it was, before and after the end was
    reached, was there at that moment too, and so were all rows between.
    """
    return sorted(alone, reverse=True) if rows > 1 else []


def refuse_moved(expected: str, rows: list[Row], name: Callable[[Row], str]) -> None:
    """Raise ``Moved`` unless a page that is read again begins with the row that it had."""
    if not rows or name(rows[0]) != expected:
        raise Moved
