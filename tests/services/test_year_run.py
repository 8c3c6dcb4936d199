"""A decision that adds cells to the first, and every paper of a year in one run."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from bontot_desktop.errors import Refused
from bontot_desktop.rules.papers import FileFormat
from bontot_desktop.rules.recognition import Authority, CampaignState, EntryState
from bontot_desktop.services import (
    batches,
    campaigns,
    entries,
    issuing,
    papers,
    recognition,
    reopening,
    review,
    review_meeting,
    revocations,
    submissions,
    year_run,
)
from bontot_desktop.services.revocations import RevocationDraft
from bontot_desktop.services.submissions import UpDecision
from tests import recognition_office as made

DAY = date(2026, 11, 20)
LATER = date(2026, 11, 22)


@pytest.fixture
def office(tmp_path):
    office = made.make_office(tmp_path)
    yield office
    office.close()


def states(office, campaign_id: int) -> dict[int, EntryState]:
    return {row.id: row.state for row in entries.list_entries(office, campaign_id)}


def words_of(office, paper_id: int) -> str:
    pages = PdfReader(BytesIO(papers.shown(office, paper_id))).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)


def added(office) -> tuple[int, list[int], int, int]:
    """Recognise three cells, then the fourth by a second decision; return campaign, entries and both papers."""
    campaign_id, ids = made.judged(office)
    first = issuing.issue(office, "D13", campaign_id, day=DAY).paper_id
    reopening.reopen(office, ids[3], "Thông báo số 05 của Ủy ban Kiểm tra")
    further = review_meeting.new_further(office, campaign_id)
    review_meeting.save(office, replace(further, held_on=DAY, present=9))
    draft = review.load(office, campaign_id, further.number)
    review.save(office, replace(draft, votes=(review.VoteDraft(ids[3], 8, 1),)))
    recognition.propose(office, ids[3])
    second = issuing.issue(office, "D13", campaign_id, day=LATER).paper_id
    return campaign_id, ids, first, second


def test_a_second_decision_lists_only_the_cells_the_first_does_not_name(office):
    campaign_id, _, first, second = added(office)
    words = words_of(office, second)
    assert "01 (một) chi bộ" in words
    assert "Chi bộ thôn Mẫu 4" in words
    assert "Chi bộ thôn Mẫu 1" not in words
    assert set(states(office, campaign_id).values()) == {EntryState.RECOGNISED}
    with pytest.raises(Refused, match="đã ban hành"):
        issuing.issue(office, "D13", campaign_id, day=LATER)
    assert first != second


def test_the_first_decision_stays_while_the_second_stands_on_it(office):
    campaign_id, ids, first, second = added(office)
    with pytest.raises(Refused, match="thu hồi quyết định bổ sung trước"):
        issuing.withdraw(office, first, "Ghi nhầm")
    issuing.withdraw(office, second, "Ghi nhầm")
    found = states(office, campaign_id)
    assert [found[one] for one in ids] == [EntryState.RECOGNISED] * 3 + [EntryState.PROPOSED]
    assert campaigns.list_campaigns(office)[0].state is CampaignState.DECIDED
    issuing.withdraw(office, first, "Ghi nhầm")
    assert campaigns.list_campaigns(office)[0].state is CampaignState.REVIEWING


def test_a_recognition_taken_back_names_the_decision_that_gave_it(office):
    _, ids, _, _ = added(office)
    revocations.prepare(office, ids[3], RevocationDraft("báo cáo sai", "Kết luận số 03-KL/UBKT"))
    shown = issuing.preview(office, "D19", ids[3], day=LATER)
    words = " ".join(" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(shown.pdf)).pages)
    assert "Quyết định số 02-QĐ/ĐU, ngày 22/11/2026" in words


def test_what_the_committee_above_decided_is_told(office):
    campaign_id, ids = made.judged(office)
    up = replace(
        campaigns.load(office, campaign_id), authority=Authority.UP, superior_name="Ban Thường vụ Tỉnh ủy Ví Dụ"
    )
    campaigns.save(office, up)
    issuing.issue(office, "D11", campaign_id, day=DAY)
    assert submissions.decisions_above(office, campaign_id) == []
    submissions.record_decision(office, campaign_id, ids[:3], UpDecision("125-QĐ/TU", DAY, "Đặng Văn Ký"))
    (one,) = submissions.decisions_above(office, campaign_id)
    assert (one.told, one.cells) == ("Quyết định 125-QĐ/TU, ngày 20/11/2026", 3)


def test_every_paper_of_the_year_goes_out_in_one_run(office, tmp_path):
    campaign_id, ids = made.judged(office)
    assert year_run.papers(office, campaign_id) == []
    for kind, subject, day in (
        ("D13", campaign_id, DAY),
        ("D16", ids[3], LATER),
        ("D10", campaign_id, DAY),
        ("D8", ids[0], DAY),
        ("D10A", ids[0], DAY),
    ):
        issuing.issue(office, kind, subject, day=day)
    gone = issuing.issue(office, "D16A", campaign_id, day=LATER).paper_id
    issuing.withdraw(office, gone, "Ghi nhầm")
    rows = year_run.papers(office, campaign_id)
    assert [row.kind_id for row in rows] == ["D8", "D10A", "D10", "D13", "D16"]
    assert not any(row.is_printed for row in rows)
    batch = batches.collect(office, "Văn bản thi đua năm 2026", year_run.items([row.id for row in rows]))
    result = batches.write(batch, (FileFormat.PDF,), tmp_path / "ra")
    assert result.joined is not None
    assert len(result.files) == 5
    whole = len(PdfReader(result.joined).pages)
    assert whole == sum(len(PdfReader(path).pages) for path in result.files)
    batches.printed(office, batch)
    assert all(row.is_printed for row in year_run.papers(office, campaign_id))
