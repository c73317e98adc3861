#!/usr/bin/python
# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

from __future__ import annotations

DOCUMENTATION = r"""
module: sendgrid_sso_integration_info
short_description: Read the SSO integrations of a Twilio SendGrid account
version_added: 1.0.0
author:
  - The community.sendgrid authors (@ansible-collections)
description:
  - Returns all integrations, or those with a given id or name.
  - The API key needs the scope V(sso.settings.read).
extends_documentation_fragment:
  - community.sendgrid._sendgrid
  - community.sendgrid._attributes
  - community.sendgrid._attributes.reads
options:
  id:
    description:
      - Return only the integration with this id.
    type: raw
  name:
    description:
      - Return only integrations with exactly this name. It must be text without leading or trailing spaces.
    type: raw
seealso:
  - module: community.sendgrid.sendgrid_sso_integration
"""

EXAMPLES = r"""
- name: Read all integrations
  community.sendgrid.sendgrid_sso_integration_info:
    api_key: "{{ sendgrid_api_key }}"
  register: sso

- name: Show which ones are enabled
  ansible.builtin.debug:
    msg: "{{ sso.integrations | selectattr('enabled') | map(attribute='name') }}"
"""

RETURN = r"""
integrations:
  description: The integrations, in SendGrid's order. Empty if none is found.
  returned: always
  type: list
  elements: dict
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
          RV(integrations[].single_signon_url).
      type: str
      returned: always
      sample: https://api.sendgrid.com/v3/public/sso/saml/response/id/b0b98502-9408-4b24-9e3d-31ed7cb15312
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

from ..module_utils._ansible.run import run
from ..module_utils._module.sendgrid_sso_integration_info import look_up, query_from


def main() -> None:
    run(
        arguments={"id": {"type": "raw"}, "name": {"type": "raw"}},
        empty_result={"integrations": []},
        prepare=query_from,
        work=look_up,
    )


if __name__ == "__main__":
    main()
