# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Downloads the servers and a collection from public packages, once: they are kept below .cache/."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
KEPT = ROOT / ".cache" / "servers"
KEYCLOAK = "26.7.3"
SCIM2_SERVER = "0.8.3"
ANSIBLE = "12.3.0"  # contains community.general 11.4.2
_JAVA = 17
_ERRORS = ("ERROR", "[ERROR]", "E:")
_LONGEST_REASON = 300
_COPY = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy"


class Missing(Exception):
    """What this machine lacks, and which package provides it, in one sentence."""


def program(name: str, package: str) -> str:
    """The path of a program."""
    found = shutil.which(name)
    if not found:
        raise Missing(f"{name} is missing: Debian's package '{package}' brings it.")
    return found


def keycloak() -> Path:
    """Keycloak's folder, downloaded from Maven Central."""
    _check_java()
    return _kept(f"keycloak-{KEYCLOAK}", _get_keycloak)


def openldap() -> Path:
    """A folder with slapd, ldapmodify and python-ldap in usr/, from Debian packages that need not be installed."""
    return _kept("openldap", _get_openldap)


def scim2_server() -> Path:
    """A folder with scim2-server and its libraries, for this Python."""
    return _kept(f"scim2-server-{SCIM2_SERVER}-{sys.implementation.cache_tag}", _get_scim2_server)


def community_general() -> Path:
    """A folder of collections with community.general, from the Python package ansible."""
    return _kept(f"ansible-{ANSIBLE}", _get_community_general)


def _kept(name: str, get: Callable[[Path], None]) -> Path:
    """The folder downloaded earlier, or now: it is either complete or does not exist."""
    wanted = KEPT / name
    if not wanted.exists():
        KEPT.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=KEPT, prefix=".getting-") as folder:
            get(Path(folder))
            Path(folder, "whole").rename(wanted)
    return wanted


def _check_java() -> None:
    done = _run([program("java", "default-jre-headless"), "-version"], "java does not run")
    version = re.search(r'version "(?:1\.)?(\d+)', done.stderr)
    if version is None or int(version[1]) < _JAVA:
        raise Missing(f"Keycloak {KEYCLOAK} needs Java {_JAVA} or newer: Debian's 'default-jre-headless' brings it.")


def _get_keycloak(folder: Path) -> None:
    artifact = f"org.keycloak:keycloak-quarkus-dist:{KEYCLOAK}:tar.gz"
    maven = [program("mvn", "maven"), "--quiet", "--batch-mode", "-Dstyle.color=never", _COPY]
    _run([*maven, f"-Dartifact={artifact}", f"-DoutputDirectory={folder}"], f"Maven cannot get {artifact}")
    with tarfile.open(next(folder.glob("*.tar.gz"))) as archive:
        # The Python of Debian 12, to which its python3-ldap belongs, may not have this filter.
        archive.extraction_filter = getattr(tarfile, "data_filter", lambda member, _path: member)
        archive.extractall(folder)
    (folder / f"keycloak-{KEYCLOAK}").rename(folder / "whole")


def _get_openldap(folder: Path) -> None:
    """Unpack the packages, and their dependencies that are not installed."""
    wanted = ["slapd", "ldap-utils", "python3-ldap"]
    apt = program("apt-get", "apt")
    failed = f"apt-get cannot get {', '.join(wanted)} ('apt-get update' may help)"
    planned = _run([apt, "install", "--simulate", "--no-install-recommends", *wanted], failed).stdout
    names = sorted({*wanted, *re.findall(r"^Inst (\S+)", planned, re.MULTILINE)})
    _run([apt, "download", *names], failed, folder)
    for package in folder.glob("*.deb"):
        _run([program("dpkg-deb", "dpkg"), "--extract", str(package), str(folder / "whole")], "dpkg-deb fails")


def _get_scim2_server(folder: Path) -> None:
    _pip("install", f"scim2-server=={SCIM2_SERVER}", "--target", str(folder / "whole"))


def _get_community_general(folder: Path) -> None:
    _pip("download", f"ansible=={ANSIBLE}", "--no-deps", "--dest", str(folder))
    wanted = "ansible_collections/community/general/"
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as archive:
        archive.extractall(folder / "whole", [name for name in archive.namelist() if name.startswith(wanted)])


def _pip(action: str, package: str, *options: str) -> None:
    pip = [sys.executable, "-m", "pip", action, "--quiet", "--disable-pip-version-check", *options, package]
    _run(pip, f"pip cannot get {package}")


def _run(command: list[str], failed: str, folder: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run a program. If it fails, its first error message becomes the reason."""
    environment = os.environ | {"LC_ALL": "C.UTF-8"}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        said = [line.strip() for line in (done.stdout + done.stderr).splitlines()]
        why = next(
            (line for line in said if line.startswith(_ERRORS) and " " in line), f"exit status {done.returncode}"
        )
        raise Missing(f"{failed}: {why[:_LONGEST_REASON]}")
    return done
