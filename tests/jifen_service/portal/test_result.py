"""The result as pages show it, files to keep, the page of sources, and assumptions in plain words."""

import json
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.test import Client
from django.utils.translation import override

import jifen
from jifen.explain import CERTAINTY, assumption_words
from jifen.profile import Profile, load, parse, read, to_document
from jifen.profile.assumed import assumptions_of
from jifen_service.portal import assumed
from jifen_service.portal.result import Shown, present
from jifen_service.portal.words import plain_names

ON = date(2026, 11, 22)
GOLDEN = sorted((Path(__file__).parents[2] / "golden/cases").glob("*.yaml"))
DOCUMENT = {
    "birth_date": "1990-06-15",
    "education": [{"level": "bachelor", "degree": True}],
    "credentials": [{"level": "skill_3"}],
    "conduct": {"detentions": ["2025-01-05"]},
}


def shown(document: dict[str, Any], lang: str = "zh") -> Shown:
    with override("en" if lang == "en" else "zh-hans"):
        return present(jifen.default_engine().score(parse(document), ON), document, lang)


@pytest.fixture
def client() -> Client:
    return Client(headers={"host": "localhost"})


def body(response: Any) -> str:
    return unescape(response.content.decode())


def test_rows_split_into_what_scores_and_what_does_not() -> None:
    result = shown(DOCUMENT)
    kinds = {row.id: row.kind for row in result.scored}
    assert kinds == {
        "age": "counted", "education": "counted", "credential": "not-counted", "detention": "deducted",
    }  # fmt: skip
    assert {row.id for row in result.scored + result.idle} == {
        item["id"] for item in result.json["indicators"]
    }


@pytest.mark.parametrize(("document", "verdict"), [
    ({"birth_date": "1990-06-15"}, "还差 90 分"),
    ({"birth_date": "1990-06-15", "education": [{"level": "bachelor", "degree": True}]}, "已达 120"),
    ({"birth_date": "1990-06-15", "conduct": {"serious_crime": True}}, "有一票否决情形"),
])  # fmt: skip
def test_the_answer_first(document: dict[str, Any], verdict: str) -> None:
    with override("zh-hans"):
        assert shown(document).verdict == verdict


def test_steps_up_lead_with_the_largest() -> None:
    gains = [step.gain for step in shown(DOCUMENT).steps]
    assert gains
    assert gains == sorted(gains, reverse=True)


def test_the_disputed_condition_is_marked() -> None:
    marked = {condition["id"]: condition["disputed"] for condition in shown(DOCUMENT).conditions}
    assert marked["insurance_months"] is True
    assert marked["employed"] is False


def test_every_indicator_has_an_everyday_name() -> None:
    # The wage is no indicator, but has a page of its own.
    assert set(plain_names()) - {"average_wage"} == set(jifen.default_engine().book.indicators)


def test_every_certainty_has_words() -> None:
    from typing import get_args

    from jifen.law.schema import Certainty

    assert set(CERTAINTY) == set(get_args(Certainty))


def words() -> dict[str, Any]:
    """Every word about assumptions: the engine's and the quick test's."""
    return {**assumption_words(), **assumed.own_words()}


def assumed_fields() -> set[tuple[str, str]]:
    """Every field of the profile that is assumed when absent, by section."""
    found = set()
    for name, field in Profile.model_fields.items():
        for model in [field.annotation, *getattr(field.annotation, "__args__", ())]:
            if hasattr(model, "model_fields"):
                found |= {(name, item.key) for item in assumptions_of(model)}
    return found


def test_every_assumption_of_a_profile_has_a_sentence() -> None:
    fields = assumed_fields()
    assert ("education", "verified_online") in fields
    said = {
        (section, field)
        for section, entry in words().items()
        for field in entry["sentences"]
        if section not in {"quick", "average_wage"}
    }
    assert said == fields


def test_the_words_of_assumptions_are_in_both_languages() -> None:
    def texts(node: Any) -> list[Any]:
        if not isinstance(node, dict):
            return [node]
        return [node] if "zh" in node else [text for child in node.values() for text in texts(child)]

    assert [text for text in texts(words()) if not isinstance(text, dict) or set(text) != {"zh", "en"}] == []


@pytest.mark.parametrize(("paths", "entries", "sentence"), [
    (["education[0].verified_online"], 1, "你的学历在学信网查得到"),
    (["education[0].verified_online", "education[1].verified_online"], 2, "所填的各条学历都在学信网查得到"),
    (["education[1].verified_online"], 2, "第 2 条学历在学信网查得到"),
    (["education[0].verified_online", "education[2].verified_online"], 3, "第 1、3 条学历在学信网查得到"),
    (["average_wage.wage[2027-07]"], 0, "2027-07 起的社会平均工资还没有公布, 先按现在的算"),
    (["quick.unanswered[3、7]"], 0, "第 3、7 题没有答, 按没有算"),
    (["something.new[1]"], 0, "something.new[1]"),
])  # fmt: skip
def test_assumptions_in_plain_words(paths: list[str], entries: int, sentence: str) -> None:
    document = {"education": [{}] * entries}
    assert assumed.sentences(paths, document, "zh") == (sentence,)


@pytest.mark.parametrize("case", GOLDEN, ids=lambda path: path.stem)
def test_the_page_shows_the_golden_total(case: Path, client: Client) -> None:
    golden = yaml.safe_load(case.read_text(encoding="utf-8"))
    document = golden["profile"] | {"on": golden["on"]}
    for prefix in ("", "/en"):
        page = body(
            client.post(f"{prefix}/self-test/result", {"document": json.dumps(document, default=str)})
        )
        total = str(golden["expect"]["total"]).replace("-", "\N{MINUS SIGN}")
        assert f'<span class="figure">{total}</span>' in page


def test_a_document_may_be_yaml_and_what_is_wrong_is_said(client: Client) -> None:
    assert client.post("/self-test/result", {"document": "birth_date: 1990-06-15"}).status_code == 200
    refused = client.post("/self-test/result", {"document": "birth_date: 1990-13-15\nedukation: []"})
    assert refused.status_code == 422
    assert "birth_date" in body(refused)
    assert "education" in body(refused)
    assert client.post("/self-test/result", {}).status_code == 422


def test_the_file_to_keep_reads_back_as_it_was(client: Client) -> None:
    response = client.post("/self-test/profile.yaml", {"document": json.dumps(DOCUMENT)})
    assert response["Content-Disposition"].startswith('attachment; filename="jifen-')
    assert response["Content-Type"].startswith("application/yaml")
    assert to_document(read(response.content)) == to_document(parse(DOCUMENT))
    assert load(response.content)["birth_date"]
    assert client.post("/self-test/profile.yaml", {"document": "\x00\xff"}).status_code == 422


@pytest.mark.parametrize("address", ["/self-test/result", "/self-test/profile.yaml", "/quick/result"])
def test_addresses_that_take_answers_do_not_answer_a_look(client: Client, address: str) -> None:
    assert client.get(address).status_code == 405


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_sources_name_every_tag_edition_and_dispute(client: Client, prefix: str) -> None:
    page = body(client.get(f"{prefix}/sources"))
    book = jifen.default_engine().book
    lang = "en" if prefix else "zh"
    assert all(
        f'id="{tag}"' in page and source.meaning[lang] in page for tag, source in book.documents.items()
    )
    assert all(policy.id in page for policy in book.policies)
    disputes = [
        dated.dispute[lang] for series in book.parameters.values() for dated in series.values if dated.dispute
    ]
    assert disputes
    assert all(text in page for text in disputes)
