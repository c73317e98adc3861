# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""The option of every module that writes, documented once."""

from __future__ import annotations


class ModuleDocFragment:
    DOCUMENTATION = r"""
options:
  approved_plans:
    description:
      - Make only the changes that were approved. Each entry is the RV(ignore:plan) that a module returned, usually in
        check mode.
      - A task that would change anything else, for example because somebody has changed the account since, fails with
        the code V(refused) before its first write. It returns the new RV(ignore:plan), and in diff mode the diff.
      - Without this option, every change is allowed. An empty list allows none.
      - Entries that are not 64 hexadecimal digits are refused before any request.
    type: list
    elements: raw
    version_added: 1.1.0
"""
