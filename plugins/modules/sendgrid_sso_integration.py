#!/usr/bin/python
# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

from __future__ import annotations

DOCUMENTATION = r"""
module: sendgrid_sso_integration
short_description: Manage an SSO integration of a Twilio SendGrid account
version_added: 1.0.0
author:
  - The community.sendgrid authors (@ansible-collections)
description:
  - Creates, updates and removes an integration, through which people sign in to SendGrid with a SAML 2.0 identity
    provider such as Okta, Microsoft Entra ID or Keycloak.
  - Compares the current state on SendGrid with what you ask for, and writes only the differences. Options that you
    leave out keep their current values.
  - After a write, the module reads the integration back, and fails with the code V(not_applied) if SendGrid did not
    store what you asked for.
  - The API key needs the scope V(sso.settings.read). Depending on the task it also needs V(sso.settings.create),
    V(sso.settings.update) or V(sso.settings.delete), and V(teammates.read) to turn off or remove the last enabled
    integration without O(allow_lockout).
extends_documentation_fragment:
  - community.sendgrid._sendgrid
  - community.sendgrid._attributes
  - community.sendgrid._attributes.writes
  - community.sendgrid._approval
options:
  state:
    description:
      - Whether the integration should exist.
    type: str
    choices:
      - present
      - absent
    default: present
  id:
    description:
      - The id that SendGrid assigned to the integration. With a different O(name), the task renames the integration.
      - If no integration has this id, the task fails with V(not_found), because SendGrid assigns ids. With
        O(state=absent), it succeeds without a change.
      - O(id) or O(name) is required. Null is the same as leaving the option out.
    type: raw
  name:
    description:
      - The name of the integration. Without O(id), the module finds the integration by this exact name.
      - SendGrid allows several integrations with the same name. The task then fails with V(conflict) and lists their
        ids.
      - Required to create an integration.
      - It must be text without leading or trailing spaces.
    type: raw
  enabled:
    description:
      - Whether people can sign in through this integration.
      - A new integration is not enabled unless you set this option, because its certificate can only be added
        afterwards.
      - To be enabled, an integration must have O(signin_url) and O(entity_id).
      - If the task enables an integration that has no valid certificate, the module warns, because nobody can sign in
        through it. O(warn_without_certificate=false) turns the warning off.
    type: bool
  signin_url:
    description:
      - The identity provider's SAML endpoint, to which SendGrid sends people. SendGrid's pages call it "Embed Link".
    type: raw
  signout_url:
    description:
      - Where people go when they sign out, if they came from the identity provider's own page. It may stay empty.
    type: raw
  entity_id:
    description:
      - The name by which the identity provider identifies itself. SendGrid's pages call it "SAML Issuer ID".
      - It must be text without leading or trailing spaces.
    type: raw
  completed_integration:
    description:
      - Whether SendGrid should consider the setup complete.
      - If SendGrid does not report the value, it is sent along with other changes but never causes a change alone.
    type: bool
  allow_lockout:
    description:
      - Allow the task to turn off or remove the last enabled integration while SSO teammates exist. They could no
        longer sign in, so the task is refused by default.
    type: bool
    default: false
  warn_without_certificate:
    description:
      - Warn if the task enables an integration that has no valid certificate.
      - In check mode, a certificate that an earlier task would add does not exist yet. If your playbook adds one first,
        turn the warning off in check mode.
    type: bool
    default: true
    version_added: 1.1.0
seealso:
  - ref: ansible_collections.community.sendgrid.docsite.guide_setup
    description: How to set up SSO, with pages for each identity provider.
  - module: community.sendgrid.sendgrid_sso_teammate
  - name: SendGrid Single Sign-On
    description: Twilio's guide to SSO.
    link: https://www.twilio.com/docs/sendgrid/ui/account-and-settings/sso
"""

