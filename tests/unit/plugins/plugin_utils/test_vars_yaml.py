# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Foreign data as variables: it comes back unchanged, and none of it is a template."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import Undefined

from ansible_collections.community.sendgrid.plugins.plugin_utils._plain import Marks, NotPlainDataError
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
    """Reads variables like Ansible; `marked` collects text that Ansible does not evaluate."""

    marked: list[str]


def _unsafe(loader: Loader, node: yaml.ScalarNode) -> str:
    loader.marked.append(node.value)
    return str(loader.construct_scalar(node))


Loader.add_constructor("!unsafe", _unsafe)


def read(text: str) -> tuple[Any, list[str]]:
    loader = Loader(text)
    loader.marked = []
    return loader.get_single_data(), loader.marked


@settings(deadline=None)  # A busy machine is not a bug.
@given(DATA)
def test_it_comes_back_as_it_was(data: Any) -> None:
    assert read(as_vars_yaml(data))[0] == data


@settings(deadline=None)  # A busy machine is not a bug.
@given(st.lists(TEXT))
def test_just_what_looks_like_a_template_is_marked(texts: list[str]) -> None:
    templates = [text for text in texts if any(mark in text for mark in ("{{", "{%", "{#"))]

    assert read(as_vars_yaml(texts))[1] == templates


def test_text_of_several_lines_is_a_block() -> None:
    assert as_vars_yaml({"list": ["a\nb\n"]}) == "list:\n  - |\n    a\n    b\n"


class Vaulted(str):
    """Text from a vault."""


MARKS = Marks(is_vaulted=lambda value: isinstance(value, Vaulted), omit="__omit_place_holder__5f")
KINDS = "and only dictionaries, lists, text, numbers, booleans, dates and nulls can be written."


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ([object()], f"[0] is of the type object, {KINDS}"),
        ({"roster": [{"scopes": {"a"}}]}, f"roster[0].scopes is a set, {KINDS}"),
        ({"a": b"x"}, f"a is binary data, {KINDS}"),
        ({"a": time(3)}, f"a is of the type time, {KINDS}"),
        ({"a": Undefined()}, f"a is undefined, {KINDS}"),
        (
            {"roster": [{}, {"last name": Vaulted("x")}]},
            "roster[1]['last name'] is encrypted with Ansible Vault, and would be written as plain text.",
        ),
        ([[Vaulted("x")]], "[0][0] is encrypted with Ansible Vault, and would be written as plain text."),
        (Vaulted("x"), "the data is encrypted with Ansible Vault, and would be written as plain text."),
        ({"a": {Vaulted("x"): 1}}, "A key of a is encrypted with Ansible Vault, and would be written as plain text."),
        (MARKS.omit, "the data is omit, which stands for nothing at all."),
        ({MARKS.omit: 1}, "A key of the data is omit, which stands for nothing at all."),
        ({1: {"a": f"x{MARKS.omit}"}}, "[1].a has omit within a text, where it cannot be left out."),
    ],
)
def test_what_cannot_be_written_is_refused_and_named(data: Any, sentence: str) -> None:
    with pytest.raises(NotPlainDataError) as refused:
        as_vars_yaml(data, MARKS)

    assert str(refused.value) == sentence


@pytest.mark.parametrize("omit", ["__omit_place_holder__5f", object()])
def test_what_is_omitted_is_left_out(omit: Any) -> None:
    data = {"a": omit, "b": [1, omit, {"c": omit}], "d": None}

    assert read(as_vars_yaml(data, Marks(omit=omit)))[0] == {"b": [1, {}], "d": None}


@pytest.mark.parametrize(
    "moment",
    [date(2026, 1, 2), datetime(2026, 1, 2, 3, 4, 5, 6), datetime(2026, 1, 2, 3, tzinfo=UTC)],
)
def test_dates_come_back_as_dates_and_text_like_them_as_text(moment: date) -> None:
    assert read(as_vars_yaml([moment, str(moment)]))[0] == [moment, str(moment)]
