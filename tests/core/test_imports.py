"""Reading cells and files: what Excel and people do to a table before it arrives."""

import io
import re
import zipfile
from datetime import date, datetime

import pytest

from core.exceptions import DomainError
from core.imports.books import report, template
from core.imports.reader import read_file
from core.imports.tables import Column, read_table
from core.imports.values import (
    CellError,
    read_choice,
    read_date,
    read_id,
    read_moment,
    read_phone_number,
    read_text,
    read_yes,
)
from tests.communities.sheets import book, one

TODAY = date(2026, 11, 21)
COLUMNS = (
    Column("name", "姓名", required=True, synonyms=("居民姓名",), mask="name"),
    Column("phone", "联系电话", read=read_phone_number, synonyms=("手机号",), mask="phone"),
    Column("note", "备注"),
)


@pytest.mark.parametrize(
    "value",
    [
        "1958年3月2日", "1958.3.2", "1958-03-02", "1958/3/2", "19580302", 19580302, 19580302.0,
        "１９５８年３月２日", " 1958 年 3 月 2 日 ", datetime.fromisoformat("1958-03-02"),
        date(1958, 3, 2), 21246, 21246.0, "21246", "1958-03-02 00:00:00",
    ],
)  # fmt: skip
def test_every_way_to_write_a_birthday(value):
    assert read_date(value, today=TODAY) == date(1958, 3, 2)


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ("1958年3月", "缺少日"), ("195803", "缺少日"), ("1958-02-30", "没有这一天"),
        ("58.3.2", "看不懂"), ("不详", "看不懂"), ("1858-03-02", "合理范围"),
    ],
)  # fmt: skip
def test_a_date_that_cannot_be_is_explained(value, says):
    with pytest.raises(CellError) as error:
        read_date(value, today=TODAY)
    assert says in error.value.reason
    assert error.value.suggestion


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ("2026-12-01 18:00", "12-01 18:00"), ("2026年12月1日18点30分", "12-01 18:30"),
        ("２０２６.12.1  8：05", "12-01 08:05"), ("2026-12-01 9:00:00", "12-01 09:00"),
        (datetime.fromisoformat("2026-12-01 18:00:30"), "12-01 18:00"), (46357.75, "12-01 18:00"),
        ("2026-12-01", "12-01 23:59"), (date(2026, 12, 1), "12-01 23:59"),
        (datetime.fromisoformat("2026-12-01"), "12-01 23:59"), ("2026-12-01 24:00", "12-01 23:59"),
        (46357, "12-01 23:59"),
    ],
)  # fmt: skip
def test_a_day_with_its_hour_or_until_its_end(value, says):
    assert f"{read_moment(value, today=TODAY):%m-%d %H:%M}" == says


@pytest.mark.parametrize("value", ["早点", "18:00", "2026-12-01 25:00", "2026-02-30 9:00"])
def test_an_hour_that_cannot_be_is_explained(value):
    with pytest.raises(CellError):
        read_moment(value, today=TODAY)


def test_no_hour_is_no_hour():
    assert read_moment(" ", today=TODAY) is None


@pytest.mark.parametrize("value", [None, "", "  ", "无", "-", "—", "/", "　"])
def test_blanks_are_blank(value):
    assert read_text(value) == ""
    assert read_date(value, today=TODAY) is None
    assert read_id(value, today=TODAY) == ""


@pytest.mark.parametrize(
    "value",
    [
        "520221194503150012", "５２０２２１１９４５０３１５００１２", " 520221 19450315 0012",
        "'520221194503150012",
    ],
)  # fmt: skip
def test_an_id_number_is_read_in_any_dress(value):
    assert read_id(value, today=TODAY) == "520221194503150012"


