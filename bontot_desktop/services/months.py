"""A month of all cells at once: the figures of cells that keep their own book typed in one grid (meetings.md §9, F11).

What is typed for a meeting without minutes here is its brief (MeetingBrief); a meeting whose minutes are typed in full
shows what follows from them and is changed on its own page.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from bontot_desktop import dates, text
from bontot_desktop.db.models.cells import Cell
from bontot_desktop.db.models.meetings import Meeting
from bontot_desktop.db.models.months import MeetingBrief, MeetingPlan
from bontot_desktop.db.models.scoring import Score
from bontot_desktop.db.queries import meeting_figures, month_view
from bontot_desktop.db.queries.meeting_figures import MeetingFigures
from bontot_desktop.db.queries.month_view import MonthCell
from bontot_desktop.errors import Problem, Problems, Refused
from bontot_desktop.rules import months as rules
from bontot_desktop.rules.cells import ContentType
from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.rules.meetings import MONTHLY_TYPES, MeetingFormat, MeetingState, MeetingType
from bontot_desktop.rules.months import MonthEntry
from bontot_desktop.rules.periods import Period
from bontot_desktop.rules.scoring import Rating
from bontot_desktop.services import score_templates, scores
from bontot_desktop.services.office import Office
from bontot_desktop.services.score_templates import TemplateView
from bontot_desktop.services.statistic_settings import meeting_choices

CHANGED = Changes.of(Kind.MEETINGS, Kind.SCORES)


@dataclass(frozen=True, slots=True)
class MonthRow:
    """A cell's month as the grid shows it. ``is_full``: the figures follow from minutes typed in full.

    ``entry.points`` are the cell's own; ``rating`` is the official one, theirs until it is decided. ``roster`` counts
    the members on the month's last day, offered as total; ``themed`` counts the themed meetings beside the regular one.
    """

    entry: MonthEntry
    cell_order: str
    state: MeetingState | None
    is_full: bool
    rating: Rating | None
    is_official: bool
    roster: int
    themed: int
    official_points: Decimal | None = None

    @property
    def id(self) -> int:
        """The cell's id: one row a cell."""
        return self.entry.cell_id


def load(office: Office, year: int, number: int) -> list[MonthRow]:
    """Return every cell of a month with its regular meeting, in the order of their names."""
    period = Period.month_of(year, number)
    with office.ask() as driver:
        cells = month_view.cells(driver, period.first_day, period.last_day)
        members = month_view.counts(driver, period.last_day)
        held = meeting_figures.figures(driver, period.first, period.last, **meeting_choices(driver))
        waiting = month_view.waiting(driver, year, number)
        notes = month_view.own_notes(driver, year, number)
    monthly = {figures.cell_id: figures for figures in held if figures.type in MONTHLY_TYPES}
    themed = Counter(figures.cell_id for figures in held if figures.type is MeetingType.THEMED)
    return [
        _row(cell, monthly.get(cell.id), waiting.get(cell.id), members.get(cell.id, 0), themed[cell.id], notes)
        for cell in cells
    ]


def _row(
    cell: MonthCell,
    figures: MeetingFigures | None,
    waiting: month_view.Waiting | None,
    members: int,
    themed: int,
    notes: dict[int, str],
) -> MonthRow:
    if figures is None:
        meeting_id, state, held_on = waiting or (None, None, None)
        entry = MonthEntry(cell.id, cell.name, meeting_id=meeting_id, held_on=held_on)
        # A meeting prepared here is written up on its own page, one that was called off can still be typed in.
        return MonthRow(
            entry,
            cell.name_order,
            state,
            state in (MeetingState.PLANNED, MeetingState.NOTICED),
            None,
            False,
            members,
            themed,
        )
    return MonthRow(
        entry=MonthEntry(
            cell_id=cell.id,
            cell=cell.name,
            meeting_id=figures.id,
            held_on=figures.held_on,
            minutes=figures.minutes,
            total=figures.total,
            expected=figures.expected,
            present=figures.present,
            unexcused=figures.unexcused,
            speakers=figures.speakers,
            contributions=figures.contributions,
            is_themed=figures.type is MeetingType.COMBINED,
            theme=figures.theme,
            points=figures.self_points,
            note=notes.get(figures.id, ""),
        ),
        cell_order=cell.name_order,
        state=figures.state,
        is_full=not figures.is_brief,
        rating=figures.rating,
        is_official=figures.official_rating is not None,
        roster=members,
        themed=themed,
        official_points=figures.official_points,
    )


def scales(office: Office, year: int, number: int) -> dict[tuple[int, bool], TemplateView]:
    """Return the score table of each cell's regular meeting of a month, by cell and whether it has a themed part.

    Raises NotFound while there is no table at all.
    """
    period = Period.month_of(year, number)
    chosen: dict[tuple[ContentType, bool], TemplateView] = {}
    with office.read() as session:
        with office.ask() as driver:
            cells = month_view.cells(driver, period.first_day, period.last_day)
        views = score_templates.all_views(session)
        for kind in {cell.content_type for cell in cells}:
            for is_themed in (False, True):
                held_as = MeetingType.COMBINED if is_themed else MeetingType.REGULAR
                chosen[kind, is_themed] = score_templates.choose(views, period.last_day, held_as, kind)
    return {(cell.id, themed): chosen[cell.content_type, themed] for cell in cells for themed in (False, True)}


