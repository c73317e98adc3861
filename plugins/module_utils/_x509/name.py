# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""X.509 names: bytes in; text for people and a form for comparison out."""

from __future__ import annotations

from dataclasses import dataclass

from .der import OID, SEQUENCE, SET, Element, NotDer, inside

# RFC 4514's short names of attribute types. Other types are shown by their numbers.
_SHORT_NAMES = {
    "2.5.4.3": "CN",
    "2.5.4.6": "C",
    "2.5.4.7": "L",
    "2.5.4.8": "ST",
    "2.5.4.9": "STREET",
    "2.5.4.10": "O",
    "2.5.4.11": "OU",
    "0.9.2342.19200300.100.1.1": "UID",
    "0.9.2342.19200300.100.1.25": "DC",
}

# Encodings by type of string, the likeliest first. In a T61String, everybody writes ISO 8859-1, and OpenSSL reads it. A
# PrintableString contains whatever somebody put there.
_ENCODINGS = {
    0x0C: ("utf-8",),
    0x12: ("utf-8", "latin-1"),
    0x13: ("utf-8", "latin-1"),
    0x14: ("utf-8", "latin-1"),
    0x16: ("utf-8", "latin-1"),
    0x1C: ("utf-32-be",),
    0x1E: ("utf-16-be",),
}

# Real ones are a tenth as long. Converting a huge number takes time that grows with the square of its length.
_OID_AT_MOST = 200


@dataclass(frozen=True)
class Attribute:
    """One part of a name: its type in numbers, and its value."""

    oid: str
    value: Element

    @property
    def text(self) -> str | None:
        """The value as text; None if it cannot be decoded."""
        for encoding in _ENCODINGS.get(self.value.tag, ()):
            try:
                return self.value.value.decode(encoding)
            except UnicodeDecodeError:
                continue
        return None

    @property
    def comparable(self) -> tuple[str, object]:
        """Equal for values that mean the same: case, blanks and the type of string do not matter (RFC 5280)."""
        text = self.text
        return self.oid, self.value.encoded if text is None else " ".join(text.casefold().split())


@dataclass(frozen=True)
class Name:
    """A name: its parts from the outermost to the innermost, each with one or more attributes."""

    parts: tuple[tuple[Attribute, ...], ...]

    @property
    def comparable(self) -> tuple[frozenset[tuple[str, object]], ...]:
        """Equal for equal names."""
        return tuple(frozenset(attribute.comparable for attribute in part) for part in self.parts)

    @property
    def rfc4514(self) -> str:
        """The name as text; a value that cannot be decoded is shown as ``#`` and its bytes in hexadecimal digits."""
        return ",".join("+".join(_shown(attribute) for attribute in part) for part in reversed(self.parts))


def name_of(element: Element) -> Name:
    """The name in a certificate. Raises NotDer."""
    return Name(tuple(tuple(_attribute(one) for one in inside(part, SET)) for part in inside(element, SEQUENCE)))


def dotted(oid: Element) -> str:
    """An object identifier in numbers. Raises NotDer."""
    if oid.tag != OID or not 0 < len(oid.value) <= _OID_AT_MOST or oid.value[-1] & 0x80:
        raise NotDer("has another structure")
    numbers: list[int] = []
    number = 0
    for byte in oid.value:
        number = number << 7 | byte & 0x7F
        if not byte & 0x80:
            numbers.append(number)
            number = 0
    top = min(numbers[0] // 40, 2)
    return ".".join(str(number) for number in [top, numbers[0] - 40 * top, *numbers[1:]])


def _attribute(element: Element) -> Attribute:
    pair = inside(element, SEQUENCE)
    if len(pair) != 2:
        raise NotDer("has another structure")
    return Attribute(dotted(pair[0]), pair[1])


def _shown(attribute: Attribute) -> str:
    text = attribute.text
    value = "#" + attribute.value.encoded.hex() if text is None else _escaped(text)
    return f"{_SHORT_NAMES.get(attribute.oid, attribute.oid)}={value}"


def _escaped(text: str) -> str:
    shown = "".join(
        "\\" + letter if letter in '\\"+,;<>' else letter if letter.isprintable() else _hexadecimal(letter)
        for letter in text
    )
    if shown.startswith(("#", " ")):
        shown = "\\" + shown
    return shown[:-1] + "\\ " if shown.endswith(" ") and len(text) > 1 else shown


def _hexadecimal(letter: str) -> str:
    return "".join(f"\\{byte:02X}" for byte in letter.encode("utf-8", "surrogatepass"))
