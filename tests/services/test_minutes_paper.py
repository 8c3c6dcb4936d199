"""Minutes from stored meetings to paper."""

from __future__ import annotations

import pytest

from bontot_desktop.documents import minutes
from bontot_desktop.documents.blocks import Table
from bontot_desktop.documents.profile import FormatSettings
from bontot_desktop.errors import Refused
from bontot_desktop.rules.meetings import MeetingType
from bontot_desktop.services import issuing, meetings
from bontot_desktop.services.sources import SOURCES, Issue
from tests.meeting_office import NOW, approved, filled, make_office


@pytest.fixture
def office(tmp_path):
    office = make_office(tmp_path)
    yield office
    office.close()


def facts_of(office, meeting_id, kind="F5"):
    with office.read() as session:
        return SOURCES[kind].collect(session, meeting_id, Issue(None, None, "", NOW.date()))


def test_the_facts_carry_names_figures_and_the_votes_base(office):
    facts = facts_of(office, approved(office))
    assert (facts.head.issuer, facts.head.superior) == ("CHI BỘ THÔN MẪU 1", "ĐẢNG BỘ XÃ VÍ DỤ")
    assert facts.ballots[0].base_words == "20 = 22 − 2 dự bị"
    assert (facts.chair.name, facts.speakers, facts.approved_for) == ("Nguyễn Ví Dụ An", 2, 21)


def test_what_became_of_last_months_tasks_stands_in_the_minutes(office):
    approved(office, month=3)
    facts = facts_of(office, approved(office, month=4))
    built = minutes.kind_of(facts.kind).build(facts, FormatSettings())
    tables = [b for b in built.blocks if isinstance(b, Table)]
    assert tables[0].rows[0].cells == ("1", "Rà soát hộ nghèo", "Đồng chí Nguyễn Ví Dụ Châu", "Quá hạn", "Đã xong.")
    assert tables[0].rows[1].cells[4] == "Chưa xong, chuyển tiếp"


def test_minutes_can_be_seen_before_but_issued_only_after_they_are_approved(office):
    saved = meetings.save(office, filled(office))
    assert issuing.preview(office, "F5", saved.id).pdf.startswith(b"%PDF")
    with pytest.raises(Refused, match="chưa được chi bộ thông qua"):
        issuing.issue(office, "F5", saved.id, day=NOW.date())
    meetings.approve(office, saved.id, 20)
    issued = issuing.issue(office, "F5", saved.id, day=NOW.date())
    assert issued.number_text == ""


def test_a_themed_meeting_gives_themed_minutes(office):
    facts = facts_of(office, approved(office, kind=MeetingType.THEMED), "F6")
    assert facts.theme == "Chuyển đổi số ở thôn"
    assert "theme_conclusion" in facts.sections
