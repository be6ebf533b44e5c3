"""A hundred thousand cells that would like to be formulas, and what a spreadsheet finds of them."""

import csv
import random
import tracemalloc
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal

import openpyxl
import pytest

from core.exports import writers
from core.exports.writers import CsvWriter, XlsxWriter
from core.fields import PersonName, Sealed

TRIGGERS = ["=", "+", "-", "@", "\t", "\r", "\0", "＝", "＋", "－", "＠"]
IN_FRONT = ["", " ", "   ", "\u00a0", "\u3000", "\ufeff", "\u200b", "\u2060", "\n", "\v", "\x1f"]
FORMULAS = ["1+1", "cmd|' /C calc'!A0", 'HYPERLINK("http://x")', "SUM(A1:A9)", "张三", "", '"']
DANGEROUS = "=+-@|%＝＋－＠\t\r"


def attempts(count):
    chance = random.Random(20261121)
    for _ in range(count):
        yield chance.choice(IN_FRONT) + chance.choice(TRIGGERS) + chance.choice(FORMULAS)


def is_harmless(cell):
    """As a spreadsheet reads it: invisible characters in front do not count."""
    visible = cell.lstrip(" \u00a0\u3000\ufeff\u200b\u2060\n\v\x1f\0")
    return not cell or visible[:1] not in DANGEROUS or visible == ""


def test_the_judge_of_these_tests_knows_a_formula():
    assert not is_harmless("\u3000=1+1")
    assert not is_harmless("\t")
    assert is_harmless("'=1+1")


@pytest.mark.parametrize("count", [100_000])
def test_no_cell_of_a_csv_is_a_formula(tmp_path, count):
    path = tmp_path / "a.csv"
    writer = CsvWriter(path, ["=标题"])
    for text in attempts(count):
        writer.write([text])
    writer.close()
    with path.open(encoding="utf-8-sig", newline="") as lines:
        cells = [row[0] for row in csv.reader(lines)]
    assert len(cells) == count + 1
    assert [cell for cell in cells if not is_harmless(cell)] == []


def test_no_cell_of_a_workbook_is_a_formula(tmp_path):
    path = tmp_path / "a.xlsx"
    writer = XlsxWriter(path, ["=标题"])
    count = 20_000
    for text in attempts(count):
        writer.write([text])
    writer.close()
    with zipfile.ZipFile(path) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
        assert b"<f>" not in sheet
        assert b"<f " not in sheet
        assert not any("hyperlink" in name.lower() for name in archive.namelist())
    book = openpyxl.load_workbook(path, read_only=True)
    assert all(row[0].data_type in {"s", "inlineStr", "n"} for row in book.active.iter_rows())
    assert book.active.max_row == count + 1


@pytest.mark.parametrize("text", ["张三", "路灯不亮 = 要修", "a-b", "3 号楼", "（约）10 人", "'"])
def test_harmless_text_stays_as_it_is(text):
    assert writers.neutralised(text) == text


def test_values_are_written_as_people_read_them(tmp_path, settings):
    phone = Sealed.seal("13812348000", purpose="x", mask_kind="phone")
    row = [
        -5,
        Decimal("-1.50"),
        True,
        None,
        date(2026, 2, 3),
        datetime(2026, 2, 3, 16, 5, tzinfo=UTC),
        PersonName("张小明"),
        phone,
        "带\0零",
        float("nan"),
    ]
    csv_path, xlsx_path = tmp_path / "a.csv", tmp_path / "a.xlsx"
    for writer in (CsvWriter(csv_path, ["x"] * 10), XlsxWriter(xlsx_path, ["x"] * 10)):
        writer.write(row)
        writer.close()
    with csv_path.open(encoding="utf-8-sig", newline="") as lines:
        assert list(csv.reader(lines))[1] == [
            "-5", "-1.50", "是", "", "2026-02-03", "2026-02-04 00:05", "张*", "138****8000", "带零",
            "",
        ]  # fmt: skip
    cells = [cell.value for cell in openpyxl.load_workbook(xlsx_path).active[2]]
    assert cells[:2] == [-5, -1.5]
    assert cells[4:6] == [datetime(2026, 2, 3), datetime(2026, 2, 4, 0, 5)]  # noqa: DTZ001
    assert cells[6:9] == ["张*", "138****8000", "带零"]


def test_a_csv_cell_cannot_be_split_by_another_separator(tmp_path):
    path = tmp_path / "a.csv"
    writer = CsvWriter(path, ["x"])
    writer.write(["a;=1+1"])
    writer.close()
    assert '"a;=1+1"' in path.read_text(encoding="utf-8-sig")


def test_a_long_table_goes_on_on_the_next_sheet(tmp_path, monkeypatch):
    monkeypatch.setattr(writers, "ROWS_PER_SHEET", 3)
    path = tmp_path / "a.xlsx"
    writer = XlsxWriter(path, ["n"])
    for number in range(7):
        writer.write([number])
    writer.close()
    sheets = openpyxl.load_workbook(path).worksheets
    assert [[c.value for c in s["A"]] for s in sheets] == [["n", 0, 1, 2], ["n", 3, 4, 5], ["n", 6]]


def test_a_cell_longer_than_excel_can_hold_is_cut_and_not_lost(tmp_path):
    path = tmp_path / "a.xlsx"
    writer = XlsxWriter(path, ["x"])
    writer.write(["长" * 40_000])
    writer.close()
    assert len(openpyxl.load_workbook(path).active["A2"].value) == 32_767


@pytest.mark.parametrize("writer_class", [CsvWriter, XlsxWriter])
def test_memory_does_not_grow_with_the_table(tmp_path, writer_class):
    def peak(rows):
        tracemalloc.start()
        writer = writer_class(tmp_path / f"{rows}", ["a", "b", "c"])
        for number in range(rows):
            writer.write([number, f"第 {number} 行", "x" * 50])
        writer.close()
        top = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return top

    peak(100)
    assert peak(20_000) < peak(1_000) + 2 * 1024 * 1024
