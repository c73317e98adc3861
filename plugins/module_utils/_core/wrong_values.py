# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""What is wrong with a value, in words, and how a message shows it. Pure functions."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

_LONGEST_SHOWN = 120
_FILE_OF_DATA = re.compile(r"\S+\.(ya?ml|json)", re.IGNORECASE)


def why_no_text(value: Any, wanted: str) -> str:
    """What is wrong with a value that is not text."""
    return f"{_kind(value)} ({shown(value)}), but must be {wanted}{_advice(value)}"


def why_no_secret_text(value: Any, wanted: str) -> str:
    """Like ``why_no_text``, for a value that no message may show."""
    return f"{_kind(value)}, but must be {wanted}{_advice(value)}"


def shown(value: Any) -> str:
    """A value as a message shows it: text unchanged, unless some of its characters are invisible."""
    if isinstance(value, str) and value.isprintable():
        return f"'{value}'"
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    spelled = str(value) if isinstance(value, date) else repr(value)
    return spelled if len(spelled) <= _LONGEST_SHOWN else spelled[:_LONGEST_SHOWN] + "..."


def instead_of_path(value: Any) -> str:
    """What to write instead of the path of a YAML or JSON file, to pass its data; empty if it is not such a path.

    The text begins with a colon because it follows the shown value. The path is made absolute because playbooks that
    are run by name look for relative paths in the collection's folders.
    """
    name = value.strip() if isinstance(value, str) else ""
    if not _FILE_OF_DATA.fullmatch(name):
        return ""
    place = f"'{name}'" if name.startswith("/") else f"lookup('env', 'PWD') ~ '/{name}'"
    return f": read the file with \"{{{{ lookup('ansible.builtin.file', {place}) | from_yaml }}}}\""


def _kind(value: Any) -> str:
    if value is None:
        return "is not given"
    if isinstance(value, bool):
        return "is a boolean"
    if isinstance(value, (int, float)):
        return "is a number"
    if isinstance(value, date):
        return "is a date"
    if isinstance(value, (list, tuple)):
        return "is a list"
    return "is a dictionary" if isinstance(value, dict) else "is not text"


def _advice(value: Any) -> str:
    if isinstance(value, (bool, int, float, date)):
        return ": put it in quotes where it is written"
    if isinstance(value, (list, tuple)):
        return ": take one item of it, or loop over it" if value else ": it is empty, so nothing was found"
    return ": take one value of it" if isinstance(value, dict) else ""


def named(character: str) -> str:
    """One character as a message shows it, so that invisible characters can be recognized."""
    if character == " ":
        return "a space"
    if character.isascii() and character.isprintable():
        return shown(character)
    # Imported here because few values need it.
    import unicodedata

    name = unicodedata.name(character, "").lower()
    return f"U+{ord(character):04X}" + (f" ({name})" if name else "")
