# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""SSO integrations: /v3/sso/integrations."""

from __future__ import annotations

import time
import uuid
from typing import Any

from .accounts import Account, Integration
from .answers import Answer, ApiError, bad_request
from .calls import Call, needed, typed

_TEXTS = ("name", "signin_url", "signout_url", "entity_id")
_REQUIRED = ("name", "enabled", "signin_url", "signout_url", "entity_id")
_CALLBACK = "https://api.sendgrid.com/v3/public/sso/saml/response/id/"


def find(account: Account, integration_id: str) -> Integration:
    """Return an integration; a setting says what happens if the id is unknown."""
    found = account.integrations.get(integration_id)
    if found is None:
        raise ApiError(account.settings.unknown_sso_id_status, "resource not found")
    return found


def render(call: Call, integration: Integration) -> dict[str, Any]:
    """Return an integration as SendGrid shows it: with `completed_integration` only if `si=true` is sent."""
    shown = {name: getattr(integration, name) for name in (*_REQUIRED, "id", "last_updated")}
    shown["single_signon_url"] = shown["audience_url"] = _CALLBACK + integration.id
    if call.flag("si") and call.settings.report_completed_integration:
        shown["completed_integration"] = integration.completed_integration
    return shown


def create(call: Call) -> Answer:
    fields = _fields(call.json_object(), required=True)
    _check_name(call, fields["name"], None)
    fields.setdefault("completed_integration", False)
    integration = Integration(id=str(uuid.uuid4()), last_updated=int(time.time()), **fields)
    call.account.integrations[integration.id] = integration
    shown = render(call, integration)
    if call.settings.integration_post_omits_id:
        shown = {name: value for name, value in shown.items() if name in (*_REQUIRED, "last_updated")}
    return Answer(200, shown)


def list_all(call: Call) -> Answer:
    return Answer(200, [render(call, one) for one in call.account.integrations.values()])


def read(call: Call) -> Answer:
    return Answer(200, render(call, find(call.account, call.match["id"])))


def update(call: Call) -> Answer:
    integration = find(call.account, call.match["id"])
    fields = _fields(call.json_object(), required=call.settings.strict_integration_patch)
    _check_name(call, fields.get("name", integration.name), integration)
    change(integration, fields)
    return Answer(200, render(call, integration))


def delete(call: Call) -> Answer:
    integration = find(call.account, call.match["id"])
    del call.account.integrations[integration.id]
    orphans = [one.id for one in call.account.certificates.values() if one.integration_id == integration.id]
    for certificate_id in orphans:
        del call.account.certificates[certificate_id]
    return Answer(204)


def change(integration: Integration, fields: dict[str, Any]) -> None:
    """Change some fields; `last_updated` always advances."""
    for name, value in fields.items():
        setattr(integration, name, value)
    integration.last_updated = max(int(time.time()), integration.last_updated + 1)


def _fields(body: dict[str, Any], required: bool) -> dict[str, Any]:
    read = needed if required else typed
    fields: dict[str, Any] = {name: read(body, name, str) for name in _TEXTS}
    fields["enabled"] = read(body, "enabled", bool)
    fields["completed_integration"] = typed(body, "completed_integration", bool)
    return {name: value for name, value in fields.items() if value is not None}


def _check_name(call: Call, name: str, own: Integration | None) -> None:
    if not name:
        raise bad_request("name cannot be empty", "name")
    others = [one for one in call.account.integrations.values() if one is not own]
    if call.settings.unique_integration_names and any(one.name == name for one in others):
        raise bad_request("integration name already exists", "name")
