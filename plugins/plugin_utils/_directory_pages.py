# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""Whether all pages of a directory's response are present. Pure functions.

People on a page that was cut off or never requested would look as if they had left, and a purge would remove them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from ..module_utils._core.wrong_values import shown
from ._directory_values import DirectoryError, whole_number

# Query parameters that select a page, not the listing.
_PAGING_OF_ODATA = ("$skiptoken", "$skip", "$top")
_PAGING_OF_GOOGLE = ("pageToken", "maxResults")
_PAGING_OF_OTHERS = ("after", "limit", "first", "max", "startIndex", "count", "cursor")
_PAGING = frozenset((*_PAGING_OF_ODATA, *_PAGING_OF_GOOGLE, *_PAGING_OF_OTHERS))
# With one of these parameters, a page is not the first of its listing.
_CONTINUING = {"graph": ("$skiptoken", "$skip"), "google": ("pageToken",), "okta": ("after",), "scim": ("cursor",)}
_KEYCLOAK_ADMIN = "/admin/realms/"


@dataclass(frozen=True)
class Url:
    """A URL in comparable form: its place, what it lists, and which page of that."""

    place: tuple[str, str, str]
    listing: tuple[tuple[str, str], ...]
    query: tuple[tuple[str, str], ...]

    def value(self, key: str) -> str | None:
        """The value of a query parameter."""
        return dict(self.query).get(key)


@dataclass(frozen=True)
class Page:
    """One response. ``urls`` all name this page: as requested, and after redirects. ``total`` is SCIM's.

    ``shape`` is that of the first record in a list.
    """

    where: str
    kind: str
    records: list[Any]
    urls: tuple[Url, ...] = ()
    next_url: Url | None = None
    next_token: tuple[str, str] | None = None
    total: int | None = None
    shape: str = ""


def url_from(spelled: str) -> Url:
    """A URL in comparable form."""
    try:
        parts = urlsplit(spelled)
    except ValueError:
        return Url(("", "", spelled), (), ())
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    host = parts.netloc.rpartition("@")[2].lower()
    for scheme, port in (("https", ":443"), ("http", ":80")):
        if parts.scheme.lower() == scheme and host.endswith(port):
            host = host[: -len(port)]
    rest = tuple(sorted(pair for pair in pairs if pair[0] not in _PAGING))
    return Url((parts.scheme.lower(), host, unquote(parts.path)), rest, tuple(sorted(pairs)))


def check_whole(pages: Iterable[Page]) -> None:
    """Raise ``DirectoryError`` that names what is missing."""
    given = list(pages)
    _check_links(given)
    _check_totals([page for page in given if page.kind == "scim"])
    _check_windows(_of_keycloak([page for page in given if page.kind == "list"]))


def _of_keycloak(lists: list[Page]) -> list[Page]:
    """The lists from Keycloak, including those without people, whose shape is unknown."""
    places = {url.place for page in lists if page.shape == "keycloak" for url in page.urls}
    places |= {url.place for page in lists for url in page.urls if _KEYCLOAK_ADMIN in url.place[2]}
    return [
        page
        for page in lists
        if page.shape == "keycloak" or (not page.shape and any(url.place in places for url in page.urls))
    ]


def _check_links(pages: list[Page]) -> None:
    by_url = {url: page for page in pages for url in page.urls}
    by_token = {(url.place, key, value): page for page in pages for url in page.urls for key, value in url.query}
    followers = {}
    for page in pages:
        follower = _follower(page, by_url, by_token)
        if follower is not None:
            followers[_identity(page)] = follower
    named = {_identity(page) for page in followers.values()}
    for page in pages:
        if _continues(page) and _identity(page) not in named:
            raise DirectoryError(f"{page.where} is a further page, and the page before it is not among those given")
    _refuse_circles(pages, followers)


def _identity(page: Page) -> Any:
    return page.urls[0] if page.urls else page.where


def _follower(page: Page, by_url: Mapping[Any, Page], by_token: Mapping[Any, Page]) -> Page | None:
    if page.next_url is None and page.next_token is None:
        return None
    found = None
    if page.next_url is not None:
        found = by_url.get(page.next_url)
    elif page.next_token is not None:
        keys = [(url.place, *page.next_token) for url in page.urls]
        found = next((by_token[key] for key in keys if key in by_token), None)
    if found is None:
        raise DirectoryError(f"{page.where} names a next page, which is not among those given: fetch all pages")
    return found


def _refuse_circles(pages: list[Page], followers: Mapping[Any, Page]) -> None:
    """Follow the pages, each once, and raise ``DirectoryError`` if they form a circle."""
    done: set[Any] = set()
    for page in pages:
        walked: set[Any] = set()
        current: Page | None = page
        while current is not None and _identity(current) not in done:
            if _identity(current) in walked:
                raise DirectoryError(f"{current.where} is named as the next page again, so the answer never ends")
            walked.add(_identity(current))
            current = followers.get(_identity(current))
        done |= walked


def _continues(page: Page) -> bool:
    kind = page.shape if page.kind == "list" else page.kind
    keys = _CONTINUING.get(kind, ())
    return any(url.value(key) not in (None, "", "0") for url in page.urls for key in keys)


def _listing(page: Page) -> Any:
    return (page.urls[0].place, page.urls[0].listing) if page.urls else None


def _by_listing(pages: Iterable[Page]) -> list[list[Page]]:
    listings: dict[Any, list[Page]] = {}
    for page in pages:
        listings.setdefault(_listing(page), []).append(page)
    return list(listings.values())


def _check_totals(pages: list[Page]) -> None:
    for listing in _by_listing(pages):
        came = len({_resource_identity(page, index) for page in listing for index in range(len(page.records))})
        total = max(page.total or 0 for page in listing)
        if total > came:
            raise DirectoryError(
                f"{listing[0].where} says that there are {total} (totalResults), and {came} came: fetch all pages"
            )


def _resource_identity(page: Page, index: int) -> Any:
    record = page.records[index]
    identity = record.get("id") or record.get("userName") if isinstance(record, Mapping) else None
    return identity if isinstance(identity, (str, int)) else (page.where, index)


def _check_windows(pages: list[Page]) -> None:
    """Check Keycloak's pages, which say where they begin and how many people fit, but not whether there are more."""
    for listing in _by_listing(pages):
        covered: float = 0
        windows = sorted((_window(page) for page in listing), key=lambda window: window[:2])
        for first, end, page in windows:
            if first > covered:
                raise DirectoryError(
                    f"{page.where} begins at {first:.0f}, and the people before it are not among those given"
                )
            covered = max(covered, end)
        for first, end, page in windows:
            if end == covered and first + len(page.records) >= end:
                raise DirectoryError(
                    f"{page.where} is full (max={end - first:.0f}), and no page with a later first follows it: ask for "
                    "max=-1, or for the pages after it"
                )


def _window(page: Page) -> tuple[float, float, Page]:
    """Where a page of Keycloak begins, where it ends if it is full, and the page."""
    url = next((url for url in page.urls if url.value("max") is not None), None)
    if url is None:
        raise DirectoryError(
            f"{page.where} was asked for without max, and Keycloak then stops at 100 people: ask for max=-1"
        )
    size, first = whole_number(url.value("max")), whole_number(url.value("first") or "0")
    if size is None or first is None:
        given = shown(url.value("max"))
        raise DirectoryError(f"{page.where} was asked for with max {given}, which is not a whole number")
    start = max(first, 0)
    return start, float("inf") if size < 0 else start + size, page
