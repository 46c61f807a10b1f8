"""The pages that everybody reads, the results among them, and what axe says of one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import urlopen

from playwright.sync_api import Page

from jifen import default_settler

AXE = Path(__file__).parents[1] / "vendor" / "axe-core" / "axe-4.14.1.min.js"
PROFILE = (Path(__file__).parents[2] / "examples" / "profile.yaml").read_text(encoding="utf-8")
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
#: one page of each template, the longest where there are several, and some in English
PAGES = (
    "/", "/quick", "/exact", "/guide", "/guide/questions", "/guide/ways", "/guide/way", "/guide/insurance",
    "/materials", "/settle", "/benefits", "/places", "/places/FX", "/news", "/news/2018-01-01", "/sources",
    "/checked", "/search?q=jzz", "/verify", "/call-back/", "/en/", "/en/guide/score", "/en/guide/insurance",
    "/en/materials", "/en/places", "/en/benefits", "/en/verify", "/en/account/login/",
    "/law", "/law/average_wage", "/law/settlement", "/law/changes", "/en/law/difference", "/en/law/actions",
)  # fmt: skip
_QUICK = (
    ("birth_date_year", "1985"), ("birth_date_month", "6"), ("birth_date_day", "15"),
    ("education", "junior_college"), ("years", "6"), ("spouse", "no"),
)  # fmt: skip
_DOCUMENT = ("document", PROFILE)
_PLAN = (_DOCUMENT, ("by", "2030-10-01"), ("until", "2034-06-30"))

Fields = Iterable[tuple[str, str]]


def settled() -> Fields:
    """An answer to every question of the settlement test, so that its routes are shown."""
    for question in default_settler().settlement.questions:
        first = next(iter(question.choices), "yes" if question.kind == "yes_no" else "0")
        yield "known", f"{question.id}={first}"


def results() -> tuple[tuple[str, Fields], ...]:
    """Pages that only a form leads to: where it is sent, and what it holds."""
    return (
        ("/quick", _QUICK),
        ("/exact", (_DOCUMENT, ("_compute", "1"))),
        ("/self-test/result", (_DOCUMENT,)),
        ("/self-test/check", (_DOCUMENT,)),
        ("/self-test/years", (_DOCUMENT,)),
        ("/en/self-test/years", (_DOCUMENT,)),
        ("/self-test/plans", _PLAN),
        ("/settle", tuple(settled())),
        ("/materials", (_DOCUMENT,)),
        ("/call-back/with-result", (("result", "投靠落户: 值得去问, 因为符合: 家人有上海户籍"),)),
    )


def submit(page: Page, address: str, fields: Fields) -> None:
    """Send a form from the page at hand, as a button would."""
    with page.expect_navigation():
        page.evaluate(
            """([address, fields]) => {
                const form = document.createElement("form");
                Object.assign(form, { method: "post", action: address });
                for (const [name, value] of fields) {
                    const field = document.createElement("textarea");
                    Object.assign(field, { name, value });
                    form.append(field);
                }
                document.body.append(form);
                form.submit();
            }""",
            [address, list(fields)],
        )


def faults(page: Page) -> list[tuple[str, Any]]:
    """What axe finds: the rule, and where it is broken first."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    options = {"runOnly": _RULES, "resultTypes": ["violations"]}
    found = page.evaluate("options => axe.run(document, options)", options)["violations"]
    return [(rule["id"], rule["nodes"][0]["target"]) for rule in found]


def whole_site(server: str) -> list[str]:
    """The addresses of the sitemap, in both languages."""
    with urlopen(f"{server}/sitemap.xml") as answer:
        found = re.findall(r"<loc>([^<]+)</loc>", answer.read().decode())
    return sorted({urlsplit(address).path for address in found})
