# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Shows the collection at work, and fails if anything differs from what it says.

Without an option it runs playbook.yml against a simulated SendGrid on this machine, never against a real account. With
--try it runs the same playbook against the account of SENDGRID_API_KEY, in check mode: nothing is written.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from requests_table import count, table, writes
from running import ROOT, ansible_playbook, environment, in_colour, stop_on_signals

sys.path.extend([str(ROOT / "tests"), str(ROOT / "tools")])
from collection_tree import install

from simulator.client import Control
from simulator.thread import SimulatorThread

PLAYBOOK = "demo/playbook.yml"
# Pipelining is faster, and leaves no temporary files behind if it is stopped.
ANSIBLE = {"ANSIBLE_PIPELINING": "true", "ANSIBLE_DISPLAY_SKIPPED_HOSTS": "false"}
ACCOUNT, KEY = "demo", "SG.demo"  # the simulator's defaults
CREATED = {
    "POST  /v3/sso/integrations": 1,
    "POST  /v3/sso/certificates": 1,
    "PATCH /v3/sso/integrations/{id}": 1,
    "POST  /v3/sso/teammates": 4,
}
ANSWERS = {"GET": {200, 404}, "POST": {200, 201}, "PATCH": {200}}
REPAIRED = {"PATCH /v3/sso/integrations/{id}": 1, "PATCH /v3/sso/teammates/alan@example.com": 1}


class Unexpected(Exception):
    """Something differs from what the demo says."""


@dataclass(frozen=True)
class Run:
    """One run of the playbook: what it shows, and its expected outcome."""

    title: str
    shows: str
    options: tuple[str, ...]
    changed: int
    writes: Mapping[str, int]


FIRST = Run(
    "The first run",
    "The account is empty. The role creates the integration, adds its certificate, then enables it, and creates\n"
    "the people. After each write it reads what SendGrid now has, and fails if that is not what was asked for.",
    (),
    4,
    CREATED,
)
SECOND = Run(
    "The second run",
    "Everything is as the playbook says, so the tasks read, compare, and write nothing.",
    (),
    0,
    {},
)
CHECK = Run(
    "What would the playbook do about it?",
    "--check tells what would change, and writes nothing.\n"
    "--diff shows what SendGrid has (-) and what the playbook wants (+).",
    ("--check", "--diff"),
    2,
    {},
)
REPAIR = Run(
    "The repair",
    "The same playbook, for real: it repairs what differs, and leaves everything else alone.",
    (),
    2,
    REPAIRED,
)


def main() -> int:
    """Run what the command line says; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--try", dest="for_real", action="store_true", help="check a real account, writing nothing")
    for_real = parser.parse_args().for_real
    stop_on_signals()
    try:
        if for_real:
            check_real_account()
        else:
            demonstrate()
    except Unexpected as problem:
        return failed(str(problem))
    except subprocess.CalledProcessError as problem:
        return failed(f"{' '.join(problem.cmd)} ended with status {problem.returncode}.")
    except KeyboardInterrupt:
        print("\nStopped. Nothing is left running.", file=sys.stderr)
        return 130
    return 0


def failed(why: str) -> int:
    print(f"\nFAILED: {why}", file=sys.stderr)
    return 1


def heading(text: str) -> None:
    """Print a line that stands out from Ansible's output."""
    line = f"=== {text} ".ljust(79, "=")
    print(f"\n\n\x1b[1m{line}\x1b[0m" if in_colour() else f"\n\n{line}", flush=True)


def installed() -> Path:
    """Install the collection from a tarball of these sources, and return its folder."""
    print("Building the collection and installing it below .cache/ ...", flush=True)
    return install()


# The demo


def demonstrate() -> None:
    """Run the playbook four times against a simulator that runs only during the demo."""
    collections = installed()
    with SimulatorThread() as simulator:
        control = simulator.control
        access = {"SENDGRID_API_KEY": KEY, "SENDGRID_BASE_URL": simulator.url}
        run_environment = environment(collections, access | ANSIBLE)
        print(
            f"A simulated SendGrid answers at {simulator.url}. No request leaves this machine.\n"
            f"The playbook is {PLAYBOOK}: the role sso, with Okta's metadata and four people."
        )

        heading("1. " + FIRST.title)
        first = run(FIRST, control, run_environment)
        wanted = managed_state(control)

        heading("2. " + SECOND.title)
        second = run(SECOND, control, run_environment)

        heading("3. Somebody changes things by hand")
        change_by_hand(control)

        heading("4. " + CHECK.title)
        check = run(CHECK, control, run_environment)

        heading("5. " + REPAIR.title)
        repair = run(REPAIR, control, run_environment)
        if managed_state(control) != wanted:
            raise Unexpected("The simulator does not hold what it held after the first run.")
        print("The account is again as it was after the first run.")

        heading("The requests that were sent")
        print(table({"1st run": first, "2nd run": second, "--check": check, "repair": repair}))
    print(
        "\nThe simulator has stopped. To see what the playbook would change in your own account, which writes\n"
        "nothing there, set SENDGRID_API_KEY and run: make try"
    )


