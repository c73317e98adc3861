# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

from __future__ import annotations

DOCUMENTATION = r"""
name: roster_from_groups
short_description: Turn the groups of a directory into a roster
version_added: 1.1.0
author:
  - The community.sendgrid authors (@ansible-collections)
description:
  - Takes groups of a directory, with their people as other modules registered them, and returns the people for
    O(community.sendgrid.sendgrid_sso_roster#module:teammates).
  - The filter does not contact the directory. Read the people with M(ansible.builtin.uri) or
    M(community.general.ldap_search), and pass on exactly what the task registered, so that the filter can check whether
    the answer is complete.
  - An incomplete answer is an error. Otherwise a purge would remove the people who are missing from it.
  - People without an address are left out. Anything that M(community.sendgrid.sendgrid_sso_teammate) refuses as an
    address counts as no address.
positional: conflict, nested, protected, require_names
options:
  _input:
    description:
      - The groups. Their order is their precedence.
    type: list
    elements: dict
    required: true
    suboptions:
      name:
        description: The name of the group, used in messages and in the result. Each name can be used once.
        type: str
        required: true
      people:
        description:
          - A list of people, or what a task registered. This can be one result, a list of results (such as pages), or
            the result of a loop. All of these can be mixed in one list.
          - >-
            The filter recognizes each person by their keys. It knows these shapes:
            plain (C(email), C(first_name), C(last_name), C(enabled)), users of Microsoft Graph, users of Okta, members
            and users of Google Workspace, users of Keycloak, users of SCIM 2.0, and entries of LDAP directories,
            including Active Directory.
          - If several records have the same address, the filter takes a missing name from another record, and the
            person is disabled if any of the records says so.
        type: raw
        required: true
      may_be_empty:
        description:
          - Accept a group without people. Otherwise this is an error, because a purge would then remove everybody who
            had their access from this group.
          - A group whose people are all left out counts as empty.
        type: bool
        default: false
      is_admin:
        description:
          - See O(community.sendgrid.sendgrid_sso_teammate#module:is_admin).
          - Each group needs exactly one form of access, which is this option with V(true), O(_input[].persona),
            O(_input[].scopes) or O(_input[].subuser_access).
        type: bool
      persona:
        description: See O(community.sendgrid.sendgrid_sso_teammate#module:persona).
        type: str
        choices: [accountant, developer, marketer, observer]
      scopes:
        description: See O(community.sendgrid.sendgrid_sso_teammate#module:scopes).
        type: list
        elements: str
      subuser_access:
        description: See O(community.sendgrid.sendgrid_sso_teammate#module:subuser_access).
        type: list
        elements: dict
      has_restricted_subuser_access:
        description: See O(community.sendgrid.sendgrid_sso_teammate#module:has_restricted_subuser_access).
        type: bool
      ignore_scopes:
        description: See O(community.sendgrid.sendgrid_sso_teammate#module:ignore_scopes).
        type: list
        elements: str
  conflict:
    description:
      - What to do about a person in several groups that give different access.
      - With V(first), the group that is listed first counts.
      - With V(fail), this is an error that names the people and their groups.
      - With V(merge), the scopes of all groups that give O(_input[].scopes) are combined, if the first of the person's
        groups gives scopes. All other access is treated as with V(first).
    type: str
    choices: [first, fail, merge]
    default: first
  nested:
    description:
      - What to do about a group inside a group.
      - With V(fail), this is an error, because the answer may lack the people of the inner group.
      - With V(leave_out), the inner group is left out. Use this if the answer already includes the people of inner
        groups, as with C(transitiveMembers) of Microsoft Graph.
    type: str
    choices: [fail, leave_out]
    default: fail
  protected:
    description:
      - Addresses of people to leave out, usually those of
        O(community.sendgrid.sendgrid_sso_roster#module:protected).
    type: list
    elements: str
    default: []
  require_names:
    description:
      - Leave out people without a first and a last name. SendGrid needs both to create a teammate.
    type: bool
    default: false
notes:
  - M(ansible.builtin.uri) is skipped in check mode, and a skipped result is an error. Set C(check_mode=false) for tasks
    that read from the directory.
  - >-
    These answers are incomplete: those that name a next page (C(@odata.nextLink), C(nextPageToken), a C(Link) header
    with C(rel="next")) that is not among the pages, those with fewer people than C(totalResults) of SCIM says, lists
    from Keycloak that were read without the parameter C(max) or are full without a following page, results of tasks
    that failed or were skipped, HTTP statuses other than 2xx, web pages, and error objects.
  - Some flags must be in the answer, because without them nobody can tell whether people are disabled. These are
    C(accountEnabled) of Microsoft Graph, C(status) of Okta, and C(userAccountControl) of Active Directory.
  - Do not use M(community.general.keycloak_realm_users_info), which stops at 100 people, or
    M(azure.azcollection.azure_rm_adgroup_info), which does not read whether people are disabled. The filter refuses
    their results.
seealso:
  - module: community.sendgrid.sendgrid_sso_roster
  - module: ansible.builtin.uri
  - module: community.general.ldap_search
"""

