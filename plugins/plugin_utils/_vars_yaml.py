# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""Data from elsewhere as YAML for a file of variables, in which no text is evaluated as a template. Pure functions."""

from __future__ import annotations

from typing import Any

import yaml

from ..plugin_utils._plain import NO_MARKS, Marks, plain

# What begins an expression, a statement or a comment in a template.
_TEMPLATE_MARKS = ("{{", "{%", "{#")
_RARE_LINE_ENDS = ("\r", "\x85", "\u2028", "\u2029")
_LONGEST_LINE = 120


def as_vars_yaml(data: Any, marks: Marks = NO_MARKS) -> str:
    """The data as a YAML document that Ansible reads back as exactly that data."""
    return yaml.dump(
        plain(data, marks),
        Dumper=_Dumper,
        allow_unicode=True,
        default_flow_style=False,
        sort_keys=False,
        width=_LONGEST_LINE,
    )


class _Dumper(yaml.SafeDumper):
    """Writes indented lists, no aliases, and text in the style that it needs."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:
        return True

    def represent_text(self, text: str) -> yaml.ScalarNode:
        """A scalar; the emitter quotes whatever would otherwise be read as something else."""
        if any(mark in text for mark in _TEMPLATE_MARKS):
            return self.represent_scalar("!unsafe", text, style='"')
        return self.represent_scalar("tag:yaml.org,2002:str", text, style=_style(text))


def _style(text: str) -> str | None:
    """The style for a text; rare line ends are kept only if they are escaped."""
    if any(mark in text for mark in _RARE_LINE_ENDS):
        return '"'
    return "|" if "\n" in text else None


_Dumper.add_representer(str, _Dumper.represent_text)
