# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""One simulator and one installed build of the collection for all playbooks of a test process."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path

import pytest
from collection_tree import install, locked

from functional.harness.overhearing import overheard
from simulator.thread import SimulatorThread
from trust.agreement import disagreements, exchanges_in, folder


@pytest.fixture(autouse=True)
def _requests_agree(tried: Callable[[str, int], None]) -> Iterator[None]:
    """Check every test's requests against Twilio's published documents, if they are available."""
    with overheard() as requests:
        yield
    if folder():
        exchanges = exchanges_in(map(asdict, requests))
        tried("different requests of playbooks compared with Twilio's published documents", len(exchanges))
        assert disagreements(exchanges) == []


@pytest.fixture(scope="session")
def simulator() -> Iterator[SimulatorThread]:
    """A running simulator; each playbook creates its own account."""
    with SimulatorThread() as running:
        yield running


@pytest.fixture(scope="session")
def collections(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the installed build of the collection, so that sources may be edited during the tests."""
    installed, copy = install(), tmp_path_factory.mktemp("collections", numbered=False)
    with locked("installed"):
        shutil.copytree(installed, copy, dirs_exist_ok=True)
    return copy
