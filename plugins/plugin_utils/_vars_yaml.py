# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""Foreign data as YAML for a file of variables, in which no text is taken for a template. Pure functions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml

# What begins an expression, a statement or a comment in a template
_TEMPLATE_MARKS = ("{{", "{%", "{#")
_LONGEST_LINE = 120


class NotPlainDataError(Exception):
    """The data holds something that YAML has no plain word for."""


def as_vars_yaml(data: Any) -> str:
    """Return the data as a YAML document that Ansible reads back as just that data."""
    return yaml.dump(
        _plain(data), Dumper=_Dumper, allow_unicode=True, default_flow_style=False, sort_keys=False, width=_LONGEST_LINE
    )


class _Dumper(yaml.SafeDumper):
    """Writes lists indented, no aliases, and text as its content demands."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:
        return True

    def represent_text(self, text: str) -> yaml.ScalarNode:
        """A scalar; the emitter quotes whatever would otherwise be read as something else."""
        if any(mark in text for mark in _TEMPLATE_MARKS):
            return self.represent_scalar("!unsafe", text, style='"')
        return self.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Dumper.add_representer(str, _Dumper.represent_text)


def _plain(data: Any) -> Any:
    """The data without the types that Ansible hides its own notes in."""
    if isinstance(data, Mapping):
        return {_plain(key): _plain(value) for key, value in data.items()}
    if isinstance(data, (list, tuple)):
        return [_plain(item) for item in data]
    if data is None or isinstance(data, bool):
        return data
    for kind in (str, int, float):
        if isinstance(data, kind):
            # A subclass's own idea of conversion does not matter here.
            return kind.__str__(data) if kind is str else kind(data)
    raise NotPlainDataError(f"to_vars_yaml writes plain data, and this is a {type(data).__name__}.")
