# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Measures a run of examples/groups/keycloak.yml that changes nothing, with a real Keycloak and 1,000 people.

It is compared with the role with the same people listed by hand, plus the tasks that only read Keycloak. Each round
runs all of them, so that other load on the machine slows all of them. The figures are written to docs/.
"""

from __future__ import annotations

import json
import resource
import shutil
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

sys.path.extend(str(Path(__file__).resolve().parent.parent / folder) for folder in ("demo", "tests", "tools"))
from collection_tree import install
from running import ROOT, ansible_playbook, environment, stop_on_signals

from directories.administrators import ANN, HOSTILE, KeycloakDirectory
from servers import keycloak
from servers.downloads import KEYCLOAK, Missing
from simulator.client import Control
from simulator.thread import SimulatorThread

EXAMPLES, PAGE = ROOT / "examples" / "groups", ROOT / "docs" / "groups-speed.md"
COUNT, INNER, ROUNDS, LATENCY_MS = 1000, 2, 3, 20
LIMIT = 1.3
START, READS, BY_HAND, GROUPS = "nothing", "reads", "by-hand", "groups"


class Failed(Exception):
    """Something could not be measured, or is out of bounds."""


@dataclass(frozen=True)
class Cost:
    """The cost of a run: wall-clock seconds, and CPU seconds."""

    wall: float
    cpu: float


def main() -> int:
    """Measure, and report failures."""
    stop_on_signals()
    try:
        with tempfile.TemporaryDirectory() as folder, keycloak.running(Path(folder)) as server:
            measure(KeycloakDirectory(server, count=COUNT, inner=INNER), Path(folder))
    except (Failed, Missing) as problem:
        print(f"\nFAILED: {problem}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return 130
    return 0


def measure(directory: KeycloakDirectory, folder: Path) -> None:
    """Run the rounds, print and write the figures, and raise Failed if they are out of bounds."""
    teammates = [
        {"email": one.email, "first_name": one.first_name, "last_name": one.last_name}
        | ({"is_admin": True} if one == ANN else {"persona": "developer"})
        for one in directory.people()
        if one.email and one.enabled and one != HOSTILE
    ]
    playbooks(folder, teammates)
    with SimulatorThread(latency_ms=LATENCY_MS) as simulator:
        account(simulator.control, teammates)
        settings = directory.environment | {"SENDGRID_BASE_URL": simulator.url, "SENDGRID_API_KEY": "SG.groups"}
        costs = Bench(folder, environment(install(), settings)).rounds()
        writes = [one for one in simulator.control.requests("groups") if one["method"] != "GET"]
    if writes:
        raise Failed(f"a run that should change nothing sent {len(writes)} writes.")
    ratios = {kind: ratio(costs, kind) for kind in ("wall", "cpu")}
    text = page(costs, ratios)
    print(text)
    PAGE.write_text(text, encoding="utf-8")
    if ratios["wall"] > LIMIT:
        raise Failed(f"people by group take more than {LIMIT} times as long as the list and the reads.")


def account(control: Control, teammates: list[dict[str, Any]]) -> None:
    """Create an account in which everybody already has the desired access."""
    control.account("groups", keys=[{"key": "SG.groups"}], teammates=teammates)
    control.forget_requests()


def playbooks(folder: Path, teammates: list[dict[str, Any]]) -> None:
    """Write the playbooks: the example, its reads alone, the list by hand, and a play that does nothing."""
    shutil.copytree(EXAMPLES, folder, dirs_exist_ok=True)
    (example,) = yaml.safe_load((EXAMPLES / "keycloak.yml").read_text(encoding="utf-8"))
    *reads, role = example["tasks"]
    # In a list by hand, his name would be a template.
    example["vars"]["sso_roster"]["protected"].append(HOSTILE.email)
    by_hand = {"sso_roster": {**example["vars"]["sso_roster"], "teammates": teammates}}
    plays = {
        GROUPS: example,
        READS: {**example, "tasks": reads},
        BY_HAND: {**example, "vars": by_hand, "tasks": [role]},
        START: {**example, "tasks": []},
    }
    for name, play in plays.items():
        (folder / f"{name}.yml").write_text(json.dumps([play]), encoding="utf-8")


@dataclass(frozen=True)
class Bench:
    """The folder of the playbooks, and how they are run."""

    folder: Path
    environment: dict[str, str]

    def rounds(self) -> dict[str, list[Cost]]:
        costs = defaultdict(list)
        for number in range(ROUNDS):
            print(f"Round {number + 1} of {ROUNDS} ...", flush=True)
            for name in (START, READS, BY_HAND, GROUPS):
                costs[name].append(self.cost(name))
        return costs

    def cost(self, name: str) -> Cost:
        """Run a playbook; raise Failed if it fails."""
        before, started = processors(), time.perf_counter()
        status, output = ansible_playbook([str(self.folder / f"{name}.yml")], self.environment, shown=False)
        if status:
            raise Failed(f"{name}.yml ended with status {status}:\n{output[-3000:]}")
        return Cost(time.perf_counter() - started, processors() - before)


def processors() -> float:
    """CPU seconds of all child processes that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def ratio(costs: dict[str, list[Cost]], kind: str) -> float:
    """The median ratio of the rounds: the example to the list plus the reads, with only one start of Ansible."""
    columns = [[getattr(cost, kind) for cost in costs[name]] for name in (GROUPS, BY_HAND, READS, START)]
    rounds = zip(*columns, strict=True)
    return statistics.median(groups / (by_hand + reads - start) for groups, by_hand, reads, start in rounds)


def page(costs: dict[str, list[Cost]], ratios: dict[str, float]) -> str:
    def line(what: str, name: str) -> str:
        return f"| {what} | {median(one.wall for one in costs[name])} s | {median(one.cpu for one in costs[name])} s |"

    licence = (ROOT / "docs" / "roster-speed.md").read_text(encoding="utf-8").partition("-->")[0]
    return f"""{licence}-->

# How fast people by group are

Measured by `make bench-groups`: a run that changes nothing, with Keycloak {KEYCLOAK} and {COUNT} people in a group and
{INNER} groups inside it, as `examples/groups/keycloak.yml` reads them. SendGrid is simulated, and each of its answers
takes {LATENCY_MS} ms. The median of {ROUNDS} rounds, each of which runs all four.

| what | time | of processors |
|---|---|---|
{line("`keycloak.yml`: read the groups, and compare with SendGrid", GROUPS)}
{line("the role, with the same people given by hand", BY_HAND)}
{line("the reads of Keycloak alone", READS)}
{line("a play that does nothing", START)}

People by group take {ratios["wall"]:.2f} times as long as the list given by hand and the reads together (less the start
of the second playbook), and {ratios["cpu"]:.2f} times as much of the processors; at most {LIMIT} is the aim.
"""


def median(values: Iterable[float]) -> str:
    return f"{statistics.median(values):.1f}"


if __name__ == "__main__":
    sys.exit(main())
