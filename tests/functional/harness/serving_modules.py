# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Starts the server that runs modules faster than a new Python for each, once per test process."""

from __future__ import annotations

import atexit
import functools
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from collection_tree import CACHE

QUICKER = Path(__file__).parent / "quicker"


@functools.cache
def quicker_modules() -> dict[str, str]:
    """The environment in which modules are not packed and compiled for each task, and common imports are loaded."""
    compiled = CACHE / "compiled"
    compiled.mkdir(parents=True, exist_ok=True)
    archives = tempfile.mkdtemp(prefix="archives-")
    atexit.register(shutil.rmtree, archives)
    own = {"PYTHONPATH": str(QUICKER), "COMPILED_SOURCES": str(compiled), "MODULE_ARCHIVES": archives}
    return own | {"MODULES_PYTHON": str(_served(own))}


def _served(own: dict[str, str]) -> Path:
    """Start the server, and return the program that Ansible uses as the modules' Python."""
    folder = tempfile.TemporaryDirectory(prefix="modules-")
    address, program = Path(folder.name, "address"), Path(folder.name, "python")
    words = [sys.executable, "-IS", str(QUICKER / "ask.py"), str(address), sys.executable]
    program.write_text(f'#!/bin/sh\nexec {shlex.join(words)} "$@"\n', encoding="utf-8")
    program.chmod(0o700)
    server = subprocess.Popen(
        [sys.executable, str(QUICKER / "serve.py"), str(address)],
        env={**os.environ, **own, "LC_ALL": "C.UTF-8"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        start_new_session=True,  # Ctrl-C must not reach it, because callers still wait for modules.
    )
    assert server.stdin
    assert server.stdout
    assert server.stdout.readline() == b"ready\n", "the server of modules did not start"
    atexit.register(folder.cleanup)
    atexit.register(server.communicate)
    return program
