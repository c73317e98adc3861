# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""The playbook access_review: its three files, its findings, and when it raises an alarm."""

from __future__ import annotations

import csv
import json
import re
import stat
from pathlib import Path
from typing import Any

import pytest

from functional.by_name import User, a_certificate
from functional.harness.running import ROOT
from simulator.thread import SimulatorThread

OPTIONS = {"sso_review_path", "sso_review_fail_on", "sso_review_admins", "sso_review_expiry_days"}
HOSTILE = "<script>document.title='pwned'</script>\"'&{{ 1 + 1 }}"
ANN = {"email": "ann@example.com", "first_name": "Ann", "last_name": "Lee", "is_admin": True}
BOB = {"email": "bob@example.com", "first_name": "=1+1", "last_name": "@x", "is_sso": False, "scopes": ["mail.send"]}
CAT = {"email": "cat@example.com", "first_name": HOSTILE, "last_name": " +2", "persona": "developer"}
DAN = {
    "email": "dan@example.com",
    "first_name": "Dan",
    "last_name": 'O"Hara, jr',
    "subuser_access": [{"username": "news", "permission_type": "restricted", "scopes": ["mail.send", "alerts.read"]}],
}
EVE = {"email": "eve@example.com", "first_name": "-Eve", "last_name": "Gone", "is_admin": True}
GUS = {"email": "gus@example.com", "first_name": "Gus", "last_name": "Roe", "scopes": ["mail.send", "stats.read"]}
ACCOUNT: dict[str, Any] = {
    "subusers": [{"id": 7, "username": "news"}],
    "teammates": [ANN, BOB, CAT, DAN, EVE, GUS],
    "pending": [{"email": "hal@example.com", "token": "t0ken", "is_admin": True}],
    "integrations": [
        {"id": "a-1", "name": "Okta", "completed_integration": True},
        {"id": "b-2", "name": "Old", "enabled": False},
    ],
}
ROSTER = {
    "teammates": [
        {"email": "ANN@example.com", "is_admin": "yes"},
        {"email": "cat@example.com", "persona": "observer"},
        {"email": "dan@example.com"},
        {"email": "gus@example.com", "scopes": ["mail.send"]},
        {"email": "ida@example.com", "first_name": "Ida", "last_name": "Ray", "persona": "observer"},
    ],
    "purge": True,
}


@pytest.fixture
def user(simulator: SimulatorThread, collections: Path, tmp_path: Path) -> User:
    """An auditor of an account that has something for every finding."""
    user = User(tmp_path, collections, simulator)
    certificates = [
        {"integration_id": "a-1", "public_certificate": a_certificate(400, "new")},
        {"integration_id": "a-1", "public_certificate": a_certificate(12, "soon")},
        {"integration_id": "b-2", "public_certificate": a_certificate(-3, "over")},
    ]
    user.account(**ACCOUNT, certificates=certificates)
    return user


def test_it_finds_what_needs_attention_and_writes_it_down(user: User) -> None:
    roster = json.dumps(ROSTER)
    checked = user.runs("access_review", "--check", sso_review_path="review", sso_roster=roster)
    assert checked.status == 0, checked.output
    assert list(user.home.iterdir()) == []

    done = user.runs("access_review", sso_review_path="review", sso_roster=roster)

    assert done.status == 0, done.output
    assert user.writes() == []
    assert done.stats["sso_review_findings"] == {
        "expiring_certificates": ["CN=over of Old", "CN=soon of Okta"],
        "integrations": ["Old"],
        "password_teammates": ["bob@example.com"],
        "unexpected_admins": ["eve@example.com"],
        "drift": [
            "ida@example.com",
            "bob@example.com",
            "cat@example.com",
            "eve@example.com",
            "gus@example.com",
        ],
        "pending_invitations": ["hal@example.com"],
        "added_scopes": [],
        "no_access": [],
    }
    by_host, by_host_checked = done.stats["sso_review_by_host"], checked.stats["sso_review_by_host"]
    assert checked.stats | {"sso_review_by_host": by_host} == done.stats
    assert by_host == {
        "localhost": {
            "check_mode": False,
            "path": str(user.home / "review"),
            "counts": done.stats["sso_review_counts"],
            "findings": done.stats["sso_review_findings"],
        }
    }
    assert by_host_checked == {"localhost": by_host["localhost"] | {"check_mode": True}}
    assert checked.message == f"The report would be in {user.home / 'review'}."
    assert done.stats["sso_review_counts"]["access"] == {
        "owner": 1,
        "admin": 2,
        "persona": 1,
        "scopes": 2,
        "subusers": 1,
        "none": 0,
    }
    files = sorted((user.home / "review").iterdir())
    assert [file.name for file in files] == ["access-review.csv", "access-review.html", "access-review.json"]
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    assert not [text for text in ("t0ken", "SG.acme") if text in done.output + "".join(map(Path.read_text, files))]

    report = json.loads(files[2].read_text(encoding="utf-8"))
    people = {person["email"]: person for person in report["people"]}
    assert (people["cat@example.com"]["first_name"], people["cat@example.com"]["persona"]) == (HOSTILE, "developer")
    assert people["dan@example.com"]["subusers"][0]["scopes"] == ["alerts.read", "mail.send"]
    assert people["cat@example.com"]["difference"] == "has the persona developer, wanted the persona observer"
    assert people["gus@example.com"]["difference"] == "scopes: has stats.read beyond them"
    assert people["eve@example.com"]["difference"] == "in SendGrid, not in the roster"
    assert [one["days_left"] for one in report["certificates"]] == [400, 12, -3]

    with files[0].open(encoding="utf-8", newline="") as text:
        rows = {row["email"]: row for row in csv.DictReader(text)}
    assert rows["bob@example.com"]["first_name"] == "'=1+1"
    assert rows["bob@example.com"]["last_name"] == "'@x"
    assert (rows["cat@example.com"]["first_name"], rows["cat@example.com"]["last_name"]) == (HOSTILE, "' +2")
    assert (rows["dan@example.com"]["last_name"], rows["eve@example.com"]["first_name"]) == ('O"Hara, jr', "'-Eve")
    assert rows["dan@example.com"]["subusers"] == "news (alerts.read mail.send)"
    assert rows["hal@example.com"]["signs_in"] == "invited"

    page = files[1].read_text(encoding="utf-8")
    assert page.count("<script") == 1
    assert "&lt;script&gt;document.title=" in page
    assert "{{ 1 + 1 }}" in page
    assert not [reference for reference in ("src=", "url(", "@import", "<link", 'href="h') if reference in page]


