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
      - The API key. It is sent as a bearer token, and only to the host of O(base_url).
      - If the option is not set, the environment variable E(SENDGRID_API_KEY) is used. If neither is set, or both are
        empty, the task fails with the code V(invalid). If the option is null, the variable is not used.
      - Ansible prints a task's C(environment) at verbosity C(-vvv), so never put the key there. Use a vaulted variable,
        or the environment of the process, as an AWX credential does.
    type: str
  region:
    description:
      - Which of SendGrid's hosts to use, V(https://api.sendgrid.com) or V(https://api.eu.sendgrid.com).
      - Parent accounts are on the global host. Only subusers can be pinned to the EU.
      - If not set, the environment variable E(SENDGRID_REGION) is used.
    type: str
    choices:
      - global
      - eu
    default: global
  base_url:
    description:
      - The URL of the API, without V(/v3). It takes precedence over O(region).
      - It must begin with V(https), unless its host is this machine.
      - If not set, the environment variable E(SENDGRID_BASE_URL) is used.
    type: str
  on_behalf_of:
    description:
      - Act on behalf of a subuser, given by username, or of a customer account, given as V(account-id ID). It must be
        text.
      - If not set, the environment variable E(SENDGRID_ON_BEHALF_OF) is used.
    type: raw
  validate_certs:
    description:
      - Whether to verify the server's TLS certificate. Turn it off only against a test server.
    type: bool
    default: true
  ca_path:
    description:
      - A file of certificate authorities to trust instead of the default ones, for example the authority of a proxy
        that inspects TLS. It may also be a directory prepared by C(openssl rehash).
      - If not set, the environment variable E(SENDGRID_CA_PATH) is used.
      - The environment variable E(REQUESTS_CA_BUNDLE) is not read.
    type: path
  timeout:
    description:
      - Seconds that one request may take, from connecting to the last byte of the response.
    type: float
    default: 30.0
  retries:
    description:
      - How often to retry a request after a temporary failure (a lost connection, a timeout, or a status of 502, 503 or
        504). Waiting for a rate limit does not count as a retry.
      - If the response to a creation was lost, the module first checks whether the object exists, instead of blindly
        sending it again.
    type: int
    default: 5
  rate_limit_wait:
    description:
      - Seconds in total that one request may wait for rate limits.
      - With V(0), the task fails at the first rate limit.
    type: int
    default: 300
requirements:
  - Python >= 3.9
  - requests >= 2.25
notes:
  - HTTPS proxies are taken from the environment. C(.netrc) is not read, and redirects are not followed.
"""
