# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""The harness itself: playbooks are rewritten correctly, and every broken promise of a module is found."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from functional.harness.rewriting import Case, Expectation, rewrite
from functional.harness.verdicts import Step, printed_warning_problems, problems_of, secret_problems

INTEGRATION = {
    "id": "id-of-okta",
    "name": "Okta",
    "enabled": False,
    "signin_url": "",
    "signout_url": "",
    "entity_id": "",
    "completed_integration": None,
    "last_updated": 1,
    "single_signon_url": "https://example.com/",
    "audience_url": "https://example.com/",
}
FAILURE = dict.fromkeys(("status", "message", "field", "method", "path", "hint")) | {"code": "invalid"}
LIST, WRITE = "GET /v3/sso/integrations", "POST /v3/sso/integrations"


def task(**fields: Any) -> dict[str, Any]:
    return {"name": "Task", "community.sendgrid.sendgrid_sso_integration": {"name": "Okta"}, **fields}


def rewritten(*tasks: dict[str, Any]) -> list[dict[str, Any]]:
    return rewrite([{"hosts": "localhost", "tasks": list(tasks)}]).plays[0]["tasks"]


def test_a_task_is_split_into_four_steps_of_which_the_real_one_is_registered() -> None:
    steps = rewritten(task(register="result"))
    assert [step["check_mode"] for step in steps] == [True, False, True, False]
    assert all(step["diff"] for step in steps)
    assert [step.get("register") for step in steps] == ["result", "result", None, None]
    assert len({step["name"] for step in steps}) == 4


def test_check_mode_is_tried_again_once_for_each_module() -> None:
    other = {"name": "Other", "community.sendgrid.sendgrid_sso_teammate": {"email": "ann@example.com"}}
    steps = rewritten(task(failed_when="true"), task(), task(), other)
    again = [step["check_mode"] for step in steps if re.search(r"again\)$", step["name"])]
    assert again == [True, False, False, True, False]


def test_a_task_that_shall_fail_or_happens_once_only_has_two_steps() -> None:
    assert len(rewritten(task(failed_when="true"))) == 2
    assert len(rewritten(task(vars={"expect": {"repeatable": False}}))) == 2


def test_check_mode_is_not_judged_by_what_it_cannot_foresee() -> None:
    check, real = rewritten(task(failed_when="x", vars={"expect": {"foreseeable": False}}))
    assert "failed_when" not in check
    assert real["failed_when"] == "x"


def test_blocks_are_looked_into_and_other_tasks_left_alone() -> None:
    other = {"name": "Other", "ansible.builtin.debug": {}}
    [block, same] = rewritten({"block": [task()], "rescue": [other]}, other)
    assert len(block["block"]) == 4
    assert block["rescue"] == [other]
    assert same == other


def test_an_expectation_that_nobody_checks_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="repeateble"):
        rewritten(task(vars={"expect": {"repeateble": False}}))


def created(**changes: Any) -> dict[str, Any]:
    diff = {"before": {}, "after": {"name": "Okta"}}
    return {"changed": True, "integration": INTEGRATION, "plan": "a" * 64, "diff": diff} | changes


def unchanged() -> dict[str, Any]:
    diff = {"before": {"name": "Okta"}, "after": {"name": "Okta"}}
    return {"changed": False, "integration": INTEGRATION, "plan": None, "diff": diff}


def predicted(**changes: Any) -> dict[str, Any]:
    assigned = dict.fromkeys(("id", "last_updated", "single_signon_url", "audience_url"))
    return created(integration=INTEGRATION | assigned | changes)


def step(result: dict[str, Any], *requests: str, warnings: tuple[str, ...] = ()) -> Step:
    return Step([result], list(warnings), list(requests))


def good_steps() -> dict[str, Step]:
    """A creation without any fault."""
    return {
        "check": step(predicted(), LIST),
        "real": step(created(), LIST, WRITE, LIST),
        "check again": step(unchanged(), LIST),
        "again": step(unchanged(), LIST),
    }


def problems(steps: dict[str, Step], **expectation: Any) -> str:
    names = {name: name for name in steps}
    return "\n".join(problems_of(Case("Task", "sendgrid_sso_integration", Expectation(**expectation), names), steps))


def test_a_creation_as_it_shall_be_has_no_problems() -> None:
    assert problems(good_steps(), requests={"real": [LIST, "POST *", LIST], "again": 1}) == ""


