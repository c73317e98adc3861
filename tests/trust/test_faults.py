# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Faults, systematically: every kind of run, every request of it, every fault, once and permanently.

The cases come from the journal of a run without faults, so a request that a module adds later is covered automatically.
After each case the account is checked, and the run is repeated without the fault.
"""

from __future__ import annotations

import functools
import itertools
import os
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from trust.driving import MODULES, Clock, Done
from trust.faults import FAULTS, Chosen, Fault, Impatience, Position, refused_connections, spread
from trust.judging import (
    PATIENCE,
    RETRIES,
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
from trust.world import SharedSimulator, Simulator

# Far longer than a run takes on a busy machine, and shorter than the timeouts of two requests.
_LONGEST = 60.0
_STALLS_AT_ONCE = 24

# Once, or each time that the request is sent.
TIMES: dict[str, int | None] = {"once": 1, "for good": None}

# The usual test run tries each fault at this many places of a scenario, and each fault at others, so that no request is
# left out.
_PLACES = 10**9 if "TRUST_LONG" in os.environ else 3

_COUNTED = "combinations of a module's run, a request of it and a fault"

# Other tests cover the code, and tracing it here would take nearly as long as running it.
pytestmark = pytest.mark.no_cover


def test_every_module_is_tried() -> None:
    assert {scenario.module for scenario in SCENARIOS.values()} == set(MODULES)


@pytest.mark.parametrize("fault", [name for name, fault in FAULTS.items() if not fault.stalls])
@pytest.mark.parametrize("scenario", SCENARIOS)
def test_faults(
    scenario: str,
    fault: str,
    baseline: Callable[[str], Baseline],
    simulator: Simulator,
    tried: Callable[[str, int], None],
) -> None:
    known = baseline(scenario)
    cases = _cases(known, fault)
    problems = [
        problem for case in cases for problem in _problems(Trial(simulator, "faults", known.scenario), known, *case)
    ]
    tried(_COUNTED, len(cases))
    assert not problems, "\n".join(problems)


@pytest.mark.parametrize("fault", [name for name, fault in FAULTS.items() if fault.stalls])
@pytest.mark.parametrize("module", MODULES)
def test_stalls(
    module: str,
    fault: str,
    baseline: Callable[[str], Baseline],
    simulator: Simulator,
    fresh_name: Callable[[], str],
    tried: Callable[[str, int], None],
) -> None:
    """Stalls take real time, so all those of a module happen at the same time."""
    knowns = [baseline(name) for name, scenario in SCENARIOS.items() if scenario.module == module]
    cases = [(known, *case) for known in knowns for case in _cases(known, fault)]

    shared = SharedSimulator(simulator)
    impatience = Impatience(PATIENCE, functools.partial(_await_stalls, shared))

    def problems_of(case: tuple[Baseline, Fault, Position, str]) -> list[str]:
        trial = Trial(shared, fresh_name(), case[0].scenario)
        return _problems(trial, *case, impatience.chosen)

    with impatience.at_work(), ThreadPoolExecutor(_STALLS_AT_ONCE) as pool:
        problems = [problem for found in pool.map(problems_of, cases) for problem in found]
    tried(_COUNTED, len(cases))
    assert not problems, "\n".join(problems)


def _await_stalls(simulator: SharedSimulator, key: str, stalls: int) -> None:
    """Return when this many requests have arrived and stall. If they never do, the cases' own checks report it."""
    account, until = key.removeprefix("SG."), time.monotonic() + _LONGEST
    while sum(one["fault"] is not None for one in simulator.requests(account=account)) < stalls:
        if time.monotonic() > until:
            return
        time.sleep(0.01)


def _cases(known: Baseline, fault: str) -> list[tuple[Fault, Position, str]]:
    everything = [(FAULTS[fault], position, often) for often in TIMES for position in known.positions]
    return spread(everything, _PLACES, list(FAULTS).index(fault))


def _problems(
    trial: Trial,
    known: Baseline,
    fault: Fault,
    position: Position,
    often: str,
    stalling: dict[str, Chosen] | None = None,
) -> list[str]:
    """Inject one fault, and return everything that is wrong with the outcome.

    ``stalling`` collects the requests whose responses must not be waited for.
    """
    trial.forget()
    trial.seed()
    clock = Clock()
    began = time.monotonic()
    if stalling is not None:
        stalling[trial.key] = Chosen(position, TIMES[often])
    done, fired = _run(trial, clock, fault, position, TIMES[often])
    if stalling is not None:
        del stalling[trial.key]
    seconds = time.monotonic() - began
    held = trial.holdings(known.seeded)
    found = list(problems_of_state(known, done, held))
    found += problems_of_writes(known, trial.journal)
    if done.error is None or (done.code == known.done.code and done.code not in fault.codes):
        found += problems_of_success(known, done, held)
    else:
        found += problems_of_failure(known, done, held, fault.codes)
        found += problems_of_next_run(known, trial, done)
    found += _problems_of_recovery(known, fault, position, often, done)
    found += _problems_of_patience(known, fault, position, often, fired, clock, seconds)
    return [f"{position}, {often}: {problem}" for problem in found]


def _run(trial: Trial, clock: Clock, fault: Fault, position: Position, times: int | None) -> tuple[Done, int]:
    if fault.is_refused:
        with refused_connections(position, times) as refusals:
            return trial.run(clock), refusals.fired
    trial.simulator.fault(account=trial.name, times=times, **(position.rule | dict(fault.rule)))
    done = trial.run(clock)
    return done, sum(one["fault"] is not None for one in trial.journal)


def _problems_of_recovery(known: Baseline, fault: Fault, position: Position, often: str, done: Done) -> Iterator[str]:
    """Whether the run had to succeed or to fail."""
    recovers = fault.recovers(position.method)
    if often == "for good" and not fault.endures:
        # A creation whose response is lost is looked up, and found.
        recovers = recovers and fault.works and position.method == "POST"
    if recovers and done.code != known.done.code:
        yield f"was to recover, and failed: {done.error}"
    if recovers is False and done.error is None:
        yield "was to fail, and did not"


def _problems_of_patience(
    known: Baseline, fault: Fault, position: Position, often: str, fired: int, clock: Clock, seconds: float
) -> Iterator[str]:
    """How often the request was sent, and how long that took."""
    if fired == 0:
        yield "the fault did not strike"
    tries = fault.tries(position.method, RETRIES)
    alike = sum((one.method, one.path) == (position.method, position.path) for one in known.positions)
    if often == "for good" and tries is not None and fired > tries * alike:
        yield f"was sent {fired} times, and {tries * alike} are allowed"
    if known.scenario.options.get("concurrency", 1) == 1:
        yield from problems_of_waiting(clock, tries is None, alike)
    if seconds > _LONGEST:
        yield f"took {seconds:.1f} s"


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_no_request_is_left_out(scenario: str, baseline: Callable[[str], Baseline]) -> None:
    known = baseline(scenario)
    struck = {(position, often) for fault in FAULTS for _fault, position, often in _cases(known, fault)}
    assert struck == set(itertools.product(known.positions, TIMES))


def test_the_rules_are_rules() -> None:
    """The table of faults defines what recovers: an empty or contradictory one would prove nothing."""
    assert {method for method in ("GET", "POST") for fault in FAULTS.values() if fault.recovers(method)} == {
        "GET",
        "POST",
    }
    assert all(fault.codes for fault in FAULTS.values())
