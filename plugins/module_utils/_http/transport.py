# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""The only file that speaks HTTP: one request, one response, or why there is none.

Nothing is retried here. From the environment it reads only the proxies for https.
"""

from __future__ import annotations

import traceback
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

from .._core.errors import SendGridError
from .connection import Connection
from .deadline import in_time
from .fields import Answer

try:
    import requests
    import urllib3
except ImportError:
    REQUESTS_IMPORT_ERROR: str | None = traceback.format_exc()
else:
    REQUESTS_IMPORT_ERROR = None

USER_AGENT = "ansible-collection-community.sendgrid/1.0.0"


@dataclass(frozen=True)
class Lost:
    """A request without a usable response: it may or may not have reached SendGrid and taken effect.

    ``proxy`` names the proxy if it was not reached. ``tried`` is false for a request that was never sent.
    """

    reason: str
    proxy: str = ""
    tried: bool = True


class Transport:
    """One pool of connections that are kept alive, for ``workers`` threads."""

    def __init__(self, connection: Connection, workers: int = 1) -> None:
        self.connection = connection
        self._adapter = _adapter(workers)
        self._blank = _blank_request(connection)
        self._base = str(self._blank.url).rstrip("/")
        self._proxies = _proxies(connection)
        self._proxy = _without_login(requests.utils.select_proxy(connection.base_url, self._proxies) or "")
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
            response = self._adapter.send(
                self._request(method, path, params, body),
                timeout=self.connection.timeout,
                verify=self.connection.verify,
                proxies=self._proxies,
            )
            content = response.content
        except requests.exceptions.SSLError as error:
            raise self._tls_failure(method, shown, error) from None
        except (requests.exceptions.RequestException, urllib3.exceptions.HTTPError) as error:
            return self._lost(method, shown, error)
        except OSError as error:
            # requests raises a bare OSError if ca_path is not a bundle of certificates.
            raise self._tls_failure(method, shown, error) from None
        if _is_cut_short(response):
            return Lost("the answer was cut short")
        return Answer(method, shown, response.status_code, response.headers, content)

    def _request(
        self, method: str, path: str, params: Mapping[str, Any] | None, body: dict[str, Any] | None
    ) -> requests.PreparedRequest:
        request = self._blank.copy()
        request.prepare_method(method)
        # Assigned, because requests would take the URL apart and encode it again for every request.
        request.url = self._base + path + (f"?{urlencode(params)}" if params else "")
        request.prepare_body(None, None, body)
        return request

    def _tls_failure(self, method: str, shown: str, error: BaseException) -> SendGridError:
        # Imported here, like below: Ansible compiles what is imported for every task, and hardly any request fails.
        from .connection_failures import innermost, tls_hint, tls_reason
        from .status_failures import tls_failure

        cause = innermost(error)
        return tls_failure(method, shown, tls_reason(cause), tls_hint(cause, self.connection.verify))

    def _lost(self, method: str, shown: str, error: BaseException) -> Lost:
        from .connection_failures import innermost, is_hopeless, reason_of
        from .status_failures import proxy_failure

        if is_hopeless(error):
            raise proxy_failure(method, shown, reason_of(error), self._proxy) from None
        if isinstance(error, requests.exceptions.ProxyError):
            cause = innermost(error)
            if isinstance(cause, OSError) and "Tunnel connection failed" not in str(cause):
                return Lost(self._reason(error), self._proxy)
        if isinstance(error, requests.exceptions.ConnectTimeout):
            return Lost(self._reason(error), self._proxy)
        return Lost(self._reason(error))

    def _reason(self, error: BaseException) -> str:
        from .connection_failures import is_timeout, reason_of

        if isinstance(error, requests.exceptions.Timeout) or is_timeout(error):
            return f"no answer within {self.connection.timeout:g} seconds"
        reason = reason_of(error)
        if self.connection.base_url.startswith("http:") and "refused" not in reason:
            # A TLS server responds to plain http with an alert, or not at all.
            return f"{reason} (if this is a port for https, base_url must begin with https)"
        return reason


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
    """An adapter whose connections limit the time of a whole response."""

    # Defined here, since the base class does not exist without requests.
    class Adapter(requests.adapters.HTTPAdapter):
        def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
            super().init_poolmanager(*args, **kwargs)
            in_time(self.poolmanager)

        def proxy_manager_for(self, *args: Any, **kwargs: Any) -> Any:
            return in_time(super().proxy_manager_for(*args, **kwargs))

    return Adapter(pool_connections=1, pool_maxsize=workers)


def _is_cut_short(response: requests.Response) -> bool:
    """Whether fewer bytes came than announced, which urllib3 before 2.0 does not report."""
    announced = response.headers.get("Content-Length", "")
    return announced.isascii() and announced.isdigit() and response.raw.tell() < int(announced)


def _without_login(url: str) -> str:
    """A proxy's URL as it may be shown."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return "of the environment"
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
