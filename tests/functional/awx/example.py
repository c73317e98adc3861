# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""The AWX example, as one dictionary of everything that it sets up."""

from __future__ import annotations

from functools import cache
from typing import Any

import yaml

from functional.harness.running import ROOT

FOLDER = ROOT / "examples" / "awx"
PROJECT = FOLDER / "project"


class Loader(yaml.SafeLoader):
    """Reads YAML as Ansible does, but templates stay text, whether marked as unsafe or not."""


Loader.add_constructor("!unsafe", Loader.construct_yaml_str)


@cache
def example() -> dict[str, list[dict[str, Any]]]:
    """The contents of all files of the example, by variable name."""
    merged: dict[str, list[dict[str, Any]]] = {}
    for path in sorted(FOLDER.glob("*.yml")):
        merged |= yaml.load(path.read_text(encoding="utf-8"), Loader)
    return merged


def named(data: dict[str, list[dict[str, Any]]], variable: str, name: str) -> dict[str, Any]:
    """The object with this name in a variable."""
    return next(one for one in data[variable] if one["name"] == name)


def survey_of(template: dict[str, Any]) -> list[dict[str, Any]]:
    """The questions that AWX asks before it launches the template."""
    return template["survey_spec"]["spec"] if template.get("survey_enabled") else []


def choices_of(question: dict[str, Any]) -> list[str]:
    """A question's choices, which AWX accepts as a list or as lines of text."""
    choices = question["choices"]
    return choices.splitlines() if isinstance(choices, str) else choices


def is_exactly(value: Any, *kinds: type) -> bool:
    """Whether a value has exactly one of these types. AWX does not accept a boolean as an integer."""
    return type(value) in kinds
