# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""Finds variables whose names are almost those of the role. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

# One letter too many, missing or misplaced; a name of your own, such as sso_metadata_url, differs by more.
_ALIKE = 0.92
# admin and is_admin are alike, name and last_name are not: there, a wrong suggestion would mislead.
_ALMOST = 0.75


def with_meant(name: str, known: Iterable[str]) -> str:
    """An unknown name, followed by the known one that it looks like, if any."""
    meant = get_close_matches(name, known, n=1, cutoff=_ALMOST)
    return f"{name} (did you mean {meant[0]}?)" if meant else name


def about_misspelt(names: Iterable[str], known: Iterable[str]) -> list[str]:
    """A sentence for each unused name that looks like one of the known names."""
    known = set(known)
    sentences = []
    for name in sorted(set(names) - known):
        meant = get_close_matches(name, known, n=1, cutoff=_ALIKE) if name.startswith("sso_") else []
        sentences += [f"Nothing reads the variable {name}: did you mean {one}?" for one in meant]
    return sentences
