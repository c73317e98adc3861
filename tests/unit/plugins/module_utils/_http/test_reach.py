# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""All workers notice together that a server is gone, and that it is back."""

from __future__ import annotations

import pytest
from unit.plugins.module_utils.builders import fails

from ansible_collections.community.sendgrid.plugins.module_utils._core.errors import SendGridError
from ansible_collections.community.sendgrid.plugins.module_utils._core.workers import Fixed
from ansible_collections.community.sendgrid.plugins.module_utils._http.client import Client
from ansible_collections.community.sendgrid.plugins.module_utils._http.creation import create
from ansible_collections.community.sendgrid.plugins.module_utils._http.paths import path
from ansible_collections.community.sendgrid.plugins.module_utils._http.rate_limits import Together
from ansible_collections.community.sendgrid.plugins.module_utils._http.reach import Reach
from ansible_collections.community.sendgrid.plugins.module_utils._roster.failures import failure_of
from ansible_collections.community.sendgrid.plugins.module_utils._roster.model import Line

SCOPES = path("/v3/scopes")


def test_as_many_as_there_are_workers_have_to_give_up_in_a_row():
    reach = Reach(2)
    reach.gave_up("refused")
    reach.answered()
    reach.gave_up("refused")
    assert reach.gone == ""
    reach.gave_up("reset")
    assert reach.gone == "reset"
    reach.answered()
    assert reach.gone == ""


def test_one_worker_asks_on():
    reach = Reach(1)
    reach.gave_up("refused")
    assert reach.gone == ""


@pytest.mark.parametrize("rule", [{"kind": "drop_before"}, {"delay": 0.2}], ids=["no connection", "no answer"])
def test_a_server_that_is_gone_is_not_asked_again(world, rule):
    account = world(options={"retries": 1, "timeout": 0.05})
    account.fault(times=None, **rule)
    client = Client(account.client.connection, Fixed(3), Together, sleep=lambda seconds: None)
    for number in range(10):
        with fails("unavailable", "SendGrid could not be reached at http", "for GET /v3/scopes", tried=number < 3):
            client.get(SCOPES)
    assert len(account.requests) == 3 * 2
    client.close()


def test_nothing_is_created_or_looked_for_while_the_server_is_gone(world):
    account = world(options={"retries": 0})
    account.fault(times=None, kind="drop_before")
    client = Client(account.client.connection, Fixed(2), Together)
    for _worker in range(2):
        with fails("unavailable"):
            client.get(SCOPES)
    with fails("unavailable", method="POST", tried=False):
        create(client, path("/v3/sso/integrations"), {}, lambda: pytest.fail("nothing was sent"))
    client.close()


def test_a_creation_that_was_lost_counts_as_tried(world):
    account = world(options={"retries": 0})
    account.fault(times=None, kind="drop_before")
    client = Client(account.client.connection, Fixed(2), Together)
    with fails("unavailable"):
        client.get(SCOPES)
    with fails("unavailable", tried=True):
        create(client, path("/v3/sso/integrations"), {}, lambda: client.get(SCOPES))
    client.close()


def test_a_request_that_stops_since_the_server_is_gone_tells_how_long_it_tried(world):
    account = world(options={"retries": 5})
    account.fault(times=None, kind="drop_before")
    now = [0.0]

    def sleep(seconds):
        now[0] += 4
        if now[0] == 8:
            for _others in range(2):
                client._reach.gave_up("Connection refused")

    client = Client(account.client.connection, Fixed(2), Together, sleep=sleep, clock=lambda: now[0])
    with fails("unavailable", "for GET /v3/scopes: Connection refused (tried 2 times in 8 seconds).", tried=True):
        client.get(SCOPES)
    client.close()


def test_those_who_were_not_tried_are_counted_once():
    def line(number):
        error = SendGridError("unavailable", "SendGrid could not be reached for GET /v3/x: refused.", method="GET")
        error = error.but(tried=number < 3)
        return Line(f"p{number:03}@example.com", "failed", error=error)

    error = failure_of([line(number) for number in range(1000)])
    assert error.msg == (
        "1000 of 1000 people failed: p000@example.com: SendGrid could not be reached for GET /v3/x: refused; "
        "the same for p001@example.com, p002@example.com; so 997 more people were not tried, and are in results."
    )
