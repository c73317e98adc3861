# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Rosters in a simulated SendGrid: how few requests are sent, who is changed, and what one failure does to others."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization
from unit.plugins.module_utils.builders import connection, fails, gate, with_journal

from ansible_collections.community.sendgrid.plugins.module_utils._core.growth import workers_for
from ansible_collections.community.sendgrid.plugins.module_utils._core.outcome import Outcome
from ansible_collections.community.sendgrid.plugins.module_utils._http.client import Client
from ansible_collections.community.sendgrid.plugins.module_utils._http.rate_limits import Together
from ansible_collections.community.sendgrid.plugins.module_utils._module.sendgrid_sso_roster import ensure
from ansible_collections.community.sendgrid.plugins.module_utils._roster.model import roster_from
from functional.shared.make_certificates import certificate

SUMMARY = ("created", "updated", "removed", "unchanged", "failed")
LISTING = ["GET /v3/teammates", "GET /v3/teammates"]
SUBUSERS = [{"id": 7, "username": "shop"}, {"id": 8, "username": "news"}]
PEM = certificate("current").public_bytes(serialization.Encoding.PEM).decode()
WORKING_SSO = {"integrations": [{"name": "Okta"}], "certificates": [{"public_certificate": PEM}]}
OPTIONS: dict[str, Any] = {
    "purge": False,
    "protected": None,
    "max_removals": 5,
    "manage_password_teammate": False,
    "concurrency": 8,
}

Run = Callable[..., Outcome]


def person(name: str, **access: Any) -> dict[str, Any]:
    """A person as an entry of a roster, which is also valid as an account's seed."""
    return {"email": f"{name}@example.com", "first_name": name.title(), "last_name": "Lee"} | access


def subuser(name: str, *scopes: str) -> dict[str, Any]:
    if not scopes:
        return {"username": name, "permission_type": "admin"}
    return {"username": name, "permission_type": "restricted", "scopes": list(scopes)}


ADMIN = person("ada", is_admin=True)
DEVELOPER = person("dev", persona="developer")
SENDER = person("sam", scopes=["mail.send"])
SHOPPER = person("sue", subuser_access=[subuser("shop", "mail.send"), subuser("news")])
EVERY_KIND = [ADMIN, DEVELOPER, SENDER, SHOPPER]


@pytest.fixture
def run() -> Iterator[Run]:
    """Run the module's own work on an account, with several workers and the shortest possible waits."""
    clients = []

    def work(account: Any, *teammates: Any, check_mode: bool = False, retries: int = 5, **options: Any) -> Outcome:
        params = OPTIONS | {"teammates": list(teammates)} | options
        where = connection(api_key=account.key, base_url=account.control.url, retries=retries)
        client = Client(
            where, workers_for(params["concurrency"]), Together, sleep=lambda seconds: time.sleep(seconds / 1000)
        )
        clients.append(client)
        roster = roster_from(params, where)
        return with_journal(client, lambda client: ensure(client, roster, gate(check_mode)))

    yield work
    for client in clients:
        client.close()


def actions(outcome: Outcome) -> dict[str, str]:
    """What happened to each person."""
    return {line["email"].split("@")[0]: line["action"] for line in outcome.result["results"]}


def writes(account: Any) -> list[str]:
    return [call for call in account.calls if not call.startswith("GET")]


def emails(account: Any) -> set[str]:
    return {email.split("@")[0] for email in account.state["teammates"]}


# How few requests


def test_each_kind_of_person_takes_no_more_reads_than_its_proof(world: Any, run: Run) -> None:
    account = world(subusers=SUBUSERS, teammates=EVERY_KIND)
    outcome = run(account, *EVERY_KIND)
    assert not outcome.changed
    assert Counter(account.calls) == Counter(
        [
            *LISTING,
            "GET /v3/teammates/dev@example.com",
            "GET /v3/teammates/sam@example.com",
            "GET /v3/teammates/sue@example.com/subuser_access",
        ]
    )


