# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""The kinds of findings, the most urgent first: the heading that a reader sees, and what to do about them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """One kind of finding."""

    title: str
    advice: str


KINDS = {
    "expiring_certificates": Kind(
        "Certificates that end soon, or have ended",
        "Add the identity provider's next certificate before the old one ends. Remove old ones with purge once it "
        "signs with the new one.",
    ),
    "integrations": Kind(
        "Integrations that are off, incomplete or missing",
        "Change them with the playbook provision, or with sendgrid_sso_integration and sendgrid_sso_certificate.",
    ),
    "password_teammates": Kind(
        "People who sign in with a password, past Single Sign-On",
        "Move them to SSO with manage_password_teammate, remove them with the playbook offboard, or list those who may "
        "keep their password in the roster's protected.",
    ),
    "unexpected_admins": Kind(
        "Admins whom nobody has declared",
        "Give them less access, or list them in sso_review_admins or as admins in the roster.",
    ),
    "drift": Kind(
        "Differences from the roster",
        "If the roster is right, run the playbook provision with it. If SendGrid is right, for example because people "
        "were offboarded, correct the roster. People who are not in the roster stay unless purge is true.",
    ),
    "pending_invitations": Kind(
        "Pending invitations",
        "Remind those who should accept. Withdraw the other invitations with the playbook offboard.",
    ),
    "added_scopes": Kind(
        "Scopes beyond a persona, perhaps added by hand",
        "Write these scopes into the roster if people need them. Otherwise give them the persona alone.",
    ),
    "no_access": Kind(
        "People with only what SendGrid adds automatically",
        "Give them a persona or scopes, or remove them with the playbook offboard.",
    ),
}
