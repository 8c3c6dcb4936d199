"""A new data file: committee, term and people in one act; used by the wizard and by ``bontot new``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy.orm import Session

from bontot_desktop import places
from bontot_desktop.db.datafile import DataFile, remove_with_company
from bontot_desktop.db.keys import SHORTEST_PASSWORD
from bontot_desktop.db.models.office import Body, Committee, Holding, Person, Term
from bontot_desktop.db.models.papers import NumberSeries
from bontot_desktop.errors import Problem, Problems, Refused
from bontot_desktop.rules.numbering import TYPES
from bontot_desktop.rules.papers import Issuer
from bontot_desktop.services import heads, legal_bases, seeding
from bontot_desktop.services.office import Clock, Office

#: Told beside the field; the file itself refuses a shorter one.
MIN_PASSWORD_LENGTH = SHORTEST_PASSWORD
#: Years a term may begin and end in; anything else is a slip of the keys.
_YEARS = range(1930, 2101)


@dataclass(frozen=True, slots=True)
class OfficerDraft:
    """A person in office as the new office names them; the first of a body signs for it."""

    body: Issuer
    post: str
    full_name: str
    from_on: date | None = None


@dataclass(frozen=True, slots=True)
class OfficeDraft:
    """What a new office needs: names as printed, the term in years, people in office, first numbers by series."""

    name: str
    superior: str
    place: str
    term_from: int | None = None
    term_to: int | None = None
    officers: tuple[OfficerDraft, ...] = ()
    body_sizes: tuple[tuple[Issuer, int], ...] = ()
    number_starts: tuple[tuple[str, int], ...] = ()


def problems(draft: OfficeDraft, *, password: str | None = None) -> list[Problem]:
    """Check a new office; (field, sentence) for each thing to mend. ``password`` None means a plain file."""
    found = []
    if not draft.name.strip():
        found.append(Problem("name", "Chưa có tên Đảng ủy, ví dụ: Đảng ủy xã Ví Dụ."))
    if not draft.superior.strip():
        found.append(Problem("superior", "Chưa có tên đảng bộ cấp trên, ví dụ: Đảng bộ tỉnh Ví Dụ."))
    if not draft.place.strip():
        found.append(Problem("place", "Chưa có địa danh ghi trên văn bản, ví dụ: Ví Dụ."))
    found += _term_problems(draft)
    found += _body_problems(draft)
    if password is not None and len(password.strip()) < MIN_PASSWORD_LENGTH:
        found.append(Problem("password", f"Mật khẩu cần ít nhất {MIN_PASSWORD_LENGTH} ký tự."))
    return found


def _term_problems(draft: OfficeDraft) -> list[Problem]:
    found = [
        Problem(name, f"Năm nhiệm kỳ phải từ {_YEARS[0]} đến {_YEARS[-1]}.")
        for name, year in (("term_from", draft.term_from), ("term_to", draft.term_to))
        if year is not None and year not in _YEARS
    ]
    if draft.term_from is not None and draft.term_to is not None and draft.term_to < draft.term_from:
        found.append(Problem("term_to", "Nhiệm kỳ kết thúc trước năm bắt đầu; hãy xem lại."))
    if draft.number_starts and draft.term_from is None:
        found.append(Problem("term_from", "Đã ghi số văn bản bắt đầu thì phải ghi nhiệm kỳ; số chạy theo nhiệm kỳ."))
    known = {f"{kind}/{symbol}" for _, kind in TYPES for symbol in seeding.body_symbols().values()}
    for series, start in draft.number_starts:
        if series not in known:
            found.append(Problem("number_starts", f"Không có dãy số “{series}”; viết như QĐ/ĐU, TB/ĐU, BC/UBKTĐU."))
        elif start < 1:
            found.append(Problem("number_starts", f"Số bắt đầu của {series} phải từ 1 trở lên."))
    return found


def _body_problems(draft: OfficeDraft) -> list[Problem]:
    bodies = seeding.body_symbols()
    found = []
    for kind, size in draft.body_sizes:
        if kind not in bodies:
            found.append(Problem("body_sizes", f"{kind.label} không phải cơ quan của Đảng ủy."))
        elif size < 1:
            found.append(Problem("body_sizes", f"Số ủy viên {kind.label} phải từ 1 trở lên."))
    for officer in draft.officers:
        if not officer.full_name.strip() or not officer.post.strip():
            found.append(Problem("officers", "Mỗi cán bộ phải có họ tên và chức vụ."))
        elif officer.body not in bodies:
            found.append(Problem("officers", f"{officer.body.label} không phải cơ quan của Đảng ủy."))
    return found


def new_office(
    path: Path, draft: OfficeDraft, *, password: str | None, holder: str, who: str, clock: Clock
) -> tuple[Office, str | None]:
    """Make a data file and open it; returns the office and, for an encrypted file, its recovery code (shown once).

    Raises Problems for the draft, Refused when the file is there already, NoRoom when it can't be written.
    """
    found = problems(draft, password=password)
    if found:
        raise Problems(found)
    if path.exists():
        raise Refused(f"Đã có tệp {path.name} ở thư mục này; hãy chọn tên khác.")
    data, code = DataFile.create(path, password=password, holder=holder, now=clock())
    office = Office(data, places.papers_beside(path), who, clock)
    try:
        _found(office, draft)
    except BaseException:
        # Nobody has seen its recovery code, and an office without a name is no office.
        office.close()
        remove_with_company(path)
        raise
    return office, code


def _found(office: Office, draft: OfficeDraft) -> None:
    with office.work("office.new", f"Lập dữ liệu {draft.name}") as session:
        seeding.plant(session)
        legal_bases.plant(session)
        session.flush()
        session.add(Committee(name=draft.name, superior=draft.superior, place=draft.place, symbol="ĐU"))
        bodies = {body.kind: body for body in session.query(Body)}
        for kind, size in draft.body_sizes:
            bodies[kind].member_count = size
        _add_officers(session, draft.officers, bodies)
        if draft.term_from is not None:
            _add_term(session, draft, draft.term_from)


def _add_officers(session: Session, officers: tuple[OfficerDraft, ...], bodies: dict[Issuer, Body]) -> None:
    people: dict[str, Person] = {}
    ranks: dict[Issuer, int] = {}
    for officer in officers:
        person = people.setdefault(officer.full_name, Person(full_name=officer.full_name, title=officer.post))
        rank = ranks[officer.body] = ranks.get(officer.body, 0) + 1
        can_sign = bool(heads.signing_post(officer.post)) or officer.body in (
            Issuer.COMMITTEE_OFFICE,
            Issuer.PARTY_BUILDING_BOARD,
        )
        person.holdings.append(
            Holding(body=bodies[officer.body], post=officer.post, rank=rank, can_sign=can_sign, from_on=officer.from_on)
        )
    session.add_all(people.values())


def _add_term(session: Session, draft: OfficeDraft, first_year: int) -> None:
    label = f"{first_year} - {draft.term_to}" if draft.term_to else f"{first_year}"
    # A term ends when the next congress closes, a day nobody knows yet; it stays open until then.
    term = Term(label=label, starts_on=date(first_year, 1, 1))
    session.add(term)
    session.flush()
    session.add_all(NumberSeries(term_id=term.id, series=series, start=start) for series, start in draft.number_starts)
