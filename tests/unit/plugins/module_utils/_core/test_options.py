# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Options that name somebody or something."""

from __future__ import annotations

import pytest
from unit.plugins.module_utils.builders import entry, fails, wanted

from ansible_collections.community.sendgrid.plugins.module_utils._ansible.person_arguments import person_arguments
from ansible_collections.community.sendgrid.plugins.module_utils._core.options import (
    a_filled_name,
    a_name,
    a_text,
    an_id,
    refuse_booleans,
)

NO_TEXT = [
    (["Okta"], "is a list (['Okta']), but must be", "take one item of it, or loop over it"),
    ([], "is a list ([]), but must be", "it is empty, so nothing was found"),
    ({"name": "Okta"}, "is a dictionary ({'name': 'Okta'}), but must be", "take one value of it"),
    (True, "is a boolean (true), but must be", "put it in quotes where it is written"),
    (False, "is a boolean (false), but must be", "put it in quotes where it is written"),
    (1.5, "is a number (1.5), but must be", "put it in quotes where it is written"),
]


@pytest.mark.parametrize("check", [a_text, a_name, a_filled_name, an_id], ids=lambda check: check.__name__)
class TestEach:
    def test_null_is_not_given(self, check):
        assert check(None, "name") is None

    @pytest.mark.parametrize("value", ["Okta", "Okta Test", "O'Neil, Inc.", "No", "007", "\u674e", "a\u200cb"])
    def test_text_is_taken_as_it_is(self, check, value):
        assert check(value, "name") == value

    @pytest.mark.parametrize(("value", "says", "advice"), NO_TEXT, ids=repr)
    def test_what_is_no_text_is_refused(self, check, value, says, advice):
        with fails("invalid", "name " + says, advice, field="name"):
            check(value, "name")


def test_a_long_value_is_cut():
    with fails("invalid", "'item 0'", "...") as caught:
        a_name([f"item {number}" for number in range(1000)], "name")
    assert len(caught.value.msg) < 300


@pytest.mark.parametrize("check", [a_text, a_name, a_filled_name])
def test_a_number_is_no_name(check):
    with fails("invalid", "name is a number (7)"):
        check(7, "name")


def test_a_number_is_an_id():
    assert an_id(7, "id") == "7"


@pytest.mark.parametrize("check", [a_name, a_filled_name, an_id], ids=lambda check: check.__name__)
@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("Ann ", "name is 'Ann ', with a space at an end: remove it"),
        (" Ann", "with a space at an end"),
        ("Ann\n", "name is 'Ann\\n', with a space at an end"),
        ("Ann\u00a0", "with a space at an end"),
        ("  ", "name is '  ', only spaces"),
        ("A\tnn", "contains U+0009"),
        ("A\x00nn", "contains U+0000"),
        ("A\nnn", "contains U+000A"),
    ],
)
def test_names_that_would_not_come_back_as_they_were_sent(check, name, says):
    with fails("invalid", says, field="name"):
        check(name, "name")


def test_an_empty_name_says_that_somebody_has_none():
    assert a_name("", "first_name") == ""


@pytest.mark.parametrize("check", [a_filled_name, an_id])
def test_an_empty_name_finds_nothing(check):
    with fails("invalid", "name is empty", field="name"):
        check("", "name")


@pytest.mark.parametrize(
    ("options", "says", "field"),
    [
        ({"first_name": True}, "first_name is a boolean (true)", "first_name"),
        ({"last_name": []}, "last_name is a list ([])", "last_name"),
        ({"last_name": "Lee "}, "last_name is 'Lee ', with a space", "last_name"),
        ({"email": ["ann@example.com"]}, "email is a list (['ann@example.com'])", "email"),
        ({"email": "ann@example.com;"}, "email 'ann@example.com;' is not an e-mail address", "email"),
        ({"persona": ["developer"]}, "persona is a list (['developer']), but must be one persona", "persona"),
        ({"scopes": [None]}, "scopes[0] is not given (null), but must be one scope", "scopes"),
        ({"scopes": ["mail.send", True]}, "scopes[1] is a boolean (true)", "scopes"),
        ({"scopes": [["mail.send"]]}, "scopes[0] is a list", "scopes"),
        ({"scopes": ["mail.send", " alerts.read"]}, "scopes contains ' alerts.read', which is not a scope", "scopes"),
        ({"scopes": ["mail.send;alerts.read"]}, "which is not a scope", "scopes"),
        ({"scopes": ["mail\u200b.send"]}, "which is not a scope", "scopes"),
        ({"ignore_scopes": [None]}, "ignore_scopes[0] is not given (null)", "ignore_scopes"),
        ({"ignore_scopes": [7]}, "ignore_scopes[0] is a number (7)", "ignore_scopes"),
        ({"ignore_scopes": [""]}, "ignore_scopes contains '', which is not a pattern for scopes", "ignore_scopes"),
        ({"ignore_scopes": ["ui.* x"]}, "ignore_scopes contains 'ui.* x'", "ignore_scopes"),
        (
            {"subuser_access": [entry(username=["shop"])]},
            "subuser_access[0].username is a list (['shop'])",
            "subuser_access",
        ),
        (
            {"subuser_access": [entry(7, username=None), entry(username="shop ")]},
            "subuser_access[1].username is 'shop ', with a space",
            "subuser_access",
        ),
        (
            {"subuser_access": [entry(7, None)]},
            "subuser_access[0].scopes[0] is not given (null)",
            "subuser_access",
        ),
    ],
)
def test_what_cannot_be_said_about_a_person(options, says, field):
    with fails("invalid", says, field=field):
        wanted(**options)


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"retries": True}, "retries is a boolean (true), but must be a whole number"),
        ({"subuser_access": [{"id": 7}, {"id": True}]}, "subuser_access[1].id is a boolean (true)"),
    ],
)
def test_a_boolean_is_no_number(options, says):
    with fails("invalid", says, field=next(iter(options))):
        refuse_booleans({"retries": {"type": "int"}, **person_arguments()}, options)


def test_numbers_nulls_and_what_is_left_out_are_no_booleans():
    options = {"retries": 1, "timeout": None, "subuser_access": [{"id": 1}, {"id": None}]}
    refuse_booleans({"retries": {"type": "int"}, "timeout": {"type": "int"}, **person_arguments()}, options)
