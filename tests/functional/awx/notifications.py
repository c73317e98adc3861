# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Notification messages: what AWX accepts, and what it sends.

From AWX at e21dd0a0 (2024-10-23): NotificationTemplateSerializer.validate_messages in awx/api/serializers.py,
JobNotificationMixin in awx/main/models/notifications.py, and awx/main/notifications/webhook_backend.py.
"""

from __future__ import annotations

import json
from typing import Any

from jinja2 import ChainableUndefined, StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

_EVENTS = ("started", "success", "error", "workflow_approval")
# AWX renders a message with these values before it accepts it. There are no artifacts yet.
_STUB = {"job": {"id": 42, "name": "Stub JobTemplate", "status": "running", "artifacts": {}}, "url": "https://awx"}


def message_problems(messages: dict[str, Any]) -> list[str]:
    """Why AWX would refuse a webhook's messages, or send only {}."""
    problems = [f"there is no event {event}" for event in messages if event not in _EVENTS]
    for event in (event for event in messages if event in _EVENTS):
        problems += [f"{event} has no {part}" for part in messages[event] if part not in ("message", "body")]
        problems += _body_problems(event, messages[event]["body"])
    return problems


def sent(messages: dict[str, Any], event: str, name: str, artifacts: dict[str, Any], url: str) -> Any:
    """The body that AWX sends to a webhook about a job."""
    sandbox = ImmutableSandboxedEnvironment(undefined=ChainableUndefined)
    context = {"job": {"name": name, "artifacts": artifacts}, "url": url}
    return json.loads(sandbox.from_string(messages[event]["body"]).render(context))


def _body_problems(event: str, body: str) -> list[str]:
    try:
        rendered = ImmutableSandboxedEnvironment(undefined=StrictUndefined).from_string(body).render(_STUB)
        return [] if isinstance(json.loads(rendered), dict) else [f"the body of {event} is no JSON object"]
    except (TemplateError, ValueError) as problem:
        return [f"the body of {event} cannot be rendered: {problem}"]
