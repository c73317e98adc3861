# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Reports how much memory a module used. Python imports this file at startup if PYTHONPATH has its folder."""

from __future__ import annotations

import atexit
import os


def tell() -> None:
    """Write this process's peak memory, in KiB."""
    with open("/proc/self/status", encoding="ascii") as status:
        peak = next(line.split()[1] for line in status if line.startswith("VmHWM:"))
    with open(os.environ["MEMORY_PEAK"], "w", encoding="ascii") as file:
        file.write(peak)


if "MEMORY_PEAK" in os.environ:
    atexit.register(tell)
