# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""An integration as data: checked options, SendGrid's responses, and what is sent."""

from __future__ import annotations

import pytest
from unit.plugins.module_utils.builders import fails

from ansible_collections.community.sendgrid.plugins.module_utils._integration.model import (
    Integration,
    differences,
    integration_from,
    may_lock_out,
    target_of,
    wanted_from,
)
from ansible_collections.community.sendgrid.plugins.module_utils._integration.writing import body_of, predicted

PATH = "/v3/sso/integrations"
OPTIONS = {
    "state": "present",
    "id": "okta",
    "name": None,
    "enabled": None,
    "signin_url": None,
    "signout_url": None,
    "entity_id": None,
    "completed_integration": None,
    "allow_lockout": False,
    "warn_without_certificate": True,
}
ROW = {
    "id": "one",
    "name": "Okta",
    "enabled": True,
    "signin_url": "https://idp.test/in",
    "signout_url": "https://idp.test/out",
    "entity_id": "urn:idp",
    "completed_integration": True,
    "last_updated": 1_700_000_000,
    "single_signon_url": "https://api.sendgrid.com/v3/public/sso/saml/response/id/one",
    "audience_url": "https://api.sendgrid.com/v3/public/sso/saml/response/id/one",
}
MANAGED = ("name", "enabled", "signin_url", "signout_url", "entity_id", "completed_integration")
OKTA = integration_from(ROW, PATH)
UNREPORTED = OKTA._replace(completed_integration=None)
BARE = OKTA._replace(enabled=False, signin_url="", signout_url="", entity_id="")


def wanted(**options):
    return wanted_from(OPTIONS | options)


@pytest.mark.parametrize(
    ("options", "field"),
    [
        pytest.param({"id": ""}, "id", id="an empty id"),
        pytest.param({"id": " "}, "id", id="a blank id"),
        pytest.param({"id": "a/b"}, "id", id="an id with a slash"),
        pytest.param({"id": ".."}, "id", id="an id that climbs"),
        pytest.param({"id": "a?b"}, "id", id="an id with a query"),
        pytest.param({"id": "a\n"}, "id", id="an id with a line break"),
        pytest.param({"name": ""}, "name", id="an empty name"),
        pytest.param({"name": " "}, "name", id="a blank name"),
        pytest.param({"signin_url": "idp.test"}, "signin_url", id="a URL without a scheme"),
        pytest.param({"signin_url": "ftp://idp.test"}, "signin_url", id="a URL of another scheme"),
        pytest.param({"signin_url": "https://"}, "signin_url", id="a URL without a host"),
        pytest.param({"signin_url": "https://[idp"}, "signin_url", id="a URL that is none"),
        pytest.param({"signout_url": "https://idp.test/a b"}, "signout_url", id="a URL with a blank"),
        pytest.param({"signout_url": "javascript:alert(1)"}, "signout_url", id="a URL that is a script"),
    ],
)
def test_bad_options_are_invalid(options, field):
    with fails("invalid", field, field=field):
        wanted(**{"name": "Okta"} | options)


def test_options_are_passed_on():
    asked = wanted(id="one", signin_url="http://idp.test", signout_url="", entity_id="any thing", allow_lockout=True)
    assert (asked.present, asked.id, asked.name, asked.allow_lockout) == (True, "one", None, True)
    assert (asked.signin_url, asked.signout_url, asked.entity_id) == ("http://idp.test", "", "any thing")
    assert wanted(state="absent", name="Okta").present is False


def test_an_answer_is_shown_with_every_key():
    assert OKTA.as_result() == ROW
    assert OKTA.as_diff() == {key: ROW[key] for key in MANAGED}


@pytest.mark.parametrize(
    "missing", ["id", "completed_integration", "last_updated", "single_signon_url", "audience_url"]
)
def test_what_sendgrid_need_not_tell_is_null(missing):
    found = integration_from({key: value for key, value in ROW.items() if key != missing} | {"unknown": 1}, PATH)
    assert found.as_result() == ROW | {missing: None}


