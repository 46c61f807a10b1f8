"""The drawing of a forecast: the colours of the house, whatever the years bring."""

import re
from datetime import date
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from benchmarks import people

import jifen
from jifen.advice import drawing
from jifen.advice.drawing import COLOURS

TOKENS = Path(jifen.__file__).parents[1] / "jifen_service" / "static" / "css" / "tokens.css"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.skipif(not TOKENS.is_file(), reason="the engine alone: the platform's colours are not there")
def test_an_indicator_has_its_colour_everywhere():
    light = TOKENS.read_text("utf-8").partition("prefers-color-scheme")[0]
    tokens = dict(re.findall(r"--(\w+):\s*(#[0-9a-f]{6});", light))
    assert {name: tokens[name] for name in COLOURS} == COLOURS
    indicators = jifen.default_engine().program_on(date(2026, 11, 22)).indicators
    assert set(COLOURS) == {each.id for each in indicators if each.section.group != "deduction"}


@pytest.mark.parametrize("number", range(8))
def test_everything_lies_on_the_paper(number: int):
    answer = jifen.forecast(
        people.invented(8, seed=5)[number], on=people.ON, until=date(2046, 11, 1), lang="en"
    )
    root = ElementTree.fromstring(drawing(answer, "en"))
    _, _, width, height = map(float, root.attrib["viewBox"].split())
    for shape in (*root.iter(f"{SVG}polygon"), *root.iter(f"{SVG}polyline")):
        for corner in shape.attrib["points"].split():
            x, y = map(float, corner.split(","))
            assert 0 <= x <= width
            assert 0 <= y <= height
    labels = [(float(text.attrib["y"]), text.text) for text in root.iter(f"{SVG}text")]
    beside = sorted(y for y, words in labels if words and re.search(r"\D \d+$", words))
    assert all(later - earlier >= 16 for earlier, later in pairwise(beside))
