# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Certificates as data: checked options, SendGrid's responses, what is created and what is removed."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization
from unit.plugins.module_utils.builders import fails

from ansible_collections.community.sendgrid.plugins.module_utils._certificate.model import (
    Certificate,
    Wanted,
    certificate_from,
    days_left,
    leaves_none_valid,
    new_certificate,
    plan_of,
    valid_ones,
    wanted_from,
    warnings_of,
)
from ansible_collections.community.sendgrid.plugins.module_utils._x509.certificate import read_certificate
from functional.shared.certificates_by_hand import COMMON_NAME, LATE, SOME_TIME, T61, UTC_TIME
from functional.shared.certificates_by_hand import certificate as certificate_by_hand
from functional.shared.certificates_by_hand import pem as pem_of
from functional.shared.make_certificates import certificate

NOW = datetime.now(UTC)
DAY = timedelta(days=1)
PATH = "/v3/sso/integrations/okta/certificates"
TEXTS = {
    name: certificate(name).public_bytes(serialization.Encoding.PEM).decode()
    for name in ("current", "successor", "soon", "expired", "future")
}
OPTIONS: dict[str, Any] = {
    "state": "present",
    "id": None,
    "integration_id": "okta",
    "integration_name": None,
    "public_certificate": TEXTS["current"],
    "purge": "none",
    "expiry_warning_days": 30,
    "allow_lockout": False,
}
ABSENT = {"state": "absent"}


def wanted(**options: Any) -> Wanted:
    return wanted_from(OPTIONS | options, NOW)


def there(*names: str) -> list[Certificate]:
    """An integration's certificates, with the ids 1, 2 and so on."""
    return [
        certificate_from({"id": number, "integration_id": "okta", "public_certificate": TEXTS[name]}, PATH)
        for number, name in enumerate(names, 1)
    ]


@pytest.mark.parametrize(
    ("options", "field"),
    [
        pytest.param({"integration_id": None}, "integration_id", id="no integration"),
        pytest.param({"integration_id": "", "integration_name": ""}, "integration_id", id="blank ones"),
        pytest.param({"integration_name": "Okta"}, "integration_id", id="two integrations"),
        pytest.param({"id": 7}, "id", id="an id for what is new"),
        pytest.param({"public_certificate": None}, "public_certificate", id="nothing to add"),
        pytest.param({"public_certificate": "nonsense"}, "public_certificate", id="nonsense"),
        pytest.param({"expiry_warning_days": -1}, "expiry_warning_days", id="a warning after the end"),
        pytest.param(ABSENT | {"id": 7}, "id", id="what to remove said twice"),
        pytest.param(ABSENT | {"public_certificate": None}, "id", id="nothing to remove"),
        pytest.param(ABSENT | {"purge": "others"}, "purge", id="purging beside nothing"),
        pytest.param(ABSENT | {"purge": "expired"}, "purge", id="purging some beside nothing"),
    ],
)
def test_options_that_cannot_be_meant(options: dict[str, Any], field: str) -> None:
    with fails("invalid", field=field):
        wanted(**options)


@pytest.mark.parametrize("purge", ["expired", "others"])
@pytest.mark.parametrize("name", ["expired", "future"])
def test_nothing_is_purged_beside_a_certificate_that_is_not_valid_now(purge: str, name: str) -> None:
    with fails("refused", "not valid now", "purge"):
        wanted(public_certificate=TEXTS[name], purge=purge)


@pytest.mark.parametrize("name", ["expired", "future"])
def test_a_certificate_that_is_not_valid_now_may_be_added_and_removed(name: str) -> None:
    for options in ({}, ABSENT):
        assert wanted(public_certificate=TEXTS[name], **options).x509 == read_certificate(TEXTS[name])


@pytest.mark.parametrize(
    ("options", "identity", "name"),
    [
        pytest.param({"integration_id": "okta", "integration_name": ""}, "okta", None, id="by id"),
        pytest.param({"integration_id": "", "integration_name": "Okta"}, None, "Okta", id="by name"),
    ],
)
def test_the_integration_is_the_one_option_that_is_not_blank(
    options: dict[str, str], identity: str | None, name: str | None
) -> None:
    asked = wanted(**options)
    assert (asked.integration_id, asked.integration_name) == (identity, name)


