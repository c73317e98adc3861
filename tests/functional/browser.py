# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""A headless Chromium, controlled through ChromeDriver's own HTTP interface (W3C WebDriver), without a library."""

from __future__ import annotations

import base64
import http.client
import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_DRIVER = "chromedriver"
_BROWSERS = ("chromium", "chromium-browser", "google-chrome")
_SECONDS = 60
_STARTS = 3
_ARGUMENTS = ["--headless", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--hide-scrollbars"]


def missing() -> str:
    """What must be installed to open a page; empty if nothing is missing."""
    if shutil.which(_DRIVER) and _browser():
        return ""
    return "no headless browser: install Chromium and ChromeDriver (on Debian: chromium and chromium-driver)"


def _browser() -> str | None:
    return next((path for path in map(shutil.which, _BROWSERS) if path), None)


@dataclass(frozen=True)
class Page:
    """An open page."""

    port: int
    session: str

    def run(self, script: str) -> Any:
        """Run the body of a function in the page, and return its result."""
        return self._post("execute/sync", {"script": script, "args": []})

    def type(self, selector: str, text: str) -> None:
        """Replace the text of a field by typing."""
        element = self._element(selector)
        self._post(f"element/{element}/clear", {})
        if text:
            self._post(f"element/{element}/value", {"text": text})

    def click(self, selector: str) -> None:
        """Click as a person does: if something covers the element, it is an error."""
        self._post(f"element/{self._element(selector)}/click", {})

    def looks(self, media: str = "screen", scheme: str = "light") -> None:
        """Show the page as printed, or as somebody who prefers dark colors sees it."""
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        command = {"cmd": "Emulation.setEmulatedMedia", "params": {"media": media, "features": features}}
        self._post("goog/cdp/execute", command)

    def picture(self, path: Path) -> None:
        """Save a screenshot."""
        path.write_bytes(base64.b64decode(_call(self.port, "GET", f"/session/{self.session}/screenshot")))

    def log(self) -> list[dict[str, Any]]:
        """The browser's error messages."""
        return self._post("se/log", {"type": "browser"})

    def _element(self, selector: str) -> str:
        found = self._post("element", {"using": "css selector", "value": selector})
        return next(iter(found.values()))

    def _post(self, command: str, body: dict[str, Any]) -> Any:
        return _call(self.port, "POST", f"/session/{self.session}/{command}", body)


@contextmanager
def opened(file: Path, width: int, height: int) -> Iterator[Page]:
    """A page in a window of this size; widths below 500 are those of a phone."""
    driver, port = _started()
    try:
        options: dict[str, Any] = {"binary": _browser(), "args": [*_ARGUMENTS, f"--window-size={width},{height}"]}
        if width < 500:
            options["mobileEmulation"] = {"deviceMetrics": {"width": width, "height": height, "pixelRatio": 2}}
        wanted = {"browserName": "chrome", "goog:chromeOptions": options, "goog:loggingPrefs": {"browser": "ALL"}}
        session = _call(port, "POST", "/session", {"capabilities": {"alwaysMatch": wanted}})["sessionId"]
        page = Page(port, session)
        try:
            _call(port, "POST", f"/session/{session}/url", {"url": file.as_uri()})
            yield page
        finally:
            _call(port, "DELETE", f"/session/{session}")
    finally:
        driver.terminate()
        driver.communicate(timeout=_SECONDS)


def _started() -> tuple[subprocess.Popen[str], int]:
    """ChromeDriver, and the free port that it picks and prints.

    It picks a port for IPv4, and ends if another process has the same port for IPv6, so it may need another try.
    """
    said: list[str] = []
    for _try in range(_STARTS):
        driver = subprocess.Popen(
            [shutil.which(_DRIVER) or _DRIVER, "--port=0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        assert driver.stdout is not None
        for line in driver.stdout:
            if "started successfully on port" in line:
                return driver, int(line.rstrip().rstrip(".").rsplit(" ", 1)[1])
            said.append(line)
        driver.wait(_SECONDS)
    raise RuntimeError("chromedriver did not start: " + "".join(said))


def _call(port: int, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_SECONDS)
    try:
        content = None if body is None else json.dumps(body)
        connection.request(method, path, content, {"Content-Type": "application/json"})
        answer = connection.getresponse()
        value = json.loads(answer.read())["value"]
    finally:
        connection.close()
    if answer.status != 200:
        raise RuntimeError(f"{method} {path}: {value['error']}: {value['message']}")
    return value
