"""A paper of 2025 comes again byte for byte after its office changed names, format, words, signers and bases."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bontot_desktop.db.models.office import Person, Term
from bontot_desktop.rules.papers import FileFormat
from bontot_desktop.services import committee, filing, formats, issuing, legal_bases, meetings, papers, wording_editing
from bontot_desktop.services.committee import FormerName
from bontot_desktop.services.filing import BOTH
from tests import meeting_office, recognition_office, sample_office
from tests.pdf_words import words
from tests.services.test_formats import OTHER

#: Under a district still, under Hướng dẫn 36.
DAY = date(2025, 6, 20)
OLD = FormerName("Đảng ủy xã Mẫu Hạ", "Đảng bộ huyện Thí Dụ", "Mẫu Hạ", to_on=date(2025, 6, 30))


@pytest.fixture
def office(tmp_path):
    office = sample_office.make_office(tmp_path)
    yield office
    office.close()


def change_everything(office, kind_id):
    formats.save(office, OTHER)
    draft = committee.committee(office)
    new = replace(
        draft,
        name="Đảng ủy phường Đổi Tên",
        superior="Đảng bộ thành phố Đổi Tên",
        place="Đổi Tên",
        symbol="ĐUP",
        symbol_cells="CB9",
        has_seal=False,
        name_break_after="Đảng ủy phường",
        former_names=(),
    )
    committee.save_committee(office, new)
    sentence = next(one for one in wording_editing.view(office, kind_id).sentences if not one.many)
    wording_editing.save(office, kind_id, {sentence.key: f"{sentence.text} (đổi)"}, "Đổi")
    for row in legal_bases.rows(office)[:6]:
        legal_bases.save(office, replace(row, used_in=()))
    with office.work("test", "Đổi người ký, nhiệm kỳ") as work:
        for person in work.query(Person):
            person.full_name = "Người Khác"
        for term in work.query(Term):
            term.label = "9999"


def meeting_of_2025(office):
    """A meeting under the district, its cell in a term of its own."""
    cell = meeting_office.cell_id(office)
    committee.save_committee(office, replace(committee.committee(office), former_names=(OLD,)))
    with office.work("test", "Nhiệm kỳ chi bộ") as work:
        work.add(Term(cell_id=cell, label="2022 - 2025", starts_on=date(2022, 6, 1), ends_on=date(2025, 6, 30)))
    draft = replace(meeting_office.filled(office, month=6), year=2025, held_on=DAY)
    saved = meetings.save(office, draft)
    meetings.approve(office, saved.id, meetings.approvers(draft))
    return saved.id


@pytest.mark.parametrize(("kind_id", "number"), [("F5", "01-BB/CB"), ("F8", "01-NQ/CB")])
def test_a_paper_of_2025_is_of_its_guide_its_district_and_its_office_for_ever(office, kind_id, number):
    formats.save(office, replace(formats.shipped(), minutes_numbered=True, minutes_date_line=True))
    paper = issuing.issue(office, kind_id, meeting_of_2025(office), day=DAY)
    before = {file.format: file.path.read_bytes() for file in paper.files}
    said = words(papers.shown(office, paper.paper_id))
    for there in ("ĐẢNG BỘ XÃ MẪU HẠ", "Mẫu Hạ, ngày 20 tháng 6 năm 2025", f"Số {number}"):
        assert there in said
    assert ("- Lưu Chi bộ." in said, ", - Lưu Chi bộ." in said) == ((kind_id == "F8"),) * 2
    change_everything(office, kind_id)
    assert papers.reprint(office, paper.paper_id) == before[FileFormat.PDF]
    assert filing.rendered(office, paper.paper_id, BOTH) == before
    assert papers.row(office, paper.paper_id).number_text == number


def test_a_paper_made_after_the_change_is_of_the_new_office(office):
    event_id = sample_office.concluded(office)
    change_everything(office, "F20")
    said = words(issuing.preview(office, "F20", event_id, day=date(2026, 6, 12)).pdf)
    for there in ("ĐẢNG BỘ THÀNH PHỐ ĐỔI TÊN", "ĐẢNG UỶ PHƯỜNG ĐỔI TÊN", "TB/ĐUP", "Lưu Văn phòng.", "Người Khác"):
        assert there in said


def test_the_decision_keeps_the_bases_and_the_list_of_its_day(tmp_path):
    office = recognition_office.make_office(tmp_path)
    campaign_id, _ = recognition_office.judged(office)
    paper = issuing.issue(office, "D13", campaign_id, day=date(2026, 11, 21))
    before = {file.format: file.path.read_bytes() for file in paper.files}
    assert "208-QĐ/TW" in words(papers.shown(office, paper.paper_id))
    change_everything(office, "D13")
    assert filing.rendered(office, paper.paper_id, BOTH) == before
    office.close()
