# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""Creates an object, but never blindly twice."""

from __future__ import annotations

from typing import Any, Callable, TypeVar

from .._core.errors import SendGridError
from .client import Client
from .fields import PASSING_STATUSES, Answer, Lost
from .paths import Path

T = TypeVar("T")

_NOT_SENT = Lost("nothing was sent", tried=False)


def create(client: Client, where: Path, body: dict[str, Any], look: Callable[[], T | None]) -> Answer | T:
    """POST; after a lost response or a gateway's, ``look`` finds what exists, if anything, before the next try.

    Return SendGrid's response, or what ``look`` found.
    """
    outcome: Answer | Lost = _NOT_SENT
    for outcome in client.outcomes("POST", where, None, body):
        if outcome.tried if isinstance(outcome, Lost) else outcome.status in PASSING_STATUSES:
            found = _looked(look)
            if found is not None:
                client.journal.wrote()
                return found
    answer = client.accepted("POST", where, outcome)
    client.journal.wrote()
    return answer


def _looked(look: Callable[[], T | None]) -> T | None:
    """Return what ``look`` finds. If it fails, the object may still exist, because the POST was sent."""
    try:
        return look()
    except SendGridError as error:
        raise error.but(tried=True) from None
