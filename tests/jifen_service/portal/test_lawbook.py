"""The pages of the law say what the law book says: every value, every difference, and nothing else."""

import re
from dataclasses import replace
from datetime import date, timedelta
from html import unescape
from itertools import pairwise

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils.html import strip_tags

from jifen import default_engine, default_settler
from jifen.explain import CERTAINTY
from jifen.explain.values import entries_of
from jifen.law import DatedSeries, Section, differences
from jifen_service.config import clock
from jifen_service.portal.lawbook.chapters import contents
from jifen_service.portal.lawbook.difference import difference
from jifen_service.portal.lawbook.picture import draw

BOOK = default_engine().book
SETTLEMENT = default_settler().settlement
A_DAY = timedelta(days=1)
TODAY = date(2026, 11, 26)


@pytest.fixture
def client() -> Client:
    return Client(headers={"host": "localhost"})


def words(page: HttpResponse) -> str:
    return " ".join(unescape(strip_tags(page.content.decode())).split())


def part(page: HttpResponse, anchor: str) -> str:
    """The text of one parameter."""
    found = re.search(
        rf'<article class="parameter" id="{anchor}".*?</article>', page.content.decode(), re.DOTALL
    )
    assert found, f"{anchor} has no place on the page"
    return " ".join(unescape(strip_tags(found[0])).split())


def says_all_of(section: Section, series: DatedSeries, text: str, lang: str) -> list[str]:
    """What the text leaves out of a parameter's history."""
    wanted = [series.name[lang], series.key]
    for dated in series.values:
        wanted += [dated.from_.isoformat(), CERTAINTY[dated.certainty][lang]]
        wanted += [dated.to.isoformat()] if dated.to else []
        wanted += [dated.dispute[lang]] if dated.dispute else []
        for entry in entries_of(section, series, dated.value, lang):
            wanted += [entry.name, entry.bare]
        for source in dated.sources:
            wanted += [source.tag, source.document[lang], source.article or "", source.text or ""]
    return [" ".join(said.split()) for said in wanted if " ".join(said.split()) not in text]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_section_says_every_value_it_has_had(client: Client, lang: str) -> None:
    prefix = "/en" if lang == "en" else ""
    for section in BOOK.sections.values():
        page = client.get(f"{prefix}/law/{section.id}")
        assert page.status_code == 200
        for anchor, series in section.parameters.items():
            assert says_all_of(section, series, part(page, anchor), lang) == []
        text = words(page)
        rules = (*section.materials, *section.reasons, *section.actions, *section.milestones)
        assert [
            rule.name[lang] for rule in rules if rule.name[lang] not in text and "{" not in rule.name[lang]
        ] == []
        assert "{" not in text


def test_the_routes_say_their_conditions_and_values(client: Client) -> None:
    page = client.get("/law/settlement")
    text = words(page)
    for route in SETTLEMENT.routes:
        assert [condition.id for condition in route.conditions if condition.name["zh"] not in text] == []
        assert CERTAINTY[route.certainty]["zh"] in text
    for section in SETTLEMENT.sections.values():
        for anchor, series in section.parameters.items():
            assert says_all_of(section, series, part(page, anchor), "zh") == []
    # Each condition has its own certainty: the ratios are disputed, the degree is not.
    returned = re.search(r'id="returned".*?</section>', page.content.decode(), re.DOTALL)
    assert returned
    assert len(set(re.findall(r'class="named">.*?class="tag (\w+)"', returned[0]))) > 1


DAYS = (*BOOK.change_dates, *(day - A_DAY for day in BOOK.change_dates[1:]))


def test_the_difference_of_any_two_days_is_that_of_the_law_book() -> None:
    """Every pair of days around the changes: the parameters, their order within a section, every figure."""
    for before in DAYS:
        for after in DAYS:
            groups = difference(BOOK, SETTLEMENT, before, after, "zh")
            shown = {one.key: one for group in groups for one in group.changed}
            wanted = {change.key: change for change in differences(BOOK, before, after)}
            assert shown.keys() == wanted.keys()
            for key, change in wanted.items():
                series, section = BOOK.parameters[key], BOOK.sections[key.partition(".")[0]]
                old, new = (
                    {entry.key: entry.text for entry in entries_of(section, series, side.value, "zh")}
                    for side in (change.before, change.after)
                )
                turns = {turn.key: (turn.before, turn.after) for turn in shown[key].turns}
                assert turns == {name: (old[name], new[name]) for name in new if old[name] != new[name]}


def test_a_changed_value_of_a_route_is_a_difference_too() -> None:
    section = SETTLEMENT.sections["graduate"]
    series = section.parameters["score_needed"]
    (now,) = series.values
    turn = date(2027, 1, 1)
    values = (replace(now, to=turn - A_DAY), replace(now, from_=turn, value=now.value + 1))
    changed = replace(section, parameters={"score_needed": replace(series, values=values)})
    settlement = replace(SETTLEMENT, sections={**SETTLEMENT.sections, "graduate": changed})
    (group,) = difference(BOOK, settlement, turn - A_DAY, turn, "zh")
    assert (group.id, group.is_route) == ("graduate", True)
    assert [(one.before, one.after) for one in group.changed[0].turns] == [
        (f"{now.value} 分", f"{now.value + 1} 分")
    ]
    # Before the routes are known there is nothing to compare them with.
    assert not [one for one in difference(BOOK, settlement, DAYS[0], turn, "zh") if one.is_route]


