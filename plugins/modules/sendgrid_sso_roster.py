#!/usr/bin/python
# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

from __future__ import annotations

DOCUMENTATION = r"""
module: sendgrid_sso_roster
short_description: Manage all the people who sign in to Twilio SendGrid through SSO, in one task
version_added: 1.0.0
author:
  - The community.sendgrid authors (@ansible-collections)
description:
  - Creates and updates a whole list of SSO teammates, and optionally removes those who are not on it.
  - Reads the account once and writes only what differs, several requests at a time. A rate limit pauses all of them
    together.
  - Checks the whole list before any request, and reports all invalid entries in one failure.
  - If one person fails, the others are still processed. The task fails at the end and names everybody who failed.
    RV(results) shows what was done.
  - After every write, reads the person back, as M(community.sendgrid.sendgrid_sso_teammate) does.
  - The API key needs the scope V(teammates.read). Depending on the task it also needs V(sso.teammates.create),
    V(sso.teammates.update) or V(teammates.delete), V(subusers.read) to look up subusers by name, and
    V(sso.settings.read) for O(manage_password_teammate).
extends_documentation_fragment:
  - community.sendgrid._sendgrid
  - community.sendgrid._attributes
  - community.sendgrid._attributes.writes
  - community.sendgrid._approval
options:
  teammates:
    description:
      - The people, each with the options of M(community.sendgrid.sendgrid_sso_teammate) that describe a person.
      - A key whose value is null, as in results, is the same as one that is left out. Empty text, as in a row of a CSV
        file, is not.
    type: list
    elements: raw
    required: true
    suboptions:
      email:
        description:
          - The person's e-mail address, as the identity provider knows it. Letter case does not matter.
          - The address identifies the person. A different address is a different person.
          - It must be the text of one address. Spaces around it are removed. A list, even with a single address, and
            anything that is clearly not an address, such as V(<ann@example.com>) or V(ann@example.com;), is refused
            before any request.
        type: raw
        required: true
      first_name:
        description:
          - The first name. Required to create a person.
          - It must be text without leading or trailing spaces. Put a name such as V(No), which YAML reads as a boolean,
            in quotes.
        type: raw
      last_name:
        description:
          - The last name. Required to create a person.
          - It must be text without leading or trailing spaces. Put a name such as V(No), which YAML reads as a boolean,
            in quotes.
        type: raw
      is_admin:
        description:
          - V(true) makes the person an admin with full access.
          - V(false) beside O(teammates[].persona), O(teammates[].scopes) or O(teammates[].subuser_access) has no
            effect. Alone, it asserts that the person is not an admin, and the task fails if they are.
        type: bool
      persona:
        description:
          - Give the access that SendGrid bundles under this name.
          - SendGrid does not report personas, so the module recognizes a persona by the scopes that it grants. Scopes
            that your account cannot grant are left out of the comparison.
          - Null is the same as leaving the option out. In results, null means that no persona matches.
        type: raw
        choices:
          - accountant
          - developer
          - marketer
          - observer
          - null
      scopes:
        description:
          - Give the person exactly these scopes. All others are removed, except those that SendGrid adds automatically.
          - The order does not matter. Twilio lists the names on its page "Teammate Permissions". A name that this
            version of the collection does not know is still sent, with a warning that suggests the closest known name.
        type: list
        elements: raw
      subuser_access:
        description:
          - Restrict the person to these subusers. All other access is removed.
        type: list
        elements: dict
        suboptions:
          id:
            description:
              - The subuser's id. Either O(teammates[].subuser_access[].id) or
                O(teammates[].subuser_access[].username) is required.
            type: int
          username:
            description:
              - The subuser's exact username, as text. The module looks up its id.
            type: raw
          permission_type:
            description:
              - V(admin) for full access to the subuser, V(restricted) for O(teammates[].subuser_access[].scopes).
            type: str
            choices:
              - admin
              - restricted
            required: true
          scopes:
            description:
              - What the person may do for this subuser, if O(teammates[].subuser_access[].permission_type=restricted).
            type: list
            elements: raw
      has_restricted_subuser_access:
        description:
          - Whether the person is restricted to subusers. O(teammates[].subuser_access) implies V(true).
          - Alone, it asserts that the person is restricted (V(true)) or not restricted (V(false)), and the task fails
            if that is wrong. To lift a restriction, set the new access with O(teammates[].is_admin=true),
            O(teammates[].persona) or O(teammates[].scopes).
        type: bool
      ignore_scopes:
        description:
          - Shell patterns, such as V(ui.*), for other scopes that SendGrid adds automatically on your account.
          - A scope that matches is neither compared nor sent, unless you ask for it. If somebody added a matching scope
            by hand, the next write removes it.
        type: list
        elements: raw
  purge:
    description:
      - Remove SSO teammates who are not in O(teammates).
      - The account's owner, teammates who sign in with a password, and those in O(protected) are never removed. Pending
        invitations are left alone.
      - Teammates whose addresses differ only by letter case are not removed either, and a warning names them.
      - Removals come last. If anybody on the list fails, nobody is removed, because that person may still need their
        old address. The failure says how many removals were held back.
      - The task is refused if O(teammates) is empty.
    type: bool
    default: false
  protected:
    description:
      - Addresses that the module does not touch at all, such as an emergency account. None of them may also be in
        O(teammates).
      - Each must be an address, as in O(teammates[].email).
    type: list
    elements: raw
  max_removals:
    description:
      - How many people may lose access in one run. If more would, the task is refused before the first write. Use V(-1)
        for no limit.
      - The limit counts people who are removed, people whom O(manage_password_teammate) deletes and creates again, and
        admins who would lose their admin rights, with or without O(purge).
    type: int
    default: 5
  manage_password_teammate:
    description:
      - Allow the module to delete teammates who sign in with a password and create them again with SSO. By default,
        each of them fails.
    type: bool
    default: false
  concurrency:
    description:
      - How many requests may be in progress at once, from 1 to 32.
      - By default, the module starts with 8 and increases to up to 32 as long as it meets no rate limit or temporary
        failure. After a temporary failure, it halves the number. After a rate limit, it goes back to 8 or fewer, and
        increases the number more slowly.
    type: int
notes:
  - Nothing is written in check mode, or if O(max_removals) would be exceeded.
  - The result does not repeat O(teammates), so that the result for a thousand people is small enough for AWX to store.
  - Ansible shows a module's output only after the module has ended, so this module cannot report its progress. For a
    long roster, set C(async) and C(poll) on the task, and Ansible reports every C(poll) seconds that the task is still
    running. ansible-core 2.16 refuses C(async) in check mode.
seealso:
  - ref: ansible_collections.community.sendgrid.docsite.guide_roster
    description: How to write a roster, and what a purge does.
  - module: community.sendgrid.sendgrid_sso_teammate
  - module: community.sendgrid.sendgrid_sso_teammate_info
"""

