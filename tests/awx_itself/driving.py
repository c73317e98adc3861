# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""AWX's API as its users see it, and the project's repository, which jobs check out."""

from __future__ import annotations

import copy
import shutil
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import requests

from awx_itself.loading import Loader
from functional.awx.example import PROJECT, example

_SECONDS = 600
_ENDED = {"successful", "failed", "error", "canceled"}


def wait_for(what: str, look: Callable[[], Any]) -> Any:
    """Poll until there is a result, and return it."""
    end = time.monotonic() + _SECONDS
    while time.monotonic() < end:
        found = look()
        if found:
            return found
        time.sleep(0.3)
    raise TimeoutError(f"Waited {_SECONDS} s in vain for {what}.")


@dataclass(frozen=True)
class Job:
    """A job that has ended, as AWX shows it."""

    awx: Awx
    data: dict[str, Any]

    @property
    def status(self) -> str:
        """Its final status."""
        return self.data["status"]

    @property
    def artifacts(self) -> dict[str, Any]:
        """The artifacts that it passes on."""
        return self.data["artifacts"]

    @cached_property
    def events(self) -> list[dict[str, Any]]:
        """All its events."""
        return self.awx.listing(f"jobs/{self.data['id']}/job_events/?order_by=counter")

    @property
    def changed(self) -> int:
        """How many tasks reported a change."""
        return sum(event["event_data"]["changed"].get("localhost", 0) for event in self._of("playbook_on_stats"))

    @property
    def failure(self) -> str:
        """The message of the task that finally failed the job."""
        return self._of("runner_on_failed")[-1]["event_data"]["res"]["msg"]

    @property
    def page(self) -> str:
        """The job's output, without colors."""
        return self.awx.get(f"jobs/{self.data['id']}/stdout/?format=txt").text

    def _of(self, kind: str) -> list[dict[str, Any]]:
        return [event for event in self.events if event["event"] == kind]


class Awx:
    """An AWX with the example; `project` is the repository that it checks out."""

    def __init__(self, port: int, project: Path) -> None:
        self.url, self.project, self.session = f"http://127.0.0.1:{port}/api/v2/", project, requests.Session()
        self.session.auth = ("admin", "admin")
        self.session.trust_env = False
        self.ids: dict[Any, int] = {}

    def get(self, path: str) -> requests.Response:
        """Send a GET request, and return AWX's response."""
        answer = self.session.get(self.url + path, timeout=60)
        answer.raise_for_status()
        return answer

    def listing(self, path: str) -> list[dict[str, Any]]:
        """All pages of a listing."""
        page = self.get(f"{path}{'&' if '?' in path else '?'}page_size=200").json()
        found = page["results"]
        while page["next"]:
            page = self.session.get(self.url.removesuffix("/api/v2/") + page["next"], timeout=60).json()
            found += page["results"]
        return found

    def post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """Create or launch something."""
        answer = self.session.post(f"{self.url}{path}/", json=body, timeout=60)
        if not answer.ok:
            raise AssertionError(f"AWX answered {answer.status_code} to POST {path}: {answer.text}")
        return answer.json() if answer.content else {}

    def load(self, key: str, base_url: str, webhook: str) -> None:
        """Load the example with this key for an account at this URL, and with notifications to the webhook."""
        data = copy.deepcopy(example())
        data["controller_credentials"][0]["inputs"] |= {"api_key": key, "base_url": base_url}
        data["controller_projects"][0]["scm_url"] = f"file://{self.project}"
        for one in data["controller_notifications"]:
            one["notification_configuration"]["url"] = webhook
        loader = Loader(self.post, data, self._wait_for_project)
        loader.load_all(self.listing("organizations/?name=Default")[0]["id"])
        self.ids = loader.ids

    def create_project(self) -> None:
        """Create a repository with the example's project, without its requirements: Galaxy is not available here."""
        shutil.copytree(PROJECT, self.project)
        shutil.rmtree(self.project / "collections")
        self._git("init", "-q", "-b", "main")

    def commit(self, files: dict[str, str]) -> None:
        """Change the project, as its owners would."""
        for name, text in files.items():
            (self.project / name).write_text(text, encoding="utf-8")
        self._git("add", "--all")
        author = ["-c", "user.name=Ada", "-c", "user.email=ada@example.com"]
        self._git(*author, "commit", "-q", "--allow-empty", "-m", "Change the project")

    def _git(self, *arguments: str) -> None:
        subprocess.run(["git", "-C", str(self.project), *arguments], check=True, capture_output=True)

    def _wait_for_project(self, project: int) -> None:
        update = self.get(f"projects/{project}/").json()["related"]["current_update"]
        ended = self.wait(update.removeprefix("/api/v2/"))
        assert ended["status"] == "successful", self.get(f"project_updates/{ended['id']}/stdout/?format=txt").text

    def wait(self, path: str) -> dict[str, Any]:
        """Wait until a job of any kind has ended, and its last event has arrived."""

        def ended() -> dict[str, Any] | None:
            data = self.get(path).json()
            return data if data["status"] in _ENDED and data.get("event_processing_finished", True) else None

        return wait_for(f"the end of {path}", ended)

    def launch(self, template: str, answers: dict[str, Any] | None = None, job_type: str = "") -> Job:
        """Launch a job template, and wait until its job has ended."""
        body: dict[str, Any] = {"extra_vars": answers or {}} | ({"job_type": job_type} if job_type else {})
        return self.job(self.post(f"job_templates/{self.ids['template', template]}/launch", body)["id"])

    def job(self, number: int) -> Job:
        """Wait until a job has ended, and return it."""
        return Job(self, self.wait(f"jobs/{number}/"))

    def launch_workflow(self, name: str) -> int:
        """Launch a workflow, and return its id."""
        return self.post(f"workflow_job_templates/{self.ids['workflow', name]}/launch", {})["workflow_job"]

    def node(self, workflow: int, identifier: str, *statuses: str) -> int:
        """Return the id of a node's job when it has one of these statuses."""

        def found() -> int | None:
            for node in self.listing(f"workflow_jobs/{workflow}/workflow_nodes/"):
                job = node["summary_fields"].get("job", {})
                if node["identifier"] == identifier and job.get("status") in statuses:
                    return job["id"]
            return None

        return wait_for(f"the node {identifier} to be {' or '.join(statuses)}", found)
