# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""The doctor's findings about the sign-in URLs, from their responses to the controller. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..plugin_utils._doctor_findings import Found

Row = Mapping[str, Any]

_URL = re.compile(r"https?://\S+", re.IGNORECASE)
# An identity provider may refuse a plain GET in any way, since it is not a sign-in. These statuses mean that nothing is
# there.
_NOTHING_THERE = (404, 410)


def signin_url_findings(looked_at: Iterable[Row], answers: Iterable[Row]) -> Iterator[Found]:
    """What is wrong with the URLs of these integrations. ``answers`` has the responses, by ``item``."""
    by_url = {row["item"]: row for row in answers if "item" in row}
    for integration in looked_at:
        url, name = integration["signin_url"], integration["name"]
        if url and not _URL.fullmatch(url):
            said = f"The sign-in URL of {name} is not an http or https URL: {url}."
            yield Found("signin_url_unusable", name, said)
        elif url in by_url:
            yield from _about(name, url, by_url[url])


def _about(name: str, url: str, answer: Row) -> Iterator[Found]:
    status = int(answer.get("status") or -1)
    if status < 0:
        said = f"The sign-in URL of {name}, {url}, does not answer here: {_reason(answer)}."
        yield Found("signin_url_unanswered", name, said)
    elif status >= 500 or status in _NOTHING_THERE:
        yield Found("signin_url_failing", name, f"The sign-in URL of {name}, {url}, answers {status}.")


def _reason(answer: Row) -> str:
    """Why there was no response, without the words that Ansible and Python add."""
    words = str(answer.get("msg") or "no answer")
    words = re.sub(r"^Status code was -1 and not \[.*?\]: |^Request failed: |<\w+ error |>$", "", words)
    words = re.sub(r"^Request failed: (<\w+ error )?|\[Errno -?\d+\] ", "", words)
    return words.strip(" .")
