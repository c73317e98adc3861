# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""What examples assume: the account and the folder of a reader who follows a document."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from functional.by_name import a_certificate
from functional.role.identity_provider import ENTITY_ID, SIGNIN_URL, metadata

_GUIDES = "docs/docsite/rst"
# These documents explain how to begin, so people still have passwords and SSO is not set up. All others start with an
# account that is in use.
FIRST_STEPS = {
    "README.md",
    f"{_GUIDES}/guide_adfs.rst",
    f"{_GUIDES}/guide_entra.rst",
    f"{_GUIDES}/guide_google.rst",
    f"{_GUIDES}/guide_keycloak.rst",
    f"{_GUIDES}/guide_okta.rst",
    f"{_GUIDES}/guide_setup.rst",
    f"{_GUIDES}/guide_try.rst",
    "plugins/modules/sendgrid_sso_integration.py",
    "roles/sso/README.md",
}
# What people who launch an AWX job answer to its survey.
SURVEY_ANSWERS = {f"{_GUIDES}/guide_awx.rst": {"sso_offboard": "katherine@example.com"}}
# These documents refer to a folder of the repository, so the reader works in a copy of it, with these accounts.
ACCOUNTS = {"examples/many-accounts/README.md": ["brand-a", "brand-b", "brand-c"]}
# These documents refer to a clone of the repository.
IN_A_CLONE = {"CONTRIBUTING.md"}

_SUBUSERS = [{"username": "news"}, {"username": "shop"}]
_WITH_PASSWORD = [
    {"email": "john@example.com", "first_name": "John", "last_name": "Doe", "scopes": ["mail.send"], "is_sso": False},
    {"email": "hedy@example.com", "first_name": "Hedy", "last_name": "Lamarr", "persona": "marketer", "is_sso": False},
]
_WITH_SSO = [
    {"email": "emergency@example.com", "first_name": "Emma", "last_name": "Gency", "is_admin": True},
    {"email": "katherine@example.com", "first_name": "Katherine", "last_name": "Johnson", "persona": "observer"},
]
_INTEGRATION = {"name": "Okta", "entity_id": ENTITY_ID, "signin_url": SIGNIN_URL}
_INVENTORY = "archive ansible_connection=local ansible_python_interpreter={{ansible_playbook_python}}\n"


def make_certificates() -> dict[str, str]:
    """The identity provider's certificate, and its successor."""
    return {"present": a_certificate(200), "new": a_certificate(300)}


def seed_of(path: str, key: str, certificates: dict[str, str]) -> dict[str, Any]:
    """The seed of the account in which a document's reader works."""
    bare = {
        "keys": [{"key": key}],
        "subusers": _SUBUSERS,
        "teammates": _WITH_PASSWORD,
        "settings": {"global_usernames": False},  # independent of other tests' accounts
    }
    if path in FIRST_STEPS:
        return bare
    return bare | {
        "teammates": [*_WITH_PASSWORD, *_WITH_SSO],
        "pending": [{"email": "zoe@example.com", "scopes": ["mail.send"]}],
        "integrations": [_INTEGRATION | {"completed_integration": True}],
        "certificates": [{"public_certificate": certificates["present"]}],
    }


def files_for(text: str, certificates: dict[str, str]) -> dict[str, str]:
    """The files that a document's reader has: some always, the identity provider's under the document's names."""
    files = {
        "hosts": _INVENTORY,
        "machine/etc/ssl/certs/ca-certificates.crt": certificates["present"],
        "leavers.txt": "katherine@example.com\n",
        "sso-variables.yml": json.dumps({"sso_integration": _INTEGRATION, "sso_roster": {"teammates": _WITH_SSO}}),
    }
    for name in re.findall(r"\bsso_export_path=([\w.-]+)", text):
        files.pop(name, None)  # an export replaces only exports
    for name in re.findall(r"[\w-]+\.pem\b", text):
        files[name] = certificates["new" if "new" in name else "present"]
    for name in re.findall(r"[\w-]+\.xml\b", text):
        files[name] = metadata(certificates["present"])
    return files


def moved_into(folder: Path, text: str) -> str:
    """The text with absolute paths moved below this folder, so that examples change nothing else on the machine."""
    return re.sub(r"(?<![\w./:~}-])/(?=(?:etc|opt|srv|tmp|var|runner)/)", f"{folder}/", text)
