# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""X.509 certificates: from any form of text to what they contain. Nothing here knows about SendGrid."""

from __future__ import annotations

import hashlib
import traceback
from dataclasses import dataclass
from datetime import datetime

from .fields import Fields, NoCertificate, fields_of
from .text import certificate_bytes, pem_of

try:
    from cryptography import x509
except ImportError:
    CRYPTOGRAPHY_IMPORT_ERROR: str | None = traceback.format_exc()
else:
    CRYPTOGRAPHY_IMPORT_ERROR = None

__all__ = ["CRYPTOGRAPHY_IMPORT_ERROR", "X509", "NoCertificate", "read_certificate"]


@dataclass(frozen=True)
class X509:
    """One certificate: its bytes, and what they contain (times are in UTC)."""

    der: bytes
    subject: str
    not_before: datetime
    not_after: datetime

    @property
    def fingerprint(self) -> str:
        """The SHA-256 of the bytes, as 64 lower-case hex digits."""
        return hashlib.sha256(self.der).hexdigest()

    @property
    def pem(self) -> str:
        """The text to send: PEM with lines of 64 characters."""
        return pem_of(self.der)

    @property
    def label(self) -> str:
        """How a message refers to it: by subject, or by fingerprint if the subject is empty."""
        return self.subject or f"with the SHA-256 fingerprint {self.fingerprint}"

    def is_valid_at(self, moment: datetime) -> bool:
        """Whether the certificate is valid at the moment."""
        return self.not_before <= moment < self.not_after


def read_certificate(text: str) -> X509:
    """Read the one certificate in a text: PEM, or the bare base64 that identity providers show, with any spacing.

    Raises NoCertificate.
    """
    der = certificate_bytes(text)
    fields = fields_of(der)
    return X509(der, _subject(der, fields), fields.not_before, fields.not_after)


def _subject(der: bytes, fields: Fields) -> str:
    """The subject as cryptography formats it, or as we do if this version of cryptography refuses the certificate."""
    try:
        return x509.load_der_x509_certificate(der).subject.rfc4514_string()
    except Exception:
        # It raises more than it documents, and for more certificates with each version.
        return fields.subject.rfc4514
