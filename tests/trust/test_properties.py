# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Properties over a simulated account: from any state to any wish, and with any response."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from ansible_collections.community.sendgrid.plugins.module_utils._core import errors
from ansible_collections.community.sendgrid.plugins.module_utils._teammate.scope_lists import BASELINE
from trust.certificates import certificate
from trust.driving import MODULES, Done, run_module
from trust.judging import stable
from trust.scenarios import OKTA, SCENARIOS, SPARE, URLS, account
from trust.strategies import SUBUSERS, forms, json_values, names, people, seeded, served, switches, wishes
from trust.world import Simulator

EMAIL = "ann@example.com"
CODES = {None, *(value for name, value in vars(errors).items() if name.isupper())}


@pytest.fixture(scope="module")
def simulator() -> Iterator[Simulator]:
    with Simulator() as running:
        yield running


def seed(
    simulator: Simulator, settings: dict[str, Any], teammates: list[dict[str, Any]], **more: Any
) -> dict[str, Any]:
    simulator.reset()
    subusers = [{"id": identity, "username": name} for identity, name in SUBUSERS.items()]
    settings = settings | {"global_usernames": False}
    simulator.account("any", subusers=subusers, teammates=teammates, settings=settings, **more)
    return simulator.state("any")


def run(simulator: Simulator, module: str, options: dict[str, Any], check_mode: bool = False) -> Done:
    simulator.forget_requests()
    return run_module(module, {"api_key": "SG.any", "base_url": simulator.url, "retries": 0, **options}, check_mode)


def writes(simulator: Simulator) -> list[str]:
    return [f"{one['method']} {one['path']}" for one in simulator.requests() if one["method"] != "GET"]


def converges(simulator: Simulator, module: str, options: dict[str, Any], foreseen_keys: set[str]) -> Done:
    """Check mode predicts the run and changes nothing; a second run and its check find nothing to do."""
    before = simulator.state("any")
    foreseen = run(simulator, module, options, check_mode=True)
    assert writes(simulator) == []
    assert simulator.state("any") == before
    done = run(simulator, module, options)
    assert (done.code, done.changed) == (foreseen.code, foreseen.changed), (done.error, foreseen.error)
    if done.error is not None:
        assert simulator.state("any") == before
        return done
    assert (done.before, done.after, done.plan) == (foreseen.before, foreseen.after, foreseen.plan)
    assert (done.plan is not None) == done.changed
    for key in foreseen_keys:
        assert_same_but_assigned(foreseen.result[key], done.result[key])
    assert done.changed == (stable(before) != stable(simulator.state("any")))
    after = simulator.state("any")
    for check_mode in (True, False):
        again = run(simulator, module, options, check_mode)
        assert (again.code, again.changed, again.plan) == (None, False, None), again.error
        assert writes(simulator) == []
        assert simulator.state("any") == after
    return done


def assert_same_but_assigned(foreseen: Any, shown: Any) -> None:
    """The results are the same, except for what SendGrid assigns or may not report, which check mode cannot know."""
    if not (isinstance(foreseen, dict) and isinstance(shown, dict)):
        assert foreseen == shown
        return
    hidden = {"id", "automatic_scopes", "username"}
    if None in (foreseen.get("completed_integration"), shown.get("completed_integration")):
        hidden.add("completed_integration")
    assert without(hidden, stable(foreseen)) == without(hidden, stable(shown))


def without(hidden: set[str], shown: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in shown.items() if key not in hidden}


@served
@given(data=st.data(), teammates=people(3), settings=switches, others=st.booleans())
def test_a_teammate_converges(
    simulator: Simulator, data: st.DataObject, teammates: list[dict[str, Any]], settings: dict[str, Any], others: bool
) -> None:
    wish = data.draw(wishes("p0@example.com" if others else EMAIL))
    before = seed(simulator, settings, teammates)
    converges(simulator, "sendgrid_sso_teammate", wish, {"teammate"})
    after = simulator.state("any")
    for email, person in before["teammates"].items():
        if email.lower() != wish["email"].lower():
            assert after["teammates"][email] == person


@served
@given(form=forms, settings=switches, first_name=names)
def test_what_was_not_mentioned_stays(
    simulator: Simulator, form: dict[str, Any], settings: dict[str, Any], first_name: str
) -> None:
    before = seed(simulator, settings, [seeded(EMAIL, form, "Before")])["teammates"][EMAIL]
    done = converges(simulator, "sendgrid_sso_teammate", {"email": EMAIL, "first_name": first_name}, set())
    assert done.error is None
    after = simulator.state("any")["teammates"][EMAIL]
    assert stable_access(after) == stable_access(before | {"first_name": first_name})


