# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""Text that somebody else chose, marked so that Ansible never takes it for a template."""

from __future__ import annotations

from typing import Any

from ansible.utils.unsafe_proxy import wrap_var


def marked(value: Any) -> Any:
    """Mark what a directory sent as no template: up to ansible-core 2.18, other text would be taken for one."""
    if isinstance(value, str):
        # Marking takes longer than all the rest, and without these signs nothing is a template.
        return wrap_var(value) if "{" in value or "#" in value else value
    if isinstance(value, dict):
        return {key: marked(one) for key, one in value.items()}
    return [marked(one) for one in value] if isinstance(value, list) else value