def test_a_row_is_read_with_either_spelling_of_its_integration() -> None:
    row = {"id": "7", "public_certificate": TEXTS["current"], "not_before": 1, "not_after": 2, "new": "key"}
    right, typo = (certificate_from(row | {key: "okta"}, PATH) for key in ("integration_id", "intergration_id"))
    assert right == typo
    assert (right.id, right.integration_id) == (7, "okta")
    assert right.not_after == read_certificate(TEXTS["current"]).not_after


def test_a_text_that_is_no_certificate_leaves_the_times_that_sendgrid_tells() -> None:
    found = certificate_from({"id": 7, "public_certificate": "?", "not_before": 0, "not_after": 86400}, PATH)
    shown = found.as_result(datetime(1970, 1, 1, 12, tzinfo=UTC))
    assert shown["not_before"] == "1970-01-01T00:00:00Z"
    assert shown["not_after"] == "1970-01-02T00:00:00Z"
    assert (shown["sha256_fingerprint"], shown["subject"], shown["days_left"]) == (None, None, 0)
    assert not found.holds(read_certificate(TEXTS["current"]))


def test_a_row_with_nothing_but_its_id_is_shown_with_every_key() -> None:
    shown = certificate_from({"id": 7}, PATH).as_result(NOW)
    assert shown.keys() == there("current")[0].as_result(NOW).keys()
    assert shown["expired"] is False


@pytest.mark.parametrize(
    "row", [{}, {"id": None}, {"id": "x"}, {"id": 7, "public_certificate": 5}, {"id": 7, "not_after": "soon"}]
)
def test_a_row_that_says_nothing_usable(row: dict[str, Any]) -> None:
    with fails("unexpected_response"):
        certificate_from(row, PATH)


@pytest.mark.parametrize(
    ("moment", "valid", "expired"),
    [
        pytest.param(-1, False, False, id="before it begins"),
        pytest.param(0, True, False, id="the moment in which it begins"),
        pytest.param(86399, True, False, id="the last second"),
        pytest.param(86400, False, True, id="the moment in which it ends"),
    ],
)
def test_validity_begins_with_its_first_moment_and_is_over_at_its_end(moment: int, valid: bool, expired: bool) -> None:
    found = certificate_from({"id": 7, "not_before": 0, "not_after": 86400}, PATH)
    now = datetime.fromtimestamp(moment, UTC)
    assert (found.is_valid_at(now), found.is_expired_at(now)) == (valid, expired)
    assert found.as_result(now)["expired"] is expired


@pytest.mark.parametrize("unknown", ["not_before", "not_after"])
def test_an_unknown_time_proves_neither_validity_nor_expiry(unknown: str) -> None:
    found = certificate_from({"id": 7, "not_before": 0, "not_after": 86400} | {unknown: None}, PATH)
    assert not found.is_valid_at(datetime.fromtimestamp(1, UTC))
    assert found.is_expired_at(datetime.fromtimestamp(86400, UTC)) is (unknown == "not_before")


def test_a_time_beyond_the_calendar_is_unknown() -> None:
    assert certificate_from({"id": 7, "not_after": 10**15}, PATH).not_after is None


@pytest.mark.parametrize(
    ("left", "days"),
    [(DAY, 1), (2 * DAY - DAY / 99, 1), (DAY / 2, 0), (0 * DAY, 0), (-DAY / 2, -1), (-DAY, -1), (-DAY * 1.5, -2)],
)
def test_days_are_rounded_down(left: timedelta, days: int) -> None:
    assert days_left(NOW + left, NOW) == days


@pytest.mark.parametrize(
    ("purge", "created", "removed"), [("none", True, []), ("expired", True, [2]), ("others", True, [1, 2, 3])]
)
def test_a_new_certificate_and_what_goes_for_it(purge: str, created: bool, removed: list[int]) -> None:
    plan = plan_of(wanted(purge=purge), there("soon", "expired", "future"), NOW)
    assert (plan.kept, plan.create is not None) == (None, created)
    assert [row.id for row in plan.remove] == removed
    assert plan.changes


