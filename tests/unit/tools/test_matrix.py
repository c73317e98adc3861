# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""What is tested with which ansible-core, and how the table at the end reports it."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from unittest import mock

import matrix
import pytest
import yaml
from matrix import NEWEST, OLDEST, ROWS, Job, Outcome, Row
from pythons import find_python, is_python

ROOT = Path(__file__).resolve().parents[3]


def outcome(verdict: str) -> Outcome:
    return Outcome(Job("test", OLDEST), verdict, "because")


def test_the_oldest_row_is_the_lowest_ansible_core_that_the_collection_declares() -> None:
    runtime = yaml.safe_load((ROOT / "meta" / "runtime.yml").read_text(encoding="utf-8"))
    assert runtime["requires_ansible"] == f">={OLDEST.ansible_core}.0"


def test_rows_ascend() -> None:
    versions = [tuple(map(int, row.ansible_core.split("."))) for row in ROWS]
    assert versions == sorted(set(versions))


def test_no_version_between_the_oldest_and_the_newest_is_left_out() -> None:
    minors = [int(row.ansible_core.removeprefix("2.")) for row in ROWS]
    assert minors == list(range(minors[0], minors[-1] + 1))


def test_every_row_has_sanity_and_what_depends_on_ansible_core() -> None:
    jobs = matrix.jobs_of_test(ROWS)
    for row in ROWS:
        assert {"sanity", "test-ansible"} <= {job.target for job in jobs if job.row == row}


@pytest.mark.parametrize(
    ("row", "targets"),
    [
        (OLDEST, {"sanity", "test-ansible", "test-floors"}),
        (NEWEST, {"lint", "test", "importer", "docs", "test-guides"}),
    ],
)
def test_continuous_integration_runs_everything_once_and_what_ansible_changes_twice(
    row: Row, targets: set[str]
) -> None:
    jobs = matrix.jobs_of_ci()
    assert {job.target for job in jobs if job.row == row} == targets
    assert len(jobs) == len(set(jobs))


def test_what_runs_ansible_itself_is_run_with_every_version() -> None:
    named = re.search(
        r"^ANSIBLE_TESTS := ((?:.*\\\n)*.*)", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert named
    parts = [ROOT / word for word in named[1].split() if word != "\\"]
    assert [part for part in parts if not part.exists()] == []
    runs_ansible = re.compile(r"run_playbook|run_ansible_module|^from ansible\.module_utils", re.MULTILINE)
    tests = [path for folder in ("unit", "trust") for path in (ROOT / "tests" / folder).rglob("test_*.py")]
    forgotten = [
        path.relative_to(ROOT)
        for path in tests
        if runs_ansible.search(path.read_text(encoding="utf-8"))
        and path != Path(__file__)
        and not any(path == part or part in path.parents for part in parts)
    ]
    assert forgotten == []


def test_every_job_is_a_target_of_the_makefile() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8").splitlines()
    targets = {job.target for job in [*matrix.jobs_of_ci(), *matrix.jobs_of_test(ROWS)]}
    targets |= {target for row in json.loads(matrix.rows_as_json()) for target in row["targets"].split()}
    assert [name for name in targets if not any(line.startswith(f"{name}:") for line in makefile)] == []


@pytest.mark.parametrize(("status", "verdict"), [(0, "passed"), (2, "failed")])
def test_a_job_is_judged_by_its_status(status: int, verdict: str) -> None:
    done = subprocess.CompletedProcess([], status)
    with mock.patch.object(subprocess, "run", return_value=done) as called:
        result = matrix.run(Job("lint", OLDEST), find=lambda version: f"/opt/python{version}")

    assert result.verdict == verdict
    assert called.call_args.args[0][-2:] == ["PYTHON=/opt/python3.11", "ANSIBLE_CORE=2.16"]


def test_a_job_without_a_python_is_skipped_and_says_why() -> None:
    assert matrix.run(Job("lint", OLDEST), find=lambda version: None).remark == "no Python 3.11 found"


@pytest.mark.parametrize(
    ("verdicts", "good"),
    [
        (["passed", "skipped"], True),
        (["passed", "failed"], False),
        (["skipped"], False),
        ([], False),
    ],
)
def test_what_failed_or_skipped_everything_is_not_good(verdicts: list[str], good: bool) -> None:
    assert matrix.is_good([outcome(verdict) for verdict in verdicts]) is good


def test_the_table_names_what_ran_and_why_not() -> None:
    last = matrix.table([outcome("passed"), outcome("skipped")]).splitlines()[-1]
    assert last.split() == ["2.16", "test", "skipped", "because"]


def test_workflows_get_every_row_and_the_next_version_that_may_fail() -> None:
    *promised, development = json.loads(matrix.rows_as_json())
    assert [row["ansible"] for row in promised] == [row.ansible_core for row in ROWS]
    assert not any(row["may_fail"] for row in promised)
    assert promised[0]["targets"] == "sanity test-ansible"
    assert promised[-1]["targets"] == "lint test"
    assert development["ansible"] == "devel"
    assert development["may_fail"]


def script(path: Path, text: str) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    path.chmod(0o755)
    return str(path)


def test_a_wrapper_around_nothing_is_no_python(tmp_path: Path) -> None:
    assert not is_python(script(tmp_path / "python3.11", "exit 127"), "3.11")
    assert not is_python(script(tmp_path / "python3.11", "echo 3.12"), "3.11")
    assert not is_python(str(tmp_path / "missing"), "3.11")
    assert is_python(script(tmp_path / "python3.11", "echo 3.11"), "3.11")


def test_a_python_of_pyenv_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path))
    assert find_python("3.11") is None
    inside = script(tmp_path / "versions" / "3.11.7" / "bin" / "python3.11", "echo 3.11")
    assert find_python("3.11") == inside
