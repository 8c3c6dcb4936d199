"""Comparing a workbook with the register: what an import would take, ask and refuse."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TypeVar

from bontot_desktop.errors import Refused
from bontot_desktop.rules.cells import CellPost
from bontot_desktop.services import cell_forms
from bontot_desktop.services.cell_forms import CellDraft
from bontot_desktop.services.importing import finding, layout
from bontot_desktop.services.importing.cell_lines import CellLine, cell_lines
from bontot_desktop.services.importing.cells_plan import CellsPlan, plan_cells
from bontot_desktop.services.importing.gone import gone_members
from bontot_desktop.services.importing.guesses import CellFrom, Guess, problems
from bontot_desktop.services.importing.known import Known, gather
from bontot_desktop.services.importing.layout import Layout
from bontot_desktop.services.importing.member_line import MemberLine
from bontot_desktop.services.importing.member_lines import member_lines
from bontot_desktop.services.importing.members_plan import plan_members
from bontot_desktop.services.importing.places import Notes, Table
from bontot_desktop.services.importing.posts_plan import PostsPlan, plan_posts
from bontot_desktop.services.importing.remembering import remembered
from bontot_desktop.services.importing.report import (
    Action,
    Choices,
    Ignored,
    ImportPlan,
    Question,
    Remark,
    Taken,
)
from bontot_desktop.services.importing.residents import Residents
from bontot_desktop.services.importing.roles import Role, TableKind
from bontot_desktop.services.importing.row_kinds import RowKind
from bontot_desktop.services.importing.steps import Leaving
from bontot_desktop.services.importing.workbook import Workbook
from bontot_desktop.services.office import Office

T = TypeVar("T", Remark, Question)


def plan(office: Office, workbook: Workbook, guess: Guess | None = None, choices: Choices | None = None) -> ImportPlan:
    """Say what an import would do; nothing is written.

    Without a guess the sheets are taken for what they look like, without choices every question is answered as
    proposed. Raises Refused when the workbook has no list of cells or members, or one that lacks a column it cannot
    do without.
    """
    if guess is None:
        guess = finding.guess(workbook, remembered(office))
    return plan_against(register_of(office), workbook, guess, choices or Choices())


def register_of(office: Office) -> Known:
    """Read the register once for comparing workbooks with it; it goes stale with the next act."""
    last = office.data.last_act()
    with _no_collecting(), office.read() as session:
        return gather(session, office.today(), last.id if last else None)


def plan_against(known: Known, workbook: Workbook, guess: Guess, choices: Choices) -> ImportPlan:
    """Say what an import would do to the register as it was read: plain facts only, for any thread. Raises Refused."""
    if lacking := problems(guess):
        raise Refused(" ".join(lacking))
    with _no_collecting():
        return _plan(known, workbook, guess, choices)


def _plan(known: Known, workbook: Workbook, guess: Guess, choices: Choices) -> ImportPlan:
    notes = Notes(choices)
    tables = [(table, layout.walk(table.sheet, table.guess)) for table in _tables(workbook, guess, notes)]
    cell_rows: list[CellLine] = []
    member_rows: list[MemberLine] = []
    for table, rows in tables:
        if table.kind is TableKind.CELLS:
            cell_rows += cell_lines(table, rows)
        else:
            member_rows += member_lines(table, rows, known.today)
        notes.ignored += _ignored(table, rows)
    used = known.codes | {line.code for line in cell_rows}
    has_list = any(table.kind is TableKind.CELLS for table, _ in tables)
    cells = plan_cells(cell_rows, known, cell_forms.next_number(used), notes, has_list=has_list)
    cells.residents = Residents(member_rows, known)
    covered = _named_cells(tables, cells)
    members = plan_members(member_rows, known, cells, notes)
    covered |= {cell_key for _, _, cell_key in members.placed}
    posts = plan_posts(members, cells, known)
    taken = (*cells.taken, *(_with_post(row, posts) for row in members.taken))
    if not taken and not notes.refused and not notes.left_out:
        raise Refused(f"Tệp {workbook.name} không có dòng nào dưới hàng tiêu đề.")
    gone = gone_members(members, known, covered, notes) if member_rows else []
    return ImportPlan(
        workbook=workbook.name,
        taken=taken,
        doubtful=_in_order(list(notes.doubtful.values()), workbook),
        refused=_in_order(notes.refused, workbook),
        made_after=known.made_after,
        left_out=_in_order(notes.left_out, workbook),
        gone=tuple(gone),
        ignored=tuple(notes.ignored),
        guess=guess,
        cells=tuple(_with_committees(cells.drafts, posts)),
        members=tuple(members.steps),
        posts=tuple(posts.posts),
        post_ends=tuple(posts.ends),
        charges=tuple(cells.charges),
        leavings=tuple(Leaving(row.member_id) for row in gone if row.is_leaving),
    )


@contextmanager
def _no_collecting() -> Iterator[None]:
    """Keep the collector from walking over ten thousand rows again and again while they are made."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _tables(workbook: Workbook, guess: Guess, notes: Notes) -> list[Table]:
    tables = []
    for sheet_guess in guess.sheets:
        if sheet_guess.kind is None:
            continue
        titles = {
            column.role.value: column.heading for column in sheet_guess.columns if column.role is not Role.IGNORED
        }
        if Role.FAMILY_NAME in titles:
            titles.setdefault(Role.FULL_NAME, titles[Role.FAMILY_NAME])
        sheet = finding.sheet_of(workbook, sheet_guess.sheet)
        tables.append(Table(sheet_guess.kind, sheet, sheet_guess, titles, notes))
    return sorted(tables, key=lambda table: table.kind is not TableKind.CELLS)


