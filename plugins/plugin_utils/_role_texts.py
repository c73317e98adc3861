# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""The variables of the role sso that may come as YAML or JSON text. Pure functions."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

import yaml

from ..module_utils._core.wrong_values import instead_of_path, shown

# An empty value of these clears SendGrid's value; any other empty option counts as not given.
_CLEARED_IF_EMPTY = ("signin_url", "signout_url", "entity_id")
_CERTIFICATES = "sso_certificates"
_BEGINS_AS_JSON = re.compile(r"[{\[][\"{\[\]}]")
_PEM = re.compile(r"(?m)^-----BEGIN")


class VariableError(ValueError):
    """Why the variables cannot be used, as a sentence."""


def data_of(name: str, given: Any) -> Any:
    """A variable's data, parsed from YAML or JSON if it is text, without what counts as not given."""
    read = _from_text(name, given) if isinstance(given, str) else given
    if name != _CERTIFICATES:
        return _meant(read) or {}
    if isinstance(read, str) and read.strip():
        read = [read]
    return [_meant(one) for one in read] if isinstance(read, (list, tuple)) else _meant(read) or []


def _meant(one: Any) -> Any:
    if not isinstance(one, Mapping):
        return one
    return {key: value for key, value in one.items() if value is not None and (value != "" or key in _CLEARED_IF_EMPTY)}


def _from_text(name: str, text: str) -> Any:
    # A certificate's text may begin with other lines that a tool printed.
    begin = "".join(text.split())
    if name == _CERTIFICATES and (begin.startswith("-----BEGIN") or _PEM.search(text)):
        return [text]
    try:
        # JSON is valid YAML except for tabs and the escapes of rare characters, so what begins like JSON is parsed as
        # JSON.
        read = json.loads(text) if _BEGINS_AS_JSON.match(begin) else yaml.safe_load(text)
    except (ValueError, yaml.YAMLError) as problem:
        where = _where(problem)
        raise VariableError(
            f"{name} is text that is neither YAML nor JSON{where}.{_eaten_by_the_shell(name, text)}"
        ) from None
    if isinstance(read, dict) and begin.startswith("{") and any(":" in str(key) for key in read):
        # {name:Okta} is a key without a value: after an unquoted key, the colon needs a blank.
        raise VariableError(
            f"{name} is {shown(text.strip())}, in which no blank follows a colon.{_eaten_by_the_shell(name, text)}"
        )
    return read


def _where(problem: Exception) -> str:
    if isinstance(problem, json.JSONDecodeError):
        return f", at line {problem.lineno} column {problem.colno}"
    mark = getattr(problem, "problem_mark", None)
    return f", at line {mark.line + 1}, column {mark.column + 1}" if mark else ""


def _eaten_by_the_shell(name: str, text: str) -> str:
    """Advice for text whose quotes a shell has removed, or that Ansible has cut at its first blank."""
    if "\n" in text.strip() or not text.strip().startswith(("{", "[")) or " " in text.strip():
        return ""
    return (
        f" If it comes from the command line, put all of it into single quotes, as in -e '{{\"{name}\": ...}}', or into"
        " a file, as in -e @sso-variables.yml."
    )


def about_shape(name: str, value: Any) -> str:
    """What is wrong with the type of a variable; empty if nothing is."""
    if name == _CERTIFICATES:
        if isinstance(value, list):
            return ""
        return f"{name} must be a list of certificates"
    return "" if isinstance(value, Mapping) else f"{name} must be a dictionary of options"


def instead_of(name: str, value: Any) -> str:
    """What to write instead of a variable that should be a dictionary; empty if there is no advice."""
    reading = instead_of_path(value)
    if reading:
        return f" It is {shown(value)}{reading}."
    if name == "sso_integration" and isinstance(value, str):
        return f" It is {shown(value)}: write {{name: {value.strip()}}}."
    if name == "sso_roster" and isinstance(value, list):
        return " It is a list: put it under teammates, as in {teammates: [...]}."
    return ""


def about_people(people: Any) -> str:
    """What is wrong with a value that should be a list of people; empty if it is one."""
    if people is None or isinstance(people, (list, tuple)):
        return ""
    return f"sso_roster.teammates is {shown(people)}, but must be a list of people{instead_of_path(people)}"
