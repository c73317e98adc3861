# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""The playbook doctor: its messages, its report, and when it raises an alarm."""

from __future__ import annotations

import json
import re
import stat
from pathlib import Path
from typing import Any

import pytest

from functional.by_name import User, a_certificate
from functional.harness.running import ROOT
from functional.role.identity_provider import ENTITY_ID, metadata
from simulator.thread import SimulatorThread

OPTIONS = {"sso_doctor_email", "sso_doctor_path", "sso_doctor_fail_on"}
ANN = {"email": "ann@example.com", "first_name": "Ann", "last_name": "Lee", "persona": "developer"}
BOB = {"email": "bob@example.com", "first_name": "Bob", "last_name": "Orr", "is_sso": False, "scopes": ["mail.send"]}


@pytest.fixture
def user(simulator: SimulatorThread, collections: Path, tmp_path: Path) -> User:
    return User(tmp_path, collections, simulator)


def seeded(user: User, certificate: str, signin_url: str = "", **seed: Any) -> None:
    """Create an account in which everything works, except for what the seed changes."""
    okta = {"id": "a-1", "name": "Okta", "completed_integration": True, "entity_id": ENTITY_ID}
    # The simulator itself responds here, and no key is sent to it.
    okta["signin_url"] = signin_url or f"{user.simulator.url}/_simulator/"
    certificates = [{"integration_id": "a-1", "public_certificate": certificate}]
    user.account(**{"teammates": [ANN, BOB], "integrations": [okta], "certificates": certificates} | seed)


def test_nothing_wrong_is_said_in_a_line_and_kept_in_a_report(user: User) -> None:
    certificate = a_certificate(300)
    seeded(user, certificate)
    shown = metadata(certificate, signin_url=f"{user.simulator.url}/_simulator/")
    (user.home / "idp.xml").write_text(shown, encoding="utf-8")
    variables = {"sso_doctor_email": " Ann@example.com ", "sso_metadata": "idp.xml", "sso_doctor_path": "doctor.json"}

    checked = user.runs("doctor", "--check", **variables)
    assert checked.status == 0, checked.output
    assert not (user.home / "doctor.json").exists()
    done = [user.runs("doctor", **variables, sso_doctor_fail_on="integrations, metadata") for _time in range(2)]

    path = user.home / "doctor.json"
    assert [one.status for one in done] == [0, 0], done[0].output
    assert user.writes() == []
    said = done[1].task("Show what was found")["msg"]
    assert said == [
        "ann@example.com signs in through SSO. Access: persona developer.",
        "Nothing wrong was found. Checked: the API key; Okta, its certificates and its sign-in URL; the metadata; "
        "Ann@example.com.",
        f"The report is in {path}.",
    ]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    report = json.loads(path.read_text(encoding="utf-8"))
    assert (report["findings"], report["person"]["persona"], report["lines"]) == ([], "developer", said[:2])
    by_host = {"check_mode": False, "path": str(path), "findings": done[1].stats["sso_doctor_findings"]}
    assert done[1].stats["sso_doctor_by_host"] == {"localhost": by_host}
    assert checked.stats["sso_doctor_by_host"] == {"localhost": by_host | {"check_mode": True}}
    assert not any(by_host["findings"].values())
    assert "SG.acme" not in done[1].output


def test_each_fault_is_a_line_and_some_raise_an_alarm(user: User) -> None:
    old, new = a_certificate(-3, "old"), a_certificate(300, "new")
    seeded(user, old, signin_url="http://127.0.0.1:9/sso")
    others = metadata(new).replace(ENTITY_ID, "https://idp.example.com/other")

    done = user.runs(
        "doctor", sso_doctor_email="bob@example.com", sso_metadata=others, sso_doctor_fail_on="[password_teammates]"
    )

    assert done.status != 0
    assert done.stats["sso_doctor_findings"] == {
        "api_key": [],
        "scopes": [],
        "unreadable": [],
        "integrations": ["Okta"],
        "expiring_certificates": [done.stats["sso_doctor_findings"]["expiring_certificates"][0]],
        "metadata": ["Okta", "Okta", done.stats["sso_doctor_findings"]["metadata"][2]],
        "signin_url": ["Okta"],
        "missing_people": [],
        "pending_invitations": [],
        "password_teammates": ["bob@example.com"],
        "owner": [],
        "no_access": [],
    }
    said = "\n".join(done.task("Show what was found")["msg"])
    assert "does not trust the certificate CN=new" in said
    assert "http://127.0.0.1:9/sso, does not answer here: Connection refused. Open it" in said
    assert done.message.startswith("bob@example.com signs in with a password, not through SSO. Move them to SSO")


