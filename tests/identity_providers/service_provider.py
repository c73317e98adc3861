# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""A strict service provider in SendGrid's place, which trusts only what the collection wrote to the simulator."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from onelogin.saml2.auth import OneLogin_Saml2_Auth
from onelogin.saml2.authn_request import OneLogin_Saml2_Authn_Request
from onelogin.saml2.constants import OneLogin_Saml2_Constants as Saml
from onelogin.saml2.errors import OneLogin_Saml2_ValidationError
from onelogin.saml2.settings import OneLogin_Saml2_Settings

from identity_providers.browser import Form


class Refused(Exception):
    """Why SendGrid would not let anybody in."""


@dataclass(frozen=True)
class Person:
    """The person who has signed in, as the assertion names them."""

    name_id: str
    attributes: dict[str, list[str]]


@dataclass(frozen=True)
class ServiceProvider:
    """SendGrid with one integration and its certificates, as the modules report them."""

    integration: dict[str, Any]
    certificates: list[str]

    def request_by_redirect(self) -> str:
        """The URL to which SendGrid sends a browser to sign in."""
        return self._auth({}).login(return_to="https://app.sendgrid.com/")

    def request_by_post(self) -> Form:
        """The form that a browser submits to the identity provider instead."""
        request = OneLogin_Saml2_Authn_Request(OneLogin_Saml2_Settings(self._settings())).get_request(deflate=False)
        return Form(self.integration["signin_url"], {"SAMLRequest": request, "RelayState": "https://app.sendgrid.com/"})

    def accept(self, answer: Form) -> Person:
        """Sign in the person in the identity provider's response; raise Refused if SendGrid would not."""
        if answer.action != self.integration["single_signon_url"]:
            raise Refused(f"The answer goes to {answer.action}.")
        auth = self._auth(answer.fields)
        try:
            auth.process_response()
        except OneLogin_Saml2_ValidationError as problem:
            raise Refused(str(problem)) from problem
        if not auth.is_authenticated():
            raise Refused(auth.get_last_error_reason())
        return Person(auth.get_nameid(), auth.get_attributes())

    def _auth(self, fields: dict[str, str]) -> OneLogin_Saml2_Auth:
        url = urlsplit(self.integration["single_signon_url"])
        request = {
            "https": "on" if url.scheme == "https" else "off",
            "http_host": url.netloc,
            "script_name": url.path,
            "get_data": {},
            "post_data": fields,
        }
        return OneLogin_Saml2_Auth(request, self._settings())

    def _settings(self) -> dict[str, Any]:
        one = self.integration
        return {
            "strict": True,
            "sp": {
                "entityId": one["audience_url"],
                "assertionConsumerService": {"url": one["single_signon_url"], "binding": Saml.BINDING_HTTP_POST},
                "NameIDFormat": Saml.NAMEID_UNSPECIFIED,
            },
            "idp": {
                "entityId": one["entity_id"],
                "singleSignOnService": {"url": one["signin_url"], "binding": Saml.BINDING_HTTP_REDIRECT},
                "x509certMulti": {"signing": self.certificates},
            },
            "security": {
                "wantAssertionsSigned": True,
                "wantNameId": True,
                "wantAttributeStatement": False,
                "requestedAuthnContext": False,
            },
        }
