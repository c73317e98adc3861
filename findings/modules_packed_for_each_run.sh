#!/usr/bin/env bash
# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
#
# ansible-core 2.16.14 and 2.19.4 with Python 3.11: a play that uses one module three times runs twice.
#
#   seen: each run packs the module once, although nothing has changed since the first run
#
# Ansible reads and compiles a module with all its module_utils to find out what it imports, and packs them into a zip
# file. It keeps this file in a folder called ansiballz_cache, but that is inside the temporary folder of one run
# (ansible-local-...), which is deleted at its end. So many short runs, such as those of tests, do this work again and
# again, and no setting names another folder for the cache alone.
set -euo pipefail

python=$(command -v python3.11 || true)
if [[ -z $python ]]; then
  echo "This needs Python 3.11, and there is none." >&2
  exit 1
fi
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
export ANSIBLE_HOME=$folder/home ANSIBLE_LOCALHOST_WARNING=false ANSIBLE_INVENTORY_UNPARSED_WARNING=false LC_ALL=C.UTF-8

cat > play.yml <<'YAML'
- hosts: localhost
  gather_facts: false
  tasks:
    - ping:
    - ping:
    - ping:
YAML

# packs VERSION: how often each of two runs packs the module, and how often it finds it in the cache
packs() {
  "$python" -m venv "venv-$1"
  "venv-$1/bin/pip" install --quiet "ansible-core==$1"
  for run in first second; do
    ANSIBLE_DEBUG=1 "venv-$1/bin/ansible-playbook" play.yml > "output-$run" 2>&1
    packed=$(grep -c "ANSIBALLZ: Creating module" "output-$run" || true)
    found=$(grep -c "ANSIBALLZ: using cached module" "output-$run" || true)
    if [[ $packed != 1 || $found != 2 ]]; then
      echo "CHANGED: in the $run run of ansible-core $1, packed $packed times and found $found times"
      exit 1
    fi
  done
  if find "$folder/home" -name ansiballz_cache | grep -q .; then
    echo "CHANGED: ansible-core $1 leaves a cache behind"
    exit 1
  fi
  echo "ansible-core $1: both runs pack the module once, find it twice, and leave no cache behind"
}

packs 2.16.14
packs 2.19.4
