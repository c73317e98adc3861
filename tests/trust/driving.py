# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Runs a module's work in this process: the same options, checks and decisions, without starting Ansible.

What a module passes to ``_module.run`` is used directly, so that nothing about a module is repeated here.
"""

from __future__ import annotations

import functools
import importlib
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

from ansible.module_utils.common.arg_spec import ArgumentSpecValidator

from ansible_collections.community.sendgrid.plugins.module_utils._ansible.arguments import shared_arguments
from ansible_collections.community.sendgrid.plugins.module_utils._ansible.run import gate_from
from ansible_collections.community.sendgrid.plugins.module_utils._core.errors import SendGridError
from ansible_collections.community.sendgrid.plugins.module_utils._core.journal import Journal
from ansible_collections.community.sendgrid.plugins.module_utils._core.workers import Fixed
from ansible_collections.community.sendgrid.plugins.module_utils._http.client import Client
from ansible_collections.community.sendgrid.plugins.module_utils._http.connection import connection_from

PLUGINS = Path(__file__).resolve().parents[2] / "plugins"
PACKAGE = "ansible_collections.community.sendgrid.plugins.modules."
MODULES = sorted(path.stem for path in (PLUGINS / "modules").glob("sendgrid_*.py"))


class Clock:
    """A clock that advances only by sleeping, so that nothing really waits."""

    def __init__(self) -> None:
        self.slept = 0.0
        self._began = time.time()
        self._lock = threading.Lock()

    def now(self) -> float:
        return self._began + self.slept

    def sleep(self, seconds: float) -> None:
        assert seconds >= 0
        with self._lock:
            self.slept += seconds


@dataclass(frozen=True)
class Module:
    """What a module passes to ``run``: its arguments, its checks, its work, and its number of parallel requests."""

    arguments: Mapping[str, Any]
    prepare: Callable[..., Any]
    work: Callable[..., Any]
    workers: Callable[[Mapping[str, Any]], Any] = lambda params: Fixed(1)


@functools.cache
def module_named(name: str) -> Module:
    loaded = importlib.import_module(PACKAGE + name)
    with mock.patch.object(loaded, "run") as run:
        loaded.main()
    given = run.call_args.kwargs
    return Module(**{key: given[key] for key in ("arguments", "prepare", "work", "workers") if key in given})


@functools.cache
def _validator(name: str) -> ArgumentSpecValidator:
    return ArgumentSpecValidator({**shared_arguments(), **module_named(name).arguments})


@dataclass(frozen=True)
class Done:
    """The outcome of a run. ``error`` is None if it succeeded."""

    changed: bool
    result: dict[str, Any]
    error: SendGridError | None
    before: dict[str, Any] | None = None
    after: dict[str, Any] | None = None
    warnings: tuple[str, ...] = ()
    plan: str | None = None

    @property
    def code(self) -> str | None:
        return self.error.code if self.error else None


def run_module(name: str, options: Mapping[str, Any], check_mode: bool = False, clock: Clock | None = None) -> Done:
    """Run a module's work. Any exception that is not a clean failure is raised."""
    module = module_named(name)
    clock = clock or Clock()
    checked = _validator(name).validate(options)
    assert not checked.error_messages, checked.error_messages
    params = checked.validated_parameters
    gate = None
    journal = Journal()
    try:
        connection = connection_from(params)
        gate = gate_from(params, connection, check_mode)
        wanted = module.prepare(params, connection)
        client = Client(connection, module.workers(params), sleep=clock.sleep, clock=clock.now)
        journal = client.journal
        try:
            outcome = module.work(client, wanted, gate)
        finally:
            client.close()
    except SendGridError as error:
        return Done(journal.changed, journal.result, error, plan=gate.plan if gate else None)
    diff = outcome.before, outcome.after
    return Done(outcome.changed, outcome.result, None, *diff, tuple(outcome.warnings), gate.plan)
