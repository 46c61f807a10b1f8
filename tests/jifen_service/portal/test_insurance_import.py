"""The insurance record import: many forms of one table, all errors at once, nothing that hangs or bursts."""

import csv
import datetime
import io
import os
import time
import zipfile
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from jifen.profile.months import format_month
from jifen_service.forms.insurance import (
    COLUMNS,
    PaidMonth,
    months_of,
    read_record,
    template_csv,
    template_xlsx,
    to_runs,
)
from jifen_service.forms.insurance.problems import MESSAGES
from jifen_service.forms.insurance.table import MAX_ROWS

ON = datetime.date(2026, 11, 22)
JULY = 2026 * 12 + 6
A_CELL_OF_AUGUST = datetime.datetime.fromisoformat("2026-08-15 08:30")


def workbook(rows, *, title="Sheet"):
    book = Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def codes(record):
    return [(problem.row, problem.column, problem.code) for problem in record.problems]


# ── forms of one table ────────────────────────────────────────────────────────────────────────────

TABLE = '月份,缴费基数,单位,补缴\n2026-07,"10,061.60",某某公司,否\n2026-08,"10,061.60",某某公司,否\n'
RUN = {
    "from": "2026-07",
    "to": "2026-08",
    "base": Decimal("10061.60"),
    "employer": "某某公司",
    "back_paid": False,
}


@pytest.mark.parametrize(
    "content",
    [
        TABLE,
        TABLE.encode(),
        TABLE.encode("utf-8-sig"),
        TABLE.encode("gb18030"),
        TABLE.encode("utf-16"),
        TABLE.replace("\n", "\r\n").encode(),
        TABLE.replace("\n", "\r").encode(),
        "月份\t缴费基数\t单位\t补缴\n2026-07\t10,061.60\t某某公司\t否\n2026-08\t10061.60\t某某公司\t否",
        "月份;基数;公司;是否补缴\n2026年7月;10061.60;某某公司;否\n2026年8月;10061.60元;某某公司;无",
        "补缴,单位,缴费基数(元),缴费月份\n否,某某公司,10061.60,202607\n否,某某公司,10061.60,202608\n",
        "employer,back_paid,Month,Base (CNY)\n某某公司,no,2026/7,10061.60\n某某公司,FALSE,2026/8,10061.60\n",
        "某某的缴费记录\n\n月份,缴费基数,单位,补缴\n2026-7,10061.60,某某公司,否\n2026.08,10061.60,某某公司,否\n合计,,,\n",
        "2026-07,10061.60,某某公司,否\n2026-08,10061.60,某某公司,否\n",
        workbook([["月份", "缴费基数", "单位", "补缴"], ["2026-07", 10061.6, "某某公司", "否"],
                  [202608, "10,061.60", "某某公司", False]]),
        workbook([["base", "month", "back_paid", "employer"],
                  [10061.6, datetime.date(2026, 7, 1), "no", "某某公司"],
                  [10061.600000000001, A_CELL_OF_AUGUST, 0, "某某公司"]]),
    ],
)  # fmt: skip
def test_one_table_in_many_forms(content):
    record = read_record(content)
    assert record.problems == ()
    assert [{**run, "base": run["base"].normalize()} for run in record.runs] == [
        {**RUN, "base": RUN["base"].normalize()}
    ]
    assert record.month_count == 2


@pytest.mark.parametrize(
    "text",
    ["2026-07", "2026-7", "202607", "2026/7", "2026/07", "2026.7", "2026年7月", "2026年07月", "2026年7月份",
     "２０２６年７月", "2026-07-01", "2026/7/1", "20260701", "2026年7月1日", "2026-07-01 00:00:00",
     "Jul-26", "Jul 2026", "1-Jul-26", " 2026 - 07 "],
)  # fmt: skip
def test_a_month_in_every_usual_form(text):
    record = read_record(f"month,base\n{text},9000\n")
    assert [paid.month for paid in record.months] == [JULY]


@pytest.mark.parametrize(
    "text",
    ["2026-13", "2026-00", "7月", "26-7", "上月", "2026", "202613", "2026-", "1899-12", "9" * 9, "2026-07-"],
)  # fmt: skip
def test_what_is_no_month_is_said_beside_its_row(text):
    record = read_record(f"month,base\n2026-06,9000\n{text},9000\n")
    assert codes(record) == [(3, "month", "month_unreadable")]
    assert text in record.problems[0].message("zh")
    assert record.month_count == 1


