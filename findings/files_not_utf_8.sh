#!/usr/bin/env bash
# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
#
# ansible-core 2.19.0: what becomes of a file that is not UTF-8?
#
#   seen: lookup('file')       keeps each byte as half a character (surrogateescape), and warns that 2.23 will refuse it
#         slurp and b64decode  do the same, without a warning
#         uri return_content   fails, "Refusing to deserialize an invalid UTF8 string value"
#
# So a filter can have the bytes back from text: text.encode("utf-8", "surrogateescape").
set -euo pipefail

folder=$(mktemp -d)
trap 'kill "${server:-}" 2> /dev/null || true; rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet ansible-core==2.19.0
export ANSIBLE_HOME=$folder/home ANSIBLE_CONFIG=$folder/ansible.cfg LC_ALL=C.UTF-8

touch ansible.cfg
mkdir filter_plugins files
printf '<a>\xe4\xff</a>' > files/latin-1.xml
cat > filter_plugins/bytes_of.py <<'PYTHON'
class FilterModule:
    def filters(self):
        return {"bytes_of": lambda text: text.encode("utf-8", "surrogateescape").hex()}
PYTHON
cat > play.yml <<'YAML'
- hosts: localhost
  gather_facts: false
  tasks:
    - ansible.builtin.debug:
        msg: "file {{ lookup('ansible.builtin.file', 'latin-1.xml') | bytes_of }}"
    - ansible.builtin.slurp:
        src: files/latin-1.xml
      register: slurped
    - ansible.builtin.debug:
        msg: "slurp {{ slurped.content | b64decode | bytes_of }}"
    - ansible.builtin.uri:
        url: "http://127.0.0.1:{{ port }}/latin-1.xml"
        return_content: true
YAML
venv/bin/python -u -m http.server 0 --bind 127.0.0.1 --directory files > served 2>&1 &
server=$!
until grep -q "port" served; do sleep 0.1; done
port=$(sed -n 's/.* port \([0-9]*\) .*/\1/p' served)

venv/bin/ansible-playbook play.yml -e "port=$port" > output 2>&1 || true
for words in "could not be decoded as 'utf-8'" "file 3c613ee4ff3c2f613e" "slurp 3c613ee4ff3c2f613e" \
  "Refusing to deserialize an invalid UTF8 string value"; do
  if ! grep -q "$words" output; then
    echo "CHANGED: this is not said any more: $words"
    cat output
    exit 1
  fi
  echo "seen: $words"
done
