# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""What tasks registered: which answers are complete, and which are refused."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.community.sendgrid.plugins.plugin_utils._directory_answers import answers_in
from ansible_collections.community.sendgrid.plugins.plugin_utils._directory_pages import check_whole
from ansible_collections.community.sendgrid.plugins.plugin_utils._directory_values import DirectoryError

GRAPH_URL = "https://graph.microsoft.com/v1.0/groups/1/transitiveMembers?$select=id,mail&$top=2"
GOOGLE_URL = "https://admin.googleapis.com/admin/directory/v1/groups/g/members?maxResults=2"
OKTA_URL = "https://example.okta.com/api/v1/groups/1/users?limit=2"
KEYCLOAK_URL = "https://sso.example.com/admin/realms/r/groups/1/members"
SCIM_URL = "https://scim.example.com/v2/Users?filter=groups.value%20eq%20%221%22"

NO_ITEMS = {"changed": False, "failed": False, "results": [], "skipped": True, "skip_reason": "No items in the list"}


def uri(body: Any, url: str, **more: Any) -> dict[str, Any]:
    """What ansible.builtin.uri registers."""
    return {"changed": False, "failed": False, "status": 200, "msg": "OK", "url": url, "json": body, **more}


def loop(*results: dict[str, Any]) -> dict[str, Any]:
    """What a task with a loop registers."""
    items = [{**result, "item": number, "ansible_loop_var": "item"} for number, result in enumerate(results)]
    return {"changed": False, "msg": "All items completed", "results": items, "skipped": False}


def graph(numbers: range, skip: str = "", following: str = "") -> dict[str, Any]:
    body: dict[str, Any] = {"@odata.context": "x", "value": [{"mail": f"{number}@example.com"} for number in numbers]}
    if following:
        body["@odata.nextLink"] = f"{GRAPH_URL}&$skiptoken={following}"
    return uri(body, GRAPH_URL + (f"&%24skiptoken={skip}" if skip else ""))


def google(numbers: range, token: str = "", following: str = "") -> dict[str, Any]:
    members = [{"email": f"{number}@example.com", "type": "USER"} for number in numbers]
    body: dict[str, Any] = {"kind": "admin#directory#members", "members": members}
    if following:
        body["nextPageToken"] = following
    return uri(body, GOOGLE_URL + (f"&pageToken={token}" if token else ""))


def okta(numbers: range, after: str = "", following: str = "") -> dict[str, Any]:
    people = [{"status": "ACTIVE", "profile": {"email": f"{number}@example.com"}} for number in numbers]
    links = [f'<{OKTA_URL}>; rel="self"'] + ([f'<{OKTA_URL}&after={following}>; rel="next"'] if following else [])
    return uri(people, OKTA_URL + (f"&after={after}" if after else ""), link=", ".join(links))


def keycloak(numbers: range, query: str) -> dict[str, Any]:
    people = [{"username": str(number), "email": f"{number}@example.com"} for number in numbers]
    return uri(people, f"{KEYCLOAK_URL}?{query}")


def scim(numbers: range, total: Any, start: int = 1) -> dict[str, Any]:
    people = [{"id": str(number), "userName": str(number)} for number in numbers]
    body = {"schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"], "Resources": people}
    return uri({**body, "totalResults": total}, f"{SCIM_URL}&startIndex={start}&count=2")


def ldap(*entries: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"changed": False, "failed": False, "results": list(entries), **more}


PAGES = {
    "graph": [graph(range(2), "", "b"), graph(range(2, 4), "b", "c"), graph(range(4, 5), "c")],
    "google": [google(range(2), "", "b=/+"), google(range(2, 4), "b%3D%2F%2B", "c"), google(range(4, 5), "c")],
    "okta": [okta(range(2), "", "b"), okta(range(2, 4), "b", "c"), okta(range(4, 5), "c")],
    "keycloak": [
        keycloak(range(2), "max=2"),
        keycloak(range(2, 4), "first=2&max=2"),
        keycloak(range(4, 5), "first=4&max=2"),
    ],
    "scim": [scim(range(2), 5), scim(range(2, 4), 5, 3), scim(range(4, 5), "5", 5)],
}


