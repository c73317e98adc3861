# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""People in the shapes of their directories."""

from __future__ import annotations

import pytest

from ansible_collections.community.sendgrid.plugins.plugin_utils._directory_people import Person, person_of
from ansible_collections.community.sendgrid.plugins.plugin_utils._directory_values import DirectoryError

PLAIN = {"email": "ann@example.com", "first_name": "Ann", "last_name": "Lee"}
GRAPH = {
    "id": "87d349ed",
    "displayName": "Ann Lee",
    "mail": "ann@example.com",
    "userPrincipalName": "ann.lee@corp.example.com",
    "givenName": "Ann",
    "surname": "Lee",
    "accountEnabled": True,
}
PROFILE = {"login": "ann", "email": "ann@example.com", "firstName": "Ann", "lastName": "Lee"}
OKTA = {"id": "00u1", "status": "ACTIVE", "profile": PROFILE}
GOOGLE = {
    "kind": "admin#directory#user",
    "primaryEmail": "ann@example.com",
    "name": {"givenName": "Ann", "familyName": "Lee", "fullName": "Ann Lee"},
    "emails": [{"address": "other@example.com", "primary": True}],
    "suspended": False,
    "archived": False,
}
MEMBER = {"kind": "admin#directory#member", "email": "ann@example.com", "role": "MEMBER", "type": "USER"}
KEYCLOAK = {
    "id": "0c6",
    "username": "ann",
    "email": "ann@example.com",
    "firstName": "Ann",
    "lastName": "Lee",
    "enabled": True,
    "emailVerified": False,
}
USER = "urn:ietf:params:scim:schemas:core:2.0:User"
SCIM = {
    "schemas": [USER],
    "id": "1",
    "userName": "ann",
    "name": {"givenName": "Ann", "familyName": "Lee"},
    "emails": [{"value": "ann@example.com", "type": "work"}],
    "active": True,
}
LDAP = {"dn": "uid=ann,dc=example,dc=com", "mail": "ann@example.com", "givenName": "Ann", "sn": "Lee"}
AD = {**LDAP, "sAMAccountName": "ann", "userAccountControl": "512"}
SHAPES = {
    "plain": PLAIN,
    "graph": GRAPH,
    "okta": OKTA,
    "google": GOOGLE,
    "keycloak": KEYCLOAK,
    "scim": SCIM,
    "ldap": LDAP,
    "active directory": AD,
}


def without(record: dict, key: str) -> dict:
    return {name: value for name, value in record.items() if name != key}


@pytest.mark.parametrize("record", SHAPES.values(), ids=SHAPES.keys())
def test_each_shape_says_the_same(record: dict) -> None:
    before = dict(record)
    assert person_of(record) == Person("ann@example.com", "ann@example.com", "Ann", "Lee", "")
    assert record == before


@pytest.mark.parametrize(
    ("record", "address"),
    [
        pytest.param({"email": " Ann@Example.com\n"}, "Ann@Example.com", id="blanks around"),
        pytest.param({**GRAPH, "mail": None}, "ann.lee@corp.example.com", id="no mail: the principal name"),
        pytest.param({**GRAPH, "mail": " "}, "ann.lee@corp.example.com", id="blank mail: the principal name"),
        pytest.param(
            {**GRAPH, "userPrincipalName": "ann_other.example#EXT#@corp.example.com"}, "ann@example.com", id="a guest"
        ),
        pytest.param(MEMBER, "ann@example.com", id="a member of Google"),
        pytest.param(
            {"email": "ann@example.com", "role": "OWNER", "type": "USER"}, "ann@example.com", id="some fields"
        ),
        pytest.param({"email": "ann@example.com", "status": "ACTIVE"}, "ann@example.com", id="fewer fields"),
        pytest.param(
            {**SCIM, "emails": [{"value": "home@example.com", "type": "home"}, *SCIM["emails"]]},
            "ann@example.com",
            id="for work",
        ),
        pytest.param(
            {**SCIM, "emails": [*SCIM["emails"], {"value": "main@example.com", "type": "home", "primary": True}]},
            "main@example.com",
            id="primary",
        ),
        pytest.param(
            {**SCIM, "emails": [*SCIM["emails"], {"value": "main@example.com", "primary": "True"}]},
            "main@example.com",
            id="primary as text",
        ),
        pytest.param(
            {**SCIM, "emails": [{"value": "first@example.com", "type": "home"}, {"value": "b@example.com"}]},
            "first@example.com",
            id="the first",
        ),
        pytest.param(
            {**LDAP, "mail": ["first@example.com", "b@example.com"]}, "first@example.com", id="the first mail"
        ),
        pytest.param({"dn": "cn=ann", "MAIL": "ann@example.com"}, "ann@example.com", id="attributes without case"),
    ],
)
def test_the_address(record: dict, address: str) -> None:
    person = person_of(record)
    assert (person.address, person.left_out) == (address, "")


