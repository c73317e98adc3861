# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""The doctor's findings, case by case, each of which its guide explains."""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from ansible.errors import AnsibleFilterError

from ansible_collections.community.sendgrid.plugins.filter.doctor_report import doctor_report
from ansible_collections.community.sendgrid.plugins.plugin_utils._doctor import Read, Reads, examine
from ansible_collections.community.sendgrid.plugins.plugin_utils._doctor_findings import FINDINGS, KINDS
from functional.shared import certificates_by_hand as by_hand

ROOT = Path(__file__).parents[4]
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
ENTITY, SSO = "https://idp.example.com", "https://idp.example.com/sso"
# Valid from 2025 until 2035
DER, NEXT = by_hand.certificate("idp"), by_hand.certificate("next")
EXPIRED = by_hand.certificate("old", times=((by_hand.UTC_TIME, b"200101000000Z"), (by_hand.UTC_TIME, b"250101000000Z")))


def fingerprint(der: bytes) -> str:
    return hashlib.sha256(der).hexdigest()


def trusted(der: bytes = DER, begin: int = -400, end: int = 3000, **fields: Any) -> dict[str, Any]:
    """A certificate as the info module shows it, whose validity begins and ends this many days from now."""
    days = (f"{NOW + timedelta(days=day):%Y-%m-%dT%H:%M:%SZ}" for day in (begin, end))
    shown = dict(zip(("not_before", "not_after"), days, strict=True))
    subject = {"subject": "CN=idp", "sha256_fingerprint": fingerprint(der), "integration_id": "a-1"}
    return {**subject, **shown, "days_left": end, "expired": end <= 0, **fields}


def okta(**fields: Any) -> dict[str, Any]:
    shown = {"id": "a-1", "name": "Okta", "enabled": True, "signin_url": SSO, "entity_id": ENTITY}
    return {**shown, "completed_integration": True, **fields}


def ann(**fields: Any) -> dict[str, Any]:
    names = {"email": "ann@example.com", "first_name": "Ann", "last_name": "Lee", "user_type": "teammate"}
    access = {"is_admin": False, "persona": "observer", "scopes": ["stats.read"], "subuser_access": []}
    return {**names, "is_sso": True, **access, **fields}


def document(*certificates: bytes, entity_id: str = ENTITY, url: str = SSO) -> str:
    """Metadata with these certificates."""
    key = '<KeyDescriptor><d:KeyInfo xmlns:d="http://www.w3.org/2000/09/xmldsig#"><d:X509Data><d:X509Certificate>{}'
    keys = "".join(
        key.format(by_hand.bare(der)) + "</d:X509Certificate></d:X509Data></d:KeyInfo></KeyDescriptor>"
        for der in certificates or (DER,)
    )
    return (
        f'<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="{entity_id}"><IDPSSODescriptor '
        f'protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">{keys}<SingleSignOnService '
        f'Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="{url}"/></IDPSSODescriptor>'
        "</EntityDescriptor>"
    )


def aggregate(*documents: str) -> str:
    inside = "".join(documents)
    return f'<EntitiesDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata">{inside}</EntitiesDescriptor>'


def failed(code: str, path: str = "/v3/sso/integrations", field: Any = None, msg: str = "It is so.") -> dict[str, Any]:
    return {
        "msg": msg,
        "failure": {"code": code, "method": "GET", "path": path, "field": field, "hint": None, "message": None},
    }


def examined(
    integrations: Any = None, certificates: Any = None, people: Any = None, pending: Any = (), **others: Any
) -> dict[str, Any]:
    """The report on an account in which everything is fine, except for the given values."""

    def read(rows: Any, key: str, default: list[Any]) -> Read:
        return Read(rows if isinstance(rows, dict) else {key: default if rows is None else rows})

    asked = None
    if people is not None:
        asked = Read(people if isinstance(people, dict) else {"teammates": people, "pending": list(pending)})
    given = {"email": "ann@example.com" if asked else "", "metadata": None, "metadata_problem": "", "answers": ()}
    return examine(
        Reads(
            integrations=read(integrations, "integrations", [okta()]),
            certificates=read(certificates, "certificates", [trusted()]),
            people=asked,
            **{**given, **others},
        ),
        NOW,
    )


def found_in(report: dict[str, Any]) -> list[tuple[str, str]]:
    return [(one["finding"], one["subject"]) for one in report["findings"]]


IDP = f"CN=idp (SHA-256 {fingerprint(DER)[:16]}...)"
INVITATION = {"email": "ann@example.com", "is_admin": False, "scopes": [], "expiration_date": None}
FORBIDDEN = failed("forbidden")