@pytest.mark.parametrize(
    ("there", "entry", "reads"),
    [
        pytest.param(ADMIN, person("ada"), [], id="nothing asked of an admin"),
        pytest.param(SENDER, person("sam"), [], id="nothing but names asked"),
        pytest.param(SENDER, {"email": "SAM@example.com"}, [], id="nothing but an address, in capitals"),
        pytest.param(SENDER, person("sam", is_admin=False), [], id="no admin asked"),
        pytest.param(
            SHOPPER, person("sue", has_restricted_subuser_access=True), ["/subuser_access"], id="restriction asked"
        ),
        pytest.param(
            SENDER, person("sam", has_restricted_subuser_access=False), ["/subuser_access"], id="no restriction asked"
        ),
        pytest.param(
            person("vic", scopes=["user.profile.read"]),
            person("vic", scopes=["user.profile.read"]),
            ["", "/subuser_access"],
            id="scopes that prove nothing",
        ),
    ],
)
def test_parts_of_a_person_take_no_more_reads_than_their_proof(
    world: Any, run: Run, there: dict[str, Any], entry: dict[str, Any], reads: list[str]
) -> None:
    account = world(subusers=SUBUSERS, teammates=[there])
    assert not run(account, entry).changed
    assert account.calls == LISTING + [f"GET /v3/teammates/{there['email']}{path}" for path in reads]


def test_nobody_takes_one_listing(world: Any, run: Run) -> None:
    account = world(teammates=EVERY_KIND[:3])
    outcome = run(account)
    assert account.calls == LISTING
    assert outcome.result == {"results": [], "summary": {action: [] for action in SUMMARY}}


def test_the_listing_is_read_page_by_page_to_its_end(world: Any, run: Run) -> None:
    crowd = [person(f"p{number:03}", is_admin=True) for number in range(25)]
    account = world(teammates=crowd, settings={"teammates_page_max": 10})
    assert not run(account, *crowd, purge=True).changed
    assert [(call["path"], call["query"]["offset"]) for call in account.requests] == [
        ("/v3/teammates", offset) for offset in ("0", "9", "18", "25")
    ]


def test_subusers_that_nobody_has_yet_are_looked_up_once_for_all(world: Any, run: Run) -> None:
    crowd = [person(f"p{number}", subuser_access=[subuser("shop")]) for number in range(5)]
    account = world(subusers=SUBUSERS)
    assert set(actions(run(account, *crowd)).values()) == {"created"}
    assert Counter(account.calls)["GET /v3/subusers"] == 1


def test_subusers_that_somebody_has_need_no_look_up(world: Any, run: Run) -> None:
    account = world(subusers=SUBUSERS, teammates=[SHOPPER, SENDER])
    assert run(account, SHOPPER, person("sam", subuser_access=[subuser("news")])).changed
    assert "GET /v3/subusers" not in account.calls


def test_many_creations_take_two_requests_each_and_the_listings(world: Any, run: Run) -> None:
    restricted = [person(f"r{number}", subuser_access=[subuser("shop", "mail.send")]) for number in range(40)]
    admins = [person(f"a{number}", is_admin=True) for number in range(5)]
    senders = [person(f"s{number}", scopes=["mail.send"]) for number in range(5)]
    account = world(subusers=SUBUSERS)
    assert set(actions(run(account, *restricted, *admins, *senders)).values()) == {"created"}
    calls = Counter(account.calls)
    assert calls["POST /v3/sso/teammates"] == 50
    # Each was requested by address, because the first listing did not contain them.
    absent = [call for call in account.requests if call["status"] == 404]
    assert len(absent) == 50
    assert calls["GET /v3/teammates"] == 2 * len(LISTING)
    assert sum(call.endswith("/subuser_access") for call in account.calls) == 40
    assert len(account.calls) - len(absent) == 50 + 40 + 5 + 2 * len(LISTING) + calls["GET /v3/subusers"]


def test_many_updates_are_proven_as_creations_are(world: Any, run: Run) -> None:
    crowd = [person(f"p{number}", subuser_access=[subuser("shop")]) for number in range(20)]
    account = world(subusers=SUBUSERS, teammates=crowd)
    wanted = [one | {"first_name": "New", "subuser_access": [subuser("shop", "mail.send")]} for one in crowd]
    outcome = run(account, *wanted)
    assert set(actions(outcome).values()) == {"updated"}
    assert Counter(call.split()[0] for call in account.calls) == {"GET": 2 * len(LISTING) + 2 * 20, "PATCH": 20}
    assert not run(account, *wanted).changed


