# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""The entries of a roster, checked together, so that one failure names every mistake. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from ansible.module_utils.common.arg_spec import ArgumentSpecValidator
from ansible.module_utils.errors import UnsupportedError

from .._ansible.person_arguments import person_arguments
from .._core.addresses import address_of
from .._core.errors import SendGridError, invalid
from .._core.options import a_text, refuse_booleans
from .._core.texts import Unusable
from .._core.wrong_values import instead_of_path, shown
from .._http.connection import Connection, refuse_subuser
from .._teammate.wanted import Wanted, wanted_from

# Text in place of a list that is clearly meant as one: a single word, or several with commas and nothing else.
_CLEAR_LIST = re.compile(r"[^\s,;|]+(,[^\s,;|]+)*")
_LONGEST_LABEL = 60

# These are text anyway, and have their own messages.
_NAMES = ("email", "first_name", "last_name")
ACCESS_OPTIONS = tuple(key for key in person_arguments() if key not in _NAMES)


def people_from(entries: list[Any], protected: frozenset[str], connection: Connection) -> tuple[Wanted, ...]:
    """Everybody on the list; raises ``invalid`` that names every entry that cannot be used."""
    spec = person_arguments()
    validator = ArgumentSpecValidator(spec)
    people: list[Wanted] = []
    wrong: list[str] = []
    first_index: dict[str, int] = {}
    for index, entry in enumerate(entries):
        address = _address_in(entry)
        complaints = _about_address(address, index, first_index, protected)
        try:
            people.append(_person(validator, spec, entry, connection))
        except SendGridError as error:
            complaints.append(error.msg.rstrip("."))
        if complaints:
            wrong.append("[{}] {}: {}".format(index, address or _who_else(entry), ", ".join(complaints)))
    if wrong:
        raise invalid(
            "{} of {} entries of teammates cannot be used: {}.".format(len(wrong), len(entries), "; ".join(wrong)),
            "teammates",
        )
    return tuple(people)


def _person(validator: ArgumentSpecValidator, spec: Mapping[str, Any], entry: Any, connection: Connection) -> Wanted:
    if not isinstance(entry, dict):
        raise invalid(f"is not a dictionary of options, but {shown(entry)}{instead_of_path(entry)}")
    person = wanted_from(_checked(validator, spec, entry))
    if person.grants:
        refuse_subuser(connection, "Subusers belong")
    return person


def _checked(validator: ArgumentSpecValidator, spec: Mapping[str, Any], entry: Mapping[str, Any]) -> dict[str, Any]:
    """An entry's options, converted to the types of the spec; raises ``invalid``."""
    given = _given(entry)
    _refuse_bare_subusers(given.get("subuser_access"))
    empty, crowded = _cells(spec, given)
    for key in (*empty, *crowded):
        del given[key]
    # Up to ansible-core 2.16, the check of choices crashes on a list that contains anything but text.
    a_text(given.get("persona"), "persona", "one persona")
    checked = validator.validate(given)
    complaints = _about_cells(empty, crowded) + [_complaint(error) for error in checked.errors.errors]
    if complaints:
        raise invalid("; ".join(complaints))
    refuse_booleans(spec, checked.validated_parameters)
    options: dict[str, Any] = checked.validated_parameters
    return options


def _refuse_bare_subusers(grants: Any) -> None:
    """Refuse a bare subuser's name, without what the person may do there. Ansible parses a dictionary given as text."""
    for index, grant in enumerate(grants if isinstance(grants, list) else ()):
        if isinstance(grant, str) and "=" not in grant and "{" not in grant:
            raise invalid(
                f"subuser_access[{index}] is {shown(grant)}, and a dictionary is wanted: write {{username: {grant}, "
                "permission_type: admin}, or restricted with scopes",
                "subuser_access",
            )


def checked_access(entry: Mapping[str, Any]) -> dict[str, Any]:
    """The access options of an entry that names no person; raises ``invalid``."""
    spec = {key: declared for key, declared in person_arguments().items() if key in ACCESS_OPTIONS}
    return _checked(ArgumentSpecValidator(spec), spec, entry)


def _given(entry: Mapping[str, Any]) -> dict[str, Any]:
    """An entry without its nulls, which results and exports contain: null counts as not given."""
    given = {key: value for key, value in entry.items() if value is not None}
    grants = given.get("subuser_access")
    if isinstance(grants, list):
        given["subuser_access"] = [_given(grant) if isinstance(grant, dict) else grant for grant in grants]
    return given


def _cells(spec: Mapping[str, Any], given: Mapping[str, Any]) -> tuple[list[str], dict[str, str]]:
    """Text where none belongs, as in tables: the empty columns, and those that contain several words."""
    texts = {key: given[key] for key in spec if key not in _NAMES and isinstance(given.get(key), str)}
    empty = [key for key, text in texts.items() if not text.strip()]
    crowded = {
        key: text
        for key, text in texts.items()
        if key not in empty and spec[key].get("elements") == "raw" and not _CLEAR_LIST.fullmatch(text)
    }
    return empty, crowded


def _about_cells(empty: list[str], crowded: Mapping[str, str]) -> list[str]:
    """One sentence for all of a row's columns."""
    parts = []
    if empty:
        words = ("is", "it") if len(empty) == 1 else ("are", "them")
        parts.append("{0} {1} empty text (leave {2} out, or make {2} null)".format(", ".join(empty), *words))
    parts += [f"{key} is the text {shown(text)}, but must be a list" for key, text in crowded.items()]
    return [" and ".join(parts)] if parts else []


def _complaint(error: Exception) -> str:
    """Ansible's message about an entry. For an unknown option it begins with the bare name."""
    return f"unknown option {error}" if isinstance(error, UnsupportedError) else str(error)


def _about_address(address: str, index: int, first_index: dict[str, int], protected: frozenset[str]) -> list[str]:
    """What is wrong with the address compared with the other entries, even if the entry has other mistakes."""
    if not address:
        return []
    complaints = []
    if address.lower() in protected:
        complaints.append("is also in protected, which the roster does not touch")
    first = first_index.setdefault(address.lower(), index)
    if first != index:
        complaints.append(f"is the address of entry [{first}] too")
    return complaints


def _address_in(entry: Any) -> str:
    try:
        return address_of(entry.get("email")) if isinstance(entry, dict) else ""
    except Unusable:
        return ""


def _who_else(entry: Any) -> str:
    """Identify somebody without a usable address: by name, or by any text of the entry."""
    if not isinstance(entry, dict):
        return "(no address)"
    names = _texts(entry.get("first_name"), entry.get("last_name")) or _texts(*entry.values())
    label = " ".join(names)
    return (label if len(label) <= _LONGEST_LABEL else label[:_LONGEST_LABEL] + "...") or "(no address)"


def _texts(*values: Any) -> list[str]:
    return [value.strip() for value in values if isinstance(value, str) and value.strip()]
