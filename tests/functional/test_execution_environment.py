# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""ansible-builder accepts the collection, and the example of an execution environment."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

from functional.harness.running import ROOT

EXAMPLE = ROOT / "examples" / "execution-environment" / "execution-environment.yml"
PROJECT_REQUIREMENTS = ROOT / "examples" / "awx" / "project" / "collections" / "requirements.yml"


def ansible_builder(folder: Path, *arguments: str) -> str:
    """Run ansible-builder without any user settings; return its output."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("ANSIBLE_", "PYTHON"))}
    command = [str(Path(sys.executable).parent / "ansible-builder"), *arguments]
    done = subprocess.run(command, cwd=folder, env=kept, capture_output=True, check=False, text=True, timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_collection_says_which_libraries_it_needs(collections: Path, tmp_path: Path) -> None:
    found = yaml.safe_load(ansible_builder(tmp_path, "introspect", str(collections)))

    needed = [Requirement(line.split("#")[0]) for line in found["python"]]
    assert {one.name for one in needed} == {"cryptography", "defusedxml", "requests"}
    assert {bound.operator for one in needed for bound in one.specifier} == {">="}
    assert all("community.sendgrid" in line for line in found["python"])
    assert found["system"] == []


def test_the_example_becomes_a_context_that_installs_the_collection(tmp_path: Path) -> None:
    example = yaml.safe_load(EXAMPLE.read_text(encoding="utf-8"))
    ansible_builder(
        tmp_path, "create", "--file", str(EXAMPLE), "--context", "ctx", "--output-filename", "Containerfile"
    )

    context = tmp_path / "ctx"
    steps = (context / "Containerfile").read_text(encoding="utf-8")
    requirements = yaml.safe_load((context / "_build" / "requirements.yml").read_text(encoding="utf-8"))
    assert requirements == example["dependencies"]["galaxy"]
    assert "ansible-galaxy collection install" in steps
    assert "introspect.py introspect" in steps
    assert example["images"]["base_image"]["name"] in steps
    for package in (example["dependencies"][name]["package_pip"] for name in ("ansible_core", "ansible_runner")):
        assert package in steps


@pytest.mark.parametrize("path", [EXAMPLE, PROJECT_REQUIREMENTS], ids=lambda path: path.name)
def test_examples_allow_this_version_of_the_collection(path: Path) -> None:
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    collections = (data["dependencies"]["galaxy"] if "dependencies" in data else data)["collections"]
    version = yaml.safe_load((ROOT / "galaxy.yml").read_text(encoding="utf-8"))["version"]

    assert [one["name"] for one in collections] == ["community.sendgrid"]
    assert version in SpecifierSet(collections[0]["version"])
