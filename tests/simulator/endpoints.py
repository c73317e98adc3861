# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Every endpoint that the simulator serves, with the scope that an API key needs for it."""

from __future__ import annotations

from . import certificates, integrations, invitations, sso_teammates, subusers, teammates, user
from .calls import Endpoint

ENDPOINTS = (
    Endpoint("POST", "/v3/sso/integrations", "sso.settings.create", integrations.create),
    Endpoint("GET", "/v3/sso/integrations", "sso.settings.read", integrations.list_all),
    Endpoint("GET", "/v3/sso/integrations/{id}", "sso.settings.read", integrations.read),
    Endpoint("PATCH", "/v3/sso/integrations/{id}", "sso.settings.update", integrations.update),
    Endpoint("DELETE", "/v3/sso/integrations/{id}", "sso.settings.delete", integrations.delete),
    Endpoint("GET", "/v3/sso/integrations/{id}/certificates", "sso.settings.read", certificates.list_of_integration),
    Endpoint("POST", "/v3/sso/certificates", "sso.settings.create", certificates.create),
    Endpoint("GET", "/v3/sso/certificates/{cert_id}", "sso.settings.read", certificates.read),
    Endpoint("PATCH", "/v3/sso/certificates/{cert_id}", "sso.settings.update", certificates.update),
    Endpoint("DELETE", "/v3/sso/certificates/{cert_id}", "sso.settings.delete", certificates.delete),
    Endpoint("POST", "/v3/sso/teammates", "sso.teammates.create", sso_teammates.create),
    Endpoint("PATCH", "/v3/sso/teammates/{username}", "sso.teammates.update", sso_teammates.update),
    Endpoint("GET", "/v3/teammates", "teammates.read", teammates.list_all),
    Endpoint("POST", "/v3/teammates", "teammates.create", invitations.invite),
    Endpoint("GET", "/v3/teammates/pending", "teammates.read", invitations.list_pending),
    Endpoint("DELETE", "/v3/teammates/pending/{token}", "teammates.delete", invitations.delete),
    Endpoint("POST", "/v3/teammates/pending/{token}/resend", "teammates.create", invitations.resend),
    Endpoint("GET", "/v3/teammates/{username}", "teammates.read", teammates.read),
    Endpoint("PATCH", "/v3/teammates/{username}", "teammates.update", teammates.update),
    Endpoint("DELETE", "/v3/teammates/{username}", "teammates.delete", teammates.delete),
    Endpoint("GET", "/v3/teammates/{username}/subuser_access", "teammates.read", teammates.subuser_access),
    Endpoint("GET", "/v3/subusers", "subusers.read", subusers.list_all),
    Endpoint("GET", "/v3/subusers/{username}", "subusers.read", subusers.read),
    Endpoint("GET", "/v3/scopes", None, user.own_scopes),
    Endpoint("GET", "/v3/user/username", "user.username.read", user.username),
    Endpoint("GET", "/v3/user/email", "user.email.read", user.email),
    Endpoint("GET", "/v3/user/account", "user.account.read", user.account),
    Endpoint("GET", "/v3/user/profile", "user.profile.read", user.profile),
)
