"""The committee's own facts: names on paper, terms, bodies and the people in office from–to."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from sqlalchemy import select
from sqlalchemy.orm import Session

from bontot_desktop import dates, text
from bontot_desktop.db.models.office import Body, Committee, CommitteeName, Holding, Person
from bontot_desktop.documents.profile import FormatSettings
from bontot_desktop.errors import NotFound, Problem, Problems
from bontot_desktop.rules.cells import holds_on
from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.rules.papers import Issuer
from bontot_desktop.services import heads, people
from bontot_desktop.services.office import Office, Saved


@dataclass(frozen=True, slots=True)
class CommitteeDraft:
    """The committee as its form shows it; ``name_break_after`` is where the office breaks its printed name."""

    name: str = ""
    superior: str = ""
    place: str = ""
    symbol: str = "ĐU"
    has_seal: bool = True
    name_break_after: str = ""
    #: Symbols of the bodies that issue papers of their own, and of cells.
    symbol_office: str = "VPĐU"
    symbol_board: str = "BXDĐ"
    symbol_inspection: str = "UBKTĐU"
    symbol_cells: str = "CB"
    former_names: tuple[FormerName, ...] = ()


@dataclass(frozen=True, slots=True)
class FormerName:
    """What papers called the committee until a day: another name, or a district above it before 01/7/2025."""

    name: str = ""
    superior: str = ""
    place: str = ""
    from_on: date | None = None
    to_on: date | None = None
    name_break_after: str = ""
    id: int | None = None


#: Bodies with a symbol of their own; BCH and BTV share the committee's (document-format §4).
_OWN_SYMBOLS = (
    ("symbol_office", Issuer.COMMITTEE_OFFICE),
    ("symbol_board", Issuer.PARTY_BUILDING_BOARD),
    ("symbol_inspection", Issuer.INSPECTION_COMMISSION),
)
#: A symbol as it stands behind the slash (document-format §9 rule 1).
_SYMBOL = re.compile(r"[A-ZĐƯ][A-ZĐƯa-z0-9]*(?:-[A-ZĐƯ][A-ZĐƯa-z0-9]*)*")


@dataclass(frozen=True, slots=True)
class BodyRow:
    """A body with its symbol and the number of all its members."""

    id: int
    kind: Issuer
    name: str
    symbol: str
    member_count: int | None


@dataclass(frozen=True, slots=True)
class HoldingDraft:
    """An office held by a person from–to."""

    id: int | None = None
    full_name: str = ""
    body: Issuer = Issuer.STANDING_COMMITTEE
    post: str = ""
    rank: int = 9
    can_sign: bool = False
    from_on: date | None = None
    to_on: date | None = None


def committee(office: Office) -> CommitteeDraft:
    """Return the committee's facts, empty ones before set-up."""
    with office.read() as session:
        row = session.scalars(select(Committee)).first()
        if row is None:
            return CommitteeDraft()
        symbols = {field: heads.body_symbol(session, body) for field, body in _OWN_SYMBOLS}
        return CommitteeDraft(
            name=row.name,
            superior=row.superior,
            place=row.place,
            symbol=row.symbol,
            has_seal=row.has_seal,
            name_break_after=row.name_break_after,
            symbol_cells=heads.body_symbol(session, Issuer.CELL),
            former_names=tuple(
                FormerName(old.name, old.superior, old.place, old.from_on, old.to_on, old.name_break_after, old.id)
                for old in row.former_names
            ),
            **symbols,
        )


def save_committee(office: Office, draft: CommitteeDraft) -> Saved:
    """Save the committee's facts; papers issued before keep the old ones. Raises Problems."""
    found = [
        Problem(field, sentence)
        for field, value, sentence in (
            ("name", draft.name, "Chưa có tên Đảng ủy, ví dụ: Đảng ủy xã Ví Dụ."),
            ("superior", draft.superior, "Chưa có tên đảng bộ cấp trên, ví dụ: Đảng bộ tỉnh Ví Dụ."),
            ("place", draft.place, "Chưa có địa danh ghi trên văn bản."),
        )
        if not value.strip()
    ]
    broken = text.clean(draft.name_break_after)
    if broken and not text.clean(draft.name).startswith(broken):
        found.append(Problem("name_break_after", "Chỗ ngắt dòng phải là những chữ đầu của tên Đảng ủy."))
    found += _symbol_problems(draft)
    found += _former_problems(draft.former_names)
    if found:
        raise Problems(found)
    with office.work("committee.save", "Sửa thông tin Đảng ủy") as session:
        row = session.scalars(select(Committee)).first()
        if row is None:
            row = Committee()
            session.add(row)
        row.name, row.superior, row.place = draft.name, draft.superior, draft.place
        row.symbol, row.has_seal, row.name_break_after = draft.symbol, draft.has_seal, broken
        for field, body in _OWN_SYMBOLS:
            body_row(session, body).symbol = getattr(draft, field)
        settings = replace(heads.format_settings(session), cell_symbol=text.clean(draft.symbol_cells))
        heads.save_format_settings(session, settings)
        _keep_former(row, draft.former_names)
        session.flush()
        return Saved(row.id, Changes.of(Kind.SETTINGS))


