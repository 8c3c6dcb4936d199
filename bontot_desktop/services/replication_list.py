"""Making the list of what every cell is to mend or apply after a sample meeting, and keeping it up to date.

Its lines come from the opinions that were accepted and from the tasks the conclusion names; what a cell has begun is
never lost when the list is made again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from bontot_desktop import text
from bontot_desktop.db.models.cells import Cell
from bontot_desktop.db.models.meetings import ReplicationReview
from bontot_desktop.db.models.samples import Opinion, Replication, SampleEvent
from bontot_desktop.db.queries import register
from bontot_desktop.errors import Refused
from bontot_desktop.rules.cells import CellPost
from bontot_desktop.rules.samples import ReplicationState, is_to_do
from bontot_desktop.services import cell_work
from bontot_desktop.services.conclusions import lines_of, month_after


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A line of the list as it should stand; ``responsible`` and ``due_on`` None where nobody named them."""

    cell_id: int
    content: str
    usual_due: date
    opinion_id: int | None = None
    due_on: date | None = None
    responsible: str = ""

    @property
    def key(self) -> tuple[int, object]:
        return self.cell_id, text.fold(self.content) if self.opinion_id is None else self.opinion_id


def spread_in(session: Session, row: SampleEvent, today: date) -> None:
    """Make the list from opinions and conclusion, inside another's transaction. Raises Refused with nothing to do."""
    own, others = lines_of([row.task_sample_cell]), lines_of([row.task_other_cells])
    wanted = _from_opinions(session, row, today)
    if not own and not others and not wanted:
        raise Refused(
            "Chưa có việc nào: hãy ghi “Tiếp thu” cho hạn chế, góp ý ở bước Rút kinh nghiệm hoặc ghi nhiệm vụ ở bước "
            "Kết luận."
        )
    due = _usual_due(row, today)
    # What a cell that ended meanwhile was to do, the cells that follow it do.
    heirs = cell_work.standing_for(session, row.cell_id, today)
    there = {(item.cell_id, text.fold(item.content)) for item in row.replications}
    for line in own:
        takers = [cell_id for cell_id in heirs if (cell_id, text.fold(line)) in there] or heirs
        wanted += [_Wanted(cell_id, line, row.task_sample_cell_due_on or due) for cell_id in takers]
    wanted += [_Wanted(cell_id, line, due) for cell_id in _other_cells(session, heirs, today) for line in others]
    _make(session, row, wanted, list(row.replications), today)


def follow_opinions(session: Session, row: SampleEvent, today: date) -> None:
    """Let the part of the list that comes from opinions follow them, inside another's transaction."""
    ours = [item for item in row.replications if item.opinion_id is not None]
    wanted = _from_opinions(session, row, today)
    if wanted or ours:
        _make(session, row, wanted, ours, today)


def let_go(session: Session, row: SampleEvent, opinion_id: int | None) -> None:
    """Drop what was to be done after an opinion that goes; what was begun stays without it."""
    mine = [item for item in row.replications if item.opinion_id == opinion_id]
    reviewed = _reviewed(session, mine)
    for item in mine:
        if _is_untouched(item, reviewed):
            row.replications.remove(item)
        else:
            item.opinion_id = None
    session.flush()


def waiting(session: Session, row: SampleEvent) -> int:
    """Count the tasks of the conclusion that are not in the list yet."""
    # Most cells have the same things to do.
    there = {text.fold(content) for content in session.scalars(_contents(row))}
    return sum(text.fold(line) not in there for line in lines_of([row.task_sample_cell, row.task_other_cells]))


def _contents(row: SampleEvent) -> Select[str]:
    return select(Replication.content).where(Replication.event_id == row.id).distinct()


def content_of(opinion: Opinion) -> str:
    """Return what is to be done after an opinion: what was settled on it, else its own words."""
    return opinion.settled or opinion.text


