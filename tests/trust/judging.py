# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""What must be true after a run that met a fault, whichever it was."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import requests

from trust.driving import Clock, Done, run_module
from trust.faults import READS, Position, positions_in
from trust.scenarios import Scenario
from trust.world import SharedSimulator, Simulator

RETRIES = 2
RATE_LIMIT_WAIT = 60
PATIENCE = 45.0
_LONGEST_BACKOFFS = sum(0.5 * 2**earlier for earlier in range(RETRIES))

# What SendGrid assigns, which differs from run to run.
_ASSIGNED = {"last_updated", "single_signon_url", "audience_url", "expiration_date", "days_left", "token"}

# an object's identity -> its occurrences, as shown
Holdings = dict[tuple[str, ...], list[Any]]


def stable(value: Any) -> Any:
    """A result or a state without what SendGrid assigns."""
    if isinstance(value, list):
        return [stable(item) for item in value]
    if not isinstance(value, dict):
        return value
    has_assigned_id = "entity_id" in value or "public_certificate" in value
    hidden = _ASSIGNED | ({"id"} if has_assigned_id else set())
    return {key: stable(item) for key, item in value.items() if key not in hidden}


def holdings_of(state: dict[str, Any], seeded: set[str]) -> Holdings:
    """Everything in an account by its identity; ``seeded`` are the ids that existed from the beginning."""
    held: Holdings = {}
    for person in [state["owner"], *state["teammates"].values()]:
        held.setdefault(("teammate", person["email"].lower()), []).append(stable(person))
    for invitation in state["pending"]:
        held.setdefault(("invitation", invitation["email"].lower()), []).append(stable(invitation))
    for row in state["integrations"]:
        key = row["id"] if row["id"] in seeded else "new: " + row["name"]
        held.setdefault(("integration", key), []).append(stable(row))
    for row in state["certificates"]:
        owner = row["integration_id"] if row["integration_id"] in seeded else "new"
        held.setdefault(("certificate", owner, row["public_certificate"]), []).append(
            stable(row) | {"integration_id": owner}
        )
    return held


@dataclass(frozen=True)
class Baseline:
    """A scenario without any fault: its outcome, its requests, and the state before and after it."""

    scenario: Scenario
    done: Done
    before: Holdings
    after: Holdings
    positions: list[Position]
    seeded: set[str]


@dataclass(frozen=True)
class Trial:
    """One account for one run."""

    simulator: Simulator | SharedSimulator
    name: str
    scenario: Scenario

    def seed(self) -> dict[str, Any]:
        return self.simulator.account(self.name, **self.scenario.seed())

    def run(self, clock: Clock | None = None) -> Done:
        shared = {
            "api_key": self.key,
            "base_url": self.simulator.url,
            "retries": RETRIES,
            "rate_limit_wait": RATE_LIMIT_WAIT,
            "timeout": PATIENCE,
        }
        scenario = self.scenario
        return run_module(scenario.module, shared | dict(scenario.options), scenario.check_mode, clock)

    def post(self, path: str, body: dict[str, Any]) -> None:
        """Send what a person would send by hand. A refusal shows in the resulting state."""
        requests.post(
            self.simulator.url + path, json=body, headers={"Authorization": f"Bearer {self.key}"}, timeout=PATIENCE
        )

    def holdings(self, seeded: set[str]) -> Holdings:
        return holdings_of(self.simulator.state(self.name), seeded)

    @property
    def key(self) -> str:
        return "SG." + self.name

    @property
    def journal(self) -> list[dict[str, Any]]:
        return self.simulator.requests(account=self.name)

    def forget(self) -> None:
        self.simulator.faults_clear(self.name)
        self.simulator.forget_requests(account=self.name)


def baseline_of(trial: Trial) -> Baseline:
    trial.forget()
    seeded = {row["id"] for row in trial.seed()["integrations"]}
    before = trial.holdings(seeded)
    done = trial.run()
    return Baseline(trial.scenario, done, before, trial.holdings(seeded), positions_in(trial.journal, seeded), seeded)


