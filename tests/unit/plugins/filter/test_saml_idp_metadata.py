# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Metadata is read as products publish it: metadata/ has their documents, certificates/ what is in them, as PEM."""

from __future__ import annotations

import base64
import itertools
import re
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from ansible.errors import AnsibleFilterError
from jinja2 import StrictUndefined

from ansible_collections.community.sendgrid.plugins.filter.saml_idp_metadata import FilterModule, saml_idp_metadata
from ansible_collections.community.sendgrid.plugins.plugin_utils import _saml_xml
from ansible_collections.community.sendgrid.plugins.plugin_utils._saml import read
from ansible_collections.community.sendgrid.plugins.plugin_utils._saml_error import MetadataError
from functional.shared.certificates_by_hand import PRINTABLE, common_name
from functional.shared.certificates_by_hand import bare as by_hand
from functional.shared.certificates_by_hand import certificate as made
from functional.shared.certificates_by_hand import pem as pem_of

HERE = Path(__file__).parent
NOW = datetime(2026, 6, 1, 12, 0, 0, tzinfo=UTC)
PAST = "2026-06-01T11:59:59Z"
FUTURE = "2026-06-01T12:00:01Z"

SAML2 = "urn:oasis:names:tc:SAML:2.0:protocol"
POST = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"
REDIRECT = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect"
SOAP = "urn:oasis:names:tc:SAML:2.0:bindings:SOAP"


def document(name: str) -> str:
    return (HERE / "metadata" / f"{name}.xml").read_text(encoding="utf-8")


def pem(name: str) -> str:
    text = (HERE / "certificates" / f"{name}.pem").read_text(encoding="ascii")
    return text[text.index("-----BEGIN") :]


def bare(name: str) -> str:
    return "".join(pem(name).splitlines()[1:-1])


def key(text: str, use: str | None = "signing") -> str:
    attribute = "" if use is None else f' use="{use}"'
    return (
        f"<KeyDescriptor{attribute}><d:KeyInfo><d:X509Data><d:X509Certificate>{text}</d:X509Certificate>"
        "</d:X509Data></d:KeyInfo></KeyDescriptor>"
    )


def sso(binding: str, location: str) -> str:
    return f'<SingleSignOnService Binding="{binding}" Location="{location}"/>'


def slo(binding: str, location: str) -> str:
    return f'<SingleLogoutService Binding="{binding}" Location="{location}" ResponseLocation="https://idp.test/wrong"/>'


GOOD_SSO = sso(POST, "https://idp.test/sso")


def role(
    *,
    keys: Iterable[str] | None = None,
    endpoints: Iterable[str] = (GOOD_SSO,),
    protocols: str = SAML2,
    attributes: str = "",
) -> str:
    content = [*([key(bare("four"))] if keys is None else keys), *endpoints]
    return (
        f'<IDPSSODescriptor protocolSupportEnumeration="{protocols}" {attributes}>{"".join(content)}</IDPSSODescriptor>'
    )


SP_ROLE = (
    f'<SPSSODescriptor protocolSupportEnumeration="{SAML2}">'
    f'<AssertionConsumerService Binding="{POST}" Location="https://sp.test/acs" index="0"/></SPSSODescriptor>'
)
METADATA = "urn:oasis:names:tc:SAML:2.0:metadata"
NAMESPACES = 'xmlns="urn:oasis:names:tc:SAML:2.0:metadata" xmlns:d="http://www.w3.org/2000/09/xmldsig#"'


def entity(*roles: str, name: str = "https://idp.test", attributes: str = "") -> str:
    return f'<EntityDescriptor {NAMESPACES} entityID="{name}" {attributes}>{"".join(roles)}</EntityDescriptor>'


def aggregate(*entities: str, attributes: str = "") -> str:
    return f"<EntitiesDescriptor {NAMESPACES} {attributes}>{''.join(entities)}</EntitiesDescriptor>"


def failure(text: str | bytes, entity_id: str | None = None) -> str:
    with pytest.raises(MetadataError) as caught:
        read(text, entity_id, NOW)
    message = str(caught.value)
    assert re.fullmatch(r"The .*\.", message), "one sentence on one line"
    assert len(message) < 1000
    return message


ENTRA_URL = "https://login.microsoftonline.com/11112222-3333-4444-5555-666677778888/saml2"
KEYCLOAK = "https://keycloak.example.com/realms/staff"
OKTA_APP = "https://example.okta.com/app/example_sendgrid_1/exk0example0001"

