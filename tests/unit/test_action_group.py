# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""All modules have the same shared options with the same documentation, so that one module_defaults serves all."""

from __future__ import annotations

import ast
import importlib
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
import yaml
from ansible.module_utils.basic import AnsibleModule

from ansible_collections.community.sendgrid.plugins.doc_fragments._sendgrid import ModuleDocFragment
from ansible_collections.community.sendgrid.plugins.module_utils._ansible.arguments import shared_arguments

MODULES = sorted((Path(__file__).resolve().parents[2] / "plugins" / "modules").glob("sendgrid_*.py"))
FRAGMENT = yaml.safe_load(ModuleDocFragment.DOCUMENTATION)
SHARED = shared_arguments()

every_module = pytest.mark.parametrize("module", MODULES, ids=lambda path: path.stem)


class _Declared(Exception):
    """Stops a module once it has declared its options."""


def argument_spec_of(module: Path) -> dict[str, Any]:
    """The argument spec that the module passes to Ansible."""
    loaded = importlib.import_module(f"ansible_collections.community.sendgrid.plugins.modules.{module.stem}")
    with mock.patch.object(AnsibleModule, "__init__", side_effect=_Declared) as declare, pytest.raises(_Declared):
        loaded.main()
    return declare.call_args.kwargs["argument_spec"]


def documentation_of(module: Path) -> dict[str, Any]:
    """The module's own documentation, without the fragments."""
    for node in ast.parse(module.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "DOCUMENTATION":
            return yaml.safe_load(ast.literal_eval(node.value))
    raise AssertionError(f"{module.stem} has no documentation")


def documented_as(option: dict[str, Any]) -> dict[str, Any]:
    """The keys of an option that are in both an argument spec and the documentation."""
    return {key: option[key] for key in ("type", "default", "choices", "required") if key in option}


@every_module
def test_a_module_takes_the_shared_options_as_they_are(module: Path) -> None:
    spec = argument_spec_of(module)
    assert {name: spec.get(name) for name in SHARED} == SHARED


@every_module
def test_a_module_documents_the_shared_options_by_the_fragment_alone(module: Path) -> None:
    documentation = documentation_of(module)
    assert "community.sendgrid._sendgrid" in documentation["extends_documentation_fragment"]
    assert SHARED.keys() & documentation.get("options", {}).keys() == set()


def test_the_fragment_documents_the_shared_options_as_they_are() -> None:
    documented = {name: documented_as(option) for name, option in FRAGMENT["options"].items()}
    assert documented == {name: documented_as(option) for name, option in SHARED.items()}
