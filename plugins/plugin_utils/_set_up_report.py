# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""What the role sso reports at its end: what was done, and what is left to do. Pure functions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

_MOST_NAMES = 10
_ACTIONS = ("created", "updated", "removed", "unchanged")
_NEWS = {"created": "would be created", "updated": "would be updated", "unchanged": "unchanged"}


def lines_of(result: Mapping[str, Any], told: Mapping[str, Any]) -> list[str]:
    """What was done, a line for each kind of object, then whom the groups left out, and what is left to do."""
    done = [_about_integration(result, told), _about_certificates(result, told), _about_people(result, told)]
    return [line for line in done if line] + list(told.get("groups", ())) + _left_to_do(result, told)


def _about_integration(result: Mapping[str, Any], told: Mapping[str, Any]) -> str:
    action = told["integration"]
    if not action:
        return ""
    integration = result["integration"]
    state = "enabled" if integration["enabled"] else "not enabled"
    return f"Integration {integration['name']}: {_NEWS[action] if told['check_mode'] else action}, {state}."


def _about_certificates(result: Mapping[str, Any], told: Mapping[str, Any]) -> str:
    if told["certificates_unknown"]:
        return f"Certificates: {told['certificates_unknown']} would be added."
    added, removed = told["certificates_added"], told["certificates_removed"]
    counts = {"added": added, "removed": removed, "unchanged": len(result["certificates"]) - added}
    would = "would be " if told["check_mode"] else ""
    parts = [f"{count} {'' if how == 'unchanged' else would}{how}" for how, count in counts.items() if count]
    return f"Certificates: {', '.join(parts)}." if parts else ""


def _about_people(result: Mapping[str, Any], told: Mapping[str, Any]) -> str:
    people = result["people"]
    would = "would be " if told["check_mode"] else ""
    parts = [
        f"{len(people[how])} unchanged"
        if how == "unchanged"
        else f"{len(people[how])} {would}{how} ({_some(people[how])})"
        for how in _ACTIONS
        if people.get(how)
    ]
    return f"People: {', '.join(parts)}." if parts else ""


def _some(names: Sequence[str]) -> str:
    more = len(names) - _MOST_NAMES
    return ", ".join(names[:_MOST_NAMES]) + (f" and {more} more" if more > 0 else "")


def _left_to_do(result: Mapping[str, Any], told: Mapping[str, Any]) -> list[str]:
    integration = result["integration"]
    if not told["integration"]:
        return ["Nothing is left to do."]
    left = []
    if told["integration"] == "created" and told["check_mode"]:
        if told["certificates_unknown"]:
            left.append(
                "The integration does not exist yet, so check mode skips the steps that need its id, and cannot "
                "predict changes to its certificates."
            )
        left.append(
            "Known only after the first run: the audience URL and the single sign-on URL, which SendGrid assigns and "
            "your identity provider asks for."
        )
    elif told["integration"] == "created" or not integration["enabled"]:
        left.append(
            f"Left to do: give your identity provider the audience URL {integration['audience_url']} and the single "
            f"sign-on URL {integration['single_signon_url']}."
        )
    if not integration["enabled"]:
        left.append(
            "Left to do: nobody can sign in through the integration before you set enabled: true in sso_integration."
        )
    if integration.get("completed_integration") is False:
        left.append(
            "Left to do: SendGrid reports that the setup is not completed. Once somebody has signed in, set "
            "completed_integration: true in sso_integration."
        )
    return left or ["Nothing is left to do."]
