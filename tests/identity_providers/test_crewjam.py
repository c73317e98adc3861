# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""People can sign in through crewjam/saml with what the collection wrote."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from types import SimpleNamespace

import pytest

from identity_providers.browser import Browser, NoLogin
from identity_providers.conftest import SendGrid
from identity_providers.logins import PASSWORD, USERNAME, by_post, by_redirect
from identity_providers.service_provider import Person
from servers import samlidp
from servers.keys import a_key
from servers.starting import started


def from_crewjam(sendgrid: SendGrid, link: str) -> Person:
    """Start at its own link, which shows the session after the login. Opened again, it leads to SendGrid."""
    browser = Browser()
    with pytest.raises(NoLogin, match="UserEmail"):
        browser.sign_in(browser.open(link), USERNAME, PASSWORD)
    return sendgrid.service_provider().accept(browser.sign_in(browser.open(link), USERNAME, PASSWORD))


def test_three_ways_to_sign_in(sendgrid: SendGrid, tmp_path: Path) -> None:
    server = SimpleNamespace(running=partial(samlidp.running, key=a_key("crewjam")))
    with started(server, tmp_path) as provider:
        provider.knows(sendgrid.integration()["audience_url"])
        sendgrid.reads(provider.metadata())
        people = [by_redirect(sendgrid), by_post(sendgrid), from_crewjam(sendgrid, f"{provider.url}/login/sendgrid")]

    assert [one.name_id for one in people] == ["ada@example.com"] * 3
