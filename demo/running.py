# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Runs playbooks with the installed collection, without the user's own configuration."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def environment(collections: Path, settings: Mapping[str, str]) -> dict[str, str]:
    """The environment of ansible-playbook; of all ANSIBLE_* and SENDGRID_* variables, only these and the settings."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("ANSIBLE_", "SENDGRID_"))}
    home = ROOT / ".cache" / "ansible-home"
    own = {
        "ANSIBLE_CONFIG": str(ROOT / "tools" / "ansible.cfg"),
        "ANSIBLE_HOME": str(home),
        "ANSIBLE_REMOTE_TMP": str(home / "tmp"),
        "ANSIBLE_COLLECTIONS_PATH": str(collections),
        # These playbooks need no inventory, so a warning about it would only confuse.
        "ANSIBLE_INVENTORY": os.devnull,
        "ANSIBLE_INVENTORY_UNPARSED_WARNING": "false",
        "ANSIBLE_LOCALHOST_WARNING": "false",
        "ANSIBLE_FORCE_COLOR": str(in_colour()),
    }
    return {**kept, **own, **settings}


def in_colour() -> bool:
    """Whether to print in color: on a terminal, unless the user does not want it (https://no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def stop_on_signals() -> None:
    """Handle every signal that asks the process to stop like Ctrl-C, so that nothing is left running."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.default_int_handler)


def ansible_playbook(arguments: Sequence[str], environment: Mapping[str, str], shown: bool) -> tuple[int, str]:
    """Run ansible-playbook; return its exit status and its output, which is shown while it runs, or not at all.

    If waiting for it ends early, for example because of Ctrl-C, Ansible and all processes that it started are stopped.
    """
    lines = []
    with subprocess.Popen(
        [sys.executable, "-m", "ansible", "playbook", *arguments],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        start_new_session=True,
    ) as process:
        try:
            for line in process.stdout or ():
                lines.append(line)
                if shown:
                    print(line, end="", flush=True)
            process.wait()
        finally:
            _end(process)
    return process.returncode, "".join(lines)


def _end(process: subprocess.Popen[str]) -> None:
    """Stop a process that leads its own process group, and everything in that group."""
    if process.poll() is not None:
        return
    os.killpg(process.pid, signal.SIGTERM)
    try:
        process.wait(timeout=5)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
