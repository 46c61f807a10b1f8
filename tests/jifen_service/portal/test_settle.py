"""The settlement self-test without script: one question a screen, back, change, a profile handed over."""

import json
import re
from html import unescape

from django.http import HttpResponse
from django.test import Client

from jifen import default_settler
from jifen_service.config.clock import today

DOCUMENT = {
    "birth_date": "1990-01-01",
    "credentials": [{"level": "senior"}],
    "spouse": {"shanghai_household": True},
}


def post(**form: object) -> HttpResponse:
    return Client().post("/settle", form)


def asked(page: HttpResponse) -> str:
    found = re.search(r'name="asking" value="(\w+)"', page.content.decode())
    return found[1] if found else ""


def known(page: HttpResponse) -> list[str]:
    return [unescape(text) for text in re.findall(r'name="known" value="([^"]*)"', page.content.decode())]


def answer(page: HttpResponse, text: str) -> HttpResponse:
    return post(known=known(page), asking=asked(page), answer=text, do="next")


def test_a_stranger_comes_to_the_routes_and_nothing_is_kept() -> None:
    page = Client().get("/settle")
    while asked(page):
        numeric = 'inputmode="numeric"' in page.content.decode()
        words = page.content.decode().split("<fieldset")[1]
        page = answer(page, "0" if numeric else "no" if 'id="answer-no"' in words else last_choice(words))
        assert page.status_code == 200
    found = default_settler().ask(None, carried(page), today())
    assert found["decided"]
    text = page.content.decode()
    assert all(f'id="route-{route["id"]}"' in text for route in found["routes"])
    assert "no-store" in page["Cache-Control"]
    assert not page.cookies


def last_choice(words: str) -> str:
    return re.findall(r'name="answer" value="(\w+)"', words)[-1]


def carried(page: HttpResponse) -> dict[str, bool | int | str]:
    kinds = {question.id: question.kind for question in default_settler().settlement.questions}
    pairs = (pair.split("=") for pair in known(page))
    read = {"yes_no": lambda text: text == "yes", "choice": str, "months": int, "number": int}
    return {name: read[kinds[name]](text) for name, text in pairs}


def test_one_goes_back_and_changes_any_answer() -> None:
    first = Client().get("/settle")
    name = asked(first)
    second = answer(first, "no")
    assert known(second) == [f"{name}=no"]
    back = post(known=known(second), do="back")
    assert (asked(back), known(back)) == (name, [])
    assert 'value="no" checked' in back.content.decode()
    third = answer(second, "none")
    changed = post(known=known(third), do=f"change:{name}")
    assert (asked(changed), len(known(changed))) == (name, 1)
    resumed = post(known=known(third), do="resume")
    assert (asked(resumed), known(resumed)) == (asked(third), known(third))


def test_an_answer_that_is_none_is_asked_again() -> None:
    for name, text in (
        ("permit_months", "many"),
        ("title", "king"),
        ("tax_paid", ""),
        ("permit_months", "-1"),
    ):
        page = post(asking=name, answer=text, do="next")
        assert (page.status_code, asked(page), known(page)) == (422, name, [])
    assert asked(post(asking="nothing", answer="x", do="next", known=["x=1", "title=king", "title"]))


def test_a_profile_is_not_asked_again() -> None:
    page = post(document=json.dumps(DOCUMENT))
    text = page.content.decode()
    assert "从你的档案读出" in text
    assert "值得去问" in text
    assert post(document="birth_date: 1890").status_code == 422
    stated = post(document=json.dumps({**DOCUMENT, "settlement": {"tax_paid": True}}))
    assert known(stated) == ["tax_paid=yes"]