def test_it_says_by_which_group_somebody_has_their_access(user: User) -> None:
    people = [{"email": email} for email in ("Ann@example.com", "CAT@example.com", "ida@example.com")]
    eve = {"email": "eve@example.com", "enabled": False}
    groups = [
        {"name": "Observers", "persona": "observer", "people": [*people, eve]},
        {"name": "Mail", "scopes": ["mail.send"], "people": [{"email": "gus@example.com"}, people[1]]},
    ]
    done = user.runs(
        "access_review",
        "--verbose",
        sso_review_path="review",
        sso_roster={"teammates": [{"email": "ann@example.com", "is_admin": True}]},
        sso_groups=json.dumps(groups),
        sso_groups_conflict="first",
        sso_review_fail_on="drift",
    )

    assert done.status == 2, done.output
    report = json.loads((user.home / "review" / "access-review.json").read_text(encoding="utf-8"))
    shown = {one["email"]: (one["roster"], one["groups"], one["difference"]) for one in report["people"]}
    assert shown["ann@example.com"] == ("listed", [], "")
    assert shown["cat@example.com"] == (
        "listed",
        ["Observers"],
        "has the persona developer, wanted the persona observer (by the group Observers)",
    )
    assert shown["gus@example.com"] == ("listed", ["Mail"], "scopes: has stats.read beyond them (by the group Mail)")
    assert shown["eve@example.com"] == (
        "unlisted",
        [],
        "in SendGrid, left out of the group Observers: disabled",
    )
    drift = next(one["entries"] for one in report["findings"] if one["kind"] == "drift")
    assert drift[0]["subject"] == "ida@example.com"
    assert drift[0]["note"].startswith("in the group Observers, not in SendGrid: ")
    with (user.home / "review" / "access-review.csv").open(encoding="utf-8", newline="") as text:
        assert {row["email"]: row["groups"] for row in csv.DictReader(text) if row["groups"]} == {
            "cat@example.com": "Observers",
            "gus@example.com": "Mail",
        }
    page = (user.home / "review" / "access-review.html").read_text(encoding="utf-8")
    assert page.count("by <bdi>Observers</bdi>") == 1
    assert user.writes() == []


def test_it_raises_an_alarm_on_what_it_is_told_to(user: User) -> None:
    quiet = user.runs("access_review", sso_review_path="review", sso_review_fail_on=["added_scopes"])
    loud = user.runs(
        "access_review",
        sso_review_path="review",
        fail_on="[password_teammates, unexpected_admins]",
        sso_review_admins="ann@example.com, Eve@example.com",
    )
    soon = user.runs(
        "access_review",
        sso_review_path="review",
        sso_review_fail_on="expiring_certificates, drift",
        sso_review_expiry_days="0",
        sso_roster={"teammates": [], "protected": [one["email"] for one in ACCOUNT["teammates"]]},
    )

    assert quiet.status == 0, quiet.output
    assert quiet.stats["sso_review_findings"]["unexpected_admins"] == ["ann@example.com", "eve@example.com"]
    assert loud.status != 0
    assert loud.message == (
        "People who sign in with a password, past Single Sign-On: bob@example.com. "
        "Move them to SSO with manage_password_teammate, remove them with the playbook offboard, or list those who may "
        "keep their password in the roster's protected. "
        f"The report is in {user.home / 'review'}."
    )
    assert quiet.message == f"The report is in {user.home / 'review'}."
    assert soon.message.startswith("Certificates that end soon, or have ended: CN=over of Old. Add the identity ")
    assert soon.message.endswith(f"The report is in {user.home / 'review'}.")
    assert soon.stats["sso_review_findings"]["password_teammates"] == []


