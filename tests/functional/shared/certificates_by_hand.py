# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Certificates assembled byte by byte, with features that libraries do not write: odd characters, odd times, any chain.

Their signatures are not valid. Only those who talk to an identity provider check signatures.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable

from cryptography.hazmat.primitives import serialization

from functional.shared.make_certificates import KEY

COMMON_NAME, ORGANIZATION = "2.5.4.3", "2.5.4.10"
UTF8, PRINTABLE, T61, BMP = 0x0C, 0x13, 0x14, 0x1E
UTC_TIME, GENERALIZED_TIME = 0x17, 0x18
SOME_TIME, LATE = (UTC_TIME, b"250101000000Z"), (UTC_TIME, b"350101000000Z")

Attribute = tuple[str, int, bytes]
Time = tuple[int, bytes]


def tlv(tag: int, *parts: bytes) -> bytes:
    value = b"".join(parts)
    if len(value) < 0x80:
        return bytes([tag, len(value)]) + value
    length = len(value).to_bytes((len(value).bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(length)]) + length + value


def oid(dotted: str) -> bytes:
    first, second, *rest = map(int, dotted.split("."))
    encoded = bytearray([40 * first + second])
    for number in rest:
        digits = [number & 0x7F]
        while number := number >> 7:
            digits.insert(0, 0x80 | number & 0x7F)
        encoded.extend(digits)
    return tlv(0x06, bytes(encoded))


def name(attributes: Iterable[Attribute]) -> bytes:
    return tlv(0x30, *(tlv(0x31, tlv(0x30, oid(kind), tlv(tag, value))) for kind, tag, value in attributes))


def common_name(text: str, tag: int = UTF8) -> list[Attribute]:
    return [(COMMON_NAME, tag, text.encode())]


_ALGORITHM = tlv(0x30, oid("1.2.840.10045.4.3.2"))
_KEY = KEY.public_key().public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)


def certificate(
    subject: Iterable[Attribute] | str,
    issuer: Iterable[Attribute] | str | None = None,
    *,
    times: tuple[Time, Time] = (SOME_TIME, LATE),
    key_id: bytes | None = None,
    issuer_key_id: bytes | None = None,
    version: bytes = b"\x02",
    serial: bytes = b"\x01",
) -> bytes:
    """A certificate as DER. Without an issuer it is self-issued. A name given as text is a common name."""
    subject = common_name(subject) if isinstance(subject, str) else list(subject)
    issuer = subject if issuer is None else common_name(issuer) if isinstance(issuer, str) else issuer
    extensions = []
    if key_id is not None:
        extensions.append(tlv(0x30, oid("2.5.29.14"), tlv(0x04, tlv(0x04, key_id))))
    if issuer_key_id is not None:
        extensions.append(tlv(0x30, oid("2.5.29.35"), tlv(0x04, tlv(0x30, tlv(0x80, issuer_key_id)))))
    body = tlv(
        0x30,
        tlv(0xA0, tlv(0x02, version)),
        tlv(0x02, serial),
        _ALGORITHM,
        name(issuer),
        tlv(0x30, *(tlv(tag, value) for tag, value in times)),
        name(subject),
        _KEY,
        tlv(0xA3, tlv(0x30, *extensions)) if extensions else b"",
    )
    return tlv(0x30, body, _ALGORITHM, tlv(0x03, b"\x00", tlv(0x30, tlv(0x02, b"\x01"), tlv(0x02, b"\x01"))))


def bare(der: bytes) -> str:
    """As identity providers show it: Base64 without BEGIN and END lines."""
    return base64.b64encode(der).decode()


def pem(der: bytes) -> str:
    """As in a file."""
    text = bare(der)
    lines = [text[start : start + 64] for start in range(0, len(text), 64)]
    return "\n".join(["-----BEGIN CERTIFICATE-----", *lines, "-----END CERTIFICATE-----", ""])