@pytest.mark.parametrize(
    "record",
    [
        pytest.param({**PLAIN, "enabled": False}, id="plain"),
        pytest.param({**PLAIN, "enabled": "No"}, id="a boolean word"),
        pytest.param({**GRAPH, "accountEnabled": False}, id="graph"),
        *(
            pytest.param({**OKTA, "status": status}, id=status)
            for status in ("STAGED", "PROVISIONED", "SUSPENDED", "DEPROVISIONED", "whatever comes")
        ),
        pytest.param({**GOOGLE, "suspended": True}, id="suspended"),
        pytest.param({**GOOGLE, "archived": True}, id="archived"),
        pytest.param({**MEMBER, "status": "SUSPENDED"}, id="a suspended member"),
        pytest.param({"email": "ann@example.com", "suspended": True}, id="some fields of Google"),
        pytest.param({**KEYCLOAK, "enabled": False}, id="keycloak"),
        pytest.param({**SCIM, "active": False}, id="scim"),
        pytest.param({**SCIM, "active": "False"}, id="scim as text"),
        pytest.param({**AD, "userAccountControl": "514"}, id="active directory"),
        pytest.param({**AD, "userAccountControl": 66050}, id="active directory as a number"),
        pytest.param({**LDAP, "nsAccountLock": "TRUE"}, id="389 and FreeIPA"),
        pytest.param({**LDAP, "nsaccountlock": ["true"]}, id="389 in small letters"),
    ],
)
def test_who_is_disabled(record: dict) -> None:
    assert person_of(record) == Person("ann@example.com", "ann@example.com", None, None, "disabled")


@pytest.mark.parametrize(
    "record",
    [
        PLAIN,
        {**PLAIN, "enabled": None},
        without(KEYCLOAK, "enabled"),
        without(SCIM, "active"),
        without(without(GOOGLE, "suspended"), "archived"),
        *({**OKTA, "status": status} for status in ("ACTIVE", "PASSWORD_EXPIRED", "LOCKED_OUT", "RECOVERY")),
        {**MEMBER, "status": "ACTIVE"},
        {**AD, "userAccountControl": "66048"},
        {**LDAP, "nsAccountLock": "FALSE"},
    ],
)
def test_who_is_enabled(record: dict) -> None:
    assert person_of(record).left_out == ""


@pytest.mark.parametrize(
    ("record", "who"),
    [
        ({"first_name": "Ann", "last_name": "Lee"}, "Ann Lee"),
        ({"email": None}, "without a name"),
        ({"email": "<ann@example.com>"}, "<ann@example.com>"),
        ({"email": ["ann@example.com"]}, "['ann@example.com']"),
        ({**GRAPH, "mail": None, "userPrincipalName": "ann#EXT#@corp.example.com"}, "Ann Lee"),
        ({**GRAPH, "mail": None, "userPrincipalName": None}, "Ann Lee"),
        ({**OKTA, "profile": without(PROFILE, "email")}, "ann"),
        (without(KEYCLOAK, "email"), "ann"),
        ({**SCIM, "emails": []}, "ann"),
        ({**SCIM, "emails": [{"type": "work"}]}, "ann"),
        (without(LDAP, "mail"), "uid=ann,dc=example,dc=com"),
        ({**LDAP, "mail": []}, "uid=ann,dc=example,dc=com"),
    ],
)
def test_who_has_no_address(record: dict, who: str) -> None:
    assert person_of(record) == Person(who, "", None, None, "no_address")


