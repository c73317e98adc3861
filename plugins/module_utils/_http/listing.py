# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""Reads a listing with an offset, whose pages follow each other as paging.py decides."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Callable

from .._core.errors import unexpected_response
from .client import Client
from .fields import rows_of
from .paging import Moved, read_once
from .paths import Path

# The largest page that /v3/teammates documents; SendGrid may send shorter ones.
PAGE_SIZE = 500
# How many times to start reading a listing that keeps moving before the task fails.
MOST_BEGINNINGS = 5


def read_rows(
    client: Client,
    where: Path,
    key: str | None,
    identity: Sequence[str],
    is_enough: Callable[[list[dict[str, Any]]], bool] = lambda rows: False,
) -> list[dict[str, Any]]:
    """Return all rows of a listing with an offset, each once, or the first pages if they are enough.

    ``key`` is where the response has the rows (None: the response is the list). ``identity`` names fields: the first
    one that a row has identifies it. A listing that moves while it is read is started again; raises
    ``unexpected_response`` if it never stays still.
    """

    def name(row: dict[str, Any]) -> str:
        found = next((str(row[field]) for field in identity if row.get(field)), None)
        if found is None:
            raise unexpected_response(
                "SendGrid's listing {} has a row without {}.".format(where.shown, " and ".join(identity)),
                "GET",
                where.shown,
            )
        return found

    def page(offset: int) -> list[dict[str, Any]]:
        return rows_of(client.get(where, {"limit": PAGE_SIZE, "offset": offset}), key, where.shown)

    for _beginning in range(MOST_BEGINNINGS):
        try:
            return read_once(page, name, is_enough)
        except Moved:
            continue
    raise unexpected_response(
        f"SendGrid's listing {where.shown} does not advance, or changed each of the {MOST_BEGINNINGS} times "
        "it was read: it proves nothing. Run the task again.",
        "GET",
        where.shown,
    )
