# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""Converts data to Python's own types, without those in which Ansible hides metadata. Pure functions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from jinja2 import Undefined

_DATA = "the data"
# Python's own types carry no such metadata, so most values need no check.
_OWN_TYPES = frozenset((str, int, float, bool, dict, list, type(None)))


class NotPlainDataError(Exception):
    """The data has something that cannot be written: an encrypted value, or a type that YAML has no plain form for."""


@dataclass(frozen=True)
class Marks:
    """How to recognize what Ansible hides in values: whether one came from a vault, and its placeholder for `omit`."""

    is_vaulted: Callable[[Any], bool] = lambda _value: False
    omit: Any = None

    def is_omit(self, value: Any) -> bool:
        """Whether the value stands for omit."""
        if self.omit is None:
            return False
        return value is self.omit or (isinstance(value, str) and value == self.omit)

    def is_omit_within(self, text: str) -> bool:
        """Whether omit was joined with other text."""
        return isinstance(self.omit, str) and self.omit in text


# No vaults, and no omit.
NO_MARKS = Marks()


def plain(data: Any, marks: Marks = NO_MARKS, path: str = "") -> Any:
    """The same data in Python's own types: Ansible's cannot be copied, and other libraries do not know them.

    Keys and entries whose value is omit are left out, as Ansible does.
    """
    if marks.is_omit(data):
        raise NotPlainDataError(f"{path or _DATA} is omit, which stands for nothing at all.")
    _refuse_vaulted(data, marks, path)
    if isinstance(data, Mapping):
        return {
            _key(key, marks, path): plain(value, marks, _below(path, key))
            for key, value in data.items()
            if not marks.is_omit(value)
        }
    if isinstance(data, (list, tuple)):
        kept = ((number, item) for number, item in enumerate(data) if not marks.is_omit(item))
        return [plain(item, marks, f"{path}[{number}]") for number, item in kept]
    return _scalar(data, marks, path)


def _key(key: Any, marks: Marks, path: str) -> Any:
    if marks.is_omit(key):
        raise NotPlainDataError(f"A key of {path or _DATA} is omit, which stands for nothing at all.")
    _refuse_vaulted(key, marks, f"A key of {path or _DATA}")
    return _scalar(key, marks, f"A key of {path or _DATA}")


def _refuse_vaulted(data: Any, marks: Marks, path: str) -> None:
    """Refuse a value from a vault. Undefined ones are not inspected: some versions of ansible-core fail on that."""
    if type(data) in _OWN_TYPES or isinstance(data, Undefined):
        return
    if marks.is_vaulted(data):
        raise NotPlainDataError(f"{path or _DATA} is encrypted with Ansible Vault, and would be written as plain text.")


def _scalar(data: Any, marks: Marks, path: str) -> Any:
    if data is None or isinstance(data, bool):
        return data
    if isinstance(data, str):
        # str() would use the subclass's own conversion to text.
        text = str.__str__(data)
        if marks.is_omit_within(text):
            raise NotPlainDataError(f"{path or _DATA} has omit within a text, where it cannot be left out.")
        return text
    for kind in (int, float):
        if isinstance(data, kind):
            return kind(data)
    if isinstance(data, datetime):
        return datetime.combine(date(data.year, data.month, data.day), data.timetz())
    if isinstance(data, date):
        return date(data.year, data.month, data.day)
    raise NotPlainDataError(
        f"{path or _DATA} is {_in_words(data)}, and only dictionaries, lists, text, numbers, booleans, dates and nulls "
        "can be written."
    )


def _in_words(data: Any) -> str:
    """A value's type in words, for people who know neither Python's nor Ansible's own names."""
    if isinstance(data, Undefined):
        return "undefined"
    if isinstance(data, (bytes, bytearray)):
        return "binary data"
    if isinstance(data, Set):
        return "a set"
    return f"of the type {type(data).__name__}"


def _below(path: str, key: Any) -> str:
    """The path of a dictionary's value. A key that is not an identifier is put in brackets."""
    if isinstance(key, str) and key.isidentifier():
        return f"{path}.{key}" if path else str.__str__(key)
    return f"{path}[{str.__str__(key)!r}]" if isinstance(key, str) else f"{path}[{key}]"
