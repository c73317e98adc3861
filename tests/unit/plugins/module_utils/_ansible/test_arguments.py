# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""The argument specs that modules share."""

from __future__ import annotations

import pytest
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator

from ansible_collections.community.sendgrid.plugins.module_utils._ansible.arguments import shared_arguments
from ansible_collections.community.sendgrid.plugins.module_utils._ansible.person_arguments import person_arguments

VARIABLES = {
    "api_key": "SENDGRID_API_KEY",
    "region": "SENDGRID_REGION",
    "base_url": "SENDGRID_BASE_URL",
    "on_behalf_of": "SENDGRID_ON_BEHALF_OF",
    "ca_path": "SENDGRID_CA_PATH",
}


@pytest.fixture(autouse=True)
def no_variables(monkeypatch):
    for name in VARIABLES.values():
        monkeypatch.delenv(name, raising=False)


def check(spec, **options):
    return ArgumentSpecValidator(spec).validate(options)


def test_the_defaults():
    assert check(shared_arguments(), api_key="SG.k").validated_parameters == {
        "api_key": "SG.k",
        "region": "global",
        "base_url": None,
        "on_behalf_of": None,
        "validate_certs": True,
        "ca_path": None,
        "timeout": 30.0,
        "retries": 5,
        "rate_limit_wait": 300,
    }


def test_the_key_is_never_logged():
    assert shared_arguments()["api_key"]["no_log"] is True


@pytest.mark.parametrize(("option", "variable"), VARIABLES.items())
def test_an_option_comes_from_the_environment_unless_it_is_given(monkeypatch, option, variable):
    monkeypatch.setenv(variable, "eu")
    options = {} if option == "api_key" else {"api_key": "SG.k"}
    assert check(shared_arguments(), **options).validated_parameters[option] == "eu"
    assert check(shared_arguments(), **options | {option: "global"}).validated_parameters[option] == "global"


@pytest.mark.parametrize("value", ["", " "], ids=repr)
def test_an_empty_variable_counts_as_not_set(monkeypatch, value):
    for variable in VARIABLES.values():
        monkeypatch.setenv(variable, value)
    found = check(shared_arguments()).validated_parameters
    assert {key: found[key] for key in VARIABLES} == {
        "api_key": None,
        "region": "global",
        "base_url": None,
        "on_behalf_of": None,
        "ca_path": None,
    }


@pytest.mark.parametrize(
    "options",
    [
        pytest.param({}, id="no address"),
        pytest.param({"persona": "owner"}, id="an unknown persona"),
        pytest.param({"subuser_access": [{"id": 7}]}, id="a subuser without a kind of access"),
        pytest.param({"subuser_access": [{"id": 7, "permission_type": "full"}]}, id="an unknown kind of access"),
        pytest.param({"subuser_access": [{"id": "news", "permission_type": "admin"}]}, id="an id that is no number"),
    ],
)
def test_what_ansible_itself_refuses(options):
    options = options and {"email": "ann@example.com"} | options
    assert check(person_arguments(), **options).error_messages


def test_a_person_has_no_defaults():
    found = check(person_arguments(), email="ann@example.com").validated_parameters
    assert {key: value for key, value in found.items() if value is not None} == {"email": "ann@example.com"}
