# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Builds the documentation site: pages of all plugins and of the role by antsibull-docs, the guides, and an overview.

Each failure code has its own address, such as /codes/refused/, which leads to its section in the troubleshooting guide.
Run it with the Python of the docs environment. Warnings are errors. Nothing is fetched from the network.
"""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
import zlib
from pathlib import Path

import yaml
from collection_tree import CACHE, ROOT, install
from own_programs import with_own_programs

SITE = CACHE / "docs"
SETTINGS = ROOT / "tools" / "sphinx"
TROUBLESHOOTING = "docsite/guide_troubleshooting.html"

# The labels in Ansible's documentation to which ours refers, with their pages. An unknown label fails the build: add it
# here.
ANSIBLE_PAGES = {
    "action_plugins": "plugins/action.html",
    "ansible_collections.ansible.builtin.to_nice_yaml_filter": "collections/ansible/builtin/to_nice_yaml_filter.html",
    "ansible_configuration_settings": "reference_appendices/config.html",
    "common_return_values": "reference_appendices/common_return_values.html",
    "ansible_collections.ansible.builtin.uri_module": "collections/ansible/builtin/uri_module.html",
    "ansible_collections.ansible.builtin.uri_module__return-status": "collections/ansible/builtin/uri_module.html",
    "ansible_collections.community.general.ldap_search_module": "collections/community/general/ldap_search_module.html",
    "ansible_collections.community.general.keycloak_realm_users_info_module": (
        "collections/community/general/keycloak_realm_users_info_module.html"
    ),
    "ansible_collections.azure.azcollection.azure_rm_adgroup_info_module": (
        "collections/azure/azcollection/azure_rm_adgroup_info_module.html"
    ),
}


def inventory(pages: dict[str, str]) -> bytes:
    """The pages as a Sphinx inventory (version 2)."""
    header = "# Sphinx inventory version 2\n# Project: Ansible\n# Version: latest\n"
    header += "# The remainder of this file is compressed using zlib.\n"
    rows = "".join(f"{label} std:label -1 {page}#{label.replace('_', '-')} -\n" for label, page in pages.items())
    return header.encode() + zlib.compress(rows.encode())


def environment(collections: Path) -> dict[str, str]:
    """The environment with this Python's programs first, and without anybody's Ansible settings."""
    result = with_own_programs("ANSIBLE_")
    result["ANSIBLE_CONFIG"] = str(ROOT / "tools" / "ansible.cfg")
    result["ANSIBLE_HOME"] = str(CACHE / "ansible-home")
    result["ANSIBLE_COLLECTIONS_PATH"] = str(collections)
    return result


def lay_out(pages: Path, settings: dict[str, str]) -> None:
    """Create the sources of all pages; antsibull-docs writes those of plugins and of the role."""
    shutil.rmtree(SITE, ignore_errors=True)
    pages.mkdir(parents=True, mode=0o755)
    config = str(SETTINGS / "antsibull-docs.cfg")
    command = ["antsibull-docs", "--config-file", config, "collection", "--use-current", "--squash-hierarchy"]
    command += ["--fail-on-error", "--dest-dir", str(pages), "community.sendgrid"]
    subprocess.run(command, check=True, env=settings, stdout=subprocess.DEVNULL)
    shutil.copy(SETTINGS / "index.rst", pages / "index.rst")
    (pages / "ansible.inv").write_bytes(inventory(ANSIBLE_PAGES))


def build(pages: Path, html: Path, settings: dict[str, str]) -> None:
    """Build the HTML pages."""
    version = yaml.safe_load((ROOT / "galaxy.yml").read_text(encoding="utf-8"))["version"]
    command = ["sphinx-build", "-b", "html", "-c", str(SETTINGS), "-d", str(SITE / "doctrees"), "-j", "2"]
    command += ["-D", f"version={version}", "-D", f"release={version}", "-W", "--keep-going", "--quiet"]
    subprocess.run([*command, str(pages), str(html)], check=True, env=settings)


def failure_codes() -> list[str]:
    """All values of failure.code."""
    errors = (ROOT / "plugins" / "module_utils" / "_core" / "errors.py").read_text(encoding="utf-8")
    return re.findall(r'^[A-Z_]+ = "([a-z_]+)"$', errors, re.MULTILINE)


def code_page(code: str) -> str:
    """A page at codes/CODE/ that redirects to the code's section in the troubleshooting guide."""
    target = f"../../{TROUBLESHOOTING}#{code.replace('_', '-')}"
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<meta charset="utf-8">\n<title>{code}</title>\n'
        f'<meta http-equiv="refresh" content="0; url={target}">\n'
        f'<p>See <a href="{target}">what the failure code {code} means, and what to do</a>.</p>\n</html>\n'
    )


def write_code_pages(html: Path) -> None:
    """Create an address for each failure code; raise LookupError for a code without a section to lead to."""
    guide = (html / TROUBLESHOOTING).read_text(encoding="utf-8")
    for code in failure_codes():
        if f'id="{code.replace("_", "-")}"' not in guide:
            raise LookupError(f"The troubleshooting guide has no section about the failure code {code}.")
        page = html / "codes" / code / "index.html"
        page.parent.mkdir(parents=True)
        page.write_text(code_page(code), encoding="utf-8")


def how_to_open(html: Path) -> str:
    """The command to run and the URL to open: browsers show excerpts in search results only for pages from a server."""
    return (
        f"The documentation is built. To read it, run\n\n"
        f"  python3 -m http.server --bind 127.0.0.1 --directory {shlex.quote(str(html))} 8000\n\n"
        f"and open http://127.0.0.1:8000/"
    )


def main() -> int:
    """Build the site, and print how to open it."""
    pages, html = SITE / "rst", SITE / "html"
    try:
        settings = environment(install())
        lay_out(pages, settings)
        build(pages, html, settings)
        write_code_pages(html)
    except subprocess.CalledProcessError as error:
        print(f"The documentation was not built: {error.cmd[0]} failed, see above.", file=sys.stderr)
        return 1
    print(how_to_open(html))
    return 0


if __name__ == "__main__":
    sys.exit(main())
