# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""Reads the people of a roster: what the account's listing leaves open about each of them."""

from __future__ import annotations

from typing import Union

from .._core.errors import SendGridError
from .._http.client import Client
from .._teammate import read
from .._teammate.model import Teammate, without_restriction
from .._teammate.rules import refuse_several, refuse_untouchable
from .._teammate.wanted import Wanted
from .model import EVERYTHING, NOTHING, Listed, Roster, open_about

# Somebody as read, or the error that prevented it.
Found = Union[Teammate, None, SendGridError]


def find(client: Client, roster: Roster, wanted: Wanted, listed: Listed) -> Found:
    """The person with all that is needed to plan; None if they do not exist."""
    twins = listed.get(wanted.email.lower(), ())
    try:
        refuse_several(twins)
        # The listing can miss a person while others come and go, so somebody it lacks is requested by address.
        teammate = twins[0] if twins else read.by_address(client, wanted.email)
        if teammate is None:
            return None
        refuse_untouchable(teammate, True, roster.manage_password_teammate, on_a_roster=True)
        return known_enough(client, wanted, teammate)
    except SendGridError as error:
        return error


def known_enough(client: Client, wanted: Wanted, listed: Teammate) -> Teammate | None:
    """A listed person with everything that the comparison needs; None if they were removed meanwhile."""
    needed = open_about(wanted, listed)
    if needed == NOTHING:
        return without_restriction(listed) if listed.is_admin else listed
    if needed == EVERYTHING:
        return read.in_detail(client, listed)
    known = read.with_restriction(client, listed)
    # A restriction shows all that counts. Without one, the access is still unknown.
    if known is None or known.restricted or wanted.access is None:
        return known
    detailed = read.by_username(client, listed.username)
    return without_restriction(read.with_sso_of(detailed, listed)) if detailed else None