@pytest.mark.parametrize(("purge", "removed"), [("none", []), ("expired", [2]), ("others", [2, 3])])
def test_a_certificate_that_is_there_and_what_goes_for_it(purge: str, removed: list[int]) -> None:
    plan = plan_of(wanted(purge=purge), there("current", "expired", "successor"), NOW)
    assert plan.create is None
    assert plan.kept is not None
    assert plan.kept.id == 1
    assert [row.id for row in plan.remove] == removed
    assert plan.changes is bool(removed)


def test_a_twin_goes_with_the_others() -> None:
    plan = plan_of(wanted(purge="others"), there("current", "current"), NOW)
    assert [row.id for row in plan.remove] == [2]


@pytest.mark.parametrize(
    ("options", "removed"),
    [
        pytest.param({"id": 2, "public_certificate": None}, [2], id="by id"),
        pytest.param({"id": 9, "public_certificate": None}, [], id="by an id that is not there"),
        pytest.param({}, [1, 3], id="by content, twins too"),
        pytest.param({"public_certificate": TEXTS["future"]}, [], id="by content that is not there"),
    ],
)
def test_what_absent_removes(options: dict[str, Any], removed: list[int]) -> None:
    plan = plan_of(wanted(**ABSENT, **options), there("current", "soon", "current"), NOW)
    assert [row.id for row in plan.remove] == removed
    assert plan.create is None


@pytest.mark.parametrize(
    ("present", "removed", "locks_out"),
    [
        pytest.param(["current"], "current", True, id="the only one"),
        pytest.param(["current", "expired", "future"], "current", True, id="the only valid one"),
        pytest.param(["current", "soon"], "current", False, id="one of two valid ones"),
        pytest.param(["current", "expired"], "expired", False, id="an expired one"),
        pytest.param(["expired"], "expired", False, id="there was no valid one before"),
    ],
)
def test_what_leaves_nobody_able_to_sign_in(present: list[str], removed: str, locks_out: bool) -> None:
    current = there(*present)
    plan = plan_of(wanted(**ABSENT, public_certificate=TEXTS[removed]), current, NOW)
    assert leaves_none_valid(plan, current, NOW) is locks_out


# A chain: the issuer issued both the leaf that signs today and the one that signs from tomorrow on.
TOMORROW = (UTC_TIME, (NOW + DAY).strftime("%y%m%d%H%M%SZ").encode())
TEXTS |= {
    "leaf": pem_of(certificate_by_hand("idp", "Issuing CA")),
    "future leaf": pem_of(certificate_by_hand("idp", "Issuing CA", times=(TOMORROW, LATE))),
    "issuer": pem_of(certificate_by_hand("Issuing CA", "Root CA")),
}


@pytest.mark.parametrize(
    ("names", "valid"),
    [
        pytest.param(["issuer", "leaf"], ["leaf"], id="one that signs, and its issuer's"),
        pytest.param(["future leaf", "issuer"], [], id="one to come, and its issuer's"),
        pytest.param(["issuer"], ["issuer"], id="nothing else, so that it is the one that signs"),
        pytest.param(["current", "future leaf", "issuer"], ["current"], id="one that signed itself beside them"),
    ],
)
def test_an_issuer_lets_nobody_sign_in(names: list[str], valid: list[str]) -> None:
    found = valid_ones(there(*names), NOW)
    assert [row.public_certificate for row in found] == [TEXTS[name] for name in valid]


@pytest.mark.parametrize(
    ("present", "options", "locks_out"),
    [
        pytest.param(["leaf", "issuer"], ABSENT | {"public_certificate": TEXTS["leaf"]}, True, id="the issuer's stays"),
        pytest.param(["leaf", "issuer"], ABSENT | {"public_certificate": TEXTS["issuer"]}, False, id="the leaf stays"),
        pytest.param(
            ["leaf"],
            {"public_certificate": TEXTS["issuer"], "purge": "others"},
            True,
            id="the issuer's takes the leaf's place",
        ),
        pytest.param(
            ["current", "future leaf", "issuer"],
            ABSENT | {"public_certificate": TEXTS["current"]},
            True,
            id="a chain stays that is not valid yet",
        ),
    ],
)
def test_an_issuer_is_no_reason_to_let_the_others_go(
    present: list[str], options: dict[str, Any], locks_out: bool
) -> None:
    current = there(*present)
    assert leaves_none_valid(plan_of(wanted(**options), current, NOW), current, NOW) is locks_out


