# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""What modules promise about how they run, documented once."""

from __future__ import annotations


class ModuleDocFragment:
    DOCUMENTATION = r"""
attributes:
  check_mode:
    description: Can run in check mode and return what would change, without changing anything.
    support: full
  idempotent:
    description: When run twice in a row with the same options, the second run changes nothing.
    support: full
  action_group:
    description: >-
      Use C(group/community.sendgrid.sendgrid) in C(module_defaults) to set the shared options once for a play.
    support: full
    membership:
      - community.sendgrid.sendgrid
"""

    WRITES = r"""
attributes:
  diff_mode:
    description: >-
      Returns what the module manages, before and after the change. Check mode and the real run show the same. Secrets
      and values that SendGrid assigns are never shown.
    support: full
"""

    READS = r"""
attributes:
  diff_mode:
    description: The module only reads, so there is nothing to show.
    support: none
"""
