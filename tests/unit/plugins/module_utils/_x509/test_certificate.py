# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Certificates from text: every spelling of a certificate is recognized, and everything else is identified."""

from __future__ import annotations

import base64
import hashlib
import importlib.util
import sys
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization

from ansible_collections.community.sendgrid.plugins.module_utils._x509 import certificate as reading
from ansible_collections.community.sendgrid.plugins.module_utils._x509.certificate import (
    NoCertificate,
    read_certificate,
)
from ansible_collections.community.sendgrid.plugins.module_utils._x509.fields import fields_of
from functional.shared.certificates_by_hand import (
    COMMON_NAME,
    GENERALIZED_TIME,
    LATE,
    ORGANIZATION,
    PRINTABLE,
    SOME_TIME,
    T61,
    UTC_TIME,
    UTF8,
    bare,
    oid,
    tlv,
)
from functional.shared.certificates_by_hand import certificate as certificate_by_hand
from functional.shared.make_certificates import KEY, certificate, spellings

CURRENT = certificate("current")
DER = CURRENT.public_bytes(serialization.Encoding.DER)
PEM = CURRENT.public_bytes(serialization.Encoding.PEM).decode()
OTHER = certificate("successor").public_bytes(serialization.Encoding.PEM).decode()
BARE = base64.b64encode(DER).decode()

SPELLINGS = spellings(CURRENT) | {
    "PEM": PEM,
    "byte order mark": "\ufeff" + PEM,
    "old label": PEM.replace("CERTIFICATE", "X509 CERTIFICATE"),
    "Windows line ends written out": PEM.replace("\n", "\\r\\n"),
    "without padding": BARE.rstrip("="),
    "lines of 76": "\n".join(BARE[start : start + 76] for start in range(0, len(BARE), 76)),
    "old label at one end": PEM.replace("END CERTIFICATE", "END X509 CERTIFICATE"),
    "blanks lost": "".join(PEM.split()),
    "lines of BEGIN and END broken": PEM.replace("BEGIN CERT", "BEGIN\n  CERT"),
    "base64 of a whole PEM file": base64.b64encode(PEM.encode()).decode(),
    "base64 of a PEM file that begins with something else": base64.b64encode(
        b"Bag Attributes\n" + PEM.encode()
    ).decode(),
    "line ends written out twice": PEM.replace("\n", "\\\\n"),
    "zero-width characters": "\u200b".join([BARE[:10], BARE[10:90], BARE[90:]]),
    "a soft hyphen and a mark of direction": PEM.replace("CERT", "CE\u00adRT").replace("\n", "\u200e\n"),
    "after what openssl pkcs12 writes": f"Bag Attributes\n    localKeyID: 01\nsubject=CN = idp\nissuer=CN = idp\n{PEM}",
    "tabs and no-break spaces": "\t" + BARE[:40] + "\u00a0\u00a0" + BARE[40:] + "\r",
}


PUBLIC_KEY = bare(
    KEY.public_key().public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
)


def private_keys() -> dict[str, str]:
    """A private key in every form in which it may be pasted."""
    plain, pem = serialization.NoEncryption(), serialization.Encoding.PEM
    locked = serialization.BestAvailableEncryption(b"secret")
    forms = serialization.PrivateFormat
    return {
        "PKCS #8": KEY.private_bytes(pem, forms.PKCS8, plain).decode(),
        "encrypted": KEY.private_bytes(pem, forms.PKCS8, locked).decode(),
        "of its kind": KEY.private_bytes(pem, forms.TraditionalOpenSSL, plain).decode(),
        "OpenSSH": KEY.private_bytes(pem, forms.OpenSSH, plain).decode(),
    }


@pytest.mark.parametrize("text", SPELLINGS.values(), ids=SPELLINGS.keys())
def test_every_spelling_is_the_same_certificate(text: str) -> None:
    assert read_certificate(text).der == DER


def test_what_a_certificate_says() -> None:
    found = read_certificate(PEM)
    assert found.subject == "CN=current.example.com"
    assert (found.not_before, found.not_after) == (CURRENT.not_valid_before_utc, CURRENT.not_valid_after_utc)
    assert found.fingerprint == hashlib.sha256(DER).hexdigest()


@pytest.mark.parametrize("text", SPELLINGS.values(), ids=SPELLINGS.keys())
def test_what_is_sent_is_proper_pem_whatever_was_pasted(text: str) -> None:
    sent = read_certificate(text).pem
    assert sent == PEM
    assert x509.load_pem_x509_certificate(sent.encode()) == CURRENT


