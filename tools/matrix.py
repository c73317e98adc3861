# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Lists the supported versions of ansible-core, with the Pythons to test each with, and runs tests in each.

  test [VERSION ...]  sanity and all that depends on ansible-core with each version, and the libraries at their lowest
  ci                  the same with the oldest version; lint, all tests and the rest once, with the newest
  rows                the versions as JSON, for a workflow that runs each on a separate machine

Each job is a target of the Makefile, so the command shown repeats a failure. Jobs run one after another, because each
uses two cores, and some tests measure time. At the end, a table lists what ran, what failed, and what was skipped and
why. It needs only the standard library.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from make_environment import DEVELOPMENT
from pythons import find_python

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Row:
    """A supported version, and the Pythons to test it with; the first one that the machine has is used."""

    ansible_core: str
    pythons: tuple[str, ...]


# Every version that meta/runtime.yml promises.
ROWS = (
    Row("2.16", ("3.11",)),
    Row("2.17", ("3.11", "3.12")),
    Row("2.18", ("3.12", "3.13", "3.11")),
    Row("2.19", ("3.12", "3.13", "3.11")),
    Row("2.20", ("3.13", "3.12")),
    Row("2.21", ("3.13", "3.12")),
)
OLDEST, NEWEST = ROWS[0], ROWS[-1]
# Not promised: it shows early what the next version breaks.
DEVEL = Row(DEVELOPMENT, ("3.13",))


@dataclass(frozen=True)
class Job:
    """A target of the Makefile, in the environment of a row."""

    target: str
    row: Row


@dataclass(frozen=True)
class Outcome:
    """The outcome of a job, in a few words."""

    job: Job
    verdict: str
    remark: str


# The targets that depend on ansible-core, and the targets that they are part of.
PART_TARGETS = ("sanity", "test-ansible")
WHOLE_TARGETS = ("lint", "test")


def jobs_of_test(rows: Iterable[Row]) -> list[Job]:
    """The parts with every version. The libraries' lowest versions matter most with the oldest Ansible, too."""
    rows = list(rows)
    return [Job(target, row) for row in rows for target in PART_TARGETS] + [
        Job("test-floors", row) for row in rows if row == OLDEST
    ]


def jobs_of_ci() -> list[Job]:
    """What depends on ansible-core with the oldest version, everything with the newest; the longest jobs first."""
    return [
        Job("test", NEWEST),
        Job("test-ansible", OLDEST),
        Job("test-guides", NEWEST),
        Job("lint", NEWEST),
        Job("sanity", OLDEST),
        Job("importer", NEWEST),
        Job("test-floors", OLDEST),
        Job("docs", NEWEST),
    ]


def command(job: Job, python: str) -> list[str]:
    """The command for a job."""
    return ["make", "--no-print-directory", job.target, f"PYTHON={python}", f"ANSIBLE_CORE={job.row.ansible_core}"]


def run(job: Job, find: Callable[[str], str | None] = find_python) -> Outcome:
    """Run a job, if the machine has a Python for it."""
    python = next((found for version in job.row.pythons if (found := find(version))), None)
    if python is None:
        return Outcome(job, "skipped", f"no Python {' or '.join(job.row.pythons)} found")
    words = command(job, python)
    print(f"\n=== {' '.join(words)}", flush=True)
    started = time.monotonic()
    status = subprocess.run(words, cwd=ROOT, check=False).returncode
    seconds = f"{time.monotonic() - started:.0f} s"
    return Outcome(job, "failed" if status else "passed", f"{seconds} with {python}")


def table(outcomes: list[Outcome]) -> str:
    """A line for each job."""
    lines = [
        f"{one.job.row.ansible_core:<13} {one.job.target:<16} {one.verdict:<8} {one.remark}".rstrip()
        for one in outcomes
    ]
    return "\n".join([f"{'ansible-core':<13} {'make':<16} {'result':<8}".rstrip(), *lines])


def is_good(outcomes: list[Outcome]) -> bool:
    """Whether nothing failed, and anything ran at all."""
    verdicts = {one.verdict for one in outcomes}
    return "passed" in verdicts and "failed" not in verdicts


def rows_as_json() -> str:
    """The versions for a workflow's matrix, each with its first Python, because hosted machines have every Python."""
    return json.dumps(
        [
            {
                "ansible": row.ansible_core,
                "python": row.pythons[0],
                "targets": " ".join(WHOLE_TARGETS if row == NEWEST else PART_TARGETS),
                "may_fail": row == DEVEL,
            }
            for row in (*ROWS, DEVEL)
        ]
    )


def main() -> int:
    """Run the command on the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", choices=["test", "ci", "rows"])
    parser.add_argument("versions", nargs="*", metavar="VERSION", help="only these, such as 2.18 or devel")
    args = parser.parse_args()
    unknown = sorted(set(args.versions) - {row.ansible_core for row in (*ROWS, DEVEL)})
    if unknown:
        parser.error(f"not supported: {', '.join(unknown)}")
    if args.command == "rows":
        print(rows_as_json())
        return 0
    rows = [row for row in (*ROWS, DEVEL) if row.ansible_core in args.versions] or list(ROWS)
    outcomes = [run(job) for job in (jobs_of_ci() if args.command == "ci" else jobs_of_test(rows))]
    print(f"\n{table(outcomes)}")
    return 0 if is_good(outcomes) else 1


if __name__ == "__main__":
    sys.exit(main())
