# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

from __future__ import annotations

DOCUMENTATION = r"""
name: doctor_report
short_description: Find out why people cannot sign in to SendGrid
version_added: 1.1.0
author:
  - The community.sendgrid authors (@ansible-collections)
description:
  - Combines what the collection's info modules read, the identity provider's metadata, and how the sign-in URLs
    responded into a report. The playbook C(community.sendgrid.doctor) prints it and writes it as JSON.
  - A failed result of a module is accepted too, and becomes a finding.
positional: certificates
options:
  _input:
    description: What M(community.sendgrid.sendgrid_sso_integration_info) returned for all integrations.
    type: dict
    required: true
  certificates:
    description: What M(community.sendgrid.sendgrid_sso_certificate_info) returned for all integrations.
    type: dict
    required: true
  people:
    description:
      - What M(community.sendgrid.sendgrid_sso_teammate_info) returned for O(email), with C(sso_only=false) and
        C(pending=true).
    type: dict
  email:
    description: The address of the person who cannot sign in.
    type: str
    default: ''
  metadata:
    description: The identity provider's metadata, as P(community.sendgrid.saml_idp_metadata#filter) reads it.
    type: str
  metadata_problem:
    description: A sentence that says why the metadata could not be fetched.
    type: str
    default: ''
  answers:
    description:
      - For each sign-in URL, given as C(item), its RV(ansible.builtin.uri#module:status), or a C(msg) that says why
        there is none.
    type: list
    elements: dict
    default: []
seealso:
  - ref: ansible_collections.community.sendgrid.docsite.guide_doctor
    description: Each finding, and what to do about it.
"""

EXAMPLES = r"""
- name: Read the integrations
  community.sendgrid.sendgrid_sso_integration_info:
  register: sso

- name: Read the certificates
  community.sendgrid.sendgrid_sso_certificate_info:
  register: trust

- name: Show what is wrong with them
  ansible.builtin.debug:
    msg: "{{ (sso | community.sendgrid.doctor_report(trust)).lines }}"
"""

RETURN = r"""
_value:
  description: The report.
  type: dict
  contains:
    findings:
      description: The people or objects that the findings are about, by kind. All kinds are present.
      type: dict
      sample: {integrations: [Okta], password_teammates: []}
    lines:
      description: A line of text for each finding that also says what to do. If there are no findings, one line says
        so.
      type: list
      elements: str
    by_kind:
      description: The same lines by kind, without kinds that have no findings.
      type: dict
    report:
      description:
        - The whole report as JSON text. It has C(report), C(generated_at), C(email), C(findings), C(person),
          C(integrations) and C(lines).
      type: str
"""

import json
from collections.abc import Mapping
from datetime import datetime, timezone
from typing import Any, Callable

from ansible.errors import AnsibleFilterError
from ansible.module_utils.common.text.converters import to_text

from ..plugin_utils._doctor import Read, Reads, examine
from ..plugin_utils._doctor_findings import KINDS, by_kind
from ..plugin_utils._plain import NotPlainDataError, plain

_NEEDS = "doctor_report needs what the info modules returned for integrations, certificates and people."


def doctor_report(
    integrations: Any,
    certificates: Any,
    people: Any = None,
    email: Any = "",
    metadata: Any = None,
    metadata_problem: Any = "",
    answers: Any = (),
) -> dict[str, Any]:
    """Return the findings, for machines and for people."""
    document = metadata if metadata is None or isinstance(metadata, bytes) else to_text(metadata)
    try:
        reads = Reads(
            _read(integrations, "integrations"),
            _read(certificates, "certificates"),
            _read(people, "teammates") if people else None,
            to_text(email or ""),
            document,
            to_text(metadata_problem or ""),
            plain([{key: one[key] for key in ("item", "status", "msg") if key in one} for one in answers or ()]),
        )
        made = examine(reads, datetime.now(timezone.utc))
    except (AttributeError, KeyError, NotPlainDataError, TypeError):
        raise AnsibleFilterError(_NEEDS) from None
    found = by_kind(made["findings"])
    return {
        "findings": {kind: [one["subject"] for one in found.get(kind, ())] for kind in KINDS},
        "lines": made["lines"],
        "by_kind": {kind: [f"{one['problem']} {one['advice']}" for one in found[kind]] for kind in found},
        "report": json.dumps(made, ensure_ascii=False, indent=1),
    }


def _read(result: Any, key: str) -> Read:
    if not isinstance(result, Mapping) or not (result.get("failure") or key in result):
        raise AnsibleFilterError(_NEEDS)
    return Read(plain({name: result[name] for name in (key, "pending", "failure", "msg") if name in result}))


class FilterModule:
    """The filters in this file, by name."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        return {"doctor_report": doctor_report}
