# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Words on the command line that set nothing."""

from __future__ import annotations

import pytest

from ansible_collections.community.sendgrid.plugins.plugin_utils._loose_words import about_loose_words, is_loose_file


@pytest.mark.parametrize(
    ("words", "instead", "is_file"),
    [
        ("vars.yml", "@vars.yml to read a file.", True),
        ("vars.yaml", "@vars.yaml to read a file.", True),
        ("folder/vars.json", "@folder/vars.json to read a file.", True),
        ("okta-metadata.xml", "VARIABLE=okta-metadata.xml.", True),
        ("okta.pem", "VARIABLE=okta.pem.", True),
        ("leavers.csv", "VARIABLE=leavers.csv.", True),
        ("grace@example.com", "VARIABLE=grace@example.com.", False),
        ("leavers", "@leavers to read a file.", False),
        ("vars.yml.bak", "@vars.yml.bak to read a file.", False),
        ("yml", "@yml to read a file.", False),
        ("one two.yml", "@one two.yml to read a file.", True),
    ],
)
def test_words(words: str, instead: str, is_file: bool) -> None:
    given = {"_raw_params": words, "sso_offboard": "ada@example.com"}
    assert about_loose_words(given) == f"On the command line, -e {words} sets nothing: write -e {instead}"
    assert is_loose_file(given) == is_file


@pytest.mark.parametrize("given", [{}, {"_raw_params": ""}, {"_raw_params": None}, {"_raw_params": " "}])
def test_no_words(given: dict[str, str | None]) -> None:
    assert about_loose_words(given) == ""
    assert not is_loose_file(given)
