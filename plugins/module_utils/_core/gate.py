# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""Whether a run may write what it would change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Callable

if TYPE_CHECKING:
    # Not needed to run, and Ansible compiles what is imported for every task.
    from .plan import Diff, Identity


class Gate:
    """The gate between planning and writing: nothing passes in check mode, otherwise what was approved, or everything.

    ``plan`` is the plan of what would change, once it is known. ``refused_diff`` is the diff that was not approved.
    """

    def __init__(self, base_url: str, on_behalf_of: str | None, approved: frozenset[str] | None, check_mode: bool):
        self.plan: str | None = None
        self.refused_diff: Diff | None = None
        self._account = (base_url, on_behalf_of)
        self._approved = approved
        self._check_mode = check_mode

    def lets_write(self, identity: Identity, diff: Diff, short: Callable[[], Diff] | None = None) -> bool:
        """Whether to make the change that the diff shows; raises ``refused`` if it was not approved.

        Call this just before the first write, and only if there is something to write. ``short`` makes a diff that fits
        into a result, if this one may be too long.
        """
        # Imported here, because most tasks change nothing.
        from .plan import not_approved, plan_of

        self.plan = plan_of(*self._account, identity, diff)
        if self._approved is not None and self.plan not in self._approved:
            self.refused_diff = short() if short else diff
            raise not_approved(self.plan, bool(self._approved), identity, diff)
        return not self._check_mode
