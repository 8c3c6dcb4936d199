"""One cell becomes several on a day, by a decision: it ends (chia), or goes on with those who stay (tách)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time

from sqlalchemy.orm import Session

from bontot_desktop import dates, text
from bontot_desktop.db.models.cells import Cell
from bontot_desktop.errors import Problem, Problems
from bontot_desktop.rules import cell_life as rules
from bontot_desktop.rules.cells import CellPost, LineageKind
from bontot_desktop.rules.members import MemberStatus
from bontot_desktop.services import cell_changes, cell_entries, cell_forms
from bontot_desktop.services.cell_changes import Coming, Decision
from bontot_desktop.services.cell_forms import CellDraft, PostLine
from bontot_desktop.services.cell_merging import Outlook
from bontot_desktop.services.office import Office, Saved

ACT = "chia tách"


@dataclass(frozen=True, slots=True)
class Part:
    """A new cell that comes out of a split; what is not said is as in the old one."""

    name: str = ""
    code: str = ""
    secretary_id: int | None = None
    deputy_id: int | None = None
    in_charge_id: int | None = None
    fixed_day: int | None = None
    usual_time: time | None = None
    usual_place: str = ""


@dataclass(frozen=True, slots=True)
class SplitDraft:
    """A split. ``places`` says to which part (from 0) each member goes; who has none stays if the cell goes on."""

    cell_id: int
    goes_on: bool = False
    on: date | None = None
    decision_no: str = ""
    decision_on: date | None = None
    parts: tuple[Part, ...] = ()
    places: tuple[tuple[int, int], ...] = ()
    cancels_planned: bool = True


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A member to be sent somewhere, as the table shows them."""

    id: int
    full_name: str
    full_name_order: str
    status: MemberStatus


def members(office: Office, cell_id: int, on: date | None) -> list[MemberRow]:
    """Return the members of a cell who must go somewhere, in the order of people's names."""
    with office.read() as session:
        found = cell_changes.coming(session, [cell_id], on or office.today())
        return [MemberRow(one.id, one.full_name, one.full_name_order, one.status) for one in found]


def blank_part(office: Office, cell_id: int) -> Part:
    """Return a new part with the habits of the cell it comes from."""
    with office.read() as session:
        cell = cell_changes.find(session, cell_id)
        return Part(fixed_day=cell.fixed_day, usual_time=cell.usual_time, usual_place=cell.usual_place)


def outlook(office: Office, draft: SplitDraft) -> Outlook:
    """Say what a split will do before it is saved."""
    draft = _cleaned(draft)
    with office.read() as session:
        cell = cell_changes.find(session, draft.cell_id)
        decision = _decision(draft, office.today())
        everyone = cell_changes.coming(session, [cell.id], decision.on)
        groups = _by_part(draft, everyone)
        does = []
        for number, part in enumerate(draft.parts):
            name = part.name or f"Chi bộ mới thứ {number + 1}"
            counts = cell_changes.counted(groups.get(number, []))
            does.append(f"{name}: {counts}, từ ngày {dates.screen(decision.on)}.")
        rest = groups.get(None, [])
        if draft.goes_on:
            does.append(f"{cell.name} tiếp tục hoạt động với {cell_changes.counted(rest)}.")
        else:
            does.append(f"{cell.name} kết thúc hoạt động; văn bản của những ngày trước vẫn mang tên cũ.")
        ended = [] if draft.goes_on else [cell]
        heirs = text.join_vi(part.name for part in draft.parts if part.name)
        does += cell_entries.outlook(session, ended, kept=None, heir=heirs, decision=decision, merged=False)
        told = cell_changes.warnings_ahead(session, ended, decision.on, cancels=draft.cancels_planned) if ended else []
        told += rules.decision_warnings(draft.decision_no, draft.decision_on, draft.on)
        told += [f"{part.name}: chưa chọn bí thư." for part in draft.parts if part.name and part.secretary_id is None]
        told += _too_few(draft, groups, cell)
        found = _problems(session, cell, draft, everyone, office.today())
        return Outlook(tuple(does), tuple(told), tuple(problem.sentence for problem in found))


def _too_few(draft: SplitDraft, groups: Mapping[int | None, Sequence[Coming]], cell: Cell) -> list[str]:
    named: list[tuple[str, Sequence[Coming]]] = [
        (part.name or "Chi bộ mới", groups.get(number, ())) for number, part in enumerate(draft.parts)
    ]
    if draft.goes_on:
        named.append((cell.name, groups.get(None, ())))
    return [
        f"{name} chỉ có {full} đảng viên chính thức, Điều lệ cần ít nhất 3."
        for name, group in named
        if (full := sum(member.status is MemberStatus.FULL for member in group)) < 3
    ]


