# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Creates a virtual environment, and recreates it only if its inputs have changed.

Run it with the Python that the environment should have; it needs only the standard library.
"""

from __future__ import annotations

import argparse
import fcntl
import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

DEVELOPMENT = "devel"


def ansible_core_requirement(version: str) -> str:
    """What pip installs for '2.16' or '2.16.3'.

    An empty version is the newest for this Python; 'devel' is the development version; 'none' is a managed host, which
    has no Ansible.
    """
    if version == "none":
        return ""
    if version == DEVELOPMENT:
        return f"ansible-core @ https://github.com/ansible/ansible/archive/{DEVELOPMENT}.tar.gz"
    return f"ansible-core=={version}.*" if version else "ansible-core"


def fingerprint(core: str, requirements: list[Path]) -> str:
    """One hash of everything that the environment depends on."""
    parts = [sys.version, sys.base_prefix, core, *(path.read_text(encoding="utf-8") for path in requirements)]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def make(directory: Path, core: str, requirements: list[Path]) -> None:
    """Create the environment from scratch."""
    print(f"Making {directory} (this takes a minute, once) ...", file=sys.stderr)
    shutil.rmtree(directory, ignore_errors=True)
    subprocess.run([sys.executable, "-m", "venv", str(directory)], check=True)
    pip = [str(directory / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    # Most of it is never imported; the rest is compiled on import.
    pip += ["--no-compile"]
    pip += [core] if core else []
    for path in requirements:
        pip += ["-r", str(path)]
    subprocess.run(pip, check=True)


def main() -> int:
    """Create the environment that the command line describes, unless it already exists."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("directory", type=Path)
    parser.add_argument("--ansible-core", default="", help="for example 2.16; the newest if left empty; devel; none")
    parser.add_argument("-r", dest="requirements", type=Path, action="append", default=[])
    args = parser.parse_args()

    core = ansible_core_requirement(args.ansible_core)
    wanted = fingerprint(core, args.requirements)
    stamp = args.directory / ".made-from"
    args.directory.parent.mkdir(parents=True, exist_ok=True)
    with open(args.directory.parent / ".lock", "w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
            return 0
        try:
            make(args.directory, core, args.requirements)
        except subprocess.CalledProcessError:
            print(f"{args.directory} could not be made with {core or 'the libraries'}: see above.", file=sys.stderr)
            return 1
        stamp.write_text(wanted, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
