# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""One teammate is brought to their desired state, in a simulated SendGrid that behaves as the real one was seen to."""

from __future__ import annotations

import pytest
from unit.plugins.module_utils.builders import (
    NAMES,
    PERSON_OPTIONS,
    PERSONA_LESS_LEGACY,
    connection,
    entry,
    fails,
    gate,
    with_journal,
)

from ansible_collections.community.sendgrid.plugins.module_utils._module.sendgrid_sso_teammate import (
    ensure,
    request_from,
)
from ansible_collections.community.sendgrid.plugins.module_utils._teammate.scope_lists import AUTOMATIC, PERSONAS

ANN = {"email": "ann@example.com", **NAMES, "scopes": ["mail.send"]}
PASSWORD = {**ANN, "username": "ann", "is_sso": False}
SUBUSERS = [{"id": 7, "username": "news"}, {"id": 8, "username": "shop"}]
WRITES = ("POST", "PATCH", "DELETE")
TASK = {"state": "present", "manage_password_teammate": False}


def run(account, check_mode=False, **options):
    request = request_from(PERSON_OPTIONS | TASK | options, account.client.connection)
    return with_journal(account.client.apart(), lambda client: ensure(client, request, gate(check_mode)))


def bodies(account, method):
    return [request["body"] for request in account.requests if request["method"] == method]


def writes(account):
    return [call.split()[0] for call in account.calls if call.startswith(WRITES)]


@pytest.mark.parametrize(
    ("seed", "options"),
    [
        pytest.param(None, NAMES | {"scopes": ["alerts.read"]}, id="somebody new with scopes"),
        pytest.param(None, NAMES | {"persona": "observer"}, id="somebody new with a persona"),
        pytest.param(None, NAMES | {"is_admin": True}, id="a new admin"),
        pytest.param(
            None, NAMES | {"subuser_access": [entry(None, "mail.send", username="shop")]}, id="somebody new restricted"
        ),
        pytest.param(ANN, {"first_name": "Anna"}, id="another name"),
        pytest.param(ANN, {"is_admin": True}, id="a promotion"),
        pytest.param(ANN | {"is_admin": True}, {"scopes": ["mail.send"]}, id="a demotion"),
        pytest.param(ANN, {"subuser_access": [entry(7), entry(8, "stats.read")]}, id="a restriction"),
        pytest.param(
            ANN | {"scopes": [], "subuser_access": [{"id": 7}]}, {"persona": "marketer"}, id="a restriction lifted"
        ),
        pytest.param(
            ANN | {"scopes": [], "subuser_access": [{"id": 7}, {"id": 8}]},
            {"subuser_access": [entry(8)]},
            id="a subuser revoked",
        ),
        pytest.param(ANN | {"scopes": ["mail.send", "stats.read"]}, {"scopes": ["mail.send"]}, id="a scope revoked"),
        pytest.param(ANN, {"email": "ANN@example.com", "last_name": "Leeson"}, id="an address in other letters"),
        pytest.param(ANN, {"state": "absent"}, id="a removal"),
    ],
)
def test_check_mode_tells_what_the_run_does_and_a_second_run_does_nothing(world, seed, options):
    account = world(subusers=SUBUSERS, teammates=[seed] if seed else [])
    foreseen = run(account, check_mode=True, **options)
    assert writes(account) == []
    done = run(account, **options)
    assert len(writes(account)) == 1
    assert foreseen.changed
    assert done.changed
    assert (foreseen.before, foreseen.after) == (done.before, done.after)
    assert done.before != done.after
    shown = foreseen.result["teammate"], done.result["teammate"]
    assert shown == (None, None) or shown[0] | {"automatic_scopes": shown[1]["automatic_scopes"]} == shown[1]
    again = run(account, **options)
    assert not again.changed
    assert again.before == again.after
    assert again.result == done.result
    assert len(writes(account)) == 1


