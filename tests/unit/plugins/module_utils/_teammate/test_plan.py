# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""How a teammate differs from the desired state, what is done about it, and what is sent."""

from __future__ import annotations

import pytest
from unit.plugins.module_utils.builders import (
    ASKED,
    NAMES,
    PEOPLE,
    PERSONA_LESS_LEGACY,
    admin,
    entry,
    fails,
    grant,
    restricted,
    teammate,
    wanted,
)

from ansible_collections.community.sendgrid.plugins.module_utils._teammate.access import (
    Admin,
    Persona,
    Restricted,
    RootScopes,
)
from ansible_collections.community.sendgrid.plugins.module_utils._teammate.difference_texts import in_words
from ansible_collections.community.sendgrid.plugins.module_utils._teammate.grants import Grant
from ansible_collections.community.sendgrid.plugins.module_utils._teammate.held import (
    assignable_access,
    counted_access,
    present_access,
)
from ansible_collections.community.sendgrid.plugins.module_utils._teammate.plan import (
    Create,
    Replace,
    Unchanged,
    Update,
    access_differences,
    name_differences,
    needs_key_scopes,
    plan_of,
)
from ansible_collections.community.sendgrid.plugins.module_utils._teammate.scope_lists import AUTOMATIC, PERSONAS
from ansible_collections.community.sendgrid.plugins.module_utils._teammate.view import as_roster_entry
from ansible_collections.community.sendgrid.plugins.module_utils._teammate.writing import (
    creation_body,
    differences_from_before,
    is_changed,
    predicted,
    update_body,
)

ALIKE = teammate("mail.send", "user.profile.read", "user.profile.update", "2fa_exempt")
FLAGS = {"is_admin", "has_restricted_subuser_access"}
FORMS = {"persona", "scopes", "subuser_access"}
FORM_KEYS = {Admin: set(), Persona: {"persona"}, RootScopes: {"scopes"}, Restricted: {"subuser_access"}}


def body_of(asked, current):
    """The body of a creation, or of an update."""
    return creation_body(asked) if current is None else update_body(asked, current)


everybody = pytest.mark.parametrize("person", PEOPLE.values(), ids=PEOPLE.keys())
everything_asked = pytest.mark.parametrize("options", ASKED.values(), ids=ASKED.keys())


# Differences


@pytest.mark.parametrize(
    ("options", "gaps"),
    [
        pytest.param({}, 0, id="no name asked"),
        pytest.param(NAMES, 0, id="the same names"),
        pytest.param({"last_name": "Lee"}, 0, id="the same last name"),
        pytest.param({"first_name": "ann"}, 1, id="names have case"),
        pytest.param({"first_name": "Anna", "last_name": "L"}, 2, id="both names"),
    ],
)
def test_names_that_differ(options, gaps):
    assert len(name_differences(wanted(**options), teammate())) == gaps


def test_blanks_at_the_ends_of_names_that_are_there_do_not_differ():
    """Nobody can ask for such names, and an export leaves the blanks out."""
    untidy = teammate(first_name=" Ann", last_name="Lee ")
    entry = as_roster_entry(untidy, None)
    assert (entry["first_name"], entry["last_name"]) == ("Ann", "Lee")
    assert name_differences(wanted(**entry), untidy) == []


