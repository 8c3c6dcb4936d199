"""The invented office before its year begins: committee, people in office, cells with their past, and members."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from bontot_desktop.db.models.cells import Cell, CellParent, Lineage
from bontot_desktop.db.models.members import Member
from bontot_desktop.db.models.office import Person, Term
from bontot_desktop.rules.cells import CellPost, LineageKind
from bontot_desktop.rules.papers import Issuer
from bontot_desktop.services import cell_forms, member_forms, setup
from bontot_desktop.services.cell_forms import CellDraft, PostLine
from bontot_desktop.services.member_forms import MemberDraft
from bontot_desktop.services.office import Office
from bontot_desktop.services.sampling import people, shape, texts
from bontot_desktop.services.sampling.clock import Clock
from bontot_desktop.services.sampling.names import Name
from bontot_desktop.services.sampling.shape import COMMUNE, PROVINCE, Plan
from bontot_desktop.services.setup import OfficeDraft, OfficerDraft
from bontot_desktop.services.terms import CellTermsDraft

WHO = "Văn phòng mẫu"
HOLDER = "văn phòng mẫu"
IN_OFFICE_SINCE = date(2025, 7, 15)
_BTV = Issuer.STANDING_COMMITTEE
_WARD = "Ủy viên Ban Thường vụ"
_SEAT = "Đảng ủy viên"
#: Body, post there, title and unit beside the name. The first nine are the standing committee.
_OFFICERS: tuple[tuple[Issuer, str, str, str], ...] = (
    (_BTV, "Bí thư", "Bí thư", "Đảng ủy xã"),
    (_BTV, "Phó Bí thư Thường trực", "Phó Bí thư Thường trực", "Đảng ủy xã"),
    (_BTV, "Phó Bí thư", "Phó Bí thư Đảng ủy, Chủ tịch", "Ủy ban nhân dân xã"),
    (_BTV, _WARD, f"{_WARD}, Trưởng", "Ban Xây dựng Đảng"),
    (_BTV, _WARD, f"{_WARD}, Chủ nhiệm", "Ủy ban Kiểm tra"),
    (_BTV, _WARD, f"{_WARD}, Chủ tịch", "Ủy ban MTTQ Việt Nam xã"),
    (_BTV, _WARD, f"{_WARD}, Phó Chủ tịch", "Ủy ban nhân dân xã"),
    (_BTV, _WARD, f"{_WARD}, Trưởng", "Công an xã"),
    (_BTV, _WARD, f"{_WARD}, Chỉ huy trưởng", "Ban Chỉ huy Quân sự xã"),
    (Issuer.COMMITTEE_OFFICE, "Chánh Văn phòng", f"{_SEAT}, Chánh", "Văn phòng Đảng ủy"),
    (Issuer.COMMITTEE_OFFICE, "Phó Chánh Văn phòng", "Phó Chánh", "Văn phòng Đảng ủy"),
    (Issuer.PARTY_BUILDING_BOARD, "Trưởng Ban", "", ""),
    (Issuer.PARTY_BUILDING_BOARD, "Phó Trưởng Ban", f"{_SEAT}, Phó Trưởng", "Ban Xây dựng Đảng"),
    (Issuer.INSPECTION_COMMISSION, "Chủ nhiệm", "", ""),
    (Issuer.INSPECTION_COMMISSION, "Phó Chủ nhiệm", f"{_SEAT}, Phó Chủ nhiệm", "Ủy ban Kiểm tra"),
    (Issuer.EXECUTIVE_COMMITTEE, _SEAT, f"{_SEAT}, Chủ tịch", "Hội Cựu chiến binh xã"),
    (Issuer.EXECUTIVE_COMMITTEE, _SEAT, f"{_SEAT}, Chủ tịch", "Hội Nông dân xã"),
    (Issuer.EXECUTIVE_COMMITTEE, _SEAT, f"{_SEAT}, Trưởng", "Phòng Kinh tế"),
    (Issuer.EXECUTIVE_COMMITTEE, _SEAT, f"{_SEAT}, Trưởng", "Phòng Văn hóa - Xã hội"),
)
#: Lines of the list above that name the same person again: (line, the line of the first naming).
_SAME = {11: 3, 13: 4}
BODY_SIZES = ((Issuer.EXECUTIVE_COMMITTEE, 27), (_BTV, 9))
NUMBER_STARTS = (("QĐ/ĐU", 57), ("TB/ĐU", 21), ("BB/ĐU", 5), ("KH/ĐU", 14))
_DUTIES = {
    CellPost.SECRETARY: "phụ trách chung, công tác tổ chức",
    CellPost.DEPUTY: "thường trực, công tác tuyên giáo",
    CellPost.COMMITTEE_MEMBER: "công tác kiểm tra, dân vận",
}


@dataclass(frozen=True, slots=True)
class Founded:
    """A cell of the invented office; ``before_id`` is the one that was merged into it, None if there was none."""

    plan: Plan
    cell_id: int
    before_id: int | None


def office_draft(names: Iterator[Name]) -> OfficeDraft:
    """Invent the committee with nineteen lines of people in office."""
    chosen: list[str] = []
    for line in range(len(_OFFICERS)):
        chosen.append(chosen[_SAME[line]] if line in _SAME else next(names).full)
    return OfficeDraft(
        name=f"Đảng ủy {COMMUNE}",
        superior=f"Đảng bộ {PROVINCE}",
        place="Ví Dụ",
        term_from=2025,
        term_to=2030,
        officers=tuple(
            OfficerDraft(body, post, name, IN_OFFICE_SINCE)
            for (body, post, _, _), name in zip(_OFFICERS, chosen, strict=True)
        ),
        body_sizes=BODY_SIZES,
        number_starts=NUMBER_STARTS,
    )


#: The term every cell is in: its papers are numbered in it.
CELL_TERM = CellTermsDraft("2025 - 2027", date(2025, 4, 15))


def found_office(path: Path, names: Iterator[Name], clock: Clock) -> Office:
    """Make the plain data file of the invented office and open it, with titles beside the names of the officers."""
    draft = office_draft(names)
    office, _ = setup.new_office(path, draft, password=None, holder=HOLDER, who=WHO, clock=clock)
    named = zip(draft.officers, _OFFICERS, strict=True)
    titles = {officer.full_name: (title, unit) for officer, (_, _, title, unit) in named if title}
    with office.work("sampling.titles", "Ghi chức danh cán bộ") as session:
        for person in session.scalars(select(Person)):
            title, unit = titles[person.full_name]
            person.title, person.organisation = f"{title} {unit}", unit
    return office


def found_cells(
    office: Office,
    chosen: tuple[Plan, ...],
    members: int,
    names: Iterator[Name],
    dice: random.Random,
    *,
    first_year: int,
) -> list[Founded]:
    """Invent the cells and their members; ``first_year`` is the first year the office keeps anything of."""
    today = office.today()
    since = date(first_year - 1, 7, 1)
    founded = []
    with office.work("sampling.register", "Lập danh sách chi bộ, đảng viên của văn phòng mẫu") as session:
        session.leave_no_history()
        in_charge = _in_charge_ids(session)
        card = 1
        for place, (plan, size) in enumerate(zip(chosen, shape.sizes(chosen, members), strict=True)):
            cell, before = _found_cell(session, plan, place, in_charge[place % len(in_charge)], since, today)
            cell_ids = (cell.id,) if before is None else (cell.id, before.id)
            drafts = people.members_of(plan, size, cell_ids, names, dice, card)
            card += size
            stored = [member_forms.store(session, _checked(session, draft, today)) for draft in drafts]
            _give_posts(session, plan, cell, before, stored, since, today)
            founded.append(Founded(plan, cell.id, before.id if before else None))
    return founded


def _in_charge_ids(session: Session) -> list[int]:
    """Who may be in charge of a cell: everyone in office but the three at the head and the deputies of the office."""
    rows = session.scalars(select(Person).order_by(Person.id)).all()
    return [row.id for row in rows if row.title.startswith(("Ủy viên", "Đảng ủy viên"))]


def _checked(session: Session, draft: MemberDraft, today: date) -> MemberDraft:
    found = member_forms.problems_in(session, draft, today)
    if found:
        raise AssertionError([draft.full_name, *(problem.sentence for problem in found)])
    return draft


def _found_cell(
    session: Session, plan: Plan, place: int, in_charge_id: int, since: date, today: date
) -> tuple[Cell, Cell | None]:
    draft = _draft(plan, place, plan.merged_from[0] if plan.merged_from else plan.unit)
    draft = replace(draft, in_charge_id=in_charge_id, in_charge_from=since)
    cell = cell_forms.store(session, draft, today)
    before = None
    if plan.merged_from and plan.merged_on:
        other = replace(draft, code=f"{plan.code}B", name=f"Chi bộ {plan.merged_from[1]}")
        other = replace(other, usual_place=_place(plan, plan.merged_from[1]))
        before = cell_forms.store(session, other, today)
        before.dissolved_on = plan.merged_on
        for charge in before.in_charge:
            charge.to_on = plan.merged_on - timedelta(days=1)
        _merge(session, plan, cell, before, draft, today)
    if plan.parent:
        _move_up(session, plan, cell)
    session.flush()
    session.add(Term(cell_id=cell.id, label=CELL_TERM.label, starts_on=CELL_TERM.starts_on))
    return cell, before


def _draft(plan: Plan, place: int, unit: str) -> CellDraft:
    return CellDraft(
        code=plan.code,
        name=f"Chi bộ {unit}",
        content_type=plan.content_type,
        report_group=plan.group,
        has_committee=plan.weight >= 12,
        fixed_day=3 + place % 5,
        usual_time=plan.usual_time,
        usual_place=_place(plan, unit),
    )


def _place(plan: Plan, unit: str) -> str:
    pattern: str = texts.read(f"minutes-{plan.texts}")["place"]
    return pattern.format(unit=unit)


def _merge(session: Session, plan: Plan, cell: Cell, before: Cell, draft: CellDraft, today: date) -> None:
    decision = {"decision_no": "36-QĐ/ĐU" if plan.texts == "village" else "44-QĐ/ĐU"}
    on = plan.merged_on or today
    renamed = replace(
        draft,
        id=cell.id,
        code=plan.code,
        name=plan.name,
        usual_place=_place(plan, plan.unit),
        renamed_on=on,
        rename_decision_no=decision["decision_no"],
        rename_decision_on=on - timedelta(days=6),
    )
    cell_forms.store(session, renamed, today)
    session.add(
        Lineage(
            predecessor_id=before.id,
            successor_id=cell.id,
            kind=LineageKind.MERGE,
            on=on,
            decision_on=on - timedelta(days=6),
            **decision,
        )
    )


def _move_up(session: Session, plan: Plan, cell: Cell) -> None:
    on = shape.MOVED_UP
    session.add(CellParent(cell_id=cell.id, parent_name=plan.parent, to_on=on - timedelta(days=1)))
    session.add(
        Lineage(
            predecessor_id=cell.id,
            successor_id=cell.id,
            kind=LineageKind.TRANSFER,
            on=on,
            decision_no="52-QĐ/ĐU",
            decision_on=on - timedelta(days=1),
            note=f"Trước đó trực thuộc {plan.parent}.",
        )
    )


def _give_posts(
    session: Session, plan: Plan, cell: Cell, before: Cell | None, members: list[Member], since: date, today: date
) -> None:
    """Give the first members of a cell their posts; the secretary of a cell merged into it becomes the deputy."""
    until = plan.merged_on - timedelta(days=1) if plan.merged_on else None
    lines = [_post(members[0], CellPost.SECRETARY, since)]
    if before is not None and until is not None:
        lines.append(_post(members[1], CellPost.DEPUTY, plan.merged_on))
        lines.append(_post(members[2], CellPost.DEPUTY, since, until))
        lines.append(_post(members[2], CellPost.COMMITTEE_MEMBER, plan.merged_on))
        theirs = [_post(members[1], CellPost.SECRETARY, since, until)]
        # The smallest cells have nobody left for it.
        theirs += [_post(member, CellPost.DEPUTY, since, until) for member in members[3:4]]
        _store_posts(session, before, theirs, today)
    elif len(members) >= 6:
        lines.append(_post(members[1], CellPost.DEPUTY, since))
        if cell.has_committee:
            lines.append(_post(members[2], CellPost.COMMITTEE_MEMBER, since))
    _store_posts(session, cell, lines, today)


def _post(member: Member, post: CellPost, from_on: date | None, to_on: date | None = None) -> PostLine:
    return PostLine(None, member.id, member.full_name, post, from_on, to_on, _DUTIES[post])


def _store_posts(session: Session, cell: Cell, lines: list[PostLine], today: date) -> None:
    charge = cell.in_charge[-1]
    draft = replace(
        cell_forms.facts_of(cell),
        posts=tuple(lines),
        in_charge_id=charge.person_id if charge.to_on is None else None,
        in_charge_from=charge.from_on if charge.to_on is None else None,
    )
    found = cell_forms.problems_in(session, draft, today)
    if found:
        raise AssertionError([cell.name, *(problem.sentence for problem in found)])
    cell_forms.store(session, draft, today)
