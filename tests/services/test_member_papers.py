"""Lists printed from a table: exactly the chosen members, in the form of the office's papers."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import docx
import pytest
from pypdf import PdfReader

from bontot_desktop.documents import plain
from bontot_desktop.errors import Refused
from bontot_desktop.rules.members import Gender, MemberStatus
from bontot_desktop.rules.papers import FileFormat
from bontot_desktop.services import badges, cell_forms, member_forms, member_papers, wording_editing
from bontot_desktop.services.member_forms import MemberDraft
from bontot_desktop.services.member_papers import ListWish
from tests.register_office import make_office

DAY = date(2026, 11, 22)


@pytest.fixture
def office(tmp_path):
    office = make_office(tmp_path)
    for number in (1, 2):
        cell_forms.save_cell(office, replace(cell_forms.new_cell(office), name=f"Chi bộ thôn Mẫu {number}"))
    yield office
    office.close()


def add(office, name, cell=1, status=MemberStatus.FULL, admitted_on=date(1996, 9, 10)):
    full = None if status is MemberStatus.PROBATIONARY else date(1997, 9, 10)
    draft = MemberDraft(
        full_name=name, admitted_on=admitted_on, official_on=full, gender=Gender.FEMALE, birth_year=1970
    )
    return member_forms.save_member(office, member_forms.entering(draft, status, cell)).id


def test_exactly_the_chosen_members_stand_in_the_list_by_cell_and_name(office):
    chosen = [add(office, "Trần Thị Mẫu", 2), add(office, "Nguyễn Thị Ví Dụ", 1), add(office, "Lê Thị An", 1)]
    add(office, "Đỗ Thị Khác", 1)
    words = plain.render(member_papers.list_of(office, chosen).make(ListWish(day=DAY)))
    assert "đảng viên Đảng bộ" in words
    assert "Danh sách này có 03 (ba) đảng viên, trong đó có 03 nữ." in words
    places = [words.index(name) for name in ("Chi bộ thôn Mẫu 1 (02", "Lê Thị An", "Nguyễn Thị Ví Dụ", "Trần Thị Mẫu")]
    assert places == sorted(places)
    assert "Đỗ Thị Khác" not in words


def test_a_list_of_one_cell_names_it_and_takes_the_clerks_own_summary_and_day(office):
    paper = member_papers.list_of(office, [add(office, "Lê Thị An", status=MemberStatus.PROBATIONARY)])
    assert paper.about == "đảng viên Chi bộ thôn Mẫu 1"
    words = plain.render(paper.make(ListWish("đảng viên mới dự lớp bồi dưỡng")))
    assert "đảng viên mới dự lớp bồi dưỡng" in words
    assert "ngày      tháng      năm 2026" in words
    assert "01 (một) đảng viên, trong đó có 01 nữ, 01 dự bị." in words
    name = member_papers.file_name(paper, ListWish(paper.about), FileFormat.DOCX)
    assert name == "danh-sach-dang-vien-chi-bo-thon-mau-1.docx"


def test_pdf_and_word_say_the_same(office):
    document = member_papers.list_of(office, [add(office, "Lê Thị An")]).make(ListWish(day=DAY))
    pdf = PdfReader(io.BytesIO(member_papers.render(document, FileFormat.PDF))).pages[0]
    word = docx.Document(io.BytesIO(member_papers.render(document, FileFormat.DOCX)))
    cells = {cell.text for table in word.tables for row in table.rows for cell in row.cells}
    assert "Lê Thị An" in cells
    assert "Lê Thị An" in pdf.extract_text()
    assert pdf.mediabox.width > pdf.mediabox.height


def test_the_badges_of_a_day_are_proposed_by_years(office):
    add(office, "Lê Thị An")
    add(office, "Trần Thị Mẫu", admitted_on=date(1986, 10, 1))
    chosen = [row.id for row in badges.of_year(office, 2026)]
    words = plain.render(member_papers.badges_of(office, 2026, chosen).make(ListWish(day=DAY)))
    assert "đảng viên đề nghị tặng Huy hiệu Đảng đợt 07/11/2026" in words
    assert words.index("Huy hiệu 40 năm tuổi Đảng (01") < words.index("Huy hiệu 30 năm tuổi Đảng (01")
    assert "Danh sách này có 02 (hai) đảng viên (40 năm: 01; 30 năm: 01)." in words


def test_nobody_chosen_is_refused(office):
    with pytest.raises(Refused, match="Chưa chọn đảng viên nào"):
        member_papers.list_of(office, [])
    with pytest.raises(Refused, match="Chưa chọn đảng viên nào"):
        member_papers.badges_of(office, 2026, [])


def test_the_office_words_its_lists_as_it_words_papers(office):
    assert {"DS1", "DS2"} <= {kind.id for kind in wording_editing.kinds(office)}
    texts = wording_editing.view(office, "DS1").texts() | {"summary": "cán bộ, đảng viên {{ unit }}"}
    wording_editing.save(office, "DS1", texts)
    paper = member_papers.list_of(office, [add(office, "Lê Thị An")])
    assert paper.about == "cán bộ, đảng viên Chi bộ thôn Mẫu 1"
    assert wording_editing.look(office, "DS2", {}).pdf.startswith(b"%PDF")
