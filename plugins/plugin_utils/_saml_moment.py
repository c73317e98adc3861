# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""An xs:dateTime in, a datetime out."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone

from ..plugin_utils._saml_error import MetadataError, quoted

_DATE_TIME = re.compile(
    r"(?P<sign>-?)(?P<year>[1-9]\d{4,}|\d{4})-(?P<month>\d\d)-(?P<day>\d\d)"
    r"T(?P<hour>\d\d):(?P<minute>\d\d):(?P<second>\d\d)(?:\.(?P<fraction>\d+))?"
    r"(?:Z|(?P<west>[+-])(?P<hours>\d\d):(?P<minutes>\d\d))?",
    re.ASCII,
)
_FURTHEST_ZONE = timedelta(hours=14)

# These stand for years that Python does not support, and compare as before or after any real date.
_BEFORE_ALL = datetime.min.replace(tzinfo=timezone.utc)
_AFTER_ALL = datetime.max.replace(tzinfo=timezone.utc)


def moment_of(text: str) -> datetime:
    """Parse an xs:dateTime; without a zone it is UTC, as SAML requires."""
    parts = _DATE_TIME.fullmatch(text.strip())
    try:
        if parts is None:
            raise ValueError("another format")
        return _moment(parts)
    except ValueError:
        raise MetadataError(f"The metadata's validUntil is not a date and time: {quoted(text)}.") from None


def _moment(parts: re.Match[str]) -> datetime:
    zone = timedelta(hours=int(parts["hours"] or 0), minutes=int(parts["minutes"] or 0))
    if zone > _FURTHEST_ZONE:
        raise ValueError("no such zone")
    midnight = parts["hour"] == "24"
    if midnight and int(parts["minute"] + parts["second"] + (parts["fraction"] or "")[:6]):
        raise ValueError("past the end of the day")
    year = int(parts["year"][-4:])
    known = len(parts["year"]) == 4 and year > 0 and not parts["sign"]
    moment = datetime(
        # The calendar repeats every 400 years.
        year if known else 2000 + year % 400,
        int(parts["month"]),
        int(parts["day"]),
        0 if midnight else int(parts["hour"]),
        int(parts["minute"]),
        int(parts["second"]),
        int((parts["fraction"] or "")[:6].ljust(6, "0")),
        timezone(-zone if parts["west"] == "-" else zone),
    )
    if not known:
        return _BEFORE_ALL if parts["sign"] or len(parts["year"]) == 4 else _AFTER_ALL
    try:
        return moment + timedelta(days=1) if midnight else moment
    except OverflowError:
        return _AFTER_ALL