PUBLISHED = [
    ("okta", "http://www.okta.com/exk0example0001", f"{OKTA_APP}/sso/saml", f"{OKTA_APP}/slo/saml", ["one"]),
    (
        "entra",
        "https://sts.windows.net/11112222-3333-4444-5555-666677778888/",
        ENTRA_URL,
        ENTRA_URL,
        ["one", "two", "three"],
    ),
    (
        "google_workspace",
        "https://accounts.google.com/o/saml2?idpid=C0example1",
        "https://accounts.google.com/o/saml2/idp?idpid=C0example1",
        "",
        ["two"],
    ),
    (
        "adfs",
        "http://adfs.example.com/adfs/services/trust",
        "https://adfs.example.com/adfs/ls/",
        "https://adfs.example.com/adfs/ls/",
        ["one"],
    ),
    ("keycloak", KEYCLOAK, f"{KEYCLOAK}/protocol/saml", f"{KEYCLOAK}/protocol/saml", ["three"]),
    (
        "onelogin",
        "https://app.onelogin.com/saml/metadata/0example-0000-4000-8000-000000000001",
        "https://example.onelogin.com/trust/saml2/http-post/sso/0example",
        "https://example.onelogin.com/trust/saml2/http-redirect/slo/1234567",
        ["one"],
    ),
    (
        "pingfederate",
        "ping.example.com",
        "https://ping.example.com:9031/idp/SSO.saml2",
        "https://ping.example.com:9031/idp/SLO.saml2",
        ["one", "two"],
    ),
    (
        "shibboleth",
        "https://shibboleth.example.org/idp/shibboleth",
        "https://shibboleth.example.org/idp/profile/SAML2/POST/SSO",
        "https://shibboleth.example.org/idp/profile/SAML2/POST/SLO",
        ["one", "two"],
    ),
    (
        "simplesamlphp",
        "https://login.example.net/simplesaml/saml2/idp/metadata.php",
        "https://login.example.net/simplesaml/saml2/idp/SSOService.php",
        "https://login.example.net/simplesaml/saml2/idp/SingleLogoutService.php",
        ["four"],
    ),
]


@pytest.mark.parametrize(("name", "entity_id", "signin_url", "signout_url", "certificates"), PUBLISHED)
def test_documents_as_products_publish_them(
    name: str, entity_id: str, signin_url: str, signout_url: str, certificates: list[str]
) -> None:
    assert asdict(read(document(name), None, NOW)) == {
        "entity_id": entity_id,
        "signin_url": signin_url,
        "signout_url": signout_url,
        "certificates": [pem(certificate) for certificate in certificates],
    }


OKTA = document("okta")
OKTA_UTF_16 = OKTA.replace('encoding="UTF-8"', 'encoding="UTF-16"')

SPELLINGS = {
    "a byte order mark": "\ufeff" + OKTA,
    "white space before the declaration": "\r\n\t " + OKTA,
    "a byte order mark, then white space": "\ufeff\n" + OKTA,
    "white space, then a byte order mark": "\n\ufeff" + OKTA,
    "white space at the end": OKTA + "\n\n ",
    "text that says it was UTF-16": OKTA_UTF_16,
    "UTF-8 bytes": OKTA.encode(),
    "UTF-8 bytes with a byte order mark": OKTA.encode("utf-8-sig"),
    "UTF-8 bytes with a byte order mark, then white space": b"\xef\xbb\xbf\r\n" + OKTA.encode(),
    "UTF-16 bytes, little endian": b"\xff\xfe" + OKTA_UTF_16.encode("utf-16-le"),
    "UTF-16 bytes, big endian": b"\xfe\xff" + OKTA_UTF_16.encode("utf-16-be"),
    "UTF-16 bytes that say they were UTF-8": OKTA.encode("utf-16"),
    "UTF-16 bytes without a byte order mark": OKTA_UTF_16.encode("utf-16-le"),
    "UTF-16 bytes without a byte order mark, big endian": OKTA_UTF_16.encode("utf-16-be"),
    "UTF-32 bytes": OKTA.encode("utf-32"),
    "UTF-8 bytes that say they were UTF-16": OKTA_UTF_16.encode(),
    "Latin-1 bytes": OKTA.replace('encoding="UTF-8"', 'encoding="ISO-8859-1"').encode("latin-1"),
    "Windows line ends": OKTA.replace("\n", "\r\n"),
    "another prefix": OKTA.replace("md:", "x-1:").replace(":md=", ":x-1="),
    "no prefix": OKTA.replace("md:", "").replace("xmlns:md=", "xmlns="),
}


@pytest.mark.parametrize("text", SPELLINGS.values(), ids=SPELLINGS.keys())
def test_spellings_of_one_document(text: str | bytes) -> None:
    assert read(text, None, NOW) == read(OKTA, None, NOW)


# A name with characters whose bytes differ in each encoding
MUNICH = "https://idp.test/m\u00fcnchen-\u20ac"
ENCODINGS = ["UTF-8", "UTF-16", "windows-1252", "iso-8859-15", "cp1252", "utf-16-le", "utf-16-be"]


@pytest.mark.parametrize(
    "declaration", ["<?xml version='1.0' encoding='{}' standalone=\"yes\"?>\n", '<?xml version="1.0" encoding="{}"?>']
)
@pytest.mark.parametrize("end", ["", "\n", "\r\n"])
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_encodings_as_bytes_and_as_lookups_hand_them_over(encoding: str, end: str, declaration: str) -> None:
    text = (
        declaration.format("UTF-16" if encoding.startswith("utf-16") else encoding) + entity(role(), name=MUNICH) + end
    )
    document = text.encode(encoding)
    # Like lookups of files and URLs, and the filter b64decode; the file lookup strips the last line's end.
    looked_up = document.decode("utf-8", "surrogateescape")
    for given in (document, looked_up, looked_up.rstrip()):
        assert read(given, None, NOW).entity_id == MUNICH


