"""Search, service points, materials, news and what machines read: over HTTP and in their pure parts."""

import re
from datetime import datetime
from html import unescape
from xml.etree import ElementTree

import orjson
import pytest
from django.test import Client

from jifen import default_engine
from jifen_service.accounts.centres import ensure_centres, keep_changes
from jifen_service.accounts.credit_codes import code_check_character
from jifen_service.accounts.districts import district_of, districts
from jifen_service.accounts.models import Centre
from jifen_service.config import clock
from jifen_service.portal.benefits.benefits import stages
from jifen_service.portal.benefits.child import read as read_child
from jifen_service.portal.checklist.answers import Ticked, items, of_document
from jifen_service.portal.news.entries import entries as news
from jifen_service.portal.places.hours import read_hours, standing
from jifen_service.portal.search.entries import entries
from jifen_service.portal.search.finding import find

FENGXIAN = "工作日 8:30–11:30, 13:00–16:30"


@pytest.fixture
def client() -> Client:
    return Client(headers={"host": "localhost"})


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=clock.SHANGHAI)


def titles(query: str, lang: str = "zh") -> list[str]:
    return [hit.entry.title[lang] for hit in find(entries(clock.today()), query, lang, 12)]


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("jzz", "积分是什么"),
        ("居住证", "积分是什么"),
        ("xueli", "分数怎么算"),
        ("degree", "本科有学位就一定够吗?"),
        ("DEGREE", "分数怎么算"),
        ("shebaojishu", "社保基数怎么看"),
        ("社保断了怎么办", "社保断过, 还能算吗?"),
        ("bring documents", "材料清单"),
        ("奉贤", "奉贤区人才服务中心"),
        ("fengxian", "奉贤区人才服务中心"),
    ],
)
def test_search_finds_by_words_pinyin_and_initials(query: str, title: str) -> None:
    assert title in titles(query)


def test_search_asks_for_every_word_and_finds_nothing_in_nonsense() -> None:
    assert titles("学历 qqqqq") == []
    assert titles("居住证 续签")
    assert titles("") == titles(" ,。") == titles("'); DROP") == []
    assert "How points are counted" in titles("xueli", "en")
    pages = [hit.entry.page for hit in find(entries(clock.today()), "社保", "zh", 12)]
    assert max(pages.count(page) for page in pages) <= 2


@pytest.mark.parametrize(
    ("now", "says"),
    [
        ("2026-11-26T08:29", (False, "None", "08:30")),
        ("2026-11-26T08:30", (True, "11:30")),
        ("2026-11-26T11:30", (False, "None", "13:00")),
        ("2026-11-27T16:30", (False, "2026-11-30", "08:30")),
        # National Day of 2026 is a holiday; the Saturday after it is worked instead.
        ("2026-10-01T10:00", (False, "2026-10-08", "08:30")),
        ("2026-10-10T10:00", (True, "11:30")),
    ],
)
def test_open_now_follows_the_holiday_calendar(now: str, says: tuple[object, ...]) -> None:
    found = standing(read_hours(FENGXIAN), at(now))
    shown = (True, f"{found.until:%H:%M}") if found.open else (False, str(found.day), f"{found.since:%H:%M}")
    assert shown == says
    assert found.certain


def test_hours_that_are_not_understood_are_not_guessed() -> None:
    for text in ("", "周三下午", "工作日 25:00–26:00", "工作日 13:00–9:00", f"{FENGXIAN} (夏季另行通知)"):
        assert read_hours(text) == ()
    assert not standing(read_hours(FENGXIAN), at("2029-12-31T20:00")).certain


def test_a_credit_code_tells_its_district(client: Client, db: None) -> None:
    ensure_centres()
    assert set(districts()) == set(Centre.objects.values_list("code", flat=True))
    divisions = [division for district in districts().values() for division in district["divisions"]]
    assert len(divisions) == len(set(divisions))
    for division, says in [
        ("310120", "奉贤区登记"),
        ("310000", "看不出是哪个区"),
        ("110105", "看不出是哪个区"),
    ]:
        code = f"91{division}MA1ABCDE1"
        code += code_check_character(code)
        assert district_of(code) == ("FX" if division == "310120" else None)
        assert says in client.post("/places/find", {"code": code}).content.decode()
    assert client.post("/places/find", {"code": "91310120"}).status_code == 422
    assert client.get("/places/find").status_code == 405
    assert client.get("/places/XX").status_code == 404


def test_what_is_unknown_of_a_centre_says_so_and_changes_are_kept(client: Client, db: None) -> None:
    ensure_centres()
    centre = Centre.objects.get(code="HP")
    assert "还没有填" in client.get("/places/HP").content.decode()
    keep_changes(centre, ["address"], {"address": None}, {"address": "某路1号"}, at("2026-11-26T10:00"))
    page = client.get("/places/HP").content.decode()
    assert '<ins lang="zh-Hans">某路1号</ins>' in page
    data = orjson.loads(re.search(r'ld\+json">(.*?)</script>', page)[1])
    assert data["@type"] == "GovernmentService"
    assert "address" not in data["availableChannel"]["serviceLocation"]


