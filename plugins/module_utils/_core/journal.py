# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""What a run has written, so that its result is right even if it fails."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class Journal:
    """The writes to one object, or to everything that a task is about.

    ``changed`` is whether SendGrid's data differs from before. The client records each write that SendGrid accepts;
    reading the object back replaces that. ``result`` is the known part of the module's result. ``held`` is SendGrid's
    state after a failed write, as a diff shows it (None: the write succeeded, or the state is unknown).
    """

    def __init__(self) -> None:
        self.changed = False
        self.result: dict[str, Any] = {}
        self.held: dict[str, Any] | None = None

    def wrote(self) -> None:
        """Record that SendGrid accepted a write, or that the object of a lost write exists."""
        self.changed = True

    def read_anew(self, changed: bool, result: Mapping[str, Any], held: Mapping[str, Any] | None = None) -> None:
        """Record what a read after the write has shown."""
        self.changed = changed
        self.result = dict(result)
        self.held = None if held is None else dict(held)
