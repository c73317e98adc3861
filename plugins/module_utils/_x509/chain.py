# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""Which of several certificates sign for an identity provider, and which only issued those. A pure function."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from .fields import Fields, fields_of


def without_issuers(certificates: Iterable[bytes]) -> list[bytes]:
    """Leave out certificates that issued another one: an identity provider signs only with the end of the chain.

    A self-signed certificate does not make another one with its name an issuer: successors often share the name.
    """
    known = {der: fields_of(der) for der in certificates}
    issuers: dict[Any, set[bytes | None]] = {}
    for fields in known.values():
        if fields.issuer.parts and fields.issuer.comparable != fields.subject.comparable:
            issuers.setdefault(fields.issuer.comparable, set()).add(fields.authority_key_id)
    rest = [der for der, fields in known.items() if not _is_among(fields, issuers)]
    # If they all issued each other, none is more of an issuer than another.
    return rest or list(known)


def _is_among(fields: Fields, issuers: dict[Any, set[bytes | None]]) -> bool:
    keys = issuers.get(fields.subject.comparable, set())
    return bool(keys) and (fields.subject_key_id is None or bool(keys & {None, fields.subject_key_id}))
