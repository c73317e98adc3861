# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""The AWX example obeys AWX's own rules, and its variables are those that the playbooks read."""

from __future__ import annotations

import copy
import re
from typing import Any

import pytest
import yaml

from functional.awx.credentials import environment, input_problems, type_problems
from functional.awx.example import FOLDER, PROJECT, choices_of, example, named, survey_of
from functional.awx.notifications import message_problems, sent
from functional.awx.surveys import extra_variables, recurrence_problems, survey_problems
from functional.harness.running import ROOT

TEMPLATES = example()["controller_templates"]
CREDENTIAL_TYPE = example()["controller_credential_types"][0]
SURVEY = named(example(), "controller_templates", "SendGrid: offboard")["survey_spec"]
ROLE = yaml.safe_load((ROOT / "roles/sso/meta/argument_specs.yml").read_text(encoding="utf-8"))
ROLE_OPTIONS = ROLE["argument_specs"]["main"]["options"]


def names(variable: str) -> set[str]:
    return {one["name"] for one in example()[variable]}


def variables_read_by(playbook: str) -> set[str]:
    """The variables that the role documents, or that the imported playbook lists at its beginning."""
    text = (PROJECT / playbook).read_text(encoding="utf-8")
    imported = re.search(r"import_playbook: community\.sendgrid\.(\w+)", text)
    if not imported:
        return set(ROLE_OPTIONS) if "community.sendgrid.sso" in text else set()
    beginning = (ROOT / "playbooks" / f"{imported[1]}.yml").read_text(encoding="utf-8").split("---")[0]
    return set(re.findall(r"^#   (sso_\w+) ", beginning, re.MULTILINE))


def changed(original: dict[str, Any], *path: str | int, **values: Any) -> dict[str, Any]:
    """A copy with other values for the mapping at this path."""
    result = copy.deepcopy(original)
    place: Any = result
    for step in path:
        place = place[step]
    place.update(values)
    return result


def test_the_credential_type_is_as_awx_wants_it() -> None:
    assert type_problems(CREDENTIAL_TYPE) == []
    assert CREDENTIAL_TYPE["kind"] == "cloud"
    assert [field["id"] for field in CREDENTIAL_TYPE["inputs"]["fields"] if field.get("secret")] == ["api_key"]
    assert set(CREDENTIAL_TYPE["injectors"]) == {"env"}


def test_it_sets_the_environment_variables_that_the_modules_read() -> None:
    fragment = (ROOT / "plugins" / "doc_fragments" / "_sendgrid.py").read_text(encoding="utf-8")
    assert set(CREDENTIAL_TYPE["injectors"]["env"]) == set(re.findall(r"SENDGRID_[A-Z_]+", fragment))


def test_a_blank_field_becomes_an_empty_variable() -> None:
    assert environment(CREDENTIAL_TYPE, {"api_key": "SG.x", "base_url": ""}) == {
        "SENDGRID_API_KEY": "SG.x",
        "SENDGRID_REGION": "",
        "SENDGRID_BASE_URL": "",
        "SENDGRID_ON_BEHALF_OF": "",
        "SENDGRID_CA_PATH": "",
    }


