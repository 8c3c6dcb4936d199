"""Cells that come under another party organisation on a day (chuyển về trực thuộc), several by one decision."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bontot_desktop import dates, text
from bontot_desktop.db.models.cells import Cell, CellParent
from bontot_desktop.errors import Problem, Problems
from bontot_desktop.rules import cell_life as rules
from bontot_desktop.rules.cells import LineageKind, holds_on
from bontot_desktop.services import cell_changes, heads
from bontot_desktop.services.cell_changes import Decision
from bontot_desktop.services.cell_merging import Outlook
from bontot_desktop.services.office import Office, Saved

ACT = "chuyển trực thuộc"
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class MoveDraft:
    """Cells that change their parent. An empty ``to_parent`` is the commune's own party organisation.

    ``from_parent`` is written only for cells of which the register does not know where they stood before.
    """

    cell_ids: tuple[int, ...] = ()
    from_parent: str = ""
    to_parent: str = ""
    on: date | None = None
    decision_no: str = ""
    decision_on: date | None = None


def parents_now(office: Office) -> dict[int, str]:
    """Return the organisation each cell stands under today, by cell id; the commune's own are left out."""
    today = office.today()
    with office.read() as session:
        rows = session.scalars(select(CellParent).order_by(CellParent.id))
        return {row.cell_id: row.parent_name for row in rows if holds_on(row.from_on, row.to_on, today)}


def outlook(office: Office, draft: MoveDraft) -> Outlook:
    """Say what a move will do before it is saved."""
    draft = _cleaned(draft)
    with office.read() as session:
        cells = cell_changes.find_all(session, draft.cell_ids)
        own = heads.committee(session, draft.on or office.today()).org_name
        found = _problems(session, cells, draft, office.today())
        does = []
        if cells:
            named = text.join_vi(cell.name for cell in cells)
            does.append(
                f"{len(cells)} chi bộ trực thuộc {draft.to_parent or own} từ ngày "
                f"{dates.screen(draft.on or office.today())}: {named}."
            )
            does.append("Văn bản của những ngày trước vẫn in tổ chức đảng cấp trên cũ.")
        told = rules.decision_warnings(draft.decision_no, draft.decision_on, draft.on)
        return Outlook(tuple(does), tuple(told), tuple(problem.sentence for problem in found))


def move(office: Office, draft: MoveDraft) -> Saved:
    """Bring cells under another organisation in one act. Raises Problems, NotFound."""
    draft = _cleaned(draft)
    with office.work("cell.move", "Chuyển chi bộ về trực thuộc") as work:
        cells = cell_changes.find_all(work, draft.cell_ids)
        found = _problems(work, cells, draft, office.today())
        if found or draft.on is None:
            raise Problems(found)
        decision = Decision(draft.on, draft.decision_no, draft.decision_on)
        own = heads.committee(work, draft.on).org_name
        for cell in cells:
            before = _move(work, cell, draft, decision)
            note = f"Từ {before or own} về {draft.to_parent or own}."
            cell_changes.link(work, LineageKind.TRANSFER, cell, cell, decision, note)
        what = cells[0].name if len(cells) == 1 else f"{len(cells)} chi bộ"
        work.sentence = f"Chuyển {what} về trực thuộc {draft.to_parent or own}"
        work.about(cells[0])
        cell_id = cells[0].id
    return Saved(cell_id, cell_changes.CHANGED)


def _move(session: Session, cell: Cell, draft: MoveDraft, decision: Decision) -> str:
    """Write the new parent of a cell and return the one before."""
    row = _held(session, cell.id, decision.on)
    before = row.parent_name if row is not None else draft.from_parent
    if row is not None:
        row.to_on = decision.last_day
    elif draft.from_parent:
        session.add(CellParent(cell_id=cell.id, parent_name=draft.from_parent, to_on=decision.last_day))
    if draft.to_parent:
        session.add(CellParent(cell_id=cell.id, parent_name=draft.to_parent, from_on=decision.on))
    return before


def _held(session: Session, cell_id: int, day: date) -> CellParent | None:
    rows = session.scalars(select(CellParent).where(CellParent.cell_id == cell_id).order_by(CellParent.id))
    return next((row for row in reversed(list(rows)) if holds_on(row.from_on, row.to_on, day)), None)


def _problems(session: Session, cells: list[Cell], draft: MoveDraft, today: date) -> list[Problem]:
    if not cells:
        return [Problem("cell_ids", "Chưa chọn chi bộ nào.")]
    endings = [rules.Ending(cell.name, cell.founded_on, cell.dissolved_on) for cell in cells]
    found = rules.day_problems(draft.on, today, endings, ACT)
    if found or draft.on is None:
        return found
    for cell in cells:
        found += _of_cell(session, cell, draft, draft.on)
    return found


def _of_cell(session: Session, cell: Cell, draft: MoveDraft, on: date) -> list[Problem]:
    rows = list(session.scalars(select(CellParent).where(CellParent.cell_id == cell.id)))
    begun = [row.from_on for row in rows if row.from_on is not None and row.from_on >= on]
    ended = [row.to_on for row in rows if row.to_on is not None and row.to_on >= on]
    if begun or ended:
        last = max(begun + [day + _DAY for day in ended])
        return [
            Problem("on", f"{cell.name} đã đổi nơi trực thuộc ngày {dates.screen(last)}; ngày chuyển phải ở sau đó.")
        ]
    held = _held(session, cell.id, on)
    before = held.parent_name if held is not None else draft.from_parent
    if text.fold(before) != text.fold(draft.to_parent):
        return []
    if before:
        return [Problem("to_parent", f"{cell.name} đang trực thuộc {before} rồi.")]
    return [
        Problem(
            "from_parent",
            f"{cell.name} đang trực thuộc Đảng bộ xã; nếu trước đó thuộc tổ chức khác, hãy ghi vào ô này.",
        )
    ]


def _cleaned(draft: MoveDraft) -> MoveDraft:
    return replace(
        draft,
        cell_ids=tuple(dict.fromkeys(draft.cell_ids)),
        from_parent=text.clean(draft.from_parent),
        to_parent=text.clean(draft.to_parent),
        decision_no=text.clean(draft.decision_no),
    )
