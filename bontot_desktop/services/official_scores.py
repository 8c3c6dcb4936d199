"""The month's official ratings: all cells side by side, and the one act that decides them (meetings.md §8.1, F11)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select

from bontot_desktop import dates
from bontot_desktop.db.models.meetings import Meeting
from bontot_desktop.db.models.scoring import Score
from bontot_desktop.db.queries import score_facts as queries
from bontot_desktop.db.work import Work
from bontot_desktop.errors import Problem, Problems
from bontot_desktop.rules import scoring
from bontot_desktop.rules.changes import Changes
from bontot_desktop.rules.meetings import MONTHLY_TYPES, SAMPLE_TYPES, MeetingType
from bontot_desktop.rules.scoring import Rating, ScoreKind, ScoreState, show
from bontot_desktop.services import score_settings, scores
from bontot_desktop.services.meeting_scores import CHANGED
from bontot_desktop.services.office import Office


@dataclass(frozen=True, slots=True)
class MonthScoreRow:
    """A cell's meeting of a month with its scores; ``id`` is the meeting's. None for a score there is not.

    ``is_late``: the cell sent its score in after the day set, or has not while that day is past.
    """

    id: int
    cell_id: int
    cell: str
    cell_order: str
    type: MeetingType
    held_on: date | None
    self_total: Decimal | None
    self_rating: Rating | None
    in_charge_total: Decimal | None
    official_total: Decimal | None
    official_rating: Rating | None
    state: ScoreState | None
    submitted_on: date | None
    decided_on: date | None
    is_late: bool
    reason: str
    note: str

    @property
    def total(self) -> Decimal | None:
        """The points that count: the official ones, the cell's own until they are decided."""
        return self.self_total if self.official_total is None else self.official_total

    @property
    def rating(self) -> Rating | None:
        """The rating that counts."""
        return self.official_rating or self.self_rating


@dataclass(frozen=True, slots=True)
class Decision:
    """What the committee decides of a meeting; ``total`` None takes the cell's own score over.

    ``note`` says why points were taken off (column 10 of F11), ``reason`` why the score is not the cell's own.
    """

    meeting_id: int
    total: Decimal | None = None
    reason: str = ""
    note: str = ""


_MONTH = """
    SELECT m.id, m.cell_id, c.name, c.name_order, m.type, m.held_on, s.kind, s.total, s.rating, s.scored_on,
           s.submitted_on, s.decided_on, s.reason, s.note
    FROM meeting AS m JOIN cell AS c ON c.id = m.cell_id
    LEFT JOIN score AS s ON s.meeting_id = m.id AND s.kind <> 'OBSERVER'
    WHERE m.year = :year AND m.month = :month AND m.state <> 'CANCELLED' AND m.type IN ({kinds})
    ORDER BY c.name_order, m.held_on, m.id"""


def month_rows(
    office: Office, year: int, month: int, kinds: Collection[MeetingType] = MONTHLY_TYPES
) -> list[MonthScoreRow]:
    """Return the meetings of a month with their scores, in Vietnamese order of the cells' names."""
    with office.read() as session:
        until = score_settings.of(session).deadlines.submit_by(year, month)
    codes = ", ".join(f"'{kind.value}'" for kind in kinds)
    with office.ask() as driver:
        found: dict[int, list[tuple]] = {}  # type: ignore[type-arg]
        for row in driver.execute(_MONTH.format(kinds=codes), {"year": year, "month": month}):
            found.setdefault(row[0], []).append(row)
        votes = queries.score_votes(driver, list(found))
    voted = {key for key, matters in votes.items() if any(scoring.is_about_score(matter) for matter in matters)}
    return [_row(rows, until, office.today(), is_voted=key in voted) for key, rows in found.items()]


def _row(rows: list[tuple], until: date | None, today: date, *, is_voted: bool) -> MonthScoreRow:  # type: ignore[type-arg]
    meeting_id, cell_id, cell, order, kind, held_on = rows[0][:6]
    by_kind = {row[6]: row[7:] for row in rows if row[6] is not None}
    own, official = by_kind.get(ScoreKind.SELF), by_kind.get(ScoreKind.OFFICIAL)
    scored_on, submitted_on = (_day(own[2]), _day(own[3])) if own else (None, None)
    return MonthScoreRow(
        id=meeting_id,
        cell_id=cell_id,
        cell=cell,
        cell_order=order,
        type=MeetingType(kind),
        held_on=_day(held_on),
        self_total=_points(own),
        self_rating=Rating(own[1]) if own else None,
        in_charge_total=_points(by_kind.get(ScoreKind.IN_CHARGE)),
        official_total=_points(official),
        official_rating=Rating(official[1]) if official else None,
        state=scoring.state_of(
            scored_on=scored_on, is_voted=is_voted, submitted_on=submitted_on, is_decided=official is not None
        )
        if own or official
        else None,
        submitted_on=submitted_on,
        decided_on=_day(official[4]) if official else None,
        is_late=until is not None and (submitted_on or today) > until and not (official and not submitted_on),
        reason=official[5] if official else "",
        note=(official[6] if official else "") or (own[6] if own else ""),
    )


