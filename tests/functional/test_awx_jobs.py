# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""The example's job templates run as in AWX: with ansible-runner."""

from __future__ import annotations

from pathlib import Path

import pytest

from functional.awx.account import KEY, PEOPLE, account, writes
from functional.awx.controller import Controller, Job
from functional.awx.example import example, named
from functional.by_name import a_certificate
from functional.role.identity_provider import ENTITY_ID, SIGNIN_URL, metadata
from simulator.thread import SimulatorThread


@pytest.fixture
def awx(simulator: SimulatorThread, collections: Path, tmp_path: Path) -> Controller:
    """An AWX whose credential has a key and a URL. One of its other fields is blank; the other was never filled in."""
    inputs = {"api_key": KEY, "base_url": simulator.url, "on_behalf_of": ""}
    return Controller(tmp_path, collections, inputs)


def assert_no_key(*jobs: Job) -> None:
    for job in jobs:
        assert len(job.events) > 5
        assert KEY not in job.everything
        assert "Bearer " not in job.everything


def test_provisioning_is_checked_done_and_done(awx: Controller, simulator: SimulatorThread) -> None:
    account(simulator)
    (awx.project / "okta-metadata.xml").write_text(metadata(a_certificate(300)), encoding="utf-8")

    foreseen = awx.launch("SendGrid: provision", job_type="check")
    assert (foreseen.status, writes(simulator)) == ("successful", [])
    assert foreseen.result("Set up the people")["summary"]["created"] == PEOPLE

    done = awx.launch("SendGrid: provision")
    assert (done.status, len(writes(simulator))) == ("successful", 6)
    assert done.result("Set up the people")["summary"]["created"] == PEOPLE
    state = simulator.control.state("acme")
    assert [(one["name"], one["enabled"], one["signin_url"]) for one in state["integrations"]] == [
        ("Okta", True, SIGNIN_URL)
    ]

    again = awx.launch("SendGrid: provision")
    assert (again.status, again.changed, writes(simulator)) == ("successful", 0, [])
    assert_no_key(foreseen, done, again)


def test_a_change_is_checked_approved_and_done_and_refused_if_somebody_was_quicker(
    awx: Controller, simulator: SimulatorThread
) -> None:
    pem = a_certificate(300)
    (awx.project / "okta-metadata.xml").write_text(metadata(pem), encoding="utf-8")
    okta = {"name": "Okta", "enabled": True, "signin_url": SIGNIN_URL, "entity_id": "https://idp.example.com/metadata"}
    account(simulator, integrations=[okta], certificates=[{"public_certificate": pem}])

    checked = awx.launch("SendGrid: provision", job_type="check")
    assert checked.artifacts["sso_set_up_created"] == PEOPLE
    assert checked.last_words == "A run would create 3 people, update 0 and remove 0."
    assert checked.artifacts["sso_set_up_summary"] == [checked.last_words]
    drift = awx.launch("SendGrid: drift")
    assert (drift.status, writes(simulator)) == ("failed", [])
    assert drift.failure == drift.last_words
    assert drift.failure.startswith("The account is not as the project says")
    assert drift.artifacts["sso_set_up_summary"] == checked.artifacts["sso_set_up_summary"]

    unapproved = awx.launch("SendGrid: run what was approved")
    assert (unapproved.status, writes(simulator)) == ("failed", [])
    done = awx.launch("SendGrid: run what was approved", artifacts=checked.artifacts)
    assert (done.status, len(writes(simulator))) == ("successful", 3)

    simulator.control.edit_teammate("acme", "alan@example.com", scopes=["mail.send"])
    late = awx.launch("SendGrid: run what was approved", artifacts=checked.artifacts)
    assert (late.status, writes(simulator)) == ("failed", [])
    assert late.failure.startswith("This task changed nothing: alan@example.com would change")
    assert late.last_words == late.failure


def test_certificates_are_rotated_in_two_jobs_and_people_are_left_alone(
    awx: Controller, simulator: SimulatorThread
) -> None:
    old, new = a_certificate(20), a_certificate(300)
    (awx.project / "okta-metadata.xml").write_text(metadata(old), encoding="utf-8")
    okta = {"name": "Okta", "enabled": True, "signin_url": SIGNIN_URL, "entity_id": "https://idp.example.com/metadata"}
    account(simulator, integrations=[okta], certificates=[{"public_certificate": old}])

    added = awx.launch("SendGrid: rotate", {"sso_certificates": new, "sso_certificates_purge": "none"})
    assert (added.status, writes(simulator)) == ("successful", ["POST /v3/sso/certificates"])

    (awx.project / "okta-metadata.xml").write_text(metadata(new), encoding="utf-8")
    purged = awx.launch("SendGrid: rotate", {"sso_certificates": "", "sso_certificates_purge": "others"})
    assert purged.status == "successful", purged.failure
    assert [request.split("/")[0] for request in writes(simulator)] == ["DELETE "]
    state = simulator.control.state("acme")
    assert [one["public_certificate"].strip() for one in state["certificates"]] == [new.strip()]
    assert state["teammates"] == {}
    assert_no_key(added, purged)


