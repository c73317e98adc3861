# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""What is wrong with words on the command line that set nothing, as -e vars.yml does without the @. Pure functions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

# Where Ansible puts such words.
_VARIABLE = "_raw_params"
# The files that a variable names, and those that -e itself can read as well.
_NAMED_FILES = (".xml", ".pem", ".csv")
_FILES = (".yml", ".yaml", ".json", *_NAMED_FILES)


def about_loose_words(variables: Mapping[str, Any]) -> str:
    """A sentence about the words that set nothing. Empty if there are none."""
    loose = _loose_words(variables)
    if not loose:
        return ""
    instead = f"VARIABLE={loose}." if "@" in loose or loose.endswith(_NAMED_FILES) else f"@{loose} to read a file."
    return f"On the command line, -e {loose} sets nothing: write -e {instead}"


def is_loose_file(variables: Mapping[str, Any]) -> bool:
    """Whether the words can only be the name of a file: then they are a mistake, whatever else is given."""
    return _loose_words(variables).endswith(_FILES)


def _loose_words(variables: Mapping[str, Any]) -> str:
    return str(variables.get(_VARIABLE) or "").strip()
