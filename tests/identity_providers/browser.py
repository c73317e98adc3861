# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""A browser without images or scripts: it follows links, fills in forms, and submits them."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookiejar import CookieJar, DefaultCookiePolicy
from urllib.error import HTTPError
from urllib.parse import urlencode, urljoin
from urllib.request import HTTPCookieProcessor, ProxyHandler, build_opener

_SECONDS = 120  # enough on a busy machine


@dataclass(frozen=True)
class Form:
    """A form of a page, as a browser would submit it."""

    action: str
    fields: dict[str, str] = field(default_factory=dict)
    method: str = "POST"

    def __contains__(self, name: str) -> bool:
        return name in self.fields


class _Forms(HTMLParser):
    def __init__(self, url: str) -> None:
        super().__init__()
        self.url = url
        self.found: list[Form] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.found.append(Form(urljoin(self.url, said.get("action", "")), {}, said.get("method", "get").upper()))
        elif tag in ("input", "button") and self.found and said.get("name"):
            self.found[-1].fields[said["name"]] = said.get("value", "")

    def handle_data(self, data: str) -> None:
        if self.lasttag not in ("script", "style"):
            self.words += data.split()


class Browser:
    """A private window, in which nobody is signed in."""

    def __init__(self) -> None:
        # Browsers treat http on loopback like https. (Sessions of requests lose such a policy.)
        cookies = HTTPCookieProcessor(CookieJar(DefaultCookiePolicy(secure_protocols=("http", "https"))))
        self._opener = build_opener(ProxyHandler({}), cookies)
        self.words = ""

    def open(self, url: str) -> list[Form]:
        """Open a page, and return its forms."""
        return self._forms(url)

    def send(self, form: Form, **filled_in: str) -> list[Form]:
        """Submit a form, and return the forms of the next page."""
        fields = urlencode(form.fields | filled_in)
        return self._forms(f"{form.action}?{fields}") if form.method == "GET" else self._forms(form.action, fields)

    def _forms(self, url: str, fields: str | None = None) -> list[Form]:
        try:
            answer = self._opener.open(url, None if fields is None else fields.encode(), timeout=_SECONDS)
        except HTTPError as page:  # An error page has words, too.
            answer = page
        with answer:
            parser = _Forms(answer.url)
            parser.feed(answer.read().decode())
        self.words = " ".join(parser.words)
        return parser.found

    def sign_in(self, forms: list[Form], username: str, password: str) -> Form:
        """Fill in the sign-in form, if it is among these; return the form to submit to SendGrid."""
        if not any("SAMLResponse" in form for form in forms):
            asked = next((form for form in forms if "password" in form), None)
            if asked is None:
                raise NoLogin(self.words)
            name = "username" if "username" in asked else "user"
            forms = self.send(asked, **{name: username, "password": password})
        answer = next((form for form in forms if "SAMLResponse" in form), None)
        if answer is None:
            raise NoLogin(self.words)
        return answer


class NoLogin(Exception):
    """There was no sign-in; has the words of the identity provider's page."""
