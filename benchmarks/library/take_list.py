# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""A module that takes a roster's list and returns at once, to measure the cost of passing a list to any module."""

from __future__ import annotations

from ansible.module_utils.basic import AnsibleModule


def main() -> None:
    module = AnsibleModule(
        argument_spec={
            "api_key": {"type": "str", "no_log": True},
            "teammates": {"type": "list", "elements": "raw", "required": True},
        },
        supports_check_mode=True,
    )
    module.exit_json(changed=False, invocation={})


if __name__ == "__main__":
    main()
