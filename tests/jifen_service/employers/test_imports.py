"""Employees from a spreadsheet: every wrong cell is named, nothing is kept before it is confirmed."""

import io
import re
from datetime import date, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from django_tasks_db.models import DBTaskResult
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from tests.jifen_service.employers.conftest import NOW

from jifen_service.audit.models import AuditEvent
from jifen_service.casework.identity import id_check_character
from jifen_service.employers.imports import assessing, sealed, service
from jifen_service.employers.imports.columns import SheetError
from jifen_service.employers.imports.reading import Workplace, read_employees
from jifen_service.employers.imports.template import template_csv, template_xlsx
from jifen_service.employers.models import Import, ImportedEmployee
from jifen_service.forms.insurance.problems import RecordError

TODAY = NOW.date()
PLACE = Workplace("示例科技", "浦东新区")
HEADER = "姓名,身份证号,最高学历,有学位,本市参保起始月,缴费基数"


def number(born: str = "19880514", serial: int = 123) -> str:
    first = f"310101{born}{serial:03d}"
    return first + id_check_character(first)


def sheet(*lines: str, header: str = HEADER) -> bytes:
    return "\n".join([header, *lines]).encode()


def found(content: bytes, lang: str = "zh"):
    return read_employees(content, PLACE, TODAY, lang)


def test_a_row_becomes_a_profile():
    (employee,) = found(sheet(f'张三,{number()},本科,是,2016-07,"13,000元"')).employees
    assert (employee.row, employee.name) == (2, "张三")
    assert employee.profile == {
        "birth_date": "1988-05-14",
        "employment": {"employed": True, "employer": "示例科技", "district": "浦东新区"},
        "education": [{"level": "bachelor", "degree": True}],
        "social_insurance": [{"from": "2016-07", "base": 13000}],
    }


@pytest.mark.parametrize(
    ("line", "row", "column", "code"),
    [
        (f",{number()},,,,", 2, "name", "name_missing"),
        (f"{'长' * 61},{number()},,,,", 2, "name", "too_long"),
        ("张三,,,,,", 2, "id_number", "id_missing"),
        ("张三,12345,,,,", 2, "id_number", "id_form"),
        (f"张三,{number()[:-1]}{'1' if number()[-1] != '1' else '2'},,,,", 2, "id_number", "id_check_digit"),
        (f"张三,{number('20230230')},,,,", 2, "id_number", "id_date"),
        (f"张三,{number('20270101')},,,,", 2, "id_number", "born_later"),
        ("张三,3.10101E+17,,,,", 2, "id_number", "id_number_lost"),
        (f"张三,{number()},火星大学,,,", 2, "education", "choice_unknown"),
        (f"张三,{number()},本科,也许,,", 2, "degree", "yes_no_unreadable"),
        (f"张三,{number()},,是,,", 2, "education", "needs"),
        (f"张三,{number()},,,2016-13,9000", 2, "si_from", "month_unreadable"),
        (f"张三,{number()},,,2016-07,", 2, "base", "needs"),
        (f"张三,{number()},,,,9000", 2, "si_from", "needs"),
        (f"张三,{number()},,,2016-07,九千", 2, "base", "number_unreadable"),
        (f"张三,{number()},,,2016-07,-1", 2, "base", "base_negative"),
        (f"张三,{number()},,,2016-07,1e400", 2, "base", "number_unreadable"),
        (f"张三,{number()},,,2016-07,99999999999", 2, "base", "number_unreadable"),
    ],
)
def test_a_wrong_cell_is_named(line, row, column, code):
    reading = found(sheet(line))
    assert reading.employees == ()
    assert [(one.row, one.column, one.code) for one in reading.problems] == [(row, column, code)]
    for lang in ("zh", "en"):
        problem = reading.problems[0]
        assert problem.message(lang)
        assert problem.allowed(lang)
        assert problem.header(lang)
        assert number() not in problem.found


def test_what_the_profile_refuses_is_said_at_its_column():
    header = "姓名,身份证号,合同开始,合同到期"
    (problem,) = found(sheet(f"张三,{number()},2027-01-01,2024-01-01", header=header)).problems
    assert problem.column in ("contract_from", "contract_until")
    assert problem.message("zh") != problem.message("en")


def test_the_same_person_twice():
    reading = found(
        sheet(f"张三,{number()},,,,", f"李四,{number(serial=77)},,,,", f"张三,{number().lower()},,,,")
    )
    assert [one.row for one in reading.employees] == [2, 3]
    assert [(one.row, one.code, one.params["other"]) for one in reading.problems] == [(4, "id_twice", 2)]


def test_good_rows_are_kept_beside_bad_ones_and_strange_columns_named():
    reading = found(sheet(f"张三,{number()},,,,,x", "李四,1,,,,,y", header=HEADER + ",工号"))
    assert len(reading.employees) == 1
    assert reading.rows_with_problems == 1
    assert reading.ignored == ("工号",)


