# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""The one failure of a task about many people. Pure functions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .._core.errors import UNAVAILABLE, SendGridError
from .._teammate.model import Teammate
from .model import Line, named

MOST_REASONS = 10
LONGEST_NAMES = 50_000
LONGEST_REASON = 500


@dataclass(frozen=True)
class _Failed:
    email: str
    error: SendGridError
    wrote: bool


def failure_of(lines: Sequence[Line], held_back: Sequence[Teammate] = ()) -> SendGridError | None:
    """The task's own failure: the first by address, with a message about everybody who failed; None if nobody did.

    ``held_back`` are those who would have been removed if nobody had failed.
    """
    failed = [_Failed(line.email, line.error, line.wrote) for line in lines if line.error is not None]
    if not failed:
        return None
    who = "; ".join(_who_failed_why(failed))
    end = "" if who.endswith("?") else "."
    return failed[0].error.but(
        msg=f"{len(failed)} of {len(lines)} people failed: {who}{end}{_held_back(held_back)}",
        tried=True,
    )


def _held_back(held_back: Sequence[Teammate]) -> str:
    if not held_back:
        return ""
    people = "1 person was" if len(held_back) == 1 else f"{len(held_back)} people were"
    return f" So {people} not removed ({named([teammate.email for teammate in held_back])})."


def _who_failed_why(failed: list[_Failed]) -> list[str]:
    """The first people with their reasons, the others by address while the list is short enough: all are in results.

    That the server was gone is said once, and the people who were not tried after that are only counted.
    """
    untried = [line for line in failed if not line.error.tried and not line.wrote]
    tried = [line for line in failed if line not in untried] or failed[:1]
    # The server's absence was noticed with these: the first speaks for all. A lost write keeps its own message.
    alike = [line for line in tried if _was_not_reached(line.error)][1:] if untried else []
    tried = [line for line in tried if line not in alike]
    told = [f"{line.email}: {_shortened(line.error.msg)}" for line in tried[:MOST_REASONS]]
    if alike:
        told.append(f"the same for {', '.join(line.email for line in alike)}")
    others = [line.email for line in tried[MOST_REASONS:]]
    if others:
        names = ", ".join(others)
        if len(names) > LONGEST_NAMES:
            names = names[:LONGEST_NAMES].rpartition(", ")[0] + " and others"
        told.append(f"and {names}, whose failures are in results")
    untried = [line for line in untried if line not in tried]
    if untried:
        told.append(f"so {len(untried)} more people were not tried, and are in results")
    return told


def _was_not_reached(error: SendGridError) -> bool:
    return error.code == UNAVAILABLE and error.status is None and error.method == "GET"


def _shortened(sentence: str) -> str:
    sentence = sentence.rstrip(".")
    return sentence if len(sentence) <= LONGEST_REASON else sentence[:LONGEST_REASON] + "..."
