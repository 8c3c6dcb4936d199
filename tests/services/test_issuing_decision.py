"""The recognition decision from number to register, with its list, and back."""

from __future__ import annotations

from datetime import date

import pypdfium2
import pytest

from bontot_desktop.errors import Refused
from bontot_desktop.rules.papers import FileFormat, PaperState
from bontot_desktop.rules.recognition import EntryState
from bontot_desktop.services import entries, issuing, papers
from tests import recognition_office as made

DAY = date(2026, 12, 18)


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


def states(office, campaign_id: int) -> list[EntryState]:
    return [row.state for row in entries.list_entries(office, campaign_id)]


def test_the_decision_carries_its_list_under_one_number_and_can_be_taken_back(office):
    campaign_id, _ = made.judged(office)
    before = states(office, campaign_id)
    assert issuing.meant(office, "D13", year=made.YEAR, cell_code=None, meeting_id=None) == [campaign_id]
    decision = issuing.issue(office, "D13", campaign_id, day=DAY)
    assert decision.number_text == "01-QĐ/ĐU"
    assert decision.files[1].path.name.startswith("QD-001-")
    assert states(office, campaign_id).count(EntryState.RECOGNISED) == 3
    text = words(papers.shown(office, decision.paper_id))
    assert "Số 01-QĐ/ĐU" in text
    assert "DANH SÁCH" in text
    listed = issuing.issue(office, "D12", campaign_id, day=DAY)
    assert listed.number_text == ""
    assert "01-QĐ/ĐU" in words(papers.shown(office, listed.paper_id))
    with pytest.raises(Refused, match="đi kèm văn bản này"):
        issuing.take_back(office, decision.paper_id, "Nhầm ngày")
    issuing.withdraw(office, listed.paper_id, "Nhầm ngày")
    issuing.take_back(office, decision.paper_id, "Nhầm ngày")
    assert states(office, campaign_id) == before
    assert papers.row(office, decision.paper_id).state is PaperState.WITHDRAWN


def test_a_draft_of_the_decision_is_written_in_both_formats(office):
    campaign_id, _ = made.judged(office)
    files = issuing.draft_files(office, "D13", campaign_id)
    assert {name.rpartition(".")[2] for name in files} == {form.value for form in FileFormat}
    assert "Số -QĐ/ĐU" in " ".join(words(next(pdf for name, pdf in files.items() if name.endswith(".pdf"))).split())
