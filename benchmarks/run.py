# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Measures the cost of the modules: how many requests a task sends, and its time relative to a bare request.

A ratio above TARGET is reported. A ratio above LIMIT, which noise cannot explain, or an unnecessary request fails.
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

sys.path.extend(str(Path(__file__).resolve().parent.parent / folder) for folder in ("demo", "tests", "tools"))
import roster
from collection_tree import install
from older_build import older_build
from running import ansible_playbook, environment, stop_on_signals

from simulator.client import Control
from simulator.thread import SimulatorThread

# How long each loop of the rounds took, by its task's name
Seconds = dict[str, list[float]]

BENCHMARKS = Path(__file__).resolve().parent
ROUNDS, REPETITIONS = 7, 20
TARGET, LIMIT = 1.25, 1.5

MODULES = {"An integration": "sendgrid_sso_integration", "A teammate": "sendgrid_sso_teammate"}
BASELINE = "Bare requests"
KINDS = {
    "integration": "sendgrid_sso_integration",
    "scopes": "sendgrid_sso_teammate, somebody with scopes",
    "restricted": "sendgrid_sso_teammate, somebody restricted to a subuser",
}
STEPS = ("no-op", "update", "creation")
# One read usually proves everything; only a second one shows whether somebody without scopes is restricted.
FEWEST = {"integration": 1, "scopes": 1, "restricted": 2}

SEED: dict[str, Any] = {
    "key_prefix": "SG.bench.",
    "subusers": [{"username": "shop"}],
    "integrations": [
        {
            "name": "Okta",
            "enabled": True,
            "signin_url": "https://example.okta.com/app/sso",
            "signout_url": "https://example.okta.com/signout",
            "entity_id": "http://www.okta.com/example",
        }
    ],
    "teammates": [
        {
            "email": "alan@example.com",
            "first_name": "Alan",
            "last_name": "Turing",
            "scopes": ["mail.send", "templates.read"],
        }
    ],
}


class Failed(Exception):
    """Something could not be measured, or is out of bounds."""


def main() -> int:
    """Measure, and report failures."""
    stop_on_signals()
    try:
        collections = install()
        measure(collections)
        roster.measure(collections)
    except (Failed, roster.Failed) as problem:
        print(f"\nFAILED: {problem}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return 130
    return 0


def measure(collections: Path) -> None:
    """Run both playbooks against a simulator, and print the figures."""
    with SimulatorThread() as simulator:
        counts = count_requests(simulator.control, collections)
        print(requests_report(counts), flush=True)
        print(f"\nNow {ROUNDS} rounds of {REPETITIONS} tasks each; this takes some minutes ...", flush=True)
        older = older_build()
        seconds: Seconds = defaultdict(list)
        before: Seconds = defaultdict(list)
        for _round in range(ROUNDS):
            time_round(simulator.control, collections, seconds)
            if older is not None:
                time_round(simulator.control, older, before)
    ratios = ratios_of(seconds)
    print(speed_report(seconds, ratios))
    if older is not None:
        print(older_report(ratios_of(before)))
    judge(counts, ratios)


def count_requests(control: Control, collections: Path) -> Counter[str]:
    """How many requests each task of requests.yml sends, by its label."""
    control.account("bench", **{**SEED, "integrations": [], "teammates": []})
    play("requests.yml", {"base_url": control.url}, collections, {})
    return Counter(entry["label"] for entry in control.requests("bench"))


def time_round(control: Control, collections: Path, seconds: Seconds) -> None:
    """Add how long each loop of speed.yml took, by its task's name."""
    control.account("bench", **SEED)
    control.forget_requests()
    with tempfile.TemporaryDirectory() as folder:
        times = Path(folder, "times")
        callback = {
            "ANSIBLE_CALLBACK_PLUGINS": str(BENCHMARKS / "callback"),
            "ANSIBLE_CALLBACKS_ENABLED": "task_times",
            "TASK_TIMES": str(times),
        }
        play("speed.yml", {"base_url": control.url, "repetitions": REPETITIONS}, collections, callback)
        lines = [json.loads(line) for line in times.read_text(encoding="utf-8").splitlines()]
    sent = Counter((entry["label"], entry["method"]) for entry in control.requests("bench"))
    expected = {(label, "GET"): REPETITIONS for label in ("uri", "integration", "teammate")}
    if sent != Counter(expected):
        raise Failed(f"these requests should have been sent: {expected}\nand these were: {dict(sent)}")
    for line in lines:
        seconds[line["task"]].append(line["seconds"])


def play(playbook: str, variables: Mapping[str, Any], collections: Path, settings: Mapping[str, str]) -> None:
    """Run a playbook; print its output only if it fails."""
    arguments = [str(BENCHMARKS / playbook), "-e", json.dumps(variables)]
    status, output = ansible_playbook(arguments, environment(collections, settings), shown=False)
    if status:
        raise Failed(f"{playbook} ended with status {status}:\n" + "\n".join(output.splitlines()[-20:]))


def ratios_of(seconds: Seconds) -> dict[str, list[float]]:
    """The time of each loop of a module, relative to the bare requests of the same round."""
    baseline = seconds[BASELINE]
    return {task: [one / other for one, other in zip(seconds[task], baseline, strict=True)] for task in MODULES}


def requests_report(counts: Mapping[str, int]) -> str:
    lines = [f"{'Requests of a task':<58}" + "".join(f"{step:>10}" for step in STEPS)]
    lines += [
        f"  {what:<56}" + "".join(f"{counts[f'{kind}:{step}']:>10}" for step in STEPS) for kind, what in KINDS.items()
    ]
    return "\n".join(lines)


def speed_report(seconds: Mapping[str, list[float]], ratios: Mapping[str, list[float]]) -> str:
    def line(what: str, task: str) -> str:
        return f"  {what:<40}{statistics.median(seconds[task]) / REPETITIONS * 1000:>6.0f} ms"

    lines = [f"\n{'Time of a task':<45}median   ratio   in the rounds", line("ansible.builtin.uri, a GET", BASELINE)]
    for task, module in MODULES.items():
        middle, lowest, highest = statistics.median(ratios[task]), min(ratios[task]), max(ratios[task])
        verdict = f"target {TARGET} {'met' if middle <= TARGET else 'missed'}"
        lines.append(f"{line(module + ', a no-op', task)}    {middle:.2f}   {lowest:.2f} to {highest:.2f}   {verdict}")
    lines.append(
        "The ratio is the median of the rounds: how much longer a loop took than the GETs of the same round.\n"
        "The simulator answers at once, so this compares what the modules themselves cost."
    )
    return "\n".join(lines)


def older_report(ratios: Mapping[str, list[float]]) -> str:
    """The same ratios for the older build, measured alternately with this one."""
    told = ", ".join(f"{module} {statistics.median(ratios[task]):.2f}" for task, module in MODULES.items())
    return f"The ratios of the older build: {told}."


def judge(counts: Mapping[str, int], ratios: Mapping[str, list[float]]) -> None:
    """Raise Failed if anything is out of bounds."""
    for kind, fewest in FEWEST.items():
        if counts[f"{kind}:no-op"] != fewest:
            raise Failed(f"{KINDS[kind]}: {counts[f'{kind}:no-op']} requests for a no-op instead of {fewest}.")
    for task, module in MODULES.items():
        if statistics.median(ratios[task]) > LIMIT:
            raise Failed(f"{module} takes more than {LIMIT} times as long as a bare request.")


if __name__ == "__main__":
    sys.exit(main())
