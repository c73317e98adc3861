# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""What a task may not do to a teammate."""

from __future__ import annotations

import pytest
from unit.plugins.module_utils.builders import NAMES, admin, entry, fails, grant, restricted, teammate, wanted

from ansible_collections.community.sendgrid.plugins.module_utils._teammate.rules import (
    refuse_demoting_owner,
    refuse_unmet_flags,
    refuse_untouchable,
    require_assignable,
    require_creatable,
)
from ansible_collections.community.sendgrid.plugins.module_utils._teammate.scopes import UNASSIGNABLE

SSO = teammate("mail.send")
PASSWORD = teammate("mail.send", is_sso=False)
OWNER = admin(user_type="owner")
OWNER_WITH_PASSWORD = admin(user_type="owner", is_sso=False)
RESTRICTED = restricted(grant(7))

PRESENT, ABSENT = True, False
MANAGED, NOT_MANAGED = True, False


@pytest.mark.parametrize(
    ("person", "present", "managed"),
    [
        pytest.param(SSO, PRESENT, NOT_MANAGED, id="an SSO teammate is changed"),
        pytest.param(SSO, ABSENT, NOT_MANAGED, id="an SSO teammate is removed"),
        pytest.param(teammate(is_sso=None), PRESENT, NOT_MANAGED, id="so is one where SendGrid does not tell"),
        pytest.param(PASSWORD, PRESENT, MANAGED, id="a password teammate is replaced if that is allowed"),
        pytest.param(PASSWORD, ABSENT, MANAGED, id="a password teammate is removed if that is allowed"),
        pytest.param(OWNER, PRESENT, NOT_MANAGED, id="an owner who uses SSO is looked at"),
    ],
)
def test_who_may_be_touched(person, present, managed):
    refuse_untouchable(person, present, managed)


@pytest.mark.parametrize(
    ("person", "present", "managed", "words"),
    [
        pytest.param(
            PASSWORD,
            PRESENT,
            NOT_MANAGED,
            ["manage_password_teammate: true to delete them and create them again"],
            id="a password teammate present",
        ),
        pytest.param(
            PASSWORD,
            ABSENT,
            NOT_MANAGED,
            ["manage_password_teammate: true to remove them,"],
            id="a password teammate absent",
        ),
        pytest.param(OWNER, ABSENT, NOT_MANAGED, ["owner"], id="the owner absent"),
        pytest.param(OWNER, ABSENT, MANAGED, ["owner"], id="the owner absent whatever is allowed"),
        pytest.param(OWNER_WITH_PASSWORD, ABSENT, MANAGED, ["owner"], id="an owner with a password absent"),
        pytest.param(OWNER_WITH_PASSWORD, PRESENT, MANAGED, ["own"], id="an owner with a password is never replaced"),
    ],
)
def test_who_may_not(person, present, managed, words):
    with fails("refused", "ann@example.com", *words):
        refuse_untouchable(person, present, managed)


@pytest.mark.parametrize(("on_a_roster", "advice"), [(False, "remove the task."), (True, "take them off the list.")])
def test_an_owner_with_a_password_is_refused_in_the_words_of_who_asks(on_a_roster, advice):
    with fails("refused", "owns the SendGrid account and signs in with a password", advice):
        refuse_untouchable(OWNER_WITH_PASSWORD, PRESENT, MANAGED, on_a_roster)


@pytest.mark.parametrize(
    ("options", "person"),
    [
        pytest.param({}, admin(), id="no flag"),
        pytest.param({"is_admin": False}, SSO, id="is_admin: false of anybody else"),
        pytest.param({"is_admin": False}, RESTRICTED, id="is_admin: false of somebody restricted"),
        pytest.param({"has_restricted_subuser_access": True}, RESTRICTED, id="restricted of somebody restricted"),
        pytest.param({"has_restricted_subuser_access": False}, SSO, id="not restricted of anybody else"),
        pytest.param({"has_restricted_subuser_access": False}, admin(), id="not restricted of an admin"),
        pytest.param({"is_admin": False, "has_restricted_subuser_access": True}, RESTRICTED, id="both flags"),
        pytest.param({"is_admin": False, "scopes": ["mail.send"]}, admin(), id="is_admin: false beside a form"),
        pytest.param(
            {"has_restricted_subuser_access": False, "persona": "observer"},
            RESTRICTED,
            id="not restricted beside a form",
        ),
        pytest.param(
            {"has_restricted_subuser_access": True, "subuser_access": [entry(7)]}, SSO, id="restricted beside its form"
        ),
    ],
)
def test_flags_that_hold(options, person):
    refuse_unmet_flags(wanted(**options), person)


