# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Compares the roster with others: an older build, a tool that reads everybody twice, and a fixed number of requests.

Each comparison is a ratio of time, requests or refusals, with both sides measured in the same run.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from older_build import older_build
from roster_figures import Aim
from roster_people import SUBUSERS, people

if TYPE_CHECKING:
    from roster import Bench

# A similar tool manages each person as a separate resource, and reads each of them twice, this many at a time.
RIVAL_READS, RIVAL_CONCURRENCY, RIVAL_MS = 2, 10, 100
# More is hardly possible: 900 requests, 8 and then 32 at a time, take 3.2 s, and the listing comes before them.
RIVAL_BOUND = 4
# The tightest limit known of SendGrid.
TIGHT, TIGHT_WINDOW = 30, 10
NEAR_MS, FAR_MS = 20, 100


@dataclass(frozen=True)
class Beside:
    """How many people each measurement has."""

    many: int = 1000
    far: int = 500
    limited: int = 100
    created: int = 200

    def aims(self, bench: Bench) -> list[Aim]:
        """All of them, one after another."""
        return [
            Aim(f"{RIVAL_READS * self.many} reads, {RIVAL_CONCURRENCY} at a time, take", *self.rival(bench)),
            Aim("a creation and its proof: requests a person", self.creation(bench), 2.05, "x"),
            *(self.refusals(bench, headers) for headers in (True, False)),
            *self.older(bench),
        ]

    def rival(self, bench: Bench) -> tuple[float, float, str, bool]:
        """How many times longer a tool takes that reads each person twice, and the lower bound for that."""
        bench.control.latency(RIVAL_MS)
        entries = bench.seed(self.many)
        paths = [f"/v3/teammates/{entry['email']}" for entry in entries] * RIVAL_READS
        reading = bench.bare(paths, RIVAL_CONCURRENCY)
        return reading / bench.beyond_the_list(entries), RIVAL_BOUND, "times as long", False

    def creation(self, bench: Bench) -> float:
        """How many requests it takes to create and verify a person, once the roster knows that they are new."""
        bench.control.latency(0)
        entries = people(self.created)
        bench.control.account("roster", keys=[{"key": "SG.roster"}], subusers=SUBUSERS)
        bench.control.forget_requests()
        bench.play("once", entries)
        methods = [one["method"] for one in bench.control.requests("roster")]
        return len(methods[methods.index("POST") :]) / len(entries)

    def refusals(self, bench: Bench, headers: bool) -> Aim:
        """How often a server with a limit refuses, compared with a fixed number of parallel requests."""
        bench.control.latency(NEAR_MS)
        counts = [self._refused(bench, headers, **given) for given in ({"concurrency": 8}, {})]
        said = "tells" if headers else "does not tell"
        what = f"429s of a server that {said} its limit, beside 8 at a time ({counts[1]} and {counts[0]})"
        return Aim(what, counts[1] / max(counts[0], 1), 1, "x")

    def _refused(self, bench: Bench, headers: bool, **given: Any) -> int:
        entries = bench.seed(self.limited)
        bench.control.rate_limit(TIGHT, TIGHT_WINDOW, account="roster", headers=headers)
        bench.play("once", entries, **given)
        bench.control.rate_limits_clear()
        return sum(one["status"] == 429 for one in bench.control.requests("roster"))

    def older(self, bench: Bench) -> list[Aim]:
        """How long the roster takes compared with an older build, if BASE is the path of its clone."""
        collections = older_build()
        if collections is None:
            return []
        before = bench.with_collections(collections)
        found = []
        for latency, bound in ((NEAR_MS, 0.6), (FAR_MS, 0.4)):
            bench.control.latency(latency)
            entries = bench.seed(self.far)
            share = bench.beyond_the_list(entries) / before.beyond_the_list(entries)
            found.append(Aim(f"the roster beside that of the older build, {latency} ms", share, bound, "x"))
        return found