@pytest.mark.parametrize(
    "record",
    [
        {"@odata.type": "#microsoft.graph.device", "displayName": "thing"},
        {"@odata.type": "#microsoft.graph.servicePrincipal", "displayName": "thing", "accountEnabled": True},
        {"@odata.type": "#microsoft.graph.orgContact", "displayName": "thing", "mail": "thing@example.com"},
        {**MEMBER, "email": "thing@project.iam.gserviceaccount.com"},
        {"username": "service-account-thing", "enabled": True},
        {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:Device"], "displayName": "thing"},
        {"dn": "cn=thing", "objectClass": ["top", "person", "user", "computer"], "sAMAccountName": "THING$"},
        {"dn": "cn=thing", "objectClass": ["top", "person", "organizationalPerson", "contact"], "objectGUID": "x"},
        {"dn": "cn=thing", "sAMAccountName": "THING$", "mail": "thing@example.com"},
        {"dn": "ou=thing", "objectClass": "organizationalUnit"},
    ],
)
def test_what_is_not_a_person(record: dict) -> None:
    person = person_of(record)
    assert (person.left_out, person.is_group, person.address) == ("not_a_person", False, "")
    assert "thing" in person.who


@pytest.mark.parametrize(
    "record",
    [
        {"@odata.type": "#microsoft.graph.group", "displayName": "inner"},
        {"id": "inner", "displayName": "inner", "mailEnabled": False, "securityEnabled": True, "groupTypes": []},
        {"id": "inner", "objectClass": ["okta:user_group"], "profile": {"name": "inner"}},
        {**MEMBER, "email": "inner@example.com", "type": "GROUP"},
        {"kind": "admin#directory#group", "email": "inner@example.com"},
        {"id": "inner", "name": "inner", "path": "/outer/inner", "subGroups": []},
        {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"], "displayName": "inner"},
        {"value": "inner", "type": "Group"},
        {"dn": "cn=inner", "objectClass": ["top", "group"], "sAMAccountName": "inner"},
        {"dn": "cn=inner", "objectClass": ["groupOfNames"]},
        {"dn": "cn=inner", "member": ["uid=ann"]},
    ],
)
def test_groups_inside_groups(record: dict) -> None:
    person = person_of(record)
    assert (person.left_out, person.is_group, person.address) == ("not_a_person", True, "")
    assert "inner" in person.who


@pytest.mark.parametrize(
    ("record", "words"),
    [
        ("ann@example.com", "is 'ann@example.com', and a person is a dictionary"),
        (None, "is null, and a person"),
        ({}, "its keys are none"),
        ({"mail_address": "a", "vorname": "b"}, "is in no shape that is known: its keys are mail_address, vorname"),
        ({**PLAIN, "active": False}, "its keys are active, email, first_name, last_name"),
        ({**PLAIN, "department": "IT"}, "its keys are department, email"),
        ({**KEYCLOAK, "active": False}, "its keys are active, email"),
        ({"dn": "cn=ann", "attrs": ["mail", "sn"]}, "its keys are attrs, dn"),
        ({"schemas": ["urn:ietf:params:scim:api:messages:2.0:Error"], "status": "404"}, "its keys are schemas, status"),
        ({"object_id": "1", "user_principal_name": "a@b", "account_enabled": None}, "account_enabled, object_id"),
        ({**GRAPH, "accountEnabled": None}, r"\(ann@example.com\) has no accountEnabled"),
        (without(GRAPH, "accountEnabled"), "has no accountEnabled"),
        (without(OKTA, "status"), "has no status"),
        ({**OKTA, "status": ["ACTIVE"]}, r"has the status \['ACTIVE'\], but must be one word"),
        (without(AD, "userAccountControl"), "has no userAccountControl"),
        ({**LDAP, "objectGUID": "x"}, "has no userAccountControl"),
        ({**LDAP, "userPrincipalName": "x@example.com"}, "has no userAccountControl"),
        ({**AD, "userAccountControl": "NTEy"}, "has userAccountControl 'NTEy', which is not a whole number"),
        ({**AD, "userAccountControl": True}, "has userAccountControl true"),
        ({**PLAIN, "enabled": "sometimes"}, "has enabled 'sometimes', which is neither true nor false"),
        ({**PLAIN, "enabled": ""}, "has enabled ''"),
        ({**SCIM, "active": []}, r"has active \[\]"),
        ({**LDAP, "nsAccountLock": "maybe"}, "has nsAccountLock 'maybe'"),
        ({**MEMBER, "type": "CUSTOMER"}, "everybody in the domain"),
        ({"value": "2819c223", "type": "User"}, "member of a SCIM group"),
        ({**PLAIN, "first_name": 5}, "first_name is a number"),
        ({**PLAIN, "last_name": "L\u0007ee"}, "last_name is .* contains U\\+0007"),
        ({**PLAIN, "email": "ann@********.com"}, "Ansible hid a part"),
        ({**PLAIN, "first_name": "VALUE_SPECIFIED_IN_NO_LOG_PARAMETER"}, "Ansible hid a part"),
    ],
)
def test_what_is_refused(record: object, words: str) -> None:
    with pytest.raises(DirectoryError, match=words):
        person_of(record)


@pytest.mark.parametrize(
    ("record", "names"),
    [
        ({"email": "ann@example.com"}, (None, None)),
        ({**PLAIN, "first_name": " Ann ", "last_name": " "}, ("Ann", None)),
        ({**LDAP, "givenName": ["Ann", "Annie"], "sn": []}, ("Ann", None)),
        ({**GOOGLE, "name": None}, (None, None)),
        ({**SCIM, "name": "Ann Lee"}, (None, None)),
        ({**PLAIN, "first_name": "{{ 7 * 7 }}"}, ("{{ 7 * 7 }}", "Lee")),
    ],
)
def test_names(record: dict, names: tuple[str | None, str | None]) -> None:
    person = person_of(record)
    assert (person.first_name, person.last_name) == names
