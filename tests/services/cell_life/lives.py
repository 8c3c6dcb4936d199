"""Cells that merge, split and end, for their tests: a merger to begin with, and what the lists say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bontot_desktop.db.models.members import Member
from bontot_desktop.rules.cells import CellPost
from bontot_desktop.services import cell_merging
from bontot_desktop.services.cell_forms import PostLine
from bontot_desktop.services.cell_merging import MergeDraft

ON = date(2026, 10, 1)
EVE = date(2026, 9, 30)


def new_merge(one, two, **facts):
    """Return a merger of two villages into a new cell on :data:`ON`."""
    draft = MergeDraft(
        cell_ids=(one.id, two.id),
        on=ON,
        decision_no="52-QĐ/ĐU",
        decision_on=date(2026, 9, 25),
        name="Chi bộ thôn Mẫu Đông",
        posts=(
            PostLine(None, one.people[0], "", CellPost.SECRETARY),
            PostLine(None, two.people[0], "", CellPost.DEPUTY),
        ),
    )
    return replace(draft, **facts)


def statuses(office, member_id):
    """Return the dated statuses of a member as they are stored."""
    with office.read() as session:
        rows = session.get(Member, member_id).statuses
        return [(r.cell_id, r.status, r.from_on, r.to_on) for r in rows]


def sentences(caught) -> str:
    """Return all that was refused in one text."""
    return " ".join(problem.sentence for problem in caught.value.problems)


def into_one(office, one, two, **facts):
    """Return a merger of the second village into the first."""
    draft = MergeDraft(cell_ids=(two.id, one.id), into_id=one.id, on=ON, decision_no="52-QĐ/ĐU")
    return replace(cell_merging.suggested(office, draft), **facts)