@pytest.mark.parametrize(
    ("options", "person", "field", "words"),
    [
        pytest.param({"is_admin": False}, admin(), "is_admin", "is an admin, and", id="an admin shall be none"),
        pytest.param(
            {"has_restricted_subuser_access": True},
            SSO,
            "has_restricted_subuser_access",
            "is not restricted, and",
            id="anybody shall be restricted",
        ),
        pytest.param(
            {"has_restricted_subuser_access": True},
            admin(),
            "has_restricted_subuser_access",
            "is not restricted, and",
            id="so shall an admin",
        ),
        pytest.param(
            {"has_restricted_subuser_access": False},
            RESTRICTED,
            "has_restricted_subuser_access",
            "is restricted to subusers, and",
            id="somebody restricted shall not be",
        ),
    ],
)
def test_flags_that_do_not_hold_and_do_not_say_what_instead(options, person, field, words):
    with fails("invalid", f"ann@example.com {words} {field}: ", "persona", "scopes", "subuser_access", field=field):
        refuse_unmet_flags(wanted(**options), person)


@pytest.mark.parametrize(
    "options",
    [
        pytest.param({"scopes": ["mail.send"]}, id="by scopes"),
        pytest.param({"persona": "developer"}, id="by a persona"),
        pytest.param({"subuser_access": [entry(7)]}, id="by subusers"),
        pytest.param({"is_admin": False}, id="by is_admin: false"),
        pytest.param({"has_restricted_subuser_access": True}, id="by has_restricted_subuser_access: true"),
    ],
)
def test_the_owner_is_never_demoted(options):
    with fails("refused", "ann@example.com", "owner"):
        refuse_demoting_owner(wanted(**options), OWNER)
    refuse_demoting_owner(wanted(**options), admin())


@pytest.mark.parametrize(
    "options",
    [
        pytest.param({}, id="nothing asked"),
        pytest.param({"is_admin": True}, id="is_admin: true"),
        pytest.param({"first_name": "Olive"}, id="another name"),
        pytest.param({"has_restricted_subuser_access": False}, id="has_restricted_subuser_access: false"),
    ],
)
def test_the_owner_may_stay_as_they_are(options):
    refuse_demoting_owner(wanted(**options), OWNER)


@pytest.mark.parametrize("form", [{"is_admin": True}, {"persona": "observer"}, {"scopes": ["a"]}], ids=str)
def test_both_names_and_a_form_suffice_to_create(form):
    require_creatable(wanted(**NAMES, **form))


@pytest.mark.parametrize(
    ("options", "words"),
    [
        pytest.param({"is_admin": True}, ["first_name", "last_name"], id="both names"),
        pytest.param({"is_admin": True, "last_name": "Lee"}, ["first_name"], id="the first name"),
        pytest.param({"is_admin": True, "first_name": "Ann"}, ["last_name"], id="the last name"),
        pytest.param(
            {"is_admin": True, "first_name": "Ann", "last_name": ""}, ["last_name"], id="a name that is empty"
        ),
        pytest.param(NAMES, ["persona", "scopes", "subuser_access"], id="a form"),
        pytest.param(NAMES | {"is_admin": False}, ["persona", "scopes"], id="a form, where a flag alone is no form"),
        pytest.param(
            NAMES | {"has_restricted_subuser_access": True},
            ["subuser_access"],
            id="subusers, where restriction is asked",
        ),
        pytest.param({}, ["first_name", "last_name", "persona"], id="everything"),
    ],
)
def test_what_is_missing_to_create_is_named(options, words):
    with fails("invalid", "ann@example.com", *words):
        require_creatable(wanted(**options))


def test_what_is_there_is_not_called_missing():
    with fails("invalid", field="last_name") as caught:
        require_creatable(wanted(is_admin=True, first_name="Ann"))
    assert "first_name" not in caught.value.msg
    assert "persona" not in caught.value.msg


@pytest.mark.parametrize("options", [{}, {"is_admin": True}], ids=["form missing too", "names only"])
def test_of_several_options_that_are_missing_the_first_is_blamed(options):
    with fails("invalid", field="first_name"):
        require_creatable(wanted(**options))


def test_no_option_is_blamed_for_all_forms():
    with fails("invalid", field=None):
        require_creatable(wanted(**NAMES))


@pytest.mark.parametrize(
    "options",
    [
        pytest.param({}, id="nothing asked"),
        pytest.param({"is_admin": True}, id="an admin"),
        pytest.param({"persona": "observer"}, id="a persona"),
        pytest.param({"subuser_access": [entry(7, "mail.send")]}, id="subusers"),
        pytest.param({"scopes": ["user.password.update", "mail.send"]}, id="one scope that can be assigned"),
    ],
)
def test_what_can_be_assigned_to_somebody_who_is_created_anew(options):
    require_assignable(wanted(**options))


@pytest.mark.parametrize(
    "scopes",
    [
        pytest.param(["user.password.update", "user.email.create"], id="some"),
        pytest.param(sorted(UNASSIGNABLE), id="all that there are"),
    ],
)
def test_scopes_that_all_cannot_be_assigned_would_leave_nobody(scopes):
    with fails("invalid", "ann@example.com", field="scopes"):
        require_assignable(wanted(scopes=scopes))