@pytest.mark.parametrize(
    ("options", "person", "words"),
    [
        pytest.param({}, admin(), [], id="nothing asked of an admin"),
        pytest.param({"is_admin": True}, admin(), [], id="an admin shall be one"),
        pytest.param({"is_admin": True}, teammate("mail.send"), ["admin"], id="somebody shall be an admin"),
        pytest.param({"is_admin": True}, restricted(grant(7)), ["admin"], id="somebody restricted shall be an admin"),
        pytest.param({"scopes": ["mail.send"]}, admin(), ["admin"], id="an admin shall have scopes"),
        pytest.param({"persona": "observer"}, admin(), ["admin"], id="an admin shall be an observer"),
        pytest.param({"subuser_access": [entry(7)]}, admin(), ["admin"], id="an admin shall be restricted"),
        pytest.param({"scopes": ["mail.send"]}, ALIKE, [], id="the same scopes but for SendGrid's own"),
        pytest.param({"scopes": ["mail.send", "2fa_required"]}, ALIKE, [], id="an automatic scope is never missing"),
        pytest.param({"scopes": ["mail.send", "alerts.read"]}, ALIKE, ["lack alerts.read"], id="a scope is missing"),
        pytest.param({"scopes": ["alerts.read"]}, ALIKE, ["lack alerts.read", "mail.send"], id="one scope for another"),
        pytest.param(
            {"scopes": ["mail.send"]},
            teammate("mail.send", "stats.read"),
            ["stats.read"],
            id="a baseline scope at root",
        ),
        pytest.param(
            {"scopes": ["mail.send"], "ignore_scopes": ["stats.*"]},
            teammate("mail.send", "stats.read"),
            [],
            id="an extra scope that is ignored",
        ),
        pytest.param(
            {"scopes": ["mail.send"]}, restricted(grant(7)), ["restricted"], id="a restriction shall be lifted"
        ),
        pytest.param({"persona": "observer"}, restricted(grant(7)), ["restricted"], id="and by a persona"),
        pytest.param({"persona": "observer"}, teammate(*PERSONA_LESS_LEGACY), [], id="a persona that holds"),
        pytest.param(
            {"persona": "observer"},
            teammate(*PERSONA_LESS_LEGACY - {"alerts.read"}),
            ["lack alerts.read"],
            id="a persona that lacks a scope",
        ),
        pytest.param(
            {"persona": "observer"}, teammate(*PERSONAS["marketer"]), ["lack", "contain"], id="another persona"
        ),
        pytest.param(
            {"subuser_access": [entry(7)]}, teammate("mail.send"), ["not restricted"], id="somebody shall be restricted"
        ),
        pytest.param({"subuser_access": [entry(7)]}, restricted(grant(7)), [], id="the same subuser"),
        pytest.param(
            {"subuser_access": [entry(8, "mail.send"), entry(7)]},
            restricted(grant(7), grant(8, "mail.send")),
            [],
            id="the same subusers in another order, with the baseline",
        ),
        pytest.param(
            {"subuser_access": [entry(7), entry(8)]}, restricted(grant(7)), ["8", "missing"], id="a subuser is missing"
        ),
        pytest.param(
            {"subuser_access": [entry(7)]},
            restricted(grant(7), grant(8)),
            ["subuser8", "was not asked for"],
            id="a subuser that was not asked for",
        ),
        pytest.param({"subuser_access": [entry(7)]}, restricted(), ["7", "missing"], id="there is no subuser yet"),
        pytest.param(
            {"subuser_access": [entry(7)]}, restricted(grant(7, "a")), ["7", "restricted"], id="restricted, not admin"
        ),
        pytest.param(
            {"subuser_access": [entry(7, "a")]}, restricted(grant(7)), ["7", "admin"], id="admin, not restricted"
        ),
        pytest.param(
            {"subuser_access": [entry(7, "a", "b")]},
            restricted(grant(7, "a", "c")),
            ["lack b", "contain c"],
            id="other scopes in a subuser",
        ),
        pytest.param(
            {"subuser_access": [entry(7, "a")], "ignore_scopes": ["c"]},
            restricted(grant(7, "a", "c")),
            [],
            id="an ignored scope in a subuser",
        ),
        pytest.param(
            {"subuser_access": [entry(7, "stats.read", "a")]},
            restricted(Grant(7, "subuser7", "restricted", frozenset({"a"}))),
            ["lack stats.read"],
            id="a baseline scope that is asked for counts",
        ),
    ],
)
def test_access_that_differs(options, person, words):
    gaps = access_differences(wanted(**options), person)
    assert bool(gaps) is bool(words)
    assert [word for word in words if word not in "; ".join(in_words(gaps))] == []


@pytest.mark.parametrize(
    ("options", "person", "needed"),
    [
        pytest.param({"persona": "observer"}, teammate(*PERSONA_LESS_LEGACY), False, id="a persona that holds"),
        pytest.param(
            {"persona": "observer"},
            teammate(*PERSONA_LESS_LEGACY - {"alerts.read"}),
            True,
            id="a persona with few scopes missing",
        ),
        pytest.param({"persona": "observer"}, teammate("alerts.read"), False, id="a persona of which most is missing"),
        pytest.param(
            {"persona": "observer"},
            teammate(*PERSONA_LESS_LEGACY - {"alerts.read"}, is_sso=False),
            False,
            id="a password teammate, who is replaced anyhow",
        ),
        pytest.param({"persona": "observer"}, teammate("mail.send"), False, id="something is extra anyhow"),
        pytest.param({"persona": "observer"}, admin(), False, id="an admin"),
        pytest.param(
            {"persona": "observer"},
            teammate(*PERSONA_LESS_LEGACY - {"alerts.read"}, is_admin=True),
            False,
            id="an admin whose scopes look like a persona",
        ),
        pytest.param(
            {"persona": "observer"},
            teammate(*PERSONA_LESS_LEGACY - {"alerts.read"}, restricted=True, grants=(grant(7),)),
            False,
            id="somebody restricted whose root scopes look like one",
        ),
        pytest.param({"persona": "observer"}, restricted(grant(7)), False, id="somebody restricted"),
        pytest.param({"scopes": ["mail.send"]}, teammate(), False, id="scopes"),
        pytest.param({}, teammate(), False, id="nothing asked"),
    ],
)
def test_the_keys_scopes_are_read_only_where_they_could_explain_a_persona(options, person, needed):
    assert needs_key_scopes(wanted(**options), person) is needed


