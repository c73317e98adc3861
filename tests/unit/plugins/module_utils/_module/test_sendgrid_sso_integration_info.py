# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Reading integrations: all, or those with an id, a name, or both."""

from __future__ import annotations

from typing import Any

import pytest
from unit.plugins.module_utils.builders import connection, fails, gate

from ansible_collections.community.sendgrid.plugins.module_utils._module.sendgrid_sso_integration_info import (
    look_up,
    query_from,
)

SEED = [{"id": "okta", "name": "Okta"}, {"id": "one", "name": "Twin"}, {"id": "two", "name": "Twin"}]


@pytest.mark.parametrize(
    ("identity", "name", "found"),
    [
        (None, None, {"okta", "one", "two"}),
        ("one", None, {"one"}),
        (None, "Twin", {"one", "two"}),
        (None, "twin", set()),
        ("one", "Twin", {"one"}),
        ("one", "Okta", set()),
        ("other", None, set()),
    ],
)
def test_what_is_found(world: Any, identity: str | None, name: str | None, found: set[str]) -> None:
    account = world(integrations=SEED)
    query = query_from({"id": identity, "name": name}, account.client.connection)
    outcome = look_up(account.client, query, gate())
    assert {one["id"] for one in outcome.result["integrations"]} == found
    assert not outcome.changed
    assert account.calls == ["GET /v3/sso/integrations" + (f"/{identity}" if identity else "")]


def test_what_writing_returns_is_what_reading_returns(world: Any) -> None:
    account = world(integrations=SEED)
    query = query_from({"id": None, "name": "Okta"}, account.client.connection)
    shown = look_up(account.client, query, gate()).result["integrations"][0]
    assert shown["audience_url"] == shown["single_signon_url"] != ""
    assert shown["completed_integration"] is False


def test_a_read_that_fails_is_no_empty_list(world: Any) -> None:
    account = world(integrations=SEED, settings={"sso_available": False})
    with fails("forbidden"):
        look_up(account.client, query_from({"id": None, "name": None}, account.client.connection), gate())


def test_sso_belongs_to_the_parent_account() -> None:
    with fails("invalid", "on_behalf_of"):
        query_from({"id": None, "name": None}, connection(on_behalf_of="shop"))
