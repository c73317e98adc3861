# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""What is wrong with variables of the role sso, and what they mean, before any request to SendGrid."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from ansible.parsing.dataloader import DataLoader

from ansible_collections.community.sendgrid.plugins.plugin_utils._metadata_source import document_at
from ansible_collections.community.sendgrid.plugins.plugin_utils._role_texts import VariableError
from ansible_collections.community.sendgrid.plugins.plugin_utils._role_variables import Checked, checked
from functional.by_name import a_certificate
from functional.role.identity_provider import ENTITY_ID, SIGNIN_URL, metadata

SPEC = Path(__file__).resolve().parents[4] / "roles" / "sso" / "meta" / "argument_specs.yml"
OPTIONS = yaml.safe_load(SPEC.read_text(encoding="utf-8"))["argument_specs"]["main"]["options"]
PRIVATE_KEY = (
    "-----BEGIN PRIVATE KEY-----\nMIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg\n-----END PRIVATE KEY-----\n"
)


def read(**given: Any) -> Checked:
    """The checked variables, as the role would use them."""
    return checked(given, OPTIONS, lambda source: document_at(source, DataLoader()), datetime.now(UTC))


def registered(people: Any, **more: Any) -> dict[str, Any]:
    """What ansible.builtin.uri registers."""
    return {"changed": False, "status": 200, "url": "https://id.example.com/people", "json": people} | more


def group(**more: Any) -> dict[str, Any]:
    bob = {"email": "bob@example.com", "first_name": "Bob", "last_name": "Lee"}
    return {"name": "Staff", "persona": "observer", "people": registered([bob])} | more