def test_where_nothing_is_asked_no_scope_differs():
    assert access_differences(wanted(), teammate("mail.send")) == []


def test_a_persona_without_what_the_plan_lacks():
    person = teammate(*PERSONA_LESS_LEGACY - {"billing.read"})
    assert access_differences(wanted(persona="observer"), person, PERSONA_LESS_LEGACY)
    assert not access_differences(wanted(persona="observer"), person, PERSONA_LESS_LEGACY - {"billing.read"})


# What is done


@pytest.mark.parametrize(
    ("options", "person", "action"),
    [
        pytest.param({**NAMES, "is_admin": True}, None, Create, id="somebody new"),
        pytest.param({"is_admin": True}, admin(), Unchanged, id="nothing differs"),
        pytest.param({}, teammate("mail.send"), Unchanged, id="nothing is asked"),
        pytest.param({"is_admin": False}, teammate("mail.send"), Unchanged, id="a flag holds"),
        pytest.param({"first_name": "Anna"}, admin(), Update, id="a name differs"),
        pytest.param({"is_admin": True}, teammate("mail.send"), Update, id="access differs"),
        pytest.param({"is_admin": True}, teammate(is_sso=False), Replace, id="a password teammate"),
        pytest.param({}, teammate("mail.send", is_sso=False), Replace, id="a password teammate with nothing asked"),
        pytest.param({"first_name": "Olive"}, admin(user_type="owner"), Update, id="the owner's name"),
    ],
)
def test_what_a_plan_does(options, person, action):
    plan = plan_of(wanted(**options), person, None)
    assert plan.__class__ is action
    assert plan.current == person


@pytest.mark.parametrize(
    ("options", "person", "code"),
    [
        pytest.param(NAMES, None, "invalid", id="somebody new without access"),
        pytest.param({"is_admin": True}, None, "invalid", id="somebody new without names"),
        pytest.param({"is_admin": False}, admin(), "invalid", id="a flag that does not say what instead"),
        pytest.param({"scopes": ["a"]}, admin(user_type="owner"), "refused", id="the owner demoted"),
        pytest.param(
            {"scopes": ["user.password.update"]},
            teammate("mail.send", is_sso=False),
            "invalid",
            id="a password teammate with nothing that can be assigned",
        ),
        pytest.param({}, teammate("2fa_required", is_sso=False), "invalid", id="a password teammate without access"),
        pytest.param({"is_admin": False}, admin(is_sso=False), "invalid", id="an admin with a password, and a flag"),
        pytest.param({}, teammate("a", is_sso=False, last_name=""), "invalid", id="a password teammate without a name"),
    ],
)
def test_what_no_plan_can_do(options, person, code):
    with fails(code, "ann@example.com"):
        plan_of(wanted(**options), person, None)


def test_the_keys_scopes_decide_about_a_persona():
    person = teammate(*PERSONA_LESS_LEGACY - {"billing.read"})
    lesser = PERSONA_LESS_LEGACY - {"billing.read"}
    assert plan_of(wanted(persona="observer"), person, None).__class__ is Update
    plan = plan_of(wanted(persona="observer"), person, lesser)
    assert plan == Unchanged(wanted(persona="observer"), person, lesser)


