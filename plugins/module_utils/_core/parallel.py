# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Does one thing to many items, several at a time."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from typing import Any, Callable, Generic, TypeVar

from .growth import Growing
from .workers import Fixed

Item = TypeVar("Item")
Result = TypeVar("Result")


def in_parallel(work: Callable[[Item], Result], items: Iterable[Item], workers: Fixed | Growing) -> list[Result]:
    """Return the results in the order of the items. If one fails, its error is raised and no further one starts."""
    return _Crew(work, list(items), workers).results()


class _Crew(Generic[Item, Result]):
    """Workers that each take the next item themselves, so that none waits for another thread to assign it.

    A worker that takes an item starts further workers if more are allowed. If there are too many, it ends instead.
    """

    def __init__(self, work: Callable[[Item], Result], items: Sequence[Item], workers: Fixed | Growing) -> None:
        self._work = work
        self._items = items
        self._workers = workers
        self._done: dict[int, Result] = {}
        self._begun = 0
        self._running = 0
        self._stopped = False
        self._lock = threading.Lock()
        self._shifts: list[Any] = []

    def results(self) -> list[Result]:
        """Work until everything is done or something fails."""
        # Imported here because most runs have one item.
        from concurrent.futures import ThreadPoolExecutor

        with ThreadPoolExecutor(max_workers=self._workers.most) as self._pool:
            try:
                with self._lock:
                    self._start_workers()
                # A worker adds the shifts that it starts before it ends, so this loop reaches all of them.
                for shift in self._shifts:
                    shift.result()
            finally:
                self._stopped = True
        return [self._done[index] for index in range(len(self._items))]

    def _start_workers(self) -> None:
        left = len(self._items) - self._begun
        for _worker in range(min(self._workers.now - self._running, left)):
            self._running += 1
            self._shifts.append(self._pool.submit(self._shift))

    def _shift(self) -> None:
        try:
            index = self._next()
            while index is not None:
                self._done[index] = self._work(self._items[index])
                index = self._next()
        except BaseException:
            self._stopped = True
            raise

    def _next(self) -> int | None:
        """Return the index of the next item, or None if this worker is not needed any more."""
        with self._lock:
            if self._stopped or self._begun == len(self._items) or self._running > self._workers.now:
                self._running -= 1
                return None
            self._begun += 1
            self._start_workers()
            return self._begun - 1
