# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""X.509 certificates: from any spelling to their bytes, and what these say. Nothing here knows SendGrid."""

from __future__ import annotations

import base64
import hashlib
import re
import traceback
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any, List, Optional

try:
    from cryptography import x509
except ImportError:
    CRYPTOGRAPHY_IMPORT_ERROR: Optional[str] = traceback.format_exc()
else:
    CRYPTOGRAPHY_IMPORT_ERROR = None

_PEM = re.compile(r"-----BEGIN (?:X509 )?CERTIFICATE-----(.*?)-----END (?:X509 )?CERTIFICATE-----", re.S)
_PRIVATE_KEY = re.compile(r"-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----")

# Line ends as they stand in JSON and in shell variables: text that was pasted, not white space any more.
_WRITTEN_LINE_ENDS = re.compile(r"\\r|\\n")


class NoCertificate(ValueError):
    """A text is not one certificate; the message says why, and never quotes the text: it may be a private key."""


@dataclass(frozen=True)
class X509:
    """One certificate: its bytes, and what they say (times are in UTC)."""

    der: bytes
    subject: str
    not_before: datetime
    not_after: datetime

    @property
    def fingerprint(self) -> str:
        """SHA-256 over the bytes, 64 lower-case hex digits."""
        return hashlib.sha256(self.der).hexdigest()

    @property
    def pem(self) -> str:
        """The text that is sent: PEM with lines of 64 characters."""
        encoded = base64.b64encode(self.der).decode("ascii")
        lines = [encoded[start : start + 64] for start in range(0, len(encoded), 64)]
        return "\n".join(["-----BEGIN CERTIFICATE-----", *lines, "-----END CERTIFICATE-----", ""])

    def is_valid_at(self, moment: datetime) -> bool:
        """Whether the moment lies within its period of validity."""
        return self.not_before <= moment < self.not_after


def read_certificate(text: str) -> X509:
    """The one certificate in a text: PEM, or the bare base64 that identity providers show, however it is spaced.

    Raises NoCertificate.
    """
    if _PRIVATE_KEY.search(text):
        raise NoCertificate("holds a private key, which must stay with the identity provider")
    blocks: List[str] = _PEM.findall(text)
    if len(blocks) > 1:
        raise NoCertificate("holds {0} certificates, and one is wanted".format(len(blocks)))
    if not blocks and "-----" in text:
        raise NoCertificate("is PEM text without a complete certificate in it")
    return _from_der(_decoded(blocks[0] if blocks else text))


def _decoded(encoded: str) -> bytes:
    compact = "".join(_WRITTEN_LINE_ENDS.sub(" ", encoded).split())
    if not compact:
        raise NoCertificate("is empty")
    try:
        return base64.b64decode(compact + "=" * (-len(compact) % 4), validate=True)
    except ValueError:
        raise NoCertificate("is neither PEM nor base64 text") from None


def _from_der(der: bytes) -> X509:
    try:
        certificate = x509.load_der_x509_certificate(der)
        return X509(
            der=der,
            subject=certificate.subject.rfc4514_string(),
            not_before=_utc(certificate, "not_valid_before"),
            not_after=_utc(certificate, "not_valid_after"),
        )
    except Exception:
        # cryptography raises more than it documents for bytes that are not what they seem.
        raise NoCertificate("is no X.509 certificate") from None


def _utc(certificate: Any, name: str) -> datetime:
    """A time of a certificate; before version 42 cryptography gives it without its time zone."""
    aware: Optional[datetime] = getattr(certificate, name + "_utc", None)
    return aware if aware is not None else getattr(certificate, name).replace(tzinfo=timezone.utc)
