# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""The options that describe one person."""

from __future__ import annotations

from typing import Any


def person_arguments() -> dict[str, dict[str, Any]]:
    """The options that describe one person. What must be text is ``raw``: see _core/texts.py."""
    return {
        "email": {"type": "raw", "required": True},
        "first_name": {"type": "raw"},
        "last_name": {"type": "raw"},
        "is_admin": {"type": "bool"},
        # Results and exports have null if no persona matches. With type "str", null could not be a choice.
        "persona": {"type": "raw", "choices": ["accountant", "developer", "marketer", "observer", None]},
        "scopes": {"type": "list", "elements": "raw"},
        "subuser_access": {
            "type": "list",
            "elements": "dict",
            "options": {
                "id": {"type": "int"},
                "username": {"type": "raw"},
                "permission_type": {"type": "str", "choices": ["admin", "restricted"], "required": True},
                "scopes": {"type": "list", "elements": "raw"},
            },
        },
        "has_restricted_subuser_access": {"type": "bool"},
        "ignore_scopes": {"type": "list", "elements": "raw"},
    }
