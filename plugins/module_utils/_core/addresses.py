# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""What counts as an e-mail address: one check for options, rosters, playbooks and filters. Pure functions, no Ansible.

It refuses what is clearly not an address, such as ``<ann@example.com>``: SendGrid has nobody with that address, so the
person it means would keep their access, or lose it. Anything that might be an address passes, and SendGrid decides.
"""

from __future__ import annotations

import re
from typing import Any

from .texts import Unusable, text_of

LONGEST = 255

# The usual form of an address, checked first so that a long roster is fast.
_USUAL = re.compile(r"[a-z0-9_+-]+(\.[a-z0-9_+-]+)*@[a-z0-9_-]+(\.[a-z0-9_-]+)*", re.ASCII | re.IGNORECASE)


def address_of(value: Any) -> str:
    """Return the address without surrounding blanks; raises ``Unusable``, whose text shows the value as given."""
    address = text_of(value, "one e-mail address").strip()
    if len(address) <= LONGEST and _USUAL.fullmatch(address):
        return address
    # Imported here: Ansible compiles what is imported for every task, and few addresses are unusual.
    from .address_faults import fault_of
    from .wrong_values import shown

    fault = fault_of(address, LONGEST)
    if fault:
        raise Unusable(f"{shown(value)} is not an e-mail address: {fault}")
    return address
