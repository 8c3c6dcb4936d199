"""Saves the score sheet of a cell in a campaign whole and leads the cell on to the states it reaches (T3, T4, T6)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from bontot_desktop import dates
from bontot_desktop.db.models.meetings import Meeting
from bontot_desktop.db.models.recognition import CellEntry, EntryScore
from bontot_desktop.errors import Problem, Problems, Refused
from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.rules.meetings import HELD_STATES
from bontot_desktop.rules.metric_values import AutoAnswer
from bontot_desktop.rules.recognition import Column, EntryState
from bontot_desktop.services import campaigns, eligibility, entries, entry_sheets, road
from bontot_desktop.services.entry_checks import (
    missing_for_adoption,
    missing_for_verifying,
    problems,
    warnings,
    what_is_missing,
)
from bontot_desktop.services.entry_sheets import FIELDS, ScoreSheet, SheetLine, blank_lines, sheet, sheet_of
from bontot_desktop.services.office import Office
from bontot_desktop.services.sheet_settings import SheetSettings

__all__ = [
    "EXPLAIN_FROM",
    "ROAD",
    "ScoreSheet",
    "SheetLine",
    "blank_lines",
    "lead_on",
    "problems",
    "save",
    "sheet",
    "sheet_of",
    "standing_of",
    "store",
    "warnings",
    "what_is_missing",
]

#: The usual difference between self-score and verified score from which a note is asked (recognition.md §3.4 T6).
EXPLAIN_FROM = SheetSettings().explain_from

#: The road of a dossier, from the form that came in to the last look at it.
ROAD = (EntryState.REGISTERED, EntryState.SELF_SCORED, EntryState.SUBMITTED, EntryState.VERIFIED)


def save(office: Office, sheet: ScoreSheet) -> Changes:
    """Save a sheet whole and lead the entry on: self-scored, submitted, verified as far as the sheet reaches.

    What the program computes is stored beside the points as it is now. Raises Problems; Refused when the cell has not
    registered or its result stands already.
    """
    answers = computed_for(office, sheet.entry_id)
    with office.work("entry_scores.save", f"Ghi bảng chấm điểm của {sheet.cell}") as session:
        store(session, sheet, answers, office.today())
    return Changes.of(Kind.CAMPAIGNS)


def computed_for(office: Office, entry_id: int) -> dict[str, AutoAnswer]:
    """Return what the program computes now for a cell's criteria, by code; nothing once the entry is concluded."""
    with office.read() as session:
        entry = entries.find_entry(session, entry_id)
        if not entry_sheets.is_computed_anew(entry):
            return {}
        cell_id, year, facts = entry.cell_id, entry.campaign.year, sheet_of(entry).facts
    return entry_sheets.computed(office, cell_id, year, facts)


def store(session: Session, sheet: ScoreSheet, answers: dict[str, AutoAnswer], today: date) -> CellEntry:
    """Write a sheet inside another's act; ``answers`` are those of :func:`computed_for`. Raises as :func:`save`."""
    sheet = entry_sheets.with_answers(sheet, answers)
    found = [*problems(sheet), *_days_to_come(sheet, today)]
    if found:
        raise Problems(found)
    entry = entries.find_open(session, sheet.entry_id)
    if entry.state in (EntryState.NOT_REGISTERED, EntryState.WITHDRAWN):
        raise Refused(f"{entry.name_at_time} chưa đăng ký thi đua; hãy ghi đăng ký trước khi chấm điểm.")
    entries.refuse_when_concluded(entry, "bảng điểm")
    _write_lines(entry, sheet, today)
    entry.self_scored_on = sheet.self_scored_on
    entry.self_votes_for, entry.self_vote_base = sheet.self_votes_for, sheet.self_vote_base
    entry.self_present = sheet.self_present
    entry.self_meeting_id = _meeting_of(session, entry)
    entry.verified_on = sheet.verified_on
    session.flush()
    lead_on(entry)
    campaigns.lead_on(entry.campaign)
    return entry


def _days_to_come(sheet: ScoreSheet, today: date) -> list[Problem]:
    days = (
        ("self_scored_on", "Ngày chi bộ họp tự chấm", sheet.self_scored_on),
        ("verified_on", "Ngày thẩm định", sheet.verified_on),
    )
    return [
        Problem(field, f"{words} {dates.screen(day)} ở sau hôm nay; hãy xem lại.")
        for field, words, day in days
        if day is not None and day > today
    ]


def _meeting_of(session: Session, entry: CellEntry) -> int | None:
    """Return the meeting of the cell held on the day it adopted its score (recognition.md §9.4)."""
    if entry.self_scored_on is None:
        return None
    query = select(Meeting.id).where(
        Meeting.cell_id == entry.cell_id, Meeting.held_on == entry.self_scored_on, Meeting.state.in_(HELD_STATES)
    )
    return session.scalars(query.order_by(Meeting.id)).first()


def _write_lines(entry: CellEntry, sheet: ScoreSheet, today: date) -> None:
    given = {score.criterion_id: score for score in entry.scores}
    for line in sheet.lines:
        if line.is_group or (line.criterion_id not in given and _is_blank(line)):
            continue
        score = given.get(line.criterion_id)
        if score is None:
            score = EntryScore(criterion_id=line.criterion_id)
            entry.scores.append(score)
        for column, field in FIELDS.items():
            # Points of what does not apply would come back to life with it.
            setattr(score, field, None if line.is_left_out else line.points(column))
        score.note, score.evidence, score.is_not_applicable = line.note, line.evidence, line.is_left_out
        auto = line.auto
        if auto is not None and (score.auto_points, score.auto_value) != (auto.points, auto.sentence):
            score.auto_points, score.auto_value, score.auto_on = auto.points, auto.sentence, today


def _is_blank(line: SheetLine) -> bool:
    told = line.note or line.evidence or line.is_left_out
    return not told and all(line.points(column) is None for column in Column)


def lead_on(entry: CellEntry) -> None:
    """Move an entry on as far as what was recorded allows (T3, T4, T6); it never goes back by itself.

    On the way to "đã thẩm định" the rules of eligibility are run, and what they find is kept (T6).
    """
    reached = ROAD.index(standing_of(entry))
    while entry.state in ROAD and ROAD.index(entry.state) < reached:
        if entry.state is EntryState.SUBMITTED:
            eligibility.check_in_passing(entry)
        entries.move(entry, ROAD[ROAD.index(entry.state) + 1])


def standing_of(entry: CellEntry) -> EntryState:
    """Say how far what was recorded of a registered cell reaches, whatever its state is now."""
    done = sheet_of(entry)
    if missing_for_adoption(done):
        return EntryState.REGISTERED
    if road.missing_for_submission(entry):
        return EntryState.SELF_SCORED
    if missing_for_verifying(done) or road.missing_for_verification(entry):
        return EntryState.SUBMITTED
    return EntryState.VERIFIED
