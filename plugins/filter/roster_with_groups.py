# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

from __future__ import annotations

DOCUMENTATION = r"""
name: roster_with_groups
short_description: Add the people of a directory's groups to a roster
version_added: 1.1.0
author:
  - The community.sendgrid authors (@ansible-collections)
description:
  - Turns groups into people as P(community.sendgrid.roster_from_groups#filter) does, and adds them to the people that a
    roster lists by hand. The role P(community.sendgrid.sso#role) and the playbook C(community.sendgrid.access_review)
    use it to read C(sso_groups).
  - An entry that is listed by hand takes precedence over any group. Letter case and spaces around addresses do not
    matter.
  - If something is wrong with the groups, the filter returns a sentence about it instead of raising an error, so that a
    playbook can fail with that sentence.
positional: roster, conflict, nested
options:
  _input:
    description: The groups, as P(community.sendgrid.roster_from_groups#filter) takes them.
    type: list
    elements: dict
    required: true
  roster:
    description:
      - Options of M(community.sendgrid.sendgrid_sso_roster). The people of its C(protected) are left out of the groups.
    type: dict
    default: {}
  conflict:
    description: See O(community.sendgrid.roster_from_groups#filter:conflict). Empty text is the same as V(first).
    type: str
    choices: [first, fail, merge, ""]
    default: first
  nested:
    description: See O(community.sendgrid.roster_from_groups#filter:nested). Empty text is the same as V(fail).
    type: str
    choices: [fail, leave_out, ""]
    default: fail
seealso:
  - plugin: community.sendgrid.roster_from_groups
    plugin_type: filter
  - module: community.sendgrid.sendgrid_sso_roster
"""

EXAMPLES = r"""
- name: Show everybody who should have access
  ansible.builtin.debug:
    msg: "{{ (groups_of_sendgrid | community.sendgrid.roster_with_groups(roster)).teammates | map(attribute='email') }}"
  vars:
    roster:
      protected: [breakglass@example.com]
      teammates:
        - email: ada@example.com
          is_admin: true
    groups_of_sendgrid:
      - name: Developers
        persona: developer
        people:
          - email: Ada@example.com
          - email: grace@example.com
            first_name: Grace
            last_name: Hopper
"""

RETURN = r"""
_value:
  description: The people, and what was decided about them. Empty if there are no groups.
  type: dict
  contains:
    problem:
      description: What is wrong with the groups, as a sentence. Empty if they can be used.
      type: str
    teammates:
      description: >-
        People listed by hand, followed by those from the groups, for
        O(community.sendgrid.sendgrid_sso_roster#module:teammates).
      type: list
      elements: dict
    left_out:
      description: Who is left out of the groups, with C(group), C(who) and C(reason).
      type: list
      elements: dict
      sample:
        - group: Developers
          who: old@example.com
          reason: disabled
    conflicts:
      description: >-
        Who is in several groups with different access that was not merged, with C(email), C(group) and C(passed_over).
        People listed by hand are not included.
      type: list
      elements: dict
    sources:
      description: The names of the groups that give people their access, by address in lower case.
      type: dict
      sample:
        grace@example.com: [Developers]
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ansible.errors import AnsibleFilterError

from ..plugin_utils._groups import GroupsError
from ..plugin_utils._groups_join import joined
from ..plugin_utils._groups_merge import FIRST, WAYS
from ..plugin_utils._plain import NotPlainDataError
from ..plugin_utils._unsafe import marked

_NESTED = {"": False, "fail": False, "leave_out": True}
_NOBODY: dict[str, Any] = {"teammates": [], "left_out": [], "conflicts": [], "sources": {}}


def roster_with_groups(groups: Any, roster: Any = None, conflict: Any = FIRST, nested: Any = "fail") -> dict[str, Any]:
    """Return the people of a roster and of groups, or what is wrong with the groups."""
    if conflict not in ("", *WAYS) or nested not in _NESTED:
        raise AnsibleFilterError(
            f"roster_with_groups knows the conflicts {', '.join(WAYS)}, and fail and leave_out for groups in groups."
        )
    if not groups:
        return {}
    try:
        if not isinstance(groups, Sequence) or isinstance(groups, (str, bytes)):
            raise GroupsError("sso_groups must be a list of groups, as such or as YAML or JSON text.")
        found = joined(roster if isinstance(roster, Mapping) else {}, groups, conflict or FIRST, _NESTED[nested])
    except (GroupsError, NotPlainDataError) as problem:
        return {"problem": str(problem), **_NOBODY}
    return {"problem": "", **marked(found)}


class FilterModule:
    """The filters in this file, by name."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        return {"roster_with_groups": roster_with_groups}
