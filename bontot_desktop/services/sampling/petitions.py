"""The petitions of the invented office, each raised at a meeting that was held and followed as far as its days tell."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from bontot_desktop.db.models.meetings import Meeting
from bontot_desktop.rules.meetings import HELD_STATES, MONTHLY_TYPES
from bontot_desktop.rules.petitions import PetitionSource
from bontot_desktop.services import petitions
from bontot_desktop.services.office import Office
from bontot_desktop.services.petitions import PetitionDraft
from bontot_desktop.services.sampling import texts
from bontot_desktop.services.sampling.clock import Clock
from bontot_desktop.services.sampling.founding import Founded
from bontot_desktop.services.sampling.people import YEAR


def raise_all(office: Office, clock: Clock, founded: Sequence[Founded]) -> int:
    """Write the petitions of the cells there are; return how many."""
    by_code = {one.plan.code: one.cell_id for one in founded}
    count = 0
    for told in texts.read("petitions")["petition"]:
        if told["cell"] not in by_code:
            continue
        found = _meeting(office, by_code[told["cell"]], told["month"])
        if found is not None:
            clock.set(clock.until)
            petitions.save(office, _draft(clock, told, by_code[told["cell"]], *found))
            count += 1
    return count


def _meeting(office: Office, cell_id: int, month: int) -> tuple[int, date] | None:
    question = select(Meeting.id, Meeting.held_on).where(
        Meeting.cell_id == cell_id,
        Meeting.year == YEAR,
        Meeting.month == month,
        Meeting.type.in_(MONTHLY_TYPES),
        Meeting.state.in_(HELD_STATES),
    )
    with office.read() as session:
        row = session.execute(question).first()
        return None if row is None or row.held_on is None else (row.id, row.held_on)


def _draft(clock: Clock, told: dict[str, Any], cell_id: int, meeting_id: int, held_on: date) -> PetitionDraft:
    days = [held_on + timedelta(days=later) if later else None for later in told["days"]]
    due = days[1]
    sent, _, reminded, answered, back = (day if day is not None and clock.has_come(day) else None for day in days)
    return PetitionDraft(
        cell_id=cell_id,
        meeting_id=meeting_id,
        source=PetitionSource(told["source"]),
        raised_by=told["by"],
        raised_on=held_on,
        text=told["text"],
        addressed_to=told["to"],
        sent_on=sent,
        answer_due_on=due if sent else None,
        reminded_on=reminded,
        answer=told["answer"] if answered else "",
        answered_on=answered,
        told_on=back,
    )
