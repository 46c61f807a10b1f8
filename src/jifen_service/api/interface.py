"""The interface's calls. Bodies are read by the profile reader: an error has the same place and words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI

from jifen import default_engine, default_settler
from jifen.advice import Question
from jifen.advice import forecast as look_ahead
from jifen.advice import plan as make_plans
from jifen.advice.check import examine, report
from jifen.advice.settle import given_in
from jifen.errors import InputError, Problem, ProfileError
from jifen.explain import Language, result
from jifen.explain.law import history_as_dict, policies_as_list
from jifen.explain.settlement import policy_as_dict
from jifen.law import LawBook, Policy
from jifen.profile import Profile, parse
from jifen_service.api import advice, advice_schema, law_schema, schema, settle_schema
from jifen_service.api.envelope import Envelope, query_language, read_envelope
from jifen_service.api.notices import look_up
from jifen_service.api.response import answer, refuse
from jifen_service.config.clock import today

api = NinjaAPI(
    title="沪积分 · Jifen",
    version="1",
    description="An exact, dated, cited and explained score. Nothing received here is stored or logged.",
    docs_url="/docs",
    openapi_url="/openapi.json",
)


@api.post("/score", openapi_extra=schema.SCORE, summary="Score a profile · 评分")
def score(request: HttpRequest) -> HttpResponse:
    """Score a profile document as of `on` (else its own `on`, else today) with sentences in `lang`."""
    return _stateless(request, lambda *asked: result(default_engine().score(*asked[:2]), asked[2]))


@api.post("/check", openapi_extra=schema.CHECK, summary="What would come back · 退回预检")
def check(request: HttpRequest) -> HttpResponse:
    """Look for every known reason for a return in a profile document, as if it were delivered `on`.

    `have` lists the ids of the materials at hand; without it the answer does not say what lacks.
    """

    def compute(profile: Profile, on: date, lang: Language, have: tuple[str, ...] | None) -> dict[str, Any]:
        return report(examine(default_engine(), profile, on), lang, have)

    return _stateless(request, compute, Asking(advice.CHECK_KEYS, advice.at_hand))


@api.post("/forecast", openapi_extra=advice_schema.FORECAST, summary="The score month by month · 逐月预测")
def forecast(request: HttpRequest) -> HttpResponse:
    """Say how the score goes from `on` to the end of the month of `until`, each change with its reason."""

    def compute(profile: Profile, on: date, lang: Language, ahead: advice.Ahead) -> dict[str, Any]:
        growth = ahead.wage_growth
        return look_ahead(default_engine(), profile, on, until=ahead.until, wage_growth=growth, lang=lang)

    return _stateless(request, compute, Asking(advice.FORECAST_KEYS, advice.ahead))


@api.post("/plan", openapi_extra=advice_schema.PLAN, summary="Ways to the pass mark in time · 达标规划")
def plan(request: HttpRequest) -> HttpResponse:
    """Search plans that reach the pass mark by the day `by` and keep it through `until`."""

    def compute(profile: Profile, on: date, lang: Language, question: Question) -> dict[str, Any]:
        return make_plans(default_engine(), profile, on, question, lang=lang)

    return _stateless(request, compute, Asking(advice.PLAN_KEYS, advice.question))


@api.post("/settle", openapi_extra=settle_schema.SETTLE, summary="Routes to settle · 落户自测")
def settle(request: HttpRequest) -> HttpResponse:
    """Judge every route to the household registration, and give the next question that still matters."""

    def compute(profile: Profile, on: date, lang: Language) -> dict[str, Any]:
        return default_settler().ask(profile, given_in(profile), on, lang)

    return _stateless(request, compute)


class Asking(NamedTuple):
    """What a call takes beside the profile: its keys, and how they are read."""

    keys: tuple[str, ...] = ()
    read: Callable[[Mapping[str, Any], list[Problem]], Any] | None = None


NOTHING_ELSE = Asking()


def _stateless(
    request: HttpRequest, compute: Callable[..., dict[str, Any]], asking: Asking = NOTHING_ELSE
) -> HttpResponse:
    """Read a call's profile, day, language and what else it asks; answer with what follows from them."""
    try:
        envelope = read_envelope(request.body, asking.keys)
    except InputError as error:
        return refuse(error.problems, "zh")
    problems: list[Problem] = []
    asked = () if asking.read is None else (asking.read(envelope.more, problems),)
    try:
        profile = parse_inside(envelope, problems)
        computed = compute(profile, envelope.on or profile.on or today(), envelope.lang, *asked)
    except InputError as error:
        return refuse(error.problems, envelope.lang)
    return answer(computed)


