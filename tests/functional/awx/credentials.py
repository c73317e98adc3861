# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Credential types: what AWX accepts, and what it adds to a job's environment.

From AWX at e21dd0a0 (2024-10-23): CredentialTypeInputField and CredentialTypeInjectorField in awx/main/fields.py, and
CredentialType.inject_credential in awx/main/models/credential.py.
"""

from __future__ import annotations

from typing import Any

import jsonschema
from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from functional.awx.example import is_exactly

_NAME = r"^[a-zA-Z_]+[a-zA-Z0-9_]*$"
_FIELD = {
    "type": "object",
    "required": ["id", "label"],
    "additionalProperties": False,
    "properties": {
        "id": {"type": "string", "pattern": _NAME, "not": {"const": "tower"}},
        "label": {"type": "string"},
        "help_text": {"type": "string"},
        "type": {"enum": ["string", "boolean"]},
        "format": {"enum": ["ssh_private_key", "url"]},
        "choices": {"type": "array", "minItems": 1, "uniqueItems": True, "items": {"type": "string"}},
        "default": {},
        "secret": {"type": "boolean"},
        "multiline": {"type": "boolean"},
        "ask_at_runtime": {"type": "boolean"},
    },
}
_TEMPLATES = {"type": "object", "additionalProperties": False, "patternProperties": {_NAME: {"type": "string"}}}
# The environment passes through a terminal, so AWX accepts only ASCII there.
_VARIABLES = _TEMPLATES | {"patternProperties": {_NAME: {"type": "string", "pattern": "^[\x00-\x7f]*$"}}}
_TYPE = {
    "type": "object",
    "required": ["name", "kind", "inputs", "injectors"],
    "properties": {
        "kind": {"enum": ["cloud", "net"]},
        "inputs": {
            "type": "object",
            "required": ["fields"],
            "additionalProperties": False,
            "properties": {
                "fields": {"type": "array", "items": _FIELD},
                "required": {"type": "array", "items": {"type": "string"}},
            },
        },
        "injectors": {
            "type": "object",
            "additionalProperties": False,
            "properties": {"env": _VARIABLES, "extra_vars": _TEMPLATES},
        },
    },
}
_FOR_TEXT_ALONE = ("choices", "multiline", "format", "secret")
_SET_BY_AWX = {"PATH", "PYTHONPATH", "VIRTUAL_ENV", "JOB_ID", "INVENTORY_ID", "PROJECT_REVISION", "AWX_HOST"}


def type_problems(credential_type: dict[str, Any]) -> list[str]:
    """Why AWX would refuse a custom credential type."""
    validator = jsonschema.Draft7Validator(_TYPE)
    misshapen = [f"{error.json_path}: {error.message}" for error in validator.iter_errors(credential_type)]
    return misshapen or _field_problems(credential_type["inputs"]) + _injector_problems(credential_type)


def input_problems(credential_type: dict[str, Any], inputs: dict[str, str]) -> list[str]:
    """Why AWX would refuse a credential of this type with these inputs."""
    fields = {field["id"]: field for field in credential_type["inputs"]["fields"]}
    missing = [name for name in credential_type["inputs"].get("required", []) if not inputs.get(name)]
    problems = [f"{name} is missing" for name in missing]
    for name, value in inputs.items():
        if name not in fields:
            problems.append(f"there is no field {name}")
        elif value not in fields[name].get("choices", [value]):
            problems.append(f"{name} cannot be {value}")
    return problems


def environment(credential_type: dict[str, Any], inputs: dict[str, str]) -> dict[str, str]:
    """A job's environment. A blank field is undefined in the template, which then renders an empty string."""
    known = {name: value for name, value in inputs.items() if value}
    sandbox = ImmutableSandboxedEnvironment()
    templates = credential_type["injectors"]["env"]
    return {name: sandbox.from_string(template).render(known) for name, template in templates.items()}


def _field_problems(inputs: dict[str, Any]) -> list[str]:
    problems = []
    ids = [field["id"] for field in inputs["fields"]]
    if len(set(ids)) < len(ids):
        problems.append("two fields have one id")
    problems += [f"{name} is required and no field" for name in inputs.get("required", []) if name not in ids]
    for field in inputs["fields"]:
        kind = {"string": str, "boolean": bool}[field.get("type", "string")]
        if kind is bool:
            problems += [f"{key} is not for {field['id']}, a boolean" for key in _FOR_TEXT_ALONE if key in field]
        if "default" in field and not is_exactly(field["default"], kind):
            problems.append(f"the default of {field['id']} is no {kind.__name__}")
        if field.get("default") not in [None, *field.get("choices", [field.get("default")])]:
            problems.append(f"the default of {field['id']} is none of its choices")
    return problems


def _injector_problems(credential_type: dict[str, Any]) -> list[str]:
    fields = {field["id"]: "EXAMPLE" for field in credential_type["inputs"]["fields"]}
    injectors = credential_type["injectors"]
    forbidden = [name for name in injectors.get("env", {}) if name.startswith("ANSIBLE_") or name in _SET_BY_AWX]
    problems = [f"{name} may not be set" for name in forbidden]
    sandbox = ImmutableSandboxedEnvironment(undefined=StrictUndefined)
    for name, template in [pair for kind in injectors.values() for pair in kind.items()]:
        try:
            sandbox.from_string(template).render(fields)
        except TemplateError as error:
            problems.append(f"{name} cannot be rendered: {error}")
    return problems
