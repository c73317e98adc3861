# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Access as data: how it is sent, and which part of it counts."""

from __future__ import annotations

import pytest
from unit.plugins.module_utils.builders import grant

from ansible_collections.community.sendgrid.plugins.module_utils._teammate.access import (
    Admin,
    Persona,
    Restricted,
    RootScopes,
)
from ansible_collections.community.sendgrid.plugins.module_utils._teammate.grants import (
    Grant,
    by_id,
    counted_grants,
    grants_body,
)
from ansible_collections.community.sendgrid.plugins.module_utils._teammate.scope_lists import BASELINE

NEWS = Grant(8, "news", "restricted", frozenset({"stats.read", "mail.send"}))
SHOP = Grant(7, "shop", "admin")


@pytest.mark.parametrize(
    ("access", "body"),
    [
        pytest.param(Admin(), {"is_admin": True, "has_restricted_subuser_access": False}, id="an admin"),
        pytest.param(
            Persona("observer"),
            {"is_admin": False, "has_restricted_subuser_access": False, "persona": "observer"},
            id="a persona",
        ),
        pytest.param(
            RootScopes(frozenset({"b", "a"})),
            {"is_admin": False, "has_restricted_subuser_access": False, "scopes": ["a", "b"]},
            id="scopes",
        ),
        pytest.param(
            RootScopes(),
            {"is_admin": False, "has_restricted_subuser_access": False},
            id="no scopes are never sent as an empty list",
        ),
        pytest.param(
            Restricted(),
            {"is_admin": False, "has_restricted_subuser_access": True},
            id="nor are no subusers",
        ),
        pytest.param(
            Restricted((NEWS, SHOP)),
            {
                "is_admin": False,
                "has_restricted_subuser_access": True,
                "subuser_access": [
                    {"id": 7, "permission_type": "admin"},
                    {"id": 8, "permission_type": "restricted", "scopes": ["mail.send", "stats.read"]},
                ],
            },
            id="subusers, with scopes only where they are restricted",
        ),
    ],
)
def test_every_form_is_sent_whole_and_with_both_flags(access, body):
    assert access.body() == body


def test_grants_are_shown_in_the_order_of_their_ids():
    assert [one.id for one in by_id((NEWS, SHOP))] == [7, 8]
    assert grants_body((NEWS, SHOP)) == grants_body((SHOP, NEWS))
    assert grants_body(()) == []


def test_a_grant_is_called_by_its_name_or_else_its_id():
    assert NEWS.shown == "news"
    assert Grant(8, None, "admin").shown == "8"


@pytest.mark.parametrize(
    ("have", "asked", "ignored", "counted"),
    [
        pytest.param(["mail.send"], [], (), ["mail.send"], id="the baseline does not count"),
        pytest.param(["mail.send"], ["stats.read"], (), ["mail.send", "stats.read"], id="unless it is asked for"),
        pytest.param(["mail.send", "2fa_exempt"], [], (), ["mail.send"], id="automatic scopes do not count"),
        pytest.param(["mail.send", "alerts.read"], [], ("alerts.*",), ["mail.send"], id="ignored ones do not count"),
        pytest.param(["stats.read"], [], (), sorted(BASELINE), id="where only the baseline is left, it counts"),
    ],
)
def test_which_scopes_of_an_entry_count(have, asked, ignored, counted):
    (found,) = counted_grants((grant(7, *have),), {7: frozenset(asked)}, ignored)
    assert sorted(found.scopes) == counted
    assert (found.id, found.username, found.permission_type) == (7, "subuser7", "restricted")


def test_an_admin_of_a_subuser_has_no_scopes_to_count():
    assert counted_grants((SHOP,), {}, ()) == (SHOP,)