def test_few_are_proven_one_by_one_since_that_takes_fewer_requests(world: Any, run: Run) -> None:
    account = world(subusers=SUBUSERS, teammates=[person(f"p{number}", is_admin=True) for number in range(30)])
    assert run(account, *[person(f"n{number}", is_admin=True) for number in range(10)]).changed
    assert Counter(account.calls)["GET /v3/teammates"] == len(LISTING)


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        ({"body": {"remove": "p7@example.com"}}, "SendGrid accepted p7@example.com and does not have them"),
        (
            {
                "body": {
                    "remove": "p7@example.com",
                    "add": person("p7", subuser_access=[subuser("news")]),
                }
            },
            "p7@example.com: SendGrid accepted p7@example.com, but",
        ),
        ({"body": {"add": person("P7", is_admin=True)}}, None),
    ],
    ids=["somebody who has gone", "somebody who has something else", "somebody with a twin"],
)
def test_what_many_creations_came_to_is_read_anew(world: Any, run: Run, fault: Any, reason: str | None) -> None:
    crowd = [person(f"p{number}", subuser_access=[subuser("shop")]) for number in range(20)]
    account = world(subusers=SUBUSERS)
    account.fault("POST", "/v3/sso/teammates", kind="edit", after=19, **fault)
    if reason is None:
        assert set(actions(run(account, *crowd)).values()) == {"created"}
        return
    with fails("not_applied", reason) as caught:
        run(account, *crowd)
    assert caught.value.changed
    assert caught.value.result["summary"]["failed"] == ["p7@example.com"]
    assert len(caught.value.result["summary"]["created"]) == 19


def test_a_second_listing_that_fails_costs_nobody_their_proof(world: Any, run: Run) -> None:
    crowd = [person(f"p{number}", is_admin=True) for number in range(20)]
    account = world()
    account.fault("GET", "/v3/teammates", status=403, after=len(LISTING), times=None)
    assert set(actions(run(account, *crowd)).values()) == {"created"}


def test_the_keys_own_scopes_are_read_once_for_all_personas_that_lack_something(world: Any, run: Run) -> None:
    crowd = [person(f"p{number}", persona="marketer") for number in range(5)]
    account = world(teammates=crowd, settings={"plan_lacks": ["marketing_campaigns.*", "design_library.*"]})
    assert not run(account, *crowd).changed
    assert Counter(account.calls)["GET /v3/scopes"] == 1


def test_nothing_is_read_twice_before_the_first_write(world: Any, run: Run) -> None:
    account = world(subusers=SUBUSERS, teammates=EVERY_KIND)
    wanted = [
        person("ada", persona="observer"),
        person("dev", scopes=["mail.send"]),
        person("sam", subuser_access=[subuser("shop")]),
        person("sue", is_admin=True),
        person("new", is_admin=True),
    ]
    run(account, *wanted, check_mode=True)
    reads = [(call["path"], call["query"].get("offset")) for call in account.requests]
    # Two pages of the listing, the new person by address, and what the listing leaves open about four others.
    assert len(reads) == len(set(reads)) == 8


@pytest.mark.parametrize("concurrency", [1, 3])
def test_no_more_requests_are_under_way_than_allowed(world: Any, run: Run, concurrency: int) -> None:
    crowd = [person(f"p{number}", scopes=["mail.send"]) for number in range(12)]
    account = world(teammates=crowd)
    account.fault("GET", "/v3/teammates/*", times=None, kind="delay", delay=0.02)
    run(account, *crowd, concurrency=concurrency)
    assert max(call["in_flight"] for call in account.requests) == concurrency


# What is done, which check mode predicts

CHANGES = [
    pytest.param([], EVERY_KIND, {"ada": "created", "dev": "created", "sam": "created", "sue": "created"}, id="create"),
    pytest.param(EVERY_KIND, EVERY_KIND, dict.fromkeys(("ada", "dev", "sam", "sue"), "unchanged"), id="leave alone"),
    pytest.param(
        EVERY_KIND,
        [
            person("ada", scopes=["mail.send"]),
            person("dev", subuser_access=[subuser("shop")]),
            person("sam", persona="observer"),
            person("sue", is_admin=True),
        ],
        {"ada": "updated", "dev": "updated", "sam": "updated", "sue": "updated"},
        id="another form",
    ),
    pytest.param(
        EVERY_KIND,
        [
            {"email": "ada@example.com", "last_name": "King"},
            {"email": "dev@example.com", "last_name": "King"},
            {"email": "SAM@EXAMPLE.COM", "first_name": "Samuel"},
            {"email": "sue@example.com", "last_name": "King"},
        ],
        {"ada": "updated", "dev": "updated", "sam": "updated", "sue": "updated"},
        id="names alone",
    ),
    pytest.param(
        EVERY_KIND,
        [
            person("sue", subuser_access=[subuser("shop", "mail.send", "stats.read")]),
            ADMIN,
            person("new", is_admin=True),
        ],
        {"ada": "unchanged", "dev": "removed", "new": "created", "sam": "removed", "sue": "updated"},
        id="all at once",
    ),
]