@pytest.mark.parametrize(
    ("person", "access"),
    [
        pytest.param(admin(is_sso=False), Admin(), id="an admin stays one"),
        pytest.param(
            teammate("mail.send", "2fa_required", "user.password.update", is_sso=False),
            RootScopes(frozenset({"mail.send"})),
            id="scopes without what cannot be assigned",
        ),
        pytest.param(
            teammate(*PERSONAS["observer"], is_sso=False),
            Persona("observer"),
            id="a persona stays one",
        ),
        pytest.param(
            teammate(*PERSONA_LESS_LEGACY, is_sso=False),
            RootScopes(PERSONA_LESS_LEGACY - AUTOMATIC - {"user.profile.read", "user.profile.update"}),
            id="a persona with less becomes its scopes, so that nothing is added",
        ),
        pytest.param(
            restricted(grant(7, "mail.send"), is_sso=False),
            Restricted((Grant(7, "subuser7", "restricted", frozenset({"mail.send"})),)),
            id="a subuser, without the baseline that SendGrid adds",
        ),
    ],
)
def test_a_password_teammate_is_created_anew_with_what_they_had(person, access):
    plan = plan_of(wanted(first_name="Anna"), person, None)
    assert plan.wanted.access == access
    assert (plan.wanted.first_name, plan.wanted.last_name) == ("Anna", "Lee")


@pytest.mark.parametrize("options", [{}, {"scopes": ["mail.send"]}], ids=["what they had", "what is asked for"])
def test_a_password_teammate_keeps_sendgrids_spelling_of_their_address(options):
    plan = plan_of(wanted(email="ANN@Example.com", **options), teammate("mail.send", is_sso=False), None)
    assert plan.wanted.email == "ann@example.com"


def test_a_password_teammate_restricted_to_subusers_keeps_them():
    person = restricted(grant(8, "mail.send"), grant(7), is_sso=False)
    access = assignable_access(person, ())
    assert isinstance(access, Restricted)
    assert {one.id: one.permission_type for one in access.grants} == {7: "admin", 8: "restricted"}
    assert next(one for one in access.grants if one.id == 8).scopes >= {"mail.send"}
    assert next(one for one in access.grants if one.id == 7).scopes == frozenset()


@pytest.mark.parametrize(
    "person",
    [
        pytest.param(teammate(), id="nobody gave them anything"),
        pytest.param(teammate("2fa_required", "user.profile.read"), id="only SendGrid's own scopes"),
        pytest.param(teammate("user.password.update"), id="only what cannot be assigned"),
        pytest.param(restricted(), id="restricted to no subuser"),
    ],
)
def test_access_that_cannot_be_given_anew(person):
    assert assignable_access(person, ()) is None


# What is sent


@everybody
@everything_asked
def test_every_update_carries_both_names_both_flags_and_one_form(options, person):
    asked = wanted(**options)
    body = body_of(asked, person)
    assert "email" not in body
    assert (body["first_name"], body["last_name"]) == (
        options.get("first_name", "Ann"),
        options.get("last_name", "Lee"),
    )
    assert {key: type(body[key]) for key in FLAGS} == dict.fromkeys(FLAGS, bool)
    assert not (body["is_admin"] and body["has_restricted_subuser_access"])
    if asked.access:
        form = type(asked.access)
        assert body.keys() & FORMS == FORM_KEYS[form]
    else:
        form = Admin if person.is_admin else Restricted if person.restricted else None
        assert len(body.keys() & FORMS) <= 1
    assert body["is_admin"] is (form is Admin)
    assert body["has_restricted_subuser_access"] is (form is Restricted)
    assert body.keys() <= {"first_name", "last_name"} | FLAGS | FORMS


def test_a_creation_carries_the_address_too():
    assert body_of(wanted(**NAMES, scopes=["b", "a"]), None) == {
        "email": "ann@example.com",
        "first_name": "Ann",
        "last_name": "Lee",
        "is_admin": False,
        "has_restricted_subuser_access": False,
        "scopes": ["a", "b"],
    }


@pytest.mark.parametrize(
    ("options", "sent"),
    [
        pytest.param({"scopes": ["mail.send", "2fa_exempt"]}, ["mail.send"], id="automatic scopes are not sent"),
        pytest.param(
            {"scopes": ["user.profile.update", "mail.send"]},
            ["mail.send", "user.profile.update"],
            id="user.profile.update is sent if asked for",
        ),
        pytest.param(
            {"scopes": ["mail.send"], "ignore_scopes": ["mail.*", "stats.*"]},
            ["mail.send"],
            id="an ignored scope is sent if asked for, and not otherwise",
        ),
        pytest.param({"scopes": ["brand.new"]}, ["brand.new"], id="a scope that nobody knows is sent"),
    ],
)
def test_which_scopes_are_sent(options, sent):
    assert body_of(wanted(**options), teammate("stats.read", "alerts.read"))["scopes"] == sent


