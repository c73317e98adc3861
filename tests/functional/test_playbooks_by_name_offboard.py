# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""The playbook offboard removes people, whatever access they have, and reports what they had."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from functional.by_name import User
from simulator.thread import SimulatorThread

ANN = {"email": "Ann@Example.com", "first_name": "Ann", "last_name": "Lee", "is_admin": True}
BOB = {"email": "bob@example.com", "first_name": "Bob", "last_name": "Orr", "is_sso": False, "scopes": ["mail.send"]}
CAT = {"email": "cat@example.com", "first_name": "Cat", "last_name": "Poe", "persona": "developer"}
DAN = {
    "email": "dan@example.com",
    "first_name": "{{ 1 + 1 }}",
    "last_name": "<b>",
    "subuser_access": [{"username": "news", "permission_type": "admin"}],
}
PEOPLE = [ANN, BOB, CAT, DAN]
PENDING = [{"email": "Eve@example.com", "token": "t0ken-of-eve"}, {"email": "cat@example.com", "token": "t0ken-of-cat"}]
OWNER = "owner@acme.example"


@pytest.fixture
def user(simulator: SimulatorThread, collections: Path, tmp_path: Path) -> User:
    """Somebody who may remove people from a small account."""
    user = User(tmp_path, collections, simulator)
    user.account(teammates=PEOPLE, pending=PENDING, subusers=[{"id": 7, "username": "news"}])
    return user


def lines_of(result: list[dict[str, Any]]) -> dict[str, tuple[str, str]]:
    return {line["email"]: (line["action"], line["signed_in"]) for line in result}


