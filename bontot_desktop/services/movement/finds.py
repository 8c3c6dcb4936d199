"""Good deeds, models, practices and outstanding cells and members of a year, by cell and month."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from bontot_desktop import text
from bontot_desktop.db.queries import movement as queries
from bontot_desktop.errors import NotFound, Problem, Problems, Refused
from bontot_desktop.rules.changes import Changes
from bontot_desktop.rules.movement import FindKind
from bontot_desktop.services.movement.years import CHANGED, every_cell, refuse_when_closed
from bontot_desktop.services.office import Office, Saved

if TYPE_CHECKING:
    from sqlalchemy.orm import Session
    from sqlcipher3 import dbapi2

    from bontot_desktop.db.models.movement import Find

_GONE = "Không còn mô hình, việc tốt này trong danh sách."


@dataclass(frozen=True, slots=True)
class FindDraft:
    """A find as its form holds it; without ``month`` it is of the whole year."""

    year: int
    cell_id: int | None = None
    kind: FindKind = FindKind.GOOD_DEED
    month: int | None = None
    member_id: int | None = None
    title: str = ""
    text: str = ""
    result: str = ""
    recognised_by: str = ""
    is_worth_copying: bool = False
    copied_by: str = ""
    id: int | None = None


@dataclass(frozen=True, slots=True)
class FindRow:
    """A find as lists show it; ``member`` is "" where it names none."""

    id: int
    cell: str
    cell_order: str
    member: str
    draft: FindDraft

    @property
    def when(self) -> str:
        """Its month: "Tháng 5", or "Cả năm"."""
        return f"Tháng {self.draft.month}" if self.draft.month else "Cả năm"

    @property
    def title(self) -> str:
        """What it is called, with the member it names before it."""
        return f"{self.member}: {self.draft.title}" if self.member else self.draft.title


def list_finds(office: Office, year: int, *, cell_id: int | None = None) -> list[FindRow]:
    """Return the finds of a year, of one cell when asked for, those of the whole year first, then the newest."""
    with office.ask() as driver:
        return rows_in(driver, year, office.today(), cell_id)


def rows_in(driver: dbapi2.Connection, year: int, today: date, cell_id: int | None = None) -> list[FindRow]:
    """Return the same inside another's reading."""
    cells = every_cell(driver, year, today)
    return [
        FindRow(one.id, cells[one.cell_id].name, cells[one.cell_id].name_order, one.member, _draft(one, year))
        for one in queries.finds(driver, year, cell_id)
    ]


def _draft(one: queries.StoredFind, year: int) -> FindDraft:
    return FindDraft(
        year=year,
        cell_id=one.cell_id,
        kind=FindKind(one.kind),
        month=one.month,
        member_id=one.member_id,
        title=one.title,
        text=one.text,
        result=one.result,
        recognised_by=one.recognised_by,
        is_worth_copying=one.is_worth_copying,
        copied_by=one.copied_by,
        id=one.id,
    )


def year_of(office: Office, find_id: int) -> int | None:
    """Return the year of a find; None when it is gone."""
    with office.ask() as driver:
        return queries.year_of_find(driver, find_id)


def problems(draft: FindDraft, today: date) -> list[Problem]:
    """Check a find; (field, sentence) for each thing to mend."""
    found = []
    if draft.cell_id is None:
        found.append(Problem("cell_id", "Chưa chọn chi bộ."))
    if draft.month is not None and not 1 <= draft.month <= 12:
        found.append(Problem("month", "Tháng từ 1 đến 12; của cả năm thì để trống."))
    elif draft.month is not None and date(draft.year, draft.month, 1) > today:
        found.append(Problem("month", f"Tháng {draft.month}/{draft.year} chưa tới."))
    elif draft.month is None and draft.kind is FindKind.GOOD_DEED:
        found.append(Problem("month", "Việc tốt ghi theo tháng; hãy chọn tháng."))
    if draft.kind is FindKind.OUTSTANDING_MEMBER and draft.member_id is None:
        found.append(Problem("member_id", "Chưa chọn đảng viên điển hình."))
    if not text.clean(draft.title):
        found.append(Problem("title", "Chưa ghi tên việc, mô hình hoặc thành tích điển hình."))
    if draft.copied_by and not draft.is_worth_copying:
        found.append(Problem("copied_by", "Đã có nơi làm theo thì đánh dấu “Nhân rộng”."))
    return found


