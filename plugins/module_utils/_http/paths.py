# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""Paths of SendGrid's API, as they are requested and as they may be shown. Pure functions."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import quote

from .._core.errors import unexpected_response


class Path(NamedTuple):
    """A path as it is requested, as it may be shown, its template, and the segment that is secret, if any."""

    real: str
    shown: str
    template: str
    secret: str = ""


def path(template: str, *segments: str) -> Path:
    """Fill the ``{}`` of a template with percent-encoded segments (``+`` and ``@`` included)."""
    filled = template.format(*map(_quoted, segments))
    return Path(filled, filled, template)


def secret_path(template: str, secret: str) -> Path:
    """Like ``path``, for a segment that no output may show."""
    return Path(template.format(_quoted(secret)), template.format("***"), template, secret)


def _quoted(segment: str) -> str:
    """Percent-encode a segment; raises ``unexpected_response`` if it would lead to another path, or nowhere."""
    try:
        quoted = quote(segment, safe="")
    except UnicodeEncodeError:
        quoted = ""
    if quoted in ("", ".", ".."):
        raise unexpected_response("SendGrid gave an id or a username that cannot be part of a path.")
    return quoted
