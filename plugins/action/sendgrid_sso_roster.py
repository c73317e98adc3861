# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

from __future__ import annotations

from typing import Any

from ansible.utils.display import Display

from ..plugin_utils._said_options import SaidOptions

# With this many people, a task may be silent for longer than a person who watches it expects.
_MANY = 100


class ActionModule(SaidOptions):
    """The module with the additional options of the role sso, and a message before a long run."""

    def run(self, tmp: Any = None, task_vars: Any = None) -> dict[str, Any]:
        """Run the module, which can show nothing while it runs."""
        people = self._task.args.get("teammates")
        if isinstance(people, (list, tuple)) and len(people) >= _MANY:
            Display().v(
                f"The roster has {len(people)} people. This task shows nothing before it ends. If SendGrid limits its "
                "requests, it waits, and says at the end for how long."
            )
        return super().run(tmp, task_vars)