SPACED = "\n\t ".join(re.findall(".{1,10}", bare("one")))

CERTIFICATE_SPELLINGS = {
    "one line": bare("one"),
    "any white space": f"\n\n  {SPACED}\r\n",
    "escaped carriage returns": SPACED.replace("\n", "&#13;\n"),
    "a comment inside": f"{bare('one')[:30]}<!-- key of 2025 -->{bare('one')[30:]}",
    "a character section": f"<![CDATA[{bare('one')}]]>",
    "already PEM": pem("one"),
    "PEM with something before it": "Bag Attributes\n    friendlyName: idp\n" + pem("one"),
    "base64 of a whole PEM file": base64.b64encode(pem("one").encode()).decode(),
    "line ends written out": pem("one").replace("\n", "\\n"),
    "blanks lost": "".join(pem("one").split()),
    "zero-width characters inside": bare("one")[:20] + "\u200b" + bare("one")[20:] + "\ufeff",
}


@pytest.mark.parametrize("text", CERTIFICATE_SPELLINGS.values(), ids=CERTIFICATE_SPELLINGS.keys())
def test_spellings_of_one_certificate(text: str) -> None:
    assert read(entity(role(keys=[key(text)])), None, NOW).certificates == [pem("one")]


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        pytest.param([key(bare("one"), None)], ["one"], id="without a use"),
        pytest.param([key(bare("one"), "")], ["one"], id="with an empty use"),
        pytest.param([key(bare("two"), "encryption"), key(bare("one"))], ["one"], id="encryption first"),
        pytest.param([key(bare("one")), key(bare("two"), None)], ["one", "two"], id="both kinds, in their order"),
        pytest.param([key(bare("two")), key(bare("one")), key(SPACED, None)], ["two", "one"], id="each once"),
        pytest.param([key(bare("one"), "encryption"), key(bare("one"))], ["one"], id="one certificate for both uses"),
        pytest.param(
            [key(f"{bare('one')}</d:X509Certificate></d:X509Data><d:X509Data><d:X509Certificate>{bare('two')}")],
            ["one", "two"],
            id="two in one key",
        ),
    ],
)
def test_which_certificates_count(keys: list[str], expected: list[str]) -> None:
    assert read(entity(role(keys=keys)), None, NOW).certificates == [pem(name) for name in expected]


NEITHER, NONE = "is neither PEM nor base64 text", "is not an X.509 certificate: it "

NO_CERTIFICATE = {
    "not base64": ("this is no certificate!", NEITHER),
    "not ASCII": ("Zertifikat für später", NEITHER),
    "cut off": (bare("one")[:-8], NONE + "is cut off"),
    "two run together": (bare("four") + bare("four"), "contains 2 certificates, but only one is allowed"),
    "one letter short": (bare("four").rstrip("=")[:-1], NONE + "is cut off"),
    "no sequence": (base64.b64encode(b"\x04\x03abc").decode(), NONE),
    "an empty sequence": (base64.b64encode(b"\x30\x00").decode(), NONE),
    "without a length": (base64.b64encode(b"\x30\x80").decode(), NONE),
    "one byte": (base64.b64encode(b"\x30").decode(), NONE),
    "a private key": ("-----BEGIN PRIVATE KEY-----\nc2VjcmV0IQ==\n-----END PRIVATE KEY-----", "contains a private key"),
    "a leaf and its issuer as PEM": (pem("one") + pem("two"), "contains 2 certificates, but only one is allowed"),
}


@pytest.mark.parametrize(("text", "words"), NO_CERTIFICATE.values(), ids=NO_CERTIFICATE.keys())
def test_text_that_is_no_certificate(text: str, words: str) -> None:
    assert failure(entity(role(keys=[key(bare("one")), key(text)]))).startswith(
        f"The signing certificate 2 of the identity provider 'https://idp.test' {words}"
    )


@pytest.mark.parametrize(
    "keys", [[key(""), key(bare("one"))], [key("</d:X509Certificate><d:X509Certificate>" + bare("one"))]]
)
def test_an_empty_element_beside_a_certificate_is_passed_over(keys: list[str]) -> None:
    assert read(entity(role(keys=keys)), None, NOW).certificates == [pem("one")]


def test_something_behind_a_certificate() -> None:
    text = base64.b64encode(base64.b64decode(bare("four")) + b"\x00").decode()
    assert failure(entity(role(keys=[key(text)]))).startswith(
        "The signing certificate 1 of the identity provider 'https://idp.test' has 1 byte after its end, "
    )


LEAF = made("idp.example.com", "Example Issuing CA", issuer_key_id=b"issuing")
ISSUING = made("Example Issuing CA", "Example Root CA", key_id=b"issuing", issuer_key_id=b"root")
ROOT = made("Example Root CA", key_id=b"root")
OLD, NEW = made("idp.example.com"), made("idp.example.com", serial=b"\x02")

OTHER_LEAF = made("other.example.com", "Example Issuing CA")
FIRST_KEY, SECOND_KEY = (made("a", key_id=key_id, issuer_key_id=key_id) for key_id in (b"1", b"2"))
OF_ANOTHER_KEY = made("Example Issuing CA", key_id=b"another")
A_OF_B, B_OF_A = made("a", "b"), made("b", "a")
NAMELESS, OF_NAMELESS = made([], []), made("a", [])
IN_OTHER_LETTERS = made(common_name("EXAMPLE  issuing ca", PRINTABLE), "Example Root CA")

