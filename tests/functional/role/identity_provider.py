# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""An identity provider as the role sees it: its metadata, and a web server that publishes it."""

from __future__ import annotations

import ipaddress
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

ENTITY_ID = "https://idp.example.com/metadata"
SIGNIN_URL = "https://idp.example.com/sso"


def metadata(*certificates: str, signin_url: str = SIGNIN_URL) -> str:
    """The metadata of an identity provider that signs with these certificates."""
    keys = "".join(
        f'<KeyDescriptor use="signing"><KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Data>'
        f"<X509Certificate>{''.join(pem.splitlines()[1:-1])}</X509Certificate></X509Data></KeyInfo></KeyDescriptor>"
        for pem in certificates
    )
    return (
        f'<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="{ENTITY_ID}">'
        f'<IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">{keys}'
        f'<SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="{signin_url}"/>'
        f"</IDPSSODescriptor></EntityDescriptor>"
    )


class Publisher(ThreadingHTTPServer):
    """Serves one document at /metadata and redirects from /moved; `received` has the headers of each request."""

    daemon_threads = True

    def __init__(self, document: str) -> None:
        super().__init__(("127.0.0.1", 0), _Answers)
        self.document = document.encode()
        self.received: list[dict[str, str]] = []


class _Answers(BaseHTTPRequestHandler):
    server: Publisher

    def do_GET(self) -> None:
        self.server.received.append(dict(self.headers))
        if self.path != "/metadata":
            self.send_response(302)
            self.send_header("Location", "/metadata")
            self.end_headers()
            return
        self.send_response(200)
        self.end_headers()
        self.wfile.write(self.server.document)

    def log_message(self, format: str, *args: object) -> None:
        """Print nothing."""


@contextmanager
def published(document: str, folder: Path) -> Iterator[tuple[Publisher, str, Path]]:
    """Publish a document over https; yield the server, its URL, and the file of the CA to trust."""
    trusted = folder / "authority.pem"
    with Publisher(document) as server:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(_key_and_certificate(folder / "server.pem", trusted))
        server.socket = context.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield server, f"https://127.0.0.1:{server.server_address[1]}", trusted
        finally:
            server.shutdown()


def _key_and_certificate(both: Path, certificate_alone: Path) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "test server")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = certificate.public_bytes(serialization.Encoding.PEM)
    private = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    certificate_alone.write_bytes(pem)
    both.write_bytes(key.private_bytes(*private) + pem)
    return both
