# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""The bytes of an X.509 certificate in; names, times and key identifiers out.

This is our own code, since what libraries refuse changes between versions, and filters run without them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timezone

from . import der as _der
from .der import Element, NotDer, inside
from .name import Name, dotted, name_of

_VERSION, _EXTENSIONS = 0xA0, 0xA3
_VERSIONS = ([b"\x00"], [b"\x01"], [b"\x02"])
_OPTIONAL_AFTER_KEY = (0x81, 0x82, 0xA1, 0xA2, _EXTENSIONS)
_KEY_IDENTIFIER = 0x80
_SUBJECT_KEY_IDENTIFIER, _AUTHORITY_KEY_IDENTIFIER = "2.5.29.14", "2.5.29.35"

_TIMES = {
    _der.UTC_TIME: re.compile(rb"(?P<year>\d\d)(?P<rest>\d{10})Z"),
    _der.GENERALIZED_TIME: re.compile(rb"(?P<year>\d{4})(?P<rest>\d{10})Z"),
}


# Other things that people paste instead of a certificate, by the tags of their first elements.
_OTHER_THINGS = (
    ((_der.SEQUENCE, _der.BIT_STRING), "a public key"),
    ((_der.INTEGER, _der.SEQUENCE, _der.OCTET_STRING), "a private key, which must stay with the identity provider"),
    ((_der.INTEGER, _der.INTEGER), "a key"),
    ((_der.OID, 0xA0), "PKCS #7: 'openssl pkcs7 -print_certs -in FILE' shows the certificates in it"),
)


class NoCertificate(ValueError):
    """The text is not one certificate; the message says why, and never quotes it: it may be a private key."""


@dataclass(frozen=True)
class Fields:
    """What a certificate contains (times are in UTC)."""

    issuer: Name
    subject: Name
    not_before: datetime
    not_after: datetime
    subject_key_id: bytes | None
    authority_key_id: bytes | None


def fields_of(der: bytes) -> Fields:
    """What the one certificate in these bytes contains. Raises NoCertificate."""
    try:
        certificate, end = _der.first(der)
        fields = _fields(certificate)
    except NotDer as problem:
        raise NoCertificate("is not an X.509 certificate" + _what_instead(der, problem)) from None
    if end < len(der):
        raise NoCertificate(_what_follows(der, end))
    return fields


def _what_instead(der: bytes, problem: NotDer) -> str:
    try:
        tags = tuple(part.tag for part in inside(_der.first(der)[0], _der.SEQUENCE))
    except NotDer:
        tags = ()
    kind = next((kind for beginning, kind in _OTHER_THINGS if tags[: len(beginning)] == beginning), None)
    return f", but {kind}" if kind else f": it {problem}"


def _what_follows(der: bytes, end: int) -> str:
    try:
        others = _der.elements(der[end:])
        for other in others:
            _fields(other)
    except ValueError:
        surplus = len(der) - end
        return (
            "has {} after its end, which some programs refuse: 'openssl x509 -in FILE -out NEW.pem' takes {} off"
        ).format(*("1 byte", "it") if surplus == 1 else (f"{surplus} bytes", "them"))
    return f"contains {1 + len(others)} certificates, but only one is allowed"


def _fields(certificate: Element) -> Fields:
    parts = inside(certificate, _der.SEQUENCE)
    if [part.tag for part in parts] != [_der.SEQUENCE, _der.SEQUENCE, _der.BIT_STRING]:
        raise NotDer("has another structure")
    rows = inside(parts[0], _der.SEQUENCE)
    if rows and rows[0].tag == _VERSION:
        if [one.value for one in _der.elements(rows[0].value)] not in _VERSIONS:
            raise NotDer("has a version that X.509 does not know")
        rows = rows[1:]
    kinds = [row.tag for row in rows]
    if kinds[:6] != [_der.INTEGER] + [_der.SEQUENCE] * 5 or any(kind not in _OPTIONAL_AFTER_KEY for kind in kinds[6:]):
        raise NotDer("has another structure")
    identifiers = _key_identifiers(rows[6:])
    not_before, not_after = _validity(rows[3])
    return Fields(
        issuer=name_of(rows[2]),
        subject=name_of(rows[4]),
        not_before=not_before,
        not_after=not_after,
        subject_key_id=identifiers.get(_SUBJECT_KEY_IDENTIFIER),
        authority_key_id=identifiers.get(_AUTHORITY_KEY_IDENTIFIER),
    )


def _validity(element: Element) -> tuple[datetime, datetime]:
    times = inside(element, _der.SEQUENCE)
    if len(times) != 2:
        raise NotDer("has another structure")
    return _time(times[0], "begin"), _time(times[1], "end")


def _time(element: Element, which: str) -> datetime:
    pattern = _TIMES.get(element.tag)
    if pattern is None:
        raise NotDer("has another structure")
    parts = pattern.fullmatch(element.value)
    try:
        if parts is None:
            raise ValueError("another format")
        year = int(parts["year"])
        if element.tag == _der.UTC_TIME:
            year += 2000 if year < 50 else 1900
        month, day, hour, minute, second = (int(parts["rest"][at : at + 2]) for at in range(0, 10, 2))
        return datetime(year, month, day, hour, minute, second, tzinfo=timezone.utc)
    except ValueError:
        raise NoCertificate(
            "{}s at {!r}, and X.509 wants full seconds in UTC there: the identity provider has to make another "
            "certificate".format(which, element.value[:40].decode("latin-1"))
        ) from None


def _key_identifiers(optional: list[Element]) -> dict[str, bytes]:
    """The two extensions that tell keys with the same name apart, if they exist and can be read."""
    found: dict[str, bytes] = {}
    for block in optional:
        if block.tag != _EXTENSIONS:
            continue
        for extension in (one for rows in _der.elements(block.value) for one in inside(rows, _der.SEQUENCE)):
            parts = inside(extension, _der.SEQUENCE)
            name = dotted(parts[0]) if parts else ""
            if name in (_SUBJECT_KEY_IDENTIFIER, _AUTHORITY_KEY_IDENTIFIER):
                identifier = _key_identifier(name, parts[-1])
                if identifier is not None:
                    found[name] = identifier
    return found


def _key_identifier(name: str, wrapped: Element) -> bytes | None:
    try:
        value, _end = _der.first(wrapped.value)
        if name == _SUBJECT_KEY_IDENTIFIER:
            return value.value
        return next((part.value for part in _der.elements(value.value) if part.tag == _KEY_IDENTIFIER), None)
    except NotDer:
        return None
