# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""What the guides say about signout_url: an empty text leaves it empty, whatever the metadata contains."""

from __future__ import annotations

from pathlib import Path

import pytest

from functional.by_name import User, a_certificate
from functional.role.identity_provider import metadata
from simulator.thread import SimulatorThread

LOGOUT = "https://idp.example.com/logout"
ENDPOINT = f'<SingleLogoutService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="{LOGOUT}"/>'


@pytest.fixture
def user(simulator: SimulatorThread, collections: Path, tmp_path: Path) -> User:
    return User(tmp_path, collections, simulator)


def test_an_empty_sign_out_url_wins_over_the_metadata_and_over_what_is_there(user: User) -> None:
    document = metadata(a_certificate(300)).replace("<SingleSignOnService", ENDPOINT + "<SingleSignOnService")
    (user.home / "okta-metadata.xml").write_text(document, encoding="utf-8")
    user.account(integrations=[{"name": "Okta", "signout_url": LOGOUT}])

    done = user.runs("provision", sso_metadata="okta-metadata.xml", sso_integration={"name": "Okta", "signout_url": ""})

    assert done.status == 0, done.output
    assert [one["signout_url"] for one in user.state()["integrations"]] == [""]
