# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""The program that Ansible uses as a module's Python: it has the server in `serve.py` run what is on standard input.

It starts for each task, so it imports almost nothing. If it is called with arguments, the real Python runs instead.
"""

from __future__ import annotations

import _socket
import array
import os
import sys


def main() -> int:
    address, python, *arguments = sys.argv[1:]
    if arguments:
        os.execv(python, [python, *arguments])
    server = _socket.socket(_socket.AF_UNIX, _socket.SOCK_STREAM)
    server.connect(address)
    own = array.array("i", [0, 1, 2])
    server.sendmsg([b"\0"], [(_socket.SOL_SOCKET, _socket.SCM_RIGHTS, own)])
    server.sendall(b"\0".join([os.getcwdb(), *(name + b"=" + value for name, value in os.environb.items())]))
    server.shutdown(_socket.SHUT_WR)
    status = server.recv(1)
    return status[0] if status else 1


sys.exit(main())