def as_done(result: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A check's prediction, in the words of the real run."""
    assert {line["check_mode"] for line in result} == {True}
    assert "removed" not in {line["action"] for line in result}
    return [
        line | {"check_mode": False, "action": {"to_remove": "removed"}.get(line["action"], line["action"])}
        for line in result
    ]


def test_everybody_goes_but_the_owner_and_the_result_says_what_each_one_had(user: User) -> None:
    everybody = f"ann@example.com, BOB@example.com;cat@example.com\n{OWNER} eve@example.com nobody@example.com"

    done = user.runs("offboard", sso_offboard=everybody + " ann@example.com")

    assert done.status != 0
    assert f"1 of 6 people failed: {OWNER}: " in done.message
    result = done.stats["sso_offboard_result"]
    assert lines_of(result) == {
        "ann@example.com": ("removed", "sso"),
        "bob@example.com": ("removed", "password"),
        "cat@example.com": ("removed", "sso"),
        "eve@example.com": ("removed", "never"),
        "nobody@example.com": ("absent", "never"),
        OWNER: ("failed", "owner"),
    }
    had = {line["email"]: line["had"] for line in result}
    assert had["ann@example.com"]["is_admin"] is True
    assert had["bob@example.com"]["scopes"] == ["mail.send"]
    assert (had["cat@example.com"]["persona"], had["cat@example.com"]["pending_invitations"]) == ("developer", 1)
    assert had["eve@example.com"] == {"pending_invitations": 1}
    state = user.state()
    assert (list(state["teammates"]), state["pending"]) == (["dan@example.com"], [])
    assert "t0ken" not in done.output


def test_check_mode_tells_the_same_and_removes_nobody(user: User) -> None:
    addresses = ["ann@example.com", "bob@example.com", "dan@example.com", "eve@example.com"]

    foreseen = user.runs("offboard", "--check", sso_offboard=addresses)
    assert user.writes() == []
    done = user.runs("offboard", sso_offboard=addresses)

    assert (foreseen.status, done.status) == (0, 0)
    assert len(user.writes()) == 4
    assert as_done(foreseen.stats["sso_offboard_result"]) == done.stats["sso_offboard_result"]
    assert "would be removed; signed in through SSO; admin" in foreseen.output
    dan = next(line for line in done.stats["sso_offboard_result"] if line["email"] == "dan@example.com")
    assert (dan["had"]["first_name"], dan["had"]["subuser_access"][0]["id"]) == ("{{ 1 + 1 }}", 7)

    again = user.runs("offboard", sso_offboard=addresses)
    assert again.status == 0
    assert user.writes() == []
    assert {line["action"] for line in again.stats["sso_offboard_result"]} == {"absent"}
    assert "ann@example.com: had no access" in again.output


def test_more_than_allowed_are_counted_before_anybody_goes(user: User) -> None:
    text = '["ann@example.com", "bob@example.com", "eve@example.com", "nobody@example.com"]'

    done = user.runs("offboard", "--check", sso_offboard=text, sso_offboard_max_removals="2")
    assert done.message == (
        "sso_offboard_max_removals: 3 people would be removed (ann@example.com, bob@example.com, eve@example.com), "
        "and max_removals allows 2: nothing was changed. Check the list. If these people should be removed, raise "
        "max_removals."
    )
    assert done.stats == {}

    refused = user.runs("offboard", sso_offboard=text, sso_offboard_max_removals=0)
    assert refused.status != 0
    assert user.writes() == []

    unlimited = user.runs("offboard", sso_offboard=text, sso_offboard_max_removals="-1")
    assert unlimited.status == 0
    assert len(user.writes()) == 3


def test_one_who_fails_keeps_nobody_else_in(user: User) -> None:
    user.simulator.control.fault(method="DELETE", path="/v3/teammates/Ann@Example.com", status=403)

    done = user.runs(
        "offboard",
        sso_offboard="---\n- ann@example.com\n- 'bob@example.com'\n- cat@example.com\n",
        sso_offboard_manage_password_teammate="false",
    )

    assert done.status != 0
    assert "2 of 3 people failed: ann@example.com: " in done.message
    assert "bob@example.com: bob@example.com is a teammate who signs in with a password" in done.message
    assert set(user.state()["teammates"]) == {"Ann@Example.com", "bob@example.com", "dan@example.com"}


def removals_are_forbidden(user: User) -> None:
    user.simulator.control.fault(method="DELETE", status=403, times=None)


def test_what_an_earlier_job_left_decides_nothing(user: User) -> None:
    addresses = "ann@example.com\ncat@example.com\n"
    checked = user.runs("offboard", "--check", sso_offboard=addresses)
    removals_are_forbidden(user)

    # AWX turns the artifacts of a workflow's earlier nodes into extra variables.
    done = user.runs("offboard", sso_offboard=addresses, **checked.stats)

    assert done.status != 0
    assert "2 of 2 people failed: ann@example.com: " in done.message
    assert "; cat@example.com: " in done.message
    assert {line["action"] for line in done.stats["sso_offboard_result"]} == {"failed"}
    assert "example.com: removed" not in done.output
    assert {"Ann@Example.com", "cat@example.com"} <= set(user.state()["teammates"])


def test_variables_named_as_anything_that_is_handed_on_decide_nothing(user: User) -> None:
    removals_are_forbidden(user)
    names = [
        "result",
        "read",
        "done",
        "given",
        "wanted",
        "entries",
        "words",
        "found",
        "leaving",
        "line",
        "lines",
        "one",
    ]
    strange: dict[str, Any] = {f"sso_offboard_{name}": [] for name in names}

    done = user.runs("offboard", sso_offboard="ann@example.com", result={}, results=[], item="x", **strange)

    assert done.status == 2
    assert "failed=1" in done.output
    assert "1 of 1 people failed: ann@example.com: " in done.message


def test_each_of_two_imports_tells_of_its_own_people(user: User) -> None:
    playbook = user.home / "twice.yml"
    name = "ansible.builtin.import_playbook"
    plays = [
        {name: "community.sendgrid.offboard", "vars": {"sso_offboard": ["ann@example.com", "no@example.com"]}},
        {name: "community.sendgrid.offboard", "vars": {"sso_offboard": ["bob@example.com", "ann@example.com"]}},
    ]
    playbook.write_text(json.dumps(plays), encoding="utf-8")

    done = user.runs(playbook)

    assert done.status == 0
    told = [(line["email"], line["action"]) for line in done.stats["sso_offboard_result"]]
    assert told == [
        ("ann@example.com", "removed"),
        ("no@example.com", "absent"),
        ("ann@example.com", "absent"),
        ("bob@example.com", "removed"),
    ]


def inventory(user: User, hosts: dict[str, dict[str, Any]]) -> list[str]:
    """The arguments for an inventory of hosts, each with its own variables, so that one run covers many cases."""
    local = {"ansible_connection": "local", "ansible_python_interpreter": "{{ ansible_playbook_python }}"}
    path = user.home / "hosts.yml"
    listed = {host: local | variables for host, variables in hosts.items()}
    path.write_text(json.dumps({"all": {"hosts": listed}}), encoding="utf-8")
    return ["-i", str(path)]


def test_several_hosts_are_told_apart_and_fail_each_for_itself(user: User) -> None:
    hosts = {
        "one": {"sso_offboard": ["ann@example.com", "no@example.com"]},
        "two": {"sso_offboard": [OWNER, "cat@example.com"]},
    }
    done = user.runs("offboard", *inventory(user, hosts), sso_hosts=["one", "two"])

    assert done.status != 0
    told = {(line["host"], line["email"], line["action"]) for line in done.stats["sso_offboard_result"]}
    assert told == {
        ("one", "ann@example.com", "removed"),
        ("one", "no@example.com", "absent"),
        ("two", OWNER, "failed"),
        ("two", "cat@example.com", "removed"),
    }
    assert len(done.stats["sso_offboard_result"]) == 4
    assert re.search(r"^one .* failed=0 ", done.output, re.MULTILINE)
    assert f"1 of 2 people failed: {OWNER}: " in done.message


@pytest.mark.parametrize(
    ("arguments", "hosts"),
    [
        ([], "nowhere"),
        (["--limit", "nowhere"], "localhost"),
        (["-i", "one,two", "--limit", "two"], "one"),
        (["-i", "one,two", "--limit", "two"], ["one"]),
        (["-i", "one,two", "--limit", "two"], ""),
    ],
)
def test_a_run_without_any_host_fails(user: User, arguments: list[str], hosts: Any) -> None:
    done = user.runs("offboard", *arguments, sso_offboard="ann@example.com", sso_hosts=hosts)

    assert done.status != 0
    assert "No host matches sso_hosts" in done.output
    assert user.requests() == []


@pytest.mark.parametrize("playbook", ["provision", "export", "access_review", "doctor"])
def test_so_does_a_run_of_any_other_playbook(user: User, playbook: str) -> None:
    done = user.runs(playbook, sso_hosts="nowhere", sso_export_path="x.yml", sso_review_path="x", sso_roster="{}")

    assert done.status != 0
    assert "No host matches sso_hosts (nowhere) and --limit" in done.output
    assert user.requests() == []


@pytest.mark.parametrize(
    ("playbook", "given"),
    [
        ("offboard", {}),
        ("offboard", {"sso_offboard": "ann@example.com"}),
        ("export", {"sso_export_path": "exported.yml"}),
        ("access_review", {"sso_review_path": "review"}),
        ("doctor", {"sso_doctor_email": "ann@example.com"}),
    ],
)
def test_a_file_without_its_sign_is_called_one(user: User, playbook: str, given: dict[str, Any]) -> None:
    done = user.runs(playbook, "-e", "leavers.yml", **given)

    assert done.status != 0
    assert done.message.endswith(
        "On the command line, -e leavers.yml sets nothing: write -e @leavers.yml to read a file."
    )
    assert user.requests() == []


def test_a_file_of_metadata_without_its_variable_is_called_one(user: User) -> None:
    done = user.runs("doctor", "-e", "okta-metadata.xml", sso_doctor_email="ann@example.com")

    assert done.status != 0
    assert done.message.endswith("-e okta-metadata.xml sets nothing: write -e VARIABLE=okta-metadata.xml.")
    assert user.requests() == []


def test_a_run_may_start_after_the_first_task(user: User) -> None:
    begin = ("--check", "--start-at-task", "Check that addresses are given")
    done = user.runs("offboard", *begin, sso_offboard="nobody@example.com")

    assert done.status == 0


def test_an_address_without_its_variable_is_no_file(user: User) -> None:
    done = user.runs("offboard", "-e", "grace@example.com")

    assert done.status != 0
    assert "-e grace@example.com sets nothing: write -e VARIABLE=grace@example.com." in " ".join(done.output.split())
    assert user.requests() == []


@pytest.mark.parametrize(
    ("playbook", "misspelt", "meant"),
    [
        ("access_review", "sso_review_admin", "sso_review_admins"),
        ("doctor", "sso_doctor_emial", "sso_doctor_email"),
        ("export", "sso_export_pth", "sso_export_path"),
        ("offboard", "sso_offboard_max_removal", "sso_offboard_max_removals"),
    ],
)
def test_a_misspelt_variable_is_warned_about(user: User, playbook: str, misspelt: str, meant: str) -> None:
    user.account()
    done = user.runs(playbook, **{misspelt: "1"})
    assert f"Nothing reads the variable {misspelt}: did you mean {meant}?" in " ".join(done.output.split())


@pytest.mark.parametrize(
    ("playbook", "given"),
    [("offboard", {"sso_offboard": "ann@example.com"}), ("provision", {"sso_roster": {"teammates": []}})],
)
def test_tags_that_leave_nothing_to_do(user: User, playbook: str, given: dict[str, Any]) -> None:
    user.account(teammates=[{"email": "ann@example.com", "scopes": ["mail.send"]}])
    wrapper = user.folder / "tagged.yml"
    wrapper.write_text(
        json.dumps([{"ansible.builtin.import_playbook": f"community.sendgrid.{playbook}", "tags": ["sendgrid"]}]),
        encoding="utf-8",
    )

    skipped = user.runs(playbook, "--tags", "people", **given)
    chosen = user.runs(wrapper, "--tags", "sendgrid", "--check", **given)
    nobody = user.runs(playbook, "--tags", "people")

    assert skipped.status != 0
    assert skipped.message.startswith("Nothing was done, because --tags (people) or --skip-tags skipped all tasks")
    assert (chosen.status, nobody.status) == (0, 0), chosen.output + nobody.output
    assert user.writes() == []


@pytest.mark.parametrize("arguments", [[], ["--limit", "localhost"], ["-i", "one,localhost", "--limit", "localhost"]])
def test_localhost_needs_no_inventory(user: User, arguments: list[str]) -> None:
    done = user.runs("offboard", *arguments, "--list-hosts", sso_offboard="ann@example.com")

    assert done.status == 0
    assert "hosts (1):" in done.output


REFUSED: list[tuple[dict[str, Any], str]] = [
    ({}, "sso_offboard names nobody"),
    ({"sso_offboard": " "}, "sso_offboard names nobody"),
    ({"sso_offboard": "[]"}, "sso_offboard names nobody"),
    ({"sso_offboard": None}, "sso_offboard names nobody"),
    ({"sso_offboard": {"email": "ann@example.com"}}, "sso_offboard names nobody"),
    ({"sso_offboard": True}, "sso_offboard names nobody"),
    ({"sso_offboard": "ann@example.com,"}, "seems to be cut off"),
    ({"sso_offboard": '["ann@example.com",'}, "seems to be cut off"),
    ({"sso_offboard": "[ann@example.com"}, "sso_offboard seems to be cut off after [ann@example.com: on"),
    ({"sso_offboard": 7}, "sso_offboard"),  # before ansible-core 2.19 it is text by then
    ({"sso_offboard": "[ann@example.com, {bob"}, "[1] '{bob' is not an e-mail address"),
    ({"sso_offboard": "Ann <ann@example.com>"}, "[1] '<ann@example.com>' is not an e-mail address"),
    ({"sso_offboard": "mailto:ann@example.com"}, "'mailto:ann@example.com' is not an e-mail address"),
    ({"sso_offboard": "[[ann@example.com]]"}, "'[ann@example.com]' is not an e-mail address"),
    ({"sso_offboard": [["ann@example.com"]]}, "sso_offboard: 1 of 1 entries of emails cannot be used: [0] is a list"),
    ({"sso_offboard": [{"email": "ann@example.com"}]}, "[0] is a dictionary"),
    ({"sso_offboard": ["ann@example.com;"]}, "'ann@example.com;' is not an e-mail address"),
    ({"sso_offboard": ["a@b@c", 5, True]}, "[0] 'a@b@c' is not an e-mail address: it has more than one @; [1] is a"),
    (
        {"sso_offboard": "ann@example.com", "sso_offboard_max_removals": "many"},
        "sso_offboard_max_removals is many: give a whole number, or -1 for no limit.",
    ),
    (
        {"sso_offboard": "ann@example.com", "sso_offboard_manage_password_teammate": "perhaps"},
        "sso_offboard_manage_password_teammate is perhaps: say true or false.",
    ),
]


def test_what_makes_no_sense_is_told_before_any_request(user: User) -> None:
    hosts = {f"host{number}": variables for number, (variables, _message) in enumerate(REFUSED)}

    done = user.runs("offboard", *inventory(user, hosts), sso_hosts="all")

    told = {host: json.loads(result)["msg"] for host, result in re.findall(r"fatal: \[(\w+)\].*?=> (.*)", done.output)}
    unsaid = [
        (variables, sentence, told.get(f"host{number}"))
        for number, (variables, sentence) in enumerate(REFUSED)
        if sentence not in told.get(f"host{number}", "")
    ]
    assert unsaid == []
    assert (user.requests(), done.stats) == ([], {})


SPELLINGS = [
    "ann@example.com;",
    ' "ann@example.com" ,, ',
    "['ann@example.com']",
    '["ann@example.com"]\n',
    "- ann@example.com\n",
    "---\n[ann@example.com]",
    ["Ann@example.com", " ann@example.com "],
]


def test_an_address_in_any_spelling_of_a_list(user: User) -> None:
    nulls = {"sso_offboard_max_removals": None, "sso_offboard_manage_password_teammate": " "}
    hosts = {f"host{number}": nulls | {"sso_offboard": given} for number, given in enumerate(SPELLINGS)}

    done = user.runs("offboard", "--check", *inventory(user, hosts), sso_hosts="all")

    assert done.status == 0, done.output
    told = {(line["host"], line["email"], line["action"]) for line in done.stats["sso_offboard_result"]}
    assert told == {(host, "ann@example.com", "to_remove") for host in hosts}
