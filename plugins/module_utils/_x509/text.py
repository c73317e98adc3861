# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""A certificate's text in, in any spelling; its bytes out. Modules and filters accept the same spellings."""

from __future__ import annotations

import base64
import re

from .fields import NoCertificate

# The lines around PEM. Pasting removes their blanks, and editors wrap them.
_MARK = re.compile(r"-----\s?(BEGIN|END)([A-Z0-9\s]{0,40})-----")
_CERTIFICATE_LABELS = {"CERTIFICATE", "X509CERTIFICATE"}

# Line ends as JSON and shell variables write them: pasted as text, so they are not white space any more.
_WRITTEN_LINE_ENDS = re.compile(r"\\{1,4}[rn]")

# Invisible characters that web pages and word processors insert.
_INVISIBLE = dict.fromkeys(
    [0xAD, 0x180E, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065), 0xFEFF]
)

# Except for letters, digits and the slash, none of these characters is in base64.
_PATH = re.compile(r"[\w~./\\:-]{1,300}\.(pem|crt|cer|cert|der)", re.IGNORECASE)

_HEADER = re.compile(r"[A-Za-z][A-Za-z0-9-]*:")


def certificate_bytes(text: str) -> bytes:
    """The bytes of the one certificate in a text: PEM, base64 of PEM, or base64 of the bytes. Raises NoCertificate."""
    found = _decoded(text)
    return _decoded(found.decode("ascii", "replace")) if b"-----BEGIN" in found else found


def pem_of(der: bytes) -> str:
    """PEM with lines of 64 characters."""
    encoded = base64.b64encode(der).decode("ascii")
    lines = [encoded[start : start + 64] for start in range(0, len(encoded), 64)]
    return "\n".join(["-----BEGIN CERTIFICATE-----", *lines, "-----END CERTIFICATE-----", ""])


def _decoded(text: str) -> bytes:
    if _is_binary(text):
        raise NoCertificate(
            "is a binary file (DER), not text: 'openssl x509 -inform der -in FILE -out NEW.pem' converts it"
        )
    visible = _WRITTEN_LINE_ENDS.sub("\n", text.translate(_INVISIBLE))
    blocks = _blocks(visible)
    if len(blocks) > 1:
        raise NoCertificate(f"contains {len(blocks)} certificates, but only one is allowed")
    encoded = blocks[0] if blocks else visible
    if blocks and _HEADER.match(encoded.lstrip()):
        raise NoCertificate(
            "has header lines between BEGIN and END: take them off, or let 'openssl x509 -in FILE -out NEW.pem' do it"
        )
    return _from_base64("".join(encoded.split()))


def _is_binary(text: str) -> bool:
    """Whether this is a DER file read as text: it begins with 0x30, the digit 0, and then a byte outside ASCII."""
    return text.startswith("0") and not text[1:2].isascii()


def _blocks(text: str) -> list[str]:
    """The text between the lines around certificates; empty if there are no such lines at all."""
    marks = [(mark.group(1), "".join(mark.group(2).split()), mark) for mark in _MARK.finditer(text)]
    if any(label.endswith("PRIVATEKEY") for _kind, label, _mark in marks):
        raise NoCertificate("contains a private key, which must stay with the identity provider")
    found = [
        text[mark.end() : following.start()]
        for (kind, label, mark), (next_kind, next_label, following) in zip(marks, marks[1:])
        if (kind, next_kind) == ("BEGIN", "END") and {label, next_label} <= _CERTIFICATE_LABELS
    ]
    if not found and "-----" in text:
        raise NoCertificate(_what_instead(marks))
    return found


def _what_instead(marks: list[tuple[str, str, re.Match[str]]]) -> str:
    others = [" ".join(mark.group(2).split()) for kind, label, mark in marks if label not in _CERTIFICATE_LABELS]
    problem = "is PEM text without a complete certificate in it"
    return f"{problem}: it contains a {others[0]}" if others and others[0] else problem


def _from_base64(compact: str) -> bytes:
    if not compact:
        raise NoCertificate("is empty")
    try:
        # Padding in the middle ends one certificate and another follows.
        pieces = re.findall(r"[^=]+=*|=+", compact)
        return b"".join(base64.b64decode(piece + "=" * (-len(piece) % 4), validate=True) for piece in pieces)
    except ValueError:
        if _PATH.fullmatch(compact):
            raise NoCertificate(
                "is the path of a file, not the certificate: read the file with "
                "\"{{ lookup('ansible.builtin.file', '/the/whole/path.pem') }}\""
            ) from None
        raise NoCertificate("is neither PEM nor base64 text") from None
