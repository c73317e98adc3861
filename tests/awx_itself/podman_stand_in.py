# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Stands in for `podman run`: a virtual environment takes the image's place, and everything else is this machine.

`podman_stand_in.py VENV COLLECTIONS run OPTIONS IMAGE COMMAND`. As in a container, the job's directory is /runner, its
environment has nothing of this machine's, and its home has only what the image contains.
"""

import os
import shlex
import sys
import tempfile
from pathlib import Path

WITH_VALUE = {"--workdir", "-v", "-e", "--env-file", "--name", "--network"}
HOME = "/home-of-the-image"


def options_of(arguments):
    """Return each option with its values, the image, and the command after it."""
    given, rest = {}, list(arguments)
    while rest[0].startswith("-"):
        name, _equals, value = rest.pop(0).partition("=")
        given.setdefault(name, []).append(rest.pop(0) if name in WITH_VALUE else value)
    return given, rest[0], rest[1:]


def bind(source, target):
    return f"mkdir -p {shlex.quote(target)} && mount --rbind {shlex.quote(source)} {shlex.quote(target)}"


def root_of(folder, volumes):
    """Return the shell commands that create the container's file system, in a mount namespace that ends with it."""
    lines = [f"mount -t tmpfs tmpfs {folder}"]
    for path in sorted(Path("/").iterdir()):
        if path.is_symlink():
            lines.append(f"ln -s {os.readlink(path)} {folder}{path}")
        elif path.is_dir():
            lines.append(bind(str(path), f"{folder}{path}"))
    # /runner/artifacts is inside /runner, so the outer one is mounted first.
    for source, target in sorted((one.split(":")[:2] for one in volumes), key=lambda pair: pair[1]):
        lines.append(bind(source, f"{folder}{target}"))
    return lines


def environment_of(venv, image, options):
    variables = {"PATH": f"{venv}/bin:/usr/bin:/bin:/usr/sbin:/sbin", "LC_ALL": "C.UTF-8"}
    if "control-plane" in image:
        # AWX's own playbook for updating projects has conditions that ansible-core 2.19 and later refuse.
        variables["ANSIBLE_ALLOW_BROKEN_CONDITIONALS"] = "true"
    lines = [line for path in options.get("--env-file", []) for line in Path(path).read_text().splitlines()]
    for line in lines + options.get("-e", []):
        name, _equals, value = line.partition("=")
        variables[name] = value
    return variables | {"HOME": HOME}


def main():
    venv, collections, command, *arguments = sys.argv[1:]
    if command != "run":
        return  # nothing is kept, so there is nothing to clean up
    options, image, inner = options_of(arguments)
    folder = tempfile.mkdtemp(prefix="root_")
    script = [*root_of(folder, options.get("-v", [])), bind(collections, f"{folder}{HOME}/.ansible/collections")]
    inside = f"cd {shlex.quote(options['--workdir'][-1])} && exec {shlex.join(inner)}"
    script.append(f"exec chroot {folder} sh -c {shlex.quote(inside)}")
    flags = ["--mount"] if os.getuid() == 0 else ["--mount", "--map-root-user"]
    os.execvpe("unshare", ["unshare", *flags, "sh", "-c", " && ".join(script)], environment_of(venv, image, options))


main()
