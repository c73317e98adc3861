# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""The signing certificates of an identity provider's role in SAML metadata, as PEM."""

from __future__ import annotations

import base64
import re
import ssl
from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from ansible_collections.community.sendgrid.plugins.module_utils._x509_fields import Fields, NoCertificate, fields_of
from ansible_collections.community.sendgrid.plugins.plugin_utils._saml_xml import MetadataError, quoted

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_MD = "{urn:oasis:names:tc:SAML:2.0:metadata}"
_DS = "{http://www.w3.org/2000/09/xmldsig#}"

_PEM_LINE = re.compile(r"-----(?:BEGIN|END) CERTIFICATE-----")


def signing_certificates(role: Element, name: str) -> list[str]:
    """Return what signatures are to be checked by, each once, in the document's order."""
    found: dict[bytes, None] = {}
    position = 0
    for key in role.findall(_MD + "KeyDescriptor"):
        if key.get("use", "").strip() not in ("", "signing"):
            continue
        for data in key.findall(f"{_DS}KeyInfo/{_DS}X509Data"):
            certificates: dict[bytes, Fields] = {}
            for certificate in data.findall(_DS + "X509Certificate"):
                position += 1
                der, fields = _read("".join(certificate.itertext()), position, name)
                certificates[der] = fields
            found.update(dict.fromkeys(_without_issuers(certificates)))
    return [ssl.DER_cert_to_PEM_cert(der) for der in found]


def _without_issuers(certificates: dict[bytes, Fields]) -> Iterable[bytes]:
    """Leave out those that issued another: XML Signature lets one X509Data hold a chain, in any order.

    Equal names alone do not make an issuer of one that signed itself: its successor often has the same name.
    """
    issuers = defaultdict(set)
    for fields in certificates.values():
        if fields.issuer.parts and fields.issuer.comparable != fields.subject.comparable:
            issuers[fields.issuer.comparable].add(fields.authority_key_id)
    rest = [der for der, fields in certificates.items() if not _is_among(fields, issuers)]
    # Two that issued each other, and nothing else: neither is more of an issuer than the other.
    return rest or certificates


def _is_among(fields: Fields, issuers: dict[object, set[bytes | None]]) -> bool:
    keys = issuers.get(fields.subject.comparable, set())
    return bool(keys) and (fields.subject_key_id is None or bool(keys & {None, fields.subject_key_id}))


def _read(text: str, position: int, name: str) -> tuple[bytes, Fields]:
    try:
        der = base64.b64decode("".join(_PEM_LINE.sub("", text).split()), validate=True)
        return der, fields_of(der)
    except NoCertificate as error:
        problem = str(error)
    except ValueError:
        problem = "is neither PEM nor base64 text"
    raise MetadataError(f"The signing certificate {position} of the identity provider {quoted(name)} {problem}.")