# The certificates in one X509Data, and those that are used
CHAINS = {
    "leaf and issuer": ([LEAF, ISSUING], [LEAF]),
    "leaf, issuer and root": ([LEAF, ISSUING, ROOT], [LEAF]),
    "leaf and root, the one between left out": ([LEAF, ROOT], [LEAF, ROOT]),
    "an issuer whose name is spelled otherwise": ([LEAF, IN_OTHER_LETTERS], [LEAF]),
    "two leaves of one issuer": ([LEAF, ISSUING, OTHER_LEAF], [LEAF, OTHER_LEAF]),
    "two that signed themselves, of one name": ([OLD, NEW], [OLD, NEW]),
    "the same, with key identifiers": ([FIRST_KEY, SECOND_KEY], [FIRST_KEY, SECOND_KEY]),
    "one name, another key": ([LEAF, OF_ANOTHER_KEY], [LEAF, OF_ANOTHER_KEY]),
    "one name, a key that is not told": ([LEAF, made("Example Issuing CA")], [LEAF]),
    "two that issued each other": ([A_OF_B, B_OF_A], [A_OF_B, B_OF_A]),
    "names that are empty": ([NAMELESS, OF_NAMELESS], [NAMELESS, OF_NAMELESS]),
    "a leaf twice": ([LEAF, LEAF, ISSUING], [LEAF]),
}


def data(*certificates: bytes) -> str:
    return "</d:X509Certificate><d:X509Certificate>".join(by_hand(certificate) for certificate in certificates)


@pytest.mark.parametrize(("chain", "expected"), CHAINS.values(), ids=CHAINS.keys())
def test_those_that_issued_another_in_one_element_are_left_out(chain: list[bytes], expected: list[bytes]) -> None:
    for order in itertools.permutations(chain):
        kept = [certificate for certificate in dict.fromkeys(order) if certificate in expected]
        assert read(entity(role(keys=[key(data(*order))])), None, NOW).certificates == [
            pem_of(certificate) for certificate in kept
        ]


def test_an_issuer_in_an_element_of_its_own_is_a_signing_certificate() -> None:
    keys = [key(data(LEAF, ISSUING)), key(data(ISSUING))]
    assert read(entity(role(keys=keys)), None, NOW).certificates == [pem_of(LEAF), pem_of(ISSUING)]


A_POST, A_REDIRECT, A_SOAP = "https://a.test/post", "https://a.test/redirect", "https://a.test/soap"

SIGNIN = {
    "HTTP-POST before HTTP-Redirect": ([sso(REDIRECT, A_REDIRECT), sso(POST, A_POST)], A_POST),
    "HTTP-Redirect alone": ([sso(SOAP, A_SOAP), sso(REDIRECT, A_REDIRECT)], A_REDIRECT),
    "the first of one binding": ([sso(POST, A_POST), sso(POST, "https://b.test")], A_POST),
    "passing over an empty location": ([sso(POST, ""), sso(REDIRECT, A_REDIRECT)], A_REDIRECT),
    "passing over a relative location": ([sso(POST, "/sso"), sso(REDIRECT, A_REDIRECT)], A_REDIRECT),
    "with a port and a query": ([sso(POST, " http://a.test:80/?a=1&amp;b=2 ")], "http://a.test:80/?a=1&b=2"),
}

SIGNOUT = {
    "HTTP-POST before HTTP-Redirect": ([slo(REDIRECT, A_REDIRECT), slo(POST, A_POST)], A_POST),
    "HTTP-Redirect alone": ([slo(SOAP, A_SOAP), slo(REDIRECT, A_REDIRECT)], A_REDIRECT),
    "another binding": ([slo(SOAP, A_SOAP)], ""),
    "no URL": ([slo(POST, "#"), slo(REDIRECT, "N/A")], ""),
    "a path beside a URL": ([slo(POST, "/logout"), slo(REDIRECT, A_REDIRECT)], A_REDIRECT),
    "a script": ([slo(POST, "javascript:alert(1)")], ""),
    "none": ([], ""),
}


@pytest.mark.parametrize(("endpoints", "expected"), SIGNIN.values(), ids=SIGNIN.keys())
def test_which_signin_endpoint_counts(endpoints: list[str], expected: str) -> None:
    assert read(entity(role(endpoints=endpoints)), None, NOW).signin_url == expected


@pytest.mark.parametrize(("endpoints", "expected"), SIGNOUT.values(), ids=SIGNOUT.keys())
def test_which_signout_endpoint_counts(endpoints: list[str], expected: str) -> None:
    assert read(entity(role(endpoints=[*endpoints, GOOD_SSO])), None, NOW).signout_url == expected


NORTH, SOUTH, SP = "https://north.example.edu/idp", "https://south.example.edu/idp", "https://wiki.example.edu/sp"


def test_one_of_several_is_chosen() -> None:
    provider = read(document("federation"), NORTH, NOW)
    assert (provider.entity_id, provider.certificates) == (NORTH, [pem("one")])


