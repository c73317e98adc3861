# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""An import passes only if galaxy-importer succeeds without complaints and says so."""

from __future__ import annotations

import pytest
from importer import DONE, is_accepted

CLEAN = f"Importing with galaxy-importer 1.0\n{DONE}\n"


@pytest.mark.parametrize(
    ("output", "status", "accepted"),
    [
        pytest.param(CLEAN, 0, True, id="clean"),
        pytest.param("Loading role warning_error\n" + CLEAN, 0, True, id="a name that sounds like trouble"),
        pytest.param("WARNING: no changelog\n" + CLEAN, 0, False, id="a warning"),
        pytest.param("ERROR: something\n" + CLEAN, 0, False, id="an error"),
        pytest.param("Importing with galaxy-importer 1.0\n", 0, False, id="it stopped"),
        pytest.param(CLEAN, 1, False, id="its status"),
    ],
)
def test_verdict(output: str, status: int, accepted: bool) -> None:
    assert is_accepted(output, status) is accepted
