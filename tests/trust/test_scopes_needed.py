# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""SECURITY.md's table of scopes is true: with these scopes a module can do everything, and without one it cannot."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from trust.driving import MODULES, Done
from trust.judging import Trial
from trust.scenarios import SCENARIOS, Scenario
from trust.world import Simulator

_SECURITY = Path(__file__).resolve().parents[2] / "SECURITY.md"
_MODULE = re.compile(r"`(sendgrid_sso_\w+)`")
_SCOPE = re.compile(r"`([a-z_]+(?:\.[a-z_]+){2,}|teammates\.\w+|subusers\.\w+)`")


@functools.cache
def documented() -> dict[str, frozenset[str]]:
    """All scopes in the table, by module."""
    needed: dict[str, frozenset[str]] = {}
    for line in _SECURITY.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.split("|")[1:-1]]
        if len(cells) != 3 or not _MODULE.match(cells[0]):
            continue
        scopes = frozenset(_SCOPE.findall(cells[1] + cells[2]))
        for other in _MODULE.findall(cells[2]):
            scopes |= needed[other]
        needed |= dict.fromkeys(_MODULE.findall(cells[0]), scopes)
    return needed


@pytest.fixture(scope="module")
def simulator() -> Iterator[Simulator]:
    with Simulator() as running:
        yield running


def run(simulator: Simulator, scenario: Scenario, scopes: frozenset[str]) -> Done:
    trial = Trial(simulator, "scopes", scenario)
    trial.forget()
    # What a key's own scopes explain about personas is not tested here.
    key = {"key": "SG.scopes", "scopes": sorted(scopes)}
    simulator.account(trial.name, **scenario.seed(), keys=[key])
    return trial.run()


def test_the_table_has_every_module() -> None:
    assert sorted(documented()) == MODULES


@pytest.mark.parametrize("scenario", SCENARIOS.values(), ids=SCENARIOS)
def test_the_scopes_are_enough(simulator: Simulator, scenario: Scenario) -> None:
    done = run(simulator, scenario, documented()[scenario.module])
    assert done.code in (None, "refused"), done.error


_PAIRS = [(module, scope) for module, scopes in sorted(documented().items()) for scope in sorted(scopes)]


@pytest.mark.parametrize(("module", "scope"), _PAIRS)
def test_none_of_the_scopes_is_too_much(simulator: Simulator, module: str, scope: str) -> None:
    scopes = documented()[module] - {scope}
    done = [run(simulator, scenario, scopes) for scenario in SCENARIOS.values() if scenario.module == module]
    forbidden = [one.error for one in done if one.code == "forbidden"]
    assert forbidden
    assert all(scope in error.msg for error in forbidden), forbidden
