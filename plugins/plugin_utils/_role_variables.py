# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""The variables of the role sso, checked as far as possible without a request. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from ansible.module_utils.common.arg_spec import ArgumentSpecValidator

from ..module_utils._core.errors import SendGridError
from ..module_utils._core.wrong_values import shown, why_no_text
from ..module_utils._http.connection import BASE_URLS, Connection, Policy
from ..module_utils._roster.entries import people_from
from ._certificate_details import details_of
from ._groups import GroupsError, addresses_in
from ._groups_join import joined
from ._misspelt import with_meant
from ._plain import NotPlainDataError
from ._role_texts import VariableError, about_people, about_shape, data_of, instead_of
from ._saml import read
from ._saml_error import MetadataError

_SHAPED = ("sso_integration", "sso_certificates", "sso_roster")
_CHOICES = {
    "sso_certificates_purge": ("none", "expired", "others"),
    "sso_groups_conflict": ("first", "fail", "merge"),
    "sso_groups_nested": ("fail", "leave_out"),
}
_PURGES = ("others", "expired", "none")
_PLAN = re.compile(r"[0-9a-fA-F]{64}")
# A stand-in to check people before any request: the real connection is known only where the module runs.
_ANYWHERE = Connection("", BASE_URLS["global"], None, True, 1.0, Policy(0, 0))


@dataclass(frozen=True)
class Checked:
    """The role's variables after all checks."""

    integration: dict[str, Any]
    certificates: list[dict[str, Any]]
    source: str
    valid: list[str]
    purge: str
    roster: dict[str, Any]
    has_people: bool
    teammates: list[Any]
    left_out: list[dict[str, Any]] = field(default_factory=list)
    conflicts: list[dict[str, Any]] = field(default_factory=list)
    about_groups: list[str] = field(default_factory=list)
    approval: dict[str, Any] = field(default_factory=dict)


def checked(
    given: Mapping[str, Any],
    options: Mapping[str, Any],
    document_of: Callable[[str], str | bytes],
    now: datetime,
) -> Checked:
    """Check all variables; raises ``VariableError``.

    ``options`` are those of the role's argument spec, and ``document_of`` reads the metadata that a variable names.
    """
    chosen = {name: _choice(name, given.get(name), choices) for name, choices in _CHOICES.items()}
    data = {name: data_of(name, given.get(name)) for name in _SHAPED}
    _refuse_shapes(data)
    _refuse_entries(data, options, now)
    people = _with_groups(given.get("sso_groups"), data["sso_roster"], chosen)
    _refuse_options(data, options, bool(people))
    _refuse_people(data["sso_roster"])
    approval = _approval(given.get("sso_approved_plans"))
    return _complete(data, people, approval, chosen, _provider(given.get("sso_metadata"), data, document_of, now), now)


def _complete(
    data: Mapping[str, Any],
    people: Mapping[str, Any],
    approval: dict[str, Any],
    chosen: Mapping[str, str],
    provider: Mapping[str, Any],
    now: datetime,
) -> Checked:
    named = _names_certificates(data["sso_certificates"])
    certificates = [_row(one) for one in data["sso_certificates"]]
    if not named:
        certificates += [_row(pem) for pem in provider.get("certificates", [])]
    from_metadata = {key: value for key, value in provider.items() if key != "certificates" and value}
    wanted = [one for one in certificates if one["state"] == "present"]
    purges = {chosen["sso_certificates_purge"], *(one.get("purge") for one in certificates)}
    roster = dict(data["sso_roster"])
    result = Checked(
        integration={**from_metadata, **data["sso_integration"]},
        certificates=certificates,
        source="sso_certificates" if named else "sso_metadata",
        valid=[one["sha256_fingerprint"] for one in details_of(wanted, now) if one["valid"]],
        purge=next((one for one in _PURGES if one in purges), "none"),
        has_people=bool(roster or people),
        teammates=people["teammates"] if people else roster.get("teammates", []),
        roster={key: value for key, value in roster.items() if key != "teammates"},
        left_out=people.get("left_out", []),
        conflicts=people.get("conflicts", []),
        about_groups=_about_groups(people),
        approval=approval,
    )
    _refuse_gaps(result, wanted)
    return result