@pytest.mark.parametrize(("there", "asked", "expected"), CHANGES)
def test_what_becomes_of_each_person_and_that_check_mode_tells_it(
    world: Any, run: Run, there: list[Any], asked: list[Any], expected: dict[str, str]
) -> None:
    account = world(subusers=SUBUSERS, teammates=there)
    predicted = run(account, *asked, purge=True, check_mode=True)
    assert writes(account) == []
    done = run(account, *asked, purge=True)
    assert actions(done) == expected
    assert predicted == done
    again = run(account, *asked, purge=True)
    assert not again.changed
    assert set(actions(again).values()) <= {"unchanged"}


def test_results_are_sorted_and_show_only_what_differs(world: Any, run: Run) -> None:
    account = world(subusers=SUBUSERS, teammates=[SENDER, person("zoe", is_admin=True), DEVELOPER])
    done = run(account, person("sam", scopes=["stats.read"]), person("Bea", is_admin=True), DEVELOPER, purge=True)
    assert [line["email"] for line in done.result["results"]] == [
        "Bea@example.com",
        "dev@example.com",
        "sam@example.com",
        "zoe@example.com",
    ]
    bea, dev, sam, zoe = done.result["results"]
    assert (bea["before"], bea["after"]["is_admin"]) == ({}, True)
    assert (dev["before"], dev["after"]) == (None, None)
    assert (sam["before"], sam["after"]) == ({"scopes": ["mail.send"]}, {"scopes": ["stats.read"]})
    assert (zoe["before"]["is_admin"], zoe["before"]["last_name"], zoe["after"]) == (True, "Lee", {})
    assert done.before == {line["email"]: line["before"] for line in (bea, sam, zoe)}
    assert done.after == {line["email"]: line["after"] for line in (bea, sam, zoe)}


def test_a_persona_that_sendgrid_fills_otherwise_warns_and_is_no_change_again(world: Any, run: Run) -> None:
    account = world(settings={"persona_extra": ["mail.send"]})
    observer = person("olga", persona="observer")
    first, again = run(account, observer), run(account, observer)
    assert (first.changed, actions(first)) == (True, {"olga": "created"})
    assert (again.changed, actions(again)) == (False, {"olga": "unchanged"})
    assert "mail.send" in again.warnings[0]
    assert first.warnings == again.warnings


# Who is never changed

PASSWORD = person("pat", is_sso=False, username="patty", scopes=["mail.send"])


def test_purge_leaves_everybody_alone_who_is_not_ours(world: Any, run: Run) -> None:
    account = world(
        teammates=[ADMIN, PASSWORD, SENDER, DEVELOPER], pending=[{"email": "inv@example.com", "token": "secret"}]
    )
    done = run(account, ADMIN, purge=True, protected=["DEV@example.com"])
    assert actions(done) == {"ada": "unchanged", "sam": "removed"}
    assert emails(account) == {"ada", "pat", "dev"}
    assert len(account.state["pending"]) == 1
    assert account.calls[2:] == ["DELETE /v3/teammates/sam@example.com"]


@pytest.mark.parametrize("check_mode", [True, False])
def test_too_many_removals_are_refused_before_the_first_write(world: Any, run: Run, check_mode: bool) -> None:
    account = world(teammates=[person(f"p{number}", is_admin=True) for number in range(6)])
    with fails("refused", "6 people", "p0@example.com", "max_removals allows 5"):
        run(account, person("new", is_admin=True), purge=True, check_mode=check_mode)
    assert writes(account) == []
    assert run(account, person("new", is_admin=True), purge=True, max_removals=6).changed
    assert emails(account) == {"new"}


def test_no_limit_is_no_limit(world: Any, run: Run) -> None:
    account = world(teammates=[person(f"p{number}", is_admin=True) for number in range(9)])
    run(account, person("new", is_admin=True), purge=True, max_removals=-1)
    assert emails(account) == {"new"}


