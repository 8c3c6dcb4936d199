"""Carrying out an import as one act."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from bontot_desktop.db.models.cells import Cell, Post
from bontot_desktop.db.models.members import Member
from bontot_desktop.errors import Refused
from bontot_desktop.rules.changes import Changes
from bontot_desktop.services import cell_forms, member_forms, people
from bontot_desktop.services.importing import remembering
from bontot_desktop.services.importing.report import Counts, ImportPlan, ImportResult
from bontot_desktop.services.importing.steps import MemberStep
from bontot_desktop.services.office import Office


def apply(office: Office, plan: ImportPlan) -> ImportResult:
    """Write what a plan says, in one act and one line of history; a plan that changes nothing writes nothing.

    Raises Refused when the register has changed since the plan was made.
    """
    last = office.data.last_act()
    if (last.id if last else None) != plan.made_after:
        raise Refused("Sổ đã thay đổi từ lúc xem trước; hãy mở lại danh bạ để xem lại rồi nhập.")
    if plan.changes_nothing:
        return ImportResult(Changes(), plan.counts)
    with office.work("register.import", _sentence(plan.counts)) as work:
        cells = _write_cells(work, plan)
        members = _write_members(work, plan, cells)
        _write_posts(work, plan, cells, members)
        for charge in plan.charges:
            cell = work.get_one(Cell, cells.get(charge.cell_key, charge.cell_key))
            person = people.person_named(work, charge.person)
            cell_forms.put_in_charge(work, cell, person.id, charge.from_on, office.today())
        for leaving in plan.leavings:
            member = work.get_one(Member, leaving.member_id)
            member_forms.take_off(work, member, on=office.today(), today=office.today())
        if plan.guess is not None:
            remembering.keep(work, plan.guess)
    changes = cell_forms.CHANGED if work.act.history_id is not None else Changes()
    return ImportResult(changes, plan.counts)


def _sentence(counts: Counts) -> str:
    leaving = f", đưa {counts.leaving} đảng viên ra khỏi danh sách" if counts.leaving else ""
    return f"Nhập danh bạ: {counts.cells} chi bộ, {counts.members} đảng viên{leaving}"


def _write_cells(session: Session, plan: ImportPlan) -> dict[int, int]:
    """Write the cells; returns the ids of the new ones by their keys."""
    new: dict[int, Cell] = {}
    for draft in plan.cells:
        assert draft.id is not None
        if draft.id < 0:
            new[draft.id] = cell_forms.filled(cell_forms.fresh(draft), draft)
            session.add(new[draft.id])
        else:
            cell_forms.filled(session.get_one(Cell, draft.id), draft)
    session.flush()
    return {key: cell.id for key, cell in new.items()}


def _write_members(session: Session, plan: ImportPlan, cells: dict[int, int]) -> dict[int, int]:
    """Write the members; returns the ids of the new ones by their keys."""
    new: dict[int, Member] = {}
    # A card that goes from one member to another is first taken from the one and then given to the other.
    for step in sorted(plan.members, key=lambda step: step.key < 0):
        draft = _with_real_cells(step, cells)
        if step.key < 0:
            new[step.key] = member_forms.filled(Member(), draft)
            session.add(new[step.key])
        else:
            member_forms.store(session, draft)
    session.flush()
    return {key: member.id for key, member in new.items()}


def _with_real_cells(step: MemberStep, cells: dict[int, int]) -> member_forms.MemberDraft:
    draft = step.form()
    lines = (replace(line, cell_id=cells.get(line.cell_id, line.cell_id)) for line in draft.statuses)
    return replace(draft, statuses=tuple(lines))


def _write_posts(session: Session, plan: ImportPlan, cells: dict[int, int], members: dict[int, int]) -> None:
    for end in plan.post_ends:
        post = session.scalars(select(Post).where(Post.id == end.post_id)).one()
        post.to_on = max(end.to_on, post.from_on or end.to_on)
    for step in plan.posts:
        session.add(
            Post(
                cell_id=cells.get(step.cell_key, step.cell_key),
                member_id=members.get(step.member_key, step.member_key),
                post=step.post,
                from_on=step.from_on,
            )
        )
    session.flush()
