# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""Values from YAML or a template that must be text. Pure functions without Ansible.

Ansible's own ``type: str`` turns anything into text: a list of one address becomes the address ``['ann@example.com']``,
and the name ``No`` becomes ``False``. So options that name somebody or something are declared ``raw`` and read here.
"""

from __future__ import annotations

from typing import Any


class Unusable(ValueError):
    """Why a value cannot be used: the end of a sentence that begins with the option's name."""


def text_of(value: Any, wanted: str = "text") -> str:
    """The value, if it is text; raises ``Unusable``. ``wanted`` is how the message describes it."""
    if isinstance(value, str):
        return value
    # Imported here, like below: Ansible compiles what is imported for every task, and hardly any value is wrong.
    from .wrong_values import why_no_text

    raise Unusable(why_no_text(value, wanted))


def secret_text_of(value: Any, wanted: str) -> str:
    """Like ``text_of``, for a value that no message may show."""
    if isinstance(value, str):
        return value
    from .wrong_values import why_no_secret_text

    raise Unusable(why_no_secret_text(value, wanted))