def save(office: Office, draft: FindDraft) -> Saved:
    """Store a find. Raises Problems, NotFound, Refused once the year is closed."""
    found = problems(draft, office.today())
    if found or draft.cell_id is None:
        raise Problems(found)
    title = text.clean(draft.title)
    with office.work("movement.find", f"Ghi {draft.kind.label.lower()}: {title}") as work:
        from bontot_desktop.db.models.movement import Find

        refuse_when_closed(work, draft.year)
        _refuse_twice(work, draft, title)
        row = Find(year=draft.year) if draft.id is None else work.get(Find, draft.id)
        if row is None:
            raise NotFound(_GONE)
        row.cell_id, row.kind, row.month = draft.cell_id, draft.kind, draft.month
        row.member_id = draft.member_id
        row.title, row.text, row.result = title, draft.text, draft.result
        row.recognised_by, row.copied_by = draft.recognised_by, draft.copied_by
        row.is_worth_copying = draft.is_worth_copying
        work.add(row)
        work.flush()
        return Saved(row.id, CHANGED)


def _refuse_twice(session: Session, draft: FindDraft, title: str) -> None:
    from sqlalchemy import select

    from bontot_desktop.db.models.movement import Find

    same = select(Find).where(Find.year == draft.year, Find.cell_id == draft.cell_id, Find.kind == draft.kind)
    for row in session.scalars(same):
        if row.id != draft.id and row.month == draft.month and text.fold(row.title) == text.fold(title):
            raise Problems([Problem("title", "Chi bộ đã có mục này trong tháng; hãy mở mục ấy để sửa.")])


def remove(office: Office, find_id: int) -> Changes:
    """Take a find out of the list. Raises NotFound, Refused once the year is closed."""
    with office.work("movement.find_removed", "Bỏ mô hình, việc tốt") as work:
        row = _found(work, find_id)
        refuse_when_closed(work, row.year)
        work.sentence = f"Bỏ {row.kind.label.lower()}: {row.title}"
        work.delete(row)
    return CHANGED


def mark_worth_copying(office: Office, find_ids: Iterable[int], *, on: bool) -> Changes:
    """Mark finds as worth copying, or no longer, in one act. Raises NotFound, Refused."""
    with office.work("movement.worth_copying", "Đánh dấu nhân rộng" if on else "Bỏ dấu nhân rộng") as work:
        rows = [_found(work, find_id) for find_id in find_ids]
        for row in rows:
            refuse_when_closed(work, row.year)
            if not on and row.copied_by:
                raise Refused(f"“{row.title}” đã có nơi làm theo; hãy xóa nơi làm theo trước.")
            row.is_worth_copying = on
        what = rows[0].title if len(rows) == 1 else f"{len(rows)} mục"
        work.sentence = f"{'Đánh dấu' if on else 'Bỏ dấu'} nhân rộng: {what}"
    return CHANGED


def _found(session: Session, find_id: int) -> Find:
    from bontot_desktop.db.models.movement import Find

    row = session.get(Find, find_id)
    if row is None:
        raise NotFound(_GONE)
    return row


def deeds_by_month(rows: Sequence[FindRow]) -> tuple[int, ...]:
    """Count the cells with a good deed in each month, January first."""
    return tuple(
        len({row.draft.cell_id for row in rows if row.draft.kind is FindKind.GOOD_DEED and row.draft.month == month})
        for month in range(1, 13)
    )
