# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""Where and how to speak to SendGrid: the shared options, checked, as plain data."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from .._core.errors import invalid
from .._core.options import a_text

# Parent accounts live on the global host; only subusers can be pinned to the EU (Twilio's page "On Behalf Of").
BASE_URLS = {"global": "https://api.sendgrid.com", "eu": "https://api.eu.sendgrid.com"}

# Compiled where they are used, which is rare.
_ACCOUNT_ID = r"account-id [!-~]+"
_HASHED_NAME = r"[0-9a-f]{8}\.[0-9]+"
_PRINTABLE = re.compile(r"[!-~]+", re.ASCII)
_LOOPBACK_IPV4 = re.compile(r"127(\.(25[0-5]|2[0-4]\d|1?\d?\d)){3}", re.ASCII)
_HOST = re.compile(
    r"(?=.{1,253}(:|$))[A-Z0-9_-]{1,63}(\.[A-Z0-9_-]{1,63})*\.?(:\d+)?|\[[0-9A-F:.]+\](:\d+)?", re.A | re.I
)


class Policy(NamedTuple):
    """``retries``: after transient failures; ``rate_limit_wait``: seconds for all rate limits of one request."""

    retries: int
    rate_limit_wait: float


@dataclass(frozen=True, repr=False)
class Connection:
    """Everything the client needs to know. ``verify`` is a bool or a path, as requests expects it."""

    api_key: str
    base_url: str
    on_behalf_of: str | None
    verify: bool | str
    timeout: float
    policy: Policy

    @property
    def as_subuser(self) -> bool:
        """Whether requests act inside a subuser's account, which has neither SSO settings nor subusers."""
        return self.on_behalf_of is not None and not self.on_behalf_of.startswith("account-id ")

    def __repr__(self) -> str:
        return f"Connection({self.base_url!r})"


def connection_from(params: Mapping[str, Any]) -> Connection:
    """Check the shared options and build the Connection; raises ``invalid`` with the option at fault."""
    return Connection(
        api_key=_api_key(params["api_key"]),
        base_url=_base_url(params["base_url"] or BASE_URLS[params["region"]]),
        on_behalf_of=_on_behalf_of(params["on_behalf_of"]),
        verify=_verify(params["validate_certs"], params["ca_path"]),
        timeout=_timeout(params["timeout"]),
        policy=Policy(
            retries=_not_negative("retries", params["retries"]),
            rate_limit_wait=_not_negative("rate_limit_wait", params["rate_limit_wait"]),
        ),
    )


def refuse_subuser(connection: Connection, what: str) -> None:
    """Raise ``invalid`` if a subuser is named: SSO settings and subusers belong to the parent account."""
    if connection.as_subuser:
        raise invalid(f"{what} to the parent account, so on_behalf_of cannot name a subuser here.", "on_behalf_of")


def _api_key(key: str | None) -> str:
    if key and _PRINTABLE.fullmatch(key) and key[0] not in "\"'$%{" and key[-1] not in "\"'":
        return key
    # Imported here: Ansible compiles what is imported for every task, and hardly any key is unusable.
    from .key_faults import why_unusable

    raise invalid(why_unusable(key), "api_key")


def _base_url(url: str) -> str:
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname, parts.port
    except ValueError:
        raise invalid(f"base_url {_without_login(url)!r} is not a URL.", "base_url") from None
    if "@" in parts.netloc:
        raise invalid("base_url must not contain a user name or a password.", "base_url")
    if (
        parts.scheme not in ("http", "https")
        or not host
        or not _HOST.fullmatch(parts.netloc)
        or not _PRINTABLE.fullmatch(url)
    ):
        raise invalid(f"base_url {_without_login(url)!r} needs the form https://HOST.", "base_url")
    if parts.query or parts.fragment or url.endswith(("?", "#")):
        raise invalid(f"base_url {url!r} must have neither a query nor a fragment.", "base_url")
    if parts.scheme == "http" and not is_loopback(host):
        raise invalid(
            f"base_url {url!r} would send the API key unencrypted: use https (http serves loopback hosts only).",
            "base_url",
        )
    if parts.path.rstrip("/").endswith("/v3"):
        raise invalid(f"base_url {url!r} must end before /v3, which the modules add themselves.", "base_url")
    # Rebuilt from its parts, so that the scheme is in lower case.
    return parts.geturl().rstrip("/")


def _without_login(url: str) -> str:
    return url.rsplit("@", 1)[-1]


def is_loopback(host: str) -> bool:
    """Whether a host name can only mean this machine."""
    return host in ("localhost", "::1") or _LOOPBACK_IPV4.fullmatch(host) is not None


def _on_behalf_of(given: Any) -> str | None:
    value = a_text(given, "on_behalf_of", "one subuser or account")
    if not value:
        return None
    if not (_PRINTABLE.fullmatch(value) or re.fullmatch(_ACCOUNT_ID, value)) or not value.isascii():
        raise invalid(f"on_behalf_of {value!r} is neither a subuser's username nor 'account-id <id>'.", "on_behalf_of")
    return value


def _verify(validate_certs: bool, ca_path: str | None) -> bool | str:
    if not validate_certs:
        return False
    if not ca_path:
        return True
    if not os.path.exists(ca_path):
        raise invalid(f"ca_path {ca_path!r} does not exist.", "ca_path")
    if os.path.isdir(ca_path) and not _is_prepared(ca_path):
        raise invalid(
            f"ca_path {ca_path!r} is a directory without a certificate under its hash: run openssl rehash on it, or "
            "name a file.",
            "ca_path",
        )
    return ca_path


def _is_prepared(directory: str) -> bool:
    """Whether OpenSSL would find anything in a directory: it only looks for names such as 4f3a1b2c.0."""
    try:
        return any(re.fullmatch(_HASHED_NAME, name) for name in os.listdir(directory))
    except OSError:
        return False


def _timeout(seconds: float) -> float:
    if not 0 < seconds < 1e6:
        raise invalid(f"timeout must be a number of seconds above 0, not {seconds:g}.", "timeout")
    return seconds


def _not_negative(name: str, number: int) -> int:
    if number < 0:
        raise invalid(f"{name} must not be negative, and it is {number}.", name)
    return number
