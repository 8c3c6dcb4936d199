"""Issuing freezes a paper, files it, survives a disk that refuses, and can be taken back by its rules only."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import docx
import pypdfium2
import pytest

from bontot_desktop.db.house import History
from bontot_desktop.db.models.cells import Cell, CellName
from bontot_desktop.db.models.office import Holding, Person
from bontot_desktop.db.models.papers import Paper
from bontot_desktop.errors import NotFound, Refused
from bontot_desktop.rules.changes import Kind as Changed
from bontot_desktop.rules.papers import FileCondition, FileFormat, PaperState
from bontot_desktop.services import filing, issuing, papers
from tests import paper_office
from tests.paper_office import SECRETARY, cell_id, register_kinds

DAY = date(2026, 3, 6)


@pytest.fixture
def office(tmp_path, monkeypatch):
    register_kinds(monkeypatch)
    office = paper_office.make_office(tmp_path)
    yield office
    office.close()


def words(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()


def acts(office) -> list[str]:
    with office.read() as session:
        return [line.sentence for line in session.query(History).order_by(History.id)]


def issued(office, cell: int = 1, day: date = DAY):
    return issuing.issue(office, "X1", cell_id(office, cell), day=day)


def test_a_preview_leaves_room_for_number_and_date_and_gives_no_number(office):
    before = acts(office)
    draft = issuing.preview(office, "X1", cell_id(office, 1))
    assert "Số      -TB/ĐU".replace(" ", "") in words(draft.pdf).replace(" ", "")
    assert (draft.symbol, draft.next_number, draft.signer, draft.warnings) == ("TB/ĐU", 1, SECRETARY, ())
    assert acts(office) == before


def test_issuing_is_one_act_and_files_word_and_pdf_under_plain_names(office):
    before = len(acts(office))
    paper = issued(office)
    assert acts(office)[before:] == ["Ban hành Thông báo thử 01-TB/ĐU"]
    assert [file.path.relative_to(office.papers).as_posix() for file in paper.files] == [
        "2026/TB-001-bieu-duong-chi-bo-thon-mau-1.docx",
        "2026/TB-001-bieu-duong-chi-bo-thon-mau-1.pdf",
    ]
    assert {file.condition for file in paper.files} == {FileCondition.WHOLE}
    assert paper.changes.kinds == {Changed.PAPERS, Changed.CELLS}
    text = words(paper.files[1].path.read_bytes())
    assert "Số 01-TB/ĐU" in text
    assert "ngày 06 tháng 3 năm 2026" in text
    body = "\n".join(paragraph.text for paragraph in docx.Document(str(paper.files[0].path)).paragraphs)
    assert "Chi bộ thôn Mẫu 1 được biểu dương" in body


def test_the_same_paper_is_not_issued_twice(office):
    issued(office)
    with pytest.raises(Refused, match=r"đã ban hành \(số 01-TB/ĐU, ngày 06/03/2026\)"):
        issued(office)


def test_a_date_years_ahead_is_a_slip_and_tomorrow_only_warns(office):
    with pytest.raises(Refused, match="quá xa"):
        issued(office, day=date(2062, 3, 6))
    warnings = issuing.preview(office, "X1", cell_id(office, 1), day=date(2026, 11, 22)).warnings
    assert warnings == ("Ngày 22/11/2026 ở sau ngày hôm nay.",)


def test_an_unknown_kind_names_the_known_ones(office):
    with pytest.raises(NotFound, match="X1"):
        issuing.preview(office, "Z9", 1)


def test_a_subject_that_is_gone_is_refused(office):
    with pytest.raises(NotFound):
        issuing.issue(office, "X1", 4711, day=DAY)


def test_what_follows_a_paper_is_in_its_act_and_a_refusal_there_takes_all_back(office, monkeypatch):
    def refuse(session, subject_id, paper):
        raise Refused("Chi bộ này đang tạm dừng.")

    register_kinds(monkeypatch, after_issue=refuse)
    before = acts(office)
    with pytest.raises(Refused, match="tạm dừng"):
        issued(office)
    assert acts(office) == before
    assert papers.rows(office) == ()


# ------------------------------------------------------------------ reprinting


def test_a_reprint_says_the_same_after_the_cell_was_renamed_and_the_signer_changed(office):
    paper = issued(office)
    first = paper.files[1].path.read_bytes()
    with office.work("test", "Đổi tên, đổi bí thư") as work:
        cell = work.get(Cell, cell_id(office, 1))
        cell.name = "Chi bộ thôn Đổi Tên"
        cell.names[0] = CellName(name=cell.name)
        holding = work.query(Holding).join(Person).filter(Person.full_name == SECRETARY).one()
        holding.person = Person(full_name="Phạm Văn Người Khác")
    assert papers.reprint(office, paper.paper_id) == first
    assert "Đổi Tên" in words(issuing.preview(office, "X1", cell_id(office, 1)).pdf)


def test_a_reprint_keeps_the_profile_of_its_date(office):
    old, new = issued(office, 1, date(2026, 3, 6)), issued(office, 2, date(2026, 6, 5))
    with office.read() as session:
        profiles = [session.get(Paper, p.paper_id).facts["settings"]["profile"] for p in (old, new)]
    assert profiles == ["HD36_2018", "HD05_2026"]


def test_the_filed_pdf_is_shown_and_made_anew_when_it_is_gone(office):
    paper = issued(office)
    filed = paper.files[1].path
    content = filed.read_bytes()
    assert papers.shown(office, paper.paper_id) == content
    filed.unlink()
    assert papers.shown(office, paper.paper_id) == content
    assert [file.condition for file in papers.look(office, paper.paper_id)] == [
        FileCondition.WHOLE,
        FileCondition.MISSING,
    ]
    papers.write_pending(office, paper.paper_id)
    assert filed.read_bytes() == content


# ------------------------------------------------------------------ files and the disk


@pytest.mark.skipif(sys.platform == "win32", reason="needs /dev/full")
def test_a_full_disk_leaves_the_paper_issued_and_its_file_waiting(office):
    # The file is written beside its place under this name; there the disk is full.
    beside = office.papers / "2026" / "TB-001-bieu-duong-chi-bo-thon-mau-1.pdf.tam"
    beside.parent.mkdir(parents=True)
    beside.symlink_to("/dev/full")
    paper = issued(office)
    assert paper.number_text == "01-TB/ĐU"
    assert paper.waiting.startswith("Ổ đĩa đã đầy")
    assert [file.condition for file in paper.files] == [FileCondition.WHOLE, FileCondition.PENDING]
    assert papers.rows(office)[0].waits
    assert not beside.is_symlink()
    papers.write_pending(office, paper.paper_id)
    assert papers.rows(office)[0].waits is False
    assert papers.look(office, paper.paper_id)[1].path.read_bytes() == papers.reprint(office, paper.paper_id)


def test_a_folder_that_may_not_be_written_leaves_both_files_waiting(office):
    # A file stands where the folder should be: no right and no room look alike from here on every system.
    office.papers.write_text("không phải thư mục", encoding="utf-8")
    paper = issued(office)
    assert {file.condition for file in paper.files} == {FileCondition.PENDING}
    assert "Hãy kiểm tra rồi ghi lại." in paper.waiting
    office.papers.unlink()
    assert {file.condition for file in papers.write_pending(office, paper.paper_id)} == {FileCondition.WHOLE}


def test_a_file_that_cannot_be_replaced_stays_as_it_was_and_the_new_one_waits(office):
    paper = issued(office)
    word = paper.files[0].path
    word.unlink()
    # A folder of that name can't be replaced by a file, as a file open in Word can't on Windows.
    word.mkdir()
    files = papers.write_anew(office, paper.paper_id, over_edits=True)
    assert files[0].condition is FileCondition.PENDING
    assert word.is_dir()


def test_a_paper_never_writes_over_a_file_that_is_not_its_own(office):
    strange = office.papers / "2026" / "TB-001-bieu-duong-chi-bo-thon-mau-1.docx"
    strange.parent.mkdir(parents=True)
    strange.write_text("của người khác", encoding="utf-8")
    paper = issued(office)
    assert paper.files[0].path.name == "TB-001-bieu-duong-chi-bo-thon-mau-1-ban-2.docx"
    assert strange.read_text(encoding="utf-8") == "của người khác"


def test_a_word_file_edited_by_hand_is_known_and_only_made_anew_when_said(office):
    paper = issued(office)
    word = paper.files[0].path
    assert not papers.hand_edited(office, paper.paper_id)
    edited = docx.Document(str(word))
    edited.add_paragraph("Sửa tay sau khi ban hành.")
    edited.save(str(word))
    assert papers.hand_edited(office, paper.paper_id)
    with pytest.raises(Refused, match="đã được sửa tay sau khi ban hành"):
        papers.write_anew(office, paper.paper_id)
    papers.save_copy(office, paper.paper_id, FileFormat.DOCX, word.parent / "ban-chep.docx")
    assert (word.parent / "ban-chep.docx").read_bytes() == word.read_bytes()
    mine = word.read_bytes()
    papers.write_anew(office, paper.paper_id, over_edits=True)
    assert not papers.hand_edited(office, paper.paper_id)
    assert word.with_name(f"{word.stem}-sua-tay-1.docx").read_bytes() == mine
    word.write_bytes(mine + b"lai")
    papers.write_anew(office, paper.paper_id, over_edits=True)
    assert word.with_name(f"{word.stem}-sua-tay-2.docx").read_bytes() == mine + b"lai"


def test_an_edited_pdf_is_kept_aside_too_and_issuing_again_takes_another_name(office):
    paper = issued(office)
    word, pdf = (file.path for file in paper.files)
    pdf.write_bytes(b"%PDF da sua")
    with pytest.raises(Refused, match="đã được sửa tay"):
        papers.write_anew(office, paper.paper_id)
    papers.write_anew(office, paper.paper_id, over_edits=True)
    assert pdf.with_name(f"{pdf.stem}-sua-tay-1.pdf").read_bytes() == b"%PDF da sua"
    word.write_bytes(word.read_bytes() + b"sua")
    edited = word.read_bytes()
    issuing.withdraw(office, paper.paper_id, "Sai nội dung")
    again = issued(office)
    assert again.files[0].path != word
    assert word.read_bytes() == edited


# ------------------------------------------------------------------ ways back


def test_only_the_newest_number_may_be_taken_back_and_is_given_again(office):
    first, second = issued(office, 1), issued(office, 2)
    with pytest.raises(Refused, match="sau số 01-TB/ĐU đã có số 02"):
        issuing.take_back(office, first.paper_id, "Nhầm")
    issuing.take_back(office, second.paper_id, "Nhầm chi bộ")
    assert acts(office)[-1] == "Thu hồi số 02-TB/ĐU: Nhầm chi bộ"
    row = papers.row(office, second.paper_id)
    assert (row.state, row.number_text, row.withdrawn_reason) == (
        PaperState.WITHDRAWN,
        "",
        "Thu hồi số 02-TB/ĐU: Nhầm chi bộ",
    )
    assert not second.files[0].path.exists()
    assert (second.files[0].path.parent / filing.TAKEN_BACK / second.files[0].path.name).exists()
    again = issued(office, 2)
    assert again.number_text == "02-TB/ĐU"
    assert again.files[0].path == second.files[0].path
    assert "Số 02-TB/ĐU" in words(papers.reprint(office, second.paper_id))


def test_a_number_is_not_taken_back_while_something_stands_on_the_paper(office, monkeypatch):
    parent, child = issued(office, 1), issued(office, 2)
    with office.work("test", "Kèm theo") as work:
        work.get(Paper, child.paper_id).parent_id = parent.paper_id
    with pytest.raises(Refused, match="đi kèm văn bản này"):
        issuing.withdraw(office, parent.paper_id, "Nhầm")

    def veto(session, subject_id, paper):
        raise Refused("Đã có chi bộ được công nhận theo văn bản này.")

    register_kinds(monkeypatch, before_take_back=veto)
    with pytest.raises(Refused, match="Đã có chi bộ"):
        issuing.take_back(office, child.paper_id, "Nhầm")
    assert papers.row(office, child.paper_id).state is PaperState.ISSUED


def test_a_withdrawn_paper_keeps_its_number(office):
    paper = issued(office, 1)
    issuing.withdraw(office, paper.paper_id, "Sai thể thức")
    row = papers.row(office, paper.paper_id)
    assert (row.state, row.number_text) == (PaperState.WITHDRAWN, "01-TB/ĐU")
    assert issued(office, 1).number_text == "02-TB/ĐU"
    with pytest.raises(Refused, match="Đã thu hồi"):
        issuing.withdraw(office, paper.paper_id, "Lần nữa")


def test_taking_back_needs_a_reason(office):
    paper = issued(office, 1)
    with pytest.raises(Refused, match="lý do"):
        issuing.take_back(office, paper.paper_id, "  ")


# ------------------------------------------------------------------ the register


def test_the_register_lists_newest_first_and_is_searched_with_or_without_marks(office):
    issued(office, 1, date(2026, 3, 6))
    issued(office, 2, date(2026, 5, 8))
    issued(office, 3, date(2027, 1, 4))
    assert [row.number_text for row in papers.rows(office)] == ["03-TB/ĐU", "02-TB/ĐU", "01-TB/ĐU"]
    assert [row.cell for row in papers.rows(office, year=2026)] == ["Chi bộ thôn Mẫu 2", "Chi bộ thôn Mẫu 1"]
    assert [row.number for row in papers.rows(office, search="bieu duong mau 2")] == [2]
    assert [row.number for row in papers.rows(office, search="Biểu dương")] == [3, 2, 1]
    assert papers.rows(office, kind="X2") == ()
    assert {row.year for row in papers.rows(office)} == {2027, 2026}


def test_of_the_register_only_the_papers_an_act_wrote_are_read_again(office):
    first, second = issued(office, 1, date(2026, 3, 6)), issued(office, 2, date(2026, 5, 8))
    before = {row.id: row for row in papers.rows(office)}
    papers.printed(office, first.paper_id)
    third = issued(office, 3, date(2026, 3, 6))
    issuing.withdraw(office, second.paper_id, "Sai nội dung")
    rows = papers.rows(office)
    after = {row.id: row for row in rows}
    assert after[first.paper_id].printed_at == office.now()
    assert after[second.paper_id].state is PaperState.WITHDRAWN
    papers.printed(office, second.paper_id)
    assert {row.id: row for row in papers.rows(office)}[first.paper_id] is after[first.paper_id]
    assert before[first.paper_id].printed_at is None
    assert [row.id for row in rows] == [second.paper_id, third.paper_id, first.paper_id]
    # Filtered they are asked for anew: the same rows in the same order.
    assert papers.rows(office, year=2026) == papers.rows(office)


def test_printing_is_noted(office):
    paper = issued(office)
    papers.printed(office, paper.paper_id)
    assert papers.row(office, paper.paper_id).printed_at == office.now()


def test_file_names_are_plain_short_and_sortable():
    long = "công nhận “Chi bộ 4 tốt” năm 2026 cho các chi bộ trực thuộc Đảng ủy xã Hòa Bình Thượng và các đơn vị"
    stem = filing.stem_of(paper_office.NOTICE, number=5, day=DAY, title=long)
    assert stem == "TB-005-cong-nhan-chi-bo-4-tot-nam-hoa-binh-thuong-va-cac-don-vi"
    assert Path(filing.stem_of(paper_office.NOTICE, number=None, day=DAY, title="Phiếu")).name == "X1-2026-03-06-phieu"