def test_validity_begins_with_its_first_moment_and_ends_before_its_last() -> None:
    found = read_certificate(PEM)
    assert found.is_valid_at(found.not_before)
    assert not found.is_valid_at(found.not_after)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("", "is empty", id="nothing"),
        pytest.param(" \r\n\t\\n", "is empty", id="blanks"),
        pytest.param(BARE[8:], "not an X.509", id="a part is missing"),
        pytest.param("-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----", "is empty", id="nothing between"),
        pytest.param("okta.pem", "is the path of a file, not the certificate: read", id="a file name"),
        pytest.param("caf\u00e9" * 9, "neither PEM nor base64", id="not ASCII"),
        pytest.param(BARE[:40] + "*" + BARE[40:], "neither PEM nor base64", id="base64 with a mark in it"),
        pytest.param("A" * 5, "neither PEM nor base64", id="base64 cut off"),
        pytest.param("aGVsbG8=", "not an X.509", id="base64 of something else"),
        pytest.param(bare(DER + b"\0\0"), "has 2 bytes after its end.* takes them off", id="bytes after it"),
        pytest.param(bare(DER + b"\n"), "has 1 byte after its end.* takes it off", id="a byte after it"),
        pytest.param(bare(DER + b"\x30\x00"), "has 2 bytes after its end", id="an empty sequence after it"),
        pytest.param(bare(DER + DER), "contains 2 certificates", id="two in one base64 text"),
        pytest.param(BARE + bare(certificate_by_hand("a")), "contains 2 certificates", id="two, one after the other"),
        pytest.param(base64.b64encode((PEM + OTHER).encode()).decode(), "contains 2", id="two in base64 of PEM"),
        pytest.param(BARE[:-8], "not an X.509 certificate: it is cut off", id="its end is missing"),
        pytest.param(PEM.replace("CERTIFICATE", "PKCS7"), "it contains a PKCS7", id="PKCS #7"),
        pytest.param(PUBLIC_KEY, "not an X.509 certificate, but a public key", id="base64 of a public key"),
        pytest.param(bare(tlv(0x30, oid("1.2.840.113549.1.7.2"), tlv(0xA0))), "but PKCS #7: ", id="base64 of PKCS #7"),
        pytest.param(bare(tlv(0x30, tlv(2, b"\0"), tlv(2, b"\1"))), "but a key", id="base64 of an RSA key"),
        pytest.param(DER.decode("utf-8", "surrogateescape"), "binary file .DER.*-inform der", id="a DER file"),
        pytest.param(DER.decode("utf-8", "replace"), "binary file .DER.*-inform der", id="a DER file with losses"),
        pytest.param(DER.decode("latin-1"), "binary file .DER.*-inform der", id="a DER file as Latin-1"),
        pytest.param(
            PEM.replace("-----\n", "-----\nComment: made today\n\n", 1), "has header lines", id="header lines inside"
        ),
        pytest.param(bare(certificate_by_hand("a", version=b"\7")), "not an X.509.* a version", id="a version to come"),
        pytest.param(bare(b"\x30\x80" + DER[4:] + b"\0\0"), "indefinite length, which is BER", id="BER"),
        pytest.param(bare(b"\x30\x83\0" + DER[2:]), "needless digits, which is BER", id="a long length"),
        pytest.param(PEM.split("-----END")[0], "without a complete", id="no END"),
        pytest.param(PEM.replace("BEGIN CERTIFICATE", "BEGIN"), "without a complete", id="no BEGIN"),
        pytest.param(PEM.replace("CERTIFICATE", "CERTIFICATE REQUEST"), "without a complete", id="a request"),
        pytest.param(PEM.replace("CERTIFICATE", "PUBLIC KEY"), "without a complete", id="a public key"),
        pytest.param(PEM + OTHER, "contains 2 certificates", id="two"),
        pytest.param(PEM + PEM + OTHER, "contains 3 certificates", id="three, one of them twice"),
        pytest.param((PEM + OTHER).replace("\n", ""), "contains 2 certificates", id="two in one line"),
    ],
)
def test_what_is_not_one_certificate(text: str, words: str) -> None:
    with pytest.raises(NoCertificate, match=words):
        read_certificate(text)


ODD_SUBJECTS = {
    "Latin-1 in a T61String": ([(COMMON_NAME, T61, "J\u00e4ger".encode("latin-1"))], "CN=J\u00e4ger"),
    "an ampersand in a PrintableString": ([(ORGANIZATION, PRINTABLE, b"A & B_C")], "O=A & B_C"),
    "Latin-1 in a PrintableString": ([(COMMON_NAME, PRINTABLE, b"caf\xe9")], "CN=caf\u00e9"),
    "bytes that are no UTF-8": ([(COMMON_NAME, UTF8, b"\xff")], "CN=#0c01ff"),
    "another kind of value": ([(COMMON_NAME, 0x01, b"\xff")], "CN=#0101ff"),
    "two parts": (
        [(ORGANIZATION, UTF8, b"Example"), (COMMON_NAME, T61, b'\xe4, "+;<>\\')],
        'CN=\u00e4\\, \\"\\+\\;\\<\\>\\\\,O=Example',
    ),
    "blanks at the ends": ([(COMMON_NAME, T61, b" \xe4 ")], "CN=\\ \u00e4\\ "),
    "a mark in front": ([(COMMON_NAME, T61, b"#\xe4")], "CN=\\#\u00e4"),
    "an escape sequence of a terminal": ([(COMMON_NAME, T61, b"\xe4\x1b[2J")], "CN=\u00e4\\1B[2J"),
    "a type without a short name": (
        [("1.2.840.113549.1.9.1", T61, b"\xe4@example.com")],
        "1.2.840.113549.1.9.1=\u00e4@example.com",
    ),
    "none at all": ([], ""),
}


