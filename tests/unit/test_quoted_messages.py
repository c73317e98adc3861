# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Messages quoted in the guides are in the code, so that people find theirs."""

from __future__ import annotations

import ast
import functools
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
GUIDES = ROOT / "docs" / "docsite" / "rst"
# In every guide, text in bold and quotation marks; in the guide about failures, whole lines in italics, too.
_ITALICS = re.compile(r"^\*([^*\n]+)\*(?:, or \*([^*\n]+)\*)?(?: or \*([^*\n]+)\*)?[,.]?$", re.MULTILINE)
_BOLD = re.compile(r"\*\*\"([^*]+?)\"\*\*")
# Placeholders in messages.
_SAMPLES = re.compile(r"\.\.\.|'[^']*'|[\w.]+@[\w.]+|\b(?:GET|POST) /\S+|\b\w+(?:\.\w+)+\b|\d+|[,:;()]")
# Messages in this section are Ansible's own.
_OF_ANSIBLE = re.compile(r"^Failures without a code$.*?^Warnings$", re.MULTILINE | re.DOTALL)


def quotes_in(text: str, italics: bool = True) -> list[str]:
    """The messages that a guide quotes."""
    own = _OF_ANSIBLE.sub("", text)
    lines = [quote for quotes in _ITALICS.findall(own) for quote in quotes if quote] if italics else []
    return [" ".join(quote.split()) for quote in [*lines, *_BOLD.findall(own)]]


def all_quotes() -> list[str]:
    """The messages that all guides quote."""
    pages = sorted(GUIDES.glob("*.rst"))
    return [
        quote
        for page in pages
        for quote in quotes_in(page.read_text(encoding="utf-8"), page.stem == "guide_troubleshooting")
    ]


def pieces_of(quote: str) -> list[str]:
    """The constant parts of a message."""
    return [piece for piece in (part.strip(" .") for part in _SAMPLES.split(quote)) if " " in piece]


@functools.cache
def said_by_the_code() -> str:
    """All strings in the plugins' code, with those of several lines joined."""
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in (ROOT / "plugins").rglob("*.py")]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    return "\n".join(node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str))


@pytest.mark.parametrize("quote", all_quotes())
def test_the_code_says_what_the_guide_quotes(quote: str) -> None:
    assert [piece for piece in pieces_of(quote) if piece not in said_by_the_code()] == []


@pytest.mark.parametrize(
    ("quote", "pieces"),
    [
        ("No integration is named 'Okta'.", ["No integration is named"]),
        ("SendGrid answered 503 to ...", ["SendGrid answered"]),
        ("The 404 for GET /v3/sso failed (it is said): mail.send.", ["it is said"]),
    ],
)
def test_samples_are_no_part_of_a_message(quote: str, pieces: list[str]) -> None:
    assert pieces_of(quote) == pieces


def test_quotes_are_found() -> None:
    text = '*It is so.*\n\n*One ...* or *Another*\n\n* **"No key at\n  all"**: text with *emphasis*.\n'
    assert quotes_in(text) == ["It is so.", "One ...", "Another", "No key at all"]
    assert quotes_in(text, italics=False) == ["No key at all"]
