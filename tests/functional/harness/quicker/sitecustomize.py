# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Halves the cost of a task. Every Python that finds this file on its PYTHONPATH runs it at startup.

Ansible sends a module to Python as a zip archive of source files, so each task would compile some sixty files of
Ansible's and of ours again. Here the compiled code is cached under a hash of its source. Each run of ansible-playbook
would also make these archives again, so all runs of a test process share them: their names are those of the modules,
so a test process must use a single build of the collection. Garbage collection is off, because the processes end soon.
"""

from __future__ import annotations

import gc
import hashlib
import marshal
import os
import sys
import tempfile
import zipimport
from pathlib import Path
from typing import Any

_FOLDER = Path(os.environ["COMPILED_SOURCES"])
_ARCHIVES = os.environ["MODULE_ARCHIVES"]
_compile = zipimport._compile_source
_mkdtemp = tempfile.mkdtemp


def _compiled(path: str, source: bytes, *more: Any) -> Any:
    """Compile as `zipimport` does. Tracebacks may name the archive in which the source was first seen."""
    known = _FOLDER / hashlib.sha256(sys.version.encode() + source).hexdigest()
    try:
        return marshal.loads(known.read_bytes())
    except FileNotFoundError:
        code = _compile(path, source, *more)
        unfinished = known.with_suffix(f".{os.getpid()}")
        unfinished.write_bytes(marshal.dumps(code))
        unfinished.replace(known)
        return code


def _with_archives(*given: Any, **more: Any) -> str:
    """Make a temporary folder. In the one that Ansible makes for a run, the folder for archives is the shared one."""
    folder = _mkdtemp(*given, **more)
    if Path(folder).name.startswith("ansible-local-"):
        Path(folder, "ansiballz_cache").symlink_to(_ARCHIVES)
    return folder


zipimport._compile_source = _compiled
tempfile.mkdtemp = _with_archives
gc.disable()
# The Python that Ansible uses for localhost by default: the one it runs with.
sys.executable = os.environ.get("MODULES_PYTHON", sys.executable)
