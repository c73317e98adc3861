# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""How a teammate is shown: in a result, in a diff, and as options to use again."""

from __future__ import annotations

import pytest
from unit.plugins.module_utils.builders import (
    ASKED,
    NAMES,
    PEOPLE,
    PERSON_OPTIONS,
    PERSONA_LESS_LEGACY,
    admin,
    entry,
    grant,
    restricted,
    teammate,
    wanted,
)

from ansible_collections.community.sendgrid.plugins.module_utils._teammate.grants import Grant
from ansible_collections.community.sendgrid.plugins.module_utils._teammate.plan import (
    Create,
    Replace,
    Unchanged,
    Update,
    access_differences,
    name_differences,
    plan_of,
)
from ansible_collections.community.sendgrid.plugins.module_utils._teammate.scope_lists import (
    AUTOMATIC,
    BASELINE,
    PERSONAS,
)
from ansible_collections.community.sendgrid.plugins.module_utils._teammate.view import (
    as_diff,
    as_listed,
    as_result,
    as_roster_entry,
    diff_of,
    foreseen,
)
from ansible_collections.community.sendgrid.plugins.module_utils._teammate.wanted import wanted_from
from ansible_collections.community.sendgrid.plugins.module_utils._teammate.writing import predicted

RESULT_KEYS = {
    "email",
    "username",
    "first_name",
    "last_name",
    "is_admin",
    "is_sso",
    "user_type",
    "persona",
    "scopes",
    "automatic_scopes",
    "has_restricted_subuser_access",
    "subuser_access",
}
DIFF_KEYS = RESULT_KEYS - {"username", "is_sso", "user_type", "automatic_scopes"}

everybody = pytest.mark.parametrize("person", PEOPLE.values(), ids=PEOPLE.keys())
everything_asked = pytest.mark.parametrize("options", ASKED.values(), ids=ASKED.keys())


# Results


@everybody
@everything_asked
def test_a_result_has_every_key_whatever_happened(options, person):
    for asked in (None, wanted(**options)):
        shown = as_result(person, asked)
        assert set(shown) == RESULT_KEYS
        assert not AUTOMATIC & set(shown["scopes"])
        assert set(shown["automatic_scopes"]) == AUTOMATIC & person.scopes
        assert shown["scopes"] == sorted(shown["scopes"])
        for access in shown["subuser_access"]:
            assert set(access) == {"id", "username", "permission_type", "scopes"}


