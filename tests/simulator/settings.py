# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Behavior of SendGrid that is only partly known: each is a setting of the account, with a default."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any

from . import scopes


def is_kind(value: Any, kind: type) -> bool:
    """Return whether a JSON value has a type: unlike in Python, true is not a number."""
    return isinstance(value, kind) and isinstance(value, bool) is (kind is bool)


def _choices(*names: str) -> dict[str, Any]:
    return {"choices": names}


@dataclass(frozen=True)
class Settings:
    """The settings of one account. Lists are tuples, so that settings can be cache keys."""

    # Listings.
    teammates_page_default: int = 500
    teammates_page_max: int = 500
    subusers_page_default: int = 100
    subusers_page_max: int = 500
    subuser_access_page_default: int = 100
    subuser_access_page_max: int = 500
    page_overflow: str = field(default="clamp", metadata=_choices("clamp", "reject"))
    listing_order: str = field(default="created", metadata=_choices("created", "reversed", "scrambled"))
    string_cursor: bool = False
    cursor_end: str = field(default="absent", metadata=_choices("absent", "null", "zero"))
    cursor_stands_still: bool = False
    subuser_access_filter: bool = False

    # Integrations.
    unknown_sso_id_status: int = 404
    strict_integration_patch: bool = False
    report_completed_integration: bool = True
    unique_integration_names: bool = False
    integration_post_omits_id: bool = False

    # Certificates.
    typo_intergration_id: bool = False
    certificate_enabled_returned: bool = False
    certificate_delete_status: int = 200
    accept_bare_base64: bool = False

    # Teammates.
    global_usernames: bool = True
    case_sensitive_usernames: bool = True
    lower_case_emails: bool = False
    trim_names: bool = False
    omit_is_sso_on_get_one: bool = False
    pending_id_key: bool = False
    names_required_on_create: bool = True
    strict_teammate_patch: bool = False
    unknown_subuser_status: int = 400
    admin_with_other_form: str = field(default="reject", metadata=_choices("reject", "ignore"))
    persona_with_scopes: str = field(default="reject", metadata=_choices("reject", "ignore"))
    subuser_sso_settings: str = field(default="forbid", metadata=_choices("forbid", "parent"))

    # Scopes.
    automatic_scopes: tuple[str, ...] = ("2fa_exempt", "sender_verification_eligible", "sender_verification_legacy")
    automatic_scopes_password: tuple[str, ...] = ("2fa_required", "sender_verification_eligible")
    default_root_scopes: tuple[str, ...] = ("user.profile.read",)
    unassignable_scopes: tuple[str, ...] = tuple(sorted(scopes.UNASSIGNABLE | scopes.AUTOMATIC))
    profile_update_missing_on_read: bool = False
    dropped_root_scopes: tuple[str, ...] = ()
    dropped_entry_scopes: tuple[str, ...] = ()
    entry_baseline: tuple[str, ...] = scopes.SUBUSER_BASELINE
    persona_missing: tuple[str, ...] = ()
    persona_extra: tuple[str, ...] = ()
    persona_grants_automatic: bool = False

    # The account as a whole.
    sso_available: bool = True
    plan_lacks: tuple[str, ...] = ()
    error_body: str = field(default="errors", metadata=_choices("errors", "array", "error", "empty", "html"))
    rate_limit_headers: bool = True

    def changed(self, switches: dict[str, Any]) -> Settings:
        """Return a copy with some settings changed; raise ValueError for an unknown name or a wrong type."""
        known = {item.name: item for item in fields(self)}
        unknown = sorted(set(switches) - set(known))
        if unknown:
            raise ValueError(f"no such setting: {', '.join(unknown)}; there are {', '.join(sorted(known))}")
        return replace(self, **{name: _checked(known[name], value) for name, value in switches.items()})

    def as_dict(self) -> dict[str, Any]:
        """Return every setting with its value."""
        return asdict(self)


def _checked(item: Any, value: Any) -> Any:
    kind = type(item.default)
    if kind is tuple and isinstance(value, (list, tuple)) and all(isinstance(one, str) for one in value):
        return tuple(value)
    if not is_kind(value, kind):
        raise ValueError(f"{item.name} must be of type {'list' if kind is tuple else kind.__name__}")
    choices = item.metadata.get("choices")
    if choices and value not in choices:
        raise ValueError(f"{item.name} must be one of {', '.join(choices)}")
    return value
