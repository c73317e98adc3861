# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Records the result of each task, as one JSON object per line."""

from __future__ import annotations

import json
import time
from typing import Any

from ansible.plugins.callback import CallbackBase

DOCUMENTATION = r"""
name: record_tasks
type: aggregate
short_description: Write the result of each task to a file
description:
  - Writes a JSON object a line, with the task's name, when it started and ended, and its result.
options:
  path:
    description: The file to append to.
    type: path
    required: true
    env:
      - name: RECORD_TASKS_PATH
"""


class CallbackModule(CallbackBase):
    """One play, one host, one task at a time: each result belongs to the task that started last."""

    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = "aggregate"
    CALLBACK_NAME = "record_tasks"
    CALLBACK_NEEDS_ENABLED = True

    def __init__(self) -> None:
        super().__init__()
        self._started = 0.0

    def v2_playbook_on_task_start(self, task: Any, is_conditional: bool) -> None:
        self._started = time.time()

    def v2_runner_on_ok(self, result: Any) -> None:
        self._record("ok", result)

    def v2_runner_on_failed(self, result: Any, ignore_errors: bool = False) -> None:
        self._record("failed", result)

    def v2_runner_on_skipped(self, result: Any) -> None:
        self._record("skipped", result)

    def v2_runner_on_unreachable(self, result: Any) -> None:
        self._record("unreachable", result)

    def _record(self, status: str, result: Any) -> None:
        # ansible-core 2.19 gave both a public name. Before that, callbacks had only the private one.
        task = result.task if hasattr(result, "task") else result._task
        values = result.result if hasattr(result, "result") else result._result
        line = {
            "task": task.get_name(),
            "status": status,
            "started": self._started,
            "ended": time.time(),
            "result": values,
        }
        with open(self.get_option("path"), "a", encoding="utf-8") as file:
            file.write(json.dumps(line, default=str) + "\n")
