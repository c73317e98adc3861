# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""A server as a separate process that runs until the block ends."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

_SECONDS = 600  # enough for Keycloak on a busy machine
_LAST_LINES = 20


def free_port() -> int:
    """A port on loopback that is currently free."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


@contextmanager
def started(command: list[str], log: Path, settings: Mapping[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """Start a program, and stop it with all its processes when the block ends."""
    with log.open("w", encoding="utf-8") as output:
        process = subprocess.Popen(
            command,
            env=os.environ | dict(settings),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    try:
        yield process
    finally:
        _end(process)


@contextmanager
def serving(command: list[str], port: int, log: Path, settings: Mapping[str, str]) -> Iterator[None]:
    """Start a server, wait until it listens, and stop it with all its processes when the block ends."""

    def listens() -> bool:
        with socket.socket() as one:
            return one.connect_ex(("127.0.0.1", port)) == 0

    with started(command, log, settings) as process:
        wait(process, listens, log)
        yield


def wait(process: subprocess.Popen[bytes], ready: Callable[[], bool], log: Path) -> None:
    """Wait until a server is ready; if it never is, raise an error with the last lines of its log."""
    end = time.monotonic() + _SECONDS
    while time.monotonic() < end and process.poll() is None:
        if ready():
            return
        time.sleep(0.1)
    said = log.read_text(encoding="utf-8", errors="replace").splitlines()[-_LAST_LINES:]
    raise RuntimeError("\n".join([f"{process.args} does not serve:", *said]))


def _end(process: subprocess.Popen[bytes]) -> None:
    for number in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, number)
            process.wait(timeout=20)
        except ProcessLookupError:
            return
        except subprocess.TimeoutExpired:
            continue
        return