NAMED = {"name": "Okta"}
BAD_INPUT: list[tuple[dict[str, Any], str]] = [
    ({}, "There is nothing to do: set sso_integration, sso_roster, sso_groups or several of them."),
    (
        {"sso_integration": "name: [Okta"},
        r"sso_integration is text that is neither YAML nor JSON, at line \d, column \d+\.",
    ),
    ({"sso_roster": '{"teammates": ['}, r"sso_roster is text that is neither YAML nor JSON, at line 1 column \d+\."),
    (
        {"sso_integration": "Okta"},
        r"sso_integration must be a dictionary of options, as such or as YAML or JSON text\. It is 'Okta': write "
        r"\{name: Okta\}\.",
    ),
    (
        {"sso_roster": [{"email": "a@b.example"}]},
        r"sso_roster must be a dictionary of options, as such or as YAML or JSON text\. It is a list: put it under "
        r"teammates, as in \{teammates: \[\.\.\.\]\}\.",
    ),
    (
        {"sso_roster": "people.yml"},
        r"sso_roster must be a dictionary of options, .*\. It is 'people.yml': read the file with "
        r"\"\{\{ lookup\('ansible\.builtin\.file', lookup\('env', 'PWD'\) ~ '/people\.yml'\) \| from_yaml \}\}\"\.",
    ),
    (
        {"sso_roster": {"teammates": "people.yml"}},
        r"sso_roster\.teammates is 'people\.yml', but must be a list of people: read the file with "
        r"\"\{\{ lookup\('ansible\.builtin\.file', lookup\('env', 'PWD'\) ~ '/people\.yml'\) \| from_yaml \}\}\"\.",
    ),
    (
        {"sso_roster": {"teammates": {"email": "a@b.example"}}},
        r"sso_roster\.teammates is \{'email': 'a@b\.example'\}, but must be a list of people\.",
    ),
    (
        {"sso_roster": {"teammates": [{"email": "a@b.example", "subuser_access": ["news"]}]}},
        r"sso_roster: 1 of 1 entries of teammates cannot be used: \[0\] a@b\.example: subuser_access\[0\] is 'news', "
        r"and a dictionary is wanted: write \{username: news, permission_type: admin\}, or restricted with scopes\.",
    ),
    (
        {"sso_roster": {"teammates": [{"email": "a@b.example", "persona": "admin"}, {"email": "a@b.example"}]}},
        r"sso_roster: 2 of 2 entries of teammates cannot be used: \[0\] a@b\.example: value of persona must be .*; "
        r"\[1\] a@b\.example: is the address of entry \[0\] too\.",
    ),
    (
        {"sso_integration": '{"name":'},
        r"sso_integration is text that is neither YAML nor JSON, at line 1 column \d+\. If it comes from the command "
        r"line, put all of it into single quotes, as in -e '\{\"sso_integration\": \.\.\.\}', or into a file, as in -e "
        r"@sso-variables\.yml\.",
    ),
    (
        {"sso_integration": "{name:Okta}"},
        r"sso_integration is '\{name:Okta\}', in which no blank follows a colon\. If it comes from the command .*",
    ),
    (
        {"sso_certificates": ["idp.pem", {"public_certificate": "/etc/ssl/idp.crt"}]},
        r"sso_certificates\[0\] is the path of a file, not the certificate: read the file with "
        r"\"\{\{ lookup\('ansible\.builtin\.file', '/the/whole/path\.pem'\) \}\}\"; "
        r"sso_certificates\[1\] is the path of a file, .*\.",
    ),
    ({"sso_certificates": "a: b"}, "sso_certificates must be a list of certificates, as such or as YAML or JSON text."),
    ({"sso_certificates": PRIVATE_KEY}, r"sso_certificates\[0\] contains a private key, which must stay with .*\."),
    (
        {
            "sso_certificates": [
                a_certificate(9),
                {"public_certificate": PRIVATE_KEY},
                "Okta",
                5,
                a_certificate(9) * 2,
                {"purge": "others"},
                {"state": "absent", "public_certificate": None},
            ]
        },
        r"sso_certificates\[1\] contains a private key.*; "
        r"sso_certificates\[2\] is not an X\.509 certificate: it is cut off; "
        r"sso_certificates\[3\] is neither text nor a dictionary of options; "
        r"sso_certificates\[4\] contains 2 certificates, but only one is allowed; "
        r"sso_certificates\[5\] needs public_certificate; "
        r"sso_certificates\[6\] needs either id or public_certificate, to say which certificate to remove\.",
    ),
    ({"sso_integration": NAMED, "sso_certificates": "Okta"}, r"sso_certificates\[0\] is not an X\.509 certif.*\."),
    (
        {
            "sso_roster": {
                "teammates": [{"email": "a@b.example"}, "x", {"name": "A"}, {"email": "c@d.example", "role": 1}]
            }
        },
        r"sso_roster.teammates\[1\] is not a dictionary of options; sso_roster.teammates\[2\] has no email; "
        r"sso_roster.teammates\[3\] has the unknown option role\.",
    ),
    (
        {"sso_roster": {"teammates": [{"email": "a@example.com", "personna": "observer"}]}},
        r"sso_roster.teammates\[0\] has the unknown option personna \(did you mean persona\?\)\.",
    ),
    (
        {"sso_integration": {"nome": "Okta"}},
        r"The variables are not as documented: sso_integration.nome\. Supported .*",
    ),
    (
        {"sso_integration": NAMED | {"state": "absent"}},
        "The variables are not as documented: value of state must be .*",
    ),
    ({"sso_integration": NAMED | {"enabled": "maybe"}}, "The variables are not as documented: argument 'enabled' .*"),
    ({"sso_roster": {"purge": True}}, "The variables are not as documented: missing required arguments: teammates .*"),
    ({"sso_integration": {"enabled": True}}, r"sso_integration needs a name or an id\."),
    ({"sso_certificates": [a_certificate(9)]}, r"sso_integration needs a name or an id\."),
    (
        {"sso_integration": NAMED, "sso_certificates_purge": "others"},
        r"sso_certificates_purge needs the certificates that are to stay, in sso_certificates or sso_metadata\.",
    ),
    ({"sso_certificates_purge": "all"}, "sso_certificates_purge is 'all', and must be one of none, expired, others."),
    (
        {"sso_integration": NAMED, "sso_metadata": "idp.xml"},
        r"sso_metadata is neither XML nor a URL, and there is no file /.*/idp\.xml\.",
    ),
    (
        {"sso_integration": NAMED, "sso_metadata": "http://a.b/c"},
        r"sso_metadata must be fetched by https, not by http\.",
    ),
    (
        {"sso_integration": NAMED, "sso_metadata": "<a/>"},
        r"sso_metadata cannot be used: The XML is not SAML 2\.0 metadata: .*",
    ),
    (
        {"sso_integration": NAMED | {"entity_id": "urn:b"}, "sso_metadata": metadata(a_certificate(9))},
        r"sso_metadata cannot be used: The metadata has no identity provider .*",
    ),
    (
        {"sso_integration": NAMED, "sso_metadata": "https://127.0.0.1:1/x"},
        r"sso_metadata cannot be used: https://127\.0\.0\.1:1/x cannot be read: Connection refused\.",
    ),
    ({"sso_integration": {1: "Okta"}}, r"The variables are not as documented: sso_integration\.1\. Supported .*"),
    ({"sso_roster": {1: "Okta"}}, r"The variables are not as documented: .*sso_roster\.1\. Supported .*"),
    ({"sso_metadata": "idp\0.xml"}, "sso_metadata is neither XML nor a URL, and there is no file .*"),
    ({"sso_metadata": ["idp.xml"]}, "sso_metadata is a list .*, but must be XML, a path or a URL: take one item.*"),
    (
        {"sso_integration": NAMED | {"entity_id": ["urn:a"]}, "sso_metadata": metadata(a_certificate(9))},
        r"sso_integration\.entity_id is a list .*",
    ),
    ({"sso_roster": {"teammates": []}, "sso_approved_plans": "1234"}, "sso_approved_plans must be a list of plans, .*"),
    (
        {"sso_integration": NAMED, "sso_certificates": [a_certificate(-9)], "sso_certificates_purge": "expired"},
        "None of the certificates that are to stay is valid now, so a purge could lock everybody out: none was added "
        r"or removed\.",
    ),
]
IN_TWO = [group(), group(name="Support", persona=None, scopes=["mail.send"])]
BAD_GROUPS: list[tuple[dict[str, Any], str]] = [
    ({"sso_groups": "- name: [Staff"}, r"sso_groups is text that is neither YAML nor JSON, at line \d, column \d+\."),
    ({"sso_groups": ""}, "There is nothing to do: set sso_integration, sso_roster, sso_groups or several of them."),
    ({"sso_roster": {"purge": True}, "sso_groups": None}, "The variables are not as documented: missing required .*"),
    ({"sso_groups": registered([])}, "sso_groups cannot be used: sso_groups must be a list of groups, .*"),
    ({"sso_groups": [group(people=registered([], status=403))]}, "sso_groups cannot be used: Group 'Staff'.* 403.*"),
    ({"sso_groups": [group(people=[registered([registered([])])])]}, "sso_groups cannot be used: Group 'Staff'.*"),
    (
        {"sso_groups": [group()], "sso_roster": {"protected": ["bob"]}},
        r"sso_groups cannot be used: sso_roster\.protected\[0\] 'bob' is not an e-mail address: .*",
    ),
    (
        {"sso_groups": IN_TWO, "sso_groups_conflict": "fail"},
        r"sso_groups cannot be used: .* bob@example\.com \(Staff, Support\).*",
    ),
    (
        {"sso_groups": [group()], "sso_groups_nested": "all"},
        "sso_groups_nested is 'all', and must be one of fail, leave_out.",
    ),
]


