# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""Values as directories and tasks write them: text, names, flags, whole numbers. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ansible.module_utils.parsing.convert_bool import boolean

from ..module_utils._core.errors import SendGridError
from ..module_utils._core.options import a_name
from ..module_utils._core.wrong_values import shown

_KEYS_AT_MOST = 12
_LONGEST_SHOWN = 120
# What Ansible puts in place of the value of one of the task's secret options.
_HIDDEN, _WHOLLY_HIDDEN = "********", "VALUE_SPECIFIED_IN_NO_LOG_PARAMETER"


class DirectoryError(ValueError):
    """Why groups or their people cannot be used: a sentence, or the end of one that begins with the place."""


def text(value: Any) -> str:
    """Text without surrounding blanks, as Python's own type; empty if there is none."""
    # str() would use the subclass's own conversion to text.
    return str.__str__(value).strip() if isinstance(value, str) else ""


def name(value: Any, key: str) -> str | None:
    """A first or last name without surrounding blanks, or None; raises ``DirectoryError``."""
    if value is None:
        return None
    found = text(value)
    if isinstance(value, str) and not found:
        return None
    refuse_hidden(found)
    try:
        return a_name(found or value, key)
    except SendGridError as error:
        raise DirectoryError(error.msg.rstrip(".")) from None


def refuse_hidden(found: str) -> None:
    """Raise ``DirectoryError`` for text of which Ansible has hidden a part."""
    if _HIDDEN in found or _WHOLLY_HIDDEN in found:
        raise DirectoryError(
            f"contains {brief(found)}: Ansible hid a part, since it is the same as a secret option of the task"
        )


def flag(value: Any, key: str) -> bool | None:
    """A flag, or None if it is missing; raises ``DirectoryError`` for anything but a boolean or a word for one."""
    if value is None:
        return None
    try:
        return bool(boolean(value))
    except TypeError:
        raise DirectoryError(f"has {key} {brief(value)}, which is neither true nor false") from None


def whole_number(value: Any) -> int | None:
    """A whole number, also given as text, or None."""
    if isinstance(value, bool) or not isinstance(value, (int, str)):
        return None
    try:
        return int(value)
    except ValueError:
        return None


def brief(value: Any) -> str:
    """A value as a message shows it, shortened: it may be a whole response."""
    spelled = shown(value)
    return spelled if len(spelled) <= _LONGEST_SHOWN else spelled[:_LONGEST_SHOWN] + "..."


def keys_of(record: Mapping[str, Any]) -> str:
    """The keys of a dictionary, for a message."""
    keys = sorted(str(key)[:_LONGEST_SHOWN] for key in record)
    return some(keys) if keys else "none"


def some(words: Iterable[str]) -> str:
    """Words separated by commas, but not too many of them."""
    listed = list(words)
    more = len(listed) - _KEYS_AT_MOST
    return ", ".join(listed[:_KEYS_AT_MOST]) + (f" and {more} more" if more > 0 else "")