def stable_access(person: dict[str, Any]) -> dict[str, Any]:
    """A person as stored, in a fixed order, without the baseline: SendGrid adds it, and a write may send it, too."""
    entries = [
        entry | {"scopes": sorted(set(entry["scopes"]) - BASELINE)}
        for entry in sorted(person["subuser_access"], key=lambda entry: entry["id"])
    ]
    return person | {"subuser_access": entries, "scopes": sorted(person["scopes"])}


@served
@given(data=st.data(), teammates=people(3), settings=switches)
def test_order_and_case_never_matter(
    simulator: Simulator, data: st.DataObject, teammates: list[dict[str, Any]], settings: dict[str, Any]
) -> None:
    wish = data.draw(wishes(EMAIL))
    seed(simulator, settings, teammates)
    assume(run(simulator, "sendgrid_sso_teammate", wish).error is None)
    other = wish | {"email": data.draw(st.sampled_from([EMAIL.upper(), EMAIL.title()]))}
    for key in ("scopes", "subuser_access"):
        if key in wish:
            other[key] = data.draw(st.permutations(wish[key]))
    again = run(simulator, "sendgrid_sso_teammate", other)
    assert (again.code, again.changed) == (None, False), again.error
    assert writes(simulator) == []


@served
@given(data=st.data(), teammates=people(4), settings=switches, purge=st.booleans(), workers=st.integers(1, 4))
def test_a_roster_converges(
    simulator: Simulator,
    data: st.DataObject,
    teammates: list[dict[str, Any]],
    settings: dict[str, Any],
    purge: bool,
    workers: int,
) -> None:
    count = data.draw(st.integers(1, 4))
    roster = [data.draw(wishes(f"P{number + 2}@example.com")) for number in range(count)]
    if workers > 1:
        # With pages of one person, a listing notices if it moves while another worker creates somebody, and reports it.
        settings = without({"teammates_page_max"}, settings)
    before = seed(simulator, settings, teammates)["teammates"]
    options = {"teammates": roster, "purge": purge, "concurrency": workers}
    done = converges(simulator, "sendgrid_sso_roster", options, {"summary"})
    after = simulator.state("any")["teammates"]
    listed = {person["email"].lower() for person in roster}
    for email, person in before.items():
        if email.lower() not in listed:
            assert after.get(email) == (None if purge else person)
    assert done.error is not None or listed <= {email.lower() for email in after}


@served
@given(teammates=people(4), settings=switches, workers=st.integers(1, 4))
def test_what_the_info_module_returns_is_accepted_and_changes_nothing(
    simulator: Simulator, teammates: list[dict[str, Any]], settings: dict[str, Any], workers: int
) -> None:
    seed(simulator, settings, teammates)
    info = run(simulator, "sendgrid_sso_teammate_info", {})
    assert info.error is None
    assert writes(simulator) == []
    assume(info.result["roster"])
    options = {"teammates": info.result["roster"], "purge": True, "max_removals": 0, "concurrency": workers}
    done = run(simulator, "sendgrid_sso_roster", options)
    assert (done.code, done.changed, writes(simulator)) == (None, False, []), done.error
    for shown in info.result["teammates"]:
        form = next((entry for entry in info.result["roster"] if entry["email"] == shown["email"]), None)
        if form:
            done = run(simulator, "sendgrid_sso_teammate", form)
            assert (done.code, done.changed) == (None, False), done.error


_urls = st.sampled_from(["", "https://idp.example.com/a", "https://idp.example.com/b"])
_integration_wishes = st.fixed_dictionaries(
    {"name": st.sampled_from(["Okta", "New"])},
    optional={
        "enabled": st.booleans(),
        "signin_url": _urls,
        "signout_url": _urls,
        "entity_id": st.sampled_from(["", "urn:a"]),
        "completed_integration": st.booleans(),
    },
)


