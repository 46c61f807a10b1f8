"""What reading an insurance record came to, in words: how much, what to note, every row that is wrong."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jifen.profile.months import Month, format_month
from jifen_service.forms.insurance import COLUMNS, Record

_HEADERS = {column.key: column for column in COLUMNS}


@dataclass(frozen=True)
class RecordShown:
    """The outcome of an import; `rows` are (row number, column, message) of each problem of a row."""

    headline: str
    remarks: tuple[str, ...]
    rows: tuple[tuple[int, str, str], ...]
    problems: bool


def show_record(record: Record, now: Month, lang: str) -> RecordShown:
    """Put a record's outcome into words in `lang`, the page's language.

    `now` is the month of the evaluation date: a record that ends before it may go on.
    """
    whole = [problem.message(lang) for problem in record.problems if not problem.row or _is_whole(record)]
    rows = tuple(
        (problem.row, _column(problem.column, lang), problem.message(lang))
        for problem in record.problems
        if problem.row and not _is_whole(record)
    )
    return RecordShown(_headline(record), (*whole, *_remarks(record, now)), rows, bool(record.problems))


def _is_whole(record: Record) -> bool:
    """Whether nothing at all could be read: then there is one problem, of the whole table."""
    return not record.months and all(not problem.column for problem in record.problems)


def _column(key: str, lang: str) -> str:
    return _HEADERS[key].header(lang) if key else ""


def _headline(record: Record) -> str:
    if record.span is None:
        return _("没有读入任何月份。")
    first, last = (format_month(month) for month in record.span)
    read = ngettext("%(n)s 个月已读入", "%(n)s 个月已读入", record.month_count) % {"n": record.month_count}
    span = _("(%(first)s 至 %(last)s)") % {"first": first, "last": last}
    if not record.bad_rows:
        return f"{read} {span}"
    wrong = ngettext("%(n)s 行有问题, 没有读入", "%(n)s 行有问题, 没有读入", record.bad_rows) % {
        "n": record.bad_rows
    }
    return f"{read} {span}, {wrong}"


def _remarks(record: Record, now: Month) -> tuple[str, ...]:
    remarks = []
    if record.header_assumed:
        remarks.append(_("表格没有表头, 按模板的列次序读的, 请核对。"))
    if record.repeated:
        rows = _("、").join(str(row) for row in record.repeated)
        remarks.append(_("第 %(rows)s 行和前面的行完全相同, 只计一次。") % {"rows": rows})
    if record.ignored:
        remarks.append(_("没有用到的列: %(columns)s。") % {"columns": _("、").join(record.ignored)})
    if record.span and record.span[1] < now:
        ends = {"last": format_month(record.span[1])}
        remarks.append(_("记录到 %(last)s 为止; 之后还在缴的话, 把最后一段的“到”清空。") % ends)
    return tuple(remarks)
