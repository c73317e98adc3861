#!/usr/bin/env bash
# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
#
# ansible-core 2.16.14 and 2.19.4 with Python 3.11, 2.21.0 with Python 3.13: a module imports a file of module_utils.
#
#   seen: for every task, Python compiles each imported file of module_utils twice
#
# The payload is a zip file without bytecode. Python's zipimport compiles a file once to tell where it is
# (get_filename, which find_spec calls through spec_from_loader), throws the code away, and compiles it again to load it.
# So an import at the top of a module's file costs every task twice the time to compile it, used or not.
set -euo pipefail

# finds VERSION: the path of that Python
finds() {
  local found
  for found in "$(command -v "python$1" || true)" "${PYENV_ROOT:-$HOME/.pyenv}"/versions/"$1".*/bin/python; do
    if [[ -x $found ]] && "$found" -c "" 2> /dev/null; then
      echo "$found"
      return
    fi
  done
  echo "This needs Python $1, and there is none." >&2
  return 1
}

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
export ANSIBLE_HOME=$folder/home ANSIBLE_LOCALHOST_WARNING=false ANSIBLE_INVENTORY_UNPARSED_WARNING=false LC_ALL=C.UTF-8

mkdir library module_utils
echo 'GREETING = "hello"' > module_utils/greeting.py
cat > library/greeter.py <<'PYTHON'
from ansible.module_utils.basic import AnsibleModule
from ansible.module_utils.greeting import GREETING

AnsibleModule(argument_spec={}).exit_json(changed=False, msg=GREETING)
PYTHON
cat > play.yml <<'YAML'
- hosts: localhost
  gather_facts: false
  tasks:
    - greeter:
YAML
# Runs a payload that Ansible has kept, and counts what Python compiles.
cat > counting.py <<'PYTHON'
import collections
import os
import runpy
import sys

compiled = collections.Counter()


def count(event, arguments):
    if event == "compile" and isinstance(arguments[1], str):
        compiled[os.path.basename(arguments[1])] += 1


sys.argv = [sys.argv[1]]
sys.addaudithook(count)
try:
    runpy.run_path(sys.argv[0], run_name="__main__")
except SystemExit:
    pass
print(compiled["greeting.py"], compiled["parameters.py"], file=sys.stderr)
PYTHON

# compiles PYTHON ANSIBLE_CORE
compiles() {
  "$(finds "$1")" -m venv "venv-$2"
  "venv-$2/bin/pip" install --quiet "ansible-core==$2"
  ANSIBLE_KEEP_REMOTE_FILES=1 ANSIBLE_REMOTE_TEMP="$folder/kept-$2" ANSIBLE_LIBRARY="$folder/library" \
    ANSIBLE_MODULE_UTILS="$folder/module_utils" "venv-$2/bin/ansible-playbook" play.yml > output
  "venv-$2/bin/python" counting.py "$folder/kept-$2"/*/AnsiballZ_greeter.py > result 2> counts
  if [ "$(cat counts)" != "2 2" ] || ! grep -q '"msg": "hello"' result; then
    echo "CHANGED: ansible-core $2 with Python $1:"
    cat result counts
    exit 1
  fi
  echo "ansible-core $2 with Python $1: greeting.py and Ansible's parameters.py are compiled twice each"
}

compiles 3.11 2.16.14
compiles 3.11 2.19.4
compiles 3.13 2.21.0
