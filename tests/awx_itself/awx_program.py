# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""One of AWX's programs, run by AWX's own Python: `awx_program.py COMMAND` is `awx-manage COMMAND`.

Two commands are ours: `prepare` does what AWX's installation does after `migrate`, and `serve` serves AWX's API on
loopback and writes its port to a file.
"""

import os
import socketserver
import sys
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import awx
import django

awx.MODE = "production"  # without the developer pages
awx.prepare_env()
django.setup()

from awx.main.tasks import receptor
from django.contrib.auth.models import User
from django.core.management import call_command, execute_from_command_line
from django.core.wsgi import get_wsgi_application

# AWX reads this from /etc, which this test must not change.
FOLDER = Path(os.environ["AWX_FOLDER"])
setattr(receptor, "__RECEPTOR_CONF", str(FOLDER / "receptor.conf"))


def prepare():
    User.objects.create_superuser("admin", "admin@example.com", "admin")
    call_command("create_preload_data")
    call_command("register_default_execution_environments")
    call_command("provision_instance", hostname="test", node_type="hybrid")
    for queue in ("controlplane", "default"):
        call_command("register_queue", queuename=queue, instance_percent=100)


class Server(socketserver.ThreadingMixIn, WSGIServer):
    daemon_threads = True


class Silent(WSGIRequestHandler):
    def log_message(self, *_):
        """Do not log requests."""


def serve():
    with make_server("127.0.0.1", 0, get_wsgi_application(), Server, Silent) as server:
        new = FOLDER / "port.new"
        new.write_text(str(server.server_port))
        new.replace(FOLDER / "port")
        server.serve_forever()


def main():
    {"prepare": prepare, "serve": serve}.get(sys.argv[1], lambda: execute_from_command_line(sys.argv))()


main()
