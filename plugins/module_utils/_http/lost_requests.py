# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""What a failed connection means: a request that may be sent again, or a failure that no retry would mend."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from urllib.parse import urlsplit

from .connection import Connection
from .connection_failures import innermost, is_hopeless, is_timeout, reason_of, tls_hint, tls_reason
from .fields import Lost
from .status_failures import proxy_failure, tls_failure

# transport.py reports that it is missing.
with contextlib.suppress(ImportError):
    import requests
    import urllib3


def lost_by(error: Exception, method: str, shown: str, connection: Connection, proxies: Mapping[str, str]) -> Lost:
    """The lost request. Raises what no retry would fix. ``proxies`` are those of the environment."""
    if _is_about_tls(error):
        cause = innermost(error)
        raise tls_failure(method, shown, tls_reason(cause), tls_hint(cause, connection.verify)) from None
    proxy = _without_login(requests.utils.select_proxy(connection.base_url, proxies) or "")
    if is_hopeless(error):
        raise proxy_failure(method, shown, reason_of(error), proxy) from None
    return Lost(_reason(error, connection), proxy if _never_left(error) else "")


def _is_about_tls(error: Exception) -> bool:
    """Whether TLS failed before there was a response.

    requests raises a bare OSError if ca_path is not a bundle of certificates.
    """
    if isinstance(error, requests.exceptions.RequestException):
        return isinstance(error, requests.exceptions.SSLError)
    return isinstance(error, OSError)


def _never_left(error: Exception) -> bool:
    """Whether there was no connection, to the proxy if there is one, so that nothing was sent."""
    if isinstance(error, requests.exceptions.ProxyError):
        cause = innermost(error)
        return isinstance(cause, OSError) and "Tunnel connection failed" not in str(cause)
    return isinstance(error, requests.exceptions.ConnectTimeout)


def _reason(error: Exception, connection: Connection) -> str:
    if isinstance(error, requests.exceptions.Timeout) or is_timeout(error):
        return f"no answer within {connection.timeout:g} seconds"
    if isinstance(error, urllib3.exceptions.SSLError):
        # Of a response that had begun, so the request may have taken effect.
        return "TLS failed in the middle of the answer"
    reason = reason_of(error)
    if connection.base_url.startswith("http:") and "refused" not in reason:
        # A TLS server responds to plain http with an alert, or not at all.
        return f"{reason} (if this is a port for https, base_url must begin with https)"
    return reason


def _without_login(url: str) -> str:
    """A proxy's URL as it may be shown."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return "of the environment"
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
