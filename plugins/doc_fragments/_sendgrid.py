# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""The options that every module shares, documented once."""

from __future__ import annotations


class ModuleDocFragment:
    DOCUMENTATION = r"""
options:
  api_key:
    description:
      - The API key. It is needed, and sent as a bearer token to the host of O(base_url) only.
      - If the option is not given, the environment variable E(SENDGRID_API_KEY) is used. Where neither is set, or both
        are empty, the task fails with the code V(invalid). An option that is given as null hides the variable.
      - Ansible prints a task's C(environment) at
        verbosity C(-vvv), so never put the key there. Use a vaulted variable, or the environment of the process
        (as an AWX credential does).
    type: str
  region:
    description:
      - Which of SendGrid's hosts to use, V(https://api.sendgrid.com) or V(https://api.eu.sendgrid.com).
      - Parent accounts live on the global host. Only subusers can be pinned to the EU.
      - If not set, the environment variable E(SENDGRID_REGION) is used.
    type: str
    choices:
      - global
      - eu
    default: global
  base_url:
    description:
      - The URL of the API, without V(/v3). It wins over O(region).
      - It must begin with V(https), unless its host is this machine.
      - If not set, the environment variable E(SENDGRID_BASE_URL) is used.
    type: str
  on_behalf_of:
    description:
      - Act on behalf of a subuser (their username), or of a customer account (V(account-id ID)). It must be text.
      - If not set, the environment variable E(SENDGRID_ON_BEHALF_OF) is used.
    type: raw
  validate_certs:
    description:
      - Whether to verify the server's TLS certificate. Turn it off only against a test server.
    type: bool
    default: true
  ca_path:
    description:
      - A file (or a directory made by C(openssl rehash)) of certificate authorities to trust instead of the usual ones,
        for example that of a proxy which inspects TLS.
      - If not set, the environment variable E(SENDGRID_CA_PATH) is used.
      - The environment variable E(REQUESTS_CA_BUNDLE) is not read.
    type: path
  timeout:
    description:
      - Seconds for one request, from connecting to the last byte of the answer.
    type: float
    default: 30.0
  retries:
    description:
      - How often to try a request again after a passing failure (a lost connection, a time-out, or the statuses 502,
        503 and 504). A rate limit uses up none of them.
      - A creation whose answer was lost is never blindly sent again. The module first looks whether the object exists.
    type: int
    default: 5
  rate_limit_wait:
    description:
      - Seconds that one request may wait for rate limits, all its waits together.
      - With V(0), a rate limit fails the task at once.
    type: int
    default: 300
requirements:
  - Python >= 3.9
  - requests >= 2.25
notes:
  - Proxies for https are taken from the environment, C(.netrc) is not read, and redirects are not followed.
"""
