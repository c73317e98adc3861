# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""If a machine lacks something, the test fails with a sentence about it, and is not skipped."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest

from servers import keycloak, samlidp, simplesamlphp
from servers.downloads import Missing
from servers.keys import a_key


def crewjam(folder: Path) -> AbstractContextManager[Any]:
    return samlidp.running(folder, a_key("crewjam"))


@pytest.mark.parametrize(
    ("running", "program"), [(keycloak.running, "java"), (simplesamlphp.running, "php"), (crewjam, "go")]
)
def test_a_missing_program(running: Any, program: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with (
        pytest.raises(Missing, match=f"^{program} is missing: Debian's package '[a-z-]+' brings it\\.$"),
        running(tmp_path),
    ):
        pass
