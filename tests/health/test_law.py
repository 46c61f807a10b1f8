"""The law files are whole, cited and alone: some case says every sentence, no number stands elsewhere."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml
from tests.health import numbers
from tests.law_cases.cases import Case, assess, engine, read_cases

from jifen.advice.check import examine, report
from jifen.errors import InputError
from jifen.explain import CERTAINTY, result
from jifen.explain.sentences import rival_points
from jifen.explain.template import names_in
from jifen.law import Dated, Section
from jifen.law.settlement import load_settlement
from jifen.mechanisms import MONTHS_NOT_COUNTED
from jifen.profile import parse
from jifen.profile.models import ArchiveState, EducationLevel, StudyMode
from jifen.scoring import Assessment

ROOT = Path(__file__).resolve().parents[2]
BOOK = engine().book
SECTIONS = tuple(BOOK.sections.values())
SETTLEMENT = load_settlement(BOOK)
ROUTES = tuple(SETTLEMENT.sections.values())
#: Amounts, ratios, dates and the pass mark tell the scheme at once; nothing else is called by them.
UNMISTAKABLE = 1000
#: Numbers of the routes that are a radius, an example or a size of a file as often as a rule.
EVERYDAY = {"1.5", "1000000"}
SUFFIXES = {".py", ".html", ".txt", ".js", ".po", ".svg", ".yaml"}


def all_values() -> list[Dated]:
    series = (*BOOK.parameters.values(), *SETTLEMENT.series)
    return [dated for each in series for dated in each.values]


@pytest.mark.parametrize("dated", all_values(), ids=lambda dated: f"{dated.key}@{dated.from_}")
def test_every_value_is_cited_and_says_how_sure_it_is(dated: Dated):
    assert dated.sources
    assert dated.certainty in CERTAINTY
    documents = BOOK.documents if dated.key in BOOK.parameters else SETTLEMENT.documents
    assert all(source.tag in documents for source in dated.sources)
    disputed = any(source.tag == "DISPUTED" for source in dated.sources)
    assert disputed == (dated.certainty == "disputed")


@pytest.mark.parametrize("section", [*SECTIONS, *ROUTES], ids=lambda section: section.id)
def test_every_rule_is_cited(section: Section):
    checks = [check for check in section.checks if check["sources"]]
    assert section.sources or len(checks) == len(section.checks) > 0 or section.kind == "settings"


def test_every_tag_and_certainty_has_its_words():
    series = BOOK.parameters.values()
    used = {source.tag for each in series for dated in each.values for source in dated.sources}
    used |= {source.tag for section in SECTIONS for source in section.sources}
    used |= {source.tag for section in SECTIONS for each in section.materials for source in each.sources}
    used |= {source.tag for policy in BOOK.policies for source in policy.sources}
    used |= {
        source.tag for section in SECTIONS for check in section.checks for source in check["sources"] or ()
    }
    assert used == set(BOOK.documents), "a tag without use, or a use without its tag"
    used = {source.tag for each in SETTLEMENT.series for dated in each.values for source in dated.sources}
    used |= {source.tag for section in ROUTES for source in section.sources}
    assert used == set(SETTLEMENT.documents), "a tag without use, or a use without its tag"


def sentences(section: Section) -> Iterator[tuple[str, Any]]:
    """Every template of a section with its key."""
    for kind in ("because", "next", "labels"):
        for key, text in getattr(section, kind).items():
            yield f"{section.id}.{kind}.{key}", text
    for check in section.checks:
        for key, text in check["because"].items():
            yield f"{section.id}.checks.{check['id']}.{key}", text
        other = check["other_reading"]
        for key, text in (other or {"because": {}})["because"].items():
            yield f"{section.id}.checks.{check['id']}.other_reading.{key}", text
    for reason in section.reasons:
        for finding in reason.findings:
            yield f"{section.id}.findings.{finding.id}.because", finding.because
            yield f"{section.id}.findings.{finding.id}.remedy", finding.remedy
        for asked in reason.asks:
            yield f"{section.id}.asks.{asked.at}", asked.says


ALL_SENTENCES = {key: text for section in SECTIONS for key, text in sentences(section)}
#: What a forecast says of a change; `tests/jifen/advice` makes somebody say each.
CHANGES = {f"{section.id}.change.{key}": text for section in SECTIONS for key, text in section.change.items()}
#: What is handed in; `tests/jifen/advice` holds what is asked of whom.
MATERIALS = {
    f"{section.id}.{material.id}.{part}": getattr(material, part)
    for section in SECTIONS
    for material in section.materials
    for part in ("name", "where")
}
#: What the routes to the household registration need, and what is asked for them.
NEEDS = {
    f"settlement.{route.section.id}.{condition.id}": condition.needs
    for route in SETTLEMENT.routes
    for condition in route.conditions
}
QUESTIONS = {f"settlement.questions.{question.id}": question.text for question in SETTLEMENT.questions}
SAID = {**ALL_SENTENCES, **CHANGES, **MATERIALS, **NEEDS, **QUESTIONS}


@pytest.mark.parametrize("key", SAID)
def test_both_languages_say_the_same(key: str):
    text = SAID[key]
    assert names_in(text["zh"]) == names_in(text["en"])
    assert not any(character in text["zh"] for character in "，：；（）")


#: Speaks of the bands of world ranks, which a question's choices call by their numbers.
CALLS_BANDS = "settlement.returned.insurance"


def test_bands_of_ranks_are_called_as_the_choices_call_them():
    (question,) = (question for question in SETTLEMENT.questions if question.id == "world_rank")
    for lang, needs in SAID[CALLS_BANDS].items():
        assert all(question.choices[band][lang] in needs for band in ("first", "second"))


@pytest.mark.parametrize("key", sorted(set(SAID) - {CALLS_BANDS}))
def test_sentences_hold_no_number(key: str):
    for text in SAID[key].values():
        # A level may be called by its number, as its key is.
        digits = {character for character in text if character.isdigit()}
        assert digits <= set(key), "write {parameter} instead of its value"


@cache
def spoken() -> frozenset[str]:
    """The keys of all sentences that some law case makes somebody say."""
    keys: set[str] = set()
    for case in read_cases():
        keys |= _spoken_in(case)
    return frozenset(keys)


def _spoken_in(case: Case) -> set[str]:
    try:
        assessment = assess(case)
    except InputError:
        return set()
    for lang in ("zh", "en"):
        result(assessment, lang)
    return {*_of_indicators(assessment), *_of_checks(assessment), *_of_returns(case)}


def _of_returns(case: Case) -> Iterator[str]:
    if "findings" not in case.expect:
        return
    examination = examine(engine(), parse(case.document), case.on)
    for lang in ("zh", "en"):
        report(examination, lang)
    for finding in examination.findings:
        yield from (f"returns.findings.{finding.rule.id}.{kind}" for kind in ("because", "remedy"))
    for looked in examination.looked:
        yield from (f"returns.asks.{asked.at}" for asked in looked.unsaid)


def _of_indicators(assessment: Assessment) -> Iterator[str]:
    for item in assessment.indicators:
        detail, trace = item.trace.detail, item.trace
        yield f"{item.id}.because.{trace.outcome}"
        for entry in detail.get("rejected", ()):
            yield from (f"{item.id}.because.entry_not_counted", f"{item.id}.labels.{entry.reason}")
        for child in trace.children:
            if isinstance(child.value, str):
                yield f"{item.id}.labels.{child.value}"
        if MONTHS_NOT_COUNTED in item.indicator.section.because:
            for measure in item.indicator.measures.values():
                for reason in measure.node.left_out(assessment.facts):
                    yield from (f"{item.id}.because.{MONTHS_NOT_COUNTED}", f"{item.id}.labels.{reason}")
        step = item.indicator.points.next_step(assessment.facts, item.trace, rival_points(assessment, item))
        if step is not None:
            yield f"{item.id}.next.{step.says}"
        if item.points and not item.counted:
            yield f"{assessment.program.choice_of[item.id].id}.labels.not_counted"


def _of_checks(assessment: Assessment) -> Iterator[str]:
    warned = [warning.result for warning in assessment.warnings if warning.result]
    for check in (*assessment.conditions, *assessment.vetoes, *warned):
        key = f"{check.check.section.id}.checks.{check.id}"
        yield f"{key}.{'yes' if check.met else 'no'}"
        if check.check.other is not None:
            met = check.check.other.measure.of(assessment.facts).value
            yield f"{key}.other_reading.{'yes' if met else 'no'}"


#: Labels that the platform shows beside a field, which no sentence of a result says.
SHOWN_BY_FORMS = {"education.labels.high_school", "education.labels.none"}


#: Names of what a person may state, whichever of it is at fault.
NAMES_OF_KINDS = {key for key in ALL_SENTENCES if key.startswith("returns.labels.")}


def test_the_pre_check_names_every_kind_and_no_other():
    kinds = {*get_args(EducationLevel), *get_args(StudyMode), *get_args(ArchiveState)}
    own = {"home", "true", "false", "absent", "missing", "ongoing"}
    assert {key.rsplit(".", 1)[1] for key in NAMES_OF_KINDS} == kinds | own


#: Names of the facts that ask a material.
NAMES_OF_FACTS = {key for key in ALL_SENTENCES if key.startswith("materials.labels.")}


#: Names of the figures of a table that no result names one by one; the page of the law does.
NAMES_OF_FIGURES = {
    f"{section.id}.labels.{figure}"
    for section in SECTIONS
    if section.id in {"average_wage", "si_base", "actions"}
    for series in section.parameters.values()
    if isinstance(series.values[-1].value, Mapping)
    for figure in series.values[-1].value
}
UNSAID = SHOWN_BY_FORMS | NAMES_OF_KINDS | NAMES_OF_FACTS | NAMES_OF_FIGURES


def test_every_figure_of_a_table_has_its_name():
    series = [(section, each) for section in SECTIONS for each in section.parameters.values()]
    tables = [(section, each.values[-1].value) for section, each in series]
    figures = [(section, key) for section, value in tables if isinstance(value, Mapping) for key in value]
    assert [f"{section.id}.{key}" for section, key in figures if key not in section.labels] == []


@pytest.mark.parametrize("key", sorted(set(ALL_SENTENCES) - UNSAID))
def test_every_sentence_is_said_by_some_case(key: str):
    assert key in spoken(), "no law case comes to this: a sentence too many, or a case too few"


def test_every_indicator_and_check_has_its_folder_of_cases():
    topics = {case.id.split("/")[0] for case in read_cases()}
    # Neither actions nor materials yield points; what is made of them is held in tests/jifen/advice.
    sections = {section.id for section in SECTIONS if section.kind not in {"actions", "materials"}}
    assert topics - sections == {"policies"}
    assert sections <= topics


def texts_of_ours() -> list[Path]:
    files = (path for path in sorted((ROOT / "src").rglob("*")) if path.suffix in SUFFIXES)
    law = ROOT / "src" / "jifen" / "law" / "shanghai"
    return [path for path in files if not path.is_relative_to(law) and "vendor" not in path.parts]


def test_no_number_of_the_law_stands_in_code_or_templates():
    """Point values, thresholds, wages, dates: only in the law files, but for exceptions with reasons."""
    wanted = numbers.of_the_law(BOOK.parameters.values())
    wanted |= numbers.of_the_law(SETTLEMENT.series) - EVERYDAY
    allowed = yaml.safe_load((Path(__file__).parent / "numbers.yaml").read_text("utf-8"))
    stray = [
        f"{path.relative_to(ROOT)}: {number}"
        for path in texts_of_ours()
        for number in numbers.found_in(path.read_text("utf-8"), wanted)
        if number not in {str(key) for key in allowed.get(str(path.relative_to(ROOT)), {})}
    ]
    assert stray == [], "put it into a law file, or say in tests/health/numbers.yaml what else it is"


def test_exceptions_are_still_needed_and_harmless():
    allowed = yaml.safe_load((Path(__file__).parent / "numbers.yaml").read_text("utf-8"))
    mark = str(BOOK.parameters["pass_mark.pass_mark"].values[-1].value)
    for file, reasons in allowed.items():
        text = (ROOT / file).read_text("utf-8")
        for number, reason in reasons.items():
            assert numbers.found_in(text, {str(number)}), f"{file}: {number} is gone"
            assert type(number) is int, f"{file}: {number} is unmistakable"
            assert number < UNMISTAKABLE, f"{file}: {number} is unmistakable"
            assert str(number) != mark, f"{file}: the pass mark"
            assert len(reason) > 10


def test_the_search_for_numbers_finds_them_however_written():
    wanted = numbers.of_the_law(BOOK.parameters.values())
    assert {"120", "0.8", "12577", "100000", "2018-01-01"} <= wanted
    text = "x = -150  # 12,577 or 100_000\nif ratio >= 0.80 and day > '2018-01-01': '满 48 个月'"
    assert sorted(numbers.found_in(text, wanted)) == ["0.8", "100000", "12577", "150", "2018-01-01", "48"]
    assert not numbers.found_in("a120 #120 1201 120px v0.8.1 2018-01-011 \\u2048", wanted)


def test_the_engine_knows_no_section_by_name():
    """What stands in a law file the engine learns from it; fields of the document have their own names."""
    from jifen.profile import Profile

    names = (
        set(BOOK.sections) - set(Profile.model_fields) - {"age", "choice", "pass_mark", "veto", "warnings"}
    )
    names -= {"eligibility", "policies", "award", "actions", "materials"}
    found = [
        f"{path.name}: {name}"
        for layer in ("law", "mechanisms", "scoring", "explain")
        for path in sorted((ROOT / "src" / "jifen" / layer).glob("*.py"))
        for name in sorted(names)
        if f'"{name}' in path.read_text("utf-8")
    ]
    assert found == []
