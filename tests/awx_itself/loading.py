# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Loads the example into AWX with `post(path, body)`, in the form that its API needs. Also imported by AWX's Python."""

import json


class Loader:
    """Creates the objects of the example, and keeps their ids by kind and name."""

    def __init__(self, post, example, update_project):
        self.post, self.example, self.update_project = post, example, update_project
        self.ids = {}

    def load_all(self, organization):
        self.ids["organization", "Default"] = organization
        of_organization = {"organization": "organization"}
        self.load("credential_type", "credential_types", "controller_credential_types")
        of_type = of_organization | {"credential_type": "credential_type"}
        self.load("credential", "credentials", "controller_credentials", of_type)
        self.load("inventory", "inventories", "controller_inventories", of_organization)
        self.load("host", "hosts", "controller_hosts", {"inventory": "inventory"})
        self.load("environment", "execution_environments", "controller_execution_environments")
        in_environment = of_organization | {"default_environment": "environment"}
        self.load("project", "projects", "controller_projects", in_environment)
        self.load("notification", "notification_templates", "controller_notifications", of_organization)
        self.update_project(self.ids["project", self.example["controller_projects"][0]["name"]])
        of_project = {"project": "project", "inventory": "inventory"}
        self.load("template", "job_templates", "controller_templates", of_project)
        for one in self.example["controller_templates"]:
            self.complete_template(one, self.ids["template", one["name"]])
        self.load("workflow", "workflow_job_templates", "controller_workflows", of_organization)
        for one in self.example["controller_workflows"]:
            self.complete_workflow(one, self.ids["workflow", one["name"]])
        self.load("schedule", "schedules", "controller_schedules", {"unified_job_template": "template"})

    def load(self, kind, path, variable, kinds=None):
        """Create what a variable of the example lists, with the names of other objects replaced by their ids."""
        for one in self.example[variable]:
            body = {key: value for key, value in one.items() if not isinstance(value, list) and key != "survey_spec"}
            for key in ("variables", "extra_vars"):
                if key in body:
                    body[key] = json.dumps(body[key])
            body |= {key: self.ids[of, one[key]] for key, of in (kinds or {}).items() if key in one}
            self.ids[kind, one["name"]] = self.post(path, body)["id"]

    def complete_template(self, one, template):
        for name in one["credentials"]:
            self.post(f"job_templates/{template}/credentials", {"id": self.ids["credential", name]})
        if "survey_spec" in one:
            self.post(f"job_templates/{template}/survey_spec", one["survey_spec"])
        for occasion in ("success", "error"):
            for name in one.get(f"notification_templates_{occasion}", ()):
                path = f"job_templates/{template}/notification_templates_{occasion}"
                self.post(path, {"id": self.ids["notification", name]})

    def complete_workflow(self, one, workflow):
        for name in one["notification_templates_approvals"]:
            path = f"workflow_job_templates/{workflow}/notification_templates_approvals"
            self.post(path, {"id": self.ids["notification", name]})
        for node in one["simplified_workflow_nodes"]:
            self.ids["node", node["identifier"]] = self.create_node(workflow, node)
        for node in one["simplified_workflow_nodes"]:
            for name in node.get("success_nodes", ()):
                path = f"workflow_job_template_nodes/{self.ids['node', node['identifier']]}/success_nodes"
                self.post(path, {"id": self.ids["node", name]})

    def create_node(self, workflow, node):
        body = {"identifier": node["identifier"]} | {key: node[key] for key in ("job_type",) if key in node}
        if "unified_job_template" in node:
            body["unified_job_template"] = self.ids["template", node["unified_job_template"]]
        made = self.post(f"workflow_job_templates/{workflow}/workflow_nodes", body)["id"]
        if "approval_node" in node:
            self.post(f"workflow_job_template_nodes/{made}/create_approval_template", node["approval_node"])
        return made