def test_every_wrong_row_is_told_at_once_and_the_good_ones_are_kept():
    record = read_record(
        "月份,缴费基数,补缴,与合同一致\n"
        "2026-01,9000,否,是\n"
        ",9000,否,是\n"
        "2026-03,,也许,是\n"
        "2026-04,-5,否,是\n"
        "2026-05,9000,否,是\n"
        "2026-06,九千,否,是\n"
        "2026-07,9000,否,是,多出\n"
    )
    assert codes(record) == [
        (3, "month", "month_missing"),
        (4, "base", "base_missing"),
        (4, "back_paid", "yes_no_unreadable"),
        (5, "base", "base_negative"),
        (7, "base", "base_unreadable"),
        (8, "", "extra_cell"),
    ]
    assert [format_month(paid.month) for paid in record.months] == ["2026-01", "2026-05"]
    assert record.bad_rows == 5
    for problem in record.problems:
        for lang in ("zh", "en"):
            assert "{" not in problem.message(lang)


def test_two_employers_in_one_month_stay_two_runs():
    rows = "2026-01,9000,甲\n2026-02,9000,甲\n2026-02,8000,乙\n2026-03,8000,乙\n"
    record = read_record("月份,基数,单位\n" + rows)
    assert [(run["from"], run["to"], run["employer"]) for run in record.runs] == [
        ("2026-01", "2026-02", "甲"),
        ("2026-02", "2026-03", "乙"),
    ]


def test_a_row_that_repeats_another_counts_once_and_is_told():
    record = read_record("月份,基数\n2026-01,9000\n2026-02,9000\n2026-01,9000\n")
    assert record.repeated == (4,)
    assert record.month_count == 2


def test_a_gap_a_new_base_or_another_answer_begins_a_new_run():
    record = read_record(
        "月份,基数,补缴\n2026-03,9000,否\n2026-01,9000,否\n2026-04,9500,否\n2026-05,9500,是\n2026-06,9500,\n"
    )
    assert [(run["from"], run["to"], run.get("back_paid")) for run in record.runs] == [
        ("2026-01", "2026-01", False),
        ("2026-03", "2026-03", False),
        ("2026-04", "2026-04", False),
        ("2026-05", "2026-05", True),
        ("2026-06", "2026-06", None),
    ]


def test_columns_that_mean_nothing_are_named_and_left_out():
    record = read_record("序号,月份,缴费基数,备注\n1,2026-01,9000,无\n")
    assert record.ignored == ("序号", "备注")
    assert record.month_count == 1


# ── templates ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("make", [template_csv, template_xlsx])
def test_the_template_reads_as_what_it_shows(lang, make):
    record = read_record(make(lang, ON))
    assert record.problems == ()
    assert not record.header_assumed
    assert [format_month(paid.month) for paid in record.months] == ["2026-08", "2026-09", "2026-10"]
    assert all(paid.matches_contract and paid.tax_consistent and not paid.back_paid for paid in record.months)


# ── nonsense ──────────────────────────────────────────────────────────────────────────────────────


def zip_bomb():
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (64 * 1024 * 1024))
    return content.getvalue()


def lying_zip():
    """An archive whose directory announces less than its member holds."""
    content = bytearray(zip_bomb())
    at = content.rindex(b"PK\x01\x02")
    content[at + 24 : at + 28] = (100).to_bytes(4, "little")
    return bytes(content)


def replaced_member(name, text):
    """A sound workbook with one member replaced."""
    source = zipfile.ZipFile(io.BytesIO(workbook([["月份", "缴费基数"], ["2026-07", 9000]])))
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for member in source.namelist():
            archive.writestr(member, text if member == name else source.read(member))
    return content.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a0 "ha">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    + "]>"
)

