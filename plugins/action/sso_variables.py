# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""Reads and checks the variables of the role sso, before any request is sent."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import yaml
from ansible.errors import AnsibleError
from ansible.module_utils.common.collections import is_string
from ansible.module_utils.common.text.converters import to_text
from ansible.plugins.action import ActionBase
from ansible.utils.display import Display

from ..plugin_utils._loose_words import about_loose_words, is_loose_file
from ..plugin_utils._metadata_source import FetchError, document_at
from ..plugin_utils._misspelt import about_misspelt
from ..plugin_utils._role_texts import VariableError
from ..plugin_utils._role_variables import checked

_SPEC = Path(__file__).resolve().parents[2] / "roles" / "sso" / "meta" / "argument_specs.yml"


class ActionModule(ActionBase):
    """Returns the variables as data, or one sentence that says what is wrong with them."""

    _supports_check_mode = True
    _VALID_ARGS = frozenset(("names", "only_metadata"))

    def run(self, tmp: Any = None, task_vars: Any = None) -> dict[str, Any]:
        """Read the variables of the task."""
        result: dict[str, Any] = super().run(tmp, task_vars)
        result["changed"] = False
        if "names" in self._task.args:
            _warn(about_misspelt(task_vars, self._task.args["names"]))
            return {**result, "loose": about_loose_words(task_vars), "loose_file": is_loose_file(task_vars)}
        try:
            if self._task.args.get("only_metadata"):
                return {**result, **self._metadata(task_vars)}
            # A directory's registered responses contain their request headers, and the output would repeat the people.
            return {**result, "_ansible_no_log": True, **self._variables(task_vars)}
        except VariableError as problem:
            return {**result, "failed": True, "msg": f"{problem} {about_loose_words(task_vars)}".strip()}

    def _variables(self, task_vars: Any) -> dict[str, Any]:
        options = yaml.safe_load(_SPEC.read_text(encoding="utf-8"))["argument_specs"]["main"]["options"]
        given = {name: self._value(name, task_vars) for name in options if name in task_vars}
        warned = about_misspelt(task_vars, [*options, "sso_hosts"])
        # Warn here, not in the result: with no_log, a result shows no warnings.
        _warn(warned)
        found = checked(given, options, lambda source: document_at(source, self._loader), datetime.now(timezone.utc))
        if is_loose_file(task_vars):
            _warn([about_loose_words(task_vars)])
        # The role's summary repeats them, because a warning at the beginning is easily missed.
        return {**asdict(found), "warned": warned}

    def _metadata(self, task_vars: Any) -> dict[str, Any]:
        """The document in Base64, because it may have any encoding, or why it cannot be fetched."""
        source = self._value("sso_metadata", task_vars) if "sso_metadata" in task_vars else None
        if source is None or not str(source).strip():
            return {"document": None, "problem": ""}
        try:
            document = document_at(str(source), self._loader)
        except FetchError as problem:
            return {"document": None, "problem": problem.reason}
        content = document if isinstance(document, bytes) else document.encode("utf-8", "surrogateescape")
        return {"document": base64.b64encode(content).decode("ascii"), "problem": ""}

    def _value(self, name: str, task_vars: Any) -> Any:
        try:
            return _decrypted(self._templar.template(task_vars[name]))
        except AnsibleError as problem:
            raise VariableError(f"{name} cannot be read: {problem}") from None


def _decrypted(value: Any) -> Any:
    """The value with vaulted text as text, which it is not up to ansible-core 2.18."""
    if isinstance(value, dict):
        return {key: _decrypted(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_decrypted(one) for one in value]
    return to_text(value) if is_string(value) and not isinstance(value, str) else value


def _warn(sentences: Iterable[str]) -> None:
    for sentence in sentences:
        Display().warning(sentence)
