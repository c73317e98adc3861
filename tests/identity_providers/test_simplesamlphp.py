# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""People can sign in through SimpleSAMLphp with what the collection wrote, during a rotation, too."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from identity_providers.conftest import SendGrid
from identity_providers.logins import by_post, by_redirect, from_the_identity_provider
from identity_providers.service_provider import Person, Refused
from servers import simplesamlphp
from servers.keys import a_key
from servers.simplesamlphp import SimpleSamlPhp
from servers.starting import started

ADA = Person("ada@example.com", {})


@pytest.fixture
def provider(tmp_path: Path) -> Iterator[SimpleSamlPhp]:
    folder = tmp_path / "simplesamlphp"
    folder.mkdir()
    with started(simplesamlphp, folder) as server:
        yield server


def people(sendgrid: SendGrid, provider: SimpleSamlPhp) -> list[Person]:
    """The people who sign in, in each of the three ways."""
    url = sendgrid.service_provider().integration["audience_url"]
    link = f"{provider.url}/saml2/idp/SSOService.php?spentityid={url}"
    ways = [by_redirect(sendgrid), by_post(sendgrid), from_the_identity_provider(sendgrid, link)]
    return [Person(one.name_id, {}) for one in ways]


def test_logins_and_a_rotation(sendgrid: SendGrid, provider: SimpleSamlPhp) -> None:
    old, new = a_key("old"), a_key("new")
    provider.knows(sendgrid.integration()["audience_url"])
    provider.signs_with(old)
    sendgrid.reads(provider.metadata())
    assert people(sendgrid, provider) == [ADA] * 3

    provider.signs_with(old, coming=new)
    sendgrid.reads(provider.metadata())
    assert by_redirect(sendgrid).name_id == ADA.name_id

    provider.signs_with(new)
    assert by_redirect(sendgrid).name_id == ADA.name_id

    sendgrid.reads(provider.metadata(), sso_certificates_purge="others")
    assert people(sendgrid, provider) == [ADA] * 3

    provider.signs_with(old)
    with pytest.raises(Refused, match="ignature"):
        by_redirect(sendgrid)