@pytest.mark.parametrize(
    ("broken", "problem"),
    [
        (changed(CREDENTIAL_TYPE, kind="ssh"), "kind"),
        (changed(CREDENTIAL_TYPE, "inputs", "fields", 0, id="api-key"), "api-key"),
        (changed(CREDENTIAL_TYPE, "inputs", "fields", 0, id="tower"), "tower"),
        (changed(CREDENTIAL_TYPE, "inputs", "fields", 0, type="password"), "password"),
        (changed(CREDENTIAL_TYPE, "inputs", "fields", 0, type="boolean"), "secret is not for api_key"),
        (changed(CREDENTIAL_TYPE, "inputs", "fields", 0, colour="red"), "colour"),
        (changed(CREDENTIAL_TYPE, "inputs", "fields", 0, id="region"), "two fields"),
        (changed(CREDENTIAL_TYPE, "inputs", "fields", 1, default="mars"), "none of its choices"),
        (changed(CREDENTIAL_TYPE, "inputs", "fields", 1, default=True), "no str"),
        (changed(CREDENTIAL_TYPE, "inputs", "fields", 1, choices=["eu", 1]), "1 is not of type"),
        (changed(CREDENTIAL_TYPE, "inputs", required=["key"]), "key is required and no field"),
        (changed(CREDENTIAL_TYPE, "injectors", "env", ANSIBLE_TIMEOUT="1"), "ANSIBLE_TIMEOUT"),
        (changed(CREDENTIAL_TYPE, "injectors", "env", PATH="/tmp"), "PATH"),
        (changed(CREDENTIAL_TYPE, "injectors", "env", SENDGRID_KEY="{{ key }}"), "SENDGRID_KEY cannot be rendered"),
        (changed(CREDENTIAL_TYPE, "injectors", "env", SENDGRID_KEY="{{ api_key"), "SENDGRID_KEY cannot be rendered"),
        (changed(CREDENTIAL_TYPE, "injectors", "env", SENDGRID_KEY="clé"), "clé"),
        (changed(CREDENTIAL_TYPE, "injectors", "env", **{"1ST": ""}), "1ST"),
    ],
)
def test_the_rules_for_credential_types_notice(broken: dict[str, Any], problem: str) -> None:
    assert problem in "; ".join(type_problems(broken))


def test_the_credential_fits_its_type_and_holds_no_key() -> None:
    for credential in example()["controller_credentials"]:
        credential_type = named(example(), "controller_credential_types", credential["credential_type"])
        assert input_problems(credential_type, credential["inputs"]) == []
        assert re.fullmatch(r"{{ \w+ }}", credential["inputs"]["api_key"])
    assert not [path for path in FOLDER.rglob("*") if path.is_file() and b"SG." in path.read_bytes()]


@pytest.mark.parametrize("inputs", [{}, {"api_key": ""}, {"api_key": "x", "region": "mars"}, {"api_key": "x", "a": ""}])
def test_the_rules_for_credentials_notice(inputs: dict[str, str]) -> None:
    assert len(input_problems(CREDENTIAL_TYPE, inputs)) == 1


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template["name"])
def test_a_job_template_names_what_exists(template: dict[str, Any]) -> None:
    assert template["project"] in names("controller_projects")
    assert template["inventory"] in names("controller_inventories")
    assert set(template["credentials"]) <= names("controller_credentials")
    assert (PROJECT / template["playbook"]).is_file()
    assert template["job_type"] == "check" or template["ask_job_type_on_launch"] is True
    for occasion in ("success", "error"):
        assert set(template.get(f"notification_templates_{occasion}", ())) <= names("controller_notifications")


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template["name"])
def test_a_job_template_asks_for_what_its_playbook_reads(template: dict[str, Any]) -> None:
    given = {question["variable"] for question in survey_of(template)} | set(template.get("extra_vars", {}))
    assert given <= variables_read_by(template["playbook"])


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template["name"])
def test_a_question_with_a_default_is_optional(template: dict[str, Any]) -> None:
    """AWX refuses a launch by its API, a schedule or a workflow that leaves out a required answer."""
    for question in survey_of(template):
        assert question["required"] is (question["variable"] == "sso_offboard")
        assert not (question["required"] and question["default"])


def test_no_artifact_is_read_by_a_playbook_or_a_role() -> None:
    """AWX turns artifacts into extra variables of all later nodes, which take precedence over all that a play sets."""
    kept, texts = set(), []
    for path in [*ROOT.glob("playbooks/*.yml"), *ROOT.glob("roles/sso/**/*.yml"), *PROJECT.rglob("*.yml")]:
        text = path.read_text(encoding="utf-8")
        for block in re.findall(r"ansible.builtin.set_stats:\n +data:\n((?: {6,}.*\n)+)", text):
            kept |= set(re.findall(r"^ +(sso_\w+): ", block, re.MULTILINE))
            text = text.replace(block, "")
        texts.append(re.sub(r"^ *#.*$", "", text, flags=re.MULTILINE))
    assert {"sso_set_up_plans", "sso_offboard_result_plans", "sso_offboard_result"} <= kept
    assert {name for name in kept for text in texts if re.search(rf"\b{name}\b", text)} == set()