@pytest.mark.parametrize(("before", "after"), [*pairwise(BOOK.change_dates)][-3:])
def test_the_page_of_a_difference_shows_it(client: Client, before: date, after: date) -> None:
    text = words(client.get("/law/difference", {"from": before.isoformat(), "to": after.isoformat()}))
    for change in differences(BOOK, before, after):
        series, section = BOOK.parameters[change.key], BOOK.sections[change.key.partition(".")[0]]
        for dated in (change.before, change.after):
            entries = entries_of(section, series, dated.value, "zh")
            assert [entry.text for entry in entries if entry.text not in text] == []
            assert CERTAINTY[dated.certainty]["zh"] in text


def test_a_difference_has_a_default_an_empty_answer_and_errors_at_their_field(client: Client) -> None:
    usual = client.get("/law/difference")
    assert usual.status_code == 200
    assert f'name="to" value="{clock.today()}"' in usual.content.decode()
    same = client.get("/law/difference", {"from": "2024-08-01", "to": "2024-08-02"})
    assert "每个数都一样" in words(same)
    early = BOOK.policies[0].effective_from - A_DAY
    for wrong, says in (("yesterday", "年-月-日"), (early.isoformat(), "选那天或更晚的")):
        page = client.get("/law/difference", {"from": wrong, "to": "2024-08-02"})
        assert page.status_code == 422
        assert says in words(page)
        assert f'name="from" value="{wrong}"' in page.content.decode()
        assert 'aria-describedby="from-error"' in page.content.decode()
        assert "public" not in page.get("Cache-Control", "")


def test_the_contents_hold_every_section_once_with_its_value_of_the_day(client: Client) -> None:
    for day in BOOK.change_dates:
        parts = contents(BOOK, SETTLEMENT, day, "zh")
        listed = [chapter for part in parts for chapter in part.chapters]
        assert sorted(chapter.id for chapter in listed) == sorted([*BOOK.sections, "settlement"])
        wage = BOOK.law_on(day).value("average_wage.wage")["wage"]
        (chapter,) = (chapter for chapter in listed if chapter.id == "average_wage")
        assert f"{wage:,} 元/月" in chapter.values[0].said
    assert client.get("/law", {"on": "2017-05-01"}).status_code == 200
    assert client.get("/law", {"on": "soon"}).status_code == 422


@pytest.mark.parametrize(
    ("query", "found", "left_out"),
    [
        ("nianling", "年龄", "应届毕业生"),
        ("一票否决", "一票否决", "年龄"),
        ("insurance base", "社保基数", "年龄"),
    ],
)
def test_the_contents_can_be_searched_without_script(
    client: Client, query: str, found: str, left_out: str
) -> None:
    page = client.get("/law", {"q": query}).content.decode()
    names = re.findall(r'class="what"><a [^>]*>([^<]*)<', page)
    assert found in names
    assert left_out not in names
    assert "没有一节里有这些字" in words(client.get("/law", {"q": "qqqqq"}))


def test_the_picture_of_the_wages_stands_where_the_values_are() -> None:
    section = BOOK.sections["average_wage"]
    series = section.parameters["wage"]
    picture = draw(section, series, TODAY, "zh")
    assert [line.key for line in picture.lines] == ["wage", "floor", "ceiling"]
    for line in picture.lines:
        assert len(line.runs) == len(series.values)
        assert all(run.end == later.x and run.rise_to == later.y for run, later in pairwise(line.runs))
        figures = [dated.value[line.key] for dated in series.values]
        rises = [(later.y < run.y) - (later.y > run.y) for run, later in pairwise(line.runs)]
        assert rises == [(later > now) - (later < now) for now, later in pairwise(figures)]
    wage, floor, ceiling = (line.runs[-1].y for line in picture.lines)
    assert ceiling < wage < floor
    # A year after the last value it is used on, which is dashed as an assumption.
    carried = draw(section, series, date(2028, 1, 1), "zh").lines[0].runs
    assert (len(carried), carried[-1].kind, carried[-1].end) == (len(series.values) + 1, "estimate", 100.0)
    veto = BOOK.sections["veto"]
    bands = draw(veto, veto.parameters["family_planning_vetoes"], TODAY, "zh").bands
    assert [(band.says, band.kind) for band in bands] == [
        ("yes", "reported"),
        ("yes", "confirmed"),
        ("no", "disputed"),
    ]


def test_unknown_sections_are_no_pages_and_the_program_s_twin_is_whole(client: Client) -> None:
    assert client.get("/law/nothing").status_code == 404
    twin = client.get("/api/v1/law/average_wage", {"lang": "en"}).json()
    (parameter,) = twin["parameters"]
    assert [value["from"] for value in parameter["values"]] == [
        dated.from_.isoformat() for dated in BOOK.parameters["average_wage.wage"].values
    ]
    assert parameter["values"][0]["sources"]
    refused = client.get("/api/v1/law/nothing")
    assert refused.status_code == 404
    assert refused.json()["errors"][0]["found"] == "nothing"
