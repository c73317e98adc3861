# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""The commands in a document: which of them are run, and with which exported variables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath

from functional.examples.collecting import Block
from functional.examples.recognising import Unrecognised

_PROMPT = "$ "
RUN = {"ansible-playbook", "ansible-vault"}
# These are not tested here: they need the network or something that is not installed, or have their own tests.
NOT_RUN = {
    "ansible-builder",
    "ansible-doc",
    "ansible-galaxy",
    "git",
    "make",
    "pip",
    "python3",
    "source",
    "terraform",
}


@dataclass(frozen=True)
class Command:
    """A command, its location, the exports in the lines before it, and the paragraph before its block."""

    where: str
    words: str
    exports: tuple[str, ...] = ()
    said_before: str = ""

    @property
    def is_check(self) -> bool:
        """Whether it promises to write nothing."""
        return re.search(r"\s(--check|-C)\b", self.words) is not None

    @property
    def promises_no_change(self) -> bool:
        """Whether the text promises that it finds nothing to do."""
        return re.search(r"\bchanged=0|\bchanges nothing", self.said_before) is not None

    def names(self, file: str) -> bool:
        """Whether a file is among its arguments."""
        return re.search(rf"[\s@]{re.escape(file)}(\s|$)", self.words) is not None


def commands_of(block: Block) -> list[Command]:
    """The commands of a block that can be run here. An unknown command is an error."""
    commands: list[Command] = []
    exports: list[str] = []
    for line, text in _logical_lines(block):
        where = f"{block.path}:{line}"
        if text.startswith("export "):
            exports.append(text)
        elif _program(text) in RUN:
            commands.append(Command(where, text, tuple(exports), block.said_before))
        elif _program(text) not in NOT_RUN:
            raise Unrecognised(f"{where}: nobody knows whether to run {text!r}")
    return commands


def _program(text: str) -> str:
    words = [word for word in text.split() if not re.match(r"\w+=", word)]
    return PurePath(words[0]).name if words else ""


def _logical_lines(block: Block) -> Iterator[tuple[int, str]]:
    """Lines joined at backslashes, without prompts, comments and the output in a console."""
    for match in re.finditer(r"(?:.*\\\n)*.+", block.text):
        line = re.sub(r"\s*\\\n\s*", " ", match[0])
        is_output = block.language == "console" and not line.startswith(_PROMPT)
        text = line.removeprefix(_PROMPT).strip()
        if text and not is_output and not text.startswith("#"):
            yield block.line + block.text.count("\n", 0, match.start()), text
