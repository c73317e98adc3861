# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

from __future__ import annotations

DOCUMENTATION = r"""
name: access_report
short_description: Report who has which access to SendGrid, and what needs attention
version_added: 1.0.0
author:
  - The community.sendgrid authors (@ansible-collections)
description:
  - Turns what the collection's info modules read into a report, which the playbook C(community.sendgrid.access_review)
    writes as JSON, CSV and HTML.
  - The account's owner is in the report, and is never a finding.
positional: integrations, certificates
options:
  _input:
    description:
      - What M(community.sendgrid.sendgrid_sso_teammate_info) returns with C(sso_only=false), C(pending=true) and
        C(details=true).
    type: dict
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
    description:
      - The desired roster, as options of M(community.sendgrid.sendgrid_sso_roster). No roster is the same as an empty
        one.
    type: dict
  comparison:
    description: The RV(community.sendgrid.sendgrid_sso_roster#module:results) for this roster in check mode.
    type: list
    elements: dict
  groups:
    description:
      - What P(community.sendgrid.roster_with_groups#filter) returned, if people on the roster come from the groups of a
        directory.
    type: dict
    version_added: 1.1.0
  admins:
    description:
      - Addresses of people who may be admins. You do not need to repeat the roster's admins and those in its
        C(protected).
    type: list
    elements: str
    default: []
  expiry_days:
    description:
      - A certificate that expires within this many days is a finding.
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
    msg: >-
      {{ (people | community.sendgrid.access_report(sso.integrations, trust.certificates,
                                                    admins=['ada@example.com'])).findings }}
"""

RETURN = r"""
_value:
  description: The report.
  type: dict
  contains:
    counts:
      description: The number of people by kind of access and sign-in, and the number of findings of each kind.
      type: dict
    findings:
      description: The addresses or names that need attention, by kind of finding.
      type: dict
      sample: {password_teammates: [john@example.com], unexpected_admins: []}
    titles:
      description: What each kind of finding means.
      type: dict
    sentences:
      description: For each kind of finding, sentences that say what was found and what to do about it.
      type: dict
      version_added: 1.1.0
    report:
      description:
        - The whole report as JSON text, because Ansible processes large text faster than large data.
        - It has C(generated_at), C(owner), C(compared_with_roster), C(counts), C(findings), C(people), C(invitations),
          C(integrations) and C(certificates).
      type: str
    page:
      description: Further data for the HTML page, as JSON text. Its structure may change in any release.
      type: str
"""

import json
from collections.abc import Mapping
from datetime import datetime, timezone
from typing import Any, Callable

from ansible.errors import AnsibleFilterError

from ..plugin_utils._plain import plain
from ..plugin_utils._review import Expected, Reads, report
from ..plugin_utils._review_kinds import KINDS
from ..plugin_utils._review_page import page

# The job's output shows this many characters of names. The report has all of them.
_LONGEST_LIST = 600


def access_report(
    people: Any,
    integrations: Any,
    certificates: Any,
    roster: Any = None,
    comparison: Any = None,
    admins: Any = (),
    expiry_days: Any = 30,
    groups: Any = None,
) -> dict[str, Any]:
    """Return the report on what was read, and the additional data for its page."""
    if not isinstance(people, Mapping) or any(people.get(key) is None for key in ("teammates", "pending")):
        raise AnsibleFilterError(
            "access_report needs what sendgrid_sso_teammate_info returns with sso_only: false and pending: true."
        )
    now = datetime.now(timezone.utc)
    given = (
        people["teammates"],
        people["pending"],
        integrations,
        certificates,
        roster or None,
        comparison,
        groups or {},
    )
    reads = Reads(*(plain(one) for one in given))
    expected = Expected(frozenset(str(email).lower() for email in admins), int(expiry_days))
    made = report(reads, expected, now)
    return {
        "counts": made["counts"],
        "findings": {one["kind"]: [entry["subject"] for entry in one["entries"]] for one in made["findings"]},
        "titles": {name: kind.title for name, kind in KINDS.items()},
        "sentences": {one["kind"]: _sentence(one) for one in made["findings"] if one["entries"]},
        "report": json.dumps(made, ensure_ascii=False, indent=1),
        "page": json.dumps(page(made, now), ensure_ascii=False),
    }


def _sentence(finding: Mapping[str, Any]) -> str:
    """Return one kind of finding for the job's output. Problems of integrations differ, so each follows its name."""
    noted = finding["kind"] == "integrations"
    who = ", ".join(f"{one['subject']}: {one['note']}" if noted else one["subject"] for one in finding["entries"])
    if len(who) > _LONGEST_LIST:
        who = who[: _LONGEST_LIST - 3].rstrip() + "..."
    return f"{finding['title']}: {who}. {finding['advice']}"


class FilterModule:
    """The filters in this file, by name."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        return {"access_report": access_report}
