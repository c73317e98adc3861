# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""The filter roster_from_groups in a playbook: with what uri registers, and with names that look like templates."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from functional.by_name import User
from simulator.thread import SimulatorThread

PLAY = """
- name: Read a directory
  hosts: localhost
  gather_facts: false
  tasks:
    - name: Read the first page
      ansible.builtin.uri:
        url: "{{ directory }}/graph?$top=1"
      check_mode: false
      register: first
    - name: Read the second page
      ansible.builtin.uri:
        url: "{{ item }}"
      loop: ["{{ first.json['@odata.nextLink'] }}"]
      check_mode: false
      register: second
    - name: Read both pages of another directory
      ansible.builtin.uri:
        url: "{{ directory }}/okta{{ item }}"
      loop: ["", "?after=2"]
      check_mode: false
      register: okta
    - name: Read a directory that is skipped in check mode
      ansible.builtin.uri:
        url: "{{ directory }}/okta?after=2"
      register: skipped
    - name: Make a roster
      ansible.builtin.set_fact:
        roster: "{{ groups_of_people | community.sendgrid.roster_from_groups }}"
      vars:
        groups_of_people:
          - name: Developers
            people: ["{{ first }}", "{{ second }}"]
            persona: developer
          - name: Readers
            people: "{{ okta }}"
            scopes: [stats.read]
    - name: Show the roster
      ansible.builtin.debug:
        msg: "{{ roster }}"
    - name: Show a name
      ansible.builtin.debug:
        msg: "{{ roster.teammates[0].first_name }}"
    - name: Miss the second page
      ansible.builtin.debug:
        msg: "{{ [{'name': 'Cut', 'people': first, 'is_admin': true}] | community.sendgrid.roster_from_groups }}"
      ignore_errors: true
    - name: Take what was skipped
      ansible.builtin.debug:
        msg: "{{ [{'name': 'Unread', 'people': skipped, 'is_admin': true}] | community.sendgrid.roster_from_groups }}"
      ignore_errors: true
"""


class Directory(BaseHTTPRequestHandler):
    """Two directories, with two pages each."""

    def do_GET(self) -> None:
        address = f"http://127.0.0.1:{self.server.server_address[1]}"
        is_first = "skiptoken" not in self.path and "after" not in self.path
        name = "{{ 7 * 7 }}" if is_first else "Bob"
        if self.path.startswith("/graph"):
            user = {"mail": "ann@example.com" if is_first else "bob@example.com", "givenName": name, "surname": "Lee"}
            body = {"value": [{**user, "accountEnabled": True}]}
            more = {"@odata.nextLink": f"{address}/graph?$top=1&$skiptoken=R%2BQ"} if is_first else {}
            self.answer({**body, **more})
        else:
            profile = {"email": f"{'eve' if is_first else 'zoe'}@example.com", "firstName": name, "lastName": "Ray"}
            links = [f'<{address}/okta>; rel="self"', f'<{address}/okta?after=2>; rel="next"'][: 1 + is_first]
            self.answer([{"status": "ACTIVE", "profile": profile}], links)

    def answer(self, body: object, links: list[str] | None = None) -> None:
        content = json.dumps(body).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        for link in links or []:
            self.send_header("Link", link)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_words: object) -> None:
        """Print nothing."""


@pytest.fixture
def directory() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Directory) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


def test_what_uri_registers_becomes_a_roster(
    simulator: SimulatorThread, collections: Path, tmp_path: Path, directory: str
) -> None:
    user = User(tmp_path, collections, simulator)
    (user.home / "play.yml").write_text(PLAY, encoding="utf-8")

    done = user.runs(user.home / "play.yml", "-e", f"directory={directory}", "--check")

    assert done.status == 0, done.output
    assert done.task("Show the roster")["msg"]["teammates"] == [
        {"email": "ann@example.com", "first_name": "{{ 7 * 7 }}", "last_name": "Lee", "persona": "developer"},
        {"email": "bob@example.com", "first_name": "Bob", "last_name": "Lee", "persona": "developer"},
        {"email": "eve@example.com", "first_name": "{{ 7 * 7 }}", "last_name": "Ray", "scopes": ["stats.read"]},
        {"email": "zoe@example.com", "first_name": "Bob", "last_name": "Ray", "scopes": ["stats.read"]},
    ]
    assert done.task("Show a name")["msg"] == "{{ 7 * 7 }}"
    assert "Group 'Cut': people names a next page" in done.task("Miss the second page")["msg"]
    assert "Group 'Unread': people was skipped" in done.task("Take what was skipped")["msg"]
