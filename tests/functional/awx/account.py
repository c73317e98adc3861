# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""The SendGrid account for the example's jobs, whatever runs them."""

from __future__ import annotations

from typing import Any

from simulator.thread import SimulatorThread

KEY = "SG.key-of-the-example.not-to-be-seen-anywhere"
# The people in the example's project.
PEOPLE = ["ada@example.com", "alan@example.com", "grace@example.com"]


def account(simulator: SimulatorThread, **seed: Any) -> None:
    """Create the account again, with the key and this seed."""
    simulator.control.reset()
    simulator.control.account("acme", keys=[{"key": KEY}], **seed)


def writes(simulator: SimulatorThread) -> list[str]:
    """The writes since the last call."""
    journal = simulator.control.requests()
    simulator.control.forget_requests()
    return [f"{one['method']} {one['path']}" for one in journal if one["method"] != "GET"]