def _points(score: tuple | None) -> Decimal | None:  # type: ignore[type-arg]
    return None if score is None else Decimal(score[0]) / 100


def _day(stored: str | None) -> date | None:
    return date.fromisoformat(stored) if stored else None


def decide_month(
    office: Office, year: int, month: int, decisions: Sequence[Decision], *, on: date | None = None
) -> Changes:
    """Decide the official ratings of the meetings given in one act ("Chốt xếp loại tháng"); deciding again changes it.

    Raises Problems (field "decisions.<meeting_id>.<name>") and then decides none: a meeting of another month or one
    that is not scored, points out of range, a difference from the cell's own score without a reason.
    """
    with office.work("scores.decide", f"Chốt xếp loại tháng {month}/{year}") as session:
        decide_in(session, year, month, decisions, on or office.today())
        session.sentence = f"Chốt xếp loại tháng {month}/{year} của {len(decisions)} chi bộ"
    return CHANGED


def decide_in(session: Work, year: int, month: int, decisions: Sequence[Decision], day: date) -> None:
    """Decide official ratings inside another's act. Raises Problems as :func:`decide_month` does."""
    ids = [decision.meeting_id for decision in decisions]
    meetings = {row.id: row for row in session.scalars(select(Meeting).where(Meeting.id.in_(ids)))}
    stored: dict[int, dict[ScoreKind, Score]] = {}
    known = select(Score).where(Score.meeting_id.in_(ids), Score.kind.in_((ScoreKind.SELF, ScoreKind.OFFICIAL)))
    for score in session.scalars(known):
        stored.setdefault(score.meeting_id, {})[score.kind] = score
    found: list[Problem] = []
    tables: dict[int, scores.TemplateView] = {}
    for decision in decisions:
        meeting = meetings.get(decision.meeting_id)
        wrong = _wrong(meeting, year, month, day)
        if meeting is None or wrong:
            found.append(Problem(f"decisions.{decision.meeting_id}.total", wrong))
            continue
        there = stored.get(meeting.id, {})
        own, official = there.get(ScoreKind.SELF), there.get(ScoreKind.OFFICIAL)
        total = decision.total if decision.total is not None else own.total if own else None
        sentences = _faults(decision, meeting, own, total)
        scored = own or official
        if scored is None:
            template = scores.for_meeting(session, meeting.id, day)
        else:
            # One table serves many cells: it is read once.
            template = tables.get(scored.template_id) or scores.template_of(scored.template_id, session)
            tables[scored.template_id] = template
        fault = scoring.fault(total, template.maximum, template.step) if total is not None else None
        if fault:
            sentences.append(("total", f"{meeting.cell.name}: {fault[0].lower()}{fault[1:]}"))
        found += [Problem(f"decisions.{meeting.id}.{name}", sentence) for name, sentence in sentences]
        if total is None or sentences:
            continue
        if official is None:
            official = Score(meeting_id=meeting.id, template_id=template.id, kind=ScoreKind.OFFICIAL)
            official.total, official.rating = total, template.rating(total)
            session.add(official)
        elif official.total != total and official.lines:
            # The lines would no longer add up to what was decided.
            official.lines.clear()
        official.total, official.rating = total, template.rating(total)
        official.reason, official.note, official.decided_on = decision.reason, decision.note, day
        session.about(meeting)
    if found:
        raise Problems(found)


def _wrong(meeting: Meeting | None, year: int, month: int, day: date) -> str:
    if meeting is None:
        return "Không còn buổi sinh hoạt này trong sổ."
    name = meeting.cell.name
    if (meeting.year, meeting.month) != (year, month) or meeting.type not in SAMPLE_TYPES:
        return f"{name}: buổi này không thuộc kỳ sinh hoạt tháng {month}/{year}."
    if meeting.held_on is not None and day < meeting.held_on:
        return f"{name}: ngày chốt không thể trước ngày sinh hoạt {dates.screen(meeting.held_on)}."
    return ""


def _faults(decision: Decision, meeting: Meeting, own: Score | None, total: Decimal | None) -> list[tuple[str, str]]:
    if total is None:
        return [("total", f"{meeting.cell.name} chưa có điểm; hãy ghi điểm, hoặc để chi bộ này lại.")]
    if own is not None and total != own.total and not decision.reason.strip():
        sentence = f"{meeting.cell.name} tự chấm {show(own.total)} điểm; hãy ghi lý do điểm chính thức khác."
        return [("reason", sentence)]
    return []


def reopen_month(office: Office, year: int, month: int, meeting_ids: Collection[int]) -> Changes:
    """Take official ratings back, so that the cells' own scores may be mended; what was not decided stays as it is."""
    with office.work("scores.reopen", f"Bỏ chốt xếp loại tháng {month}/{year}") as session:
        count = 0
        rows = select(Score).where(Score.meeting_id.in_(meeting_ids), Score.kind == ScoreKind.OFFICIAL)
        for score in session.scalars(rows).all():
            session.about(session.get_one(Meeting, score.meeting_id))
            session.delete(score)
            count += 1
        session.sentence = f"Bỏ chốt xếp loại tháng {month}/{year} của {count} chi bộ"
    return CHANGED
