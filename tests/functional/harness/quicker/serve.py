# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Quarters what a module's run costs: a Python that has imported already what every module imports forks for each.

What the fork runs is what Ansible hands over, with the archive of the module's own files. Only what is not the
collection's is there before: Ansible's part for modules, requests and cryptography.

It serves at the address on its command line until its standard input ends, so that it never outlives the tests.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import select
import socket
import sys
import types

_BEFOREHAND = (
    "ansible.module_utils.basic",
    "ansible.module_utils.urls",
    "cryptography.x509",
    "requests",
    "runpy",
    "xml.etree.ElementTree",
    "zipfile",
)


def main() -> None:
    """Serve; in a fork, return when the module's script shall run."""
    for name in _BEFOREHAND:
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(sys.argv[1])
        server.listen(64)
        print("ready", flush=True)
        while server in select.select([server, 0], [], [])[0]:
            _reap()
            asking, _address = server.accept()
            with asking:
                if not os.fork():
                    server.close()
                    _attend(asking)
                    return
    _reap()
    os._exit(0)


def _reap() -> None:
    """Let those go who have ended; what they took counts as the server's time."""
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def _attend(asking: socket.socket) -> None:
    """Fork once more, for the module, and tell its status when it has ended."""
    _byte, streams, _flags, _address = socket.recv_fds(asking, 1, 3)
    folder, *settings = b"".join(iter(lambda: asking.recv(65536), b"")).split(b"\0")
    module = os.fork()
    if module:
        status = os.waitstatus_to_exitcode(os.waitpid(module, 0)[1])
        with contextlib.suppress(OSError):
            asking.sendall(bytes([status & 255]))
        os._exit(0)
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    os.chdir(folder)
    os.environb.clear()
    os.environb.update(setting.split(b"=", 1) for setting in settings)


main()
script = compile(sys.stdin.buffer.read(), "<stdin>", "exec")
sys.argv[:] = [""]
sys.path[0] = ""
sys.modules["__main__"] = types.ModuleType("__main__")
exec(script, vars(sys.modules["__main__"]))
