"""What the register already holds, gathered once for comparing a whole workbook with it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from bontot_desktop import text
from bontot_desktop.db.models.cells import Cell, Post
from bontot_desktop.db.models.members import Member
from bontot_desktop.db.queries import register
from bontot_desktop.rules.cells import CellPost, holds_on
from bontot_desktop.rules.standing import current_cell, last_cell
from bontot_desktop.services import cell_forms, member_forms
from bontot_desktop.services.cell_forms import CellDraft
from bontot_desktop.services.member_forms import MemberDraft

#: Pairs of vowels whose tone mark is written in two places.
_OLD_AND_NEW = re.compile("[oòỏõóọ][aàảãáạeèẻẽéẹ]|[uùủũúụ][yỳỷỹýỵ]")
#: Two people are taken for one by name and birth only if both agree: (folded name, date or year of birth).
Likeness = tuple[str, date | int | None]


@dataclass(frozen=True, slots=True)
class KnownPost:
    """A post held on the day of the import."""

    id: int
    cell_id: int
    member_id: int
    post: CellPost


@dataclass(slots=True)
class Known:
    """The register as it is on the day of the import."""

    today: date
    cells: dict[int, CellDraft] = field(default_factory=dict)
    members: dict[int, MemberDraft] = field(default_factory=dict)
    cell_of: dict[int, int | None] = field(default_factory=dict)
    by_card: dict[str, int] = field(default_factory=dict)
    by_likeness: dict[Likeness, list[int]] = field(default_factory=dict)
    by_name: dict[str, list[int]] = field(default_factory=dict)
    posts: list[KnownPost] = field(default_factory=list)
    in_charge: dict[int, str] = field(default_factory=dict)

    def cell_name(self, member_id: int) -> str:
        """Name the cell of a member, "" if none."""
        cell_id = self.cell_of.get(member_id)
        return self.cells[cell_id].name if cell_id in self.cells else ""

    def secretary(self, cell_id: int) -> KnownPost | None:
        """Return who is secretary of a cell."""
        return next((p for p in self.posts if p.cell_id == cell_id and p.post is CellPost.SECRETARY), None)


def name_key(name: str) -> str:
    """Compare people and cells by name: case aside, both spellings of tone marks alike, marks kept."""
    return text.same_tone_place(text.clean(name).casefold())


def clean_key(name: str) -> str:
    """Return the key of a name that is clean already; quicker by far than :func:`name_key`."""
    folded = name.casefold()
    return text.same_tone_place(folded) if _OLD_AND_NEW.search(folded) else folded


def gather(session: Session, today: date) -> Known:
    """Read the register."""
    known = Known(today)
    for cell in session.scalars(select(Cell).where(Cell.dissolved_on.is_(None)).order_by(Cell.id)):
        known.cells[cell.id] = cell_forms.facts_of(cell)
    for charge in register.in_charge_on(session, today):
        known.in_charge[charge.cell_id] = charge.full_name
    question = select(Member).options(selectinload(Member.statuses)).order_by(Member.id)
    for member in session.scalars(question):
        _add_member(known, member_forms.draft_of(member))
    for post in session.scalars(select(Post).where(register.holding(Post.from_on, Post.to_on, today))):
        known.posts.append(KnownPost(post.id, post.cell_id, post.member_id, post.post))
    return known


def _add_member(known: Known, draft: MemberDraft) -> None:
    assert draft.id is not None
    periods = [line.period for line in draft.statuses]
    known.members[draft.id] = draft
    known.cell_of[draft.id] = current_cell(periods, known.today) or last_cell(periods)
    if draft.card_no:
        known.by_card[draft.card_no] = draft.id
    if draft.is_withdrawn:
        return
    name = name_key(draft.full_name)
    known.by_name.setdefault(name, []).append(draft.id)
    if born := draft.birth_on or draft.birth_year:
        known.by_likeness.setdefault((name, born), []).append(draft.id)


def open_lines(lines: Iterable[member_forms.StatusLine], day: date) -> list[member_forms.StatusLine]:
    """Return the dated statuses that hold on a day."""
    return [line for line in lines if holds_on(line.from_on, line.to_on, day)]
