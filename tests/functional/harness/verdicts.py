# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""What must be true of each task of the collection, whatever it does. Pure functions over what was recorded."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

from functional.harness.documentation import returned, shape_problems
from functional.harness.rewriting import Case

WRITES = ("POST", "PATCH", "PUT", "DELETE")

CODES = {
    "unauthorized",
    "forbidden",
    "not_found",
    "invalid",
    "conflict",
    "rate_limited",
    "unavailable",
    "tls",
    "unexpected_response",
    "not_applied",
    "refused",
}

# Keys that SendGrid decides, which check mode therefore shows as null.
ASSIGNED = {"id", "last_updated", "single_signon_url", "audience_url", "completed_integration"}
# Keys about the run itself, not SendGrid's state: a repeated run has done nothing.
DONE = {"plan", "removed", "results", "summary"}
NEVER_IN_DIFF = {"id", "last_updated", "single_signon_url", "audience_url", "automatic_scopes", "username", "api_key"}

# Keys that Ansible adds to a module's result.
_FROM_ANSIBLE = {
    "_ansible_no_log",
    "_ansible_item_label",
    "ansible_loop_var",
    "changed",
    "diff",
    "exception",
    "failed",
    "failed_when_result",
    "failed_when_suppressed_exception",
    "invocation",
    "item",
    "warnings",
}


@dataclass(frozen=True)
class Step:
    """One step of a case: its results (a loop has several), its warnings, and the requests sent, as METHOD /path."""

    results: list[dict[str, Any]]
    warnings: list[str]
    requests: list[str]

    @property
    def writes(self) -> list[str]:
        return [request for request in self.requests if request.startswith(WRITES)]

    @property
    def changed(self) -> bool:
        return any(result.get("changed") for result in self.results)

    @property
    def failed(self) -> bool:
        return any(has_failed(result) for result in self.results)


def has_failed(result: dict[str, Any]) -> bool:
    """Whether the module failed, even if the playbook's `failed_when` accepted it: only failures have `msg`."""
    return "msg" in result


def problems_of(case: Case, steps: dict[str, Step]) -> list[str]:
    """Everything that is wrong with a case, all of whose steps must have run."""
    problems = []
    for name, step in steps.items():
        found = [problem for result in step.results for problem in _result_problems(case.module, result)]
        if case.expectation.foreseeable:
            found += [problem for result in step.results for problem in _diff_problems(result)]
        found += _request_problems(case.expectation.requests.get(name), step.requests)
        if name.startswith("check") and step.writes:
            found.append(f"check mode has sent {', '.join(step.writes)}")
        found += [f"warns {text}" for text in step.warnings if not _matches_any(text, case.expectation.warnings)]
        problems += [f"{case.steps[name]}: {problem}" for problem in found]
    if case.expectation.foreseeable:
        problems += _prediction_problems(steps["check"], steps["real"])
    problems += _change_problems(steps["real"], case.expectation.foreseeable)
    for name in set(steps) - {"check", "real"}:
        problems += _repetition_problems(name, steps["real"], steps[name])
    return [f"{case.name}: {problem}" for problem in problems + _missing_warning_problems(case, steps)]


def _result_problems(module: str, result: dict[str, Any]) -> list[str]:
    documented = returned(module)
    unknown = set(result) - set(documented) - _FROM_ANSIBLE - {"msg"}
    problems = [f"the result has the undocumented {key}" for key in sorted(unknown)]
    if has_failed(result) and "failure" not in result:
        return problems + _complaint_problems(result)
    if has_failed(result):
        problems += _failure_problems(result)
    elif "failure" in result:
        problems.append("there is a failure without a msg")
    for key, description in documented.items():
        if key in result:
            problems += shape_problems(result[key], description, key)
        elif description["returned"] == "always":
            problems.append(f"the result lacks {key}")
    return problems


def _complaint_problems(result: dict[str, Any]) -> list[str]:
    """Only Ansible's own complaints about options may lack a code."""
    known = (
        r"missing required arguments|one of the following is required|value of \S+ must be one of|argument '?\S+'? is"
    )
    known += r"|is of type .* unable to convert|Unsupported parameters|missing parameter"
    return [] if re.search(known, result["msg"]) else [f"a failure without code: {result['msg']}"]


def _failure_problems(result: dict[str, Any]) -> list[str]:
    problems = []
    if result["failure"]["code"] not in CODES:
        problems.append(f"{result['failure']['code']} is no code")
    if not re.fullmatch(r"\S[^\n]*[.?]", result["msg"]):
        problems.append(f"this is no sentence: {result['msg']!r}")
    return problems


