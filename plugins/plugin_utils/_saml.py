# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""What a SAML 2.0 metadata document says about an identity provider: XML in, plain values out.

Nothing in this file knows Ansible, and signatures are not verified: whoever fetches the document vouches for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

from ansible_collections.community.sendgrid.plugins.plugin_utils._saml_certificates import signing_certificates
from ansible_collections.community.sendgrid.plugins.plugin_utils._saml_xml import MetadataError, parse, quoted

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_METADATA = "urn:oasis:names:tc:SAML:2.0:metadata"
_MD = "{" + _METADATA + "}"
_SAML2_PROTOCOL = "urn:oasis:names:tc:SAML:2.0:protocol"
_BINDINGS_BY_PREFERENCE = (
    "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST",
    "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect",
)
_LISTED_AT_MOST = 5

_URL = re.compile(r"https?://[^\s/?#]+\S*", re.IGNORECASE)
_DATE_TIME = re.compile(
    r"(?P<second>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(?P<fraction>\d+))?"
    r"(?:Z|(?P<sign>[+-])(?P<hours>\d\d):(?P<minutes>\d\d))?",
    re.ASCII,
)


@dataclass(frozen=True)
class IdentityProvider:
    """What SendGrid wants to know of an identity provider."""

    entity_id: str
    signin_url: str
    signout_url: str
    certificates: list[str]


@dataclass(frozen=True)
class _Node:
    """An element that knows what it stands in."""

    element: Element
    parent: _Node | None


def read(text: str | bytes, entity_id: str | None, now: datetime) -> IdentityProvider:
    """Read the identity provider that is called entity_id, or the only one there is.

    now has a time zone; metadata that was valid until an earlier moment is refused.
    """
    name, roles = _choose(list(_entities(parse(text))), (entity_id or "").strip())
    if not name:
        raise MetadataError("The identity provider in the metadata has no entity ID.")
    role = _in_force(roles, name, now)
    signin_url = _location(role, "SingleSignOnService", name)
    if not signin_url:
        raise MetadataError(f"The identity provider {quoted(name)} has no HTTP-POST or HTTP-Redirect sign-in endpoint.")
    certificates = signing_certificates(role, name)
    if not certificates:
        raise MetadataError(f"The identity provider {quoted(name)} has no signing certificate.")
    return IdentityProvider(name, signin_url, _location(role, "SingleLogoutService", name), certificates)


def _entities(root: Element) -> Iterator[_Node]:
    """Yield each EntityDescriptor, in the document's order, however deep the aggregates are nested."""
    if root.tag not in (_MD + "EntityDescriptor", _MD + "EntitiesDescriptor"):
        raise MetadataError(
            f"The XML is not SAML 2.0 metadata: its root element is {quoted(root.tag)},"
            f" not EntityDescriptor or EntitiesDescriptor of the namespace {_METADATA}."
        )
    pending = [_Node(root, None)]
    while pending:
        node = pending.pop()
        if node.element.tag == _MD + "EntityDescriptor":
            yield node
        elif node.element.tag == _MD + "EntitiesDescriptor":
            pending.extend(_Node(child, node) for child in reversed(node.element))


def _name(entity: _Node) -> str:
    return entity.element.get("entityID", "").strip()


def _choose(entities: list[_Node], wanted: str) -> tuple[str, list[_Node]]:
    """Return the wanted identity provider's entity ID and roles: the same one may be described more than once."""
    providers: dict[str, list[_Node]] = {}
    for entity in entities:
        for role in entity.element.findall(_MD + "IDPSSODescriptor"):
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
    if any(entity.element.find(_MD + "IDPSSODescriptor") is not None for entity in entities):
        return "The metadata has no identity provider that supports SAML 2.0, only older protocols."
    services = [_name(entity) for entity in entities if entity.element.find(_MD + "SPSSODescriptor") is not None]
    if services:
        kind = "a service provider" if len(services) == 1 else "service providers"
        return f"The metadata has no identity provider in it, only {kind}: {_listed(services)}."
    return "The metadata has no identity provider in it."


def _in_force(roles: list[_Node], name: str, now: datetime) -> Element:
    """Return the first role that has not expired: an old one may be published beside a new one."""
    ends = []
    for role in roles:
        end = _valid_until(role)
        if end is None or end > now:
            return role.element
        ends.append(end)
    raise MetadataError(
        f"The metadata of {quoted(name)} expired at {max(ends).isoformat(timespec='seconds')}:"
        " fetch it anew from the identity provider."
    )


def _valid_until(node: _Node | None) -> datetime | None:
    """Return the earliest end among an element's own and those around it."""
    ends = []
    while node is not None:
        if "validUntil" in node.element.attrib:
            ends.append(_moment(node.element.get("validUntil", "")))
        node = node.parent
    return min(ends, default=None)


def _moment(text: str) -> datetime:
    """Parse an xs:dateTime, which without a zone is UTC, as SAML lays down."""
    parts = _DATE_TIME.fullmatch(text.strip())
    try:
        if parts is None:
            raise ValueError("another format")
        offset = timedelta(hours=int(parts["hours"] or 0), minutes=int(parts["minutes"] or 0))
        return datetime.strptime(parts["second"], "%Y-%m-%dT%H:%M:%S").replace(
            microsecond=int((parts["fraction"] or "")[:6].ljust(6, "0")),
            tzinfo=timezone(-offset if parts["sign"] == "-" else offset),
        )
    except ValueError:
        raise MetadataError(f"The metadata's validUntil is no date and time: {quoted(text)}.") from None


def _location(role: Element, service: str, name: str) -> str:
    """Return the service's URL by the binding that is liked best, or an empty string."""
    endpoints = [
        (endpoint.get("Binding", "").strip(), endpoint.get("Location", "").strip())
        for endpoint in role.findall(_MD + service)
    ]
    for wanted in _BINDINGS_BY_PREFERENCE:
        for binding, location in endpoints:
            if binding == wanted and location:
                return _url(location, service, name)
    return ""


def _url(location: str, service: str, name: str) -> str:
    if not _URL.fullmatch(location):
        raise MetadataError(
            f"The {service} of the identity provider {quoted(name)} is no http or https URL: {quoted(location)}."
        )
    return location


def _listed(names: Iterable[str]) -> str:
    every = list(names)
    shown = ", ".join(quoted(name) for name in every[:_LISTED_AT_MOST])
    more = len(every) - _LISTED_AT_MOST
    return f"{shown} and {more} more" if more > 0 else shown
