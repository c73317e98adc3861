# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Foreign data as variables: it comes back as it was, and nothing of it is a template."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from ansible_collections.community.sendgrid.plugins.plugin_utils._plain import NotPlainDataError
from ansible_collections.community.sendgrid.plugins.plugin_utils._vars_yaml import as_vars_yaml

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30) | st.sampled_from(
    [
        "{{ 1 + 1 }}",
        "{% x",
        "{# y",
        "no",
        "null",
        "1e3",
        "0x1f",
        "=1",
        "~",
        "- a",
        "a: b",
        "a #b",
        " x ",
        "a\n b\n",
        "\n",
    ]
)
DATA = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=12,
)


class Loader(yaml.SafeLoader):
    """As Ansible reads variables; `marked` collects what it will not evaluate."""

    marked: list[str]


def _unsafe(loader: Loader, node: yaml.ScalarNode) -> str:
    loader.marked.append(node.value)
    return str(loader.construct_scalar(node))


Loader.add_constructor("!unsafe", _unsafe)


def read(text: str) -> tuple[Any, list[str]]:
    loader = Loader(text)
    loader.marked = []
    return loader.get_single_data(), loader.marked


@settings(deadline=None)  # A busy machine is no bug.
@given(DATA)
def test_it_comes_back_as_it_was(data: Any) -> None:
    assert read(as_vars_yaml(data))[0] == data


@settings(deadline=None)  # A busy machine is no bug.
@given(st.lists(TEXT))
def test_just_what_looks_like_a_template_is_marked(texts: list[str]) -> None:
    templates = [text for text in texts if any(mark in text for mark in ("{{", "{%", "{#"))]

    assert read(as_vars_yaml(texts))[1] == templates


def test_text_of_several_lines_is_a_block() -> None:
    assert as_vars_yaml({"list": ["a\nb\n"]}) == "list:\n  - |\n    a\n    b\n"


def test_what_is_no_plain_data_is_refused() -> None:
    with pytest.raises(NotPlainDataError, match="this is a object"):
        as_vars_yaml([object()])
