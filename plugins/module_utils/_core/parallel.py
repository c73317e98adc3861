# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Doing one thing to many items, several at a time."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Callable, TypeVar

from .workers import Fixed, Growing

Item = TypeVar("Item")
Result = TypeVar("Result")


def in_parallel(work: Callable[[Item], Result], items: Iterable[Item], workers: Fixed | Growing) -> list[Result]:
    """The results in the order of the items. The first error is raised, and what has not begun by then never does."""
    # Imported here because most runs have one item.
    from concurrent.futures import Future, ThreadPoolExecutor
    from queue import SimpleQueue

    begun: list[Future[Result]] = []
    ended: SimpleQueue[Future[Result]] = SimpleQueue()
    under_way = 0
    with ThreadPoolExecutor(max_workers=workers.most) as pool:
        for item in items:
            while under_way >= workers.now:
                ended.get().result()
                under_way -= 1
            future = pool.submit(work, item)
            future.add_done_callback(ended.put)
            begun.append(future)
            under_way += 1
        return [future.result() for future in begun]
