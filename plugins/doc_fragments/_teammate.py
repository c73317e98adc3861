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
      - The person's address, by which the identity provider knows them too. Letter case does not matter.
      - An address is an identity. Another address is another person.
      - It is one text. Blanks around it are taken off. A list, even of a single address, and what is plainly no
        address, such as V(<ann@example.com>) or V(ann@example.com;), is refused before any request.
    type: raw
    required: true
  first_name:
    description:
      - The first name. Required for creating somebody.
      - It must be text, without blanks at its ends. Put a name such as V(No), which YAML reads as a boolean, in quotes.
    type: raw
  last_name:
    description:
      - The last name. Required for creating somebody.
      - It must be text, without blanks at its ends. Put a name such as V(No), which YAML reads as a boolean, in quotes.
    type: raw
  is_admin:
    description:
      - V(true) makes the person an admin, with all access.
      - V(false) beside O(persona), O(scopes) or O(subuser_access) says nothing more than those. Alone, it is fine for
        anybody but an admin.
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
      - The order does not matter. Twilio lists the names on its page "Teammate Permissions". A name that this version
        of the collection does not know is sent all the same, with a warning that names the nearest known one.
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
          - The subuser's id. Either O(subuser_access[].id) or O(subuser_access[].username) is required.
        type: int
      username:
        description:
          - The subuser's username, as text, exactly as written. Its id is looked up.
        type: raw
      permission_type:
        description:
          - V(admin) for all access to the subuser, V(restricted) for O(subuser_access[].scopes).
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
      - Alone, V(true) is fine for somebody restricted and V(false) for anybody else. To lift a restriction, say what
        they may do instead, with O(is_admin=true), O(persona) or O(scopes).
    type: bool
  ignore_scopes:
    description:
      - Shell patterns for further scopes that SendGrid adds by itself on your account, such as V(ui.*).
      - A scope that matches is neither a difference nor sent, unless you ask for it. So one that somebody
        added by hand and that matches is lost with the next write.
    type: list
    elements: raw
"""
