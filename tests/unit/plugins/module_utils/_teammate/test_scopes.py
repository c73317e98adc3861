# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Which scopes count as assigned, and when a person has a persona."""

from __future__ import annotations

import pytest

from ansible_collections.community.sendgrid.plugins.module_utils._teammate.scope_lists import (
    AUTOMATIC,
    BASELINE,
    KNOWN,
    PERSONAS,
    SUBUSER_ENTRY,
    UNASSIGNABLE,
)
from ansible_collections.community.sendgrid.plugins.module_utils._teammate.scopes import (
    ADDED_AT_ROOT,
    ADDED_TO_ENTRIES,
    Gap,
    assigned,
    at_fault_at_root,
    at_fault_in_entries,
    gap,
    grants_no_more,
    key_could_explain,
    matches,
    may_be_a_persona,
    persona_gap,
    persona_of,
    proves_unrestricted,
    resendable,
    split_automatic,
)

LEGACY = {"partner_settings.new_relic.read", "partner_settings.sendwithus.read"}
OBSERVER = PERSONAS["observer"]
DEVELOPER = PERSONAS["developer"]
NO_GAP = Gap()


def lacks(*scopes):
    return Gap(missing=frozenset(scopes))


def also_holds(*scopes):
    return Gap(extra=frozenset(scopes))


def scopes(*names):
    return frozenset(names)


# The lists


@pytest.mark.parametrize(
    ("found", "size"),
    [
        pytest.param(AUTOMATIC, 9, id="automatic scopes"),
        pytest.param(BASELINE, 11, id="the subusers' baseline"),
        pytest.param(UNASSIGNABLE, 14, id="scopes that cannot be assigned"),
        pytest.param(SUBUSER_ENTRY, 210, id="scopes of subuser entries"),
        pytest.param(KNOWN, 282, id="known scopes"),
        pytest.param(PERSONAS["accountant"], 37, id="accountant"),
        pytest.param(PERSONAS["developer"], 133, id="developer"),
        pytest.param(PERSONAS["marketer"], 71, id="marketer"),
        pytest.param(PERSONAS["observer"], 75, id="observer"),
    ],
)
def test_the_lists_are_as_long_as_their_sources(found, size):
    assert len(found) == size


def test_the_lists_agree_with_each_other():
    assert set(PERSONAS) == {"accountant", "developer", "marketer", "observer"}
    assert frozenset().union(*PERSONAS.values(), UNASSIGNABLE, SUBUSER_ENTRY, BASELINE) <= KNOWN
    assert not AUTOMATIC - KNOWN - {"sender_verification_exempt"}
    assert not SUBUSER_ENTRY & AUTOMATIC
    assert not UNASSIGNABLE & (AUTOMATIC | SUBUSER_ENTRY)
    # Observers have this one, although one would expect its .read.
    assert "mail_settings.bounce_purge.update" in OBSERVER


# What counts


@pytest.mark.parametrize(
    ("scope", "patterns", "found"),
    [
        ("mail.send", [], False),
        ("mail.send", ["mail.send"], True),
        ("mail.send", ["mail.*"], True),
        ("mail.send", ["*"], True),
        ("mail.send", ["mail"], False),
        ("mail.send", ["Mail.*"], False),
        ("mail.send", ["mail.s?nd"], True),
        ("mail.send", ["mail.[rs]*"], True),
        ("mail.send", ["mail.[!s]*"], False),
        ("mail.send", ["stats.*", "mail.*"], True),
        ("mail.batch.read", ["mail.*"], True),
    ],
)
def test_patterns_are_shell_patterns_of_the_whole_scope(scope, patterns, found):
    assert matches(scope, patterns) is found


def test_automatic_scopes_are_told_apart():
    assert split_automatic(["mail.send", "2fa_exempt", "mail.send"]) == (scopes("mail.send"), scopes("2fa_exempt"))
    assert split_automatic([]) == (frozenset(), frozenset())


