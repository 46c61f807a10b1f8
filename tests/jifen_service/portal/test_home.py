"""The front door: where it leads, and what a browser may keep of it."""

import pytest
from django.test import Client


@pytest.fixture
def client() -> Client:
    return Client(headers={"host": "localhost"})


def test_the_doors_lead_to_the_self_tests(client: Client) -> None:
    page = client.get("/").content.decode()
    assert 'href="/quick"' in page
    assert 'href="/exact"' in page
    assert page.count("<h1") == 1


def test_answers_handed_in_where_the_quick_test_once_stood_are_led_on_to_it(client: Client) -> None:
    response = client.post("/", {"birth_date_year": "1990"}, follow=True)
    assert response.redirect_chain == [("/quick", 307)]
    assert "1990" in response.content.decode()


def test_a_page_is_kept_for_everybody_and_not_sent_twice(client: Client) -> None:
    first = client.get("/sources")
    assert "public" in first["Cache-Control"]
    assert "Cookie" in first["Vary"]
    again = client.get("/sources", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    assert again.content == b""
