# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Runs job templates as AWX does: it packs a private data directory, and ansible-runner runs it somewhere else."""

from __future__ import annotations

import json
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import ansible_runner
import yaml
from own_programs import path_with_own_programs

from functional.awx.credentials import environment, input_problems
from functional.awx.example import PROJECT, example, named
from functional.awx.surveys import extra_variables
from functional.harness.running import clean_environment

_SECONDS = 300


class Unsafe(yaml.SafeDumper):
    """Marks all text as unsafe, as AWX does with every answer to a survey, so that it is never used as a template."""


Unsafe.add_representer(str, lambda dumper, text: dumper.represent_scalar("!unsafe", text))


@dataclass(frozen=True)
class Job:
    """What AWX knows about a job that has ended."""

    status: str
    folder: Path = field(repr=False)

    @cached_property
    def events(self) -> list[dict[str, Any]]:
        """The events in order."""
        paths = sorted(self.folder.glob("job_events/*.json"), key=lambda path: int(path.name.split("-")[0]))
        return [json.loads(path.read_text(encoding="utf-8")) for path in paths]

    @property
    def totals(self) -> dict[str, Any]:
        """The statistics of the run: per host, how many tasks were ok, changed or failed, and what set_stats kept."""
        return next(event["event_data"] for event in self.events if event["event"] == "playbook_on_stats")

    @property
    def changed(self) -> int:
        """How many tasks reported a change."""
        return sum(self.totals["changed"].values())

    @property
    def artifacts(self) -> dict[str, Any]:
        """The artifacts on the job's page."""
        return self.totals.get("artifact_data", {})

    def result(self, task: str) -> dict[str, Any]:
        """The result of the task with this name."""
        found = [event for event in self.events if event["event_data"].get("task") == task]
        return next(event["event_data"]["res"] for event in found if "res" in event["event_data"])

    @property
    def failure(self) -> str:
        """The message of the task that failed the job."""
        return next(event["event_data"]["res"]["msg"] for event in self.events if event["event"] == "runner_on_failed")

    @property
    def last_words(self) -> str:
        """The last task's message, or its last line: what the job's page ends with."""
        results = [event["event_data"]["res"] for event in self.events if "res" in event["event_data"]]
        said = results[-1]["msg"]
        return said[-1] if isinstance(said, list) else said

    @property
    def everything(self) -> str:
        """All files of the job. AWX does not keep `command`, in which ansible-runner records how it was started."""
        paths = [path for path in self.folder.rglob("*") if path.is_file() and path.name != "command"]
        return "\n".join(path.read_text(encoding="utf-8") for path in paths)


