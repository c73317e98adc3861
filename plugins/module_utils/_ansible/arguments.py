# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""The parts of argument specs that modules share."""

from __future__ import annotations

from typing import Any

from ansible.module_utils.basic import env_fallback
from ansible.module_utils.common.parameters import AnsibleFallbackNotFound


def _filled_environment_variable(*names: str) -> Any:
    """Like Ansible's env_fallback, but an empty variable counts as unset: AWX sets one for a blank credential field."""
    value = env_fallback(*names)
    if not value.strip():
        raise AnsibleFallbackNotFound
    return value


def shared_arguments() -> dict[str, dict[str, Any]]:
    """How to reach SendGrid: key, host, on whose behalf, TLS, timeout, retries."""
    return {
        "api_key": {
            "type": "str",
            "no_log": True,
            "fallback": (_filled_environment_variable, ["SENDGRID_API_KEY"]),
        },
        "region": {
            "type": "str",
            "default": "global",
            "choices": ["global", "eu"],
            "fallback": (_filled_environment_variable, ["SENDGRID_REGION"]),
        },
        "base_url": {"type": "str", "fallback": (_filled_environment_variable, ["SENDGRID_BASE_URL"])},
        "on_behalf_of": {"type": "raw", "fallback": (_filled_environment_variable, ["SENDGRID_ON_BEHALF_OF"])},
        "validate_certs": {"type": "bool", "default": True},
        "ca_path": {"type": "path", "fallback": (_filled_environment_variable, ["SENDGRID_CA_PATH"])},
        "timeout": {"type": "float", "default": 30.0},
        "retries": {"type": "int", "default": 5},
        "rate_limit_wait": {"type": "int", "default": 300},
    }


def writing_arguments() -> dict[str, dict[str, Any]]:
    """The options of every module that writes."""
    return {"approved_plans": {"type": "list", "elements": "raw"}}
