# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""A teammate as data: checked options, and what SendGrid's responses say about a person."""

from __future__ import annotations

import pytest
from unit.plugins.module_utils.builders import PERSON_OPTIONS, admin, fails, restricted, teammate, wanted

from ansible_collections.community.sendgrid.plugins.module_utils._teammate.access import (
    Admin,
    RootScopes,
)
from ansible_collections.community.sendgrid.plugins.module_utils._teammate.grants import Grant
from ansible_collections.community.sendgrid.plugins.module_utils._teammate.model import (
    grants_from,
    proven_unrestricted,
    same_email,
    teammate_from,
    without_restriction,
)
from ansible_collections.community.sendgrid.plugins.module_utils._teammate.wanted import checked_email, wanted_from

PATH = "/v3/teammates/ann%40example.com"
ROW = {
    "username": "ann",
    "email": "ann@example.com",
    "first_name": "Ann",
    "last_name": "Lee",
    "user_type": "teammate",
    "is_admin": False,
    "is_sso": True,
    "scopes": ["mail.send", "2fa_exempt"],
}


def read(**changes):
    """ROW as data, with some keys changed; a key whose value is ... is left out."""
    row = {key: value for key, value in (ROW | changes).items() if value is not ...}
    return teammate_from(row, PATH)


@pytest.mark.parametrize("email", ["a@b", "ann.lee+news@example.com", "\u00e4nn@example.com", "a" * 250 + "@b.cd"])
def test_addresses_that_can_be_known(email):
    assert checked_email(email) == email


@pytest.mark.parametrize(
    "email",
    [
        "",
        "ann",
        "@example.com",
        "ann@",
        "a@b@c",
        "ann lee@example.com",
        "ann\x07@example.com",
        "\u202eann@b.c",
        "a" * 252 + "@b.c",
    ],
)
def test_addresses_that_cannot(email):
    with fails("invalid", "email", field="email"):
        checked_email(email)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("ann@example.com", "Ann@Example.COM", True),
        ("ann@example.com", "ann@example.org", False),
        ("ann@example.com", "ann+a@example.com", False),
    ],
)
def test_addresses_compare_without_case(one, other, same):
    assert same_email(one, other) is same


def test_the_options_of_a_person():
    asked = wanted_from(PERSON_OPTIONS | {"first_name": "Ann", "scopes": ["mail.send"], "ignore_scopes": ["a.*"]})
    assert (asked.email, asked.first_name, asked.last_name, asked.ignored) == ("ann@example.com", "Ann", None, ("a.*",))
    assert asked.access == RootScopes(frozenset({"mail.send"}))
    assert wanted_from(PERSON_OPTIONS).access is None
    assert wanted_from(PERSON_OPTIONS).ignored == ()


def test_bad_options_of_a_person_are_invalid():
    with fails("invalid", field="email"):
        wanted(email="nobody")
    with fails("invalid", field="scopes"):
        wanted(scopes=[])


def test_another_access_leaves_the_rest():
    asked = wanted(first_name="Ann", is_admin=False)
    changed = asked.with_access(Admin())
    assert changed.access == Admin()
    assert (changed.email, changed.first_name, changed.asked.is_admin) == ("ann@example.com", "Ann", False)


def test_an_answer_about_somebody():
    found = read()
    assert (found.email, found.username, found.first_name, found.last_name) == ("ann@example.com", "ann", "Ann", "Lee")
    assert (found.is_admin, found.is_sso, found.user_type, found.has_password) == (False, True, "teammate", False)
    assert found.scopes == {"mail.send", "2fa_exempt"}
    assert found.restricted is None


