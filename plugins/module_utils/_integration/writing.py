# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""What is sent for an integration, and what it leads to. Pure functions."""

from __future__ import annotations

from typing import Any

from .model import Integration


def body_of(target: Integration) -> dict[str, Any]:
    """The whole object: SendGrid requires every field except ``completed_integration`` (Twilio's API reference)."""
    body = target.as_diff()
    if target.completed_integration is None:
        del body["completed_integration"]
    return body


def predicted(target: Integration, current: Integration | None) -> Integration:
    """What SendGrid would show after the write; the date that it assigns cannot be predicted."""
    unreported = current is not None and current.completed_integration is None
    return target._replace(
        last_updated=None,
        completed_integration=None if unreported else target.completed_integration,
    )
