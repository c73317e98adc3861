# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Turns a list of tasks in a document into a play that runs each of them in check mode, for real, and again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from functional.examples import yaml_text
from functional.examples.collecting import Block
from functional.harness.rewriting import PREFIX

_BLOCKS = ("block", "rescue", "always")


@dataclass(frozen=True)
class Tried:
    """A task of the collection: its location, and its names in check mode, in the real run, and in the repetition."""

    where: str
    check: str
    real: str
    again: str


@dataclass(frozen=True)
class Play:
    """The play to run, and the collection's tasks in it."""

    text: str
    tried: list[Tried]


def play_of(blocks: list[Block]) -> Play:
    """Combine the tasks of several blocks into one play, in which each task is named by its location."""
    tried: list[Tried] = []
    tasks = [task for block in blocks for task in _located(yaml_text.read(block.text), block, tried)]
    play = {"name": "Examples", "hosts": "localhost", "gather_facts": False, "tasks": tasks}
    return Play(yaml_text.write([play]), tried)


def _located(tasks: list[Any], block: Block, tried: list[Tried]) -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = []
    for task in tasks:
        where = f"{block.path}:{block.line + task.line}"
        inner = {key: _located(task[key], block, tried) for key in _BLOCKS if key in task}
        named = {"name": f"{where} {task.get('name', '')}".rstrip()} | {k: v for k, v in task.items() if k != "name"}
        made += _three_times(named, where, tried) if _writes(task) else [named | inner]
    return made


def _writes(task: dict[str, Any]) -> bool:
    """Whether it is a task of the collection that may write. Tasks that only read are tried once."""
    return any(key.startswith(PREFIX) and not key.endswith("_info") for key in task)


def _three_times(task: dict[str, Any], where: str, tried: list[Tried]) -> list[dict[str, Any]]:
    one = Tried(where, *(f"{task['name']} ({step})" for step in ("in check mode", "for real", "again")))
    tried.append(one)
    # The document continues with the result of the real run.
    again = {key: value for key, value in task.items() if key != "register"}
    return [task | {"name": one.check, "check_mode": True}, task | {"name": one.real}, again | {"name": one.again}]
