# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Loads the example into AWX through its API, and launches it, in AWX's own Python. The example arrives as JSON.

Nothing is dispatched: a job is what AWX would pass to ansible-runner. The update of the project is simulated.
"""

import json
import sys
import tempfile

import awx
import django

sys.argv = ["awx", "test"]  # so that AWX publishes nothing
awx.MODE = "production"  # without the developer pages
awx.prepare_env()
django.setup()

from ansible_base.resource_registry.models.service_identifier import ServiceID
from awx.main import models
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from loading import Loader
from rest_framework.test import APIClient

api = APIClient()
request = json.load(sys.stdin)
example = request["example"]


def prepare():
    call_command("migrate", run_syncdb=True, verbosity=0)
    MigrationRecorder(connection).ensure_schema()
    ServiceID.objects.get_or_create()
    api.force_authenticate(User.objects.create_superuser("admin", "admin@example.com", "admin"))


def post(path, body, accept=(200, 201, 204)):
    answer = api.post(f"/api/v2/{path}/", body, format="json")
    if answer.status_code not in accept:
        sys.exit(f"AWX answered {answer.status_code} to POST {path} of {body}: {answer.content.decode()}")
    return answer.json() if answer.content else {}


def update_project(_project):
    """Simulate the update. Before it, AWX refuses the project's job templates."""
    first = example["controller_templates"][0]
    body = {"name": "early", "playbook": first["playbook"], "job_type": "run"}
    body |= {"project": ids["project", first["project"]], "inventory": ids["inventory", first["inventory"]]}
    assert "Playbook not found" in str(post("job_templates", body, (400,)))
    for project in models.Project.objects.all():
        project.status, project.playbook_files = "successful", request["playbooks"]
        project.save(update_fields=["status", "playbook_files"])


def launch(one):
    """A job's extra variables must be those that the example's tests expect; a launch that they refuse must fail."""
    path = f"job_templates/{ids['template', one['template']]}/launch"
    if one["expected"] is None:
        post(path, {"extra_vars": one["answers"]}, (400,))
        return
    job = models.Job.objects.get(pk=post(path, {"extra_vars": one["answers"]})["id"])
    assert job.extra_vars_dict == one["expected"], (one, job.extra_vars_dict)
    assert job.job_type == one["job_type"], one


def look_at_credentials():
    """Check what a job finds in its environment, and that AWX does not show the key."""
    for name, expected in request["environments"].items():
        credential = models.Credential.objects.get(name=name)
        found = {}
        with tempfile.TemporaryDirectory() as folder:
            credential.credential_type.inject_credential(credential, found, {}, [], folder)
        assert found == expected, (name, found)
        assert request["key"] not in api.get(f"/api/v2/credentials/{credential.pk}/").content.decode()


def run_the_workflow(one):
    """Check that the check's artifacts reach the run as variables, although its template prompts for none."""
    workflow = models.WorkflowJob.objects.get(
        pk=post(f"workflow_job_templates/{ids['workflow', one['name']]}/launch", {})["workflow_job"]
    )
    nodes = {node.identifier: node for node in workflow.workflow_job_nodes.all()}
    check, approve, run = (nodes[node["identifier"]] for node in one["simplified_workflow_nodes"])
    artifacts = {"sso_set_up_plans": ["0" * 64], "sso_set_up_summary": ["A run would create 1 person."]}
    kwargs = check.get_job_kwargs()
    assert kwargs["job_type"] == "check"
    check.job = check.unified_job_template.create_unified_job(**kwargs)
    check.job.artifacts, check.job.status = artifacts, "successful"
    check.job.save()
    check.save()
    approve.job = approve.unified_job_template.create_unified_job(**approve.get_job_kwargs())
    # An approval's text is the example's, whatever the check has found.
    asked = next(node["approval_node"] for node in one["simplified_workflow_nodes"] if "approval_node" in node)
    assert approve.job.description == asked["description"]
    approve.save()
    done = run.unified_job_template.create_unified_job(**run.get_job_kwargs())
    assert {name: done.extra_vars_dict[name] for name in artifacts} == artifacts, done.extra_vars
    assert done.extra_vars_dict["sso_approved_plans"] == "{{ sso_set_up_plans | default([]) }}"


def look_at_messages():
    """Check what the webhook gets about a check."""
    job = models.Job.objects.filter(name="SendGrid: provision").first()
    job.artifacts = {"sso_set_up_summary": ["A run would create 1 person."]}
    template = models.NotificationTemplate.objects.get(name="SendGrid: what changes")
    _title, body = job.build_notification_message(template, "succeeded")
    assert json.loads(body)["text"].startswith("SendGrid: provision: A run would create 1 person. http"), body


loader = Loader(post, example, update_project)
ids = loader.ids  # by kind and name


def main():
    prepare()
    loader.load_all(models.Organization.objects.create(name="Default").id)
    print(f"AWX {awx.__version__} takes all of the example.")
    look_at_credentials()
    for one in request["launches"]:
        launch(one)
    print(f"{len(request['launches'])} launches give what the tests expect.")
    for one in example["controller_workflows"]:
        run_the_workflow(one)
    look_at_messages()
    print("Artifacts reach the workflow's last node, and the message about a check has its summary.")


main()
