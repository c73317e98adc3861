# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Properties over metadata documents: irrelevant parts change nothing, and any input ends cleanly, and soon."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import Any

import pytest
from ansible.errors import AnsibleFilterError
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.community.sendgrid.plugins.filter.saml_idp_metadata import saml_idp_metadata
from ansible_collections.community.sendgrid.plugins.module_utils._x509.certificate import (
    NoCertificate,
    read_certificate,
)
from functional.shared.certificates_by_hand import UTF8, bare, certificate, pem
from trust.strategies import pure

METADATA, SIGNATURE = "urn:oasis:names:tc:SAML:2.0:metadata", "http://www.w3.org/2000/09/xmldsig#"
SAML2 = "urn:oasis:names:tc:SAML:2.0:protocol"
BINDING = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-"
CERTIFICATES = [certificate(f"{name}.example.com") for name in ("one", "two", "three")]

# What may be anywhere between elements, and says nothing about an identity provider that SendGrid could use
IRRELEVANT = [
    "",
    "\n\t ",
    "<!-- SingleSignOnService -->",
    "<?editor IDPSSODescriptor?>",
    '<x:Extensions xmlns:x="urn:example:else"><x:SingleSignOnService Location="https://else.example.com"/></x:Extensions>',
    f'<o:Organization xmlns:o="{METADATA}"><o:OrganizationName>IT &amp; friends</o:OrganizationName></o:Organization>',
    f'<o:NameIDFormat xmlns:o="{METADATA}">urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress</o:NameIDFormat>',
]


class Spelling:
    """One way to write a document: prefixes, the order of attributes, and what is between elements."""

    def __init__(self, draw: st.DrawFn) -> None:
        self._draw = draw
        self.md, self.ds = draw(st.permutations(["", "md", "ds", "a.b-1"]))[:2]

    def element(self, prefix: str, name: str, attributes: dict[str, str], *children: str) -> str:
        tag = f"{prefix}:{name}" if prefix else name
        pairs = self._draw(st.permutations(list(attributes.items())))
        quote = self._draw(st.sampled_from("'\""))
        shown = "".join(
            f"{self._draw(st.sampled_from(' ' + chr(10)))}{key}={quote}{value}{quote}" for key, value in pairs
        )
        if name in ("X509Certificate", "SingleSignOnService", "SingleLogoutService"):
            return f"<{tag}{shown}>{''.join(children)}</{tag}>"
        between = [self._draw(st.sampled_from(IRRELEVANT)) for _child in range(len(children) + 1)]
        return f"<{tag}{shown}>{between[0]}{''.join(map(''.join, zip(children, between[1:], strict=True)))}</{tag}>"

    def endpoint(self, service: str, binding: str, location: str) -> str:
        return self.element(self.md, service, {"Binding": BINDING + binding, "Location": location})

    def key(self, text: str) -> str:
        inside = self.element(self.ds, "X509Certificate", {}, text)
        for name in ("X509Data", "KeyInfo"):
            inside = self.element(self.ds, name, {}, inside)
        return self.element(self.md, "KeyDescriptor", {"use": "signing"}, inside)

    def document(self, children: list[str], entity_id: str) -> str:
        role = self.element(self.md, "IDPSSODescriptor", {"protocolSupportEnumeration": SAML2}, *children)
        spaces = {
            f"xmlns:{self.md}" if self.md else "xmlns": METADATA,
            f"xmlns:{self.ds}" if self.ds else "xmlns": SIGNATURE,
        }
        return self.element(self.md, "EntityDescriptor", spaces | {"entityID": entity_id}, role)


@st.composite
def documents(draw: st.DrawFn) -> tuple[str, dict[str, Any]]:
    """A document, and what it means."""
    spelling = Spelling(draw)
    entity_id = draw(st.sampled_from(["https://idp.example.com", "urn:example:idp", "idp.example.com"]))
    keys = draw(st.lists(st.sampled_from(CERTIFICATES), min_size=1, max_size=3, unique=True))
    bindings = draw(st.lists(st.sampled_from(["POST", "Redirect"]), min_size=1, max_size=2, unique=True))
    has_logout = draw(st.booleans())
    endpoints = [
        spelling.endpoint("SingleSignOnService", binding, f"https://idp.example.com/{binding}") for binding in bindings
    ]
    if has_logout:
        endpoints.append(spelling.endpoint("SingleLogoutService", "POST", "https://idp.example.com/out"))
    spelled = [spelling.key(draw(st.sampled_from([bare, pem]))(der)) for der in keys]
    value = {
        "entity_id": entity_id,
        "signin_url": f"https://idp.example.com/{min(bindings)}",
        "signout_url": "https://idp.example.com/out" if has_logout else "",
        "certificates": [pem(der) for der in keys],
    }
    children = [*spelled, *endpoints] if draw(st.booleans()) else [*endpoints, *spelled]
    return spelling.document(children, entity_id), value


@pure
@given(found=documents())
def test_how_a_document_is_spelled_changes_nothing(found: tuple[str, dict[str, Any]]) -> None:
    text, value = found
    assert saml_idp_metadata(text) == value


