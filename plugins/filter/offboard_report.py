# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

from __future__ import annotations

DOCUMENTATION = r"""
name: offboard_report
short_description: Report who was removed from SendGrid
version_added: 1.1.0
author:
  - The community.sendgrid authors (@ansible-collections)
description:
  - Turns the RV(community.sendgrid.sendgrid_sso_offboard#module:results) into two lists, one of data and one of
    sentences. The playbook C(community.sendgrid.offboard) returns the first as C(sso_offboard_result) and prints the
    second.
positional: host, check_mode
options:
  _input:
    description: The RV(community.sendgrid.sendgrid_sso_offboard#module:results).
    type: list
    elements: dict
    required: true
  host:
    description: The host on which the module ran.
    type: str
    required: true
  check_mode:
    description: Whether it ran in check mode.
    type: bool
    required: true
seealso:
  - module: community.sendgrid.sendgrid_sso_offboard
"""

EXAMPLES = r"""
- name: Remove somebody
  community.sendgrid.sendgrid_sso_offboard:
    api_key: "{{ sendgrid_api_key }}"
    emails:
      - grace@example.com
  register: offboarded

- name: Show what was done
  ansible.builtin.debug:
    msg: >-
      {{ (offboarded.results | community.sendgrid.offboard_report(inventory_hostname, ansible_check_mode)).sentences }}
"""

RETURN = r"""
_value:
  description: Two lists, in the order of the results.
  type: dict
  contains:
    lines:
      description:
        - For each person, C(host), C(check_mode), C(email), C(action), C(signed_in), C(had), and C(failure), which is a
          sentence that says what went wrong, or empty.
        - In check mode, the action is V(to_remove) instead of V(removed).
      type: list
      elements: dict
    sentences:
      description: A line of text for each person.
      type: list
      elements: str
"""

from typing import Any, Callable

from ansible.errors import AnsibleFilterError

from ..plugin_utils._offboarding import lines_of, sentence_of
from ..plugin_utils._plain import NotPlainDataError, plain


def offboard_report(results: Any, host: Any, check_mode: Any) -> dict[str, Any]:
    """Return the lines and the sentences about these results."""
    try:
        lines = lines_of(plain(results), plain(host), bool(check_mode))
        return {"lines": lines, "sentences": [sentence_of(line) for line in lines]}
    except (AttributeError, KeyError, NotPlainDataError, TypeError):
        raise AnsibleFilterError("offboard_report needs the results of sendgrid_sso_offboard.") from None


class FilterModule:
    """The filters in this file, by name."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        return {"offboard_report": offboard_report}
