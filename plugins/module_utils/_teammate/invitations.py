# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""Reads the pending invitations."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from .._core.errors import unexpected_response
from .._http.client import Client
from .._http.fields import flag, rows_of, text, texts, whole_number
from .._http.paths import Path, path, secret_path
from .scopes import Scopes

PENDING = path("/v3/teammates/pending")


@dataclass(frozen=True)
class Invitation:
    """A pending invitation. Its token appears only in a path, which is shown with the token masked."""

    email: str
    is_admin: bool | None
    scopes: Scopes
    expiration_date: int | None
    token: Any = field(repr=False)

    def where(self) -> Path:
        """The path of the invitation; raises ``unexpected_response`` if SendGrid listed it without a token."""
        if not isinstance(self.token, (str, int)):
            raise unexpected_response("SendGrid listed an invitation without its token.", "GET", PENDING.shown)
        return secret_path("/v3/teammates/pending/{}", str(self.token))

    def as_result(self) -> dict[str, Any]:
        """The invitation as a result shows it: without its token."""
        return {
            "email": self.email,
            "is_admin": self.is_admin,
            "scopes": sorted(self.scopes),
            "expiration_date": self.expiration_date,
        }


def invitations(client: Client) -> list[Invitation]:
    """All pending invitations."""
    return [
        Invitation(
            email=text(row, "email", PENDING.shown) or "",
            is_admin=flag(row, "is_admin", PENDING.shown),
            scopes=texts(row, "scopes", PENDING.shown),
            expiration_date=whole_number(row, "expiration_date", PENDING.shown),
            # Twilio's schema calls it ``token``, its examples ``pending_id``.
            token=row.get("token") or row.get("pending_id"),
        )
        for row in rows_of(client.get(PENDING), "result", PENDING.shown)
    ]
