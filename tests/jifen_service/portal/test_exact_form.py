"""The exact form ↔ the document: nothing is lost on the way, whatever is typed or sent."""

import re
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.jifen.profile.examples import TEXT
from tests.strategies import documents

from jifen import default_engine
from jifen.profile import load, parse
from jifen.profile import to_document as sound_document
from jifen.profile.models import Profile
from jifen.profile.structure import SECTIONS
from jifen_service.forms.calendar import draw
from jifen_service.forms.kinds import KINDS, show
from jifen_service.forms.places import format_place, leaves, parse_place, replaced, without
from jifen_service.portal.exact import actions
from jifen_service.portal.exact.complaints import complaints
from jifen_service.portal.exact.form import (
    SHOWN_DENSE,
    read_rest,
    to_document,
    to_form,
    write_json,
    write_rest,
)
from jifen_service.portal.exact.outcome import assess, without_blanks
from jifen_service.portal.exact.topics import field_of, groups, topics

TODAY = date(2026, 11, 22)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=12), inner, max_size=3),
    max_leaves=12,
)
KEYS = st.sampled_from(
    ["education", "social_insurance", "conduct", "business", "name", "on", "children", "oops"]
)


def through_the_form(document):
    """A document as it comes back from a page that nobody changed."""
    form = to_form(document)
    return to_document(form.values, read_rest(write_rest(form.rest)), _entries(document))


def _entries(document):
    """The entries that a page of this document shows, as their hidden fields say."""
    for group in groups():
        there = [
            path
            for path, _ in leaves(document)
            if len(path) > len(group.at) and path[: len(group.at)] == group.at
        ]
        if group.many:
            yield from {format_place(path[: len(group.at) + 1]) for path in there}


# ── there and back ────────────────────────────────────────────────────────────────────────────────


@settings(max_examples=150)
@given(documents())
def test_every_document_survives_the_form(document):
    before, after = parse(document), parse(through_the_form(document))
    assert after == before
    assert sound_document(after) == sound_document(before)


def test_the_contracts_own_example_survives_the_form_word_for_word():
    document = load(TEXT)
    assert load(write_json(through_the_form(document))) == load(write_json(document))


def test_what_has_no_field_is_carried_along():
    document = {
        "birth_date": "1990-06-15",
        "business": {"taxes": {"2012": 5}},
        "format": 1,
    }
    assert through_the_form(document) == document


def test_entries_beyond_those_shown_are_carried_along():
    runs = [{"from": "2016-01", "to": "2016-01", "base": n} for n in range(SHOWN_DENSE + 5)]
    document = {"birth_date": "1990-06-15", "social_insurance": runs}
    form = to_form(document)
    assert form.unshown(("social_insurance",)) == 5
    assert through_the_form(document) == document


@settings(max_examples=150)
@given(st.dictionaries(KEYS, JSON, max_size=4))
def test_any_nonsense_passes_the_form_and_is_answered(document):
    back = through_the_form(document)
    assert isinstance(back, dict)
    outcome = assess(back, TODAY)
    assert bool(outcome.problems) != bool(outcome.assessment)
    for complaint in complaints(outcome.problems, to_form(back).rest, "zh"):
        assert complaint.message


@given(st.text(max_size=60) | JSON.map(write_json))
def test_a_meddled_rest_is_left_out(text):
    for path, _ in read_rest(text):
        assert all(isinstance(step, str | int) for step in path)


def test_a_blank_entry_keeps_its_place_and_is_no_error():
    typed = {"birth_date": "1990-06-15", "education[1].level": "bachelor", "education[1].degree": "true"}
    document = to_document(typed, (), ["education[0]", "education[1]"])
    assert document["education"] == [{}, {"level": "bachelor", "degree": True}]
    assert assess(document, TODAY).assessment.total == 120


def test_a_problem_after_a_blank_entry_names_the_entry_as_typed():
    typed = {"birth_date": "1990-06-15", "education[2].level": "wizard", "conduct.detentions[1]": "soon"}
    entries = [
        "education[0]",
        "education[1]",
        "education[2]",
        "conduct.detentions[0]",
        "conduct.detentions[1]",
    ]
    problems = assess(to_document(typed, (), entries), TODAY).problems
    assert [complaint.place for complaint in complaints(problems, (), "en")] == [
        "education[2].level",
        "conduct.detentions[1]",
    ]


# ── every field, every place ──────────────────────────────────────────────────────────────────────


