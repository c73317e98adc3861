#!/usr/bin/python
# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

from __future__ import annotations

DOCUMENTATION = r"""
module: sendgrid_sso_teammate_info
short_description: Read who has access to a Twilio SendGrid account
version_added: 1.0.0
author:
  - The community.sendgrid authors (@ansible-collections)
description:
  - Returns everybody who has access to an account, or one person, and what they may do.
  - The API key needs the scope V(teammates.read).
extends_documentation_fragment:
  - community.sendgrid._sendgrid
  - community.sendgrid._attributes
  - community.sendgrid._attributes.reads
options:
  email:
    description:
      - Return only the person with this address. Letter case does not matter.
      - It must be an address, as in O(community.sendgrid.sendgrid_sso_teammate#module:email). Empty text is refused. To
        return everybody, leave the option out.
    type: raw
  sso_only:
    description:
      - Leave out people who sign in with a password.
    type: bool
    default: true
  details:
    description:
      - Also read everybody's access, which takes one or two requests per person. Otherwise, the module reads only the
        listing.
    type: bool
    default: true
  pending:
    description:
      - Also read pending invitations.
    type: bool
    default: false
seealso:
  - ref: ansible_collections.community.sendgrid.docsite.guide_review
    description: How to review who has access, and how to adopt an account.
  - module: community.sendgrid.sendgrid_sso_teammate
  - module: community.sendgrid.sendgrid_sso_roster
"""

EXAMPLES = r"""
- name: Read everybody, with access
  community.sendgrid.sendgrid_sso_teammate_info:
    api_key: "{{ sendgrid_api_key }}"
  register: people

- name: Show the admins
  ansible.builtin.debug:
    msg: "{{ people.teammates | selectattr('is_admin') | map(attribute='email') }}"

- name: Apply their current access as a roster, which changes nothing
  community.sendgrid.sendgrid_sso_roster:
    api_key: "{{ sendgrid_api_key }}"
    teammates: "{{ people.roster }}"
"""

RETURN = r"""
teammates:
  description:
    - The people, sorted by address. Empty if nobody is found.
    - Without O(details), each has only the keys that the listing provides, from V(email) to V(is_sso), and
      V(user_type).
  returned: always
  type: list
  elements: dict
  contains:
    email:
      description: The address, as SendGrid spells it.
      type: str
      returned: always
      sample: mary@example.com
    username:
      description: The username. For SSO teammates it is the address.
      type: str
      returned: always
      sample: mary@example.com
    first_name:
      description: The first name.
      type: str
      returned: always
      sample: Mary
    last_name:
      description: The last name.
      type: str
      returned: always
      sample: Jackson
    is_admin:
      description: Whether they are an admin, with full access.
      type: bool
      returned: always
      sample: false
    is_sso:
      description: Whether they sign in through SSO. Null if SendGrid does not report it.
      type: bool
      returned: always
      sample: true
    user_type:
      description: One of V(owner), V(admin) and V(teammate).
      type: str
      returned: always
      sample: teammate
    persona:
      description: The persona that their access matches, or null.
      type: str
      returned: if O(details=true)
      sample: observer
    scopes:
      description:
        - The scopes that were assigned, without those that SendGrid adds automatically.
        - Empty for an admin and for somebody who is restricted to subusers.
      type: list
      elements: str
      returned: if O(details=true)
      sample:
        - mail.send
    automatic_scopes:
      description: The scopes that SendGrid added automatically. Empty in check mode for a new person.
      type: list
      elements: str
      returned: if O(details=true)
      sample:
        - 2fa_exempt
    has_restricted_subuser_access:
      description: Whether they are restricted to subusers.
      type: bool
      returned: if O(details=true)
      sample: true
    subuser_access:
      description: The subusers that they are restricted to. Empty for everybody else.
      type: list
      elements: dict
      returned: if O(details=true)
      contains:
        id:
          description: The subuser's id.
          type: int
          returned: always
          sample: 57132954
        username:
          description: The subuser's username.
          type: str
          returned: always
          sample: shop
        permission_type:
          description: V(admin) or V(restricted).
          type: str
          returned: always
          sample: restricted
        scopes:
          description: The scopes for this subuser, without those that SendGrid adds to every entry. Empty for V(admin).
          type: list
          elements: str
          returned: always
          sample:
            - mail.send
roster:
  description:
    - The same people as entries for M(community.sendgrid.sendgrid_sso_roster), without the owner and without those who
      sign in with a password. Applying it changes nothing.
    - An entry has a persona if one matches. A person who has only the scopes that SendGrid adds automatically has no
      access option.
    - Null without O(details).
  returned: always
  type: list
  elements: dict
  sample:
    - email: grace@example.com
      first_name: Grace
      last_name: Hopper
      persona: developer
pending:
  description: Pending invitations, without their tokens. Null without O(pending).
  returned: always
  type: list
  elements: dict
  contains:
    email:
      description: The invited address.
      type: str
      returned: always
      sample: john@example.com
    is_admin:
      description: Whether they will be an admin.
      type: bool
      returned: always
      sample: false
    scopes:
      description: The scopes that they will get.
      type: list
      elements: str
      returned: always
      sample:
        - mail.send
    expiration_date:
      description: When the invitation expires, as a Unix timestamp.
      type: int
      returned: always
      sample: 1795347660
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
from ..module_utils._core.growth import workers_for
from ..module_utils._module.sendgrid_sso_teammate_info import look_up, query_from


def main() -> None:
    run(
        arguments={
            "email": {"type": "raw"},
            "sso_only": {"type": "bool", "default": True},
            "details": {"type": "bool", "default": True},
            "pending": {"type": "bool", "default": False},
        },
        empty_result={"teammates": [], "roster": None, "pending": None},
        prepare=query_from,
        work=look_up,
        workers=lambda params: workers_for(None),
    )


if __name__ == "__main__":
    main()