@served
@given(wish=_integration_wishes, settings=switches, enabled=st.booleans(), by_id=st.booleans())
@example({"name": "New", "completed_integration": False}, {"report_completed_integration": False}, False, False)
@example({"name": "Okta", "completed_integration": True}, {"report_completed_integration": False}, False, False)
def test_an_integration_converges(
    simulator: Simulator, wish: dict[str, Any], settings: dict[str, Any], enabled: bool, by_id: bool
) -> None:
    rows = [{"id": OKTA, "name": "Okta", "enabled": enabled, **URLS}, {"id": SPARE, "name": "Spare", "enabled": False}]
    before = seed(simulator, settings, [], integrations=rows)["integrations"]
    options = wish | ({"id": OKTA} if by_id else {})
    done = converges(simulator, "sendgrid_sso_integration", options, {"integration"})
    after = {row["id"]: stable(row) for row in simulator.state("any")["integrations"]}
    is_meant = done.error is None and (by_id or wish["name"] == "Okta")
    if not done.changed and not settings.get("report_completed_integration", True):
        # What SendGrid does not report never causes a change on its own.
        wish = without({"completed_integration"}, wish)
    assert after[OKTA] == stable(before[0]) | (wish if is_meant else {})
    assert after[SPARE] == stable(before[1])
    info = run(simulator, "sendgrid_sso_integration_info", {})
    for row in info.result["integrations"]:
        accepted = {key: row[key] for key in ("id", "name", "enabled", "signin_url", "signout_url", "entity_id")}
        again = run(simulator, "sendgrid_sso_integration", accepted)
        assert (again.code, again.changed) == (None, False), again.error


_held = st.lists(st.sampled_from(["current", "other", "expired"]), unique=True)


def _pem(name: str) -> str:
    return certificate(name, -100, -1) if name == "expired" else certificate(name)


@served
@given(
    held=_held,
    wanted=st.sampled_from(["current", "other", "next", "expired"]),
    purge=st.sampled_from(["none", "expired", "others"]),
    absent=st.booleans(),
    settings=switches,
)
def test_certificates_converge(
    simulator: Simulator, held: list[str], wanted: str, purge: str, absent: bool, settings: dict[str, Any]
) -> None:
    rows = [{"id": OKTA, "name": "Okta", "enabled": True, **URLS}]
    certificates = [{"integration_id": OKTA, "public_certificate": _pem(name)} for name in held]
    seed(simulator, settings, [], integrations=rows, certificates=certificates)
    options = {"integration_id": OKTA, "public_certificate": _pem(wanted)}
    options |= {"state": "absent"} if absent else {"purge": purge}
    done = converges(simulator, "sendgrid_sso_certificate", options, {"certificate"})
    left = {row["public_certificate"] for row in simulator.state("any")["certificates"]}
    valid = {_pem(name) for name in ("current", "other", "next")}
    # Nobody who could sign in before is locked out.
    assert left & valid or not {_pem(name) for name in held} & valid
    if done.error is None and not absent:
        assert _pem(wanted) in left
        gone = {_pem(name) for name in held} - left
        assert gone <= {"none": set(), "expired": {_pem("expired")}}.get(purge, gone)


def plans_tell_what_diffs_tell(runs: list[Done]) -> None:
    """The plans are the same if and only if the diffs are; without a change there is neither."""
    changing = [done for done in runs if done.error is None and done.changed]
    for one, other in itertools.combinations(changing, 2):
        assert (one.plan == other.plan) == ((one.before, one.after) == (other.before, other.after))
    assert all(done.plan is None for done in runs if done not in changing)


# Few enough that some are equal.
_accesses = st.sampled_from([{"is_admin": True}, {"persona": "observer"}, {"scopes": ["mail.send"]}]) | forms
_anns = st.tuples(_accesses, st.sampled_from(["Ann", "Anna"])).map(lambda drawn: seeded(EMAIL, *drawn))


@served
@given(states=st.lists(st.none() | _anns, min_size=2, max_size=2), wished=st.lists(_anns, min_size=2, max_size=2))
@pytest.mark.parametrize("as_roster", [False, True])
def test_plans_of_people_differ_where_their_diffs_do(
    simulator: Simulator, states: list[dict[str, Any] | None], wished: list[dict[str, Any]], as_roster: bool
) -> None:
    runs = []
    for state, wish in itertools.product(states, wished):
        seed(simulator, {}, [state] if state else [])
        module = "sendgrid_sso_roster" if as_roster else "sendgrid_sso_teammate"
        runs.append(run(simulator, module, {"teammates": [wish]} if as_roster else wish, check_mode=True))
    plans_tell_what_diffs_tell(runs)


@served
@given(
    states=st.lists(_integration_wishes, min_size=2, max_size=2),
    wished=st.lists(_integration_wishes, min_size=2, max_size=2),
)
def test_plans_of_integrations_differ_where_their_diffs_do(
    simulator: Simulator, states: list[dict[str, Any]], wished: list[dict[str, Any]]
) -> None:
    runs = []
    for state, wish in itertools.product(states, wished):
        seed(simulator, {}, [], integrations=[state | {"id": OKTA, "name": "Okta"}])
        options = wish | {"id": OKTA, "allow_lockout": True, "warn_without_certificate": False}
        runs.append(run(simulator, "sendgrid_sso_integration", options, check_mode=True))
    plans_tell_what_diffs_tell(runs)


