# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

# The action plugin of the same name does the work, where Ansible runs. Ansible expects the documentation here.

from __future__ import annotations

DOCUMENTATION = r"""
---
module: sso_variables
short_description: Read and check the variables of the role sso
version_added: 1.1.0
author:
  - The community.sendgrid authors (@ansible-collections)
description:
  - Reads the variables of the role P(community.sendgrid.sso#role) as data, and fails with one sentence if any of them
    cannot be used. It runs on the control node and sends no request to SendGrid.
  - The role and the playbooks use it. It may change in any release.
options:
  names:
    description:
      - The names of variables. If this option is given, the action reads none of them. It warns about other
        variables whose names are almost the same, and returns whether words on the command line set no variable.
    type: list
    elements: str
  only_metadata:
    description: Read only C(sso_metadata).
    type: bool
    default: false
attributes:
  check_mode:
    support: full
    description: It changes nothing.
  diff_mode:
    support: none
    description: It changes nothing.
"""

EXAMPLES = r"""
- name: Read the variables of the role
  community.sendgrid.sso_variables:
  vars:
    sso_integration:
      name: Okta
  register: checked
"""

RETURN = r"""
integration:
  description: The options of the integration, from C(sso_metadata) and C(sso_integration).
  returned: success, without O(only_metadata) and O(names)
  type: dict
certificates:
  description: The certificates to add or to remove.
  returned: success, without O(only_metadata) and O(names)
  type: list
  elements: dict
teammates:
  description: The people of C(sso_roster) and C(sso_groups).
  returned: success, without O(only_metadata) and O(names)
  type: list
  elements: dict
document:
  description: The metadata in Base64. Null if there is none.
  returned: with O(only_metadata)
  type: str
problem:
  description: Why the metadata could not be read. Empty if it could be read, or if there is none.
  returned: with O(only_metadata)
  type: str
loose:
  description: A sentence about words on the command line that set no variable. Empty if there are none.
  returned: with O(names)
  type: str
loose_file:
  description: Whether these words can only be the name of a file.
  returned: with O(names)
  type: bool
"""
