# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""What went wrong in other tools for this API, one test each: none of it may happen here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from ansible_collections.community.sendgrid.plugins.module_utils._teammate.scope_lists import BASELINE
from trust.certificates import certificate
from trust.driving import MODULES, Clock, Done, run_module
from trust.scenarios import OKTA, SCENARIOS, URLS, account
from trust.whole_modules import run_ansible_module
from trust.world import Simulator

INTEGRATION = "sendgrid_sso_integration"
CERTIFICATE = "sendgrid_sso_certificate"
TEAMMATE = "sendgrid_sso_teammate"
ROSTER = "sendgrid_sso_roster"


class Place:
    """An account, and short methods for what the tests do with it."""

    def __init__(self, simulator: Simulator) -> None:
        self.simulator = simulator
        self.clock = Clock()
        self.seed()

    def seed(self, **seed: Any) -> None:
        """Replace the account, or parts of it."""
        seed = account() | seed
        seed["settings"] = seed["settings"] | {"global_usernames": False}
        self.simulator.reset()
        self.simulator.account("place", **seed)

    def run(self, module: str, check_mode: bool = False, **options: Any) -> Done:
        shared = {"api_key": "SG.place", "base_url": self.simulator.url}
        return run_module(module, shared | options, check_mode, self.clock)

    def fault(self, method: str, path: str, **rule: Any) -> None:
        self.simulator.fault(method=method, path=path, **rule)

    def settings(self, **settings: Any) -> None:
        self.simulator.settings("place", **settings)

    def bodies(self, method: str) -> list[Any]:
        return [one["body"] for one in self.simulator.requests() if one["method"] == method]

    @property
    def writes(self) -> list[str]:
        return [f"{one['method']} {one['path']}" for one in self.simulator.requests() if one["method"] != "GET"]

    @property
    def state(self) -> dict[str, Any]:
        return self.simulator.state("place")

    def person(self, email: str) -> dict[str, Any]:
        return self.state["teammates"][email]


@pytest.fixture(scope="module")
def own_simulator() -> Any:
    with Simulator() as running:
        yield running


@pytest.fixture
def place(own_simulator: Simulator) -> Place:
    return Place(own_simulator)


def succeeds(done: Done, changed: bool = True) -> Done:
    assert done.error is None, done.error
    assert done.changed is changed
    return done


def fails(done: Done, code: str, *words: str) -> Done:
    assert done.code == code, done.error
    assert [word for word in words if word not in done.error.msg] == [], done.error.msg
    return done


# What could lock people out, or leave access in place


def test_renaming_an_integration_switched_sso_off(place: Place) -> None:
    succeeds(place.run(INTEGRATION, id=OKTA, name="Renamed"))
    assert place.bodies("PATCH") == [{"name": "Renamed", "enabled": True, "completed_integration": False, **URLS}]
    assert place.state["integrations"][0]["enabled"] is True


def test_an_update_of_a_certificate_disabled_it(place: Place) -> None:
    succeeds(place.run(CERTIFICATE, integration_id=OKTA, public_certificate=certificate("renewed"), purge="others"))
    assert [body["enabled"] for body in place.bodies("POST")] == [True]
    assert place.bodies("PATCH") == []
    assert [row["enabled"] for row in place.state["certificates"]] == [True]


@pytest.mark.parametrize("options", [{"scopes": ["mail.send"]}, {"persona": "observer"}], ids=str)
def test_false_was_left_out_and_an_admin_stayed_admin(place: Place, options: dict[str, Any]) -> None:
    succeeds(place.run(TEAMMATE, email="ada@example.com", is_admin=False, **options))
    assert place.bodies("PATCH")[0]["is_admin"] is False
    assert place.person("ada@example.com")["is_admin"] is False
    succeeds(place.run(TEAMMATE, email="ada@example.com", is_admin=False, **options), changed=False)


@pytest.mark.parametrize("options", [{"scopes": ["mail.send"]}, {"persona": "observer"}, {"is_admin": True}], ids=str)
def test_restricted_mode_could_not_be_left(place: Place, options: dict[str, Any]) -> None:
    succeeds(place.run(TEAMMATE, email="res@example.com", **options))
    assert place.bodies("PATCH")[0]["has_restricted_subuser_access"] is False
    assert place.person("res@example.com")["subuser_access"] == []
    succeeds(place.run(TEAMMATE, email="res@example.com", **options), changed=False)