@pytest.mark.parametrize(
    ("seed", "reads"),
    [
        pytest.param({"is_admin": True}, 1, id="an admin"),
        pytest.param({"scopes": ["mail.send"]}, 1, id="somebody with a root scope of their own"),
        pytest.param({"scopes": ["stats.read"]}, 2, id="somebody with a root scope that anybody may have"),
        pytest.param({"scopes": [], "subuser_access": [{"id": 7}]}, 2, id="somebody restricted"),
    ],
)
def test_a_run_that_needs_nothing_reads_as_little_as_proves_it(world, seed, reads):
    account = world(subusers=SUBUSERS, teammates=[ANN | {"scopes": []} | seed])
    assert not run(account, **NAMES).changed
    assert len(account.requests) == reads
    assert writes(account) == []


@pytest.mark.parametrize(
    "options",
    [
        pytest.param({"manage_password_teammate": True, "is_admin": True}, id="replacing password teammates"),
        pytest.param({"subuser_access": [entry(7)]}, id="subusers"),
    ],
)
def test_what_belongs_to_the_parent_account_is_refused_inside_a_subuser(options):
    inside = connection(on_behalf_of="news")
    with fails("invalid", "parent account", field="on_behalf_of"):
        request_from(PERSON_OPTIONS | TASK | options, inside)
    assert request_from(PERSON_OPTIONS | TASK | {"scopes": ["mail.send"]}, inside).present


# Creating


@pytest.mark.parametrize("kind", ["drop_before", "drop_after"])
def test_a_creation_that_was_lost_makes_one_person(world, kind):
    account = world()
    account.fault("POST", kind=kind)
    assert run(account, **NAMES, scopes=["mail.send"]).changed
    assert account.state["teammates"].keys() == {"ann@example.com"}
    assert writes(account) == (["POST"] if kind == "drop_after" else ["POST", "POST"])


def test_somebody_else_who_was_quicker_is_brought_to_what_is_wanted(world):
    account = world(teammates=[ANN | {"scopes": ["stats.read"]}])
    account.fault("GET", "/v3/teammates/ann@example.com", status=404)
    account.fault("GET", "/v3/teammates", kind="body", body={"result": []})
    assert run(account, **NAMES, scopes=["mail.send"]).result["teammate"]["scopes"] == ["mail.send"]
    assert writes(account) == ["POST", "PATCH"]


def test_somebody_with_a_password_who_was_quicker_is_left_alone(world):
    account = world(teammates=[ANN | {"is_sso": False}])
    account.fault("GET", "/v3/teammates/ann@example.com", status=404)
    account.fault("GET", "/v3/teammates", kind="body", body={"result": []})
    with fails("refused", "ann@example.com", "password"):
        run(account, **NAMES, scopes=["mail.send"])


def test_an_address_that_belongs_to_another_account_is_a_conflict(world):
    account = world()
    account.fault("POST", status=400, body={"errors": [{"message": "username exists"}]})
    with fails("conflict", "ann@example.com", "another SendGrid account", status=400, changed=False):
        run(account, **NAMES, scopes=["mail.send"])


def test_another_400_is_no_conflict(world):
    account = world()
    account.fault("POST", status=400, body={"errors": [{"message": "first_name is too long"}]})
    with fails("invalid", "first_name is too long"):
        run(account, **NAMES, scopes=["mail.send"])


def test_an_address_that_sendgrid_spells_otherwise(world):
    account = world(settings={"lower_case_emails": True})
    done = run(account, email="Ann@Example.com", **NAMES, scopes=["mail.send"])
    assert done.result["teammate"]["email"] == "ann@example.com"
    assert not run(account, email="Ann@Example.com", **NAMES, scopes=["mail.send"]).changed


def test_somebody_who_left_before_the_update_is_created_anew(world):
    account = world(teammates=[ANN])
    account.fault("PATCH", status=404)
    account.control.remove_teammate(account.account, "ann@example.com")
    row = {"username": "ann@example.com", "email": "ann@example.com", "is_admin": True, "is_sso": True, **NAMES}
    account.fault("GET", "/v3/teammates/ann@example.com", kind="body", status=200, body=row)
    assert run(account, **NAMES, scopes=["alerts.read"]).changed
    assert writes(account) == ["PATCH", "POST"]


# Verification


