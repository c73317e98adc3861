# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""AWX's settings for all of its services, below the folder AWX_FOLDER: PostgreSQL, Redis and receptor."""

import copy
import os

from common_settings import *  # noqa: F403  # pylint: disable=wildcard-import,unused-wildcard-import

_FOLDER = os.environ["AWX_FOLDER"]
_REDIS = f"unix://{_FOLDER}/redis.sock"

DATABASES = {
    "default": {
        "ENGINE": "awx.main.db.profiled_pg",
        "NAME": "postgres",
        "USER": "postgres",
        "HOST": f"{_FOLDER}/postgres",
        "ATOMIC_REQUESTS": True,
        "OPTIONS": {},
    }
}
BROKER_URL = _REDIS
CACHES = {"default": {"BACKEND": "awx.main.cache.AWXRedisCache", "LOCATION": f"{_REDIS}?db=1"}}
CHANNEL_LAYERS = {
    "default": {"BACKEND": "channels_redis.core.RedisChannelLayer", "CONFIG": {"hosts": [_REDIS], "capacity": 10000}}
}
PROJECTS_ROOT = f"{_FOLDER}/projects/"
JOBOUTPUT_ROOT = f"{_FOLDER}/job_status/"
AWX_ISOLATION_BASE_PATH = f"{_FOLDER}/jobs"
# Both are the one image that the stand-in for podman has.
CONTROL_PLANE_EXECUTION_ENVIRONMENT = "registry.example.com/control-plane:1.0.0"
GLOBAL_JOB_EXECUTION_ENVIRONMENTS = []
# Nothing is reported to anybody outside.
INSIGHTS_TRACKING_STATE = False
PENDO_TRACKING_STATE = "off"
METRICS_SUBSYSTEM_CONFIG = {"server": {name: {"port": 0} for name in ("callback_receiver", "dispatcher", "websockets")}}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": True,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
DEFAULTS_SNAPSHOT = {name: copy.deepcopy(value) for name, value in list(globals().items()) if name.isupper()}
