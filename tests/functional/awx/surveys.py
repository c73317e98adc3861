# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Surveys and schedules: which questions, answers and times AWX accepts.

From AWX at e21dd0a0 (2024-10-23): JobTemplateSurveySpec in awx/api/views/__init__.py (questions),
SurveyJobTemplateMixin in awx/main/models/mixins.py (answers, defaults), and SchedulePreviewSerializer.validate_rrule in
awx/api/serializers.py (times).
"""

from __future__ import annotations

import re
from typing import Any

from functional.awx.example import choices_of, is_exactly, survey_of

_TEXT = ("text", "textarea", "password")
_NUMBERS = {"integer": (int,), "float": (float, int)}
_CHOICES = ("multiplechoice", "multiselect")
_KEYS = {"type": str, "question_name": str, "variable": str, "required": bool}


def survey_problems(survey: dict[str, Any]) -> list[str]:
    """Why AWX would refuse a survey."""
    shapes = {"name": str, "description": str, "spec": list}
    misshapen = [
        f"{key} is no {kind.__name__}" for key, kind in shapes.items() if not is_exactly(survey.get(key), kind)
    ]
    if misshapen or not survey["spec"]:
        return misshapen or ["there is no question"]
    variables = [question.get("variable") for question in survey["spec"]]
    problems = [] if len(set(variables)) == len(variables) else ["two questions have one variable"]
    for question in survey["spec"]:
        wrong = [
            f"{key} is no {kind.__name__}" for key, kind in _KEYS.items() if not is_exactly(question.get(key), kind)
        ]
        problems += [f"{question.get('variable')}: {one}" for one in wrong or _question_problems(question)]
    return problems


def answer_problems(question: dict[str, Any], answer: Any) -> list[str]:
    """Why AWX would refuse an answer."""
    kind, name = question["type"], question["variable"]
    least, most = question.get("min"), question.get("max")
    if kind in _TEXT:
        if not isinstance(answer, str):
            return [f"{name} is no text"]
        size = len(answer)
    elif kind in _NUMBERS:
        if not is_exactly(answer, *_NUMBERS[kind]):
            return [f"{name} is no {kind}"]
        size = answer
    else:
        if isinstance(answer, list) != (kind == "multiselect"):
            return [f"{name} is of the wrong type"]
        chosen = answer if isinstance(answer, list) else [answer]
        return [f"{name} cannot be {one}" for one in chosen if one not in choices_of(question)]
    too_small = least is not None and size < least
    too_large = most is not None and size > most
    return [f"{name} is too small"] * too_small + [f"{name} is too large"] * too_large


def extra_variables(template: dict[str, Any], answers: dict[str, Any]) -> dict[str, Any]:
    """A job's extra variables: answers take precedence over the survey's defaults, and those over the template's."""
    questions = {question["variable"]: question for question in survey_of(template)}
    problems = [f"{name} is not asked for" for name in answers if name not in questions]
    merged = dict(template.get("extra_vars", {}))
    for name, question in questions.items():
        if name in answers:
            problems += answer_problems(question, answers[name])
            merged[name] = answers[name]
        elif question["required"]:
            # A default makes no difference: it only fills in the form.
            problems.append(f"{name} is not answered")
        elif "default" in question and not answer_problems(question, question["default"]):
            merged[name] = question["default"]
    if problems:
        raise ValueError("; ".join(problems))
    return merged


def recurrence_problems(rule: str) -> list[str]:
    """Why AWX would refuse a schedule's time, for schedules with one beginning, one rule and one interval."""
    if not re.fullmatch(r"DTSTART(;TZID=\w+/\w+:\d{8}T\d{6}|:\d{8}T\d{6}Z) RRULE:[A-Z]+=\w+(;[A-Z]+=[\w,]+)*", rule):
        return ["it is no beginning with a time zone and one rule"]
    parts = dict(part.split("=") for part in rule.split("RRULE:")[1].split(";"))
    problems = [] if "INTERVAL" in parts else ["there is no INTERVAL"]
    problems += ["FREQ cannot be SECONDLY"] * (parts.get("FREQ") == "SECONDLY")
    return problems + ["BYDAY has a number"] * bool(re.search(r"\d", parts.get("BYDAY", "")))


def _question_problems(question: dict[str, Any]) -> list[str]:
    kind, default = question["type"], question.get("default", "")
    if kind not in (*_TEXT, *_NUMBERS, *_CHOICES):
        return [f"there is no type {kind}"]
    problems = ["the variable has white space"] * bool(re.search(r"\s", question["variable"]))
    problems += [f"{key} is no integer" for key in ("min", "max") if not is_exactly(question.get(key, 0), int)]
    if default != "" and not is_exactly(default, *_NUMBERS.get(kind, (str,))):
        problems.append("the default is of the wrong type")
    if kind in _CHOICES:
        problems += _choice_problems(question)
    return problems


def _choice_problems(question: dict[str, Any]) -> list[str]:
    if not question.get("choices"):
        return ["there are no choices"]
    if not all(isinstance(choice, str) for choice in choices_of(question)):
        return ["a choice is no text"]
    defaults = str(question.get("default", "")).splitlines()
    problems = [f"the default {one} is no choice" for one in defaults if one not in choices_of(question)]
    too_many = question["type"] == "multiplechoice" and len(defaults) > 1
    return problems + ["there are several defaults"] * too_many
