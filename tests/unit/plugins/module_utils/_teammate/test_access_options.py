# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""The access options of a task: four forms that exclude each other by value, or none."""

from __future__ import annotations

from itertools import product

import pytest
from unit.plugins.module_utils.builders import PERSON_OPTIONS, entry, fails

from ansible_collections.community.sendgrid.plugins.module_utils._core.errors import SendGridError
from ansible_collections.community.sendgrid.plugins.module_utils._teammate.access import (
    Admin,
    Persona,
    Restricted,
    RootScopes,
)
from ansible_collections.community.sendgrid.plugins.module_utils._teammate.access_options import asked_access
from ansible_collections.community.sendgrid.plugins.module_utils._teammate.grants import Grant

# The values of each option, by their meaning.
IS_ADMIN = {"": None, "no admin": False, "admin": True}
PERSONA = {"": None, "persona": "observer"}
SCOPES = {"": None, "no scopes": [], "automatic scopes": ["2fa_exempt"], "scopes": ["mail.send"]}
SUBUSERS = {"": None, "no subusers": [], "subusers": [entry(7)]}
RESTRICTED = {"": None, "not restricted": False, "restricted": True}


def ask(**options):
    return asked_access(PERSON_OPTIONS | options)


COMBINATIONS = [
    pytest.param(*names, id=", ".join(filter(None, names)) or "nothing")
    for names in product(IS_ADMIN, PERSONA, SCOPES, SUBUSERS, RESTRICTED)
]


def form_of(is_admin, persona, scopes, subusers, restricted):
    """The form that the options ask for by their values: "" for none, "invalid" if they contradict each other."""
    forms = {"admin", "persona", "scopes", "subusers"} & {is_admin, persona, scopes, subusers}
    if len(forms) > 1:
        return "invalid"
    if forms and restricted == ("not restricted" if forms == {"subusers"} else "restricted"):
        return "invalid"
    if not forms and (scopes or subusers):  # The person would lose all access.
        return "invalid"
    return "".join(forms)


FORMS = {"admin": Admin, "persona": Persona, "scopes": RootScopes, "subusers": Restricted}


@pytest.mark.parametrize(("is_admin", "persona", "scopes", "subusers", "restricted"), COMBINATIONS)
def test_forms_exclude_each_other_by_value(is_admin, persona, scopes, subusers, restricted):
    options = {
        "is_admin": IS_ADMIN[is_admin],
        "persona": PERSONA[persona],
        "scopes": SCOPES[scopes],
        "subuser_access": SUBUSERS[subusers],
        "has_restricted_subuser_access": RESTRICTED[restricted],
    }
    expected = form_of(is_admin, persona, scopes, subusers, restricted)
    if expected == "invalid":
        with pytest.raises(SendGridError) as caught:
            ask(**options)
        assert caught.value.code == "invalid"
        assert caught.value.field in options
        return
    asked = ask(**options)
    assert asked.access.__class__ is FORMS.get(expected, type(None))
    assert (asked.is_admin, asked.restricted) == (IS_ADMIN[is_admin], RESTRICTED[restricted])
    assert bool(asked.warnings) is (scopes == "automatic scopes")


@pytest.mark.parametrize(
    ("options", "access"),
    [
        pytest.param({"is_admin": True}, Admin(), id="an admin"),
        pytest.param({"persona": "marketer"}, Persona("marketer"), id="a persona"),
        pytest.param({"scopes": ["b", "a", "b"]}, RootScopes(frozenset({"a", "b"})), id="scopes are a set"),
        pytest.param(
            {"scopes": ["mail.send", "2fa_exempt"]},
            RootScopes(frozenset({"mail.send"})),
            id="automatic scopes are left out",
        ),
        pytest.param(
            {"scopes": ["user.profile.update"]},
            RootScopes(frozenset({"user.profile.update"})),
            id="user.profile.update can be asked for",
        ),
        pytest.param(
            {"scopes": ["brand.new", "user.password.update"]},
            RootScopes(frozenset({"brand.new", "user.password.update"})),
            id="no list decides what may be asked for",
        ),
        pytest.param(
            {"subuser_access": [entry(7), entry(None, "b", "a", username="news")]},
            Restricted(
                (Grant(7, None, "admin"), Grant(None, "news", "restricted", frozenset({"a", "b"}))),
            ),
            id="subusers by id and by name",
        ),
        pytest.param({"subuser_access": [entry(1)]}, Restricted((Grant(1, None, "admin"),)), id="the first id"),
        pytest.param(
            {"subuser_access": [entry(7)], "has_restricted_subuser_access": True},
            Restricted((Grant(7, None, "admin"),)),
            id="subusers with what they imply",
        ),
    ],
)
def test_one_form_is_read(options, access):
    assert ask(**options).access == access


