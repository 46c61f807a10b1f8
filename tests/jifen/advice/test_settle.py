"""The settlement self-test: every route's cases, what a profile answers, and no question too many."""

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from functools import cache
from itertools import pairwise, product
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from jifen import default_settler, settle
from jifen.advice.settle.standing import Compiled
from jifen.errors import PolicyDateError, ProfileError
from jifen.explain import CERTAINTY
from jifen.explain.template import names_in
from jifen.law.settlement import Answer, Question
from jifen.profile.models import Settlement

ON = date(2026, 11, 26)
BORN = {"birth_date": "1990-01-01"}
SETTLER = default_settler()
QUESTIONS = SETTLER.settlement.questions
ROUTES = {compiled.route.section.id: compiled for compiled in SETTLER.program_on(ON).routes}
FILE = yaml.safe_load(Path(__file__).with_name("settlement_cases.yaml").read_text("utf-8"))


def cases() -> Iterator[Any]:
    for route in ROUTES:
        for case in FILE[route]["cases"]:
            answers = {**FILE[route]["given"], **case.get("change", {})}
            yield pytest.param(route, answers, case, id=f"{route}: {case['title']}")


@pytest.mark.parametrize(("route", "answers", "case"), list(cases()))
def test_a_case_stands_as_its_source_says(route: str, answers: dict[str, Any], case: dict[str, Any]):
    found = settle({**BORN, "settlement": answers}, on=ON)
    stands = next(item for item in found["routes"] if item["id"] == route)
    assert stands["state"] == case["state"]
    assert stands["earliest"] == case.get("earliest")
    failing = [item["id"] for item in stands["conditions"] if item["state"] == "no"]
    if "lacks" in case:
        assert failing == [case["lacks"]]
    elif case["state"] in ("met", "advice"):
        assert failing == []


def test_every_route_has_a_case_of_every_end():
    ends = {route: {case["state"] for case in FILE[route]["cases"]} for route in ROUTES}
    for route, compiled in ROUTES.items():
        wanted = {"advice", "closed"} if compiled.route.incomplete else {"met", "near", "closed"}
        assert ends[route] >= wanted


def test_an_incomplete_route_promises_nothing():
    answers = {"family": "spouse", "talent": "doctorate", "title": "senior"}
    for lang, words in (("zh", "值得去问"), ("en", "worth asking, because")):
        found = settle({**BORN, "settlement": answers}, on=ON, lang=lang)
        for route in found["routes"][-2:]:
            assert route["state"] == "advice"
            assert route["text"].startswith(words)
            assert route["caution"]


def test_a_profile_is_not_asked_again_and_its_gaps_are_questions():
    document = {
        **BORN,
        "credentials": [{"level": "senior", "obtained": "2020-01-01"}],
        "social_insurance": [{"from": "2026-09", "ratio": 1.6}],
        "employment": {"employed": True},
        "spouse": {},
        "settlement": {"abroad_degree": "bachelor_listed", "abroad_recognised": True, "world_rank": "other"},
    }
    found = settle(document, on=ON)
    known = found["answers"]
    assert (known["title"], known["employed"], known["high_base"]) == ("senior", True, False)
    # A spouse without the household may still leave a child or a parent with it.
    assert "family" not in known
    returned = found["routes"][1]
    # Three of six months are paid: three more, all at the ratio.
    assert (returned["state"], returned["earliest"]) == ("near", "2027-02")
    assert "awards" not in document
    assert "provincial_award" not in known


def test_a_wait_is_said_before_all_is_known():
    answers = {"permit_months": 60, "title": "intermediate", "tax_paid": True, "bad_conduct": False}
    answers |= {"provincial_award": False, "remote_post": False}
    permit = settle({**BORN, "settlement": answers}, on=ON)["routes"][0]
    assert (permit["state"], permit["earliest"]) == ("near", "2028-11")


def test_a_stated_answer_goes_before_the_profile():
    document = {**BORN, "credentials": [{"level": "senior"}], "settlement": {"title": "none"}}
    found = settle(document, on=ON)
    assert found["answers"]["title"] == "none"
    assert "title" not in found["from_profile"]


def test_wrong_answers_and_days_are_refused_with_their_place():
    with pytest.raises(ProfileError) as refused:
        settle({**BORN, "settlement": {"title": "king", "permit_months": -1, "x": 1}}, on=ON)
    places = {problem.at for problem in refused.value.problems}
    assert places == {"settlement.title", "settlement.permit_months", "settlement.x"}
    with pytest.raises(PolicyDateError):
        settle(BORN, on=date(2019, 12, 31))


def possible(question: Question) -> st.SearchStrategy[Answer]:
    if question.kind == "choice":
        return st.sampled_from(sorted(question.choices))
    return st.booleans() if question.kind == "yes_no" else st.integers(0, 120)


WHOLE = st.fixed_dictionaries({question.id: possible(question) for question in QUESTIONS})


