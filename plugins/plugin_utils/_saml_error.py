# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""Why a metadata document cannot be used."""

from __future__ import annotations

_QUOTED_AT_MOST = 120


class MetadataError(ValueError):
    """Why a document cannot be used, in one sentence."""


def clipped(text: str) -> str:
    """Shorten a piece of a document for a message."""
    return text if len(text) <= _QUOTED_AT_MOST else text[:_QUOTED_AT_MOST] + "..."


def quoted(text: str) -> str:
    """A piece of a document for a message: short, on one line, and in quotes."""
    return repr(clipped(text))
