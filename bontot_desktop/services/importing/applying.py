"""Carrying out an import as one act, some hundred rows at a time, so that a person sees how far it is and may stop."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from bontot_desktop.db.bulk import add_rows
from bontot_desktop.db.models.cells import Cell, Post
from bontot_desktop.db.models.members import Member, StatusRow
from bontot_desktop.db.work import Work
from bontot_desktop.errors import NotFound, Refused
from bontot_desktop.rules import standing
from bontot_desktop.rules.changes import Changes
from bontot_desktop.services import cell_forms, member_forms, people
from bontot_desktop.services.importing import remembering
from bontot_desktop.services.importing.report import ImportPlan, ImportResult
from bontot_desktop.services.importing.steps import MemberStep
from bontot_desktop.services.office import Office

T = TypeVar("T")
#: Rows written before the next word of how far it is: a quarter of a second at most, on a slow machine.
A_TURN = 250
_CHANGED_SINCE = "Sổ đã thay đổi từ lúc xem trước; hãy mở lại danh bạ để xem lại rồi nhập."


def apply(office: Office, plan: ImportPlan) -> ImportResult:
    """Write what a plan says, in one act and one line of history; a plan that changes nothing writes nothing.

    Raises Refused when the register has changed since the plan was made.
    """
    steps = apply_in_turns(office, plan)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            result: ImportResult = end.value
            return result


def apply_in_turns(office: Office, plan: ImportPlan) -> Generator[int, None, ImportResult]:
    """Write what a plan says; gives after each turn how many of :func:`rows_to_write` stand, at last the result.

    Closing it before the end takes everything back. Raises Refused when the register has changed since the plan was
    made.
    """
    last = office.data.last_act()
    if (last.id if last else None) != plan.made_after:
        raise Refused(_CHANGED_SINCE)
    if plan.changes_nothing:
        return ImportResult(Changes(), plan.counts)
    with office.work("register.import", f"Nhập danh bạ: {plan.counts.done()}") as work:
        yield from _write(work, plan, office)
    changes = cell_forms.CHANGED if work.act.history_id is not None else Changes()
    return ImportResult(changes, plan.counts)


def rows_to_write(plan: ImportPlan) -> int:
    """Count the rows a plan writes, for a bar; what the history needs at the end counts as a tenth more."""
    count = len(plan.cells) + len(plan.members) + len(plan.leavings)
    return count + count // 10 + 1


def _write(work: Work, plan: ImportPlan, office: Office) -> Iterator[int]:
    today = office.today()
    cells = _write_cells(work, plan)
    done = len(plan.cells)
    yield done
    members: dict[int, int] = {}
    for turn in _turns([step for step in plan.members if step.changed is not None]):
        _change_members(work, turn, cells)
        done += len(turn)
        yield done
    for turn in _turns([step for step in plan.members if step.changed is None]):
        members.update(_add_members(work, turn, cells))
        done += len(turn)
        yield done
    _write_posts(work, plan, cells, members)
    for charge in plan.charges:
        cell = work.get_one(Cell, cells.get(charge.cell_key, charge.cell_key))
        person = people.person_named(work, charge.person)
        cell_forms.put_in_charge(work, cell, person.id, charge.from_on, today)
    for leaving in _turns(plan.leavings):
        stored = _stored(work, [one.member_id for one in leaving])
        for member in stored.values():
            member_forms.take_off(work, member, on=today, today=today)
        done += len(leaving)
        yield done
    if plan.guess is not None:
        remembering.keep(work, plan.guess)
    yield done


def _turns(steps: Sequence[T]) -> Iterator[list[T]]:
    rest = iter(steps)
    while turn := list(islice(rest, A_TURN)):
        yield turn


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


def _stored(session: Session, member_ids: Sequence[int]) -> dict[int, Member]:
    """Return members with their statuses. Raises NotFound when one is gone."""
    question = select(Member).where(Member.id.in_(member_ids)).options(selectinload(Member.statuses))
    found = {member.id: member for member in session.scalars(question)}
    if len(found) != len(member_ids):
        raise NotFound(_CHANGED_SINCE)
    return found


def _change_members(session: Session, steps: Sequence[MemberStep], cells: dict[int, int]) -> None:
    """Write the changed forms of members the register has; a card is taken from one before another is given it."""
    stored = _stored(session, [step.key for step in steps])
    for step in steps:
        assert step.changed is not None
        lines = (replace(line, cell_id=cells.get(line.cell_id, line.cell_id)) for line in step.changed.statuses)
        member_forms.filled(stored[step.key], replace(step.changed, statuses=tuple(lines)))
    session.flush()
    member_forms.end_posts_left_behind(session, list(stored.values()))


def _add_members(work: Work, steps: Sequence[MemberStep], cells: dict[int, int]) -> dict[int, int]:
    """Write members who are new, with the statuses that follow from the row; returns their ids by their keys."""
    ids = add_rows(work, Member, [step.line.facts() for step in steps])
    statuses: list[dict[str, Any]] = []
    for member_id, step in zip(ids, steps, strict=True):
        line = step.line
        cell_id = cells.get(step.cell_key, step.cell_key)
        for period in standing.opening_statuses(
            step.status, cell_id, admitted_on=line.admitted_on, official_on=line.official_on
        ):
            statuses.append(
                {
                    "member_id": member_id,
                    "cell_id": cell_id,
                    "status": period.status,
                    "from_on": period.from_on,
                    "to_on": period.to_on,
                }
            )
    add_rows(work, StatusRow, statuses)
    return {step.key: member_id for member_id, step in zip(ids, steps, strict=True)}


def _write_posts(work: Work, plan: ImportPlan, cells: dict[int, int], members: dict[int, int]) -> None:
    """End the posts that end, give the new ones."""
    for ends in _turns(plan.post_ends):
        until = {end.post_id: end.to_on for end in ends}
        for post in work.scalars(select(Post).where(Post.id.in_(until))):
            post.to_on = max(until[post.id], post.from_on or until[post.id])
    work.flush()
    add_rows(
        work,
        Post,
        [
            {
                "cell_id": cells.get(step.cell_key, step.cell_key),
                "member_id": members.get(step.member_key, step.member_key),
                "post": step.post,
                "from_on": step.from_on,
            }
            for step in plan.posts
        ],
    )
