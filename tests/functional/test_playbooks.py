# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Every playbook runs against the simulator, and each task of the collection in it keeps the modules' promises."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Any

import pytest
import yaml

from functional.harness.documentation import all_modules
from functional.harness.rewriting import Case, rewrite
from functional.harness.running import FUNCTIONAL, Record, Run, run_playbook
from functional.harness.verdicts import Step, printed_warning_problems, problems_of, secret_problems
from simulator.thread import SimulatorThread

PLAYBOOKS = sorted((FUNCTIONAL / "playbooks").glob("*.yml"), key=lambda path: -path.stat().st_size)
# Only the module decides what happens in these playbooks, not Ansible, so one ansible-core is enough.
DECIDED_BY_MODULES = {
    "sendgrid_sso_certificate_dates",
    "sendgrid_sso_certificate_invalid",
    "sendgrid_sso_integration_answers",
    "sendgrid_sso_integration_identity",
    "sendgrid_sso_integration_lockout",
    "sendgrid_sso_integration_retries",
    "sendgrid_sso_roster_faults",
    "sendgrid_sso_roster_refusals",
    "sendgrid_sso_teammate_lookup",
    "sendgrid_sso_teammate_owner_and_invitations",
    "sendgrid_sso_teammate_password",
    "sendgrid_sso_teammate_personas",
    "sendgrid_sso_teammate_proof",
    "sendgrid_sso_teammate_retries",
    "sendgrid_sso_teammate_scopes",
    "sendgrid_sso_teammate_subusers",
}


@pytest.mark.parametrize("module", all_modules())
def test_every_module_has_a_playbook(module: str) -> None:
    assert any(path.stem.startswith(module) for path in PLAYBOOKS)


@pytest.mark.parametrize("module", all_modules())
def test_every_module_has_a_playbook_for_every_ansible_core(module: str) -> None:
    assert module not in DECIDED_BY_MODULES
    assert {path.stem for path in PLAYBOOKS} > DECIDED_BY_MODULES


@pytest.mark.parametrize(
    "playbook",
    [
        pytest.param(path, marks=[pytest.mark.once] if path.stem in DECIDED_BY_MODULES else [], id=path.stem)
        for path in PLAYBOOKS
    ],
)
def test_playbook(playbook: Path, simulator: SimulatorThread, collections: Path, tmp_path: Path) -> None:
    plays = yaml.safe_load(playbook.read_text(encoding="utf-8"))
    rewritten = rewrite(plays)
    secret = secrets.token_hex(16)
    simulator.control.reset()
    run = run_playbook(rewritten.plays, tmp_path, collections, simulator.url, f"SG.{playbook.stem}.{secret}")
    problems = failures_of(run)
    journal = simulator.control.requests()
    patterns = []
    for case in rewritten.cases:
        steps = steps_of(case, run, journal)
        if len(steps) == len(case.steps):
            problems += problems_of(case, steps)
        elif not problems:
            problems.append(f"{case.name}: only {', '.join(steps) or 'nothing'} of it has run")
        patterns += case.expectation.warnings
    problems += printed_warning_problems(run.stderr, patterns) + printed_warning_problems(run.stdout, patterns)
    problems += secret_problems(run.output, [secret, *tokens_in(plays)])
    assert not problems, "\n".join(problems)


def failures_of(run: Run) -> list[str]:
    """Why ansible-playbook stopped."""
    if run.status == 0:
        return []
    stopped = [f"{record.task}: {failed}" for record in run.records[-1:] for failed in failed_results(record)]
    return stopped or [f"ansible-playbook ended with {run.status}:\n{run.stdout[-2000:]}\n{run.stderr[-2000:]}"]


def failed_results(record: Record) -> list[dict[str, Any]]:
    """The failed results, for a loop only those of its items, without what is already known."""
    failed = [one for one in record.results if one.get("failed") or one.get("failed_when_result")] or record.results
    return [{key: value for key, value in one.items() if key != "invocation"} for one in failed]


def steps_of(case: Case, run: Run, journal: list[dict[str, Any]]) -> dict[str, Step]:
    """The steps of a case that have run. A request belongs to the task during which it arrived."""
    steps = {}
    for step, name in case.steps.items():
        for record in run.records:
            if record.task == name and record.status in ("ok", "failed"):
                arrived = [one for one in journal if record.started <= one["time"] <= record.ended]
                requests = [f"{one['method']} {one['path']}" for one in arrived]
                steps[step] = Step(record.results, record.warnings, requests)
    return steps


def tokens_in(plays: list[dict[str, Any]]) -> list[str]:
    """The invitations' tokens that playbooks seed."""
    pending = [one for play in plays for one in play.get("vars", {}).get("seed", {}).get("pending", [])]
    return [one["token"] for one in pending if "token" in one]