@dataclass
class Controller:
    """An AWX with the example and a credential with these inputs; `project` is its checkout of the repository."""

    folder: Path
    collections: Path
    inputs: dict[str, str] = field(repr=False)
    jobs: int = 0

    def __post_init__(self) -> None:
        self.project = self.folder / "checkout"
        shutil.copytree(PROJECT, self.project)

    def launch(
        self,
        template_name: str,
        answers: dict[str, Any] | None = None,
        job_type: str = "",
        artifacts: dict[str, Any] | None = None,
    ) -> Job:
        """Launch a job template with these answers to its survey, and wait for the job's end.

        `artifacts` are those of earlier nodes of a workflow, which AWX turns into extra variables.
        """
        template = named(example(), "controller_templates", template_name)
        if job_type and not template.get("ask_job_type_on_launch"):
            raise ValueError(f"{template_name} does not ask for the type of the job")
        self.jobs += 1
        folder = self.folder / f"awx_{self.jobs}"
        variables = (artifacts or {}) | extra_variables(template, answers or {})
        variables |= {"awx_job_id": self.jobs, "awx_job_template_name": template_name}
        self._lay_out(folder, template, variables, job_type or template["job_type"])
        return self._run(folder, template)

    def _lay_out(self, folder: Path, template: dict[str, Any], variables: dict[str, Any], job_type: str) -> None:
        shutil.copytree(self.project, folder / "project")
        for name in ("env", "inventory"):
            (folder / name).mkdir()
        (folder / "env" / "extravars").write_text(_as_extra_variables(variables, template), encoding="utf-8")
        (folder / "env" / "settings").write_text(json.dumps({"suppress_ansible_output": True}), encoding="utf-8")
        (folder / "env" / "cmdline").write_text(_command_line(template, job_type), encoding="utf-8")
        inventory = folder / "inventory" / "hosts"
        listing = json.dumps(_inventory(template["inventory"]))
        inventory.write_text(f"#! /usr/bin/env python3\nprint({listing!r})\n", encoding="utf-8")
        inventory.chmod(0o700)

    def _run(self, folder: Path, template: dict[str, Any]) -> Job:
        """Send the directory to the execution environment, and get events and artifacts back, as AWX does."""
        sent, received = folder.with_suffix(".sent"), folder.with_suffix(".received")
        parameters = {"private_data_dir": str(folder), "ident": str(self.jobs), "suppress_env_files": True}
        request = {
            "playbook": template["playbook"],
            "inventory": "inventory/hosts",
            "envvars": self._variables(template),
        }
        with sent.open("wb") as stream:
            ansible_runner.run(streamer="transmit", _output=stream, fact_cache_type="", **parameters, **request)
        with sent.open("rb") as stream, received.open("wb") as output:
            self._work(folder, stream, output)
        with received.open("rb") as stream:
            done = ansible_runner.run(streamer="process", _input=stream, quiet=True, **parameters)
        return Job(done.status, folder / "artifacts" / str(self.jobs))

    def _work(self, folder: Path, stream: Any, output: Any) -> None:
        """Do what happens in the execution environment."""
        subprocess.run(
            [
                sys.executable,
                "-m",
                "ansible_runner",
                "worker",
                "--private-data-dir",
                str(folder.with_suffix(".runner")),
            ],
            stdin=stream,
            stdout=output,
            env=clean_environment() | {"PATH": path_with_own_programs(), "LC_ALL": "C.UTF-8", "HOME": str(self.folder)},
            check=False,  # its exit status is the job's
            timeout=_SECONDS,
        )

    def _variables(self, template: dict[str, Any]) -> dict[str, str]:
        """The job's environment: AWX's own variables, and what its credentials inject."""
        variables = {
            "ANSIBLE_COLLECTIONS_PATH": str(self.collections),
            "ANSIBLE_FORCE_COLOR": "True",
            "ANSIBLE_INVENTORY_UNPARSED_FAILED": "True",
            "ANSIBLE_PIPELINING": "True",
            "ANSIBLE_RETRY_FILES_ENABLED": "False",
            "JOB_ID": str(self.jobs),
        }
        for name in template["credentials"]:
            credential = named(example(), "controller_credentials", name)
            credential_type = named(example(), "controller_credential_types", credential["credential_type"])
            problems = input_problems(credential_type, self.inputs)
            if problems:
                raise ValueError("; ".join(problems))
            variables |= environment(credential_type, self.inputs)
        return variables


def _as_extra_variables(variables: dict[str, Any], template: dict[str, Any]) -> str:
    """The file of extra variables. Only the job template's own values may be templates for Ansible."""
    trusted = template.get("extra_vars", {})
    dumps = []
    for name, value in variables.items():
        dumper = yaml.SafeDumper if name in trusted and trusted[name] == value else Unsafe
        dumps.append(yaml.dump({name: value}, Dumper=dumper))
    return "".join(dumps)


def _command_line(template: dict[str, Any], job_type: str) -> str:
    flags = ["--check"] * (job_type == "check") + ["-u", "root"] + ["--diff"] * bool(template.get("diff_mode"))
    return shlex.join(flags)


def _inventory(name: str) -> dict[str, Any]:
    hosts = {one["name"]: one["variables"] for one in example()["controller_hosts"] if one["inventory"] == name}
    return {"all": {"hosts": list(hosts)}, "_meta": {"hostvars": hosts}}