@pytest.mark.parametrize(
    ("person", "options", "values"),
    [
        pytest.param(
            admin(),
            {},
            {"is_admin": True, "persona": None, "scopes": [], "subuser_access": [], "user_type": "admin"},
            id="an admin has neither scopes nor subusers",
        ),
        pytest.param(
            teammate("mail.send", "alerts.read", "2fa_exempt", "user.profile.read", "user.profile.update"),
            {},
            {
                "persona": None,
                "scopes": ["alerts.read", "mail.send"],
                "automatic_scopes": ["2fa_exempt"],
                "has_restricted_subuser_access": False,
                "subuser_access": [],
            },
            id="scopes are shown without what SendGrid adds",
        ),
        pytest.param(
            teammate("mail.send", "user.profile.read"),
            {"scopes": ["user.profile.read", "mail.send"]},
            {"scopes": ["mail.send", "user.profile.read"]},
            id="unless it was asked for",
        ),
        pytest.param(
            teammate("mail.send", "stats.read"),
            {"ignore_scopes": ["stats.*"]},
            {"scopes": ["mail.send"]},
            id="ignored scopes are not shown",
        ),
        pytest.param(
            teammate(*PERSONA_LESS_LEGACY, "2fa_exempt"),
            {},
            {"persona": "observer"},
            id="the persona that holds is shown",
        ),
        pytest.param(
            teammate(*PERSONA_LESS_LEGACY - {"stats.read"}),
            {"persona": "observer", "ignore_scopes": ["stats.read"]},
            {"persona": "observer"},
            id="a persona that holds but for an ignored scope",
        ),
        pytest.param(
            teammate(*PERSONA_LESS_LEGACY, "mail.send"),
            {"persona": "observer"},
            {"persona": None},
            id="a persona that does not hold is not shown",
        ),
        pytest.param(
            restricted(grant(8, "mail.send"), grant(7, username="news")),
            {},
            {
                "scopes": [],
                "automatic_scopes": ["2fa_exempt"],
                "has_restricted_subuser_access": True,
                "subuser_access": [
                    {"id": 7, "username": "news", "permission_type": "admin", "scopes": []},
                    {"id": 8, "username": "subuser8", "permission_type": "restricted", "scopes": ["mail.send"]},
                ],
            },
            id="subusers are shown in order, without the baseline, and root scopes are not",
        ),
        pytest.param(
            restricted(grant(8, "mail.send")),
            {"subuser_access": [entry(8, "mail.send", "stats.read")]},
            {
                "subuser_access": [
                    {
                        "id": 8,
                        "username": "subuser8",
                        "permission_type": "restricted",
                        "scopes": ["mail.send", "stats.read"],
                    }
                ]
            },
            id="a baseline scope is shown if asked for",
        ),
        pytest.param(
            restricted(grant(8, "stats.read")),
            {},
            {
                "persona": None,
                "subuser_access": [
                    {"id": 8, "username": "subuser8", "permission_type": "restricted", "scopes": sorted(BASELINE)}
                ],
            },
            id="where an entry has only the baseline, that is shown",
        ),
        pytest.param(teammate(is_sso=None), {}, {"is_sso": None, "scopes": []}, id="SSO or not may be unknown"),
    ],
)
def test_what_a_result_shows(person, options, values):
    shown = as_result(person, wanted(**options) if options else None)
    assert {key: shown[key] for key in values} == values


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({"is_admin": True, "user_type": "admin"}, id="an admin"),
        pytest.param({"restricted": True, "grants": (grant(7),)}, id="somebody restricted"),
    ],
)
@pytest.mark.parametrize("options", [None, {}, {"persona": "observer"}], ids=["nobody asks", "nothing", "a persona"])
def test_root_scopes_make_no_persona_of_other_kinds_of_access(fields, options):
    person = teammate(*PERSONA_LESS_LEGACY, **fields)
    assert as_result(person, None if options is None else wanted(**options))["persona"] is None


def test_the_keys_scopes_can_show_a_persona():
    person = teammate(*PERSONA_LESS_LEGACY - {"billing.read"})
    assert as_result(person, None)["persona"] is None
    assert as_result(person, None, PERSONA_LESS_LEGACY - {"billing.read"})["persona"] == "observer"


def test_what_the_listing_shows():
    assert as_listed(teammate("mail.send", username="ann")) == {
        "email": "ann@example.com",
        "username": "ann",
        "first_name": "Ann",
        "last_name": "Lee",
        "is_admin": False,
        "is_sso": True,
        "user_type": "teammate",
    }


# Diffs


@everybody
@everything_asked
def test_a_diff_shows_a_difference_where_there_is_one_and_only_there(options, person):
    asked = wanted(**options)
    before, after = diff_of(person, predicted(asked, person), asked, None)
    assert set(before) == set(after) == DIFF_KEYS
    assert (before != after) is bool(access_differences(asked, person) or name_differences(asked, person))


@everybody
def test_a_diff_of_somebody_who_stays_shows_no_difference(person):
    before, after = diff_of(person, person, wanted(), None)
    assert before == after


@everything_asked
def test_a_diff_does_not_show_what_sendgrid_adds(options):
    asked = wanted(**options)
    plain, adorned = teammate("alerts.read"), teammate("alerts.read", "2fa_exempt", "ui.provision")
    assert diff_of(plain, predicted(asked, plain), asked, None) == diff_of(
        adorned, predicted(asked, adorned), asked, None
    )


