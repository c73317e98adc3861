# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""A client of the control API, for tests and benchmarks. It needs only the standard library."""

from __future__ import annotations

import http.client
import json
import ssl
from typing import Any
from urllib.parse import urlsplit


class ControlError(Exception):
    """The simulator refused an operation; the message says why."""


class Control:
    """What a test can do to a running simulator. The README's table explains the arguments."""

    def __init__(self, url: str) -> None:
        self.url = url

    def account(self, name: str, **seed: Any) -> dict[str, Any]:
        """Create an account, or replace it with everything in it; return its state."""
        return self._call("account", name=name, **seed)

    def state(self, name: str) -> dict[str, Any]:
        """Return everything stored in an account; `teammates` is a dictionary by e-mail address."""
        return self._call("state", name=name)

    def settings(self, name: str, **switches: Any) -> dict[str, Any]:
        """Change settings of an account, and return all of them."""
        return self._call("settings", name=name, **switches)

    def edit_teammate(self, name: str, email: str, **fields: Any) -> dict[str, Any]:
        """Change a teammate as if by hand; `subuser` names the context unless it is the account itself."""
        return self._call("edit_teammate", name=name, email=email, **fields)

    def remove_teammate(self, name: str, email: str, subuser: str | None = None) -> None:
        """Remove a teammate as if by hand."""
        self._call("remove_teammate", name=name, email=email, subuser=subuser)

    def edit_integration(self, name: str, id: str, **fields: Any) -> dict[str, Any]:
        """Change an integration as if by hand."""
        return self._call("edit_integration", name=name, id=id, **fields)

    def fault(
        self,
        method: str | None = None,
        path: str | None = None,
        account: str | None = None,
        label: str | None = None,
        times: int | None = 1,
        after: int = 0,
        kind: str | None = None,
        status: int | None = None,
        body: Any = None,
        headers: dict[str, str] | None = None,
        delay: float = 0.0,
    ) -> dict[str, Any]:
        """Make the next matching requests fail; `times=None` means forever."""
        rule = {"method": method, "path": path, "account": account, "label": label, "times": times, "after": after}
        what = {"kind": kind, "status": status, "body": body, "headers": headers or {}, "delay": delay}
        return self._call("fault", **rule, **what)

    def faults(self) -> list[dict[str, Any]]:
        """Return the rules, with how often each matched and fired."""
        return self._call("faults")

    def faults_clear(self, account: str | None = None) -> None:
        """Remove the rules of an account, or all."""
        self._call("faults_clear", account=account)

    def rate_limit(
        self,
        limit: int,
        window: float,
        account: str | None = None,
        path: str | None = None,
        headers: bool = True,
        retry_after: bool = False,
    ) -> dict[str, Any]:
        """Limit the requests to each endpoint; the newest rule that covers a request applies."""
        rule = {"limit": limit, "window": window, "account": account, "path": path}
        return self._call("rate_limit", **rule, headers=headers, retry_after=retry_after)

    def rate_limits_clear(self, account: str | None = None) -> None:
        """Remove the limits of an account, or all."""
        self._call("rate_limits_clear", account=account)

    def latency(self, milliseconds: float) -> None:
        """Delay every response by this time."""
        self._call("latency", milliseconds=milliseconds)

    def requests(self, account: str | None = None, label: str | None = None) -> list[dict[str, Any]]:
        """Return the journal, in order of arrival."""
        return self._call("requests", account=account, label=label)

    def forget_requests(self, account: str | None = None, label: str | None = None) -> None:
        """Empty the journal."""
        self._call("forget_requests", account=account, label=label)

    def reset(self) -> None:
        """Restore the initial accounts and latency, without faults or limits, and with an empty journal."""
        self._call("reset")

    def _call(self, operation: str, **arguments: Any) -> Any:
        connection = self._connection()
        try:
            content = json.dumps(arguments).encode()
            connection.request("POST", f"/_simulator/{operation}", content, {"Content-Type": "application/json"})
            answer = connection.getresponse()
            document = json.loads(answer.read())
        finally:
            connection.close()
        if answer.status != 200:
            raise ControlError(document["error"])
        return document["result"]

    def _connection(self) -> http.client.HTTPConnection:
        address = urlsplit(self.url)
        if address.scheme == "http":
            return http.client.HTTPConnection(address.hostname or "", address.port, timeout=30)
        # The simulator's certificate is generated for a test, and the connection never leaves the machine.
        context = ssl.create_default_context()
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        return http.client.HTTPSConnection(address.hostname or "", address.port, timeout=30, context=context)
