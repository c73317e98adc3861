#!/usr/bin/env bash
# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
#
# OpenLDAP 2.5.13 with ldap3 2.9.1: who is in the answer to a search for people?
#
#   seen: 620 people in pages of 100     after 500 people "Size limit exceeded": the limit of 500 is over all pages
#         the same with ldap3            500 people, and no exception, even with raise_exceptions=True
#         (!(memberOf=GROUP)), and GROUP has one member of 620
#           without the overlay memberof  nobody, since no schema has the attribute
#           with it, from the start       619
#           with it, added later          620: the overlay tells only of changes that it saw
#         (memberOf=GROUP) likewise       0, 1 and 0, each a success
#
# So a paged search that ends is not whole unless the code of its result is read, and a group that looks empty may be
# full.
set -euo pipefail

folder=$(mktemp -d)
trap 'kill "${server:-}" 2> /dev/null || true; rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet ldap3==2.9.1
missing=$(apt-get install --simulate --no-install-recommends slapd ldap-utils | sed -n 's/^Inst \([^ ]*\).*/\1/p')
(mkdir debs && cd debs && echo slapd ldap-utils "$missing" | xargs apt-get download > ../log 2>&1)
for package in debs/*.deb; do dpkg-deb --extract "$package" root; done
export LD_LIBRARY_PATH
LD_LIBRARY_PATH=$(printf '%s:' "$folder"/root/usr/lib/*-linux-*)
version=$(root/usr/sbin/slapd -V 2>&1 || true)
if [[ $version != *"slapd 2.5.13"* ]]; then
  echo "CHANGED: another version: $version"
  exit 1
fi
port=$(python3 -c 'import socket; one = socket.socket(); one.bind(("127.0.0.1", 0)); print(one.getsockname()[1])')

python3 - > people.ldif <<'PYTHON'
print("dn: dc=example,dc=com\nobjectClass: domain\ndc: example\n")
for number in range(620):
    print(f"dn: uid=p{number},dc=example,dc=com\nobjectClass: account\nuid: p{number}\n")
PYTHON
cat > group.ldif <<'LDIF'
dn: cn=group,dc=example,dc=com
objectClass: groupOfNames
member: uid=p1,dc=example,dc=com
LDIF
cat > search.py <<'PYTHON'
import sys
from ldap3 import Connection, Server

connection = Connection(Server(sys.argv[1]), auto_bind=True, raise_exceptions=True)
search = connection.extend.standard.paged_search
print(len(search("dc=example,dc=com", "(objectClass=account)", paged_size=100, generator=False)), connection.result["description"])
PYTHON

# serve [OVERLAY]: a slapd with its usual limits, that anybody may read
serve() {
  cat > slapd.conf <<CONF
include $folder/root/etc/ldap/schema/core.schema
include $folder/root/etc/ldap/schema/cosine.schema
modulepath $folder/root/usr/lib/ldap
moduleload back_mdb
${1:+moduleload $1}
database mdb
suffix dc=example,dc=com
rootdn cn=admin,dc=example,dc=com
rootpw admin
directory $folder/data
${1:+overlay $1}
CONF
  root/usr/sbin/slapd -d 0 -f slapd.conf -h "ldap://127.0.0.1:$port" > log 2>&1 &
  server=$!
  until search -s base > /dev/null 2>&1; do sleep 0.1; done
}
stop() { kill "$server" && wait "$server" || true; }
fresh() { rm -rf data && mkdir data; }
add() { root/usr/bin/ldapadd -x -H "ldap://127.0.0.1:$port" -D cn=admin,dc=example,dc=com -w admin -f "$1" > log; }
search() { root/usr/bin/ldapsearch -x -LLL -H "ldap://127.0.0.1:$port" -b "${base:-}" "$@"; }
# count FILTER: how many of those with this filter the administrator finds, for whom there is no limit
count() {
  root/usr/bin/ldapsearch -x -LLL -H "ldap://127.0.0.1:$port" -D cn=admin,dc=example,dc=com -w admin \
    -b dc=example,dc=com "(&(objectClass=account)$1)" dn > found
  grep -c '^dn:' found || true
}
group='memberOf=cn=group,dc=example,dc=com'

{
  fresh; serve; add people.ldif; add group.ldif
  base=dc=example,dc=com search -E pr=100/noprompt '(objectClass=account)' dn > found 2> said && status=0 || status=$?
  echo "paged: $(grep -c '^dn:' found), exit $status, $(head -1 said)"
  echo "ldap3: $(venv/bin/python search.py "ldap://127.0.0.1:$port")"
  echo "without the overlay: not $(count "(!($group))"), in $(count "($group)")"
  stop; serve memberof
  echo "added later: not $(count "(!($group))"), in $(count "($group)")"
  stop; fresh; serve memberof; add people.ldif; add group.ldif
  echo "from the start: not $(count "(!($group))"), in $(count "($group)")"
  stop
} > output

cat > expected <<'OUTPUT'
paged: 500, exit 4, Size limit exceeded (4)
ldap3: 500 sizeLimitExceeded
without the overlay: not 0, in 0
added later: not 620, in 0
from the start: not 619, in 1
OUTPUT
if ! diff expected output; then
  echo "CHANGED: OpenLDAP or ldap3 answers otherwise (> is what it says now)."
  exit 1
fi
sed 's/^/seen: /' output
