# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Examples are found where they are, and recognized as what they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from functional.examples import yaml_text
from functional.examples.collecting import Block, blocks_of, documents
from functional.examples.commands import commands_of
from functional.examples.recognising import Kind, Unrecognised, kind_of
from functional.examples.stepping import play_of
from functional.examples.world import ACCOUNTS, FIRST_STEPS, IN_A_CLONE, SURVEY_ANSWERS, moved_into
from functional.harness.running import ROOT

MARKDOWN = """# Title

1. Save it as `sso.yml`:

   ```yaml
   - name: A play
     hosts: localhost
   ```

```
no language
```
"""
RST = """Title
=====

.. list-table::
   :header-rows: 1

   * - A table

Save this as ``people.csv``:

.. code-block:: text
   :caption: People

   email;first
   ada@example.com;Ada

    .. code-block:: shell

        make

As in::

    nobody says what

The end.
"""
PLUGIN = 'DOCUMENTATION = r"""\nname: x\n"""\n\nEXAMPLES = r"""\n- name: A task\n  a.b.c:\n"""\n'
TASKS = """
- name: Read
  community.sendgrid.sendgrid_sso_integration_info:
  register: sso

- name: Write
  community.sendgrid.sendgrid_sso_integration:
    name: !unsafe "{{ Okta }}"
  register: okta

- name: Both
  block:
    - name: Show
      ansible.builtin.debug:
        var: okta
    - name: Remove
      community.sendgrid.sendgrid_sso_integration:
        name: Okta
        state: absent
"""


def block(text: str, language: str = "yaml") -> Block:
    return Block("guide.rst", 10, language, text)


def test_markdown_has_fences_also_in_lists() -> None:
    play, other = blocks_of("README.md", MARKDOWN)
    assert play == Block("README.md", 6, "yaml", "- name: A play\n  hosts: localhost\n", "1. Save it as `sso.yml`:")
    assert (play.saved_as, other.line, other.language) == ("sso.yml", 11, "")


def test_restructured_text_has_directives_and_literal_blocks() -> None:
    text, shell, literal = blocks_of("guide.rst", RST)
    assert (text.line, text.language, text.saved_as) == (14, "text", "people.csv")
    assert text.text == "email;first\nada@example.com;Ada\n\n .. code-block:: shell\n\n     make\n"
    assert (shell.line, shell.language, shell.text) == (19, "shell", "make\n")
    assert (literal.line, literal.language, literal.text) == (23, "", "nobody says what\n")


def test_a_plugin_has_its_examples() -> None:
    (examples,) = blocks_of("plugins/modules/x.py", PLUGIN)
    assert examples.text.splitlines()[1] == PLUGIN.splitlines()[examples.line] == "- name: A task"


def test_the_documents_are_those_that_users_and_developers_read() -> None:
    found = documents(ROOT)
    plugins = [
        str(path.relative_to(ROOT)) for kind in ("modules", "filter") for path in ROOT.glob(f"plugins/{kind}/*.py")
    ]
    assert {"README.md", "SECURITY.md", "CONTRIBUTING.md", "roles/sso/README.md", *plugins} <= set(found)
    assert {"docs/docsite/rst/guide_setup.rst", "examples/many-accounts/README.md"} <= set(found)


def test_what_is_said_of_a_document_is_said_of_one_that_is_there() -> None:
    assert {*FIRST_STEPS, *SURVEY_ANSWERS, *ACCOUNTS, *IN_A_CLONE} <= set(documents(ROOT))


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Or in a `requirements.yml`, as AWX takes it:", "requirements.yml"),
        ("Download it as `idp.xml`. Then save this as `sso.yml`:", "sso.yml"),
        ("Save the metadata as `idp.xml`, and this as `sso.yml` beside `idp.pem`:", "sso.yml"),
        ("One task reads `people.yml`, known as `sso.people`:", None),
    ],
)
def test_what_is_to_be_saved_has_a_name(said: str, name: str | None) -> None:
    assert Block("README.md", 1, "yaml", "", said).saved_as == name