@pytest.mark.parametrize("entity_id", [None, "", " "])
def test_several_without_a_choice(entity_id: str | None) -> None:
    assert failure(document("federation"), entity_id) == (
        f"The metadata has 2 identity providers, so entity_id must say which: '{NORTH}', '{SOUTH}'."
    )


@pytest.mark.parametrize("entity_id", ["https://nowhere.example.edu/idp", NORTH.upper(), NORTH + "/", SP])
def test_a_choice_that_is_no_identity_provider_there(entity_id: str) -> None:
    assert failure(document("federation"), entity_id) == (
        f"The metadata has no identity provider '{entity_id}', only these: '{NORTH}', '{SOUTH}'."
    )


def test_long_lists_are_cut() -> None:
    many = aggregate(*(entity(role(), name=f"https://idp.test/{number}") for number in range(12)))
    assert failure(many).endswith("'https://idp.test/3', 'https://idp.test/4' and 7 more.")


SP_ENTITY = entity(SP_ROLE, name="https://sp.test")

FOUND_ALONE = {
    "one among service providers": aggregate(SP_ENTITY, entity(role()), SP_ENTITY),
    "nested": aggregate(aggregate(SP_ENTITY), aggregate(aggregate(entity(role())))),
    "beside a service provider's role": entity(SP_ROLE, role()),
    "beside older protocols": aggregate(entity(role(protocols="urn:mace:shibboleth:1.0"), name="old"), entity(role())),
    "after a role for older protocols": entity(role(protocols="urn:mace:shibboleth:1.0", endpoints=[]), role()),
    "several protocols": entity(role(protocols=f"urn:oasis:names:tc:SAML:1.1:protocol\n {SAML2}")),
    "described twice, once expired": aggregate(
        aggregate(entity(role(endpoints=[sso(POST, "https://old.test")])), attributes=f'validUntil="{PAST}"'),
        entity(role()),
    ),
    "after a role that has expired": entity(role(attributes=f'validUntil="{PAST}"', endpoints=[]), role()),
    "after a role without an endpoint": entity(role(endpoints=[]), role()),
    "after a role without a certificate": entity(role(keys=[]), role()),
    "before another role that has all it needs": entity(role(), role(endpoints=[sso(POST, "https://two.test")])),
    "described twice, alike but for the order": aggregate(
        entity(role(keys=[key(bare("one")), key(bare("two"))])),
        entity(role(keys=[key(bare("two")), key(bare("one"))], endpoints=[sso(SOAP, "https://soap.test"), GOOD_SSO])),
    ),
}


@pytest.mark.parametrize("text", FOUND_ALONE.values(), ids=FOUND_ALONE.keys())
@pytest.mark.parametrize("entity_id", [None, "https://idp.test", " https://idp.test\n"])
def test_found_among_others(text: str, entity_id: str | None) -> None:
    provider = read(text, entity_id, NOW)
    assert (provider.entity_id, provider.signin_url) == ("https://idp.test", "https://idp.test/sso")


NO_PROVIDER = [
    (
        document("service_provider"),
        "The metadata has no identity provider in it, only a service provider:"
        " 'https://api.sendgrid.com/v3/public/sso/saml/response/id/0example'.",
    ),
    (
        aggregate(SP_ENTITY, entity(SP_ROLE, name="https://two.test")),
        "The metadata has no identity provider in it, only service providers: 'https://sp.test', 'https://two.test'.",
    ),
    (aggregate(), "The metadata has no identity provider in it."),
    (entity(), "The metadata has no identity provider in it."),
    (
        entity(role(protocols="urn:oasis:names:tc:SAML:1.1:protocol")),
        "The metadata has no identity provider that supports SAML 2.0, only older protocols.",
    ),
    (f"<a {NAMESPACES}>{entity(role())}</a>", "The XML is not SAML 2.0 metadata: its root element is "),
    ("<Entity/>", "The XML is not SAML 2.0 metadata: its root element is 'Entity', not "),
    ("<EntityDescriptor/>", "The metadata's root element EntityDescriptor is in no namespace: it needs xmlns="),
    ("<EntitiesDescriptor/>", "The metadata's root element EntitiesDescriptor is in no namespace: it needs xmlns="),
    (
        entity(role(protocols="")),
        "The metadata does not say which protocols its identity provider supports: IDPSSODescriptor needs"
        f' protocolSupportEnumeration="{SAML2}".',
    ),
    (
        entity(role()).replace("<IDPSSODescriptor", '<IDPSSODescriptor xmlns=""'),
        "The metadata has no identity provider in it: its IDPSSODescriptor is in no namespace instead of urn:",
    ),
]


@pytest.mark.parametrize(("text", "expected"), NO_PROVIDER)
@pytest.mark.parametrize("entity_id", [None, "https://idp.test"])
def test_no_identity_provider(text: str, expected: str, entity_id: str | None) -> None:
    assert failure(text, entity_id).startswith(expected)


