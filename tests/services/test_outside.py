"""Papers typed outside the program stand in the register and hold their numbers."""

from __future__ import annotations

import dataclasses
from dataclasses import replace
from datetime import date

import pytest

from bontot_desktop.errors import Problems, Refused
from bontot_desktop.rules.papers import Issuer, PaperState
from bontot_desktop.services import heads, history, issuing, outside, papers, terms
from bontot_desktop.services.outside import OutsideDraft
from bontot_desktop.services.terms import CellTermsDraft
from tests import paper_office
from tests.paper_office import SECRETARY, cell_id, register_kinds

DAY = date(2026, 3, 6)
PLAN = OutsideDraft(
    type_name="Kế hoạch",
    symbol="KH/ĐU",
    day=DAY,
    about="kiểm tra việc sinh hoạt chi bộ năm 2026",
    signer=SECRETARY,
    recipients="Ban Thường vụ Tỉnh ủy\nCác chi bộ",
    copies=25,
)


@pytest.fixture
def office(tmp_path, monkeypatch):
    register_kinds(monkeypatch)
    office = paper_office.make_office(tmp_path)
    yield office
    office.close()


def number(office, paper_id: int) -> str:
    return papers.row(office, paper_id).number_text


def test_an_entry_takes_the_next_number_and_stands_in_the_register(office):
    first = outside.save(office, PLAN).id
    second = outside.save(office, replace(PLAN, number=5)).id
    assert (number(office, first), number(office, second)) == ("01-KH/ĐU", "05-KH/ĐU")
    row = papers.row(office, first)
    assert (row.kind_name, row.type_symbol, row.is_outside, row.waits) == ("Kế hoạch", "KH", True, False)
    assert (row.name, row.about, row.year) == ("Kế hoạch 01-KH/ĐU", PLAN.about, 2026)
    assert outside.outlook(office, PLAN).next_number == 6
    assert [found.number_text for found in papers.rows(office, search="kiem tra")] == ["05-KH/ĐU", "01-KH/ĐU"]


def test_the_program_s_own_papers_and_the_others_share_one_run(office):
    notice = replace(PLAN, type_name="Thông báo", symbol="TB/ĐU")
    outside.save(office, notice)
    issued = issuing.issue(office, "X1", cell_id(office, 1), day=DAY)
    assert issued.number_text == "02-TB/ĐU"
    with pytest.raises(Problems, match="02-TB/ĐU đã được cấp trong nhiệm kỳ này cho Thông báo thử ngày 06/03/2026"):
        outside.save(office, replace(notice, number=2))
    with pytest.raises(Refused, match="01-TB/ĐU đã được cấp trong nhiệm kỳ này cho Thông báo ngày 06/03/2026 “kiểm"):
        issuing.issue(office, "X1", cell_id(office, 2), day=DAY, number=1)
    with pytest.raises(Refused, match="sau số 01-TB/ĐU đã có số 02"):
        issuing.take_back(office, papers.rows(office, kind="")[0].id, "Nhầm")


def test_an_entry_is_corrected_and_the_history_says_so(office):
    paper_id = outside.save(office, PLAN).id
    draft = outside.entry(office, paper_id)
    assert replace(draft, id=None, number=None) == PLAN
    outside.save(office, replace(draft, number=3, about="kiểm tra chi bộ", day=date(2026, 3, 9)))
    row = papers.row(office, paper_id)
    assert (row.number_text, row.about, row.dated_on) == ("03-KH/ĐU", "kiểm tra chi bộ", date(2026, 3, 9))
    said = [line.sentence for line in history.of_record(office, "paper", paper_id)]
    assert said == ["Sửa mục vào sổ Kế hoạch 03-KH/ĐU ngày 09/03/2026", "Vào sổ Kế hoạch 01-KH/ĐU ngày 06/03/2026"]
    outside.save(office, replace(outside.entry(office, paper_id), about="như cũ"))
    assert number(office, paper_id) == "03-KH/ĐU"


