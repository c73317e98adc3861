# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Every row of the tables in the guide to metadata and certificates is true, for example about what is read."""

from __future__ import annotations

import base64
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from ansible.errors import AnsibleFilterError
from cryptography.hazmat.primitives import serialization

from ansible_collections.community.sendgrid.plugins.filter.saml_idp_metadata import saml_idp_metadata
from ansible_collections.community.sendgrid.plugins.module_utils._x509.certificate import (
    NoCertificate,
    read_certificate,
)
from functional.shared import certificates_by_hand as by_hand
from functional.shared.certificates_by_hand import bare, pem
from functional.shared.make_certificates import KEY

GUIDE = Path(__file__).parents[2] / "docs" / "docsite" / "rst" / "guide_metadata.rst"


def tables() -> list[dict[str, str]]:
    """The tables' rows, in the guide's order, from the first cell to the second."""
    found: list[dict[str, str]] = []
    lines = GUIDE.read_text(encoding="utf-8").splitlines()
    for line, following in pairwise(lines):
        if line.startswith(".. list-table::"):
            found.append({})
        elif line.startswith("   * - "):
            found[-1][line.removeprefix("   * - ")] = following.removeprefix("     - ")
    for rows in found:
        rows.pop(next(iter(rows)))  # the heading
    return found


METADATA_READ, METADATA_REFUSED, CERTIFICATES_READ, CERTIFICATES_REFUSED = tables()

SAML1, SAML2 = "urn:oasis:names:tc:SAML:1.1:protocol", "urn:oasis:names:tc:SAML:2.0:protocol"
BINDING = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-"
NAMESPACES = 'xmlns="urn:oasis:names:tc:SAML:2.0:metadata" xmlns:d="http://www.w3.org/2000/09/xmldsig#"'
ONE, TWO = by_hand.certificate("one.example.com"), by_hand.certificate("two.example.com")
IDP = "https://idp.example.com"
SSO, OTHER_SSO = (f'<SingleSignOnService Binding="{BINDING}POST" Location="{url}/sso"/>' for url in (IDP, f"{IDP}/2"))
EXPECTED = {"entity_id": IDP, "signin_url": f"{IDP}/sso", "signout_url": "", "certificates": [pem(ONE)]}


def key(*certificates: str) -> str:
    inside = "".join(f"<d:X509Certificate>{text}</d:X509Certificate>" for text in certificates)
    return f"<KeyDescriptor><d:KeyInfo><d:X509Data>{inside}</d:X509Data></d:KeyInfo></KeyDescriptor>"


KEY_OF_ONE = key(bare(ONE))


def role(children: str = KEY_OF_ONE + SSO, attributes: str = "", protocols: str = SAML2) -> str:
    return f'<IDPSSODescriptor protocolSupportEnumeration="{protocols}" {attributes}>{children}</IDPSSODescriptor>'


def entity(roles: str, name: str = IDP) -> str:
    return f'<EntityDescriptor {NAMESPACES} entityID="{name}">{roles}</EntityDescriptor>'


def aggregate(*entities: str) -> str:
    return f"<EntitiesDescriptor {NAMESPACES}>{''.join(entities)}</EntitiesDescriptor>"


GOOD = entity(role())
SERVICE = entity("<SPSSODescriptor/>", "https://wiki.example.com")
EXPIRED = 'validUntil="2020-01-01T00:00:00Z"'
EURO, UMLAUT = f"{IDP}/\u20ac", f"{IDP}/m\u00fcnchen"

