"""Launches, briefings and trainings of a year: who held them, when, in which form, how many took part."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from bontot_desktop import dates, text
from bontot_desktop.db.queries import movement as queries
from bontot_desktop.errors import NotFound, Problem, Problems
from bontot_desktop.rules.changes import Changes
from bontot_desktop.rules.movement import BriefingForm, BriefingKind
from bontot_desktop.services.movement.years import CHANGED, day_problems, every_cell, refuse_when_closed
from bontot_desktop.services.office import Office, Saved

if TYPE_CHECKING:
    from sqlcipher3 import dbapi2

#: What the committee held itself has this in the place of a cell's name.
COMMITTEE = "Đảng ủy"
#: More sessions or people than this are a slip of the hand.
_MOST_SESSIONS, _MOST_PEOPLE = 999, 99_999


@dataclass(frozen=True, slots=True)
class BriefingDraft:
    """A briefing as its form holds it; without ``cell_id`` the committee held it. ``participants`` are times."""

    year: int
    kind: BriefingKind = BriefingKind.BRIEFING
    form: BriefingForm = BriefingForm.IN_PERSON
    held_on: date | None = None
    cell_id: int | None = None
    place: str = ""
    subject: str = ""
    speaker: str = ""
    sessions: int | None = 1
    participants: int | None = None
    called: int | None = None
    note: str = ""
    id: int | None = None


@dataclass(frozen=True, slots=True)
class BriefingRow:
    """A briefing as the list shows it; ``holder`` is the cell's name or "Đảng ủy"."""

    id: int
    holder: str
    draft: BriefingDraft

    @property
    def of_committee(self) -> bool:
        """Whether the committee held it."""
        return self.draft.cell_id is None

    @property
    def attendance(self) -> str:
        """How many of the called came: "120/126", the participant-times alone, or nothing."""
        if self.draft.participants is None:
            return ""
        called = f"/{self.draft.called}" if self.draft.called else ""
        return f"{self.draft.participants}{called}"


def list_briefings(office: Office, year: int) -> list[BriefingRow]:
    """Return the briefings of a year, the newest first."""
    with office.ask() as driver:
        return rows_in(driver, year, office.today())


def rows_in(driver: dbapi2.Connection, year: int, today: date) -> list[BriefingRow]:
    """Return the same inside another's reading."""
    cells = every_cell(driver, year, today)
    return [
        BriefingRow(one.id, COMMITTEE if one.cell_id is None else cells[one.cell_id].name, _draft(one, year))
        for one in queries.briefings(driver, year)
    ]


def _draft(one: queries.HeldBriefing, year: int) -> BriefingDraft:
    return BriefingDraft(
        year=year,
        kind=BriefingKind(one.kind),
        form=BriefingForm(one.form),
        held_on=one.held_on,
        cell_id=one.cell_id,
        place=one.place,
        subject=one.subject,
        speaker=one.speaker,
        sessions=one.sessions,
        participants=one.participants,
        called=one.called,
        note=one.note,
        id=one.id,
    )


def problems(draft: BriefingDraft, today: date) -> list[Problem]:
    """Check a briefing; (field, sentence) for each thing to mend."""
    found = day_problems("held_on", draft.held_on, draft.year, today, "ngày tổ chức")
    if not text.clean(draft.subject):
        found.append(Problem("subject", "Chưa ghi nội dung quán triệt, triển khai."))
    if draft.sessions is None or not 1 <= draft.sessions <= _MOST_SESSIONS:
        found.append(Problem("sessions", "Số buổi từ 1 trở lên."))
    for name, number, words in (
        ("participants", draft.participants, "Số lượt người dự"),
        ("called", draft.called, "Số người được triệu tập"),
    ):
        if number is not None and not 0 <= number <= _MOST_PEOPLE:
            found.append(Problem(name, f"{words} từ 0 đến {_MOST_PEOPLE}."))
    return found


def save(office: Office, draft: BriefingDraft) -> Saved:
    """Store a briefing. Raises Problems, NotFound, Refused once the year is closed."""
    found = problems(draft, office.today())
    if found or draft.held_on is None or draft.sessions is None:
        raise Problems(found)
    with office.work("movement.briefing", f"Ghi {draft.kind.label.lower()} ngày {dates.screen(draft.held_on)}") as work:
        from bontot_desktop.db.models.movement import Briefing

        refuse_when_closed(work, draft.year)
        row = Briefing(year=draft.year) if draft.id is None else work.get(Briefing, draft.id)
        if row is None:
            raise NotFound("Không còn hội nghị này trong danh sách.")
        row.kind, row.form, row.held_on, row.cell_id = draft.kind, draft.form, draft.held_on, draft.cell_id
        row.place, row.speaker, row.note = draft.place, draft.speaker, draft.note
        row.subject = draft.subject
        row.sessions, row.participants, row.called = draft.sessions, draft.participants, draft.called
        work.add(row)
        work.flush()
        return Saved(row.id, CHANGED)


def remove(office: Office, briefing_id: int) -> Changes:
    """Take a briefing out of the list. Raises NotFound, Refused once the year is closed."""
    with office.work("movement.briefing_removed", "Bỏ hội nghị") as work:
        from bontot_desktop.db.models.movement import Briefing

        row = work.get(Briefing, briefing_id)
        if row is None:
            raise NotFound("Không còn hội nghị này trong danh sách.")
        refuse_when_closed(work, row.year)
        work.sentence = f"Bỏ {row.kind.label.lower()} ngày {dates.screen(row.held_on)}"
        work.delete(row)
    return CHANGED
