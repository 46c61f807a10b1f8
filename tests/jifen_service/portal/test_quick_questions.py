"""The ten questions: in both languages, with options and figures from the law in force."""

import re
import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

import jifen
from jifen.law import load_lawbook
from jifen_service.portal.quick import questions as quick
from jifen_service.portal.quick.questions import fields, questions, yuan

ON = date(2026, 11, 22)
LAW = jifen.default_engine().book.law_on(ON)
RAW = yaml.safe_load(Path(quick.__file__).with_name("quick.yaml").read_text(encoding="utf-8"))


def texts(node: object) -> list[dict[str, str]]:
    """Every text of the file: a mapping that has Chinese."""
    if isinstance(node, dict):
        found = [node] if "zh" in node else []
        return found + [text for child in node.values() for text in texts(child)]
    return [text for child in node for text in texts(child)] if isinstance(node, list) else []


def labels(law: object, name: str, lang: str = "zh") -> list[str]:
    return [option.label for option in fields(questions(law, lang))[name].options]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_at_most_ten_questions_each_with_words(lang: str) -> None:
    asked = questions(LAW, lang)
    assert [question.number for question in asked] == list(range(1, len(asked) + 1))
    assert len(asked) <= 10
    assert all(question.ask and question.fields for question in asked)
    assert not [option for field in fields(asked).values() for option in field.options if not option.label]


def test_every_text_has_both_languages_and_nothing_else() -> None:
    assert [text for text in texts(RAW) if set(text) != {"zh", "en"} or not all(text.values())] == []


def test_no_chinese_figure_of_the_scheme_stands_in_the_words() -> None:
    # A year to show how to write one, halves of years, the ten questions' numbering: that is all.
    found = {
        number for text in texts(RAW) for number in re.findall(r"\d+(?:\.\d+)?", " ".join(text.values()))
    }
    assert found <= {"5.5"}


@pytest.mark.parametrize(("name", "table"), [
    ("education", "education.points_by_level"),
    ("credential", "credential.points_by_level"),
    ("award", "award.points_by_level"),
])  # fmt: skip
def test_every_level_of_the_law_can_be_chosen_and_says_its_points(name: str, table: str) -> None:
    options = {
        option.key: option for option in fields(questions(LAW, "zh"))[name].options if option.key != "none"
    }
    assert {key: option.points for key, option in options.items()} == dict(LAW.value(table))
    assert all(option.document for option in options.values())


def test_the_steps_of_the_base_are_todays_yuan() -> None:
    assert labels(LAW, "base")[1:] == [
        "低于 10,061.60 元",
        "10,061.60–12,576.99 元",
        "12,577–25,153.99 元",
        "25,154–37,730.99 元",
        "37,731 元及以上",
    ]


def test_a_new_wage_in_the_law_file_moves_the_steps(tmp_path: Path) -> None:
    folder = tmp_path / "town"
    shutil.copytree(Path(jifen.__file__).parent / "law/shanghai", folder)
    wages = folder / "average_wage.yaml"
    changed = wages.read_text(encoding="utf-8").replace("wage: 12577, floor", "wage: 20000, floor")
    wages.write_text(changed, encoding="utf-8")
    law = load_lawbook(folder).law_on(ON)
    assert labels(law, "base")[2:4] == ["16,000–19,999.99 元", "20,000–39,999.99 元"]


def test_years_in_the_words_follow_the_law() -> None:
    conduct = labels(LAW, "conduct")
    assert conduct[0].startswith(f"{LAW.value('false_materials.within_years')} 年内")
    assert conduct[1].startswith(f"{LAW.value('detention.within_years')} 年内")


@pytest.mark.parametrize(
    ("amount", "text"), [("10061.6", "10,061.60"), ("12577.00", "12,577"), ("5.004", "5")]
)
def test_yuan_as_people_write_them(amount: str, text: str) -> None:
    assert yuan(Decimal(amount)) == text