@served
@given(
    states=st.lists(_held, min_size=2, max_size=2),
    wanted=st.sampled_from(["current", "other"]),
    wished=st.lists(
        st.sampled_from([{"state": "absent"}, {"purge": "none"}, {"purge": "expired"}, {"purge": "others"}]),
        min_size=2,
        max_size=2,
    ),
)
def test_plans_of_certificates_differ_where_their_diffs_do(
    simulator: Simulator, states: list[list[str]], wanted: str, wished: list[dict[str, str]]
) -> None:
    runs = []
    for held, wish in itertools.product(states, wished):
        certificates = [{"integration_id": OKTA, "public_certificate": _pem(name)} for name in held]
        integrations = [{"id": OKTA, "name": "Okta", "enabled": True, **URLS}]
        seed(simulator, {}, [], integrations=integrations, certificates=certificates)
        options = {"integration_id": OKTA, "public_certificate": _pem(wanted), "allow_lockout": True}
        runs.append(run(simulator, "sendgrid_sso_certificate", options | wish, check_mode=True))
    plans_tell_what_diffs_tell(runs)


_SCENARIOS_BY_MODULE = {
    module: [scenario for scenario in SCENARIOS.values() if scenario.module == module and not scenario.check_mode]
    for module in MODULES
}


@served
@given(
    data=st.data(),
    body=json_values.map(json.dumps) | st.text() | st.binary(max_size=60).map(lambda raw: raw.decode("latin-1")),
)
@pytest.mark.parametrize("module", MODULES)
@example(data=None, body="null")
@example(data=None, body="[" * 100_000)
@example(data=None, body='{"id": 1e400}')
@example(data=None, body="\ufeff[]")
def test_any_answer_gives_a_result_or_a_clean_failure(
    simulator: Simulator, module: str, data: st.DataObject | None, body: str
) -> None:
    """Whatever the n-th response is, there is no traceback, and nobody is removed who should stay."""
    scenarios = _SCENARIOS_BY_MODULE[module]
    scenario = data.draw(st.sampled_from(scenarios)) if data else scenarios[0]
    position, status = (
        (data.draw(st.integers(0, 6)), data.draw(st.sampled_from([None, 200, 400, 404, 500]))) if data else (0, 200)
    )
    simulator.reset()
    simulator.account("any", **scenario.seed())
    simulator.fault(kind="body", body=body, status=status, after=position, times=1)
    done = run(simulator, module, dict(scenario.options))
    assert done.code in CODES
    json.dumps(done.result)
    leaving = {"zoe@example.com", "ann@example.com", "pat@example.com", *scenario.options.get("emails", ())}
    kept = {person["email"] for person in account()["teammates"] if person["email"].lower() not in leaving}
    assert kept <= simulator.state("any")["teammates"].keys() or scenario.edits


_leavers = st.lists(st.sampled_from(["ann@example.com", "Bob@example.com", "eve@example.com"]), min_size=1, unique=True)


@st.composite
def _staff(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Some of the people who may be removed, each with some access, and with SSO or a password."""
    addresses = draw(st.lists(st.sampled_from(["ann@example.com", "bob@example.com"]), unique=True))
    return [seeded(email, draw(_accesses)) | {"is_sso": draw(st.booleans())} for email in addresses]


@served
@given(
    states=st.lists(_staff(), min_size=2, max_size=2),
    wished=st.lists(_leavers, min_size=2, max_size=2),
    invited=st.lists(st.booleans(), min_size=2, max_size=2),
)
def test_plans_of_offboardings_differ_where_their_diffs_do(
    simulator: Simulator, states: list[list[dict[str, Any]]], wished: list[list[str]], invited: list[bool]
) -> None:
    runs = []
    for (state, invite), emails in itertools.product(zip(states, invited, strict=True), wished):
        pending = [{"email": "eve@example.com", "scopes": ["mail.send"]}] * invite
        seed(simulator, {}, state, pending=pending)
        options = {"emails": emails, "manage_password_teammate": True, "max_removals": -1}
        runs.append(run(simulator, "sendgrid_sso_offboard", options, check_mode=True))
    plans_tell_what_diffs_tell(runs)