@pytest.mark.parametrize(
    "value",
    [520221194503150012, 5.20221194503150e17, "5.20221E+17", "5.20221194503150E+17"],
)
def test_an_id_number_ruined_by_excel_is_recognised_and_explained(value):
    with pytest.raises(CellError) as error:
        read_id(value, today=TODAY)
    assert "000" in error.value.reason
    assert "找不回" in error.value.suggestion


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ("520221194503150000", "末三位是 000"), ("520221194503150013", "校验不符"),
        ("520221450315001", "15 位"), ("52022119450315", "14 位"),
    ],
)  # fmt: skip
def test_a_wrong_id_number_says_what_is_wrong(value, says):
    with pytest.raises(CellError) as error:
        read_id(value, today=TODAY)
    assert says in error.value.reason


def test_other_cells():
    assert read_phone_number(13800138000.0) == "13800138000"
    assert read_phone_number("１３８ 0013 8000") == "13800138000"
    assert read_text(301.0) == "301"
    assert read_yes("√") is True
    assert read_yes("") is None
    assert read_choice("女 ", {"女": "f"}) == "f"
    many = {f"第{n}种": str(n) for n in range(12)} | {"末种": "11"}
    with pytest.raises(CellError) as refusal:
        read_choice("别的", many)
    assert all(f"第{n}种" in refusal.value.suggestion for n in range(12))
    assert "末种" not in refusal.value.suggestion, "each once, by its first name"
    with pytest.raises(CellError, match="多个号码"):
        read_phone_number("13800138000、13900139000")
    with pytest.raises(CellError, match="7 位"):
        read_phone_number("1380013")


def test_titles_stand_above_the_heading_and_notes_below():
    data = one(
        ["金秋社区居民花名册"],
        ["填表单位：金秋社区", None, "2026年11月"],
        ["序号", "居民 姓名*", "手机号\n（必填）", "备注"],
        [1, "张三", "13800138000", None],
        [None, None, None, None],
        [2, "李四", "", "独居"],
        ["序号", "居民姓名", "手机号", "备注"],
        merge=("A1:D1",),
    )
    table = read_table(read_file("a.xlsx", data), COLUMNS)
    assert [(row.number, row["name"]) for row in table.rows] == [(4, "张三"), (6, "李四")]
    assert table.ignored == ["序号"]
    assert not table.issues


def test_merged_cells_belong_to_every_row_they_cover():
    data = one(
        ["备注", "姓名"], ["一户", "张三"], [None, "李四"], ["二户", "王五"], merge=("A2:A3",)
    )
    table = read_table(read_file("a.xlsx", data), COLUMNS)
    assert [row["note"] for row in table.rows] == ["一户", "一户", "二户"]


def test_two_sheets_are_both_read_and_a_third_is_named():
    data = book(
        ("一网格", [["姓名", "备注"], ["张三", ""]]),
        ("二网格", [["备注", "姓名"], ["", "李四"]]),
        ("汇总", [["合计", 2]]),
    )
    table = read_table(read_file("a.xlsx", data), COLUMNS)
    assert [(row.sheet, row["name"]) for row in table.rows] == [
        ("一网格", "张三"),
        ("二网格", "李四"),
    ]
    assert [(issue.sheet, issue.is_error) for issue in table.issues] == [("汇总", False)]