# The input for each row. For metadata that can be read: document, options, and how the result differs from EXPECTED.
READ: dict[str, list[tuple[str | bytes, dict[str, Any], dict[str, Any]]]] = {
    "UTF-8, with or without a byte order mark, and white space before the XML declaration": [
        (f"\n <?xml version='1.0' encoding='UTF-8'?>{GOOD}", {}, {}),
        (GOOD.encode("utf-8-sig"), {}, {}),
    ],
    "UTF-16, whatever encoding it declares": [
        (f"<?xml version='1.0' encoding='{encoding}'?>{GOOD}".encode("utf-16"), {}, {})
        for encoding in ("UTF-16", "UTF-8", "ISO-8859-1")
    ],
    "ISO-8859-1, windows-1252 or another single-byte encoding, if it is declared": [
        (f"<?xml version='1.0' encoding='{encoding}'?>{entity(role(), name)}".encode(encoding), {}, {"entity_id": name})
        for encoding, name in (("ISO-8859-1", UMLAUT), ("windows-1252", EURO), ("iso-8859-15", EURO))
    ],
    "Any namespace prefix, or none": [
        (GOOD, {}, {}),
        (re.sub(r"(</?)(?=[A-Z])", r"\1x:", GOOD).replace("xmlns=", "xmlns:x="), {}, {}),
    ],
    "One identity provider among service providers": [
        (aggregate(SERVICE, GOOD), {}, {}),
        (aggregate(SERVICE, GOOD), {"entity_id": IDP}, {}),
    ],
    "A role that has expired or is incomplete, followed by a complete one": [
        (entity(role(OTHER_SSO + KEY_OF_ONE, EXPIRED) + role()), {}, {}),
        (entity(role(OTHER_SSO) + role(KEY_OF_ONE) + role()), {}, {}),
    ],
    "Two entities with the same ``entityID`` and the same values": [(aggregate(GOOD, GOOD), {}, {})],
    "A ``validUntil`` at hour 24, or after the year 9999": [
        (entity(role(attributes='validUntil="2999-12-31T24:00:00Z"')), {}, {}),
        (entity(role(attributes='validUntil="12026-01-01T00:00:00Z"')), {}, {}),
    ],
    "A ``SingleLogoutService`` at ``#``, ``N/A`` or ``/logout``": [
        (
            entity(role(f'{KEY_OF_ONE}<SingleLogoutService Binding="{BINDING}POST" Location="{location}"/>{SSO}')),
            {},
            {},
        )
        for location in ("#", "N/A", "/logout")
    ],
    "A relative HTTP-POST endpoint next to an HTTP-Redirect endpoint with a URL": [
        (
            entity(
                role(
                    f'{KEY_OF_ONE}<SingleSignOnService Binding="{BINDING}POST" Location="/sso"/>'
                    f'<SingleSignOnService Binding="{BINDING}Redirect" Location="{IDP}/sso"/>'
                )
            ),
            {},
            {},
        )
    ],
    "A certificate together with its issuers' certificates in one ``X509Data``": [
        (
            entity(role(key(*(bare(by_hand.certificate(a, b)) for a, b in (("ca", "root"), ("a", "ca")))) + SSO)),
            {},
            {"certificates": [pem(by_hand.certificate("a", "ca"))]},
        )
    ],
    "An empty ``X509Certificate`` next to another one": [(entity(role(key(" ", bare(ONE)) + SSO)), {}, {})],
    "No signing certificate, with ``require_certificates=false``": [
        (entity(role(SSO)), {"require_certificates": False}, {"certificates": []})
    ],
}

