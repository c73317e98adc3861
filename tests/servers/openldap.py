# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""A running OpenLDAP with an empty tree, and its administrator."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from servers.downloads import Missing, openldap
from servers.process import free_port, serving

SUFFIX = "dc=example,dc=com"
READER = f"cn=sendgrid-reader,{SUFFIX}"
READER_PASSWORD = "s3cret-of-the-reader"
_ADMIN, _PASSWORD = f"cn=admin,{SUFFIX}", "admin"
# The reader can see people, with memberOf and the attributes that the example requests, and nothing else.
_CONFIG = f"""
include {{root}}/etc/ldap/schema/core.schema
include {{root}}/etc/ldap/schema/cosine.schema
include {{root}}/etc/ldap/schema/inetorgperson.schema
attributetype ( 2.16.840.1.113730.3.1.610 NAME 'nsAccountLock' EQUALITY caseIgnoreMatch
  SYNTAX 1.3.6.1.4.1.1466.115.121.1.15 SINGLE-VALUE )
objectclass ( 1.3.6.1.4.1.32473.1 NAME 'lockable' SUP top AUXILIARY MAY nsAccountLock )
modulepath {{root}}/usr/lib/ldap
moduleload back_mdb
moduleload memberof
pidfile {{folder}}/slapd.pid
database mdb
suffix "{SUFFIX}"
rootdn "{_ADMIN}"
rootpw {_PASSWORD}
directory {{folder}}/data
overlay memberof
access to attrs=userPassword by anonymous auth
access to dn.subtree="ou=people,{SUFFIX}"
  attrs=entry,children,objectClass,memberOf,mail,givenName,sn,nsAccountLock by dn.exact="{READER}" read
"""
_TREE = f"""
dn: {SUFFIX}
objectClass: domain
dc: example

dn: ou=people,{SUFFIX}
objectClass: organizationalUnit

dn: ou=groups,{SUFFIX}
objectClass: organizationalUnit

dn: {READER}
objectClass: organizationalRole
objectClass: simpleSecurityObject
userPassword: {READER_PASSWORD}
"""


def settings() -> dict[str, str]:
    """The environment in which programs and python-ldap find their libraries, wherever they are unpacked."""
    usr = openldap() / "usr"
    libraries = ":".join(str(folder) for folder in (usr / "lib").glob("*-linux-*"))
    return {"LD_LIBRARY_PATH": libraries, "PYTHONPATH": str(usr / "lib" / "python3" / "dist-packages")}


def _check_python_ldap() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import ldap"], env=os.environ | settings(), capture_output=True, check=False
    )
    if done.returncode:
        raise Missing(
            f"Debian's package 'python3-ldap' is not for {sys.executable}: run make with PYTHON=/usr/bin/python3."
        )


@dataclass(frozen=True)
class OpenLdap:
    """A running OpenLDAP: its URL, and what its administrator does."""

    url: str

    def change(self, ldif: str) -> None:
        """Apply this LDIF, which adds or changes entries."""
        program = str(openldap() / "usr" / "bin" / "ldapmodify")
        command = [program, "-a", "-x", "-H", self.url, "-D", _ADMIN, "-w", _PASSWORD]
        done = subprocess.run(
            command, input=ldif, env=os.environ | settings(), capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise RuntimeError(done.stderr)


@contextmanager
def running(folder: Path) -> Iterator[OpenLdap]:
    """Start slapd, with its database and its log in the folder."""
    _check_python_ldap()
    config, port = folder / "slapd.conf", free_port()
    (folder / "data").mkdir()
    config.write_text(_CONFIG.format(root=openldap(), folder=folder), encoding="utf-8")
    url = f"ldap://127.0.0.1:{port}"
    # -d keeps it in the foreground.
    command = [str(openldap() / "usr" / "sbin" / "slapd"), "-d", "0", "-f", str(config), "-h", url]
    with serving(command, port, folder / "slapd.log", settings()):
        server = OpenLdap(url)
        server.change(_TREE)
        yield server
