# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""The filter to_vars_yaml refuses vaulted text and leaves out what is omitted; Ansible hides both in values."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from ansible.parsing.vault import VaultLib, VaultSecret

from functional.by_name import User
from simulator.thread import SimulatorThread

SECRET = "correct horse"
PLAY = """
- name: Write variables
  hosts: localhost
  gather_facts: false
  vars_files: [secret.yml]
  tasks:
    - name: Write what a vault holds
      ansible.builtin.copy:
        content: "{{ {'people': [{'first_name': 'Ann', 'last_name': secret}]} | community.sendgrid.to_vars_yaml }}"
        dest: secret
        mode: "0600"
      ignore_errors: true
    - name: Write the rest
      ansible.builtin.copy:
        content: "{{ {'day': day, 'gone': omit, 'list': [1, omit]} | community.sendgrid.to_vars_yaml }}"
        dest: "{{ playbook_dir }}/rest.yml"
        mode: "0600"
      vars:
        day: 2026-01-02
"""


@pytest.fixture
def user(simulator: SimulatorThread, collections: Path, tmp_path: Path) -> User:
    return User(tmp_path, collections, simulator)


def test_a_secret_is_refused_a_date_stays_a_date_and_what_is_omitted_is_left_out(user: User) -> None:
    (user.home / "password").write_text("pass", encoding="utf-8")
    secret = VaultLib([("default", VaultSecret(b"pass"))]).encrypt(SECRET).decode()
    lines = "".join(f"  {line}\n" for line in secret.splitlines())
    (user.home / "secret.yml").write_text(f"secret: !vault |\n{lines}", encoding="utf-8")
    (user.home / "play.yml").write_text(PLAY, encoding="utf-8")

    done = user.runs(user.home / "play.yml", "--vault-password-file", "password")

    assert done.status == 0, done.output
    refused: dict[str, Any] = done.task("Write what a vault holds")
    assert "people[0].last_name is encrypted with Ansible Vault, and would be written as plain text." in refused["msg"]
    assert SECRET not in done.output
    written = (user.home / "rest.yml").read_text(encoding="utf-8")
    assert written == "day: 2026-01-02\nlist:\n  - 1\n"
