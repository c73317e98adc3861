# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""Data without the types that Ansible hides its own notes in. Pure functions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class NotPlainDataError(Exception):
    """The data holds something else than dictionaries, lists, text, numbers, booleans and nulls."""


def plain(data: Any) -> Any:
    """The same data in Python's own types: Ansible's cannot be copied, and other libraries do not know them."""
    if isinstance(data, Mapping):
        return {plain(key): plain(value) for key, value in data.items()}
    if isinstance(data, (list, tuple)):
        return [plain(item) for item in data]
    if data is None or isinstance(data, bool):
        return data
    if isinstance(data, str):
        # str() would ask a subclass for its own idea of text.
        return str.__str__(data)
    for kind in (int, float):
        if isinstance(data, kind):
            return kind(data)
    raise NotPlainDataError(f"Plain data is needed, and this is a {type(data).__name__}.")
