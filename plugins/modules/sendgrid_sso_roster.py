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
  - Creates and updates a whole list of SSO teammates, and on request removes those who are not on it.
  - It reads the account once, plans everybody, and writes only what differs, several requests at a time. A rate limit
    pauses all of them together.
  - The whole list is checked before any request. One failure then names every entry that is wrong.
  - One person's failure does not stop the others. The task fails at the end and names each. What was done is in
    RV(results).
  - Every write is proven by a new read, as with M(community.sendgrid.sendgrid_sso_teammate).
  - The API key needs the scope V(teammates.read), and as far as used V(sso.teammates.create), V(sso.teammates.update),
    V(teammates.delete), V(subusers.read) (subusers by name) and V(sso.settings.read) (O(manage_password_teammate)).
extends_documentation_fragment:
  - community.sendgrid._sendgrid
  - community.sendgrid._attributes
  - community.sendgrid._attributes.writes
  - community.sendgrid._approval
options:
  teammates:
    description:
      - The people, each with the options of M(community.sendgrid.sendgrid_sso_teammate) that describe a person.
      - A key whose value is null, as results hold it, is the same as one that is left out. Empty text, as a row of a
        CSV file has it, is not.
    type: list
    elements: raw
    required: true
    suboptions:
      email:
        description:
          - The person's address, by which the identity provider knows them too. Letter case does not matter.
          - An address is an identity. Another address is another person.
          - It is one text. Blanks around it are taken off. A list, even of a single address, and what is plainly no
            address, such as V(<ann@example.com>) or V(ann@example.com;), is refused before any request.
        type: raw
        required: true
      first_name:
        description:
          - The first name. Required for creating somebody.
          - It must be text, without blanks at its ends. Put a name such as V(No), which YAML reads as a boolean, in
            quotes.
        type: raw
      last_name:
        description:
          - The last name. Required for creating somebody.
          - It must be text, without blanks at its ends. Put a name such as V(No), which YAML reads as a boolean, in
            quotes.
        type: raw
      is_admin:
        description:
          - V(true) makes the person an admin, with all access.
          - V(false) beside O(teammates[].persona), O(teammates[].scopes) or O(teammates[].subuser_access) says nothing
            more than those. Alone, it is fine for anybody but an admin.
        type: bool
      persona:
        description:
          - Give the access that SendGrid bundles under this name.
          - SendGrid does not tell who has which persona. It is recognised by the scopes that it grants. Scopes that
            cannot be granted on your account are not missed.
          - Null, as results hold it where no persona holds, is the same as leaving it out.
        type: raw
        choices:
          - accountant
          - developer
          - marketer
          - observer
          - null
      scopes:
        description:
          - Give just these scopes. Every other scope is removed, but for those that SendGrid adds by itself.
          - The order does not matter. Twilio lists the names on its page "Teammate Permissions". A name that this
            version of the collection does not know is sent all the same, with a warning that names the nearest known
            one.
        type: list
        elements: raw
      subuser_access:
        description:
          - Restrict the person to these subusers. Every other access is removed.
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
              - The subuser's username, as text, exactly as written. Its id is looked up.
            type: raw
          permission_type:
            description:
              - V(admin) for all access to the subuser, V(restricted) for O(teammates[].subuser_access[].scopes).
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
          - Alone, V(true) is fine for somebody restricted and V(false) for anybody else. To lift a restriction, say
            what they may do instead, with O(teammates[].is_admin=true), O(teammates[].persona) or
            O(teammates[].scopes).
        type: bool
      ignore_scopes:
        description:
          - Shell patterns for further scopes that SendGrid adds by itself on your account, such as V(ui.*).
          - A scope that matches is neither a difference nor sent, unless you ask for it. So one that somebody
            added by hand and that matches is lost with the next write.
        type: list
        elements: raw
  purge:
    description:
      - Remove SSO teammates who are not in O(teammates).
      - Never removed are the account's owner, teammates who sign in with a password, and those in O(protected).
        Invitations are left alone.
      - Teammates whose addresses differ by letter case alone are left too, with a warning.
      - Removals come last. If anybody on the list fails, nobody is removed, since the person may still need the old
        address. The failure says how many removals were held back.
      - Refused with an empty list.
    type: bool
    default: false
  protected:
    description:
      - Addresses that the roster does not touch at all, such as the account for emergencies. None may be in
        O(teammates) too.
      - Each is checked as O(teammates[].email) is.
    type: list
    elements: raw
  max_removals:
    description:
      - The most people that may lose access in one run. If there are more, the task is refused before the first write.
        V(-1) means no limit.
      - People who are removed count, people whom O(manage_password_teammate) deletes and creates again, and admins who
        would no longer be admins, whatever O(purge) says.
    type: int
    default: 5
  manage_password_teammate:
    description:
      - Allow deleting teammates who sign in with a password, to create them anew with SSO. By default each fails.
    type: bool
    default: false
  concurrency:
    description:
      - How many requests may be under way at once, from 1 to 32.
      - If you leave it out, the module begins with 8, and grows up to 32 while answers come without a rate limit or a
        passing failure. At the first of either it halves.
    type: int
notes:
  - In check mode, and for a plan of more than O(max_removals), nothing is written.
  - The result does not repeat O(teammates), so that a thousand people fit into what AWX keeps.
seealso:
  - ref: ansible_collections.community.sendgrid.docsite.guide_roster
    description: How to write a roster, and what a purge does.
  - module: community.sendgrid.sendgrid_sso_teammate
  - module: community.sendgrid.sendgrid_sso_teammate_info
"""

EXAMPLES = r"""
- name: These people have access, and nobody else
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
  description: What became of each person, sorted by address.
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
        - What differed before. Null if nothing does. Of somebody removed, what the listing showed.
        - Of a result that would be too long for AWX, lists have only what differs, and what somebody new or removed
          does not have is left out. If that is not enough, long lists end with an element that says how many more there
          are (V(... and 90 more)), and long texts with V(...).
      type: dict
      returned: always
      sample: {persona: observer}
    after:
      description: What differs now, or in check mode would. Null if nothing does.
      type: dict
      returned: always
      sample: {persona: developer}
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
      description: Who was as wanted.
      type: list
      elements: str
      returned: always
      sample:
        - ada@example.com
    failed:
      description: Who could not be brought to what is wanted.
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
from ..module_utils._module.sendgrid_sso_roster import ensure, warnings_before
from ..module_utils._roster.model import ACTIONS, roster_from


def main() -> None:
    run(
        arguments={
            # Without suboptions: Ansible would stop at the first wrong entry, without saying which it is.
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