def test_an_account_with_nothing_in_it_is_calm_but_for_the_missing_integration(user: User) -> None:
    user.account()

    done = user.runs("access_review", sso_review_path="a folder", sso_roster="", sso_review_fail_on="")

    assert done.status == 0, done.output
    page = (user.home / "a folder" / "access-review.html").read_text(encoding="utf-8")
    assert '<p class="calm">Nothing.</p>' in page
    assert "There is no integration" in page


def test_each_host_has_a_folder_of_its_own_and_what_an_earlier_job_left_decides_nothing(user: User) -> None:
    (user.home / "file").write_text("", encoding="utf-8")
    (user.home / "review" / "taken" / "access-review.csv").mkdir(parents=True)
    hosts: dict[str, dict[str, Any]] = {
        name: {"sso_review_path": "review"} for name in ("..", "b/c", "d", "D", "taken")
    }
    hosts["own"] = {"sso_review_path": "{{ inventory_hostname }}"}
    hosts["lost"] = {"sso_review_path": "file/review"}
    playbook = (ROOT / "playbooks" / "access_review.yml").read_text(encoding="utf-8")
    names = set(re.findall(r"\bsso_review_\w+", playbook)) - OPTIONS

    done = user.runs("access_review", *user.hosts(**hosts), **{name: ["nobody@example.com"] for name in names})

    written = {str(file.parent.relative_to(user.home)) for file in user.home.rglob("access-review.json")}
    assert written == {"review/%2E.", "review/b%2Fc", "own"}
    assert done.failures == {
        **{
            host: f"The hosts d, D would write to the same folder {user.home}/review/{host}: give each of them another "
            "sso_review_path."
            for host in ("d", "D")
        },
        "lost": f"sso_review_path {user.home}/file/review cannot be used: {user.home}/file is in the way.",
        "taken": f"sso_review_path {user.home}/review cannot be used: {user.home}/review/taken/access-review.csv is in "
        "the way.",
    }
    assert {name: set(kept) for name, kept in done.stats.items()} == {"sso_review_by_host": {"..", "b/c", "own"}}
    assert done.stats["sso_review_by_host"]["own"]["findings"]["password_teammates"] == ["bob@example.com"]


def test_nobody_can_sign_in_is_a_finding_that_fails_a_job_that_asks_for_it(user: User) -> None:
    user.account(teammates=[ANN, BOB])

    done = user.runs("access_review", sso_review_path="review", fail_on="integrations", sso_review_admins=ANN["email"])

    assert done.status != 0
    assert done.stats["sso_review_findings"]["integrations"] == ["Single Sign-On"]
    assert done.message.startswith(
        "Integrations that are off, incomplete or missing: Single Sign-On: 1 person cannot sign in, because no "
        "enabled integration has a certificate that is valid now"
    )
    assert done.message.endswith(f"The report is in {user.home / 'review'}.")
    page = (user.home / "review" / "access-review.html").read_text(encoding="utf-8")
    assert "add the certificate that its identity provider signs with" in page


@pytest.mark.parametrize(
    ("variables", "sentence"),
    [
        ({}, "sso_review_path is missing"),
        ({"sso_review_path": "/etc/passwd"}, "sso_review_path /etc/passwd is a file: name a folder."),
        (
            {"sso_review_path": "r", "sso_review_fail_on": "[drift,"},
            "sso_review_fail_on seems to be cut off after [drift,",
        ),
        (
            {"sso_review_path": "r", "sso_review_fail_on": "password"},
            "sso_review_fail_on does not accept password: choose from",
        ),
        (
            {"sso_review_path": "r", "fail_on": ["drift"]},
            "sso_review_fail_on has drift, and there is neither sso_roster",
        ),
        ({"sso_review_path": "r", "sso_review_expiry_days": "soon"}, "sso_review_expiry_days is soon: give a whole"),
        ({"sso_review_path": "r", "sso_roster": "{teammates: ["}, "sso_roster is neither YAML nor JSON."),
        ({"sso_review_path": "r", "sso_groups": "- ["}, "sso_groups cannot be read. It must be a list of groups"),
        ({"sso_review_path": "r", "sso_groups": [{"name": "A"}]}, "sso_groups cannot be used: Group 'A'"),
        ({"sso_review_path": "r", "sso_roster": "purge: true"}, "sso_roster has no list of teammates"),
        ({"sso_review_path": "r", "sso_roster": "ann"}, "sso_roster has no list of teammates"),
        ({"sso_review_path": "r", "sso_roster": {"teammates": "ann"}}, "sso_roster has no list of teammates"),
    ],
)
def test_what_makes_no_sense_is_told_before_any_request(user: User, variables: dict[str, Any], sentence: str) -> None:
    done = user.runs("access_review", **variables)

    assert done.status != 0
    assert sentence in done.message
    assert user.requests() == []


def test_a_roster_that_the_module_refuses_fails_the_review(user: User) -> None:
    roster = {"teammates": [{"email": "ann@example.com", "is_boss": True}]}

    done = user.runs("access_review", sso_review_path="review", sso_roster=roster)

    assert done.status != 0
    assert "is_boss" in done.message
    assert not (user.home / "review").exists()
