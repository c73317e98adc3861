# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Certificates from text: every spelling of one is that one, and everything else is told apart."""

from __future__ import annotations

import base64
import hashlib
import runpy
import sys

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization

from ansible_collections.community.sendgrid.plugins.module_utils import _x509
from ansible_collections.community.sendgrid.plugins.module_utils._x509 import NoCertificate, read_certificate
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
    "tabs and no-break spaces": "\t" + BARE[:40] + "\u00a0\u00a0" + BARE[40:] + "\r",
}


def private_keys() -> dict[str, str]:
    """A private key in every form that could be pasted."""
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
        pytest.param(BARE[8:], "no X.509", id="a part is missing"),
        pytest.param("-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----", "is empty", id="nothing between"),
        pytest.param("okta.pem", "neither PEM nor base64", id="a file name"),
        pytest.param("caf\u00e9" * 9, "neither PEM nor base64", id="not ASCII"),
        pytest.param(BARE[:40] + "*" + BARE[40:], "neither PEM nor base64", id="base64 with a mark in it"),
        pytest.param("A" * 5, "neither PEM nor base64", id="base64 cut off"),
        pytest.param("aGVsbG8=", "no X.509", id="base64 of something else"),
        pytest.param(base64.b64encode(DER + b"\0\0").decode(), "no X.509", id="bytes after it"),
        pytest.param(PEM.split("-----END")[0], "without a complete", id="no END"),
        pytest.param(PEM.replace("BEGIN CERTIFICATE", "BEGIN"), "without a complete", id="no BEGIN"),
        pytest.param(PEM.replace("CERTIFICATE", "CERTIFICATE REQUEST"), "without a complete", id="a request"),
        pytest.param(PEM.replace("CERTIFICATE", "PUBLIC KEY"), "without a complete", id="a public key"),
        pytest.param(PEM + OTHER, "holds 2 certificates", id="two"),
        pytest.param(PEM + PEM + OTHER, "holds 3 certificates", id="three, one of them twice"),
        pytest.param((PEM + OTHER).replace("\n", ""), "holds 2 certificates", id="two in one line"),
    ],
)
def test_what_is_not_one_certificate(text: str, words: str) -> None:
    with pytest.raises(NoCertificate, match=words):
        read_certificate(text)


@pytest.mark.parametrize("key", private_keys().values(), ids=private_keys().keys())
@pytest.mark.parametrize("around", ["{}", PEM + "{}", "{}" + PEM], ids=["alone", "after", "before"])
def test_a_private_key_is_named_and_never_quoted(key: str, around: str) -> None:
    with pytest.raises(NoCertificate, match="private key") as caught:
        read_certificate(around.format(key))
    assert not any(line in str(caught.value) for line in key.splitlines() if line)


def test_a_private_key_without_its_lines_is_no_certificate_and_never_quoted() -> None:
    bare = "".join(private_keys()["PKCS #8"].splitlines()[1:-1])
    with pytest.raises(NoCertificate, match=r"no X\.509") as caught:
        read_certificate(bare)
    assert bare[:16] not in str(caught.value)


def test_where_cryptography_cannot_be_imported_that_is_told_and_breaks_nothing_yet(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert _x509.CRYPTOGRAPHY_IMPORT_ERROR is None
    monkeypatch.setitem(sys.modules, "cryptography", None)
    without = runpy.run_path(_x509.__file__)
    assert "cryptography" in without["CRYPTOGRAPHY_IMPORT_ERROR"]