def number_of_people(people: Any) -> int:
    """Read a group's people, and refuse incomplete answers."""
    answers = answers_in(people)
    check_whole(answers.pages)
    return len(answers.records)


def why_not(people: Any) -> str:
    with pytest.raises(DirectoryError) as refusal:
        number_of_people(people)
    return str(refusal.value)


@pytest.mark.parametrize("pages", PAGES.values(), ids=PAGES.keys())
def test_all_pages_in_any_order_are_whole(pages: list[dict[str, Any]]) -> None:
    assert number_of_people(pages) == 5
    assert number_of_people(pages[::-1]) == 5
    assert number_of_people(loop(*pages)) == 5
    assert number_of_people([pages[0], loop(*pages[1:]), NO_ITEMS]) == 5
    assert number_of_people([*pages, pages[1]]) == 7  # the same page twice: duplicate people are recognized later


@pytest.mark.parametrize("missing", range(3))
@pytest.mark.parametrize("pages", PAGES.values(), ids=PAGES.keys())
def test_whichever_page_is_cut_it_is_missed(pages: list[dict[str, Any]], missing: int) -> None:
    rest = [page for number, page in enumerate(pages) if number != missing]
    for people in (rest, rest[::-1], loop(*rest)):
        assert any(
            words in why_not(people)
            for words in ("not among those given", "no page with a later first follows", "there are 5 (totalResults)")
        )


PERSON = {"email": "ann@example.com"}
ENTRY = {"dn": "uid=ann", "mail": "ann@example.com"}


@pytest.mark.parametrize(
    ("people", "number"),
    [
        pytest.param([], 0, id="nobody"),
        pytest.param([PERSON, PERSON], 2, id="people"),
        pytest.param(ldap(ENTRY), 1, id="ldap"),
        pytest.param(ldap(), 0, id="ldap without anybody"),
        pytest.param(loop(ldap(ENTRY), ldap()), 1, id="a loop over ldap"),
        pytest.param([PERSON, ldap(ENTRY), graph(range(2)), loop(okta(range(1)))], 5, id="all kinds together"),
        pytest.param(google(range(0)), 0, id="google without anybody"),
        pytest.param(uri({"kind": "admin#directory#members", "etag": "x"}, GOOGLE_URL), 0, id="google without members"),
        pytest.param(uri({"users": [{"primaryEmail": "ann@example.com"}]}, GOOGLE_URL), 1, id="google's users"),
        pytest.param(
            loop(uri({"kind": "admin#directory#user", "primaryEmail": "a@example.com"}, "https://x/1")),
            1,
            id="one user",
        ),
        pytest.param(uri({"id": "1", "userName": "ann", "emails": []}, "https://x/Users/1"), 1, id="one user of SCIM"),
        pytest.param(scim(range(0), 0), 0, id="scim without anybody"),
        pytest.param(uri({"totalResults": 0}, SCIM_URL), 0, id="scim without Resources"),
        pytest.param(scim(range(3), 2), 3, id="more than scim says"),
        pytest.param(uri([PERSON], "https://hr.example.com/people"), 1, id="people by uri"),
        pytest.param(uri([PERSON], "https://hr.example.com/people", status=206), 1, id="another success"),
        pytest.param(uri([], "https://hr.example.com/people"), 0, id="an empty list by uri"),
        pytest.param(keycloak(range(300), "max=-1"), 300, id="all of keycloak"),
        pytest.param(keycloak(range(99), "max=100&briefRepresentation=true"), 99, id="fewer than max"),
        pytest.param(
            [keycloak(range(2), "max=2"), keycloak(range(0), "first=2&max=2")], 2, id="an empty page at the end"
        ),
        pytest.param(
            [keycloak(range(1), "max=2"), keycloak(range(1), "first=2&max=2")], 2, id="somebody left meanwhile"
        ),
        pytest.param(
            {**keycloak(range(1), ""), "invocation": {"module_args": {"url": f"{KEYCLOAK_URL}?max=-1"}}},
            1,
            id="the url that was asked for",
        ),
        pytest.param(uri({"id": "1", "username": "ann"}, KEYCLOAK_URL), 1, id="one user of keycloak"),
        pytest.param({"json": [PERSON], "status": 200}, 1, id="a lean result"),
        pytest.param(
            [
                uri([{"username": "ann"}], "https://sso.example.com/proxied?first=0&max=1"),
                uri([], "https://sso.example.com/proxied?first=1&max=1"),
            ],
            1,
            id="keycloak behind a proxy, with an empty page at the end",
        ),
        pytest.param(
            [
                {**google(range(1), "", "b"), "url": GOOGLE_URL + "&includeDerivedMembership=true"},
                google(range(1), "b"),
            ],
            2,
            id="a page of google asked for with fewer parameters",
        ),
        pytest.param(
            [
                uri([PERSON], "https://hr.example.com/people?page=1", link="</people?page=2>; rel=next"),
                uri([PERSON], "https://HR.example.com:443/people?page=2", link='</people>; rel="prev first"'),
            ],
            2,
            id="relative links",
        ),
        pytest.param(
            [
                uri({"totalResults": 2, "Resources": [{"id": 1}], "nextCursor": "b"}, SCIM_URL),
                uri({"totalResults": 2, "Resources": [{"id": 2}]}, SCIM_URL + "&cursor=b"),
            ],
            2,
            id="cursors of scim",
        ),
    ],
)
def test_what_is_whole(people: Any, number: int) -> None:
    assert number_of_people(people) == number


