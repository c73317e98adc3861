# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

from __future__ import annotations

DOCUMENTATION = r"""
name: saml_idp_metadata
short_description: Read a SAML identity provider's metadata
version_added: 1.0.0
author:
  - The community.sendgrid authors (@ansible-collections)
description:
  - Reads the SAML 2.0 metadata that an identity provider publishes, and returns values for the options of
    M(community.sendgrid.sendgrid_sso_integration) and M(community.sendgrid.sendgrid_sso_certificate).
  - Prefers endpoints with the HTTP-POST binding to those with HTTP-Redirect. Ignores other bindings, and locations that
    are not C(http) or C(https) URLs.
  - Returns signing certificates and certificates without a declared use, each once. Leaves out encryption certificates.
  - If one C(X509Data) contains several certificates, leaves out those that issued another of them, because an identity
    provider signs only with the certificate at the end of the chain.
  - If an identity provider has several roles, uses the first one that has not expired and is complete.
  - Fails if the metadata has expired (by C(validUntil) of the identity provider's role, its entity, or any element
    around it), or has no identity provider, no signing certificate or no usable sign-in endpoint.
  - Fails if two entities with the same C(entityID) differ, or if an address contains a placeholder such as
    C({tenantid}).
  - Refuses document type declarations and XML entities, and never fetches anything outside the document.
requirements:
  - defusedxml >= 0.7, where Ansible runs
positional: entity_id, require_certificates
options:
  _input:
    description:
      - The metadata document itself, not its path or URL. Its root element is C(EntityDescriptor) or
        C(EntitiesDescriptor).
      - A byte order mark, and white space before the XML declaration, are accepted.
      - The document may also be in UTF-16, or in a single-byte encoding that it declares, such as ISO-8859-1. Pass it
        as the lookups C(file) and C(url), or the filter C(b64decode), return it.
    type: str
    required: true
  entity_id:
    description:
      - The entity ID of the identity provider to read.
      - Required if the document describes several identity providers.
    type: str
  require_certificates:
    description:
      - Whether metadata without a signing certificate is an error. If V(false), RV(_value.certificates) may be empty.
        Use this if you have the certificate from elsewhere.
      - A certificate that cannot be read is always an error.
    type: bool
    default: true
    version_added: 1.1.0
notes:
  - B(Signatures of metadata are not verified.) Use only documents from a source that you trust, such as a file that you
    keep, or an C(https) URL of the identity provider.
  - This filter does not check whether the certificates are valid now. M(community.sendgrid.sendgrid_sso_certificate)
    does, and warns before they expire.
seealso:
  - ref: ansible_collections.community.sendgrid.docsite.guide_metadata
    description: Which metadata and certificates are read, which are refused, and the message for each refusal.
  - ref: ansible_collections.community.sendgrid.docsite.guide_setup
    description: Where the metadata comes from, and where its values go.
  - module: community.sendgrid.sendgrid_sso_integration
  - module: community.sendgrid.sendgrid_sso_certificate
"""

EXAMPLES = r"""
- name: Read the identity provider's metadata from a file
  ansible.builtin.set_fact:
    idp: "{{ lookup('ansible.builtin.file', 'okta-metadata.xml') | community.sendgrid.saml_idp_metadata }}"

- name: Set up the integration with the identity provider's values
  community.sendgrid.sendgrid_sso_integration:
    name: Company login
    signin_url: "{{ idp.signin_url }}"
    signout_url: "{{ idp.signout_url }}"
    entity_id: "{{ idp.entity_id }}"

- name: Add each of the identity provider's signing certificates
  community.sendgrid.sendgrid_sso_certificate:
    integration_name: Company login
    public_certificate: "{{ item }}"
  loop: "{{ idp.certificates }}"
  loop_control:
    label: Certificate {{ certificate_index + 1 }} of {{ idp.certificates | length }}
    index_var: certificate_index

- name: Choose one of several identity providers in a federation's metadata
  ansible.builtin.set_fact:
    idp: >-
      {{ lookup('ansible.builtin.file', 'federation.xml')
         | community.sendgrid.saml_idp_metadata(entity_id='https://idp.example.com/metadata') }}
"""

RETURN = r"""
_value:
  description: What the metadata says about the identity provider.
  type: dict
  contains:
    entity_id:
      description: The identity provider's entity ID.
      type: str
      sample: https://idp.example.com/metadata
    signin_url:
      description: Where people are sent to sign in.
      type: str
      sample: https://idp.example.com/sso/saml
    signout_url:
      description: Where people are sent to sign out. Empty if the metadata has no such endpoint.
      type: str
      sample: https://idp.example.com/slo/saml
    certificates:
      description: The signing certificates as PEM, in document order.
      type: list
      elements: str
      sample:
        - |
          -----BEGIN CERTIFICATE-----
          MIIBszCCAVmgAwIBAgIUSxN...
          -----END CERTIFICATE-----
"""

from dataclasses import asdict
from datetime import datetime, timezone
from typing import Any, Callable

from ansible.errors import AnsibleFilterError
from ansible.module_utils.common.collections import is_string
from ansible.module_utils.common.text.converters import to_text
from ansible.module_utils.parsing.convert_bool import boolean

from ..plugin_utils._saml import read
from ..plugin_utils._saml_error import MetadataError


def saml_idp_metadata(metadata: Any, entity_id: Any = None, require_certificates: Any = True) -> dict[str, Any]:
    """Return the identity provider in a metadata document as a plain dictionary."""
    if entity_id is not None and not is_string(entity_id):
        raise AnsibleFilterError(f"The entity_id must be text, not {_kind(entity_id)}.")
    if not is_string(metadata):
        raise AnsibleFilterError(f"The metadata must be the text of an XML document, not {_kind(metadata)}.")
    name = None if entity_id is None else to_text(entity_id)
    required = _boolean(require_certificates)
    try:
        document = metadata if isinstance(metadata, bytes) else to_text(metadata)
        provider = read(document, name, datetime.now(timezone.utc), required)
    except MetadataError as problem:
        raise AnsibleFilterError(str(problem)) from problem
    return asdict(provider)


def _boolean(value: Any) -> bool:
    try:
        return boolean(value)
    except TypeError:
        raise AnsibleFilterError(f"The require_certificates must be true or false, not {_kind(value)}.") from None


def _kind(value: Any) -> str:
    return type(value).__name__


class FilterModule:
    """The filters in this file, by name."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        return {"saml_idp_metadata": saml_idp_metadata}
