# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Certificates that the role adds, keeps and removes, and what it says about them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes

from functional.by_name import Done, User, a_certificate
from functional.role.identity_provider import metadata
from functional.shared.certificates_by_hand import LATE, UTC_TIME, pem
from functional.shared.certificates_by_hand import certificate as made
from simulator.thread import SimulatorThread

OKTA = {"id": "id-of-okta", "name": "Okta"}
ISSUER = pem(made("Issuing CA", "Root CA"))
TO_COME = pem(made("idp", "Issuing CA", times=((UTC_TIME, b"340101000000Z"), LATE)))


@pytest.fixture
def user(simulator: SimulatorThread, collections: Path, tmp_path: Path) -> User:
    return User(tmp_path, collections, simulator)


def fingerprint(text: str) -> str:
    return x509.load_pem_x509_certificate(text.encode()).fingerprint(hashes.SHA256()).hex()


def held(user: User) -> set[str]:
    return {one["public_certificate"] for one in user.state()["certificates"]}


def said(done: Done, name: str) -> Any:
    named = [record for record in done.records if record.task == f"community.sendgrid.sso : {name}"]
    return named[0].result.get("msg", "") if named else ""


def staying(done: Done) -> dict[str, str]:
    """The certificates that a purge has left, according to sso_result: when each expires, by fingerprint."""
    result = done.task("community.sendgrid.sso : Keep the result in sso_result")["ansible_facts"]["sso_result"]
    return {one["sha256_fingerprint"]: one["not_after"] for one in result["certificates_staying"]}


def test_metadata_of_before_the_rotation(user: User) -> None:
    old, new = a_certificate(100, "old.example.com"), a_certificate(300, "new.example.com")
    (user.home / "idp.xml").write_text(metadata(old), encoding="utf-8")
    user.account(integrations=[OKTA], certificates=[{"public_certificate": new}])
    variables = {"sso_integration": {"name": "Okta"}, "sso_metadata": "idp.xml"}

    checked = user.runs("provision", "--check", **variables)
    done = user.runs("provision", **variables)
    again = user.runs("provision", **variables)

    for run in (checked, done):
        assert run.status == 0, run.output
        (sentence,) = said(run, "Show that an older certificate is added")
        assert sentence.startswith(f"The certificate CN=old.example.com (SHA-256 {fingerprint(old)}, valid from 20")
        assert f"is added although it is older than CN=new.example.com (SHA-256 {fingerprint(new)}, " in sentence
        assert "sso_metadata is out of date: update it" in sentence
    assert held(user) == {old, new}
    assert again.status == 0, again.output
    assert not said(again, "Show that an older certificate is added")
    assert staying(again) == {}


def test_a_newer_one_and_an_expired_one_there_are_nothing_to_say(user: User) -> None:
    old, expired, new = a_certificate(100), a_certificate(-3), a_certificate(300)
    user.account(integrations=[OKTA], certificates=[{"public_certificate": one} for one in (old, expired)])

    done = user.runs(
        "provision", sso_integration={"name": "Okta"}, sso_certificates=[new], sso_certificates_purge="expired"
    )

    assert done.status == 0, done.output
    assert held(user) == {old, new}
    assert not said(done, "Show that an older certificate is added")
    assert said(done, "Show which certificates stay").startswith(
        "2 certificates stay, since they have not expired: CN=idp.example.com (SHA-256 "
    )
    assert set(staying(done)) == {fingerprint(old), fingerprint(new)}


def test_a_chain_that_is_not_valid_yet_is_no_reason_to_purge(user: User) -> None:
    current = a_certificate(100)
    user.account(integrations=[OKTA], certificates=[{"public_certificate": current}])
    variables = {"sso_integration": {"name": "Okta"}, "sso_certificates_purge": "others"}

    refused = user.runs("provision", **variables, sso_certificates=[ISSUER, TO_COME])

    assert refused.status != 0
    assert refused.message.startswith("None of the certificates that are to stay is valid now")
    assert user.writes() == []

    done = user.runs("provision", **variables, sso_certificates=[ISSUER, TO_COME, current])

    assert done.status == 0, done.output
    assert len(held(user)) == 3
    stay = said(done, "Show which certificates stay")
    assert stay.startswith("3 certificates stay, since sso_certificates still contains them: CN=Issuing CA (SHA-256 ")
    assert f"SHA-256 {fingerprint(current)}, valid until {staying(done)[fingerprint(current)]}" in stay
    assert len(staying(done)) == 3


def test_a_key_that_the_metadata_still_holds_stays_trusted_and_the_role_says_so(user: User) -> None:
    passive, active = a_certificate(100, "passive.example.com"), a_certificate(300, "active.example.com")
    user.account(integrations=[OKTA], certificates=[{"public_certificate": one} for one in (passive, active)])
    variables = {"sso_integration": {"name": "Okta"}, "sso_metadata": metadata(active, passive)}

    done = user.runs("provision", **variables, sso_certificates_purge="others")

    assert done.status == 0, done.output
    assert user.writes() == ["PATCH /v3/sso/integrations/id-of-okta"]
    assert said(done, "Show which certificates stay").startswith(
        "2 certificates stay, since sso_metadata still contains them: CN=active.example.com (SHA-256 "
    )
    assert set(staying(done)) == {fingerprint(passive), fingerprint(active)}


def test_text_of_one_certificate_as_people_paste_it(user: User) -> None:
    current = a_certificate(100)
    bare = "\n".join(current.splitlines()[1:-1])
    bags = f"Bag Attributes\n    localKeyID: 01 02\nsubject=CN = idp\n\nissuer=CN = idp\n\n{current}"
    user.account(integrations=[OKTA])
    play = user.home / "play.yml"
    play.write_text(
        """
- hosts: localhost
  gather_facts: false
  tasks:
    - name: Set it up
      ansible.builtin.include_role:
        name: community.sendgrid.sso
      vars:
        sso_integration:
          name: Okta
        sso_certificates: "{{ item }}"
      loop: "{{ pasted }}"
      loop_control:
        label: text
""",
        encoding="utf-8",
    )

    done = user.runs(play, pasted=[bare, bags, current.replace("\n", "\r\n"), f"\n  {current}"])

    assert done.status == 0, done.output
    assert held(user) == {current}
    assert [request.split("/")[0] for request in user.writes()] == ["POST "]
