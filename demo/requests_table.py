# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""The requests in the simulator's journal: counted, and as a table."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def count(journal: Iterable[Mapping[str, Any]]) -> Counter[str]:
    """How often each request was sent: method and path, without the ids, which differ each time."""
    return Counter(f"{entry['method']:<5} {_UUID.sub('{id}', entry['path'])}" for entry in journal)


def writes(requests: Counter[str]) -> Counter[str]:
    """The requests that are not reads."""
    return Counter({request: times for request, times in requests.items() if not request.startswith("GET ")})


def table(runs: Mapping[str, Counter[str]]) -> str:
    """One line per request, with the writes first; one column per run; totals at the end."""
    every: Counter[str] = sum(runs.values(), Counter())
    sent = sorted(every, key=lambda request: (request.startswith("GET "), request[6:]))
    width = max(len(request) for request in every)
    head = _line("", list(runs), runs, width)
    body = [_line(request, [run[request] or "." for run in runs.values()], runs, width) for request in sent]
    sums = [
        _line("Writes", [writes(run).total() for run in runs.values()], runs, width),
        _line("All", [run.total() for run in runs.values()], runs, width),
    ]
    rule = "-" * len(head)
    return "\n".join([head, rule, *body, rule, *sums])


def _line(label: str, cells: Iterable[object], headings: Iterable[str], width: int) -> str:
    return f"{label:<{width}}" + "".join(
        f"{cell:>{len(heading) + 3}}" for cell, heading in zip(cells, headings, strict=True)
    )
