# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Makes the repository importable as `ansible_collections.community.sendgrid`, wherever the clone lies."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
IMPORT_ROOT = ROOT / ".cache" / "import"


def link_collection() -> None:
    """Put a link to the repository where Python looks for the collection."""
    link = IMPORT_ROOT / "ansible_collections" / "community" / "sendgrid"
    link.parent.mkdir(parents=True, exist_ok=True)
    if link.is_symlink() and link.resolve() != ROOT:  # the clone was moved
        link.unlink(missing_ok=True)
    with contextlib.suppress(FileExistsError):  # another test process was faster
        link.symlink_to(ROOT, target_is_directory=True)
    sys.path.insert(0, str(IMPORT_ROOT))


link_collection()
