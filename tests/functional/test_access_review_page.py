# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""The report's page in a browser: sorting, search, details, escaping, and the width of a phone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from functional import browser
from functional.by_name import User, a_certificate
from simulator.thread import SimulatorThread

pytestmark = pytest.mark.skipif(bool(browser.missing()), reason=browser.missing())

HOSTILE = "<script>document.title='pwned'</script><img src=x onerror=\"document.title='pwned'\">"
SETS = [["mail.send"], ["alerts.create", "alerts.delete", "alerts.read", "alerts.update", "stats.read", "mail.send"]]
LARGEST_PAGE = 2_000_000

NAMES = (
    "return [...document.querySelectorAll('#table tbody tr:not([hidden]):not(.more)')].map(r => r.cells[0].innerText)"
)
SHOWN = "return document.getElementById('shown').textContent"
TOO_WIDE = "return document.documentElement.scrollWidth - window.innerWidth"


def a_person(number: int) -> dict[str, Any]:
    person = {"email": f"p{number}@example.com", "first_name": f"Person {number}", "last_name": "X"}
    access: list[dict[str, Any]] = [
        {"is_admin": True},
        {"persona": "observer"},
        {"scopes": SETS[number % 2]},
        {"subuser_access": [{"username": "news", "permission_type": "restricted", "scopes": ["templates.read"]}]},
    ]
    return person | access[number % 4] | ({"is_sso": False} if number % 100 == 0 else {})


@pytest.fixture(scope="module")
def page(simulator: SimulatorThread, collections: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page about a thousand people, one of whom has a hostile name, and another a very long address."""
    user = User(tmp_path_factory.mktemp("page"), collections, simulator)
    odd = [
        {"email": "z@example.com", "first_name": HOSTILE, "last_name": HOSTILE, "scopes": SETS[1]},
        {
            "email": "l" * 60 + "@" + "d" * 60 + ".example.com",
            "first_name": "A" * 90,
            "last_name": "Z",
            "is_admin": True,
        },
    ]
    user.account(
        subusers=[{"id": 7, "username": "news"}],
        teammates=[*odd, *(a_person(number) for number in range(998))],
        integrations=[{"id": "a-1", "name": HOSTILE}],
        certificates=[{"integration_id": "a-1", "public_certificate": a_certificate(days)} for days in (500, 12)],
        pending=[{"email": "<b>@example.com", "token": "t0ken"}],
    )
    done = user.runs("access_review", sso_review_path="review")
    assert done.status == 0, done.output
    return user.home / "review" / "access-review.html"


@pytest.fixture(params=[1280, 390], ids=["desktop", "phone"])
def open_page(page: Path, request: pytest.FixtureRequest) -> Iterator[browser.Page]:
    with browser.opened(page, request.param, 844) as opened:
        yield opened


def test_it_is_small_enough(page: Path) -> None:
    assert page.stat().st_size < LARGEST_PAGE


def test_nothing_in_it_runs_or_is_fetched(open_page: browser.Page) -> None:
    assert open_page.run("return document.title").startswith("SendGrid access review")
    assert open_page.run("return document.querySelectorAll('img, main b bdi b, main script').length") == 0
    assert open_page.run("return performance.getEntriesByType('resource').length") == 0
    assert HOSTILE in open_page.run("return document.querySelector('main').textContent")
    assert open_page.log() == []
    assert open_page.run(TOO_WIDE) == 0


def test_search_finds_names_scopes_and_subusers(open_page: browser.Page) -> None:
    assert open_page.run(SHOWN) == "1001 people"
    for text, count in {
        "X Person p17@": 1,
        "P17@EXAMPLE.com": 1,
        "alerts.update": 1,
        "templates.read news": 249,
        "onerror": 1,
        "nobody of that name": 0,
    }.items():
        open_page.type("#search", text)
        assert (text, open_page.run(SHOWN)) == (text, f"{count} of 1001 people")
    assert open_page.run("return document.getElementById('nobody').hidden") is False
    open_page.run("const s = document.getElementById('search'); s.value = ''; s.dispatchEvent(new Event('input'))")
    assert len(open_page.run(NAMES)) == 1001


def test_tiles_choose_and_headings_sort(open_page: browser.Page) -> None:
    open_page.click("[data-filter=password]")
    assert open_page.run(SHOWN) == "10 of 1001 people"
    assert open_page.run(NAMES)[0] == "Person 0 X"

    open_page.click("#table th:nth-child(1) button")
    ascending = open_page.run(NAMES)
    open_page.click("#table th:nth-child(1) button")
    descending = open_page.run(NAMES)

    assert ascending == [f"Person {number} X" for number in range(0, 1000, 100)]
    assert descending == ascending[::-1]
    assert open_page.run("return document.querySelector('#table th').getAttribute('aria-sort')") == "descending"

    open_page.run("document.querySelector('[data-filter=\"\"]').click()")
    open_page.click("#table th:nth-child(4) button")
    access = open_page.run("return [...document.querySelectorAll('#table tbody tr')].map(r => r.dataset.access)")
    assert list(dict.fromkeys(access)) == ["owner", "admin", "persona", "scopes", "subusers"]


def test_details_open_below_the_person_and_close_again(open_page: browser.Page) -> None:
    open_page.type("#search", "z@example.com")
    open_page.click("#table tbody tr:not([hidden]) a")
    assert open_page.run("return document.querySelector('tr.more').innerText").split("\n")[:2] == [
        "alerts (all)",
        "mail.send",
    ]

    open_page.click("#table tbody tr:not([hidden]) a")
    assert open_page.run("return document.querySelectorAll('tr.more').length") == 0


BRIGHTNESS = """
const parts = colour => colour.match(/[0-9]+/g).slice(0, 3).map(Number).reduce((sum, part) => sum + part, 0);
const style = getComputedStyle(document.body);
return [parts(style.color), parts(style.backgroundColor)];
"""


def test_it_is_dark_for_those_who_prefer_that_and_complete_on_paper(open_page: browser.Page) -> None:
    ink, paper = open_page.run(BRIGHTNESS)
    assert paper - ink > 500

    open_page.looks(scheme="dark")
    ink, paper = open_page.run(BRIGHTNESS)
    assert ink - paper > 500

    open_page.looks(media="print", scheme="dark")
    ink, paper = open_page.run(BRIGHTNESS)
    assert paper - ink > 500
    hidden = "return getComputedStyle(document.querySelector('.controls')).display"
    assert open_page.run(hidden) == "none"
    clipped = (
        "return [...document.querySelectorAll('.entries')].filter(e => e.scrollHeight > e.clientHeight + 1).length"
    )
    assert open_page.run(clipped) == 0
