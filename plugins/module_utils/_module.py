# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""Ansible in, Ansible out: the only place that builds an AnsibleModule and leaves through its exits."""

from __future__ import annotations

from typing import Any, Callable, Dict, Mapping

from ansible.module_utils.basic import AnsibleModule, missing_required_lib

from ansible_collections.community.sendgrid.plugins.module_utils._arguments import shared_arguments
from ansible_collections.community.sendgrid.plugins.module_utils._client import REQUESTS_IMPORT_ERROR, Client
from ansible_collections.community.sendgrid.plugins.module_utils._connection import Connection, connection_from
from ansible_collections.community.sendgrid.plugins.module_utils._errors import SendGridError
from ansible_collections.community.sendgrid.plugins.module_utils._outcome import Outcome

# (options, connection) -> what was asked for, checked before any request
Prepare = Callable[[Mapping[str, Any], Connection], Any]
# (client, what was asked for, check mode) -> what it came to
Work = Callable[[Client, Any, bool], Outcome]


def run(arguments: Dict[str, Any], result_key: str, prepare: Prepare, work: Work, **module_options: Any) -> None:
    """Run a module: check its options, do its work, and exit, whatever happened."""
    module = AnsibleModule(
        argument_spec={**shared_arguments(), **arguments}, supports_check_mode=True, **module_options
    )
    _need_requests(module)
    try:
        connection = connection_from(module.params)
        wanted = prepare(module.params, connection)
        client = Client(connection)
        try:
            outcome = work(client, wanted, module.check_mode)
        finally:
            client.close()
    except SendGridError as error:
        module.fail_json(msg=error.msg, failure=error.failure(), changed=error.changed, **{result_key: error.found})
    _leave(module, outcome)


def _need_requests(module: AnsibleModule) -> None:
    if REQUESTS_IMPORT_ERROR is not None:
        module.fail_json(
            msg=missing_required_lib(
                "requests",
                reason="to reach SendGrid (in AWX, build it into the execution environment)",
            ),
            exception=REQUESTS_IMPORT_ERROR,
        )


def _leave(module: AnsibleModule, outcome: Outcome) -> None:
    for warning in outcome.warnings:
        module.warn(warning)
    result = dict(outcome.result, changed=outcome.changed)
    if module._diff and outcome.before is not None:
        result["diff"] = {"before": outcome.before, "after": outcome.after}
    module.exit_json(**result)
