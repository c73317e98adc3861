# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""The command line: python -m simulator --port 8080"""

from __future__ import annotations

import argparse
import asyncio
import errno
import json
import signal
import sys
from pathlib import Path
from typing import Any

from .serving import serving

_DEMO_HELP = """The simulator is running. It has one account, "demo", with two subusers, "news" and "shop". Use it with:
    export SENDGRID_BASE_URL={url} SENDGRID_API_KEY=SG.demo
To rehearse with the metadata of an identity provider, in the folder of the clone:
    export DEMO='{{"sso_integration": {{"name": "Okta", "enabled": true}}, "sso_metadata": "demo/okta-metadata.xml"}}'
    ansible-playbook community.sendgrid.provision -e "$DEMO" --check --diff
To see what it has stored:
    curl -d '{{"name": "demo"}}' {url}/_simulator/state
"""


def main() -> None:
    options = _options()
    try:
        asyncio.run(_run(options))
    except OSError as problem:
        if problem.errno == errno.EADDRINUSE:
            sys.exit(f"simulator: port {options.port} is in use: choose another, as in make simulator PORT=8081")
        sys.exit(f"simulator: {problem}")
    except ValueError as problem:
        sys.exit(f"simulator: {problem}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="simulator", description="A SendGrid to develop and test against.")
    parser.add_argument("--port", type=int, default=0, help="the port to listen on; 0 takes a free one")
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on")
    parser.add_argument("--seed", type=Path, help='a JSON file: {"accounts": {NAME: {...}}}')
    parser.add_argument("--latency-ms", type=float, default=0, help="how much longer every answer takes")
    return parser.parse_args()


async def _run(options: argparse.Namespace) -> None:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    accounts = _accounts(options.seed)
    async with serving(options.host, options.port, accounts, options.latency_ms) as url:
        if not sys.stdout.isatty():
            # For the program that has started it.
            print(json.dumps({"url": url}), flush=True)
        if accounts is None:
            print(_DEMO_HELP.format(url=url), file=sys.stderr, flush=True)
        await stop.wait()


def _accounts(seed: Path | None) -> dict[str, Any] | None:
    if seed is None:
        return None
    document = json.loads(seed.read_text(encoding="utf-8"))
    if not isinstance(document, dict) or not isinstance(document.get("accounts"), dict):
        raise ValueError(f'{seed} must hold {{"accounts": {{NAME: {{...}}}}}}')
    return document["accounts"]


if __name__ == "__main__":
    main()
