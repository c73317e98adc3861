# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""A request to servers and proxies that misbehave: its time is limited, and the failure blames the right one."""

from __future__ import annotations

import contextlib
import gzip
import io
import os
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator

import pytest
import requests
import trustme
import urllib3
from unit.plugins.module_utils.builders import connection, fails

from ansible_collections.community.sendgrid.plugins.module_utils._http.client import Client
from ansible_collections.community.sendgrid.plugins.module_utils._http.connection_failures import tls_hint
from ansible_collections.community.sendgrid.plugins.module_utils._http.creation import create
from ansible_collections.community.sendgrid.plugins.module_utils._http.paths import path

SCOPES = path("/v3/scopes")
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
WHOLE = HEAD + b"Content-Length: 13\r\n\r\n" + b'{"scopes":[]}'
CHUNKED = HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + b"2\r\n[]\r\n" * 40


class Server:
    """A server on loopback that reads one request after another, and responds with a function."""

    def __init__(self, answer: Callable[[socket.socket], None], context: ssl.SSLContext | None = None) -> None:
        self.heard: list[bytes] = []
        self.left = threading.Event()
        self._answer = answer
        self._context = context
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        self._listener.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                caller = self._listener.accept()[0]
                threading.Thread(target=self._serve, args=(caller,), daemon=True).start()

    def _serve(self, caller: socket.socket) -> None:
        with contextlib.suppress(OSError), caller, self._spoken(caller) as spoken:
            while head := spoken.recv(65536):
                self.heard.append(head)
                self._answer(spoken)
            self.left.set()

    def _spoken(self, caller: socket.socket) -> socket.socket:
        return self._context.wrap_socket(caller, server_side=True) if self._context else caller


def drip(answer: bytes, at_once: int) -> Callable[[socket.socket], None]:
    """Send the first bytes at once, then one every 30 ms."""

    def send(caller: socket.socket) -> None:
        caller.sendall(answer[:at_once])
        for byte in answer[at_once:]:
            time.sleep(0.03)
            caller.sendall(bytes([byte]))

    return send


def no_more_tries(seconds: float) -> None:
    pytest.fail("no further try would help")


def client(url: str, **options) -> Client:
    return Client(connection(**{"base_url": url, "retries": 0, "timeout": 0.2} | options))


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture(scope="module")
def tls_context(authority) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    return context


@pytest.fixture
def ca_path(authority, tmp_path) -> str:
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    return str(tmp_path / "ca.pem")


@contextlib.contextmanager
def serving(answer, context=None) -> Iterator[Server]:
    with contextlib.closing(Server(answer, context)) as server:
        yield server


@pytest.mark.parametrize("secure", [False, True], ids=["http", "https"])
@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(drip(WHOLE, 0), id="the status line"),
        pytest.param(drip(HEAD + b"X-Slow: " + b"a" * 40, len(HEAD)), id="a header"),
        pytest.param(drip(WHOLE, len(WHOLE) - 12), id="the body"),
        pytest.param(drip(CHUNKED, len(CHUNKED) - 100), id="chunks"),
    ],
)
def test_an_answer_that_drips_is_lost_when_the_time_is_up(answer, secure, tls_context, ca_path):
    with serving(answer, tls_context if secure else None) as server:
        url = f"{'https' if secure else 'http'}://127.0.0.1:{server.port}"
        begun = time.monotonic()
        with fails("unavailable", "no answer within 0.2 seconds", status=None):
            client(url, ca_path=ca_path).get(SCOPES)
        assert time.monotonic() - begun < 1


def test_a_slow_answer_that_comes_in_time_is_read_and_leaves_the_next_one_all_its_time():
    with serving(drip(WHOLE, len(WHOLE) - 4)) as server:
        slow = client(f"http://127.0.0.1:{server.port}")
        for _request in range(3):
            assert slow.get(SCOPES) == {"scopes": []}
        assert len(server.heard) == 3


@pytest.mark.parametrize("chunked", [False, True], ids=["announced", "in chunks"])
def test_a_compressed_answer_is_read(chunked):
    packed = gzip.compress(b'{"scopes":["mail.send"]}')
    coded = b"%x\r\n%s\r\n0\r\n\r\n" % (len(packed), packed) if chunked else packed
    size = b"Transfer-Encoding: chunked" if chunked else b"Content-Length: %d" % len(packed)
    answer = HEAD + b"Content-Encoding: gzip\r\n" + size + b"\r\n\r\n" + coded
    with serving(lambda caller: caller.sendall(answer)) as server:
        reading = client(f"http://127.0.0.1:{server.port}")
        assert [reading.get(SCOPES) for _request in range(2)] == [{"scopes": ["mail.send"]}] * 2


