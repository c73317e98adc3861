# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""The YAML of examples: every mapping knows its line, and Ansible's own tags survive reading and writing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import yaml


class Mapping(dict[str, Any]):
    """A mapping that knows its first line in the text, counted from 0."""

    line = 0


@dataclass(frozen=True)
class Tagged:
    """Text with a tag such as !unsafe, which only Ansible understands."""

    tag: str
    value: str


class _Loader(yaml.SafeLoader):
    def construct_located(self, node: yaml.MappingNode) -> Mapping:
        mapping = Mapping(self.construct_mapping(node, deep=True))
        mapping.line = node.start_mark.line
        return mapping

    def construct_tagged(self, suffix: str, node: yaml.ScalarNode) -> Tagged:
        return Tagged("!" + suffix, str(self.construct_scalar(node)))


class _Dumper(yaml.SafeDumper):
    def represent_located(self, mapping: Mapping) -> yaml.Node:
        return self.represent_dict(mapping)

    def represent_tagged(self, text: Tagged) -> yaml.Node:
        return self.represent_scalar(text.tag, text.value)

    def ignore_aliases(self, data: Any) -> bool:
        return True


_Loader.add_constructor("tag:yaml.org,2002:map", _Loader.construct_located)
_Loader.add_multi_constructor("!", _Loader.construct_tagged)
_Dumper.add_representer(Mapping, _Dumper.represent_located)
_Dumper.add_representer(Tagged, _Dumper.represent_tagged)


def read(text: str) -> Any:
    """Parse the document in a text."""
    return yaml.load(text, _Loader)


def write(data: Any) -> str:
    """Return YAML that Ansible reads as this data."""
    return yaml.dump(data, Dumper=_Dumper, sort_keys=False, width=1000)