@pytest.mark.parametrize("workflow", example()["controller_workflows"], ids=lambda workflow: workflow["name"])
def test_a_workflow_leads_from_the_check_by_the_approval_to_the_run(workflow: dict[str, Any]) -> None:
    check, approve, run = workflow["simplified_workflow_nodes"]
    assert (check["success_nodes"], approve["success_nodes"]) == ([approve["identifier"]], [run["identifier"]])
    assert approve["approval_node"].keys() == {"name", "description", "timeout"}
    first = named(example(), "controller_templates", check["unified_job_template"])
    last = named(example(), "controller_templates", run["unified_job_template"])
    assert (check["job_type"], first["ask_job_type_on_launch"], last["job_type"]) == ("check", True, "run")
    assert first["playbook"] == last["playbook"]
    assert set(workflow["notification_templates_approvals"]) <= names("controller_notifications")
    # An approval's own text cannot say how much would change, but the message of the check does.
    assert first["notification_templates_success"] == ["SendGrid: what changes"]
    assert extra_variables(last, {}) == {"sso_approved_plans": "{{ sso_set_up_plans | default([]) }}"}


@pytest.mark.parametrize(
    "notification", example()["controller_notifications"], ids=lambda notification: notification["name"]
)
def test_a_notification_has_messages_that_awx_takes(notification: dict[str, Any]) -> None:
    # On ansible-core 2.19 and later, infra.aap_configuration fails for a notification without messages.
    assert notification["messages"]
    assert message_problems(notification["messages"]) == []


def test_the_message_about_a_failure_says_which_job() -> None:
    messages = named(example(), "controller_notifications", "SendGrid: somebody has to act")["messages"]
    assert sent(messages, "error", "SendGrid: drift", {}, "https://awx/7") == {
        "text": "SendGrid: drift failed: https://awx/7"
    }


def test_the_message_about_a_check_says_how_much_would_change() -> None:
    messages = named(example(), "controller_notifications", "SendGrid: what changes")["messages"]
    artifacts = {"sso_set_up_summary": ['A run would create "3" people.', "Nothing to change."]}
    assert sent(messages, "success", "SendGrid: provision", artifacts, "https://awx/7") == {
        "text": 'SendGrid: provision: A run would create "3" people. Nothing to change. https://awx/7'
    }


@pytest.mark.parametrize(
    "messages",
    [
        {"succeeded": {"body": "{}"}},
        {"success": {"body": "{}", "subject": "x"}},
        {"success": {"body": '{"text": "{{ job.artifacts.sso_set_up_summary }}"}'}},
        {"success": {"body": "{{ job.name }}"}},
        {"success": {"body": "[]"}},
    ],
)
def test_the_rules_for_messages_notice(messages: dict[str, Any]) -> None:
    assert len(message_problems(messages)) == 1


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template["name"])
def test_no_blank_answer_hides_a_variable_of_the_project(template: dict[str, Any]) -> None:
    project = yaml.safe_load((PROJECT / "vars" / "sso-variables.yml").read_text(encoding="utf-8"))
    assert not {question["variable"] for question in survey_of(template)} & set(project)


def test_everything_else_refers_to_what_exists() -> None:
    assert {one["inventory"] for one in example()["controller_hosts"]} <= names("controller_inventories")
    # With ansible-core 2.21, the roles that load it fail for an inventory without variables.
    assert all(one["variables"] for one in example()["controller_inventories"])
    environments = {one["default_environment"] for one in example()["controller_projects"]}
    assert environments <= names("controller_execution_environments")
    playbooks = {path.name for path in PROJECT.glob("*.yml")}
    assert playbooks == {template["playbook"] for template in TEMPLATES}


@pytest.mark.parametrize(
    "template", [one for one in TEMPLATES if one.get("survey_enabled")], ids=lambda one: one["name"]
)
def test_a_survey_is_as_awx_wants_it(template: dict[str, Any]) -> None:
    assert survey_problems(template["survey_spec"]) == []