def test_the_last_scope_but_one_could_not_be_revoked(place: Place) -> None:
    succeeds(place.run(TEAMMATE, email="Ann@example.com", scopes=["alerts.read"]))
    assert place.person("Ann@example.com")["scopes"] == ["alerts.read"]


@pytest.mark.parametrize("options", [{"scopes": []}, {"subuser_access": []}], ids=str)
def test_revoking_the_last_access_is_refused_with_its_reason(place: Place, options: dict[str, Any]) -> None:
    fails(place.run(TEAMMATE, email="Ann@example.com", **options), "invalid", "no teammate without any")
    assert place.simulator.requests() == []


def test_subuser_access_beyond_the_first_page_was_lost(place: Place) -> None:
    entries = [{"id": 1000 + number, "permission_type": "admin"} for number in range(250)]
    somebody = {"email": "many@example.com", "first_name": "Many", "last_name": "Subs"}
    place.seed(
        subusers=[{"id": entry["id"], "username": f"sub{entry['id']}"} for entry in entries],
        teammates=[{**somebody, "has_restricted_subuser_access": True, "subuser_access": entries}],
        settings={"subuser_access_page_max": 100},
    )
    done = succeeds(place.run(TEAMMATE, email="many@example.com", first_name="More"))
    assert len(done.result["teammate"]["subuser_access"]) == 250
    assert [len(body["subuser_access"]) for body in place.bodies("PATCH")] == [250]
    assert len(place.person("many@example.com")["subuser_access"]) == 250


def test_a_cursor_that_stands_still_read_for_ever(place: Place) -> None:
    everywhere = [{"id": number, "permission_type": "admin"} for number in (11, 12, 13)]
    place.simulator.edit_teammate("place", "res@example.com", subuser_access=everywhere)
    place.settings(cursor_stands_still=True)
    fails(place.run(TEAMMATE, email="res@example.com", first_name="More"), "unexpected_response")
    assert place.writes == []


def test_an_address_was_changed_in_place(place: Place) -> None:
    names = {"first_name": "Ann", "last_name": "Lee"}
    succeeds(place.run(TEAMMATE, email="ann.new@example.com", **names, scopes=["mail.send"]))
    assert place.writes == ["POST /v3/sso/teammates"]
    assert {"Ann@example.com", "ann.new@example.com"} <= place.state["teammates"].keys()


def test_an_empty_list_removed_the_whole_team(place: Place) -> None:
    fails(place.run(ROSTER, teammates=[], purge=True, max_removals=-1), "refused", "everybody")
    assert place.simulator.requests() == []


@pytest.mark.parametrize("status", [400, 401, 403, 429, 500, 502, 503, 504])
@pytest.mark.parametrize("state", ["present", "absent"])
def test_a_failed_lookup_counted_as_gone(place: Place, status: int, state: str) -> None:
    for path in ("/v3/teammates*", "/v3/sso/*"):
        place.fault("GET", path, status=status, times=None)
    before = place.state
    everything = {"first_name": "Ann", "last_name": "Lee", "scopes": ["mail.send"]}
    assert place.run(TEAMMATE, email="Ann@example.com", state=state, **everything).error is not None
    assert place.run(INTEGRATION, id=OKTA, name="Okta", state=state).error is not None
    assert (
        place.run(CERTIFICATE, integration_id=OKTA, public_certificate=certificate("x"), state=state).error is not None
    )
    assert place.writes == []
    assert place.state == before


def test_an_invitations_token_was_printed_in_an_error(place: Place) -> None:
    token = "invitation-token-0001"
    place.fault("DELETE", "*/pending/*", status=400, body={"errors": [{"message": f"bad {token}", "field": token}]})
    done = fails(place.run(TEAMMATE, email="ann@example.com", state="absent"), "invalid")
    # Neither in the result nor in a traceback.
    assert token not in repr((done.result, done.error.failure(), done.error.msg, done.error.args))
    assert done.error.path == "/v3/teammates/pending/***"


# What blocked use


def test_success_was_reported_after_subuser_access_was_dropped(place: Place) -> None:
    access = [{"id": 11, "permission_type": "restricted", "scopes": ["mail.send", "billing.read"]}]
    names = {"first_name": "New", "last_name": "Comer"}
    done = place.run(TEAMMATE, email="new@example.com", **names, subuser_access=access)
    fails(done, "not_applied", "billing.read")
    assert done.changed is True  # the person exists now


