# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Documents and messages avoid words that sound translated. CONTRIBUTING.md has our vocabulary."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

# What not to write, and what to write instead.
INSTEAD = {
    r"shall": "should, must or will",
    r"anew": "again",
    r"by (itself|themselves)": "automatically, or on its own",
    r"is content|are content": "succeeds without a change",
    r"as far as (used|it is used)": "depending on the task",
    r"in a sentence each|told in a sentence": "say what is reported",
    r"nobody of|none of whom": "none of",
    r"makes? it so": "applies it",
    r"has expired on": "expired on",
    r"half-way": "halfway, or say what happens",
    r"all the same": "anyway, or still",
    r"once more": "again",
    r"mend(s|ed|ing)?": "fix",
    r"set-ups?": "setup; the verb is set up",
    r"what became of": "what happened to",
    r"lets? people go": "removes people",
    r"(?<!open)house": "code",
    r"goes on from what it finds": "continues from there",
    r"otherwise than": "differently from",
    r"is too much": "was not asked for",
    r"the most people": "how many people",
    r"lend(s|ed)? itself": "suits",
    r"they are no": "they are not",
    r"have a password until now": "still sign in with a password",
    r"last words": "at the end of the output",
    r"until when": "when it expires, or the date",
    r"to the last character": "exactly",
    r"in one go": "together, or in one task",
    r"whoever": "people who, or anybody who",
    r"(?<!\")logs? (in|out)": "sign in, or sign out",
    r"as wanted": "without changes, or as you asked",
    r"(only by case|by case alone)": "only by letter case",
    r"present (state|values?|form|behavior|access)": "current",
    r"hears? of": "is notified of",
    r"(is|are|was|were) told": "say who reports it",
    r"in other capitals": "with different letter case",
    r"of no use": "say what it cannot do",
    r"time-outs?": "timeout",
    r"behaviour|(organi|synchroni|authori|recogni|normali)s(e|es|ed|ing|ations?|ational)": "the American spelling",
}
_FORBIDDEN = [(re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE), instead) for pattern, instead in INSTEAD.items()]

_PAGES = ("*.md", "docs/**/*.md", "docs/**/*.rst", "roles/*/README.md", "examples/**/README.md", "tests/**/README.md")
_YAML = ("roles/*/meta/argument_specs.yml", "changelogs/fragments/*.yml")
DOCUMENTS = sorted(path for pattern in (*_PAGES, *_YAML, "tools/sphinx/*.rst") for path in ROOT.glob(pattern))
CODE = sorted((ROOT / "plugins").rglob("*.py"))


def faults_in(text: str) -> list[str]:
    """The forbidden words of a text, with the words around them and what to write instead."""
    words = " ".join(text.split())
    return [
        f"...{words[max(0, found.start() - 40) : found.end() + 40]}...: write {instead}"
        for pattern, instead in _FORBIDDEN
        for found in pattern.finditer(words)
    ]


def sentences_of(code: str) -> list[str]:
    """Documentation and messages, which users read, without docstrings, which developers read."""
    tree = ast.parse(code)
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    texts = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return [node.value for node in texts if " " in node.value and id(node) not in docstrings]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_documents(path: Path) -> None:
    assert faults_in(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(ROOT)))
def test_documentation_and_messages_of_plugins(path: Path) -> None:
    assert [fault for text in sentences_of(path.read_text(encoding="utf-8")) for fault in faults_in(text)] == []


@pytest.mark.parametrize(
    "text", ["It shall\n be so.", "Run the first set-up.", "SendGrid adds them by\nitself.", "It is synchronised."]
)
def test_a_forbidden_word_is_found(text: str) -> None:
    assert len(faults_in(text)) == 1


def test_sentences_are_found() -> None:
    code = 'def f(name):\n    """Shall this count?"""\n    return f"No {name} shall pass." + "short"\n'
    assert sentences_of(code) == ["No ", " shall pass."]
