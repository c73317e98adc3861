# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""Removes everything that belongs to one address: its teammates, and the pending invitations to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .._http.client import Client
from .._http.paths import Path
from . import read
from .model import Teammate
from .view import as_diff


@dataclass(frozen=True)
class Removal:
    """What is removed: several teammates if SendGrid has the address in several spellings."""

    teammates: tuple[Teammate, ...]
    invitations: tuple[Path, ...]

    def shown(self) -> dict[str, Any]:
        """The diff's ``before``: the first teammate, the others as ``twins``; empty if nothing is removed."""
        shown: dict[str, Any] = as_diff(self.teammates[0]) if self.teammates else {}
        if len(self.teammates) > 1:
            shown["twins"] = [as_diff(teammate) for teammate in self.teammates[1:]]
        if self.invitations:
            shown["pending_invitations"] = len(self.invitations)
        return shown

    def carry_out(self, client: Client) -> None:
        """Remove everything, one after the other."""
        for teammate in self.teammates:
            client.delete(read.one(teammate.username))
        for invitation in self.invitations:
            client.delete(invitation)