@pytest.mark.parametrize("encoding", ["gbk", "utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("comma", [",", "\t", ";"])
def test_csv_in_every_encoding_people_have(encoding, comma):
    text = "\r\n".join(
        comma.join(row) for row in [["姓名", "备注"], ["张三", "独居老人"], ["李四", ""]]
    )
    table = read_table(read_file("a.csv", text.encode(encoding)), COLUMNS)
    assert [row["name"] for row in table.rows] == ["张三", "李四"]


def test_a_missing_column_and_an_empty_required_cell_are_errors():
    table = read_table(read_file("a.xlsx", one(["备注", "手机号"], ["x", "13800138000"])), COLUMNS)
    assert [(i.row, i.heading, i.reason) for i in table.errors] == [(1, "姓名", "缺少这一列")]
    table = read_table(read_file("a.xlsx", one(["姓名", "备注"], ["", "x"])), COLUMNS)
    assert [(i.row, i.heading) for i in table.errors] == [(2, "姓名")]


def test_personal_values_are_masked_in_the_report():
    table = read_table(
        read_file("a.xlsx", one(["姓名", "手机号"], ["张三", "1380013800"])), COLUMNS
    )
    issue = table.errors[0]
    assert "1380013800" not in str(issue.as_json())
    assert issue.suggestion
    sheet = read_file("r.xlsx", report([issue.as_json()]))[0]
    assert sheet.rows[1][:3] == ["Sheet1", 2, "联系电话"]


def test_the_report_holds_text_never_a_formula():
    issue = {"sheet": "=1+1", "row": 2, "heading": "备注", "value": "=HYPERLINK(1)",
             "reason": "+x", "suggestion": "@y", "is_error": True}  # fmt: skip
    sheet = read_file("r.xlsx", report([issue]))[0]
    assert sheet.rows[1][0] == "=1+1"  # data_only: a formula would read as None
    assert sheet.rows[1][3] == "=HYPERLINK(1)"


def test_the_template_comes_back_empty_and_explains_itself():
    sheets = read_file("t.xlsx", template("居民", COLUMNS, ["先看这里"]))
    assert [sheet.title for sheet in sheets] == ["居民", "填写说明"]
    table = read_table(sheets, COLUMNS)
    assert table.rows == []
    assert [issue.reason for issue in table.errors] == ["文件里没有可导入的行"]


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "旧的 .xls"),
        ("a.xlsx", b"PK\x03\x04broken", "打不开"),
        ("a.xlsx", b"hello", "打不开"),
        ("a.csv", b"\x89PNG\r\n\x1a\n\x00\x00\xff\xfe\x81", "认不出"),
    ],
)
def test_files_that_are_no_tables_are_refused_in_words(name, data, says):
    with pytest.raises(DomainError) as refusal:
        read_file(name, data)
    assert says in str(refusal.value)


def _with_cells(data, **cells):
    """The same file with cells written as other programs write them."""
    given, made = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for entry in given.infolist():
            content = given.read(entry)
            if entry.filename == "xl/worksheets/sheet1.xml":
                for place, cell in cells.items():
                    content = re.sub(rb'<c r="%s".*?</c>' % place.encode(), cell, content)
            archive.writestr(entry, content)
    return made.getvalue()


def test_a_formula_without_its_result_is_told_and_never_read_as_empty():
    data = one(["姓名", "手机号", "备注"], ["张三", "=B9", "=A2&1"])
    table = read_table(read_file("a.xlsx", data), COLUMNS)
    assert [(issue.row, issue.heading) for issue in table.errors] == [(2, "联系电话"), (2, "备注")]
    assert "公式" in table.errors[0].reason
    assert "粘贴为数值" in table.errors[0].suggestion
    assert table.errors[1].value == "=A2&1"


def test_a_formula_with_its_result_is_read_and_an_empty_text_is_a_result():
    data = _with_cells(
        one(["姓名", "手机号", "备注"], ["张三", "=B9", "=A2&1"]),
        B2=b'<c r="B2" t="str"><f>IF(A9="","",A9)</f><v></v></c>',
        C2=b'<c r="C2" t="str"><f>A2&amp;1</f><v>\xe5\xbc\xa0\xe4\xb8\x891</v></c>',
    )
    table = read_table(read_file("a.xlsx", data), COLUMNS)
    assert not table.issues
    assert table.rows[0].values == {"name": "张三", "note": "张三1"}


def test_a_formula_that_failed_is_no_text_and_a_look_up_without_find_is_empty():
    data = _with_cells(
        one(["姓名", "手机号", "备注"], ["张三", "x", "y"]),
        B2=b'<c r="B2" t="e"><f>VLOOKUP(1,A1,2)</f><v>#N/A</v></c>',
        C2=b'<c r="C2" t="e"><f>Z1+1</f><v>#REF!</v></c>',
    )
    table = read_table(read_file("a.xlsx", data), COLUMNS)
    assert [(issue.heading, issue.value) for issue in table.errors] == [("备注", "#REF!")]
