# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Checks a document's requirements.yml against ansible-galaxy's rules and against this collection."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from functional.examples import yaml_text
from functional.examples.collecting import Block
from functional.harness.running import ROOT

_OWN = "community.sendgrid"
_KEYS = {"name", "version", "source", "type", "signatures"}


def requirement_problems(block: Block, folder: Path, collections: Path) -> Iterator[str]:
    """What ansible-galaxy would not accept. Offline, it accepts what is already installed, which is this collection."""
    entries = yaml_text.read(block.text).get("collections", [])
    for entry in entries:
        if set(entry) - _KEYS or not re.fullmatch(r"[a-z0-9_]+\.[a-z0-9_]+", entry.get("name", "")):
            yield f"{block.where}: ansible-galaxy knows no requirement such as {entry}"
            return
    own = [entry for entry in entries if entry["name"] == _OWN]
    file = folder / "own-requirements.yml"
    file.write_text(yaml_text.write({"collections": own}), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "ansible", "galaxy", "collection", "install", "--offline", "-r", str(file)],
        env=os.environ
        | {"ANSIBLE_CONFIG": str(ROOT / "tools" / "ansible.cfg"), "ANSIBLE_COLLECTIONS_PATH": str(collections)},
        cwd=folder,
        capture_output=True,
        check=False,
        text=True,
    )
    if done.returncode or "Nothing to do" not in done.stdout:
        yield f"{block.where}: {done.stdout}{done.stderr}"
