"""The front door: the questions, and the total that moves with each answer. Nothing is stored."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from jifen import default_engine
from jifen.law import Law
from jifen.profile import parse
from jifen_service.config.clock import today
from jifen_service.forms.language import language
from jifen_service.portal.quick import answers as reading
from jifen_service.portal.quick.answers import Answers
from jifen_service.portal.quick.document import compose, contradictions
from jifen_service.portal.quick.questions import Question, fields, questions
from jifen_service.portal.result import Shown, present


@dataclass(frozen=True, slots=True)
class Sitting:
    """One filled form: what was asked, what was answered, what could not be read, what it comes to.

    `errors` holds messages by field; `shown` is None until the birth date is known; `handed_in`: by the
    button, so the errors are summed up above the form.
    """

    pass_mark: int
    asked: tuple[Question, ...]
    posted: QueryDict
    answers: Answers
    errors: Mapping[str, str]
    shown: Shown | None
    handed_in: bool

    @property
    def listed_errors(self) -> list[tuple[str, int, str]]:
        """For the summary: the id of the control, the question's number, the message; in the page's order."""
        return [
            (field.first_control, question.number, self.errors[field.name])
            for question in self.asked
            for field in question.fields
            if field.name in self.errors
        ]


@require_http_methods(["GET", "HEAD", "POST"])
def quick(request: HttpRequest) -> HttpResponse:
    """The page with the questions; a POST gives it back with the result above them, or with errors."""
    sitting = sit(request.POST, today(), language(), whole=request.method == "POST")
    complete = request.method == "POST" and not sitting.errors
    context = {"sitting": sitting, "shown": sitting.shown if complete else None, "live": sitting.shown}
    response = render(request, "portal/quick.html", context)
    if request.method == "POST":
        add_never_cache_headers(response)
    return response


@require_POST
def quick_result(request: HttpRequest) -> HttpResponse:
    """The total and its bar for the answers so far: a fragment. What is unreadable is left out."""
    sitting = sit(request.POST, today(), language(), whole=False)
    whole = "whole" in request.POST and not sitting.errors
    context = {"sitting": sitting, "live": sitting.shown, "moved": True, "whole": whole}
    response = render(request, "portal/quick_live.html", context)
    add_never_cache_headers(response)
    return response


def sit(posted: QueryDict, on: date, lang: str, *, whole: bool) -> Sitting:
    """Read a form and score it. `whole`: it was handed in, so no answer may be missing or half given."""
    law = default_engine().book.law_on(on)
    asked = questions(law, lang)
    by_name = fields(asked)
    answers = reading.read(posted, by_name, on)
    errors = {**answers.errors, **contradictions(answers, on)}
    if whole:
        errors |= reading.missing(answers, by_name)
    else:
        errors = {name: message for name, message in errors.items() if name not in answers.begun}
    shown = _score(answers, asked, law, on, lang) if "birth_date" in answers.values else None
    return Sitting(law.value("pass_mark.pass_mark"), asked, posted, answers, errors, shown, whole)


def _score(answers: Answers, asked: tuple[Question, ...], law: Law, on: date, lang: str) -> Shown:
    composed = compose(answers, fields(asked), law, on)
    assessment = default_engine().score(parse(composed.document), on)
    paths = (*composed.assumptions, *_unanswered(asked, answers))
    return _as_told(present(assessment, composed.document, lang, paths))


def _as_told(shown: Shown) -> Shown:
    """Say of the permit what was said: the last day that the document needs was not asked."""
    conditions = tuple(
        {**condition, "because": _("你说现在有效")}
        if condition["id"] == "permit_valid" and condition["met"]
        else condition
        for condition in shown.conditions
    )
    return replace(shown, conditions=conditions)


def _unanswered(asked: tuple[Question, ...], answers: Answers) -> list[str]:
    """The questions left open, as one assumption: they are read as 'nothing'."""
    by_name = fields(asked)
    numbers = [
        str(question.number)
        for question in asked
        if not question.optional
        and not any(field.name in answers.values for field in question.fields)
        and (not question.after or by_name[question.after].asks_more(answers[question.after]))
    ]
    listed = ("、" if language() == "zh" else ", ").join(numbers)
    return [f"quick.unanswered[{listed}]"] if numbers else []
