# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Runs every check of the sources, one after the other, and names at the end those that failed.

Run it with the Python of the lint environment. Without arguments it runs everything; else what is named.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from collection_tree import CACHE, ROOT, tree

PYTHON = f"{sys.version_info.major}.{sys.version_info.minor}"


@dataclass(frozen=True)
class Check:
    """One command; what Ansible's tools check they want to find below ansible_collections."""

    name: str
    command: tuple[str, ...]
    in_tree: bool = True


CHECKS = (
    Check("format", ("ruff", "format", "--check", "."), in_tree=False),
    Check("ruff", ("ruff", "check", "--output-format", "concise", "."), in_tree=False),
    Check("yamllint", ("yamllint", "--strict", ".")),
    Check("changelog", ("antsibull-changelog", "lint")),
    Check("docs", ("antsibull-docs", "lint-collection-docs", "--plugin-docs", ".")),
    Check("ansible-lint", ("ansible-lint", "--offline")),
    Check("sanity", ("ansible-test", "sanity", "--python", PYTHON, "--color", "no")),
)


def environment() -> dict[str, str]:
    """The tools of this environment come first; nobody's own settings count."""
    result = {name: value for name, value in os.environ.items() if not name.startswith("ANSIBLE_")}
    result["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])
    result["ANSIBLE_CONFIG"] = str(ROOT / "tools" / "ansible.cfg")
    result["ANSIBLE_COLLECTIONS_PATH"] = str(CACHE / "tree")
    if not sys.stdout.isatty():
        result["NO_COLOR"] = "1"
    return result


def passes(check: Check, collection: Path) -> bool:
    """Run one check; its output goes where ours goes."""
    print(f"--- {check.name}: {' '.join(check.command)}", flush=True)
    where = collection if check.in_tree else ROOT
    return subprocess.run(check.command, cwd=where, env=environment(), check=False).returncode == 0


def main() -> int:
    """Run the checks that the command line names."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="CHECK", help=", ".join(check.name for check in CHECKS))
    names = parser.parse_args().names
    unknown = sorted(set(names) - {check.name for check in CHECKS})
    if unknown:
        parser.error(f"no such check: {', '.join(unknown)}")

    collection = tree()
    failed = [check.name for check in CHECKS if (not names or check.name in names) and not passes(check, collection)]
    print(f"Failed: {', '.join(failed)}" if failed else "Clean.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