def test_what_is_missing_is_said_by_field_and_nothing_is_entered(office):
    with pytest.raises(Problems) as told:
        outside.save(office, OutsideDraft(issuer=Issuer.CELL, symbol="KH", number=0, copies=-1))
    fields = [problem.field for problem in told.value.problems]
    assert fields == ["type_name", "symbol", "cell_id", "number", "day", "about", "copies"]
    with pytest.raises(Problems, match="xem lại năm"):
        outside.save(office, replace(PLAN, day=date(2062, 3, 6)))
    with pytest.raises(Refused, match="không thuộc nhiệm kỳ nào"):
        outside.save(office, replace(PLAN, day=date(2024, 3, 6)))
    assert papers.rows(office) == ()


def test_an_entry_is_withdrawn_or_its_number_taken_back(office):
    first, second = outside.save(office, PLAN).id, outside.save(office, PLAN).id
    issuing.withdraw(office, first, "Không ban hành nữa")
    assert papers.row(office, first).state is PaperState.WITHDRAWN
    issuing.take_back(office, second, "Nhầm loại")
    assert outside.outlook(office, PLAN).next_number == 2
    for paper_id in (first, second):
        with pytest.raises(Refused, match="không sửa được nữa"):
            outside.save(office, outside.entry(office, paper_id))


def test_a_paper_of_the_program_cannot_be_edited_as_an_entry(office):
    paper_id = issuing.issue(office, "X1", cell_id(office, 1), day=DAY).paper_id
    with pytest.raises(Refused, match="giữ nguyên"):
        outside.entry(office, paper_id)


def test_there_is_no_page_of_ours_for_it_and_that_is_said(office):
    paper_id = outside.save(office, PLAN).id
    assert papers.look(office, paper_id) == ()
    assert papers.folder(office, paper_id) == office.papers / "2026"
    for ask in (papers.shown, papers.reprint, papers.write_anew):
        with pytest.raises(Refused, match="làm ngoài chương trình"):
            ask(office, paper_id)


def test_a_cell_s_paper_runs_in_the_cell_s_own_term(office):
    draft = replace(PLAN, issuer=Issuer.CELL, cell_id=cell_id(office, 1), symbol="NQ/CB", type_name="Nghị quyết")
    assert "chưa khai báo nhiệm kỳ" in outside.outlook(office, draft).warnings[0]
    terms.set_for_cells(office, CellTermsDraft("2025 - 2027", date(2025, 3, 1)), [cell_id(office, n) for n in (1, 2)])
    assert number(office, outside.save(office, draft).id) == "01-NQ/CB"
    assert number(office, outside.save(office, replace(draft, cell_id=cell_id(office, 2))).id) == "01-NQ/CB"


def test_quy_dinh_stand_in_a_run_apart_where_the_office_chose_so(office):
    decision = replace(PLAN, type_name="Quyết định", symbol="QĐ/ĐU")
    rules = replace(decision, type_name="quy định")
    assert number(office, outside.save(office, decision).id) == "01-QĐ/ĐU"
    assert number(office, outside.save(office, rules).id) == "02-QĐ/ĐU"
    with office.work("test", "Tách") as work:
        heads.save_format_settings(work, dataclasses.replace(heads.format_settings(work), qd_shared_series=False))
    apart = outside.save(office, rules).id
    assert (number(office, apart), papers.row(office, apart).kind_name) == ("01-QĐ/ĐU", "Quy định")
    assert outside.entry(office, apart).symbol == "QĐ/ĐU"


def test_symbol_and_signer_are_proposed(office):
    assert outside.symbol_for(office, "ke hoach", Issuer.STANDING_COMMITTEE) == "KH/ĐU"
    assert outside.symbol_for(office, "Giấy mời", Issuer.CELL) == "GM/CB"
    assert outside.symbol_for(office, "Thư riêng", Issuer.CELL) == ""
    assert outside.blank(office).signer == SECRETARY
    assert outside.signer_for(office, Issuer.INSPECTION_COMMISSION, DAY) == ""
    assert "Quy định" in outside.type_names()
    assert [outside.type_called(typed) for typed in ("CÔNG VĂN", "thu rieng ")] == ["Công văn", "Thu rieng"]


def test_a_date_that_runs_against_the_numbers_warns(office):
    outside.save(office, replace(PLAN, day=date(2026, 5, 1)))
    assert outside.outlook(office, PLAN).warnings == ("Số 01-KH/ĐU đã mang ngày 01/05/2026, sau ngày của văn bản này.",)
    assert outside.outlook(office, replace(PLAN, symbol="")).next_number is None
