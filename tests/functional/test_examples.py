# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Every example in the documentation works: each is run against the simulator, as its reader would run it."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable
from pathlib import Path

import pytest

from functional.examples.collecting import blocks_of, documents
from functional.examples.reader import Reader
from functional.examples.reading import problems_of_document
from functional.harness.running import ROOT
from simulator.thread import SimulatorThread

DOCUMENTS = [
    # Guides run the role many times, so they are tested separately from everything else.
    path if path.startswith("plugins/") else pytest.param(path, marks=pytest.mark.guide)
    for path in documents(ROOT)
    if blocks_of(path, (ROOT / path).read_text(encoding="utf-8"))
]

ReaderOf = Callable[[str], Reader]


@pytest.fixture
def reader_of(simulator: SimulatorThread, collections: Path, tmp_path: Path) -> ReaderOf:
    return lambda path: Reader(path, tmp_path, collections, simulator.control, f"SG.reader.{secrets.token_hex(16)}")


@pytest.mark.parametrize("path", DOCUMENTS)
def test_examples_of(path: str, reader_of: ReaderOf) -> None:
    problems = problems_of_document((ROOT / path).read_text(encoding="utf-8"), reader_of(path))
    assert not problems, "\n".join(problems)


@pytest.mark.parametrize(
    ("broken", "complaint"),
    [
        ("community.sendgrid.sendgrid_sso_integration: {name: Okta, colour: red}", "Unsupported parameters.*colour"),
        ("community.sendgrid.sendgrid_sso_integrations: {name: Okta}", "sendgrid_sso_integrations"),
        ("community.sendgrid.sendgrid_sso_integration: {name: '{{ nobody_says_this }}'}", "nobody_says_this"),
        ("ansible.builtin.assert: {that: false}", "Assertion failed"),
    ],
)
def test_a_task_that_does_not_work_is_reported_with_its_place(broken: str, complaint: str, reader_of: ReaderOf) -> None:
    tasks = f"- name: Fine\n  ansible.builtin.debug:\n\n- name: Broken\n  {broken}\n"
    document = f"Some tasks:\n\n```yaml\n{tasks}```\n"
    (problem,) = problems_of_document(document, reader_of("guide.md"))
    assert problem.startswith("guide.md:7")
    assert re.search(complaint, problem, re.DOTALL)


def test_a_play_that_does_not_work_is_reported_with_its_place(reader_of: ReaderOf) -> None:
    play = "- name: A play\n  hosts: localhost\n  gather_facts: false\n  roles: [community.sendgrid.nothing]\n"
    (problem,) = problems_of_document(f"```yaml\n{play}```\n", reader_of("guide.md"))
    assert problem.startswith("guide.md:2: ")
    assert "community.sendgrid.nothing" in problem


def test_a_second_run_that_finds_something_to_do_is_reported(reader_of: ReaderOf) -> None:
    module = "community.sendgrid.sendgrid_sso_integration"
    task = f"- name: Another one each time\n  {module}:\n    name: 'At {{{{ now().timestamp() }}}}'\n"
    (problem,) = problems_of_document(f"```yaml\n{task}```\n", reader_of("guide.md"))
    assert problem == "guide.md:2: a second run still finds something to do"


def test_a_command_that_breaks_its_promise_is_reported(reader_of: ReaderOf) -> None:
    command = """ansible-playbook community.sendgrid.provision -e '{"sso_integration": {"name": "Other"}}' --check"""
    document = f"The recap says `changed=0`:\n\n```shell\n{command}\n```\n"
    (problem,) = problems_of_document(document, reader_of("guide.md"))
    assert problem.startswith("guide.md:4: there is still something to do")


@pytest.mark.parametrize("entry", ["{name: community.sendgrid, version: '>=99'}", "{name: community.sendgrid, v: 1}"])
def test_a_requirement_that_cannot_be_met_is_reported(entry: str, reader_of: ReaderOf) -> None:
    (problem,) = problems_of_document(f"```yaml\ncollections:\n  - {entry}\n```\n", reader_of("guide.md"))
    assert problem.startswith("guide.md:2: ")


def test_what_is_no_example_is_reported(reader_of: ReaderOf) -> None:
    (problem,) = problems_of_document("```yaml\nwords\n```\n", reader_of("guide.md"))
    assert problem.startswith("guide.md:2: neither")
