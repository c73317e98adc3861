#!/usr/bin/env bash
# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
#
# ansible-core 2.19.0: does a run fail if a play or --limit matches no host?
#
#   seen: a play whose pattern matches nothing       exit 0, "no hosts matched"
#         --limit that matches nothing, no inventory exit 0, "no hosts matched": localhost alone is no inventory
#         the same --limit with an inventory         exit 1
#         --limit that matches another host          exit 0, "no hosts matched"
#         undef() in the play's hosts                exit 4, with its hint as the message, before any task
#
# So a playbook that must not succeed without a host has to fail while its hosts are worked out.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet ansible-core==2.19.0
export ANSIBLE_HOME=$folder/home ANSIBLE_CONFIG=$folder/ansible.cfg LC_ALL=C.UTF-8

touch ansible.cfg
cat > play.yml <<'YAML'
- hosts: "{{ pattern | default('localhost') }}"
  gather_facts: false
  tasks:
    - ansible.builtin.debug:
        msg: ran
YAML
cat > guarded.yml <<'YAML'
- hosts: "{{ undef(hint='Nobody is here.') if query('ansible.builtin.inventory_hostnames', pattern) == [] else pattern }}"
  gather_facts: false
  tasks: []
YAML
printf 'one\ntwo\n' > inventory

# ends EXIT_STATUS WORDS ARGUMENTS...
ends() {
  local wanted=$1 words=$2 status=0
  shift 2
  venv/bin/ansible-playbook "$@" > output 2>&1 || status=$?
  if [ "$status" != "$wanted" ] || ! grep -q "$words" output; then
    echo "CHANGED: $* ended with $status (was $wanted):"
    cat output
    exit 1
  fi
  echo "exit $status: ansible-playbook $*"
}

ends 0 "no hosts matched" play.yml -e pattern=nowhere
ends 0 "no hosts matched" play.yml --limit nowhere
ends 1 "no hosts to target" -i inventory play.yml -e pattern=one --limit nowhere
ends 0 "no hosts matched" -i inventory play.yml -e pattern=one --limit two
ends 4 "Nobody is here." guarded.yml -e pattern=nowhere
