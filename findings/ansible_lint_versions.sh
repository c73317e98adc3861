#!/usr/bin/env bash
# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
#
# ansible-lint 26.10.1 on Python 3.11: beside which ansible-core it can be installed.
#
#   seen: 2.16.19 and 2.18.17   it installs
#         2.17.14               pip finds no solution: ansible-lint and ansible-compat exclude all of 2.17
#
# So an environment of linters cannot be made for each supported ansible-core, though it can for an older one.
set -euo pipefail

python=$(command -v python3.11 || command -v python3)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
"$python" -m venv venv

# installs_beside VERSION yes|no
installs_beside() {
  if venv/bin/pip install --dry-run --quiet "ansible-lint==26.10.1" "ansible-core==$1" > output 2>&1; then seen=yes; else seen=no; fi
  if [ "$seen" != "$2" ] || { [ "$seen" = no ] && ! grep -q "ResolutionImpossible" output; }; then
    echo "CHANGED: beside ansible-core $1, ansible-lint installs: $seen"
    cat output
    exit 1
  fi
  echo "ansible-core $1: ansible-lint installs: $seen"
}

installs_beside 2.16.19 yes
installs_beside 2.17.14 no
installs_beside 2.18.17 yes
