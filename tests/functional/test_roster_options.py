# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""A roster's entry has exactly the options with which the teammate module describes a person, and documents them."""

from __future__ import annotations

import ast
import importlib
import re
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml

from ansible_collections.community.sendgrid.plugins.doc_fragments._teammate import ModuleDocFragment
from ansible_collections.community.sendgrid.plugins.module_utils._ansible.person_arguments import person_arguments

MODULES = "ansible_collections.community.sendgrid.plugins.modules."

# Options of the teammate module that are about the task, not about the person.
OF_THE_TASK = {"approved_plans", "manage_password_teammate", "state"}


def arguments_of(name: str, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """A module's own options, without those that all modules share."""
    module = importlib.import_module(MODULES + name)
    declared: dict[str, Any] = {}
    monkeypatch.setattr(module, "run", lambda arguments, **others: declared.update(arguments))
    module.main()
    return declared


def documented_options(name: str) -> dict[str, Any]:
    module: ModuleType = importlib.import_module(MODULES + name)
    tree = ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))
    texts = [
        ast.literal_eval(node.value)
        for node in tree.body
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and node.targets[0].id == "DOCUMENTATION"
    ]
    return yaml.safe_load(texts[0])["options"]


def test_an_entry_has_the_options_of_the_teammate_module(monkeypatch: pytest.MonkeyPatch) -> None:
    declared = arguments_of("sendgrid_sso_teammate", monkeypatch)
    assert set(declared) >= OF_THE_TASK
    assert {name: option for name, option in declared.items() if name not in OF_THE_TASK} == person_arguments()


def test_the_list_itself_is_declared_without_suboptions(monkeypatch: pytest.MonkeyPatch) -> None:
    declared = arguments_of("sendgrid_sso_roster", monkeypatch)["teammates"]
    assert declared == {"type": "list", "elements": "raw", "required": True}


def test_entries_are_documented_in_the_words_of_the_teammate_module() -> None:
    of_entries = documented_options("sendgrid_sso_roster")["teammates"]["suboptions"]
    of_a_person = yaml.safe_load(ModuleDocFragment.DOCUMENTATION)["options"]
    assert plain(of_entries) == plain(of_a_person)


def plain(documentation: Any) -> Any:
    """Documentation without what must differ: options of an entry are named with the list that contains them."""
    if isinstance(documentation, dict):
        return {name: plain(value) for name, value in documentation.items()}
    if isinstance(documentation, list):
        return [plain(value) for value in documentation]
    return re.sub(r"\bO\(teammates\[\]\.", "O(", documentation) if isinstance(documentation, str) else documentation
