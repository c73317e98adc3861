# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""What certificates say before any request to SendGrid."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from ansible.errors import AnsibleFilterError

from ansible_collections.community.sendgrid.plugins.filter.certificate_details import certificate_details
from ansible_collections.community.sendgrid.plugins.plugin_utils._certificate_details import details_of
from functional.shared.certificates_by_hand import LATE, UTC_TIME, bare, pem
from functional.shared.certificates_by_hand import certificate as made

NOW = datetime(2026, 1, 1, tzinfo=UTC)
LEAF, ISSUER = made("idp", "Issuing CA"), made("Issuing CA", "Root CA")
TO_COME = made("idp", "Issuing CA", times=((UTC_TIME, b"260201000000Z"), LATE))
NEITHER = "needs either id or public_certificate, to say which certificate to remove"


@pytest.mark.parametrize(
    "entry", [pem(LEAF), bare(LEAF), {"public_certificate": bare(LEAF)}, {"public_certificate": pem(LEAF), "purge": ""}]
)
def test_a_certificate(entry: Any) -> None:
    (details,) = details_of([entry], NOW)
    assert len(details.pop("sha256_fingerprint")) == 64
    assert details == {
        "problem": "",
        "subject": "CN=idp",
        "not_before": "2025-01-01T00:00:00Z",
        "not_after": "2035-01-01T00:00:00Z",
        "valid": True,
    }


@pytest.mark.parametrize(
    ("entries", "valid"),
    [
        pytest.param([pem(LEAF)], [True], id="valid"),
        pytest.param([pem(TO_COME)], [False], id="to come"),
        pytest.param([pem(ISSUER), pem(TO_COME)], [False, False], id="an issuer's beside one to come"),
        pytest.param([pem(ISSUER), {"public_certificate": pem(LEAF)}], [False, True], id="an issuer's beside a leaf"),
        pytest.param([{"id": 7, "state": "absent"}, pem(LEAF)], [False, True], id="an id says nothing"),
        pytest.param([], [], id="nothing"),
    ],
)
def test_with_which_people_can_sign_in(entries: list[Any], valid: list[bool]) -> None:
    assert [one["valid"] for one in details_of(entries, NOW)] == valid
    assert [one["problem"] for one in details_of(entries, NOW)] == [""] * len(entries)


@pytest.mark.parametrize(
    ("entry", "problem"),
    [
        (5, "is neither text nor a dictionary of options"),
        (None, "is neither text nor a dictionary of options"),
        ([pem(LEAF)], "is neither text nor a dictionary of options"),
        ("", "is empty"),
        ("Okta", "is not an X.509 certificate: it is cut off"),
        (pem(LEAF) * 2, "contains 2 certificates, but only one is allowed"),
        ({}, "needs public_certificate"),
        ({"public_certificate": None}, "needs public_certificate"),
        ({"public_certificate": [pem(LEAF)]}, "is a list, but must be the text of one certificate: take one item"),
        ({"id": 5}, "has an id, which requires state=absent"),
        ({"state": "absent"}, NEITHER),
        ({"state": "absent", "id": 5, "public_certificate": pem(LEAF)}, NEITHER),
        ({"state": "absent", "public_certificate": "Okta"}, "is not an X.509 certificate: it is cut off"),
    ],
)
def test_what_is_wrong(entry: Any, problem: str) -> None:
    (details,) = details_of([entry], NOW)
    assert details["problem"].startswith(problem)
    assert [details[key] for key in ("sha256_fingerprint", "subject", "not_before")] == [None, None, None]
    assert details["valid"] is False


@pytest.mark.parametrize("entries", [pem(LEAF), {"public_certificate": pem(LEAF)}, None, [{1, 2}]])
def test_the_filter_wants_a_list(entries: Any) -> None:
    with pytest.raises(AnsibleFilterError, match=r"needs a list|can be written"):
        certificate_details(entries)


def test_the_filter_looks_at_the_clock() -> None:
    assert [one["valid"] for one in certificate_details([pem(LEAF)])] == [True]
