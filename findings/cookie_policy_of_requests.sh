#!/usr/bin/env bash
# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
#
# requests 2.34.2: a session's cookie policy decides which cookies are kept, and not which are sent. The policy here
# counts plain http as secure, as browsers do on loopback (Keycloak 26.7 sets Secure cookies there).
#
#   seen: kept ['login'], sent by requests: None
#         sent by urllib with the same policy: login=1
#
# requests merges a session's cookies into a new jar, with the default policy, before each request.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check requests==2.34.2

"$folder/venv/bin/python" - <<'PYTHON'
import threading
from http.cookiejar import CookieJar, DefaultCookiePolicy
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.request import HTTPCookieProcessor, ProxyHandler, build_opener

import requests

received = []


class Page(BaseHTTPRequestHandler):
    def do_GET(self):
        received.append(self.headers["Cookie"])
        self.send_response(200)
        self.send_header("Set-Cookie", "login=1; Path=/; Secure")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *args):
        pass


server = HTTPServer(("127.0.0.1", 0), Page)
threading.Thread(target=server.serve_forever, daemon=True).start()
url = f"http://127.0.0.1:{server.server_port}/"
policy = DefaultCookiePolicy(secure_protocols=("http", "https"))

session = requests.Session()
session.trust_env = False
session.cookies.set_policy(policy)
session.get(url, timeout=10)
session.get(url, timeout=10)
print(f"kept {session.cookies.keys()}, sent by requests: {received[-1]}")
assert session.cookies.keys() == ["login"] and received[-1] is None

opener = build_opener(ProxyHandler({}), HTTPCookieProcessor(CookieJar(policy)))
opener.open(url, timeout=10).close()
opener.open(url, timeout=10).close()
print(f"sent by urllib with the same policy: {received[-1]}")
assert received[-1] == "login=1"
PYTHON
