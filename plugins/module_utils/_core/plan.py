# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""What a run would change, as one value that people can approve."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any, Union

from .errors import SendGridError, refused
from .options import unusable
from .wrong_values import shown

OPTION = "approved_plans"
MOST_NAMED = 5

_PLAN = re.compile(r"[0-9a-f]{64}", re.ASCII | re.IGNORECASE)

# The kind of object and which one; for a task about many people, only what it does with them.
Identity = Union[str, list[Any]]
# Both sides of a diff.
Diff = tuple[Mapping[str, Any], Mapping[str, Any]]


def plan_of(base_url: str, on_behalf_of: str | None, identity: Identity, diff: Diff) -> str:
    """The SHA-256 of the account, the object, and what would change, as canonical JSON."""
    canonical = json.dumps([base_url, on_behalf_of, identity, *diff], sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("ascii")).hexdigest()


def approved_from(given: list[Any]) -> frozenset[str]:
    """The checked option; raises ``invalid``."""
    for index, plan in enumerate(given):
        if not isinstance(plan, str) or not _PLAN.fullmatch(plan):
            raise unusable(
                f"{OPTION}[{index}]", f"is {shown(plan)}, and a plan as a module returns it has 64 hex digits"
            )
    return frozenset(plan.lower() for plan in given)


def not_approved(plan: str, any_approved: bool, identity: Identity, diff: Diff) -> SendGridError:
    """The failure of a run whose plan is not among those approved, if there are any."""
    next_step = (
        "the account or the task has changed since the check, so check again and approve the new plan"
        if any_approved
        else "no plan is, so check first and approve the plan"
    )
    return refused(
        f"This task changed nothing: {_told(identity, *diff)}, and this plan is not approved ({plan}): {next_step}.",
        hint=f"Check mode with a diff shows it if {OPTION} is not given. If it is right, give its plan in {OPTION}.",
    ).but(field=OPTION)


def _told(identity: Identity, before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    """Say what would happen to the object or the people. The keys of a diff are an object's fields, or addresses."""
    if not isinstance(identity, str) and not (before and after):
        return f"it would be {'removed' if before else 'created'}"
    names = [key for key in {**before, **after} if key not in before or key not in after or before[key] != after[key]]
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    return "{}{} would {}".format(", ".join(names[:MOST_NAMED]), more, "change" if after else "be removed")
