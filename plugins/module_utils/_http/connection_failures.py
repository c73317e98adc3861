# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""Why a request failed, briefly and without its URL, which can contain a token. Pure functions of an exception."""

from __future__ import annotations

import re
import socket

# OpenSSL's errors for checks that only its strict mode makes, which is Python's default since 3.13 (x509_vfy.h).
_STRICT_RULES = range(80, 94)

# Libraries' names for errors that depend on the proxy's URL, not on the network.
_UNUSABLE = ("InvalidSchema", "InvalidProxyURL", "ProxySchemeUnknown", "ProxySchemeUnsupported", "LocationParseError")


def innermost(error: BaseException) -> BaseException:
    """The root cause: requests wraps urllib3's errors, which wrap the operating system's."""
    while True:
        context = None if error.__suppress_context__ else error.__context__
        inner = error.__cause__ or context or _wrapped(error)
        if inner is None:
            return error
        error = inner


def _wrapped(error: BaseException) -> BaseException | None:
    for candidate in (getattr(error, "reason", None), *error.args):
        if isinstance(candidate, BaseException):
            return candidate
    return None


def is_timeout(error: BaseException) -> bool:
    """Whether the error is a timeout, however it is wrapped."""
    cause = innermost(error)
    return isinstance(cause, socket.timeout) or type(cause).__name__ in ("ReadTimeoutError", "ConnectTimeoutError")


def is_hopeless(error: BaseException) -> bool:
    """Whether the proxy can never be used as configured, so that a retry would not help."""
    cause = innermost(error)
    status = re.match(r"Tunnel connection failed: (\d+)", str(cause))
    if status is not None:
        return status.group(1).startswith("4") and status.group(1) not in ("408", "429")
    return type(error).__name__ in _UNUSABLE or type(cause).__name__ in _UNUSABLE


def reason_of(error: BaseException) -> str:
    """Why there was no response."""
    cause = innermost(error)
    if isinstance(cause, OSError) and cause.strerror:
        return cause.strerror
    text = str(cause)
    if text.startswith("Tunnel connection failed"):
        return text.replace("Tunnel connection failed:", "the proxy answered")
    if "SOCKS" in text:
        return "a SOCKS proxy needs the Python library PySocks where the module runs"
    name = type(cause).__name__
    if name in _UNUSABLE:
        return "its URL in the environment cannot be used"
    names = {
        "RemoteDisconnected": "the connection was closed without an answer",
        "IncompleteRead": "the answer was cut short",
        "BadStatusLine": "the answer is not HTTP",
    }
    return names.get(name, f"the connection failed ({name})")


def tls_reason(cause: BaseException) -> str:
    """Why TLS failed."""
    if _is_no_tls(cause):
        return "the server does not speak TLS on this port"
    if type(cause).__name__ == "CertificateError":  # urllib3 before 2.0 compares names on its own
        return str(cause)
    return getattr(cause, "verify_message", "") or reason_of(cause)


def tls_hint(cause: BaseException, verify: bool | str) -> str:
    """What to do about a TLS failure; ``verify`` is a path if ``ca_path`` is given."""
    if _is_no_tls(cause):
        return "Check the port in base_url, and whether the proxy's URL should begin with http:// instead of https://."
    code = getattr(cause, "verify_code", 0)
    if code in _STRICT_RULES:
        return (
            "Python 3.13 and newer refuse certificates that break this rule of RFC 5280. Have the authority issue "
            "certificates that keep it, or run the module with an older Python."
        )
    if code in (9, 10):
        return "Check the clock here, and the dates of the certificates that the server, or a proxy before it, shows."
    if isinstance(verify, str):
        return "ca_path has to contain the root certificate of the authority that issued the server's, or the proxy's."
    return "If a proxy inspects TLS, set ca_path to the certificate of its authority."


def _is_no_tls(cause: BaseException) -> bool:
    reason = getattr(cause, "reason", None)
    return reason in ("WRONG_VERSION_NUMBER", "HTTP_REQUEST", "RECORD_LAYER_FAILURE") or "record layer" in str(cause)
