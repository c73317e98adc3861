# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""The example's templates and its workflow work when launched through AWX's API and run by its own dispatcher."""

from __future__ import annotations

import json
from typing import Any

from awx_itself.driving import Awx, Job, wait_for
from awx_itself.services import Services
from functional.awx.account import KEY, PEOPLE, account, writes
from functional.by_name import a_certificate
from functional.role.identity_provider import ENTITY_ID, SIGNIN_URL, metadata
from simulator.thread import SimulatorThread

OKTA = {"name": "Okta", "enabled": True, "signin_url": SIGNIN_URL, "entity_id": "https://idp.example.com/metadata"}


def says(job: Job) -> str:
    """What to show if a job ends in an unexpected way."""
    return f"{job.status}: {job.data['job_explanation']}\n{job.data['result_traceback']}\n{job.page}"


def test_provisioning_is_checked_done_and_done(awx: Awx, simulator: SimulatorThread) -> None:
    account(simulator)
    awx.commit({"okta-metadata.xml": metadata(a_certificate(300))})

    foreseen = awx.launch("SendGrid: provision", job_type="check")
    assert (foreseen.status, writes(simulator)) == ("successful", []), says(foreseen)
    assert foreseen.artifacts["sso_set_up_created"] == PEOPLE

    done = awx.launch("SendGrid: provision")
    assert (done.status, len(writes(simulator))) == ("successful", 6), says(done)
    assert done.changed >= foreseen.changed > 0

    again = awx.launch("SendGrid: provision")
    assert (again.status, again.changed, writes(simulator)) == ("successful", 0, []), says(again)


def person(number: int, *scopes: str) -> dict[str, Any]:
    return {"email": f"p{number:04}@example.com", "first_name": "P", "last_name": "Q", "scopes": list(scopes)}


def checked(awx: Awx) -> tuple[int, Job, int]:
    """Launch a workflow up to its approval; return its id, the check's job, and the approval's id."""
    workflow = awx.launch_workflow("SendGrid: change")
    approval = awx.node(workflow, "approve", "pending")
    return workflow, awx.job(awx.node(workflow, "check", "successful")), approval


def approved(awx: Awx, workflow: int, approval: int) -> Job:
    """Approve the workflow, and return the job of its last node."""
    awx.post(f"workflow_approvals/{approval}/approve", {})
    return awx.job(awx.node(workflow, "run", "failed", "successful"))


def test_a_change_is_approved_and_refused_where_somebody_was_quicker_and_approved_again_and_done(
    awx: Awx, simulator: SimulatorThread
) -> None:
    """A thousand people, a hundred changes."""
    pem = a_certificate(300)
    people = [person(number, "mail.send", "stats.read") for number in range(1000)]
    account(simulator, integrations=[OKTA], certificates=[{"public_certificate": pem}], teammates=people)
    for number in range(100):
        people[number] = person(number, "mail.send", "templates.read")
    wanted = {"sso_integration": {"name": "Okta", "enabled": True}, "sso_metadata": "okta-metadata.xml"}
    wanted |= {"sso_roster": {"teammates": people}}
    before = (awx.project / "vars" / "sso-variables.yml").read_text(encoding="utf-8")
    awx.commit({"okta-metadata.xml": metadata(pem), "vars/sso-variables.yml": json.dumps(wanted)})

    workflow, check, approval = checked(awx)
    assert (len(check.artifacts["sso_set_up_updated"]), writes(simulator)) == (100, [])
    simulator.control.edit_teammate("acme", "p0007@example.com", scopes=["mail.send", "asm_groups.read"])
    refused = approved(awx, workflow, approval)
    assert (refused.status, writes(simulator)) == ("failed", []), says(refused)
    assert "update 100" in check.artifacts["sso_set_up_summary"][0]
    assert "the account or the task has changed since the check" in refused.failure

    workflow, check, approval = checked(awx)
    done = approved(awx, workflow, approval)
    assert (done.status, len(writes(simulator))) == ("successful", 100), says(done)
    assert done.artifacts["sso_set_up_plans"] == check.artifacts["sso_set_up_plans"]
    awx.commit({"vars/sso-variables.yml": before})


