# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Runs a whole module in this process, as Ansible does: JSON in, JSON out, with everything that AnsibleModule does."""

from __future__ import annotations

import contextlib
import importlib
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from unittest import mock

import pytest
from ansible.module_utils import basic

from trust.driving import PACKAGE


@dataclass(frozen=True)
class Output:
    """A module's output, the same as data, and its exit status."""

    text: str
    result: dict[str, Any]
    status: int


def run_ansible_module(name: str, options: Mapping[str, Any], **internals: Any) -> Output:
    """Run a module; ``internals`` are Ansible's own settings, such as ``check_mode``, ``diff`` and ``verbosity``."""
    arguments = dict(options) | {f"_ansible_{key}": value for key, value in internals.items()}
    loaded = importlib.import_module(PACKAGE + name)
    printed = io.StringIO()
    with (
        mock.patch.object(basic, "_ANSIBLE_ARGS", json.dumps({"ANSIBLE_MODULE_ARGS": arguments}).encode()),
        # Since ansible-core 2.19, it says how the arguments were serialized.
        mock.patch.object(basic, "_ANSIBLE_PROFILE", "legacy", create=True),
        contextlib.redirect_stdout(printed),
        pytest.raises(SystemExit) as ended,
    ):
        loaded.main()
    text = printed.getvalue()
    return Output(text, json.loads(text.strip().splitlines()[-1]), ended.value.code)
