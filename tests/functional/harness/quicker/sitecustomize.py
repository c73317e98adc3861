# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Halves the cost of a task. Every Python that finds this file on its PYTHONPATH runs it at startup.

Ansible sends a module to Python as a zip archive of source files, so each task would compile some sixty files of
Ansible's and of ours again. Here the compiled code is cached under a hash of its source. Garbage collection is off,
because the processes end soon.
"""

from __future__ import annotations

import gc
import hashlib
import marshal
import os
import sys
import zipimport
from pathlib import Path
from typing import Any

_FOLDER = Path(os.environ["COMPILED_SOURCES"])
_compile = zipimport._compile_source


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


zipimport._compile_source = _compiled
gc.disable()
# The Python that Ansible uses for localhost by default: the one it runs with.
sys.executable = os.environ.get("MODULES_PYTHON", sys.executable)