def test_what_cannot_be_read_is_a_finding_and_the_rest_is_still_said(user: User) -> None:
    keys = [{"key": "SG.acme", "scopes": ["teammates.read"]}]
    seeded(user, a_certificate(300), keys=keys, pending=[{"email": "eve@example.com", "token": "t0ken"}])

    lacking = user.runs("doctor", sso_doctor_email="eve@example.com", sso_metadata="https://127.0.0.1:9/metadata")
    wrong = user.runs("doctor", account="other", sso_doctor_fail_on=["api_key"])
    user.environment["SENDGRID_BASE_URL"] = "http://127.0.0.1:9"
    gone = user.runs("doctor", sso_doctor_email="eve@example.com")

    assert lacking.status == 0, lacking.output
    found = {kind: subjects for kind, subjects in lacking.stats["sso_doctor_findings"].items() if subjects}
    assert found == {
        "scopes": ["sso.settings.read"],
        "metadata": ["sso_metadata"],
        "pending_invitations": ["eve@example.com"],
    }
    lines = lacking.task("Show what was found")["msg"]
    assert lines[0].startswith("eve@example.com was invited and has not accepted")
    assert lines[1].startswith("SendGrid forbids GET /v3/sso/integrations, which needs the scope sso.settings.read. ")
    assert re.match(r"The metadata cannot be used: [^.]*127\.0\.0\.1:9[^.]*refused[^.]*\. Download", lines[2]), lines
    assert "t0ken" not in lacking.output
    assert wrong.status != 0
    assert wrong.message.startswith("SendGrid does not accept the API key")
    assert gone.status == 0, gone.output
    assert {kind for kind, subjects in gone.stats["sso_doctor_findings"].items() if subjects} == {"unreadable"}


def test_hosts_write_a_file_each_and_what_an_earlier_job_left_decides_nothing(user: User) -> None:
    seeded(user, a_certificate(300))
    (user.home / "d-taken.json").write_text('{\n "report": "of somebody else"\n}', encoding="utf-8")
    hosts: dict[str, dict[str, Any]] = {name: {"sso_doctor_path": "d.json"} for name in ("eu", "b/c", "taken")}
    hosts["quiet"] = {}
    playbook = (ROOT / "playbooks" / "doctor.yml").read_text(encoding="utf-8")
    names = set(re.findall(r"\bsso_doctor_\w+", playbook)) - OPTIONS

    done = user.runs("doctor", *user.hosts(**hosts), **{name: ["nobody@example.com"] for name in names})

    assert {file.name for file in user.home.iterdir()} == {"d-eu.json", "d-b%2Fc.json", "d-taken.json"}
    assert done.failures == {
        "taken": f"sso_doctor_path {user.home}/d-taken.json is no report of this playbook, so it is not replaced: name "
        "another file."
    }
    assert {name: set(kept) for name, kept in done.stats.items()} == {"sso_doctor_by_host": {"eu", "b/c", "quiet"}}


@pytest.mark.parametrize(
    ("variables", "sentence"),
    [
        ({"sso_doctor_fail_on": "api_key,"}, "sso_doctor_fail_on seems to be cut off after api_key,: on"),
        ({"sso_doctor_fail_on": "password"}, "sso_doctor_fail_on does not accept password: choose from api_key"),
        ({"sso_doctor_path": "missing/doctor.json"}, "is in a folder that does not exist: create it first"),
        ({"sso_doctor_email": "<ann@example.com>"}, "sso_doctor_email: "),
        ({"sso_doctor_email": ["ann@example.com"]}, "sso_doctor_email: "),
        ({"sso_metadata": "missing.xml"}, "sso_metadata is neither XML nor a URL, and there is no file "),
    ],
)
def test_what_makes_no_sense_is_told_before_any_request(user: User, variables: dict[str, Any], sentence: str) -> None:
    user.account()

    done = user.runs("doctor", **variables)

    assert done.status != 0
    assert sentence in done.message
    assert user.requests() == []