EXAMPLES = r"""
- name: Give these people access, and remove everybody else
  community.sendgrid.sendgrid_sso_roster:
    api_key: "{{ sendgrid_api_key }}"
    teammates:
      - email: ada@example.com
        first_name: Ada
        last_name: Lovelace
        is_admin: true
      - email: grace@example.com
        first_name: Grace
        last_name: Hopper
        persona: developer
      - email: alan@example.com
        first_name: Alan
        last_name: Turing
        scopes:
          - mail.send
          - stats.read
    purge: true
    protected:
      - emergency@example.com
    max_removals: 3

- name: Add and update people from a file, and leave all others alone
  community.sendgrid.sendgrid_sso_roster:
    api_key: "{{ sendgrid_api_key }}"
    teammates: "{{ (lookup('ansible.builtin.file', 'sso-variables.yml') | from_yaml).sso_roster.teammates }}"
"""

RETURN = r"""
results:
  description: What was done for each person, sorted by address.
  returned: always
  type: list
  elements: dict
  contains:
    email:
      description: The address.
      type: str
      returned: always
      sample: grace@example.com
    action:
      description: One of V(created), V(updated), V(removed), V(unchanged) and V(failed).
      type: str
      returned: always
      sample: updated
    before:
      description:
        - The values before the change, only where they differ. Null if nothing differs. For a person who was removed,
          what the listing showed.
        - If the result would be too long for AWX, lists contain only what differs, and empty values of new or removed
          people are left out. If that is not enough, long lists end with an element that counts the rest (V(... and 90
          more)), and long texts end with V(...).
      type: dict
      returned: always
      sample: {persona: observer}
    after:
      description: The values after the change, only where they differ. Null if nothing differs.
      type: dict
      returned: always
      sample: {persona: developer}
    failure:
      description:
        - What went wrong, as RV(failure), with the sentence in V(msg) and without V(hint). Null if nothing went wrong.
      type: dict
      returned: always
      sample: null
summary:
  description: The addresses per action.
  returned: always
  type: dict
  contains:
    created:
      description: Who was created.
      type: list
      elements: str
      returned: always
      sample: []
    updated:
      description: Who was updated.
      type: list
      elements: str
      returned: always
      sample:
        - grace@example.com
    removed:
      description: Who was removed.
      type: list
      elements: str
      returned: always
      sample: []
    unchanged:
      description: Who already matched the list.
      type: list
      elements: str
      returned: always
      sample:
        - ada@example.com
    failed:
      description: Who could not be created, updated or removed.
      type: list
      elements: str
      returned: always
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
    - The first failure by address, in machine-readable form. RV(ignore:msg) says the same in a sentence.
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
from ..module_utils._core.growth import workers_for
from ..module_utils._module.sendgrid_sso_roster import ensure, warnings_before
from ..module_utils._roster.model import ACTIONS, roster_from


def main() -> None:
    run(
        arguments={
            # Without suboptions: Ansible would stop at the first invalid entry, without saying which one it is.
            "teammates": {"type": "list", "elements": "raw", "required": True},
            "purge": {"type": "bool", "default": False},
            "protected": {"type": "list", "elements": "raw"},
            "max_removals": {"type": "int", "default": 5},
            # The name only sounds like a secret.
            "manage_password_teammate": {"type": "bool", "default": False, "no_log": False},
            "concurrency": {"type": "int"},
            **writing_arguments(),
        },
        empty_result={"results": [], "summary": {action: [] for action in ACTIONS}},
        prepare=roster_from,
        warnings_before=warnings_before,
        work=ensure,
        workers=lambda params: workers_for(params["concurrency"]),
        unrepeated=["teammates"],
    )


if __name__ == "__main__":
    main()