@pytest.mark.parametrize("missing", ["signin_url", "signout_url", "entity_id"])
def test_what_is_not_set_yet_is_empty(missing):
    assert integration_from(ROW | {missing: None}, PATH).as_result() == ROW | {missing: ""}


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"name": None}, id="no name"),
        pytest.param({"enabled": None}, id="enabled or not is not told"),
        pytest.param({"enabled": "true"}, id="enabled as text"),
        pytest.param({"id": 7}, id="an id that is a number"),
        pytest.param({"signin_url": []}, id="a URL that is a list"),
        pytest.param({"completed_integration": "no"}, id="completed_integration as text"),
    ],
)
def test_what_would_have_to_be_guessed_is_unexpected(changes):
    with fails("unexpected_response", PATH, path=PATH):
        integration_from(ROW | changes, PATH)


@pytest.mark.parametrize("missing", ["name", "enabled"])
def test_a_failure_names_what_was_not_told(missing):
    with fails("unexpected_response", f"without {missing} at"):
        integration_from(ROW | {missing: None}, PATH)


# Creation


def test_a_new_integration_is_not_enabled_and_sends_what_is_missing_empty():
    assert body_of(target_of(wanted(name="Okta"), None)) == {
        "name": "Okta",
        "enabled": False,
        "signin_url": "",
        "signout_url": "",
        "entity_id": "",
    }


def test_a_new_integration_has_what_is_asked():
    options = {key: ROW[key] for key in MANAGED}
    assert body_of(target_of(wanted(**options), None)) == options


def test_a_new_integration_needs_a_name():
    with fails("invalid", "name", field="name"):
        target_of(wanted(enabled=False), None)


# Updates


@pytest.mark.parametrize("key", MANAGED)
def test_an_update_sends_the_whole_object_changed_only_where_asked(key):
    value = {"name": "Entra", "enabled": False, "completed_integration": False}.get(key, "https://idp.test/new")
    target = target_of(wanted(id="one", **{key: value}), OKTA)
    assert body_of(target) == OKTA.as_diff() | {key: value}
    assert differences(target, OKTA) == [key]


def test_a_rename_leaves_an_integration_enabled():
    assert body_of(target_of(wanted(id="one", name="Entra"), OKTA))["enabled"] is True


def test_asking_for_what_is_there_is_no_difference():
    asked = wanted(**{key: ROW[key] for key in MANAGED})
    assert differences(target_of(asked, OKTA), OKTA) == []
    assert differences(target_of(wanted(name="Okta"), OKTA), OKTA) == []


def test_what_sendgrid_assigns_is_no_difference():
    assert differences(OKTA, OKTA._replace(id="two", last_updated=1, audience_url=None, single_signon_url=None)) == []


@pytest.mark.parametrize(
    ("options", "current", "differ", "sent"),
    [
        pytest.param({}, OKTA, [], True, id="reported, not asked for: sent as it is"),
        pytest.param({}, UNREPORTED, [], None, id="neither reported nor asked for: not sent"),
        pytest.param({"completed_integration": False}, OKTA, ["completed_integration"], False, id="reported otherwise"),
        pytest.param({"completed_integration": False}, UNREPORTED, [], False, id="not reported: no change alone"),
        pytest.param(
            {"completed_integration": True, "name": "Entra"}, UNREPORTED, ["name"], True, id="sent with another change"
        ),
    ],
)
def test_completed_integration(options, current, differ, sent):
    target = target_of(wanted(id="one", **options), current)
    assert differences(target, current) == differ
    assert body_of(target).get("completed_integration") is sent


# Enabling