def test_a_verdict_about_scopes_was_retried_for_minutes(place: Place) -> None:
    access = [{"id": 11, "permission_type": "restricted", "scopes": ["mail.send", "billing.read"]}]
    fails(place.run(TEAMMATE, email="res@example.com", subuser_access=access), "invalid", "billing.read")
    assert len(place.bodies("PATCH")) == 1
    assert place.clock.slept == 0


@pytest.mark.parametrize("headers", [{}, {"X-RateLimit-Reset": "1"}, {"Retry-After": "3"}], ids=str)
@pytest.mark.parametrize(
    ("method", "options"),
    [
        ("GET", {"email": "Ann@example.com", "scopes": ["mail.send", "alerts.read"]}),
        ("POST", {"email": "new@example.com", "first_name": "N", "last_name": "C", "persona": "observer"}),
        ("PATCH", {"email": "Ann@example.com", "scopes": ["stats.read"]}),
        ("DELETE", {"email": "zoe@example.com", "state": "absent"}),
    ],
)
def test_rate_limits_were_minded_on_some_verbs_or_with_headers_only(
    place: Place, method: str, options: dict[str, Any], headers: dict[str, str]
) -> None:
    place.fault(method, "/v3/*", status=429, times=3, headers=headers)
    succeeds(place.run(TEAMMATE, retries=0, **options), changed=method != "GET")


@pytest.mark.parametrize("kind", ["drop_after", "truncate"])
def test_a_post_that_had_worked_was_sent_again(place: Place, kind: str) -> None:
    place.fault("POST", "/v3/sso/*", kind=kind)
    names = {"first_name": "New", "last_name": "Comer"}
    succeeds(place.run(TEAMMATE, email="new@example.com", **names, persona="observer"))
    assert len(place.bodies("POST")) == 1


@pytest.mark.parametrize("kind", ["drop_after", "truncate"])
def test_an_integration_was_created_twice(place: Place, kind: str) -> None:
    place.fault("POST", "/v3/sso/*", kind=kind)
    succeeds(place.run(INTEGRATION, name="New"))
    assert [row["name"] for row in place.state["integrations"]] == ["Okta", "Spare", "New"]


def test_an_object_deleted_by_hand_made_every_later_run_fail(place: Place) -> None:
    names = {"first_name": "Zoe", "last_name": "Last"}
    place.simulator.remove_teammate("place", "zoe@example.com")
    succeeds(place.run(TEAMMATE, email="zoe@example.com", state="absent"), changed=False)
    succeeds(place.run(TEAMMATE, email="zoe@example.com", **names, scopes=["mail.send"]))
    succeeds(place.run(INTEGRATION, id="gone", state="absent"), changed=False)
    succeeds(place.run(CERTIFICATE, integration_id="gone", id=1, state="absent"), changed=False)


@pytest.mark.parametrize("page", [1, 50, 100])
def test_teammates_past_the_first_page_were_invited_again(place: Place, page: int) -> None:
    people = [{"email": f"P{number:03}@example.com", "scopes": ["mail.send"]} for number in range(120)]
    place.seed(teammates=people, settings={"teammates_page_max": page})
    succeeds(place.run(TEAMMATE, email="p119@example.com", scopes=["mail.send"]), changed=False)
    done = succeeds(
        place.run(ROSTER, teammates=[{"email": "p118@example.com", "scopes": ["mail.send"]}]), changed=False
    )
    assert done.result["summary"]["unchanged"] == ["P118@example.com"]


def test_unassignable_scopes_were_refused_without_saying_which(place: Place) -> None:
    done = place.run(TEAMMATE, email="Ann@example.com", scopes=["mail.send", "user.password.update"])
    fails(done, "invalid", "user.password.update")
    assert "mail.send" not in done.error.msg


def test_every_400_was_taken_for_already_exists(place: Place) -> None:
    names = {"first_name": "New", "last_name": "Comer"}
    place.fault("POST", "/v3/sso/teammates", status=400, body={"errors": [{"message": "last_name is too long"}]})
    fails(place.run(TEAMMATE, email="new@example.com", **names, persona="observer"), "invalid", "too long")
    place.settings(global_usernames=True)
    place.simulator.account("elsewhere", teammates=[{"email": "taken@example.com"}])
    fails(
        place.run(TEAMMATE, email="taken@example.com", **names, persona="observer"),
        "conflict",
        "another SendGrid account",
    )


