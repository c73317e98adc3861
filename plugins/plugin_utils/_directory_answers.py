# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""What tasks registered, as pages of people. Pure functions.

The complete result of the task is needed, not just its content: only the result shows whether the response is complete.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from ._directory_pages import Page, Url, url_from
from ._directory_people import shape_of
from ._directory_values import (
    DirectoryError,
    brief,
    keys_of,
    text,
    whole_number,
)

_REGISTERED = ("changed", "failed", "skipped", "unreachable", "ansible_loop_var")
_OF_BODIES = ("value", "Resources", "totalResults", "members", "users", "results", "json", "nextPageToken", "error")
_LONGEST_REASON = 300
_LINK = re.compile(r"<([^<>]*)>([^<]*)")
_RELATIONS = re.compile(r";\s*rel\s*=\s*\"?([^\";,]*)", re.IGNORECASE)


@dataclass(frozen=True)
class Record:
    """One person as the directory sent them, and the place of the record, for messages."""

    where: str
    data: Any


@dataclass(frozen=True)
class Answers:
    """Everything in a group's ``people``."""

    records: list[Record]
    pages: list[Page]


def answers_in(people: Any) -> Answers:
    """Unfold a group's ``people``; raises ``DirectoryError``."""
    only_one = False
    if isinstance(people, Mapping):
        if not _is_registered(people):
            raise DirectoryError(_bare("people", people))
        people, only_one = [people], True
    if not isinstance(people, (list, tuple)):
        raise DirectoryError(f"people is {brief(people)}, but must be a list or what a task registered")
    records: list[Record] = []
    pages = []
    for index, item in enumerate(people):
        where = "people" if only_one else f"people[{index}]"
        if isinstance(item, Mapping) and _is_registered(item):
            found = list(_pages(item, where))
            pages += found
            records += _records_of(found)
        elif isinstance(item, (list, tuple)) or (isinstance(item, Mapping) and _is_body(item)):
            raise DirectoryError(_bare(where, item))
        else:
            records.append(Record(where, item))
    if people and not records and not pages:
        raise DirectoryError("people contains only loops without items, so the directory was never asked")
    return Answers(records, pages)


def _records_of(pages: list[Page]) -> list[Record]:
    return [Record(f"{page.where}, person {index}", data) for page in pages for index, data in enumerate(page.records)]


def _is_registered(result: Mapping[str, Any]) -> bool:
    if "dn" in result:
        return False
    return any(key in result for key in _REGISTERED) or ("json" in result and ("status" in result or "url" in result))


def _is_body(item: Mapping[str, Any]) -> bool:
    return not shape_of(item) and any(key in item for key in _OF_BODIES)


def _bare(where: str, item: Any) -> str:
    what = f"a dictionary (its keys are {keys_of(item)})" if isinstance(item, Mapping) else "a list within the list"
    return (
        f"{where} is {what} that no task registered, so whether it is whole cannot be seen: hand over the variable of "
        "register, without .json or .results"
    )


def _pages(result: Mapping[str, Any], where: str) -> Iterator[Page]:
    """The pages in one result."""
    results = result.get("results")
    if isinstance(results, (list, tuple)) and _is_loop(result, results):
        for index, item in enumerate(results):
            if not isinstance(item, Mapping) or not _is_registered(item):
                raise DirectoryError(f"{where}.results[{index}] is not what a task registers")
            yield from _pages(item, f"{where}.results[{index}]")
        _refuse_failed(result, where, was_skipped=False)
        return
    _refuse_failed(result, where, was_skipped=bool(result.get("skipped")))
    if isinstance(results, (list, tuple)):
        yield Page(where, "ldap", list(results))
    elif "json" in result or "status" in result:
        yield _page_of_uri(result, where)
    else:
        raise DirectoryError(_unknown_result(result, where))


def _is_loop(result: Mapping[str, Any], results: Any) -> bool:
    if not results:
        return bool(result.get("skipped"))
    return not all(isinstance(item, Mapping) and "dn" in item for item in results)


def _refuse_failed(result: Mapping[str, Any], where: str, was_skipped: bool) -> None:
    if was_skipped:
        why = text(result.get("skip_reason")) or text(result.get("msg"))
        raise DirectoryError(
            f"{where} was skipped{': ' + _short(why) if why else ''} (a task that reads needs check_mode: false)"
        )
    if result.get("failed") or result.get("unreachable"):
        why = text(result.get("msg"))
        raise DirectoryError(f"{where} failed{': ' + _short(why) if why else ''}")


def _short(why: str) -> str:
    line = " ".join(why.split())
    return line if len(line) <= _LONGEST_REASON else line[:_LONGEST_REASON] + "..."


