# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""One person of a directory, recognized by the keys of the record. Pure functions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from ..module_utils._core.addresses import address_of
from ..module_utils._core.texts import Unusable
from . import _directory_ldap as ldap
from ._directory_values import (
    DirectoryError,
    brief,
    flag,
    keys_of,
    name,
    refuse_hidden,
    text,
)

# Why somebody is left out.
DISABLED = "disabled"
NO_ADDRESS = "no_address"
NO_NAME = "no_name"
PROTECTED = "protected"
NOT_A_PERSON = "not_a_person"

_PLAIN = frozenset(("email", "first_name", "last_name", "enabled"))
# Keys that can say that somebody is disabled. Beside the keys of a shape that does not use them, they would go
# unnoticed.
_FLAGS = frozenset(
    ("enabled", "active", "accountEnabled", "suspended", "archived", "status", "disabled", "locked", "blocked")
)
_OF_GRAPH = ("userPrincipalName", "accountEnabled", "givenName", "surname", "mail")
_OF_GRAPH_GROUPS = ("groupTypes", "securityEnabled", "mailEnabled")
_OF_KEYCLOAK = ("username", "firstName", "lastName", "emailVerified", "createdTimestamp")
_OF_KEYCLOAK_GROUPS = ("subGroups", "subGroupCount", "path")

_GOOGLE_KINDS = frozenset(f"admin#directory#{kind}" for kind in ("member", "user", "group"))
_GOOGLE_ROLES = frozenset(("OWNER", "MANAGER", "MEMBER"))
_GOOGLE_TYPES = frozenset(("USER", "GROUP", "CUSTOMER", "EXTERNAL"))
_OKTA_ENABLED = ("ACTIVE", "PASSWORD_EXPIRED", "LOCKED_OUT", "RECOVERY")
# Keys that identify somebody who has no address, the best first.
_WHO = ("email", "primaryEmail", "mail", "displayName", "username", "userName", "userPrincipalName")
_WHO_ELSE = ("login", "dn", "name", "display", "id", "value")


@dataclass(frozen=True)
class Person:
    """Somebody as one record shows them. ``left_out`` is the reason, or empty; ``address`` may be missing then."""

    who: str
    address: str
    first_name: str | None
    last_name: str | None
    left_out: str
    is_group: bool = False


@dataclass(frozen=True)
class _Read:
    """What a shape's reader finds, before anything is checked."""

    address: Any = None
    first_name: Any = None
    last_name: Any = None
    enabled: bool = True
    is_group: bool = False
    is_something_else: bool = False


def person_of(record: Any) -> Person:
    """Read one record; raises ``DirectoryError``, whose text continues a sentence after the record's place."""
    if not isinstance(record, dict):
        raise DirectoryError(f"is {brief(record)}, and a person is a dictionary")
    reader, own_flags = _reader_for(record)
    if reader is None or (own_flags is not None and not _FLAGS.isdisjoint(record.keys() - own_flags)):
        raise DirectoryError(f"is in no shape that is known: its keys are {keys_of(record)}")
    try:
        return _checked(record, reader(record))
    except DirectoryError as error:
        raise DirectoryError(f"({_who(record)}) {error}") from None


def shape_of(record: Any) -> str:
    """The name of a record's shape; empty if it is unknown."""
    reader = _reader_for(record)[0] if isinstance(record, dict) else None
    return _NAMES[reader] if reader else ""


def _checked(record: Mapping[str, Any], read: _Read) -> Person:
    if read.is_group or read.is_something_else:
        return Person(_who(record, read.address), "", None, None, NOT_A_PERSON, read.is_group)
    refuse_hidden(text(read.address))
    try:
        address = address_of(text(read.address) if isinstance(read.address, str) else read.address)
    except Unusable:
        address = ""
    left_out = "" if read.enabled else DISABLED
    if not address and not left_out:
        left_out = NO_ADDRESS
    names = (None, None) if left_out else (name(read.first_name, "first_name"), name(read.last_name, "last_name"))
    return Person(address or _who(record, read.address), address, *names, left_out)


