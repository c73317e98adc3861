# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

from __future__ import annotations

DOCUMENTATION = r"""
name: to_vars_yaml
short_description: Write untrusted data as YAML that is safe to read as variables
version_added: 1.0.0
author:
  - The community.sendgrid authors (@ansible-collections)
description:
  - Writes data as a YAML document. When Ansible reads it as a variables file, it gets exactly the same data.
  - People choose their own names, and Ansible evaluates variables as templates. Text that looks like a template is
    marked with C(!unsafe), so that the name C({{ 1 + 1 }}) stays text.
  - Multi-line text, such as a certificate, is written as a block.
  - A value that is encrypted with Ansible Vault (C(!vault)) is refused, because it would be written as plain text.
    Values from a file that is encrypted as a whole, and text that a template made from a secret, cannot be recognized.
  - A key or an entry whose value is C(omit) is left out.
options:
  _input:
    description:
      - Dictionaries, lists, text, numbers, booleans, dates and nulls.
    type: raw
    required: true
notes:
  - P(ansible.builtin.to_nice_yaml#filter) is meant for trusted data. It does not mark anything.
  - The tag C(!unsafe) is specific to Ansible. Other programs that read YAML may reject it.
seealso:
  - module: community.sendgrid.sendgrid_sso_teammate_info
"""

EXAMPLES = r"""
- name: Read everybody
  community.sendgrid.sendgrid_sso_teammate_info:
  register: sso

- name: Save them as a variable of the role sso
  ansible.builtin.copy:
    content: "{{ {'sso_roster': {'teammates': sso.roster}} | community.sendgrid.to_vars_yaml }}"
    dest: sso-variables.yml
    mode: "0600"
  delegate_to: localhost
"""

RETURN = r"""
_value:
  description: The YAML document, without a leading line of three dashes.
  type: str
  sample: |
    sso_roster:
      teammates:
        - email: ada@example.com
          first_name: Ada
          last_name: !unsafe "{{ Lovelace }}"
          is_admin: true
"""

from typing import Any, Callable

from ansible.errors import AnsibleFilterError
from jinja2 import pass_context
from jinja2.runtime import Context

from ..plugin_utils._plain import Marks, NotPlainDataError
from ..plugin_utils._vars_yaml import as_vars_yaml


@pass_context
def to_vars_yaml(context: Context, data: Any) -> str:
    """Return data as YAML in which nothing is a template."""

    def is_vaulted(value: Any) -> bool:
        # Ansible's own test knows how each version of ansible-core marks what it has decrypted.
        return bool(context.environment.call_test("ansible.builtin.vault_encrypted", value, context=context))

    try:
        return as_vars_yaml(data, Marks(is_vaulted, context.get("omit")))
    except NotPlainDataError as problem:
        raise AnsibleFilterError(f"to_vars_yaml: {problem}") from problem


class FilterModule:
    """The filters in this file, by name."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        return {"to_vars_yaml": to_vars_yaml}
