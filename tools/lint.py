# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Runs every check of the sources, two at a time, and lists those that failed at the end.

Run it with the Python of the lint environment. Without arguments it runs every check; otherwise only those named.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

from collection_tree import CACHE, COLLECTION, ROOT, tree
from own_programs import with_own_programs

PYTHON = f"{sys.version_info.major}.{sys.version_info.minor}"
# Environments that run at the same time must not write reports to the same tree. Nothing writes to the clean one.
TREE = f"tree-{Path(sys.prefix).name}"
CLEAN = f"{TREE}-clean"
REPOSITORY = ""


@dataclass(frozen=True)
class Check:
    """A command and where it runs: Ansible's tools expect the collection below ansible_collections."""

    name: str
    command: tuple[str, ...]
    where: str = TREE


# The longest first, so that the short ones run at the same time.
CHECKS = (
    Check("sanity", ("ansible-test", "sanity", "--python", PYTHON, "--color", "no")),
    Check("ansible-lint", ("ansible-lint", "--offline")),
    Check("docs", ("antsibull-docs", "lint-collection-docs", "--plugin-docs", ".")),
    Check("format", ("ruff", "format", "--check", "."), REPOSITORY),
    Check("ruff", ("ruff", "check", "--output-format", "concise", "."), REPOSITORY),
    Check("types", ("mypy",), REPOSITORY),
    Check("old-python", ("vermin", "--target=3.9-", "--violations", "--no-tips", "plugins")),
    Check("yamllint", ("yamllint", "--strict", ".")),
    Check("changelog", (sys.executable, str(ROOT / "tools" / "check_changelog.py"))),
    Check("reuse", ("reuse", "lint", "--lines"), CLEAN),
)


def environment() -> dict[str, str]:
    """The environment with this Python's programs first, and without anybody's Ansible settings."""
    result = with_own_programs("ANSIBLE_")
    result["ANSIBLE_CONFIG"] = str(ROOT / "tools" / "ansible.cfg")
    result["ANSIBLE_COLLECTIONS_PATH"] = str(CACHE / TREE)
    if not sys.stdout.isatty():
        result["NO_COLOR"] = "1"
    return result


def passes(check: Check) -> bool:
    """Run a check, then print all its output at once."""
    started = time.monotonic()
    done = subprocess.run(
        check.command,
        cwd=CACHE / check.where / COLLECTION if check.where else ROOT,
        env=environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    verdict = "failed" if done.returncode else "clean"
    print(f"--- {check.name}: {verdict} in {time.monotonic() - started:.0f} s\n{done.stdout}", end="", flush=True)
    return done.returncode == 0


def main() -> int:
    """Run the checks that the command line names."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="CHECK", help=", ".join(check.name for check in CHECKS))
    names = parser.parse_args().names
    unknown = sorted(set(names) - {check.name for check in CHECKS})
    if unknown:
        parser.error(f"no such check: {', '.join(unknown)}")

    wanted = [check for check in CHECKS if not names or check.name in names]
    for name in {check.where for check in wanted} - {REPOSITORY}:
        tree(name)
    print(f"Checking {', '.join(check.name for check in wanted)} ...", flush=True)
    with ThreadPoolExecutor(max_workers=2) as pool:
        running = {pool.submit(passes, check): check.name for check in wanted}
        failed = sorted(running[one] for one in as_completed(running) if not one.result())
    print(f"Failed: {', '.join(failed)}" if failed else "Clean.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
