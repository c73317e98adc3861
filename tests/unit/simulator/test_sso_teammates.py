# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Writing SSO teammates: what SendGrid accepts, refuses, and silently leaves out."""

from __future__ import annotations

import pytest

from simulator.scopes import ADMIN, PERSONAS, SUBUSER_BASELINE

ANN = "/v3/sso/teammates/ann@example.com"
AUTOMATIC = {"2fa_exempt", "sender_verification_eligible", "sender_verification_legacy"}
NAMES = {"email": "new@example.com", "first_name": "New", "last_name": "One"}
ENTRY = {"id": 11, "permission_type": "restricted", "scopes": ["stats.read", "mail.send"]}
BAD_ENTRY = {"id": 12, "permission_type": "restricted", "scopes": ["mail.send", "sender_verification_legacy"]}
RESTRICTED = {"has_restricted_subuser_access": True, "subuser_access": [ENTRY]}


def create(call, **access):
    return call("POST", "/v3/sso/teammates", NAMES | access)


def read(call, email="new@example.com"):
    return call("GET", f"/v3/teammates/{email}").json()


def entries(call, email="new@example.com"):
    return call("GET", f"/v3/teammates/{email}/subuser_access").json()


def message(answer):
    return answer.status_code, answer.json()["errors"][0]["message"]


def test_scopes_are_read_back_with_automatic_ones(call):
    made = create(call, scopes=["mail.send", "alerts.read"])
    assert made.status_code == 201
    assert made.json()["username"] == "new@example.com"
    assert "scopes" not in made.json()
    assert set(read(call)["scopes"]) == {"mail.send", "alerts.read"} | AUTOMATIC
    assert entries(call) == {"has_restricted_subuser_access": False, "subuser_access": [], "_metadata": {}}


def test_restricted_entries_are_echoed_sorted_and_read_back_with_the_baseline(call):
    made = create(
        call, has_restricted_subuser_access=True, subuser_access=[{"id": 12, "permission_type": "admin"}, ENTRY]
    )
    restricted, admin = made.json()["subuser_access"]
    assert (made.status_code, restricted["scopes"]) == (201, ["mail.send", "stats.read"])
    assert admin == {
        "id": 12,
        "username": "newsletter",
        "email": "newsletter@example.com",
        "disabled": False,
        "permission_type": "admin",
    }
    shown = entries(call)
    assert shown["has_restricted_subuser_access"] is True
    assert set(shown["subuser_access"][0]["scopes"]) == {"mail.send", *SUBUSER_BASELINE}
    assert set(read(call)["scopes"]) == {"user.profile.read"} | AUTOMATIC


def test_a_bad_entry_scope_drops_the_access_on_creation_and_fails_an_update(call):
    made = create(call, has_restricted_subuser_access=True, subuser_access=[ENTRY, BAD_ENTRY])
    assert made.status_code == 201
    assert "subuser_access" not in made.json()
    assert set(read(call)["scopes"]) == {"user.profile.read"} | AUTOMATIC

    before = call.state["teammates"]["ann@example.com"]
    changed = call(
        "PATCH", ANN, {"has_restricted_subuser_access": True, "subuser_access": [BAD_ENTRY], "last_name": "X"}
    )
    assert message(changed) == (500, "invalid scopes provided")
    assert call.state["teammates"]["ann@example.com"] == before


def test_an_admin_has_everything(call):
    assert create(call, is_admin=True, scopes=[]).status_code == 201
    assert set(read(call)["scopes"]) == set(ADMIN) | AUTOMATIC
    shown = entries(call)
    assert shown["has_restricted_subuser_access"] is False
    assert [(one["id"], one["permission_type"]) for one in shown["subuser_access"]] == [(11, "admin"), (12, "admin")]


@pytest.mark.parametrize("persona", PERSONAS)
def test_a_persona_becomes_its_scopes(call, persona):
    create(call, persona=persona)
    shown = read(call)
    assert "persona" not in shown
    assert set(shown["scopes"]) == (set(PERSONAS[persona]) - {"2fa_required"}) | AUTOMATIC


def test_a_persona_may_grant_less_or_more(call):
    call.control.settings(call.name, persona_missing=["*.new_relic.*"], plan_lacks=["email_testing.*"])
    call.control.settings(call.name, persona_extra=["mail.send"])
    create(call, persona="observer")
    shown = read(call)["scopes"]
    assert not [one for one in shown if "new_relic" in one or one.startswith("email_testing")]
    assert "mail.send" in shown
    assert "email_testing.read" not in call("GET", "/v3/scopes").json()["scopes"]


