# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Finding an integration: by id, or by a name that only one integration has."""

from __future__ import annotations

import pytest
from unit.plugins.module_utils.builders import fails

from ansible_collections.community.sendgrid.plugins.module_utils._integration import read

OKTA = {"id": "okta-1", "name": "Okta"}
ENTRA = {"id": "entra-1", "name": "Entra", "enabled": False}
ROW = {"name": "Okta", "enabled": True, "signin_url": "", "signout_url": "", "entity_id": ""}


def test_one_listing_shows_all_with_their_completion(world):
    account = world(integrations=[OKTA, ENTRA])
    found = read.every(account.client)
    assert [(one.id, one.name, one.enabled, one.completed_integration) for one in found] == [
        ("okta-1", "Okta", True, False),
        ("entra-1", "Entra", False, False),
    ]
    assert account.calls == ["GET /v3/sso/integrations"]


def test_by_id(world):
    account = world(integrations=[OKTA, ENTRA])
    assert read.by_id(account.client, "entra-1").name == "Entra"
    assert read.by_id(account.client, "other") is None
    assert account.calls == ["GET /v3/sso/integrations/entra-1", "GET /v3/sso/integrations/other"]


def test_a_400_means_absent_only_if_the_listing_shows_so(world):
    account = world(integrations=[OKTA], settings={"unknown_sso_id_status": 400})
    assert read.by_id(account.client, "other") is None
    account.fault("GET", "/v3/sso/integrations/okta-1", status=400)
    with fails("invalid", status=400):
        read.by_id(account.client, "okta-1")


@pytest.mark.parametrize("status", [401, 403, 500, 503])
def test_every_other_failure_is_a_failure(world, status):
    account = world(integrations=[OKTA])
    account.fault("GET", "/v3/sso/integrations/*", status=status, times=None)
    with fails({401: "unauthorized", 403: "forbidden"}.get(status, "unavailable"), status=status):
        read.by_id(account.client, "okta-1")


@pytest.mark.parametrize(
    ("body", "identity"),
    [
        pytest.param(ROW | {"id": "okta-1"}, "okta-1", id="the id itself"),
        pytest.param(ROW, "okta-1", id="no id"),
        pytest.param(ROW | {"id": "OKTA-1"}, "OKTA-1", id="the id in other letters"),
    ],
)
def test_answers_that_are_about_the_one_asked_for(world, body, identity):
    account = world(integrations=[OKTA])
    account.fault("GET", "/v3/sso/integrations/*", kind="body", body=body)
    assert read.by_id(account.client, "okta-1").id == identity


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(ROW | {"id": "okta-2"}, id="another id"),
        pytest.param(ROW | {"id": None}, id="a null id"),
        pytest.param([ROW], id="a list"),
        pytest.param({"id": "okta-1"}, id="only an id"),
    ],
)
def test_answers_about_another_object_are_unexpected(world, body):
    account = world(integrations=[OKTA])
    account.fault("GET", "/v3/sso/integrations/*", kind="body", body=body)
    with fails("unexpected_response", "/v3/sso/integrations/okta-1"):
        read.by_id(account.client, "okta-1")


@pytest.mark.parametrize(
    ("enabled", "words"),
    [
        ((False, False), "none of which is enabled"),
        ((False, True), "of which b is enabled"),
        ((True, True), "of which a, b are enabled"),
    ],
)
def test_two_of_one_name_say_which_are_enabled(world, enabled, words):
    twins = [{"id": one, "name": "Twin", "enabled": on} for one, on in zip("ab", enabled, strict=True)]
    found = read.every(world(integrations=twins).client)
    with fails("conflict", "say which by id (a, b), " + words, field="name"):
        read.named(found, "Twin")


def test_by_name(world):
    account = world(integrations=[OKTA, ENTRA, {"id": "a", "name": "Twin"}, {"id": "b", "name": "Twin"}])
    found = read.every(account.client)
    assert read.named(found, "Okta").id == "okta-1"
    assert read.named(found, "okta") is None
    assert read.named(found, "Okt") is None
    with fails("conflict", "'Twin'", "a, b", field="name"):
        read.named(found, "Twin")


def test_one_without_an_id_cannot_be_managed(world):
    account = world()
    account.fault("GET", "/v3/sso/integrations", kind="body", body=[ROW])
    with fails("unexpected_response", "'Okta'"):
        read.named(read.every(account.client), "Okta")