@pytest.mark.parametrize(
    ("scope", "asked", "ignored", "added", "counts"),
    [
        pytest.param("mail.send", [], (), ADDED_AT_ROOT, True, id="an ordinary scope counts"),
        pytest.param("mail.send", [], ("mail.*",), ADDED_AT_ROOT, False, id="an ignored one does not"),
        pytest.param(
            "mail.send", ["mail.send"], ("mail.*",), ADDED_AT_ROOT, True, id="an ignored one does if asked for"
        ),
        pytest.param("2fa_exempt", [], (), ADDED_AT_ROOT, False, id="an automatic one does not"),
        pytest.param("2fa_exempt", ["2fa_exempt"], (), ADDED_AT_ROOT, False, id="an automatic one never does"),
        pytest.param("user.profile.update", [], (), ADDED_AT_ROOT, False, id="user.profile.update does not"),
        pytest.param(
            "user.profile.update",
            ["user.profile.update"],
            (),
            ADDED_AT_ROOT,
            False,
            id="user.profile.update never does",
        ),
        pytest.param("user.profile.read", [], (), ADDED_AT_ROOT, False, id="user.profile.read does not at root"),
        pytest.param("user.profile.read", [], (), ADDED_TO_ENTRIES, False, id="user.profile.read does not in entries"),
        pytest.param(
            "user.profile.read",
            ["user.profile.read"],
            (),
            ADDED_AT_ROOT,
            True,
            id="user.profile.read does if asked for",
        ),
        pytest.param("stats.read", [], (), ADDED_AT_ROOT, True, id="the baseline counts at root"),
        pytest.param("stats.read", [], (), ADDED_TO_ENTRIES, False, id="the baseline does not count in entries"),
        pytest.param("stats.read", ["stats.read"], (), ADDED_TO_ENTRIES, True, id="but counts there if asked for"),
        pytest.param("user.email.update", [], (), ADDED_AT_ROOT, True, id="one that cannot be assigned counts"),
        pytest.param("brand.new", [], (), ADDED_AT_ROOT, True, id="one that nobody knows counts"),
        pytest.param("mail.send", [], ("*",), ADDED_AT_ROOT, False, id="all can be ignored"),
    ],
)
def test_which_scopes_count_as_assigned(scope, asked, ignored, added, counts):
    assert assigned(scopes(scope), frozenset(asked), ignored, added) == (scopes(scope) if counts else frozenset())


@pytest.mark.parametrize(
    ("have", "asked", "ignored", "added", "found"),
    [
        pytest.param([], [], (), ADDED_AT_ROOT, NO_GAP, id="nothing is nothing"),
        pytest.param(["a", "b"], ["b", "a"], (), ADDED_AT_ROOT, NO_GAP, id="order does not matter"),
        pytest.param(["a"], ["a", "b"], (), ADDED_AT_ROOT, lacks("b"), id="what is missing is told"),
        pytest.param(["a", "b"], ["a"], (), ADDED_AT_ROOT, also_holds("b"), id="what is extra is told"),
        pytest.param(["a", "2fa_exempt"], ["a"], (), ADDED_AT_ROOT, NO_GAP, id="automatic scopes are no extra"),
        pytest.param(["a"], ["a", "user.profile.update"], (), ADDED_AT_ROOT, NO_GAP, id="user.profile.update may miss"),
        pytest.param(["a", "user.profile.update"], ["a"], (), ADDED_AT_ROOT, NO_GAP, id="user.profile.update may come"),
        pytest.param(["a", "user.profile.read"], ["a"], (), ADDED_AT_ROOT, NO_GAP, id="user.profile.read may come"),
        pytest.param(
            ["a"],
            ["a", "user.profile.read"],
            (),
            ADDED_AT_ROOT,
            lacks("user.profile.read"),
            id="user.profile.read may not miss if asked for",
        ),
        pytest.param(["a", "stats.read"], ["a"], (), ADDED_AT_ROOT, also_holds("stats.read"), id="baseline at root"),
        pytest.param(["a", *BASELINE], ["a"], (), ADDED_TO_ENTRIES, NO_GAP, id="the baseline in entries"),
        pytest.param(
            ["a"], ["a", "stats.read"], (), ADDED_TO_ENTRIES, lacks("stats.read"), id="a baseline scope asked for"
        ),
        pytest.param(["a", "b.x", "b.y"], ["a"], ("b.*",), ADDED_AT_ROOT, NO_GAP, id="what is ignored is no extra"),
        pytest.param(["a"], ["a", "b.x"], ("b.*",), ADDED_AT_ROOT, lacks("b.x"), id="what is ignored and asked for"),
        pytest.param(["a", "b"], ["a"], ("*",), ADDED_AT_ROOT, NO_GAP, id="everything ignored, nothing is extra"),
        pytest.param(
            ["b"], ["a"], ("*",), ADDED_AT_ROOT, lacks("a"), id="everything ignored, what is asked for counts"
        ),
    ],
)
def test_gaps(have, asked, ignored, added, found):
    assert gap(frozenset(have), frozenset(asked), ignored, added) == found
    assert bool(gap(frozenset(have), frozenset(asked), ignored, added)) is (found != NO_GAP)


