# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""People as entries of LDAP directories, including Active Directory. Pure functions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ._directory_values import (
    DirectoryError,
    brief,
    flag,
    text,
    whole_number,
)

_GROUP_CLASSES = frozenset(
    (
        "group",
        "groupofnames",
        "groupofuniquenames",
        "groupofmembers",
        "groupofentries",
        "groupofurls",
        "posixgroup",
        "ipausergroup",
        "dynamicgroup",
    )
)
_OTHER_CLASSES = frozenset(
    (
        "applicationprocess",
        "builtindomain",
        "computer",
        "contact",
        "container",
        "device",
        "domain",
        "foreignsecurityprincipal",
        "ipahost",
        "ipaservice",
        "msds-groupmanagedserviceaccount",
        "msds-managedserviceaccount",
        "organization",
        "organizationalrole",
        "organizationalunit",
        "printqueue",
    )
)
# These identify a group whose objectClass was not requested.
_ATTRIBUTES_OF_GROUPS = ("member", "uniquemember", "memberuid", "grouptype")
_ATTRIBUTES_OF_ACTIVE_DIRECTORY = ("samaccountname", "objectguid", "userprincipalname")
_ACCOUNT_DISABLED = 0x2


def attributes_of(entry: Mapping[str, Any]) -> dict[str, Any]:
    """The attributes by name in lower case, because LDAP ignores their letter case."""
    return {str(key).lower(): value for key, value in entry.items()}


def first(value: Any) -> Any:
    """The first value of an attribute: one value is text, several are a list, and none may be an empty list."""
    if isinstance(value, (list, tuple)):
        return value[0] if value else None
    return value


def is_group(attributes: Mapping[str, Any]) -> bool:
    """Whether the entry is a group."""
    return not _classes(attributes).isdisjoint(_GROUP_CLASSES) or any(
        key.partition(";")[0] in _ATTRIBUTES_OF_GROUPS for key in attributes
    )


def is_something_else(attributes: Mapping[str, Any]) -> bool:
    """Whether the entry is neither a person nor a group."""
    if not _classes(attributes).isdisjoint(_OTHER_CLASSES):
        return True
    # The names of computers and managed service accounts end with this sign.
    return text(first(attributes.get("samaccountname"))).endswith("$")


def _classes(attributes: Mapping[str, Any]) -> frozenset[str]:
    value = attributes.get("objectclass")
    return frozenset(text(one).lower() for one in (value if isinstance(value, (list, tuple)) else [value]))


def is_enabled(attributes: Mapping[str, Any]) -> bool:
    """Whether the account can be used; raises ``DirectoryError`` if the entry does not say so."""
    if flag(first(attributes.get("nsaccountlock")), "nsAccountLock"):
        return False
    control = first(attributes.get("useraccountcontrol"))
    if control is None:
        if any(attributes.get(key) is not None for key in _ATTRIBUTES_OF_ACTIVE_DIRECTORY):
            raise DirectoryError(
                "is of an Active Directory and has no userAccountControl, so whether they are disabled cannot be seen: "
                "name userAccountControl in attrs"
            )
        return True
    bits = whole_number(control)
    if bits is None:
        raise DirectoryError(f"has userAccountControl {brief(control)}, which is not a whole number")
    return not bits & _ACCOUNT_DISABLED
