# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""The layouts that the tools make: the mirrored tree, and the tarball that users get."""

from __future__ import annotations

import subprocess
import tarfile
from pathlib import Path

import collection_tree
import pytest

# What a user needs. Anything else at the top of the tarball belongs in galaxy.yml's build_ignore, or here.
SHIPPED = {
    "CHANGELOG.rst",
    "FILES.json",
    "LICENSE",
    "MANIFEST.json",
    "README.md",
    "SECURITY.md",
    "changelogs",
    "docs",
    "examples",
    "meta",
    "playbooks",
    "plugins",
    "roles",
    "tests",
}


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A small git repository with a tracked, an untracked and an ignored file."""
    root = tmp_path / "repository"
    subprocess.run(["git", "init", "--quiet", "--template=", str(root)], check=True)
    (root / "folder").mkdir()
    (root / ".gitignore").write_text("ignored\n")
    (root / "ignored").write_text("not a source")
    (root / "folder" / "tracked").write_text("one")
    subprocess.run(["git", "-C", str(root), "add", "."], check=True)
    (root / "untracked").write_text("two")
    return root


def contents(target: Path) -> dict[str, str]:
    """Every file below the target, with its text."""
    return {str(path.relative_to(target)): path.read_text() for path in target.rglob("*") if path.is_file()}


def test_the_mirror_holds_what_git_tracks_or_would_track(repository: Path, tmp_path: Path) -> None:
    target = tmp_path / "tree"
    target.mkdir()

    collection_tree.mirror(repository, target)

    assert contents(target) == {".gitignore": "ignored\n", "folder/tracked": "one", "untracked": "two"}


def test_the_mirror_follows_changes(repository: Path, tmp_path: Path) -> None:
    target = tmp_path / "tree"
    target.mkdir()
    collection_tree.mirror(repository, target)
    (repository / "folder" / "tracked").unlink()
    (repository / "untracked").write_text("three")
    (repository / "untracked").chmod(0o755)

    collection_tree.mirror(repository, target)

    assert contents(target) == {".gitignore": "ignored\n", "untracked": "three"}
    assert (target / "untracked").stat().st_mode & 0o777 == 0o755
    assert not (target / "folder").exists()


def test_the_mirror_keeps_what_tools_wrote_beside_the_sources(repository: Path, tmp_path: Path) -> None:
    target = tmp_path / "tree"
    for name in [".git/config", "tests/output/.tmp/report", "stray"]:
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        (target / name).write_text("written")

    collection_tree.mirror(repository, target)

    assert (target / ".git" / "config").exists()
    assert (target / "tests" / "output" / ".tmp" / "report").exists()
    assert not (target / "stray").exists()


@pytest.mark.parametrize(
    ("path", "patterns", "ignored"),
    [
        ("tools/lint.py", ["tools"], True),
        ("plugins/tools/x.py", ["tools"], False),
        ("docs/architecture.md", ["docs/*.md"], True),
        (".ci/run", [".*"], True),
        ("plugins/modules/x.py", [".*", "tools"], False),
    ],
)
def test_ignored_as_the_builder_ignores(path: str, patterns: list[str], ignored: bool) -> None:
    assert collection_tree.is_ignored(Path(path), patterns) is ignored


def test_the_digest_depends_on_names_and_contents(repository: Path) -> None:
    paths = [Path("untracked"), Path("folder/tracked")]
    before = collection_tree.digest(repository, paths)

    assert collection_tree.digest(repository, paths) == before
    assert collection_tree.digest(repository, paths[:1]) != before
    (repository / "untracked").write_text("three")
    assert collection_tree.digest(repository, paths) != before


def test_the_tarball_holds_what_users_need_and_nothing_else(tmp_path: Path) -> None:
    with tarfile.open(collection_tree.build(tmp_path)) as tarball:
        files = {member.name for member in tarball.getmembers() if member.isfile()}

    assert {name.split("/")[0] for name in files} <= SHIPPED
    assert {name for name in files if name.startswith("tests/")} == {"tests/config.yml"}
    # The same files decide whether an installation is up to date.
    expected = {str(path) for path in collection_tree.shipped_files(collection_tree.ROOT)}
    assert files - {"MANIFEST.json", "FILES.json"} == expected - {"galaxy.yml"}
