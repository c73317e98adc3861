# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""Ansible in, Ansible out: the only place that builds an AnsibleModule and leaves through its exits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Callable, NamedTuple

from ansible.module_utils.basic import AnsibleModule, missing_required_lib

from .._core.errors import SendGridError
from .._core.gate import Gate
from .._core.journal import Journal
from .._core.options import refuse_booleans
from .._core.outcome import Outcome, few
from .._http.client import Client
from .._http.connection import Connection, connection_from
from .._http.transport import REQUESTS_IMPORT_ERROR
from .arguments import shared_arguments

if TYPE_CHECKING:
    # Not needed to run, and Ansible compiles what is imported for every task.
    from .._core.growth import Growing
    from .._core.workers import Fixed

APPROVED_PLANS = "approved_plans"

# (options, connection) -> what was asked for, checked before any request
Prepare = Callable[[Mapping[str, Any], Connection], Any]
# what was asked for -> warnings to show before any request, even if the run then fails
Foresee = Callable[[Any], list[str]]
# (client, what was asked for, the gate before the first write) -> the outcome
Work = Callable[[Client, Any, Gate], Outcome]


class Library(NamedTuple):
    """A Python library that a module needs on the host where it runs, and the traceback if it is missing."""

    name: str
    purpose: str
    import_error: str | None


REQUESTS = Library("requests", "to reach SendGrid", REQUESTS_IMPORT_ERROR)


class _Module(AnsibleModule):
    """Ansible's module, but its own messages about options are followed by what to write instead."""

    def __init__(self, examples: Mapping[str, str], **options: Any) -> None:
        self._examples = examples
        super().__init__(**options)

    def fail_json(self, msg: str, **result: Any) -> None:
        """Fail, and add the example that belongs to Ansible's message, which may not even name the option."""
        told = [example for words, example in self._examples.items() if words in msg and "failure" not in result]
        super().fail_json(msg=". ".join([msg, *told]), **result)


def run(
    arguments: dict[str, Any],
    empty_result: Mapping[str, Any],
    prepare: Prepare,
    work: Work,
    warnings_before: Foresee = lambda wanted: [],
    libraries: Sequence[Library] = (),
    hidden_until_checked: Sequence[str] = (),
    workers: Callable[[Mapping[str, Any]], Fixed | Growing] | None = None,
    unrepeated: Sequence[str] = (),
    examples: Mapping[str, str] = MappingProxyType({}),
    **module_options: Any,
) -> None:
    """Run a module: check its options, do its work, and exit in any case.

    ``warnings_before`` returns the warnings to show for what was asked for, even if the work then fails.
    ``empty_result`` has the keys that every result has. ``hidden_until_checked`` names options that are declared
    ``no_log``, since a secret may be pasted there by mistake, and that are shown once ``prepare`` has accepted them.
    ``workers`` turns the options into the number of requests that may be under way at once, for modules that send many.
    ``unrepeated`` names options that are too long to repeat in the result. ``examples`` maps words of Ansible's own
    messages about options to what to write instead.
    """
    spec = {**shared_arguments(), **arguments}
    module = _Module(examples, argument_spec=spec, supports_check_mode=True, **module_options)
    for library in (REQUESTS, *libraries):
        _need(module, library)
    failed = gate = None
    journal = Journal()
    try:
        connection = connection_from(module.params)
        refuse_booleans(spec, module.params)
        gate = gate_from(module.params, connection, module.check_mode)
        wanted = prepare(module.params, connection)
        _warn(module, warnings_before(wanted))
        module.no_log_values -= {module.params[name] for name in hidden_until_checked}
        client = _crowd(connection, workers(module.params)) if workers else Client(connection)
        journal = client.journal
        try:
            outcome = work(client, wanted, gate)
        finally:
            client.close()
            _warn(module, client.warnings())
    except SendGridError as error:
        # Inside an except block, Ansible would add a traceback to the failure, and this is not a bug.
        failed = error
    if failed is not None:
        _fail(module, failed, journal, gate, empty_result, _invocation(module, unrepeated))
    _leave(module, outcome, {**_planned(module, gate), **_invocation(module, unrepeated)})


def _crowd(connection: Connection, workers: Fixed | Growing) -> Client:
    """A client for many workers."""
    # Imported here, since a module for a single object needs none of it.
    from .._http.rate_limits import Together

    return Client(connection, workers, Together)


def _fail(
    module: AnsibleModule,
    error: SendGridError,
    journal: Journal,
    gate: Gate | None,
    empty_result: Mapping[str, Any],
    invocation: Mapping[str, Any],
) -> None:
    result = {**empty_result, **journal.result, "changed": journal.changed, **_planned(module, gate)}
    if module._diff and gate is not None and gate.refused_diff is not None:
        result["diff"] = _shown(*gate.refused_diff)
    module.fail_json(msg=error.msg, failure=error.failure(), **result, **invocation)


def gate_from(params: Mapping[str, Any], connection: Connection, check_mode: bool) -> Gate:
    """The gate that the options describe; raises ``invalid``. A module that only reads has no approved_plans."""
    given, approved = params.get(APPROVED_PLANS), None
    if given is not None:
        # Imported here, because few tasks have an approved plan.
        from .._core.plan import approved_from

        approved = approved_from(given)
    return Gate(connection.base_url, connection.on_behalf_of, approved, check_mode)


def _need(module: AnsibleModule, library: Library) -> None:
    if library.import_error is not None:
        module.fail_json(
            msg=missing_required_lib(
                library.name, reason=library.purpose + " (in AWX, build it into the execution environment)"
            ),
            exception=library.import_error,
        )


def _warn(module: AnsibleModule, warnings: Sequence[str]) -> None:
    for warning in few(warnings):
        module.warn(warning)


def _invocation(module: AnsibleModule, unrepeated: Sequence[str]) -> dict[str, Any]:
    """The invocation that Ansible adds to a result, without the options that would bloat it."""
    if not unrepeated:
        return {}
    repeated = {name: value for name, value in module.params.items() if name not in unrepeated}
    return {"invocation": {"module_args": repeated}}


def _planned(module: AnsibleModule, gate: Gate | None) -> dict[str, Any]:
    """The plan of what would change, for the result of a module that writes."""
    if APPROVED_PLANS not in module.params:
        return {}
    return {"plan": gate.plan if gate is not None else None}


def _leave(module: AnsibleModule, outcome: Outcome, beside: Mapping[str, Any]) -> None:
    _warn(module, outcome.warnings)
    result = dict(outcome.result, changed=outcome.changed, **beside)
    if module._diff and outcome.before is not None:
        result["diff"] = _shown(outcome.before, outcome.after)
    module.exit_json(**result)


def _shown(before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> dict[str, Any]:
    return {"before": before, "after": after}