@pytest.mark.parametrize(
    ("options", "current", "field"),
    [
        pytest.param({"name": "New", "enabled": True}, None, "signin_url", id="a new one without both"),
        pytest.param(
            {"name": "New", "enabled": True, "entity_id": "urn:idp"},
            None,
            "signin_url",
            id="a new one without a sign-in URL",
        ),
        pytest.param(
            {"name": "New", "enabled": True, "signin_url": "https://idp.test"},
            None,
            "entity_id",
            id="a new one without an entity id",
        ),
        pytest.param({"enabled": True}, BARE, "signin_url", id="one that has neither"),
        pytest.param({"signin_url": ""}, OKTA, "signin_url", id="one that is enabled loses its sign-in URL"),
        pytest.param({"entity_id": ""}, OKTA, "entity_id", id="one that is enabled loses its entity id"),
    ],
)
def test_enabling_needs_a_signin_url_and_an_entity_id(options, current, field):
    with fails("invalid", field, field=field):
        target_of(wanted(**options), current)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        pytest.param({}, "needs signin_url and entity_id: set them,", id="both"),
        pytest.param({"entity_id": "urn:idp"}, "needs signin_url: set it,", id="one"),
    ],
)
def test_all_that_enabling_lacks_is_named(options, words):
    with fails("invalid", words):
        target_of(wanted(name="New", enabled=True, **options), None)


@pytest.mark.parametrize(
    ("options", "current"),
    [
        pytest.param({"signout_url": ""}, OKTA, id="the sign-out URL may stay empty"),
        pytest.param({"enabled": True}, OKTA._replace(enabled=False, signout_url=""), id="even when enabling"),
        pytest.param({"enabled": False, "signin_url": "", "entity_id": ""}, OKTA, id="both may go when disabling"),
        pytest.param({"name": "Entra"}, OKTA._replace(signin_url=""), id="what others enabled can be renamed"),
        pytest.param({"name": "New", "enabled": False}, None, id="a new one that is not enabled needs neither"),
        pytest.param(
            {"name": "New", "enabled": True, "signin_url": "https://idp.test", "entity_id": "urn:idp"},
            None,
            id="a new one with both",
        ),
        pytest.param(
            {"enabled": True, "signin_url": "https://idp.test", "entity_id": "urn:idp"},
            BARE,
            id="both come with enabling",
        ),
    ],
)
def test_what_an_enabled_integration_may_lack(options, current):
    assert target_of(wanted(**options), current)


# Check mode, and the check for lockouts


@pytest.mark.parametrize(
    ("asked", "current", "shown"),
    [
        pytest.param(False, OKTA, False, id="reported: as asked"),
        pytest.param(None, OKTA, True, id="reported: as it is"),
        pytest.param(False, UNREPORTED, None, id="not reported: null whatever is asked"),
    ],
)
def test_check_mode_shows_what_sendgrid_would(asked, current, shown):
    target = target_of(wanted(id="one", name="Entra", completed_integration=asked), current)
    after = predicted(target, current)
    assert (after.name, after.last_updated, after.completed_integration) == ("Entra", None, shown)
    assert (after.id, after.audience_url) == ("one", ROW["audience_url"])


def test_check_mode_shows_null_for_what_sendgrid_would_assign():
    after = predicted(target_of(wanted(name="New"), None), None)
    assert after == Integration(None, "New", False, "", "", "")
    assert set(after.as_result()) == set(ROW)


@pytest.mark.parametrize(
    ("options", "current", "found"),
    [
        pytest.param({"enabled": False}, OKTA, True, id="turning off"),
        pytest.param({"state": "absent"}, OKTA, True, id="removing"),
        pytest.param({"state": "absent", "allow_lockout": True}, OKTA, False, id="removing, if that is allowed"),
        pytest.param({"enabled": False, "allow_lockout": True}, OKTA, False, id="turning off, if that is allowed"),
        pytest.param({"enabled": False}, BARE, False, id="turning off what is off"),
        pytest.param({"state": "absent"}, BARE, False, id="removing what is off"),
        pytest.param({"enabled": True}, OKTA, False, id="leaving on"),
        pytest.param({"name": "Entra"}, OKTA, False, id="renaming"),
    ],
)
def test_what_could_lock_people_out(options, current, found):
    assert may_lock_out(wanted(**{"id": "one"} | options), current) is found
