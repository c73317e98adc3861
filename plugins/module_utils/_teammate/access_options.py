# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""The access options of a task, checked: exactly one of four forms, or none. Pure functions.

The forms exclude each other by value: ``is_admin: false`` does not contradict ``scopes``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from .._core.errors import invalid
from .._core.options import a_name, a_text, unusable
from .access import FORMS, Access, Admin, Persona, Restricted, RootScopes
from .grants import Grant, Grants
from .scopes import Scopes, split_automatic

# Blanks and separators: several scopes in one text, as in a table's cell, are not one scope.
_NOT_IN_A_WORD = re.compile(r"[\s,;|\"'`]")


class AskedAccess(NamedTuple):
    """What a task says about access: one form, or none and perhaps a flag, which must already match."""

    access: Access | None
    is_admin: bool | None
    restricted: bool | None
    warnings: tuple[str, ...]


def asked_access(options: Mapping[str, Any]) -> AskedAccess:
    """Read the access options; raises ``invalid`` for forms that exclude each other, or for no access at all."""
    scopes, automatic = split_automatic(_words(options["scopes"], "scopes", "scopes", "scope"))
    warnings = [_automatic_warning(automatic, "scopes")] if automatic else []
    grants = _grants(options["subuser_access"], warnings)
    persona = a_text(options["persona"], "persona", "one persona")
    forms = _forms(options, scopes, grants)
    if len(forms) > 1:
        raise invalid("{} exclude each other: ask for one of them.".format(" and ".join(forms)), forms[0].split(":")[0])
    _refuse_no_access(options, forms, grants)
    access: Access | None = None
    if grants:
        access = Restricted(grants)
    elif scopes:
        access = RootScopes(scopes)
    elif persona:
        access = Persona(persona)
    elif options["is_admin"]:
        access = Admin()
    return AskedAccess(access, options["is_admin"], options["has_restricted_subuser_access"], tuple(warnings))


def _forms(options: Mapping[str, Any], scopes: Scopes, grants: Grants) -> list[str]:
    """The forms that the options ask for, as a message names them."""
    forms = []
    if options["is_admin"]:
        forms.append("is_admin: true")
    if options["persona"]:
        forms.append("persona")
    if scopes:
        forms.append("scopes")
    if grants:
        forms.append("subuser_access")
    elif options["has_restricted_subuser_access"]:
        forms.append("has_restricted_subuser_access: true")
    return forms


def _refuse_no_access(options: Mapping[str, Any], forms: list[str], grants: Grants) -> None:
    if grants and options["has_restricted_subuser_access"] is False:
        raise invalid(
            "subuser_access and has_restricted_subuser_access: false exclude each other: leave one out.",
            "has_restricted_subuser_access",
        )
    emptied = [key for key in ("scopes", "subuser_access") if options[key] is not None]
    if emptied and forms in ([], ["has_restricted_subuser_access: true"]):
        raise invalid(
            f"{_none_left(emptied[0], options[emptied[0]])} would leave no access, and SendGrid knows no teammate "
            f"without any: ask for {FORMS}, or remove the person.",
            emptied[0],
        )


def _none_left(key: str, value: list[Any]) -> str:
    return f"{key} with nothing but scopes that SendGrid assigns automatically" if value else f"{key}: []"


def patterns_of(patterns: list[Any] | None) -> tuple[str, ...]:
    """The shell patterns of ``ignore_scopes``; raises ``invalid``."""
    return tuple(_words(patterns, "ignore_scopes", "ignore_scopes", "pattern for scopes"))


def _words(given: list[Any] | None, where: str, option: str, thing: str) -> list[str]:
    """The entries of a list, each of them one word; raises ``invalid``."""
    for index, word in enumerate(given or ()):
        if not isinstance(word, str):
            # Imported here, because hardly any value is wrong.
            from .._core.wrong_values import why_no_text

            raise unusable(f"{where}[{index}]", why_no_text(word, "one " + thing))
        if not word or not word.isprintable() or _NOT_IN_A_WORD.search(word):
            raise invalid(f"{where} contains {word!r}, which is not a {thing}.", option)
    return given or []


def _grants(entries: list[Mapping[str, Any]] | None, warnings: list[str]) -> Grants:
    grants = tuple(_grant(index, entry, warnings) for index, entry in enumerate(entries or ()))
    for key in ("id", "username"):
        named = [getattr(grant, key) for grant in grants if getattr(grant, key) is not None]
        twice = sorted({str(name) for name in named if named.count(name) > 1})
        if twice:
            raise invalid(f"subuser_access names {twice[0]} twice: give one entry a subuser.", "subuser_access")
    return grants


def _grant(index: int, entry: Mapping[str, Any], warnings: list[str]) -> Grant:
    where = f"subuser_access[{index}]"
    username = a_name(entry["username"], where + ".username")
    if (entry["id"] is None) == (not username):
        raise invalid(f"{where} needs either id or username, to say which subuser.", "subuser_access")
    if entry["id"] is not None and entry["id"] <= 0:
        raise invalid("{} has the id {}, and ids are above 0.".format(where, entry["id"]), "subuser_access")
    asked = _words(entry["scopes"], where + ".scopes", "subuser_access", "scope")
    scopes, automatic = split_automatic(asked)
    if entry["permission_type"] == "admin" and asked:
        raise invalid(
            f"{where} has permission_type admin, which brings all scopes: leave scopes out, or make it restricted.",
            "subuser_access",
        )
    if entry["permission_type"] == "restricted" and not scopes:
        raise invalid(
            f"{where} has permission_type restricted and no scopes that could be assigned: name at least one.",
            "subuser_access",
        )
    if automatic:
        warnings.append(_automatic_warning(automatic, where))
    return Grant(entry["id"], username or None, entry["permission_type"], scopes)


def _automatic_warning(automatic: Scopes, where: str) -> str:
    return "SendGrid assigns {} automatically: asked for in {}, neither sent nor compared.".format(
        ", ".join(sorted(automatic)), where
    )