CASES: dict[str, tuple[dict[str, Any], list[tuple[str, str]]]] = {
    "all is well": ({"people": [ann()], "metadata": document()}, []),
    "the key is missing": (
        {"integrations": failed("invalid", "", "api_key"), "certificates": failed("invalid", "", "api_key")},
        [("key_missing", "api_key")],
    ),
    "the key is wrong, whichever read says so": (
        {"integrations": failed("unauthorized"), "people": failed("unauthorized", "/v3/teammates")},
        [("key_refused", "api_key")],
    ),
    "both scopes are missing": (
        {
            "integrations": FORBIDDEN,
            "certificates": FORBIDDEN,
            "people": failed("forbidden", "/v3/teammates/ann%40example.com"),
        },
        [("scope_missing", "sso.settings.read"), ("scope_missing", "teammates.read")],
    ),
    "the person cannot be read, and the rest can": (
        {"people": failed("unavailable", "/v3/teammates"), "integrations": [okta(completed_integration=False)]},
        [("not_read", "/v3/teammates"), ("set_up_not_completed", "Okta")],
    ),
    "no integration": ({"integrations": [], "certificates": []}, [("no_integration", "Single Sign-On")]),
    "off": ({"integrations": [okta(enabled=False)]}, [("integration_off", "Okta")]),
    "one is off beside one that is on": (
        {"integrations": [okta(), okta(id="b-2", name="Old", enabled=False, entity_id="")]},
        [("integration_off", "Old")],
    ),
    "completed is not told": ({"integrations": [okta(completed_integration=None)]}, []),
    "no URLs": (
        {"integrations": [okta(signin_url="", entity_id="")], "metadata": document()},
        [("integration_incomplete", "Okta")],
    ),
    "no certificate": (
        {"certificates": [trusted(integration_id="b-2")]},
        [("no_certificate", "Okta")],
    ),
    "expired": (
        {"certificates": [trusted(end=-1)]},
        [("no_valid_certificate", "Okta"), ("certificate_expired", IDP)],
    ),
    "it ended an hour ago": (
        {"certificates": [trusted(not_after="2026-03-01T11:00:00Z", days_left=0, expired=True), trusted(NEXT)]},
        [("certificate_expired", IDP)],
    ),
    "not valid yet beside a valid one": (
        {"certificates": [trusted(begin=5), trusted(NEXT)]},
        [("certificate_not_yet_valid", IDP)],
    ),
    "it ends within 30 days": ({"certificates": [trusted(end=30)]}, [("certificate_ends_soon", IDP)]),
    "it ends in 31 days": ({"certificates": [trusted(end=31)]}, []),
    "its dates cannot be read": (
        {
            "certificates": [
                trusted(not_before=None, not_after=None, days_left=None, expired=None),
                trusted(NEXT),
            ]
        },
        [("certificate_unreadable", IDP)],
    ),
    "metadata that is none": ({"metadata": "<html/>"}, [("metadata_unusable", "sso_metadata")]),
    "metadata that cannot be fetched": ({"metadata_problem": "no route"}, [("metadata_unusable", "sso_metadata")]),
    "the metadata's certificate expired, and is trusted": (
        {"metadata": document(DER, EXPIRED)},
        [("metadata_certificate_not_valid", f"CN=old (SHA-256 {fingerprint(EXPIRED)[:16]}...)")],
    ),
    "another entity ID": (
        {"metadata": document(entity_id="https://other.example.com")},
        [("other_entity_id", "Okta")],
    ),
    "another sign-in URL": ({"metadata": document(url=f"{SSO}/2")}, [("other_signin_url", "Okta")]),
    "after a rotation that nobody told SendGrid": (
        {"metadata": document(NEXT)},
        [
            ("certificate_not_trusted", f"CN=next (SHA-256 {fingerprint(NEXT)[:16]}...)"),
            ("certificate_not_in_metadata", IDP),
        ],
    ),
    "before a rotation": ({"metadata": document(DER, NEXT), "certificates": [trusted(), trusted(NEXT)]}, []),
    "certificates that cannot be read are not compared": (
        {"metadata": document(NEXT), "certificates": failed("unavailable", "/v3/sso/certificates")},
        [("not_read", "/v3/sso/certificates")],
    ),
    "the metadata of a federation": (
        {"metadata": aggregate(document(NEXT, entity_id="https://other.example.com"), document())},
        [],
    ),
    "the metadata says which of two": (
        {
            "integrations": [
                okta(id="b-2", name="Entra", entity_id="urn:entra", signin_url=f"{SSO}/3", enabled=False),
                okta(),
            ],
            "metadata": document(),
        },
        [],
    ),
    "the sign-in URL is none": (
        {"integrations": [okta(signin_url="idp.example.com/sso")]},
        [("signin_url_unusable", "Okta")],
    ),
    "it does not answer": ({"answers": [{"item": SSO, "status": -1, "msg": "x"}]}, [("signin_url_unanswered", "Okta")]),
    "nothing is there": ({"answers": [{"item": SSO, "status": 404}]}, [("signin_url_failing", "Okta")]),
    "it is out of order": ({"answers": [{"item": SSO, "status": 503}]}, [("signin_url_failing", "Okta")]),
    **{f"it answers {status}": ({"answers": [{"item": SSO, "status": status}]}, []) for status in (200, 302, 400, 405)},
    "nobody has the address": ({"people": []}, [("not_a_teammate", "ann@example.com")]),
    "invited": ({"people": [], "pending": [INVITATION]}, [("invited", "ann@example.com")]),
    "a password": ({"people": [ann(is_sso=False)]}, [("signs_in_with_password", "ann@example.com")]),
    "it is not told how they sign in": ({"people": [ann(is_sso=None)]}, []),
    "the owner": (
        {"people": [ann(user_type="owner", is_admin=True, is_sso=False)]},
        [("is_owner", "ann@example.com")],
    ),
    "no access": ({"people": [ann(persona=None, scopes=[])]}, [("without_access", "ann@example.com")]),
    "an admin": ({"people": [ann(is_admin=True, persona=None, scopes=[])]}, []),
}


