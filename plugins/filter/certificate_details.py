# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

from __future__ import annotations

DOCUMENTATION = r"""
name: certificate_details
short_description: Read certificates without contacting SendGrid
version_added: 1.1.0
author:
  - The community.sendgrid authors (@ansible-collections)
description:
  - For each certificate, returns its validity period, or why it cannot be used. The role P(community.sendgrid.sso#role)
    uses it to check C(sso_certificates) before it creates an integration.
  - Accepts the same forms of text as O(community.sendgrid.sendgrid_sso_certificate#module:public_certificate).
options:
  _input:
    description:
      - The certificates. Each is text, or a dictionary of options of
        M(community.sendgrid.sendgrid_sso_certificate) such as C(public_certificate), C(id) and C(state).
    type: list
    elements: raw
    required: true
seealso:
  - module: community.sendgrid.sendgrid_sso_certificate
"""

EXAMPLES = r"""
- name: Show when the certificates in the metadata expire
  ansible.builtin.debug:
    msg: >-
      {{ (lookup('ansible.builtin.file', 'okta-metadata.xml') | community.sendgrid.saml_idp_metadata).certificates
         | community.sendgrid.certificate_details | map(attribute='not_after') | list }}
"""

RETURN = r"""
_value:
  description: One dictionary for each certificate, in the order of the input.
  type: list
  elements: dict
  contains:
    problem:
      description: Why the certificate cannot be used, worded as the end of a sentence. Empty if it can be used.
      type: str
      sample: holds a private key, which must stay with the identity provider
    sha256_fingerprint:
      description: The SHA-256 fingerprint, 64 lower-case hexadecimal digits. Null if there is a problem, or if only an
        C(id) is given.
      type: str
    subject:
      description: The subject. Null in the same cases.
      type: str
    not_before:
      description: When it becomes valid, in ISO 8601 and UTC. Null in the same cases.
      type: str
      sample: "2026-01-01T00:00:00Z"
    not_after:
      description: When it expires. Null in the same cases.
      type: str
      sample: "2027-01-01T00:00:00Z"
    valid:
      description: >-
        Whether people can sign in with it now. V(false) if it is not valid yet or has expired, and also if it issued
        another certificate in the list, because an identity provider signs with the last certificate of a chain.
      type: bool
"""

from datetime import datetime, timezone
from typing import Any, Callable

from ansible.errors import AnsibleFilterError

from ..plugin_utils._certificate_details import details_of
from ..plugin_utils._plain import NotPlainDataError, plain


def certificate_details(certificates: Any) -> list[dict[str, Any]]:
    """Return what each certificate contains, or what is wrong with it."""
    try:
        entries = plain(certificates)
    except NotPlainDataError as problem:
        raise AnsibleFilterError(str(problem)) from None
    if not isinstance(entries, list):
        raise AnsibleFilterError(f"certificate_details needs a list, not {type(certificates).__name__}.")
    return details_of(entries, datetime.now(timezone.utc))


class FilterModule:
    """The filters in this file, by name."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        return {"certificate_details": certificate_details}
