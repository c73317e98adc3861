# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Measures how strong the tests are: changes the code that decides, one small thing at a time, and runs the tests.

Cosmic Ray makes the mutants. Each is tried in a copy of the sources, in a forked process that has already loaded all
libraries, so that a thousand mutants take minutes instead of hours. The exit status is 1 if too few are killed.

Run it with the Python of an environment that has tests/requirements.txt: `make mutate`.
"""

from __future__ import annotations

import argparse
import importlib
import os
import random
import re
import shutil
import signal
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from collection_tree import CACHE, ROOT, source_files
from cosmic_ray.mutating import use_mutation
from cosmic_ray.plugins import get_operator, operator_names
from cosmic_ray.work_db import WorkDB, use_db

MODULE_UTILS = Path("plugins", "module_utils")
CORE = [
    "_certificate/model",
    "_http/connection",
    "_http/fields",
    "_http/rate_limits",
    "_http/retry",
    "_http/status_failures",
    "_integration/model",
    "_roster/model",
    "_teammate/access",
    "_teammate/access_options",
    "_teammate/model",
    "_teammate/plan",
    "_teammate/rules",
    "_teammate/scopes",
    "_teammate/view",
    "_x509/certificate",
]


def test_of(module: str) -> str:
    """The test file of a module such as `_http/retry`."""
    package, name = module.split("/")
    return f"tests/unit/plugins/module_utils/{package}/test_{name}.py"


# Tests without a server come first, because they kill most mutants and are fast; then those that kill the rest.
TESTS = [test_of(module) for module in CORE]
MORE_TESTS = ["tests/trust/test_pure_properties.py", "tests/trust/test_regressions.py"]

# Operators whose mutants differ for some input. Others, such as `==` for `is None`, make no detectable difference.
OPERATORS = re.compile(
    r"core/(AddNot|NumberReplacer|ZeroIterationForLoop|ExceptionReplacer|Replace(True|False|And|Or|Break|Continue)With.*"
    r"|ReplaceComparisonOperator_(Eq_NotEq|NotEq_Eq|Lt_LtE|Lt_Gt|LtE_Lt|LtE_Gt|Gt_GtE|Gt_Lt|GtE_Gt|GtE_Lt|Is_IsNot|IsNot_Is)"
    r"|ReplaceBinaryOperator_(Add_Sub|Sub_Add|Mul_Div|Div_Mul|FloorDiv_Mul|Pow_Mul|BitOr_BitAnd|BitAnd_BitOr|Sub_BitAnd)"
    r"|ReplaceUnaryOperator_(Delete_.*|USub_UAdd))"
)
WANTED_SCORE = 90.0
_LONGEST = 1800.0
PRELOADED = [
    "pytest",
    "hypothesis",
    "ansible.module_utils.basic",
    "cryptography.x509",
    "requests",
    "aiohttp.web",
    "trustme",
    "yaml",
]


@dataclass(frozen=True)
class Mutant:
    module: str
    operator: str
    occurrence: int
    line: int

    def __str__(self) -> str:
        return f"{MODULE_UTILS / self.module}.py:{self.line} {self.operator.removeprefix('core/')} [{self.occurrence}]"


def mutants_of(modules: list[str]) -> list[Mutant]:
    """Every mutant of the modules that Cosmic Ray can make with these operators."""
    from cosmic_ray.commands import init

    paths = [ROOT / MODULE_UTILS / f"{module}.py" for module in modules]
    assert any(OPERATORS.fullmatch(name) for name in operator_names())
    with use_db(":memory:", WorkDB.Mode.create) as database:
        init(paths, database, {})
        found = [mutation for item in database.work_items for mutation in item.mutations]
    lines = {path: path.read_text().splitlines() for path in paths}
    return [
        Mutant(Path(one.module_path).stem, one.operator_name, one.occurrence, one.start_pos[0])
        for one in found
        if OPERATORS.fullmatch(one.operator_name)
        and _can_matter(one.operator_name, lines[Path(one.module_path)][one.start_pos[0] - 1])
    ]


def _can_matter(operator: str, line: str) -> bool:
    """Leave out mutants that nothing can detect, or that Cosmic Ray cannot make.

    Nothing writes to a dataclass, so whether one is frozen changes no behavior. Cosmic Ray fails to replace an
    exception that is written with its module.
    """
    return not line.startswith("@dataclass") and not (operator.endswith("ExceptionReplacer") and "." in line)


def copied(number: int) -> Path:
    """Make a copy of the sources for one worker to change."""
    copy = CACHE / "mutants" / str(number)
    shutil.rmtree(copy, ignore_errors=True)
    for path in source_files(ROOT):
        (copy / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / path, copy / path)
    return copy


def survives(copy: Path, mutant: Mutant, seconds: float) -> bool:
    """Whether no test fails with this mutant. Tests that take far too long count as failed."""
    operator = get_operator(mutant.operator)()
    own = [test_of(mutant.module)]
    others = [test for test in TESTS if test not in own]
    with use_mutation(copy / MODULE_UTILS / f"{mutant.module}.py", operator, mutant.occurrence):
        return all(passes(copy, tests, seconds) for tests in (own, others, MORE_TESTS) if tests)


def passes(copy: Path, tests: list[str], seconds: float) -> bool:
    child = os.fork()
    if child == 0:
        _become_pytest(copy, tests)
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return status == 0
        time.sleep(0.02)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return False


def _become_pytest(copy: Path, tests: list[str]) -> None:
    """Run the tests in this process, and exit."""
    status = 1
    try:
        os.chdir(copy)
        for descriptor in (1, 2):
            os.dup2(os.open(os.devnull, os.O_WRONLY), descriptor)
        import pytest

        present = [test for test in tests if (copy / test).exists()]
        status = int(pytest.main(["-x", "-q", "-W", "ignore:Module already imported", *present]))
    finally:
        os._exit(status)


def try_all(number: int, mutants: list[Mutant]) -> list[tuple[Mutant, bool]]:
    """Try mutants one after another in a copy, as one worker does."""
    sys.dont_write_bytecode = True
    for name in PRELOADED:
        importlib.import_module(name)
    copy = copied(number)
    began = time.monotonic()
    if not passes(copy, TESTS + MORE_TESTS, _LONGEST):
        raise SystemExit("The tests fail without any mutant.")
    patience = 30 + 5 * (time.monotonic() - began)
    tried = []
    for mutant in mutants:
        tried.append((mutant, survives(copy, mutant, patience)))
        # A dot for each killed mutant. Survivors are printed at once, in case the run is stopped before its report.
        survived = f"\nsurvived: {mutant}\n" if tried[-1][1] else "."
        print(survived, end="", file=sys.stderr, flush=True)
    return tried


def report(tried: list[tuple[Mutant, bool]]) -> float:
    """Print the score of each module and all survivors; return the total score in percent."""
    for module in sorted({mutant.module for mutant, _fate in tried}):
        outcomes = [survived for mutant, survived in tried if mutant.module == module]
        print(f"{module:20} {len(outcomes) - sum(outcomes):5} of {len(outcomes):5} killed")
    for mutant, survived in tried:
        if survived:
            print(f"survived: {mutant}")
    killed = sum(not survived for _mutant, survived in tried)
    score = 100 * killed / len(tried)
    print(f"Killed {killed} of {len(tried)} mutants: {score:.1f} %.")
    return score


def main() -> int:
    """Run what the command line says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("modules", nargs="*", help=f"for example _teammate/scopes; without any: {', '.join(CORE)}")
    parser.add_argument("--sample", type=int, help="try so many, chosen at random but always the same")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    args = parser.parse_args()
    mutants = mutants_of(args.modules or CORE)
    random.Random(0).shuffle(mutants)
    mutants = mutants[: args.sample]
    with ProcessPoolExecutor(args.workers) as pool:
        shares = [mutants[number :: args.workers] for number in range(args.workers)]
        tried = [pair for done in pool.map(try_all, range(args.workers), shares) for pair in done]
    print(file=sys.stderr)
    return 0 if report(sorted(tried, key=lambda pair: (pair[0].module, pair[0].line))) >= WANTED_SCORE else 1


if __name__ == "__main__":
    sys.exit(main())
