# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""What the playbook doctor can find, by name: its kind, by which a run can fail, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

# In the order of the report: what hides other findings comes first. Findings that the access review also reports have
# the same kind there.
KINDS = (
    "api_key",
    "scopes",
    "unreadable",
    "integrations",
    "expiring_certificates",
    "metadata",
    "signin_url",
    "missing_people",
    "pending_invitations",
    "password_teammates",
    "owner",
    "no_access",
)


@dataclass(frozen=True)
class Finding:
    """One possible problem."""

    kind: str
    advice: str


FINDINGS = {
    "key_missing": Finding(
        "api_key",
        "If you have none, create one in SendGrid with the scopes sso.settings.read and teammates.read.",
    ),
    "key_refused": Finding(
        "api_key",
        "Check that you copied all of it, and that it belongs to this region or base URL. If somebody deleted "
        "it, create a new one.",
    ),
    "scope_missing": Finding(
        "scopes",
        "Create a new key with this scope, because adding it to the existing key may not be enough. If the "
        "key already has it, add your IP address to the account's allow-list, and check that the plan "
        "includes SSO.",
    ),
    "not_read": Finding(
        "unreadable",
        "Then run the playbook again, because what depends on this request was not checked.",
    ),
    "no_integration": Finding(
        "integrations",
        "Create one with the playbook provision and the identity provider's metadata.",
    ),
    "integration_off": Finding(
        "integrations",
        "Set enabled: true once it has its URLs and a valid certificate, or remove it with state: absent.",
    ),
    "integration_incomplete": Finding(
        "integrations",
        "Run the playbook provision with the identity provider's metadata, which contains them.",
    ),
    "set_up_not_completed": Finding(
        "integrations",
        "Once somebody has signed in, set completed_integration: true, or finish the setup in SendGrid's web "
        "interface.",
    ),
    "no_certificate": Finding(
        "integrations",
        "Add the certificate that the identity provider signs with.",
    ),
    "no_valid_certificate": Finding(
        "integrations",
        "Add the certificate that the identity provider signs with now.",
    ),
    "certificate_expired": Finding(
        "expiring_certificates",
        "Add the one that the identity provider signs with now, then remove this one with "
        "sso_certificates_purge: expired.",
    ),
    "certificate_not_yet_valid": Finding(
        "expiring_certificates",
        "Until it is valid, let the identity provider sign with another one.",
    ),
    "certificate_ends_soon": Finding(
        "expiring_certificates",
        "Add the identity provider's next certificate before then.",
    ),
    "certificate_unreadable": Finding(
        "expiring_certificates",
        "Remove it by its id, and add the identity provider's certificate again.",
    ),
    "metadata_unusable": Finding(
        "metadata",
        "Download it again, from the application that you use for SendGrid.",
    ),
    "metadata_certificate_not_valid": Finding(
        "metadata",
        "If the identity provider still signs with it, renew it there, then run the playbook provision with "
        "fresh metadata.",
    ),
    "other_entity_id": Finding(
        "metadata",
        "Run the playbook provision with this metadata, or download the metadata of the right application.",
    ),
    "other_signin_url": Finding(
        "metadata",
        "Run the playbook provision with this metadata, or download the metadata of the right application.",
    ),
    "certificate_not_trusted": Finding(
        "metadata",
        "If the identity provider signs with it, nobody can sign in: run the playbook provision with this metadata.",
    ),
    "certificate_not_in_metadata": Finding(
        "metadata",
        "If the identity provider signs with it, download the metadata again. Otherwise remove it from "
        "SendGrid with sso_certificates_purge: others.",
    ),
    "signin_url_unusable": Finding(
        "signin_url",
        "Set signin_url to the sign-in URL of the identity provider.",
    ),
    "signin_url_unanswered": Finding(
        "signin_url",
        "Open it in a browser. If that works, only this machine cannot reach it. If not, compare it with the "
        "identity provider's URL, and check that the identity provider is running. Ignore this if the URL is made up, "
        "as with the simulator.",
    ),
    "signin_url_failing": Finding(
        "signin_url",
        "Compare it with the identity provider's sign-in URL, and check the identity provider's log. Ignore this if "
        "the URL is made up, as with the simulator.",
    ),
    "not_a_teammate": Finding(
        "missing_people",
        "Compare the address with the one that the identity provider sends, then add the person with "
        "sendgrid_sso_teammate or to the roster.",
    ),
    "invited": Finding(
        "pending_invitations",
        "An invitation leads to an account with a password: withdraw it with the playbook offboard, then add "
        "the person with sendgrid_sso_teammate.",
    ),
    "signs_in_with_password": Finding(
        "password_teammates",
        "Move them to SSO with manage_password_teammate: true, or let them use their password.",
    ),
    "is_owner": Finding(
        "owner",
        "Sign in with the owner's password. To use SSO, add a teammate with a different address for this person.",
    ),
    "without_access": Finding(
        "no_access",
        "Give them a persona, scopes or access to subusers.",
    ),
}


@dataclass(frozen=True)
class Found:
    """One problem that was found: about whom or what, and a sentence about it."""

    name: str
    subject: str
    problem: str

    @property
    def kind(self) -> str:
        """The kind, by which a run can fail."""
        return FINDINGS[self.name].kind

    @property
    def line(self) -> str:
        """The problem and what to do, on one line."""
        return " ".join(f"{self.problem} {FINDINGS[self.name].advice}".split())

    def as_data(self) -> dict[str, Any]:
        """The finding for machines."""
        return {
            "finding": self.name,
            "kind": self.kind,
            "subject": self.subject,
            "problem": " ".join(self.problem.split()),
            "advice": FINDINGS[self.name].advice,
        }


def by_kind(findings: Iterable[Mapping[str, Any]]) -> dict[str, list[Mapping[str, Any]]]:
    """The findings of a report, by kind."""
    found: dict[str, list[Mapping[str, Any]]] = {}
    for one in findings:
        found.setdefault(one["kind"], []).append(one)
    return found
