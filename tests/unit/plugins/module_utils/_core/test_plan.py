# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""The value that stands for what would change, and what a run may do with it."""

from __future__ import annotations

from typing import Any

import pytest
from unit.plugins.module_utils.builders import fails, gate

from ansible_collections.community.sendgrid.plugins.module_utils._core.plan import Diff, approved_from, plan_of

URL = "https://api.sendgrid.com"
ANN = ["teammate", "ann@example.com"]
BEFORE = {"first_name": "Ann", "scopes": ["mail.send"], "persona": None}
AFTER = {"first_name": "Änn\u2028", "scopes": [], "persona": None}
DIFF = (BEFORE, AFTER)
HEX = "0123456789abcdef" * 4


def test_the_value_stays_the_same_from_version_to_version() -> None:
    """The approval and the run may use different versions of Python or of this collection."""
    assert plan_of(URL, None, ANN, DIFF) == "0d098497d431a9548f89d7f377c5e81f06fe5b89112a2a1d04344a54ea418ce6"


def test_the_order_of_keys_does_not_matter() -> None:
    turned = tuple(dict(reversed(list(side.items()))) for side in DIFF)
    assert plan_of(URL, None, ANN, turned) == plan_of(URL, None, ANN, DIFF)


@pytest.mark.parametrize(
    "other",
    [
        ("https://api.eu.sendgrid.com", None, ANN, DIFF),
        (URL, "shop", ANN, DIFF),
        (URL, None, ["teammate", "bob@example.com"], DIFF),
        (URL, None, ["integration", "ann@example.com"], DIFF),
        (URL, None, ANN, (BEFORE | {"persona": "developer"}, AFTER)),
        (URL, None, ANN, (BEFORE, AFTER | {"scopes": ["mail.send"]})),
        (URL, None, ANN, (AFTER, BEFORE)),
        (URL, None, ANN, (BEFORE, {})),
        (URL, None, ANN, ({}, AFTER)),
    ],
)
def test_everything_counts(other: tuple[str, str | None, Any, Diff]) -> None:
    assert plan_of(*other) != plan_of(URL, None, ANN, DIFF)


@pytest.mark.parametrize(
    ("given", "approved"),
    [([], set()), ([HEX], {HEX}), ([HEX.upper(), HEX], {HEX})],
)
def test_approved(given: Any, approved: Any) -> None:
    assert approved_from(given) == approved


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        " " + HEX,
        HEX + "\n",
        HEX[1:],
        HEX + "0",
        "g" + HEX[1:],
        "\uff11" + HEX[1:],
        "all",
        None,
        True,
        7,
        1.5,
        [HEX],
        {"plan": HEX},
    ],
)
def test_no_plan(wrong: Any) -> None:
    with fails("invalid", "approved_plans[1] is ", "64 hex digits", field="approved_plans"):
        approved_from([HEX, wrong])


@pytest.mark.parametrize(("check_mode", "writes"), [(False, True), (True, False)])
def test_what_was_approved_is_done_but_in_check_mode(check_mode: bool, writes: bool) -> None:
    for approved in (None, [gate_plan()], [HEX, gate_plan().upper()]):
        opened = gate(check_mode, approved)
        assert opened.plan is None
        assert opened.lets_write(ANN, DIFF) is writes
        assert opened.plan == gate_plan()
        assert opened.refused_diff is None


@pytest.mark.parametrize("check_mode", [False, True])
@pytest.mark.parametrize(
    ("approved", "next_step"),
    [
        ([], "no plan is, so check first and approve the plan."),
        ([HEX], "has changed since the check, so check again and approve the new plan."),
    ],
)
def test_what_was_not_approved_is_refused_with_its_plan_and_diff(
    check_mode: bool, approved: list[str], next_step: str
) -> None:
    closed = gate(check_mode, approved)
    with fails("refused", "This task changed nothing", gate_plan(), next_step, field="approved_plans"):
        closed.lets_write(ANN, DIFF)
    assert closed.plan == gate_plan()
    assert closed.refused_diff == DIFF


def test_a_long_diff_is_approved_whole_and_shown_short() -> None:
    closed = gate(approved=[])
    with fails("refused"):
        closed.lets_write("roster", DIFF, lambda: ({"...": "1 more"}, {}))
    assert closed.plan != gate_plan()
    assert closed.refused_diff == ({"...": "1 more"}, {})


@pytest.mark.parametrize(
    ("identity", "before", "after", "told"),
    [
        (ANN, BEFORE, AFTER, "first_name, scopes would change"),
        (ANN, {}, AFTER, "it would be created"),
        (ANN, BEFORE, {}, "it would be removed"),
        ("offboarding", {"ann@example.com": BEFORE}, {}, "ann@example.com would be removed"),
        ("roster", {"ann@example.com": {}}, {"ann@example.com": AFTER}, "ann@example.com would change"),
        (
            "roster",
            {f"p{n}": {} for n in range(9)},
            {f"p{n}": AFTER for n in range(9)},
            "p0, p1, p2, p3, p4 and 4 more",
        ),
    ],
)
def test_the_sentence_says_what_would_become_of_whom(identity: Any, before: Any, after: Any, told: str) -> None:
    with fails("refused", f"This task changed nothing: {told}"):
        gate(approved=[]).lets_write(identity, (before, after))


def gate_plan() -> str:
    opened = gate()
    opened.lets_write(ANN, DIFF)
    assert opened.plan is not None
    return opened.plan
