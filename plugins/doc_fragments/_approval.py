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
      - Change only what was approved. Each entry is the RV(ignore:plan) that a module returned, usually in check mode.
      - A task that would change anything else, also because somebody changed the account in the meantime, fails before
        its first write with the code V(refused). It returns the new RV(ignore:plan), and in diff mode the diff.
      - If the option is not given, everything may be changed. An empty list approves nothing.
      - What is no list of 64 hex digits each is refused before any request.
    type: list
    elements: raw
    version_added: 1.1.0
"""
