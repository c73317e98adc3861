# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""From what Ansible passes to what an XML parser reads: documents use more encodings than UTF-8."""

from __future__ import annotations

import codecs
import re

from ..plugin_utils._saml_error import MetadataError

_WHITE_SPACE = " \t\r\n"

# First bytes that reveal a document's encoding. UTF-32's mark begins like UTF-16's, so it comes first.
_BEGINNINGS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)
_DECLARATION = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z][A-Za-z0-9._-]{0,40})[\"']")
_WIDE = re.compile(r"(utf|ucs|iso-10646-ucs)[-_]?(2|4|16|32)", re.IGNORECASE)


def document_of(given: str | bytes) -> str | bytes:
    """Return the document as text, or as bytes whose encoding the XML parser can detect.

    Lookups decode any file as UTF-8, and keep invalid bytes as surrogates: these become bytes again. Whatever pasting
    and editors leave before the XML declaration is dropped, because XML allows nothing there.
    """
    document = _bytes_again(given) if isinstance(given, str) else given
    if isinstance(document, bytes):
        document = _decoded(document)
    if isinstance(document, bytes):
        return document
    return document.lstrip(_WHITE_SPACE + "\ufeff")


def declared(document: bytes) -> str:
    """Return the encoding that a document declares, or UTF-8 if it declares none."""
    found = _DECLARATION.match(document)
    return found.group(1).decode("ascii") if found else "UTF-8"


def _bytes_again(text: str) -> str | bytes:
    try:
        document = text.encode()
        # ASCII text in UTF-16 is also valid UTF-8.
        return document if "\0" in text[:2] else text
    except UnicodeEncodeError:
        pass
    try:
        return text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return text


def _decoded(document: bytes) -> str | bytes:
    for beginning, encoding in _BEGINNINGS:
        if document.startswith(beginning):
            return _wide(document, encoding)
    document = document.lstrip(_WHITE_SPACE.encode() + codecs.BOM_UTF8)
    if _WIDE.match(declared(document)):
        # The declaration is readable, so it is out of date: somebody converted the document and left it in place.
        return document.decode("utf-8", "surrogateescape")
    return document


def _wide(document: bytes, encoding: str) -> str:
    # Lookups strip line ends, and may leave part of one.
    whole = len(document) // 4 * 4 if encoding == "utf-32" else len(document) // 2 * 2
    try:
        return document[:whole].decode(encoding)
    except UnicodeDecodeError as problem:
        raise MetadataError(
            f"The metadata begins as {encoding.upper()} does, and is none at byte {problem.start + 1}:"
            " save it as UTF-8, or download it again."
        ) from None
