# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""The tested image is the example's, with the collection built from these sources."""

from __future__ import annotations

from pathlib import Path

from execution_environment import with_tarball

EXAMPLE = {"version": 3, "dependencies": {"ansible_core": {"package_pip": "x"}, "galaxy": {"collections": ["other"]}}}


def test_only_the_collection_comes_from_elsewhere() -> None:
    changed = with_tarball(EXAMPLE, Path("/tmp/community-sendgrid-1.0.0.tar.gz"))

    assert changed["version"] == 3
    assert changed["dependencies"] == {
        "ansible_core": {"package_pip": "x"},
        "galaxy": {"collections": [{"name": "/build/collection/community-sendgrid-1.0.0.tar.gz", "type": "file"}]},
    }
    assert changed["additional_build_files"] == [{"src": "/tmp/community-sendgrid-1.0.0.tar.gz", "dest": "collection"}]
    assert EXAMPLE["dependencies"]["galaxy"] == {"collections": ["other"]}
