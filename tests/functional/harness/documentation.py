# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""What a module's documentation says that it returns."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[3]
MODULES = ROOT / "plugins" / "modules"

# Any other value of "returned" is a condition.
UNCONDITIONAL = {"always", "success", "on failure"}


def all_modules() -> list[str]:
    """Every module that talks to SendGrid. The other files of the folder document action plugins."""
    return sorted(path.stem for path in MODULES.glob("sendgrid_*.py"))


@cache
def returned(module: str) -> dict[str, Any]:
    """The documented results of a module, by key."""
    tree = ast.parse((MODULES / f"{module}.py").read_text(encoding="utf-8"))
    texts = {
        node.targets[0].id: ast.literal_eval(node.value)
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id == "RETURN"
    }
    return yaml.safe_load(texts["RETURN"])


def shape_problems(value: Any, documented: dict[str, Any], where: str) -> list[str]:
    """How a value differs from its documentation: missing keys, undocumented keys, wrong types."""
    if value is None:
        return []
    if not _is_of_type(value, documented["type"]):
        return [f"{where} is {value!r}, documented as {documented['type']}"]
    if "contains" not in documented:
        return []
    items = value if isinstance(value, list) else [value]
    problems = []
    for item in items:
        problems += _key_problems(item, documented["contains"], where)
    return problems


def _key_problems(item: dict[str, Any], documented: dict[str, Any], where: str) -> list[str]:
    promised = {key for key, description in documented.items() if description["returned"] in UNCONDITIONAL}
    missing = sorted(promised - set(item))
    unknown = sorted(set(item) - set(documented))
    problems = [f"{where} lacks {key}" for key in missing] + [f"{where} has the undocumented {key}" for key in unknown]
    for key in set(item) & set(documented):
        problems += shape_problems(item[key], documented[key], f"{where}.{key}")
    return problems


def _is_of_type(value: Any, name: str) -> bool:
    kinds = {"str": str, "int": int, "float": (int, float), "bool": bool, "list": list, "dict": dict}
    return isinstance(value, kinds[name]) and not (name in ("int", "float") and isinstance(value, bool))
