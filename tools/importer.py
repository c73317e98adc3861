# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Builds the tarball and runs galaxy-importer on it, the program with which Galaxy and Automation Hub check an upload.

Warnings are failures, too. Run it with the Python of the importer's environment.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path

from collection_tree import build
from own_programs import with_own_programs

COMPLAINT = re.compile(r"(WARNING|ERROR|CRITICAL): |Traceback \(most recent call last\)")
# The importer's own message, without which it did not really run.
DONE = "Importer processing completed successfully"


def environment(folder: Path) -> dict[str, str]:
    """The environment with the importer's own tools and nobody's settings; ansible-test is left to `make lint`."""
    result = with_own_programs("ANSIBLE_", "GALAXY_IMPORTER_")
    result["GALAXY_IMPORTER_RUN_ANSIBLE_TEST"] = "false"
    result["GALAXY_IMPORTER_ANSIBLE_LOCAL_TMP"] = str(folder / "tmp")
    result["NO_COLOR"] = "1"
    return result


def is_accepted(output: str, status: int) -> bool:
    """Whether the importer finished without complaints."""
    return status == 0 and DONE in output and not any(map(COMPLAINT.match, output.splitlines()))


def main() -> int:
    """Import the tarball of these sources."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        done = subprocess.run(
            [sys.executable, "-m", "galaxy_importer.main", str(build(folder))],
            cwd=folder,
            env=environment(folder),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
    print(done.stdout, end="")
    if not is_accepted(done.stdout, done.returncode):
        print("galaxy-importer has something to say: see above.")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
