# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""One integration is brought to its desired state, in a simulated SendGrid."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives import serialization
from unit.plugins.module_utils.builders import fails, gate, with_journal

from ansible_collections.community.sendgrid.plugins.module_utils._integration.model import wanted_from
from ansible_collections.community.sendgrid.plugins.module_utils._module.sendgrid_sso_integration import ensure
from functional.shared.make_certificates import certificate

TASK = {
    "state": "present",
    "id": None,
    "name": None,
    "enabled": None,
    "signin_url": None,
    "signout_url": None,
    "entity_id": None,
    "completed_integration": None,
    "allow_lockout": False,
    "warn_without_certificate": True,
}
OKTA = {"id": "okta", "name": "Okta"}
WARNING = (
    "The integration 'Okta' is enabled without a certificate that is valid now, so nobody can sign in through it: "
    "add one with sendgrid_sso_certificate."
)
READY = {"enabled": True, "signin_url": "https://idp.test", "entity_id": "urn:idp"}
ASSIGNED = {"id", "last_updated", "single_signon_url", "audience_url", "completed_integration"}
WRITES = ("POST", "PATCH", "DELETE")


def run(account, check_mode=False, **options):
    wanted = wanted_from(TASK | options)
    return with_journal(account.client.apart(), lambda client: ensure(client, wanted, gate(check_mode)))


def stored(account):
    return {one["id"]: one for one in account.state["integrations"]}


def writes(account):
    return [call.split()[0] for call in account.calls if call.startswith(WRITES)]


@pytest.mark.parametrize(
    ("seed", "options"),
    [
        pytest.param([], {"name": "Okta"}, id="a new one that is not ready yet"),
        pytest.param([], {"name": "Okta", **READY, "signout_url": "https://idp.test/out"}, id="a new one that is"),
        pytest.param([OKTA], {"id": "okta", "name": "Entra"}, id="a new name"),
        pytest.param([OKTA], {"name": "Okta", "signin_url": "https://idp.test/new"}, id="another sign-in URL"),
        pytest.param([OKTA], {"name": "Okta", "completed_integration": True}, id="completed"),
        pytest.param([OKTA | {"enabled": False}], {"name": "Okta", "enabled": True}, id="turned on"),
        pytest.param([OKTA], {"name": "Okta", "enabled": False}, id="turned off where nobody needs it"),
        pytest.param([OKTA], {"name": "Okta", "state": "absent"}, id="removed by name"),
        pytest.param([OKTA], {"id": "okta", "state": "absent"}, id="removed by id"),
    ],
)
def test_check_mode_tells_what_the_run_does_and_a_second_run_does_nothing(world, seed, options):
    account = world(integrations=seed)
    foreseen = run(account, check_mode=True, **options)
    assert writes(account) == []
    done = run(account, **options)
    assert len(writes(account)) == 1
    assert foreseen.changed
    assert done.changed
    assert (foreseen.before, foreseen.after) == (done.before, done.after)
    assert done.before != done.after
    shown = foreseen.result["integration"], done.result["integration"]
    if options.get("state") == "absent":
        assert shown == (None, None)
    else:
        assert {key for key in shown[0] if shown[0][key] != shown[1][key]} <= ASSIGNED
        assert all(shown[0][key] in (None, shown[1][key]) for key in ASSIGNED)
    again = run(account, **options)
    assert not again.changed
    assert again.before == again.after
    assert again.result == done.result
    assert len(writes(account)) == 1


@pytest.mark.parametrize("options", [{"name": "Okta"}, {"id": "okta"}, {"id": "okta", "name": "Okta"}], ids=str)
def test_a_run_that_needs_nothing_reads_once(world, options):
    account = world(integrations=[OKTA])
    assert not run(account, **options).changed
    assert len(account.requests) == 1


def test_a_rename_sends_the_whole_object(world):
    account = world(integrations=[OKTA])
    before = stored(account)["okta"]
    run(account, id="okta", name="Entra")
    (body,) = [request["body"] for request in account.requests if request["method"] == "PATCH"]
    assert body == {
        "name": "Entra",
        "enabled": True,
        "signin_url": before["signin_url"],
        "signout_url": before["signout_url"],
        "entity_id": before["entity_id"],
        "completed_integration": False,
    }


@pytest.mark.parametrize(
    ("options", "code", "words"),
    [
        pytest.param({"id": "other"}, "not_found", ["other"], id="an id that is not there"),
        pytest.param({"id": "okta", "name": "Entra"}, "conflict", ["Entra", "entra"], id="a name in use"),
        pytest.param({"name": "Twin"}, "conflict", ["a, b"], id="a name that two have"),
        pytest.param({"name": "Twin", "state": "absent"}, "conflict", ["a, b"], id="removing one of two"),
        pytest.param({"name": "New", "enabled": True}, "invalid", ["signin_url"], id="enabled too early"),
    ],
)
def test_what_cannot_be_done_writes_nothing(world, options, code, words):
    account = world(
        integrations=[OKTA, {"id": "entra", "name": "Entra"}, {"id": "a", "name": "Twin"}, {"id": "b", "name": "Twin"}]
    )
    with fails(code, *words):
        run(account, **options)
    assert writes(account) == []


