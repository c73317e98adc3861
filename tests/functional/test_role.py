# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""The role sso, through the playbook provision: from an empty account to a working one, and later changes."""

from __future__ import annotations

import importlib
import json
import re
import secrets
from collections.abc import Collection
from pathlib import Path
from typing import Any

import pytest
import yaml

from functional.by_name import Done, User, a_certificate
from functional.harness.documentation import ROOT
from functional.harness.running import run_playbook
from functional.harness.verdicts import secret_problems
from functional.role.identity_provider import ENTITY_ID, SIGNIN_URL, metadata, published
from simulator.thread import SimulatorThread

PEOPLE = [
    {"email": "ann@example.com", "first_name": "Ann", "last_name": "Lee", "is_admin": True},
    {"email": "ben@example.com", "first_name": "Ben", "last_name": "Orr", "scopes": ["mail.send", "stats.read"]},
]
OKTA = {"id": "id-of-okta", "name": "Okta", "entity_id": ENTITY_ID, "signin_url": SIGNIN_URL, "signout_url": ""}
# How many headings somebody has to read to see that nothing changed.
MOST_HEADINGS = 12
PRIVATE_KEY = (
    "-----BEGIN PRIVATE KEY-----\nMIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg\n-----END PRIVATE KEY-----\n"
)


@pytest.fixture
def user(simulator: SimulatorThread, collections: Path, tmp_path: Path) -> User:
    return User(tmp_path, collections, simulator)


def integration_of(state: dict[str, Any]) -> dict[str, Any]:
    """The only integration."""
    (integration,) = state["integrations"]
    return integration


def of_role(done: Done, name: str) -> dict[str, Any]:
    """The result of the role's task with this name."""
    return done.task(f"community.sendgrid.sso : {name}")


def shown(done: Done, name: str) -> list[dict[str, Any]]:
    """The diff of the role's task with this name, without what SendGrid decides about new objects."""
    diff = of_role(done, name)["diff"]
    return [{key: diff[side][key] for key in diff[side] if key != "completed_integration"} for side in sorted(diff)]


def certificates_of(state: dict[str, Any]) -> set[str]:
    return {certificate["public_certificate"] for certificate in state["certificates"]}


def assert_smooth(done: Done) -> None:
    """The run succeeded, without any warning from the role or Ansible."""
    assert done.status == 0, done.output
    assert "WARNING" not in done.output, done.output


def writes(user: User) -> list[tuple[str, Any]]:
    """The writes since the last call of this or of User.requests: METHOD /path, and the body."""
    journal = user.simulator.control.requests()
    user.simulator.control.forget_requests()
    return [(f"{one['method']} {one['path']}", one["body"]) for one in journal if one["method"] != "GET"]


