#!/bin/sh
# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
# Says in one sentence what this machine lacks, before anything else fails in a way that is hard to understand.
# Usage: check_machine.sh PYTHON
set -eu
python=$1

stop() {
  echo "$1" >&2
  exit 1
}

command -v git >/dev/null || stop "git is missing: Debian's package 'git' brings it."
git rev-parse --git-dir >/dev/null ||
  stop "This folder is no usable git repository: the tools ask git what belongs to the collection, so clone it."
command -v "$python" >/dev/null || stop "$python is missing: Debian's package 'python3' brings Python 3."
"$python" -c '' 2>/dev/null || stop "$python does not run: name another Python, as in 'make PYTHON=/usr/bin/python3'."
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
  stop "$python is older than Python 3.11: Debian 12's package 'python3' brings it, or name another, as in 'make PYTHON=python3.13'."
"$python" -c 'import ensurepip, venv' 2>/dev/null ||
  stop "$python cannot make virtual environments: Debian's package 'python3-venv' brings what is missing."
