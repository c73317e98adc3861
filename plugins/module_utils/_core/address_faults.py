# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""What is wrong with an e-mail address, in words. Pure functions."""

from __future__ import annotations

import re

from .wrong_values import named, shown

_NEVER = frozenset("<>()[]{}\"'`,;:\\")
_OPENING_OR_CLOSING = ("Ps", "Pe", "Pi", "Pf")
_NAMES_OF_SIGNS = re.compile("QUOTATION|APOSTROPHE|PRIME|COMMA|COLON|BRACKET|PARENTHESIS|ACCENT|DITTO|FULL STOP")
_NO_ASCII_OF_DOMAINS = re.compile(r"[^A-Za-z0-9._-]", re.ASCII)


def fault_of(address: str, longest: int) -> str | None:
    """What is wrong with an address that is not of the usual form; None if it may be one."""
    if not address:
        return "it is empty"
    if len(address) > longest:
        return f"it is longer than {longest} characters"
    for character in address:
        if character != "@" and _is_never_in_one(character):
            return f"it contains {named(character)}"
    if address.count("@") != 1:
        return "it has no @" if "@" not in address else "it has more than one @"
    local, domain = address.split("@")
    if not local or not domain:
        return "nothing is {} its @".format("behind" if local else "before")
    for part in (local, domain):
        if part.startswith(".") or part.endswith("."):
            return "a dot is at the {} of {}".format("beginning" if part.startswith(".") else "end", shown(part))
    return _fault_of_domain(domain)


def _fault_of_domain(domain: str) -> str | None:
    if ".." in domain:
        return f"two dots follow each other in {shown(domain)}"
    odd = _NO_ASCII_OF_DOMAINS.search(domain.encode("ascii", "ignore").decode())
    return f"the domain contains {shown(odd.group())}" if odd else None


def _is_never_in_one(character: str) -> bool:
    """Whether no address contains the character: blanks, brackets and quotes of any script, and invisible ones."""
    if character.isascii():
        return character in _NEVER or not "!" <= character <= "~"
    # Imported here because few addresses need it.
    import unicodedata

    category = unicodedata.category(character)
    if not character.isprintable() or category in _OPENING_OR_CLOSING:
        return True
    # A full-width character counts as its usual form; a standalone accent as a blank with a combining mark.
    if any(plain in _NEVER or plain == "@" or plain.isspace() for plain in unicodedata.normalize("NFKC", character)):
        return True
    # Keep letters whose names mention a sign, such as one with a comma below, and the marks that combine with letters.
    is_part_of_words = category[0] in "LM" and category != "Lm"
    return not is_part_of_words and _NAMES_OF_SIGNS.search(unicodedata.name(character, "")) is not None
