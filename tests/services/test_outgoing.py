"""The register of outgoing papers: which papers stand in it, in which order, and what is noted beside them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO

import pypdf
import pytest
from python_calamine import CalamineWorkbook

from bontot_desktop.errors import Problems
from bontot_desktop.rules.papers import Issuer
from bontot_desktop.services import history, issuing, number_runs, outgoing, outside, terms
from bontot_desktop.services.outgoing import Arrangement, Beside, RegisterFormat, Wish
from bontot_desktop.services.terms import CellTermsDraft
from tests import paper_office
from tests.paper_office import cell_id, end_term, register_kinds
from tests.services.test_outside import PLAN

YEAR = Wish(year=2026)


@pytest.fixture
def office(tmp_path, monkeypatch):
    register_kinds(monkeypatch)
    office = paper_office.make_office(tmp_path)
    yield office
    office.close()


def notice(office, cell: int, day: date, number: int | None = None) -> int:
    return issuing.issue(office, "X1", cell_id(office, cell), day=day, number=number).paper_id


def lines(office, wish: Wish) -> list[tuple[str, list[str]]]:
    return [(group.title, [one.number_text for one in group.entries]) for group in outgoing.facts(office, wish).groups]


def test_papers_of_the_year_stand_by_their_runs_with_the_numbers_nobody_has(office):
    notice(office, 1, date(2026, 3, 6))
    notice(office, 2, date(2026, 5, 6), number=5)
    notice(office, 3, date(2027, 1, 6))
    outside.save(office, replace(PLAN, day=date(2026, 4, 1), number=3))
    assert lines(office, YEAR) == [
        ("Thông báo (TB/ĐU), nhiệm kỳ 2025 - 2030", ["01-TB/ĐU", "02–04-TB/ĐU", "05-TB/ĐU"]),
        ("Kế hoạch (KH/ĐU), nhiệm kỳ 2025 - 2030", ["01–02-KH/ĐU", "03-KH/ĐU"]),
    ]
    assert lines(office, replace(YEAR, with_gaps=False))[0][1] == ["01-TB/ĐU", "05-TB/ĐU"]
    assert lines(office, Wish(year=2027)) == [("Thông báo (TB/ĐU), nhiệm kỳ 2025 - 2030", ["06-TB/ĐU"])]
    assert lines(office, Wish(year=2025)) == []


def test_by_date_a_skipped_number_stands_before_the_next_of_its_run(office):
    notice(office, 1, date(2026, 3, 6))
    notice(office, 2, date(2026, 5, 6), number=3)
    outside.save(office, replace(PLAN, day=date(2026, 4, 1)))
    wish = replace(YEAR, arrangement=Arrangement.BY_DATE)
    assert lines(office, wish) == [("", ["01-TB/ĐU", "01-KH/ĐU", "02-TB/ĐU", "03-TB/ĐU"])]


def test_days_one_run_and_terms_are_told_apart(office):
    notice(office, 1, date(2026, 3, 6))
    outside.save(office, replace(PLAN, day=date(2026, 4, 1)))
    end_term(office, date(2026, 6, 30), "2026 - 2031")
    notice(office, 2, date(2026, 7, 1))
    assert [title for title, _ in lines(office, replace(YEAR, series="TB/ĐU"))] == [
        "Thông báo (TB/ĐU), nhiệm kỳ 2025 - 2030",
        "Thông báo (TB/ĐU), nhiệm kỳ 2026 - 2031",
    ]
    spring = Wish(from_on=date(2026, 3, 1), to_on=date(2026, 4, 30))
    assert [numbers for _, numbers in lines(office, spring)] == [["01-TB/ĐU"], ["01-KH/ĐU"]]
    assert spring.period == "Từ ngày 01/3/2026 đến ngày 30/4/2026"
    with pytest.raises(Problems, match="Ngày cuối ở trước ngày đầu"):
        outgoing.facts(office, Wish(from_on=date(2026, 5, 1), to_on=date(2026, 4, 1)))


def test_a_start_set_by_the_office_is_no_gap(office):
    number_runs.set_starts(office, terms.terms(office)[0].id, {"TB/ĐU": 57})
    notice(office, 1, date(2026, 3, 6), number=58)
    assert lines(office, YEAR)[0][1] == ["57-TB/ĐU", "58-TB/ĐU"]


def test_cells_own_papers_stand_only_where_they_are_asked_for_each_cell_by_itself(office):
    cells = [cell_id(office, number) for number in (1, 2)]
    terms.set_for_cells(office, CellTermsDraft("2025 - 2027", date(2025, 3, 1)), cells)
    for cell in cells:
        draft = replace(PLAN, issuer=Issuer.CELL, cell_id=cell, symbol="NQ/CB", type_name="Nghị quyết")
        outside.save(office, draft)
    assert lines(office, YEAR) == []
    assert [title for title, _ in lines(office, replace(YEAR, series="NQ/CB"))] == [
        "Nghị quyết (NQ/CB), Chi bộ thôn Mẫu 1, nhiệm kỳ 2025 - 2027",
        "Nghị quyết (NQ/CB), Chi bộ thôn Mẫu 2, nhiệm kỳ 2025 - 2027",
    ]
    assert [choice.name for choice in outgoing.series(office)] == ["Nghị quyết (NQ/CB)"]


def test_a_withdrawn_paper_stays_with_its_reason_and_a_number_taken_back_leaves(office):
    first, second = notice(office, 1, date(2026, 3, 6)), notice(office, 2, date(2026, 3, 7))
    issuing.withdraw(office, first, "Sai tên chi bộ")
    issuing.take_back(office, second, "Nhầm")
    entries = outgoing.facts(office, YEAR).groups[0].entries
    assert [(entry.number_text, entry.note_text) for entry in entries] == [("01-TB/ĐU", "Đã thu hồi: Sai tên chi bộ")]


def test_what_the_clerk_notes_beside_a_paper_is_kept_and_the_paper_stays_as_it_was(office):
    paper_id = notice(office, 1, date(2026, 3, 6))
    outgoing.note(office, paper_id, Beside(12, "Văn phòng", "Gửi bưu điện"))
    assert outgoing.beside(office, paper_id) == Beside(12, "Văn phòng", "Gửi bưu điện")
    entry = outgoing.facts(office, YEAR).groups[0].entries[0]
    assert (entry.copies, entry.kept_by, entry.note_text) == (12, "Văn phòng", "Gửi bưu điện")
    assert (entry.type_name, entry.signer) == ("Thông báo", paper_office.SECRETARY)
    assert history.recent(office, limit=1)[0].sentence == "Ghi vào sổ văn bản đi: Thông báo thử 01-TB/ĐU"
    with pytest.raises(Problems, match="nhỏ hơn 0"):
        outgoing.note(office, paper_id, Beside(-1))


def test_the_register_is_written_in_three_formats(office):
    notice(office, 1, date(2026, 3, 6))
    assert outgoing.years(office) == (2026,)
    pages = pypdf.PdfReader(BytesIO(outgoing.render(office, YEAR, RegisterFormat.PDF))).pages
    assert "01-TB/ĐU" in pages[0].extract_text()
    assert outgoing.render(office, YEAR, RegisterFormat.DOCX).startswith(b"PK")
    sheet = CalamineWorkbook.from_filelike(BytesIO(outgoing.render(office, YEAR, RegisterFormat.XLSX)))
    assert sheet.get_sheet_by_index(0).to_python()[4][1] == "01-TB/ĐU"
    assert outgoing.file_name(YEAR, RegisterFormat.XLSX) == "so-van-ban-di-nam-2026.xlsx"
    assert outgoing.file_name(replace(YEAR, series="QĐ/ĐU"), RegisterFormat.PDF) == "so-van-ban-di-qd-du-nam-2026.pdf"
