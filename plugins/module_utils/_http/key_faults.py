# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""What is wrong with an API key, in words. No message shows the key."""

from __future__ import annotations

import os


def why_unusable(key: str | None) -> str:
    """What is wrong with a key that cannot be sent, as a sentence."""
    if not key or not key.strip():
        return _no_key(key)
    if not key.isascii() or not key.isprintable() or " " in key:
        return "api_key contains spaces, line breaks or characters outside ASCII: check how it was pasted or looked up."
    if key[0] in "\"'" or key[-1] in "\"'":
        return "api_key has quotation marks around it: take them off where it is set."
    return (
        "api_key is the name of a variable that nothing has filled in, such as $NAME: give the key itself, or let a "
        "shell or a template put it there."
    )


def _no_key(key: str | None) -> str:
    """Why there is no key. Ansible reads the variable only if the option is not given at all."""
    if os.environ.get("SENDGRID_API_KEY", "").strip():
        return (
            "api_key is given and {}, so the environment variable SENDGRID_API_KEY is not used: leave the option "
            "out, or give a key.".format("null" if key is None else "empty")
        )
    return (
        "There is no API key: set the environment variable SENDGRID_API_KEY, or the option api_key, where the "
        "module runs."
    )
