"""The papers of meetings and sample meetings, issued from the office's own records."""

from __future__ import annotations

from datetime import date

import docx
import pypdfium2
import pytest

from bontot_desktop.db.models.cells import Cell
from bontot_desktop.db.models.samples import SampleEvent
from bontot_desktop.documents.kinds import KINDS
from bontot_desktop.errors import NotFound, Refused
from bontot_desktop.rules.samples import SampleState
from bontot_desktop.services import issuing, observers, papers, samples
from bontot_desktop.services.sources import SOURCES
from tests import sample_office as made
from tests.meeting_office import approved, cell_id

DAY = date(2026, 6, 12)


@pytest.fixture
def office(tmp_path):
    office = made.make_office(tmp_path)
    yield office
    office.close()


def words(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()


def state_of(office, event_id: int) -> SampleState:
    return samples.view(office, event_id).state


def test_every_kind_has_a_source_and_every_source_a_kind():
    assert set(KINDS) == set(SOURCES)
    assert all(kind_id == source.kind for kind_id, source in SOURCES.items())
    assert [row.id for row in papers.kinds()] == list(KINDS)


def test_a_conclusion_notice_is_numbered_frozen_and_moves_its_sample_meeting_on(office):
    event_id = made.concluded(office)
    paper = issuing.issue(office, "F20", event_id, day=DAY)
    assert paper.number_text == "01-TB/ĐU"
    assert state_of(office, event_id) is SampleState.CONCLUDED
    text = words(papers.shown(office, paper.paper_id))
    assert "Số 01-TB/ĐU" in text
    assert "Đặng Văn Ví Dụ" in text
    assert papers.row(office, paper.paper_id).signer == "Đặng Văn Ví Dụ"
    word = docx.Document(str(paper.files[0].path))
    assert any("Chi bộ thôn Mẫu 1" in paragraph.text for paragraph in word.paragraphs)
    with office.work("test", "Đổi tên") as work:
        cell = work.get(Cell, cell_id(office))
        cell.name = cell.names[0].name = "Chi bộ thôn Đổi Tên"
    assert papers.reprint(office, paper.paper_id) == paper.files[1].path.read_bytes()


def test_taking_the_notice_back_puts_the_sample_meeting_back(office):
    event_id = made.concluded(office)
    paper = issuing.issue(office, "F20", event_id, day=DAY)
    issuing.take_back(office, paper.paper_id, "Nhầm ngày")
    assert state_of(office, event_id) is SampleState.REVIEWED
    assert issuing.issue(office, "F20", event_id, day=DAY).number_text == "01-TB/ĐU"


def test_observers_sheets_are_issued_without_number_and_told_apart(office):
    event_id = made.concluded(office)
    sheets = issuing.meant(office, "F17", year=2026, cell_code="CB01", meeting_id=None)
    assert sheets == [row.id for row in observers.load(office, event_id)]
    made_papers = [issuing.issue(office, "F17", observer_id, day=made.DAY) for observer_id in sheets]
    assert {paper.number_text for paper in made_papers} == {""}
    names = [paper.files[1].path.name for paper in made_papers]
    assert len(set(names)) == 3
    assert all(name.startswith("F17-2026-06-05-") for name in names)
    assert issuing.standing(office, "F17", sheets[0]) == made_papers[0].paper_id


def test_minutes_bear_the_day_of_their_meeting(office):
    meeting_id = approved(office, 2, 3)
    assert issuing.natural_day(office, "F5", meeting_id) == date(2026, 3, 3)
    assert issuing.meant(office, "F5", year=2026, cell_code="CB02", meeting_id=None) == [meeting_id]
    paper = issuing.issue(office, "F5", meeting_id, day=date(2026, 3, 3))
    assert paper.number_text == ""
    assert "BIÊN BẢN" in words(papers.shown(office, paper.paper_id))


def test_a_sample_meeting_is_meant_by_its_meeting_its_cell_or_its_year(office):
    event_id = made.concluded(office)
    with office.read() as session:
        meeting_id = session.get(SampleEvent, event_id).meeting_id
    for year, cell, meeting in ((2026, None, None), (None, "CB01", None), (None, None, meeting_id)):
        assert issuing.meant(office, "F20", year=year, cell_code=cell, meeting_id=meeting) == [event_id]


@pytest.mark.parametrize(
    ("kind", "year", "cell", "meeting", "sentence"),
    [
        ("F5", 2026, None, None, "--meeting"),
        ("F5", 2026, "CB01", None, "chưa có biên bản nào được thông qua năm 2026"),
        ("F5", 2026, "CB99", None, "Không có chi bộ mang mã CB99"),
        ("F5", None, None, 999, "Không có buổi sinh hoạt số 999"),
        ("F20", 2026, None, None, "Không có buổi sinh hoạt chi bộ điểm nào năm 2026."),
        ("F20", None, "CB01", None, "Chi bộ thôn Mẫu 1 không có buổi sinh hoạt chi bộ điểm nào."),
        ("F20", None, None, 999, "Không có buổi sinh hoạt số 999"),
        ("D13", None, None, None, "--year"),
        ("D13", 2031, None, None, "năm 2031"),
    ],
)
def test_what_is_not_there_is_said_in_a_sentence(office, kind, year, cell, meeting, sentence):
    with pytest.raises(Refused, match=sentence):
        issuing.meant(office, kind, year=year, cell_code=cell, meeting_id=meeting)


def test_a_meeting_that_is_not_of_the_cell_or_the_year_beside_it_is_refused(office):
    meeting_id = approved(office, 2, 3)
    assert issuing.meant(office, "F5", year=2026, cell_code="CB02", meeting_id=meeting_id) == [meeting_id]
    with pytest.raises(Refused, match="không phải của Chi bộ thôn Mẫu 1; hãy bỏ --cell"):
        issuing.meant(office, "F5", year=None, cell_code="CB01", meeting_id=meeting_id)
    with pytest.raises(Refused, match="thuộc năm 2026; hãy bỏ --year"):
        issuing.meant(office, "F5", year=2025, cell_code=None, meeting_id=meeting_id)
    with pytest.raises(NotFound, match="không phải là buổi sinh hoạt chi bộ điểm"):
        issuing.meant(office, "F20", year=None, cell_code=None, meeting_id=meeting_id)


def test_sheets_not_handed_in_yet_are_no_papers(office):
    event_id = made.planned(office)
    made.invited(office, event_id)
    with pytest.raises(NotFound, match="chưa có phiếu dự nào"):
        issuing.meant(office, "F17", year=2026, cell_code=None, meeting_id=None)