def _who(record: Mapping[str, Any], address: Any = None) -> str:
    """How to refer to somebody who may have no address."""
    if isinstance(address, str) and address.strip():
        return str.__str__(address)
    if address is not None and not isinstance(address, str):
        return brief(address)
    profile = record.get("profile")
    places = [record, profile] if isinstance(profile, dict) else [record]
    found = (text(place.get(key)) for key in (*_WHO, *_WHO_ELSE) for place in places)
    names = " ".join(filter(None, (text(record.get("first_name")), text(record.get("last_name")))))
    return next(filter(None, found), names) or "without a name"


def _reader_for(record: Mapping[str, Any]) -> tuple[Callable[[Mapping[str, Any]], _Read] | None, set[str] | None]:
    """The reader for this record, and its shape's flags: None for LDAP, where any attribute may occur."""
    kind = text(record.get("kind"))
    if text(record.get("dn")):
        # With `schema: true`, the entry has only the attributes' names.
        return (None, None) if isinstance(record.get("attrs"), list) else (_ldap, None)
    if "@odata.type" in record:
        return _graph, None if "user" not in text(record["@odata.type"]) else {"accountEnabled"}
    if isinstance(record.get("profile"), dict):
        return _okta, {"status"}
    if kind in _GOOGLE_KINDS or "primaryEmail" in record:
        return _google, {"suspended", "archived", "status"}
    if any(":messages:" in text(schema) for schema in _list(record.get("schemas"))):
        return None, None
    if isinstance(record.get("schemas"), list) or isinstance(record.get("emails"), list) or "userName" in record:
        return _scim, {"active"}
    if "email" not in record and any(key in record for key in (*_OF_GRAPH, *_OF_GRAPH_GROUPS)):
        return _graph, {"accountEnabled"}
    if _is_of_google(record):
        return _google, {"suspended", "archived", "status"}
    return _without_marks(record)


def _without_marks(
    record: Mapping[str, Any],
) -> tuple[Callable[[Mapping[str, Any]], _Read] | None, set[str] | None]:
    if record.keys() <= _PLAIN and any(key in record for key in ("email", "first_name", "last_name")):
        return _plain, {"enabled"}
    if "first_name" in record or "last_name" in record:
        return None, None
    if any(key in record for key in _OF_KEYCLOAK) or all(key in record for key in ("name", "path")):
        return _keycloak, {"enabled"}
    if record.get("value") and record.keys() <= {"value", "type", "display", "$ref"} and "type" in record:
        return _scim_member, set()
    return None, None


def _plain(record: Mapping[str, Any]) -> _Read:
    return _Read(
        record.get("email"), record.get("first_name"), record.get("last_name"), _unless_false(record, "enabled")
    )


def _graph(record: Mapping[str, Any]) -> _Read:
    kind = text(record.get("@odata.type")).rpartition(".")[2]
    address = record.get("mail")
    if kind == "group" or any(key in record for key in _OF_GRAPH_GROUPS):
        return _Read(is_group=True)
    if kind not in ("", "user"):
        return _Read(is_something_else=True)
    enabled = _needed(flag(record.get("accountEnabled"), "accountEnabled"), "accountEnabled", "name it in $select")
    principal = record.get("userPrincipalName")
    if (address is None or not text(address)) and isinstance(principal, str):
        address = None if "#ext#" in principal.lower() else principal
    return _Read(address, record.get("givenName"), record.get("surname"), enabled)


def _okta(record: Mapping[str, Any]) -> _Read:
    if any(text(one).startswith("okta:") and "group" in text(one) for one in _list(record.get("objectClass"))):
        return _Read(is_group=True)
    profile = record["profile"]
    status = _needed(record.get("status"), "status", "ask for the users of a group, and hand them over as they came")
    return _Read(
        profile.get("email"), profile.get("firstName"), profile.get("lastName"), _word(status) in _OKTA_ENABLED
    )


