# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""The signing certificates of an identity provider's role in SAML metadata, as PEM."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..module_utils._x509.chain import without_issuers
from ..module_utils._x509.fields import NoCertificate, fields_of
from ..module_utils._x509.text import certificate_bytes, pem_of
from ..plugin_utils._saml_error import MetadataError, quoted
from ..plugin_utils._saml_xml import DS, MD, in_another_namespace

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

# Elements of a KeyInfo that contain a key without a certificate.
_BARE_KEYS = (DS + "KeyValue", "{http://www.w3.org/2009/xmldsig11#}DEREncodedKeyValue")


def signing_certificates(role: Element, name: str, required: bool) -> list[str]:
    """Return the certificates that verify signatures, each once, in the document's order."""
    keys = [key for key in role.findall(MD + "KeyDescriptor") if key.get("use", "").strip() in ("", "signing")]
    found: dict[bytes, None] = {}
    position = 0
    for data in (data for key in keys for data in key.findall(f"{DS}KeyInfo/{DS}X509Data")):
        certificates: list[bytes] = []
        for element in data.findall(DS + "X509Certificate"):
            position += 1
            text = "".join(element.itertext())
            if text.strip():
                certificates.append(_read(text, position, name))
        # XML Signature allows a chain in one X509Data, in any order.
        found.update(dict.fromkeys(without_issuers(certificates)))
    if required and not found:
        raise MetadataError(f"The identity provider {quoted(name)} has no signing certificate{_why_none(role, keys)}.")
    return [pem_of(der) for der in found]


def _why_none(role: Element, keys: list[Element]) -> str:
    if any(key.find(f"{DS}KeyInfo/{DS}X509Data/{DS}X509Certificate") is not None for key in keys):
        return ": its X509Certificate is empty"
    if any(key.find(f"{DS}KeyInfo/{kind}") is not None for key in keys for kind in _BARE_KEYS):
        return ", only a bare public key (KeyValue): SendGrid needs the certificate"
    tags = (MD + "KeyDescriptor", DS + "KeyInfo", DS + "X509Data", DS + "X509Certificate")
    elsewhere = next(filter(None, (in_another_namespace(role, tag) for tag in tags)), None)
    return f": {elsewhere}" if elsewhere else ""


def _read(text: str, position: int, name: str) -> bytes:
    try:
        der = certificate_bytes(text)
        fields_of(der)
    except NoCertificate as problem:
        raise MetadataError(
            f"The signing certificate {position} of the identity provider {quoted(name)} {problem}."
        ) from None
    return der
