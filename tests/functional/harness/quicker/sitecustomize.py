# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Halves what a task costs. Every Python that finds this file on its PYTHONPATH runs it when it starts.

Ansible hands a module to Python as a zip archive, in which nothing is compiled, so that each task would compile some
sixty files of Ansible's and of ours anew. Here the same code comes from a cache, found by its very source. And nobody
looks for garbage in processes that end soon.
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
    """Compile as `zipimport` does. A traceback may name the archive that the source was first found in."""
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
# What Ansible takes for the Python of localhost, unless it is told otherwise: the one that it runs with itself.
sys.executable = os.environ.get("MODULES_PYTHON", sys.executable)