def test_what_is_left_alone_is_sent_again_but_for_automatic_and_ignored_scopes():
    have = scopes("mail.send", "2fa_exempt", "user.profile.read", "user.profile.update", "stats.read", "alerts.read")
    assert resendable(have, ()) == have - {"2fa_exempt"}
    assert resendable(have, ("alerts.*",)) == have - {"2fa_exempt", "alerts.read"}


# Personas


@pytest.mark.parametrize("persona", sorted(PERSONAS))
@pytest.mark.parametrize(
    "without",
    [
        pytest.param(frozenset(), id="with everything it grants"),
        pytest.param(AUTOMATIC, id="without automatic scopes"),
        pytest.param(LEGACY, id="without the legacy scopes"),
        pytest.param(LEGACY | AUTOMATIC | {"user.profile.update", "user.profile.read"}, id="with the least"),
    ],
)
@pytest.mark.parametrize(
    "added", [frozenset(), scopes("2fa_exempt", "ui.provision")], ids=["bare", "and more automatic"]
)
def test_a_persona_holds(persona, without, added):
    have = (PERSONAS[persona] - without) | added
    assert persona_gap(persona, have, (), None) == NO_GAP
    assert persona_of(have, (), None) == persona
    assert not may_be_a_persona(have)


@pytest.mark.parametrize(
    ("have", "ignored", "key_scopes", "found"),
    [
        pytest.param(OBSERVER - {"stats.read"}, (), None, lacks("stats.read"), id="a scope is missing"),
        pytest.param(OBSERVER | {"mail.send"}, (), None, also_holds("mail.send"), id="a scope is extra"),
        pytest.param(
            (OBSERVER - {"stats.read"}) | {"mail.send"},
            (),
            None,
            Gap(scopes("stats.read"), scopes("mail.send")),
            id="one is missing, another extra",
        ),
        pytest.param(OBSERVER | {"mail.send"}, ("mail.send",), None, NO_GAP, id="an ignored extra"),
        pytest.param(OBSERVER - {"stats.read"}, ("stats.*",), None, NO_GAP, id="an ignored scope is missing"),
        pytest.param(OBSERVER - {"billing.read"}, (), OBSERVER - {"billing.read"}, NO_GAP, id="the plan lacks a scope"),
        pytest.param(
            OBSERVER - {"billing.read", "stats.read"},
            (),
            OBSERVER - {"billing.read"},
            lacks("stats.read"),
            id="the plan lacks one of two",
        ),
        pytest.param(
            OBSERVER - {"billing.read"}, (), KNOWN, lacks("billing.read"), id="the key has the scope that is missing"
        ),
        pytest.param(
            OBSERVER - {"billing.read"},
            (),
            OBSERVER - {"billing.read", "alerts.read"},
            lacks("billing.read"),
            id="a key that lacks what the person has is no evidence",
        ),
        pytest.param(
            OBSERVER - {"billing.read"},
            (),
            scopes("teammates.read", "teammates.update"),
            lacks("billing.read"),
            id="a key for teammates alone is no evidence",
        ),
        pytest.param(
            OBSERVER - {"billing.read"},
            (),
            OBSERVER - {"billing.read"} - AUTOMATIC - {"user.profile.update", "user.profile.read"},
            NO_GAP,
            id="what SendGrid adds to people need not be among the key's scopes",
        ),
        pytest.param(
            (OBSERVER - {"billing.read"}) | {"mail.send"},
            (),
            (OBSERVER - {"billing.read"}) | {"mail.send"},
            also_holds("mail.send"),
            id="no key excuses what is extra",
        ),
    ],
)
def test_how_somebody_differs_from_an_observer(have, ignored, key_scopes, found):
    assert persona_gap("observer", have, ignored, key_scopes) == found


@pytest.mark.parametrize("persona", sorted(PERSONAS))
@pytest.mark.parametrize(
    "key_scopes",
    [
        pytest.param(None, id="no key read"),
        pytest.param(frozenset(), id="a key without scopes"),
        pytest.param(scopes("teammates.read", "sso.teammates.update"), id="a key for teammates alone"),
        pytest.param(KNOWN, id="a key with all scopes"),
    ],
)
def test_somebody_with_nothing_has_no_persona(persona, key_scopes):
    have = scopes("user.profile.read", "2fa_exempt")
    assert persona_gap(persona, have, (), key_scopes)
    assert persona_of(have, (), key_scopes) is None


def test_somebody_with_little_is_not_excused_by_a_key_with_little():
    key_scopes = scopes("mail.send", "teammates.read", "teammates.update", "sso.teammates.update")
    assert persona_gap("developer", scopes("mail.send"), (), key_scopes)
    assert persona_of(scopes("mail.send"), (), key_scopes) is None


