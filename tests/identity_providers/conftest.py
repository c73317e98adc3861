# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Real identity providers, a simulated SendGrid, and the user who runs the collection between them."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import requests

from functional import conftest as functional
from functional.by_name import Done, User
from identity_providers.realm import Realm
from identity_providers.service_provider import ServiceProvider
from servers import keycloak
from servers.downloads import Missing, community_general
from servers.starting import started
from simulator.thread import SimulatorThread

# Make the fixtures available here, too
collections, simulator = functional.collections, functional.simulator

NAME = "Identity provider"


@dataclass(frozen=True)
class SendGrid:
    """An account, and the user whose playbooks connect it to the identity provider."""

    user: User

    def integration(self) -> dict[str, Any]:
        """Create the integration, turned off. The identity provider needs the values that SendGrid assigns."""
        playbook = self.user.home / "first-run.yml"
        module = "community.sendgrid.sendgrid_sso_integration"
        playbook.write_text(
            f"- hosts: localhost\n  gather_facts: false\n  tasks:\n    - {module}:\n        name: {NAME}\n"
        )
        done = self.user.runs(playbook)
        assert done.status == 0, done.output
        return done.records[-1].result["integration"]

    def reads(self, metadata: str, **variables: Any) -> Done:
        """Run the role with current metadata."""
        (self.user.home / "metadata.xml").write_text(metadata, encoding="utf-8")
        integration = {"name": NAME, "enabled": True, "signout_url": ""}
        done = self.user.runs("provision", sso_integration=integration, sso_metadata="metadata.xml", **variables)
        assert done.status == 0, done.output
        return done

    def service_provider(self) -> ServiceProvider:
        """A service provider that has what SendGrid stores now."""
        (integration,) = self._get("integrations")
        certificates = self._get(f"integrations/{integration['id']}/certificates")
        return ServiceProvider(integration, [one["public_certificate"] for one in certificates])

    def _get(self, path: str) -> list[dict[str, Any]]:
        url = f"{self.user.simulator.url}/v3/sso/{path}"
        answer = requests.get(url, headers={"Authorization": "Bearer SG.acme"}, timeout=60)
        answer.raise_for_status()
        return answer.json()


@pytest.fixture
def sendgrid(simulator: SimulatorThread, collections: Path, tmp_path: Path) -> SendGrid:
    user = User(tmp_path, collections, simulator)
    user.account()
    return SendGrid(user)


@pytest.fixture(scope="session")
def other_collections() -> Path:
    """The folder of community.general."""
    try:
        return community_general()
    except Missing as problem:
        pytest.fail(str(problem), pytrace=False)


@pytest.fixture(scope="session")
def keycloak_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[keycloak.Keycloak]:
    """One server for all tests, because it is slow to start."""
    with started(keycloak, tmp_path_factory.mktemp("keycloak")) as server:
        yield server


@pytest.fixture
def realm(keycloak_server: keycloak.Keycloak) -> Iterator[Realm]:
    realm = Realm(keycloak_server, f"example-{secrets.token_hex(4)}")
    realm.create()
    yield realm
    realm.remove()
