# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

from __future__ import annotations

DOCUMENTATION = r"""
name: set_up_report
short_description: Say what the role sso did, and what is left to do
version_added: 1.1.0
author:
  - The community.sendgrid authors (@ansible-collections)
description:
  - Turns the C(sso_result) of the role P(community.sendgrid.sso#role) into the lines at the end of the role's output.
positional: told
options:
  _input:
    description: The role's C(sso_result).
    type: dict
    required: true
  told:
    description:
      - What else the role knows about the run.
      - C(check_mode) says whether it was in check mode, and C(integration) what happened to the integration
        (V(created), V(updated), V(unchanged) or empty).
      - C(certificates_added), C(certificates_removed) and C(certificates_unknown) are numbers. The last one counts the
        certificates that check mode cannot predict.
      - C(groups) contains the lines about people who are left out of groups.
    type: dict
    required: true
seealso:
  - plugin: community.sendgrid.offboard_report
    plugin_type: filter
"""

EXAMPLES = r"""
- name: Show what was done to an integration
  ansible.builtin.debug:
    msg: "{{ result | community.sendgrid.set_up_report(told) }}"
  vars:
    result:
      integration:
        name: Okta
        enabled: true
      certificates: []
      people: {}
    told:
      check_mode: false
      integration: unchanged
      certificates_added: 0
      certificates_removed: 0
      certificates_unknown: 0
"""

RETURN = r"""
_value:
  description: Lines that say what was done, and what is left to do.
  type: list
  elements: str
  sample:
    - "Integration Okta: unchanged, enabled."
    - Nothing is left to do.
"""

from typing import Any, Callable

from ansible.errors import AnsibleFilterError

from ..plugin_utils._plain import NotPlainDataError, plain
from ..plugin_utils._set_up_report import lines_of


def set_up_report(result: Any, told: Any) -> list[str]:
    """Return the lines about this result."""
    try:
        # Up to ansible-core 2.18, numbers in variables are text.
        known = {key: int(value) if key.startswith("certificates_") else value for key, value in plain(told).items()}
        return lines_of(plain(result), known)
    except (AttributeError, KeyError, NotPlainDataError, TypeError, ValueError):
        raise AnsibleFilterError("set_up_report needs sso_result, and what the role knows besides.") from None


class FilterModule:
    """The filters in this file, by name."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        return {"set_up_report": set_up_report}
