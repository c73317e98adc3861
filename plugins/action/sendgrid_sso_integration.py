# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

from __future__ import annotations

from typing import Any

from ..plugin_utils._said_options import SaidOptions

# The task's variable: the integration that an earlier task would have created, in check mode.
BEFORE = "__sso_before"


class ActionModule(SaidOptions):
    """What the role sso needs of its module."""

    def run(self, tmp: Any = None, task_vars: Any = None) -> dict[str, Any]:
        """Run the module."""
        result = super().run(tmp, task_vars)
        before = self._templar.template(task_vars[BEFORE]) if BEFORE in (task_vars or {}) else {}
        return as_update_of(before, result) if before and not result.get("failed") else result


def as_update_of(before: dict[str, Any], creation: dict[str, Any]) -> dict[str, Any]:
    """What the module foresees as a creation, as the update that it is after the first one.

    It has no plan: that of an update is made of the id, which only SendGrid assigns.
    """
    result = {**creation, "changed": creation["integration"] != before, "plan": None}
    if "diff" in creation:
        after = creation["diff"]["after"]
        result["diff"] = {"before": {key: before[key] for key in after}, "after": after}
    return result