BARE_KEY = "<KeyDescriptor><d:KeyInfo><d:KeyValue/></d:KeyInfo></KeyDescriptor>"
REFUSED: dict[str, tuple[str | bytes, dict[str, Any]]] = {
    "Only white space": (" \n", {}),
    "An HTML page": ("<!DOCTYPE html><html></html>", {}),
    "A path or a URL": ("idp-metadata.xml", {}),
    "A document that was cut off": (GOOD[:-9], {}),
    "A prefix without its ``xmlns`` declaration": ("<md:EntityDescriptor/>", {}),
    "ISO-8859-1 without a declaration": (entity(role(), UMLAUT).encode("iso-8859-1"), {}),
    "Shift_JIS, or another encoding of several bytes": (
        f"<?xml version='1.0' encoding='Shift_JIS'?>{GOOD}".encode(),
        {},
    ),
    "A document type declaration (DTD)": (f"<!DOCTYPE a>{GOOD}", {}),
    "No ``xmlns``": (GOOD.replace("xmlns=", "x="), {}),
    "Other XML": ("<rss/>", {}),
    "The metadata of a service provider": (SERVICE, {}),
    "``IDPSSODescriptor`` in another namespace": (GOOD.replace("<IDPSSODescriptor", '<IDPSSODescriptor xmlns=""'), {}),
    "No ``protocolSupportEnumeration``": (GOOD.replace("protocolSupportEnumeration", "protocols"), {}),
    "Only SAML 1.1": (entity(role(protocols=SAML1)), {}),
    "Several identity providers without ``entity_id``": (aggregate(GOOD, entity(role(), f"{IDP}/2")), {}),
    "An ``entity_id`` that is not in it": (GOOD, {"entity_id": "https://other.example.com"}),
    "Two entities with the same ``entityID`` but different values": (
        aggregate(GOOD, entity(role(KEY_OF_ONE + OTHER_SSO))),
        {},
    ),
    "A placeholder such as ``{tenantid}`` in an address": (entity(role(), "https://sts.example.com/{tenantid}/"), {}),
    "A ``validUntil`` in the past": (entity(role(attributes=EXPIRED)), {}),
    "A ``validUntil`` in another format": (entity(role(attributes='validUntil="2030-01-31"')), {}),
    "No supported binding for signing in": (entity(role(KEY_OF_ONE)), {}),
    "Only relative addresses for signing in": (entity(role(KEY_OF_ONE + SSO.replace(IDP, ""))), {}),
    "No signing certificate": (entity(role(SSO)), {}),
    "A public key instead of a certificate": (entity(role(BARE_KEY + SSO)), {}),
    "XML Signature elements in another namespace": (GOOD.replace("xmldsig#", "xmldsig"), {}),
}


def test_the_tables_of_metadata_are_those_that_are_tried() -> None:
    assert (list(READ), list(REFUSED)) == (list(METADATA_READ), list(METADATA_REFUSED))


@pytest.mark.parametrize("row", READ)
def test_metadata_that_is_read(row: str) -> None:
    for document, options, others in READ[row]:
        assert saml_idp_metadata(document, **options) == EXPECTED | others
    assert METADATA_READ[row].endswith(".")


@pytest.mark.parametrize("row", REFUSED)
def test_metadata_that_is_refused(row: str) -> None:
    document, options = REFUSED[row]
    with pytest.raises(AnsibleFilterError) as caught:
        saml_idp_metadata(document, **options)
    assert METADATA_REFUSED[row].strip("`") in str(caught.value)


def named(tag: int, value: bytes) -> str:
    return bare(by_hand.certificate([(by_hand.COMMON_NAME, tag, value)]))


PEM, BARE = pem(ONE), bare(ONE)
PRIVATE_KEY = KEY.private_bytes(
    serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
).decode()
PUBLIC_KEY = KEY.public_key().public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
PKCS7 = by_hand.tlv(0x30, by_hand.oid("1.2.840.113549.1.7.2"), by_hand.tlv(0xA0))

