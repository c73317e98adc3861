# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""An older build of the collection for comparisons: BASE is the path of a clone of the repository, at any commit."""

from __future__ import annotations

import functools
import os
import subprocess
import sys
from pathlib import Path


@functools.cache
def older_build() -> Path | None:
    """Install the older build, once for all comparisons; return its collections folder, or None if BASE is not set."""
    base = os.environ.get("BASE")
    if not base:
        return None
    command = [sys.executable, str(Path(base).resolve() / "tools" / "collection_tree.py"), "install"]
    return Path(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout.strip())