@pytest.mark.parametrize(
    ("text", "language", "kind"),
    [
        (TASKS, "yaml", Kind.TASKS),
        ("- hosts: all\n", "yaml", Kind.PLAYS),
        ("- ansible.builtin.import_playbook: a.b.c\n- hosts: all\n", "yaml", Kind.PLAYS),
        ("sso_integration: {name: Okta}\nsso_metadata: idp.xml\n", "yaml", Kind.VARIABLES),
        ("collections:\n  - name: a.b\n", "yaml", Kind.REQUIREMENTS),
        ("- hosts: all\n  roles: [infra.aap_configuration.dispatch]\n", "yaml", Kind.ELSEWHERE),
        ("make\n", "shell", Kind.COMMANDS),
        ("anything", "hcl", Kind.TEXT),
    ],
)
def test_an_example_is_known_by_its_shape(text: str, language: str, kind: Kind) -> None:
    assert kind_of(block(text, language)) is kind


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("- email: ada@example.com\n", "yaml"),
        ("- name: A module without its collection\n  debug:\n", "yaml"),
        ("people: []\n", "yaml"),
        ("just words", "yaml"),
        ("a: [", "yaml"),
        ("", "yaml"),
        ("anything", ""),
        ("anything", "perl"),
    ],
)
def test_what_nobody_knows_how_to_try_is_a_mistake(text: str, language: str) -> None:
    with pytest.raises(Unrecognised, match=r"^guide\.rst:10: "):
        kind_of(block(text, language))


def test_tasks_that_may_write_are_tried_three_times_and_all_are_named_by_where_they_stand() -> None:
    play = play_of([block(TASKS)])
    (read,) = yaml_text.read(play.text)
    names = [task["name"] for task in read["tasks"]]
    assert names == [
        "guide.rst:11 Read",
        "guide.rst:15 Write (in check mode)",
        "guide.rst:15 Write (for real)",
        "guide.rst:15 Write (again)",
        "guide.rst:20 Both",
    ]
    check, real, again = read["tasks"][1:4]
    assert [one.get("check_mode") for one in (check, real, again)] == [True, None, None]
    assert [one.get("register") for one in (check, real, again)] == ["okta", "okta", None]
    assert "name: !unsafe" in play.text
    assert [task["name"] for task in read["tasks"][4]["block"]] == [
        "guide.rst:22 Show",
        "guide.rst:25 Remove (in check mode)",
        "guide.rst:25 Remove (for real)",
        "guide.rst:25 Remove (again)",
    ]
    assert [one.where for one in play.tried] == ["guide.rst:15", "guide.rst:25"]


def test_commands_are_found_among_what_a_console_shows() -> None:
    text = "$ export A=1\n$ ansible-playbook sso.yml \\\n    --check\nPLAY [x]\n$ make\n# a remark\n"
    (command,) = commands_of(block(text, "console"))
    assert (command.where, command.words, command.exports) == (
        "guide.rst:11",
        "ansible-playbook sso.yml --check",
        ("export A=1",),
    )
    assert command.is_check
    assert command.names("sso.yml")
    assert not command.names("so.yml")


def test_a_shell_shows_commands_alone() -> None:
    first, second = commands_of(block("A=1 ansible-playbook x -e @y.yml\n.venv/x/bin/ansible-playbook y\n", "shell"))
    assert (first.is_check, first.names("y.yml"), second.where) == (False, True, "guide.rst:11")
    with pytest.raises(Unrecognised, match=r"guide\.rst:10: .*'rm -r x'"):
        commands_of(block("rm -r x\n", "shell"))


def test_what_a_command_promises_stands_before_it() -> None:
    said = "The recap must say `changed=0`:"
    (command,) = commands_of(Block("guide.rst", 1, "shell", "ansible-playbook x\n", said))
    assert command.promises_no_change


def test_examples_write_nothing_outside_of_the_readers_folder() -> None:
    assert moved_into(Path("/x"), "src: /tmp/a\ndest: '/srv/b/'\n") == "src: /x/tmp/a\ndest: '/x/srv/b/'\n"
    left = "https://example.com/tmp/a inventory/tmp/x {{ playbook_dir }}/etc/x /metadata"
    assert moved_into(Path("/x"), left) == left