@pytest.mark.parametrize(
    ("have", "ignored", "key_scopes", "persona"),
    [
        pytest.param(OBSERVER | {"mail.send"}, (), None, None, id="an extra scope is no persona"),
        pytest.param(OBSERVER | {"mail.send"}, ("mail.send",), None, "observer", id="an ignored extra is"),
        pytest.param(OBSERVER - {"stats.read"}, (), None, None, id="a missing scope is no persona"),
        pytest.param(OBSERVER - {"stats.read"}, ("stats.*",), None, None, id="an ignored one that is missing neither"),
        pytest.param(scopes("mail.send"), ("*",), None, None, id="not even if all is ignored"),
        pytest.param(
            DEVELOPER - {"alerts.read"}, (), DEVELOPER - {"alerts.read"}, "developer", id="what the plan lacks may miss"
        ),
        pytest.param(DEVELOPER - {"alerts.read"}, (), DEVELOPER, None, id="what the plan has may not"),
    ],
)
def test_which_persona_holds(have, ignored, key_scopes, persona):
    assert persona_of(have, ignored, key_scopes) == persona


@pytest.mark.parametrize(
    ("have", "found"),
    [
        pytest.param(OBSERVER, False, id="a persona that holds needs no key"),
        pytest.param(OBSERVER - {"stats.read"}, True, id="little is missing"),
        pytest.param(OBSERVER | {"mail.send"}, False, id="something is extra"),
        pytest.param(frozenset(), False, id="nothing is there"),
        pytest.param(scopes("alerts.read"), False, id="next to nothing is there"),
    ],
)
def test_whether_the_keys_scopes_could_tell_more(have, found):
    assert may_be_a_persona(have) is found


@pytest.mark.parametrize(
    ("persona", "found", "could"),
    [
        pytest.param("observer", lacks("alerts.read"), True, id="little is missing"),
        pytest.param("observer", NO_GAP, False, id="nothing is missing"),
        pytest.param("observer", also_holds("mail.send"), False, id="something is extra"),
        pytest.param("observer", Gap(scopes("alerts.read"), scopes("mail.send")), False, id="both"),
        pytest.param("observer", Gap(missing=OBSERVER), False, id="all is missing"),
        pytest.param(None, lacks("alerts.read"), False, id="no persona is asked for"),
    ],
)
def test_whether_the_keys_scopes_could_explain_what_a_persona_lacks(persona, found, could):
    assert key_could_explain(persona, found) is could


@pytest.mark.parametrize(
    ("missing", "size", "could"), [(1, 4, True), (2, 4, False), (3, 4, False), (2, 5, True), (3, 5, False)]
)
def test_half_of_a_persona_is_not_little(missing, size, could, monkeypatch):
    grants = [f"tests.{number}.read" for number in range(size)]
    monkeypatch.setitem(PERSONAS, "tester", frozenset(grants))
    assert key_could_explain("tester", lacks(*grants[:missing])) is could


@pytest.mark.parametrize(
    ("have", "no_more"),
    [
        pytest.param(OBSERVER, True, id="all of it"),
        pytest.param(OBSERVER | {"mail.send"}, True, id="more than it"),
        pytest.param(OBSERVER - AUTOMATIC - {"user.profile.read"}, True, id="all but what SendGrid adds by itself"),
        pytest.param(OBSERVER - LEGACY, False, id="all but legacy scopes"),
        pytest.param(OBSERVER - {"alerts.read"}, False, id="all but one"),
    ],
)
def test_whether_a_persona_would_add_something(have, no_more):
    assert grants_no_more("observer", frozenset(have)) is no_more


# What scopes say about restriction, and about failures


@pytest.mark.parametrize(
    ("have", "found"),
    [
        pytest.param([], False, id="no scope"),
        pytest.param(AUTOMATIC, False, id="automatic scopes"),
        pytest.param(BASELINE, False, id="the baseline"),
        pytest.param(["user.profile.read", "user.profile.update", "user.profile.delete"], False, id="the own profile"),
        pytest.param(["2fa_exempt", "mail.send"], True, id="any other scope"),
        pytest.param(["brand.new"], True, id="a scope that nobody knows"),
    ],
)
def test_root_scopes_that_prove_that_somebody_is_not_restricted(have, found):
    assert proves_unrestricted(frozenset(have)) is found


def test_candidates_in_entries():
    asked = ["mail.send", "billing.read", "user.profile.read", "brand.new", "sender_verification_legacy"]
    assert at_fault_in_entries(asked) == ["billing.read", "brand.new", "sender_verification_legacy"]


def test_candidates_at_root():
    assert at_fault_at_root(["mail.send", "user.password.update", "mail.sned"]) == ["mail.sned", "user.password.update"]
