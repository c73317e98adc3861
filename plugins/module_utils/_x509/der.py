# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""DER, the encoding of certificates: bytes in, elements out. Only as much as it takes to read a certificate."""

from __future__ import annotations

from dataclasses import dataclass

INTEGER, BIT_STRING, OCTET_STRING, OID = 0x02, 0x03, 0x04, 0x06
UTC_TIME, GENERALIZED_TIME = 0x17, 0x18
SEQUENCE, SET = 0x30, 0x31

_LONG_LENGTH = 0x80
_LONG_TAG = 0x1F


class NotDer(ValueError):
    """The bytes are not DER; the message says why, and continues a sentence that begins with "it"."""


@dataclass(frozen=True)
class Element:
    """One element: its tag, its content, and all of its bytes."""

    tag: int
    value: bytes
    encoded: bytes


def first(data: bytes) -> tuple[Element, int]:
    """The first element, and where it ends. Raises NotDer."""
    return _element(data, 0)


def elements(data: bytes) -> list[Element]:
    """All elements, in order. Raises NotDer."""
    found, position = [], 0
    while position < len(data):
        element, position = _element(data, position)
        found.append(element)
    return found


def inside(element: Element, tag: int) -> list[Element]:
    """The elements inside an element that must have this tag. Raises NotDer."""
    if element.tag != tag:
        raise NotDer("has another structure")
    return elements(element.value)


def _element(data: bytes, start: int) -> tuple[Element, int]:
    if len(data) < start + 2:
        raise NotDer("is cut off")
    tag, length, value_at = data[start], data[start + 1], start + 2
    if tag & _LONG_TAG == _LONG_TAG:
        raise NotDer("has another structure")
    if length == _LONG_LENGTH:
        raise NotDer("has an indefinite length, which is BER and not DER")
    if length > _LONG_LENGTH:
        digits = data[value_at : value_at + length - _LONG_LENGTH]
        value_at += length - _LONG_LENGTH
        length = int.from_bytes(digits, "big")
        if length < _LONG_LENGTH or digits[0] == 0:
            raise NotDer("has a length with needless digits, which is BER and not DER")
    end = value_at + length
    if end > len(data):
        raise NotDer("is cut off")
    return Element(tag, data[value_at:end], data[start:end]), end
