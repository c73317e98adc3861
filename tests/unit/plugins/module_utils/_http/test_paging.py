# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""What another page says about a listing: rows to add, where to continue, the end, or that it moved."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.community.sendgrid.plugins.module_utils._http.paging import (
    Moved,
    Progress,
    add_new,
    advance,
    refuse_moved,
    to_check_again,
)


def page(names: str) -> list[dict[str, Any]]:
    return [{"username": name} for name in names]


def name(row: dict[str, Any]) -> str:
    return row["username"]


OVERLAPPING = Progress(offset=2, last="c", overlaps=True)
SINGLE = Progress(offset=1, last="a")


@pytest.mark.parametrize(
    ("before", "rows", "after", "new"),
    [
        pytest.param(Progress(), "", Progress(is_complete=True), "", id="an empty listing"),
        pytest.param(Progress(), "abc", OVERLAPPING, "abc", id="a first page"),
        pytest.param(
            OVERLAPPING, "c", Progress(2, "c", True, is_complete=True), "", id="the last row alone is the end"
        ),
        pytest.param(OVERLAPPING, "cd", Progress(3, "d", True), "d", id="another row behind it"),
        pytest.param(Progress(), "a", SINGLE, "a", id="a first page of one row"),
        pytest.param(SINGLE, "", Progress(1, "a", is_complete=True), "", id="nothing behind a single row"),
        pytest.param(SINGLE, "b", Progress(2, "b"), "b", id="pages of one row cannot overlap"),
        pytest.param(SINGLE, "a", Progress(2, "a", repeated=True), "", id="a single row again: look behind it"),
        pytest.param(
            Progress(2, "a", repeated=True),
            "b",
            Progress(3, "b"),
            "b",
            id="somebody had come in front of the single row",
        ),
        pytest.param(
            Progress(2, "a", repeated=True),
            "a",
            Progress(2, "a", repeated=True, is_complete=True),
            "",
            id="a single row whatever the offset",
        ),
    ],
)
def test_what_a_page_says(before: Progress, rows: str, after: Progress, new: str) -> None:
    assert advance(before, page(rows), name) == (after, page(new))


@pytest.mark.parametrize("rows", ["", "d", "de", "bc", "abc"])
def test_a_page_that_does_not_begin_with_the_last_row_shows_that_the_listing_moved(rows: str) -> None:
    with pytest.raises(Moved):
        advance(OVERLAPPING, page(rows), name)


@pytest.mark.parametrize("rows", ["c", "dc", "dd"])
def test_a_row_that_comes_again_shows_that_the_listing_moved(rows: str) -> None:
    with pytest.raises(Moved):
        add_new({"c": page("c")[0]}, page(rows), name)


@pytest.mark.parametrize(
    ("alone", "rows", "offsets"),
    [({}, 3, []), ({0: "a"}, 1, []), ({0: "a"}, 3, [0]), ({0: "a", 1: "b"}, 2, [1, 0])],
)
def test_pages_of_one_row_are_read_again(alone: dict[int, str], rows: int, offsets: list[int]) -> None:
    assert to_check_again(alone, rows) == offsets


@pytest.mark.parametrize("rows", ["", "b", "ba"])
def test_another_row_where_one_was_shows_that_the_listing_moved(rows: str) -> None:
    refuse_moved("a", page("ab"), name)
    with pytest.raises(Moved):
        refuse_moved("a", page(rows), name)