def test_a_replacement_is_a_removal(world: Any, run: Run) -> None:
    account = world(teammates=[PASSWORD, SENDER], **WORKING_SSO)
    asked = [{"email": "pat@example.com", "is_admin": True}]
    with fails("refused", "1 person would be removed", "1 person would be deleted", "max_removals allows 1"):
        run(account, *asked, purge=True, max_removals=1, manage_password_teammate=True)
    assert writes(account) == []
    done = run(account, *asked, purge=True, max_removals=2, manage_password_teammate=True)
    assert actions(done) == {"pat": "updated", "sam": "removed"}
    assert account.state["teammates"]["pat@example.com"]["is_sso"]


def test_password_teammates_are_replaced_only_while_sso_works_and_that_is_asked_once(world: Any, run: Run) -> None:
    crowd = [person(f"p{number}", is_sso=False, scopes=["mail.send"]) for number in range(3)]
    asked = [person(f"p{number}", is_admin=True) for number in range(3)]
    account = world(teammates=crowd, integrations=[{"name": "Okta"}])
    with fails("refused", "3 of 4 people failed", "certificate") as caught:
        run(account, *asked, ADMIN, manage_password_teammate=True)
    assert caught.value.changed
    assert writes(account) == ["POST /v3/sso/teammates"]
    assert Counter(account.calls)["GET /v3/sso/integrations"] == 1


def test_a_replacement_that_loses_somebody_tells_how_to_have_them_back(world: Any, run: Run) -> None:
    account = world(teammates=[PASSWORD], **WORKING_SSO)
    account.fault("POST", status=500)
    with fails("unavailable") as caught:
        run(account, {"email": "pat@example.com"}, manage_password_teammate=True)
    assert caught.value.recreate["email"] == "pat@example.com"
    assert caught.value.recreate["scopes"] == ["mail.send"]
    assert caught.value.result["results"][0]["failure"]["recreate"] == caught.value.recreate
    assert caught.value.changed


def test_somebody_whom_the_roster_may_not_touch_does_not_stop_the_others(world: Any, run: Run) -> None:
    account = world(teammates=[PASSWORD], owner={"email": "owner@example.com"})
    with fails("refused", "2 of 3 people failed", "owner@example.com: ", "pat@example.com: ", "password") as caught:
        run(account, person("pat", is_admin=True), ADMIN, {"email": "owner@example.com", "is_admin": True})
    assert caught.value.result["summary"]["created"] == ["ada@example.com"]
    assert caught.value.result["summary"]["failed"] == ["owner@example.com", "pat@example.com"]
    assert emails(account) == {"ada", "pat"}


# Failures of one person, and of everybody


def test_one_persons_failure_does_not_stop_the_others(world: Any, run: Run) -> None:
    account = world(subusers=SUBUSERS, teammates=[SENDER, SHOPPER, person("zoe", scopes=["mail.send"])])
    account.fault("GET", "/v3/teammates/zoe@example.com", status=400, times=None)
    asked = [
        person("bad", scopes=["no.such.scope"]),
        {"email": "half@example.com", "is_admin": True},
        person("lost", subuser_access=[subuser("shoq")]),
        person("ok", is_admin=True),
        person("sam", scopes=["stats.read"]),
        person("zoe", scopes=["mail.send"]),
    ]
    with fails("invalid", "4 of 6 people failed", "did you mean 'shop'", "first_name and last_name") as caught:
        run(account, *asked, purge=True)
    assert caught.value.msg.endswith("So 1 person was not removed (sue@example.com).")
    assert "sue@example.com" in account.state["teammates"]
    summary = caught.value.result["summary"]
    assert [address.split("@")[0] for address in summary["failed"]] == ["bad", "half", "lost", "zoe"]
    assert (summary["created"], summary["updated"]) == (["ok@example.com"], ["sam@example.com"])
    codes = {line["email"].split("@")[0]: line["failure"] for line in caught.value.result["results"]}
    assert {name: failure["code"] for name, failure in codes.items() if failure} == {
        "bad": "invalid",
        "half": "invalid",
        "lost": "not_found",
        "zoe": "invalid",
    }
    assert caught.value.status == 400
    assert caught.value.changed


