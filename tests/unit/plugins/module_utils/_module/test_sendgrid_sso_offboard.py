# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Removing people from a simulated SendGrid: who is removed, with how few requests, and what one failure does."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from unit.plugins.module_utils.builders import admin, connection, fails, gate, teammate, with_journal

from ansible_collections.community.sendgrid.plugins.module_utils._core.growth import workers_for
from ansible_collections.community.sendgrid.plugins.module_utils._core.outcome import Outcome
from ansible_collections.community.sendgrid.plugins.module_utils._http.client import Client
from ansible_collections.community.sendgrid.plugins.module_utils._http.rate_limits import Together
from ansible_collections.community.sendgrid.plugins.module_utils._module import sendgrid_sso_offboard
from ansible_collections.community.sendgrid.plugins.module_utils._module.sendgrid_sso_offboard import ensure
from ansible_collections.community.sendgrid.plugins.module_utils._roster.offboarding import offboarding_from
from ansible_collections.community.sendgrid.plugins.module_utils._teammate import read
from ansible_collections.community.sendgrid.plugins.module_utils._teammate.invitations import invitations
from ansible_collections.community.sendgrid.plugins.module_utils._teammate.model import Teammate

OPTIONS: dict[str, Any] = {"manage_password_teammate": False, "max_removals": 5, "concurrency": 8}

Run = Callable[..., Outcome]


def person(name: str, **access: Any) -> dict[str, Any]:
    return {"email": f"{name}@example.com", "first_name": name.title(), "last_name": "Lee"} | access


ADMIN = person("Ada", is_admin=True)
SENDER = person("sam", scopes=["mail.send"])
SHOPPER = person("sue", subuser_access=[{"id": 7, "permission_type": "admin"}])
PASSWORD = person("pat", username="pat", is_sso=False, scopes=["stats.read"])
ACCOUNT: dict[str, Any] = {
    "owner": {"email": "owner@example.com"},
    "subusers": [{"id": 7, "username": "shop"}],
    "teammates": [ADMIN, SENDER, SHOPPER, PASSWORD, person("zoe", persona="observer")],
    "pending": [
        {"email": "Eve@example.com", "token": "t0ken-2"},
        {"email": "sam@example.com", "token": "t0ken-3"},
    ],
}


@pytest.fixture
def run() -> Iterator[Run]:
    """Run the module's own work on an account, with several workers and the shortest possible waits."""
    clients = []

    def work(account: Any, *names: str, check_mode: bool = False, retries: int = 5, **options: Any) -> Outcome:
        params = OPTIONS | {"emails": [f"{name}@example.com" for name in names]} | options
        where = connection(api_key=account.key, base_url=account.control.url, retries=retries)
        client = Client(
            where, workers_for(params["concurrency"]), Together, sleep=lambda seconds: time.sleep(seconds / 1000)
        )
        clients.append(client)
        request = offboarding_from(params, where)
        return with_journal(client, lambda client: ensure(client, request, gate(check_mode)))

    yield work
    for client in clients:
        client.close()


def told(result: dict[str, Any]) -> dict[str, tuple[str, str | None]]:
    return {line["email"].split("@")[0]: (line["action"], line["signed_in"]) for line in result["results"]}


def writes(account: Any) -> list[str]:
    return [call for call in account.calls if not call.startswith("GET")]


def names(account: Any) -> set[str]:
    return {email.split("@")[0] for email in account.state["teammates"]}


