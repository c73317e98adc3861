# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""The demo can run in the tests' environment, because that has everything in the demo's requirements."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


def requirements(path: str) -> set[str]:
    lines = (ROOT / path).read_text(encoding="utf-8").splitlines()
    return {line for line in lines if not line.startswith("#")}


def test_tests_have_what_the_demo_needs() -> None:
    assert requirements("demo/requirements.txt") < requirements("tests/requirements.txt")