def _unknown_result(result: Mapping[str, Any], where: str) -> str:
    if "ad_groups" in result or "ad_users" in result:
        return (
            f"{where} is of a module of azure.azcollection, which does not ask whether people of a group are disabled: "
            "use ansible.builtin.uri with Microsoft Graph"
        )
    if "users" in result:
        return (
            f"{where} contains users of a module such as keycloak_realm_users_info, which stops at 100: "
            "use ansible.builtin.uri with max=-1"
        )
    return (
        f"{where} contains neither json, as ansible.builtin.uri registers it, nor results, as "
        f"community.general.ldap_search does: its keys are {keys_of(result)}"
    )


def _page_of_uri(result: Mapping[str, Any], where: str) -> Page:
    status = result.get("status", result.get("status_code"))
    code = whole_number(status)
    if status is not None and (code is None or not 200 <= code <= 299):
        raise DirectoryError(f"{where} has the status {brief(status)}, which is not a success{_said(result)}")
    if "json" not in result:
        kind = text(result.get("content_type")) or "not given"
        raise DirectoryError(f"{where} contains no JSON (its content type is {kind}), but a web page or a login form")
    body, urls = result["json"], _urls_of(result)
    if isinstance(body, (list, tuple)):
        records = list(body)
        shape = shape_of(records[0]) if records else ""
        return Page(where, "list", records, urls, _next_link(result), shape=shape)
    if not isinstance(body, Mapping):
        raise DirectoryError(f"{where} contains {brief(body)}, but must be a list of people")
    return _page_of_object(body, where, urls, _next_link(result))


def _urls_of(result: Mapping[str, Any]) -> tuple[Url, ...]:
    invocation = result.get("invocation")
    arguments = invocation.get("module_args") if isinstance(invocation, Mapping) else None
    asked = arguments.get("url") if isinstance(arguments, Mapping) else None
    spelled = [text(result.get("url")), text(asked)]
    return tuple(dict.fromkeys(url_from(one) for one in spelled if one))


def _next_link(result: Mapping[str, Any]) -> Url | None:
    """The next page that the header ``Link`` names."""
    header = result.get("link")
    lines = header if isinstance(header, (list, tuple)) else [header]
    for address, parameters in _LINK.findall(", ".join(text(line) for line in lines)):
        if any("next" in words.lower().split() for words in _RELATIONS.findall(parameters)):
            return url_from(urljoin(text(result.get("url")), address))
    return None


def _page_of_object(body: Mapping[str, Any], where: str, urls: tuple[Url, ...], link: Url | None) -> Page:
    if "error" in body or "errorCode" in body or "errorMessage" in body or _is_scim_error(body):
        raise DirectoryError(f"{where} contains an error instead of people{_said({'json': body})}")
    if isinstance(body.get("value"), list):
        following = text(body.get("@odata.nextLink"))
        return Page(where, "graph", body["value"], urls, url_from(following) if following else link)
    if "Resources" in body or "totalResults" in body:
        return _page_of_scim(body, where, urls, link)
    if shape_of(body):
        return Page(where, "one", [body], urls, link)
    people = body.get("members", body.get("users"))
    if isinstance(people, list) or text(body.get("kind")) in ("admin#directory#members", "admin#directory#users"):
        token = text(body.get("nextPageToken"))
        return Page(where, "google", people or [], urls, link, ("pageToken", token) if token else None)
    raise DirectoryError(f"{where} contains no people in a shape that is known: its keys are {keys_of(body)}")


def _page_of_scim(body: Mapping[str, Any], where: str, urls: tuple[Url, ...], link: Url | None) -> Page:
    records = body.get("Resources", [])
    total = whole_number(body.get("totalResults"))
    if not isinstance(records, list) or total is None:
        raise DirectoryError(f"{where} does not say how many there are (totalResults), or has no list of Resources")
    cursor = text(body.get("nextCursor"))
    return Page(where, "scim", records, urls, link, ("cursor", cursor) if cursor else None, total)


def _is_scim_error(body: Mapping[str, Any]) -> bool:
    schemas = body.get("schemas")
    return isinstance(schemas, list) and any(text(one).endswith(":Error") for one in schemas)


def _said(result: Mapping[str, Any]) -> str:
    """What a server says about a refusal, from wherever it says so."""
    body = result.get("json")
    places = [body, body.get("error")] if isinstance(body, Mapping) else []
    for place in places:
        if isinstance(place, str) and place:
            return ": " + _short(text(place))
        if isinstance(place, Mapping):
            for key in ("message", "errorSummary", "errorMessage", "error_description", "detail"):
                if text(place.get(key)):
                    return ": " + _short(text(place[key]))
    return ": " + _short(text(result.get("msg"))) if text(result.get("msg")) else ""
