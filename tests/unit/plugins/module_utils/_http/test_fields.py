# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Reading SendGrid's responses: unknown keys are ignored, missing ones are None, other shapes are a failure."""

from __future__ import annotations

import pytest
from unit.plugins.module_utils.builders import fails

from ansible_collections.community.sendgrid.plugins.module_utils._http.fields import (
    Answer,
    a_list,
    an_object,
    flag,
    is_json,
    parsed,
    rows_of,
    text,
    texts,
    whole_number,
)

PATH = "/v3/teammates"


def answer(content: bytes) -> Answer:
    return Answer("GET", PATH, 200, {}, content)


@pytest.mark.parametrize(
    ("content", "value"),
    [
        pytest.param(b'{"a": 1}', {"a": 1}, id="an object"),
        pytest.param(b"[]", [], id="a list"),
        pytest.param(b"null", None, id="null"),
        pytest.param(b'\xef\xbb\xbf{"a": 1}', {"a": 1}, id="behind a byte order mark"),
        pytest.param('{"a": "\u00fc"}'.encode(), {"a": "\u00fc"}, id="letters outside ASCII"),
    ],
)
def test_json_is_read(content, value):
    assert is_json(answer(content))
    assert parsed(answer(content)) == value


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"<html></html>", id="a page"),
        pytest.param(b'{"result": [{"username": ', id="half an answer"),
        pytest.param(b'{"a": "\xff"}', id="bytes that are no UTF-8"),
        pytest.param(b"[" * 100_000, id="brackets without end"),
        pytest.param(b"1" * 5_000, id="a number of thousands of digits"),
    ],
)
def test_what_is_no_json_is_unexpected(content):
    assert not is_json(answer(content))
    with fails("unexpected_response", PATH, "JSON", method="GET", path=PATH):
        parsed(answer(content))


def test_objects_and_lists():
    assert an_object({"a": 1}, PATH) == {"a": 1}
    assert a_list([{"a": 1}, {}], PATH) == [{"a": 1}, {}]
    assert a_list([], PATH) == []


@pytest.mark.parametrize("value", [None, [], "a", 1, True], ids=repr)
def test_what_is_no_object_is_unexpected(value):
    with fails("unexpected_response", PATH, path=PATH):
        an_object(value, PATH)


@pytest.mark.parametrize("value", [None, {}, "a", 1, [1], [None], [[]], [{}, "a"]], ids=repr)
def test_what_is_no_list_of_objects_is_unexpected(value):
    with fails("unexpected_response", PATH, path=PATH):
        a_list(value, PATH)


@pytest.mark.parametrize(
    ("read", "value", "found"),
    [
        pytest.param(text, "a", "a", id="text"),
        pytest.param(text, "", "", id="empty text"),
        pytest.param(flag, True, True, id="true"),
        pytest.param(flag, False, False, id="false"),
        pytest.param(whole_number, 7, 7, id="a number"),
        pytest.param(whole_number, 0, 0, id="zero"),
        pytest.param(whole_number, "57132954", 57132954, id="a number as text"),
        pytest.param(whole_number, "9" * 19, 10**19 - 1, id="a number as text, of 19 digits"),
        pytest.param(whole_number, 10**18 - 1, 10**18 - 1, id="the largest number"),
        pytest.param(whole_number, 1 - 10**18, 1 - 10**18, id="the smallest number"),
        pytest.param(whole_number, 1.0, 1, id="a number with a fraction of nothing"),
        pytest.param(texts, ["b", "a", "b"], frozenset({"a", "b"}), id="a list of text is a set"),
        pytest.param(texts, [], frozenset(), id="an empty list"),
    ],
)
def test_fields_of_the_right_type_are_read(read, value, found):
    assert read({"key": value, "unknown": object()}, "key", PATH) == found


@pytest.mark.parametrize(
    ("read", "absent"),
    [
        pytest.param(text, None, id="text"),
        pytest.param(flag, None, id="a flag"),
        pytest.param(whole_number, None, id="a number"),
        pytest.param(texts, frozenset(), id="a list of text"),
    ],
)
@pytest.mark.parametrize("row", [{}, {"key": None}], ids=["missing", "null"])
def test_fields_that_are_missing_or_null_break_nothing(read, absent, row):
    assert read(row, "key", PATH) == absent


@pytest.mark.parametrize(
    ("read", "value"),
    [
        (text, 1),
        (text, True),
        (text, ["a"]),
        (text, {}),
        (flag, "true"),
        (flag, 1),
        (flag, 0),
        (flag, []),
        (whole_number, "a"),
        (whole_number, ""),
        (whole_number, "-1"),
        (whole_number, "1.5"),
        (whole_number, "\u0661"),
        (whole_number, "9" * 20),
        (whole_number, "9" * 30),
        (whole_number, True),
        (whole_number, [1]),
        (whole_number, float("nan")),
        (whole_number, float("inf")),
        (whole_number, 10**18),
        (whole_number, -(10**18)),
        (whole_number, 10**30),
        (texts, "a"),
        (texts, {"a": 1}),
        (texts, [1]),
        (texts, ["a", None]),
        (texts, 1),
        (texts, False),
    ],
    ids=lambda one: getattr(one, "__name__", None) or repr(one)[:20],
)
def test_fields_of_another_type_are_unexpected_and_named(read, value):
    with fails("unexpected_response", "scopes", PATH, method="GET", path=PATH):
        read({"scopes": value}, "scopes", PATH)


@pytest.mark.parametrize(
    ("value", "key"),
    [
        pytest.param([{"a": 1}], None, id="the answer is the list"),
        pytest.param({"result": [{"a": 1}], "_metadata": {}}, "result", id="under the key"),
        pytest.param({"results": [{"a": 1}]}, "result", id="under the key with an s"),
        pytest.param({"result": [{"a": 1}], "results": []}, "result", id="under both, where the key wins"),
    ],
)
def test_rows_of_a_listing(value, key):
    assert rows_of(value, key, PATH) == [{"a": 1}]


@pytest.mark.parametrize(
    ("value", "key"),
    [
        pytest.param({"result": []}, None, id="an object instead of a list"),
        pytest.param([], "result", id="a list instead of an object"),
        pytest.param({}, "result", id="no rows"),
        pytest.param({"result": None}, "result", id="null"),
        pytest.param({"result": {"a": 1}}, "result", id="one row"),
        pytest.param({"results": [1]}, "result", id="rows that are no objects"),
    ],
)
def test_listings_of_another_shape_are_unexpected(value, key):
    with fails("unexpected_response", PATH):
        rows_of(value, key, PATH)
