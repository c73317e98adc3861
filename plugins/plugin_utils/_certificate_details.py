# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""What certificates given to the role sso contain, before any request is sent. Pure functions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from ..module_utils._core.texts import Unusable, secret_text_of
from ..module_utils._x509.certificate import X509, NoCertificate, read_certificate
from ..module_utils._x509.chain import without_issuers


def details_of(entries: Sequence[Any], now: datetime) -> list[dict[str, Any]]:
    """What the certificate of each entry contains, or what is wrong with it."""
    read = [_read(entry) for entry in entries]
    signing = set(without_issuers(found.der for found in read if isinstance(found, X509)))
    return [_details(found, signing, now) for found in read]


def _details(found: X509 | str | None, signing: set[bytes], now: datetime) -> dict[str, Any]:
    known = found if isinstance(found, X509) else None
    return {
        "problem": found if isinstance(found, str) else "",
        "sha256_fingerprint": known.fingerprint if known else None,
        "subject": known.subject if known else None,
        "not_before": _iso(known.not_before) if known else None,
        "not_after": _iso(known.not_after) if known else None,
        "valid": known is not None and known.is_valid_at(now) and known.der in signing,
    }


def _read(entry: Any) -> X509 | str | None:
    """The certificate, None for an id in its place, or the problem: the end of a sentence about the entry."""
    if not isinstance(entry, Mapping):
        return _certificate(entry) if isinstance(entry, str) else "is neither text nor a dictionary of options"
    has_id, text = entry.get("id") is not None, entry.get("public_certificate")
    if entry.get("state", "present") == "absent":
        if has_id == (text is not None):
            return "needs either id or public_certificate, to say which certificate to remove"
    elif has_id:
        return "has an id, which requires state=absent: SendGrid assigns the ids of new certificates"
    elif text is None:
        return "needs public_certificate"
    return None if has_id else _certificate(text)


def _certificate(text: Any) -> X509 | str:
    try:
        return read_certificate(secret_text_of(text, "the text of one certificate"))
    except (NoCertificate, Unusable) as problem:
        return str(problem)


def _iso(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
