# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""The doctor's findings about differences between the identity provider's metadata and SendGrid. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from ..module_utils._x509.certificate import X509, read_certificate
from ..plugin_utils._doctor_findings import Found
from ..plugin_utils._doctor_trust import label, named
from ..plugin_utils._review_trust import is_valid
from ..plugin_utils._saml import IdentityProvider, read
from ..plugin_utils._saml_error import MetadataError

Row = Mapping[str, Any]


def provider_in(document: str | bytes, entity_ids: Iterable[str], now: datetime) -> IdentityProvider:
    """The only identity provider or, of several, the one that an integration names; raises MetadataError."""
    try:
        return read(document, None, now)
    except MetadataError as problem:
        for entity_id in filter(None, entity_ids):
            try:
                return read(document, entity_id, now)
            except MetadataError:
                continue
        raise problem from None


def meant_by(provider: IdentityProvider, integrations: Iterable[Row]) -> list[Row]:
    """The integrations of the metadata's identity provider, matched by entity ID or else by sign-in URL."""
    rows = list(integrations)
    same_name = [row for row in rows if row["entity_id"] == provider.entity_id]
    return same_name or [row for row in rows if row["signin_url"] == provider.signin_url]


def metadata_findings(
    provider: IdentityProvider, looked_at: Iterable[Row], certificates: Sequence[Row] | None, now: datetime
) -> Iterator[Found]:
    """The differences. ``certificates`` is None if they could not be read."""
    held = [read_certificate(text) for text in provider.certificates]
    for one in held:
        if not one.is_valid_at(now):
            said = f"The metadata's certificate {_label(one)} is not valid now."
            yield Found("metadata_certificate_not_valid", _label(one), said)
    for row in looked_at:
        name = row["name"]
        if row["entity_id"] and row["entity_id"] != provider.entity_id:
            said = f"The entity ID of {name} is {row['entity_id']}, and that of the metadata is {provider.entity_id}."
            yield Found("other_entity_id", name, said)
        if row["signin_url"] and row["signin_url"] != provider.signin_url:
            said = (
                f"The sign-in URL of {name} is {row['signin_url']}, and that of the metadata is {provider.signin_url}."
            )
            yield Found("other_signin_url", name, said)
        if certificates is not None:
            own = [one for one in certificates if one["integration_id"] == row["id"]]
            yield from _compared(name, own, held, now)


def _compared(name: str, trusted: Iterable[Row], held: Iterable[X509], now: datetime) -> Iterator[Found]:
    """Certificates that only one side has. Those that are not valid now are reported elsewhere."""
    by_fingerprint = {one["sha256_fingerprint"]: one for one in trusted}
    in_metadata = {one.fingerprint for one in held}
    for one in held:
        if one.is_valid_at(now) and one.fingerprint not in by_fingerprint:
            said = f"The integration {name} does not trust the certificate {_label(one)}, which the metadata contains."
            yield Found("certificate_not_trusted", _label(one), said)
    for fingerprint, row in by_fingerprint.items():
        if is_valid(row, now) and fingerprint not in in_metadata:
            said = f"The integration {name} trusts the certificate {label(row)}, which the metadata does not contain."
            yield Found("certificate_not_in_metadata", label(row), said)


def _label(certificate: X509) -> str:
    return named(certificate.subject, certificate.fingerprint)