def test_from_an_empty_account_to_a_rotation(user: User) -> None:
    first, second = a_certificate(200), a_certificate(300)
    (user.home / "idp.xml").write_text(metadata(first), encoding="utf-8")
    user.account(settings={"global_usernames": False})
    wanted = {
        "sso_metadata": "idp.xml",
        "sso_integration": yaml.safe_dump({"name": "Okta", "enabled": True, "signout_url": None}),
        "sso_certificates": "",
        "sso_certificates_purge": "",
        "sso_roster": yaml.safe_dump({"teammates": PEOPLE}),
        "sso_hosts": "",
    }

    checked = user.runs("provision", "--check", "--diff", **wanted)

    assert_smooth(checked)
    assert user.writes() == []
    assert of_role(checked, "Summary")["msg"][:4] == [
        "Integration Okta: would be created, enabled.",
        "Certificates: 1 would be added.",
        "People: 2 would be created (ann@example.com, ben@example.com).",
        "The integration does not exist yet, so check mode skips the steps that need its id, and cannot predict "
        "changes to its certificates.",
    ]
    # The creation is shown once, and afterwards only what differs from it, as in the real run.
    created, updated = (
        of_role(checked, name)
        for name in ("Create the integration, not enabled yet", "Update and enable the integration")
    )
    assert (created["diff"]["before"], created["diff"]["after"]["enabled"]) == ({}, False)
    assert updated["diff"] == {
        "before": created["diff"]["after"],
        "after": created["diff"]["after"] | {"enabled": True},
    }
    assert (updated["integration"]["enabled"], updated["plan"], len(checked.stats["sso_set_up_plans"])) == (
        True,
        None,
        2,
    )
    assert checked.message[-1] == (
        "A run would create 2 people, update 0 and remove 0. "
        "It would make 3 changes to the integration and its certificates."
    )
    assert of_role(checked, "Set up the people")["summary"]["created"] == ["ann@example.com", "ben@example.com"]

    done = user.runs("provision", "--diff", **wanted)

    assert_smooth(done)
    for name in ("Create the integration, not enabled yet", "Update and enable the integration", "Set up the people"):
        assert shown(done, name) == shown(checked, name)
    assert done.message[-2:] == [
        "Left to do: SendGrid reports that the setup is not completed. Once somebody has signed in, set "
        "completed_integration: true in sso_integration.",
        "Created 2 people, updated 0 and removed 0. Made 3 changes to the integration and its certificates.",
    ]
    state = user.state()
    okta = integration_of(state)
    written = writes(user)
    assert [where for where, body in written] == [
        "POST /v3/sso/integrations",
        "POST /v3/sso/certificates",
        f"PATCH /v3/sso/integrations/{okta['id']}",
        "POST /v3/sso/teammates",
        "POST /v3/sso/teammates",
    ]
    assert [body["enabled"] for where, body in written[:3]] == [False, True, True]
    assert (okta["enabled"], okta["entity_id"], okta["signin_url"]) == (True, ENTITY_ID, SIGNIN_URL)
    assert certificates_of(state) == {first}
    assert set(state["teammates"]) == {"ann@example.com", "ben@example.com"}
    result = of_role(done, "Keep the result in sso_result")["ansible_facts"]["sso_result"]
    assert result["integration"]["id"] == okta["id"]
    assert [one["days_left"] for one in result["certificates"]] == [200]
    assert result["people"]["created"] == ["ann@example.com", "ben@example.com"]

    as_json = wanted | {
        "sso_metadata": metadata(first),
        "sso_integration": json.dumps({"name": "Okta", "enabled": True}, indent="\t"),
        "sso_certificates": json.dumps([first]),
        "sso_roster": json.dumps({"teammates": PEOPLE}),
    }
    again = user.runs("provision", **as_json)

    assert_smooth(again)
    assert not any(record.result.get("changed") for record in again.records)
    assert len(re.findall("^TASK ", again.output, re.MULTILINE)) <= MOST_HEADINGS
    assert of_role(again, "Summary")["msg"] == [
        "Integration Okta: unchanged, enabled.",
        "Certificates: 1 unchanged.",
        "People: 2 unchanged.",
        "Left to do: SendGrid reports that the setup is not completed. Once somebody has signed in, set "
        "completed_integration: true in sso_integration.",
        "Nothing to change.",
    ]
    assert user.requests() == [
        "GET /v3/sso/integrations",
        f"GET /v3/sso/integrations/{okta['id']}/certificates",
        "GET /v3/sso/integrations",
        "GET /v3/teammates",
        "GET /v3/teammates",
        "GET /v3/teammates/ben@example.com",
    ]

    with published(metadata(first, second, signin_url=SIGNIN_URL + "/2"), user.folder) as (server, url, authority):
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("SSL_CERT_FILE", str(authority))
            added = user.runs("provision", sso_integration="name: Okta", sso_metadata=f"{url}/metadata")
        assert [set(headers) & {"Authorization", "Cookie"} for headers in server.received] == [set()]

    assert_smooth(added)
    assert certificates_of(user.state()) == {first, second}
    assert [(where.split("/")[0], body["enabled"]) for where, body in writes(user)] == [
        ("POST ", True),
        ("PATCH ", True),
    ]
    assert integration_of(user.state())["signin_url"] == SIGNIN_URL + "/2"

    entries = [second, {"public_certificate": first, "state": "absent"}]
    rotated = user.runs("provision", sso_integration="id: " + okta["id"], sso_certificates=entries)

    assert_smooth(rotated)
    assert certificates_of(user.state()) == {second}
    assert [where.split("/")[0] for where, body in writes(user)] == ["DELETE "]


def test_a_purge_spares_all_wanted_certificates_and_locks_nobody_out(user: User) -> None:
    current, new, old, older, future = (a_certificate(days) for days in (100, 200, -3, -9, 400))
    user.account(integrations=[OKTA], certificates=[{"public_certificate": pem} for pem in (current, old, older)])
    okta = {"sso_integration": {"name": "Okta", "signout_url": "https://idp.example.com/out"}}

    refused = user.runs("provision", **okta, sso_certificates=[future], sso_certificates_purge="others")

    assert refused.status != 0
    assert refused.message.startswith("None of the certificates that are to stay is valid now, so a purge could")
    assert user.writes() == []

    checked = user.runs("provision", "--check", **okta, sso_certificates=[new], sso_certificates_purge="others")

    assert_smooth(checked)
    assert user.writes() == []
    assert len(of_role(checked, "Purge the other certificates")["results"]) == 3

    wanted = [{"public_certificate": new, "purge": "expired", "expiry_warning_days": 400}, old]
    done = user.runs("provision", **okta, sso_certificates=wanted)

    assert done.status == 0, done.output
    assert re.search(r"The certificate CN=idp.example.com expires\s", done.output)
    assert certificates_of(user.state()) == {current, new, old}
    assert [where.split("/")[0] for where, body in writes(user)] == ["POST ", "PATCH ", "DELETE "]
    assert integration_of(user.state())["enabled"] is True