EXAMPLES = r"""
- name: Create an integration before the identity provider knows SendGrid
  community.sendgrid.sendgrid_sso_integration:
    api_key: "{{ sendgrid_api_key }}"
    name: Okta
  register: okta

- name: Show the URL for the identity provider
  ansible.builtin.debug:
    msg: "Single sign-on URL and audience: {{ okta.integration.audience_url }}"

- name: Trust the identity provider's certificate
  community.sendgrid.sendgrid_sso_certificate:
    api_key: "{{ sendgrid_api_key }}"
    integration_name: Okta
    public_certificate: "{{ lookup('ansible.builtin.file', 'okta.pem') }}"

- name: Set the identity provider's values, and enable the integration
  community.sendgrid.sendgrid_sso_integration:
    api_key: "{{ sendgrid_api_key }}"
    name: Okta
    enabled: true
    signin_url: https://example.okta.com/app/twilio_sendgrid/abc/sso/saml
    signout_url: https://example.okta.com/login/signout
    entity_id: http://www.okta.com/abc
    # In check mode, the certificate above does not exist yet.
    warn_without_certificate: "{{ not ansible_check_mode }}"

- name: Adopt an integration that was set up by hand, under a better name
  community.sendgrid.sendgrid_sso_integration:
    api_key: "{{ sendgrid_api_key }}"
    id: "{{ okta.integration.id }}"
    name: Okta production

- name: Remove an integration
  community.sendgrid.sendgrid_sso_integration:
    api_key: "{{ sendgrid_api_key }}"
    name: Okta production
    state: absent
    allow_lockout: true
"""

RETURN = r"""
integration:
  description:
    - The integration as it is now on SendGrid. In check mode, as it would be after the run, with null for the values
      that SendGrid assigns.
    - Null if it is absent.
  returned: always
  type: dict
  contains:
    id:
      description: The id that SendGrid assigned.
      type: str
      returned: always
      sample: b0b98502-9408-4b24-9e3d-31ed7cb15312
    name:
      description: The name.
      type: str
      returned: always
      sample: Okta
    enabled:
      description: Whether people can sign in through it.
      type: bool
      returned: always
      sample: true
    signin_url:
      description: The identity provider's SAML endpoint.
      type: str
      returned: always
      sample: https://example.okta.com/app/twilio_sendgrid/abc/sso/saml
    signout_url:
      description: Where people go when they sign out.
      type: str
      returned: always
      sample: https://example.okta.com/login/signout
    entity_id:
      description: The name by which the identity provider identifies itself.
      type: str
      returned: always
      sample: http://www.okta.com/abc
    completed_integration:
      description: Whether SendGrid considers the setup complete. Null if SendGrid does not report it.
      type: bool
      returned: always
      sample: true
    last_updated:
      description: When the integration was last changed, as a Unix timestamp.
      type: int
      returned: always
      sample: 1621289880
    single_signon_url:
      description: The URL to which the identity provider sends its SAML responses.
      type: str
      returned: always
      sample: https://api.sendgrid.com/v3/public/sso/saml/response/id/b0b98502-9408-4b24-9e3d-31ed7cb15312
    audience_url:
      description:
        - The audience to enter at the identity provider, which identifies SendGrid. It is the same URL as
          RV(integration.single_signon_url).
      type: str
      returned: always
      sample: https://api.sendgrid.com/v3/public/sso/saml/response/id/b0b98502-9408-4b24-9e3d-31ed7cb15312
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
from ..module_utils._ansible.run import run
from ..module_utils._module.sendgrid_sso_integration import ensure, request_from


def main() -> None:
    run(
        arguments={
            "state": {"type": "str", "choices": ["present", "absent"], "default": "present"},
            "id": {"type": "raw"},
            "name": {"type": "raw"},
            "enabled": {"type": "bool"},
            "signin_url": {"type": "raw"},
            "signout_url": {"type": "raw"},
            "entity_id": {"type": "raw"},
            "completed_integration": {"type": "bool"},
            "allow_lockout": {"type": "bool", "default": False},
            "warn_without_certificate": {"type": "bool", "default": True},
            **writing_arguments(),
        },
        empty_result={"integration": None},
        prepare=request_from,
        work=ensure,
    )


if __name__ == "__main__":
    main()