def asked_in_turn(whole: Mapping[str, Answer]) -> list[dict[str, Answer]]:
    """What is known before each question, and at the end."""
    known: dict[str, Answer] = {}
    steps = [dict(known)]
    while (name := SETTLER.next_question(ON, known)) is not None:
        assert name not in known
        known[name] = whole[name]
        steps.append(dict(known))
    return steps


def states(answers: Mapping[str, Answer]) -> dict[str, str]:
    return {name: route.state(answers) for name, route in ROUTES.items()}


@cache
def ends(route: str, known: frozenset[tuple[str, Answer]]) -> frozenset[str]:
    """Every end that a route can come to, by answering all that is not known in every way."""
    compiled, answers = ROUTES[route], dict(known)
    left = [name for name in compiled.classes if name not in answers]
    ways = product(*(compiled.classes[name] for name in left))
    return frozenset(compiled.state({**answers, **dict(zip(left, way, strict=True))}) for way in ways)


def possible_ends(route: str, answers: Mapping[str, Answer]) -> frozenset[str]:
    return ends(route, frozenset((name, answers[name]) for name in ROUTES[route].classes if name in answers))


@given(WHOLE)
@settings(max_examples=40, deadline=None)
def test_only_what_decides_is_asked(whole: dict[str, Answer]):
    steps = asked_in_turn(whole)
    assert states(steps[-1]) == states(whole), "the same as asking everything"
    assert "open" not in states(steps[-1]).values()
    for known, after in pairwise(steps):
        (name,) = after.keys() - known.keys()
        asking = [route for route, compiled in ROUTES.items() if name in compiled.classes]
        assert any(len(possible_ends(route, known)) > 1 for route in asking), "an open route needs it"
    assert len(steps) - 1 < len(QUESTIONS)


@given(WHOLE, st.data())
@settings(max_examples=40, deadline=None)
def test_an_open_route_is_open_and_a_decided_one_decided(whole: dict[str, Answer], data: st.DataObject):
    names = data.draw(st.sets(st.sampled_from(sorted(whole)), min_size=14))
    known = {name: whole[name] for name in names}
    for route, state in states(known).items():
        found = possible_ends(route, known)
        assert found == {state} if state != "open" else "open" not in found


@pytest.mark.parametrize("route", ["returned", "graduate", "talent", "family"])
def test_no_way_of_asking_needs_fewer_questions(route: str):
    """Against every way of asking, tried here by itself, the answers being equally likely."""
    compiled = ROUTES[route]

    @cache
    def least(known: frozenset[tuple[str, Answer]]) -> Fraction:
        answers = dict(known)
        if compiled.state(answers) != "open":
            return Fraction(0)
        return min(after(name, answers, least) for name in compiled.classes if name not in answers)

    @cache
    def ours(known: frozenset[tuple[str, Answer]]) -> Fraction:
        answers = dict(known)
        name = asking.next_question(answers)
        return Fraction(0) if name is None else after(name, answers, ours)

    def after(name: str, answers: dict[str, Answer], rest: Any) -> Fraction:
        kinds = compiled.classes[name]
        later = sum(rest(frozenset({**answers, name: kind}.items())) for kind in kinds)
        return 1 + later / Fraction(len(kinds))

    asking = next(item for item in SETTLER.program_on(ON).asking if item.route is compiled)
    assert ours(frozenset()) == least(frozenset()) < len(compiled.classes) or len(compiled.classes) == 1


def test_the_document_has_a_key_for_every_question_of_its_kind():
    fields = Settlement.model_fields
    assert list(fields) == [question.id for question in QUESTIONS]
    for question in QUESTIONS:
        allowed = get_args(fields[question.id].annotation)
        wanted = {"yes_no": {bool, type(None)}, "choice": {*question.choices, "unknown"}}
        assert set(allowed) == wanted.get(question.kind, {int, type(None)})


def test_every_question_is_asked_by_a_route_and_every_text_says_the_same():
    asked = {name for compiled in ROUTES.values() for name in compiled.classes}
    assert asked == {question.id for question in QUESTIONS}
    texts = [text for question in QUESTIONS for text in (question.text, *question.choices.values())]
    texts += [text for one in all_conditions() for text in (one.name, one.needs)]
    assert all(names_in(text["zh"]) == names_in(text["en"]) for text in texts)


def all_conditions() -> list[Any]:
    return [condition for compiled in ROUTES.values() for condition in compiled.route.conditions]


def test_every_value_is_cited_and_says_how_sure_it_is():
    for series in SETTLER.settlement.series:
        for dated in series.values:
            assert dated.sources
            assert dated.certainty in CERTAINTY


def test_a_stranger_without_a_document_is_asked_from_the_beginning():
    found = SETTLER.ask(None, {}, ON)
    assert found["next"] is not None
    assert {route["state"] for route in found["routes"]} == {"open"}


def test_compiled_routes_are_kept():
    assert SETTLER.program_on(ON) is SETTLER.program_on(ON)
    assert isinstance(ROUTES["permit"], Compiled)