@pytest.mark.parametrize(
    ("access", "expected"),
    [
        ({}, "scopes cannot be empty"),
        ({"scopes": []}, "scopes cannot be empty"),
        ({"scopes": ["mail.send"], **RESTRICTED}, "cannot specify scopes for a restricted subuser access teammate"),
        ({"scopes": ["user.password.update"]}, "invalid or unassignable scopes were given"),
        ({"scopes": ["2fa_exempt"]}, "invalid or unassignable scopes were given"),
        ({"scopes": ["no.such.scope"]}, "invalid or unassignable scopes were given"),
        ({"subuser_access": [ENTRY]}, "subuser_access requires has_restricted_subuser_access"),
        ({"has_restricted_subuser_access": True}, "subuser_access cannot be empty"),
        ({"has_restricted_subuser_access": True, "subuser_access": [ENTRY | {"id": 99}]}, "invalid subuser id"),
        ({"persona": "emperor"}, "invalid persona"),
        ({"persona": "observer", "scopes": ["mail.send"]}, "cannot specify both persona and scopes"),
        ({"is_admin": True, "scopes": ["mail.send"]}, "cannot specify scopes, persona or subuser access for an admin"),
        ({"email": "ANN@example.com", "scopes": ["mail.send"]}, "username exists"),
        ({"email": "nonsense", "scopes": ["mail.send"]}, "invalid email"),
        ({"first_name": None, "scopes": ["mail.send"]}, "first_name is required"),
        ({"scopes": "mail.send"}, "scopes must be an array"),
        ({"scopes": [["mail.send"]]}, "scopes must be an array of strings"),
    ],
)
def test_a_creation_that_is_refused(call, access, expected):
    before = call.state
    assert message(create(call, **access)) == (400, expected)
    assert call.state == before


def test_a_bad_root_scope_blames_the_field(call):
    assert create(call, scopes=["teammate.read"]).json()["errors"][0]["field"] == "scopes"


def test_an_update_moves_between_the_forms_and_keeps_what_is_left_out(call):
    steps = [
        ({"is_admin": True}, {"is_admin": True, "scopes": []}),
        ({"scopes": ["stats.read"]}, {"is_admin": True, "scopes": []}),
        ({"is_admin": False, "scopes": ["stats.read"]}, {"is_admin": False, "scopes": ["stats.read"]}),
        ({"first_name": "Anna"}, {"first_name": "Anna", "last_name": "Lee", "scopes": ["stats.read"]}),
        (RESTRICTED, {"has_restricted_subuser_access": True, "scopes": []}),
        ({"has_restricted_subuser_access": False, "persona": "observer"}, {"subuser_access": []}),
        ({"scopes": ["mail.send"]}, {"scopes": ["mail.send"]}),
    ]
    for body, expected in steps:
        assert call("PATCH", ANN, body).status_code == 200
        assert expected.items() <= call.state["teammates"]["ann@example.com"].items()


@pytest.mark.parametrize(
    "body",
    [
        {"scopes": ["mail.send"]},
        {"persona": "observer"},
        {"subuser_access": []},
        {"has_restricted_subuser_access": False},
    ],
)
def test_a_restriction_is_not_left_by_half(call, body):
    call("PATCH", ANN, RESTRICTED)
    assert call("PATCH", ANN, body).status_code == 400


def test_subuser_access_is_replaced_as_a_whole(call):
    call("PATCH", ANN, RESTRICTED)
    changed = call("PATCH", ANN, {"subuser_access": [{"id": 12, "permission_type": "admin"}]}).json()
    assert [one["id"] for one in changed["subuser_access"]] == [12]
    assert (changed["scopes"], changed["user_type"]) == ([], "teammate")


def test_scopes_can_be_dropped_or_vanish_without_a_word(call):
    call.control.settings(call.name, dropped_entry_scopes=["stats.read"], entry_baseline=[])
    assert "stats.read" in call("PATCH", ANN, RESTRICTED).json()["subuser_access"][0]["scopes"]
    assert entries(call, "ann@example.com")["subuser_access"][0]["scopes"] == ["mail.send"]
    call.control.settings(call.name, profile_update_missing_on_read=True)
    form = {"has_restricted_subuser_access": False, "scopes": ["mail.send", "user.profile.update"]}
    assert call("PATCH", ANN, form).json()["scopes"] == ["mail.send", "user.profile.update"]
    assert "user.profile.update" not in read(call, "ann@example.com")["scopes"]


def test_what_subusers_have_by_themselves_may_be_asked_for_where_nothing_is_added(call):
    call.control.settings(call.name, entry_baseline=[])
    wanted = [{"id": 11, "permission_type": "restricted", "scopes": [*SUBUSER_BASELINE]}]
    form = {"has_restricted_subuser_access": True, "subuser_access": wanted}
    assert call("PATCH", ANN, form).status_code == 200
    assert entries(call, "ann@example.com")["subuser_access"][0]["scopes"] == sorted(SUBUSER_BASELINE)


def test_only_sso_teammates_can_be_updated_here(call):
    call.seed(teammates=[{"email": "pat@example.com", "username": "pat", "is_sso": False, "scopes": ["mail.send"]}])
    assert call("PATCH", "/v3/sso/teammates/pat", {"is_admin": True}).status_code == 400
    assert message(call("PATCH", "/v3/sso/teammates/x@example.com", {})) == (404, "username not found")