@pytest.mark.parametrize("check_mode", [True, False])
@pytest.mark.parametrize("status", [403, 500])
def test_subusers_that_cannot_be_looked_up_fail_only_those_who_need_them(
    world: Any, run: Run, status: int, check_mode: bool
) -> None:
    keeper = person("kim", subuser_access=[subuser("news")])
    account = world(subusers=SUBUSERS, teammates=[SENDER, DEVELOPER, keeper])
    account.fault("GET", "/v3/subusers", status=status, times=None)
    asked = [SHOPPER, person("new", subuser_access=[subuser("shop")]), person("sam", scopes=["stats.read"]), DEVELOPER]
    # For them, everything is known without the look-up.
    asked += [keeper, person("nia", subuser_access=[subuser("news", "mail.send")])]
    with fails({403: "forbidden", 500: "unavailable"}[status], "2 of 6 people failed", path="/v3/subusers") as caught:
        run(account, *asked, check_mode=check_mode)
    summary = caught.value.result["summary"]
    assert summary["failed"] == ["new@example.com", "sue@example.com"]
    assert (summary["created"], summary["updated"]) == (["nia@example.com"], ["sam@example.com"])
    assert summary["unchanged"] == ["dev@example.com", "kim@example.com"]


@pytest.mark.parametrize("status", [403, 500])
def test_key_scopes_that_cannot_be_read_fail_only_those_who_need_them(world: Any, run: Run, status: int) -> None:
    crowd = [SENDER, person("mia", persona="marketer"), person("max", persona="marketer")]
    account = world(teammates=crowd, settings={"plan_lacks": ["marketing_campaigns.*", "design_library.*"]})
    account.fault("GET", "/v3/scopes", status=status, times=None)
    asked = [person("sam", scopes=["stats.read"]), person("new", is_admin=True)]
    with fails({403: "forbidden", 500: "unavailable"}[status], "2 of 4 people", path="/v3/scopes") as caught:
        run(account, *crowd[1:], *asked)
    summary = caught.value.result["summary"]
    assert (summary["created"], summary["updated"]) == (["new@example.com"], ["sam@example.com"])
    assert summary["failed"] == ["max@example.com", "mia@example.com"]


def test_a_thousand_failures_fit_into_what_awx_keeps(world: Any, run: Run) -> None:
    crowd = [person(f"firstname.lastname{number:04}", scopes=["mail.send"]) for number in range(1000)]
    account = world(teammates=crowd)
    account.fault("GET", "/v3/teammates/*", status=403, times=None)
    with fails("forbidden", "1000 of 1000 people failed") as caught:
        run(account, *crowd)
    told = {"msg": caught.value.msg, "failure": caught.value.failure(), **caught.value.result}
    assert len(json.dumps(told)) < 700_000


def test_a_listing_that_fails_stops_everything(world: Any, run: Run) -> None:
    account = world(teammates=[SENDER], settings={"teammates_page_max": 1})
    account.fault("GET", "/v3/teammates", status=403, after=1, times=None)
    with fails("forbidden"):
        run(account, person("new", is_admin=True), purge=True)
    assert writes(account) == []


def test_what_sendgrid_dropped_is_told_and_counts_as_a_change(world: Any, run: Run) -> None:
    account = world(subusers=SUBUSERS)
    with fails("not_applied", "billing.read") as caught:
        run(account, person("sue", subuser_access=[subuser("shop", "billing.read", "mail.send")]))
    assert caught.value.changed
    assert caught.value.result["summary"]["failed"] == ["sue@example.com"]
    (sue,) = caught.value.result["results"]
    assert (sue["action"], sue["before"]) == ("failed", {})
    assert (sue["after"]["email"], sue["after"]["has_restricted_subuser_access"]) == ("sue@example.com", False)


def test_what_was_done_to_somebody_who_failed_is_told_and_no_change_where_nothing_was(world: Any, run: Run) -> None:
    account = world(teammates=[SENDER, DEVELOPER], settings={"dropped_root_scopes": ["alerts.read"]})
    asked = [person("sam", scopes=["alerts.read", "stats.read"]), person("new", scopes=["alerts.read", "mail.send"])]
    with fails("not_applied", "2 of 2 people failed: new@example.com: ", "; sam@example.com: ") as caught:
        run(account, *asked)
    assert caught.value.changed
    new, sam = caught.value.result["results"]
    assert (new["before"], new["after"]["scopes"]) == ({}, ["mail.send"])
    assert (sam["before"], sam["after"]) == ({"scopes": ["mail.send"]}, {"scopes": ["stats.read"]})
    with fails("not_applied", "2 of 2 people failed") as caught:
        run(account, *asked)
    assert not caught.value.changed
    assert [(line["before"], line["after"]) for line in caught.value.result["results"]] == [(None, None)] * 2


