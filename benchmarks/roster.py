# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Measures the roster: 1,000 people who all have the desired access, with responses that take 20 ms.

It is compared with the best possible cost (a bare script that sends the same requests), and with what people do without
a roster. Figures are written to docs/, with a plot of time by the number of people.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

sys.path.extend(str(Path(__file__).resolve().parent.parent / folder) for folder in ("demo", "tests", "tools"))
from collection_tree import install
from roster_beside import Beside
from roster_figures import Far, Figures, Size, drawing, far_off, page, report
from roster_people import SUBUSERS, detail_paths, listing_requests, people
from running import ansible_playbook, environment, stop_on_signals

from simulator.client import Control
from simulator.thread import SimulatorThread

BENCHMARKS = Path(__file__).resolve().parent
DOCS = BENCHMARKS.parent / "docs"

ACCOUNT, KEY = "roster", "SG.roster"
LATENCY_MS, CONCURRENCY = 20, 8
SIZES = (10, 100, 1000)
ROUNDS = 3
# Response times, and the number of people measured with each; a distant server takes the longest.
LATENCIES_MS, FAR = (20, 100, 200), 500
SAMPLE = 50  # people for the slow ways, whose time is then scaled

# A limit whose windows end at whole seconds, because SendGrid's header has whole seconds.
LIMIT, WINDOW = 100, 9.9
WINDOW_AS_TOLD = 10

LIST, ROSTER, LOOP, BY_HAND, LIMITED = "Take the list", "A roster", "A task a person", "By hand", "Memory"
CONDITIONS = f"""{SIZES[-1]} people of all kinds, who already have the desired access. A response takes {LATENCY_MS} ms.
`concurrency` is {CONCURRENCY} unless a row says otherwise. The rate limit is {LIMIT} requests in {WINDOW_AS_TOLD} s."""


class Failed(Exception):
    """Something could not be measured, or is out of bounds."""