def _scalar_places(model, path=()):
    """Every place of the profile's models that holds one value, with an index or year where one is needed."""
    sections = {section.key: section for section in SECTIONS}
    for name, field in model.model_fields.items():
        key = field.alias or name
        if not path and key in sections:
            index = (0,) if sections[key].many else ()
            yield from _scalar_places(sections[key].model, (key, *index))
        elif key in ("taxes", "local_hires"):
            yield (*path, key, "2024")
        elif key in ("false_materials", "detentions", "crimes"):
            yield (*path, key, 0)
        else:
            yield (*path, key)


def test_the_form_asks_for_everything_but_the_format_and_what_the_settlement_test_asks():
    unasked = {path[0] for path in _scalar_places(Profile) if field_of(path) is None}
    assert unasked == {"format", "settlement"}


def test_every_word_stands_in_both_languages():
    for topic in topics():
        said = [topic.title, topic.lead]
        for group in topic.groups:
            said += [
                text for text in (group.title, group.hint, group.item, group.empty) if text.zh or text.en
            ]
            for field in group.fields:
                said += [field.label, *(text for text in (field.hint, field.unsaid) if text.zh or text.en)]
                said += [choice.label for choice in field.choices if choice.label]
        for text in said:
            assert text.zh
            assert text.en
            assert re.search(r"[一-鿿]", text.zh)
            assert not re.search(r"[一-鿿]", text.en.replace("学信网", ""))


def test_every_indicator_belongs_to_one_topic():
    shown = [indicator for topic in topics() for indicator in topic.indicators]
    assert sorted(shown) == sorted(default_engine().book.indicators)


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        ("date", "2026/7/1", "2026-07-01"),
        ("date", "2026年7月1日", "2026-07-01"),
        ("date", "20260701", "2026-07-01"),
        ("date", "soon", "soon"),
        ("month", "2026年7月", "2026-07"),
        ("month", "202607", "2026-07"),
        ("month", "2026-13", "2026-13"),
        ("money", "13,000元", Decimal(13000)),
        ("money", "¥9000.10", Decimal("9000.10")),
        ("money", "-5", Decimal(-5)),
        ("money", "九千", "九千"),
        ("share", "50%", Decimal("0.5")),
        ("share", "0.3", Decimal("0.3")),
        ("share", "half", "half"),
        ("count", "1,200", 1200),
        ("count", "1.5", Decimal("1.5")),
        ("yes_no", "false", False),
        ("yes_no", "maybe", "maybe"),
        ("text", " 甲 公司", " 甲 公司"),
    ],
)
def test_forgiving_in_form_never_in_meaning(kind, typed, value):
    assert KINDS[kind].read(typed) == value


@given(st.decimals(0, 10**9, places=9) | st.integers(0, 10**9) | st.floats(0.001, 10**9))
def test_a_number_shown_reads_back_as_the_same_number(number):
    assert KINDS["money"].read(show(number)) == Decimal(repr(number) if isinstance(number, float) else number)


# ── places ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "place", ["birth_date", "education[0].level", "conduct.crimes[12]", "business.taxes.2024"]
)
def test_a_place_and_its_path(place):
    assert format_place(parse_place(place)) == place


@pytest.mark.parametrize(
    "place", ["", ".", "a..b", "a[", "a[]", "a[x]", "a[99999999]", "a]b", "." * 50, "a.b" * 50]
)
def test_what_is_no_place_is_none(place):
    assert parse_place(place) is None


def test_removing_closes_the_gap_and_leaves_the_original_alone():
    document = {"education": [{"level": "a"}, {"level": "b"}, {"level": "c"}]}
    assert without(document, ("education", 1)) == {"education": [{"level": "a"}, {"level": "c"}]}
    assert len(document["education"]) == 3
    assert without(document, ("nothing", 3, "here")) == document
    assert replaced(document, ("education",), []) == {"education": []}


# ── buttons ───────────────────────────────────────────────────────────────────────────────────────


def test_add_and_remove_entries():
    added = actions.add({}, "education")
    assert added.document == {"education": [{}]}
    assert added.focus == "education[0]"
    again = actions.add(added.document, "conduct.crimes")
    assert again.document["conduct"] == {"crimes": [""]}
    gone = actions.remove({"education": [{"level": "a"}, {"level": "b"}]}, "education[1]")
    assert gone.document == {"education": [{"level": "a"}]}
    assert gone.focus == "education[0]"
    assert actions.remove(gone.document, "education[0]").focus == "education"