def test_the_list_of_materials_is_the_casework_s_own(client: Client) -> None:
    everybody = {item.id for item in items(Ticked())}
    assert {"permit", "labour_contract"} <= everybody
    assert "diploma" not in everybody
    degree = {
        item.id for item in items(Ticked(indicators=frozenset({"education"}), facts=frozenset({"degree"})))
    }
    assert degree - everybody >= {"diploma", "degree", "degree_certification"}
    document = {"format": 1, "birth_date": "1990-01-01", "spouse": {"shanghai_household": True}}
    assert "marriage_certificate" in {item.id for item in items(of_document(document))}
    posted = {"document": orjson.dumps(document).decode()}
    response = client.post("/materials", posted)
    assert "结婚证" in response.content.decode()
    assert "no-store" in response["Cache-Control"]
    fragment = client.post(
        "/materials", {"claim": "spouse", "kind": "nonsense"}, headers={"HX-Request": "true"}
    )
    assert "结婚证" in fragment.content.decode()
    assert "<html" not in fragment.content.decode()


def test_a_child_s_own_dates_stand_at_its_stages(client: Client) -> None:
    law = default_engine().book.law_on(at("2026-11-26T10:00").date())
    child = read_child({"child_year": "2016", "child_month": "5"}, at("2026-11-26T10:00").date(), law)
    assert child.passed == {"primary"}
    assert str(child.dates["zhongkao"].by) == "2030-10-01"
    assert str(child.dates["zhongkao"].until) == "2031-06-30"
    assert child.dates["junior_high"].begin is None
    assert set(child.dates) | child.passed <= {stage.id for stage in stages(law.since, "zh")}
    for typed in ({}, {"child_year": "二〇", "child_month": "5"}, {"child_year": "2999", "child_month": "1"}):
        assert read_child(typed, clock.today(), law).error
        assert client.post("/benefits", typed).status_code == 422
    page = client.post("/en/benefits", {"child_year": "2020", "child_month": "5"})
    assert "no-store" in page["Cache-Control"]
    assert "kept until 2035-06" in page.content.decode()


def test_every_change_of_the_law_is_news_and_in_the_feed(client: Client, db: None) -> None:
    book = default_engine().book
    shown = news(book, "zh")
    assert [entry.day for entry in shown] == list(reversed(book.change_dates[1:]))
    latest = shown[0]
    assert [line.name for line in latest.lines][:1] == ["平均工资"]
    assert all(line.before != line.after for entry in shown for line in entry.lines)
    feed = client.get("/en/news/feed.atom")
    assert feed["Content-Type"].startswith("application/atom+xml")
    root = ElementTree.fromstring(feed.content)
    atom = "{http://www.w3.org/2005/Atom}"
    found = root.findall(f"{atom}entry")
    assert len(found) == len(shown)
    assert len({entry.findtext(f"{atom}id") for entry in found}) == len(shown)
    assert "A new average wage" in found[0].findtext(f"{atom}title")
    assert client.get(f"/news/{latest.day}").status_code == 200
    assert client.get("/news/2026-07-02").status_code == client.get("/news/yesterday").status_code == 404


def test_the_sitemap_lists_pages_that_there_are_in_both_languages(client: Client, db: None) -> None:
    ensure_centres()
    addresses = re.findall(r"<loc>http://localhost([^<]*)</loc>", client.get("/sitemap.xml").content.decode())
    assert len(addresses) == len(set(addresses)) > 80
    assert [path for path in addresses if not path.startswith("/en/places/")][:3]
    sample = [path for path in addresses if "/places/" not in path or path.endswith("/CM")]
    assert [path for path in sample if client.get(path).status_code != 200] == []
    assert "Disallow: /my/" in client.get("/robots.txt").content.decode()


def test_a_page_says_what_it_is_to_those_who_link_to_it(client: Client) -> None:
    page = unescape(client.get("/en/guide/questions").content.decode())
    assert '<link rel="canonical" href="http://localhost/en/guide/questions">' in page
    assert 'hreflang="zh-Hans" href="http://localhost/guide/questions"' in page
    assert re.search(r'og:image" content="http://localhost/static/img/card-en\S*\.png"', page)
    raw = client.get("/guide/questions").content.decode()
    data = orjson.loads(re.search(r'ld\+json">(.*?)</script>', raw)[1])
    assert data["@type"] == "FAQPage"
    assert all(question["acceptedAnswer"]["text"] for question in data["mainEntity"])
    assert "{{" not in raw
