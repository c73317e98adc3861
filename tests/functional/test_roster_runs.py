# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Whole runs of a roster: its result for none, one and a thousand people, and the state after it was killed."""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from functional.harness.documentation import returned, shape_problems
from functional.harness.running import Run, run_playbook
from simulator.thread import SimulatorThread

# AWX drops a task's result if it is longer than this.
MOST_CHARACTERS = 700_000

OLD = [
    f"{kind}.{verb}" for kind in ("templates", "suppression", "stats", "mail_settings") for verb in ("read", "update")
]
NEW = ["mail.send", "api_keys.read", "templates.read"]

Play = Callable[..., Run]


@pytest.fixture
def play(simulator: SimulatorThread, collections: Path, tmp_path: Path) -> Iterator[Play]:
    """Run a roster in its own account; each call is a run of ansible-playbook."""
    key = "SG.roster.the-secret-of-the-key"
    runs = iter(range(100))

    def run(teammates: list[dict[str, Any]], **options: Any) -> Run:
        folder = tmp_path / str(next(runs))
        folder.mkdir()
        task = {
            "name": "A roster",
            "community.sendgrid.sendgrid_sso_roster": {"teammates": teammates} | options,
            "diff": True,
            # A separate Python process, so that killing the run also kills the module.
            "vars": {"ansible_inject_invocation": True, "ansible_python_interpreter": sys.executable},
        }
        plays = [{"hosts": "localhost", "gather_facts": False, "tasks": [task]}]
        return run_playbook(plays, folder, collections, simulator.url, key)

    def seed(**account: Any) -> None:
        simulator.control.account("roster", keys=[{"key": key}], settings={"global_usernames": False}, **account)
        simulator.control.forget_requests("roster")

    run.seed = seed  # type: ignore[attr-defined]
    yield run
    simulator.control.latency(0)


def crowd(count: int, changed: int = 0) -> list[dict[str, Any]]:
    """This many people: the first `changed` of them with scopes other than `before` gives them, the others admins."""
    return [person(number, {"scopes": NEW} if number < changed else {"is_admin": True}) for number in range(count)]


def before(people: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [one | ({"scopes": OLD} if "scopes" in one else {}) for one in people]


def person(number: int, access: dict[str, Any]) -> dict[str, Any]:
    name = f"firstname.lastname.{number:04}"
    return {"email": f"{name}@subsidiary.example.com", "first_name": "Firstname", "last_name": f"Last{number}"} | access


# The result


@pytest.mark.parametrize(("count", "changed"), [(0, 0), (1, 0), (1, 1), (1000, 100)])
def test_the_result_has_one_shape_and_stays_small(play: Any, count: int, changed: int) -> None:
    people = crowd(count, changed)
    play.seed(teammates=before(people))
    run = play(people)
    (record,) = run.records
    result = record.result
    assert ("The roster has 1000 people. This task shows nothing before it ends." in run.stdout) is (count == 1000)
    assert result["changed"] is (changed > 0)
    assert [line["action"] for line in result["results"]] == ["updated"] * changed + ["unchanged"] * (count - changed)
    for key in ("results", "summary"):
        assert shape_problems(result[key], returned("sendgrid_sso_roster")[key], key) == []
    assert set(result["diff"]["before"]) == set(result["diff"]["after"]) == set(result["summary"]["updated"])
    assert len(json.dumps(result)) < MOST_CHARACTERS


def test_the_list_is_not_repeated_whatever_happens(play: Any) -> None:
    people = crowd(3)
    play.seed(teammates=people)
    for teammates, options in ((people, {}), ([*people, people[0]], {}), (people[:1], {"max_removals": 1})):
        (record,) = play(teammates, purge=True, **options).records
        arguments = record.result["invocation"]["module_args"]
        assert "teammates" not in arguments
        assert arguments["purge"] is True
        assert "the-secret" not in json.dumps(arguments)


# A run that is killed


def test_a_run_that_is_killed_leaves_everybody_as_before_or_as_wanted_and_the_next_one_finishes(
    play: Any, simulator: SimulatorThread
) -> None:
    people = crowd(40, changed=30)
    there = [*before(people)[5:35], person(99, {"is_admin": True})]
    play.seed(teammates=there)
    simulator.control.latency(60)
    killed = run_until(lambda: len(writes(simulator)) >= 6, lambda: play(people, purge=True, concurrency=3))
    assert killed.records == []
    held = scopes_by_person(simulator)
    seeded, wanted = expected(there), expected(people)
    assert [name for name, scopes in held.items() if scopes not in (seeded.get(name), wanted.get(name))] == []
    assert held not in (seeded, wanted)

    simulator.control.latency(0)
    assert play(people, purge=True).records[0].result["changed"]
    assert scopes_by_person(simulator) == wanted
    assert not play(people, purge=True).records[0].result["changed"]


def writes(simulator: SimulatorThread) -> list[dict[str, Any]]:
    return [one for one in simulator.control.requests("roster") if one["method"] != "GET"]


def scopes_by_person(simulator: SimulatorThread) -> dict[str, list[str]]:
    return {email: sorted(one["scopes"]) for email, one in simulator.control.state("roster")["teammates"].items()}


def expected(people: list[dict[str, Any]]) -> dict[str, list[str]]:
    return {one["email"]: sorted(one.get("scopes", [])) for one in people}


def run_until(condition: Callable[[], bool], run: Callable[[], Run]) -> Run:
    """Kill a run and everything that it started, as soon as the condition is true."""
    done: list[Run] = []
    thread = threading.Thread(target=lambda: done.append(run()))
    thread.start()
    while thread.is_alive() and not condition():
        time.sleep(0.01)
    for process in descendants(os.getpid()):
        if not serves_other_tests(process):
            os.kill(process, signal.SIGKILL)
    thread.join()
    time.sleep(0.2)  # Let requests arrive that were already sent to the simulator.
    return done[0]


def serves_other_tests(process: int) -> bool:
    """Whether it is the process that runs the modules of other tests."""
    try:
        return b"serve.py" in Path(f"/proc/{process}/cmdline").read_bytes()
    except FileNotFoundError:
        return False


def descendants(process: int) -> list[int]:
    """The processes that a process has started, directly or not."""
    parents = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parents[int(folder.name)] = int((folder / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()[1])
        except (FileNotFoundError, ProcessLookupError):
            continue  # It has ended in the meantime.
    found = [process]
    for one in found:
        found += [child for child, parent in parents.items() if parent == one]
    return found[1:]