@pytest.mark.parametrize(("given", "sentence"), BAD_INPUT + BAD_GROUPS)
def test_bad_input_is_told_in_a_sentence(given: dict[str, Any], sentence: str) -> None:
    with pytest.raises(VariableError) as failed:
        read(**given)
    assert re.fullmatch(sentence, str(failed.value)), str(failed.value)
    assert PRIVATE_KEY.split("\n")[1] not in str(failed.value)


def test_metadata_fills_in_what_is_not_said() -> None:
    pem = a_certificate(9)
    found = read(sso_integration="{name: Okta, signin_url: 'https://a.b', signout_url: ''}", sso_metadata=metadata(pem))
    assert found.integration == {
        "name": "Okta",
        "signin_url": "https://a.b",
        "signout_url": "",
        "entity_id": ENTITY_ID,
    }
    assert found.certificates == [{"state": "present", "public_certificate": pem}]
    assert (found.source, len(found.valid), found.has_people) == ("sso_metadata", 1, False)
    assert read(sso_integration={"name": "Okta"}, sso_metadata=metadata(pem)).integration["signin_url"] == SIGNIN_URL


def test_blank_text_is_as_not_given() -> None:
    blank = dict.fromkeys(("sso_metadata", "sso_certificates", "sso_groups", "sso_approved_plans"), " ")
    choices = dict.fromkeys(("sso_certificates_purge", "sso_groups_conflict", "sso_groups_nested"), " ")
    found = read(sso_integration={"name": "Okta"}, sso_roster="", **blank, **choices)
    assert (found.purge, found.certificates, found.has_people, found.approval) == ("none", [], False, {})


def test_people_of_groups_join_those_named_by_hand() -> None:
    ann = {"email": "ann@example.com", "is_admin": True}
    found = read(sso_roster={"teammates": [ann], "purge": True, "concurrency": ""}, sso_groups=[group()])
    assert [person["email"] for person in found.teammates] == ["ann@example.com", "bob@example.com"]
    assert found.roster == {"purge": True}


@pytest.mark.parametrize(
    "given", [f"- {'1' * 64}\n- {'a' * 64}", f"['{'1' * 64}', '{'a' * 64}']", ["1" * 64, "a" * 64]]
)
def test_plans_of_digits_alone_stay_text(given: Any) -> None:
    found = read(sso_roster={"teammates": []}, sso_approved_plans=given)
    assert found.approval == {"approved_plans": ["1" * 64, "a" * 64]}
    assert read(sso_roster={"teammates": []}, sso_approved_plans=" ").approval == {}