@pytest.mark.parametrize("module", MODULES)
def test_errors_ended_with_exit_status_0(place: Place, module: str) -> None:
    scenario = next(scenario for scenario in SCENARIOS.values() if scenario.module == module)
    options = {"api_key": "SG.place", "base_url": place.simulator.url, **scenario.options}
    done = run_ansible_module(module, options)
    assert (done.status, done.result.get("failed", False)) == (0, False)
    place.simulator.fault(status=401, times=None)
    failed = run_ansible_module(module, options)
    assert (failed.status, failed.result["failed"]) == (1, True)


def test_creation_needed_two_steps_and_a_placeholder(place: Place) -> None:
    access = [{"username": "news", "permission_type": "restricted", "scopes": ["mail.send"]}]
    names = {"first_name": "New", "last_name": "Comer"}
    succeeds(place.run(TEAMMATE, email="new@example.com", **names, subuser_access=access))
    assert place.writes == ["POST /v3/sso/teammates"]
    assert "scopes" not in place.bodies("POST")[0]


# What made noise


def test_scopes_that_sendgrid_adds_gave_a_permanent_diff(place: Place) -> None:
    place.settings(
        automatic_scopes=["2fa_exempt", "sender_verification_eligible", "sender_verification_exempt", "ui.provision"]
    )
    succeeds(place.run(TEAMMATE, email="Ann@example.com", scopes=["mail.send", "alerts.read"]), changed=False)
    access = [
        {"id": 11, "permission_type": "restricted", "scopes": ["mail.send"]},
        {"id": 12, "permission_type": "admin"},
    ]
    assert BASELINE  # the simulator adds it to the first entry
    succeeds(place.run(TEAMMATE, email="res@example.com", subuser_access=access), changed=False)
    assert place.writes == []


def test_ignored_scopes_gave_a_diff(place: Place) -> None:
    place.simulator.edit_teammate("place", "Ann@example.com", scopes=["mail.send", "marketing.read", "beta.x.read"])
    ignored = {"ignore_scopes": ["beta.*", "marketing.read"]}
    succeeds(place.run(TEAMMATE, email="Ann@example.com", scopes=["mail.send"], **ignored), changed=False)


def test_order_gave_a_diff(place: Place) -> None:
    succeeds(place.run(TEAMMATE, email="Ann@example.com", scopes=["alerts.read", "mail.send"]), changed=False)
    succeeds(place.run(TEAMMATE, email="Ann@example.com", scopes=["mail.send", "alerts.read"]), changed=False)
    one = {"id": 11, "permission_type": "restricted", "scopes": ["mail.send"]}
    other = {"username": "shop", "permission_type": "admin"}
    for access in ([one, other], [other, one]):
        succeeds(place.run(TEAMMATE, email="res@example.com", subuser_access=access), changed=False)


@pytest.mark.parametrize("email", ["ann@example.com", "ANN@EXAMPLE.COM", "aNN@Example.Com"])
def test_letter_case_of_an_address_gave_a_diff_or_a_duplicate(place: Place, email: str) -> None:
    wanted = {"email": email, "first_name": "Ann", "last_name": "Lee", "scopes": ["mail.send", "alerts.read"]}
    succeeds(place.run(TEAMMATE, **wanted), changed=False)
    succeeds(place.run(ROSTER, teammates=[wanted]), changed=False)
    assert place.writes == []


_SPELLINGS: dict[str, Callable[[str], str]] = {
    "Windows line ends": lambda pem: pem.replace("\n", "\r\n"),
    "no trailing newline": str.strip,
    "blank lines around it": lambda pem: f"\n\n{pem}\n\n",
    "bare base64": lambda pem: "".join(pem.split("\n")[1:-2]),
    "bare base64 in lines": lambda pem: "\n".join(pem.split("\n")[1:-2]),
    "indented": lambda pem: pem.replace("\n", "\n    "),
}


@pytest.mark.parametrize("spell", _SPELLINGS.values(), ids=_SPELLINGS)
def test_another_spelling_of_a_certificate_gave_a_diff(place: Place, spell: Callable[[str], str]) -> None:
    pem = spell(certificate("current"))
    succeeds(place.run(CERTIFICATE, integration_id=OKTA, public_certificate=pem), changed=False)
    assert place.writes == []


def test_is_admin_false_beside_scopes_was_refused(place: Place) -> None:
    wanted = {"is_admin": False, "has_restricted_subuser_access": False, "scopes": ["mail.send", "alerts.read"]}
    succeeds(place.run(TEAMMATE, email="Ann@example.com", **wanted), changed=False)
