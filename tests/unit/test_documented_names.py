# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Personas and failure codes are listed in several documents, and each list matches the code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from ansible_collections.community.sendgrid.plugins.module_utils._ansible.person_arguments import person_arguments
from ansible_collections.community.sendgrid.plugins.module_utils._core import errors
from ansible_collections.community.sendgrid.plugins.module_utils._teammate.scope_lists import PERSONAS

ROOT = Path(__file__).resolve().parents[2]
CODES = {value for name, value in vars(errors).items() if name.isupper()}
MODULES = sorted((ROOT / "plugins" / "modules").glob("sendgrid_*.py"))


def block(path: Path, name: str) -> Any:
    """The contents of a plugin's DOCUMENTATION or RETURN."""
    found = re.search(rf'^    {name} = r"""(.*?)"""|^{name} = r"""(.*?)"""', path.read_text("utf-8"), re.DOTALL | re.M)
    return yaml.safe_load(found.group(1) or found.group(2)) if found else {}


def options_named(name: str, where: Any) -> Iterator[dict[str, Any]]:
    """Every option with this name, at any depth."""
    if isinstance(where, dict):
        if isinstance(where.get(name), dict):
            yield where[name]
        for inner in where.values():
            yield from options_named(name, inner)


def test_personas() -> None:
    role = yaml.safe_load((ROOT / "roles" / "sso" / "meta" / "argument_specs.yml").read_text("utf-8"))
    fragment = block(ROOT / "plugins" / "doc_fragments" / "_teammate.py", "DOCUMENTATION")
    documents = [block(path, "DOCUMENTATION") for path in MODULES]
    options = [person_arguments()["persona"]]
    for document in [role, fragment, *documents]:
        options += options_named("persona", document)
    assert len(options) >= 4
    for option in options:
        assert set(option["choices"]) - {None} == set(PERSONAS)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_failure_codes(path: Path) -> None:
    told = " ".join(block(path, "RETURN")["failure"]["contains"]["code"]["description"])
    assert set(re.findall(r"V\((\w+)\)", told)) == CODES