def test_in_check_mode_what_cannot_be_done_fails_as_for_real(world: Any, run: Run) -> None:
    account = world(teammates=[PASSWORD])
    told = []
    for check_mode in (True, False):
        with fails("invalid", "half@example.com: ", "pat@example.com: ") as caught:
            run(account, person("pat", is_admin=True), {"email": "half@example.com"}, check_mode=check_mode)
        told.append((caught.value.msg, caught.value.failure(), caught.value.result, caught.value.changed))
    assert told[0] == told[1]
    assert writes(account) == []


# Changes by others during the run


@pytest.mark.parametrize("entry", [SENDER, SHOPPER], ids=["scopes", "subusers"])
def test_somebody_who_disappears_between_listing_and_reading_is_created(
    world: Any, run: Run, entry: dict[str, Any]
) -> None:
    account = world(subusers=SUBUSERS)
    account.fault("GET", "/v3/teammates", kind="body", status=200, body={"result": [row("sam"), row("sue")]})
    done = run(account, entry)
    assert set(actions(done).values()) == {"created"}
    assert len(emails(account)) == 1


def row(name: str, **fields: Any) -> dict[str, Any]:
    """A person as the listing shows them."""
    email = f"{name}@example.com"
    return {
        "username": email,
        "email": email,
        "first_name": name.title(),
        "last_name": "Lee",
        "user_type": "teammate",
        "is_admin": False,
        "is_sso": True,
    } | fields


def test_somebody_who_disappears_before_the_update_is_created(world: Any, run: Run) -> None:
    account = world()
    account.fault("GET", "/v3/teammates", kind="body", status=200, body={"result": [row("ada", is_admin=True)]})
    done = run(account, person("ada", scopes=["stats.read"]))
    assert done.changed
    assert account.state["teammates"]["ada@example.com"]["scopes"] == ["stats.read"]
    assert writes(account) == ["PATCH /v3/sso/teammates/ada@example.com", "POST /v3/sso/teammates"]


def test_somebody_who_appears_between_listing_and_creating_is_brought_to_what_is_wanted(world: Any, run: Run) -> None:
    account = world(teammates=[person("sam", scopes=["stats.read"])])
    account.fault("GET", "/v3/teammates", kind="body", status=200, body={"result": []})
    account.fault("GET", "/v3/teammates/sam@example.com", status=404)
    done = run(account, SENDER)
    assert actions(done) == {"sam": "created"}
    assert account.state["teammates"]["sam@example.com"]["scopes"] == ["mail.send"]
    assert writes(account) == ["POST /v3/sso/teammates", "PATCH /v3/sso/teammates/sam@example.com"]


def test_whom_the_listing_misses_is_asked_for_by_address_and_not_created(world: Any, run: Run) -> None:
    crowd = [person(f"p{number:03}", is_admin=True) for number in range(9)]
    settings = {"teammates_page_max": 5, "listing_order": "reversed"}
    account = world(teammates=crowd, settings=settings)
    # While the first page is in transit, one of its people leaves and another arrives first, so the overlap stays the
    # same.
    newcomer = person("p100", is_admin=True)
    account.edit_after("GET", "/v3/teammates", after=1, remove="p008@example.com", add=newcomer)
    done = run(account, *crowd[:8], newcomer)
    assert not done.changed
    assert set(actions(done).values()) == {"unchanged"}


TWINS = [person("kim", is_admin=True) | {"email": "Kim@Example.com"}, person("kim", scopes=["mail.send"]), SENDER]


@pytest.mark.parametrize("check_mode", [True, False])
def test_twins_of_one_address_fail_and_are_left_by_purge(world: Any, run: Run, check_mode: bool) -> None:
    account = world(teammates=TWINS)
    with fails("conflict", "1 of 2 people failed", "Kim@Example.com and kim@example.com") as caught:
        run(account, person("kim", is_admin=True), SENDER, check_mode=check_mode)
    assert caught.value.result["summary"]["unchanged"] == ["sam@example.com"]
    done = run(account, SENDER, purge=True, check_mode=check_mode)
    assert (done.changed, len(done.warnings)) == (False, 1)
    assert writes(account) == []


