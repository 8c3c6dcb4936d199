"""The committee's own facts: names on paper, terms, bodies and the people in office from–to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from bontot_desktop import text
from bontot_desktop.db.models.office import Body, Committee, Holding, Person
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
        return CommitteeDraft(row.name, row.superior, row.place, row.symbol, row.has_seal, row.name_break_after)


def save_committee(office: Office, draft: CommitteeDraft) -> Saved:
    """Save the committee's facts; papers issued before keep the old ones. Raises Problems."""
    found = [
        Problem(field, sentence)
        for field, value, sentence in (
            ("name", draft.name, "Chưa có tên Đảng ủy, ví dụ: Đảng ủy xã Ví Dụ."),
            ("superior", draft.superior, "Chưa có tên đảng bộ cấp trên, ví dụ: Đảng bộ tỉnh Ví Dụ."),
            ("place", draft.place, "Chưa có địa danh ghi trên văn bản."),
            ("symbol", draft.symbol, "Chưa có ký hiệu cơ quan, thường là ĐU."),
        )
        if not value.strip()
    ]
    broken = text.clean(draft.name_break_after)
    if broken and broken not in text.clean(draft.name):
        found.append(Problem("name_break_after", "Chỗ ngắt dòng phải là những chữ đầu của tên Đảng ủy."))
    if found:
        raise Problems(found)
    with office.work("committee.save", "Sửa thông tin Đảng ủy") as session:
        row = session.scalars(select(Committee)).first()
        if row is None:
            row = Committee()
            session.add(row)
        row.name, row.superior, row.place = draft.name, draft.superior, draft.place
        row.symbol, row.has_seal, row.name_break_after = draft.symbol, draft.has_seal, broken
        session.flush()
        return Saved(row.id, Changes.of(Kind.SETTINGS))


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


def save_line_spacing(office: Office, points: float, blank_lines: int, *, two_sided: bool) -> Changes:
    """Save the choices of format the office changes most: line pitch (pt), room for the signature, two-sided print."""
    with office.work("settings.format", "Sửa thể thức văn bản") as session:
        settings = replace(
            heads.format_settings(session),
            line_spacing_pt=points,
            blank_lines_before_name=blank_lines,
            two_sided=two_sided,
        )
        heads.save_format_settings(session, settings)
    return Changes.of(Kind.SETTINGS)
