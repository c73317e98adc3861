# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""What the role sso reports at its end."""

from __future__ import annotations

from typing import Any

import pytest
from ansible.errors import AnsibleFilterError

from ansible_collections.community.sendgrid.plugins.filter.set_up_report import set_up_report

OKTA = {
    "name": "Okta",
    "enabled": True,
    "audience_url": "https://a.example.com",
    "single_signon_url": "https://b.example.com",
}
NOTHING = {
    "check_mode": False,
    "integration": "",
    "certificates_added": "0",
    "certificates_removed": "0",
    "certificates_unknown": "0",
}
MANY = [f"p{number}@example.com" for number in range(12)]


def result(**more: Any) -> dict[str, Any]:
    return {"integration": {}, "certificates": [], "people": {}} | more


@pytest.mark.parametrize(
    ("given", "told", "lines"),
    [
        (
            result(integration=OKTA, certificates=[{}, {}], people={"unchanged": MANY, "created": []}),
            {"integration": "unchanged"},
            [
                "Integration Okta: unchanged, enabled.",
                "Certificates: 2 unchanged.",
                "People: 12 unchanged.",
                "Nothing is left to do.",
            ],
        ),
        (
            result(integration=OKTA | {"completed_integration": False}),
            {"integration": "unchanged"},
            [
                "Integration Okta: unchanged, enabled.",
                "Left to do: SendGrid reports that the setup is not completed. Once somebody has signed in, set "
                "completed_integration: true in sso_integration.",
            ],
        ),
        (
            result(integration=OKTA | {"completed_integration": None}),
            {"integration": "updated"},
            ["Integration Okta: updated, enabled.", "Nothing is left to do."],
        ),
        (
            result(people={"created": MANY[:1], "removed": MANY}),
            {"check_mode": True, "groups": ["Staff leaves out bob@example.com (disabled)"]},
            [
                "People: 1 would be created (p0@example.com), 12 would be removed (p0@example.com, p1@example.com, "
                "p2@example.com, p3@example.com, p4@example.com, p5@example.com, p6@example.com, p7@example.com, "
                "p8@example.com, p9@example.com and 2 more).",
                "Staff leaves out bob@example.com (disabled)",
                "Nothing is left to do.",
            ],
        ),
        (
            result(integration=OKTA | {"enabled": False}, certificates=[{}, {}]),
            {"integration": "created", "certificates_added": "1", "certificates_removed": "2"},
            [
                "Integration Okta: created, not enabled.",
                "Certificates: 1 added, 2 removed, 1 unchanged.",
                "Left to do: give your identity provider the audience URL https://a.example.com and the single sign-on "
                "URL https://b.example.com.",
                "Left to do: nobody can sign in through the integration before you set enabled: true in "
                "sso_integration.",
            ],
        ),
        (
            result(integration=OKTA | {"audience_url": None}),
            {"integration": "created", "check_mode": True},
            [
                "Integration Okta: would be created, enabled.",
                "Known only after the first run: the audience URL and the single sign-on URL, which SendGrid assigns "
                "and your identity provider asks for.",
            ],
        ),
    ],
)
def test_what_was_done_and_what_is_left(given: dict[str, Any], told: dict[str, Any], lines: list[str]) -> None:
    assert set_up_report(given, NOTHING | told) == lines


@pytest.mark.parametrize("given", [None, [], {}, {"integration": 5}])
def test_what_is_no_result(given: Any) -> None:
    with pytest.raises(AnsibleFilterError, match="set_up_report needs sso_result"):
        set_up_report(given, NOTHING | {"integration": "created"})