def test_everybody_goes_with_their_invitations_and_what_they_had_is_told(world: Any, run: Run) -> None:
    account = world(**ACCOUNT)
    everybody = ("sam", "eve", "ADA", "sue", "pat", "gone")

    foreseen = run(account, *everybody, manage_password_teammate=True, check_mode=True)
    assert writes(account) == []
    done = run(account, *everybody, manage_password_teammate=True)

    assert foreseen == done
    assert done.changed
    assert told(done.result) == {
        "ada": ("removed", "sso"),
        "eve": ("removed", "never"),
        "gone": ("absent", "never"),
        "pat": ("removed", "password"),
        "sam": ("removed", "sso"),
        "sue": ("removed", "sso"),
    }
    had = {line["email"].split("@")[0]: line["had"] for line in done.result["results"]}
    assert (had["ada"]["email"], had["ada"]["is_admin"]) == ("Ada@example.com", True)
    assert had["eve"] == {"pending_invitations": 1}
    assert had["gone"] == {}
    assert (had["sam"]["scopes"], had["sam"]["pending_invitations"]) == (["mail.send"], 1)
    assert [grant["id"] for grant in had["sue"]["subuser_access"]] == [7]
    assert (done.before, done.after) == (
        {line["email"]: line["had"] for line in done.result["results"] if line["action"] == "removed"},
        {},
    )
    assert (names(account), account.state["pending"]) == ({"zoe"}, [])

    again = run(account, *everybody)
    assert not again.changed
    assert {action for action, _signed_in in told(again.result).values()} == {"absent"}


def test_the_account_is_read_once_and_only_leavers_in_detail(world: Any, run: Run) -> None:
    account = world(**ACCOUNT)
    run(account, "ada", "sue", "gone", check_mode=True)
    listing = account.calls.count("GET /v3/teammates")
    assert Counter(account.calls) == {
        "GET /v3/teammates": listing,
        "GET /v3/teammates/pending": 1,
        "GET /v3/teammates/gone@example.com": 1,
        "GET /v3/teammates/sue@example.com": 1,
        "GET /v3/teammates/sue@example.com/subuser_access": 1,
    }
    assert listing <= 2


def test_the_owner_and_those_with_a_password_fail_and_nobody_else(world: Any, run: Run) -> None:
    account = world(**ACCOUNT)
    with fails(
        "refused",
        "2 of 3 people failed: owner@example.com: owner@example.com owns the SendGrid account",
        "pat@example.com: pat@example.com is a teammate who signs in with a password",
        changed=True,
    ) as caught:
        run(account, "owner", "sam", "pat")
    assert told(caught.value.result) == {
        "owner": ("failed", "owner"),
        "pat": ("failed", "password"),
        "sam": ("removed", "sso"),
    }
    assert names(account) == {"Ada", "sue", "pat", "zoe"}


def test_more_than_allowed_are_refused_before_anybody_is_read_in_detail(world: Any, run: Run) -> None:
    account = world(**ACCOUNT)
    with fails("refused", "2 people would be removed (eve@example.com, sam@example.com)", changed=False) as caught:
        run(account, "sam", "eve", "gone", "owner", max_removals=1)
    assert caught.value.result == {}
    assert set(account.calls) == {
        "GET /v3/teammates",
        "GET /v3/teammates/pending",
        "GET /v3/teammates/eve@example.com",
        "GET /v3/teammates/gone@example.com",
    }


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("DELETE", "/v3/teammates/sam@example.com"),
        ("GET", "/v3/teammates/sam@example.com"),
        ("GET", "/v3/teammates/sam@example.com/subuser_access"),
    ],
)
def test_one_who_fails_keeps_nobody_else_in(world: Any, run: Run, method: str, path: str) -> None:
    account = world(**ACCOUNT | {"teammates": [ADMIN, person("sam"), PASSWORD]})
    account.fault(method, path, status=403, times=None)
    with fails("forbidden", "1 of 2 people failed: sam@example.com: ", changed=True) as caught:
        run(account, "sam", "ada")
    assert told(caught.value.result) == {"ada": ("removed", "sso"), "sam": ("failed", "sso")}
    assert names(account) == {"sam", "pat"}


def test_nobody_is_absent_because_a_question_failed(world: Any, run: Run) -> None:
    account = world(**ACCOUNT)
    account.fault("GET", "/v3/teammates/gone@example.com", status=500, times=None)
    with fails("unavailable", "1 of 1 people failed", changed=False) as caught:
        run(account, "gone")
    assert told(caught.value.result) == {"gone": ("failed", None)}


