# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Every module refuses names of nothing before any request, after everything that AnsibleModule does to its options."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from unittest import mock

import pytest
from ansible.module_utils import basic

from trust.certificates import certificate, private_key
from trust.whole_modules import Output, run_ansible_module
from trust.world import Simulator

CERTIFICATE = "sendgrid_sso_certificate"
CERTIFICATE_INFO = "sendgrid_sso_certificate_info"
INTEGRATION = "sendgrid_sso_integration"
INTEGRATION_INFO = "sendgrid_sso_integration_info"
OFFBOARD = "sendgrid_sso_offboard"
ROSTER = "sendgrid_sso_roster"
TEAMMATE = "sendgrid_sso_teammate"
TEAMMATE_INFO = "sendgrid_sso_teammate_info"

# The options to combine with each option that names somebody or something, so that nothing else is wrong.
BESIDE: dict[tuple[str, str], dict[str, Any]] = {
    (TEAMMATE, "email"): {"state": "absent"},
    (TEAMMATE, "first_name"): {"email": "ann@example.com"},
    (TEAMMATE, "last_name"): {"email": "ann@example.com"},
    (TEAMMATE, "on_behalf_of"): {"email": "ann@example.com"},
    (TEAMMATE_INFO, "email"): {},
    (INTEGRATION, "id"): {"state": "absent"},
    (INTEGRATION, "name"): {"state": "absent"},
    (INTEGRATION, "entity_id"): {"name": "Okta"},
    (INTEGRATION, "signin_url"): {"name": "Okta"},
    (INTEGRATION, "signout_url"): {"name": "Okta"},
    (INTEGRATION_INFO, "id"): {},
    (INTEGRATION_INFO, "name"): {},
    (CERTIFICATE, "integration_id"): {"state": "absent", "id": 1},
    (CERTIFICATE, "integration_name"): {"state": "absent", "id": 1},
    (CERTIFICATE, "public_certificate"): {"integration_name": "Okta"},
    (CERTIFICATE_INFO, "integration_id"): {},
    (CERTIFICATE_INFO, "integration_name"): {},
}
IDS = {"id", "integration_id"}
NO_TEXT = {
    "a list": (["Okta"], "is a list"),
    "an empty list": ([], "is a list"),
    "a list of two": (["Okta", "Entra"], "is a list"),
    "a dictionary": ({"name": "Okta"}, "is a dictionary"),
    "true": (True, "is a boolean"),
    "false": (False, "is a boolean"),
    "a number": (7, "is a number"),
    "a decimal number": (1.5, "is a number"),
}


@pytest.fixture(scope="module")
def simulator() -> Iterator[Simulator]:
    with Simulator() as running:
        yield running


def begin_again(simulator: Simulator) -> None:
    """Reset the account to the state in which each test begins, with an empty journal."""
    simulator.reset()
    simulator.account(
        "options",
        integrations=[{"id": "okta", "name": "Okta"}],
        teammates=[{"email": "ann@example.com", "first_name": "Ann", "last_name": "Lee", "scopes": ["mail.send"]}],
        keys=[{"key": "SG.options", "label": "main"}],
    )


@pytest.fixture
def run(simulator: Simulator) -> Any:
    """Return a function that runs a module with this account."""
    begin_again(simulator)

    def run(module: str, options: dict[str, Any], **internals: Any) -> Output:
        shared = {"api_key": "SG.options", "base_url": simulator.url, "retries": 0}
        return run_ansible_module(module, shared | options, **internals)

    return run


def refused(output: Output, simulator: Simulator, *words: str) -> dict[str, Any]:
    """The failure of a run that was refused before its first request."""
    assert output.result["failed"]
    assert output.result["failure"]["code"] == "invalid"
    assert [word for word in words if word not in output.result["msg"]] == [], output.result["msg"]
    assert simulator.requests() == []
    return output.result["failure"]


@pytest.mark.parametrize(
    ("module", "option", "kind"),
    [(*named, kind) for named in BESIDE for kind in NO_TEXT if not (kind == "a number" and named[1] in IDS)],
)
def test_a_name_must_be_text(run: Any, simulator: Simulator, module: str, option: str, kind: str) -> None:
    value, says = NO_TEXT[kind]
    output = run(module, BESIDE[module, option] | {option: value})
    assert refused(output, simulator, f"{option} {says}")["field"] == option


@pytest.mark.parametrize(("module", "option"), [named for named in BESIDE if named != (TEAMMATE, "email")])
def test_null_is_not_given(run: Any, module: str, option: str) -> None:
    """If the option is required, its absence is the failure; otherwise the module behaves as without it."""
    beside = BESIDE[module, option]
    given, left_out = run(module, beside | {option: None}), run(module, beside)
    assert bool(given.result.get("failed")) == bool(left_out.result.get("failed"))
    assert given.result.get("failure") == left_out.result.get("failure")


