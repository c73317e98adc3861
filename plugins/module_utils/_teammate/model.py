# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""A teammate as SendGrid describes them. Pure functions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from .._core.errors import unexpected_response
from .._http.fields import a_list, flag, text, texts, whole_number
from .grants import Grant, Grants
from .scopes import NO_SCOPES, Scopes, proves_unrestricted

ADMIN = "admin"
OWNER = "owner"


class Teammate(NamedTuple):
    """A teammate as SendGrid describes them. ``restricted`` and ``grants`` are None and empty until read or proven."""

    email: str
    username: str
    first_name: str
    last_name: str
    is_admin: bool
    is_sso: bool | None
    user_type: str
    scopes: Scopes
    restricted: bool | None = None
    grants: Grants = ()

    @property
    def has_password(self) -> bool:
        """Whether they sign in with a password. If SendGrid does not say, they count as an SSO teammate."""
        return self.is_sso is False


def same_email(one: str, other: str) -> bool:
    """Whether two addresses are the same. Letter case does not matter."""
    return one.lower() == other.lower()


def teammate_from(row: Mapping[str, Any], path: str) -> Teammate:
    """A teammate from a listing's row, or their own response (only that has scopes); raises ``unexpected_response``."""
    email, username = text(row, "email", path), text(row, "username", path)
    user_type, is_admin = text(row, "user_type", path), flag(row, "is_admin", path)
    if not (email or username):
        raise unexpected_response(f"SendGrid gave a teammate without e-mail and username at {path}.", "GET", path)
    if is_admin is None and user_type is None:
        raise unexpected_response(f"SendGrid did not tell at {path} whether they are an admin.", "GET", path)
    administers = bool(is_admin) or user_type in (ADMIN, OWNER)
    return Teammate(
        email=email or username or "",
        username=username or email or "",
        first_name=text(row, "first_name", path) or "",
        last_name=text(row, "last_name", path) or "",
        is_admin=administers,
        is_sso=flag(row, "is_sso", path),
        user_type=user_type or (ADMIN if administers else "teammate"),
        scopes=texts(row, "scopes", path),
    )


def grants_from(rows: Any, path: str) -> Grants:
    """The entries of ``/subuser_access``; raises ``unexpected_response``."""
    return tuple(_grant_from(row, path) for row in a_list(rows, path))


def _grant_from(row: Mapping[str, Any], path: str) -> Grant:
    identity, permission_type = whole_number(row, "id", path), text(row, "permission_type", path)
    if identity is None or permission_type is None:
        raise unexpected_response(f"SendGrid gave subuser access without id or permission_type at {path}.", "GET", path)
    # An admin of a subuser has every scope there: none is listed, and none may be sent.
    scopes = texts(row, "scopes", path) if permission_type == "restricted" else NO_SCOPES
    return Grant(identity, text(row, "username", path), permission_type, scopes)


def without_restriction(teammate: Teammate) -> Teammate:
    """The teammate, known not to be restricted to subusers."""
    return teammate._replace(restricted=False, grants=())


def proven_unrestricted(teammate: Teammate) -> bool:
    """Whether the response about them alone proves that they are not restricted."""
    return teammate.is_admin or proves_unrestricted(teammate.scopes)
