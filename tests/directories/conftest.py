# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Real directories, a simulated SendGrid, and the collections that the examples use."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from functional import conftest as functional
from servers import keycloak, openldap, scim
from servers.downloads import Missing, community_general
from servers.starting import started

# Make the fixtures available here, too
collections, simulator = functional.collections, functional.simulator

SERVERS: dict[str, Any] = {"ldap": openldap, "scim": scim}


@pytest.fixture
def server(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Any]:
    """A running server of the kind that the test names, without any data."""
    if request.param == "keycloak":
        yield request.getfixturevalue("keycloak_server")
        return
    with started(SERVERS[request.param], tmp_path) as server:
        yield server


@pytest.fixture(scope="session")
def keycloak_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[keycloak.Keycloak]:
    """One server for all tests, because it is slow to start. Each test creates a realm, and removes it."""
    with started(keycloak, tmp_path_factory.mktemp("keycloak")) as server:
        yield server


@pytest.fixture(scope="session")
def other_collections() -> Path:
    """The folder of community.general."""
    try:
        return community_general()
    except Missing as problem:
        pytest.fail(str(problem), pytrace=False)
