# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""What the role reads, whatever its encoding, other hosts in the play, and the names of other variables."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from functional.by_name import User, a_certificate
from functional.harness.running import ROOT
from functional.role.identity_provider import ENTITY_ID, metadata, published
from simulator.thread import SimulatorThread

OKTA = {"id": "id-of-okta", "name": "Okta"}
LETTERS = "https://idp.example.com/caf\u00e9"


@pytest.fixture
def user(simulator: SimulatorThread, collections: Path, tmp_path: Path) -> User:
    return User(tmp_path, collections, simulator)


@pytest.mark.parametrize("encoding", ["UTF-16", "windows-1252"])
def test_metadata_in_the_encoding_that_it_declares(user: User, encoding: str) -> None:
    document = metadata(a_certificate(300)).replace(ENTITY_ID, LETTERS)
    (user.home / "idp.xml").write_bytes(f'<?xml version="1.0" encoding="{encoding}"?>{document}'.encode(encoding))
    user.account(integrations=[OKTA])

    done = user.runs("provision", sso_integration={"name": "Okta"}, sso_metadata="idp.xml")

    assert done.status == 0, done.output
    assert "WARNING" not in done.output, done.output
    assert [one["entity_id"] for one in user.state()["integrations"]] == [LETTERS]


def test_metadata_without_a_key_beside_a_certificate_from_elsewhere(user: User) -> None:
    certificate = a_certificate(300)
    user.account(integrations=[OKTA])
    variables = {"sso_integration": {"name": "Okta"}, "sso_metadata": metadata()}
    absent = {"state": "absent", "public_certificate": certificate}

    refused = user.runs("provision", **variables, sso_certificates=[absent], sso_metdata="elsewhere.xml")

    assert "[WARNING]: Nothing reads the variable sso_metdata: did you mean sso_metadata?" in refused.output
    assert refused.message.startswith("sso_metadata cannot be used: ")
    assert "has no signing certificate" in refused.message
    assert user.requests() == []

    done = user.runs("provision", "-e", "more.yml", **variables, sso_certificates=[certificate], sso_rooster=[])

    assert done.status == 0, done.output
    assert "-e more.yml sets nothing: write -e @more.yml to read" in " ".join(done.output.split())
    summary = done.output.rpartition("TASK [")[2]
    assert "Nothing reads the variable sso_rooster: did you mean sso_roster?" in summary
    assert [one["public_certificate"] for one in user.state()["certificates"]] == [certificate]


def test_the_authority_of_the_metadata_server_may_be_named_in_the_environment(user: User) -> None:
    user.account(integrations=[OKTA])
    with published(metadata(a_certificate(300)), user.folder) as (_server, url, authority):
        variables = {"sso_integration": "name: Okta", "sso_metadata": f"{url}/metadata"}
        unknown = replace(user, environment={"SENDGRID_CA_PATH": ""}).runs("provision", **variables)
        done = replace(user, environment={"SENDGRID_CA_PATH": str(authority)}).runs("provision", **variables)

    assert unknown.message.startswith("sso_metadata cannot be used: ")
    assert done.status == 0, done.output


def test_a_hosts_broken_text_is_its_own(user: User) -> None:
    user.account(integrations=[OKTA])
    (user.home / "hosts.yml").write_text(
        yaml.safe_dump(
            {
                "all": {
                    "vars": {
                        "ansible_connection": "local",
                        "ansible_python_interpreter": "{{ ansible_playbook_python }}",
                    },
                    "hosts": {
                        "a.example.com": {"sso_integration": "name: [Okta", "sso_metadata": ""},
                        "b.example.com": {"sso_integration": "name: Okta", "sso_metadata": "<a/>"},
                    },
                }
            }
        ),
        encoding="utf-8",
    )
    play = user.home / "play.yml"
    for fatal in (True, False):
        play.write_text(
            yaml.safe_dump(
                [
                    {
                        "hosts": "all",
                        "gather_facts": False,
                        "any_errors_fatal": fatal,
                        "roles": ["community.sendgrid.sso"],
                    }
                ]
            ),
            encoding="utf-8",
        )
        done = user.runs(play, "-i", "hosts.yml")
        assert done.status != 0
        lines = [line for line in done.output.splitlines() if line.startswith("fatal: [b.example.com]")]
        assert not any("neither YAML nor JSON" in line for line in lines), done.output
        assert any("sso_metadata cannot be used" in line for line in lines), done.output
    assert user.writes() == []


def test_other_extra_variables_mean_nothing_to_the_role(user: User) -> None:
    """AWX turns survey answers and earlier jobs' artifacts into extra variables, which override those of tasks."""
    certificate = a_certificate(300)
    (user.home / "idp.xml").write_text(metadata(certificate), encoding="utf-8")
    user.account(integrations=[OKTA], certificates=[{"public_certificate": a_certificate(100)}])
    names = "chosen given is_url is_xml missing path raw reason scheme seen surplus valid value wanted where wrong"
    others = dict.fromkeys([*names.split(), "has_integration", "sso_result"], "nonsense")

    done = user.runs(
        "provision",
        **others,
        sso_integration={"name": "Okta"},
        sso_metadata="idp.xml",
        sso_certificates_purge="others",
    )

    assert done.status == 0, done.output
    assert [one["public_certificate"] for one in user.state()["certificates"]] == [certificate]


def test_all_variables_of_the_role_bear_its_name() -> None:
    """If somebody else used the name for an extra variable, that would take precedence over what a task sets."""
    files = [*(ROOT / "roles" / "sso").rglob("*.yml"), ROOT / "playbooks" / "provision.yml"]
    names: set[str] = set()
    for path in files:
        names |= _set_in(yaml.safe_load(path.read_text(encoding="utf-8")))
    assert {name for name in names if not name.startswith("__sso_")} == {"sso_result"}


def _set_in(node: object) -> set[str]:
    """The names that tasks set: with vars, register, set_fact and loop variables."""
    if isinstance(node, list):
        return set().union(*map(_set_in, node))
    if not isinstance(node, dict):
        return set()
    facts = node.get("ansible.builtin.set_fact") or {}
    named = [node.get("register"), *(node.get("loop_control") or {}).values()]
    found = {one for one in named if isinstance(one, str) and one.isidentifier()}
    return found.union(node.get("vars") or {}, facts, *map(_set_in, node.values()))
