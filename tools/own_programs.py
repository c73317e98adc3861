# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""The environment in which tools run the programs of their own virtual environment."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def with_own_programs(*foreign: str) -> dict[str, str]:
    """The caller's environment, with this Python's programs first, and without variables that have these prefixes."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(foreign)}
    return kept | {"PATH": path_with_own_programs()}


def path_with_own_programs() -> str:
    """The caller's PATH, with this Python's programs first."""
    return os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])