def test_one_of_two_is_found_by_its_id(world):
    account = world(integrations=[{"id": "a", "name": "Twin"}, {"id": "b", "name": "Twin"}])
    assert run(account, id="b", state="absent").changed
    assert stored(account).keys() == {"a"}


@pytest.mark.parametrize("options", [{"enabled": False}, {"state": "absent"}], ids=str)
@pytest.mark.parametrize("check_mode", [True, False], ids=["in check mode", "for real"])
def test_the_last_one_stays_while_people_need_it_unless_that_is_allowed(world, options, check_mode):
    account = world(integrations=[OKTA], teammates=[{"email": "ann@example.com"}])
    with fails("refused"):
        run(account, check_mode, name="Okta", **options)
    assert writes(account) == []
    assert run(account, check_mode, name="Okta", allow_lockout=True, **options).changed


def test_what_is_not_there_is_absent(world):
    account = world(integrations=[OKTA])
    for options in ({"name": "Entra"}, {"id": "entra"}):
        gone = run(account, state="absent", **options)
        assert (gone.changed, gone.result, gone.before, gone.after) == (False, {"integration": None}, {}, {})
    assert writes(account) == []


def test_a_failed_read_does_not_mean_absent(world):
    account = world(integrations=[OKTA])
    account.fault("GET", status=403)
    with fails("forbidden"):
        run(account, name="Okta", state="absent")
    account.fault("GET", status=403)
    with fails("forbidden"):
        run(account, name="New")
    assert writes(account) == []


@pytest.mark.parametrize("kind", ["drop_before", "drop_after"])
def test_a_creation_that_was_lost_makes_one(world, kind):
    account = world()
    account.fault("POST", kind=kind)
    assert run(account, name="Okta").changed
    assert len(account.state["integrations"]) == 1
    assert writes(account) == (["POST"] if kind == "drop_after" else ["POST", "POST"])


def test_one_that_somebody_else_made_meanwhile_is_brought_to_what_is_wanted(world):
    account = world(integrations=[OKTA])
    account.fault("GET", kind="body", body=[])
    account.fault("POST", kind="drop_before")
    assert run(account, name="Okta", **READY).result["integration"]["signin_url"] == "https://idp.test"
    assert writes(account) == ["POST", "PATCH"]
    assert len(account.state["integrations"]) == 1


@pytest.mark.parametrize("body", ["no JSON", [], {}, {"id": 7}, {"id": ""}], ids=repr)
def test_a_creation_whose_answer_has_no_id_is_found_in_the_listing(world, body):
    account = world()
    account.fault("POST", kind="body", body=body)
    done = run(account, name="Okta").result["integration"]
    assert done["id"] in stored(account)


def test_a_creation_that_did_nothing_is_not_applied(world):
    account = world()
    account.fault("POST", status=200, body={})
    with fails("not_applied", "'Okta'"):
        run(account, name="Okta")
    account.fault("POST", status=200, body={"id": "made-up"})
    with fails("not_applied", "'Okta'", changed=True):
        run(account, name="Okta")


def test_an_update_that_did_nothing_is_not_applied_and_shows_what_is_there(world):
    account = world(integrations=[OKTA])
    account.fault("PATCH", status=200, body={"entity_id": "urn:new"})
    with fails("not_applied", "entity_id", "urn:new", changed=False) as caught:
        run(account, name="Okta", entity_id="urn:new")
    assert caught.value.result["integration"]["entity_id"] == "https://idp.example.com/entity"


def test_an_update_that_did_a_part_is_not_applied_and_has_changed_something(world):
    account = world(integrations=[OKTA])
    half = stored(account)["okta"] | {"entity_id": "urn:new"}
    account.fault("PATCH", status=200, body={})
    account.fault("GET", "/v3/sso/integrations/okta", kind="body", body=half)
    with fails("not_applied", "signin_url", changed=True) as caught:
        run(account, name="Okta", entity_id="urn:new", signin_url="https://idp.test/new")
    assert "entity_id" not in caught.value.msg


def test_a_creation_that_did_a_part_is_not_applied_and_has_changed_something(world):
    account = world()
    made = OKTA | {"enabled": False, "entity_id": "urn:x"}
    account.fault("GET", "/v3/sso/integrations/*", kind="body", status=200, body=made)
    account.fault("POST", status=200, body={"id": "okta"})
    with fails("not_applied", "entity_id", "urn:x", changed=True):
        run(account, name="Okta", entity_id="urn:new")


