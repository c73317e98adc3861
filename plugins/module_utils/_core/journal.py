# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""What a run has written, so that its result is true however the run ends."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class Journal:
    """What became of one object, or of all that a task is about.

    ``changed`` is whether SendGrid holds something else than before. The client notes each write that SendGrid
    accepted; whoever reads the object anew knows better. ``result`` is what is known of the module's result, and
    ``held`` how a diff shows what SendGrid holds after a write that went wrong (None: it went well, or nobody knows).
    """

    def __init__(self) -> None:
        self.changed = False
        self.result: dict[str, Any] = {}
        self.held: dict[str, Any] | None = None

    def wrote(self) -> None:
        """SendGrid accepted a write, or holds what one that got lost was about."""
        self.changed = True

    def read_anew(self, changed: bool, result: Mapping[str, Any], held: Mapping[str, Any] | None = None) -> None:
        """What a read after the write has shown."""
        self.changed = changed
        self.result = dict(result)
        self.held = None if held is None else dict(held)
