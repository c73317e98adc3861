# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Rewrites an ordinary playbook so that each task of the collection runs in four steps."""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from typing import Any

PREFIX = "community.sendgrid."

# Check mode and a real run, then both again. A playbook's own `check_mode` would contradict that.
STEPS = {"check": True, "real": False, "check again": True, "again": False}
FIRST_STEPS = ("check", "real")

_BLOCKS = ("block", "rescue", "always")
_EXPECTABLE = {"repeatable", "foreseeable", "requests", "warnings"}


@dataclass(frozen=True)
class Expectation:
    """What a playbook expects of a task, in the task's variable `expect`.

    `repeatable`: a second run must find nothing to do. `foreseeable`: check mode must predict the outcome. `requests`:
    the number of requests in a step, or the requests themselves. `warnings`: patterns for warnings that must appear.
    """

    repeatable: bool = True
    foreseeable: bool = True
    requests: dict[str, int | list[str]] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Case:
    """One task of the collection: its name, its module, its expectation, and its steps with the name of each."""

    name: str
    module: str
    expectation: Expectation
    steps: dict[str, str]


@dataclass
class Rewritten:
    """The playbook to run, and its cases."""

    plays: list[dict[str, Any]]
    cases: list[Case] = field(default_factory=list)


def rewrite(plays: list[dict[str, Any]]) -> Rewritten:
    """Split each task of the collection into its steps, and leave everything else unchanged."""
    rewritten = Rewritten(copy.deepcopy(plays))
    for play in rewritten.plays:
        for section in ("pre_tasks", "tasks", "post_tasks", "handlers"):
            if section in play:
                play[section] = _split_all(play[section], rewritten.cases)
    return rewritten


def _split_all(tasks: list[dict[str, Any]], cases: list[Case]) -> list[dict[str, Any]]:
    split: list[dict[str, Any]] = []
    for task in tasks:
        modules = [key for key in task if key.startswith(PREFIX)]
        if modules:
            # If a repeated real run finds nothing to do, neither does check mode, so checking once per module is
            # enough.
            checked = {one.module for one in cases if "check again" in one.steps}
            case = _case(task, modules[0].removeprefix(PREFIX), len(cases) + 1, checked)
            cases.append(case)
            split += [_step(task, step, case) for step in case.steps]
        else:
            split.append({key: _split_all(value, cases) if key in _BLOCKS else value for key, value in task.items()})
    return split


def _case(task: dict[str, Any], module: str, number: int, checked: set[str]) -> Case:
    said = task.get("vars", {}).get("expect", {})
    unknown = set(said) - _EXPECTABLE | set(said.get("requests", {})) - set(STEPS)
    if unknown:
        raise ValueError(f"{task['name']}: expect knows no {', '.join(sorted(unknown))}")
    expectation = Expectation(**said)
    # Repeating an expected failure, or something that happens only once, would prove nothing.
    once = not expectation.repeatable or "failed_when" in task
    steps = FIRST_STEPS if once else tuple(step for step in STEPS if step != "check again" or module not in checked)
    return Case(task["name"], module, expectation, {step: f"{task['name']} ({number}: {step})" for step in steps})


def _step(task: dict[str, Any], step: str, case: Case) -> dict[str, Any]:
    changed = {"name": case.steps[step], "check_mode": STEPS[step], "diff": True}
    dropped = set()
    if step not in FIRST_STEPS:
        dropped.add("register")  # The playbook continues with the result of the real run.
    if step == "check" and not case.expectation.foreseeable:
        dropped.add("failed_when")
    return {key: value for key, value in (task | changed).items() if key not in dropped}
