"""The legal bases (căn cứ) papers cite: kept in the data file, dated, edited by the office, shipped ones restorable."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bontot_desktop import text
from bontot_desktop.db.models.wordings import LegalBasisRow
from bontot_desktop.documents import wording
from bontot_desktop.documents.kinds import KINDS
from bontot_desktop.documents.wording import Gap, Sentence, Wording
from bontot_desktop.errors import NotFound, Problem, Problems
from bontot_desktop.rules import legal_bases as rules
from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.rules.legal_bases import LegalBasis
from bontot_desktop.services.office import Office, Saved
from bontot_desktop.services.seeding import read_seed

#: What books of minutes go by in ``used_in``: they are bound, not issued, and no kind of paper.
BOOK, _BOOK_NAME = "SO", "Sổ biên bản sinh hoạt chi bộ"
#: The gaps a line may hold, and what each stands for.
GAPS = (
    Gap("commune", "tên xã, phường, đặc khu, ví dụ: xã Ví Dụ"),
    Gap("term", "nhiệm kỳ của ngày văn bản, ví dụ: 2025 - 2030; trống khi chưa khai báo"),
)
_LINE = Wording("", (Sentence("text", "Dòng căn cứ", ""),), GAPS)
#: Years a cited paper may be of; anything else is a slip of the keys.
_YEARS = range(1930, 2101)
#: What of a shipped basis is restored.
_SHIPPED = ("text", "number", "year", "valid_from", "valid_to", "replaced_by", "used_in")


@dataclass(frozen=True, slots=True)
class BasisDraft:
    """A basis as its form shows it. ``position`` is its place in print, 1 first; ``key`` is "" for the office's own."""

    id: int | None = None
    position: int | None = None
    text: str = ""
    number: str = ""
    year: int | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    replaced_by: str = ""
    used_in: tuple[str, ...] = ()
    key: str = ""


@cache
def shipped() -> tuple[LegalBasis, ...]:
    """Return every basis the program ships, in the order they are printed."""
    return tuple(
        LegalBasis(**{**entry, "used_in": tuple(entry.get("used_in", ()))})
        for entry in read_seed("legal_bases")["basis"]
    )


def plant(session: Session) -> None:
    """Put the shipped bases into a new file."""
    session.add_all(
        LegalBasisRow(position=position, key=basis.key, **_values(basis))
        for position, basis in enumerate(shipped(), start=1)
    )


def _values(basis: LegalBasis) -> dict[str, Any]:
    values = asdict(basis)
    return {name: list(values[name]) if name == "used_in" else values[name] for name in _SHIPPED}


# What papers ask


def lines_for(session: Session, kind_id: str, day: date, *, commune: str, term: str) -> tuple[str, ...]:
    """Return the căn cứ lines that a paper of a kind and day cites, filled, in the office's order.

    Raises Refused when a line can't be filled.
    """
    found = rules.in_force(_bases(session), day, kind_id)
    return tuple(wording.fill(basis.text, commune=commune, term=term) for basis in found)


def warnings_for(session: Session, kind_id: str, day: date, own_lines: Iterable[str] = ()) -> list[str]:
    """Say what of the căn cứ to look at before a paper is issued; ``own_lines`` are those people typed for it.

    Ended without a successor in force, cited by hand though ended, or nothing to cite at all (recognition.md §9.14).
    """
    bases = _bases(session)
    typed = [line for line in own_lines if line.strip()]
    found = rules.lapsed(bases, kind_id, day) + rules.expired(bases, typed, day)
    if not typed and not rules.in_force(bases, day, kind_id):
        name = KINDS[kind_id].name if kind_id in KINDS else kind_id
        found.append(f"{name} chưa có căn cứ nào còn hiệu lực; hãy ghi ở Hệ thống, mục Căn cứ pháp lý.")
    return found


def cited(line: str) -> str:
    """Return what a căn cứ line names, without its leading "Căn cứ"; for openings like "Thực hiện …"."""
    return rules.cited(line)


def _bases(session: Session) -> list[LegalBasis]:
    return [
        LegalBasis(
            row.text, row.number, row.year, row.valid_from, row.valid_to, row.replaced_by, tuple(row.used_in), row.key
        )
        for row in _rows(session)
    ]


def _rows(session: Session) -> list[LegalBasisRow]:
    return list(session.scalars(select(LegalBasisRow).order_by(LegalBasisRow.position, LegalBasisRow.id)))


# What the office does with them


def rows(office: Office) -> list[BasisDraft]:
    """Return every basis in the order of print."""
    with office.read() as session:
        return [_draft(row) for row in _rows(session)]