def test_a_proof_that_fails_says_that_something_changed(world):
    account = world(integrations=[OKTA])
    account.fault("GET", "/v3/sso/integrations/okta", status=403)
    with fails("forbidden", changed=True):
        run(account, name="Okta", entity_id="urn:new")


def test_a_creation_whose_id_cannot_be_found_out_says_that_something_changed(world):
    account = world()
    account.fault("POST", kind="body", body={})
    account.fault("GET", "/v3/sso/integrations", status=403, after=1)
    with fails("forbidden", changed=True):
        run(account, name="Okta")
    assert len(account.state["integrations"]) == 1


def test_a_lost_creation_that_cannot_be_brought_to_what_is_wanted_says_that_something_changed(world):
    account = world(integrations=[OKTA])
    account.fault("GET", kind="body", body=[])
    account.fault("POST", kind="drop_before")
    account.fault("PATCH", status=403)
    with fails("forbidden", changed=True):
        run(account, name="Okta", **READY)


@pytest.mark.parametrize(
    ("options", "lists"),
    [
        pytest.param({"name": "Okta", "enabled": False}, 1, id="turning off, by name"),
        pytest.param({"name": "Okta", "state": "absent"}, 1, id="removing, by name"),
        pytest.param({"id": "okta", "enabled": False}, 1, id="turning off, by id"),
        pytest.param({"id": "okta", "state": "absent"}, 1, id="removing, by id"),
        pytest.param({"id": "okta", "enabled": False, "allow_lockout": True}, 0, id="where a lockout is allowed"),
    ],
)
def test_integrations_are_listed_once_at_most_to_find_out_who_is_locked_out(world, options, lists):
    account = world(integrations=[OKTA])
    run(account, check_mode=True, **options)
    assert account.calls.count("GET /v3/sso/integrations") == lists


def test_where_completion_is_not_reported_it_causes_no_change_alone(world):
    account = world(integrations=[OKTA], settings={"report_completed_integration": False})
    assert not run(account, name="Okta", completed_integration=True).changed
    foreseen = run(account, check_mode=True, name="Okta", completed_integration=True, entity_id="urn:new")
    done = run(account, name="Okta", completed_integration=True, entity_id="urn:new")
    assert foreseen.result["integration"]["completed_integration"] is None
    assert done.result["integration"]["completed_integration"] is None
    assert stored(account)["okta"]["completed_integration"] is True


QUIET = {"warn_without_certificate": False}
OFF = OKTA | {"enabled": False, "entity_id": "urn:x", "signin_url": "https://idp.test"}


@pytest.mark.parametrize("check_mode", [True, False])
@pytest.mark.parametrize(
    ("seed", "certificates", "options", "warned", "reads"),
    [
        pytest.param([], [], {"name": "Okta", **READY}, True, 0, id="created enabled"),
        pytest.param([], [], {"name": "Okta", "enabled": False}, False, 0, id="created, not enabled"),
        pytest.param([OFF], [], {"name": "Okta", "enabled": True}, True, 1, id="no certificate"),
        pytest.param([OFF], ["expired", "future"], {"name": "Okta", "enabled": True}, True, 1, id="none valid now"),
        pytest.param([OFF], ["expired", "current"], {"id": "okta", "enabled": True}, False, 1, id="one valid now"),
        pytest.param([OKTA], [], {"name": "Okta", "entity_id": "urn:y"}, False, 0, id="enabled before"),
        pytest.param([OFF], [], {"name": "Okta", "entity_id": "urn:y"}, False, 0, id="off before and after"),
        pytest.param([OFF], [], {"name": "Okta", "enabled": True, **QUIET}, False, 0, id="not to be warned about"),
    ],
)
def test_turning_on_what_nobody_can_sign_in_through(world, seed, certificates, options, warned, reads, check_mode):
    texts = [certificate(name).public_bytes(serialization.Encoding.PEM).decode() for name in certificates]
    account = world(integrations=seed, certificates=[{"public_certificate": text} for text in texts])
    done = run(account, check_mode, **options)
    assert done.warnings == ([WARNING] if warned else [])
    assert account.calls.count("GET /v3/sso/integrations/okta/certificates") == reads
    assert done.changed


def test_what_cannot_be_read_stops_no_task_and_is_not_claimed(world):
    account = world(integrations=[OFF])
    account.fault("GET", "*/certificates", status=403, times=None)
    done = run(account, name="Okta", enabled=True)
    assert (done.changed, done.warnings) == (True, [])
    assert stored(account)["okta"]["enabled"] is True
