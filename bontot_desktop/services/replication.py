"""What every cell is to mend or apply after a sample meeting, until somebody has checked that it is done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager

from bontot_desktop import text
from bontot_desktop.db.models.cells import Cell
from bontot_desktop.db.models.samples import Replication, SampleEvent
from bontot_desktop.db.queries import register
from bontot_desktop.db.queries import samples as queries
from bontot_desktop.errors import NotFound, Problem, Problems, Refused
from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.rules.samples import ReplicationState
from bontot_desktop.services import cell_work, sample_store
from bontot_desktop.services.conclusions import lines_of, month_after
from bontot_desktop.services.office import Office, Saved


@dataclass(frozen=True, slots=True)
class ReplicationDraft:
    """Something a cell is to mend or apply, as its row holds it."""

    cell_id: int
    cell_name: str
    content: str
    is_sample_cell: bool = False
    due_on: date | None = None
    state: ReplicationState = ReplicationState.OPEN
    checked_by: str = ""
    done_on: date | None = None
    remark: str = ""
    id: int | None = None


def load(office: Office, event_id: int) -> tuple[ReplicationDraft, ...]:
    """Return what each cell is to apply: the sample cell first, then the others in the order of their names."""
    with office.read() as session:
        row = sample_store.event(session, event_id)
        own = set(cell_work.standing_for(session, row.cell_id, office.today())) | {row.cell_id}
        question = (
            select(Replication)
            .join(Cell, Cell.id == Replication.cell_id)
            .where(Replication.event_id == row.id)
            .options(contains_eager(Replication.cell))
            .order_by(Replication.cell_id.not_in(own), Cell.name_order, Replication.id)
        )
        return tuple(
            ReplicationDraft(
                cell_id=item.cell_id,
                cell_name=item.cell.name,
                content=item.content,
                is_sample_cell=item.cell_id in own,
                due_on=item.due_on,
                state=item.state,
                checked_by=item.checked_by,
                done_on=item.done_on,
                remark=item.remark,
                id=item.id,
            )
            for item in session.scalars(question)
        )


def spread(office: Office, event_id: int) -> Saved:
    """Make the list of what is to be applied: each line of the tasks for the sample cell and for every other cell.

    Items begun or checked stay as they are; those not begun follow the conclusion. Returns how many there are now.
    Raises Refused while the conclusion names no task.
    """
    with office.work("samples.spread", "Lập danh sách nhân rộng") as session:
        row = sample_store.event(session, event_id)
        session.sentence = f"Lập danh sách nhân rộng sinh hoạt điểm của {row.cell.name}"
        session.about(row)
        spread_in(session, row, office.today())
        sample_store.advance(session, row, office.today())
        return Saved(len(row.replications), Changes.of(Kind.SAMPLES))


def spread_in(session: Session, row: SampleEvent, today: date) -> None:
    """Make the list inside another's transaction."""
    own, others = lines_of([row.task_sample_cell]), lines_of([row.task_other_cells])
    if not own and not others:
        raise Refused("Kết luận chưa ghi nhiệm vụ của chi bộ điểm và các chi bộ khác; hãy ghi ở bước Kết luận.")
    day = row.apply_from or today
    due = month_after(day, 0, last=True)
    in_charge = {charge.cell_id: charge.full_name for charge in register.in_charge_on(session, today)}
    # What a cell that ended meanwhile was to do, the cells that follow it do.
    heirs = cell_work.standing_for(session, row.cell_id, today)
    there = {_item_key(item) for item in row.replications}
    wanted = []
    for line in own:
        takers = [cell_id for cell_id in heirs if (cell_id, text.fold(line)) in there] or heirs
        wanted += [(cell_id, line, row.task_sample_cell_due_on or due) for cell_id in takers]
    wanted += [(cell_id, line, due) for cell_id in _other_cells(session, heirs, today) for line in others]
    keys = {(cell_id, text.fold(line)) for cell_id, line, _ in wanted}
    for item in list(row.replications):
        if item.state is ReplicationState.OPEN and not item.remark and _item_key(item) not in keys:
            row.replications.remove(item)
    known = {_item_key(item) for item in row.replications}
    for cell_id, line, due_on in wanted:
        if (cell_id, text.fold(line)) not in known:
            row.replications.append(
                Replication(
                    cell_id=cell_id,
                    content=line,
                    due_on=due_on,
                    state=ReplicationState.OPEN,
                    checked_by=in_charge.get(cell_id, ""),
                )
            )
    session.flush()
    session.refresh(row, ["replications"])


def _item_key(item: Replication) -> tuple[int, str]:
    return item.cell_id, text.fold(item.content)


def _other_cells(session: Session, own: Sequence[int], today: date) -> Sequence[int]:
    question = select(Cell.id).where(
        Cell.id.not_in(own),
        (Cell.founded_on.is_(None)) | (Cell.founded_on <= today),
        (Cell.dissolved_on.is_(None)) | (Cell.dissolved_on > today),
    )
    return session.scalars(question.order_by(Cell.name_order, Cell.id)).all()


def problems(draft: ReplicationDraft, *, held_on: date | None, today: date) -> list[Problem]:
    """Say what keeps an item from being saved."""
    found = []
    if not text.clean_block(draft.content):
        found.append(Problem("content", "Chưa ghi việc phải làm."))
    if draft.done_on is not None and draft.done_on > today:
        found.append(Problem("done_on", "Ngày xong không thể sau hôm nay."))
    if draft.done_on is not None and held_on is not None and draft.done_on < held_on:
        found.append(Problem("done_on", "Ngày xong không thể trước ngày sinh hoạt."))
    if draft.state is ReplicationState.DROPPED and not text.clean_block(draft.remark):
        found.append(Problem("remark", "Không áp dụng thì phải ghi lý do."))
    return found


def save(office: Office, event_id: int, draft: ReplicationDraft) -> Saved:
    """Store one item; an item done without a day was done today. Raises Problems or NotFound."""
    with office.work("samples.replication", f"Ghi kết quả nhân rộng của {draft.cell_name}") as session:
        row = sample_store.event(session, event_id)
        session.about(row)
        held_on = row.meeting.held_on if row.meeting else None
        found = problems(draft, held_on=held_on, today=office.today())
        if found:
            raise Problems(found)
        item = next((item for item in row.replications if item.id == draft.id), None)
        if draft.id is not None and item is None:
            raise NotFound("Không còn việc này trong danh sách nhân rộng.")
        if item is None:
            item = Replication(cell_id=draft.cell_id)
            row.replications.append(item)
        item.content, item.due_on, item.state = draft.content, draft.due_on, draft.state
        item.checked_by, item.remark = draft.checked_by, draft.remark
        item.done_on = (draft.done_on or office.today()) if draft.state is ReplicationState.DONE else None
        sample_store.advance(session, row, office.today())
        return Saved(item.id, Changes.of(Kind.SAMPLES))


def mark_done(office: Office, event_id: int, item_ids: Sequence[int | None]) -> Changes:
    """Record several items as applied today, in one act; those done before stay as they were."""
    with office.work("samples.replication_done", "Ghi các việc nhân rộng đã áp dụng") as session:
        row = sample_store.event(session, event_id)
        session.about(row)
        chosen = [item for item in row.replications if item.id in item_ids and item.state in queries.OPEN_STATES]
        for item in chosen:
            item.state, item.done_on = ReplicationState.DONE, office.today()
        session.sentence = f"Ghi {len(chosen)} việc nhân rộng đã áp dụng"
        sample_store.advance(session, row, office.today())
    return Changes.of(Kind.SAMPLES)
