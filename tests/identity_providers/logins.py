# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""The three ways in which Ada signs in, each through the identity provider's own pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from identity_providers.browser import Browser
from identity_providers.service_provider import Person

if TYPE_CHECKING:
    from identity_providers.conftest import SendGrid

USERNAME, PASSWORD = "ada", "pass-of-ada"


def by_redirect(sendgrid: SendGrid) -> Person:
    """Start at SendGrid's page."""
    provider, browser = sendgrid.service_provider(), Browser()
    return provider.accept(browser.sign_in(browser.open(provider.request_by_redirect()), USERNAME, PASSWORD))


def by_post(sendgrid: SendGrid) -> Person:
    """Start at SendGrid's page, which sends its request in a form."""
    provider, browser = sendgrid.service_provider(), Browser()
    return provider.accept(browser.sign_in(browser.send(provider.request_by_post()), USERNAME, PASSWORD))


def from_the_identity_provider(sendgrid: SendGrid, link: str) -> Person:
    """Start at one of the identity provider's own links."""
    browser = Browser()
    return sendgrid.service_provider().accept(browser.sign_in(browser.open(link), USERNAME, PASSWORD))
