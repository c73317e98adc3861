# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""What a task asks for about one person, checked. Pure functions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from .._core.addresses import address_of
from .._core.options import a_name, unusable
from .._core.texts import Unusable
from .access import Access, Restricted
from .access_options import AskedAccess, asked_access, patterns_of
from .grants import Grants


class Wanted(NamedTuple):
    """What a task asks for about one person. None: not asked for."""

    email: str
    first_name: str | None
    last_name: str | None
    asked: AskedAccess
    ignored: tuple[str, ...] = ()

    @property
    def access(self) -> Access | None:
        """The form of access asked for, if any."""
        return self.asked.access

    @property
    def grants(self) -> Grants:
        """The subusers asked for."""
        return self.access.grants if isinstance(self.access, Restricted) else ()

    def with_access(self, access: Access) -> Wanted:
        """The same person with this access instead."""
        return self._replace(asked=self.asked._replace(access=access))


def wanted_from(options: Mapping[str, Any]) -> Wanted:
    """The options of one person, checked; raises ``invalid``."""
    return Wanted(
        email=checked_email(options["email"]),
        first_name=a_name(options["first_name"], "first_name"),
        last_name=a_name(options["last_name"], "last_name"),
        asked=asked_access(options),
        ignored=patterns_of(options["ignore_scopes"]),
    )


def checked_email(value: Any, option: str = "email") -> str:
    """A valid address without surrounding blanks; raises ``invalid``."""
    try:
        return address_of(value)
    except Unusable as error:
        raise unusable(option, error) from None
