#!/usr/bin/env bash
# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
#
# Keycloak 26.7.3: which lists of its admin API are shorter than they look?
#
#   seen: members of a group              the first 100, without Link or total; max=-1 gives all, max=0 nobody
#         groups in a group               the first 10, beside "subGroups": [] and "subGroupCount": 12 of the group
#         a search for an unknown group   200 and []; by its path 404
#         users, without parameters       without service accounts; with enabled=true they are in
#         a reader with only query-users and query-groups
#                                         200 and [] for users and groups, beside the right count; 403 for a group
#                                         by its path and for its members
#
# So an empty or a short list says nothing about who is there. A list that was asked for by path, with max=-1 and with
# the role view-users is whole.
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
import sys
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

URL = f"http://127.0.0.1:{sys.argv[1]}"


def call(method, path, token="", body=None, form=None):
    """The status, the headers' names and the JSON of an answer."""
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"} if token else {}
    data = urlencode(form).encode() if form else json.dumps(body).encode() if body else None
    try:
        with urlopen(Request(URL + path, data, headers, method=method)) as answer:
            content = answer.read()
            return answer.status, set(answer.headers), json.loads(content) if content else None
    except HTTPError as error:
        return error.code, set(), None


def token(realm, **form):
    return call("POST", f"/realms/{realm}/protocol/openid-connect/token", form=form)[2]["access_token"]


def get(path, reader):
    status, headers, content = call("GET", f"/admin/realms/company/{path}", reader)
    assert not {name for name in headers if name.lower() == "link" or "total" in name.lower()}, headers
    return f"{status}, {len(content)}" if isinstance(content, list) else status if status != 200 else content


def client(name, *roles):
    service = {"username": f"service-account-{name}", "serviceAccountClientId": name, "enabled": True}
    return (
        {"clientId": name, "secret": "s", "serviceAccountsEnabled": True},
        service | {"clientRoles": {"realm-management": list(roles)}},
    )


readers = [client("whole", "view-users"), client("lesser", "query-users", "query-groups")]
people = [{"username": f"p{n}", "enabled": True, "groups": ["/developers"]} for n in range(150)]
inner = [{"name": f"team-{n}"} for n in range(12)]
realm = {
    "realm": "company",
    "enabled": True,
    "groups": [{"name": "developers", "subGroups": inner}],
    "clients": [one for one, _service in readers],
    "users": people + [service for _client, service in readers],
}
admin = token("master", grant_type="password", client_id="admin-cli", username="admin", password="admin")
assert call("POST", "/admin/realms", admin, realm)[0] == 201
whole, lesser = (
    token("company", grant_type="client_credentials", client_id=name, client_secret="s") for name in ("whole", "lesser")
)
group = get("group-by-path/developers", whole)
(found,) = call("GET", "/admin/realms/company/groups", whole)[2]
place = f"groups/{group['id']}"

print("members:", get(f"{place}/members", whole), "and", get(f"{place}/members?max=-1", whole))
print("members, max=0:", get(f"{place}/members?max=0", whole))
print("groups inside:", get(f"{place}/children", whole), "and", get(f"{place}/children?max=-1", whole))
print("the group:", found["subGroups"], found["subGroupCount"])
print("an unknown group:", get("groups?search=nobody", whole), "and", get("group-by-path/nobody", whole))
print("users:", get("users?max=-1", whole), "and", get("users?max=-1&enabled=true", whole))
print("lesser reader, users:", get("users?max=-1", lesser), "of", get("users/count", lesser))
print("lesser reader, groups:", get("groups", lesser), "of", get("groups/count", lesser)["count"])
print("lesser reader, the group:", get("group-by-path/developers", lesser), get(f"{place}/members?max=-1", lesser))
PYTHON
python3 try.py "$port" > output

cat > expected <<'OUTPUT'
members: 200, 100 and 200, 150
members, max=0: 200, 0
groups inside: 200, 10 and 200, 12
the group: [] 12
an unknown group: 200, 0 and 404
users: 200, 150 and 200, 152
lesser reader, users: 200, 0 of 150
lesser reader, groups: 200, 0 of 13
lesser reader, the group: 403 403
OUTPUT
if ! diff expected output; then
  echo "CHANGED: Keycloak answers otherwise (> is what it says now)."
  exit 1
fi
sed 's/^/seen: /' output