def test_drift_fails_notifies_and_changes_nothing(
    awx: Awx, simulator: SimulatorThread, webhooks: tuple[str, list[str]]
) -> None:
    pem = a_certificate(300)
    account(simulator, integrations=[OKTA], certificates=[{"public_certificate": pem}])
    awx.commit({"okta-metadata.xml": metadata(pem)})
    webhooks[1].clear()

    drift = awx.launch("SendGrid: drift")
    assert (drift.status, writes(simulator)) == ("failed", []), says(drift)
    assert drift.failure.startswith("The account is not as the project says")
    wait_for("the notification", lambda: webhooks[1])
    assert "SendGrid: drift" in webhooks[1][0]


def test_certificates_are_rotated_in_two_jobs(awx: Awx, simulator: SimulatorThread) -> None:
    old, new = a_certificate(20), a_certificate(300)
    account(simulator, integrations=[OKTA], certificates=[{"public_certificate": old}])
    awx.commit({"okta-metadata.xml": metadata(old)})

    added = awx.launch("SendGrid: rotate", {"sso_certificates": new, "sso_certificates_purge": "none"})
    assert (added.status, writes(simulator)) == ("successful", ["POST /v3/sso/certificates"]), says(added)

    awx.commit({"okta-metadata.xml": metadata(new)})
    purged = awx.launch("SendGrid: rotate", {"sso_certificates": "", "sso_certificates_purge": "others"})
    assert purged.status == "successful", says(purged)
    assert [request.split("/")[0] for request in writes(simulator)] == ["DELETE "]
    assert simulator.control.state("acme")["teammates"] == {}


def test_a_review_and_a_doctor_tell_their_findings_as_artifacts(awx: Awx, simulator: SimulatorThread) -> None:
    pem = a_certificate(300)
    okta = {"name": "Okta", "signin_url": f"{simulator.url}/_simulator/", "entity_id": ENTITY_ID}
    eve = {"email": "eve@example.com", "first_name": "Eve", "last_name": "Ott", "is_admin": True}
    account(simulator, integrations=[okta], certificates=[{"public_certificate": pem}], teammates=[eve])
    awx.commit({"okta-metadata.xml": metadata(pem)})

    reviewed = awx.launch("SendGrid: review", {"sso_review_admins": ""})
    assert reviewed.status == "successful", says(reviewed)
    assert reviewed.artifacts["sso_review_findings"]["unexpected_admins"] == ["eve@example.com"]
    failed = awx.launch("SendGrid: review", {"sso_review_fail_on": ["unexpected_admins"]})
    assert failed.status == "failed", says(failed)
    assert "eve@example.com" in failed.failure

    answers = {"sso_doctor_email": "ada@example.com", "sso_doctor_fail_on": ["missing_people"]}
    told = awx.launch("SendGrid: doctor", answers)
    assert told.status == "failed", says(told)
    assert told.failure.startswith("The account has no teammate with the address ada@example.com. ")
    assert writes(simulator) == []


def test_people_are_offboarded_as_check_mode_told(awx: Awx, simulator: SimulatorThread) -> None:
    ann = {"email": "ann@example.com", "first_name": "{{ 1 + 1 }}", "last_name": "Lee", "persona": "developer"}
    account(simulator, teammates=[ann])
    answers = {"sso_offboard": "Ann@example.com\nnobody@example.com\n"}

    foreseen = awx.launch("SendGrid: offboard", answers, job_type="check")
    assert (foreseen.status, writes(simulator)) == ("successful", []), says(foreseen)
    done = awx.launch("SendGrid: offboard", answers)
    assert done.status == "successful", says(done)
    actions = [[line["action"] for line in job.artifacts["sso_offboard_result"]] for job in (foreseen, done)]
    assert actions == [["to_remove", "absent"], ["removed", "absent"]]
    assert simulator.control.state("acme")["teammates"] == {}


def test_the_key_is_in_no_event_and_nowhere_in_the_database(awx: Awx, services: Services) -> None:
    """Must run last, after all other jobs."""
    jobs = [Job(awx, data) for data in awx.listing("jobs/")]
    assert jobs
    for job in jobs:
        kept = json.dumps([job.data, job.events]) + job.page
        assert KEY not in kept
        assert "Bearer " not in kept
    assert KEY not in services.everything_kept()
