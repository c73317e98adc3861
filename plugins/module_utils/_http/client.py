# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""SendGrid's API: requests with retries, creations that are never repeated blindly, listings in pages.

The client sends through transport.py, waits and retries as retry.py decides, and turns error responses into a
SendGridError. It knows nothing about Ansible, integrations or teammates.
"""

from __future__ import annotations

import copy
import random
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Callable, TypeVar
from urllib.parse import quote

from .._core.errors import SendGridError, unexpected_response
from .._core.journal import Journal
from .._core.workers import Fixed, Growing
from .connection import Connection
from .fields import (
    Answer,
    a_list,
    is_json,
    parsed,
    rows_of,
)
from .paths import Path
from .rate_limits import Alone, Clock, Sleep, Together
from .reach import Reach
from .retry import PASSING_STATUSES, Tries, Verdict, decide
from .transport import Lost, Transport

# The largest page that /v3/teammates documents; SendGrid may send shorter ones.
PAGE_SIZE = 500
# Seconds. If all waits for rate limits together are shorter, the task does not mention them.
WORTH_SAYING = 10.0
# How many times to start reading a listing that keeps moving before the task fails.
MOST_BEGINNINGS = 5

T = TypeVar("T")


# Some paths document no 404: a 400 may mean the same.
MAY_MEAN_ABSENT = (400, 404)

ALONE = Fixed(1)


class Client:
    """SendGrid's API, over one pool of connections that are kept alive.

    ``workers`` says how many threads may use it at once, and is notified of how requests go; ``pace`` is how they wait
    for rate limits. Tests replace ``sleep`` and ``clock`` (epoch seconds). ``journal`` has what was written through
    this client.
    """

    def __init__(
        self,
        connection: Connection,
        workers: Fixed | Growing = ALONE,
        pace: Callable[[Clock, Sleep], Alone | Together] = Alone,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.connection = connection
        self.workers = workers
        self.journal = Journal()
        self._sleep = sleep
        self._clock = clock
        self._pace = pace(clock, sleep)
        self._reach = Reach(workers.now)
        self._transport = Transport(connection, workers.most)

    def warnings(self) -> list[str]:
        """Return the warnings about the requests so far."""
        waited = self._pace.waits.total
        if waited <= WORTH_SAYING:
            return []
        return [f"The task waited {waited:.0f} seconds for SendGrid's rate limits."]

    def apart(self) -> Client:
        """Return the same client with its own journal, for one of many people."""
        apart = copy.copy(self)
        apart.journal = Journal()
        return apart

    def close(self) -> None:
        """Close the pooled connections."""
        self._transport.close()

    def get(self, where: Path, params: Mapping[str, Any] | None = None) -> Any:
        """Return the JSON value at a path. Every response outside 2xx is raised, including a 404."""
        return parsed(self._succeed("GET", where, params))

    def find(
        self, where: Path, params: Mapping[str, Any] | None = None, is_absent: Callable[[], bool] = lambda: False
    ) -> Any:
        """Like ``get``, but return None for a 404 that SendGrid itself sent.

        SendGrid's own errors are JSON. Any other 404 may come from a gateway and proves nothing, and a 400 may mean
        that the id is malformed. In both cases ``is_absent`` must prove the absence in another way, or the response is
        a failure.
        """
        answer = self._exchange("GET", where, params)
        if (answer.status == 404 and is_json(answer)) or (answer.status in MAY_MEAN_ABSENT and is_absent()):
            return None
        found = None if answer.status == 404 else parsed(self._checked(answer, where))
        if found is None:
            # None means absent, and neither null nor a gateway's 404 proves that.
            raise unexpected_response(
                f"The answer to GET {where.shown} does not tell whether there is such an object: check base_url.",
                "GET",
                where.shown,
            )
        return found

    def patch(self, where: Path, body: dict[str, Any], params: Mapping[str, Any] | None = None) -> None:
        """Update. The response's body proves nothing, so nothing is returned: read the object back."""
        self._succeed("PATCH", where, params, body)
        self.journal.wrote()

    def delete(self, where: Path) -> None:
        """Remove. If the object does not exist (SendGrid's own 404), it counts as removed."""
        answer = self._exchange("DELETE", where)
        if answer.status != 404 or not is_json(answer):
            self._checked(answer, where)
        self.journal.wrote()

    def create(self, where: Path, body: dict[str, Any], look: Callable[[], T | None]) -> Answer | T:
        """POST, but never blindly twice: after a lost response or a gateway's, ``look`` finds what exists, if anything.

        Return SendGrid's response, or what ``look`` found.
        """
        tries, begin = Tries(), self._clock()
        while True:
            outcome, verdict = self._attempt("POST", where, None, body, tries)
            if isinstance(outcome, Lost) and not outcome.tried:
                verdict = replace(verdict, again=False)
            elif isinstance(outcome, Lost) or outcome.status in PASSING_STATUSES:
                found = _looked(look)
                if found is not None:
                    self.journal.wrote()
                    return found
            if not verdict.again:
                answer = self._checked(self._arrived("POST", where, outcome, verdict.tries, begin), where)
                self.journal.wrote()
                return answer
            tries = verdict.tries

    def listing(self, where: Path, params: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
        """Return a listing that SendGrid sends whole, as a bare list."""
        return a_list(self.get(where, params), where.shown)

    def rows(
        self,
        where: Path,
        key: str | None,
        identity: Sequence[str],
        is_enough: Callable[[list[dict[str, Any]]], bool] = lambda rows: False,
    ) -> list[dict[str, Any]]:
        """Return all rows of a listing with an offset, each once, or the first pages if they are enough.

        ``key`` is where the response has the rows (None: the response is the list). ``identity`` names fields: the
        first one that a row has identifies it. A listing that moves while it is read is started again; raises
        ``unexpected_response`` if it never stays still.
        """

        # Imported here, like below: Ansible compiles what is imported for every task, and most need no listing.
        from .paging import Moved, read_once

        def name(row: dict[str, Any]) -> str:
            found = next((str(row[field]) for field in identity if row.get(field)), None)
            if found is None:
                raise unexpected_response(
                    "SendGrid's listing {} has a row without {}.".format(where.shown, " and ".join(identity)),
                    "GET",
                    where.shown,
                )
            return found

        def page(offset: int) -> list[dict[str, Any]]:
            return rows_of(self.get(where, {"limit": PAGE_SIZE, "offset": offset}), key, where.shown)

        for _beginning in range(MOST_BEGINNINGS):
            try:
                return read_once(page, name, is_enough)
            except Moved:
                continue
        raise unexpected_response(
            f"SendGrid's listing {where.shown} does not advance, or changed each of the {MOST_BEGINNINGS} times "
            "it was read: it proves nothing. Run the task again.",
            "GET",
            where.shown,
        )

    def _succeed(
        self,
        method: str,
        where: Path,
        params: Mapping[str, Any] | None = None,
        body: dict[str, Any] | None = None,
    ) -> Answer:
        return self._checked(self._exchange(method, where, params, body), where)

    def _exchange(
        self,
        method: str,
        where: Path,
        params: Mapping[str, Any] | None = None,
        body: dict[str, Any] | None = None,
    ) -> Answer:
        """Send a request that is safe to repeat, as often as retry.py allows."""
        tries, begin = Tries(), self._clock()
        while True:
            outcome, verdict = self._attempt(method, where, params, body, tries)
            if not verdict.again:
                return self._arrived(method, where, outcome, verdict.tries, begin)
            tries = verdict.tries

    def _attempt(
        self,
        method: str,
        where: Path,
        params: Mapping[str, Any] | None,
        body: dict[str, Any] | None,
        tries: Tries,
    ) -> tuple[Answer | Lost, Verdict]:
        """Send a request once, and wait if it is to be retried. If the server is gone, nothing is sent."""
        if self._reach.gone:
            return Lost(self._reach.gone, tried=tries.failures > 0), Verdict(False, 0.0, tries)
        policy = self.connection.policy
        endpoint = method + where.template
        waited = self._pace.before(endpoint, policy.rate_limit_wait - tries.waited)
        tries = replace(tries, waited=tries.waited + waited)
        outcome = self._transport.send(method, where.real, where.shown, params, body)
        status = outcome.status if isinstance(outcome, Answer) else None
        headers = outcome.headers if isinstance(outcome, Answer) else {}
        self._pace.heard(endpoint, headers)
        verdict = decide(method, status, headers, tries, policy, self._clock(), random.random())
        if isinstance(outcome, Answer):
            self._reach.answered()
        elif not verdict.again:
            self._reach.gave_up(outcome.reason)
        if status is None or status == 429 or status in PASSING_STATUSES:
            self.workers.troubled()
        else:
            self.workers.answered()
        if verdict.again and status == 429:
            self._pace.pause(verdict.wait)
        elif verdict.again:
            self._sleep(verdict.wait)
        return outcome, verdict

    def _arrived(self, method: str, where: Path, outcome: Answer | Lost, tries: Tries, begin: float) -> Answer:
        if isinstance(outcome, Lost):
            from .status_failures import lost_answer

            taken = self._clock() - begin
            lost = lost_answer(method, where.shown, outcome.reason, outcome.proxy, tries.failures, taken)
            raise lost.but(tried=outcome.tried)
        return outcome

    def _checked(self, answer: Answer, where: Path) -> Answer:
        if 200 <= answer.status < 300:
            return answer
        from .status_failures import failure_of

        raise _masked(failure_of(answer), [self.connection.api_key, where.secret, quote(where.secret, safe="")])


def _looked(look: Callable[[], T | None]) -> T | None:
    """Return what ``look`` finds. If it fails, the object may still exist, because the POST was sent."""
    try:
        return look()
    except SendGridError as error:
        raise error.but(tried=True) from None


def _masked(error: SendGridError, secrets: list[str]) -> SendGridError:
    """Mask secrets that the response may have echoed."""

    def masked(text: str | None) -> str | None:
        for secret in filter(None, secrets):
            text = (text or "").replace(secret, "***") or None
        return text

    return error.but(msg=masked(error.msg), message=masked(error.message), field=masked(error.field))
