# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Cuts the cost of running a module to a quarter: a Python that has already imported what every module needs is forked.

The fork runs what Ansible sends, which contains the module's own files. Only code from outside the collection is
imported beforehand: Ansible's module_utils, requests and cryptography.

It listens at the address on its command line until its standard input ends, so that it never outlives the tests.
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
    """Serve; in a fork, return when it is time to run the module's script."""
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
    """Reap children that have ended, so that their CPU time is counted as the server's."""
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def _attend(asking: socket.socket) -> None:
    """Fork again, for the module, and send its exit status when it has ended."""
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
