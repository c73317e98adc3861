# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""Everything that can go wrong, as one exception type with a code.

Nothing in this file knows about Ansible or HTTP. All code raises SendGridError, and only _ansible/run.py turns it into
a module's result.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

UNAUTHORIZED = "unauthorized"
FORBIDDEN = "forbidden"
NOT_FOUND = "not_found"
INVALID = "invalid"
CONFLICT = "conflict"
RATE_LIMITED = "rate_limited"
UNAVAILABLE = "unavailable"
TLS = "tls"
UNEXPECTED_RESPONSE = "unexpected_response"
NOT_APPLIED = "not_applied"
REFUSED = "refused"


class SendGridError(Exception):
    """A failure that a module reports.

    ``msg`` is one sentence for the user, ``code`` one of the constants of this file. ``message`` and ``field`` are
    SendGrid's own words, if there are any (``field`` may also name an option).

    ``recreate`` is the body that recreates somebody who was deleted, or may have been, and was not created again.
    ``tried`` is false if the request was never sent because SendGrid was already unreachable. The client's journal has
    what was written until then.

    An error is never changed. To add what the caller knows, make a copy with ``but``.
    """

    def __init__(
        self,
        code: str,
        msg: str,
        *,
        status: int | None = None,
        message: str | None = None,
        field: str | None = None,
        method: str | None = None,
        path: str | None = None,
        hint: str | None = None,
        tried: bool = True,
        recreate: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(msg)
        self.code = code
        self.msg = msg
        self.status = status
        self.message = message
        self.field = field
        self.method = method
        self.path = path
        self.hint = hint
        self.tried = tried
        self.recreate = recreate

    def but(self, **known: Any) -> SendGridError:
        """A copy of the error with these attributes replaced."""
        return SendGridError(**{**vars(self), **known})

    def failure(self) -> dict[str, Any]:
        """The ``failure`` of a result: always the same keys, plus ``recreate`` if it is set."""
        failure: dict[str, Any] = {
            "code": self.code,
            "status": self.status,
            "message": self.message,
            "field": self.field,
            "method": self.method,
            "path": self.path,
            "hint": self.hint,
        }
        if self.recreate is not None:
            failure["recreate"] = self.recreate
        return failure


def invalid(msg: str, field: str | None = None, hint: str | None = None) -> SendGridError:
    """The failure for options or data that cannot be used."""
    return SendGridError(INVALID, msg, field=field, hint=hint)


def refused(msg: str, hint: str | None = None) -> SendGridError:
    """The failure for a change that is possible but would do harm; ``hint`` says how to make it anyway."""
    return SendGridError(REFUSED, msg, hint=hint)


def conflict(msg: str, field: str | None = None, hint: str | None = None) -> SendGridError:
    """The failure for two objects that claim what only one of them can have."""
    return SendGridError(CONFLICT, msg, field=field, hint=hint)


def not_found(msg: str, field: str | None = None, hint: str | None = None) -> SendGridError:
    """The failure for something that the task names but that does not exist."""
    return SendGridError(NOT_FOUND, msg, field=field, hint=hint)


def not_applied(msg: str, hint: str | None = None) -> SendGridError:
    """The failure for a write that SendGrid accepted without storing what was asked for."""
    return SendGridError(NOT_APPLIED, msg, hint=hint)


def unexpected_response(msg: str, method: str | None = None, path: str | None = None) -> SendGridError:
    """The failure for a response that proves nothing."""
    return SendGridError(UNEXPECTED_RESPONSE, msg, method=method, path=path)
