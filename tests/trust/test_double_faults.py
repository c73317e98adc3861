# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Two faults in one run: every pair of requests, or a request and its repetition, with one fault of each kind."""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from trust.driving import Clock, Done
from trust.faults import FAULTS, Fault, Position, spread
from trust.judging import (
    Baseline,
    Trial,
    problems_of_failure,
    problems_of_next_run,
    problems_of_state,
    problems_of_success,
    problems_of_waiting,
    problems_of_writes,
)
from trust.scenarios import SCENARIOS
from trust.world import Simulator

pytestmark = pytest.mark.no_cover

KINDS = [
    FAULTS[name]
    for name in (
        "429, reset ahead",
        "500, JSON",
        "500 after the work",
        "503, HTML",
        "a reset before the work",
        "a reset after the work",
        "no JSON",
        "an empty 404",
    )
]

# The usual test run tries this many pairs of each scenario.
_PAIRS = 10**9 if "TRUST_LONG" in os.environ else 20


@dataclass(frozen=True)
class Strike:
    """A fault at a request."""

    position: Position
    fault: Fault

    @property
    def recovers(self) -> bool | None:
        return self.fault.recovers(self.position.method)

    def __str__(self) -> str:
        return f"{self.fault.name} at {self.position}"


def pairs_of(positions: list[Position]) -> Iterator[tuple[Strike, Strike]]:
    """The second fault strikes a later request, or the same one when it is sent again."""
    for first, second in itertools.combinations_with_replacement(positions, 2):
        for one, other in itertools.product(KINDS, KINDS):
            yield Strike(first, one), Strike(second, other)


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_two_faults(
    scenario: str, baseline: Callable[[str], Baseline], simulator: Simulator, tried: Callable[[str, int], None]
) -> None:
    known = baseline(scenario)
    cases = spread(list(pairs_of(known.positions)), _PAIRS, list(SCENARIOS).index(scenario))
    trial = Trial(simulator, "double", known.scenario)
    problems = [problem for strikes in cases for problem in _problems(trial, known, strikes)]
    tried("combinations of a module's run, two requests of it and two faults", len(cases))
    assert not problems, "\n".join(problems)


def _problems(trial: Trial, known: Baseline, strikes: tuple[Strike, Strike]) -> list[str]:
    """Inject both faults, and return everything that is wrong with the outcome."""
    trial.forget()
    trial.seed()
    for strike in strikes:
        trial.simulator.fault(account=trial.name, **(strike.position.rule | dict(strike.fault.rule)))
    clock = Clock()
    done = trial.run(clock)
    held = trial.holdings(known.seeded)
    codes = tuple(code for strike in strikes for code in strike.fault.codes)
    found = [*problems_of_state(known, done, held), *problems_of_writes(known, trial.journal)]
    found += problems_of_waiting(clock, True, len(strikes))
    if not any(one["fault"] for one in trial.journal):
        found.append("no fault struck")
    if done.error is None or (done.code == known.done.code and done.code not in codes):
        found += problems_of_success(known, done, held)
    else:
        found += problems_of_failure(known, done, held, codes)
        found += _problems_of_recovery(known, done, strikes)
        found += problems_of_next_run(known, trial, done)
    return [f"{' and '.join(map(str, strikes))}: {problem}" for problem in found]


def _problems_of_recovery(known: Baseline, done: Done, strikes: tuple[Strike, Strike]) -> Iterator[str]:
    """A run that recovers from either fault recovers from both, except from two 500s: a read is retried after one."""
    both_500 = all(strike.fault.rule.get("status") == 500 for strike in strikes)
    if all(strike.recovers for strike in strikes) and not both_500 and done.code != known.done.code:
        yield f"was to recover, and failed: {done.error}"
