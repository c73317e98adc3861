# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""A thousand people and a hundred changes have one plan: checked, refused if somebody changed the account, and run."""

from __future__ import annotations

from typing import Any

from trust.whole_modules import run_ansible_module
from trust.world import Simulator

ROSTER = "sendgrid_sso_roster"
# So many scopes that a result cannot show everything.
BEFORE, AFTER = ["mail.send", "stats.read", "alerts.read"], ["mail.send", "templates.read"]


def person(number: int, scopes: list[str]) -> dict[str, Any]:
    return {"email": f"p{number:04}@example.com", "first_name": "P", "last_name": "Q", "scopes": scopes}


def test_a_hundred_changes_among_a_thousand_people_have_one_plan() -> None:
    people = [person(number, BEFORE) for number in range(1000)]
    wanted = [person(number, AFTER if number < 100 else BEFORE) for number in range(1000)]
    with Simulator() as simulator:
        simulator.account("big", teammates=people, keys=[{"key": "SG.big", "label": "main"}])
        options = {"api_key": "SG.big", "base_url": simulator.url, "teammates": wanted, "concurrency": 4}

        def run(approved: list[str] | None, **internals: Any) -> dict[str, Any]:
            simulator.forget_requests()
            return run_ansible_module(ROSTER, options | {"approved_plans": approved}, diff=True, **internals).result

        def writes() -> int:
            return sum(one["method"] != "GET" for one in simulator.requests())

        planned = run(None, check_mode=True)
        assert (len(planned["summary"]["updated"]), writes()) == (100, 0)
        simulator.edit_teammate("big", "p0007@example.com", scopes=[*BEFORE, "asm_groups.read"])
        refused = run([planned["plan"]])
        assert (refused["failure"]["code"], refused["changed"], writes()) == ("refused", False, 0)
        assert "asm_groups.read" in refused["diff"]["before"]["p0007@example.com"]["scopes"]
        assert refused["plan"] not in (None, planned["plan"])
        done = run([refused["plan"]])
        assert (done["changed"], done["plan"], writes()) == (True, refused["plan"], 100)
        assert (run([])["plan"], writes()) == (None, 0)


def test_a_change_that_a_shortened_result_leaves_out_counts_too() -> None:
    """The plan covers everything that would change, however little of it the result can show."""
    scopes = [f"made.up.scope.number.{number}" for number in range(400)]
    with Simulator() as simulator:
        simulator.account("big", keys=[{"key": "SG.big", "label": "main"}])
        plans = set()
        for last in ("mail.send", "stats.read"):
            teammates = [person(number, [*scopes, last]) for number in range(60)]
            options = {"api_key": "SG.big", "base_url": simulator.url, "teammates": teammates}
            result = run_ansible_module(ROSTER, options, check_mode=True, diff=True).result
            assert "..." in str(result["diff"])
            plans.add(result["plan"])
    assert len(plans) == 2