def _usual_due(row: SampleEvent, today: date) -> date:
    held_on = row.meeting.held_on if row.meeting else None
    first = row.apply_from or (month_after(held_on, 1) if held_on else today)
    return month_after(first, 0, last=True)


def _from_opinions(session: Session, row: SampleEvent, today: date) -> list[_Wanted]:
    accepted = [said for said in row.opinions if is_to_do(said.kind, said.decision)]
    if not accepted:
        return []
    due = _usual_due(row, today)
    own_due = row.task_sample_cell_due_on or due
    heirs = cell_work.standing_for(session, row.cell_id, today)
    others = _other_cells(session, heirs, today) if any(said.for_others for said in accepted) else ()
    there = {(item.cell_id, item.opinion_id) for item in row.replications}
    wanted = []
    for said in accepted:
        words = content_of(said)
        takers = [cell_id for cell_id in heirs if (cell_id, said.id) in there] or heirs
        wanted += [_Wanted(one, words, own_due, said.id, said.due_on, said.responsible) for one in takers]
        if said.for_others:
            wanted += [_Wanted(one, words, due, said.id, said.due_on) for one in others]
    return wanted


def _make(
    session: Session, row: SampleEvent, wanted: Sequence[_Wanted], ours: Sequence[Replication], today: date
) -> None:
    """Let lines of ours not begun go or follow, and add what is missing."""
    keys = {one.key for one in wanted}
    reviewed = _reviewed(session, ours)
    for item in ours:
        if _key(item) not in keys and _is_untouched(item, reviewed):
            row.replications.remove(item)
    known = {_key(item): item for item in row.replications}
    same_words = {(item.cell_id, text.fold(item.content)): item for item in row.replications}
    checkers = {charge.cell_id: charge.full_name for charge in register.in_charge_on(session, today)}
    doers = {
        post.cell_id: post.full_name
        for post in reversed(register.posts_on(session, today))
        if post.post is CellPost.SECRETARY
    }
    for one in wanted:
        ours_already = known.get(one.key)
        if ours_already is not None:
            if _is_untouched(ours_already, reviewed):
                ours_already.content = one.content
                ours_already.due_on = one.due_on or ours_already.due_on
                ours_already.responsible = one.responsible or ours_already.responsible
            continue
        place = (one.cell_id, text.fold(one.content))
        alike = same_words.get(place)
        if alike is not None:
            alike.opinion_id = alike.opinion_id or one.opinion_id
            continue
        item = Replication(
            cell_id=one.cell_id,
            opinion_id=one.opinion_id,
            content=one.content,
            responsible=one.responsible or doers.get(one.cell_id, ""),
            due_on=one.due_on or one.usual_due,
            state=ReplicationState.OPEN,
            checked_by=checkers.get(one.cell_id, ""),
        )
        known[one.key] = same_words[place] = item
        row.replications.append(item)
    session.flush()
    session.refresh(row, ["replications"])


def _key(item: Replication) -> tuple[int, object]:
    return item.cell_id, text.fold(item.content) if item.opinion_id is None else item.opinion_id


def _is_untouched(item: Replication, reviewed: set[int]) -> bool:
    return item.state is ReplicationState.OPEN and not item.remark and item.id not in reviewed


def _reviewed(session: Session, items: Iterable[Replication]) -> set[int]:
    """Return the items of which the minutes of a cell's meeting speak."""
    if not any(items):
        return set()
    return set(session.scalars(select(ReplicationReview.replication_id).distinct()))


def _other_cells(session: Session, own: Sequence[int], today: date) -> Sequence[int]:
    question = select(Cell.id).where(
        Cell.id.not_in(own),
        (Cell.founded_on.is_(None)) | (Cell.founded_on <= today),
        (Cell.dissolved_on.is_(None)) | (Cell.dissolved_on > today),
    )
    return session.scalars(question.order_by(Cell.name_order, Cell.id)).all()