@pytest.mark.parametrize(
    ("module", "options", "words"),
    [
        (INTEGRATION, {"id": None, "state": "absent"}, ["by id or name"]),
        (INTEGRATION, {"id": None, "name": None}, ["by id or name"]),
        (INTEGRATION, {}, ["by id or name"]),
        (INTEGRATION, {"name": "Okta ", "state": "absent"}, ["name is 'Okta ', with a space at an end"]),
        (INTEGRATION, {"name": "Okta\u00a0"}, ["name is ", "with a space at an end"]),
        (INTEGRATION_INFO, {"name": ""}, ["name is empty"]),
        (INTEGRATION_INFO, {"id": ""}, ["id is empty"]),
        (CERTIFICATE_INFO, {"integration_name": ""}, ["integration_name is empty"]),
        (CERTIFICATE, {"integration_id": None, "integration_name": None, "id": 1, "state": "absent"}, ["which"]),
        (CERTIFICATE, {"integration_id": "okta", "id": True, "state": "absent"}, ["id is a boolean (true)"]),
        (CERTIFICATE, {"integration_id": "okta", "id": None, "state": "absent"}, ["id or public_certificate"]),
        (TEAMMATE, {"email": None, "state": "absent"}, ["email is not given (null)"]),
        (TEAMMATE, {"email": "<ann@example.com>", "state": "absent"}, ["email '<ann@example.com>' is not an e-mail"]),
        (TEAMMATE, {"email": "ann@example.com", "first_name": "Ann "}, ["first_name is 'Ann ', with a space"]),
        (TEAMMATE, {"email": "ann@example.com", "persona": ["developer"]}, ["persona is a list (['developer'])"]),
        (TEAMMATE, {"email": "ann@example.com", "retries": True}, ["retries is a boolean (true)"]),
        (TEAMMATE, {"email": "ann@example.com", "ignore_scopes": [None]}, ["ignore_scopes[0] is not given (null)"]),
        (
            TEAMMATE,
            {"email": "ann@example.com", "subuser_access": [{"id": True, "permission_type": "admin"}]},
            ["subuser_access[0].id is a boolean (true)"],
        ),
        (TEAMMATE_INFO, {"email": ""}, ["email '' is not an e-mail address: it is empty"]),
        (ROSTER, {"teammates": [], "protected": [["dd@example.com"]]}, ["protected[0] is a list (['dd@example.com'])"]),
        (ROSTER, {"teammates": [], "protected": ["bob@example.com;"]}, ["protected[0] 'bob@example.com;' is no"]),
        (ROSTER, {"teammates": [], "max_removals": True}, ["max_removals is a boolean (true)"]),
        (ROSTER, {"teammates": [{"email": "ann@example.com;"}]}, ["[0] ann@example.com;: email 'ann@example.com;' is"]),
    ],
)
def test_what_names_nobody(
    run: Any, simulator: Simulator, module: str, options: dict[str, Any], words: list[str]
) -> None:
    refused(run(module, options), simulator, *words)


# For each module that writes, something that it would change.
CHANGES: dict[str, dict[str, Any]] = {
    INTEGRATION: {"name": "Okta", "entity_id": "urn:other"},
    CERTIFICATE: {"integration_name": "Okta", "public_certificate": certificate("current")},
    TEAMMATE: {"email": "ann@example.com", "scopes": ["stats.read"]},
    ROSTER: {"teammates": [{"email": "ann@example.com", "scopes": ["stats.read"]}]},
    OFFBOARD: {"emails": ["ann@example.com"]},
}
PLAN = "0123456789abcdef" * 4


@pytest.mark.parametrize("module", CHANGES)
@pytest.mark.parametrize(
    "given", ["", "all", 7, True, [None], [True], [PLAN[1:]], [[PLAN]], [{}], f"{PLAN},", [PLAN, ""]]
)
def test_what_is_no_plan_is_no_approval(run: Any, simulator: Simulator, module: str, given: Any) -> None:
    output = run(module, CHANGES[module] | {"approved_plans": given})
    assert refused(output, simulator, "approved_plans[", "64 hex digits")["field"] == "approved_plans"
    assert output.result["plan"] is None


@pytest.mark.parametrize("module", CHANGES)
@pytest.mark.parametrize("show", [False, True])
@pytest.mark.parametrize("approved", [[], [PLAN], PLAN])
def test_a_change_waits_for_its_approval(
    run: Any, simulator: Simulator, module: str, show: bool, approved: list[str]
) -> None:
    held = simulator.state("options")
    planned = run(module, CHANGES[module], check_mode=True, diff=True).result
    for check_mode in (True, False):
        result = run(module, CHANGES[module] | {"approved_plans": approved}, check_mode=check_mode, diff=show).result
        assert (result["failure"]["code"], result["failure"]["field"]) == ("refused", "approved_plans")
        assert (result["changed"], result["plan"]) == (False, planned["plan"])
        assert result.get("diff") == (planned["diff"] if show else None)
    assert simulator.state("options") == held
    simulator.forget_requests()
    done = run(module, CHANGES[module] | {"approved_plans": [PLAN, planned["plan"].upper()]}, diff=True).result
    assert (done["changed"], done["plan"], done["diff"]) == (True, planned["plan"], planned["diff"])
    assert simulator.state("options") != held