FAILED = {"changed": False, "failed": True, "msg": "Attribute action failed."}
SKIPPED = {"changed": False, "skipped": True, "skip_reason": "Conditional result was False"}


@pytest.mark.parametrize(
    ("people", "words"),
    [
        pytest.param("ann@example.com", "people is 'ann@example.com', but must be a list or", id="text"),
        pytest.param(5, "people is 5", id="a number"),
        pytest.param("x" * 10_000, "xxx..., but must be a list", id="a whole answer as text"),
        pytest.param({**graph(range(1), "", "b"), "url": "https://[x"}, "names a next page", id="no url"),
        pytest.param(PERSON, "people is a dictionary (its keys are email) that no task registered", id="a person"),
        pytest.param({"value": [PERSON]}, "no task registered", id="a bare body"),
        pytest.param([{"@odata.context": "x", "value": []}], "people[0] is a dictionary (its keys are", id="in a list"),
        pytest.param([{"results": [ENTRY]}], "hand over the variable of register", id="bare results"),
        pytest.param([PAGES["scim"][0]["json"]], "no task registered", id="a bare body of scim"),
        pytest.param([{"kind": "admin#directory#members", "nextPageToken": "x"}], "no task registered", id="of google"),
        pytest.param([[PERSON]], "people[0] is a list within the list", id="bare lists"),
        pytest.param(FAILED, "people failed: Attribute action failed.", id="failed"),
        pytest.param([PERSON, {**FAILED, "msg": ""}], "people[1] failed", id="failed without a reason"),
        pytest.param({"unreachable": True, "msg": "no route"}, "people failed: no route", id="unreachable"),
        pytest.param(SKIPPED, "people was skipped: Conditional result was False (a task that reads", id="skipped"),
        pytest.param(loop(okta(range(1)), SKIPPED), "people.results[1] was skipped", id="skipped in a loop"),
        pytest.param(loop(okta(range(1)), FAILED), "people.results[1] failed", id="failed in a loop"),
        pytest.param({**loop(okta(range(1))), "failed": True}, "people failed", id="a loop that failed"),
        pytest.param({**loop(), "results": [5], "failed": False}, "is not what a task registers", id="an odd loop"),
        pytest.param(NO_ITEMS, "contains only loops without items", id="nobody was asked"),
        pytest.param([NO_ITEMS, NO_ITEMS], "contains only loops without items", id="nobody was asked twice"),
        pytest.param(uri([], "https://x", status=404), "has the status 404, which is not a success", id="404"),
        pytest.param(uri([], "https://x", status=304), "has the status 304", id="304"),
        pytest.param(uri([], "https://x", status=-1), "has the status -1", id="no connection"),
        pytest.param(uri([], "https://x", status="?"), "has the status '?'", id="no number"),
        pytest.param(
            {**FAILED, "failed": False, "status": 403, "msg": "HTTP Error 403: Forbidden"},
            "has the status 403, which is not a success: HTTP Error 403: Forbidden",
            id="failed_when: false",
        ),
        pytest.param(
            {"changed": False, "status": 200, "content_type": "text/html", "content": "<html>"},
            "contains no JSON (its content type is text/html)",
            id="a web page",
        ),
        pytest.param(uri("<html>", "https://x"), "contains '<html>', but must be a list of people", id="text as JSON"),
        pytest.param(
            uri({"error": {"code": "x", "message": "Expired."}}, "https://x"), "people: Expired.", id="an error"
        ),
        pytest.param(uri({"error": "invalid_token"}, "https://x"), "people: invalid_token", id="an error in a word"),
        pytest.param(uri({"errorCode": "E5", "errorSummary": "No."}, "https://x"), "people: No.", id="okta's error"),
        pytest.param(
            uri({"schemas": ["urn:ietf:params:scim:api:messages:2.0:Error"], "detail": "Gone."}, "https://x"),
            "contains an error instead of people: Gone.",
            id="scim's error",
        ),
        pytest.param(
            uri({"data": []}, "https://x"), "contains no people in a shape that is known: its keys are data", id="?"
        ),
        pytest.param(
            {"changed": False, "stdout": "skipped, since x exists"}, "its keys are changed, stdout", id="creates"
        ),
        pytest.param({"changed": False, "ad_groups": [{}]}, "use ansible.builtin.uri with Microsoft Graph", id="azure"),
        pytest.param({"changed": False, "msg": "", "users": [{}]}, "keycloak_realm_users_info", id="keycloak's module"),
        pytest.param(keycloak(range(3), "first=0"), "was asked for without max", id="keycloak without max"),
        pytest.param(uri([], KEYCLOAK_URL), "was asked for without max", id="keycloak without max and people"),
        pytest.param({"json": [{"username": "ann"}], "status": 200}, "without max", id="keycloak without an url"),
        pytest.param(keycloak(range(0), "max=0"), "is full (max=0)", id="keycloak asked for nobody"),
        pytest.param(keycloak(range(2), "max=2"), "is full (max=2), and no page with a later first", id="a full page"),
        pytest.param(keycloak(range(2), "max=many"), "with max 'many', which is not a whole number", id="an odd max"),
        pytest.param(
            [keycloak(range(2), "max=2"), keycloak(range(2), "first=3&max=9")], "begins at 3", id="a gap in keycloak"
        ),
        pytest.param(uri({"Resources": []}, SCIM_URL), "does not say how many there are", id="no totalResults"),
        pytest.param(uri({"Resources": {}, "totalResults": 1}, SCIM_URL), "no list of Resources", id="no Resources"),
        pytest.param(
            [scim(range(2), 4), scim(range(2), 4)], "there are 4 (totalResults), and 2 came", id="one page twice"
        ),
        pytest.param([graph(range(2), "b", "b")], "named as the next page again", id="a page that names itself"),
        pytest.param(
            [graph(range(1), "b", "c"), graph(range(1), "c", "b")], "so the answer never ends", id="pages in a circle"
        ),
        pytest.param(
            uri([PERSON], "https://x.example.com", link='<https://x.example.com/2>; foo=1; REL="last next"'),
            "names a next page",
            id="a next page in a header",
        ),
        pytest.param(
            [
                google(range(2), "", "b"),
                {**google(range(2), "b"), "url": GOOGLE_URL.replace("/g/", "/h/") + "&pageToken=b"},
            ],
            "people[0] names a next page",
            id="a page of another group",
        ),
    ],
)
def test_what_is_not_whole(people: Any, words: str) -> None:
    assert words in why_not(people)
