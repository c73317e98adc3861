# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""An SSO integration as data: its current and its desired state, and what follows from them. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from .._core.errors import invalid, unexpected_response
from .._core.options import a_filled_name, a_name, a_text, an_id
from .._http.fields import flag, text, whole_number

MANAGED = ("name", "enabled", "signin_url", "signout_url", "entity_id", "completed_integration")

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")


class Integration(NamedTuple):
    """An integration. None: SendGrid has not assigned the value yet, or does not report it."""

    id: str | None
    name: str
    enabled: bool
    signin_url: str
    signout_url: str
    entity_id: str
    completed_integration: bool | None = None
    last_updated: int | None = None
    single_signon_url: str | None = None
    audience_url: str | None = None

    def as_result(self) -> dict[str, Any]:
        """The ``integration`` of a result, with every key it can have."""
        return self._asdict()

    def as_diff(self) -> dict[str, Any]:
        """The managed fields, without those that SendGrid assigns."""
        return {key: getattr(self, key) for key in MANAGED}


class Wanted(NamedTuple):
    """What a task asks for. None: not asked for."""

    present: bool
    id: str | None
    name: str | None
    enabled: bool | None
    signin_url: str | None
    signout_url: str | None
    entity_id: str | None
    completed_integration: bool | None
    allow_lockout: bool
    warn_without_certificate: bool


def wanted_from(params: Mapping[str, Any]) -> Wanted:
    """The options of sendgrid_sso_integration, checked; raises ``invalid``."""
    identity, name = id_from(params, "id"), a_filled_name(params["name"], "name")
    if identity is None and name is None:
        raise invalid("Say which integration by id or name.", "name")
    return Wanted(
        present=params["state"] == "present",
        id=identity,
        name=name,
        enabled=params["enabled"],
        signin_url=_url(params, "signin_url"),
        signout_url=_url(params, "signout_url"),
        entity_id=a_name(params["entity_id"], "entity_id"),
        completed_integration=params["completed_integration"],
        allow_lockout=params["allow_lockout"],
        warn_without_certificate=params["warn_without_certificate"],
    )


def id_from(params: Mapping[str, Any], option: str) -> str | None:
    """An integration's id as an option gives it, or None; raises ``invalid``."""
    identity = an_id(params[option], option)
    if identity is not None and not _ID.fullmatch(identity):
        raise invalid(f"{option} {identity!r} is not the id of an integration.", option)
    return identity


def _url(params: Mapping[str, Any], option: str) -> str | None:
    url = a_text(params[option], option, "one URL")
    if url and not _is_http_url(url):
        raise invalid(f"{option} {url!r} is not an http or https URL.", option)
    return url


def _is_http_url(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and not re.search(r"\s", url)
    except ValueError:
        return False


def integration_from(row: Mapping[str, Any], path: str) -> Integration:
    """One row of SendGrid's response.

    ``enabled`` and ``name`` are required: guessing either could turn SSO off with the next update.
    """
    name, enabled = text(row, "name", path), flag(row, "enabled", path)
    if name is None or enabled is None:
        raise unexpected_response(
            "SendGrid gave an integration without {} at {}.".format("name" if name is None else "enabled", path),
            "GET",
            path,
        )
    return Integration(
        id=text(row, "id", path),
        name=name,
        enabled=enabled,
        signin_url=text(row, "signin_url", path) or "",
        signout_url=text(row, "signout_url", path) or "",
        entity_id=text(row, "entity_id", path) or "",
        completed_integration=flag(row, "completed_integration", path),
        last_updated=whole_number(row, "last_updated", path),
        single_signon_url=text(row, "single_signon_url", path),
        audience_url=text(row, "audience_url", path),
    )


def target_of(wanted: Wanted, current: Integration | None) -> Integration:
    """The complete desired integration: the current one, changed only where asked; raises ``invalid``."""
    if current is None:
        target = _new(wanted)
    else:
        asked = {key: getattr(wanted, key) for key in MANAGED if getattr(wanted, key) is not None}
        target = current._replace(**asked)
    _check_enabling(target, current)
    return target


def _new(wanted: Wanted) -> Integration:
    if wanted.name is None:
        raise invalid("Creating an integration needs name.", "name")
    return Integration(
        id=None,
        name=wanted.name,
        enabled=bool(wanted.enabled),
        signin_url=wanted.signin_url or "",
        signout_url=wanted.signout_url or "",
        entity_id=wanted.entity_id or "",
        completed_integration=wanted.completed_integration,
    )


def _check_enabling(target: Integration, current: Integration | None) -> None:
    if not target.enabled:
        return
    empty = [key for key in ("signin_url", "entity_id") if not getattr(target, key)]
    # An integration that was enabled without these values and keeps them is not this task's concern.
    if empty and not (current and current.enabled and all(not getattr(current, key) for key in empty)):
        raise invalid(
            "An enabled integration needs {}: set {}, or leave enabled false until the identity provider "
            "gives you the value.".format(" and ".join(empty), "it" if len(empty) == 1 else "them"),
            empty[0],
        )


def differences(target: Integration, current: Integration) -> list[str]:
    """The managed fields that differ; ``completed_integration`` counts only if both sides have it."""
    return [
        key
        for key in MANAGED
        if getattr(target, key) != getattr(current, key)
        and not (
            key == "completed_integration" and None in (target.completed_integration, current.completed_integration)
        )
    ]


def may_lock_out(wanted: Wanted, current: Integration) -> bool:
    """Whether the task turns off or removes an integration through which people sign in now."""
    turns_off = not wanted.present or wanted.enabled is False
    return turns_off and current.enabled and not wanted.allow_lockout
