# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""Metadata in, XML tree out: tolerates what editors and pasting add, and refuses what could do harm."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..plugin_utils._saml_encoding import declared, document_of
from ..plugin_utils._saml_error import MetadataError, clipped

try:
    from defusedxml.common import DTDForbidden
    from defusedxml.ElementTree import ParseError, fromstring
except ImportError:
    HAS_DEFUSEDXML = False
else:
    HAS_DEFUSEDXML = True

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

METADATA = "urn:oasis:names:tc:SAML:2.0:metadata"
SIGNATURE = "http://www.w3.org/2000/09/xmldsig#"
MD, DS = "{" + METADATA + "}", "{" + SIGNATURE + "}"

# After a declaration and comments, if any.
_BEGIN_OF_HTML = re.compile(r"\s*(<\?[^>]*>\s*|<!--[^>]*-->\s*)*<(html|head|body)[\s>]", re.IGNORECASE)
_HTML_INSTEAD = "The metadata is an HTML page, not XML: perhaps a page for signing in, or about an error."


def parse(given: str | bytes) -> Element:
    """Return the root element of a document without a DTD, entities and references to other documents."""
    if not HAS_DEFUSEDXML:
        raise MetadataError(
            "The Python library defusedxml is missing where Ansible runs: SAML metadata is read with it."
        )
    document = document_of(given)
    if not document:
        raise MetadataError("The metadata is empty.")
    try:
        root = fromstring(document, forbid_dtd=True)
    except DTDForbidden as refusal:
        raise MetadataError(_why_no_dtd(refusal.name)) from None
    except (ParseError, LookupError, ValueError) as problem:
        # Besides ParseError: an encoding that Python does not know, or text that cannot be encoded.
        raise MetadataError(_why_not_xml(document, problem)) from None
    if root.tag.rpartition("}")[2].lower() == "html":
        raise MetadataError(_HTML_INSTEAD)
    return root


def in_another_namespace(parent: Element, tag: str) -> str | None:
    """Say in which other namespace a missing element exists below another; None if it does not."""
    wanted, _brace, local = tag[1:].partition("}")
    for element in parent.iter():
        namespace, _brace, name = element.tag[1:].rpartition("}") if element.tag[:1] == "{" else ("", "", element.tag)
        if name == local and namespace != wanted:
            return f"its {local} is in {_namespace(namespace)} instead of {wanted}"
    return None


def _namespace(name: str) -> str:
    return f"the namespace {clipped(name)}" if name else "no namespace"


def _why_no_dtd(name: str) -> str:
    if name.lower() == "html":
        return _HTML_INSTEAD
    return "The metadata has a document type declaration (DTD), which is refused: SAML metadata needs none."


def _why_not_xml(document: str | bytes, problem: Exception) -> str:
    first = document[:1000] if isinstance(document, str) else document[:1000].decode("latin-1")
    if _BEGIN_OF_HTML.match(first):
        return _HTML_INSTEAD
    if first[0].isascii() and first[0].isprintable() and first[0] != "<":
        return (
            f"The metadata is not XML: it starts with {first[0]!r} instead of '<'"
            " (pass the document itself, not its path or URL)."
        )
    if isinstance(document, bytes):
        encoding = declared(document)
        if not isinstance(problem, ParseError) or str(problem).startswith("unknown encoding"):
            return f"The metadata says that its encoding is {encoding}, which cannot be read here: save it as UTF-8."
        if encoding.upper() in ("UTF-8", "UTF8") and not _is_utf_8(document):
            return "The metadata is not UTF-8 text, and declares no other encoding: save it as UTF-8."
    if "unbound prefix" in str(problem):
        return f"The metadata is not well-formed XML: {problem}: the prefix needs an xmlns attribute that declares it."
    return f"The metadata is not well-formed XML: {clipped(str(problem))}."


def _is_utf_8(document: bytes) -> bool:
    try:
        document.decode()
    except UnicodeDecodeError:
        return False
    return True