def test_access_that_sendgrid_dropped_is_not_applied(world):
    account = world(subusers=SUBUSERS)
    with fails("not_applied", "restricted", "billing.read", changed=True) as caught:
        run(account, **NAMES, subuser_access=[entry(7, "mail.send", "billing.read")])
    assert caught.value.result["teammate"]["has_restricted_subuser_access"] is False
    assert writes(account) == ["POST"]


@pytest.mark.parametrize(
    ("settings", "options", "words"),
    [
        pytest.param(
            {"dropped_root_scopes": ["alerts.read"]},
            {"scopes": ["alerts.read", "mail.send"]},
            ["alerts.read"],
            id="root",
        ),
        pytest.param(
            {"dropped_entry_scopes": ["alerts.read"]},
            {"subuser_access": [entry(7, "mail.send", "alerts.read")]},
            ["news", "alerts.read"],
            id="an entry",
        ),
    ],
)
def test_scopes_that_sendgrid_dropped_are_named(world, settings, options, words):
    account = world(subusers=SUBUSERS, settings=settings)
    with fails("not_applied", *words, changed=True) as made:
        run(account, **NAMES, **options)
    with fails("not_applied", *words, changed=False) as again:
        run(account, **NAMES, **options)
    assert made.value.result == again.value.result
    assert made.value.result["teammate"]["email"] == "ann@example.com"
    assert made.value.held == again.value.held
    assert writes(account) == ["POST", "PATCH"]


def test_an_update_of_which_a_part_was_dropped_has_changed_something(world):
    account = world(teammates=[ANN], settings={"dropped_root_scopes": ["alerts.read"]})
    with fails("not_applied", "alerts.read", changed=True) as caught:
        run(account, scopes=["alerts.read", "mail.send"], first_name="Anna")
    shown = caught.value.result["teammate"]
    assert (shown["first_name"], shown["scopes"]) == ("Anna", ["mail.send"])
    assert (caught.value.held["first_name"], caught.value.held["scopes"]) == ("Anna", ["mail.send"])


def test_an_update_that_did_nothing_is_not_applied(world):
    account = world(teammates=[ANN])
    account.fault("PATCH", status=200, body={"first_name": "Anna"})
    with fails("not_applied", "'Ann'", "'Anna'", changed=False):
        run(account, first_name="Anna")


def test_a_name_alone_that_changed_access_too_is_not_applied(world):
    account = world(teammates=[ANN])
    row = {"username": "ann@example.com", "email": "ann@example.com", "is_admin": True, "is_sso": True}
    account.fault("GET", kind="body", body=row | {"first_name": "Anna", "last_name": "Lee"}, after=3)
    with fails("not_applied", "nothing was asked about it", changed=True):
        run(account, first_name="Anna")


def test_a_proof_that_cannot_be_judged_shows_what_is_there(world):
    account = world(settings={"persona_missing": ["alerts.read"]})
    account.fault("GET", "/v3/scopes", status=403)
    with fails("forbidden", changed=True, path="/v3/scopes") as caught:
        run(account, **NAMES, persona="observer")
    assert caught.value.result["teammate"]["email"] == "ann@example.com"


def test_a_person_who_is_not_there_after_the_creation_is_not_applied(world):
    account = world()
    account.fault("POST", status=201, body={"email": "ann@example.com"})
    with fails("not_applied", "ann@example.com", changed=True):
        run(account, **NAMES, is_admin=True)


def test_a_proof_that_fails_says_that_something_changed(world):
    account = world(teammates=[ANN])
    account.fault("GET", status=403, after=3)
    with fails("forbidden", changed=True):
        run(account, first_name="Anna")


def test_entry_scopes_that_sendgrid_refuses_by_500_are_named_and_sent_once(world):
    account = world(subusers=SUBUSERS, teammates=[ANN])
    with fails("invalid", "billing.read", status=500, field="subuser_access", changed=False) as caught:
        run(account, subuser_access=[entry(7, "mail.send", "billing.read")])
    assert "mail.send" not in caught.value.msg
    assert writes(account) == ["PATCH"]