def _draft(row: LegalBasisRow) -> BasisDraft:
    return BasisDraft(
        row.id,
        row.position,
        row.text,
        row.number,
        row.year or None,
        row.valid_from,
        row.valid_to,
        row.replaced_by,
        tuple(row.used_in),
        row.key,
    )


def citing_kinds() -> list[tuple[str, str]]:
    """Return the kinds of paper that cite bases, id and name, in the order of the registry."""
    used = {kind_id for basis in shipped() for kind_id in basis.used_in}
    return [*((kind.id, kind.name) for kind in KINDS.values() if kind.id in used), (BOOK, _BOOK_NAME)]


def problems(draft: BasisDraft) -> list[Problem]:
    """Check a basis; (field, sentence) for each thing to mend."""
    found = []
    line = _line(draft.text)
    if not line and (draft.used_in or not draft.number.strip()):
        found.append(Problem("text", "Chưa có dòng căn cứ, ví dụ: Căn cứ Quy định số 19-QĐ/TU, ngày 25/12/2025 …"))
    elif line and (problem := _LINE.problem("text", line)):
        found.append(Problem("text", problem))
    if draft.number.strip() and draft.year is None:
        found.append(Problem("year", "Chưa có năm ký; nhiều số ký hiệu được dùng lại ở các năm khác nhau."))
    elif draft.year is not None and draft.year not in _YEARS:
        found.append(Problem("year", f"Năm ký phải từ {_YEARS[0]} đến {_YEARS[-1]}."))
    if draft.valid_from and draft.valid_to and draft.valid_to < draft.valid_from:
        found.append(Problem("valid_to", "Ngày hết hiệu lực ở trước ngày có hiệu lực."))
    if draft.replaced_by.strip() and draft.valid_to is None:
        found.append(Problem("valid_to", "Đã có văn bản thay thế thì phải ghi ngày cuối cùng còn hiệu lực."))
    return found


def _line(typed: str) -> str:
    """Return a line as it is kept: one line, without dash and final mark, which the paper puts itself."""
    return text.clean(typed).lstrip("-–+ ").rstrip(" .;,")


def save(office: Office, draft: BasisDraft) -> Saved:
    """Save a basis at its place among the others; papers issued before keep what they cited. Raises Problems."""
    found = problems(draft)
    if found:
        raise Problems(found)
    line = _line(draft.text)
    name = draft.number.strip() or rules.cited(line)[:60]
    with office.work("legal_bases.save", f"Ghi căn cứ pháp lý {name}") as work:
        row = work.get(LegalBasisRow, draft.id) if draft.id else LegalBasisRow(key="")
        if row is None:
            raise NotFound("Không còn căn cứ này.")
        others = [one for one in _rows(work) if one is not row]
        place = len(others) if draft.position is None else min(max(draft.position - 1, 0), len(others))
        others.insert(place, row)
        row.text, row.number, row.year = line, draft.number.strip(), draft.year or 0
        row.valid_from, row.valid_to, row.replaced_by = draft.valid_from, draft.valid_to, draft.replaced_by
        if tuple(row.used_in or ()) != draft.used_in:
            row.used_in = list(draft.used_in)
        _number(others)
        work.add(row)
        work.flush()
        work.about(row)
        return Saved(row.id, Changes.of(Kind.SETTINGS))


def delete(office: Office, basis_id: int) -> Changes:
    """Take a basis out of the list; it stays in the history. Raises NotFound."""
    with office.work("legal_bases.delete", "Bỏ căn cứ pháp lý") as work:
        row = work.get(LegalBasisRow, basis_id)
        if row is None:
            raise NotFound("Không còn căn cứ này.")
        work.sentence = f"Bỏ căn cứ pháp lý {row.number or rules.cited(row.text)[:60]}"
        others = [one for one in _rows(work) if one is not row]
        work.delete(row)
        _number(others)
    return Changes.of(Kind.SETTINGS)


def restore(office: Office) -> Changes:
    """Put the shipped bases back as they were shipped, before the office's own, which stay as they are."""
    with office.work("legal_bases.restore", "Khôi phục căn cứ pháp lý gốc") as work:
        there = _rows(work)
        known = {row.key: row for row in there if row.key}
        ordered = []
        for basis in shipped():
            row = known.get(basis.key)
            if row is None:
                row = LegalBasisRow(key=basis.key)
                work.add(row)
            for name, value in _values(basis).items():
                if getattr(row, name) != value:
                    setattr(row, name, value)
            ordered.append(row)
        own = [row for row in there if not any(row is one for one in ordered)]
        _number([*ordered, *own])
    return Changes.of(Kind.SETTINGS)


def _number(ordered: Iterable[LegalBasisRow]) -> None:
    for position, row in enumerate(ordered, start=1):
        if row.position != position:
            row.position = position
