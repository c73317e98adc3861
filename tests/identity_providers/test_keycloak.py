# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Keycloak works with what the collection wrote: logins, a whole rotation, and the example with both sides as code."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from defusedxml import ElementTree

from functional.by_name import Done
from functional.examples.collecting import blocks_of
from functional.harness.running import ROOT
from identity_providers.browser import NoLogin
from identity_providers.conftest import SendGrid
from identity_providers.logins import by_post, by_redirect, from_the_identity_provider
from identity_providers.realm import ADA, FIRST_KEY, SECRET, Realm
from identity_providers.service_provider import Person, Refused

PURGE = {"sso_certificates_purge": "others"}
FALLBACK = "fallback-RS256"
GUIDE = "docs/docsite/rst/guide_keycloak.rst"
TEXT = (ROOT / GUIDE).read_text(encoding="utf-8")


def published(realm: Realm) -> list[str]:
    """The names of the keys in the metadata, in its order."""
    names = {certificate: name for name, certificate in realm.certificates().items()}
    found = ElementTree.fromstring(realm.metadata()).iter("{http://www.w3.org/2000/09/xmldsig#}X509Certificate")
    return [names["".join((one.text or "").split())] for one in found]


def trusted(sendgrid: SendGrid, realm: Realm) -> set[str]:
    """The names of the keys that SendGrid trusts."""
    names = {certificate: name for name, certificate in realm.certificates().items()}
    pems = sendgrid.service_provider().certificates
    return {names["".join(line for line in pem.splitlines() if "CERTIFICATE" not in line)] for pem in pems}


def changed(done: Done) -> bool:
    """Whether the run's recap has a change."""
    return "changed=0" not in done.output


def staying(done: Done) -> int:
    """How many certificates a purge has left, according to the role."""
    result = done.task("community.sendgrid.sso : Keep the result in sso_result")["ansible_facts"]["sso_result"]
    return len(result["certificates_staying"])


@pytest.fixture
def connected(sendgrid: SendGrid, realm: Realm) -> SendGrid:
    """SendGrid and Keycloak, connected as in the guide."""
    realm.client(sendgrid.integration()["audience_url"])
    sendgrid.reads(realm.metadata())
    return sendgrid


def test_a_newcomer_signs_in_by_the_guide(sendgrid: SendGrid, realm: Realm) -> None:
    user = sendgrid.user
    for block in blocks_of(GUIDE, TEXT):
        if block.saved_as:
            text = block.text.replace("https://keycloak.example.com/realms/example", realm.url)
            (user.home / block.saved_as).write_text(text, encoding="utf-8")
    first = user.runs(user.home / "first-run.yml")
    assert first.status == 0, first.output
    realm.client(first.message.split()[-1])
    (user.home / "keycloak-metadata.xml").write_text(realm.metadata(), encoding="utf-8")
    for expected in (True, False):
        done = user.runs("provision", "-e", "@sso-variables.yml")
        assert done.status == 0, done.output
        assert changed(done) is expected

    people = [by_redirect(sendgrid), by_post(sendgrid), from_the_identity_provider(sendgrid, realm.link)]

    assert people == [Person(ADA["email"], {})] * 3


def test_a_rotation_without_a_failed_login(connected: SendGrid, realm: Realm) -> None:
    assert published(realm) == [FIRST_KEY]

    realm.add_key("new", 50)
    connected.reads(realm.metadata())

    assert published(realm) == [FIRST_KEY, "new"]
    assert trusted(connected, realm) == {FIRST_KEY, "new"}
    assert by_redirect(connected).name_id == ADA["email"]

    realm.change_key("new", priority=200)

    assert published(realm) == ["new", FIRST_KEY]
    assert by_redirect(connected).name_id == ADA["email"]

    realm.change_key(FIRST_KEY, active=False)
    passive = connected.reads(realm.metadata(), **PURGE)

    assert published(realm) == ["new", FIRST_KEY]
    assert not changed(passive)
    assert trusted(connected, realm) == {"new", FIRST_KEY}
    assert staying(passive) == 2
    assert by_redirect(connected).name_id == ADA["email"]

    realm.change_key(FIRST_KEY, enabled=False)
    connected.reads(realm.metadata(), **PURGE)

    assert published(realm) == ["new"]
    assert trusted(connected, realm) == {"new"}
    assert by_redirect(connected).name_id == ADA["email"]
    assert not changed(connected.reads(realm.metadata(), **PURGE))