NONSENSE = {
    "empty": (b"", "empty"),
    "blank": ("  \n \t \n", "empty"),
    "noise": (os.urandom(5 * 1024 * 1024), "too_large"),
    "binary": (b"\x89PNG\r\n\x1a\n" + bytes(200), "binary"),
    "bytes": (bytes(range(1, 256)), "encoding"),
    "old excel": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old_excel"),
    "pdf": (b"%PDF-1.7\n...", "pdf"),
    "web page": ("<html><table><tr><td>2026-07</td></tr></table></html>", "web_page"),
    "poem": ("床前明月光, 疑是地上霜", "no_header"),
    "header only": ("月份,缴费基数\n", "no_rows"),
    "twice": ("月份,缴费基数,基数\n2026-07,1,2\n", "column_twice"),
    "no base": ("月份,单位\n2026-07,某某公司\n", "no_header"),
    "rows": ("月份,缴费基数\n" + "2026-07,9000\n" * (MAX_ROWS + 1), "too_many_rows"),
    "columns": ("月份,缴费基数" + ",x" * 300 + "\n", "too_many_columns"),
    "quotes": ("月份,缴费基数\n2026-07,\"" + "9" * 200_000, "bad_csv"),
    "bomb": (zip_bomb(), "workbook_too_large"),
    "lying bomb": (lying_zip(), "bad_workbook"),
    "zip": (b"PK\x03\x04" + os.urandom(500), "bad_workbook"),
    "no workbook": (replaced_member("xl/workbook.xml", "<nothing/>"), "bad_workbook"),
    "broken sheet": (replaced_member(SHEET, "<worksheet><sheetData><row"), "bad_workbook"),
    "laughs": (replaced_member(SHEET, LAUGHS + "<worksheet>&a9;</worksheet>"), "bad_workbook"),
    "empty sheet": (workbook([]), "empty"),
}  # fmt: skip


@pytest.mark.parametrize("name", NONSENSE)
def test_nonsense_gives_a_message_quickly(name):
    content, code = NONSENSE[name]
    begun = time.process_time()
    record = read_record(content)
    assert time.process_time() - begun < 2
    assert [problem.code for problem in record.problems] == [code]
    assert record.months == ()
    assert "{" not in record.problems[0].message("zh") + record.problems[0].message("en")


def test_a_sheet_that_claims_a_million_rows_is_read_for_what_it_holds():
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        '<dimension ref="A1:XFD1048576"/>'
        '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>月份</t></is></c>'
        '<c r="B1" t="inlineStr"><is><t>基数</t></is></c></row>'
        '<row r="2"><c r="A2"><v>202607</v></c><c r="B2"><v>9000</v></c></row></sheetData></worksheet>'
    )
    record = read_record(replaced_member(SHEET, sheet))
    assert record.month_count == 1


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.binary(max_size=400), st.text(max_size=400)))
def test_anything_at_all_is_answered(content):
    record = read_record(content)
    assert record.months or record.problems or record.repeated


def test_every_message_stands_in_both_languages():
    assert all(set(texts) == {"zh", "en"} for texts in MESSAGES.values())


# ── generated records ─────────────────────────────────────────────────────────────────────────────

PAID = st.builds(
    PaidMonth,
    month=st.integers(2010 * 12, 2026 * 12 + 10),
    base=st.decimals(0, 100_000, places=2),
    employer=st.sampled_from([None, "甲公司", "Acme, Ltd", '引"号', "2026-07"]),
    back_paid=st.sampled_from([None, True, False]),
    matches_contract=st.sampled_from([None, True, False]),
    tax_consistent=st.sampled_from([None, True, False]),
)


def as_rows(months):
    words = {True: "是", False: "否", None: ""}
    rows = [[column.zh for column in COLUMNS]]
    keys = ("back_paid", "matches_contract", "tax_consistent")
    answers = [[words[getattr(paid, key)] for key in keys] for paid in months]
    return rows + [
        [format_month(paid.month), f"{paid.base:,}", paid.employer or "", *said]
        for paid, said in zip(months, answers, strict=True)
    ]


def as_csv(rows):
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()


@settings(max_examples=80, deadline=None)
@given(st.lists(PAID, min_size=1, max_size=30), st.sampled_from(["csv", "gb18030", "xlsx"]))
def test_runs_written_as_a_table_read_back_as_the_same_months(months, form):
    rows = as_rows(months)
    content = workbook(rows) if form == "xlsx" else as_csv(rows)
    record = read_record(content.encode("gb18030") if form == "gb18030" else content)
    assert record.problems == ()
    assert set(record.months) == set(months)
    assert record.runs == to_runs(months)


@settings(max_examples=80, deadline=None)
@given(st.lists(PAID, max_size=40))
def test_runs_hold_each_payment_once(months):
    back = [
        PaidMonth(month, run["base"], run.get("employer"), run.get("back_paid"), run.get("matches_contract"),
                  run.get("tax_consistent"))
        for month, run in months_of(to_runs(months))
    ]  # fmt: skip
    assert len(back) == len(set(back))
    assert set(back) == set(months)