UNUSABLE = [
    (entity(role(), name=" "), "The identity provider in the metadata has no entity ID."),
    (entity(role(keys=[])), "The identity provider 'https://idp.test' has no signing certificate."),
    (
        entity(role(keys=[key(bare("one"), "encryption")])),
        "The identity provider 'https://idp.test' has no signing certificate.",
    ),
    (
        entity(role(endpoints=[])),
        "The identity provider 'https://idp.test' has no HTTP-POST or HTTP-Redirect sign-in endpoint.",
    ),
    (
        entity(role(endpoints=[sso(SOAP, "https://idp.test/soap"), slo(POST, "https://idp.test/slo")])),
        "The identity provider 'https://idp.test' has no HTTP-POST or HTTP-Redirect sign-in endpoint.",
    ),
    (
        entity(role(endpoints=[sso(POST, "/sso")])),
        "The SingleSignOnService of the identity provider 'https://idp.test' is not an http or https URL: '/sso'.",
    ),
    (
        entity(role(endpoints=[sso(POST, "https://idp.test/a b")])),
        "The SingleSignOnService of the identity provider 'https://idp.test' is not an http or https URL:"
        " 'https://idp.test/a b'.",
    ),
]


@pytest.mark.parametrize(("text", "expected"), UNUSABLE)
def test_unusable_identity_provider(text: str, expected: str) -> None:
    assert failure(text) == expected


SIGNATURE = "http://www.w3.org/2000/09/xmldsig#"
NO_KEY = "The identity provider 'https://idp.test' has no signing certificate"
BARE_KEY = "<KeyDescriptor><d:KeyInfo><d:KeyValue/></d:KeyInfo></KeyDescriptor>"

WITHOUT_CERTIFICATES = {
    "no key": (entity(role(keys=[])), f"{NO_KEY}."),
    "a bare public key": (
        entity(role(keys=[BARE_KEY])),
        f"{NO_KEY}, only a bare public key (KeyValue): SendGrid needs the certificate.",
    ),
    "an empty element": (entity(role(keys=[key(" ")])), f"{NO_KEY}: its X509Certificate is empty."),
    "a wrong namespace": (
        entity(role()).replace(SIGNATURE, SIGNATURE.rstrip("#")),
        f"{NO_KEY}: its KeyInfo is in the namespace {SIGNATURE.rstrip('#')} instead of {SIGNATURE}.",
    ),
    "no namespace": (
        entity(role()).replace("d:X509", "X509"),
        f"{NO_KEY}: its X509Data is in the namespace {METADATA} instead of {SIGNATURE}.",
    ),
}


@pytest.mark.parametrize(("text", "expected"), WITHOUT_CERTIFICATES.values(), ids=WITHOUT_CERTIFICATES.keys())
def test_without_a_certificate_it_is_said_why_unless_none_is_required(text: str, expected: str) -> None:
    assert failure(text) == expected
    provider = read(text, None, NOW, require_certificates=False)
    assert (provider.signin_url, provider.certificates) == ("https://idp.test/sso", [])


def test_certificates_that_are_not_required_are_read_all_the_same() -> None:
    assert read(OKTA, None, NOW, require_certificates=False) == read(OKTA, None, NOW)


DIFFERENT = {
    "certificates": entity(role(keys=[key(bare("one"))])),
    "signin_url": entity(role(endpoints=[sso(POST, "https://two.test")])),
    "signin_url and signout_url": entity(role(endpoints=[sso(POST, "https://two.test"), slo(POST, A_POST)])),
}


@pytest.mark.parametrize(("fields", "other"), DIFFERENT.items())
@pytest.mark.parametrize("wrapped", [False, True])
def test_two_descriptions_of_one_that_differ(fields: str, other: str, wrapped: bool) -> None:
    assert failure(aggregate(entity(role()), aggregate(other) if wrapped else other)) == (
        "The metadata describes the identity provider 'https://idp.test' more than once, with different values of"
        f" {fields}: keep only the one that is right."
    )


TEMPLATES = {
    "entity_id": ("{tenantid}", entity(role(), name="https://sts.test/{tenantid}/")),
    "signin_url": ("{tenant}", entity(role(endpoints=[sso(POST, "https://idp.test/{tenant}/sso")]))),
    "signout_url": ("%7Btenant%7D", entity(role(endpoints=[GOOD_SSO, slo(POST, "https://idp.test/%7Btenant%7D")]))),
    "signin_url ": ("<realm>", entity(role(endpoints=[sso(POST, "https://idp.test/&lt;realm>/sso")]))),
}


@pytest.mark.parametrize(("field", "template"), TEMPLATES.items())
def test_templates_are_refused(field: str, template: tuple[str, str]) -> None:
    placeholder, text = template
    message = failure(text)
    assert message.startswith(f"The metadata is a template: its {field.strip()} 'https://")
    assert f" has the placeholder '{placeholder}'." in message


def expiring(where: str, moment: str) -> str:
    until = {place: f'validUntil="{moment}"' if place == where else "" for place in ("role", "entity", "near", "far")}
    return aggregate(
        aggregate(
            entity(role(attributes=until["role"]), attributes=until["entity"]),
            attributes=until["near"],
        ),
        entity(SP_ROLE, name="https://sp.test", attributes=f'validUntil="{PAST}"'),
        attributes=until["far"],
    )


@pytest.mark.parametrize("where", ["role", "entity", "near", "far"])
def test_expired_anywhere_around(where: str) -> None:
    assert failure(expiring(where, PAST)) == (
        "The metadata of 'https://idp.test' expired at 2026-06-01T11:59:59+00:00:"
        " fetch it again from the identity provider."
    )
    assert read(expiring(where, FUTURE), None, NOW).entity_id == "https://idp.test"


