#!/usr/bin/python
# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

from __future__ import annotations

DOCUMENTATION = r"""
module: sendgrid_sso_teammate
short_description: Manage a person who signs in to Twilio SendGrid through SSO
version_added: 1.0.0
author:
  - The community.sendgrid authors (@ansible-collections)
description:
  - Creates, updates and removes an SSO teammate, and sets what they may do.
  - Access takes one of four forms, O(is_admin=true), O(persona), O(scopes) or O(subuser_access). Setting one of them
    replaces the current form.
  - Compares the current state on SendGrid with what you ask for, and writes only the differences. Options that you
    leave out keep their current values.
  - Letter case in addresses does not matter. If the addresses of several teammates differ only by letter case,
    O(state=absent) removes all of them, and O(state=present) fails with the code V(conflict) before it writes.
  - After a write, the module reads the person back. If SendGrid accepted the request but dropped part of it, the task
    fails with the code V(not_applied) and names what was not granted.
  - The API key needs the scope V(teammates.read). Depending on the task it also needs V(sso.teammates.create),
    V(sso.teammates.update) or V(teammates.delete), V(subusers.read) to look up subusers by name, and
    V(sso.settings.read) for O(manage_password_teammate).
extends_documentation_fragment:
  - community.sendgrid._sendgrid
  - community.sendgrid._teammate
  - community.sendgrid._attributes
  - community.sendgrid._attributes.writes
  - community.sendgrid._approval
options:
  state:
    description:
      - Whether the person should be an SSO teammate.
      - V(absent) removes the SSO teammate with this address and any pending invitation to it. The account's owner is
        never removed.
    type: str
    choices:
      - present
      - absent
    default: present
  manage_password_teammate:
    description:
      - Allow the task to manage a teammate who signs in with a password. By default, the task is refused.
      - With O(state=present), the teammate is deleted and created again with SSO, because SendGrid cannot convert them.
        They get the access that you ask for or, if you ask for none, keep the access that they had. This requires an
        enabled integration with a valid certificate.
      - With O(state=absent), the teammate is removed.
    type: bool
    default: false
notes:
  - For more than a few people, use M(community.sendgrid.sendgrid_sso_roster) instead of a loop. It takes the same
    options for each person, reads the account once, and works on several people at a time. For 200 people it takes two
    to four seconds, whereas a loop over this module takes more than a minute.
seealso:
  - module: community.sendgrid.sendgrid_sso_roster
  - ref: ansible_collections.community.sendgrid.docsite.guide_troubleshooting
    description: What each failure code means, and what to do.
  - module: community.sendgrid.sendgrid_sso_integration
  - name: Teammate permissions
    description: Twilio's list of scopes and personas.
    link: https://www.twilio.com/docs/sendgrid/ui/account-and-settings/teammate-permissions
"""

EXAMPLES = r"""
- name: Make Ada an admin
  community.sendgrid.sendgrid_sso_teammate:
    api_key: "{{ sendgrid_api_key }}"
    email: ada@example.com
    first_name: Ada
    last_name: Lovelace
    is_admin: true

- name: Give Grace the developer persona
  community.sendgrid.sendgrid_sso_teammate:
    api_key: "{{ sendgrid_api_key }}"
    email: grace@example.com
    first_name: Grace
    last_name: Hopper
    persona: developer

- name: Let Alan send mail and read statistics
  community.sendgrid.sendgrid_sso_teammate:
    api_key: "{{ sendgrid_api_key }}"
    email: alan@example.com
    first_name: Alan
    last_name: Turing
    scopes:
      - mail.send
      - stats.read

- name: Restrict Mary to two subusers
  community.sendgrid.sendgrid_sso_teammate:
    api_key: "{{ sendgrid_api_key }}"
    email: mary@example.com
    first_name: Mary
    last_name: Jackson
    subuser_access:
      - username: news
        permission_type: admin
      - username: shop
        permission_type: restricted
        scopes:
          - mail.send
          - templates.read

- name: Change a name without changing access
  community.sendgrid.sendgrid_sso_teammate:
    api_key: "{{ sendgrid_api_key }}"
    email: grace@example.com
    last_name: Murray

- name: Move somebody from a password to SSO, with the access they have
  community.sendgrid.sendgrid_sso_teammate:
    api_key: "{{ sendgrid_api_key }}"
    email: john@example.com
    manage_password_teammate: true

- name: Remove somebody, and any invitation to them
  community.sendgrid.sendgrid_sso_teammate:
    api_key: "{{ sendgrid_api_key }}"
    email: alan@example.com
    state: absent
"""

RETURN = r"""
teammate:
  description:
    - The person as they are now on SendGrid, or in check mode as they would be after the run.
    - Null if they are absent.
  returned: always
  type: dict
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
      returned: always
      sample: observer
    scopes:
      description:
        - The scopes that were assigned, without those that SendGrid adds automatically.
        - Empty for an admin and for somebody who is restricted to subusers.
      type: list
      elements: str
      returned: always
      sample:
        - mail.send
    automatic_scopes:
      description: The scopes that SendGrid added automatically. Empty in check mode for a new person.
      type: list
      elements: str
      returned: always
      sample:
        - 2fa_exempt
    has_restricted_subuser_access:
      description: Whether they are restricted to subusers.
      type: bool
      returned: always
      sample: true
    subuser_access:
      description: The subusers that they are restricted to. Empty for everybody else.
      type: list
      elements: dict
      returned: always
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
    recreate:
      description:
        - The request body to create the person, who was deleted but could not be created again.
      type: dict
      returned: if O(manage_password_teammate) deleted somebody who could not be created
      sample: {email: john@example.com, first_name: John, last_name: Neumann, is_admin: true}
"""

from ..module_utils._ansible.arguments import writing_arguments
from ..module_utils._ansible.person_arguments import person_arguments
from ..module_utils._ansible.run import run
from ..module_utils._module.sendgrid_sso_teammate import (
    ensure,
    request_from,
    warnings_before,
)


def main() -> None:
    run(
        arguments={
            "state": {"type": "str", "choices": ["present", "absent"], "default": "present"},
            # The name only sounds like a secret.
            "manage_password_teammate": {"type": "bool", "default": False, "no_log": False},
            **person_arguments(),
            **writing_arguments(),
        },
        empty_result={"teammate": None},
        prepare=request_from,
        warnings_before=warnings_before,
        work=ensure,
        examples={
            "dictionary requested": "Each entry of subuser_access is a dictionary: write {username: NAME, "
            "permission_type: admin}, or restricted with scopes."
        },
    )


if __name__ == "__main__":
    main()
