# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""What an offboarding reports to machines and to people: in check mode, nobody is called removed."""

from __future__ import annotations

from typing import Any

import pytest
from ansible.errors import AnsibleFilterError

from ansible_collections.community.sendgrid.plugins.filter.offboard_report import offboard_report

ANN = {"email": "Ann@example.com", "is_admin": True, "persona": None, "scopes": [], "subuser_access": []}
DEVELOPER = ANN | {"is_admin": False, "persona": "developer"}
SENDER = ANN | {"is_admin": False, "scopes": ["mail.send", "stats.read"]}
READER = ANN | {"is_admin": False, "scopes": [f"scope{number}" for number in range(10)]}
SHOPPER = ANN | {"is_admin": False, "subuser_access": [{"id": 7}, {"id": 8}]}
FAILURE = {"code": "forbidden", "msg": "SendGrid forbids it."}


def result(action: str, signed_in: str | None, had: Any = None, failure: Any = None) -> dict[str, Any]:
    return {"email": "ann@example.com", "action": action, "signed_in": signed_in, "had": had or {}, "failure": failure}


@pytest.mark.parametrize(("check_mode", "action"), [(False, "removed"), (True, "to_remove")])
def test_a_line_has_host_and_mode_and_what_went_wrong_as_text(check_mode: bool, action: str) -> None:
    given = [result("removed", "sso", ANN), result("absent", "never"), result("failed", None, failure=FAILURE)]
    lines = offboard_report(given, "eu", check_mode)["lines"]
    assert lines[0] == {
        "host": "eu",
        "check_mode": check_mode,
        "email": "ann@example.com",
        "action": action,
        "signed_in": "sso",
        "had": ANN,
        "failure": "",
    }
    assert [(line["action"], line["failure"]) for line in lines[1:]] == [
        ("absent", ""),
        ("failed", "SendGrid forbids it."),
    ]


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (result("absent", "never"), "had no access"),
        (result("failed", "sso", ANN, FAILURE), "FAILED, SendGrid forbids it."),
        (result("removed", "sso", ANN), "removed; signed in through SSO; admin"),
        (result("removed", "password", DEVELOPER), "removed; signed in with a password; persona developer"),
        (result("removed", "sso", SENDER), "removed; signed in through SSO; scopes mail.send, stats.read"),
        (
            result("removed", "sso", READER),
            "removed; signed in through SSO; "
            "scopes scope0, scope1, scope2, scope3, scope4, scope5, scope6, scope7 and 2 more",
        ),
        (result("removed", "sso", SHOPPER), "removed; signed in through SSO; subusers with ids 7, 8"),
        (result("removed", "never", {"pending_invitations": 1}), "removed; pending invitations: 1"),
        (
            result("removed", "sso", SENDER | {"twins": [ANN], "pending_invitations": 2}),
            "removed; signed in through SSO; scopes mail.send, stats.read; admin; pending invitations: 2",
        ),
    ],
)
def test_a_sentence_tells_a_person_what_became_of_somebody_and_what_they_had(given: Any, sentence: str) -> None:
    assert offboard_report([given], "localhost", False)["sentences"] == [f"ann@example.com: {sentence}"]


def test_in_check_mode_the_sentence_says_what_would_become_of_them() -> None:
    (sentence,) = offboard_report([result("removed", "sso", ANN)], "localhost", True)["sentences"]
    assert sentence == "ann@example.com: would be removed; signed in through SSO; admin"


@pytest.mark.parametrize("given", [None, 5, ["ann@example.com"], [{"email": "ann@example.com"}], {"results": []}])
def test_what_are_no_results_is_refused(given: Any) -> None:
    with pytest.raises(AnsibleFilterError, match="needs the results of sendgrid_sso_offboard"):
        offboard_report(given, "localhost", False)
