# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Who has access: complete for any page size, without tokens, and as a roster that changes nothing."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from unit.plugins.module_utils.builders import CONNECTION_OPTIONS, fails, gate

from ansible_collections.community.sendgrid.plugins.module_utils._ansible.person_arguments import person_arguments
from ansible_collections.community.sendgrid.plugins.module_utils._core.workers import Fixed
from ansible_collections.community.sendgrid.plugins.module_utils._http.client import Client
from ansible_collections.community.sendgrid.plugins.module_utils._http.connection import connection_from
from ansible_collections.community.sendgrid.plugins.module_utils._http.rate_limits import Together
from ansible_collections.community.sendgrid.plugins.module_utils._module import sendgrid_sso_roster as roster_run
from ansible_collections.community.sendgrid.plugins.module_utils._module import (
    sendgrid_sso_teammate as teammate_run,
)
from ansible_collections.community.sendgrid.plugins.module_utils._module.sendgrid_sso_teammate_info import (
    look_up,
    query_from,
)
from ansible_collections.community.sendgrid.plugins.module_utils._roster.model import roster_from
from ansible_collections.community.sendgrid.plugins.module_utils._teammate.scope_lists import AUTOMATIC, BASELINE

EVERYTHING = {"email": None, "sso_only": True, "details": True, "pending": False}
LISTING_KEYS = {"email", "username", "first_name", "last_name", "is_admin", "is_sso", "user_type"}
SUBUSERS = [{"id": number, "username": f"shop{number:03}"} for number in range(1, 131)]


def person(name: str, **access: Any) -> dict[str, Any]:
    return {"email": f"{name}@example.com", "first_name": name.title(), "last_name": "Lee"} | access


def entry(number: int, *scopes: str) -> dict[str, Any]:
    kind = "restricted" if scopes else "admin"
    return {"id": number, "permission_type": kind, "scopes": list(scopes)}


# Everybody whom an account can have, as a seed of the simulator.
PEOPLE = {
    "admin": {"is_admin": True},
    "accountant": {"persona": "accountant"},
    "developer": {"persona": "developer"},
    "marketer": {"persona": "marketer"},
    "observer": {"persona": "observer"},
    "sender": {"scopes": ["mail.send"]},
    "default-only": {"scopes": []},
    "read-only-profile": {"scopes": ["user.profile.read"]},
    "baseline-at-root": {"scopes": sorted(BASELINE)},
    "nearly-a-developer": {"scopes": ["mail.send", "api_keys.read", "templates.read", "stats.read"]},
    "shop": {"subuser_access": [entry(1, "mail.send")]},
    "shops": {"subuser_access": [entry(1, "mail.send", "stats.read"), entry(2), entry(3, "templates.read")]},
    "many-shops": {"subuser_access": [entry(number, "mail.send") for number in range(1, 131)]},
    "baseline-shop": {"subuser_access": [entry(1, *sorted(BASELINE))]},
    "shop-admin": {"subuser_access": [entry(2)]},
    "shop-nothing": {"subuser_access": [], "has_restricted_subuser_access": True},
}
# The order of addresses, in which a dash comes before the at sign.
ORDER = sorted(PEOPLE, key="{}@example.com".format)
SETTINGS = [
    pytest.param({}, id="as usual"),
    pytest.param({"teammates_page_max": 3, "subuser_access_page_max": 50}, id="small pages"),
    pytest.param({"teammates_page_max": 1, "subuser_access_page_max": 7, "string_cursor": True}, id="tiny pages"),
    pytest.param({"cursor_end": "zero", "listing_order": "scrambled"}, id="a cursor of 0"),
    pytest.param({"persona_missing": ["*.new_relic.*", "*.sendwithus.*"]}, id="no legacy scopes"),
    pytest.param({"plan_lacks": ["marketing_campaigns.*", "whitelabel.*"]}, id="a smaller plan"),
    pytest.param({"persona_extra": ["ui.signup_complete"]}, id="personas with more"),
    pytest.param({"persona_grants_automatic": True}, id="personas with automatic scopes"),
    pytest.param({"omit_is_sso_on_get_one": True}, id="only the listing tells who uses SSO"),
    pytest.param({"default_root_scopes": ["user.profile.read", "2fa_exempt"]}, id="more by default"),
]


