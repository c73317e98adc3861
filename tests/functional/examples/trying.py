# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Tries one example: what must be true while it runs, and how its failure is reported."""

from __future__ import annotations

import json
import re
import shlex
import sys
from collections.abc import Iterator
from pathlib import Path

from functional.by_name import Done
from functional.examples import world
from functional.examples.collecting import Block
from functional.examples.commands import Command
from functional.examples.reader import Reader
from functional.examples.recognising import Kind
from functional.examples.stepping import Play, Tried, play_of
from functional.harness.running import Record
from functional.harness.verdicts import printed_warning_problems

_PLAYBOOK_OF = {"sso_review_": "access_review", "sso_export_": "export", "sso_offboard": "offboard"}
_TASKS = "examples.yml"


def try_tasks(blocks: list[Block], reader: Reader) -> Iterator[str]:
    """Run the tasks in one play, and each task that may write in check mode, for real, and again."""
    play = play_of(blocks)
    reader.save(_TASKS, play.text)
    given = shlex.quote(json.dumps({"sendgrid_api_key": reader.key}))
    done = reader.runs(f"ansible-playbook --diff -e {given} {_TASKS}")
    if done.status:
        yield _failure(done, blocks[0].where, play)
        return
    records = {record.task: record for record in done.records}
    for tried in play.tried:
        # If a failure was rescued, the remaining steps of its task did not run.
        if tried.again in records:
            yield from _task_problems(tried, records, reader)
    yield from _complaints(done, blocks[0].where)


def _task_problems(tried: Tried, records: dict[str, Record], reader: Reader) -> Iterator[str]:
    check, real, again = (records[name] for name in (tried.check, tried.real, tried.again))
    if sent := reader.writes(check.started, check.ended):
        yield f"{tried.where}: check mode has sent {sent}"
    if check.result.get("changed") != real.result.get("changed"):
        yield f"{tried.where}: check mode predicts another result than the real run has"
    if again.result.get("changed") or reader.writes(again.started, again.ended):
        yield f"{tried.where}: a second run still finds something to do"


def arguments_for(kind: Kind, block: Block, reader: Reader) -> str:
    """The arguments of ansible-playbook to run plays, or to run the playbook that uses these variables."""
    file = block.saved_as or "example.yml"
    reader.save(file, block.text)
    if kind is Kind.PLAYS:
        answers = world.SURVEY_ANSWERS.get(block.path, {})
        return f"{file} -e {shlex.quote(json.dumps(answers))}" if answers else file
    playbook = next((one for prefix, one in _PLAYBOOK_OF.items() if block.text.startswith(prefix)), "provision")
    return f"community.sendgrid.{playbook} -e @{file}"


def try_three_times(arguments: str, where: str, reader: Reader) -> Iterator[str]:
    """Run ansible-playbook in check mode, for real, and again."""
    command = f"ansible-playbook {arguments}"
    predicted = reader.runs(f"{command} --check --diff")
    yield from _run_problems(predicted, where, reader, is_check=True)
    if not predicted.status:
        yield from _real_run_problems(command, where, reader)


def try_command(command: Command, reader: Reader, makes_state: bool) -> Iterator[str]:
    """Run a command as written, except for the key and the URL; run it again if it applies a state."""
    script = _script(command, reader)
    if makes_state:
        yield from _real_run_problems(script, command.where, reader)
        return
    done = reader.runs(script)
    yield from _run_problems(done, command.where, reader, command.is_check, command.promises_no_change)


def _real_run_problems(script: str, where: str, reader: Reader) -> Iterator[str]:
    """What is wrong with a run, or with a second run after it."""
    done = reader.runs(script)
    yield from _run_problems(done, where, reader)
    if not done.status and (_changes(done) or reader.writes()):
        yield from _run_problems(reader.runs(script), where, reader, finds_nothing=True)


def _script(command: Command, reader: Reader) -> str:
    script = "\n".join([*command.exports, command.words])
    script = re.sub(r"SENDGRID_API_KEY=\S+", f"SENDGRID_API_KEY={reader.key}", script)
    script = re.sub(r"SENDGRID_BASE_URL=\S+", f"SENDGRID_BASE_URL={reader.control.url}", script)
    return re.sub(r"\.venv/\S+/bin(?=/)", str(Path(sys.executable).parent), script)


def _run_problems(
    done: Done, where: str, reader: Reader, is_check: bool = False, finds_nothing: bool = False
) -> Iterator[str]:
    if done.status:
        yield _failure(done, where)
        return
    if is_check and reader.writes():
        yield f"{where}: check mode has sent {reader.writes()}"
    if finds_nothing and (_changes(done) or reader.writes()):
        yield f"{where}: there is still something to do: {_changes(done)}, {reader.writes()}"
    yield from _complaints(done, where)


def _changes(done: Done) -> list[str]:
    """The tasks that report a change, except for reports: they contain a date, so writing one is always a change."""
    return [
        one.task for one in done.records for result in one.results if result.get("changed") and "dest" not in result
    ]


def _failure(done: Done, where: str, play: Play | None = None) -> str:
    """Where and why a run failed, with the message of the task that failed, or Ansible's own."""
    failed = [record for record in done.records if record.status in ("failed", "unreachable")]
    if failed:
        messages = [str(one["msg"]) for one in failed[-1].results if one.get("failed") and "msg" in one]
        task = failed[-1].task if play else f"{where}: {failed[-1].task}"  # a play's tasks are named by their locations
        return f"{task}: {'; '.join(messages) or failed[-1].result}"
    place = _place_in(play, done.output) if play else None
    return f"{place or where}: {done.output.strip()[-2000:]}"


def _place_in(play: Play, output: str) -> str | None:
    """The document's location of the task in which Ansible found an error, from the line of the play that it names."""
    said = re.search(rf"{re.escape(_TASKS)}'?(?:: line |:)(\d+)", output)
    lines = play.text.splitlines()[: int(said[1])] if said else []
    places = [name[1] for line in lines if (name := re.match(r" *- name: ['\"]?(\S+:\d+)\b", line))]
    return places[-1] if places else None


def _complaints(done: Done, where: str) -> Iterator[str]:
    """Warnings. Errors in a run that succeeded were rescued."""
    for problem in printed_warning_problems(done.output, []):
        if not problem.startswith("ERROR:"):
            yield f"{where}: Ansible complains: {problem}"
