# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""AWX's settings for one process on SQLite that dispatches nothing: its API without its services."""

import copy
import os

from common_settings import *  # noqa: F403  # pylint: disable=wildcard-import,unused-wildcard-import

DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": os.environ["AWX_DATABASE"]}}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
CHANNEL_LAYERS = {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": True,
    "handlers": {"none": {"class": "logging.NullHandler"}},
    "root": {"handlers": ["none"]},
}
# pylint: disable-next=used-before-assignment
MIDDLEWARE = [name for name in MIDDLEWARE if "MigrationRan" not in name]  # noqa: F405


class NoMigrations:
    """AWX's migrations are for PostgreSQL, so the tables of all apps are created from the models."""

    def __contains__(self, app):
        return True

    def __getitem__(self, app):
        return None


DEFAULTS_SNAPSHOT = {name: copy.deepcopy(value) for name, value in list(globals().items()) if name.isupper()}
MIGRATION_MODULES = NoMigrations()
