# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""The options that describe one person, documented once."""

from __future__ import annotations


class ModuleDocFragment:
    DOCUMENTATION = r"""
options:
  email:
    description:
      - The person's e-mail address, as the identity provider knows it. Letter case does not matter.
      - The address identifies the person. A different address is a different person.
      - It must be the text of one address. Spaces around it are removed. A list, even with a single address, and
        anything that is clearly not an address, such as V(<ann@example.com>) or V(ann@example.com;), is refused before
        any request.
    type: raw
    required: true
  first_name:
    description:
      - The first name. Required to create a person.
      - It must be text without leading or trailing spaces. Put a name such as V(No), which YAML reads as a boolean, in
        quotes.
    type: raw
  last_name:
    description:
      - The last name. Required to create a person.
      - It must be text without leading or trailing spaces. Put a name such as V(No), which YAML reads as a boolean, in
        quotes.
    type: raw
  is_admin:
    description:
      - V(true) makes the person an admin with full access.
      - V(false) beside O(persona), O(scopes) or O(subuser_access) has no effect. Alone, it asserts that the person is
        not an admin, and the task fails if they are.
    type: bool
  persona:
    description:
      - Give the access that SendGrid bundles under this name.
      - SendGrid does not report personas, so the module recognizes a persona by the scopes that it grants. Scopes that
        your account cannot grant are left out of the comparison.
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
      - The order does not matter. Twilio lists the names on its page "Teammate Permissions". A name that this version
        of the collection does not know is still sent, with a warning that suggests the closest known name.
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
          - The subuser's id. Either O(subuser_access[].id) or O(subuser_access[].username) is required.
        type: int
      username:
        description:
          - The subuser's exact username, as text. The module looks up its id.
        type: raw
      permission_type:
        description:
          - V(admin) for full access to the subuser, V(restricted) for O(subuser_access[].scopes).
        type: str
        choices:
          - admin
          - restricted
        required: true
      scopes:
        description:
          - What the person may do for this subuser, if O(subuser_access[].permission_type=restricted).
        type: list
        elements: raw
  has_restricted_subuser_access:
    description:
      - Whether the person is restricted to subusers. O(subuser_access) implies V(true).
      - Alone, it asserts that the person is restricted (V(true)) or not restricted (V(false)), and the task fails if
        that is wrong. To lift a restriction, set the new access with O(is_admin=true), O(persona) or O(scopes).
    type: bool
  ignore_scopes:
    description:
      - Shell patterns, such as V(ui.*), for other scopes that SendGrid adds automatically on your account.
      - A scope that matches is neither compared nor sent, unless you ask for it. If somebody added a matching scope by
        hand, the next write removes it.
    type: list
    elements: raw
"""
