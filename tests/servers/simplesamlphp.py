# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""A running SimpleSAMLphp, from Debian's package, with one person, one service provider and its own keys."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import requests

from servers.downloads import Missing, program
from servers.keys import Key
from servers.process import free_port, serving

_PACKAGE = Path("/usr/share/simplesamlphp")
_EXTENSIONS = {"dom", "mbstring"}
_CONFIG = """<?php
$config = [
    'baseurlpath' => '{url}/',
    'certdir' => '{folder}/',
    'loggingdir' => '{folder}/',
    'datadir' => '{folder}/',
    'tempdir' => '{folder}/',
    'metadatadir' => '{folder}/metadata/',
    'metadata.sources' => [['type' => 'flatfile', 'directory' => '{folder}/metadata/']],
    'session.phpsession.savepath' => '{folder}/',
    'session.cookie.secure' => false,
    'store.type' => 'phpsession',
    'logging.handler' => 'errorlog',
    'secretsalt' => 'the-salt-of-a-test',
    'auth.adminpassword' => 'the-password-of-a-test',
    'timezone' => 'UTC',
    'enable.saml20-idp' => true,
    'module.enable' => ['core' => true, 'exampleauth' => true, 'saml' => true],
];
"""
_AUTHSOURCES = """<?php
$config = ['example-userpass' => ['exampleauth:UserPass', 'ada:pass-of-ada' => ['mail' => ['ada@example.com']]]];
"""
_EMAIL = "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress"


@dataclass(frozen=True)
class SimpleSamlPhp:
    """A running SimpleSAMLphp: its URL, and the files that its administrator writes."""

    url: str
    folder: Path

    def signs_with(self, key: Key, coming: Key | None = None) -> None:
        """Sign with this key, and also publish the next one."""
        keys = {"": key} | ({"new_": coming} if coming else {})
        lines = [f"'host' => '__DEFAULT__', 'auth' => 'example-userpass', 'NameIDFormat' => '{_EMAIL}',"]
        for prefix, one in keys.items():
            one.write(self.folder)
            lines.append(f"'{prefix}privatekey' => '{one.name}.key', '{prefix}certificate' => '{one.name}.crt',")
        lines.append(
            f"'authproc' => [3 => ['class' => 'saml:AttributeNameID', 'attribute' => 'mail', 'Format' => '{_EMAIL}']],"
        )
        self._write("saml20-idp-hosted", f"{self.url}/idp", "\n".join(lines))

    def knows(self, url: str) -> None:
        """Register SendGrid with this URL."""
        self._write("saml20-sp-remote", url, f"'AssertionConsumerService' => '{url}', 'NameIDFormat' => '{_EMAIL}',")

    def metadata(self) -> str:
        """Its current metadata."""
        answer = requests.get(f"{self.url}/saml2/idp/metadata.php", timeout=60)
        answer.raise_for_status()
        return answer.text

    def _write(self, name: str, entity: str, lines: str) -> None:
        text = f"<?php\n$metadata['{entity}'] = [\n{lines}\n];\n"
        (self.folder / "metadata" / f"{name}.php").write_text(text, encoding="utf-8")


@contextmanager
def running(folder: Path) -> Iterator[SimpleSamlPhp]:
    """Start it, without a key."""
    php, port = program("php", "php-cli"), free_port()
    extensions = subprocess.run([php, "-m"], capture_output=True, text=True, check=True).stdout.split()
    if not _PACKAGE.is_dir() or not set(extensions) >= _EXTENSIONS:
        raise Missing(
            "SimpleSAMLphp is not complete: Debian's packages 'simplesamlphp', 'php-xml' and 'php-mbstring' bring it."
        )
    url = f"http://127.0.0.1:{port}"
    (folder / "metadata").mkdir()
    (folder / "config.php").write_text(_CONFIG.format(url=url, folder=folder), encoding="utf-8")
    (folder / "authsources.php").write_text(_AUTHSOURCES, encoding="utf-8")
    # With its cache on, PHP would use files as they were up to two seconds ago.
    command = [php, "-d", "opcache.enable=0", "-S", f"127.0.0.1:{port}", "-t", str(_PACKAGE / "www")]
    with serving(command, port, folder / "simplesamlphp.log", {"SIMPLESAMLPHP_CONFIG_DIR": str(folder)}):
        yield SimpleSamlPhp(url, folder)
