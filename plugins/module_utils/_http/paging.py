# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""How to read a listing with an offset so that nobody is missed: pure functions of (what was read, the next page).

SendGrid's listings have neither a total nor a cursor (Twilio's pages "Retrieve all teammates" and "List all Subusers"),
and rows move while others come and go. So each page is requested to begin with the last row of the page before. If it
does not, the listing has moved, and what was read proves nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Callable

Row = dict[str, Any]


class Moved(Exception):
    """The listing changed between two pages, or the server ignores the offset."""


@dataclass(frozen=True)
class Progress:
    """How far a listing has been read.

    ``offset`` is where the next page begins, and ``last`` names the last row. ``overlaps``: the next page must begin
    with that row, and if it has no other row, the listing ends. A page of a single row cannot overlap: ``repeated``
    says that its row came again.
    """

    offset: int = 0
    last: str | None = None
    overlaps: bool = False
    repeated: bool = False
    is_complete: bool = False


def advance(before: Progress, rows: list[Row], name: Callable[[Row], str]) -> tuple[Progress, list[Row]]:
    """The progress after one more page, and the rows that this page adds; raises ``Moved``."""
    begins_with_last = bool(rows) and before.last is not None and name(rows[0]) == before.last
    if before.overlaps and not begins_with_last:
        raise Moved
    new = rows[1:] if begins_with_last else rows
    if new:
        # A page may be shorter than requested. After a single row, the next page cannot begin with it and still
        # advance.
        return Progress(before.offset + max(len(rows) - 1, 1), name(new[-1]), len(rows) > 1), new
    if rows and not (before.overlaps or before.repeated):
        # The only row is the previous one: either a row was inserted before it, or the listing ends.
        return replace(before, offset=before.offset + 1, repeated=True), []
    return replace(before, is_complete=True), []


def read_once(
    page: Callable[[int], list[Row]], name: Callable[[Row], str], is_enough: Callable[[list[Row]], bool]
) -> list[Row]:
    """All rows of a listing, or the first ones that are enough; raises ``Moved``. ``page`` reads at an offset."""
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
    """Add rows to those found; raises ``Moved`` for one that was found before, so that every page makes progress."""
    for row in new:
        if name(row) in found:
            raise Moved
        found[name(row)] = row


def to_check_again(alone: Mapping[int, str], rows: int) -> list[int]:
    """The offsets to read again at the end, backwards: those of single-row pages, if there are other rows.

    Such a page has no row in common with the next one. A row that is in its place before and after the end was reached
    was there at that moment too, and so were all rows in between.
    """
    return sorted(alone, reverse=True) if rows > 1 else []


def refuse_moved(expected: str, rows: list[Row], name: Callable[[Row], str]) -> None:
    """Raise ``Moved`` unless a page that is read again still begins with the same row."""
    if not rows or name(rows[0]) != expected:
        raise Moved
