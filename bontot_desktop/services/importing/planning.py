"""Comparing a workbook with the register: what an import would take, ask and refuse."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import select

from bontot_desktop.db.models.cells import Cell
from bontot_desktop.errors import Refused
from bontot_desktop.rules.cells import CellPost
from bontot_desktop.services import cell_forms
from bontot_desktop.services.cell_forms import CellDraft
from bontot_desktop.services.importing.cells_plan import plan_cells
from bontot_desktop.services.importing.columns import TableKind, find_tables
from bontot_desktop.services.importing.known import gather
from bontot_desktop.services.importing.lines import Notes, cell_lines, member_lines
from bontot_desktop.services.importing.members_plan import plan_members
from bontot_desktop.services.importing.posts_plan import PostsPlan, plan_posts
from bontot_desktop.services.importing.report import ImportPlan, Remark
from bontot_desktop.services.importing.workbook import Workbook
from bontot_desktop.services.office import Office


def plan(office: Office, workbook: Workbook) -> ImportPlan:
    """Say what an import would do; nothing is written.

    Raises Refused when the workbook has no list of cells or members, or one that lacks a column it cannot do without.
    """
    tables = find_tables(workbook)
    notes = Notes()
    cell_rows = [line for table in tables if table.kind is TableKind.CELLS for line in cell_lines(table, notes)]
    member_rows = [line for table in tables if table.kind is TableKind.MEMBERS for line in member_lines(table, notes)]
    with office.read() as session:
        known = gather(session, office.today())
        used = set(session.scalars(select(Cell.code))) | {line.code for line in cell_rows}
    cells = plan_cells(cell_rows, known, cell_forms.next_number(used))
    members = plan_members(member_rows, known, cells)
    posts = plan_posts(members, cells, known)
    taken = (*cells.taken, *members.taken)
    if not taken and not notes.refused:
        raise Refused(f"Tệp {workbook.name} không có dòng nào dưới hàng tiêu đề.")
    last = office.data.last_act()
    return ImportPlan(
        workbook=workbook.name,
        taken=taken,
        doubtful=_in_order(notes.doubtful),
        refused=_in_order(notes.refused),
        made_after=last.id if last else None,
        cells=tuple(_with_committees(cells.drafts, posts)),
        members=tuple(members.steps),
        posts=tuple(posts.posts),
        post_ends=tuple(posts.ends),
        charges=tuple(cells.charges),
    )


def _with_committees(drafts: list[CellDraft], posts: PostsPlan) -> list[CellDraft]:
    """Say of each new cell whether it has a chi ủy: lists do not, but they name its members."""
    named = {step.cell_key for step in posts.posts if step.post is CellPost.COMMITTEE_MEMBER}
    return [replace(d, has_committee=d.id in named) if d.id is not None and d.id < 0 else d for d in drafts]


def _in_order(remarks: list[Remark]) -> tuple[Remark, ...]:
    """Sort by place in the workbook, the list of cells first."""
    sheets = {remark.sheet: None for remark in remarks}
    order = {sheet: index for index, sheet in enumerate(sheets)}
    return tuple(sorted(remarks, key=lambda r: (r.kind is not TableKind.CELLS, order[r.sheet], r.row)))
