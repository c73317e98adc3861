# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""AWX's services below a temporary folder: PostgreSQL, Redis, receptor, and AWX's programs. All end with the block."""

from __future__ import annotations

import getpass
import hashlib
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from functional.harness.running import ROOT
from servers.process import started, wait

HERE = Path(__file__).parent
RECEPTOR = """\
- node: {id: test, datadir: FOLDER/receptor}
- local-only:
- log-level: warning
- control-service: {service: control, filename: FOLDER/receptor.sock}
- work-command: {worktype: local, command: ansible-runner, params: worker, allowruntimeparams: true}
- work-command: {worktype: ansible-runner, command: ansible-runner, params: worker, allowruntimeparams: true}
"""


def awx_source() -> Path:
    """The checkout of AWX."""
    return Path(os.environ["AWX_SOURCE"])


def awx_python() -> Path:
    """A Python with AWX's requirements."""
    return Path(os.environ["AWX_PYTHON"])


def postgres_programs() -> Path | None:
    """The folder of PostgreSQL's server, which Debian does not put in the PATH."""
    found = shutil.which("initdb")
    folders = [Path(found).resolve().parent] if found else sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    return folders[-1] if folders else None


def missing() -> list[str]:
    """What this machine lacks to run jobs, besides AWX itself."""
    programs = {"redis-server": "Redis", "unshare": "util-linux", "git": "git"}
    lacking = [f"{name} ({owner})" for name, owner in programs.items() if not shutil.which(name)]
    if not postgres_programs():
        lacking.append("initdb (PostgreSQL)")
    if not receptor():
        lacking.append("receptor (github.com/ansible/receptor, in the PATH or as AWX_RECEPTOR)")
    namespace = ["unshare", "--mount"] + ["--map-root-user"] * bool(os.getuid())
    if shutil.which("unshare") and subprocess.run([*namespace, "true"], check=False, capture_output=True).returncode:
        lacking.append("the right to unshare mounts")
    return lacking


def receptor() -> str | None:
    """The program that transports AWX's jobs."""
    return shutil.which(os.environ.get("AWX_RECEPTOR", "receptor"))


@dataclass
class Services:
    """All running services, and their folder."""

    folder: Path
    collections: Path
    stack: ExitStack = field(repr=False)
    port: int = 0

    def start(self) -> None:
        """Start everything, in order of dependencies."""
        self.folder.chmod(0o755)  # PostgreSQL does not run as root
        for name in ("postgres", "projects", "job_status", "jobs", "bin", "receptor"):
            (self.folder / name).mkdir()
        self._lay_out_programs()
        self._postgres()
        redis = ["redis-server", "--port", "0", "--unixsocket", f"{self.folder}/redis.sock", "--save", ""]
        self._run("redis", redis, (self.folder / "redis.sock").exists)
        self._database()
        carrier = [receptor() or "", "--config", f"{self.folder}/receptor.conf"]
        self._run("receptor", carrier, (self.folder / "receptor.sock").exists)
        for command in ("run_dispatcher", "run_callback_receiver"):
            self._run(command, self._program(command))
        self._run("serve", self._program("serve"), (self.folder / "port").exists)
        self.port = int((self.folder / "port").read_text(encoding="utf-8"))

    def _lay_out_programs(self) -> None:
        configuration = RECEPTOR.replace("FOLDER", str(self.folder))
        (self.folder / "receptor.conf").write_text(configuration, encoding="utf-8")
        podman = self.folder / "bin" / "podman"
        stand_in = shlex.join([sys.executable, str(HERE / "podman_stand_in.py"), sys.prefix, str(self.collections)])
        podman.write_text(f'#!/bin/sh\nexec {stand_in} "$@"\n', encoding="utf-8")
        podman.chmod(0o755)

    def _postgres(self) -> None:
        programs = postgres_programs()
        assert programs
        data, user = self.folder / "data", "postgres" if os.getuid() == 0 else getpass.getuser()
        data.mkdir()
        before = []
        if os.getuid() == 0:
            for path in (data, self.folder / "postgres"):
                shutil.chown(path, user)
            before = ["runuser", "-u", user, "--"]
        create = [programs / "initdb", "-D", data, "-A", "trust", "-U", "postgres", "-N"]
        subprocess.run([*before, *map(str, create)], check=True, capture_output=True)
        server = [str(programs / "postgres"), "-D", str(data), "-k", f"{self.folder}/postgres"]
        server += ["-c", "listen_addresses=", "-c", "fsync=off"]
        self._run("postgres", [*before, *server], lambda: self._sql("pg_isready", check=False).returncode == 0)

    def _database(self) -> None:
        """Create AWX's tables. Its migrations take minutes, so their result is kept for later runs."""
        made_by = [HERE / name for name in ("awx_program.py", "common_settings.py", "running_settings.py")]
        made_by += sorted(awx_source().glob("awx/*/migrations/*.py"))
        digest = hashlib.sha256(b"".join(path.read_bytes() for path in made_by)).hexdigest()[:16]
        kept = ROOT / ".cache" / f"awx-{digest}.sql"
        if kept.is_file():
            self._sql("psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-f", str(kept))
            return
        print("AWX makes its database, once: a few minutes.", flush=True)
        self.manage("migrate", "-v0")
        self.manage("prepare")
        kept.parent.mkdir(exist_ok=True)
        self._sql("pg_dump", "-f", f"{kept}.new")
        Path(f"{kept}.new").replace(kept)

    def _sql(self, program: str, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[bytes]:
        command = [f"{postgres_programs()}/{program}", "-h", f"{self.folder}/postgres", "-U", "postgres", *arguments]
        return subprocess.run(command, check=check, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def everything_kept(self) -> str:
        """AWX's whole database as text."""
        self._sql("pg_dump", "-f", f"{self.folder}/dump.sql")
        return (self.folder / "dump.sql").read_text(encoding="utf-8")

    def manage(self, *command: str) -> None:
        """Run one of AWX's commands, and wait until it ends."""
        done = subprocess.run(
            self._program(*command),
            env=os.environ | self._environment(),
            check=False,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        if done.returncode:
            raise RuntimeError(done.stdout)

    def _program(self, *command: str) -> list[str]:
        return [str(awx_python()), str(HERE / "awx_program.py"), *command]

    def _environment(self) -> dict[str, str]:
        path = [str(self.folder / "bin"), str(awx_python().parent), os.environ["PATH"]]
        return {
            "AWX_FOLDER": str(self.folder),
            "DJANGO_SETTINGS_MODULE": "running_settings",
            "PYTHONPATH": os.pathsep.join([str(HERE), str(awx_source())]),
            "PATH": os.pathsep.join(path),
            "TMPDIR": str(self.folder / "receptor"),  # receptor keeps its work there
        }

    def _run(self, name: str, command: list[str], ready: Callable[[], bool] = lambda: True) -> None:
        """Start a program that is stopped, with everything that it started, when the stack is closed."""
        log = self.folder / f"{name}.log"
        wait(self.stack.enter_context(started(command, log, self._environment())), ready, log)


@contextmanager
def running(collections: Path) -> Iterator[Services]:
    """AWX with all its services, until the block ends."""
    with TemporaryDirectory(prefix="awx_") as folder, ExitStack() as stack:
        services = Services(Path(folder), collections, stack)
        services.start()
        yield services
