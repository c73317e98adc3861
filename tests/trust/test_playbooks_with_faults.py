# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""A sample of the faults through ansible-playbook, to prove that results in this process are valid for users."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from collection_tree import install

from ansible_collections.community.sendgrid.plugins.module_utils._core.errors import SendGridError
from functional.harness.running import run_playbook
from trust.driving import Done
from trust.faults import FAULTS, Fault, Position
from trust.judging import (
    Baseline,
    Trial,
    baseline_of,
    problems_of_failure,
    problems_of_state,
    problems_of_success,
)
from trust.scenarios import SCENARIOS
from trust.world import Simulator

_CASES = 24


@pytest.fixture(scope="module")
def simulator() -> Iterator[Simulator]:
    with Simulator() as running:
        yield running


def sample(simulator: Simulator) -> Iterator[tuple[Trial, Baseline, Position, Fault]]:
    """Cases from the whole matrix, the same ones each time; every module is among them."""
    chance = random.Random(2026)
    faults = [fault for fault in FAULTS.values() if not (fault.stalls or fault.is_refused)]
    by_module: dict[str, list[str]] = {}
    for name, scenario in SCENARIOS.items():
        by_module.setdefault(scenario.module, []).append(name)
    modules = sorted(by_module)
    for number in range(_CASES):
        scenario = SCENARIOS[chance.choice(by_module[modules[number % len(modules)]])]
        trial = Trial(simulator, f"played{number}", scenario)
        yield trial, (known := baseline_of(trial)), chance.choice(known.positions), chance.choice(faults)


def task_of(trial: Trial) -> dict[str, Any]:
    return {
        "name": trial.name,
        "community.sendgrid." + trial.scenario.module: {
            **trial.scenario.options,
            "api_key": f"SG.{trial.name}",
            "base_url": trial.simulator.url,
            "retries": 2,
        },
        "check_mode": trial.scenario.check_mode,
        "ignore_errors": True,
    }


def test_faults_through_ansible_playbook(simulator: Simulator, tmp_path: Path) -> None:
    cases = list(sample(simulator))
    for trial, _known, position, fault in cases:
        trial.forget()
        trial.seed()
        simulator.fault(account=trial.name, **(position.rule | dict(fault.rule)))
    play = {"hosts": "localhost", "gather_facts": False, "tasks": [task_of(trial) for trial, *_others in cases]}
    run = run_playbook([play], tmp_path, install(), simulator.url, "SG.unused")
    results = {record.task: record.result for record in run.records}
    problems = []
    for trial, known, position, fault in cases:
        done = done_of(results[trial.name])
        held = trial.holdings(known.seeded)
        found = [*problems_of_state(known, done, held)]
        if done.error is None or fault.recovers(position.method):
            found += problems_of_success(known, done, held)
        elif done.code != known.done.code:
            found += problems_of_failure(known, done, held, fault.codes)
        problems += [f"{trial.scenario.module}, {fault.name} at {position}: {problem}" for problem in found]
    assert not problems, "\n".join(problems)
    assert "Traceback" not in run.output


def done_of(result: dict[str, Any]) -> Done:
    """Convert a task's result for the judging functions."""
    failure = result.get("failure")
    error = None
    if failure is not None:
        error = SendGridError(failure["code"], result["msg"], recreate=failure.get("recreate"))
    # Runs without a fault happen in this process, and only a whole module returns its plan.
    hidden = {"changed", "diff", "failed", "failure", "invocation", "msg", "plan", "warnings"}
    shown = {key: value for key, value in result.items() if key not in hidden and not key.startswith("_ansible")}
    return Done(result["changed"], shown, error)