@pytest.mark.parametrize("place", ["", "name", "oops", "education[7]", "conduct", "[]", "education.level"])
def test_a_button_for_a_place_that_is_none_changes_nothing(place):
    document = {"education": [{"level": "a"}]}
    assert actions.add(document, place).document == document
    assert actions.remove(document, place).document == document


def test_dropping_what_the_format_does_not_know():
    document = {"birth_date": "1990-06-15", "hobby.s": 1, "permit": {"colour": "red"}}
    document = actions.drop(document, "hobby.s").document
    document = actions.drop(document, "permit.colour").document
    assert document == {"birth_date": "1990-06-15", "permit": {}}


def test_a_record_takes_the_place_of_what_was_there_or_is_added():
    record = "月份,基数\n2026-01,9000\n2026-02,9000\n"
    before = {"social_insurance": [{"from": "2026-03", "to": "2026-04", "base": 8000}, {}]}
    replaced_by = actions.read_in(before, record).document["social_insurance"]
    assert [run["from"] for run in replaced_by] == ["2026-01"]
    added = actions.read_in(before, record, append=True, still_paid=True).document["social_insurance"]
    assert [(run["from"], run.get("to")) for run in added] == [("2026-01", None), ("2026-03", "2026-04")]
    assert actions.read_in(before, "nothing of the kind").document == before


# ── complaints ────────────────────────────────────────────────────────────────────────────────────


def test_each_problem_is_tied_to_its_field_in_the_forms_words():
    document = {
        "birth_date": "1990-02-30",
        "education": [{"level": "bachelor"}, {"degree": True}],
        "social_insurance": [{"from": "2020-01", "to": "2019-01", "base": 1}, {"from": "2020-01"}],
        "business": {"taxes": {"2024": "much"}},
        "permit": {"colour": "red"},
    }
    found = {
        complaint.place: complaint
        for complaint in complaints(assess(document, TODAY).problems, to_form(document).rest, "zh")
    }
    assert found["birth_date"].where == "出生日期"
    assert found["education[1].level"].message == "请选择“学历层次”。"
    assert found["education[1].level"].where == "学历 2 · 学历层次"
    assert "早于开始的 2020-01" in found["social_insurance[0].to"].message
    assert found["social_insurance[1].base"].message == "请填这一段的月缴费基数。"
    assert found["business.taxes.2024"].where == "2024 年纳税 (元)"
    assert found["permit.colour"].removable
    assert not found["permit.colour"].has_field
    assert all(found[place].has_field for place in found if place != "permit.colour")


def test_an_entry_that_is_no_entry_can_be_removed():
    document = {"birth_date": "1990-06-15", "education": ["bachelor"]}
    (found,) = complaints(assess(document, TODAY).problems, to_form(document).rest, "zh")
    assert found.place == "education[0]"
    assert found.removable or found.has_field


# ── the picture of months ─────────────────────────────────────────────────────────────────────────

NOW = 2026 * 12 + 10


def states(runs):
    return {cell.text: cell.state for year in draw(runs, NOW) for cell in year.cells}


def test_the_picture_shows_paid_back_paid_twice_and_missing_months():
    runs = [
        {"from": "2026-01", "to": "2026-03"},
        {"from": "2026-03", "to": "2026-04"},
        {"from": "2026-06", "to": "2026-06", "back_paid": True},
        {"from": "2026-10"},
    ]
    assert [states(runs)[f"2026-{month:02d}"] for month in range(1, 13)] == [
        "paid", "paid", "twice", "paid", "unpaid", "back_paid",
        "unpaid", "unpaid", "unpaid", "paid", "paid", "later",
    ]  # fmt: skip


@given(
    JSON
    | st.lists(st.dictionaries(st.sampled_from(["from", "to"]), st.text("0129-", max_size=8)), max_size=4)
)
def test_the_picture_never_fails(runs):
    years = [year.year for year in draw(runs, NOW)]
    assert all(later == earlier + 1 for earlier, later in pairwise(years))


def test_a_slip_in_a_year_makes_no_picture_of_centuries():
    assert len(draw([{"from": "1900-01", "to": "2199-12"}], NOW)) == 60


def test_blank_entries_are_passed_over():
    document, moves = without_blanks({"education": [{}, {"level": "a"}, {}]})
    assert document == {"education": [{"level": "a"}]}
    assert moves == {("education",): [1]}