def test_root_scopes_that_sendgrid_refuses_are_named(world):
    account = world(teammates=[ANN])
    with fails("invalid", "user.password.update", field="scopes") as caught:
        run(account, scopes=["mail.send", "user.password.update"])
    assert "mail.send" not in caught.value.msg


@pytest.mark.parametrize("option", ["scopes", "subuser_access"])
def test_where_no_candidate_is_known_all_are_named(world, option):
    account = world(subusers=SUBUSERS, teammates=[ANN])
    message = {"scopes": "invalid or unassignable scopes were given", "subuser_access": "invalid scopes provided"}
    account.fault("PATCH", status=400, body={"errors": [{"message": message[option]}]})
    asked = ["alerts.read", "stats.read"]
    with fails("invalid", *asked):
        run(account, **{option: asked if option == "scopes" else [entry(7, *asked)]})


def test_scopes_that_nothing_was_asked_about_are_named_if_they_cannot_be_sent_again(world):
    account = world(teammates=[ANN | {"scopes": ["mail.send", "user.password.read"]}])
    with fails("invalid", "user.password.read", field="scopes", changed=False) as caught:
        run(account, last_name="Leeson")
    assert "mail.send" not in caught.value.msg


def test_where_a_persona_is_refused_for_its_scopes_it_is_to_blame(world):
    account = world(teammates=[ANN])
    account.fault("PATCH", status=400, body={"errors": [{"message": "invalid or unassignable scopes were given"}]})
    with fails("invalid", "what the persona grants"):
        run(account, persona="observer")


# Personas


def test_a_persona_without_legacy_scopes_holds(world):
    account = world(settings={"persona_missing": ["*.new_relic.*", "*.sendwithus.*"]})
    done = run(account, **NAMES, persona="observer")
    assert done.result["teammate"]["persona"] == "observer"
    assert done.warnings == []
    assert not run(account, **NAMES, persona="observer").changed


def test_a_persona_without_what_the_plan_lacks_holds(world):
    lacking = ["billing.read"]
    own = [*sorted(PERSONAS["observer"] - {"billing.read"}), "teammates.read", "sso.teammates.create"]
    account = world(
        keys=[{"key": "SG.plan", "scopes": own}],
        options={"api_key": "SG.plan"},
        settings={"persona_missing": lacking},
    )
    done = run(account, **NAMES, persona="observer")
    assert (done.result["teammate"]["persona"], done.warnings) == ("observer", [])
    assert not run(account, **NAMES, persona="observer").changed


@pytest.mark.parametrize(
    ("settings", "scope"),
    [
        pytest.param({"persona_extra": ["mail.send"]}, "mail.send", id="more than known"),
        pytest.param({"persona_missing": ["alerts.read"]}, "alerts.read", id="less than known"),
    ],
)
def test_a_persona_that_grants_something_else_warns_and_can_be_ignored(world, settings, scope):
    account = world(settings=settings)
    (warning,) = run(account, **NAMES, persona="observer").warnings
    assert scope in warning
    assert "ignore_scopes" in warning
    again = run(account, persona="observer", ignore_scopes=[scope])
    assert (again.changed, list(again.warnings)) == (False, [])


def test_a_persona_that_leaves_an_admin_is_not_applied(world):
    account = world(teammates=[ANN | {"is_admin": True}])
    account.fault("PATCH", status=200, body={})
    with fails("not_applied", "admin"):
        run(account, persona="observer")


# Password teammates


def working_sso(account):
    """Give the account an enabled integration with a valid certificate."""
    account.fault("GET", "/v3/sso/integrations", kind="body", times=None, body=[INTEGRATION])
    account.fault(
        "GET", "/v3/sso/integrations/okta/certificates", kind="body", status=200, times=None, body=[CERTIFICATE]
    )


RECREATE = {
    "email": "ann@example.com",
    **NAMES,
    "is_admin": False,
    "has_restricted_subuser_access": False,
    "scopes": ["mail.send"],
}
INTEGRATION = {"id": "okta", "name": "Okta", "enabled": True}
CERTIFICATE = {"id": 1, "not_before": 1, "not_after": 10**10}