def test_a_review_tells_its_findings_as_artifacts_and_the_scheduled_one_fails_on_them(
    awx: Controller, simulator: SimulatorThread
) -> None:
    account(
        simulator,
        teammates=[
            {"email": "ada@example.com", "first_name": "Ada", "last_name": "Lovelace", "is_admin": True},
            {"email": "eve@example.com", "first_name": "Eve", "last_name": "Ott", "is_admin": True},
        ],
    )

    # An unanswered multiple-choice question is undefined.
    reviewed = awx.launch("SendGrid: review", {"sso_review_admins": ""})
    assert reviewed.status == "successful", reviewed.failure
    assert reviewed.artifacts["sso_review_findings"]["unexpected_admins"] == ["eve@example.com"]

    schedule = named(example(), "controller_schedules", "SendGrid: weekly review")
    scheduled = awx.launch(schedule["unified_job_template"], schedule["extra_data"])
    assert scheduled.status == "failed"
    assert "eve@example.com" in scheduled.failure
    assert "alan@example.com" in "".join(scheduled.artifacts["sso_review_findings"]["drift"])
    assert writes(simulator) == []
    assert_no_key(reviewed, scheduled)


def test_people_are_offboarded_as_check_mode_told(awx: Controller, simulator: SimulatorThread) -> None:
    ann = {"email": "ann@example.com", "first_name": "{{ 1 + 1 }}", "last_name": "Lee", "persona": "developer"}
    bob = {"email": "bob@example.com", "first_name": "Bob", "last_name": "Orr", "is_sso": False, "is_admin": True}
    account(simulator, teammates=[ann, bob])
    answers = {"sso_offboard": "Ann@example.com\nbob@example.com, nobody@example.com\n"}

    foreseen = awx.launch("SendGrid: offboard", answers, job_type="check")
    assert (foreseen.status, writes(simulator)) == ("successful", [])
    assert foreseen.artifacts

    done = awx.launch("SendGrid: offboard", answers)
    assert done.status == "successful", done.failure
    foretold, told = foreseen.artifacts["sso_offboard_result"], done.artifacts["sso_offboard_result"]
    assert [line["had"] for line in foretold] == [line["had"] for line in told]
    assert [line["action"] for line in foretold] == ["to_remove", "to_remove", "absent"]
    had = {one["email"]: (one["action"], one["signed_in"]) for one in done.artifacts["sso_offboard_result"]}
    assert had["ann@example.com"] == ("removed", "sso")
    assert had["bob@example.com"] == ("removed", "password")
    assert simulator.control.state("acme")["teammates"] == {}
    assert_no_key(foreseen, done)


def test_a_workflow_that_offboards_after_a_check_does_not_take_the_check_for_the_work(
    awx: Controller, simulator: SimulatorThread
) -> None:
    people = [{"email": f"{name}@example.com", "first_name": name, "last_name": "Lee"} for name in ("ann", "bob")]
    account(simulator, teammates=[one | {"scopes": ["mail.send"]} for one in people])
    answers = {"sso_offboard": "ann@example.com, bob@example.com"}

    checked = awx.launch("SendGrid: offboard", answers, job_type="check")
    simulator.control.fault(method="DELETE", status=403, times=None)
    done = awx.launch("SendGrid: offboard", answers, artifacts=checked.artifacts)

    assert done.status == "failed"
    assert "2 of 2 people failed: ann@example.com: " in done.failure
    assert "; bob@example.com: " in done.failure
    assert [line["action"] for line in done.artifacts["sso_offboard_result"]] == ["failed", "failed"]
    assert len(simulator.control.state("acme")["teammates"]) == 2


def test_the_doctor_compares_with_the_projects_metadata_and_fails_on_what_the_survey_says(
    awx: Controller, simulator: SimulatorThread
) -> None:
    certificate = a_certificate(300)
    (awx.project / "okta-metadata.xml").write_text(metadata(certificate), encoding="utf-8")
    okta = {"name": "Okta", "signin_url": f"{simulator.url}/_simulator/", "entity_id": ENTITY_ID}
    account(simulator, integrations=[okta], certificates=[{"public_certificate": certificate}])
    answers = {"sso_doctor_email": "ada@example.com", "sso_doctor_fail_on": ["missing_people"]}

    told = awx.launch("SendGrid: doctor", answers, job_type="check")

    assert told.status == "failed"
    assert told.failure.startswith("The account has no teammate with the address ada@example.com. ")
    assert told.artifacts["sso_doctor_findings"]["metadata"] == ["Okta"]  # its sign-in URL
    assert told.artifacts["sso_doctor_by_host"]["localhost"]["check_mode"] is True
    assert writes(simulator) == []
    assert_no_key(told)
