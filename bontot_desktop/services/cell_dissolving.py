"""A cell ends without a successor (giải thể): each of its members goes to another cell, or off the register."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from bontot_desktop import dates, text
from bontot_desktop.db.models.cells import Cell
from bontot_desktop.errors import Problem, Problems
from bontot_desktop.rules import cell_life as rules
from bontot_desktop.rules.cells import LineageKind
from bontot_desktop.rules.members import LeftFor
from bontot_desktop.services import cell_changes, cell_entries, cell_work
from bontot_desktop.services.cell_changes import Coming, Decision
from bontot_desktop.services.cell_merging import Outlook
from bontot_desktop.services.office import Office, Saved

ACT = "giải thể"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a member of a dissolved cell goes: another cell, or off the register for a reason."""

    cell_id: int | None = None
    why: LeftFor | None = None


@dataclass(frozen=True, slots=True)
class DissolveDraft:
    """A cell that ends without a successor; ``places`` says where each of its members goes."""

    cell_id: int
    on: date | None = None
    decision_no: str = ""
    decision_on: date | None = None
    note: str = ""
    places: tuple[tuple[int, Place], ...] = ()
    cancels_planned: bool = True
    #: Which cell goes on with what is not finished; None ends it, with the reason.
    work_to: int | None = None
    work_why: str = ""


def outlook(office: Office, draft: DissolveDraft) -> Outlook:
    """Say what a dissolution will do before it is saved."""
    draft = replace(draft, decision_no=text.clean(draft.decision_no), work_why=text.clean(draft.work_why))
    with office.read() as session:
        cell = cell_changes.find(session, draft.cell_id)
        decision = _decision(draft, office.today())
        everyone = cell_changes.coming(session, [cell.id], decision.on)
        does = []
        for place, group in _by_place(draft, everyone).items():
            where = (
                f"chuyển về {cell_changes.find(session, place.cell_id).name}"
                if place.cell_id is not None
                else f"ra khỏi danh sách ({place.why.label if place.why else 'chưa ghi lý do'})"
            )
            does.append(f"{cell_changes.counted(group)} {where}.")
        does.append(
            f"{cell.name} kết thúc hoạt động từ ngày {dates.screen(decision.on)}; "
            "chức vụ và phân công phụ trách thôi từ ngày đó."
        )
        does += _work_ahead(session, cell, draft)
        does += cell_entries.outlook(session, [cell], kept=None, heir="", decision=decision, merged=False)
        told = cell_changes.warnings_ahead(session, [cell], decision.on, cancels=draft.cancels_planned)
        told += rules.decision_warnings(draft.decision_no, draft.decision_on, draft.on)
        found = _problems(session, cell, draft, everyone, office.today())
        return Outlook(tuple(does), tuple(told), tuple(problem.sentence for problem in found))


def dissolve(office: Office, draft: DissolveDraft) -> Saved:
    """Dissolve a cell in one act; its members go where the draft says. Raises Problems, NotFound."""
    draft = replace(
        draft,
        decision_no=text.clean(draft.decision_no),
        note=text.clean_block(draft.note),
        work_why=text.clean(draft.work_why),
    )
    with office.work("cell.dissolve", "Giải thể chi bộ") as work:
        cell = cell_changes.find(work, draft.cell_id)
        decision = _decision(draft, office.today())
        everyone = cell_changes.coming(work, [cell.id], decision.on)
        found = _problems(work, cell, draft, everyone, office.today())
        if found:
            raise Problems(found)
        cell_changes.close(work, cell, decision)
        if draft.cancels_planned:
            cell_changes.cancel_planned(work, [cell], decision.on)
        for place, group in _by_place(draft, everyone).items():
            ids = [member.id for member in group]
            if place.why is not None:
                cell_changes.withdraw(work, ids, cell.id, place.why, decision, office.today())
            elif place.cell_id is not None:
                cell_changes.carry(work, ids, [cell.id], [cell.id, place.cell_id], place.cell_id, decision)
        if draft.work_to is not None:
            cell_work.pass_on(work, [cell], cell_changes.find(work, draft.work_to), decision)
        else:
            cell_work.finish(work, cell, draft.work_why, decision)
        cell_changes.link(work, LineageKind.DISSOLVE, cell, None, decision, draft.note)
        cell_entries.reorganise(work, [cell], [], decision, merged=False)
        work.sentence = f"Giải thể {cell.name}"
        work.about(cell)
        cell_id = cell.id
    return Saved(cell_id, cell_changes.CHANGED)


def _work_ahead(session: Session, cell: Cell, draft: DissolveDraft) -> list[str]:
    """Say what will become of what the cell has not finished."""
    if draft.work_to is not None:
        to = cell_changes.find(session, draft.work_to)
        return cell_work.passes(session, [cell], to.name, to)
    open_work = cell_work.of_cells(session, [cell.id])
    return [f"{open_work.words()} kết thúc: {draft.work_why}."] if open_work and draft.work_why else []


def _by_place(draft: DissolveDraft, everyone: Iterable[Coming]) -> dict[Place, list[Coming]]:
    places = dict(draft.places)
    groups: dict[Place, list[Coming]] = {}
    for member in everyone:
        if member.id in places:
            groups.setdefault(places[member.id], []).append(member)
    return groups


def _problems(
    session: Session, cell: Cell, draft: DissolveDraft, everyone: Sequence[Coming], today: date
) -> list[Problem]:
    found = rules.day_problems(draft.on, today, [cell_changes.ending(session, cell, draft.on or today, today)], ACT)
    places = dict(draft.places)
    left = [member for member in everyone if member.id not in places]
    if left:
        found.append(Problem("places", f"Còn {len(left)} đảng viên chưa có nơi chuyển đến hoặc lý do."))
    for place in _by_place(draft, everyone):
        if place.cell_id is None and place.why is None:
            found.append(Problem("places", "Có đảng viên ra khỏi danh sách mà chưa ghi lý do."))
        elif place.cell_id is not None:
            found += _unfit(cell_changes.find(session, place.cell_id), cell, draft.on or today)
    if draft.work_to is not None:
        unfit = _unfit(cell_changes.find(session, draft.work_to), cell, draft.on or today)
        found += [Problem("work_to", problem.sentence) for problem in unfit]
    elif not draft.work_why and (open_work := cell_work.of_cells(session, [cell.id])):
        words = f"{open_work.words()}: hãy chọn chi bộ làm tiếp, hoặc ghi lý do kết thúc."
        found.append(Problem("work_to", f"Chi bộ còn {words}"))
    return found


def _unfit(to: Cell, cell: Cell, on: date) -> list[Problem]:
    if to.id == cell.id:
        return [Problem("places", "Không thể chuyển về chính chi bộ giải thể.")]
    if to.dissolved_on is not None and to.dissolved_on > on:
        return [Problem("places", f"{to.name} kết thúc ngày {dates.screen(to.dissolved_on)}; hãy chọn chi bộ khác.")]
    if to.dissolved_on is not None or (to.founded_on is not None and to.founded_on > on):
        return [Problem("places", f"{to.name} không hoạt động ngày {dates.screen(on)}; hãy chọn chi bộ khác.")]
    return []


def _decision(draft: DissolveDraft, today: date) -> Decision:
    return Decision(draft.on or today, draft.decision_no, draft.decision_on)
