#!/usr/bin/python
# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

from __future__ import annotations

DOCUMENTATION = r"""
module: sendgrid_sso_offboard
short_description: Remove people from a Twilio SendGrid account, all in one task
version_added: 1.1.0
author:
  - The community.sendgrid authors (@ansible-collections)
description:
  - Removes everybody whose address you give, and the pending invitations to them. Nobody else is touched.
  - It reads the account once, writes down what each person has, and removes several people at a time. A rate limit
    pauses all requests together.
  - Nobody counts as absent because of one listing. Whoever is missing from it is asked for by address first.
  - The account's owner is never removed. That person fails.
  - If one removal fails, the others still happen. The task fails at the end and names everybody who failed. What was
    done is in RV(results).
  - The API key needs the scopes V(teammates.read) and V(teammates.delete).
extends_documentation_fragment:
  - community.sendgrid._sendgrid
  - community.sendgrid._attributes
  - community.sendgrid._attributes.writes
  - community.sendgrid._approval
options:
  emails:
    description:
      - The addresses of the people to remove. Letter case does not matter, and neither does an address that appears
        twice.
      - If SendGrid holds an address in several spellings, all of them are removed.
      - Every entry must be the text of one address. If any is not, the task fails and names each before any request.
    type: list
    elements: raw
    required: true
  manage_password_teammate:
    description:
      - Also remove teammates who sign in with a password. By default each of them fails.
    type: bool
    default: false
  max_removals:
    description:
      - The most people to remove in one run. If there are more, the task is refused before the first write.
        V(-1) means no limit.
      - Somebody who has nothing but an invitation counts too. Somebody who is not there does not.
    type: int
    default: 5
  concurrency:
    description:
      - How many requests may be under way at once, from 1 to 32.
      - If you leave it out, the module begins with 8, and grows up to 32 while answers come without a rate limit or a
        passing failure. At the first of either it halves.
    type: int
notes:
  - SendGrid keeps the API keys and templates of people who are removed.
  - The result does not repeat O(emails).
seealso:
  - ref: ansible_collections.community.sendgrid.docsite.playbooks.offboard
    description: The playbook that calls this module, and keeps the result with the job.
  - module: community.sendgrid.sendgrid_sso_teammate
  - module: community.sendgrid.sendgrid_sso_roster
"""

EXAMPLES = r"""
- name: Remove two people
  community.sendgrid.sendgrid_sso_offboard:
    api_key: "{{ sendgrid_api_key }}"
    emails:
      - grace@example.com
      - alan@example.com

- name: Remove everybody in a file, whether they use SSO or a password
  community.sendgrid.sendgrid_sso_offboard:
    api_key: "{{ sendgrid_api_key }}"
    emails: "{{ lookup('ansible.builtin.file', 'leavers.txt').splitlines() }}"
    manage_password_teammate: true
    max_removals: 20
"""

RETURN = r"""
results:
  description: What became of each person, sorted by address. Empty if the task failed before it looked for them.
  returned: always
  type: list
  elements: dict
  contains:
    email:
      description: The address, in lower case.
      type: str
      returned: always
      sample: grace@example.com
    action:
      description:
        - V(removed) if everything was removed, or in check mode would be.
        - V(absent) if there was no teammate with this address and no invitation to it.
        - V(failed) if anything may be left. RV(results[].failure) has the reason.
      type: str
      returned: always
      sample: removed
    signed_in:
      description:
        - How the person signed in before, V(owner), V(password) or V(sso). V(never) if there was no teammate.
        - Null if that could not be read.
      type: str
      returned: always
      sample: sso
    had:
      description:
        - Names and access that the person had before, and V(pending_invitations), the number of invitations.
        - If SendGrid held the address in several spellings, V(twins) lists what the others had.
        - Empty if there was nothing, or if it was not read because the person may not be removed.
      type: dict
      returned: always
      sample: {email: grace@example.com, first_name: Grace, last_name: Hopper, is_admin: false, persona: developer,
        scopes: [], has_restricted_subuser_access: false, subuser_access: [], pending_invitations: 1}
    failure:
      description:
        - What went wrong, as RV(failure), with the sentence in V(msg) and without V(hint). Null if nothing did.
      type: dict
      returned: always
      sample: null
summary:
  description: The addresses per action.
  returned: always
  type: dict
  contains:
    removed:
      description: Who was removed, or in check mode would be.
      type: list
      elements: str
      returned: always
      sample:
        - grace@example.com
    absent:
      description: Who was not there.
      type: list
      elements: str
      returned: always
      sample: []
    failed:
      description: Who could not be removed.
      type: list
      elements: str
      returned: always
      sample: []
plan:
  description:
    - What the task changes, or in check mode would change, as one value, the SHA-256 over the account, the object and
      the diff. A run has the same value as check mode, as long as it would change the same.
    - Give it in O(approved_plans) to have just this done.
    - Null if nothing would change, and if the task failed before this was known.
  returned: always
  type: str
  sample: 2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881
failure:
  description:
    - What went wrong first, by address, for machines. RV(ignore:msg) says it for people.
    - Ansible's own complaints about missing options and wrong types come without it.
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
      description: The HTTP status, if SendGrid answered.
      type: int
      returned: on failure
      sample: 400
    message:
      description: SendGrid's own words.
      type: str
      returned: on failure
      sample: invalid or unassignable scopes were given
    field:
      description: The field that SendGrid names, or the option at fault.
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
      description: What may help.
      type: str
      returned: on failure
      sample: Run the task again later.
"""

from ..module_utils._ansible.arguments import writing_arguments
from ..module_utils._ansible.run import run
from ..module_utils._core.workers import workers_for
from ..module_utils._module.sendgrid_sso_offboard import ensure
from ..module_utils._roster.offboarding import ACTIONS, offboarding_from


def main() -> None:
    run(
        arguments={
            # Not "str", which would make a name of anything.
            "emails": {"type": "list", "elements": "raw", "required": True},
            # The name only sounds like a secret.
            "manage_password_teammate": {"type": "bool", "default": False, "no_log": False},
            "max_removals": {"type": "int", "default": 5},
            "concurrency": {"type": "int"},
            **writing_arguments(),
        },
        empty_result={"results": [], "summary": {action: [] for action in ACTIONS}},
        prepare=offboarding_from,
        work=ensure,
        workers=lambda params: workers_for(params["concurrency"]),
        unrepeated=["emails"],
    )


if __name__ == "__main__":
    main()
