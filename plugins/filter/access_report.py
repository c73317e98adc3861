# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

from __future__ import annotations

DOCUMENTATION = r"""
name: access_report
short_description: Say who has which access to SendGrid, and what about it needs attention
version_added: 1.0.0
author:
  - The community.sendgrid authors (@ansible-collections)
description:
  - Makes a report of what the collection's info modules have read. The playbook C(community.sendgrid.access_review)
    writes it as JSON, CSV and HTML.
  - The account's owner is in the report, and is never a finding.
options:
  _input:
    description:
      - What was read.
    type: dict
    required: true
    suboptions:
      teammates:
        description:
          - Everybody, with details, from M(community.sendgrid.sendgrid_sso_teammate_info) with C(sso_only=false).
        type: list
        elements: dict
        required: true
      pending:
        description: The pending invitations, from the same module with C(pending=true).
        type: list
        elements: dict
        required: true
      integrations:
        description: From M(community.sendgrid.sendgrid_sso_integration_info).
        type: list
        elements: dict
        required: true
      certificates:
        description: From M(community.sendgrid.sendgrid_sso_certificate_info).
        type: list
        elements: dict
        required: true
      roster:
        description: The wanted roster, as options of M(community.sendgrid.sendgrid_sso_roster), if there is one. None is the same as an empty one.
        type: dict
      comparison:
        description: The RV(community.sendgrid.sendgrid_sso_roster#module:results) for this roster in check mode.
        type: list
        elements: dict
  admins:
    description:
      - Addresses of those who may be admins. Admins of the roster, and those whom it protects, need not be repeated.
    type: list
    elements: str
    default: []
  expiry_days:
    description:
      - A certificate that ends within so many days is a finding.
    type: int
    default: 30
seealso:
  - module: community.sendgrid.sendgrid_sso_teammate_info
"""

EXAMPLES = r"""
- name: Read everybody
  community.sendgrid.sendgrid_sso_teammate_info:
    sso_only: false
    pending: true
  register: people

- name: Read the integrations
  community.sendgrid.sendgrid_sso_integration_info:
  register: sso

- name: Read the certificates
  community.sendgrid.sendgrid_sso_certificate_info:
  register: trust

- name: Show what needs attention
  ansible.builtin.debug:
    msg: "{{ (reads | community.sendgrid.access_report(admins=['ada@example.com'])).report.findings }}"
  vars:
    reads:
      teammates: "{{ people.teammates }}"
      pending: "{{ people.pending }}"
      integrations: "{{ sso.integrations }}"
      certificates: "{{ trust.certificates }}"
"""

RETURN = r"""
_value:
  description: The report.
  type: dict
  contains:
    report:
      description:
        - RV(ignore:generated_at), RV(ignore:owner), RV(ignore:compared_with_roster), RV(ignore:counts),
          RV(ignore:findings), RV(ignore:people), RV(ignore:invitations), RV(ignore:integrations) and
          RV(ignore:certificates).
        - Each of RV(ignore:findings) has a V(kind), a V(title), V(subjects) as a list of names, and V(entries) with a
          V(subject) and a V(note).
      type: dict
    page:
      description: What the HTML page needs besides. Its form may change with every release.
      type: dict
"""

from collections.abc import Mapping
from datetime import datetime, timezone
from typing import Any, Callable

from ansible.errors import AnsibleFilterError

from ansible_collections.community.sendgrid.plugins.plugin_utils._review import Expected, Reads, report
from ansible_collections.community.sendgrid.plugins.plugin_utils._review_page import page

_NEEDED = ("teammates", "pending", "integrations", "certificates")


def access_report(reads: Any, admins: Any = (), expiry_days: Any = 30) -> dict[str, Any]:
    """Return the report on what was read, and what its page needs besides."""
    missing = [key for key in _NEEDED if not isinstance(reads, Mapping) or reads.get(key) is None]
    if missing:
        raise AnsibleFilterError(f"access_report needs what the info modules return: {', '.join(missing)} is missing.")
    now = datetime.now(timezone.utc)
    read = Reads(**{key: reads[key] for key in _NEEDED}, roster=reads.get("roster") or None, comparison=reads.get("comparison"))
    expected = Expected(frozenset(str(email).lower() for email in admins), int(expiry_days))
    made = report(read, expected, now)
    return {"report": made, "page": page(made, now)}


class FilterModule:
    """The filters in this file, by name."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        return {"access_report": access_report}
