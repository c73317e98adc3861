#!/usr/bin/python
# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

from __future__ import annotations

DOCUMENTATION = r"""
module: sendgrid_sso_certificate
short_description: Manage the identity provider's certificates in Twilio SendGrid
version_added: 1.0.0
author:
  - The community.sendgrid authors (@ansible-collections)
description:
  - Adds a certificate to an SSO integration, and removes certificates from it.
  - Two certificates are the same if their DER bytes are the same. Line endings, spacing and text around the PEM lines
    do not matter.
  - The module never changes a certificate. It adds a new one beside the old one, so a rotation takes two runs. Add the
    new certificate, let the identity provider switch to it, then remove the others with O(purge).
  - Warns if the certificate expires soon, has expired, or is not valid yet.
  - The API key needs the scope V(sso.settings.read). Depending on the task it also needs V(sso.settings.create) or
    V(sso.settings.delete).
extends_documentation_fragment:
  - community.sendgrid._sendgrid
  - community.sendgrid._attributes
  - community.sendgrid._attributes.writes
  - community.sendgrid._approval
requirements:
  - cryptography >= 3.4
options:
  state:
    description:
      - Whether the certificate should exist.
    type: str
    choices:
      - present
      - absent
    default: present
  id:
    description:
      - The id of the certificate to remove. Use it only with O(state=absent). If no certificate has this id, the task
        succeeds without a change.
      - With O(state=absent), either O(id) or O(public_certificate) is required.
    type: int
  integration_id:
    description:
      - The id of the integration. Either O(integration_id) or O(integration_name) is required.
    type: raw
  integration_name:
    description:
      - The exact name of the integration. It must be text without leading or trailing spaces.
    type: raw
  public_certificate:
    description:
      - The identity provider's X.509 certificate, as PEM or as the bare base64 text that identity providers show.
      - Line endings, spacing, invisible characters and text around the PEM lines do not matter. A binary file (DER,
        often C(.cer)) is refused with the command that converts it.
      - R(The guide to metadata and certificates,ansible_collections.community.sendgrid.docsite.guide_metadata) lists
        what the module reads and what it refuses.
      - Required with O(state=present). It must be the text of one certificate, not a list.
    type: raw
  purge:
    description:
      - Which of the integration's other certificates to remove, once the one that you name is in place.
      - V(expired) removes those that have expired, V(others) removes all of them.
      - The task is refused if the certificate that you name is not valid now.
    type: str
    choices:
      - none
      - expired
      - others
    default: none
  expiry_warning_days:
    description:
      - Warn if the certificate expires within this many days.
    type: int
    default: 30
  allow_lockout:
    description:
      - Allow the task to remove the last valid certificate of an enabled integration. Nobody could then sign in through
        it, so the task is refused by default. A certificate that issued another one of the same integration does not
        count as valid.
    type: bool
    default: false
seealso:
  - ref: ansible_collections.community.sendgrid.docsite.guide_rotation
    description: How to rotate a certificate without downtime.
  - module: community.sendgrid.sendgrid_sso_integration
  - module: community.sendgrid.sendgrid_sso_certificate_info
  - plugin: community.sendgrid.saml_idp_metadata
    plugin_type: filter
"""

EXAMPLES = r"""
- name: Trust the identity provider's certificate
  community.sendgrid.sendgrid_sso_certificate:
    api_key: "{{ sendgrid_api_key }}"
    integration_name: Okta
    public_certificate: "{{ lookup('ansible.builtin.file', 'okta.pem') }}"

- name: Rotation, first run - add the new certificate beside the old one
  community.sendgrid.sendgrid_sso_certificate:
    api_key: "{{ sendgrid_api_key }}"
    integration_name: Okta
    public_certificate: "{{ lookup('ansible.builtin.file', 'okta-new.pem') }}"

- name: Rotation, second run - remove the others, now that the identity provider uses the new one
  community.sendgrid.sendgrid_sso_certificate:
    api_key: "{{ sendgrid_api_key }}"
    integration_name: Okta
    public_certificate: "{{ lookup('ansible.builtin.file', 'okta-new.pem') }}"
    purge: others

- name: Stop trusting a certificate
  community.sendgrid.sendgrid_sso_certificate:
    api_key: "{{ sendgrid_api_key }}"
    integration_name: Okta
    public_certificate: "{{ lookup('ansible.builtin.file', 'okta.pem') }}"
    state: absent
"""

RETURN = r"""
certificate:
  description:
    - The certificate as it is now on SendGrid. In check mode, as it would be after the run, with null for the id.
    - Null if it is absent.
  returned: always
  type: dict
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
removed:
  description:
    - The certificates that O(purge) removed, or in check mode would remove, each in the form of RV(certificate).
  returned: always
  type: list
  elements: dict
  sample: []
plan:
  description:
    - A fingerprint of what the task changes, or in check mode would change. It is the SHA-256 hash of the account, the
      object and the diff, so check mode and the real run return the same value for the same change.
    - Pass it in O(approved_plans) to allow exactly this change.
    - Null if nothing would change, or if the task failed before this was known.
  returned: always
  type: str
  sample: 2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881
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

from ..module_utils._ansible.arguments import writing_arguments
from ..module_utils._ansible.run import Library, run
from ..module_utils._module.sendgrid_sso_certificate import ensure, request_from
from ..module_utils._x509.certificate import CRYPTOGRAPHY_IMPORT_ERROR


def main() -> None:
    run(
        arguments={
            "state": {"type": "str", "choices": ["present", "absent"], "default": "present"},
            "id": {"type": "int"},
            "integration_id": {"type": "raw"},
            "integration_name": {"type": "raw"},
            # A private key could be pasted here by mistake, so the value is hidden until it proves to be a certificate.
            "public_certificate": {"type": "raw", "no_log": True},
            "purge": {"type": "str", "choices": ["none", "expired", "others"], "default": "none"},
            "expiry_warning_days": {"type": "int", "default": 30},
            "allow_lockout": {"type": "bool", "default": False},
            **writing_arguments(),
        },
        empty_result={"certificate": None, "removed": []},
        prepare=request_from,
        work=ensure,
        libraries=[Library("cryptography", "to read certificates", CRYPTOGRAPHY_IMPORT_ERROR)],
        hidden_until_checked=["public_certificate"],
    )


if __name__ == "__main__":
    main()