@pytest.mark.parametrize(
    ("options", "person", "before", "after"),
    [
        pytest.param(
            {"persona": "observer"},
            teammate("mail.send", "2fa_exempt"),
            {"persona": None, "scopes": ["mail.send"]},
            {"persona": "observer", "scopes": []},
            id="a persona is its name",
        ),
        pytest.param(
            {"persona": "marketer"},
            teammate(*PERSONA_LESS_LEGACY),
            {"persona": "observer", "scopes": []},
            {"persona": "marketer", "scopes": []},
            id="so is the one before",
        ),
        pytest.param(
            {"scopes": ["mail.send"]},
            admin(),
            {"is_admin": True, "scopes": []},
            {"is_admin": False, "scopes": ["mail.send"]},
            id="an admin is demoted",
        ),
        pytest.param(
            {"subuser_access": [entry(8, "mail.send"), entry(7)]},
            restricted(grant(7, "mail.send")),
            {
                "has_restricted_subuser_access": True,
                "subuser_access": [{"id": 7, "permission_type": "restricted", "scopes": ["mail.send"]}],
            },
            {
                "has_restricted_subuser_access": True,
                "subuser_access": [
                    {"id": 7, "permission_type": "admin"},
                    {"id": 8, "permission_type": "restricted", "scopes": ["mail.send"]},
                ],
            },
            id="a subuser is its id",
        ),
        pytest.param(
            {"first_name": "Anna"},
            teammate(*PERSONA_LESS_LEGACY),
            {"first_name": "Ann", "persona": "observer"},
            {"first_name": "Anna", "persona": "observer"},
            id="only a name changes",
        ),
    ],
)
def test_what_a_diff_shows(options, person, before, after):
    asked = wanted(**options)
    shown_before, shown_after = diff_of(person, predicted(asked, person), asked, None)
    assert {key: shown_before[key] for key in before} == before
    assert {key: shown_after[key] for key in after} == after


def test_somebody_new_was_nothing_before():
    asked = wanted(**NAMES, persona="observer")
    before, after = diff_of(None, predicted(asked, None), asked, None)
    assert before == {}
    assert after == {
        "email": "ann@example.com",
        **NAMES,
        "is_admin": False,
        "persona": "observer",
        "scopes": [],
        "has_restricted_subuser_access": False,
        "subuser_access": [],
    }


@everybody
def test_somebody_of_whom_nothing_is_asked_is_shown_as_they_are(person):
    shown = as_diff(person)
    assert set(shown) == DIFF_KEYS
    assert shown["email"] == "ann@example.com"
    assert shown["is_admin"] is person.is_admin
    assert shown["has_restricted_subuser_access"] is person.restricted


# What a plan predicts


@everybody
@everything_asked
def test_a_plan_that_changes_nothing_shows_what_is_there(options, person):
    asked = wanted(**options)
    outcome = foreseen(Unchanged(asked, person))
    assert not outcome.changed
    assert outcome.result == {"teammate": as_result(person, asked)}


@pytest.mark.parametrize(
    ("options", "person", "action"),
    [
        pytest.param(NAMES | {"is_admin": True}, None, Create, id="somebody new"),
        pytest.param({"first_name": "Anna"}, teammate("mail.send"), Update, id="another name"),
        pytest.param({"is_admin": True}, restricted(grant(7)), Update, id="other access"),
        pytest.param({}, teammate("mail.send", is_sso=False), Replace, id="a password teammate"),
    ],
)
def test_a_plan_that_changes_something_shows_what_will_be(options, person, action):
    plan = plan_of(wanted(**options), person, None)
    outcome = foreseen(plan)
    assert plan.__class__ is action
    assert outcome.changed
    assert outcome.before != outcome.after
    shown = outcome.result["teammate"]
    assert set(shown) == RESULT_KEYS
    assert shown["is_sso"] is True
    assert shown["first_name"] == options.get("first_name", "Ann")


@everybody
@everything_asked
def test_what_sendgrid_adds_is_never_foreseen(options, person):
    outcome = foreseen(Update(wanted(**options), person))
    assert outcome.result["teammate"]["automatic_scopes"] == []