@pytest.fixture
def read(world: Callable[..., Any]) -> Callable[..., dict[str, Any]]:
    """Run the module's own work on an account, with several workers."""

    def work(account: Any, workers: int = 8, **options: Any) -> dict[str, Any]:
        client = crew(account, workers)
        outcome = look_up(client, query_from(EVERYTHING | options, client.connection), gate())
        client.close()
        assert (outcome.changed, outcome.before, outcome.after) == (False, None, None)
        return outcome.result

    return work


def crew(account: Any, workers: int) -> Client:
    where = connection_from(CONNECTION_OPTIONS | {"api_key": account.key, "base_url": account.control.url})
    return Client(where, Fixed(workers), Together)


def every_kind(world: Any, settings: dict[str, Any] | None = None, **seed: Any) -> Any:
    people = [person(name, **access) for name, access in PEOPLE.items()]
    return world(subusers=SUBUSERS, teammates=people, settings=settings or {}, **seed)


def names(rows: list[dict[str, Any]]) -> list[str]:
    return [row["email"].split("@")[0] for row in rows]


def writes(account: Any) -> list[str]:
    return [call for call in account.calls if not call.startswith("GET")]


@pytest.mark.parametrize("settings", SETTINGS)
def test_everybody_is_listed_whatever_the_pages_are(world: Any, read: Any, settings: dict[str, Any]) -> None:
    result = read(every_kind(world, settings))
    assert names(result["teammates"]) == ORDER
    assert names(result["roster"]) == ORDER
    by_name = {row["email"].split("@")[0]: row for row in result["teammates"]}
    assert [row["id"] for row in by_name["many-shops"]["subuser_access"]] == list(range(1, 131))
    assert by_name["admin"]["subuser_access"] == []


@pytest.mark.parametrize("settings", SETTINGS)
def test_the_roster_changes_nothing_as_a_roster(world: Any, read: Any, settings: dict[str, Any]) -> None:
    account = every_kind(world, settings)
    entries = json.loads(json.dumps(read(account)["roster"]))
    client = crew(account, 8)
    options = {"teammates": entries, "purge": True, "protected": None, "max_removals": 0, "concurrency": 8}
    roster = roster_from(options | {"manage_password_teammate": False}, client.connection)
    done = roster_run.ensure(client, roster, gate())
    client.close()
    assert [line for line in done.result["results"] if line["action"] != "unchanged"] == []
    assert done.warnings == []
    assert writes(account) == []


@pytest.mark.parametrize("settings", SETTINGS)
def test_the_roster_changes_nothing_one_by_one(world: Any, read: Any, settings: dict[str, Any]) -> None:
    account = every_kind(world, settings)
    every_option = dict.fromkeys(person_arguments()) | {"state": "present", "manage_password_teammate": False}
    changed = []
    for one in read(account)["roster"]:
        options = {key: as_ansible_hands_it_over(key, value) for key, value in (every_option | one).items()}
        request = teammate_run.request_from(options, account.client.connection)
        if teammate_run.ensure(account.client, request, gate()).changed:
            changed.append(one["email"])
    assert changed == []
    assert writes(account) == []


def as_ansible_hands_it_over(key: str, value: Any) -> Any:
    """Entries of subuser_access get the options that they do not name."""
    if key != "subuser_access" or value is None:
        return value
    return [{"id": None, "username": None, "scopes": None} | one for one in value]


def test_the_roster_says_no_more_than_what_was_given(world: Any, read: Any) -> None:
    entries = {one["email"].split("@")[0]: one for one in read(every_kind(world))["roster"]}
    for name in ("accountant", "developer", "marketer", "observer"):
        assert entries[name] == person(name, persona=name)
    assert entries["admin"] == person("admin", is_admin=True)
    assert entries["sender"] == person("sender", scopes=["mail.send"])
    for name in ("default-only", "read-only-profile", "shop-nothing"):
        assert entries[name] == person(name)
    assert entries["shop"]["subuser_access"] == [
        {"username": "shop001", "permission_type": "restricted", "scopes": ["mail.send"]}
    ]
    assert entries["shop-admin"]["subuser_access"] == [{"username": "shop002", "permission_type": "admin"}]