@pytest.mark.parametrize(("subject", "shown"), ODD_SUBJECTS.values(), ids=ODD_SUBJECTS.keys())
def test_whatever_the_letters_in_its_subject_it_is_a_certificate(subject: Any, shown: str) -> None:
    der = certificate_by_hand(subject)
    found = read_certificate(bare(der))
    assert (found.subject, found.fingerprint) == (shown, hashlib.sha256(der).hexdigest())
    assert (found.not_before.year, found.not_after.year) == (2025, 2035)


def test_a_certificate_without_a_subject_is_called_by_its_fingerprint() -> None:
    found = read_certificate(bare(certificate_by_hand([])))
    assert found.label == f"with the SHA-256 fingerprint {found.fingerprint}"
    assert read_certificate(PEM).label == "CN=current.example.com"


@pytest.mark.parametrize(
    ("time", "expected"),
    [
        ((UTC_TIME, b"490101000000Z"), "2049-01-01T00:00:00+00:00"),
        ((UTC_TIME, b"500101000000Z"), "1950-01-01T00:00:00+00:00"),
        ((GENERALIZED_TIME, b"20300101000000Z"), "2030-01-01T00:00:00+00:00"),
        ((GENERALIZED_TIME, b"99991231235959Z"), "9999-12-31T23:59:59+00:00"),
    ],
)
def test_times(time: tuple[int, bytes], expected: str) -> None:
    assert read_certificate(bare(certificate_by_hand("a", times=(SOME_TIME, time)))).not_after.isoformat() == expected


@pytest.mark.parametrize(
    "time",
    [
        (GENERALIZED_TIME, b"20300101000000.5Z"),
        (UTC_TIME, b"300101000000+0200"),
        (UTC_TIME, b"3001010000Z"),
        (GENERALIZED_TIME, b"20300101000000"),
        (GENERALIZED_TIME, b"20301301000000Z"),
        (GENERALIZED_TIME, b"00000101000000Z"),
    ],
    ids=lambda time: time[1].decode(),
)
@pytest.mark.parametrize("which", ["begins", "ends"])
def test_times_that_are_not_as_in_x509_are_quoted(which: str, time: tuple[int, bytes]) -> None:
    times = (time, LATE) if which == "begins" else (SOME_TIME, time)
    with pytest.raises(NoCertificate) as caught:
        read_certificate(bare(certificate_by_hand("a", times=times)))
    assert str(caught.value).startswith(f"{which} at {time[1].decode()!r}, and X.509 wants full seconds in UTC there: ")


ORDINARY = [
    *(certificate(name) for name in ("current", "expired", "future")),
    x509.load_pem_x509_certificate(OTHER.encode()),
]


@pytest.mark.parametrize("one", ORDINARY, ids=lambda one: one.subject.rfc4514_string())
def test_own_reading_and_cryptography_agree(one: x509.Certificate) -> None:
    fields = fields_of(one.public_bytes(serialization.Encoding.DER))
    assert (fields.not_before, fields.not_after) == (one.not_valid_before_utc, one.not_valid_after_utc)
    assert (fields.subject.rfc4514, fields.issuer.rfc4514) == (
        one.subject.rfc4514_string(),
        one.issuer.rfc4514_string(),
    )


@pytest.mark.parametrize("key", private_keys().values(), ids=private_keys().keys())
@pytest.mark.parametrize("around", ["{}", PEM + "{}", "{}" + PEM], ids=["alone", "after", "before"])
def test_a_private_key_is_named_and_never_quoted(key: str, around: str) -> None:
    with pytest.raises(NoCertificate, match="private key") as caught:
        read_certificate(around.format(key))
    assert not any(line in str(caught.value) for line in key.splitlines() if line)


def test_a_private_key_without_its_lines_is_no_certificate_and_never_quoted() -> None:
    text = "".join(private_keys()["PKCS #8"].splitlines()[1:-1])
    with pytest.raises(NoCertificate, match=r"not an X\.509 certificate, but a private key") as caught:
        read_certificate(text)
    assert text[:16] not in str(caught.value)


def test_where_cryptography_cannot_be_imported_that_is_told_and_breaks_nothing_yet(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert reading.CRYPTOGRAPHY_IMPORT_ERROR is None
    monkeypatch.setitem(sys.modules, "cryptography", None)
    without = importlib.util.module_from_spec(reading.__spec__)
    reading.__spec__.loader.exec_module(without)
    assert "cryptography" in without.CRYPTOGRAPHY_IMPORT_ERROR
