# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""The lower bound for a roster: a bare script that sends only the necessary requests, several at a time.

It reads from standard input, as JSON, the base URL, the key, the paths and the number of parallel requests.
"""

from __future__ import annotations

import json
import sys
from concurrent.futures import ThreadPoolExecutor

import requests


def main() -> None:
    task = json.load(sys.stdin)
    session = requests.Session()
    session.trust_env = False
    session.mount("http://", requests.adapters.HTTPAdapter(pool_connections=1, pool_maxsize=task["concurrency"]))
    session.headers["Authorization"] = "Bearer " + task["api_key"]

    def get(path: str) -> object:
        answer = session.get(task["base_url"] + path, timeout=30)
        answer.raise_for_status()
        return answer.json()

    offset = 0
    while rows := get(f"/v3/teammates?limit=500&offset={offset}")["result"]:
        offset += len(rows)
    with ThreadPoolExecutor(max_workers=task["concurrency"]) as pool:
        list(pool.map(get, task["paths"]))


if __name__ == "__main__":
    main()
