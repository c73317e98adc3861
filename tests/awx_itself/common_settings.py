# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""AWX's settings for all tests, whether it runs with or without its services."""

from awx.settings.defaults import *  # noqa: F403  # pylint: disable=wildcard-import,unused-wildcard-import

SECRET_KEY = "only for this test"
DEBUG = False
ALLOWED_HOSTS = ["*"]
CLUSTER_HOST_ID = "test"
BASE_VENV_PATH = "/nonexistent"
INSTALL_UUID = SYSTEM_UUID = "00000000-0000-0000-0000-000000000000"
