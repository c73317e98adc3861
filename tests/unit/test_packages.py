# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""The packages of module_utils have an order: a package imports from those below it, never from one above."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

MODULE_UTILS = Path(__file__).resolve().parents[2] / "plugins" / "module_utils"
FROM_BELOW = [
    "_core",
    "_x509",
    "_http",
    "_ansible",
    "_integration",
    "_certificate",
    "_teammate",
    "_roster",
    "_module",
]


def imports() -> Iterator[tuple[str, str]]:
    """Each import between files of module_utils, as (importing, imported), such as `_http/retry`."""
    for path in sorted(MODULE_UTILS.rglob("*.py")):
        package = path.parent.name
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.ImportFrom) or not node.level:
                continue
            parts = ([package] if node.level == 1 else []) + (node.module.split(".") if node.module else [])
            for alias in node.names:
                yield f"{package}/{path.stem}", "/".join([*parts, alias.name][:2])


def test_every_file_is_in_a_package_of_the_order() -> None:
    assert {path.parent.name for path in MODULE_UTILS.rglob("*.py")} == set(FROM_BELOW)


def test_nothing_imports_from_above() -> None:
    arrows = list(imports())
    upward = [
        f"{importing} imports {imported}"
        for importing, imported in arrows
        if FROM_BELOW.index(imported.split("/")[0]) > FROM_BELOW.index(importing.split("/")[0])
    ]
    assert upward == []
    assert len(arrows) > 100


def test_no_files_import_each_other_in_a_circle() -> None:
    graph: dict[str, set[str]] = {}
    for importing, imported in imports():
        graph.setdefault(importing, set()).add(imported)
    assert list(TopologicalSorter(graph).static_order())


def test_all_imports_of_the_collection_are_relative() -> None:
    absolute = [
        str(path)
        for path in (MODULE_UTILS.parent).rglob("*.py")
        if "\nfrom ansible_collections.community.sendgrid" in path.read_text(encoding="utf-8")
    ]
    assert absolute == []