def test_numbers_that_a_workbook_keeps_as_figures():
    book = Workbook()
    book.active.append(["姓名", "身份证号", "居住证有效期至", "参保起始月", "缴费基数"])
    book.active.append(["张三", number(), datetime.fromisoformat("2028-02-29"), date(2016, 7, 1), 9000.5])
    book.active.append(["李四", 310101198805141000, None, None, None])
    content = io.BytesIO()
    book.save(content)
    reading = found(content.getvalue())
    assert reading.employees[0].profile["permit"] == {"valid_until": "2028-02-29"}
    assert reading.employees[0].profile["social_insurance"] == [{"from": "2016-07", "base": 9000.5}]
    assert [one.code for one in reading.problems] == ["id_number_lost"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_templates_read_back_as_empty(lang):
    for content in (template_csv(lang), template_xlsx(lang, TODAY)):
        with pytest.raises(SheetError, match="no_rows"):
            found(content, lang)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"%PDF-1.7 ...", "pdf"),
        (b"PK\x03\x04broken", "bad_workbook"),
        (b"\x00\x01\x02", "binary"),
        ("姓名,工号\n张三,1".encode(), "no_header"),
        ("姓名,身份证号,姓名\n张三,1,2".encode(), "column_twice"),
        (("姓名,身份证号\n" + "张三,1\n" * 1300).encode(), "too_many_rows"),
        (b"x" * 1_100_000, "too_large"),
    ],
)
def test_a_file_of_which_nothing_can_be_read(content, code, agent):
    with pytest.raises((SheetError, RecordError)) as refused:
        found(content)
    assert getattr(refused.value, "code", None) == code or refused.value.problem.code == code
    page = agent.post(reverse("employers:imports"), {"file": SimpleUploadedFile("x.xlsx", content)})
    assert page.status_code == 422
    assert "这个文件没有读成" in page.content.decode()
    english = agent.post(
        "/en" + reverse("employers:imports"), {"file": SimpleUploadedFile("x.xlsx", content)}
    )
    assert english.status_code == 422


CELLS = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.dates(), st.datetimes(), st.text(max_size=40),
    st.sampled_from([number(), "本科", "是", "2016-07", "13000", "无", "=1+1", "E+", "　", "9" * 400]),
)  # fmt: skip


@given(rows=st.lists(st.lists(CELLS, min_size=1, max_size=14), min_size=1, max_size=4))
def test_nonsense_is_refused_in_words_and_never_breaks(rows):
    book = Workbook()
    names = "姓名 身份证号 最高学历 有学位 学习形式 职称 参保起始月 缴费基数 居住证签发日期 居住证有效期至"
    book.active.append([*names.split(), "合同开始", "合同到期", "配偶沪籍", "结婚日期"])
    for row in rows:
        book.active.append([_cell(cell) for cell in row])
    content = io.BytesIO()
    book.save(content)
    try:
        reading = found(content.getvalue())
    except (SheetError, RecordError):
        return
    assert len({one.row for one in reading.employees} | {one.row for one in reading.problems}) <= len(rows)
    for problem in reading.problems:
        assert problem.message("zh")
        assert problem.message("en")
        problem.allowed("zh"), problem.allowed("en"), problem.header("zh")


def _cell(cell: object) -> object:
    """What a workbook can hold of a value."""
    if isinstance(cell, str):
        return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", "", cell)
    if isinstance(cell, datetime | date) and cell.year < 1900:
        return None
    return cell


# --- the pages ---------------------------------------------------------------------------------------


def upload(client, *lines: str):
    return client.post(reverse("employers:imports"), {"file": SimpleUploadedFile("员工.csv", sheet(*lines))})


def preview_of(page) -> str:
    return re.search(r'name="preview" value="([^"]+)"', page.content.decode())[1]


GOOD = (f"张三,{number()},本科,是,2016-07,13000", f"李四,{number(serial=77)},大专,否,2020-01,8000")


def confirm(client, *lines: str):
    return client.post(reverse("employers:import_confirm"), {"preview": preview_of(upload(client, *lines))})


def work() -> None:
    """What the worker process does."""
    call_command("db_worker", "--batch", "--no-startup-delay", verbosity=0)