def _choice(name: str, given: Any, choices: tuple[str, ...]) -> str:
    if given is None or (isinstance(given, str) and not given.strip()):
        return choices[0]
    if given not in choices:
        raise VariableError(f"{name} is {shown(given)}, and must be one of {', '.join(choices)}.")
    return str(given)


def _refuse_shapes(data: Mapping[str, Any]) -> None:
    wrong = [problem for name, value in data.items() for problem in [about_shape(name, value)] if problem]
    if wrong:
        advice = "".join(instead_of(name, value) for name, value in data.items())
        raise VariableError(f"{', '.join(wrong)}, as such or as YAML or JSON text.{advice}")


def _refuse_entries(data: Mapping[str, Any], options: Mapping[str, Any], now: datetime) -> None:
    """Refuse entries, naming the mistakes. A certificate's text is never quoted: it may be a private key."""
    details = details_of(data["sso_certificates"], now)
    wrong = [f"sso_certificates[{index}] {one['problem']}" for index, one in enumerate(details) if one["problem"]]
    people = data["sso_roster"].get("teammates")
    no_list = about_people(people)
    known = options["sso_roster"]["options"]["teammates"]["options"]
    wrong += [no_list] if no_list else _about_entries(people or (), known)
    if wrong:
        raise VariableError("; ".join(wrong) + ".")


def _about_entries(people: Iterable[Any], known: Mapping[str, Any]) -> list[str]:
    wrong = []
    for index, person in enumerate(people):
        unknown = [str(key) for key in person if key not in known] if isinstance(person, Mapping) else []
        if not isinstance(person, Mapping):
            problem = "is not a dictionary of options"
        elif not person.get("email"):
            problem = "has no email"
        elif unknown:
            problem = "has the unknown option " + ", ".join(with_meant(key, known) for key in unknown)
        else:
            continue
        wrong.append(f"sso_roster.teammates[{index}] {problem}")
    return wrong


def _with_groups(given: Any, roster: Mapping[str, Any], chosen: Mapping[str, str]) -> dict[str, Any]:
    """The people of the roster and of the groups; empty if there are no groups."""
    groups = data_of("sso_groups", given) if isinstance(given, str) else given
    if not groups:
        return {}
    try:
        if not isinstance(groups, (list, tuple)):
            raise GroupsError("sso_groups must be a list of groups, as such or as YAML or JSON text.")
        leaves_out = chosen["sso_groups_nested"] == "leave_out"
        return joined(roster, groups, chosen["sso_groups_conflict"], leaves_out)
    except (GroupsError, NotPlainDataError) as problem:
        raise VariableError(f"sso_groups cannot be used: {problem}") from None


def _about_groups(people: Mapping[str, Any]) -> list[str]:
    """One line for each person whom a group leaves out, or who is in several groups, with the one that counts."""
    left_out = [f"{one['group']} leaves out {one['who']} ({one['reason']})" for one in people.get("left_out", [])]
    return left_out + [
        f"{one['email']} is in several groups: {one['group']} counts, not {', '.join(one['passed_over'])}"
        for one in people.get("conflicts", [])
    ]