def _diff_problems(result: dict[str, Any]) -> list[str]:
    if "diff" not in result:
        return []
    before, after = result["diff"]["before"], result["diff"]["after"]
    problems = []
    if (before != after) != result["changed"]:
        problems.append(f"changed is {result['changed']}, and the diff goes from {before} to {after}")
    shown = sorted((set(before) | set(after)) & NEVER_IN_DIFF)
    if shown:
        problems.append(f"the diff shows {', '.join(shown)}")
    return problems


def _request_problems(expected: int | list[str] | None, requests: list[str]) -> list[str]:
    """Compare the requests with an expected number or list, in which `*` matches ids that SendGrid assigns."""
    if expected is None or expected == len(requests):
        return []
    if isinstance(expected, list) and len(expected) == len(requests) and all(map(fnmatchcase, requests, expected)):
        return []
    return [f"expected the requests {expected}, and there were {requests}"]


def _prediction_problems(check: Step, real: Step) -> list[str]:
    """Check mode must predict what the real run does."""
    problems = []
    for predicted, result in zip(check.results, real.results, strict=True):
        for key in ("changed", "diff", "plan"):
            if predicted.get(key) != result.get(key):
                problems.append(f"check mode predicted {key} {predicted.get(key)}, and it was {result.get(key)}")
        if has_failed(predicted) or has_failed(result):
            if predicted.get("failure", {}) != result.get("failure", {}) or predicted.get("msg") != result.get("msg"):
                problems.append(f"check mode said {predicted.get('msg')}, the real run {result.get('msg')}")
        elif not _comes_true(_own(predicted), _own(result)):
            problems.append(f"check mode predicted {_own(predicted)}, and it was {_own(result)}")
    return problems


def _own(result: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in result.items() if key not in _FROM_ANSIBLE}


def _held(result: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in _own(result).items() if key not in DONE}


def _comes_true(predicted: Any, real: Any, key: str = "") -> bool:
    """Whether a prediction is right; null and empty automatic scopes stand for what SendGrid assigns."""
    if key in ASSIGNED and predicted is None:
        return True
    if key == "automatic_scopes" and predicted == []:
        return True
    if isinstance(predicted, dict) and isinstance(real, dict):
        return predicted.keys() == real.keys() and all(_comes_true(predicted[name], real[name], name) for name in real)
    if isinstance(predicted, list) and isinstance(real, list):
        return len(predicted) == len(real) and all(map(_comes_true, predicted, real))
    return bool(predicted == real)


def _change_problems(real: Step, foreseeable: bool) -> list[str]:
    if real.changed and not real.writes:
        return ["the real run says changed, and has written nothing"]
    # After a write that cannot be foreseen, SendGrid may have the same state as before.
    if foreseeable and not real.changed and not real.failed and real.writes:
        return [f"the real run says unchanged, and has sent {', '.join(real.writes)}"]
    return []


def _repetition_problems(name: str, real: Step, repeated: Step) -> list[str]:
    """After the real run there must be nothing left to do, and the report must stay the same."""
    if real.failed:
        return [f"the real run failed ({real.results}): does the playbook expect that?"]
    problems = []
    if repeated.changed or repeated.failed or repeated.writes:
        problems.append(f"{name}: there was still something to do: {repeated.results}, {repeated.requests}")
    elif [_held(result) for result in real.results] != [_held(result) for result in repeated.results]:
        problems.append(f"{name}: reports {repeated.results} after {real.results}")
    return problems


def _missing_warning_problems(case: Case, steps: dict[str, Step]) -> list[str]:
    warnings = [text for step in steps.values() for text in step.warnings]
    return [f"does not warn {one}" for one in case.expectation.warnings if not _any_matches(one, warnings)]


def printed_warning_problems(output: str, patterns: list[str]) -> list[str]:
    """Warnings, deprecations and errors that Ansible printed but no task expects. Ansible wraps them into lines."""
    marked = re.findall(
        r"^\[(DEPRECATION WARNING|WARNING|ERROR)\]:? (.*?)(?=^\[|^$|\Z)", output, re.MULTILINE | re.DOTALL
    )
    printed = [(kind, " ".join(text.split())) for kind, text in marked]
    return [f"{kind}: {text}" for kind, text in printed if kind != "WARNING" or not _matches_any(text, patterns)]


def _matches_any(text: str, patterns: list[str]) -> bool:
    return any(re.search(pattern, text) for pattern in patterns)


def _any_matches(pattern: str, texts: list[str]) -> bool:
    return any(re.search(pattern, text) for text in texts)


def secret_problems(output: str, secrets: list[str]) -> list[str]:
    """Secrets that were printed: API keys, the header that contains one, and invitations' tokens."""
    return [f"the output shows {secret}" for secret in (*secrets, "Bearer", "Authorization:") if secret in output]
