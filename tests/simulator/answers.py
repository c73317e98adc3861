# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""An endpoint's response, and the shapes of SendGrid's errors."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

HTML_PAGE = "<html><head><title>{status}</title></head><body><center><h1>{status} {text}</h1></center></body></html>"


@dataclass
class Answer:
    """A status and a body: data is sent as JSON, text as it is, and None as an empty body."""

    status: int
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)


class ApiError(Exception):
    """An error response, with the message and the field that SendGrid names."""

    def __init__(self, status: int, message: str, field_name: str | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.field_name = field_name


def bad_request(message: str, field_name: str | None = None) -> ApiError:
    return ApiError(400, message, field_name)


def unauthorized(message: str = "authorization required") -> ApiError:
    return ApiError(401, message)


def forbidden() -> ApiError:
    return ApiError(403, "access forbidden")


def unknown_username() -> ApiError:
    return ApiError(404, "username not found", "username")


def error_answer(error: ApiError, path: str, shape: str) -> Answer:
    """Render an error in one of the shapes of the setting `error_body`."""
    if shape == "empty":
        return Answer(error.status)
    if shape == "html":
        return Answer(error.status, HTML_PAGE.format(status=error.status, text="Error"))
    if shape == "error":
        return Answer(error.status, {"error": error.message})
    if shape == "array":
        return Answer(error.status, [{"message": error.message, "field": error.field_name, "error_id": "simulated"}])
    item: dict[str, Any] = {"message": error.message}
    # Errors below /v3/sso have been seen in reality without a "field" key, unless they name a field.
    if error.field_name is not None or not path.startswith("/v3/sso/"):
        item["field"] = error.field_name
    return Answer(error.status, {"errors": [item]})
