# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Finds the blocks of code in Markdown, in reStructuredText and in plugins' EXAMPLES. Pure functions over text."""

from __future__ import annotations

import ast
import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_FENCE = re.compile(r"(?P<indent> *)```(?P<language>\S*)")
_DIRECTIVE = re.compile(r"(?P<indent> *)\.\. (?:code-block|code|sourcecode)::(?P<language>.*)")
_LITERAL = re.compile(r"(?P<indent> *)(?! |\.\. ).*::")
_SAVED_AS = re.compile(r"\b(?:as|in (?:an?|the|your)) `([\w./-]+\.(?:ya?ml|cfg|csv|ini|json|xml))`")


@dataclass(frozen=True)
class Block:
    """Code in a document: the number of its first line, its language, and the paragraph before it."""

    path: str
    line: int
    language: str
    text: str
    said_before: str = ""

    @property
    def where(self) -> str:
        return f"{self.path}:{self.line}"

    @property
    def saved_as(self) -> str | None:
        """The name of the file that the paragraph asks the reader to save, if any."""
        names = _SAVED_AS.findall(self.said_before)
        return names[-1] if names else None


def documents(root: Path) -> list[str]:
    """Every file of the collection that has examples for its readers."""
    patterns = ("*.md", "docs/**/*.rst", "docs/**/*.md", "roles/*/README.md", "examples/**/README.md")
    plugins = ("plugins/modules/*.py", "plugins/filter/*.py")
    found = {path for pattern in (*patterns, *plugins) for path in root.glob(pattern)}
    return sorted(str(path.relative_to(root)) for path in found)


def blocks_of(path: str, text: str) -> list[Block]:
    """The blocks of a document, in order."""
    finders = {".md": _markdown_blocks, ".rst": _rst_blocks, ".py": _plugin_blocks}
    return list(finders[Path(path).suffix](path, text))


def _markdown_blocks(path: str, text: str) -> Iterator[Block]:
    lines = text.splitlines()
    numbers = iter(range(len(lines)))
    for start in numbers:
        if fence := _FENCE.match(lines[start]):
            end = next((number for number in numbers if lines[number].strip() == "```"), len(lines))
            code = textwrap.dedent("\n".join(lines[start + 1 : end])) + "\n"
            yield Block(path, start + 2, fence["language"], code, _paragraph_above(lines, start))


def _rst_blocks(path: str, text: str) -> Iterator[Block]:
    lines = text.splitlines()
    for number, line in enumerate(lines):
        if directive := _DIRECTIVE.fullmatch(line) or _LITERAL.fullmatch(line):
            language = directive.groupdict().get("language", "").strip()
            indent = len(directive["indent"])
            start, code = _indented_below(lines, number + 1, indent)
            above = _paragraph_above(lines, number).replace("``", "`")
            yield Block(path, start + 1, language, code, above)


def _indented_below(lines: list[str], start: int, indent: int) -> tuple[int, str]:
    """The text that is indented further than the line above it, without a directive's options; and its line."""
    while start < len(lines) and (not lines[start].strip() or re.match(r" +:[\w-]+:", lines[start])):
        start += 1
    end = start
    while end < len(lines) and (not lines[end].strip() or len(lines[end]) - len(lines[end].lstrip()) > indent):
        end += 1
    return start, textwrap.dedent("\n".join(lines[start:end])).rstrip() + "\n"


def _paragraph_above(lines: list[str], number: int) -> str:
    above = lines[:number]
    while above and not above[-1].strip():
        above.pop()
    paragraph: list[str] = []
    while above and above[-1].strip():
        paragraph.insert(0, above.pop().strip())
    return " ".join(paragraph)


def _plugin_blocks(path: str, text: str) -> Iterator[Block]:
    for node in ast.parse(text).body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id == "EXAMPLES":
            yield Block(path, node.value.lineno, "yaml", ast.literal_eval(node.value))
