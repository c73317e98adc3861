# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""One module_defaults for the action group applies to every module, in a play that says nothing else about SendGrid."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from functional.harness.documentation import all_modules
from functional.harness.running import run_playbook
from simulator.thread import SimulatorThread

# The minimal options of each module.
OPTIONS: dict[str, dict[str, Any]] = {
    "sendgrid_sso_certificate": {"integration_name": "Okta", "id": 404, "state": "absent"},
    "sendgrid_sso_certificate_info": {},
    "sendgrid_sso_integration": {"name": "Okta"},
    "sendgrid_sso_integration_info": {},
    "sendgrid_sso_offboard": {"emails": ["nobody@example.com"]},
    "sendgrid_sso_roster": {"teammates": [{"email": "ada@example.com", "first_name": "Ada", "persona": "observer"}]},
    "sendgrid_sso_teammate": {"email": "nobody@example.com", "state": "absent"},
    "sendgrid_sso_teammate_info": {},
}
NOWHERE, UNKNOWN_KEY = "http://127.0.0.1:9", "SG.unknown.key"


def play(defaults: dict[str, Any]) -> dict[str, Any]:
    """A play with a task for each module."""
    tasks = [
        {"name": module, f"community.sendgrid.{module}": OPTIONS[module], "check_mode": True}
        for module in all_modules()
    ]
    return {
        "name": "Everything",
        "hosts": "localhost",
        "gather_facts": False,
        "module_defaults": {"group/community.sendgrid.sendgrid": defaults},
        "tasks": tasks,
    }


@pytest.fixture
def account(simulator: SimulatorThread) -> SimulatorThread:
    """An account with the integration and the person that the options name."""
    simulator.control.reset()
    person = {"email": "ada@example.com", "first_name": "Ada", "last_name": "Lovelace", "persona": "observer"}
    simulator.control.account("group", integrations=[{"name": "Okta"}], teammates=[{**person, "is_sso": True}])
    return simulator


def test_defaults_of_the_group_reach_every_module(account: SimulatorThread, collections: Path, tmp_path: Path) -> None:
    plays = [play({"api_key": "SG.group", "base_url": account.url, "retries": 0})]
    run = run_playbook(plays, tmp_path, collections, NOWHERE, UNKNOWN_KEY)

    assert run.status == 0, run.stdout
    assert [record.task for record in run.records] == all_modules()
    assert not any(record.result["changed"] for record in run.records)