@api.get("/policies", openapi_extra=law_schema.POLICIES, summary="The policy versions · 政策版本")
def policies(request: HttpRequest) -> HttpResponse:
    """List the policy versions, oldest first, in the query's `lang` (zh or en)."""
    try:
        lang = query_language(request)
    except InputError as error:
        return refuse(error.problems, "zh")
    return answer(policies_as_list(_book(), lang))


@api.get("/policies/{policy_id}", openapi_extra=law_schema.POLICY, summary="A policy version · 规定与依据")
def policy(request: HttpRequest, policy_id: str) -> HttpResponse:
    """Give every value of a policy version with its dates, certainty and citations, and the routes.

    `on` chooses the day within the version; without it, the values last in force.
    """
    try:
        lang = query_language(request)
        found = _policy(policy_id)
        if found is None:
            params = {"allowed": [known.id for known in _book().policies]}
            return refuse([Problem("policy_id", "unknown_value", policy_id, params)], lang, status=404)
        day = _day_within(found, request.GET.get("on"))
    except InputError as error:
        return refuse(error.problems, "zh")
    return answer(policy_as_dict(default_settler().settlement, day, lang))


@api.get("/law/{section_id}", openapi_extra=law_schema.HISTORY, summary="A section's history · 一节的沿革")
def law_section(request: HttpRequest, section_id: str) -> HttpResponse:
    """Give every value that a section's parameters have had, oldest first, each with its citations."""
    try:
        lang = query_language(request)
    except InputError as error:
        return refuse(error.problems, "zh")
    if section_id not in _book().sections:
        params = {"allowed": list(_book().sections)}
        return refuse([Problem("section_id", "unknown_value", section_id, params)], lang, status=404)
    return answer(history_as_dict(_book(), section_id, lang))


@api.get("/notices/{code}", openapi_extra=schema.NOTICE, summary="Verify a notice · 核验通知书")
def notice(request: HttpRequest, code: str) -> HttpResponse:
    """Say what the notice with a verification code is worth today; the holder is masked."""
    return look_up(request, code)


def parse_inside(envelope: Envelope, besides: Iterable[Problem]) -> Profile:
    """Parse the profile; ProfileError has the problems besides it and, led by its place, the profile's."""
    problems = [*envelope.problems, *besides]
    if envelope.profile is not None:
        try:
            profile = parse(envelope.profile)
        except InputError as error:
            problems += [problem.within("profile") for problem in error.problems]
    if problems:
        raise ProfileError(problems)
    return profile


def _book() -> LawBook:
    return default_engine().book


def _policy(policy_id: str) -> Policy | None:
    return next((policy for policy in _book().policies if policy.id == policy_id), None)


def _day_within(found: Policy, wanted: str | None) -> date:
    """Give the wanted day of a version; else the last day on which its values changed."""
    if wanted is None:
        return _book().last_change_of(found)
    try:
        day = date.fromisoformat(wanted)
    except ValueError:
        raise InputError([Problem("on", "not_a_date", wanted)]) from None
    if not found.covers(day):
        raise InputError([Problem("on", "no_policy", wanted, {"first": found.effective_from.isoformat()})])
    return day
