# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""What a task is warned about before its first request."""

from __future__ import annotations

from typing import Any

import pytest
from unit.plugins.module_utils.builders import entry, wanted

from ansible_collections.community.sendgrid.plugins.module_utils._teammate.scope_hints import warnings_about

UNKNOWN = " is not a scope that this version knows"


def warnings(*people: dict[str, Any]) -> list[str]:
    return warnings_about(wanted(**options).asked for options in people)


@pytest.mark.parametrize(
    ("scope", "ends"),
    [
        ("mail.sned", ": did you mean mail.send?"),
        ("Mail.Send", ": did you mean mail.send?"),
        ("mail_send", ": did you mean mail.send?"),
        ("template.read", ": did you mean templates.read?"),
        ("stats.raed", ": did you mean stats.read?"),
        ("brand.new", "."),
        ("x", "."),
    ],
)
def test_an_unknown_scope_is_named_with_the_nearest_one_if_it_is_near(scope, ends):
    assert warnings({"scopes": [scope, "alerts.read"]}) == [scope + UNKNOWN + ends]
    assert warnings({"subuser_access": [entry(7, scope)]}) == [scope + UNKNOWN + ends]


@pytest.mark.parametrize(
    "options",
    [
        {"scopes": ["mail.send", "user.profile.update", "user.password.update", "stats.read"]},
        {"scopes": ["partner_settings.new_relic.read", "user.timezone.read"]},
        {"subuser_access": [entry(7, "templates.read"), entry(8)]},
        {"persona": "developer", "ignore_scopes": ["mail.sned", "ui.*"]},
        {"is_admin": True},
        {},
    ],
    ids=str,
)
def test_what_a_list_knows_and_what_is_no_scope_is_no_warning(options):
    assert warnings(options) == []


def test_what_many_have_to_be_told_is_told_once_and_in_order():
    found = warnings(
        {"scopes": ["zzz.new", "mail.send", "2fa_exempt"]},
        {"scopes": ["brand.new", "2fa_exempt"]},
        {"subuser_access": [entry(7, "brand.new")]},
    )
    assert [text.split()[0] for text in found] == ["SendGrid", "brand.new", "zzz.new"]
    assert "2fa_exempt" in found[0]


def test_very_many_unknown_scopes_are_all_named():
    names = [f"new.{number:04}" for number in range(1000)]
    found = warnings({"scopes": names})
    assert len(found) == 21
    assert [name for name in names if name not in " ".join(found)] == []