READABLE = {
    "PEM": [PEM],
    "Base64 without the BEGIN and END lines": [BARE, "\n".join(PEM.splitlines()[1:-1])],
    "Any line endings and spacing, or none": [
        PEM.replace("\n", "\r\n"),
        PEM.replace("\n", "   "),
        PEM.replace("\n", ""),
    ],
    "A literal ``\\n`` instead of line endings": [PEM.replace("\n", "\\n"), PEM.replace("\n", "\\r\\n")],
    "``-----BEGINCERTIFICATE-----``": ["".join(PEM.split())],
    "``-----BEGIN X509 CERTIFICATE-----``": [PEM.replace("CERTIFICATE", "X509 CERTIFICATE")],
    "Text before and after the PEM lines, such as ``Bag Attributes``": [
        f"Bag Attributes\n    localKeyID: 01\n{PEM}end"
    ],
    "Base64 of a whole PEM file": [base64.b64encode(PEM.encode()).decode()],
    "Base64 without the ``=`` at the end": [BARE.rstrip("=")],
    "Zero-width characters inside": [f"{BARE[:9]}\u200b{BARE[9:]}\ufeff"],
    "Latin-1 letters in a T61String of the subject": [named(by_hand.T61, b"J\xe4ger")],
    "``&`` or ``_`` in a PrintableString of the subject": [named(by_hand.PRINTABLE, b"A & B"), named(0x13, b"a_b")],
    "A value in the subject that cannot be decoded": [named(by_hand.UTF8, b"\xff")],
    "An empty subject": [bare(by_hand.certificate([]))],
}

UNREADABLE = {
    "A certificate and its issuer's certificate, as PEM": [PEM + pem(TWO)],
    "Two in one base64 text": [bare(ONE + TWO), BARE + bare(TWO)],
    "A private key": [PRIVATE_KEY, PEM + PRIVATE_KEY],
    "A certificate request": [PEM.replace("CERTIFICATE", "CERTIFICATE REQUEST")],
    "PEM without its END line": [PEM.split("-----END")[0]],
    "Header lines between BEGIN and END": [PEM.replace("-----\n", "-----\nComment: mine\n\n", 1)],
    "A DER file (often ``.cer``)": [ONE[:2].decode("latin-1") + BARE],
    "Other text": ["a certificate!", "Zertifikat f\u00fcr sp\u00e4ter"],
    "The path of a file": ["idp.pem", "/etc/ssl/idp.crt"],
    "Base64 of a public key": [bare(PUBLIC_KEY)],
    "Base64 of PKCS #7 (``.p7b``)": [bare(PKCS7)],
    "Base64 of something else": [bare(b"hello, world"), bare(by_hand.tlv(0x30, b""))],
    "Base64 that was cut off": [BARE[:-8]],
    "A byte after the certificate": [bare(ONE + b"\n")],
    "A time with fractional seconds or a time zone": [
        bare(by_hand.certificate("a", times=(by_hand.SOME_TIME, time)))
        for time in ((by_hand.GENERALIZED_TIME, b"20300101000000.5Z"), (by_hand.UTC_TIME, b"300101000000+0100"))
    ],
    "BER that is not DER": [bare(b"\x30\x80" + ONE[4:] + b"\0\0"), bare(b"\x30\x83\0" + ONE[2:])],
}


def test_the_tables_of_certificates_are_those_that_are_tried() -> None:
    assert (list(READABLE), list(UNREADABLE)) == (list(CERTIFICATES_READ), list(CERTIFICATES_REFUSED))


@pytest.mark.parametrize("row", READABLE)
def test_certificates_that_module_and_filter_read(row: str) -> None:
    for text in READABLE[row]:
        found = read_certificate(text)
        assert saml_idp_metadata(entity(role(key(text) + SSO)))["certificates"] == [found.pem]
    assert CERTIFICATES_READ[row].startswith("Read.")


@pytest.mark.parametrize("row", UNREADABLE)
def test_certificates_that_module_and_filter_refuse_with_the_same_words(row: str) -> None:
    for text in UNREADABLE[row]:
        with pytest.raises(NoCertificate) as refused:
            read_certificate(text)
        with pytest.raises(AnsibleFilterError) as caught:
            saml_idp_metadata(entity(role(key(text) + SSO)))
        assert CERTIFICATES_REFUSED[row].strip("`") in str(refused.value)
        assert str(caught.value) == f"The signing certificate 1 of the identity provider '{IDP}' {refused.value}."