@pytest.mark.parametrize("state", ["present", "absent"])
def test_a_password_teammate_is_left_alone(world, state):
    account = world(teammates=[PASSWORD])
    with fails("refused", "manage_password_teammate"):
        run(account, state=state, is_admin=True)
    assert writes(account) == []


def test_a_password_teammate_is_removed_if_that_is_allowed(world):
    account = world(teammates=[PASSWORD])
    assert run(account, state="absent", manage_password_teammate=True).changed
    assert account.state["teammates"] == {}


def test_a_password_teammate_is_replaced_with_what_they_had(world):
    account = world(teammates=[PASSWORD])
    working_sso(account)
    foreseen = run(account, check_mode=True, manage_password_teammate=True)
    assert writes(account) == []
    done = run(account, manage_password_teammate=True)
    assert writes(account) == ["DELETE", "POST"]
    assert (foreseen.before, foreseen.after) == (done.before, done.after)
    assert (done.before["is_sso"], done.after["is_sso"]) == (False, True)
    shown = done.result["teammate"]
    assert (shown["username"], shown["is_sso"], shown["scopes"]) == ("ann@example.com", True, ["mail.send"])
    assert not run(account, manage_password_teammate=True).changed


@pytest.mark.parametrize(
    ("seed", "options", "code"),
    [
        pytest.param({}, {}, "refused", id="SSO does not work"),
        pytest.param({"last_name": ""}, {}, "invalid", id="a name is missing"),
        pytest.param({"scopes": []}, {}, "invalid", id="nothing can be assigned"),
        pytest.param({}, {"subuser_access": [entry(99)]}, "not_found", id="a subuser is unknown"),
    ],
)
def test_nobody_is_deleted_before_all_is_checked(world, seed, options, code):
    account = world(teammates=[PASSWORD | seed])
    if options:
        working_sso(account)
    with fails(code):
        run(account, manage_password_teammate=True, **options)
    assert writes(account) == []


def test_somebody_deleted_who_cannot_be_created_is_told_how_to_be(world):
    account = world(teammates=[PASSWORD])
    working_sso(account)
    account.fault("POST", status=500)
    with fails("unavailable", "ann@example.com was deleted", status=500, changed=True) as caught:
        run(account, manage_password_teammate=True)
    assert caught.value.failure()["recreate"] == RECREATE
    assert "/v3/sso/teammates" in caught.value.hint
    assert account.state["teammates"] == {}


@pytest.mark.parametrize("retries", [0, 2])
@pytest.mark.parametrize(
    "rule", [{"kind": "drop_after"}, {"kind": "drop_before"}, {"status": 503}], ids=["done", "not done", "503"]
)
def test_somebody_who_may_have_been_deleted_can_be_created_anew(world, rule, retries):
    account = world(teammates=[PASSWORD], options={"retries": retries})
    working_sso(account)
    account.fault("DELETE", times=None, **rule)
    with fails("unavailable", "ann@example.com may have been deleted", method="DELETE") as caught:
        run(account, manage_password_teammate=True)
    assert caught.value.failure()["recreate"] == RECREATE
    assert set(writes(account)) == {"DELETE"}


def test_somebody_whose_deletion_was_lost_and_then_refused_can_be_created_anew(world):
    account = world(teammates=[PASSWORD], options={"rate_limit_wait": 0})
    working_sso(account)
    account.fault("DELETE", kind="drop_after")
    account.fault("DELETE", status=429, times=None)
    with fails("rate_limited", "ann@example.com may have been deleted", status=429, recreate=RECREATE):
        run(account, manage_password_teammate=True)
    assert account.state["teammates"] == {}


def test_somebody_whose_deletion_is_refused_is_still_there(world):
    account = world(teammates=[PASSWORD])
    working_sso(account)
    account.fault("DELETE", status=403)
    with fails("forbidden", status=403, changed=False):
        run(account, manage_password_teammate=True)
    assert writes(account) == ["DELETE"]
    assert account.state["teammates"].keys() == {"ann@example.com"}