def test_what_fails_does_not_undo_the_rest(user: User) -> None:
    certificate = a_certificate(100)
    user.account(settings={"global_usernames": False})
    user.simulator.control.fault(method="POST", path="/v3/sso/teammates", status=400, body={"errors": []}, times=1)
    play = {
        "hosts": "localhost",
        "gather_facts": False,
        "module_defaults": {"group/community.sendgrid.sendgrid": {"api_key": "SG.acme"}},
        "roles": ["community.sendgrid.sso"],
        "vars": {
            "sso_integration": {"name": "Okta", "enabled": True, "entity_id": ENTITY_ID, "signin_url": SIGNIN_URL},
            "sso_certificates": [certificate],
            "sso_roster": {"teammates": PEOPLE, "concurrency": 1},
        },
    }

    run = run_playbook([play], user.folder, user.collections, user.simulator.url, "SG.nobody")

    assert run.status != 0
    assert run.records[-1].result["summary"]["failed"] == ["ann@example.com"]
    state = user.state()
    assert set(state["teammates"]) == {"ben@example.com"}
    assert integration_of(state)["enabled"] is True
    assert certificates_of(state) == {certificate}


NAMED = {"name": "Okta"}
# tests/unit/plugins/plugin_utils/test_role_variables.py tests which values are wrong for each variable.
BAD_INPUT = [
    ({}, "There is nothing to do: set sso_integration, sso_roster, sso_groups or several of them."),
    ({"sso_roster": '{"teammates": ['}, r"sso_roster is text that is neither YAML nor JSON, at line 1 column \d+\."),
    (
        {"sso_certificates": [a_certificate(9), {"public_certificate": PRIVATE_KEY}]},
        r"sso_certificates\[1\] contains a private key, which must stay with .*\.",
    ),
    ({"sso_certificates_purge": "all"}, r"Validation of arguments failed:\nvalue of sso_certificates_purge must be .*"),
]


def test_bad_input_is_told_in_a_sentence_before_any_request(user: User) -> None:
    user.account()
    secret = secrets.token_hex(16)
    tasks = [
        {
            "block": [
                {"ansible.builtin.include_role": {"name": "community.sendgrid.sso"}, "vars": given},
                {"ansible.builtin.fail": {"msg": "accepted"}},
            ],
            "rescue": [{"name": f"Said {number}", "ansible.builtin.debug": {"msg": "{{ ansible_failed_result.msg }}"}}],
        }
        for number, (given, sentence) in enumerate(BAD_INPUT)
    ]
    play = {"hosts": "localhost", "gather_facts": False, "tasks": tasks}

    run = run_playbook([play], user.folder, user.collections, user.simulator.url, f"SG.acme.{secret}")

    assert run.status == 0, run.stdout[-3000:]
    said = [record.result["msg"] for record in run.records if record.task.startswith("Said ")]
    pairs = list(zip(said, [sentence for given, sentence in BAD_INPUT], strict=True))
    assert [(text, sentence) for text, sentence in pairs if not re.fullmatch(sentence, text)] == []
    assert user.requests() == []
    assert secret_problems(run.output, [secret, PRIVATE_KEY.split("\n")[1]]) == []


def test_the_options_are_those_of_the_modules() -> None:
    documented = yaml.safe_load((ROOT / "roles" / "sso" / "meta" / "argument_specs.yml").read_text(encoding="utf-8"))
    options = documented["argument_specs"]["main"]["options"]
    certificate = documentation_of("sendgrid_sso_certificate")
    roster = documentation_of("sendgrid_sso_roster")

    # The role knows whether there will be a certificate.
    without = {"state", "warn_without_certificate"}
    assert spec_of(options["sso_integration"]["options"], without) == spec_of(
        documentation_of("sendgrid_sso_integration"), without
    )
    assert spec_of(options["sso_certificates"]["options"]) == spec_of(
        certificate, {"integration_id", "integration_name"}
    )
    assert spec_of(options["sso_roster"]["options"], {"teammates"}) == spec_of(roster, {"teammates"})
    people = options["sso_roster"]["options"]["teammates"]["options"]
    assert spec_of(people) == spec_of(roster["teammates"]["suboptions"])


def documentation_of(module: str) -> dict[str, Any]:
    """A module's own options, as documented."""
    loaded = importlib.import_module(f"ansible_collections.community.sendgrid.plugins.modules.{module}")
    return yaml.safe_load(loaded.DOCUMENTATION)["options"]


def spec_of(options: dict[str, Any], but: Collection[str] = ()) -> dict[str, Any]:
    """The parts of documented options that must match."""
    return {
        name: {key: option.get(key) for key in ("type", "elements", "choices", "required")}
        | {"options": spec_of(option.get("options", option.get("suboptions", {})))}
        for name, option in options.items()
        if name not in but
    }