def test_nothing_is_kept_before_it_is_confirmed(agent):
    page = upload(agent, *GOOD, "王五,1,,,,")
    assert not Import.objects.exists()
    text = page.content.decode()
    assert "2 行可以导入" in text
    assert "1 行有问题" in text
    assert "身份证号的位数或字符不对" in text
    assert number() not in text
    assert "张三" not in text
    assert not DBTaskResult.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_from_the_file_to_the_table(agent, world):
    page = confirm(agent, *GOOD)
    batch = Import.objects.get()
    assert page["Location"] == reverse("employers:import", args=[batch.pk])
    assert "算好 0 / 2 人" in agent.get(page["Location"]).content.decode()
    work()
    text = agent.get(page["Location"]).content.decode()
    assert "2 人都算完了" in text
    assert "1 人够标准分值" in text
    assert "张*" in text
    assert "张三" not in text
    assert number() not in text
    table = load_workbook(
        io.BytesIO(agent.get(reverse("employers:import_download", args=[batch.pk])).content)
    ).active
    rows = list(table.iter_rows(values_only=True))
    assert rows[1][1] == "张三"
    assert rows[1][3] >= rows[1][4]
    assert rows[1][5] == 0
    assert rows[2][5] == rows[2][4] - rows[2][3] > 0
    assert rows[2][6]
    assert number() not in str(rows)
    actions = list(AuditEvent.objects.filter(subject_id=str(batch.pk)).values_list("action", flat=True))
    assert sorted(actions) == ["import_confirmed", "look_import_downloaded"]


def test_two_presses_make_one_import(agent):
    preview = preview_of(upload(agent, *GOOD))
    first = agent.post(reverse("employers:import_confirm"), {"preview": preview})
    second = agent.post(reverse("employers:import_confirm"), {"preview": preview})
    assert first["Location"] == second["Location"]
    assert (Import.objects.count(), ImportedEmployee.objects.count()) == (1, 2)


def test_a_preview_is_bound_to_who_made_it_and_to_its_time(agent, other_agent, now):
    preview = preview_of(upload(agent, *GOOD))
    assert other_agent.post(reverse("employers:import_confirm"), {"preview": preview}).status_code == 422
    assert (
        agent.post(reverse("employers:import_confirm"), {"preview": preview[:-8] + "AAAAAAA="}).status_code
        == 422
    )
    assert agent.post(reverse("employers:import_confirm"), {"preview": "?"}).status_code == 422
    now(NOW + sealed.GOOD_FOR + timedelta(minutes=1))
    assert agent.post(reverse("employers:import_confirm"), {"preview": preview}).status_code == 422
    assert not Import.objects.exists()


@pytest.mark.parametrize(
    ("name", "method"),
    [("import", "get"), ("import_progress", "get"), ("import_download", "get"), ("import_restart", "post"),
     ("import_remove", "post")],
)  # fmt: skip
def test_another_employers_import_is_not_there(agent, other_agent, sign_in, world, name, method):
    confirm(agent, *GOOD)
    address = reverse(f"employers:{name}", args=[Import.objects.get().pk])
    for outsider in (other_agent, sign_in(world.stranger), sign_in(world.window)):
        assert getattr(outsider, method)(address).status_code == 404
    assert Import.objects.count() == 1


def test_stopped_work_goes_on_where_it_was(agent, world, now):
    confirm(agent, *(f"员工{n},{number(serial=n)},,,," for n in range(1, 31)))
    batch = Import.objects.get()
    steps = assessing.assess(batch.pk)
    assert next(steps) == 20
    steps.close()
    page = reverse("employers:import", args=[batch.pk])
    assert "算好 20 / 30 人" in agent.get(page).content.decode()
    assert "接着算" not in agent.get(page).content.decode()
    now(NOW + service.STOPPED_AFTER)
    assert "接着算" in agent.get(page).content.decode()
    agent.post(reverse("employers:import_restart", args=[batch.pk]))
    assert AuditEvent.objects.filter(action="import_restarted").exists()
    assert list(assessing.assess(batch.pk)) == [10]
    assert service.progress(batch).finished


def test_removing_an_import_erases_its_people(agent):
    confirm(agent, *GOOD)
    agent.post(reverse("employers:import_remove", args=[Import.objects.get().pk]))
    assert not Import.objects.exists()
    assert not ImportedEmployee.objects.exists()
    assert AuditEvent.objects.filter(action="import_removed").exists()


def test_an_import_is_erased_once_its_term_is_over(agent):
    confirm(agent, *GOOD)
    batch = Import.objects.get()
    last = batch.confirmed_at.replace(year=batch.confirmed_at.year + 1)
    assert service.erase_due(last - timedelta(days=1)) == 0
    assert service.erase_due(last) == 1
    assert not ImportedEmployee.objects.exists()
    assert AuditEvent.objects.filter(action="import_erased", subject_id=str(batch.pk)).exists()


def test_the_database_holds_no_name_and_no_number_in_clear(agent):
    confirm(agent, *GOOD)
    tables = (
        "employers_import",
        "employers_importedemployee",
        DBTaskResult._meta.db_table,
        "audit_auditevent",
    )
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"SELECT * FROM {table}")
            text = repr(cursor.fetchall())
            assert number() not in text
            assert "张三" not in text
            assert "员工.csv" not in text


def test_a_name_is_never_a_formula(agent, world):
    confirm(agent, f"=1+1,{number()},,,,")
    batch = Import.objects.get()
    list(assessing.assess(batch.pk))
    content = agent.get(reverse("employers:import_download", args=[batch.pk])).content
    assert load_workbook(io.BytesIO(content)).active["B2"].value == "'=1+1"