def problems_of_success(baseline: Baseline, done: Done, held: Holdings) -> Iterator[str]:
    """A run that overcomes a fault must have the same outcome as without the fault."""
    if done.code != baseline.done.code:
        yield f"ended with {done.code}, and without the fault with {baseline.done.code}: {done.error}"
    if held != baseline.after:
        yield f"left something else than without the fault: {_difference(baseline.after, held)}"
    if done.changed != baseline.done.changed:
        yield f"changed is {done.changed}, and without the fault {baseline.done.changed}"
    if stable(done.result) != stable(baseline.done.result):
        yield f"returned something else than without the fault: {stable(done.result)}"


def problems_of_failure(baseline: Baseline, done: Done, held: Holdings, codes: tuple[str, ...]) -> Iterator[str]:
    """A failure must have a right code, and must not claim a change that has not happened."""
    if done.code not in codes:
        yield f"failed with {done.code} instead of {' or '.join(codes)}: {done.error}"
    if done.changed and held == baseline.before and not baseline.scenario.check_mode:
        yield "claims a change, and nothing has changed"
    if done.error is not None and not str(done.error.msg).endswith("."):
        yield f"fails without a sentence: {done.error.msg!r}"


def problems_of_state(baseline: Baseline, done: Done, held: Holdings) -> Iterator[str]:
    """Everything must be as before or as desired: nothing twice, nothing half done, nothing lost."""
    for key in sorted(baseline.before.keys() | baseline.after.keys() | held.keys()):
        then, now, later = (holdings.get(key, []) for holdings in (baseline.before, held, baseline.after))
        if now not in (then, later) and not _can_be_recreated(key, now, done):
            yield f"{key} was {then}, shall be {later}, and is {now}"


def _can_be_recreated(key: tuple[str, ...], now: list[Any], done: Done) -> bool:
    """A password teammate is deleted and created again: if the creation fails, the failure says what to send."""
    return not now and key in {("teammate", body["email"].lower()) for body in bodies_to_recreate(done)}


def bodies_to_recreate(done: Done) -> list[dict[str, Any]]:
    """The bodies in a failure that recreate people who are gone: its own, and those of each line of a roster."""
    if done.error is None:
        return []
    failures = [line["failure"] or {} for line in done.result.get("results", ())]
    bodies = [done.error.recreate, *(failure.get("recreate") for failure in failures)]
    return [body for body in bodies if body is not None]


def problems_of_waiting(clock: Clock, has_rate_limits: bool, requests: int) -> Iterator[str]:
    """The run must not wait longer than the options allow for each request that meets faults."""
    allowed = requests * (RATE_LIMIT_WAIT if has_rate_limits else _LONGEST_BACKOFFS)
    if clock.slept > allowed + 0.001:
        yield f"waited {clock.slept:.1f} s, and {allowed:.1f} s are allowed"


def problems_of_writes(baseline: Baseline, journal: list[dict[str, Any]]) -> Iterator[str]:
    """A run that has nothing to write must not write."""
    if all(position.method in READS for position in baseline.positions):
        yield from (f"sent {one['method']} {one['path']}" for one in journal if one["method"] not in READS)


def problems_of_next_run(baseline: Baseline, trial: Trial, failed: Done) -> Iterator[str]:
    """If the module is run again, as the failure's hint says, it must continue from the current state."""
    trial.forget()
    for body in bodies_to_recreate(failed):
        # Only the failure still knows what access they had.
        trial.post("/v3/sso/teammates", body)
    done = trial.run()
    held = trial.holdings(baseline.seeded)
    if done.code != baseline.done.code:
        yield f"the next run ended with {done.code}: {done.error}"
    elif held != baseline.after:
        yield f"the next run left something else: {_difference(baseline.after, held)}"


def _difference(wanted: Holdings, held: Holdings) -> dict[tuple[str, ...], Any]:
    keys = wanted.keys() | held.keys()
    return {key: (wanted.get(key), held.get(key)) for key in keys if wanted.get(key) != held.get(key)}
