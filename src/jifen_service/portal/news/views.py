"""The news of the law as a page, as a page for each change, and as an Atom feed."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from jifen import default_engine
from jifen_service.config import clock
from jifen_service.forms.language import language
from jifen_service.lawdrafts import queries
from jifen_service.portal.news import subscribing
from jifen_service.portal.news.entries import entries, entry_on, summary


def news(request: HttpRequest) -> HttpResponse:
    """Every change, the newest first."""
    return render(request, "portal/news/news.html", context_of_news())


def context_of_news() -> dict[str, Any]:
    """What the page of all changes shows."""
    shown = entries(default_engine().book, language())
    # A new wage means the same every year; that is said once.
    said = [any(found.heed == entry.heed for found in shown[:place]) for place, entry in enumerate(shown)]
    listed = list(zip(shown, said, strict=True))
    gone = [(each.number, subscribing.said_of(each)) for each in queries.withdrawn(language())]
    return {"entries": listed, "withdrawn": gone, "today": clock.today(), "by_mail": subscribing.is_offered()}


def entry(request: HttpRequest, day: str) -> HttpResponse:
    """What changed on a day (YYYY-MM-DD)."""
    try:
        found = entry_on(default_engine().book, date.fromisoformat(day), language())
    except ValueError:
        raise Http404 from None
    if found is None:
        raise Http404
    context = {"entry": found, "eve": found.day - timedelta(days=1), "today": clock.today()}
    return render(request, "portal/news/entry.html", context)


def feed(request: HttpRequest) -> HttpResponse:
    """The same as Atom, in the language of the address."""
    shown = entries(default_engine().book, language())
    atom = Atom1Feed(
        title=_("沪积分: 规则的变动"),
        link=request.build_absolute_uri(reverse("portal:news")),
        feed_url=request.build_absolute_uri(request.path),
        description=_("哪天起变了什么, 谁受影响。"),
        language=get_language(),
    )
    for found in shown:
        address = request.build_absolute_uri(reverse("portal:news_entry", args=[found.day.isoformat()]))
        told = datetime.combine(found.told, time(), clock.SHANGHAI)
        atom.add_item(
            title=f"{found.day.isoformat()} {found.title}",
            link=address,
            description=summary(found),
            unique_id=address,
            pubdate=told,
            updateddate=told,
        )
    for gone in queries.withdrawn(language()):
        address = request.build_absolute_uri(f"{reverse('portal:news')}#withdrawn-{gone.number}")
        told = datetime.combine(gone.day, time(), clock.SHANGHAI)
        said = subscribing.said_of(gone)
        atom.add_item(
            title=said, link=address, description=said, unique_id=address, pubdate=told, updateddate=told
        )
    return HttpResponse(atom.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