def test_a_certificate_that_is_added_is_valid_enough_for_others_to_go() -> None:
    current = there("soon")
    assert not leaves_none_valid(plan_of(wanted(purge="others"), current, NOW), current, NOW)


@pytest.mark.parametrize(
    ("name", "days", "words"),
    [
        ("current", 30, None),
        ("current", 300, "in 300 days"),
        ("soon", 30, "in 5 days"),
        ("soon", 5, "in 5 days"),
        ("soon", 4, None),
        ("expired", 0, "expired on"),
        ("future", 0, "is not valid before"),
    ],
)
def test_warnings_about_the_dates(name: str, days: int, words: str | None) -> None:
    warned = warnings_of(wanted(public_certificate=TEXTS[name], expiry_warning_days=days), NOW)
    assert len(warned) == (1 if words else 0)
    assert all(words in text for text in warned)


@pytest.mark.parametrize(
    ("end", "after", "days", "words"),
    [
        pytest.param("not_before", -1, 0, "is not valid before", id="a second too early"),
        pytest.param("not_before", 0, 0, None, id="the moment in which it begins"),
        pytest.param("not_after", -1, 0, "in 0 days", id="the last second"),
        pytest.param("not_after", -86400, 0, None, id="one day left, and no warning wanted"),
        pytest.param("not_after", 0, 0, "expired on", id="the moment in which it ends"),
    ],
)
def test_warnings_at_the_very_ends(end: str, after: int, days: int, words: str | None) -> None:
    asked = wanted(expiry_warning_days=days)
    now = getattr(asked.x509, end) + timedelta(seconds=after)
    warned = warnings_of(asked, now)
    assert len(warned) == (1 if words else 0)
    assert all(words in text for text in warned)


def test_a_warning_about_a_certificate_without_a_subject_shows_its_fingerprint() -> None:
    der = certificate_by_hand([], times=(SOME_TIME, SOME_TIME))
    (warning,) = warnings_of(wanted(public_certificate=pem_of(der)), NOW)
    assert f"The certificate with the SHA-256 fingerprint {hashlib.sha256(der).hexdigest()} " in warning


def test_a_subject_that_cannot_be_decoded_hides_nothing_else() -> None:
    der = certificate_by_hand([(COMMON_NAME, T61, b"J\xe4ger")])
    shown = certificate_from({"id": 1, "integration_id": "okta", "public_certificate": pem_of(der)}, PATH)
    result = shown.as_result(NOW)
    assert (result["subject"], result["sha256_fingerprint"]) == ("CN=J\u00e4ger", hashlib.sha256(der).hexdigest())
    assert (result["not_before"], result["not_after"]) == ("2025-01-01T00:00:00Z", "2035-01-01T00:00:00Z")


def test_what_is_removed_is_not_worth_a_warning() -> None:
    assert warnings_of(wanted(**ABSENT, public_certificate=TEXTS["expired"]), NOW) == []


def test_what_would_be_added_is_shown_without_what_sendgrid_assigns() -> None:
    shown = new_certificate(read_certificate(TEXTS["current"]), "okta").as_result(NOW)
    assert shown == there("current")[0].as_result(NOW) | {"id": None}
    x509 = read_certificate(TEXTS["current"])
    assert there("current")[0].as_diff() == {"sha256_fingerprint": x509.fingerprint, "subject": x509.subject}


def test_what_cannot_be_read_has_nothing_to_show_in_a_diff() -> None:
    unreadable = certificate_from({"id": 1, "integration_id": "okta", "public_certificate": "?"}, PATH)
    assert unreadable.as_diff() == {"sha256_fingerprint": None, "subject": None}
