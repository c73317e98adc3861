# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Tests the AWX example with AWX itself, if this machine has it.

AWX_SOURCE is a checkout of ansible/awx (tried with e21dd0a0 of 2024-10-23), with a file VERSION if it is not a clone.
AWX_PYTHON is the Python of an environment with everything in its requirements/requirements.txt and
requirements_git.txt. AWX's API runs in one process on SQLite, without PostgreSQL, Redis or receptor. It launches jobs
without running them: test_jobs.py runs them in AWX if this machine has those services, and
tests/functional/test_awx_jobs.py runs them everywhere with ansible-runner.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from functional.awx.credentials import environment
from functional.awx.example import PROJECT, example, named
from functional.awx.surveys import extra_variables

HERE = Path(__file__).parent
KEY = "SG.a-key-that-awx-never-shows"
# The answers of people and schedules, and no answers, for each template.
ANSWERS: dict[str, list[dict[str, Any]]] = {
    "SendGrid: offboard": [
        {},
        {"sso_offboard": ""},
        {"sso_offboard": "ann@example.com"},
        {"sso_offboard": "ann@example.com", "sso_offboard_max_removals": -1},
        {"sso_offboard": "ann@example.com", "sso_offboard_max_removals": "5"},
        {"sso_offboard": "ann@example.com", "sso_offboard_manage_password_teammate": "perhaps"},
    ],
    "SendGrid: rotate": [{}, {"sso_certificates": "", "sso_certificates_purge": "others"}],
    "SendGrid: review": [{}, {"sso_review_fail_on": ["drift"]}, {"sso_review_fail_on": "drift"}],
    "SendGrid: doctor": [{}, {"sso_doctor_email": ""}, {"sso_doctor_fail_on": ["nothing"]}],
}


def missing() -> str:
    """Why this machine cannot run AWX, in one sentence; empty if it can."""
    source, python = os.environ.get("AWX_SOURCE", ""), os.environ.get("AWX_PYTHON", "")
    if not (Path(source) / "awx" / "settings" / "defaults.py").is_file():
        return f"AWX_SOURCE is {source or 'not set'}: name a checkout of AWX."
    if not python or subprocess.run([python, "-c", "import django"], check=False, capture_output=True).returncode:
        return f"AWX_PYTHON is {python or 'not set'}: name the Python of an environment with AWX's requirements."
    return ""


def launches() -> list[dict[str, Any]]:
    """Each launch, and the extra variables expected by our own copy of AWX's rules; null if the rules refuse it."""
    listed = []
    for template in example()["controller_templates"]:
        for answers in ANSWERS.get(template["name"], [{}]):
            try:
                expected: dict[str, Any] | None = extra_variables(template, answers)
            except ValueError:
                expected = None
            one = {"template": template["name"], "answers": answers, "expected": expected}
            listed.append(one | {"job_type": template["job_type"]})
    return listed


def request() -> dict[str, Any]:
    """Everything that the program for AWX's Python needs."""
    data = json.loads(json.dumps(example()))
    environments = {}
    for credential in data["controller_credentials"]:
        credential["inputs"]["api_key"] = KEY
        credential_type = named(example(), "controller_credential_types", credential["credential_type"])
        environments[credential["name"]] = environment(credential_type, credential["inputs"])
    playbooks = [path.name for path in PROJECT.glob("*.yml")]
    return {
        "example": data,
        "environments": environments,
        "key": KEY,
        "launches": launches(),
        "playbooks": playbooks,
    }


def main() -> int:
    """Run the program with AWX's Python, and return its exit status."""
    problem = missing()
    if problem:
        print(f"AWX itself was not tried. {problem}")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        variables = os.environ | {
            "PYTHONPATH": os.pathsep.join([str(HERE), os.environ["AWX_SOURCE"]]),
            "DJANGO_SETTINGS_MODULE": "settings",
            "AWX_DATABASE": f"{folder}/awx.sqlite3",
        }
        command = [os.environ["AWX_PYTHON"], str(HERE / "load_and_launch.py")]
        return subprocess.run(command, input=json.dumps(request()), text=True, env=variables, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
