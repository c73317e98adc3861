# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""A real server for the duration of a test, or one sentence that says what this machine lacks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest

from servers.downloads import Missing


@contextmanager
def started(kind: Any, folder: Path) -> Iterator[Any]:
    """Run a server until the block ends. If this machine lacks something, fail with one sentence."""
    with ExitStack() as stack:
        try:
            server = stack.enter_context(kind.running(folder))
        except Missing as problem:
            pytest.fail(str(problem), pytrace=False)
        yield server
