"""A new data file: committee, term and people in one act; used by the wizard and by ``bontot new``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from bontot_desktop import places
from bontot_desktop.db.datafile import DataFile
from bontot_desktop.db.models.office import Body, Committee, Holding, Person, Term
from bontot_desktop.db.models.papers import NumberSeries
from bontot_desktop.errors import Problem, Problems, Refused
from bontot_desktop.rules.papers import Issuer
from bontot_desktop.services import heads, seeding
from bontot_desktop.services.office import Clock, Office

#: A password shorter than this protects nothing.
MIN_PASSWORD_LENGTH = 8


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
    number_starts: tuple[tuple[str, int], ...] = field(default=())


def problems(draft: OfficeDraft, *, password: str | None = None) -> list[Problem]:
    """Check a new office; (field, sentence) for each thing to mend. ``password`` None means a plain file."""
    found = []
    if not draft.name.strip():
        found.append(Problem("name", "Chưa có tên Đảng ủy, ví dụ: Đảng ủy xã Ví Dụ."))
    if not draft.superior.strip():
        found.append(Problem("superior", "Chưa có tên đảng bộ cấp trên, ví dụ: Đảng bộ tỉnh Ví Dụ."))
    if not draft.place.strip():
        found.append(Problem("place", "Chưa có địa danh ghi trên văn bản, ví dụ: Ví Dụ."))
    if draft.term_from is not None and draft.term_to is not None and draft.term_to < draft.term_from:
        found.append(Problem("term_to", "Nhiệm kỳ kết thúc trước năm bắt đầu; hãy xem lại."))
    if password is not None and len(password) < MIN_PASSWORD_LENGTH:
        found.append(Problem("password", f"Mật khẩu cần ít nhất {MIN_PASSWORD_LENGTH} ký tự."))
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
    with office.work("office.new", f"Lập dữ liệu {draft.name}") as session:
        seeding.plant(session)
        session.flush()
        session.add(Committee(name=draft.name, superior=draft.superior, place=draft.place, symbol="ĐU"))
        bodies = {body.kind: body for body in session.query(Body)}
        for kind, size in draft.body_sizes:
            bodies[kind].member_count = size
        _add_officers(session, draft.officers, bodies)
        if draft.term_from is not None:
            _add_term(session, draft)
    return office, code


def _add_officers(session: Any, officers: tuple[OfficerDraft, ...], bodies: dict[Issuer, Body]) -> None:
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


def _add_term(session: Any, draft: OfficeDraft) -> None:
    label = f"{draft.term_from} - {draft.term_to}" if draft.term_to else f"{draft.term_from}"
    # A term ends when the next congress closes, a day nobody knows yet; it stays open until then.
    term = Term(label=label, starts_on=date(draft.term_from or 1, 1, 1))
    session.add(term)
    session.flush()
    session.add_all(NumberSeries(term_id=term.id, series=series, start=start) for series, start in draft.number_starts)


def read_office_file(path: Path) -> OfficeDraft:
    """Read ``FILE.toml`` of ``bontot new`` (PRODUCT §6).

    ``name``, ``superior``, ``place``; optionally ``term = [2025, 2030]``, ``[bodies]`` with the number of members by
    body code, ``[[officer]]`` with ``body``, ``post``, ``name``, ``from``, and ``[numbers]`` with first numbers by
    series ("QĐ/ĐU" = 57). Raises Refused with the line or key that is wrong.
    """
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise Refused(f"Không thấy tệp {path.name}.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise Refused(f"Tệp {path.name} không đọc được: {fault}.") from fault
    known = {"name", "superior", "place", "term", "bodies", "officer", "numbers"}
    unknown = sorted(set(values) - known)
    if unknown:
        raise Refused(
            f"Tệp {path.name} có mục lạ: {', '.join(unknown)}; các mục dùng được: {', '.join(sorted(known))}."
        )
    term = values.get("term", [None, None])
    try:
        term_from, term_to = term
        return OfficeDraft(
            name=str(values.get("name", "")),
            superior=str(values.get("superior", "")),
            place=str(values.get("place", "")),
            term_from=term_from,
            term_to=term_to,
            officers=tuple(_officer(entry) for entry in values.get("officer", [])),
            body_sizes=tuple((Issuer(kind), int(size)) for kind, size in values.get("bodies", {}).items()),
            number_starts=tuple((str(series), int(start)) for series, start in values.get("numbers", {}).items()),
        )
    except (ValueError, TypeError, KeyError) as fault:
        raise Refused(f"Tệp {path.name} có giá trị không hiểu được ({fault}).") from fault


def _officer(entry: dict[str, Any]) -> OfficerDraft:
    return OfficerDraft(
        body=Issuer(entry.get("body", Issuer.STANDING_COMMITTEE.value)),
        post=str(entry["post"]),
        full_name=str(entry["name"]),
        from_on=entry.get("from"),
    )
