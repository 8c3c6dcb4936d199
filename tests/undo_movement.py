"""The acts of the movement and of the year's calendar, for the proof that each is taken back whole."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bontot_desktop.rules.movement import FindKind
from bontot_desktop.services import year_calendar
from bontot_desktop.services.movement import briefings, commitments, finds, papers
from bontot_desktop.services.office import Office

YEAR = 2026


def go(office: Office) -> None:
    """Do every act of the movement once."""
    briefing = briefings.BriefingDraft(YEAR, held_on=date(2026, 3, 6), subject="Kế hoạch số 05-KH/ĐU", participants=80)
    briefings.remove(office, briefings.save(office, briefing).id)
    cells = [row.id for row in commitments.list_cells_signed(office, YEAR)]
    commitments.sign(office, YEAR, cells[:2], commitments.SigningDraft(date(2026, 3, 6)))
    (first, *_) = commitments.members_signed(office, YEAR, cells[0])
    commitments.save_members(office, YEAR, cells[0], {first.id: None})
    commitments.take_back(office, YEAR, cells[1:2])
    papers.save(office, YEAR, {(cells[0], "KH"): 2, (cells[1], "CV"): 1})
    find = finds.FindDraft(YEAR, cells[0], FindKind.MODEL, 5, title="Tuyến đường tự quản")
    kept = finds.save(office, find).id
    finds.mark_worth_copying(office, [kept], on=True)
    finds.remove(office, finds.save(office, replace(find, title="Ngày thứ bảy xanh")).id)
    listed = year_calendar.load(office)
    year_calendar.save(office, replace(listed, entries=listed.entries[1:]))
    year_calendar.reset(office)
    year_calendar.mark_done(office, "calendar/launch/2026", "Lễ phát động")
    year_calendar.tell_again(office)