@pytest.mark.parametrize(
    ("options", "field", "words"),
    [
        pytest.param(
            {"scopes": []}, "scopes", ["scopes: []", "no teammate without any", "remove the person"], id="no scopes"
        ),
        pytest.param(
            {"subuser_access": []},
            "subuser_access",
            ["subuser_access: []", "no teammate without any", "remove the person"],
            id="no subusers",
        ),
        pytest.param(
            {"scopes": ["2fa_exempt"]},
            "scopes",
            ["automatically", "no teammate without any"],
            id="only automatic scopes",
        ),
        pytest.param(
            {"scopes": ["2fa_exempt"], "subuser_access": []},
            "scopes",
            ["scopes with nothing but", "automatically", "no teammate without any"],
            id="neither scopes nor subusers",
        ),
        pytest.param(
            {"is_admin": True, "scopes": ["mail.send"]},
            "is_admin",
            ["is_admin: true", "scopes"],
            id="an admin with scopes",
        ),
        pytest.param(
            {"subuser_access": [entry(7)], "has_restricted_subuser_access": False},
            "has_restricted_subuser_access",
            ["subuser_access", "has_restricted_subuser_access: false"],
            id="subusers without restriction",
        ),
    ],
)
def test_a_refusal_says_why(options, field, words):
    with fails("invalid", *words, field=field):
        ask(**options)


@pytest.mark.parametrize(
    ("entries", "words"),
    [
        pytest.param([entry()], ["subuser_access[0]", "id or username"], id="neither id nor name"),
        pytest.param([entry(7), entry(username="")], ["subuser_access[1]", "id or username"], id="an empty name"),
        pytest.param([entry(7, username="news")], ["subuser_access[0]", "id or username"], id="both id and name"),
        pytest.param([entry(0)], ["subuser_access[0]", "0"], id="id 0"),
        pytest.param([entry(-7)], ["subuser_access[0]", "-7"], id="a negative id"),
        pytest.param([entry(7), entry(7, "mail.send")], ["7", "twice"], id="an id twice"),
        pytest.param([entry(9), entry(7), entry(9), entry(7)], ["names 7 twice"], id="two ids twice"),
        pytest.param([entry(username="news"), entry(username="news")], ["news", "twice"], id="a name twice"),
        pytest.param([entry(7, kind="restricted")], ["subuser_access[0]", "scopes"], id="restricted to nothing"),
        pytest.param(
            [entry(7, "2fa_exempt", kind="restricted")], ["subuser_access[0]", "scopes"], id="only automatic scopes"
        ),
        pytest.param([entry(7, "mail.send", kind="admin")], ["subuser_access[0]", "admin"], id="an admin with scopes"),
    ],
)
def test_bad_subuser_entries_are_invalid_and_named(entries, words):
    with fails("invalid", *words, field="subuser_access"):
        ask(subuser_access=entries)


@pytest.mark.parametrize("name", ["", " ", " mail.send", "mail.send ", "mail send", "mail.send\n"])
def test_what_can_be_no_scope_is_invalid(name):
    with fails("invalid", "scopes"):
        ask(scopes=["stats.read", name])
    with fails("invalid", "subuser_access[0]"):
        ask(subuser_access=[entry(7, "stats.read", name)])


def test_an_automatic_scope_that_is_asked_for_warns():
    (warning,) = ask(scopes=["mail.send", "2fa_required", "2fa_exempt"]).warnings
    assert "2fa_exempt, 2fa_required" in warning
    (warning,) = ask(subuser_access=[entry(7), entry(8, "mail.send", "2fa_exempt")]).warnings
    assert "subuser_access[1]" in warning


def test_automatic_scopes_of_an_entry_are_not_sent():
    asked = ask(subuser_access=[entry(8, "mail.send", "2fa_exempt")])
    assert asked.access.grants[0].scopes == {"mail.send"}
