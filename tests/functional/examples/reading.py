# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Tries the examples of a document from top to bottom, in one account and one folder."""

from __future__ import annotations

from collections.abc import Iterator

from functional.examples import world
from functional.examples.collecting import Block, blocks_of
from functional.examples.commands import Command, commands_of
from functional.examples.reader import Reader
from functional.examples.recognising import Kind, Unrecognised, kind_of
from functional.examples.requirements import requirement_problems
from functional.examples.trying import arguments_for, try_command, try_tasks, try_three_times


def problems_of_document(text: str, reader: Reader) -> list[str]:
    """What is wrong with the examples of the reader's document, up to the first one that fails."""
    text = world.moved_into(reader.home / "machine", text)
    reader.begin(text)
    try:
        blocks = [(kind_of(block), block) for block in blocks_of(reader.path, text)]
        commands = {block: commands_of(block) for kind, block in blocks if kind is Kind.COMMANDS}
    except Unrecognised as problem:
        return [str(problem)]
    every_command = [command for those in commands.values() for command in those]
    files = {block.saved_as for _kind, block in blocks if block.saved_as}
    for kind, together in _parts(blocks):
        block = together[0]
        for one in together:
            if one.saved_as and kind is not Kind.COMMANDS:
                reader.save(one.saved_as, one.text)
        if kind is Kind.COMMANDS:
            problems = _command_problems(commands[block], _repeated(every_command, files), reader)
        elif kind is Kind.TASKS:
            problems = try_tasks(together, reader)
        elif kind is Kind.REQUIREMENTS:
            problems = requirement_problems(block, reader.home, reader.collections)
        elif kind in (Kind.TEXT, Kind.ELSEWHERE) or _is_run_by(every_command, block):
            continue
        else:
            problems = try_three_times(arguments_for(kind, block, reader), block.where, reader)
        if found := list(problems):
            return found
    return []


def _parts(blocks: list[tuple[Kind, Block]]) -> list[tuple[Kind, list[Block]]]:
    """The blocks in order. Successive task lists are combined, because later ones use the results of earlier ones."""
    parts: list[tuple[Kind, list[Block]]] = []
    for kind, block in blocks:
        if kind is Kind.TASKS and parts and parts[-1][0] is kind:
            parts[-1][1].append(block)
        else:
            parts.append((kind, [block]))
    return parts


def _is_run_by(commands: list[Command], block: Block) -> bool:
    """Whether the document also has a command that applies the file in which the block is saved."""
    return any(command.names(block.saved_as) and not command.is_check for command in commands if block.saved_as)


def _repeated(commands: list[Command], files: set[str]) -> list[Command]:
    """The last command for each file that the document asks the reader to save.

    Such a file describes a state: once it is applied, there is nothing more to do.
    """
    last = {file: command for command in commands for file in files if command.names(file) and not command.is_check}
    return list(last.values())


def _command_problems(commands: list[Command], repeated: list[Command], reader: Reader) -> Iterator[str]:
    for command in commands:
        yield from try_command(command, reader, makes_state=command in repeated)