@pytest.mark.parametrize(
    "header",
    [
        pytest.param(b"Content-Length: 99999999999999999999", id="no number of bytes that a machine can count"),
        pytest.param(b"Content-Length: 1000000000000000", id="more than any machine has"),
        pytest.param(b"Transfer-Encoding: chunked\r\n\r\nffffffffffffffffffff", id="such a chunk"),
        pytest.param(b"Transfer-Encoding: chunked\r\n\r\nffffffffffffff", id="such a large chunk"),
    ],
)
def test_an_answer_that_announces_more_than_fits_into_memory_is_lost(header):
    def break_off(caller: socket.socket) -> None:
        caller.sendall(HEAD + header + b"\r\n\r\n{}")
        caller.close()

    with serving(break_off) as server, fails("unavailable", "the answer was cut short"):
        client(f"http://127.0.0.1:{server.port}").get(SCOPES)


def test_chunks_are_recognized_however_the_header_is_written():
    answer = HEAD + b"Transfer-Encoding: identity, chunked \r\n\r\n2\r\n{}\r\n0\r\n\r\n"
    with serving(lambda caller: caller.sendall(answer)) as server:
        assert client(f"http://127.0.0.1:{server.port}").get(SCOPES) == {}


def test_closing_closes_the_connections():
    with serving(lambda caller: caller.sendall(WHOLE)) as server:
        leaving = client(f"http://127.0.0.1:{server.port}")
        leaving.get(SCOPES)
        assert not server.left.wait(0.05)
        leaving.close()
        assert server.left.wait(5)


def test_tls_that_fails_in_the_middle_of_an_answer_leaves_the_request_lost(tls_context, ca_path):
    def break_off(caller: ssl.SSLSocket) -> None:
        caller.sendall(HEAD + b"Content-Length: 13\r\n\r\n")
        with socket.socket(fileno=os.dup(caller.fileno())) as raw:
            raw.sendall(b"\x17\x03\x03\x00\x20" + b"?" * 32)

    with serving(break_off, tls_context) as server, fails("unavailable", "TLS failed in the middle of the answer"):
        client(f"https://127.0.0.1:{server.port}", ca_path=ca_path).get(SCOPES)


def test_a_compressed_answer_that_cannot_be_unpacked_is_lost():
    answer = HEAD + b"Content-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}"
    with serving(lambda caller: caller.sendall(answer)) as server, fails("unavailable", "connection failed"):
        client(f"http://127.0.0.1:{server.port}").get(SCOPES)


def test_a_read_after_a_write_has_no_headers_about_a_body(monkeypatch):
    sent: list[dict[str, str]] = []

    def send(_adapter, request, **_options):
        sent.append(dict(request.headers))
        return urllib3.HTTPResponse(io.BytesIO(b"{}"), {}, 200, preload_content=False)

    monkeypatch.setattr(requests.adapters.HTTPAdapter, "send", send)
    both = client("http://127.0.0.1:9")
    both.get(SCOPES)
    both.patch(SCOPES, {"name": "Okta"})
    both.delete(SCOPES)
    both.get(SCOPES)
    first, write, removal, last = sent
    assert write == first | {"Content-Type": "application/json", "Content-Length": "16"}
    assert removal == first | {"Content-Length": "0"}
    assert last == first


def test_a_proxy_that_drips_is_given_up(monkeypatch):
    with serving(drip(b"HTTP/1.1 200 " + b"O" * 60, 13)) as proxy:
        monkeypatch.setenv("https_proxy", f"http://127.0.0.1:{proxy.port}")
        begun = time.monotonic()
        with fails("unavailable", "no answer within 0.2 seconds"):
            client("https://sendgrid.test").get(SCOPES)
        assert time.monotonic() - begun < 1


# Which side is blamed


