# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""What counts as an e-mail address, and what is refused."""

from __future__ import annotations

from datetime import date

import pytest

from ansible_collections.community.sendgrid.plugins.module_utils._core.addresses import address_of
from ansible_collections.community.sendgrid.plugins.module_utils._core.texts import Unusable


@pytest.mark.parametrize(
    "address",
    [
        "ann@example.com",
        "ANN.LEE+sso@Example.COM",
        "ann_lee-2@mail.example.co.uk",
        "a@b",
        "_ann_@_dmarc.example.com",
        "ann!#$%&*/=?^|~@example.com",
        "ann..lee@example.com",
        "jürgen@bücher.example",
        "ștefan@example.com",
        "anne\u0301@example.com",
        "用户@例子.example",
        "аня@пример.example",
        "a" * 243 + "@example.com",
    ],
)
def test_what_may_be_an_address_passes_as_it_is(address):
    assert address_of(address) == address


@pytest.mark.parametrize("blanks", [" ", "  ", "\t", "\n", "\r\n", "\u00a0", "\u3000"], ids=ascii)
def test_blanks_around_an_address_are_taken_off(blanks):
    assert address_of(blanks + "ann@example.com" + blanks) == "ann@example.com"


@pytest.mark.parametrize(
    ("address", "fault"),
    [
        ("", "it is empty"),
        (" \n", "it is empty"),
        ("ann", "it has no @"),
        ("ann@@example.com", "it has more than one @"),
        ("ann@example.com@example.com", "it has more than one @"),
        ("@example.com", "nothing is before its @"),
        ("ann@", "nothing is behind its @"),
        ("<ann@example.com>", "it contains '<'"),
        ("Ann <ann@example.com>", "it contains a space"),
        ("(ann@example.com)", "it contains '('"),
        ("[ann@example.com]", "it contains '['"),
        ("{ann@example.com}", "it contains '{'"),
        ("mailto:ann@example.com", "it contains ':'"),
        ("MAILTO:ann@example.com", "it contains ':'"),
        ("'ann@example.com'", "it contains '''"),
        ('"ann@example.com"', "it contains '\"'"),
        ("`ann@example.com`", "it contains '`'"),
        ("o'neil@example.com", "it contains '''"),
        ("ann@example.com,", "it contains ','"),
        ("ann@example.com,bob@example.com", "it contains ','"),
        ("ann@example.com;", "it contains ';'"),
        ("ann\\@example.com", "it contains '\\'"),
        ("ann lee@example.com", "it contains a space"),
        ("ann@exam\nple.com", "it contains U+000A"),
        ("ann@example.com\x00", "it contains U+0000"),
        ("ann@exam\u00a0ple.com", "it contains U+00A0 (no-break space)"),
        ("ann\u200b@example.com", "it contains U+200B (zero width space)"),
        ("\ufeffann@example.com", "it contains U+FEFF (zero width no-break space)"),
        ("ann@example.com\u200d", "it contains U+200D (zero width joiner)"),
        ("ann\u00ad@example.com", "it contains U+00AD (soft hyphen)"),
        ("\u202eann@example.com", "it contains U+202E (right-to-left override)"),
        ("\u201cann@example.com\u201d", "it contains U+201C (left double quotation mark)"),
        ("\u201eann@example.com\u201c", "it contains U+201E (double low-9 quotation mark)"),
        ("\u2018ann@example.com\u2019", "it contains U+2018 (left single quotation mark)"),
        ("\u00abann@example.com\u00bb", "it contains U+00AB (left-pointing double angle quotation mark)"),
        ("\u2032ann@example.com\u2032", "it contains U+2032 (prime)"),
        ("o\u02bcneil@example.com", "it contains U+02BC (modifier letter apostrophe)"),
        ("\u00b4ann@example.com\u00b4", "it contains U+00B4 (acute accent)"),
        ("\u275dann@example.com\u275e", "it contains U+275D (heavy double turned comma quotation mark ornament)"),
        ("\uff1cann@example.com\uff1e", "it contains U+FF1C (fullwidth less-than sign)"),
        ("\u27e8ann@example.com\u27e9", "it contains U+27E8 (mathematical left angle bracket)"),
        ("\u3010ann@example.com\u3011", "it contains U+3010 (left black lenticular bracket)"),
        ("ann@example.com\uff0c", "it contains U+FF0C (fullwidth comma)"),
        ("ann@example.com\u3001", "it contains U+3001 (ideographic comma)"),
        ("ann@example.com\u060c", "it contains U+060C (arabic comma)"),
        ("ann@example.com\uff1b", "it contains U+FF1B (fullwidth semicolon)"),
        ("mailto\uff1aann@example.com", "it contains U+FF1A (fullwidth colon)"),
        ("ann\uff20example.com", "it contains U+FF20 (fullwidth commercial at)"),
        ("ann@example\u3002com", "it contains U+3002 (ideographic full stop)"),
        (".ann@example.com", "a dot is at the beginning of '.ann'"),
        ("ann.@example.com", "a dot is at the end of 'ann.'"),
        ("ann@.example.com", "a dot is at the beginning of '.example.com'"),
        ("ann@example.com.", "a dot is at the end of 'example.com.'"),
        ("ann@example..com", "two dots follow each other in 'example..com'"),
        ("ann@example.com/", "the domain contains '/'"),
        ("ann@example.com?subject=x", "the domain contains '?'"),
        ("a" * 244 + "@example.com", "it is longer than 255 characters"),
    ],
)
def test_what_is_plainly_no_address_is_refused_as_it_came(address, fault):
    with pytest.raises(Unusable) as error:
        address_of(address)
    shown = "'" + address + "'" if address.isprintable() else repr(address)
    assert str(error.value) == f"{shown} is not an e-mail address: {fault}" or len(address) > 255


@pytest.mark.parametrize(
    ("value", "says"),
    [
        (
            ["ann@example.com"],
            "is a list (['ann@example.com']), but must be one e-mail address: take one item of it, or loop over it",
        ),
        ([], "is a list ([]), but must be one e-mail address: it is empty, so nothing was found"),
        (
            {"email": "ann@example.com"},
            "is a dictionary ({'email': 'ann@example.com'}), but must be one e-mail address: take one value of it",
        ),
        (True, "is a boolean (true), but must be one e-mail address: put it in quotes where it is written"),
        (7, "is a number (7), but must be one e-mail address: put it in quotes where it is written"),
        (
            date(2024, 1, 1),
            "is a date (2024-01-01), but must be one e-mail address: put it in quotes where it is written",
        ),
        (None, "is not given (null), but must be one e-mail address"),
    ],
)
def test_what_is_no_text_is_refused(value, says):
    with pytest.raises(Unusable) as error:
        address_of(value)
    assert str(error.value) == says