def test_somebody_replaced_with_less_than_was_asked_has_been_changed(world):
    account = world(teammates=[PASSWORD], settings={"dropped_root_scopes": ["alerts.read"]})
    working_sso(account)
    with fails("not_applied", "alerts.read", changed=True):
        run(account, manage_password_teammate=True, scopes=["alerts.read", "mail.send"])


def test_a_password_teammate_with_a_part_of_a_persona_gets_no_more_than_that(world):
    had = sorted(PERSONA_LESS_LEGACY - AUTOMATIC - {"user.profile.read", "user.profile.update"})
    account = world(teammates=[PASSWORD | {"scopes": had}])
    working_sso(account)
    run(account, manage_password_teammate=True)
    (body,) = bodies(account, "POST")
    assert (body.get("persona"), body["scopes"]) == (None, had)


def test_a_password_teammate_is_replaced_without_asking_for_the_keys_scopes(world):
    account = world(teammates=[PASSWORD | {"scopes": sorted(PERSONA_LESS_LEGACY - AUTOMATIC - {"alerts.read"})}])
    working_sso(account)
    run(account, check_mode=True, manage_password_teammate=True, persona="observer")
    assert "GET /v3/scopes" not in account.calls


# Absent


def test_nobody_is_absent(world):
    account = world()
    gone = run(account, state="absent")
    assert (gone.changed, gone.result, gone.before, gone.after) == (False, {"teammate": None}, {}, {})
    assert writes(account) == []


def test_all_invitations_to_the_address_go_with_the_person(world):
    account = world(teammates=[ANN])
    invited = {"ann@example.com": "a", "Ann@Example.com": "b", "bob@example.com": "c"}
    rows = [{"email": email, "token": token} for email, token in invited.items()]
    account.fault("GET", "/v3/teammates/pending", kind="body", body={"result": rows})
    assert run(account, state="absent").changed
    assert [call for call in account.calls if call.startswith("DELETE")] == [
        "DELETE /v3/teammates/ann@example.com",
        "DELETE /v3/teammates/pending/a",
        "DELETE /v3/teammates/pending/b",
    ]
    assert not run(account, state="absent").changed


def test_somebody_elses_invitation_without_a_token_is_nobodys_concern(world):
    account = world(teammates=[ANN])
    rows = [{"email": "bob@example.com"}, {"email": "ann@example.com", "token": "a"}]
    account.fault("GET", "/v3/teammates/pending", kind="body", body={"result": rows})
    assert run(account, state="absent").changed
    assert writes(account) == ["DELETE", "DELETE"]


def test_their_own_invitation_without_a_token_fails_before_anything_is_removed(world):
    account = world(teammates=[ANN])
    account.fault("GET", "/v3/teammates/pending", kind="body", body={"result": [{"email": "ann@example.com"}]})
    with fails("unexpected_response", "token", changed=False):
        run(account, state="absent")
    assert writes(account) == []


@pytest.mark.parametrize("username", ["..", ".", "\ud800"], ids=["upwards", "the same place", "half a letter"])
def test_a_username_that_leads_elsewhere_is_never_sent(world, username):
    account = world()
    row = {"username": username, "email": "ann@example.com", "is_admin": False, "is_sso": True}
    account.fault("GET", "/v3/teammates", kind="body", body={"result": [row]}, times=None)
    with fails("unexpected_response"):
        run(account, state="absent")
    assert set(account.calls) == {"GET /v3/teammates"}


TWINS = [ANN, ANN | {"email": "Ann@Example.com", "is_admin": True, "scopes": []}]


@pytest.mark.parametrize("check_mode", [True, False])
def test_absent_removes_all_twins_of_an_address(world, check_mode):
    account = world(teammates=TWINS, pending=[{"email": "ANN@example.com"}])
    done = run(account, check_mode, state="absent")
    assert (done.changed, done.result, done.after) == (True, {"teammate": None}, {})
    assert (
        done.before["email"],
        [twin["email"] for twin in done.before["twins"]],
        done.before["pending_invitations"],
    ) == (
        "ann@example.com",
        ["Ann@Example.com"],
        1,
    )
    assert len(account.state["teammates"]) == (2 if check_mode else 0)
    assert writes(account) == ([] if check_mode else ["DELETE"] * 3)