@pytest.mark.parametrize(
    ("person", "ignored", "form"),
    [
        pytest.param(admin(), [], {"is_admin": True}, id="an admin"),
        pytest.param(
            teammate("mail.send", "2fa_exempt", "user.profile.read", "user.profile.update"),
            [],
            {"scopes": ["mail.send", "user.profile.read", "user.profile.update"]},
            id="scopes, all but the automatic ones",
        ),
        pytest.param(
            teammate("mail.send", "stats.read"),
            ["stats.*"],
            {"scopes": ["mail.send"]},
            id="scopes that are not ignored",
        ),
        pytest.param(teammate("2fa_exempt"), [], {}, id="nothing of their own is no list at all"),
        pytest.param(teammate("mail.send"), ["*"], {}, id="nor is nothing that is not ignored"),
        pytest.param(
            teammate(*PERSONAS["observer"], "2fa_exempt"),
            [],
            {"persona": "observer"},
            id="a persona with all it grants",
        ),
        pytest.param(
            teammate(*PERSONA_LESS_LEGACY),
            [],
            {"scopes": sorted(PERSONA_LESS_LEGACY - AUTOMATIC)},
            id="a persona with less as its scopes, so that nothing is added",
        ),
        pytest.param(
            restricted(Grant(8, "news", "restricted", frozenset({"mail.send", "2fa_exempt"}))),
            ["*"],
            {
                "has_restricted_subuser_access": True,
                "subuser_access": [{"id": 8, "permission_type": "restricted", "scopes": ["mail.send"]}],
            },
            id="an entry of which all is ignored, since it needs some scope",
        ),
        pytest.param(restricted(), [], {"has_restricted_subuser_access": True}, id="no subuser is no list at all"),
        pytest.param(
            restricted(grant(9), Grant(8, "news", "restricted", frozenset({"mail.send", "stats.read"}))),
            [],
            {
                "has_restricted_subuser_access": True,
                "subuser_access": [
                    {"id": 8, "permission_type": "restricted", "scopes": ["mail.send", "stats.read"]},
                    {"id": 9, "permission_type": "admin"},
                ],
            },
            id="every subuser with everything in it",
        ),
    ],
)
def test_access_that_nothing_is_asked_about_is_sent_as_it_is(person, ignored, form):
    expected = {"is_admin": False, "has_restricted_subuser_access": False} | form
    body = body_of(wanted(first_name="Anna", ignore_scopes=ignored), person)
    assert body == {"first_name": "Anna", "last_name": "Lee"} | expected


def test_a_name_can_be_emptied_but_not_by_leaving_it_out():
    assert body_of(wanted(last_name=""), teammate("mail.send"))["last_name"] == ""
    assert body_of(wanted(first_name="Anna"), teammate("mail.send"))["last_name"] == "Lee"


def test_somebody_new_has_no_access_to_keep():
    with fails("invalid", "one form of access"):
        body_of(wanted(**NAMES), None)


@pytest.mark.parametrize(
    ("after", "kept"),
    [
        pytest.param(
            teammate("mail.send", "2fa_required", first_name="Anna"), True, id="SendGrid's own scopes may change"
        ),
        pytest.param(teammate("mail.send", "user.profile.read"), True, id="SendGrid may add to the profile"),
        pytest.param(teammate("mail.send", "ignored.read"), True, id="ignored scopes may change"),
        pytest.param(teammate(), False, id="scopes are lost"),
        pytest.param(teammate("mail.send", "stats.read"), False, id="scopes are added"),
        pytest.param(admin(), False, id="they became an admin"),
        pytest.param(restricted(grant(7)), False, id="they became restricted"),
    ],
)
def test_access_that_nothing_was_asked_about_stays(after, kept):
    before = teammate("mail.send", "2fa_exempt")
    assert (
        bool(differences_from_before(wanted(first_name="Anna", ignore_scopes=["ignored.*"]), before, after)) is not kept
    )


def test_subusers_that_nothing_was_asked_about_stay():
    before = restricted(grant(7), grant(8, "mail.send"))
    asked = wanted(first_name="Anna")
    assert not differences_from_before(asked, before, before._replace(grants=(grant(8, "mail.send"), grant(7))))
    assert differences_from_before(asked, before, before._replace(grants=(grant(7),)))
    assert differences_from_before(asked, before, before._replace(grants=(grant(7), grant(8, "alerts.read"))))