@pytest.mark.parametrize(
    ("changes", "values"),
    [
        pytest.param({"phone": None, "is_unified": True}, {"email": "ann@example.com"}, id="unknown keys"),
        pytest.param({"email": ...}, {"email": "ann", "username": "ann"}, id="no address"),
        pytest.param({"username": None}, {"username": "ann@example.com"}, id="no username"),
        pytest.param({"first_name": ..., "last_name": None}, {"first_name": "", "last_name": ""}, id="no names"),
        pytest.param({"scopes": ...}, {"scopes": frozenset()}, id="no scopes"),
        pytest.param({"is_sso": ...}, {"is_sso": None, "has_password": False}, id="SSO or not is not told"),
        pytest.param({"is_sso": False}, {"has_password": True}, id="somebody with a password"),
        pytest.param({"user_type": ...}, {"user_type": "teammate", "is_admin": False}, id="no user type"),
        pytest.param({"user_type": ..., "is_admin": True}, {"user_type": "admin"}, id="an admin without user type"),
        pytest.param({"is_admin": ...}, {"is_admin": False}, id="a teammate without is_admin"),
        pytest.param({"is_admin": ..., "user_type": "admin"}, {"is_admin": True}, id="an admin without is_admin"),
        pytest.param({"is_admin": ..., "user_type": "owner"}, {"is_admin": True}, id="the owner without is_admin"),
        pytest.param({"is_admin": False, "user_type": "owner"}, {"is_admin": True}, id="the owner is an admin"),
    ],
)
def test_missing_optional_keys_break_nothing(changes, values):
    found = read(**changes)
    assert {key: getattr(found, key) for key in values} == values


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"email": ..., "username": ...}, id="nobody in particular"),
        pytest.param({"email": "", "username": ""}, id="nobody at all"),
        pytest.param({"is_admin": ..., "user_type": ...}, id="admin or not is not told"),
        pytest.param({"is_admin": "false"}, id="is_admin as text"),
        pytest.param({"is_sso": 1}, id="is_sso as a number"),
        pytest.param({"email": 7}, id="an address that is a number"),
        pytest.param({"scopes": "mail.send"}, id="scopes as text"),
        pytest.param({"scopes": [None]}, id="scopes that are null"),
    ],
)
def test_what_would_have_to_be_guessed_is_unexpected(changes):
    with fails("unexpected_response", PATH, path=PATH):
        read(**changes)


def test_access_to_subusers():
    rows = [
        {"id": 7, "username": "news", "permission_type": "admin", "scopes": ["mail.send"], "disabled": False},
        {"id": "8", "permission_type": "restricted", "scopes": ["stats.read"]},
        {"id": 9, "username": "shop", "permission_type": "restricted"},
    ]
    assert grants_from(rows, PATH) == (
        Grant(7, "news", "admin"),
        Grant(8, None, "restricted", frozenset({"stats.read"})),
        Grant(9, "shop", "restricted"),
    )


@pytest.mark.parametrize(
    "row",
    [
        pytest.param({"permission_type": "admin"}, id="no id"),
        pytest.param({"id": None, "permission_type": "admin"}, id="a null id"),
        pytest.param({"id": "news", "permission_type": "admin"}, id="an id that is no number"),
        pytest.param({"id": 7}, id="no kind"),
        pytest.param({"id": 7, "permission_type": "restricted", "scopes": "mail.send"}, id="scopes as text"),
        pytest.param("news", id="an entry that is no object"),
    ],
)
def test_access_to_subusers_of_another_shape_is_unexpected(row):
    with fails("unexpected_response", PATH):
        grants_from([row], PATH)


@pytest.mark.parametrize(
    ("person", "proven"),
    [
        pytest.param(admin(), True, id="an admin"),
        pytest.param(teammate("mail.send"), True, id="somebody with a root scope of their own"),
        pytest.param(teammate("stats.read", "user.profile.update", "2fa_exempt"), False, id="what anybody may have"),
        pytest.param(teammate(), False, id="somebody without scopes"),
    ],
)
def test_what_one_read_proves(person, proven):
    assert proven_unrestricted(person) is proven


def test_somebody_known_not_to_be_restricted():
    found = without_restriction(restricted(Grant(7, "news", "admin")))
    assert (found.restricted, found.grants) == (False, ())
