# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""Groups as a playbook lists them: their names, and the access that each gives. Pure functions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..module_utils._core.addresses import address_of
from ..module_utils._core.errors import SendGridError
from ..module_utils._core.options import a_filled_name
from ..module_utils._core.texts import Unusable
from ..module_utils._roster.entries import ACCESS_OPTIONS, checked_access
from ..module_utils._teammate.access import FORMS, Restricted, RootScopes
from ..module_utils._teammate.access_options import asked_access, patterns_of
from ._directory_values import DirectoryError, brief, flag
from ._plain import NotPlainDataError, plain

_OWN_KEYS = ("name", "people", "may_be_empty")


class GroupsError(ValueError):
    """What is wrong with the groups, in one sentence."""


@dataclass(frozen=True)
class Access:
    """What a group gives. ``options`` are a roster's options; ``judged`` is equal for access that means the same.

    Lists of scopes can be merged.
    """

    options: Mapping[str, Any]
    judged: Any
    is_scopes: bool


@dataclass(frozen=True)
class Group:
    """One group, checked except for its people."""

    name: str
    people: Any
    may_be_empty: bool
    access: Access


def groups_from(groups: Any) -> list[Group]:
    """Check the groups; raises ``GroupsError`` that names the first one with a mistake."""
    if not isinstance(groups, (list, tuple)):
        raise GroupsError(f"The groups are {brief(groups)}, but must be a list of them.")
    found: list[Group] = []
    names: set[str] = set()
    for index, given in enumerate(groups):
        try:
            group = _group(given)
        except (DirectoryError, NotPlainDataError, SendGridError) as error:
            raise GroupsError(f"Group {_label(given, index)}: {str(error).rstrip('.')}.") from None
        if group.name in names:
            raise GroupsError(f"Group {brief(group.name)} is listed twice: give each group a name of its own.")
        names.add(group.name)
        found.append(group)
    return found


def _label(given: Any, index: int) -> str:
    name = given.get("name") if isinstance(given, Mapping) else None
    return brief(str.__str__(name)) if isinstance(name, str) and name.strip() else f"[{index}]"


def _group(given: Any) -> Group:
    if not isinstance(given, Mapping):
        raise DirectoryError(f"is not a dictionary, but {brief(given)}")
    unknown = sorted(str(key) for key in given if key not in (*_OWN_KEYS, *ACCESS_OPTIONS))
    if unknown:
        known = ", ".join((*_OWN_KEYS, *ACCESS_OPTIONS))
        raise DirectoryError(f"has the unknown keys {', '.join(unknown)}; known are {known}")
    name = a_filled_name(plain(given.get("name")), "name")
    if name is None:
        raise DirectoryError("has no name")
    if given.get("people") is None:
        raise DirectoryError("has no people: give a list of them, or what a task registered")
    may_be_empty = flag(given.get("may_be_empty"), "may_be_empty")
    access = {key: _with_text_keys(plain(given[key])) for key in ACCESS_OPTIONS if given.get(key) is not None}
    return Group(name, given["people"], bool(may_be_empty), _access(access))


def _with_text_keys(value: Any) -> Any:
    """The value with all keys as text, as a module receives it: Ansible's check of options crashes on other keys."""
    if isinstance(value, dict):
        return {str(key): _with_text_keys(one) for key, one in value.items()}
    return [_with_text_keys(one) for one in value] if isinstance(value, list) else value


def _access(given: Mapping[str, Any]) -> Access:
    options = checked_access(given)
    asked, patterns = asked_access(options), patterns_of(options["ignore_scopes"])
    access = asked.access
    if access is None:
        raise DirectoryError(f"gives no access: name one of {FORMS}")
    judged = (frozenset(access.grants) if isinstance(access, Restricted) else access, frozenset(patterns))
    shown = {key: _without_nulls(options[key]) for key in given if options[key] is not None}
    return Access(shown, judged, isinstance(access, RootScopes))


def _without_nulls(value: Any) -> Any:
    """A list of subusers without the keys that were not given."""
    if isinstance(value, list):
        return [_without_nulls(one) for one in value]
    if isinstance(value, dict):
        return {key: one for key, one in value.items() if one is not None}
    return value


def addresses_in(given: Any, option: str) -> frozenset[str]:
    """The addresses of an option's list in lower case; raises ``GroupsError``."""
    if given is not None and not isinstance(given, (list, tuple)):
        raise GroupsError(f"{option} is {brief(given)}, but must be a list of addresses.")
    found = set()
    for index, value in enumerate(given or ()):
        try:
            found.add(address_of(value).lower())
        except Unusable as problem:
            raise GroupsError(f"{option}[{index}] {problem}.") from None
    return frozenset(found)