def split(office: Office, draft: SplitDraft) -> Saved:
    """Split a cell in one act; what is given back is about the first new cell. Raises Problems, NotFound."""
    draft = _cleaned(draft)
    with office.work("cell.split", "Chia tách chi bộ") as work:
        cell = cell_changes.find(work, draft.cell_id)
        decision = _decision(draft, office.today())
        everyone = cell_changes.coming(work, [cell.id], decision.on)
        found = _problems(work, cell, draft, everyone, office.today())
        if found:
            raise Problems(found)
        groups = _by_part(draft, everyone)
        if not draft.goes_on:
            cell_changes.close(work, cell, decision)
            if draft.cancels_planned:
                cell_changes.cancel_planned(work, [cell], decision.on)
            work.flush()
        heirs = []
        for number, part in enumerate(draft.parts):
            heir = _new_cell(work, cell, part, decision, office.today(), number)
            gone = [member.id for member in groups.get(number, [])]
            cell_changes.end_posts(work, cell, decision.last_day, gone)
            cell_changes.carry(work, gone, [cell.id], [cell.id], heir.id, decision)
            cell_changes.link(work, LineageKind.SPLIT, cell, heir, decision)
            cell_changes.inherit(work, heir, [cell], decision)
            heirs.append(heir)
        cell_entries.reorganise(work, [] if draft.goes_on else [cell], heirs, decision, merged=False)
        verb = "Tách" if draft.goes_on else "Chia"
        link = "từ" if draft.goes_on else "thành"
        names = text.join_vi(heir.name for heir in heirs)
        work.sentence = f"{verb} {names} {link} {cell.name}" if draft.goes_on else f"{verb} {cell.name} {link} {names}"
        work.about(heirs[0])
        heir_id = heirs[0].id
    return Saved(heir_id, cell_changes.CHANGED)


def _new_cell(session: Session, cell: Cell, part: Part, decision: Decision, today: date, number: int) -> Cell:
    officers = ((CellPost.SECRETARY, part.secretary_id), (CellPost.DEPUTY, part.deputy_id))
    form = CellDraft(
        name=part.name,
        code=part.code or cell_forms.next_code(session, cell.code),
        content_type=cell.content_type,
        report_group=cell.report_group,
        has_committee=cell.has_committee,
        fixed_day=part.fixed_day,
        usual_time=part.usual_time,
        usual_place=part.usual_place,
        founded_on=decision.on,
        in_charge_id=part.in_charge_id,
        in_charge_from=decision.on if part.in_charge_id else None,
        posts=tuple(PostLine(None, who, "", post, decision.on) for post, who in officers if who is not None),
    )
    found = cell_forms.problems_in(session, form, today)
    if found:
        raise Problems([Problem("parts", f"Chi bộ {number + 1}: {problem.sentence}") for problem in found])
    heir = cell_forms.store(session, form, today)
    for name in heir.names:
        name.decision_no, name.decision_on = decision.number, decision.decided_on
    return heir


def _by_part(draft: SplitDraft, everyone: Iterable[Coming]) -> dict[int | None, list[Coming]]:
    places = dict(draft.places)
    groups: dict[int | None, list[Coming]] = {}
    for member in everyone:
        place = places.get(member.id)
        groups.setdefault(place if place is not None and place < len(draft.parts) else None, []).append(member)
    return groups


def _problems(
    session: Session, cell: Cell, draft: SplitDraft, everyone: Sequence[Coming], today: date
) -> list[Problem]:
    endings = [cell_changes.ending(session, cell, draft.on or today)]
    found = rules.day_problems(draft.on, today, endings, ACT)
    least = 1 if draft.goes_on else 2
    if len(draft.parts) < least:
        words = "Hãy ghi chi bộ mới được tách ra." if draft.goes_on else "Hãy ghi từ hai chi bộ mới trở lên."
        return [*found, Problem("parts", words)]
    groups = _by_part(draft, everyone)
    for number, part in enumerate(draft.parts):
        name = part.name or f"Chi bộ mới thứ {number + 1}"
        if not part.name:
            found.append(Problem("parts", f"Chi bộ mới thứ {number + 1} chưa có tên."))
        here = {member.id for member in groups.get(number, [])}
        if not here:
            found.append(Problem("parts", f"{name} chưa có đảng viên nào; hãy chia đảng viên ở bảng bên trái."))
        elif any(who is not None and who not in here for who in (part.secretary_id, part.deputy_id)):
            found.append(Problem("parts", f"{name}: bí thư, phó bí thư phải là đảng viên được chia về chi bộ này."))
        elif part.secretary_id is not None and part.secretary_id == part.deputy_id:
            found.append(Problem("parts", f"{name}: một đồng chí vừa là bí thư vừa là phó bí thư."))
    rest = groups.get(None, [])
    if rest and not draft.goes_on:
        found.append(Problem("places", f"Còn {len(rest)} đảng viên chưa được chia về chi bộ nào."))
    if draft.goes_on and not rest:
        found.append(Problem("places", f"{cell.name} không còn đảng viên nào; nếu chi bộ kết thúc, hãy chọn “Chia”."))
    return found


def _decision(draft: SplitDraft, today: date) -> Decision:
    return Decision(draft.on or today, draft.decision_no, draft.decision_on)


def _cleaned(draft: SplitDraft) -> SplitDraft:
    parts = tuple(
        replace(part, name=text.clean(part.name), code=text.clean(part.code), usual_place=text.clean(part.usual_place))
        for part in draft.parts
    )
    return replace(draft, decision_no=text.clean(draft.decision_no), parts=parts)
