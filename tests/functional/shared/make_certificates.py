# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Prints certificates that are valid, expired and so on today, in the forms that people paste, and a private key."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

NOW = datetime.now(UTC)
KEY = ec.generate_private_key(ec.SECP256R1())

# Days from now until they become valid and expire, plus half a day, so that tests do not depend on seconds.
PERIODS = {
    "current": (-100.5, 300.5),
    "successor": (-1.5, 400.5),
    "soon": (-100.5, 5.5),
    "expired": (-400.5, -2.5),
    "future": (10.5, 400.5),
}


def certificate(name: str) -> x509.Certificate:
    """A self-signed certificate like an identity provider's."""
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, f"{name}.example.com")])
    begin, end = (NOW + timedelta(days=days) for days in PERIODS[name])
    builder = x509.CertificateBuilder().subject_name(subject).issuer_name(subject).public_key(KEY.public_key())
    builder = builder.serial_number(x509.random_serial_number()).not_valid_before(begin).not_valid_after(end)
    return builder.sign(KEY, hashes.SHA256())


def spellings(one: x509.Certificate) -> dict[str, str]:
    """The same certificate as different consoles and editors put it on the clipboard."""
    pem = one.public_bytes(serialization.Encoding.PEM).decode()
    bare = base64.b64encode(one.public_bytes(serialization.Encoding.DER)).decode()
    return {
        "Windows line ends": pem.replace("\n", "\r\n"),
        "no line end at the end": pem.strip(),
        "blank lines around": f"\n\n  {pem}\n\n",
        "indented": "".join(f"    {line}\n" for line in pem.splitlines()),
        "without BEGIN and END": "\n".join(pem.splitlines()[1:-1]),
        "one line": bare,
        "one line between BEGIN and END": f"-----BEGIN CERTIFICATE-----{bare}-----END CERTIFICATE-----",
        "line ends written out": pem.replace("\n", "\\n"),
        "spaces for line ends": pem.replace("\n", " "),
        "text before it": f"subject=CN = current.example.com\n{pem}",
    }


def main() -> None:
    made = {name: certificate(name) for name in PERIODS}
    texts = {name: one.public_bytes(serialization.Encoding.PEM).decode() for name, one in made.items()}
    fingerprints = {name: one.fingerprint(hashes.SHA256()).hex() for name, one in made.items()}
    private_key = KEY.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode()
    ends = {name: one.not_valid_after_utc.strftime("%Y-%m-%dT%H:%M:%SZ") for name, one in made.items()}
    extras = {"fingerprints": fingerprints, "ends": ends, "spellings": spellings(made["current"])}
    print(json.dumps(texts | extras | {"private_key": private_key}))


if __name__ == "__main__":
    main()
