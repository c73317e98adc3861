# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Checks the changelog's fragments, and that the changelog matches what antsibull-changelog generates.

`make changelog` updates it.
"""

from __future__ import annotations

import argparse
import difflib
import subprocess
import sys
import tempfile
from pathlib import Path

from collection_tree import COLLECTION, ROOT, mirror

GENERATED = ("CHANGELOG.rst", "changelogs/changelog.yaml")
CHECKS = (["lint"], ["lint-changelog-yaml", "changelogs/changelog.yaml"])
GENERATE = ["generate", "--reload-plugins", "--refresh"]


def antsibull_changelog(collection: Path, arguments: list[str]) -> bool:
    """Run the tool, with its output in ours."""
    return subprocess.run(["antsibull-changelog", *arguments], cwd=collection, check=False).returncode == 0


def regenerated(collection: Path) -> dict[str, str]:
    """The generated files as the tool writes them now."""
    if not antsibull_changelog(collection, GENERATE):
        sys.exit("antsibull-changelog could not generate the changelog.")
    return {name: (collection / name).read_text(encoding="utf-8") for name in GENERATED}


def difference(name: str, wanted: str) -> str:
    """Why the file is stale, as a diff; empty if it is up to date."""
    present = (ROOT / name).read_text(encoding="utf-8")
    lines = difflib.unified_diff(present.splitlines(), wanted.splitlines(), name, f"{name} (generated)", lineterm="")
    return "\n".join(lines)


def main() -> int:
    """Check in a copy, so that nothing changes without --write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="bring the changelog up to date")
    write = parser.parse_args().write
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / COLLECTION
        copy.mkdir(parents=True)
        mirror(ROOT, copy)
        failed = [arguments for arguments in CHECKS if not antsibull_changelog(copy, arguments)]
        wanted = regenerated(copy)
    if write:
        for name, text in wanted.items():
            (ROOT / name).write_text(text, encoding="utf-8")
        return 1 if failed else 0
    differences = [found for name, text in wanted.items() if (found := difference(name, text))]
    if differences:
        print(*differences, "The changelog is stale: make changelog", sep="\n")
    return 1 if failed or differences else 0


if __name__ == "__main__":
    sys.exit(main())
