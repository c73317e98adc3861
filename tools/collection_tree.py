# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Puts the collection where Ansible's tools expect it: below a folder ansible_collections/community/sendgrid.

The collection is at the root of this repository. Each command prints the path of what it made:

  tree     a copy of the sources for ansible-test and ansible-lint
  build    a tarball
  install  the tarball, installed as a user would: a value for ANSIBLE_COLLECTIONS_PATH

Run it with the Python of an environment that has ansible-core.
"""

from __future__ import annotations

import argparse
import contextlib
import fcntl
import filecmp
import fnmatch
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent
CACHE = ROOT / ".cache"
COLLECTION = Path("ansible_collections", "community", "sendgrid")
# The tree's own repository and what tools write into the tree: not sources, and not removed when sources are copied.
KEPT_IN_TREE = {".git", ".ansible", "tests/output"}


def source_files(root: Path) -> list[Path]:
    """What git tracks, or would track after git add, relative to the root."""
    command = ["git", "-C", str(root), "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--deduplicate"]
    names = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split("\0")
    return sorted(Path(name) for name in names if name and (root / name).is_file())


def is_ignored(path: Path, patterns: list[str]) -> bool:
    """Whether `ansible-galaxy collection build` leaves the file, or a folder above it, out of the tarball."""
    levels = [path, *path.parents][:-1]
    return any(fnmatch.fnmatch(str(level), pattern) for level in levels for pattern in patterns)


def shipped_files(root: Path) -> list[Path]:
    """The sources that go into the tarball."""
    patterns = yaml.safe_load((root / "galaxy.yml").read_text(encoding="utf-8"))["build_ignore"]
    return [path for path in source_files(root) if not is_ignored(path, patterns)]


def digest(root: Path, paths: list[Path]) -> str:
    """One hash of the names and contents of the files."""
    total = hashlib.sha256()
    for path in paths:
        total.update(f"{path}\0{hashlib.sha256((root / path).read_bytes()).hexdigest()}\n".encode())
    return total.hexdigest()


def is_same(source: Path, copy: Path) -> bool:
    """Whether the copy has the contents and the mode of its source."""
    return copy.is_file() and source.stat().st_mode == copy.stat().st_mode and filecmp.cmp(source, copy, shallow=False)


def mirror(root: Path, target: Path) -> None:
    """Make the target contain exactly the sources of the root, without touching files that are already the same."""
    wanted = source_files(root)
    for path in wanted:
        copy = target / path
        if not is_same(root / path, copy):
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(root / path, copy)
    remove_others(target, set(wanted))


def remove_others(target: Path, wanted: set[Path]) -> None:
    """Remove every file below the target that is not wanted, and folders that are then empty."""
    for folder, folders, files in os.walk(target, topdown=True):
        here = Path(folder).relative_to(target)
        folders[:] = [name for name in folders if str(here / name) not in KEPT_IN_TREE]
        for name in files:
            if here / name not in wanted:
                (target / here / name).unlink()
    for folder, _folders, _files in os.walk(target, topdown=False):
        here = Path(folder).relative_to(target)
        if not KEPT_IN_TREE.intersection(str(level) for level in [here, *here.parents]) and not os.listdir(folder):
            os.rmdir(folder)


@contextlib.contextmanager
def locked(name: str) -> Iterator[None]:
    """Let only one process at a time run the block."""
    CACHE.mkdir(exist_ok=True)
    with open(CACHE / f"{name}.lock", "w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def ansible_galaxy(*arguments: str, collections: Path = CACHE / "installed") -> None:
    """Run ansible-galaxy without the user's own configuration."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("ANSIBLE_")}
    environment["ANSIBLE_CONFIG"] = str(ROOT / "tools" / "ansible.cfg")
    environment["ANSIBLE_COLLECTIONS_PATH"] = str(collections)
    environment["ANSIBLE_HOME"] = str(CACHE / "ansible-home")
    command = [sys.executable, "-m", "ansible", "galaxy", "collection", *arguments]
    subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL)


def tree(name: str = "tree") -> Path:
    """Copy the sources to where ansible-test and ansible-lint accept them, below a folder with this name."""
    target = CACHE / name / COLLECTION
    with locked(name):
        target.mkdir(parents=True, exist_ok=True)
        if not (target / ".git").exists():  # otherwise, tools find this repository, which ignores the copy
            subprocess.run(["git", "init", "--quiet", "--template=", "--initial-branch=main", str(target)], check=True)
        mirror(ROOT, target)
    return target


def build(directory: Path) -> Path:
    """Build the tarball from a copy that contains only sources."""
    source = tree()
    ansible_galaxy("build", str(source), "--output-path", str(directory), "--force")
    meta = yaml.safe_load((source / "galaxy.yml").read_text(encoding="utf-8"))
    return directory / f"{meta['namespace']}-{meta['name']}-{meta['version']}.tar.gz"


def install() -> Path:
    """Build and install the collection, unless it is already installed from exactly these sources."""
    target = CACHE / "installed"
    with locked("installed"):
        wanted = digest(ROOT, shipped_files(ROOT))
        stamp = target / ".made-from"
        if not stamp.exists() or stamp.read_text(encoding="utf-8") != wanted:
            fresh = CACHE / "installed.new"
            shutil.rmtree(fresh, ignore_errors=True)
            tarball = build(CACHE / "tarball")
            ansible_galaxy("install", str(tarball), "--offline", "--force", "-p", str(fresh), collections=fresh)
            (fresh / ".made-from").write_text(wanted, encoding="utf-8")
            shutil.rmtree(target, ignore_errors=True)
            fresh.rename(target)
    return target


def main() -> int:
    """Run the command on the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", choices=["tree", "build", "install"])
    parser.add_argument("--output", type=Path, default=ROOT / "dist", help="where the tarball goes")
    args = parser.parse_args()
    try:
        print({"tree": tree, "build": lambda: build(args.output), "install": install}[args.command]())
    except subprocess.CalledProcessError as error:
        print(f"{' '.join(error.cmd)}\n{error.stderr or ''}".strip(), file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