FAULTS = {
    "a write in check mode": ("check", step(predicted(), LIST, WRITE), "check mode has sent"),
    "another prediction of changed": ("check", step(unchanged(), LIST), "predicted changed"),
    "another predicted diff": (
        "check",
        step(predicted() | {"diff": {"before": {}, "after": {"name": "Other"}}}, LIST),
        "predicted diff",
    ),
    "another predicted object": ("check", step(predicted(name="Other"), LIST), "predicted {'integration'"),
    "changed without a write": ("real", step(created(), LIST), "has written nothing"),
    "a write without a change": ("real", step(unchanged(), LIST, WRITE), "says unchanged, and has sent"),
    "a diff without a change": ("real", step(created(changed=False), LIST), "and the diff goes from"),
    "an id in the diff": (
        "real",
        step(created(diff={"before": {}, "after": {"id": "id-of-okta"}}), LIST, WRITE),
        "the diff shows id",
    ),
    "a change in the second run": ("again", step(created(), LIST, WRITE), "still something to do"),
    "a write in the second run": ("again", step(unchanged(), LIST, WRITE), "still something to do"),
    "another object in the second run": (
        "again",
        step(unchanged() | {"integration": INTEGRATION | {"name": "Other"}}, LIST),
        "reports",
    ),
    "a failure of the second run": ("again", step({"msg": "No.", "failure": FAILURE, "changed": False}), "still"),
    "a request too many": ("again", step(unchanged(), LIST, LIST), "expected the requests 1"),
    "a key that is missing": ("real", step({"changed": True, "diff": {}}, LIST), "lacks integration"),
    "an undocumented key": ("real", step(created(secret=1), LIST, WRITE), "undocumented secret"),
    "a key of the object that is missing": ("real", step(created(integration={}), LIST, WRITE), "lacks audience_url"),
    "a wrong type": (
        "real",
        step(created(integration=INTEGRATION | {"enabled": "no"}), LIST, WRITE),
        "documented as bool",
    ),
    "a warning that nobody expects": ("real", step(created(), LIST, WRITE, warnings=("Beware.",)), "warns Beware."),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_broken_promise_is_found(fault: str) -> None:
    name, broken, word = FAULTS[fault]
    if "diff" not in broken.results[0] or broken.results[0]["diff"] == {}:
        broken = replace(broken, results=[broken.results[0] | {"diff": {"before": {}, "after": {}}}])
    assert word in problems(good_steps() | {name: broken}, requests={"again": 1})


FAILURES = {
    "no code": ({"msg": "Something is wrong.", "changed": False}, "a failure without code"),
    "an unknown code": ({"msg": "No.", "failure": FAILURE | {"code": "odd"}}, "odd is no code"),
    "a key that is missing": ({"msg": "No.", "failure": {"code": "invalid"}}, "failure lacks hint"),
    "a key too many": ({"msg": "No.", "failure": FAILURE | {"more": 1}}, "undocumented more"),
    "no sentence": ({"msg": "no\nway", "failure": FAILURE}, "no sentence"),
}


@pytest.mark.parametrize("fault", FAILURES)
def test_a_failure_has_the_promised_form(fault: str) -> None:
    result, word = FAILURES[fault]
    failed = step({"changed": False, "integration": None, "plan": None} | result)
    assert word in problems({"check": failed, "real": failed})


def test_check_mode_must_fail_as_the_real_run_does() -> None:
    failed = step({"changed": False, "integration": None, "plan": None, "msg": "No.", "failure": FAILURE})
    assert problems({"check": failed, "real": failed}) == ""
    assert "check mode said" in problems({"check": step(predicted(), LIST), "real": failed})
    assert problems({"check": step(predicted(), LIST), "real": failed}, foreseeable=False) == ""


def test_an_expected_warning_must_come() -> None:
    assert "does not warn soon" in problems(good_steps(), warnings=["soon"])
    warning = step(created(), LIST, WRITE, warnings=("It expires soon.",))
    assert problems(good_steps() | {"real": warning}, warnings=["soon"]) == ""


def test_what_ansible_prints_is_read_across_lines() -> None:
    printed = "[WARNING]: It expires\nsoon.\n[DEPRECATION WARNING]: Old.\n\nok: [localhost]\n[ERROR]: Broken.\n"
    assert printed_warning_problems(printed, ["It expires soon"]) == ["DEPRECATION WARNING: Old.", "ERROR: Broken."]


def test_secrets_are_found_in_the_output() -> None:
    assert secret_problems("key 123", ["123"]) == ["the output shows 123"]
    assert secret_problems("Authorization: x", []) == ["the output shows Authorization:"]
    assert secret_problems("key VALUE_SPECIFIED_IN_NO_LOG_PARAMETER", ["123"]) == []