@pytest.mark.parametrize(
    ("twin", "options"),
    [
        pytest.param({"is_sso": False, "username": "ann"}, {}, id="a password teammate"),
        pytest.param({"user_type": "owner"}, {"manage_password_teammate": True}, id="the owner"),
    ],
)
def test_a_twin_that_may_not_go_keeps_all(world, twin, options):
    account = world(teammates=[ANN, ANN | {"email": "Ann@Example.com"} | twin])
    with fails("refused"):
        run(account, state="absent", **options)
    assert writes(account) == []


@pytest.mark.parametrize("email", ["ann@example.com", "Ann@Example.com", "ANN@EXAMPLE.COM"])
@pytest.mark.parametrize("check_mode", [True, False])
def test_twins_are_never_written_to(world, email, check_mode):
    account = world(teammates=TWINS)
    with fails("conflict", "Ann@Example.com and ann@example.com are one address", field="email"):
        run(account, check_mode, email=email, persona="observer")
    assert writes(account) == []


def test_a_removal_asks_by_address_for_whom_the_listing_misses(world):
    account = world(teammates=[ANN])
    account.fault("GET", "/v3/teammates", kind="body", status=200, body={"result": []})
    assert run(account, state="absent").changed
    assert account.state["teammates"] == {}


def test_an_invitation_alone_is_withdrawn(world):
    account = world(pending=[{"email": "ann@example.com"}])
    assert run(account, check_mode=True, state="absent").changed
    assert run(account, state="absent").changed
    assert account.state["pending"] == []


def test_a_removal_that_fails_half_way_says_that_something_changed(world):
    account = world(teammates=[ANN], pending=[{"email": "ann@example.com", "token": "t0ken"}])
    account.fault("DELETE", "/v3/teammates/pending/*", status=403)
    with fails("forbidden", changed=True) as caught:
        run(account, state="absent")
    assert "t0ken" not in caught.value.msg + str(caught.value.failure())


def test_the_owner_is_never_removed(world):
    account = world(owner={"email": "ann@example.com", "is_sso": True})
    with fails("refused", "own"):
        run(account, state="absent")
    assert writes(account) == []


@pytest.mark.parametrize("status", [404, 403, 500])
def test_subusers_that_cannot_be_read_are_no_proof_of_absence(world, status):
    account = world(teammates=[ANN | {"scopes": ["stats.read"]}])
    account.fault("GET", "*/subuser_access", status=status, times=None)
    with fails({404: "unexpected_response", 403: "forbidden", 500: "unavailable"}[status]):
        run(account, state="absent")
    assert "ann@example.com" in account.state["teammates"]


@pytest.mark.parametrize(
    ("seed", "options"),
    [
        pytest.param(ANN, {"scopes": ["mail.send", "user.profile.read"]}, id="at root"),
        pytest.param(
            ANN
            | {"scopes": [], "subuser_access": [{"id": 7, "permission_type": "restricted", "scopes": ["mail.send"]}]},
            {"subuser_access": [entry(7, "mail.send", "stats.read")]},
            id="in an entry",
        ),
    ],
)
def test_what_sendgrid_adds_by_itself_is_a_change_where_it_was_asked_for_and_missing(world, seed, options):
    account = world(subusers=SUBUSERS, teammates=[seed], settings={"entry_baseline": []})
    assert run(account, check_mode=True, **options).changed
    assert run(account, **options).changed
    assert not run(account, **options).changed
    assert writes(account) == ["PATCH"]


def test_a_name_alone_leaves_a_persona_as_it_is(world):
    account = world(teammates=[ANN | {"scopes": sorted(PERSONA_LESS_LEGACY - AUTOMATIC)}])
    assert run(account, first_name="Anna").result["teammate"]["persona"] == "observer"
    (body,) = bodies(account, "PATCH")
    assert body["is_admin"] is False
    assert body["has_restricted_subuser_access"] is False
