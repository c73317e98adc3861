#!/usr/bin/env bash
# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
#
# ansible-core 2.19.4, 2.20.0 and 2.21.0: an action plugin takes the warning of a module out of its result.
#
#   seen: 2.19 and 2.20   Ansible prints no warning, and the registered result has none
#         2.21            Ansible prints the warning, and the registered result has it again
#
# So an action plugin can no longer keep a module's warning back: the module must not give it.
set -euo pipefail

python=$(command -v python3.13 || command -v python3.12 || true)
for found in "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.1[23].*/bin/python; do
  if [[ -x $found ]] && { [[ -z $python ]] || ! "$python" -c "" 2> /dev/null; }; then python=$found; fi
done
[[ -n $python ]] || { echo "ansible-core 2.20 and newer need Python 3.12 or 3.13, and there is none."; exit 1; }

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
export ANSIBLE_HOME=$folder/home ANSIBLE_LOCALHOST_WARNING=false ANSIBLE_INVENTORY_UNPARSED_WARNING=false LC_ALL=C.UTF-8

mkdir library action_plugins
cat > library/warner.py <<'PYTHON'
from ansible.module_utils.basic import AnsibleModule

module = AnsibleModule(argument_spec={})
module.warn("Nobody can sign in.")
module.exit_json(changed=False)
PYTHON
cat > action_plugins/warner.py <<'PYTHON'
from ansible.plugins.action.normal import ActionModule as Normal


class ActionModule(Normal):
    def run(self, tmp=None, task_vars=None):
        result = super().run(tmp, task_vars)
        result.pop("warnings", None)
        return result
PYTHON
cat > play.yml <<'YAML'
- hosts: localhost
  gather_facts: false
  tasks:
    - warner:
      register: done

    - debug:
        msg: "registered: {{ done.warnings | default([]) | length }}"
YAML

# prints VERSION NUMBER NUMBER
prints() {
  "$python" -m venv "venv-$1"
  "venv-$1/bin/pip" install --quiet "ansible-core==$1"
  "venv-$1/bin/ansible-playbook" play.yml > output 2>&1
  printed=$(grep -c "WARNING.*Nobody can sign in" output || true)
  registered=$(sed -n 's/.*registered: \([0-9]*\).*/\1/p' output)
  if [ "$printed $registered" != "$2 $3" ]; then
    echo "CHANGED: ansible-core $1:"
    cat output
    exit 1
  fi
  echo "ansible-core $1: printed $printed, in the registered result $registered"
}

prints 2.19.4 0 0
prints 2.20.0 0 0
prints 2.21.0 1 1