def _refuse_options(data: Mapping[str, Any], options: Mapping[str, Any], has_groups: bool) -> None:
    """Refuse options that differ from the documented ones."""
    roster_options = options["sso_roster"]["options"]
    teammates = {"type": "list", "elements": "raw", "required": True}
    spec = {
        "sso_integration": {**options["sso_integration"], "type": "dict"},
        "sso_certificates": {**options["sso_certificates"], "type": "list", "elements": "dict"},
        "sso_roster": {"type": "dict", "options": {**roster_options, "teammates": teammates}},
    }
    # Keys that are not text would crash the check itself.
    roster = {str(key): value for key, value in data["sso_roster"].items()}
    is_complete = bool(roster) and not has_groups
    found = ArgumentSpecValidator(spec).validate(
        {
            "sso_integration": {str(key): value for key, value in data["sso_integration"].items()},
            "sso_certificates": [
                {str(key): value for key, value in one.items()}
                for one in data["sso_certificates"]
                if isinstance(one, Mapping)
            ],
            # With groups, teammates may be missing; the groups' people are already checked.
            "sso_roster": roster if is_complete else {"teammates": [], **roster},
        }
    )
    if found.error_messages:
        raise VariableError(f"The variables are not as documented: {'; '.join(found.error_messages)}")


def _refuse_people(roster: Mapping[str, Any]) -> None:
    """Refuse, before anything is set up, what the module would refuse about the people listed by hand."""
    people = [dict(person) for person in roster.get("teammates") or ()]
    protected = roster.get("protected")
    try:
        listed = protected.split(",") if isinstance(protected, str) else protected
        people_from(people, addresses_in(listed, "protected"), _ANYWHERE)
    except (SendGridError, GroupsError) as problem:
        raise VariableError(f"sso_roster: {problem}") from None


def _approval(given: Any) -> dict[str, Any]:
    """The approved plans as an option. Text is not parsed as YAML: a plan of digits alone would become a number."""
    if given is None or (isinstance(given, str) and not given.strip()):
        return {}
    plans = given
    if isinstance(given, str):
        plans = [word for word in re.sub(r"[][,\"']", " ", given).split() if word != "-"]
    if not isinstance(plans, (list, tuple)) or not all(_PLAN.fullmatch(str(plan)) for plan in plans):
        raise VariableError("sso_approved_plans must be a list of plans, and each plan has 64 hex digits.")
    return {"approved_plans": list(plans)}


def _provider(
    source: Any, data: Mapping[str, Any], document_of: Callable[[str], str | bytes], now: datetime
) -> dict[str, Any]:
    """What the metadata contains."""
    if source is None or (isinstance(source, str) and not source.strip()):
        return {}
    if not isinstance(source, str):
        raise VariableError(f"sso_metadata {why_no_text(source, 'XML, a path or a URL')}.")
    document = document_of(source)
    name = data["sso_integration"].get("entity_id") or None
    if name is not None and not isinstance(name, str):
        raise VariableError(f"sso_integration.entity_id {why_no_text(name, 'text')}.")
    try:
        return vars(read(document, name, now, not _names_certificates(data["sso_certificates"])))
    except MetadataError as problem:
        raise VariableError(f"sso_metadata cannot be used: {problem}") from None


def _names_certificates(given: Iterable[Any]) -> bool:
    """Whether any given certificate should exist: then the metadata's certificates do not count."""
    return any(not isinstance(one, Mapping) or one.get("state", "present") == "present" for one in given)


def _row(given: Any) -> dict[str, Any]:
    return {"state": "present", **(given if isinstance(given, Mapping) else {"public_certificate": given})}


def _refuse_gaps(result: Checked, wanted: list[dict[str, Any]]) -> None:
    """Refuse missing variables, and a purge after which nobody could sign in."""
    has_integration = bool(result.integration or result.certificates)
    if not has_integration and not result.has_people:
        raise VariableError("There is nothing to do: set sso_integration, sso_roster, sso_groups or several of them.")
    if has_integration and not result.integration.keys() & {"name", "id"}:
        raise VariableError("sso_integration needs a name or an id.")
    if result.purge == "none":
        return
    if not wanted:
        raise VariableError(
            "sso_certificates_purge needs the certificates that are to stay, in sso_certificates or sso_metadata."
        )
    if not result.valid:
        raise VariableError(
            "None of the certificates that are to stay is valid now, so a purge could lock everybody out: none was "
            "added or removed."
        )