def _symbol_problems(draft: CommitteeDraft) -> list[Problem]:
    found = []
    for field in ("symbol", *(field for field, _ in _OWN_SYMBOLS), "symbol_cells"):
        symbol = text.clean(getattr(draft, field))
        if not symbol and field in ("symbol", "symbol_cells"):
            found.append(Problem(field, "Chưa có ký hiệu đứng sau dấu gạch chéo, ví dụ: ĐU."))
        elif symbol and not _SYMBOL.fullmatch(symbol):
            found.append(Problem(field, f"Ký hiệu “{symbol}” chỉ gồm chữ in hoa, số và gạch nối, không có dấu cách."))
    return found


def _former_problems(names: tuple[FormerName, ...]) -> list[Problem]:
    found = []
    for index, old in enumerate(names):
        where = f"former_names.{index}"
        if not old.name.strip() or not old.superior.strip() or not old.place.strip():
            found.append(Problem(f"{where}.name", "Tên cũ cần đủ tên Đảng ủy, đảng bộ cấp trên và địa danh."))
        if old.to_on is None:
            found.append(Problem(f"{where}.to_on", "Chưa có ngày cuối cùng dùng tên cũ, ví dụ: 30/06/2025."))
        elif old.from_on is not None and old.to_on < old.from_on:
            found.append(Problem(f"{where}.to_on", "Ngày cuối cùng dùng tên cũ ở trước ngày bắt đầu."))
    dated = sorted((old.from_on or date.min, old.to_on) for old in names if old.to_on is not None)
    for (_, ended), (begun, _) in pairwise(dated):
        if begun <= ended:
            found.append(Problem("former_names", f"Hai tên cũ trùng ngày {dates.screen(max(begun, ended))}."))
    return found


def _keep_former(row: Committee, names: tuple[FormerName, ...]) -> None:
    known: dict[int | None, CommitteeName] = {old.id: old for old in row.former_names}
    kept = []
    for draft in names:
        if draft.to_on is None:
            continue
        old = known.get(draft.id) or CommitteeName()
        old.name, old.superior, old.place = draft.name, draft.superior, draft.place
        old.name_break_after, old.from_on, old.to_on = draft.name_break_after, draft.from_on, draft.to_on
        kept.append(old)
    if [id(old) for old in row.former_names] != [id(old) for old in kept]:
        row.former_names = kept


def bodies(office: Office) -> list[BodyRow]:
    """Return the committee's bodies."""
    with office.read() as session:
        return [
            BodyRow(row.id, row.kind, row.name, row.symbol, row.member_count)
            for row in session.scalars(select(Body).order_by(Body.id))
        ]


def body_row(session: Session, kind: Issuer) -> Body:
    """Return the row of a body, made when the file has none of that kind yet."""
    row = session.scalars(select(Body).where(Body.kind == kind)).first()
    if row is None:
        row = Body(kind=kind, name=kind.label, symbol="ĐU")
        session.add(row)
        session.flush()
    return row


def holdings(office: Office, *, on: date | None = None) -> list[HoldingDraft]:
    """Return the people in office, by body and rank; with ``on`` only those in office that day."""
    with office.read() as session:
        query = select(Holding).join(Holding.body).order_by(Body.id, Holding.rank, Holding.id)
        rows = [row for row in session.scalars(query) if on is None or holds_on(row.from_on, row.to_on, on)]
        return [
            HoldingDraft(
                row.id, row.person.full_name, row.body.kind, row.post, row.rank, row.can_sign, row.from_on, row.to_on
            )
            for row in rows
        ]


def _holder(session: Session, row: Holding, full_name: str) -> Person:
    """Return who holds the office: the person known by the name typed, else the one there with the spelling mended."""
    if row.id is not None and people.known_person(session, full_name) is None:
        row.person.full_name = full_name
        return row.person
    return people.person_named(session, full_name, title="")


def save_holding(office: Office, draft: HoldingDraft) -> Saved:
    """Save an office held from–to; the person is found by name or added. Raises Problems."""
    found = []
    if not draft.full_name.strip():
        found.append(Problem("full_name", "Chưa có họ tên."))
    if not draft.post.strip():
        found.append(Problem("post", "Chưa có chức vụ, ví dụ: Bí thư, Phó Bí thư, Ủy viên."))
    if draft.from_on and draft.to_on and draft.to_on < draft.from_on:
        found.append(Problem("to_on", "Ngày thôi giữ chức vụ ở trước ngày bắt đầu."))
    if found:
        raise Problems(found)
    with office.work("committee.save_holding", f"Ghi chức vụ {draft.post} của {draft.full_name}") as session:
        row = session.get(Holding, draft.id) if draft.id else Holding()
        if row is None:
            raise NotFound("Không còn dòng chức vụ này.")
        person, body = _holder(session, row, draft.full_name), body_row(session, draft.body)
        row.person, row.body = person, body
        row.post, row.rank, row.can_sign = draft.post, draft.rank, draft.can_sign
        row.from_on, row.to_on = draft.from_on, draft.to_on
        session.add(row)
        session.flush()
        return Saved(row.id, Changes.of(Kind.PEOPLE))


def format_settings(office: Office) -> FormatSettings:
    """Return the office's choices of format."""
    with office.read() as session:
        return heads.format_settings(session)