UNALIKE = teammate("mail.send", "2fa_exempt")


@pytest.mark.parametrize(
    ("after", "changed"),
    [
        pytest.param(UNALIKE, False, id="nothing"),
        pytest.param(teammate("mail.send", "2fa_required"), False, id="SendGrid's own scopes"),
        pytest.param(UNALIKE._replace(first_name="Anna"), True, id="the first name"),
        pytest.param(UNALIKE._replace(last_name="L"), True, id="the last name"),
        pytest.param(teammate("mail.send", "alerts.read"), True, id="a scope more"),
        pytest.param(teammate("mail.send", "2fa_exempt", "user.profile.read"), True, id="a scope of the own profile"),
        pytest.param(teammate(), True, id="a scope less"),
        pytest.param(admin(), True, id="a promotion"),
        pytest.param(restricted(grant(7)), True, id="a restriction"),
    ],
)
def test_whether_a_write_changed_something(after, changed):
    assert is_changed(UNALIKE, after) is changed


@pytest.mark.parametrize(
    ("after", "changed"),
    [
        pytest.param(restricted(grant(8, "mail.send"), grant(7)), False, id="the order"),
        pytest.param(restricted(grant(7, username="news"), grant(8, "mail.send")), False, id="a subuser's name"),
        pytest.param(
            restricted(grant(7), grant(8, "mail.send"))._replace(scopes=frozenset({"stats.read"})),
            False,
            id="root scopes, which then mean nothing",
        ),
        pytest.param(restricted(grant(7)), True, id="a subuser less"),
        pytest.param(restricted(grant(7, "mail.send"), grant(8, "mail.send")), True, id="another kind"),
        pytest.param(restricted(grant(7), grant(8, "mail.send", "alerts.read")), True, id="a scope more"),
        pytest.param(
            restricted(grant(7), Grant(8, "subuser8", "restricted", frozenset({"mail.send"}))), True, id="the baseline"
        ),
    ],
)
def test_whether_a_write_changed_access_to_subusers(after, changed):
    assert is_changed(restricted(grant(7), grant(8, "mail.send")), after) is changed


def test_an_admin_of_the_listing_is_the_admin_as_read():
    assert not is_changed(teammate(is_admin=True, restricted=None), admin())


def test_a_persona_is_held_scope_by_scope():
    """Two lists of scopes that both match a persona are still two different states."""
    less, more = teammate(*PERSONA_LESS_LEGACY), teammate(*PERSONAS["observer"])
    assert present_access(less, ()) == present_access(more, ()) == Persona("observer")
    assert counted_access(less, None, ()) != counted_access(more, None, ())
    assert is_changed(less, more)
    assert differences_from_before(wanted(first_name="Anna"), less, more)


@everybody
def test_access_as_it_is_held_and_as_a_person_would_name_it(person):
    held, present = counted_access(person, None, ()), present_access(person, ())
    form = Admin if person.is_admin else Restricted if person.restricted else RootScopes
    assert held.__class__ is form
    assert present == held or (form, type(present)) == (RootScopes, Persona)


# The state afterwards


@everybody
@everything_asked
def test_after_the_write_nothing_differs(options, person):
    asked = wanted(**options)
    after = predicted(asked, person)
    assert access_differences(asked, after) == []
    assert name_differences(asked, after) == []
    assert (after.email, after.username, after.is_sso) == (person.email, person.username, person.is_sso)
    assert predicted(asked, after) == after


@pytest.mark.parametrize("form", [name for name, options in ASKED.items() if wanted(**options).access])
def test_somebody_new_is_as_asked(form):
    asked = wanted(**NAMES, **ASKED[form])
    after = predicted(asked, None)
    assert access_differences(asked, after) == []
    assert (after.email, after.first_name, after.last_name, after.is_sso) == ("ann@example.com", "Ann", "Lee", True)
    assert after.user_type == ("admin" if asked.access == Admin() else "teammate")


@pytest.mark.parametrize(
    ("options", "person", "user_type"),
    [
        pytest.param({"is_admin": True}, teammate(), "admin", id="promoted"),
        pytest.param({"scopes": ["a"]}, admin(), "teammate", id="demoted"),
        pytest.param({"is_admin": True}, admin(user_type="owner"), "owner", id="the owner stays one"),
    ],
)
def test_the_user_type_follows(options, person, user_type):
    assert predicted(wanted(**options), person).user_type == user_type
