# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Finds the Pythons on this machine; it needs only the standard library.

`pythons.py 3.9` prints one with that version, and fails if there is none.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

_TELL_VERSION = "import sys; print('%d.%d' % sys.version_info[:2])"


def find_python(version: str) -> str | None:
    """A Python with this version, such as '3.11': on the PATH, or installed by pyenv."""
    return next((candidate for candidate in _candidates(version) if is_python(candidate, version)), None)


def is_python(candidate: str, version: str) -> bool:
    """Whether it runs and has this version: a program on the PATH may be a wrapper without a Python."""
    try:
        done = subprocess.run([candidate, "-c", _TELL_VERSION], capture_output=True, check=False, text=True)
    except OSError:
        return False
    return done.returncode == 0 and done.stdout.strip() == version


def _candidates(version: str) -> Iterator[str]:
    name = f"python{version}"
    yield name
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    yield from map(str, sorted(pyenv.glob(f"versions/{version}.*/bin/{name}"), reverse=True))


def main() -> int:
    """Print a Python with the version on the command line."""
    found = find_python(sys.argv[1])
    if found:
        print(found)
    return 0 if found else 1


if __name__ == "__main__":
    sys.exit(main())
