# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""SendGrid's API: requests with retries. creation.py creates, listing.py reads listings in pages.

The client sends through transport.py, waits and retries as retry.py decides, and turns error responses into a
SendGridError. It knows nothing about Ansible, integrations or teammates.
"""

from __future__ import annotations

import copy
import random
import time
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Callable
from urllib.parse import quote

from .._core.errors import unexpected_response
from .._core.journal import Journal
from .._core.workers import Fixed
from .connection import Connection
from .fields import PASSING_STATUSES, RETRIED_STATUSES, Answer, Lost, a_list, is_json, parsed
from .paths import Path
from .reach import Reach
from .transport import Transport
from .waits import Alone, Clock, Sleep

if TYPE_CHECKING:
    # Not needed to run, and Ansible compiles what is imported for every task.
    from .._core.growth import Growing
    from .rate_limits import Together
    from .retry import Verdict

# Seconds. If all waits for rate limits together are shorter, the task does not mention them.
WORTH_SAYING = 10.0

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

    def listing(self, where: Path, params: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
        """Return a listing that SendGrid sends whole, as a bare list."""
        return a_list(self.get(where, params), where.shown)

    def outcomes(
        self, method: str, where: Path, params: Mapping[str, Any] | None, body: dict[str, Any] | None
    ) -> Iterator[Answer | Lost]:
        """Send a request as often as retry.py allows, and yield each outcome, after the wait for the next try."""
        begin, allowance = self._clock(), self.connection.policy.rate_limit_wait
        outcome, waited = self._attempt(method, where, params, body, allowance)
        if isinstance(outcome, Answer) and outcome.status not in RETRIED_STATUSES:
            yield outcome
            return
        # Imported here, like below: Ansible compiles what is imported for every task, and hardly any request fails.
        from .retry import Tries, decide

        tries = Tries(waited=waited)
        while isinstance(outcome, Answer) or outcome.tried:
            status, headers = (outcome.status, outcome.headers) if isinstance(outcome, Answer) else (None, {})
            verdict = decide(method, status, headers, tries, self.connection.policy, self._clock(), random.random())
            tries = verdict.tries
            if isinstance(outcome, Lost):
                outcome = outcome._replace(failures=tries.failures, seconds=self._clock() - begin)
            self._before_retry(outcome, verdict)
            yield outcome
            if not verdict.again:
                return
            outcome, waited = self._attempt(method, where, params, body, allowance - tries.waited)
            tries = replace(tries, waited=tries.waited + waited)
        taken = self._clock() - begin
        yield outcome._replace(tried=tries.failures > 0, failures=tries.failures, seconds=taken)

    def accepted(self, method: str, where: Path, outcome: Answer | Lost) -> Answer:
        """Return a response that is a success; raises the failure of any other outcome."""
        return self._checked(self._arrived(method, where, outcome), where)

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
        """Send a request that is safe to repeat."""
        *_earlier, outcome = self.outcomes(method, where, params, body)
        return self._arrived(method, where, outcome)

    def _arrived(self, method: str, where: Path, outcome: Answer | Lost) -> Answer:
        if isinstance(outcome, Lost):
            from .status_failures import lost_answer

            raise lost_answer(method, where.shown, outcome, self.connection.base_url)
        return outcome

    def _checked(self, answer: Answer, where: Path) -> Answer:
        if 200 <= answer.status < 300:
            return answer
        from .status_failures import failure_of, masked

        raise masked(failure_of(answer), [self.connection.api_key, where.secret, quote(where.secret, safe="")])

    def _attempt(
        self,
        method: str,
        where: Path,
        params: Mapping[str, Any] | None,
        body: dict[str, Any] | None,
        allowance: float,
    ) -> tuple[Answer | Lost, float]:
        """Send a request once; return the outcome, and the seconds waited before. If the server is gone, send nothing.

        ``allowance`` is how many seconds it may wait for rate limits.
        """
        if self._reach.gone:
            return Lost(self._reach.gone, tried=False), 0.0
        endpoint = method + where.template
        waited = self._pace.before(endpoint, allowance)
        outcome = self._transport.send(method, where.real, where.shown, params, body)
        if isinstance(outcome, Answer):
            self._pace.heard(endpoint, outcome.headers)
            self._reach.answered()
        if isinstance(outcome, Lost) or outcome.status in PASSING_STATUSES:
            self.workers.failed()
        elif outcome.status == 429:
            self.workers.refused()
        else:
            self.workers.answered()
        return outcome, waited

    def _before_retry(self, outcome: Answer | Lost, verdict: Verdict) -> None:
        """Wait if the request is to be retried; otherwise, record a server that gave no response."""
        if verdict.again and isinstance(outcome, Answer) and outcome.status == 429:
            self._pace.pause(verdict.wait)
        elif verdict.again:
            self._sleep(verdict.wait)
        elif isinstance(outcome, Lost):
            self._reach.gave_up(outcome.reason)