def test_the_wrong_order_fails_until_the_role_runs_with_fresh_metadata(connected: SendGrid, realm: Realm) -> None:
    realm.add_key("new", 200)

    assert published(realm) == ["new", FIRST_KEY]
    with pytest.raises(Refused, match="ignature"):
        by_redirect(connected)

    connected.reads(realm.metadata())

    assert by_redirect(connected).name_id == ADA["email"]


def test_without_an_active_key_a_fallback_key_signs_that_no_metadata_had(connected: SendGrid, realm: Realm) -> None:
    realm.change_key(FIRST_KEY, active=False)

    assert published(realm) == [FIRST_KEY]
    with pytest.raises(Refused, match="ignature"):
        by_redirect(connected)
    assert published(realm) == [FALLBACK, FIRST_KEY]


@pytest.mark.parametrize(
    ("changes", "shown"),
    [
        ({"clientId": "https://api.sendgrid.com/another"}, "Invalid Request"),
        ({"redirectUris": [], "adminUrl": "https://other.example.com/"}, "Invalid redirect uri"),
    ],
)
def test_what_keycloak_shows_of_a_wrong_client(
    changes: dict[str, object], shown: str, sendgrid: SendGrid, realm: Realm
) -> None:
    realm.client(sendgrid.integration()["audience_url"], **changes)
    sendgrid.reads(realm.metadata())
    with pytest.raises(NoLogin) as page:
        by_redirect(sendgrid)
    assert shown in str(page.value)
    assert f'says "{shown}"' in TEXT


def test_roles_in_an_assertion_are_refused_by_a_strict_reader(sendgrid: SendGrid, realm: Realm) -> None:
    realm.client(sendgrid.integration()["audience_url"], defaultClientScopes=["role_list"])
    sendgrid.reads(realm.metadata())
    with pytest.raises(Refused, match="duplicated"):
        by_redirect(sendgrid)


def test_the_example(sendgrid: SendGrid, realm: Realm, other_collections: Path) -> None:
    shutil.copytree(ROOT / "examples" / "keycloak", sendgrid.user.home, dirs_exist_ok=True)
    environment = {
        "ANSIBLE_COLLECTIONS_PATH": f"{sendgrid.user.collections}:{other_collections}",
        "KEYCLOAK_URL": realm.server.url,
        "KEYCLOAK_CLIENT_ID": "ansible",
        "KEYCLOAK_CLIENT_SECRET": SECRET,
    }
    sendgrid.user.environment.update(environment)

    def run(*arguments: str, **variables: object) -> Done:
        done = sendgrid.user.runs(
            sendgrid.user.home / "sendgrid.yml", *arguments, keycloak_realm=realm.name, **variables
        )
        assert done.status == 0, done.output
        return done

    run("--check", "--diff")
    done = run("--diff", "-vvv")
    assert SECRET not in done.output
    attributes = realm.server.call("GET", f"/{realm.name}/users/profile")["attributes"]
    assert [one["permissions"]["edit"] for one in attributes if one["name"] == "email"] == [["admin"]]
    expected = Person(ADA["email"], {"FirstName": [ADA["firstName"]], "LastName": [ADA["lastName"]]})
    assert [by_redirect(sendgrid), by_post(sendgrid), from_the_identity_provider(sendgrid, realm.link)] == [
        expected
    ] * 3
    assert not changed(run())

    realm.add_key("new", 50)
    run()
    realm.change_key("new", priority=200)
    assert by_redirect(sendgrid) == expected
    realm.change_key(FIRST_KEY, active=False)
    run(**PURGE)
    assert trusted(sendgrid, realm) == {"new"}
    assert by_redirect(sendgrid) == expected
    assert not changed(run())
