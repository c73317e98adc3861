# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""What a SAML 2.0 metadata document says about an identity provider: XML in, plain values out.

Nothing in this file knows about Ansible. Signatures are not verified: the user who fetches the document vouches for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from ..plugin_utils._saml_certificates import signing_certificates
from ..plugin_utils._saml_error import MetadataError, quoted
from ..plugin_utils._saml_moment import moment_of
from ..plugin_utils._saml_xml import (
    MD,
    METADATA,
    in_another_namespace,
    parse,
)

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_SAML2_PROTOCOL = "urn:oasis:names:tc:SAML:2.0:protocol"
_BINDINGS_BY_PREFERENCE = (
    "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST",
    "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect",
)
_LISTED_AT_MOST = 5

_URL = re.compile(r"https?://[^\s/?#]\S*", re.IGNORECASE)
_PLACEHOLDER = re.compile(r"\{[^{}]{0,80}\}|%7B.{0,80}?%7D|<[^<>]{0,80}>", re.IGNORECASE)


@dataclass(frozen=True)
class IdentityProvider:
    """What SendGrid needs to know about an identity provider."""

    entity_id: str
    signin_url: str
    signout_url: str
    certificates: list[str]


@dataclass(frozen=True)
class _Node:
    """An element that knows its parent."""

    element: Element
    parent: _Node | None


def read(
    document: str | bytes, entity_id: str | None, now: datetime, require_certificates: bool = True
) -> IdentityProvider:
    """Read the identity provider that is called entity_id, or the only one there is.

    now has a time zone; metadata whose validity ended before it is refused.
    """
    name, roles = _choose(list(_entities(parse(document))), (entity_id or "").strip())
    if not name:
        raise MetadataError("The identity provider in the metadata has no entity ID.")
    by_entity: dict[int, list[Element]] = {}
    for role in _in_force(roles, name, now):
        by_entity.setdefault(id(role.parent), []).append(role.element)
    provider = _same([_first_complete(elements, name, require_certificates) for elements in by_entity.values()])
    _check_placeholders(provider)
    return provider


def _entities(root: Element) -> Iterator[_Node]:
    """Yield each EntityDescriptor, in the document's order, at any depth of nested aggregates."""
    if root.tag not in (MD + "EntityDescriptor", MD + "EntitiesDescriptor"):
        raise MetadataError(_why_no_metadata(root))
    pending = [_Node(root, None)]
    while pending:
        node = pending.pop()
        if node.element.tag == MD + "EntityDescriptor":
            yield node
        elif node.element.tag == MD + "EntitiesDescriptor":
            pending.extend(_Node(child, node) for child in reversed(node.element))


def _why_no_metadata(root: Element) -> str:
    if root.tag in ("EntityDescriptor", "EntitiesDescriptor"):
        return f'The metadata\'s root element {root.tag} is in no namespace: it needs xmlns="{METADATA}".'
    return (
        f"The XML is not SAML 2.0 metadata: its root element is {quoted(root.tag)},"
        f" not EntityDescriptor or EntitiesDescriptor of the namespace {METADATA}."
    )


def _name(entity: _Node) -> str:
    return entity.element.get("entityID", "").strip()


def _choose(entities: list[_Node], wanted: str) -> tuple[str, list[_Node]]:
    """Return the chosen identity provider's entity ID and roles: it may be described more than once."""
    providers: dict[str, list[_Node]] = {}
    for entity in entities:
        for role in entity.element.findall(MD + "IDPSSODescriptor"):
            if _SAML2_PROTOCOL in role.get("protocolSupportEnumeration", "").split():
                providers.setdefault(_name(entity), []).append(_Node(role, entity))
    if not providers:
        raise MetadataError(_why_no_provider(entities))
    if wanted and wanted not in providers:
        raise MetadataError(
            f"The metadata has no identity provider {quoted(wanted)}, only these: {_listed(providers)}."
        )
    if not wanted and len(providers) > 1:
        raise MetadataError(
            f"The metadata has {len(providers)} identity providers, so entity_id must say which: {_listed(providers)}."
        )
    name = wanted or next(iter(providers))
    return name, providers[name]


