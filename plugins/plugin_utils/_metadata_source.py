# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""Where the role sso and the doctor read an identity provider's metadata: text, a file, or a URL."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Protocol
from urllib.error import HTTPError, URLError

from ansible.errors import AnsibleError
from ansible.module_utils.urls import open_url

from ._role_texts import VariableError

_SECONDS = 30
_CANNOT_BE_USED = "sso_metadata cannot be used: "


class Files(Protocol):
    """The part of Ansible's DataLoader that is needed: it decrypts files that are encrypted with Ansible Vault."""

    def get_real_file(self, file_path: str) -> str:
        """Return a path where the file can be read, decrypted if necessary."""


class FetchError(VariableError):
    """The source is valid, but could not be read. ``reason`` says why, without the variable's name."""

    def __init__(self, reason: str) -> None:
        super().__init__(_CANNOT_BE_USED + reason)
        self.reason = reason


def document_at(source: str, files: Files) -> str | bytes:
    """Return the metadata; raises ``VariableError``."""
    if "<" in source:
        return source
    name = source.strip()
    if "://" in name:
        scheme = name.split("://", 1)[0].lower()
        if scheme != "https":
            raise VariableError(f"sso_metadata must be fetched by https, not by {scheme}.")
        return _fetched(name)
    # Relative paths start in ansible-playbook's working directory, which the environment's PWD may not match.
    path = os.path.realpath(os.path.expanduser(name.replace("\0", "")))
    if not os.path.isfile(path):
        raise VariableError(f"sso_metadata is neither XML nor a URL, and there is no file {path}.")
    try:
        return Path(files.get_real_file(path)).read_bytes()
    except (AnsibleError, OSError) as problem:
        raise FetchError(_sentence(f"{path} cannot be read: {problem}")) from None


def _fetched(url: str) -> bytes:
    try:
        answer = open_url(
            url,
            follow_redirects="none",
            use_netrc=False,
            timeout=_SECONDS,
            ca_path=os.environ.get("SENDGRID_CA_PATH") or None,
        )
        return bytes(answer.read())
    except HTTPError as problem:
        reason = f"the server answered {problem.code} {problem.reason}"
        if 300 <= problem.code < 400:
            reason += ", and redirects are not followed: give the URL where the document is"
    except URLError as problem:
        reason = str(problem.reason)
    except (OSError, ValueError) as problem:
        reason = str(problem)
    except Exception as problem:  # connection errors that open_url raises have their own classes
        reason = str(problem)
    raise FetchError(_sentence(f"{url} cannot be read: {reason}"))


def _sentence(text: str) -> str:
    return re.sub(r"\[Errno -?\d+\] |\s+", lambda found: " " if found.group().isspace() else "", text).strip(" .") + "."
