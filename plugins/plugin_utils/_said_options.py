# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""Runs the role sso's modules with options that may be absent, so that the caller's module_defaults apply.

In YAML an option is always given, and a template that yields ``omit`` removes the default as well.
"""

from __future__ import annotations

from typing import Any

from ansible.plugins.action.normal import ActionModule as Normal

# The task's variable: options to add to those that the task names.
SAID = "__sso_said"


class SaidOptions(Normal):
    """Runs the module of the same name as usual, but adds the options in the task's variable."""

    def run(self, tmp: Any = None, task_vars: Any = None) -> dict[str, Any]:
        """Run the module."""
        said = self._templar.template(task_vars[SAID]) if SAID in (task_vars or {}) else {}
        self._task.args = {**self._task.args, **said}
        return super().run(tmp, task_vars)
