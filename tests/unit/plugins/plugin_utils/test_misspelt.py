# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Variables whose names are similar to those of the role."""

from __future__ import annotations

import pytest

from ansible_collections.community.sendgrid.plugins.plugin_utils._misspelt import about_misspelt, with_meant

KNOWN = ("sso_integration", "sso_metadata", "sso_certificates", "sso_roster", "sso_groups", "sso_hosts")


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("sso_metdata", "sso_metadata"),
        ("sso_rooster", "sso_roster"),
        ("sso_host", "sso_hosts"),
        ("sso_certificate", "sso_certificates"),
        ("sso_integartion", "sso_integration"),
        ("sso_metadata", None),
        ("sso_metadata_url", None),
        ("sso_roster_file", None),
        ("sso_review_path", None),
        ("so_metadata", None),
        ("groups", None),
    ],
)
def test_a_name_that_is_almost_known_is_told(name: str, meant: str | None) -> None:
    told = [f"Nothing reads the variable {name}: did you mean {meant}?"] if meant else []
    assert about_misspelt(["inventory_hostname", name, "sso_roster"], KNOWN) == told


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("personna", "persona"),
        ("admin", "is_admin"),
        ("Email", "email"),
        ("name", None),
        ("permission", None),
        ("", None),
    ],
)
def test_an_option_is_suggested_only_if_it_is_almost_the_same(name: str, meant: str | None) -> None:
    known = ("email", "first_name", "last_name", "is_admin", "persona", "scopes", "subuser_access")
    assert with_meant(name, known) == (f"{name} (did you mean {meant}?)" if meant else name)
