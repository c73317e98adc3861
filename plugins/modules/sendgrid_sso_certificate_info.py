#!/usr/bin/python
# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

from __future__ import annotations

DOCUMENTATION = r"""
module: sendgrid_sso_certificate_info
short_description: Read the certificates of a Twilio SendGrid account's SSO integrations
version_added: 1.0.0
author:
  - The community.sendgrid authors (@ansible-collections)
description:
  - Returns the certificates of one integration, or of all integrations, with their validity periods.
  - The API key needs the scope V(sso.settings.read).
extends_documentation_fragment:
  - community.sendgrid._sendgrid
  - community.sendgrid._attributes
  - community.sendgrid._attributes.reads
requirements:
  - cryptography >= 3.4
options:
  integration_id:
    description:
      - Return only the certificates of the integration with this id.
    type: raw
  integration_name:
    description:
      - Return only the certificates of integrations with exactly this name. Mutually exclusive with O(integration_id).
      - It must be text without leading or trailing spaces.
    type: raw
seealso:
  - ref: ansible_collections.community.sendgrid.docsite.guide_rotation
    description: How to rotate a certificate without downtime.
  - module: community.sendgrid.sendgrid_sso_certificate
"""

EXAMPLES = r"""
- name: Read all certificates
  community.sendgrid.sendgrid_sso_certificate_info:
    api_key: "{{ sendgrid_api_key }}"
  register: sso

- name: Fail if one expires within four weeks
  ansible.builtin.assert:
    that: sso.certificates | selectattr('days_left', 'le', 28) | length == 0
"""

RETURN = r"""
certificates:
  description: The certificates, grouped by integration. Empty if none is found.
  returned: always
  type: list
  elements: dict
  contains:
    id:
      description: The id that SendGrid assigned.
      type: int
      returned: always
      sample: 66138975
    integration_id:
      description: The id of its integration.
      type: str
      returned: always
      sample: b0b98502-9408-4b24-9e3d-31ed7cb15312
    public_certificate:
      description: The certificate as SendGrid returns it.
      type: str
      returned: always
      sample: "-----BEGIN CERTIFICATE-----\nMIIC...\n-----END CERTIFICATE-----\n"
    sha256_fingerprint:
      description: The SHA-256 fingerprint, 64 lower-case hexadecimal digits.
      type: str
      returned: always
      sample: 5f0c6e4f2d9b7f0d2f4a5c2a1f8f7f6e5d4c3b2a190817263544536271809f8e
    subject:
      description:
        - The subject in the notation of RFC 4514. It may be empty.
        - A value that cannot be decoded is shown as C(#) followed by its bytes in hexadecimal.
      type: str
      returned: always
      sample: CN=idp.example.com
    not_before:
      description: When it becomes valid, in UTC.
      type: str
      returned: always
      sample: "2026-01-01T00:00:00Z"
    not_after:
      description: When it expires, in UTC.
      type: str
      returned: always
      sample: "2029-01-01T00:00:00Z"
    days_left:
      description: Whole days until it expires, rounded down. 0 or less once it has expired.
      type: int
      returned: always
      sample: 366
    expired:
      description: Whether it has expired.
      type: bool
      returned: always
      sample: false
failure:
  description:
    - What went wrong, in machine-readable form. RV(ignore:msg) says the same in a sentence.
    - Errors that Ansible itself reports, such as missing options and wrong types, do not have it.
  returned: on failure
  type: dict
  contains:
    code:
      description:
        - One of V(unauthorized), V(forbidden), V(not_found), V(invalid), V(conflict), V(rate_limited), V(unavailable),
          V(tls), V(unexpected_response), V(not_applied) and V(refused).
      type: str
      returned: on failure
      sample: not_applied
    status:
      description: The HTTP status, if SendGrid responded.
      type: int
      returned: on failure
      sample: 400
    message:
      description: The error message from SendGrid.
      type: str
      returned: on failure
      sample: invalid or unassignable scopes were given
    field:
      description: The option at fault, or the field that SendGrid names.
      type: str
      returned: on failure
      sample: scopes
    method:
      description: The HTTP method of the request that failed.
      type: str
      returned: on failure
      sample: PATCH
    path:
      description: The path of the request that failed. Invitation tokens are masked.
      type: str
      returned: on failure
      sample: /v3/sso/teammates/ada%40example.com
    hint:
      description: What may solve the problem.
      type: str
      returned: on failure
      sample: Run the task again later.
"""

from ..module_utils._ansible.run import Library, run
from ..module_utils._core.growth import workers_for
from ..module_utils._module.sendgrid_sso_certificate_info import look_up, query_from
from ..module_utils._x509.certificate import CRYPTOGRAPHY_IMPORT_ERROR


def main() -> None:
    run(
        arguments={"integration_id": {"type": "raw"}, "integration_name": {"type": "raw"}},
        empty_result={"certificates": []},
        prepare=query_from,
        work=look_up,
        libraries=[Library("cryptography", "to read certificates", CRYPTOGRAPHY_IMPORT_ERROR)],
        workers=lambda params: workers_for(None),
    )


if __name__ == "__main__":
    main()
