"""What a cell that ends has not finished (tasks, replication items, petitions), and who goes on with it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from bontot_desktop import dates, text
from bontot_desktop.db.models.cells import Cell, Lineage
from bontot_desktop.db.models.meetings import Meeting, Task
from bontot_desktop.db.models.months import Petition
from bontot_desktop.db.models.samples import Replication
from bontot_desktop.db.queries.samples import OPEN_STATES
from bontot_desktop.rules import cell_life as rules
from bontot_desktop.rules.cells import LineageKind
from bontot_desktop.rules.meetings import HELD_STATES, MeetingType, TaskState
from bontot_desktop.rules.petitions import PetitionState
from bontot_desktop.rules.samples import ReplicationState
from bontot_desktop.services.cell_changes import Decision
from bontot_desktop.services.office import Office

_PENDING = (PetitionState.RAISED, PetitionState.SENT, PetitionState.ANSWERED)


@dataclass(frozen=True, slots=True)
class OpenWork:
    """What is not finished in some cells, oldest first."""

    tasks: tuple[Task, ...] = ()
    items: tuple[Replication, ...] = ()
    petitions: tuple[Petition, ...] = ()

    def __len__(self) -> int:
        return len(self.tasks) + len(self.items) + len(self.petitions)

    def words(self) -> str:
        """Count it: "3 việc chưa xong (2 nhiệm vụ của nghị quyết, 1 việc nhân rộng)"."""
        return rules.open_work(len(self.tasks), len(self.items), len(self.petitions))


def told(office: Office, cell_id: int) -> str:
    """Count what a cell has not finished in words; "" when there is nothing."""
    with office.read() as session:
        work = of_cells(session, [cell_id])
        return work.words() if work else ""


def of_cells(session: Session, cell_ids: Collection[int]) -> OpenWork:
    """Gather what is not finished in cells. What a committee gave itself to prepare ends with it."""
    given = (
        select(Task.id)
        .join(Meeting, Meeting.id == Task.meeting_id)
        .where(Meeting.cell_id.in_(cell_ids), Task.carried_to_id.is_(None))
    )
    taken_over = select(Task.id).where(Task.carried_to_id.in_(cell_ids))
    tasks = (
        select(Task)
        .join(Meeting, Meeting.id == Task.meeting_id)
        .where(
            Task.id.in_(given.union_all(taken_over)),
            Meeting.type != MeetingType.COMMITTEE,
            Meeting.state.in_(HELD_STATES),
            Task.state.in_((TaskState.OPEN, TaskState.LATE)),
        )
        .order_by(Meeting.held_on, Meeting.id, Task.position)
    )
    items = select(Replication).where(Replication.cell_id.in_(cell_ids), Replication.state.in_(OPEN_STATES))
    petitions = select(Petition).where(Petition.cell_id.in_(cell_ids), Petition.state.in_(_PENDING))
    return OpenWork(
        tuple(session.scalars(tasks)),
        tuple(session.scalars(items.order_by(Replication.id))),
        tuple(session.scalars(petitions.order_by(Petition.raised_on, Petition.id))),
    )


def passes(session: Session, ended: Sequence[Cell], heir: str, kept: Cell | None = None) -> list[str]:
    """Say beforehand that what is not finished goes to another cell; ``kept`` is it when it is there already."""
    work = of_cells(session, [cell.id for cell in ended])
    if not work:
        return []
    told = [f"{work.words()} chuyển sang {heir}."]
    doubles = len(_doubles(work.items, _known(session, kept)))
    if doubles:
        told.append(f"{doubles} việc nhân rộng trùng nội dung được gộp làm một.")
    return told


def pass_on(session: Session, ended: Sequence[Cell], heir: Cell, decision: Decision) -> None:
    """Let another cell answer for what is not finished in cells that end; the same thing twice becomes one."""
    work = of_cells(session, [cell.id for cell in ended])
    doubles = set(_doubles(work.items, _known(session, heir)))
    day = dates.screen(decision.on)
    for task in work.tasks:
        task.carried_to_id = heir.id
    for item in work.items:
        if item.id in doubles:
            item.state = ReplicationState.DROPPED
            item.remark = _with(item.remark, f"Gộp với việc cùng nội dung của {heir.name} từ ngày {day}.")
        else:
            item.remark = _with(item.remark, f"Chuyển từ {item.cell.name} ngày {day}.")
            item.cell_id = heir.id
    for petition in work.petitions:
        petition.note = _with(petition.note, f"Chuyển từ {petition.cell.name} ngày {day}.")
        petition.cell_id = heir.id


def finish(session: Session, cell: Cell, why: str, decision: Decision) -> None:
    """End what is not finished in a cell that ends without a successor, with the reason."""
    work = of_cells(session, [cell.id])
    words = f"{cell.name} giải thể ngày {dates.screen(decision.on)}: {why}"
    for task in work.tasks:
        task.state, task.result = TaskState.CANCELLED, _with(task.result, words)
    for item in work.items:
        item.state, item.remark = ReplicationState.DROPPED, _with(item.remark, words)
    for petition in work.petitions:
        petition.state, petition.note = PetitionState.DROPPED, _with(petition.note, words)


def standing_for(session: Session, cell_id: int, day: date) -> list[int]:
    """Return which cells stand for a cell on a day: itself while it goes on, else those that follow it."""
    found: list[int] = []
    waiting, seen = [cell_id], set()
    while waiting:
        one = waiting.pop(0)
        if one in seen:
            continue
        seen.add(one)
        cell = session.get(Cell, one)
        if cell is None:
            continue
        if cell.dissolved_on is None or cell.dissolved_on > day:
            found.append(one)
            continue
        after = select(Lineage.successor_id).where(
            Lineage.predecessor_id == one, Lineage.kind.in_((LineageKind.MERGE, LineageKind.SPLIT))
        )
        waiting += [heir for heir in session.scalars(after.order_by(Lineage.id)) if heir is not None]
    return found


def _known(session: Session, kept: Cell | None) -> set[tuple[int, str]]:
    if kept is None:
        return set()
    items = session.scalars(select(Replication).where(Replication.cell_id == kept.id))
    return {(item.event_id, text.fold(item.content)) for item in items}


def _doubles(items: Iterable[Replication], known: set[tuple[int, str]]) -> list[int]:
    """Return the items of which another says the same; of several the one that is begun stays."""
    seen, found = set(known), []
    for item in sorted(items, key=lambda one: (one.state is not ReplicationState.DOING, one.id)):
        key = (item.event_id, text.fold(item.content))
        if key in seen:
            found.append(item.id)
        seen.add(key)
    return found


def _with(before: str, words: str) -> str:
    return f"{before}\n{words}" if before else words
