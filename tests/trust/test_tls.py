# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""TLS is verified, and the key is sent only to the base URL's host, whatever the environment says."""

from __future__ import annotations

import contextlib
import datetime
import socket
import ssl
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import trustme

from trust.driving import Done, run_module
from trust.world import Simulator

KEY = "SG.tls"
_PROXIES = [f"{scheme}_proxy" for scheme in ("http", "https", "all", "no")]


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [*_PROXIES, *map(str.upper, _PROXIES), "NETRC", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"]:
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture(scope="module")
def ca_path(authority: trustme.CA, tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("ca") / "ca.pem"
    authority.cert_pem.write_to_path(path)
    return str(path)


@contextlib.contextmanager
def serving(authority: trustme.CA, *names: str, **options: Any) -> Iterator[Simulator]:
    """A simulator that serves https with a certificate for these names."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*names, **options).configure_cert(context)
    with Simulator(context) as simulator:
        simulator.account("tls")
        yield simulator


@pytest.fixture(scope="module")
def trusted(authority: trustme.CA) -> Iterator[Simulator]:
    with serving(authority, "127.0.0.1") as simulator:
        yield simulator


def look(base_url: str, **options: Any) -> Done:
    shared = {"api_key": KEY, "base_url": base_url, "retries": 1, "timeout": 5}
    return run_module("sendgrid_sso_integration_info", shared | options)


def refused(done: Done, simulator: Simulator, word: str) -> None:
    """The server was rejected before anything was sent to it."""
    assert done.code == "tls", done.error
    assert word in done.error.msg
    assert KEY not in done.error.msg
    assert simulator.requests() == []


def test_an_untrusted_server_is_refused(trusted: Simulator) -> None:
    trusted.forget_requests()
    refused(look(trusted.url), trusted, "issuer")


def test_ca_path_trusts_its_authority(trusted: Simulator, ca_path: str) -> None:
    assert look(trusted.url, ca_path=ca_path).error is None


def test_ca_path_trusts_no_other(trusted: Simulator, tmp_path: Path) -> None:
    trusted.forget_requests()
    trustme.CA().cert_pem.write_to_path(tmp_path / "other.pem")
    refused(look(trusted.url, ca_path=str(tmp_path / "other.pem")), trusted, "certificate")


@pytest.mark.parametrize("content", [b"", b"no certificate"], ids=["empty", "nonsense"])
def test_a_ca_path_without_certificates_trusts_nobody(trusted: Simulator, tmp_path: Path, content: bytes) -> None:
    trusted.forget_requests()
    (tmp_path / "ca.pem").write_bytes(content)
    refused(look(trusted.url, ca_path=str(tmp_path / "ca.pem")), trusted, "")


def test_an_expired_server_is_refused(authority: trustme.CA, ca_path: str) -> None:
    yesterday = datetime.datetime.now(datetime.UTC) - datetime.timedelta(days=1)
    with serving(authority, "127.0.0.1", not_after=yesterday) as simulator:
        refused(look(simulator.url, ca_path=ca_path), simulator, "expired")


def test_a_server_of_another_name_is_refused(authority: trustme.CA, ca_path: str) -> None:
    with serving(authority, "sendgrid.example") as simulator:
        refused(look(simulator.url, ca_path=ca_path), simulator, "127.0.0.1")


def test_validate_certs_false_accepts_any_server(authority: trustme.CA, recwarn: pytest.WarningsRecorder) -> None:
    with serving(authority, "sendgrid.example") as simulator:
        assert look(simulator.url, validate_certs=False).error is None
    assert [warning for warning in recwarn if "Insecure" in warning.category.__name__] == []


@pytest.mark.parametrize("name", ["REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"])
def test_the_environment_does_not_widen_trust(
    trusted: Simulator, ca_path: str, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    trusted.forget_requests()
    monkeypatch.setenv(name, ca_path)
    refused(look(trusted.url), trusted, "certificate")


@pytest.mark.parametrize("options", [{}, {"validate_certs": False}], ids=["ca_path", "validate_certs: false"])
def test_options_win_over_a_bundle_in_the_environment(
    trusted: Simulator, ca_path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: dict[str, Any]
) -> None:
    trustme.CA().cert_pem.write_to_path(tmp_path / "other.pem")
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "other.pem"))
    assert look(trusted.url, **(options or {"ca_path": ca_path})).error is None


class Proxy:
    """A proxy that tunnels any CONNECT to one address, and records what it receives."""

    def __init__(self, target: tuple[str, int]) -> None:
        self.heard: list[bytes] = []
        self._target = target
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        self._listener.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                threading.Thread(target=self._serve, args=(self._listener.accept()[0],), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        head = b""
        while b"\r\n\r\n" not in head:
            received = client.recv(65536)
            if not received:
                return
            head += received
        self.heard.append(head)
        if not head.startswith(b"CONNECT "):
            client.sendall(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")
            return
        server = socket.create_connection(self._target)
        client.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
        back = threading.Thread(target=_pump, args=(server, client), daemon=True)
        back.start()
        _pump(client, server)
        back.join()
        client.close()
        server.close()


def _pump(source: socket.socket, target: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while data := source.recv(65536):
            target.sendall(data)
        target.shutdown(socket.SHUT_WR)


def _address(url: str) -> tuple[str, int]:
    host, port = url.rpartition("/")[2].split(":")
    return host, int(port)


@pytest.mark.parametrize("name", ["HTTPS_PROXY", "https_proxy"])
def test_an_https_proxy_is_used_and_sees_no_key(
    authority: trustme.CA, ca_path: str, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    with serving(authority, "api.sendgrid.example") as simulator:
        with contextlib.closing(Proxy(_address(simulator.url))) as proxy:
            monkeypatch.setenv(name, proxy.url)
            done = look("https://api.sendgrid.example", ca_path=ca_path)
        assert done.error is None
        assert [one["path"] for one in simulator.requests()] == ["/v3/sso/integrations"]
    assert [head.split()[:2] for head in proxy.heard] == [[b"CONNECT", b"api.sendgrid.example:443"]]
    assert KEY.encode() not in b"".join(proxy.heard)


def test_tls_is_checked_through_a_proxy(authority: trustme.CA, ca_path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with (
        serving(authority, "elsewhere.example") as simulator,
        contextlib.closing(Proxy(_address(simulator.url))) as proxy,
    ):
        monkeypatch.setenv("HTTPS_PROXY", proxy.url)
        refused(look("https://api.sendgrid.example", ca_path=ca_path), simulator, "api.sendgrid.example")


def test_plain_http_on_loopback_uses_no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    with Simulator() as simulator, contextlib.closing(Proxy(("127.0.0.1", 9))) as proxy:
        simulator.account("tls")
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, proxy.url)
        assert look(simulator.url).error is None
    assert proxy.heard == []


def test_netrc_does_not_replace_the_key(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("default login somebody password else\n", encoding="utf-8")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    monkeypatch.setenv("HOME", str(tmp_path))
    with Simulator() as simulator:
        simulator.account("tls")
        assert look(simulator.url).error is None


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_takes_the_key_nowhere(status: int) -> None:
    with Simulator() as simulator, contextlib.closing(Proxy(("127.0.0.1", 9))) as elsewhere:
        simulator.account("tls")
        simulator.fault(kind="status", status=status, headers={"Location": elsewhere.url + "/v3/"}, times=None)
        done = look(simulator.url)
    assert done.code == "unexpected_response"
    assert elsewhere.heard == []
    assert len(simulator.requests()) == 1


@pytest.mark.parametrize(
    "base_url",
    [
        "http://api.sendgrid.com",
        "http://127.0.0.1.example.com",
        "http://localhost.example.com",
        "https://user:secret@api.sendgrid.com",
        "ftp://127.0.0.1",
    ],
)
def test_a_base_url_that_would_expose_the_key_is_refused(base_url: str) -> None:
    done = look(base_url)
    assert done.code == "invalid"
    assert done.error.field == "base_url"
    assert "secret" not in done.error.msg
