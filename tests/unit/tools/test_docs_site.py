# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Readers can find every guide: on our own site, and on Ansible's site with all collections."""

from __future__ import annotations

import re
import zlib
from pathlib import Path

import docs_site
import pytest
import yaml
from collection_tree import ROOT

GUIDES = {path.stem: path.read_text(encoding="utf-8") for path in (ROOT / "docs" / "docsite" / "rst").glob("*.rst")}
LABEL = "ansible_collections.community.sendgrid.docsite."


def test_every_guide_is_listed_for_the_site_of_all_collections() -> None:
    listed = yaml.safe_load((ROOT / "docs" / "docsite" / "extra-docs.yml").read_text(encoding="utf-8"))
    assert sorted(guide for section in listed["sections"] for guide in section["toctree"]) == sorted(GUIDES)


def test_every_guide_module_and_filter_is_in_the_bar_at_the_side_of_our_site() -> None:
    index = (docs_site.SETTINGS / "index.rst").read_text(encoding="utf-8")
    entries = set(re.findall(r"^   .* <(\S+)>$", index, re.MULTILINE))
    modules = {f"{path.stem}_module" for path in (ROOT / "plugins" / "modules").glob("*.py")}
    filters = {f"{path.stem}_filter" for path in (ROOT / "plugins" / "filter").glob("*.py")}
    assert {f"docsite/{guide}" for guide in GUIDES} | modules | filters <= entries


def test_every_guide_has_its_label_and_every_failure_code_has_a_section() -> None:
    for name, text in GUIDES.items():
        assert f".. _{LABEL}{name}:" in text
    codes = docs_site.failure_codes()
    assert len(codes) == 11
    assert [code for code in codes if f"\n{code}\n{'-' * len(code)}\n" not in GUIDES["guide_troubleshooting"]] == []


def test_the_inventory_says_where_labels_of_ansible_are() -> None:
    *header, rows = docs_site.inventory({"some_label": "some/page.html"}).split(b"\n", 4)
    assert header[0] == b"# Sphinx inventory version 2"
    assert zlib.decompress(rows) == b"some_label std:label -1 some/page.html#some-label -\n"


def test_each_failure_code_has_an_address_of_its_own(tmp_path: Path) -> None:
    guide = tmp_path / docs_site.TROUBLESHOOTING
    guide.parent.mkdir()
    guide.write_text("".join(f'<section id="{code.replace("_", "-")}">' for code in docs_site.failure_codes()))
    docs_site.write_code_pages(tmp_path)
    assert sorted(path.name for path in (tmp_path / "codes").iterdir()) == sorted(docs_site.failure_codes())
    page = (tmp_path / "codes" / "not_found" / "index.html").read_text(encoding="utf-8")
    (target,) = re.findall(r"url=([^#]+)#not-found\"", page)
    assert (tmp_path / "codes" / "not_found" / target).resolve() == guide


def test_a_failure_code_without_a_section_is_an_error(tmp_path: Path) -> None:
    guide = tmp_path / docs_site.TROUBLESHOOTING
    guide.parent.mkdir()
    guide.write_text("<section>")
    with pytest.raises(LookupError, match=docs_site.failure_codes()[0]):
        docs_site.write_code_pages(tmp_path)
