# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""No output contains a secret: not the key, not a token, not a private key that was pasted by mistake."""

from __future__ import annotations

import base64
import contextlib
import json
import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from ansible_collections.community.sendgrid.plugins.module_utils._http.connection import connection_from
from simulator.client import Control
from trust.certificates import certificate, private_key
from trust.driving import MODULES, run_module
from trust.scenarios import OKTA, SCENARIOS, Scenario
from trust.whole_modules import Output, run_ansible_module
from trust.world import Simulator

KEY = "SG.0123456789abcdefghijkl.secretsecretsecretsecretsecretsecretsecretsec"
TESTS = Path(__file__).resolve().parents[1]
TOKEN = "invitation-token-0001"

# A server that echoes everything it received, as some debugging proxies do.
_ECHO = {"errors": [{"message": f"the key {KEY} is wrong", "field": KEY}]}
FAULTS: dict[str, dict[str, Any]] = {
    "none": {},
    "the key echoed in a 401": {"status": 401, "body": _ECHO},
    "the key echoed in a 400": {"status": 400, "body": _ECHO},
    "the key echoed in a 500": {"status": 500, "body": _ECHO},
    "the key echoed as text": {"status": 502, "body": f"Bearer {KEY}"},
    "a redirect to the key": {"status": 302, "headers": {"Location": f"https://example.com/{KEY}"}},
    "no answer": {"kind": "drop_before"},
    "no JSON": {"kind": "body", "body": f"{KEY}"},
}


def run(simulator: Simulator, scenario: Scenario, fault: dict[str, Any]) -> Output:
    simulator.reset()
    # In the scenarios, the key is derived from the account's name; here it is a secret.
    simulator.account("secrets", **scenario.seed(), keys=[{"key": KEY, "label": "main"}])
    if fault:
        simulator.fault(times=None, **fault)
    options = {"api_key": KEY, "base_url": simulator.url, "retries": 0, "rate_limit_wait": 0}
    return run_ansible_module(
        scenario.module, options | dict(scenario.options), check_mode=scenario.check_mode, diff=True, verbosity=4
    )


@pytest.fixture(scope="module")
def simulator() -> Iterator[Simulator]:
    with Simulator() as running:
        yield running


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
@pytest.mark.parametrize("scenario", SCENARIOS.values(), ids=SCENARIOS)
def test_nothing_printed_holds_a_secret(
    simulator: Simulator,
    scenario: Scenario,
    fault: dict[str, Any],
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    output = run(simulator, scenario, fault)
    journal = json.dumps(simulator.requests())
    printed = "\n".join([output.text, *capfd.readouterr()])
    assert [secret for secret in (KEY, KEY.split(".")[2], TOKEN, "Bearer") if secret in printed] == []
    # Libraries log paths if logging is on, so a token may appear there, but never the key.
    assert [name for name, text in (("log", caplog.text), ("journal", journal)) if KEY.split(".")[2] in text] == []
    assert "Traceback" not in output.text
    assert ("failure" in output.result) == bool(output.result.get("failed"))


@pytest.mark.parametrize("module", MODULES)
def test_ansible_hides_the_key(module: str) -> None:
    """This includes wrong options, about which Ansible itself complains."""
    output = run_ansible_module(module, {"api_key": KEY, "nonsense": KEY}, verbosity=4)
    assert output.result["failed"]
    assert KEY not in output.text


def test_a_private_key_that_was_pasted_is_not_printed(simulator: Simulator) -> None:
    pem = private_key()
    for text in (pem, pem + certificate("current"), pem.replace("\n", "\\n"), base64.b64encode(pem.encode()).decode()):
        options = {"integration_id": OKTA, "public_certificate": text}
        scenario = Scenario("sendgrid_sso_certificate", options)
        output = run(simulator, scenario, {})
        assert output.result["failure"]["code"] == "invalid"
        inner = "".join(pem.split("\n")[1:-2])[10:40]
        assert inner not in output.text
        assert text[:40] not in output.text
        assert simulator.requests() == []


def test_an_invitation_is_shown_without_its_token(simulator: Simulator) -> None:
    output = run(simulator, Scenario("sendgrid_sso_teammate_info", {"pending": True}), {})
    assert [one["email"] for one in output.result["pending"]] == ["ann@example.com"]
    assert TOKEN not in output.text


def test_the_simulators_log_holds_no_key() -> None:
    """The log of a separate process, as people run it, whatever goes wrong there."""
    command = [sys.executable, "-X", "dev", "-m", "simulator"]
    environment = os.environ | {"PYTHONPATH": str(TESTS)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment) as process:
        url = json.loads(process.stdout.readline())["url"]
        control = Control(url)
        control.account("secrets", keys=[{"key": KEY}])
        control.fault(kind="drop_after", method="GET", path="/v3/scopes")
        for path, body in (("/v3/teammates", None), ("/v3/teammates", b"{"), ("/v3/none", None), ("/v3/scopes", None)):
            with contextlib.suppress(requests.ConnectionError):
                requests.get(url + path, data=body, headers={"Authorization": f"Bearer {KEY}"}, timeout=10)
        journal = control.requests()
        process.terminate()
        log = process.stdout.read().decode()
    assert len(journal) >= 4
    assert KEY.split(".")[2] not in log + json.dumps(journal)


def test_neither_a_failure_nor_a_connection_shows_the_key_in_a_traceback() -> None:
    params = {"api_key": KEY, "base_url": "http://127.0.0.1:9", "retries": 0, "timeout": 1.0, "rate_limit_wait": 1}
    done = run_module("sendgrid_sso_integration_info", params)
    rest = {"on_behalf_of": None, "ca_path": None, "region": "global", "validate_certs": True}
    assert KEY not in repr(done.error) + repr(connection_from(params | rest))
