"""What every cell is to mend or apply after a sample meeting, until somebody has checked that it is done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from bontot_desktop import text
from bontot_desktop.db.models.cells import Cell
from bontot_desktop.db.models.samples import Replication
from bontot_desktop.db.queries import samples as queries
from bontot_desktop.errors import NotFound, Problem, Problems
from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.rules.samples import ReplicationState
from bontot_desktop.services import cell_work, replication_list, sample_store
from bontot_desktop.services.office import Office, Saved


@dataclass(frozen=True, slots=True)
class ReplicationDraft:
    """Something a cell is to mend or apply, as its row holds it."""

    cell_id: int
    cell_name: str
    content: str
    is_sample_cell: bool = False
    responsible: str = ""
    due_on: date | None = None
    state: ReplicationState = ReplicationState.OPEN
    checked_by: str = ""
    checked_on: date | None = None
    done_on: date | None = None
    remark: str = ""
    id: int | None = None


def load(office: Office, event_id: int) -> tuple[ReplicationDraft, ...]:
    """Return what each cell is to apply: the sample cell first, then the others in the order of their names."""
    with office.read() as session:
        row = sample_store.event(session, event_id)
        own = set(cell_work.standing_for(session, row.cell_id, office.today())) | {row.cell_id}
        question = (
            select(
                Replication.cell_id,
                Cell.name,
                Replication.content,
                Replication.cell_id.in_(own),
                Replication.responsible,
                Replication.due_on,
                Replication.state,
                Replication.checked_by,
                Replication.checked_on,
                Replication.done_on,
                Replication.remark,
                Replication.id,
            )
            .join(Cell, Cell.id == Replication.cell_id)
            .where(Replication.event_id == row.id)
            .order_by(Replication.cell_id.not_in(own), Cell.name_order, Replication.id)
        )
        return tuple(ReplicationDraft(*line) for line in session.execute(question))


def find(office: Office, item_id: int) -> tuple[int, ReplicationDraft]:
    """Return one item with the sample meeting it belongs to. Raises NotFound."""
    with office.read() as session:
        item = session.get(Replication, item_id)
        if item is None:
            raise NotFound("Không còn việc này trong danh sách nhân rộng.")
        own = cell_work.standing_for(session, item.event.cell_id, office.today())
        return item.event_id, _draft(item, is_sample_cell=item.cell_id in (*own, item.event.cell_id))


def _draft(item: Replication, *, is_sample_cell: bool) -> ReplicationDraft:
    return ReplicationDraft(
        cell_id=item.cell_id,
        cell_name=item.cell.name,
        content=item.content,
        is_sample_cell=is_sample_cell,
        responsible=item.responsible,
        due_on=item.due_on,
        state=item.state,
        checked_by=item.checked_by,
        checked_on=item.checked_on,
        done_on=item.done_on,
        remark=item.remark,
        id=item.id,
    )


def spread(office: Office, event_id: int) -> Saved:
    """Make the list of what is to be applied: after opinions that were accepted, and after the conclusion's tasks.

    Items begun or checked stay as they are; those not begun follow opinions and conclusion. Returns how many there
    are now. Raises Refused with nothing to do.
    """
    with office.work("samples.spread", "Lập danh sách nhân rộng") as session:
        row = sample_store.event(session, event_id)
        session.sentence = f"Lập danh sách nhân rộng sinh hoạt điểm của {row.cell.name}"
        session.about(row)
        replication_list.spread_in(session, row, office.today())
        sample_store.advance(session, row, office.today())
        return Saved(len(row.replications), Changes.of(Kind.SAMPLES))


def waiting(office: Office, event_id: int) -> int:
    """Count the tasks of the conclusion that are not in the list yet. Raises NotFound."""
    with office.read() as session:
        return replication_list.waiting(session, sample_store.event(session, event_id))


def problems(draft: ReplicationDraft, *, held_on: date | None, today: date) -> list[Problem]:
    """Say what keeps an item from being saved."""
    found = []
    if not text.clean_block(draft.content):
        found.append(Problem("content", "Chưa ghi việc phải làm."))
    if draft.done_on is not None and draft.done_on > today:
        found.append(Problem("done_on", "Ngày xong không thể sau hôm nay."))
    if draft.done_on is not None and held_on is not None and draft.done_on < held_on:
        found.append(Problem("done_on", "Ngày xong không thể trước ngày sinh hoạt."))
    if draft.checked_on is not None and draft.checked_on > today:
        found.append(Problem("checked_on", "Ngày kiểm tra không thể sau hôm nay."))
    if draft.checked_on is not None and not text.clean(draft.checked_by):
        found.append(Problem("checked_by", "Đã ghi ngày kiểm tra thì ghi người kiểm tra."))
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
        item.responsible, item.remark = draft.responsible, draft.remark
        item.checked_by, item.checked_on = draft.checked_by, draft.checked_on
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
