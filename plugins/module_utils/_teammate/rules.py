# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""What a task may not do to a teammate. Pure functions that raise, or return nothing."""

from __future__ import annotations

from collections.abc import Sequence

from .._core.errors import conflict, invalid, refused
from .access import FORMS, RootScopes
from .model import OWNER, Teammate
from .scope_lists import UNASSIGNABLE
from .wanted import Wanted

_NAMES = ("first_name", "last_name")


def refuse_untouchable(
    current: Teammate, present: bool, manage_password_teammate: bool, on_a_roster: bool = False
) -> None:
    """Raise ``refused`` for the owner, and for a password teammate unless managing them is allowed."""
    if current.user_type == OWNER and not present:
        raise refused(f"{current.email} owns the SendGrid account: its owner is never removed.")
    if current.user_type == OWNER and current.has_password:
        raise refused(
            "{} owns the SendGrid account and signs in with a password, so SSO cannot manage them: {}.".format(
                current.email, "take them off the list" if on_a_roster else "remove the task"
            )
        )
    if current.has_password and not manage_password_teammate:
        raise refused(
            "{} is a teammate who signs in with a password, and SendGrid cannot convert them to SSO: set "
            "manage_password_teammate: true to {}, or remove them by hand.".format(
                current.email, "delete them and create them again with SSO" if present else "remove them"
            ),
            hint="Deleting a teammate keeps the API keys and templates that they made.",
        )


def refuse_several(teammates: Sequence[Teammate]) -> None:
    """Raise ``conflict`` if several teammates have one address. Letter case does not tell addresses apart."""
    if len(teammates) > 1:
        raise conflict(
            "{} are one address, and several teammates: it cannot be told which is meant.".format(
                " and ".join(sorted(teammate.email for teammate in teammates))
            ),
            "email",
            hint="Remove those who are too many by hand, or all of them with state: absent.",
        )


def refuse_unmet_flags(wanted: Wanted, current: Teammate) -> None:
    """Raise ``invalid`` for a flag alone that does not match: it does not say what they may do instead."""
    asked = wanted.asked
    if asked.access is not None:
        return
    unmet = None
    if asked.is_admin is False and current.is_admin:
        unmet = ("is_admin", "is an admin, and is_admin: false")
    elif asked.restricted is False and current.restricted:
        unmet = ("has_restricted_subuser_access", "is restricted to subusers, and has_restricted_subuser_access: false")
    elif asked.restricted and not current.restricted:
        unmet = ("has_restricted_subuser_access", "is not restricted, and has_restricted_subuser_access: true")
    if unmet:
        raise invalid(
            f"{current.email} {unmet[1]} alone does not say what they may do instead: ask for {FORMS}.",
            unmet[0],
        )


def refuse_demoting_owner(wanted: Wanted, current: Teammate) -> None:
    """Raise ``refused`` if the account's owner would not stay an admin."""
    asked = wanted.asked
    demotes = not asked.access.is_admin if asked.access else asked.is_admin is False or bool(asked.restricted)
    if current.user_type == OWNER and demotes:
        raise refused(f"{current.email} owns the SendGrid account: its owner is never demoted.")


def require_creatable(wanted: Wanted) -> None:
    """Raise ``invalid``, naming all that is missing, unless there are both names and one form of access."""
    missing = [key for key in _NAMES if not getattr(wanted, key)]
    if wanted.access is None:
        missing.append(f"one form of access ({FORMS})")
    if missing:
        raise invalid(
            "Creating {} needs {}.".format(wanted.email, " and ".join(missing)),
            missing[0] if missing[0] in _NAMES else None,
        )


def require_assignable(wanted: Wanted) -> None:
    """Raise ``invalid`` if somebody who is deleted to be created again would have no assignable scope."""
    access = wanted.access
    if isinstance(access, RootScopes) and access.scopes <= UNASSIGNABLE:
        raise invalid(
            f"None of the scopes for {wanted.email} can be assigned, so they could not be created again.",
            "scopes",
        )
