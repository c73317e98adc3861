# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""Metadata text in, XML tree out: what editors and pasting add is forgiven, what could do harm is refused."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

try:
    from defusedxml.common import DTDForbidden
    from defusedxml.ElementTree import ParseError, fromstring
except ImportError:
    HAS_DEFUSEDXML = False
else:
    HAS_DEFUSEDXML = True

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_WHITE_SPACE = " \t\r\n"
_HTML_INSTEAD = "The metadata is an HTML page, not XML: perhaps a page for signing in, or about an error."
_QUOTED_AT_MOST = 120


class MetadataError(ValueError):
    """Why a document cannot be used, in one sentence."""


def parse(text: str | bytes) -> Element:
    """Return the root element of a document without DTD, entities and references to other documents."""
    if not HAS_DEFUSEDXML:
        raise MetadataError(
            "The Python library defusedxml is missing where Ansible runs: SAML metadata is read with it."
        )
    document = _without_lead(text)
    if not document:
        raise MetadataError("The metadata is empty.")
    try:
        return fromstring(document, forbid_dtd=True)
    except DTDForbidden as refusal:
        raise MetadataError(_why_no_dtd(refusal.name)) from None
    except (ParseError, LookupError, ValueError) as problem:
        # Besides ParseError: an encoding that Python does not know, or text that no encoding can hold.
        raise MetadataError(_why_not_xml(document, problem)) from None


def _without_lead(text: str | bytes) -> str | bytes:
    """Drop what pasting and editors leave in front of the XML declaration, where XML tolerates nothing."""
    if isinstance(text, bytes):
        return text.lstrip(_WHITE_SPACE.encode() + codecs.BOM_UTF8)
    return text.lstrip(_WHITE_SPACE + "\ufeff")


def _why_no_dtd(name: str) -> str:
    if name.lower() == "html":
        return _HTML_INSTEAD
    return "The metadata has a document type declaration (DTD), which is refused: SAML metadata needs none."


def _why_not_xml(document: str | bytes, problem: Exception) -> str:
    first = document[:10] if isinstance(document, str) else document[:10].decode("latin-1")
    if first.lower().startswith("<html"):
        return _HTML_INSTEAD
    if first[0].isascii() and first[0].isprintable() and first[0] != "<":
        return (
            f"The metadata is not XML: it starts with {first[0]!r} instead of '<'"
            " (what is wanted is the document itself, not its path or URL)."
        )
    return f"The metadata is not well-formed XML: {clipped(str(problem))}."


def clipped(text: str) -> str:
    """Shorten a piece of a document for a message."""
    return text if len(text) <= _QUOTED_AT_MOST else text[:_QUOTED_AT_MOST] + "..."


def quoted(text: str) -> str:
    """A piece of a document in a message: short, on one line, and told apart from the words around it."""
    return repr(clipped(text))