@pytest.mark.parametrize("status", ["407 Proxy Authentication Required", "403 Forbidden", "400 Bad Request"])
def test_a_proxy_that_refuses_is_not_asked_again(monkeypatch, status):
    with serving(lambda caller: caller.sendall(f"HTTP/1.1 {status}\r\nContent-Length: 0\r\n\r\n".encode())) as proxy:
        monkeypatch.setenv("https_proxy", f"http://somebody:secret@127.0.0.1:{proxy.port}")
        asking = Client(connection(base_url="https://sendgrid.test"), sleep=no_more_tries)
        with fails("unavailable", f"http://127.0.0.1:{proxy.port} cannot be used", status) as caught:
            asking.get(SCOPES)
        assert "secret" not in caught.value.msg
        assert len(proxy.heard) == 1
        with fails("unavailable", status, method="POST"):
            create(asking, path("/v3/sso/integrations"), {}, lambda: pytest.fail("nothing was lost"))


def test_a_proxy_in_trouble_is_asked_again(monkeypatch):
    with serving(lambda caller: caller.sendall(b"HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n")) as proxy:
        monkeypatch.setenv("https_proxy", f"http://127.0.0.1:{proxy.port}")
        with fails("unavailable", "the proxy answered 503 Busy"):
            Client(connection(base_url="https://sendgrid.test", retries=2), sleep=lambda seconds: None).get(SCOPES)
        assert len(proxy.heard) == 3


@pytest.mark.parametrize("proxy", ["http://proxy.invalid:3128", "http://127.0.0.1:1"], ids=["unknown", "refusing"])
def test_a_proxy_that_is_not_reached_is_named(monkeypatch, proxy):
    monkeypatch.setenv("https_proxy", proxy.replace("//", "//somebody:secret@"))
    with fails("unavailable", f"The proxy {proxy} could not be reached for GET /v3/scopes") as caught:
        client("https://sendgrid.test", timeout=5).get(SCOPES)
    assert "SendGrid could" not in caught.value.msg
    assert "HTTPS_PROXY" in caught.value.hint
    assert "secret" not in caught.value.msg


@pytest.mark.parametrize(
    ("proxy", "words"),
    [
        pytest.param("socks5://127.0.0.1:1", "PySocks", id="SOCKS without PySocks"),
        pytest.param("ftp://127.0.0.1:1", "URL", id="a scheme that is no proxy's"),
        pytest.param("http://", "URL", id="no host"),
    ],
)
def test_a_proxy_that_cannot_be_used_is_not_tried_again(monkeypatch, proxy, words):
    with contextlib.suppress(AttributeError):
        monkeypatch.setattr(requests.adapters, "SOCKSProxyManager", _no_socks)
    monkeypatch.setenv("https_proxy", proxy)
    with fails("unavailable", f"The proxy {proxy}", words):
        Client(connection(base_url="https://sendgrid.test"), sleep=no_more_tries).get(SCOPES)


def _no_socks(*args, **kwargs):
    """The replacement for SOCKSProxyManager in requests if PySocks is missing."""
    raise requests.exceptions.InvalidSchema("Missing dependencies for SOCKS support.")


def test_https_on_a_port_for_plain_http_says_so():
    with (
        serving(lambda caller: caller.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")) as server,
        fails("tls", "does not speak TLS") as caught,
    ):
        client(f"https://127.0.0.1:{server.port}").get(SCOPES)
    assert "base_url" in caught.value.hint
    assert "ca_path" not in caught.value.hint


def test_plain_http_on_a_port_for_https_says_so(tls_context):
    with (
        serving(lambda caller: None, tls_context) as server,
        fails("unavailable", "base_url must begin with https"),
    ):
        client(f"http://127.0.0.1:{server.port}").get(SCOPES)


def verified(code: int, message: str) -> ssl.SSLCertVerificationError:
    error = ssl.SSLCertVerificationError(1, "certificate verify failed")
    error.verify_code, error.verify_message = code, message
    return error


@pytest.mark.parametrize(
    ("error", "verify", "words"),
    [
        pytest.param(
            verified(85, "Missing Authority Key Identifier"), "/ca.pem", "Python 3.13", id="no key identifier"
        ),
        pytest.param(verified(89, "Basic Constraints not critical"), True, "Python 3.13", id="not critical"),
        pytest.param(verified(92, "CA cert without key usage"), "/ca.pem", "Python 3.13", id="no key usage"),
        pytest.param(verified(10, "certificate has expired"), True, "clock", id="expired"),
        pytest.param(verified(20, "unable to get local issuer"), True, "inspects TLS, set ca_path", id="unknown"),
        pytest.param(verified(20, "unable to get local issuer"), "/ca.pem", "has to contain the root", id="another's"),
    ],
)
def test_the_hint_fits_what_is_wrong_with_a_certificate(error, verify, words):
    assert words in tls_hint(error, verify)
