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
    """The module with the additional options of the role sso."""

    def run(self, tmp: Any = None, task_vars: Any = None) -> dict[str, Any]:
        """Run the module. After a creation that check mode only predicted, return the result of an update."""
        result = super().run(tmp, task_vars)
        before = self._templar.template(task_vars[BEFORE]) if BEFORE in (task_vars or {}) else {}
        return as_update_of(before, result) if before and not result.get("failed") else result


def as_update_of(before: dict[str, Any], creation: dict[str, Any]) -> dict[str, Any]:
    """Turn the creation that the module predicts into the update that would follow the first creation.

    It has no plan: an update's plan includes the id, which SendGrid has yet to assign.
    """
    result = {**creation, "changed": creation["integration"] != before, "plan": None}
    if "diff" in creation:
        after = creation["diff"]["after"]
        result["diff"] = {"before": {key: before[key] for key in after}, "after": after}
    return result