def save(office: Office, year: int, number: int, entries: Sequence[MonthEntry]) -> Changes:
    """Store what was typed of a month in one act; an entry without a day takes a brief meeting out again.

    Raises Problems (fields "entries.<cell id>.<name>") with everything that cannot be, Refused for a meeting whose
    minutes are typed in full.
    """
    with office.work("months.save", f"Ghi kết quả sinh hoạt tháng {number}/{year}") as session:
        found = [problem for entry in entries for problem in rules.problems(entry, year, number, office.today())]
        for entry in entries:
            found += _cell_problems(session, entry)
        if found:
            raise Problems(found)
        names = [entry.cell for entry in entries if _store(session, entry, year, number, office.today())]
        session.sentence = f"Ghi kết quả sinh hoạt tháng {number}/{year} của {_named(names)}"
    return CHANGED


def _named(names: list[str]) -> str:
    return text.join_vi(names) if len(names) <= 3 else f"{len(names)} chi bộ"


def _cell_problems(session: Session, entry: MonthEntry) -> list[Problem]:
    cell = session.get(Cell, entry.cell_id)
    if cell is None:
        return [Problem(f"entries.{entry.cell_id}.held_on", "Không còn chi bộ này trong sổ.")]
    day = entry.held_on
    if day is not None and cell.founded_on is not None and day < cell.founded_on:
        sentence = f"{cell.name} chưa thành lập ngày {dates.screen(day)}."
        return [Problem(f"entries.{entry.cell_id}.held_on", sentence)]
    if day is not None and cell.dissolved_on is not None and day >= cell.dissolved_on:
        sentence = f"{cell.name} đã kết thúc hoạt động ngày {dates.screen(cell.dissolved_on)}."
        return [Problem(f"entries.{entry.cell_id}.held_on", sentence)]
    return []


def _store(session: Session, entry: MonthEntry, year: int, number: int, today: date) -> bool:
    """Store one entry; say whether there was anything to store."""
    row = _meeting(session, entry.cell_id, year, number)
    if row is not None and row.brief is None and row.state is not MeetingState.CANCELLED:
        there = "đã lên lịch buổi" if row.state in (MeetingState.PLANNED, MeetingState.NOTICED) else "đã có biên bản"
        raise Refused(f"{entry.cell} {there} tháng {number}/{year} trong chương trình; hãy sửa ở trang của buổi.")
    if entry.held_on is None:
        return _take_out(session, row)
    if row is None or row.state is MeetingState.CANCELLED:
        row = Meeting(cell_id=entry.cell_id, year=year, month=number, format=MeetingFormat.IN_PERSON)
        row.type, row.state, row.held_on = MeetingType.REGULAR, MeetingState.HELD, entry.held_on
        session.add(row)
    row.type = MeetingType.COMBINED if entry.is_themed else MeetingType.REGULAR
    row.state, row.held_on, row.theme = MeetingState.HELD, entry.held_on, entry.theme
    row.place = row.place or _place(session, entry.cell_id, year, number)
    if row.brief is None:
        row.brief = MeetingBrief()
    for name in ("total", "expected", "present", "unexcused", "speakers", "contributions", "minutes"):
        setattr(row.brief, name, getattr(entry, name))
    session.flush()
    try:
        score = scores.store_total(session, row.id, entry.points, today=today)
    except Problems as wrong:
        raise Problems([Problem(f"entries.{entry.cell_id}.points", one.sentence) for one in wrong.problems]) from wrong
    if score is not None:
        # An emptied note goes too.
        score.note = entry.note
    return True


def _take_out(session: Session, row: Meeting | None) -> bool:
    if row is None or row.brief is None:
        return False
    if row.is_sample:
        raise Refused("Buổi này là sinh hoạt chi bộ điểm; hãy bỏ ở trang Chi bộ điểm trước.")
    for score in session.scalars(select(Score).where(Score.meeting_id == row.id)):
        session.delete(score)
    for committee in session.scalars(select(Meeting).where(Meeting.prepares_id == row.id)):
        committee.prepares_id = None
    session.flush()
    session.delete(row)
    return True


def _meeting(session: Session, cell_id: int, year: int, number: int) -> Meeting | None:
    rows = session.scalars(
        select(Meeting)
        .where(
            Meeting.cell_id == cell_id,
            Meeting.year == year,
            Meeting.month == number,
            Meeting.type.in_(MONTHLY_TYPES),
        )
        .order_by(Meeting.state == MeetingState.CANCELLED)
    )
    return rows.first()


def _place(session: Session, cell_id: int, year: int, number: int) -> str:
    planned = session.scalars(
        select(MeetingPlan.place).where(
            MeetingPlan.cell_id == cell_id,
            MeetingPlan.year == year,
            MeetingPlan.month == number,
            MeetingPlan.type.in_(MONTHLY_TYPES),
        )
    ).first()
    return planned or session.scalars(select(Cell.usual_place).where(Cell.id == cell_id)).first() or ""
