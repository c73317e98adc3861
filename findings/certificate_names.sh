#!/usr/bin/env bash
# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
#
# cryptography 44.0.3 and 45.0.7: which letters in a certificate's names does it read?
#
#   seen: "&" in a PrintableString   44 loads the certificate and shows the subject, 45 refuses the whole certificate
#         Latin-1 in a T61String     both load it and show its dates; only .subject raises
#
# OpenSSL writes and reads both. So a certificate that could be read can no longer be after an update, and one that
# could be loaded may still raise later.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

cat > names.cnf <<'CNF'
[req]
distinguished_name = name
prompt = no
[name]
O = A and B
CN = Jager
CNF
cat > try.py <<'PYTHON'
import base64
import subprocess
import sys
import warnings

from cryptography import x509

warnings.simplefilter("ignore")


def certificate(mask, old, new):
    """Let OpenSSL make a certificate, then change letters of its names: the length stays."""
    made = "openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -days 9 -config names.cnf -outform DER".split()
    config = open("names.cnf").read().replace("[req]", f"[req]\nstring_mask = MASK:{mask}")
    open("mask.cnf", "w").write(config)
    made[made.index("names.cnf")] = "mask.cnf"
    return subprocess.run(made, check=True, capture_output=True).stdout.replace(old, new)


def outcome(work):
    try:
        work()
    except ValueError:
        return "raises"
    return "works"


for kind, mask, old, new in (("PrintableString", "0x2", b"A and B", b"A & B C"), ("T61String", "0x4", b"Jager", b"J\xe4ger")):
    der = certificate(mask, old, new)
    subprocess.run(["openssl", "x509", "-inform", "DER", "-noout"], input=der, check=True)
    loads = outcome(lambda: x509.load_der_x509_certificate(der))
    subject = outcome(lambda: x509.load_der_x509_certificate(der).subject)
    dates = outcome(lambda: x509.load_der_x509_certificate(der).not_valid_after_utc)
    print(f"{kind}: load {loads}, subject {subject}, dates {dates}")
PYTHON

# reads VERSION LINE LINE
reads() {
  python3 -m venv "venv-$1"
  "venv-$1/bin/pip" install --quiet "cryptography==$1"
  "venv-$1/bin/python" try.py > output
  if [ "$(cat output)" != "$2"$'\n'"$3" ]; then
    echo "CHANGED: cryptography $1:"
    cat output
    exit 1
  fi
  sed "s/^/cryptography $1: /" output
}

reads 44.0.3 "PrintableString: load works, subject works, dates works" \
  "T61String: load works, subject raises, dates works"
reads 45.0.7 "PrintableString: load raises, subject raises, dates raises" \
  "T61String: load works, subject raises, dates works"
