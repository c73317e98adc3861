# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Unanswered survey questions work: AWX turns a blank text into null, and leaves out a multiple choice."""

from __future__ import annotations

from pathlib import Path

import pytest

from functional.by_name import User
from simulator.thread import SimulatorThread

ANN = {"email": "ann@example.com", "first_name": "Ann", "last_name": "Lee", "scopes": ["mail.send"]}


@pytest.fixture
def user(simulator: SimulatorThread, collections: Path, tmp_path: Path) -> User:
    return User(tmp_path, collections, simulator)


def test_a_blank_answer_is_as_none(user: User) -> None:
    user.account(teammates=[ANN], integrations=[{"name": "Okta", "enabled": False}])
    certificates = {"sso_certificates": None, "sso_approved_plans": None}
    set_up = user.runs("provision", sso_integration={"name": "Okta"}, sso_roster={"teammates": [ANN]}, **certificates)
    assert (set_up.status, int(set_up.stats["sso_set_up_changes"]), user.writes()) == (0, 0, []), set_up.output

    reviewed = user.runs("access_review", sso_review_path="review", sso_review_admins=None)
    assert reviewed.status == 0, reviewed.output

    nobody = user.runs("offboard", sso_offboard=None)
    assert (nobody.status, nobody.message.split(":")[0]) == (2, "sso_offboard names nobody")
    limits = {"sso_offboard_max_removals": None, "sso_offboard_manage_password_teammate": None}
    gone = user.runs("offboard", sso_offboard=ANN["email"], sso_offboard_plans=None, **limits)
    assert (gone.status, user.state()["teammates"]) == (0, {}), gone.output