@pytest.mark.parametrize("case", CASES)
def test_what_is_found(case: str) -> None:
    given, expected = CASES[case]
    report = examined(**given)
    assert found_in(report) == expected
    assert (report["lines"][-1].startswith("Nothing wrong was found.")) is (expected == [])


def test_every_finding_can_be_found() -> None:
    assert {name for _given, expected in CASES.values() for name, _subject in expected} == set(FINDINGS)
    assert {finding.kind for finding in FINDINGS.values()} == set(KINDS)


def test_each_finding_is_one_line_that_says_what_to_do() -> None:
    report = examined(integrations=[okta(name="Two\nlines", enabled=False)], people=[ann()])
    assert report["lines"] == [
        "ann@example.com signs in through SSO. Access: persona observer.",
        "The integration Two lines is not enabled. Set enabled: true once it has its URLs and a valid certificate, or "
        "remove it with state: absent.",
    ]


def test_what_is_wrong_with_the_person_comes_before_what_concerns_everybody() -> None:
    report = examined(
        integrations=[okta(enabled=False)], people=[ann(is_sso=False)], answers=[{"item": SSO, "status": -1}]
    )
    assert [name for name, _subject in found_in(report)] == [
        "signs_in_with_password",
        "integration_off",
        "signin_url_unanswered",
    ]
    assert report["lines"][0] == "ann@example.com signs in with a password. Access: persona observer."
    assert report["lines"][-1].endswith("Ignore this if the URL is made up, as with the simulator.")


@pytest.mark.parametrize(
    ("msg", "reason"),
    [
        ("Status code was -1 and not [200]: Request failed: <urlopen error [Errno 111] Connection refused>", "refused"),
        ("Status code was -1 and not [200]: Connection failure: timed out", "Connection failure: timed out"),
        (
            "Status code was -1 and not [200]: Request failed: <urlopen error [SSL: X] verify failed (_ssl.c:1)>",
            "ssl.c",
        ),
        ("", "no answer"),
    ],
)
def test_the_reason_is_told_without_the_words_around_it(msg: str, reason: str) -> None:
    line = examined(answers=[{"item": SSO, "status": -1, "msg": msg}])["lines"][0]
    assert reason in line
    assert not [word for word in ("-1", "urlopen", "Errno", ">") if word in line]


@pytest.mark.parametrize(
    ("ends", "words"),
    [
        (None, "was invited and has not accepted yet."),
        (int(NOW.timestamp()), "expired on 2026-03-01."),
        (int(NOW.timestamp()) + 86400, "expires on 2026-03-02."),
    ],
)
def test_an_invitation_says_until_when(ends: Any, words: str) -> None:
    assert words in examined(people=[], pending=[INVITATION | {"expiration_date": ends}])["lines"][0]


def test_the_kinds_are_those_that_the_playbook_knows_in_the_same_order() -> None:
    play = yaml.safe_load((ROOT / "playbooks" / "doctor.yml").read_text(encoding="utf-8"))[0]
    assert tuple(play["vars"]["__sso_kinds"]) == KINDS


def test_the_guide_lists_the_findings_of_the_code_with_kind_and_advice() -> None:
    guide = (ROOT / "docs/docsite/rst/guide_doctor.rst").read_text(encoding="utf-8")
    rows = re.findall(r"^   \* - ``(\w+)``\n     - ``(\w+)``\n     - (.+(?:\n       .+)*)", guide, re.MULTILINE)
    in_guide = {name: (kind, " ".join(text.replace("``", "").split())) for name, kind, text in rows}
    assert list(in_guide) == list(FINDINGS)
    assert {name: kind for name, (kind, _text) in in_guide.items()} == {
        name: finding.kind for name, finding in FINDINGS.items()
    }
    assert [name for name, (_kind, text) in in_guide.items() if not text.endswith(FINDINGS[name].advice)] == []


def test_the_filter_hands_out_kinds_and_lines() -> None:
    read = {"integrations": [okta(enabled=False)], "changed": False}
    made = doctor_report(read, {"certificates": [trusted()], "changed": False})
    assert made["findings"]["integrations"] == ["Okta"]
    assert made["by_kind"]["integrations"] == made["lines"][:1]
    assert made["report"].splitlines()[1] == ' "report": "community.sendgrid.doctor",'


@pytest.mark.parametrize("given", [(None, None), ({}, {}), ([], []), ({"integrations": [1]}, {"certificates": []})])
def test_the_filter_refuses_what_no_module_returned(given: Any) -> None:
    with pytest.raises(AnsibleFilterError, match="doctor_report needs what the info modules returned"):
        doctor_report(*given)