def _why_no_provider(entities: list[_Node]) -> str:
    roles = [role for entity in entities for role in entity.element.findall(MD + "IDPSSODescriptor")]
    if any(not role.get("protocolSupportEnumeration", "").strip() for role in roles):
        return (
            "The metadata does not say which protocols its identity provider supports: IDPSSODescriptor needs"
            f' protocolSupportEnumeration="{_SAML2_PROTOCOL}".'
        )
    if roles:
        return "The metadata has no identity provider that supports SAML 2.0, only older protocols."
    for entity in entities:
        elsewhere = in_another_namespace(entity.element, MD + "IDPSSODescriptor")
        if elsewhere:
            return f"The metadata has no identity provider in it: {elsewhere}."
    services = [_name(entity) for entity in entities if entity.element.find(MD + "SPSSODescriptor") is not None]
    if services:
        kind = "a service provider" if len(services) == 1 else "service providers"
        return f"The metadata has no identity provider in it, only {kind}: {_listed(services)}."
    return "The metadata has no identity provider in it."


def _in_force(roles: list[_Node], name: str, now: datetime) -> list[_Node]:
    """Return the roles that have not expired: an old one may be published beside a new one."""
    ends = [_valid_until(role) for role in roles]
    in_force = [role for role, end in zip(roles, ends) if end is None or end > now]
    if not in_force:
        end = max(end for end in ends if end is not None)
        raise MetadataError(
            f"The metadata of {quoted(name)} expired at {end.isoformat(timespec='seconds')}:"
            " fetch it again from the identity provider."
        )
    return in_force


def _valid_until(node: _Node | None) -> datetime | None:
    """Return the earliest end among an element's own and those of its ancestors."""
    ends = []
    while node is not None:
        if "validUntil" in node.element.attrib:
            ends.append(moment_of(node.element.get("validUntil", "")))
        node = node.parent
    return min(ends, default=None)


def _first_complete(roles: list[Element], name: str, require_certificates: bool) -> IdentityProvider:
    """Read the first complete role of an entity; if there is none, the first one's fault counts."""
    faults = []
    for role in roles:
        try:
            return _provider(role, name, require_certificates)
        except MetadataError as fault:
            faults.append(fault)
    raise faults[0]


def _provider(role: Element, name: str, require_certificates: bool) -> IdentityProvider:
    signin_url, unusable = _location(role, "SingleSignOnService")
    if not signin_url and unusable:
        raise MetadataError(
            f"The SingleSignOnService of the identity provider {quoted(name)} is not an http or https URL:"
            f" {quoted(unusable)}."
        )
    if not signin_url:
        elsewhere = in_another_namespace(role, MD + "SingleSignOnService")
        raise MetadataError(
            f"The identity provider {quoted(name)} has no HTTP-POST or HTTP-Redirect sign-in endpoint"
            + (f": {elsewhere}." if elsewhere else ".")
        )
    signout_url, _unusable = _location(role, "SingleLogoutService")
    certificates = signing_certificates(role, name, require_certificates)
    return IdentityProvider(name, signin_url, signout_url, certificates)


def _location(role: Element, service: str) -> tuple[str, str]:
    """Return the service's URL, by the preferred binding, and the first invalid one; empty if missing."""
    endpoints = [
        (endpoint.get("Binding", "").strip(), endpoint.get("Location", "").strip())
        for endpoint in role.findall(MD + service)
    ]
    locations = [location for wanted in _BINDINGS_BY_PREFERENCE for binding, location in endpoints if binding == wanted]
    usable = next((location for location in locations if _URL.fullmatch(location)), "")
    return usable, next((location for location in locations if location and not _URL.fullmatch(location)), "")


def _same(descriptions: list[IdentityProvider]) -> IdentityProvider:
    """Refuse descriptions of one identity provider that differ: nobody can tell which one is right."""
    first = descriptions[0]
    for other in descriptions[1:]:
        differing = [field for field in ("signin_url", "signout_url") if getattr(first, field) != getattr(other, field)]
        if sorted(first.certificates) != sorted(other.certificates):
            differing.append("certificates")
        if differing:
            raise MetadataError(
                f"The metadata describes the identity provider {quoted(first.entity_id)} more than once, with different"
                f" values of {' and '.join(differing)}: keep only the one that is right."
            )
    return first


def _check_placeholders(provider: IdentityProvider) -> None:
    """Refuse a template of metadata, such as a product's documentation or an address for all tenants has."""
    for field in ("entity_id", "signin_url", "signout_url"):
        value = getattr(provider, field)
        found = _PLACEHOLDER.search(value)
        if found:
            raise MetadataError(
                f"The metadata is a template: its {field} {quoted(value)} has the placeholder {quoted(found.group())}."
                " Use the metadata of your own tenant."
            )


def _listed(names: Iterable[str]) -> str:
    every = list(names)
    shown = ", ".join(quoted(name) for name in every[:_LISTED_AT_MOST])
    more = len(every) - _LISTED_AT_MOST
    return f"{shown} and {more} more" if more > 0 else shown
