# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""The one message about everybody who failed."""

from __future__ import annotations

import pytest

from ansible_collections.community.sendgrid.plugins.module_utils._core.errors import invalid
from ansible_collections.community.sendgrid.plugins.module_utils._roster.failures import failure_of
from ansible_collections.community.sendgrid.plugins.module_utils._roster.model import Line


@pytest.mark.parametrize(
    ("reason", "message"),
    [
        ("No subuser is called 'shop'.", "1 of 2 people failed: ann@example.com: No subuser is called 'shop'."),
        ("Did you mean 'news'?", "1 of 2 people failed: ann@example.com: Did you mean 'news'?"),
    ],
)
def test_the_message_ends_with_one_mark(reason: str, message: str) -> None:
    lines = [Line("ann@example.com", "failed", error=invalid(reason)), Line("bob@example.com", "unchanged")]
    failure = failure_of(lines)
    assert failure is not None
    assert failure.msg == message


def test_nobody_failed() -> None:
    assert failure_of([Line("bob@example.com", "unchanged")]) is None