def main() -> int:
    """Measure, and report failures."""
    stop_on_signals()
    try:
        measure(install())
    except Failed as problem:
        print(f"\nFAILED: {problem}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return 130
    return 0


def measure(collections: Path) -> None:
    """Run everything against a simulator, print and write the figures, and raise Failed if they are out of bounds."""
    print(f"\nA roster with up to {SIZES[-1]} people; this takes some minutes ...", flush=True)
    with SimulatorThread(latency_ms=LATENCY_MS) as simulator, tempfile.TemporaryDirectory() as folder:
        figures = Bench(simulator.control, collections, Path(folder)).figures()
    print(report(figures), flush=True)
    (DOCS / "roster-speed.md").write_text(page(figures), encoding="utf-8")
    (DOCS / "roster-speed.svg").write_text(drawing(figures), encoding="utf-8")
    if far_off(figures):
        raise Failed(f"out of bounds: {', '.join(far_off(figures))}.")


@dataclass(frozen=True)
class Bench:
    """What the runs share: the simulator, the installed collection, and a folder for their files."""

    control: Control
    collections: Path
    folder: Path

    def figures(self) -> Figures:
        sizes = [self.size(count) for count in SIZES]
        slow = self.play("loop,hand", self.seed(SAMPLE))
        by_hand = sum(sum(times) for task, times in slow.items() if task.startswith(BY_HAND))
        limited, megabytes = self.limited(SIZES[-1])
        return Figures(
            conditions=CONDITIONS,
            sizes=sizes,
            loop=sum(slow[LOOP]) / SAMPLE,
            hand=by_hand / SAMPLE,
            megabytes=megabytes,
            # Passing the list happens before the first request.
            limited=limited - sizes[-1].list,
            shortest=(windows(people(SIZES[-1])) - 1) * WINDOW_AS_TOLD,
            far=[self.far(latency) for latency in LATENCIES_MS],
            beside=Beside().aims(self),
        )

    def with_collections(self, collections: Path) -> Bench:
        """The same, with another build of the collection."""
        return replace(self, collections=collections)

    def seed(self, count: int) -> list[dict[str, Any]]:
        """Create an account with this many people, and return them as entries of a roster."""
        entries = people(count)
        self.control.account(ACCOUNT, keys=[{"key": KEY}], subusers=SUBUSERS, teammates=entries)
        self.control.forget_requests()
        return entries

    def size(self, count: int) -> Size:
        """Measure this many people, and check that each run sends exactly the necessary requests."""
        entries = self.seed(count)
        seconds = self.play("list", entries, rounds=ROUNDS, concurrency=CONCURRENCY)
        self.check_requests(entries, ROUNDS)
        floor = statistics.median(self.floor(entries) for _round in range(ROUNDS))
        return Size(count, statistics.median(seconds[LIST]), statistics.median(seconds[ROSTER]), floor)

    def far(self, latency: int) -> Far:
        """Measure a roster with a fixed number of parallel requests, and with its own choice."""
        self.control.latency(latency)
        entries = self.seed(FAR)
        fixed, own = self.beyond_the_list(entries, concurrency=CONCURRENCY), self.beyond_the_list(entries)
        self.check_requests(entries, 2 * ROUNDS)
        self.control.latency(LATENCY_MS)
        return Far(latency, FAR, fixed, own)

    def beyond_the_list(self, entries: list[dict[str, Any]], **given: Any) -> float:
        """How long a roster takes, without the time to pass the list to any module."""
        seconds = self.play("list", entries, rounds=ROUNDS, **given)
        return statistics.median(seconds[ROSTER]) - statistics.median(seconds[LIST])

    def limited(self, count: int) -> tuple[float, float]:
        """How long a roster takes under a rate limit, and the module's peak memory in MB."""
        entries = self.seed(count)
        self.control.rate_limit(LIMIT, WINDOW, account=ACCOUNT)
        peak = self.folder / "peak"
        seconds = self.play("list", entries, rounds=0, memory_peak=str(peak))
        self.control.rate_limits_clear()
        return sum(seconds[LIMITED]), int(peak.read_text(encoding="ascii")) * 1024 / 1e6

    def floor(self, entries: list[dict[str, Any]]) -> float:
        """How long the bare script takes for the necessary requests."""
        return self.bare(detail_paths(entries), CONCURRENCY)

    def bare(self, paths: list[str], concurrency: int) -> float:
        """How long the bare script takes for a listing and these requests, including its start."""
        task = {"base_url": self.control.url, "api_key": KEY, "concurrency": concurrency}
        given = json.dumps(task | {"paths": paths})
        started = time.perf_counter()
        subprocess.run([sys.executable, str(BENCHMARKS / "roster_floor.py")], input=given, text=True, check=True)
        return time.perf_counter() - started

    def play(self, tags: str, entries: list[dict[str, Any]], **variables: Any) -> Mapping[str, list[float]]:
        """Run the playbook's tasks with these tags; return how long each took, by its name."""
        given, times = self.folder / "variables.json", self.folder / "times"
        own = {"base_url": self.control.url, "api_key": KEY, "people": entries, "rounds": 1}
        given.write_text(json.dumps(own | variables), encoding="utf-8")
        times.write_text("", encoding="utf-8")
        settings = {
            "ANSIBLE_CALLBACK_PLUGINS": str(BENCHMARKS / "callback"),
            "ANSIBLE_CALLBACKS_ENABLED": "task_times",
            "ANSIBLE_LIBRARY": str(BENCHMARKS / "library"),
            "ANSIBLE_PIPELINING": "true",
            "TASK_TIMES": str(times),
        }
        arguments = [str(BENCHMARKS / "roster.yml"), "--tags", tags, "-e", f"@{given}"]
        status, output = ansible_playbook(arguments, environment(self.collections, settings), shown=False)
        if status:
            raise Failed(f"roster.yml ended with status {status}:\n{output[-3000:]}")
        seconds = defaultdict(list)
        for line in map(json.loads, times.read_text(encoding="utf-8").splitlines()):
            seconds[line["task"]].append(line["seconds"])
        return seconds

    def check_requests(self, entries: list[dict[str, Any]], runs: int) -> None:
        """Raise Failed unless each run has sent exactly the necessary requests, and no write."""
        sent = Counter(f"{one['method']} {one['raw_path'].split('?')[0]}" for one in self.control.requests(ACCOUNT))
        needed = Counter({"GET /v3/teammates": listing_requests(entries) * runs})
        needed.update({f"GET {path.split('?')[0]}": runs for path in detail_paths(entries)})
        if sent != needed:
            raise Failed(f"too many requests: {dict(sent - needed)}; too few: {dict(needed - sent)}")


def windows(entries: list[dict[str, Any]]) -> int:
    """How many windows of the limit the busiest endpoint needs, which is the one for reading a person."""
    requests = sum("/subuser_access" not in path for path in detail_paths(entries))
    return -(-requests // LIMIT)


if __name__ == "__main__":
    sys.exit(main())