def test_what_sendgrid_adds_to_somebody_new_is_not_foreseen():
    replaced = teammate("mail.send", "2fa_required", is_sso=False, username="ann")
    for plan in (plan_of(wanted(**NAMES, scopes=["mail.send"]), None, None), plan_of(wanted(), replaced, None)):
        shown = foreseen(plan).result["teammate"]
        assert shown["automatic_scopes"] == []
        assert shown["scopes"] == ["mail.send"]
        assert shown["username"] == "ann@example.com"


def test_a_replacement_shows_the_address_as_sendgrid_spells_it():
    plan = plan_of(wanted(email="ANN@example.com", is_admin=True), teammate("mail.send", is_sso=False), None)
    outcome = foreseen(plan)
    shown = outcome.before["email"], outcome.after["email"], outcome.result["teammate"]["email"]
    assert shown == ("ann@example.com",) * 3


def test_a_replacement_shows_subusers_without_what_sendgrid_adds():
    outcome = foreseen(plan_of(wanted(), restricted(grant(7, "mail.send"), is_sso=False), None))
    entries = [{"id": 7, "permission_type": "restricted", "scopes": ["mail.send"]}]
    assert outcome.before["subuser_access"] == outcome.after["subuser_access"] == entries
    assert outcome.result["teammate"]["subuser_access"] == [entries[0] | {"username": "subuser7"}]


def test_a_replacement_shows_how_somebody_signs_in():
    outcome = foreseen(plan_of(wanted(), teammate("mail.send", is_sso=False), None))
    assert outcome.before == {**outcome.after, "is_sso": False}
    assert outcome.after["is_sso"] is True


# Options to use again


@everybody
def test_feeding_somebody_back_changes_nothing(person):
    entry = as_roster_entry(person, None)
    asked = wanted_from(PERSON_OPTIONS | _with_ids(entry, person))
    assert plan_of(asked, person, None).__class__ is Unchanged


def _with_ids(entry, person):
    """An entry with the subusers' ids that looking up their names would find."""
    ids = {one.username: one.id for one in person.grants}
    entries = entry.get("subuser_access")
    if entries is None:
        return entry
    keys = {"id": None, "username": None, "scopes": None}
    found = [keys | one | {"id": ids[one["username"]], "username": None} for one in entries]
    return entry | {"subuser_access": found}


@pytest.mark.parametrize(
    ("person", "key_scopes", "access"),
    [
        pytest.param(admin(), None, {"is_admin": True}, id="an admin"),
        pytest.param(teammate(*PERSONA_LESS_LEGACY), None, {"persona": "observer"}, id="a persona where one holds"),
        pytest.param(
            teammate(*PERSONA_LESS_LEGACY - {"billing.read"}),
            PERSONA_LESS_LEGACY - {"billing.read"},
            {"persona": "observer"},
            id="a persona where the plan has no more",
        ),
        pytest.param(
            teammate(*PERSONAS["marketer"], "mail.send"),
            None,
            {
                "scopes": sorted(
                    (PERSONAS["marketer"] - AUTOMATIC - {"user.profile.read", "user.profile.update"}) | {"mail.send"}
                )
            },
            id="scopes where none holds",
        ),
        pytest.param(teammate("2fa_exempt", "user.profile.read"), None, {}, id="no form where SendGrid added it all"),
        pytest.param(
            restricted(grant(8, "mail.send"), Grant(7, None, "admin")),
            None,
            {
                "subuser_access": [
                    {"id": 7, "permission_type": "admin"},
                    {"username": "subuser8", "permission_type": "restricted", "scopes": ["mail.send"]},
                ]
            },
            id="subusers by name where they have one",
        ),
    ],
)
def test_somebody_as_options(person, key_scopes, access):
    assert as_roster_entry(person, key_scopes) == {"email": "ann@example.com", **NAMES, **access}


def test_a_name_that_no_option_takes_is_not_asked_for():
    person = teammate("mail.send", first_name=" Ann ", last_name="L\u2028ee")
    assert as_roster_entry(person, None) == {"email": "ann@example.com", "first_name": "Ann", "scopes": ["mail.send"]}