@pytest.mark.parametrize(
    ("broken", "problem"),
    [
        (changed(SURVEY, spec=[]), "there is no question"),
        (changed(SURVEY, name=None), "name is no str"),
        (changed(SURVEY, "spec", 0, variable="sso offboard"), "white space"),
        (changed(SURVEY, "spec", 0, variable="sso_offboard_max_removals"), "two questions"),
        (changed(SURVEY, "spec", 0, required="yes"), "required is no bool"),
        (changed(SURVEY, "spec", 0, type="list"), "no type list"),
        (changed(SURVEY, "spec", 0, default=["a"]), "the default is of the wrong type"),
        (changed(SURVEY, "spec", 0, max="many"), "max is no integer"),
        (changed(SURVEY, "spec", 1, default="5"), "the default is of the wrong type"),
        (changed(SURVEY, "spec", 2, choices=[]), "no choices"),
        (changed(SURVEY, "spec", 2, choices=[True, False]), "a choice is no text"),
        (changed(SURVEY, "spec", 2, default="perhaps"), "perhaps is no choice"),
        (changed(SURVEY, "spec", 2, default="true\nfalse"), "several defaults"),
    ],
)
def test_the_rules_for_surveys_notice(broken: dict[str, Any], problem: str) -> None:
    assert problem in "; ".join(survey_problems(broken))


@pytest.mark.parametrize(
    ("answers", "problem"),
    [
        ({}, "sso_offboard is not answered"),
        ({"sso_offboard": ""}, "sso_offboard is too small"),
        ({"sso_offboard": ["a@b"]}, "sso_offboard is no text"),
        ({"sso_offboard": "a@b", "sso_offboard_max_removals": "5"}, "sso_offboard_max_removals is no integer"),
        ({"sso_offboard": "a@b", "sso_offboard_max_removals": 10**9}, "sso_offboard_max_removals is too large"),
        ({"sso_offboard": "a@b", "sso_offboard_manage_password_teammate": "perhaps"}, "cannot be perhaps"),
        ({"sso_offboard": "a@b", "sso_hosts": "all"}, "sso_hosts is not asked for"),
    ],
)
def test_the_rules_for_answers_notice(answers: dict[str, Any], problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        extra_variables(named(example(), "controller_templates", "SendGrid: offboard"), answers)


def test_choices_are_those_of_the_playbook_and_the_role() -> None:
    review = yaml.safe_load((ROOT / "playbooks" / "access_review.yml").read_text(encoding="utf-8"))[0]
    choices = {
        question["variable"]: choices_of(question)
        for template in TEMPLATES
        for question in survey_of(template)
        if "choices" in question
    }
    assert choices["sso_review_fail_on"] == review["vars"]["__sso_kinds"]
    doctor = yaml.safe_load((ROOT / "playbooks" / "doctor.yml").read_text(encoding="utf-8"))[0]
    assert choices["sso_doctor_fail_on"] == doctor["vars"]["__sso_kinds"]
    assert choices["sso_certificates_purge"] == [
        one for one in ROLE_OPTIONS["sso_certificates_purge"]["choices"] if one
    ]


@pytest.mark.parametrize("schedule", example()["controller_schedules"], ids=lambda schedule: schedule["name"])
def test_a_schedule_has_a_time_and_answers_the_survey(schedule: dict[str, Any]) -> None:
    template = named(example(), "controller_templates", schedule["unified_job_template"])
    assert recurrence_problems(schedule["rrule"]) == []
    answers = schedule.get("extra_data", {})
    assert extra_variables(template, answers).items() >= answers.items()


@pytest.mark.parametrize(
    "rule",
    [
        "RRULE:FREQ=DAILY;INTERVAL=1",
        "DTSTART:20260105T060000 RRULE:FREQ=DAILY;INTERVAL=1",
        "DTSTART:20260105T060000Z RRULE:FREQ=DAILY",
        "DTSTART:20260105T060000Z RRULE:FREQ=SECONDLY;INTERVAL=1",
        "DTSTART:20260105T060000Z RRULE:FREQ=MONTHLY;INTERVAL=1;BYDAY=1MO",
    ],
)
def test_the_rule_for_times_notices(rule: str) -> None:
    assert len(recurrence_problems(rule)) == 1