def _ignored(table: Table, rows: Layout) -> list[Ignored]:
    return [
        Ignored(
            table.sheet.name,
            table.sheet.first_row + offset,
            kind,
            layout.shown_text(table.sheet, table.guess, offset),
        )
        for offset, kind in rows.others.items()
        if kind not in (RowKind.EMPTY, RowKind.NUMBERING, RowKind.HEADING)
    ]


def _named_cells(tables: list[tuple[Table, Layout]], cells: CellsPlan) -> set[int]:
    """Add the cells that group rows and sheets name; returns those the lists cover, even without a member."""
    covered = set()
    for table, rows in tables:
        if table.kind is not TableKind.MEMBERS:
            continue
        if table.guess.cell_from is CellFrom.GROUPS:
            named = [(table.sheet.first_row + offset, name) for offset, name in rows.groups]
        elif table.guess.cell_from is CellFrom.SHEET:
            named = [(table.guess.heading_row, table.guess.cell_name)]
        else:
            continue
        for number, name in named:
            key = cells.named(table.place(number, name), name, is_plain=True)
            if key is not None:
                covered.add(key)
    return covered


def _with_post(row: Taken, posts: PostsPlan) -> Taken:
    """Add the post a row changes to what it changes."""
    change = posts.changes.get(row.key)
    return row if change is None else row._replace(action=Action.CHANGED, changes=(*row.changes, change))


def _with_committees(drafts: list[CellDraft], posts: PostsPlan) -> list[CellDraft]:
    """Say of each new cell whether it has a chi ủy: lists do not, but they name its members."""
    named = {step.cell_key for step in posts.posts if step.post is CellPost.COMMITTEE_MEMBER}
    return [replace(d, has_committee=d.id in named) if d.id is not None and d.id < 0 else d for d in drafts]


def _in_order(remarks: list[T], workbook: Workbook) -> tuple[T, ...]:
    """Sort by place in the workbook, the list of cells first."""
    order = {sheet.name: index for index, sheet in enumerate(workbook.sheets)}
    return tuple(sorted(remarks, key=lambda r: (r.kind is not TableKind.CELLS, order[r.sheet], r.row)))
