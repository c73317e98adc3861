#!/usr/bin/env bash
# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
#
# Keycloak 26.7.3: whose certificates does a realm's SAML metadata hold?
#
#   seen: a new realm                            first
#         a key for RS512, one for ES256         first
#         a second key for RS256, lower priority first, second
#         the second key's priority raised       second, first
#         the first key made passive             second, first
#         the first key disabled                 second
#         no active key for RS256 left           first (passive), and after the next token fallback-RS256, first
#
# So a key that was made passive because it leaked is still announced, and a realm without an active key signs with one
# that no metadata had.
set -euo pipefail

folder=$(mktemp -d)
trap 'if [ -n "${server:-}" ]; then kill -- "-$server" || true; wait; fi; rm -rf "$folder"' EXIT
cd "$folder"
mvn --quiet --batch-mode org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy \
  -Dartifact=org.keycloak:keycloak-quarkus-dist:26.7.3:tar.gz -DoutputDirectory=.
tar xzf keycloak-quarkus-dist-26.7.3.tar.gz
port=$(python3 -c 'import socket; one = socket.socket(); one.bind(("127.0.0.1", 0)); print(one.getsockname()[1])')
management=$(python3 -c 'import socket; one = socket.socket(); one.bind(("127.0.0.1", 0)); print(one.getsockname()[1])')
export KC_BOOTSTRAP_ADMIN_USERNAME=admin KC_BOOTSTRAP_ADMIN_PASSWORD=admin
setsid keycloak-26.7.3/bin/kc.sh start-dev --db=dev-mem --http-host=127.0.0.1 "--http-port=$port" \
  "--http-management-port=$management" > log 2>&1 &
server=$!
until curl --silent --fail --output realm "http://127.0.0.1:$port/realms/master"; do
  kill -0 "$server" || { tail log; exit 1; }
  sleep 1
done

cat > try.py <<'PYTHON'
import json
import re
import sys
from urllib.parse import urlencode
from urllib.request import Request, urlopen

URL = f"http://127.0.0.1:{sys.argv[1]}"
KEYS = "org.keycloak.keys.KeyProvider"


def call(method, path, token="", body=None, form=None):
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"} if token else {}
    data = urlencode(form).encode() if form else json.dumps(body).encode() if body else None
    with urlopen(Request(URL + path, data, headers, method=method)) as answer:
        return answer.read().decode()


def token(realm, username, password):
    form = {"grant_type": "password", "client_id": "admin-cli", "username": username, "password": password}
    return json.loads(call("POST", f"/realms/{realm}/protocol/openid-connect/token", form=form))["access_token"]


def admin(method, path, body=None):
    said = call(method, f"/admin/realms{path}", token("master", "admin", "admin"), body)
    return json.loads(said) if said else None


def components():
    return admin("GET", f"/company/components?type={KEYS}")


def add(name, provider, algorithm, priority):
    config = {"priority": [str(priority)], "active": ["true"], "enabled": ["true"]}
    config |= {"algorithm": [algorithm]} if provider == "rsa-generated" else {}
    admin("POST", "/company/components", {"name": name, "providerId": provider, "providerType": KEYS, "config": config})


def change(name, **config):
    (found,) = [one for one in components() if one["name"] == name]
    found["config"] |= {key: [value] for key, value in config.items()}
    admin("PUT", f"/company/components/{found['id']}", found)


def shows(what, *expected):
    names = {one["id"]: one["name"].replace("rsa-generated", "first") for one in components()}
    keys = admin("GET", "/company/keys")["keys"]
    by_certificate = {one["certificate"]: names[one["providerId"]] for one in keys if "certificate" in one}
    metadata = call("GET", "/realms/company/protocol/saml/descriptor")
    found = re.findall(r"X509Certificate>([^<]+)</", metadata)
    seen = [by_certificate["".join(one.split())] for one in found]
    print(f"{what}: {', '.join(seen)}")
    assert seen == list(expected), seen


ann = {"username": "ann", "enabled": True, "email": "ann@example.com", "firstName": "Ann", "lastName": "Lee"}
ann["credentials"] = [{"type": "password", "value": "pass-of-ann"}]
admin("POST", "", {"realm": "company", "enabled": True, "users": [ann]})
shows("a new realm", "first")
add("for-rs512", "rsa-generated", "RS512", 300)
add("for-es256", "ecdsa-generated", "ES256", 300)
shows("a key for RS512, one for ES256", "first")
add("second", "rsa-generated", "RS256", 50)
shows("a second key for RS256, lower priority", "first", "second")
change("second", priority="200")
shows("the second key's priority raised", "second", "first")
change("rsa-generated", active="false")
shows("the first key made passive", "second", "first")
change("rsa-generated", enabled="false")
shows("the first key disabled", "second")
change("rsa-generated", enabled="true")
change("second", enabled="false")
shows("no active key for RS256 left", "first")
token("company", "ann", "pass-of-ann")
shows("no active key for RS256 left, after the next token", "fallback-RS256", "first")
PYTHON
python3 try.py "$port"