EXAMPLES = r"""
# To use people from a directory, pass what a task registered instead of a list: people: "{{ developers }}"
- name: Give two groups their access
  community.sendgrid.sendgrid_sso_roster:
    teammates: "{{ (groups_of_sendgrid | community.sendgrid.roster_from_groups).teammates }}"
  vars:
    groups_of_sendgrid: &groups
      - name: Developers
        persona: developer
        people:
          - email: ada@example.com
            first_name: Ada
            last_name: Lovelace
          - email: alan@example.com
            enabled: false
      - name: Marketing
        scopes: [marketing_campaigns.read, stats.read]
        people:
          - email: ada@example.com
          - email: grace@example.com
            first_name: Grace
            last_name: Hopper

- name: Show who is left out of the groups, and why
  ansible.builtin.debug:
    msg: >-
      {{ (groups_of_sendgrid
          | community.sendgrid.roster_from_groups(protected=['breakglass@example.com'])).left_out }}
  vars:
    groups_of_sendgrid: *groups
"""

RETURN = r"""
_value:
  description:
    - The people, and what was decided about them.
    - The result does not depend on the order in which a directory lists its people.
  type: dict
  contains:
    teammates:
      description:
        - The people, sorted by address in lower case, as O(community.sendgrid.sendgrid_sso_roster#module:teammates)
          takes them.
        - Each has C(email), the C(first_name) and C(last_name) if the directory has them, and the access options of
          their group.
      type: list
      elements: dict
      sample:
        - email: ada@example.com
          first_name: Ada
          last_name: Lovelace
          persona: developer
    left_out:
      description: Who is left out, in the order of the groups.
      type: list
      elements: dict
      contains:
        group:
          description: The name of the group.
          type: str
        who:
          description: The address, or another name of the person if there is no usable address.
          type: str
        reason:
          description:
            - V(disabled) if the directory has disabled them.
            - V(no_address) if they have no usable e-mail address.
            - V(no_name) if they lack a name that O(require_names) asks for.
            - V(protected) if they are in O(protected).
            - V(not_a_person) for groups inside groups, devices, computers, contacts and service accounts.
          type: str
      sample:
        - group: Developers
          who: old@example.com
          reason: disabled
    conflicts:
      description: Who is in several groups with different access that was not merged, sorted by address.
      type: list
      elements: dict
      contains:
        email:
          description: The address.
          type: str
        group:
          description: The name of the group whose access counts.
          type: str
        passed_over:
          description: The names of the groups whose access does not count.
          type: list
          elements: str
      sample:
        - email: ada@example.com
          group: Developers
          passed_over: [Marketing]
"""

from collections.abc import Iterable
from typing import Any, Callable

from ansible.errors import AnsibleFilterError

from ..module_utils._core.wrong_values import shown
from ..plugin_utils._directory_values import DirectoryError, flag
from ..plugin_utils._groups import GroupsError, addresses_in
from ..plugin_utils._groups_merge import WAYS
from ..plugin_utils._groups_roster import Choices, roster_from
from ..plugin_utils._unsafe import marked

_LEAVE_OUT = "leave_out"


def roster_from_groups(
    groups: Any, conflict: Any = "first", nested: Any = "fail", protected: Any = None, require_names: Any = False
) -> dict[str, Any]:
    """Return the people of groups as entries of a roster, and whom the groups leave out."""
    try:
        choices = Choices(
            conflict=_one_of(conflict, "conflict", WAYS),
            leaves_out_groups=_one_of(nested, "nested", ("fail", _LEAVE_OUT)) == _LEAVE_OUT,
            protected=addresses_in(protected, "protected"),
            require_names=_flag(require_names),
        )
        found = roster_from(groups, choices)
    except GroupsError as problem:
        raise AnsibleFilterError(str(problem)) from problem
    return {
        "teammates": marked(found.teammates),
        "left_out": marked(found.left_out),
        "conflicts": marked(found.conflicts),
    }


def _one_of(value: Any, option: str, choices: Iterable[str]) -> str:
    if not isinstance(value, str) or value not in choices:
        raise GroupsError(f"{option} is {shown(value)}, but must be one of {', '.join(choices)}.")
    return value


def _flag(value: Any) -> bool:
    try:
        return bool(flag(value, "require_names"))
    except DirectoryError:
        raise GroupsError(f"require_names is {shown(value)}, but must be true or false.") from None


class FilterModule:
    """The filters in this file, by name."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        return {"roster_from_groups": roster_from_groups}