def test_scopes_that_sendgrid_adds_are_told_apart(world: Any, read: Any) -> None:
    people = {one["email"].split("@")[0]: one for one in read(every_kind(world))["teammates"]}
    assert people["sender"]["scopes"] == ["mail.send"]
    assert set(people["sender"]["automatic_scopes"]) <= AUTOMATIC
    assert people["sender"]["automatic_scopes"] != []
    assert len({frozenset(one) for one in people.values()}) == 1


def test_the_owner_and_those_with_a_password_are_no_part_of_the_roster(world: Any, read: Any) -> None:
    people = [person("sam", scopes=["mail.send"]), person("pat", is_sso=False, username="patty", scopes=["mail.send"])]
    account = world(teammates=people, owner=person("olive", is_sso=True))
    result = read(account, sso_only=False)
    assert names(result["teammates"]) == ["olive", "pat", "sam"]
    assert names(result["roster"]) == ["sam"]
    assert names(read(account)["teammates"]) == ["olive", "sam"]
    assert names(read(account)["roster"]) == ["sam"]


def test_without_details_the_listing_is_all_that_is_read(world: Any, read: Any) -> None:
    account = every_kind(world)
    result = read(account, details=False)
    assert names(result["teammates"]) == ORDER
    assert {frozenset(row) for row in result["teammates"]} == {frozenset(LISTING_KEYS)}
    assert result["roster"] is None
    assert set(account.calls) == {"GET /v3/teammates"}


@pytest.mark.parametrize("email", ["sender@example.com", "SENDER@example.com"])
def test_one_person(world: Any, read: Any, email: str) -> None:
    result = read(every_kind(world), email=email)
    assert names(result["teammates"]) == names(result["roster"]) == ["sender"]


def test_one_person_is_read_with_one_request(world: Any, read: Any) -> None:
    account = every_kind(world)
    read(account, email="sender@example.com")
    assert account.calls == ["GET /v3/teammates/sender@example.com"]


def test_nobody_found_is_an_empty_list(world: Any, read: Any) -> None:
    result = read(every_kind(world), email="nobody@example.com", pending=True)
    assert result == {"teammates": [], "roster": [], "pending": []}


def test_an_address_must_be_one(world: Any) -> None:
    with fails("invalid", field="email"):
        query_from(EVERYTHING | {"email": "nobody"}, None)


@pytest.mark.parametrize("key", [False, True], ids=["token", "pending_id"])
def test_invitations_come_without_their_tokens(world: Any, read: Any, key: bool) -> None:
    invited = [
        {"email": "ann@example.com", "token": "first-secret", "scopes": ["mail.send"]},
        {"email": "Bob@example.com", "token": "second-secret", "is_admin": True},
    ]
    account = world(pending=invited, settings={"pending_id_key": key})
    shown = read(account, pending=True)["pending"]
    assert [(row["email"], row["is_admin"], row["scopes"]) for row in shown] == [
        ("ann@example.com", False, ["mail.send"]),
        ("Bob@example.com", True, []),
    ]
    assert "secret" not in json.dumps(shown)
    assert names(read(account, pending=True, email="bob@example.com")["pending"]) == ["Bob"]
    assert read(account)["pending"] is None


def test_somebody_who_disappears_meanwhile_is_left_out(world: Any, read: Any) -> None:
    account = world(teammates=[person("ann", scopes=["mail.send"]), person("sam", scopes=["mail.send"])])
    account.fault("GET", "/v3/teammates/sam@example.com", status=404, body={"errors": [{"message": "not found"}]})
    assert names(read(account)["teammates"]) == ["ann"]


def test_nothing_is_read_twice(world: Any, read: Any) -> None:
    account = every_kind(world)
    read(account)
    asked = Counter((call["path"], json.dumps(call["query"])) for call in account.requests)
    assert asked.most_common(1)[0][1] == 1


def test_a_detail_that_fails_is_a_failure(world: Any, read: Any) -> None:
    account = every_kind(world)
    account.fault("GET", "/v3/teammates/sender@example.com", status=403, times=None)
    with fails("forbidden"):
        read(account)


def test_an_invitation_without_a_token_can_be_shown(world: Any, read: Any) -> None:
    account = world()
    account.fault("GET", "/v3/teammates/pending", kind="body", body={"result": [{"email": "new@example.com"}]})
    assert names(read(account, pending=True)["pending"]) == ["new"]
