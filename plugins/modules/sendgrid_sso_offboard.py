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
  - Removes the people whose addresses you give, and any pending invitations to them. Nobody else is touched.
  - Reads the account once, records each person's access, and removes several people at a time. A rate limit pauses all
    requests together.
  - If somebody is missing from the listing, looks them up by address before reporting them as absent.
  - Never removes the account's owner. If you list the owner, they count as failed.
  - If one removal fails, the others still happen. The task fails at the end and names everybody who failed. RV(results)
    shows what was done.
  - The API key needs the scopes V(teammates.read) and V(teammates.delete).
extends_documentation_fragment:
  - community.sendgrid._sendgrid
  - community.sendgrid._attributes
  - community.sendgrid._attributes.writes
  - community.sendgrid._approval
options:
  emails:
    description:
      - The addresses of the people to remove. Letter case does not matter, and an address may appear more than once.
      - If several teammates have addresses that differ only by letter case, all of them are removed.
      - Every entry must be the text of one address. Otherwise the task fails before any request, and names each invalid
        entry.
    type: list
    elements: raw
    required: true
  manage_password_teammate:
    description:
      - Also remove teammates who sign in with a password. By default, each of them fails.
    type: bool
    default: false
  max_removals:
    description:
      - How many people one run may remove. If it would remove more, the task is refused before the first write. Use
        V(-1) for no limit.
      - People who have only an invitation count too. People who are absent do not count.
    type: int
    default: 5
  concurrency:
    description:
      - How many requests may be in progress at once, from 1 to 32.
      - By default, the module starts with 8 and increases to up to 32 as long as it meets no rate limit or temporary
        failure. After a temporary failure, it halves the number. After a rate limit, it goes back to 8 or fewer, and
        increases the number more slowly.
    type: int
notes:
  - SendGrid keeps the API keys and templates of people who were removed.
  - The result does not repeat O(emails).
seealso:
  - ref: ansible_collections.community.sendgrid.docsite.playbooks.offboard
    description: The playbook that runs this module, and returns the result in the job statistics.
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
  description: What was done for each person, sorted by address. Empty if the task failed before it looked for them.
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
        - V(failed) if something may be left. RV(results[].failure) has the reason.
      type: str
      returned: always
      sample: removed
    signed_in:
      description:
        - How the person signed in, V(owner), V(password) or V(sso). V(never) if there was no teammate.
        - Null if that could not be read.
      type: str
      returned: always
      sample: sso
    had:
      description:
        - The name and access that the person had, and V(pending_invitations), the number of invitations.
        - If the addresses of several teammates differed only by letter case, V(twins) lists what the others had.
        - Empty if there was nothing, or if it was not read because the person must not be removed.
      type: dict
      returned: always
      sample: {email: grace@example.com, first_name: Grace, last_name: Hopper, is_admin: false, persona: developer,
        scopes: [], has_restricted_subuser_access: false, subuser_access: [], pending_invitations: 1}
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
    removed:
      description: Who was removed, or in check mode would be.
      type: list
      elements: str
      returned: always
      sample:
        - grace@example.com
    absent:
      description: Who was absent.
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
from ..module_utils._module.sendgrid_sso_offboard import ensure
from ..module_utils._roster.offboarding import ACTIONS, offboarding_from


def main() -> None:
    run(
        arguments={
            # Not "str", which would turn anything into text.
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