def _google(record: Mapping[str, Any]) -> _Read:
    kind = text(record.get("type")).upper()
    address = record.get("email") if record.get("primaryEmail") is None else record["primaryEmail"]
    if kind == "CUSTOMER":
        raise DirectoryError("stands for everybody in the domain (type CUSTOMER), which is not a list of people")
    if kind == "GROUP" or text(record.get("kind")) == "admin#directory#group":
        return _Read(address, is_group=True)
    if text(address).lower().endswith(".gserviceaccount.com"):
        return _Read(address, is_something_else=True)
    names = record.get("name")
    names = names if isinstance(names, Mapping) else {}
    status = record.get("status")
    enabled = not (flag(record.get("suspended"), "suspended") or flag(record.get("archived"), "archived"))
    enabled = enabled and (status is None or _word(status) == "ACTIVE")
    return _Read(address, names.get("givenName"), names.get("familyName"), enabled)


def _keycloak(record: Mapping[str, Any]) -> _Read:
    if not any(key in record for key in _OF_KEYCLOAK) and any(key in record for key in _OF_KEYCLOAK_GROUPS):
        return _Read(is_group=True)
    if text(record.get("username")).startswith("service-account-"):
        return _Read(is_something_else=True)
    return _Read(record.get("email"), record.get("firstName"), record.get("lastName"), _unless_false(record, "enabled"))


def _scim(record: Mapping[str, Any]) -> _Read:
    meta, names = record.get("meta"), record.get("name")
    kinds = [text(one).rpartition(":")[2] for one in _list(record.get("schemas"))]
    kind = text(meta.get("resourceType")) if isinstance(meta, Mapping) else ""
    if "Group" in (*kinds, kind):
        return _Read(is_group=True)
    if not {"User", "userName", "emails"} & {*kinds, kind, *record}:
        return _Read(is_something_else=True)
    names = names if isinstance(names, Mapping) else {}
    address = _address_among(record.get("emails"))
    return _Read(address, names.get("givenName"), names.get("familyName"), _unless_false(record, "active"))


def _address_among(emails: Any) -> Any:
    """The primary address, otherwise the one for work, otherwise the first."""
    usable = [one for one in _list(emails) if isinstance(one, Mapping) and one.get("value") is not None]
    primary = [one for one in usable if flag(one.get("primary"), "primary")]
    work = [one for one in usable if text(one.get("type")).lower() == "work"]
    return next((one["value"] for one in (*primary, *work, *usable)), None)


def _scim_member(record: Mapping[str, Any]) -> _Read:
    if text(record.get("type")) == "Group":
        return _Read(is_group=True)
    raise DirectoryError(
        "is a member of a SCIM group, which says neither the address nor whether they are active: ask for the users"
    )


def _ldap(record: Mapping[str, Any]) -> _Read:
    attributes = ldap.attributes_of(record)
    address = ldap.first(attributes.get("mail"))
    if ldap.is_group(attributes):
        return _Read(is_group=True)
    if ldap.is_something_else(attributes):
        return _Read(is_something_else=True)
    first_name, last_name = ldap.first(attributes.get("givenname")), ldap.first(attributes.get("sn"))
    return _Read(address, first_name, last_name, ldap.is_enabled(attributes))


def _is_of_google(record: Mapping[str, Any]) -> bool:
    """Whether this is a member or user of Google, even if only some fields were requested."""
    if "email" not in record or "first_name" in record or "last_name" in record:
        return False
    return (
        text(record.get("role")).upper() in _GOOGLE_ROLES
        or text(record.get("type")).upper() in _GOOGLE_TYPES
        or any(key in record for key in ("suspended", "archived"))
        or isinstance(record.get("name"), dict)
        or record.keys() == {"email", "status"}
    )


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _unless_false(record: Mapping[str, Any], key: str) -> bool:
    return flag(record.get(key), key) is not False


def _needed(value: Any, key: str, advice: str) -> Any:
    if value is None:
        raise DirectoryError(f"has no {key}, so whether they are disabled cannot be seen: {advice}")
    return value


def _word(status: Any) -> str:
    if not isinstance(status, str):
        raise DirectoryError(f"has the status {brief(status)}, but must be one word")
    return text(status).upper()


_NAMES: dict[Callable[[Mapping[str, Any]], _Read], str] = {
    _ldap: "ldap",
    _graph: "graph",
    _okta: "okta",
    _google: "google",
    _scim: "scim",
    _scim_member: "scim",
    _plain: "plain",
    _keycloak: "keycloak",
}
