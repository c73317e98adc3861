# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Faults, changes made by hand, and the ways to start the simulator."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import requests

from simulator.client import Control, ControlError
from simulator.thread import SimulatorThread

PERSON = {"email": "new@example.com", "first_name": "N", "last_name": "O", "scopes": ["mail.send"]}
BROKEN = (requests.ConnectionError, requests.exceptions.ChunkedEncodingError)


def create(call):
    return call("POST", "/v3/sso/teammates", PERSON)


def created(call):
    return "new@example.com" in call.state["teammates"]


@pytest.mark.parametrize(
    ("fault", "status", "done"),
    [
        ({"status": 503}, 503, False),
        ({"status": 429, "headers": {"Retry-After": "1"}}, 429, False),
        ({"status": 302, "headers": {"Location": "https://elsewhere.example/"}}, 302, False),
        ({"kind": "status_after", "status": 502}, 502, True),
        ({"kind": "body", "body": {"unexpected": True}}, 201, True),
        ({"kind": "malformed"}, 200, True),
        ({"kind": "delay", "delay": 0.01}, 201, True),
    ],
)
def test_a_fault_with_an_answer(call, fault, status, done):
    call.control.fault(account=call.name, **fault)
    answer = create(call)
    assert answer.status_code == status
    assert created(call) is done
    assert fault.get("headers", {}).items() <= answer.headers.items()


@pytest.mark.parametrize(("kind", "done"), [("drop_before", False), ("drop_after", True), ("truncate", True)])
def test_a_fault_that_breaks_the_connection(call, kind, done):
    call.control.fault(account=call.name, kind=kind)
    with pytest.raises(BROKEN):
        create(call)
    assert created(call) is done
    assert call.control.requests(call.name)[0]["fault"] == kind


def test_a_slow_answer_is_given_up_on_though_the_work_is_done(call):
    call.control.fault(account=call.name, kind="delay_after", delay=0.5)
    with pytest.raises(requests.Timeout):
        requests.post(
            call.control.url + "/v3/sso/teammates",
            json=PERSON,
            headers={"Authorization": f"Bearer SG.{call.name}"},
            timeout=0.1,
        )
    assert created(call)


def test_a_malformed_answer_is_no_json(call):
    call.control.fault(account=call.name, kind="malformed", path="/v3/teammates")
    with pytest.raises(requests.JSONDecodeError):
        call("GET", "/v3/teammates").json()


def test_faults_are_picked_in_order_and_used_up(call):
    call.control.fault(account=call.name, method="GET", path="/v3/teammates/*", after=1, status=500)
    call.control.fault(account=call.name, path=r"^/v3/teammates/ann@.*$", times=2, status=503)
    call.control.fault(account=f"{call.name}-other", times=None, status=400)
    statuses = [call("GET", "/v3/teammates/ann@example.com").status_code for turn in range(4)]
    assert statuses == [503, 500, 503, 200]
    assert call("GET", "/v3/teammates").status_code == 200
    mine = [one for one in call.control.faults() if one["account"] == call.name]
    assert [one["fired"] for one in mine] == [1, 2]
    call.control.faults_clear(call.name)
    assert call.name not in [one["account"] for one in call.control.faults()]


@pytest.mark.parametrize(
    "mistake",
    [
        lambda control: control.fault(path="/v3/teammates/.*", status=500),
        lambda control: control.fault(kind="explode"),
        lambda control: control.fault(kind="status"),
        lambda control: control.state("nobody"),
        lambda control: control.account("x", teamates=[]),
        lambda control: control.account("x", teammates=[{"first_name": "no address"}]),
        lambda control: control.account("x", keys=[{"key": "SG.demo"}]),
        lambda control: control.settings("demo", listing_order="random"),
        lambda control: control.settings("demo", no_such_switch=True),
    ],
)
def test_a_mistake_in_a_test_is_told(simulator, mistake):
    with pytest.raises(ControlError):
        mistake(simulator.control)


def test_changes_made_by_hand(call):
    control = call.control
    control.edit_teammate(call.name, "ann@example.com", last_name="Ray")
    control.edit_teammate(call.name, "ann@example.com", subuser_access=[{"username": "news", "scopes": ["mail.send"]}])
    ann = call.state["teammates"]["ann@example.com"]
    assert (ann["last_name"], ann["scopes"], ann["has_restricted_subuser_access"]) == ("Ray", [], True)
    control.remove_teammate(call.name, "ann@example.com")
    assert call.state["teammates"] == {}
    before = call.state["integrations"][0]
    after = control.edit_integration(call.name, "one", enabled=False)
    assert (before["enabled"], after["enabled"]) == (True, False)
    assert after["last_updated"] > before["last_updated"]


def test_reset_goes_back_to_the_beginning():
    with SimulatorThread({"first": {}}) as running:
        control = running.control
        control.account("second")
        control.fault(status=500)
        control.reset()
        assert requests.get(running.url + "/v3/scopes", headers={"Authorization": "Bearer SG.first"}, timeout=5).ok
        assert len(control.requests()) == 1
        with pytest.raises(ControlError):
            control.state("second")


def test_the_command_line(tmp_path):
    seed = tmp_path / "seed.json"
    seed.write_text(json.dumps({"accounts": {"mine": {"teammates": [{"email": "a@example.com"}]}}}), encoding="utf-8")
    tests = str(Path(sys.modules["simulator"].__file__).parent.parent)
    command = [sys.executable, "-m", "simulator", "--seed", str(seed)]
    started = time.monotonic()
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=os.environ | {"PYTHONPATH": tests}) as process:
        try:
            url = json.loads(process.stdout.readline())["url"]
            assert time.monotonic() - started < 30
            assert list(Control(url).state("mine")["teammates"]) == ["a@example.com"]
        finally:
            process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=30) == 0


def test_the_readme_tells_of_every_operation_and_setting(simulator):
    readme = Path(sys.modules["simulator"].__file__).with_name("README.md").read_text(encoding="utf-8")
    operations = requests.get(simulator.url + "/_simulator/", timeout=5).json()
    assert [name for name in operations if f"`{name}(" not in readme] == []
    assert [name for name in simulator.control.settings("demo") if f"`{name}`" not in readme] == []
