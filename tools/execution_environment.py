# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Writes the build context of the example's execution environment, with the collection built from these sources.

The example installs the published collection. Before a release, the tarball that would be published is tested.

Run it with the Python of an environment that has tests/requirements.txt.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import yaml
from collection_tree import CACHE, ROOT, build

EXAMPLE = ROOT / "examples" / "execution-environment" / "execution-environment.yml"
CONTEXT = CACHE / "execution-environment"
# ansible-builder copies such files to this folder in the stage that installs collections.
IN_IMAGE = Path("/build", "collection")


def with_tarball(definition: dict[str, Any], tarball: Path) -> dict[str, Any]:
    """The example's definition, with the tarball in place of the published collection."""
    collection = {"name": str(IN_IMAGE / tarball.name), "type": "file"}
    dependencies = {**definition["dependencies"], "galaxy": {"collections": [collection]}}
    files = [*definition.get("additional_build_files", []), {"src": str(tarball), "dest": IN_IMAGE.name}]
    return {**definition, "dependencies": dependencies, "additional_build_files": files}


def main() -> int:
    """Write the context, and print its path."""
    definition = yaml.safe_load(EXAMPLE.read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        changed = Path(folder) / EXAMPLE.name
        changed.write_text(yaml.safe_dump(with_tarball(definition, build(Path(folder)))), encoding="utf-8")
        command = [str(Path(sys.executable).parent / "ansible-builder"), "create"]
        status = subprocess.run(
            [*command, "-f", str(changed), "-c", str(CONTEXT), "--output-filename", "Containerfile"], check=False
        ).returncode
    if status == 0:
        print(f"docker build --file {CONTEXT.relative_to(ROOT)}/Containerfile {CONTEXT.relative_to(ROOT)}")
    return status


if __name__ == "__main__":
    sys.exit(main())
