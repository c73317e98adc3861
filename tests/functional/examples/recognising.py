# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Recognizes by its shape what an example is. Anything else is an error, so that no example is silently skipped."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import Enum
from typing import Any

import yaml

from functional.examples import yaml_text
from functional.examples.collecting import Block


class Kind(Enum):
    """What an example is, which decides how it is tried."""

    TASKS = "a list of tasks"
    PLAYS = "a list of plays"
    VARIABLES = "variables of a playbook of the collection"
    REQUIREMENTS = "a requirements.yml"
    COMMANDS = "commands for a shell"
    ELSEWHERE = "for something that is not here"
    TEXT = "not for Ansible"


class Unrecognised(Exception):
    """An example cannot be tried; the message says where it is, and what is wrong with it."""


_SHELLS = {"shell", "console", "bash", "sh"}
_NOT_FOR_ANSIBLE = {"text", "hcl", "terraform", "json", "python", "xml", "ini", "csv"}
# AWX itself. The tests of examples/awx check that data against AWX's rules.
_NOT_HERE = re.compile(r"\binfra\.aap_configuration\.")
_BLOCKS = {"block", "rescue", "always"}


def kind_of(block: Block) -> Kind:
    """The kind of a block of code."""
    if block.language in _SHELLS:
        return Kind.COMMANDS
    if block.language in _NOT_FOR_ANSIBLE:
        return Kind.TEXT
    if block.language not in ("yaml", "yaml+jinja"):
        raise Unrecognised(f"{block.where}: nobody knows what to do with the language {block.language!r}")
    try:
        data = yaml_text.read(block.text)
    except yaml.YAMLError as problem:
        raise Unrecognised(f"{block.where}: this is no YAML: {' '.join(str(problem).split())}") from problem
    kinds = [kind for kind, has_shape in _SHAPES.items() if has_shape(data)]
    if not kinds:
        raise Unrecognised(
            f"{block.where}: neither {', nor '.join(kind.value for kind in _SHAPES)}: it cannot be tried"
        )
    return Kind.ELSEWHERE if _NOT_HERE.search(block.text) else kinds[0]


def _is_list_of(data: Any, has_shape: Any) -> bool:
    return isinstance(data, list) and bool(data) and all(isinstance(one, dict) and has_shape(one) for one in data)


def _is_play(entry: Mapping[str, Any]) -> bool:
    return "hosts" in entry or "import_playbook" in {key.rpartition(".")[2] for key in entry}


def _is_task(entry: Mapping[str, Any]) -> bool:
    """Whether it is a task. The documentation always uses the fully qualified names of modules."""
    return "hosts" not in entry and any(key.count(".") >= 2 or key in _BLOCKS for key in entry)


def _are_variables(data: Any) -> bool:
    return isinstance(data, dict) and bool(data) and all(key.startswith("sso_") for key in data)


def _are_requirements(data: Any) -> bool:
    return isinstance(data, dict) and bool(data) and set(data) <= {"collections", "roles"}


_SHAPES = {
    Kind.PLAYS: lambda data: _is_list_of(data, _is_play),
    Kind.TASKS: lambda data: _is_list_of(data, _is_task),
    Kind.VARIABLES: _are_variables,
    Kind.REQUIREMENTS: _are_requirements,
}