def test_removals_are_held_back_where_somebody_failed(world: Any, run: Run) -> None:
    account = world(teammates=[SENDER, person("old", scopes=["mail.send"])])
    account.control.settings(account.account, unassignable_scopes=["stats.read"])
    asked = [SENDER, person("new", scopes=["stats.read"])]
    with fails("invalid", "1 of 2 people failed", "So 1 person was not removed (old@example.com).") as caught:
        run(account, *asked, purge=True)
    assert not caught.value.changed
    assert caught.value.result["summary"]["removed"] == []
    assert sorted(account.state["teammates"]) == ["old@example.com", "sam@example.com"]


@pytest.mark.parametrize("form", [{"persona": "observer"}, {"scopes": ["mail.send"]}])
def test_admins_who_would_be_none_count_as_removals(world: Any, run: Run, form: dict[str, Any]) -> None:
    names = ["ada", "bea", "cyd"]
    account = world(teammates=[person(name, is_admin=True) for name in names])
    asked = [person(name, **form) for name in names]
    with fails("refused", "3 people would be demoted from admin", "ada@example.com, bea@example.com"):
        run(account, *asked, max_removals=2)
    assert writes(account) == []
    assert set(actions(run(account, *asked, max_removals=3)).values()) == {"updated"}


def test_somebody_to_remove_who_has_gone_already_is_removed(world: Any, run: Run) -> None:
    account = world(teammates=[ADMIN, SENDER])
    account.fault("DELETE", status=404)
    assert actions(run(account, ADMIN, purge=True)) == {"ada": "unchanged", "sam": "removed"}


def test_a_creation_whose_answer_is_lost_is_not_sent_again(world: Any, run: Run) -> None:
    account = world()
    account.fault("POST", kind="drop_after")
    assert actions(run(account, SENDER)) == {"sam": "created"}
    assert Counter(account.calls)["POST /v3/sso/teammates"] == 1


# The server slows down or becomes unreachable


def test_a_rate_limit_pauses_all_workers_at_once(world: Any) -> None:
    crowd = [person(f"p{number:02}", scopes=["mail.send"]) for number in range(30)]
    account = world(teammates=crowd)
    # Without headers, the pause is the first backoff of 0.25 seconds or more, which ends after the window.
    account.control.rate_limit(10, 0.2, account=account.account, path="/v3/teammates/*", headers=False)
    assert not run_with_real_waits(account, crowd, concurrency=8).changed
    refused = [call for call in account.requests if call["status"] == 429]
    # Three windows of ten requests make two pauses, each caused by at most as many requests as were in progress.
    assert 2 <= len(refused) <= 2 * 8
    account.control.rate_limits_clear(account.account)


@pytest.mark.parametrize("concurrency", [1, 2])
def test_an_endpoint_of_which_nothing_remains_is_left_alone(world: Any, concurrency: int) -> None:
    crowd = [person(f"p{number:02}", scopes=["mail.send"]) for number in range(6)]
    account = world(teammates=crowd)
    account.control.rate_limit(4, 0.2, account=account.account, path="/v3/teammates/*")
    assert not run_with_real_waits(account, crowd, concurrency).changed
    # Requests sent before the first response arrives cannot know yet.
    assert sum(call["status"] == 429 for call in account.requests) < concurrency
    account.control.rate_limits_clear(account.account)


def run_with_real_waits(account: Any, crowd: list[Any], concurrency: int) -> Outcome:
    where = connection(api_key=account.key, base_url=account.control.url)
    client = Client(where, workers_for(concurrency), Together)
    params = OPTIONS | {"teammates": crowd, "concurrency": concurrency}
    try:
        return ensure(client, roster_from(params, where), gate())
    finally:
        client.close()


def test_a_server_that_goes_half_way_leaves_everybody_as_before_or_as_wanted(world: Any, run: Run) -> None:
    before = [person(f"p{number}", scopes=["mail.send"]) for number in range(6)]
    asked = [person(f"p{number}", scopes=["stats.read"]) for number in range(9)]
    account = world(teammates=before)
    account.fault("PATCH", kind="drop_before", after=3, times=None)
    account.fault("POST", kind="drop_before", after=1, times=None)
    with fails("unavailable") as caught:
        run(account, *asked, retries=0)
    assert caught.value.changed
    scopes = [one["scopes"] for one in account.state["teammates"].values()]
    assert all(one in (["mail.send"], ["stats.read"]) for one in scopes)
    account.control.faults_clear(account.account)
    assert run(account, *asked).changed
    assert not run(account, *asked).changed
