"""The tables of a year on paper and in a workbook."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from bontot_desktop.db.models.cells import Cell
from bontot_desktop.errors import NotFound
from bontot_desktop.rules.papers import FileFormat
from bontot_desktop.services import statistic_papers, year_reports
from tests import recognition_office as made


@pytest.fixture
def office(tmp_path):
    office = made.make_office(tmp_path)
    yield office
    office.close()


def test_the_eight_tables_go_into_one_workbook_as_numbers_and_no_name_becomes_a_formula(office):
    with office.work("test", "Tên lạ") as work:
        cell = work.query(Cell).first()
        cell.name = cell.names[0].name = "=1+1"
    made.judged(office)
    report = year_reports.of_year(office, 2026)
    made_of = year_reports.workbook(office, report, year_reports.KEYS[1:], office.now())
    book = CalamineWorkbook.from_filelike(BytesIO(made_of))
    assert book.sheet_names == [f"Biểu {number}" for number in range(1, 9)]
    rows = book.get_sheet_by_name("Biểu 1").to_python()
    assert rows[1][0] == "BIỂU 1. ĐĂNG KÝ, CÔNG NHẬN THEO LOẠI HÌNH, NĂM 2026"
    total = next(row for row in rows if row[0] == "Cộng")
    assert total[1:4] == [4, 4, 100]
    assert "=1+1" in [row[1] for row in book.get_sheet_by_name("Biểu 2").to_python()]
    with ZipFile(BytesIO(made_of)) as packed:
        assert not [name for name in packed.namelist() if b"<f>" in packed.read(name)]


def test_one_table_is_a_paper_with_its_note_and_says_that_the_year_is_open(office):
    made.judged(office)
    report = year_reports.of_year(office, 2026)
    body = year_reports.body(report, "B5")
    document = statistic_papers.document(office, body, office.today())
    pdf = statistic_papers.render(document, FileFormat.PDF)
    words = " ".join(" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages)
    for said in ("không được công nhận và lý do", "năm 2026", "Chưa trả hết đảng phí.", "chưa kết thúc", "Tổng hợp:"):
        assert said in words, said
    assert year_reports.file_name(report, ["B5"], "xlsx") == "bieu-5-khong-duoc-cong-nhan-va-ly-do-nam-2026.xlsx"


def test_a_year_or_a_table_there_is_not_is_refused_in_a_sentence(office):
    with pytest.raises(NotFound, match=r"Năm 2031 chưa có đợt thi đua.*chưa có năm nào"):
        year_reports.of_year(office, 2031)
    made.open_campaign(office)
    with pytest.raises(NotFound, match="các năm có: 2026"):
        year_reports.of_year(office, 2025)
    with pytest.raises(NotFound, match="Không có biểu B9"):
        year_reports.of_year(office, 2026).table("B9")
