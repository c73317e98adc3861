# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""Checks for options that name somebody or something. Pure functions; null counts as not given."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from .errors import SendGridError, invalid
from .texts import Unusable, text_of

_CONTROL = r"[\x00-\x1f\x7f-\x9f\u2028\u2029]"


def unusable(option: str, why: Any) -> SendGridError:
    """The failure for an option, or for part of one such as ``protected[0]``."""
    return invalid(f"{option} {why}.", option.split("[")[0])


def a_text(value: Any, option: str, wanted: str = "text") -> str | None:
    """Any text, or None; raises ``invalid``."""
    if value is None:
        return None
    try:
        return text_of(value, wanted)
    except Unusable as error:
        raise unusable(option, error) from None


def a_name(value: Any, option: str) -> str | None:
    """A name, or None. Spaces at the ends are refused: SendGrid may trim them, so the name would always differ."""
    name = a_text(value, option, "one name")
    if name and (name != name.strip() or _controls(name)):
        raise unusable(option, _why_no_name(name))
    return name


def _why_no_name(name: str) -> str:
    # Imported here, like below: Ansible compiles what is imported for every task, and hardly any value is wrong.
    from .wrong_values import named, shown

    if not name.strip():
        return f"is {shown(name)}, only spaces"
    if name != name.strip():
        return f"is {shown(name)}, with a space at an end: remove it"
    return f"is {shown(name)}, and contains {named(_controls(name)[0])}"


def _controls(text: str) -> list[str]:
    """The control characters and line separators of a text."""
    # Usual names are printable, and compiling the pattern takes longer than checking all names of a task.
    return [] if text.isprintable() else re.findall(_CONTROL, text)


def can_be_asked_for(name: str) -> bool:
    """Whether ``a_name`` accepts this name from SendGrid after it is stripped."""
    return not _controls(name.strip())


def a_filled_name(value: Any, option: str) -> str | None:
    """A name to look up, or None. An empty one is refused: it matches nothing, and must not mean everything."""
    name = a_name(value, option)
    if name == "":
        raise invalid(f"{option} is empty: give the {option}, or leave the option out.", option)
    return name


def an_id(value: Any, option: str) -> str | None:
    """An id given as text or as a whole number, or None."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return a_filled_name(value, option)


def refuse_booleans(spec: Mapping[str, Any], options: Mapping[str, Any], prefix: str = "") -> None:
    """Raise ``invalid`` for a boolean in place of a whole number, because Ansible turns ``true`` into 1."""
    for option, declared in spec.items():
        value = options.get(option)
        if value is None:
            continue
        if declared["type"] == "int" and isinstance(value, bool):
            from .wrong_values import shown

            raise unusable(prefix + option, f"is a boolean ({shown(value)}), but must be a whole number")
        if "options" in declared:
            for index, entry in enumerate(value):
                refuse_booleans(declared["options"], entry, f"{prefix}{option}[{index}].")