def test_an_invitation_that_stays_is_a_failure_that_tells_what_went(world: Any, run: Run) -> None:
    account = world(**ACCOUNT)
    account.fault("DELETE", "/v3/teammates/pending/*", status=403, times=None)
    with fails("forbidden", "1 of 1 people failed", changed=True) as caught:
        run(account, "sam")
    (line,) = caught.value.result["results"]
    assert (line["action"], line["had"]["scopes"]) == ("failed", ["mail.send"])
    assert "t0ken" not in str(line) + caught.value.msg


def listing_shows(monkeypatch: pytest.MonkeyPatch, change: Callable[[list[Teammate]], list[Teammate]]) -> None:
    """Make the first listing differ from what exists."""
    listing, changes = read.listing, [change]
    monkeypatch.setattr(
        read, "listing", lambda client: changes.pop()(list(listing(client))) if changes else listing(client)
    )


@pytest.mark.parametrize("settings", [{}, {"omit_is_sso_on_get_one": True}])
def test_somebody_whom_the_listing_misses_is_not_called_absent(
    world: Any, run: Run, monkeypatch: pytest.MonkeyPatch, settings: dict[str, Any]
) -> None:
    password = PASSWORD | {"username": PASSWORD["email"]}
    account = world(**ACCOUNT | {"teammates": [ADMIN, SENDER, password]}, settings=settings)
    listing_shows(monkeypatch, lambda everybody: [one for one in everybody if one.is_admin])
    with fails("refused", "1 of 3 people failed: pat@example.com: ", changed=True) as caught:
        run(account, "sam", "pat", "gone")
    assert told(caught.value.result) == {
        "gone": ("absent", "never"),
        "pat": ("failed", "password"),
        "sam": ("removed", "sso"),
    }


def test_an_address_in_several_spellings_goes_whole(world: Any, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    account = world(**ACCOUNT)
    twin = admin(email="Sam@Example.com", username="Sam@Example.com")
    listing_shows(monkeypatch, lambda everybody: [*everybody, twin])
    done = run(account, "sam", max_removals=1)
    (line,) = done.result["results"]
    assert (line["had"]["scopes"], line["had"]["twins"][0]["is_admin"]) == (["mail.send"], True)
    deleted = [call for call in writes(account) if "pending" not in call]
    assert deleted == ["DELETE /v3/teammates/sam@example.com", "DELETE /v3/teammates/Sam@Example.com"]


@pytest.mark.parametrize(
    ("twin", "words"),
    [
        (admin(email="Sam@Example.com", user_type="owner"), "owns the SendGrid account"),
        (teammate(email="Sam@Example.com", is_sso=False), "signs in with a password"),
    ],
)
def test_an_address_stays_whole_where_one_of_its_spellings_must(
    world: Any, run: Run, monkeypatch: pytest.MonkeyPatch, twin: Teammate, words: str
) -> None:
    account = world(**ACCOUNT)
    listing_shows(monkeypatch, lambda everybody: [*everybody, twin])
    with fails("refused", words, changed=False):
        run(account, "sam")
    assert writes(account) == []


def test_time_grows_as_the_people_do(world: Any, run: Run) -> None:
    account = world(teammates=[person(f"p{number}", is_admin=True) for number in range(120)])
    done = run(account, *(f"p{number}" for number in range(110)), max_removals=-1)
    assert len(done.result["summary"]["removed"]) == 110
    assert len([call for call in account.calls if call.startswith("GET")]) <= 4


def test_an_invitation_without_a_token_fails_its_person_alone(
    world: Any, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = world(**ACCOUNT)
    listed = invitations
    without = {"Eve@example.com": None}
    monkeypatch.setattr(
        sendgrid_sso_offboard,
        "invitations",
        lambda client: [replace(one, token=without.get(one.email, one.token)) for one in listed(client)],
    )
    with fails("unexpected_response", "1 of 2 people failed: eve@example.com") as caught:
        run(account, "sam", "eve")
    assert told(caught.value.result) == {"eve": ("failed", "never"), "sam": ("removed", "sso")}
    assert "sam" not in names(account)