@pure
@given(found=documents(), encoding=st.sampled_from(["utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252"]))
def test_the_encoding_changes_nothing_either(found: tuple[str, dict[str, Any]], encoding: str) -> None:
    text, value = found
    document = f"<?xml version='1.0' encoding='{encoding.removesuffix('-le').removesuffix('-sig')}'?>{text}".encode(
        encoding
    )
    assert saml_idp_metadata(document) == value
    assert saml_idp_metadata(document.decode("utf-8", "surrogateescape")) == value


PIECES = [
    "<",
    ">",
    '"',
    "&lt;",
    "{tenant}",
    "\0",
    "\udcff",
    "\u200b",
    "]]>",
    "<!--",
    " ",
    "=",
    "xmlns",
    "9" * 50,
    "MIIC",
]


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """A document with a part cut out, or with something in it that does not belong there."""
    text, _value = draw(documents())
    for _change in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.sampled_from([0, 0, 1, 2, 30, 400])))
        piece = draw(st.sampled_from(PIECES) | st.just(text[start:end] * 2))
        text = text[:start] + piece + text[end:]
    return text


@pure
@given(text=damaged())
def test_whatever_the_document_there_is_a_value_or_one_sentence(text: str) -> None:
    value, words = outcome_of(lambda: saml_idp_metadata(text))
    if value is None:
        assert re.fullmatch(r"The [^\n]{5,1000}\.", words)
    else:
        assert value["entity_id"]
        assert value["signin_url"].startswith("http")
        assert all(read_certificate(one).pem == one for one in value["certificates"])


@pure
@given(data=st.data(), der=st.sampled_from(CERTIFICATES))
def test_a_damaged_certificate_is_one_or_is_refused_without_its_bytes(data: st.DataObject, der: bytes) -> None:
    at = data.draw(st.integers(0, len(der) - 1))
    changed = der[:at] + bytes([data.draw(st.integers(0, 255))]) + der[at + data.draw(st.integers(0, 2)) :]
    found, words = outcome_of(lambda: read_certificate(bare(changed)))
    assert found.der == changed if found else bare(changed)[:40] not in words


def outcome_of(work: Callable[[], Any]) -> tuple[Any, str]:
    """What some work returns, or the message of its refusal."""
    try:
        return work(), ""
    except (AnsibleFilterError, NoCertificate) as refusal:
        return None, str(refusal)


def aggregate(count: int) -> str:
    """As federations publish it: 2.3 kB for each identity provider."""
    entity = (
        '<EntityDescriptor entityID="https://idp{0}.example.com">'
        f'<IDPSSODescriptor protocolSupportEnumeration="{SAML2}"><KeyDescriptor><KeyInfo xmlns="{SIGNATURE}"><X509Data>'
        f"<X509Certificate>{bare(CERTIFICATES[0])}</X509Certificate></X509Data></KeyInfo></KeyDescriptor>"
        f'<SingleSignOnService Binding="{BINDING}POST" Location="https://{{0}}.example.com"/></IDPSSODescriptor>'
        f"<Organization>{'x' * 1400}</Organization></EntityDescriptor>"
    )
    inside = "".join(entity.format(number) for number in range(count))
    return f'<EntitiesDescriptor xmlns="{METADATA}">{inside}</EntitiesDescriptor>'


def test_ten_thousand_entities_take_about_half_a_second() -> None:
    text = aggregate(10_000)
    started = time.process_time()
    found = saml_idp_metadata(text, "https://idp7777.example.com")
    assert found["signin_url"] == "https://7777.example.com"
    assert time.process_time() - started < 4  # on the slowest machine


MEGABYTES = 4 * 1024 * 1024
LONG_TYPE = "2.5." + "9" * 4_000
BEGIN, END = "-----BEGIN CERTIFICATE-----", "-----END CERTIFICATE-----"

# Texts on which careless patterns and loops take quadratic time
LONG: dict[str, Callable[[], str]] = {
    "beginnings": lambda: BEGIN * (MEGABYTES // 27),
    "beginnings in base64": lambda: bare(BEGIN.encode() * (MEGABYTES // 36)),
    "empty certificates": lambda: (BEGIN + END) * (MEGABYTES // 52),
    "dashes": lambda: "-" * MEGABYTES,
    "backslashes": lambda: "\\" * MEGABYTES,
    "padding": lambda: "AA==" * (MEGABYTES // 4),
    "letters": lambda: "A" * MEGABYTES,
    "certificates": lambda: bare(certificate("a") * 5_000),
    "lengths": lambda: bare(b"\x30\x80" * (MEGABYTES // 3)),
    "a number of a type": lambda: bare(certificate([(LONG_TYPE, UTF8, b"a")])),
}


@pytest.mark.parametrize("make_text", LONG.values(), ids=LONG.keys())
def test_long_text_that_is_no_certificate_is_refused_soon(make_text: Callable[[], str]) -> None:
    text = make_text()
    started = time.process_time()
    with pytest.raises(NoCertificate):
        read_certificate(text)
    assert time.process_time() - started < 5


def test_a_long_host_that_ends_with_a_blank_is_refused_soon() -> None:
    text = aggregate(1).replace("https://0.example.com", f"https://{'a' * MEGABYTES} b")
    started = time.process_time()
    with pytest.raises(AnsibleFilterError, match="is not an http or https URL"):
        saml_idp_metadata(text)
    assert time.process_time() - started < 5