@pytest.mark.parametrize("module", CHANGES)
def test_an_approval_takes_no_request(run: Any, simulator: Simulator, module: str) -> None:
    plan = run(module, CHANGES[module], check_mode=True).result["plan"]
    sent = []
    for approved in (None, [plan]):
        begin_again(simulator)
        assert run(module, CHANGES[module] | {"approved_plans": approved}).result["changed"]
        sent.append([(one["method"], one["path"]) for one in simulator.requests()])
    assert sent[0] == sent[1]
    assert any(method != "GET" for method, path in sent[0])


@pytest.mark.parametrize("module", CHANGES)
def test_where_nothing_would_change_nothing_needs_approval(run: Any, simulator: Simulator, module: str) -> None:
    assert run(module, CHANGES[module]).result["changed"]
    simulator.forget_requests()
    result = run(module, CHANGES[module] | {"approved_plans": []}).result
    assert (result.get("failed"), result["changed"], result["plan"]) == (None, False, None)
    requests = len(simulator.requests())
    simulator.forget_requests()
    assert run(module, CHANGES[module] | {"approved_plans": None}).result["plan"] is None
    assert len(simulator.requests()) == requests


@pytest.mark.parametrize("module", [INTEGRATION_INFO, CERTIFICATE_INFO, TEAMMATE_INFO])
def test_what_only_reads_has_no_plan(run: Any, module: str) -> None:
    assert "plan" not in run(module, {}).result


@pytest.mark.parametrize("check_mode", [False, True])
@pytest.mark.parametrize("null", ["persona", "scopes", "subuser_access", "is_admin", "first_name", "ignore_scopes"])
def test_what_results_hold_can_be_given_back(run: Any, null: str, check_mode: bool) -> None:
    person = {"email": " ann@example.com ", null: None}
    for options in (person, {"teammates": [person]}):
        output = run(ROSTER if "teammates" in options else TEAMMATE, options, check_mode=check_mode)
        assert not output.result.get("failed"), output.result["msg"]
        assert output.result["changed"] is False


@pytest.mark.parametrize("module", [TEAMMATE, INTEGRATION_INFO])
@pytest.mark.parametrize(
    ("given", "variable", "says"),
    [
        ({}, None, "There is no API key: set the environment variable SENDGRID_API_KEY, or the option api_key"),
        ({}, " ", "There is no API key"),
        ({"api_key": None}, None, "There is no API key"),
        ({"api_key": None}, "SG.options", "api_key is given and null, so the environment variable SENDGRID_API_KEY"),
        ({"api_key": ""}, "SG.options", "api_key is given and empty"),
    ],
)
def test_no_api_key(
    monkeypatch: pytest.MonkeyPatch, module: str, given: dict[str, Any], variable: str | None, says: str
) -> None:
    monkeypatch.delenv("SENDGRID_API_KEY", raising=False)
    if variable is not None:
        monkeypatch.setenv("SENDGRID_API_KEY", variable)
    output = run_ansible_module(module, {"email": "ann@example.com"} | given if module == TEAMMATE else given)
    assert output.result["failure"]["code"] == "invalid"
    assert output.result["failure"]["field"] == "api_key"
    assert says in output.result["msg"]


@pytest.mark.parametrize("check_mode", [False, True])
@pytest.mark.parametrize(
    ("module", "typo"), [(TEAMMATE, "mail.sned"), (TEAMMATE, "Mail.send"), (ROSTER, "mail_send"), (ROSTER, "mail.snd")]
)
def test_a_scope_with_a_typing_error_is_warned_about_once_whether_the_task_fails_or_not(
    run: Any, module: str, typo: str, check_mode: bool
) -> None:
    bob = {"email": "bob@example.com", "first_name": "Bob", "last_name": "Lee", "scopes": [typo]}
    ann = {"email": "ann@example.com", "scopes": ["alerts.read", typo]}
    options = bob if module == TEAMMATE else {"teammates": [ann, bob]}
    with mock.patch.object(basic.AnsibleModule, "warn") as warn:
        output = run(module, options, check_mode=check_mode)
    assert output.result.get("failed", False) is not check_mode
    warn.assert_called_once_with(f"{typo} is not a scope that this version knows: did you mean mail.send?")


def test_a_secret_in_a_list_is_not_shown(run: Any, simulator: Simulator) -> None:
    pem = private_key()
    output = run(CERTIFICATE, {"integration_name": "Okta", "public_certificate": [pem + certificate("current")]})
    refused(output, simulator, "public_certificate is a list, but must be one certificate: take one item of it")
    assert "".join(pem.split("\n")[1:-2])[10:40] not in output.text


@pytest.mark.parametrize("given", [["news"], "news"])
def test_bare_subusers_are_answered_with_an_entry(run: Any, given: Any) -> None:
    """Ansible itself complains about them, so there is no failure of the module's own."""
    result = run(TEAMMATE, {"email": "ann@example.com", "subuser_access": given}).result
    assert result["failed"] is True
    assert "failure" not in result
    assert "dictionary requested" in result["msg"]
    assert result["msg"].endswith(
        ". Each entry of subuser_access is a dictionary: write {username: NAME, permission_type: admin}, or restricted "
        "with scopes."
    )
