"""What the register already holds, gathered once for comparing a whole workbook with it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bontot_desktop import text
from bontot_desktop.db.models.cells import Cell, Post
from bontot_desktop.db.models.members import Member, StatusRow
from bontot_desktop.db.queries import register
from bontot_desktop.rules.cells import CellPost, holds_on
from bontot_desktop.rules.standing import current_cell, last_cell
from bontot_desktop.services import cell_forms
from bontot_desktop.services.cell_forms import CellDraft
from bontot_desktop.services.member_forms import MemberDraft, StatusLine

#: Pairs of vowels whose tone mark is written in two places.
_OLD_AND_NEW = re.compile("[oòỏõóọ][aàảãáạeèẻẽéẹ]|[uùủũúụ][yỳỷỹýỵ]")
#: What of a member and of a dated status goes into the forms, in the order of their fields.
_FACTS = (
    Member.full_name,
    Member.gender,
    Member.birth_on,
    Member.birth_year,
    Member.admitted_on,
    Member.official_on,
    Member.full_decision_on,
    Member.full_decision_no,
    Member.card_no,
    Member.phone,
    Member.note,
)
_FACT_NAMES = tuple(column.key for column in _FACTS)
_STATUS = (
    StatusRow.id,
    StatusRow.cell_id,
    StatusRow.status,
    StatusRow.from_on,
    StatusRow.to_on,
    StatusRow.reason,
    StatusRow.decision_no,
    StatusRow.decision_on,
    StatusRow.reported_on,
    StatusRow.counterpart,
)
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
    """The register as it is on the day of the import; read once, then only looked at, in whatever thread."""

    today: date
    #: The newest act when the register was read: what follows from it is carried out only while there is no newer one.
    made_after: int | None = None
    #: Codes of all cells, those dissolved too.
    codes: frozenset[str] = frozenset()
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


@lru_cache(maxsize=32_768)
def clean_key(name: str) -> str:
    """Return the key of a name that is clean already; quicker by far than :func:`name_key`."""
    folded = name.casefold()
    return text.same_tone_place(folded) if _OLD_AND_NEW.search(folded) else folded


def gather(session: Session, today: date, last_act_id: int | None = None) -> Known:
    """Read the register, without making an object of a member; ``last_act_id`` is its newest act."""
    known = Known(today, made_after=last_act_id, codes=frozenset(session.scalars(select(Cell.code))))
    for cell in session.scalars(select(Cell).where(Cell.dissolved_on.is_(None)).order_by(Cell.id)):
        known.cells[cell.id] = cell_forms.facts_of(cell)
    for charge in register.in_charge_on(session, today):
        known.in_charge[charge.cell_id] = charge.full_name
    statuses = _statuses(session)
    for member_id, is_withdrawn, *written in session.execute(select(Member.id, Member.is_withdrawn, *_FACTS)):
        facts: dict[str, Any] = dict(zip(_FACT_NAMES, written, strict=True))
        lines = statuses.get(member_id, ())
        _add_member(known, MemberDraft(id=member_id, statuses=lines, is_withdrawn=is_withdrawn, **facts))
    for post in session.scalars(select(Post).where(register.holding(Post.from_on, Post.to_on, today))):
        known.posts.append(KnownPost(post.id, post.cell_id, post.member_id, post.post))
    return known


def _statuses(session: Session) -> dict[int, tuple[StatusLine, ...]]:
    """Return the dated statuses of every member, the earliest first, those without a first day before them."""
    found: dict[int, list[StatusLine]] = {}
    question = select(StatusRow.member_id, *_STATUS).order_by(StatusRow.member_id, StatusRow.from_on, StatusRow.id)
    for member_id, *status in session.execute(question):
        found.setdefault(member_id, []).append(StatusLine(*status))
    return {member_id: tuple(lines) for member_id, lines in found.items()}


def _add_member(known: Known, draft: MemberDraft) -> None:
    assert draft.id is not None
    periods = [line.period for line in draft.statuses]
    known.members[draft.id] = draft
    known.cell_of[draft.id] = current_cell(periods, known.today) or last_cell(periods)
    if draft.card_no:
        known.by_card[draft.card_no] = draft.id
    if draft.is_withdrawn:
        return
    name = clean_key(draft.full_name)
    known.by_name.setdefault(name, []).append(draft.id)
    if born := draft.birth_on or draft.birth_year:
        known.by_likeness.setdefault((name, born), []).append(draft.id)


def open_lines(lines: Iterable[StatusLine], day: date) -> list[StatusLine]:
    """Return the dated statuses that hold on a day."""
    return [line for line in lines if holds_on(line.from_on, line.to_on, day)]
