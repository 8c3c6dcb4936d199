"""What papers are about: the record behind a subject's id, and the ids a person means by year, cell or meeting."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, fields
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

from bontot_desktop.db.models.awards import Award
from bontot_desktop.db.models.cells import Cell
from bontot_desktop.db.models.meetings import Meeting
from bontot_desktop.db.models.papers import Paper
from bontot_desktop.db.models.recognition import Campaign, CellEntry
from bontot_desktop.db.models.samples import Observer, SampleEvent, SamplePlan, WorkingGroup
from bontot_desktop.errors import NotFound, Refused
from bontot_desktop.rules.meetings import FINAL_STATES, MeetingType
from bontot_desktop.rules.periods import Period
from bontot_desktop.rules.recognition import TitleKind
from bontot_desktop.services import campaigns, cells
from bontot_desktop.services.sources import Subject

_Row = TypeVar("_Row")


#: The column of a paper, and the attribute of :class:`Links`, that holds the id of each subject.
LINK = {
    Subject.CELL: "cell_id",
    Subject.MEETING: "meeting_id",
    Subject.SAMPLE: "sample_event_id",
    Subject.OBSERVER: "observer_id",
    Subject.CAMPAIGN: "campaign_id",
    Subject.ENTRY: "entry_id",
    Subject.AWARD: "award_id",
    Subject.PERIOD: "period",
    Subject.SAMPLE_PLAN: "sample_plan_id",
    Subject.WORKING_GROUP: "working_group_id",
}


@dataclass(frozen=True, slots=True)
class Links:
    """The records a paper hangs on; each id None where it hangs on none."""

    cell_id: int | None = None
    meeting_id: int | None = None
    sample_event_id: int | None = None
    observer_id: int | None = None
    campaign_id: int | None = None
    entry_id: int | None = None
    award_id: int | None = None
    sample_plan_id: int | None = None
    working_group_id: int | None = None
    #: Code of a period.
    period: int | None = None

    def of(self, subject: Subject) -> int | None:
        """Return the id of the subject itself."""
        found: int | None = getattr(self, LINK[subject])
        return found


def of_paper(paper: Paper) -> Links:
    """Return what a paper in the register hangs on."""
    return Links(**{field.name: getattr(paper, field.name) for field in fields(Links)})


def links_of(session: Session, subject: Subject, subject_id: int) -> Links:
    """Return what a paper about a subject hangs on. Raises NotFound when the subject is gone."""
    if subject is Subject.CELL:
        return Links(cell_id=_found(session.get(Cell, subject_id), subject).id)
    if subject is Subject.MEETING:
        meeting = _found(session.get(Meeting, subject_id), subject)
        return Links(cell_id=meeting.cell_id, meeting_id=meeting.id)
    if subject is Subject.SAMPLE:
        event = _found(session.get(SampleEvent, subject_id), subject)
        return Links(cell_id=event.cell_id, meeting_id=event.meeting_id, sample_event_id=event.id)
    if subject is Subject.OBSERVER:
        observer = _found(session.get(Observer, subject_id), subject)
        event = observer.event
        return Links(
            cell_id=event.cell_id, meeting_id=event.meeting_id, sample_event_id=event.id, observer_id=observer.id
        )
    if subject is Subject.ENTRY:
        entry = _found(session.get(CellEntry, subject_id), subject)
        return Links(cell_id=entry.cell_id, campaign_id=entry.campaign_id, entry_id=entry.id)
    if subject is Subject.AWARD:
        award = _found(session.get(Award, subject_id), subject)
        return Links(cell_id=award.cell_id, campaign_id=award.campaign_id, award_id=award.id)
    if subject is Subject.PERIOD:
        return Links(period=Period.of_code(subject_id).code)
    if subject is Subject.SAMPLE_PLAN:
        return Links(sample_plan_id=_found(session.get(SamplePlan, subject_id), subject).id)
    if subject is Subject.WORKING_GROUP:
        return Links(working_group_id=_found(session.get(WorkingGroup, subject_id), subject).id)
    return Links(campaign_id=_found(session.get(Campaign, subject_id), subject).id)


def _found(row: _Row | None, subject: Subject) -> _Row:
    if row is None:
        raise NotFound(f"Không còn {subject.label.lower()} này trong dữ liệu.")
    return row


def newest(session: Session, subject: Subject, types: Collection[MeetingType], *, most: int) -> list[int]:
    """Return the ids of the ``most`` newest records a paper may be about; meetings of ``types`` only, when given."""
    if subject is Subject.MEETING and types:
        of_types = select(Meeting.id).where(Meeting.type.in_(types))
        return list(session.scalars(of_types.order_by(Meeting.id.desc()).limit(most)))
    if subject is Subject.PERIOD:
        years = session.scalars(select(Meeting.year).distinct().order_by(Meeting.year.desc()))
        return [Period.month_of(year, month).code for year in years for month in range(12, 0, -1)][:most]
    ids: dict[Subject, InstrumentedAttribute[int]] = {
        Subject.CELL: Cell.id,
        Subject.MEETING: Meeting.id,
        Subject.SAMPLE: SampleEvent.id,
        Subject.OBSERVER: Observer.id,
        Subject.CAMPAIGN: Campaign.id,
        Subject.ENTRY: CellEntry.id,
        Subject.AWARD: Award.id,
        Subject.SAMPLE_PLAN: SamplePlan.id,
        Subject.WORKING_GROUP: WorkingGroup.id,
    }
    return list(session.scalars(select(ids[subject]).order_by(ids[subject].desc()).limit(most)))


def meant(
    session: Session,
    subject: Subject,
    *,
    year: int | None,
    cell_code: str | None,
    meeting_id: int | None,
    types: Collection[MeetingType] = (),
    kind: str = "",
    period: Period | None = None,
    title: TitleKind = TitleKind.CELL_4_GOOD,
) -> list[int]:
    """Return the subjects a person means on the command line (PRODUCT §6).

    A meeting by its id or the newest with approved minutes of a cell in a year, among ``types`` of meeting where the
    ``kind`` of paper is for some only; a sample meeting by its meeting's id, or the newest of a cell or a year; for
    observers every sheet handed in there; a campaign by its year and ``title``; its entries and awards by the year,
    all of them or those of a cell; a cell by its code. Raises NotFound or Refused, saying which word is missing.
    """
    cell = None if cell_code is None else cells.find_by_code(session, cell_code)
    if subject is Subject.CELL:
        if cell is None:
            raise Refused("Hãy chỉ rõ chi bộ bằng --cell MÃ.")
        return [cell.id]
    if subject is Subject.MEETING:
        return [_meeting(session, cell, year, meeting_id, types, kind)]
    if subject is Subject.PERIOD:
        if period is None:
            raise Refused("Hãy chỉ rõ kỳ tổng hợp bằng --period, ví dụ 2026-06, 2026-Q2, 2026-H1 hoặc 2026.")
        return [period.code]
    if subject is Subject.CAMPAIGN:
        return [_campaign(session, year, title)]
    if subject is Subject.ENTRY:
        return _of_campaign(session, CellEntry, cell, year)
    if subject is Subject.AWARD:
        return _of_campaign(session, Award, cell, year)
    if subject is Subject.SAMPLE_PLAN:
        return [_plan(session, year)]
    if subject is Subject.WORKING_GROUP:
        return [_group(session)]
    event = _event(session, cell, year, meeting_id)
    if subject is Subject.SAMPLE:
        return [event.id]
    observers = [observer.id for observer in event.observers if observer.sheet is not None]
    if not observers:
        raise NotFound("Buổi sinh hoạt điểm này chưa có phiếu dự nào được nộp.")
    return observers


def _meeting(
    session: Session,
    cell: Cell | None,
    year: int | None,
    meeting_id: int | None,
    types: Collection[MeetingType],
    kind: str,
) -> int:
    if meeting_id is not None:
        return _named(session, cell, year, meeting_id)
    if cell is None:
        raise Refused("Hãy chỉ rõ buổi sinh hoạt bằng --meeting SỐ, hoặc chi bộ bằng --cell MÃ.")
    query = select(Meeting.id).where(Meeting.cell_id == cell.id, Meeting.state.in_(FINAL_STATES))
    if year is not None:
        query = query.where(Meeting.year == year)
    if types:
        query = query.where(Meeting.type.in_(types))
    newest = session.scalars(query.order_by(Meeting.held_on.desc(), Meeting.id.desc())).first()
    if newest is None:
        of_kind = f" để lập {kind[:1].lower()}{kind[1:]}" if types and kind else ""
        raise NotFound(f"{cell.name} chưa có biên bản nào được thông qua{_in(year)}{of_kind}.")
    return newest


def _named(session: Session, cell: Cell | None, year: int | None, meeting_id: int) -> int:
    """Check that the meeting of a number is there, and is the one that the cell and the year beside it say."""
    meeting = session.get(Meeting, meeting_id)
    if meeting is None:
        raise NotFound(f"Không có buổi sinh hoạt số {meeting_id}.")
    if cell is not None and meeting.cell_id != cell.id:
        raise Refused(f"Buổi sinh hoạt số {meeting_id} không phải của {cell.name}; hãy bỏ --cell hoặc ghi số khác.")
    if year is not None and meeting.year != year:
        raise Refused(f"Buổi sinh hoạt số {meeting_id} thuộc năm {meeting.year}; hãy bỏ --year hoặc ghi số khác.")
    return meeting.id


def _plan(session: Session, year: int | None) -> int:
    if year is None:
        raise Refused("Hãy chỉ rõ năm của kế hoạch sinh hoạt điểm bằng --year NĂM.")
    found = session.scalars(select(SamplePlan.id).where(SamplePlan.year == year)).first()
    if found is None:
        raise NotFound(f"Chưa có kế hoạch sinh hoạt chi bộ điểm{_in(year)}.")
    return found


def _group(session: Session) -> int:
    newest = session.scalars(select(WorkingGroup.id).order_by(WorkingGroup.id.desc())).first()
    if newest is None:
        raise NotFound("Chưa có Tổ công tác nào.")
    return newest


def events_meant(
    session: Session, *, year: int | None, cell_code: str | None, meeting_id: int | None
) -> list[SampleEvent]:
    """Return the sample meetings a person may mean, the newest last. Raises NotFound when there is none."""
    cell = None if cell_code is None else cells.find_by_code(session, cell_code)
    return _events(session, cell, year, meeting_id)


def _event(session: Session, cell: Cell | None, year: int | None, meeting_id: int | None) -> SampleEvent:
    events = _events(session, cell, year, meeting_id)
    # The newest held one; a plan for next month is not what papers are made of.
    return max(events, key=lambda event: (event.meeting_id is not None, event.feedback_on is not None, event.id))


def _events(session: Session, cell: Cell | None, year: int | None, meeting_id: int | None) -> list[SampleEvent]:
    query = select(SampleEvent)
    if meeting_id is not None:
        query = query.where(SampleEvent.meeting_id == meeting_id)
    if cell is not None:
        query = query.where(SampleEvent.cell_id == cell.id)
    if year is not None:
        query = query.where(SampleEvent.year == year)
    events = session.scalars(query.order_by(SampleEvent.id)).all()
    if not events:
        if meeting_id is not None:
            _named(session, cell, year, meeting_id)
            raise NotFound(f"Buổi sinh hoạt số {meeting_id} không phải là buổi sinh hoạt chi bộ điểm.")
        if cell is not None:
            raise NotFound(f"{cell.name} không có buổi sinh hoạt chi bộ điểm nào{_in(year)}.")
        raise NotFound(f"Không có buổi sinh hoạt chi bộ điểm nào{_in(year)}.")
    return list(events)


def _campaign(session: Session, year: int | None, title: TitleKind = TitleKind.CELL_4_GOOD) -> int:
    if year is None:
        raise Refused("Hãy chỉ rõ năm của đợt thi đua bằng --year NĂM.")
    return campaigns.find_of_year(session, year, title).id


def _of_campaign(
    session: Session, table: type[CellEntry] | type[Award], cell: Cell | None, year: int | None
) -> list[int]:
    """Return the entries or the awards of a year's campaign."""
    query = select(table.id).where(table.campaign_id == _campaign(session, year))
    if cell is not None:
        query = query.where(table.cell_id == cell.id)
    found = list(session.scalars(query.order_by(table.id)))
    if not found:
        if cell is not None:
            what = "có tên trong danh sách xét" if table is CellEntry else "được tặng giấy khen"
            raise NotFound(f"{cell.name} không {what} của đợt thi đua{_in(year)}.")
        what = "chi bộ nào trong danh sách xét" if table is CellEntry else "giấy khen nào"
        raise NotFound(f"Đợt thi đua{_in(year)} chưa có {what}.")
    return found


def _in(year: int | None) -> str:
    return "" if year is None else f" năm {year}"
