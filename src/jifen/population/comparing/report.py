"""The comparison as one page that a committee can read (比较报告): self-contained HTML, also for print."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Any

from jifen.population.comparing.charts import charts_of
from jifen.population.comparing.drawing import svg
from jifen.population.comparing.figures import STEP, hidden_as
from jifen.population.comparing.wording import word

Json = dict[str, Any]
_HERE = Path(__file__).parent


class _Page:
    """Makes the page in one language from data in which nothing small is left."""

    def __init__(self, data: Json, lang: str) -> None:
        self.data = data
        self.lang = lang
        self.charts = charts_of(data, lang)

    def say(self, key: str, **values: object) -> str:
        """Give one of the report's words, safe for HTML."""
        return escape(word(key, self.lang, **values))

    def count(self, count: int | None) -> str:
        """Write a count; one that is hidden says so."""
        return hidden_as(count)

    def table(
        self, heads: Sequence[str], rows: Sequence[Sequence[str]], kind: str = "", last: str = ""
    ) -> str:
        """Make a table of cells that are safe already."""
        head = "".join(f'<th scope="col">{cell}</th>' for cell in heads)
        marks = ["" for _ in rows[:-1]] + [f' class="{last}"' if last else ""]
        body = "".join(
            f"<tr{mark}>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>"
            for mark, row in zip(marks, rows, strict=True)
        )
        inner = f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody>"
        return f'<div class="wide"><table class="{kind}">{inner}</table></div>'

    def head(self) -> str:
        """Say the answer first."""
        data, whole = self.data, self.data["whole"]
        people = self.say("people_on", people=self.count(whole["people"]), on=data["on"])
        numbers = "".join(
            f"<div><b>{self.count(whole[side])}</b>{self.say(f'pass_{side}', mark=mark)}"
            f'<div class="soft">{self.of_everybody(whole[side])}</div></div>'
            for side, mark in zip(("before", "after"), data["pass_marks"], strict=True)
        )
        crossings = self.say("crossings", up=self.count(whole["up"]), down=self.count(whole["down"]))
        return (
            f'<p class="soft">{people}</p>'
            f'<div class="answer"><strong>{self.headline()}</strong>{crossings}'
            f'<div class="pair">{numbers}</div></div>'
        )

    def names(self) -> str:
        """Name the two laws."""
        return escape(" → ".join(self.data["names"]))

    def of_everybody(self, part: int | None) -> str:
        """Say which part of all people some are."""
        return self.say("of_everybody", share=self.share(part, self.data["whole"]["people"]))

    def headline(self) -> str:
        """Say how many more or fewer reach the mark."""
        before, after = self.data["whole"]["before"], self.data["whole"]["after"]
        if before is None or after is None:
            return self.say("headline_hidden")
        if before == after:
            return self.say("headline_same")
        key = "headline_more" if after > before else "headline_fewer"
        difference = abs(after - before)
        return self.say(key, count=f"{difference:,}", share=self.share(difference, before))

    @staticmethod
    def share(part: int | None, whole: int | None) -> str:
        """Write a part as per cent; none of something hidden."""
        return f"{part / whole:.1%}" if part is not None and whole else "–"

    def changes(self) -> str:
        """List the values that differ with their citations."""
        if not self.data["changes"]:
            return f"<p>{self.say('no_change')}</p>"
        heads = [self.say(key) for key in ("value", "before", "after", "since", "source")]
        rows = [
            [
                escape(change["name"]),
                escape(change["before"]),
                escape(change["after"]),
                self.period(change),
                "<br>".join(self.citation(source) for source in change["sources"]),
            ]
            for change in self.data["changes"]
        ]
        return self.table(heads, rows, "words") + self.untold()

    def untold(self) -> str:
        """Say of which changes the tables cannot tell: a committee would read them as without effect."""
        names = [change["name"] for change in self.data["changes"] if not change["in_tables"]]
        if not names:
            return ""
        listed = ("、" if self.lang == "zh" else ", ").join(dict.fromkeys(names))
        return f"<p><strong>{self.say('untold', names=listed)}</strong></p>"

    def period(self, change: Json) -> str:
        """Say from when a value applies, and until when if it ends."""
        if change["to"] is None:
            return self.say("from_then_on", first=change["from"])
        return escape(f"{change['from']} – {change['to']}")

    @staticmethod
    def citation(source: Json) -> str:
        """Write a citation in one line."""
        said = [source[key] for key in ("document", "article", "text") if key in source]
        return escape(" · ".join(said))

    def kinds(self, key: str, first: str) -> str:
        """Show who crosses by kind of people: the drawing, and its table."""
        rows = self.data[key]
        columns = ("up", "down", "before", "after", "people")
        words = ("up", "down", "passing_before", "passing_after", "people")
        cells = [[escape(row["name"]), *(self.count(row[column]) for column in columns)] for row in rows]
        whole = [self.say("everybody"), *(self.count(self.data["whole"][column]) for column in columns)]
        heads = [self.say(first), *(self.say(name) for name in words)]
        return self.figure(key, self.direction(key)) + self.table(heads, [*cells, whole], last="whole")

    def direction(self, key: str) -> str:
        """Say which way the bars of a chart run."""
        ways = [way for way in ("up", "down") if any(row[way] for row in self.data[key])]
        return self.say("chart_crossing" if len(ways) > 1 else f"chart_{ways[0]}" if ways else "chart_none")

    def figure(self, key: str, note: str) -> str:
        """Show a chart with what one must know to read it."""
        drawing = f'<div class="wide">{svg(self.charts[key])}</div>' if key in self.charts else ""
        return f"<figure>{drawing}<figcaption>{note}</figcaption></figure>"

    def indicators(self) -> str:
        """Show the indicators whose points change for anybody."""
        columns = ("holders_before", "holders_after", "sum_before", "sum_after", "changed", "up", "down")
        moved, mark = self.data["by_indicator"], self.data["by_mark"]
        rows = [[escape(row["name"]), *(self.count(row[column]) for column in columns)] for row in moved]
        if mark["up"] != 0 or mark["down"] != 0:
            rows.append([self.say("the_mark"), *[""] * 5, self.count(mark["up"]), self.count(mark["down"])])
        rest = f'<p class="soft">{self.say("unchanged_rest", count=self.data["unchanged"])}</p>'
        heads = [self.say("indicator"), *(self.say(column) for column in columns)]
        if not moved:
            return f"<p>{self.say('only_the_mark')}</p>"
        return self.table(heads, rows) + rest

    def totals(self) -> str:
        """Show the totals under both laws."""
        sides = [side for side in self.data["totals"] if side is not None]
        if not sides:
            return f"<p>{self.say('chart_none')}</p>"
        rows = [
            [self.say("average"), *(f"{side['average']}" for side in sides)],
            [self.say("median"), *(str(side["quartiles"][1]) for side in sides)],
            [self.say("quarters"), *("{0} / {2}".format(*side["quartiles"]) for side in sides)],
        ]
        heads = [self.say(key) for key in ("total_from", "before", "after")][: len(sides) + 1]
        note = self.say("distribution_note", width=STEP)
        return self.figure("distribution", note) + self.steps(len(sides)) + self.table(heads, rows)

    def steps(self, sides: int) -> str:
        """Give the numbers of the distribution, for those who want them or do not see the drawing."""
        columns = ("before", "after")[:sides]
        rows = [
            [self.step(step["from"], step["below"]), *(self.count(step[column]) for column in columns)]
            for step in self.data["distribution"]
        ]
        heads = [self.say("total_from"), *(self.say(column) for column in columns)]
        return f"<details><summary>{self.say('steps')}</summary>{self.table(heads, rows)}</details>"

    def step(self, low: int | None, below: int | None) -> str:
        """Name a step of the totals; those at the ends are open."""
        if low is None or below is None:
            key = "everybody" if low is below else "and_below" if low is None else "and_above"
            return self.say(key, last=(below or 0) - 1, first=low)
        return f"{low}–{below - 1}"

    def body(self) -> str:
        """Put together what stands below the names of the two laws."""
        sections = [
            ("what_changes", self.changes()),
            ("by_age", self.kinds("by_age", "ages")),
            ("by_education", self.kinds("by_education", "education")),
            ("by_indicator", self.indicators()),
            ("distribution", self.totals()),
            ("how", self.notes()),
        ]
        return self.head() + "".join(
            f"<section><h2>{self.say(key)}</h2>{content}</section>" for key, content in sections
        )

    def notes(self) -> str:
        """Say how it was computed and what is not shown."""
        hidden = self.say("suppressed", least=self.data["least"])
        return f"<p>{self.say('how_text')}</p><p>{hidden}</p>"

    def html(self) -> str:
        """Put the page together."""
        title = self.names()
        css = (_HERE / "report.css").read_text("utf-8")
        return (
            f'<!doctype html><html lang="{self.lang}"><head><meta charset="utf-8">'
            f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title>'
            f"<style>{css}</style></head><body><main><h1>{title}</h1>{self.body()}</main></body></html>\n"
        )


def html(data: Json, lang: str) -> str:
    """Give the report on a comparison's data as one HTML page that asks nothing of any other place."""
    return _Page(data, lang).html()


def fragment(data: Json, lang: str) -> str:
    """Give what the report says below its title, for a page that has its own sheet."""
    return _Page(data, lang).body()
