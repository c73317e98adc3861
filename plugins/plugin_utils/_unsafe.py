# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""Marks text from other people, so that Ansible never evaluates it as a template."""

from __future__ import annotations

from typing import Any

from ansible.utils.unsafe_proxy import wrap_var


def marked(value: Any) -> Any:
    """Mark text from a directory as not a template: up to ansible-core 2.18, Ansible evaluates unmarked text."""
    if isinstance(value, str):
        # Marking takes longer than everything else, and text without these signs is never a template.
        return wrap_var(value) if "{" in value or "#" in value else value
    if isinstance(value, dict):
        return {key: marked(one) for key, one in value.items()}
    return [marked(one) for one in value] if isinstance(value, list) else value