def run(step: Run, control: Control, run_environment: Mapping[str, str]) -> Counter[str]:
    """Run the playbook, check the outcome, and return the requests that were sent."""
    print(step.shows)
    control.forget_requests()
    changed = changed_tasks(play(step.options, run_environment))
    journal = control.requests()
    requests = count(journal)
    sent = writes(requests)
    if sent != Counter(step.writes):
        raise Unexpected(f"these writes should have been sent: {dict(step.writes)}\nand these were: {dict(sent)}")
    if changed != step.changed:
        raise Unexpected(f"{step.changed} tasks should report a change, and Ansible counts {changed}.")
    for entry in journal:
        if entry["status"] not in ANSWERS[entry["method"]]:
            raise Unexpected(f"{entry['method']} {entry['path']} was answered with {entry['status']}.")
    print(
        f"Tasks that report a change: {changed}. "
        f"Requests that the simulator received: {requests.total()}, writes among them: {sent.total() or 'none'}."
    )
    return requests


def play(options: tuple[str, ...], run_environment: Mapping[str, str]) -> str:
    """Print the command, run it, and return its output."""
    print(f"\n$ {' '.join(['ansible-playbook', PLAYBOOK, *options])}", flush=True)
    status, output = ansible_playbook([PLAYBOOK, *options], run_environment, shown=True)
    if status:
        raise Unexpected(f"ansible-playbook ended with status {status}, see above.")
    return output


def changed_tasks(output: str) -> int | None:
    """How many tasks report a change, according to Ansible's recap; None without a recap."""
    found = re.search(r"^localhost .*?\bchanged=(\d+)", re.sub(r"\x1b\[[\d;]*m", "", output), re.MULTILINE)
    return int(found[1]) if found else None


def change_by_hand(control: Control) -> None:
    """Change the account by hand, without the playbook."""
    print("They switch the integration off, so that nobody can sign in, and let Alan make API keys.")
    integration = control.state(ACCOUNT)["integrations"][0]
    control.edit_integration(ACCOUNT, integration["id"], enabled=False)
    alan = control.state(ACCOUNT)["teammates"]["alan@example.com"]
    control.edit_teammate(ACCOUNT, alan["email"], scopes=[*alan["scopes"], "api_keys.create"])


def managed_state(control: Control) -> dict[str, Any]:
    """Everything in the account, except the dates of the last change."""
    state = control.state(ACCOUNT)
    for integration in state["integrations"]:
        del integration["last_updated"]
    return state


# The real account


def check_real_account() -> None:
    """Run the playbook in check mode, which writes nothing, against the account of the user's key."""
    given = {name: value for name, value in os.environ.items() if name.startswith("SENDGRID_")}
    if not given.get("SENDGRID_API_KEY", "").strip():
        sys.exit("SENDGRID_API_KEY is not set: set it to an API key of the account that you want to check.")
    options = ("--check", "--diff", *subuser_options(os.environ.get("SUBUSERS", "")))
    collections = installed()
    heading("What the playbook would change in your account")
    print(
        f"This is check mode: it reads the account and writes nothing. The playbook is {PLAYBOOK}.\n"
        "Mary works for two subusers, news and shop. If yours have other names: make try SUBUSERS=one,two\n"
        "If you have none, leave her out: make try SUBUSERS=none"
    )
    play(options, environment(collections, given | ANSIBLE))
    print("Nothing was written. Copy the playbook, make it yours, and run it without --check.")


def subuser_options(names: str) -> tuple[str, ...]:
    """The options of ansible-playbook for the account's own subusers."""
    if not names:
        return ()
    if names == "none":
        return ("-e", '{"people_of_subusers": []}')
    if names.count(",") != 1:
        sys.exit(f"SUBUSERS is {names!r}: give two names with a comma between them, or none.")
    news, shop = names.split(",")
    return ("-e", f"news_subuser={news.strip()}", "-e", f"shop_subuser={shop.strip()}")


if __name__ == "__main__":
    sys.exit(main())