def test_what_has_expired_elsewhere_does_not_matter() -> None:
    assert failure(document("federation"), SOUTH).startswith(
        f"The metadata of '{SOUTH}' expired at 2020-01-01T00:00:00+00:00"
    )
    assert read(document("federation"), NORTH, NOW).entity_id == NORTH


@pytest.mark.parametrize(
    ("moment", "valid"),
    [
        ("2026-06-01T12:00:00Z", False),
        ("2026-06-01T12:00:00.0000001Z", False),
        ("2026-06-01T12:00:00.000001Z", True),
        ("2026-06-01T12:00:00.5Z", True),
        ("2026-06-01T11:59:59.999Z", False),
        ("2026-06-01T11:59:59", False),
        ("2026-06-01T12:00:01", True),
        ("2026-06-01T13:59:59+02:00", False),
        ("2026-06-01T14:00:01.1234567+02:00", True),
        ("2026-06-01T06:29:59-05:30", False),
        ("2026-06-01T06:30:01-05:30", True),
        (" 2026-06-01T12:00:01Z\n", True),
        ("9999-12-31T23:59:59-14:00", True),
        ("0001-01-01T00:00:00+14:00", False),
        ("2026-06-01T24:00:00Z", True),
        ("2026-05-31T24:00:00.000Z", False),
        ("2026-06-01T24:00:00+12:00", False),
        ("2026-06-01T24:00:00+11:59", True),
        ("9999-12-31T24:00:00Z", True),
        ("10000-02-29T00:00:00Z", True),
        ("123456-01-01T00:00:00-14:00", True),
        ("9" * 10_000 + "-01-01T00:00:00Z", True),
        ("0000-01-01T00:00:00Z", False),
        ("-2026-06-01T12:00:01Z", False),
    ],
)
def test_moments(moment: str, valid: bool) -> None:
    if valid:
        assert read(expiring("entity", moment), None, NOW).entity_id == "https://idp.test"
    else:
        assert " expired at " in failure(expiring("entity", moment))


@pytest.mark.parametrize(
    "moment",
    [
        "",
        "never",
        "2030-01-01",
        "2030-13-01T00:00:00Z",
        "2030-01-01T00:00:00+99:00",
        "2030-01-01T24:00:01Z",
        "2030-01-01T24:00:00.1Z",
        "2030-01-01T25:00:00Z",
        "02030-01-01T00:00:00Z",
        "10001-02-29T00:00:00Z",
        "1893456000",
        "1" * 10**6,
    ],
    ids=lambda moment: moment[:30],
)
def test_moments_that_are_none(moment: str) -> None:
    assert failure(expiring("far", moment)).startswith("The metadata's validUntil is not a date and time: '")


@pytest.mark.parametrize("name", ["dtd", "external_dtd", "billion_laughs", "external_entity", "parameter_entity"])
def test_document_type_declarations_are_refused(name: str) -> None:
    assert failure(document(f"hostile_{name}")) == (
        "The metadata has a document type declaration (DTD), which is refused: SAML metadata needs none."
    )


HTML = "The metadata is an HTML page, not XML: perhaps a page for signing in, or about an error."
NOT_WELL_FORMED = "The metadata is not well-formed XML: "
NOT_UTF_8 = "The metadata is not UTF-8 text, and declares no other encoding: save it as UTF-8."
DECLARES = "The metadata says that its encoding is "

NOT_METADATA = {
    "empty": ("", "The metadata is empty."),
    "empty bytes": (b"", "The metadata is empty."),
    "only a byte order mark": ("\ufeff", "The metadata is empty."),
    "HTML": ("\n<!DOCTYPE html><html><body><br></body></html>", HTML),
    "HTML without a declaration": ("<HTML><br></HTML>", HTML),
    "HTML as bytes": (b"<html><br></html>", HTML),
    "HTML that is well-formed": ("<html><body>Sign in</body></html>", HTML),
    "XHTML": ('<html xmlns="http://www.w3.org/1999/xhtml"><head/></html>', HTML),
    "HTML after a comment": ("<!-- page --><html><br></html>", HTML),
    "XML that mentions HTML": (
        '<EntityDescriptor entityID="x"><!-- from <html> -->',
        NOT_WELL_FORMED + "no element found",
    ),
    "HTML without its root": ("<head><title>Sign in</head>", HTML),
    "JSON": ('{"entityID": "https://idp.test"}', "The metadata is not XML: it starts with '{' instead of '<' "),
    "a path": ("/etc/idp.xml", "The metadata is not XML: it starts with '/' instead of '<' "),
    "a private key": ("-----BEGIN PRIVATE KEY-----\nc2VjcmV0", "The metadata is not XML: it starts with '-' "),
    "two lines": ("a\nb", "The metadata is not XML: it starts with 'a' "),
    "cut off": (OKTA[:1500], NOT_WELL_FORMED),
    "something behind it": (OKTA + "more", NOT_WELL_FORMED),
    "two declarations": (OKTA.replace("?>", "?><?xml version='1.0'?>"), NOT_WELL_FORMED),
    "an unknown entity": ("<a>&nbsp;</a>", NOT_WELL_FORMED),
    "a control character": ("<a>\x01</a>", NOT_WELL_FORMED),
    "a prefix without its declaration": (
        "<md:EntityDescriptor/>",
        NOT_WELL_FORMED + "unbound prefix: line 1, column 0: ",
    ),
    "half a character": ("<a>\ud8ff</a>", NOT_WELL_FORMED),
    "bytes in another encoding": (b"<a>\xff</a>", NOT_UTF_8),
    "the same, as lookups hand it over": ("<a>\udcff</a>", NOT_UTF_8),
    "an unknown encoding": (b'<?xml version="1.0" encoding="klingon"?><a/>', DECLARES + "klingon, which cannot "),
    "an encoding of several bytes": (b'<?xml version="1.0" encoding="shift_jis"?><a/>', DECLARES + "shift_jis, which "),
    "no encoding of text": (b'<?xml version="1.0" encoding="base64"?><a/>', DECLARES + "base64, which cannot "),
    "UTF-16 of nothing": ("  ".encode("utf-16"), "The metadata is empty."),
    "UTF-16 of half a character": (b"\xff\xfe<\0\0\xd8", "The metadata begins as UTF-16 does, and is none at byte "),
}


