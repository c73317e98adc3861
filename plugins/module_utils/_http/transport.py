# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""The only file that speaks HTTP: one request, one response, or why there is none.

Nothing is retried here. From the environment it reads only the proxies for https.
"""

from __future__ import annotations

import copy
import traceback
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from .connection import Connection
from .deadline import in_time
from .fields import Answer, Lost

try:
    import requests
    import urllib3
except ImportError:
    REQUESTS_IMPORT_ERROR: str | None = traceback.format_exc()
else:
    REQUESTS_IMPORT_ERROR = None

# Bytes that are read at a time.
_PIECE = 65_536

USER_AGENT = "ansible-collection-community.sendgrid/1.0.0"


class Transport:
    """One pool of connections that are kept alive, for ``workers`` threads."""

    def __init__(self, connection: Connection, workers: int = 1) -> None:
        self.connection = connection
        self._adapter = _adapter(workers)
        self._blank = _blank_request(connection)
        self._base = str(self._blank.url).rstrip("/")
        self._proxies = _proxies(connection)
        if connection.verify is False:
            urllib3.disable_warnings(urllib3.exceptions.InsecureRequestWarning)

    def close(self) -> None:
        """Close the pooled connections."""
        self._adapter.close()

    def send(
        self,
        method: str,
        path: str,
        shown: str,
        params: Mapping[str, Any] | None,
        body: dict[str, Any] | None,
    ) -> Answer | Lost:
        """Send a request once. Raises what no retry would fix. ``shown`` is the path without secrets."""
        try:
            response: Any = self._adapter.send(
                self._request(method, path, params, body),
                timeout=self.connection.timeout,
                verify=self.connection.verify,
                proxies=self._proxies,
            )
            # In pieces, because reading at once trusts the length that the server announces, however large.
            content = b"".join(response.stream(_PIECE, decode_content=True))
        except (requests.exceptions.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
            # Imported here: Ansible compiles what is imported for every task, and hardly any request fails.
            from .lost_requests import lost_by

            return lost_by(error, method, shown, self.connection, self._proxies)
        if _is_cut_short(response):
            return Lost("the answer was cut short")
        return Answer(method, shown, response.status, response.headers, content)

    def _request(
        self, method: str, path: str, params: Mapping[str, Any] | None, body: dict[str, Any] | None
    ) -> requests.PreparedRequest:
        # The copy shares its headers with all other requests, in all threads, so they are copied before any change.
        request = copy.copy(self._blank)
        request.method = method
        # Assigned, because requests would take the URL apart and encode it again for every request.
        request.url = self._base + path + (f"?{urlencode(params)}" if params else "")
        if body is not None or method != "GET":
            request.headers = self._blank.headers.copy()
            request.prepare_body(None, None, body)
        return request


def _blank_request(connection: Connection) -> requests.PreparedRequest:
    """What all requests have in common, prepared once.

    A requests session would repeat this for each request, which takes a fifth of its time. It would also look for
    logins in .netrc (they replace the Authorization header), keep cookies, and follow redirects.
    """
    headers = requests.utils.default_headers()
    headers.update(
        {
            "Authorization": "Bearer " + connection.api_key,
            "Accept": "application/json",
            "User-Agent": USER_AGENT,
        }
    )
    if connection.on_behalf_of:
        headers["on-behalf-of"] = connection.on_behalf_of
    blank = requests.PreparedRequest()
    blank.prepare("GET", connection.base_url, headers)
    return blank


def _proxies(connection: Connection) -> dict[str, str]:
    """The proxies from the environment. Plain http is only allowed for loopback, which needs none."""
    if not connection.base_url.startswith("https:"):
        return {}
    return dict(requests.utils.get_environ_proxies(connection.base_url, no_proxy=None))


def _adapter(workers: int) -> requests.adapters.HTTPAdapter:
    """An adapter whose connections limit the time of a whole response, and whose responses are those of urllib3.

    All requests go to one server, so the pool for it is found once. This, and responses without what nobody reads
    here, such as cookies, take about a quarter off the CPU time of a request.
    """

    # Defined here, since the base class does not exist without requests.
    class Adapter(requests.adapters.HTTPAdapter):
        pool: Any = None

        def get_connection_with_tls_context(self, *args: Any, **kwargs: Any) -> Any:
            if self.pool is None:
                self.pool = super().get_connection_with_tls_context(*args, **kwargs)
            return self.pool

        # The same, as requests before 2.32 names it.
        def get_connection(self, *args: Any, **kwargs: Any) -> Any:
            if self.pool is None:
                self.pool = super().get_connection(*args, **kwargs)
            return self.pool

        def close(self) -> None:
            # urllib3 closes the connections of a pool once nothing refers to it.
            self.pool = None
            super().close()

        def request_url(self, request: Any, proxies: Any) -> Any:
            # A proxy for plain http would need the whole URL, but _proxies gives plain http none.
            return request.path_url

        def build_response(self, req: Any, resp: Any) -> Any:
            return resp

        def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
            super().init_poolmanager(*args, **kwargs)
            in_time(self.poolmanager)

        def proxy_manager_for(self, *args: Any, **kwargs: Any) -> Any:
            return in_time(super().proxy_manager_for(*args, **kwargs))

    return Adapter(pool_connections=1, pool_maxsize=workers)


def _is_cut_short(response: Any) -> bool:
    """Whether fewer bytes came than announced, which urllib3 before 2.0 does not report."""
    announced = response.headers.get("Content-Length", "")
    return announced.isascii() and announced.isdigit() and response.tell() < int(announced)
