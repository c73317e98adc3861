# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""A failure as a result shows it."""

from __future__ import annotations

import pytest

from ansible_collections.community.sendgrid.plugins.module_utils._core.errors import (
    SendGridError,
    conflict,
    invalid,
    not_applied,
    not_found,
    refused,
    unexpected_response,
)

KEYS = {"code", "status", "message", "field", "method", "path", "hint"}


@pytest.mark.parametrize(
    ("error", "values"),
    [
        pytest.param(invalid("No.", "scopes"), {"code": "invalid", "field": "scopes"}, id="invalid"),
        pytest.param(refused("No.", hint="Ask."), {"code": "refused", "hint": "Ask."}, id="refused"),
        pytest.param(conflict("No.", "name"), {"code": "conflict", "field": "name"}, id="conflict"),
        pytest.param(not_found("No.", "id"), {"code": "not_found", "field": "id"}, id="not found"),
        pytest.param(not_applied("No.", hint="Look."), {"code": "not_applied", "hint": "Look."}, id="not applied"),
        pytest.param(
            unexpected_response("No.", "GET", "/v3/scopes"),
            {"code": "unexpected_response", "method": "GET", "path": "/v3/scopes"},
            id="unexpected response",
        ),
    ],
)
def test_a_failure_has_all_keys_whatever_it_is(error, values):
    assert error.failure() == dict.fromkeys(KEYS) | values
    assert error.msg == str(error) == "No."


def test_the_body_that_creates_somebody_anew_is_there_only_if_it_is_needed():
    error = SendGridError("unavailable", "No.")
    assert "recreate" not in error.failure()
    error.recreate = {"email": "ann@example.com"}
    assert error.failure()["recreate"] == {"email": "ann@example.com"}