@pytest.mark.parametrize(("text", "expected"), NOT_METADATA.values(), ids=NOT_METADATA.keys())
def test_text_that_is_no_metadata(text: str | bytes, expected: str) -> None:
    message = failure(text)
    assert message.startswith(expected)
    assert "c2VjcmV0" not in message


MEGABYTES = 10 * 1024 * 1024

HUGE: dict[str, Callable[[], str | bytes]] = {
    "blanks": lambda: " " * MEGABYTES,
    "blanks as bytes": lambda: b"\n" * MEGABYTES,
    "zero bytes": lambda: b"\0" * MEGABYTES,
    "a word": lambda: "a" * MEGABYTES,
    "angle brackets": lambda: "<" * MEGABYTES,
    "blanks inside an element": lambda: aggregate(" " * MEGABYTES),
    "a long name": lambda: entity(SP_ROLE, name="x" * MEGABYTES),
    "a long element name": lambda: f"<{'a' * MEGABYTES}/>",
    "a long certificate": lambda: entity(role(keys=[key("A" * MEGABYTES)])),
    "a long URL": lambda: entity(role(endpoints=[sso(POST, "https://idp.test/" + " x" * (MEGABYTES // 2))])),
}


@pytest.mark.parametrize("make_text", HUGE.values(), ids=HUGE.keys())
def test_ten_megabytes_of_nothing_fail_soon(make_text: Callable[[], str | bytes]) -> None:
    text = make_text()
    started = time.process_time()
    failure(text)
    assert time.process_time() - started < 5


def test_aggregates_may_be_nested_deeply() -> None:
    depth = 50_000
    nested = "<EntitiesDescriptor>" * depth + entity(role()) + "</EntitiesDescriptor>" * depth
    assert read(aggregate(nested), None, NOW).entity_id == "https://idp.test"


def test_missing_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_saml_xml, "HAS_DEFUSEDXML", False)
    assert "defusedxml is missing" in failure(OKTA)


def test_filter_returns_plain_values() -> None:
    result = FilterModule().filters()["saml_idp_metadata"](OKTA, entity_id="http://www.okta.com/exk0example0001")
    assert result == asdict(read(OKTA, None, NOW))
    values = [result, *result.values(), *result["certificates"]]
    assert {type(value) for value in values} == {dict, list, str}


def test_filter_takes_bytes() -> None:
    assert saml_idp_metadata(OKTA.encode()) == saml_idp_metadata(OKTA)


@pytest.mark.parametrize("value", [False, "false", "no", 0])
def test_filter_takes_metadata_without_certificates(value: Any) -> None:
    assert saml_idp_metadata(entity(role(keys=[])), require_certificates=value)["certificates"] == []


@pytest.mark.parametrize("value", [None, {}, "maybe", 5])
def test_filter_wants_a_boolean(value: Any) -> None:
    with pytest.raises(AnsibleFilterError, match=r"^The require_certificates must be true or false, not \w+\.$"):
        saml_idp_metadata(OKTA, require_certificates=value)


def test_filter_goes_by_the_clock() -> None:
    with pytest.raises(AnsibleFilterError, match=r"expired at 2020-01-01T00:00:00\+00:00"):
        saml_idp_metadata(document("federation"), SOUTH)


@pytest.mark.parametrize("value", [None, {}, [OKTA], 5, True, StrictUndefined(name="idp_xml")])
def test_filter_wants_text(value: Any) -> None:
    with pytest.raises(AnsibleFilterError, match=r"^The metadata must be the text of an XML document, not \w+\.$"):
        saml_idp_metadata(value)


@pytest.mark.parametrize("value", [{}, ["https://idp.test"], 5, StrictUndefined(name="wanted")])
def test_filter_wants_an_entity_id_as_text(value: Any) -> None:
    with pytest.raises(AnsibleFilterError, match=r"^The entity_id must be text, not \w+\.$"):
        saml_idp_metadata(OKTA, entity_id=value)
