"""One cell becomes several on a day, by a decision: it ends (chia), or goes on with those who stay (tách)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time

from sqlalchemy.orm import Session

from bontot_desktop import dates, text
from bontot_desktop.db.models.cells import Cell
from bontot_desktop.errors import Problem, Problems
from bontot_desktop.rules import cell_life as rules
from bontot_desktop.rules.cells import (
    FIRST_POSTS,
    REPORT_GROUPS,
    CellPost,
    ContentType,
    LineageKind,
    holds_on,
    joined_posts,
    posts_to_fill,
)
from bontot_desktop.rules.members import MemberStatus
from bontot_desktop.services import cell_changes, cell_entries, cell_forms, cell_work
from bontot_desktop.services.cell_changes import Coming, Decision
from bontot_desktop.services.cell_forms import CellDraft, PostLine
from bontot_desktop.services.cell_merging import Outlook
from bontot_desktop.services.office import Office, Saved

ACT = "chia tách"


@dataclass(frozen=True, slots=True)
class Part:
    """A new cell that comes out of a split."""

    name: str = ""
    code: str = ""
    content_type: ContentType = ContentType.VILLAGE_QUARTER
    report_group: str = REPORT_GROUPS[0]
    has_committee: bool = True
    #: Officers from the day on; lines without a member are left out.
    posts: tuple[PostLine, ...] = ()
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
    #: Which part (from 0) goes on with what the cell has not finished, when it ends.
    work_to: int = 0


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A member to be sent somewhere, as the table shows them."""

    id: int
    full_name: str
    full_name_order: str
    status: MemberStatus
    #: The post held in the cell that day, "" when none.
    post: str = ""

    @property
    def standing(self) -> str:
        """Post and status ("Bí thư, chính thức")."""
        status = self.status.label
        return f"{self.post}, {status[:1].lower()}{status[1:]}" if self.post else status


def members(office: Office, cell_id: int, on: date | None) -> list[MemberRow]:
    """Return the members of a cell who must go somewhere, in the order of people's names."""
    with office.read() as session:
        day = on or office.today()
        found = cell_changes.coming(session, [cell_id], day)
        held: dict[int, list[CellPost]] = {}
        for post in cell_changes.posts_held(cell_changes.find(session, cell_id), day):
            held.setdefault(post.member_id, []).append(post.post)
        return [
            MemberRow(one.id, one.full_name, one.full_name_order, one.status, joined_posts(held.get(one.id, ())))
            for one in found
        ]


def blank_part(office: Office, cell_id: int) -> Part:
    """Return a new part: kind, habits and person in charge as in the cell it comes from, the first posts empty."""
    with office.read() as session:
        cell = cell_changes.find(session, cell_id)
        today = office.today()
        charge = next((one for one in reversed(cell.in_charge) if holds_on(one.from_on, one.to_on, today)), None)
        return Part(
            content_type=cell.content_type,
            report_group=cell.report_group,
            has_committee=cell.has_committee,
            posts=tuple(PostLine(None, 0, "", post) for post in posts_to_fill(has_committee=cell.has_committee)),
            in_charge_id=charge.person_id if charge is not None else None,
            fixed_day=cell.fixed_day,
            usual_time=cell.usual_time,
            usual_place=cell.usual_place,
        )


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
        does += cell_work.passes(session, ended, _heir_of_work(draft))
        heirs = text.join_vi(part.name for part in draft.parts if part.name)
        does += cell_entries.outlook(session, ended, kept=None, heir=heirs, decision=decision, merged=False)
        told = cell_changes.warnings_ahead(session, ended, decision.on, cancels=draft.cancels_planned) if ended else []
        told += rules.decision_warnings(draft.decision_no, draft.decision_on, draft.on)
        told += _amiss(session, draft, groups, cell, decision)
        told += cell_entries.too_young(session, [part.name for part in draft.parts if part.name], decision)
        found = _problems(session, cell, draft, everyone, office.today())
        return Outlook(tuple(does), tuple(told), tuple(problem.sentence for problem in found))


def _amiss(
    session: Session, draft: SplitDraft, groups: Mapping[int | None, Sequence[Coming]], cell: Cell, decision: Decision
) -> list[str]:
    """Say what will be amiss with the cells that come out of it, as the list of cells will."""
    told = []
    for number, part in enumerate(draft.parts):
        name = part.name or f"Chi bộ mới thứ {number + 1}"
        lines = [(line.post, line.member_id) for line in part.posts]
        told += cell_changes.amiss(
            name, groups.get(number, ()), lines, has_committee=part.has_committee, has_charge=bool(part.in_charge_id)
        )
    if draft.goes_on:
        rest = groups.get(None, [])
        stay = {member.id for member in rest}
        held = cell_changes.posts_held(cell, decision.on)
        lines = [(post.post, post.member_id) for post in held if post.member_id in stay]
        charged = any(holds_on(one.from_on, one.to_on, decision.on) for one in cell.in_charge)
        told += cell_changes.amiss(cell.name, rest, lines, has_committee=cell.has_committee, has_charge=charged)
    return told


def _heir_of_work(draft: SplitDraft) -> str:
    part = draft.parts[draft.work_to] if draft.work_to < len(draft.parts) else None
    return (part.name if part else "") or f"chi bộ mới thứ {draft.work_to + 1}"


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
        if not draft.goes_on:
            cell_work.pass_on(work, [cell], heirs[draft.work_to], decision)
        cell_entries.reorganise(work, [] if draft.goes_on else [cell], heirs, decision, merged=False)
        verb = "Tách" if draft.goes_on else "Chia"
        link = "từ" if draft.goes_on else "thành"
        names = text.join_vi(heir.name for heir in heirs)
        work.sentence = f"{verb} {names} {link} {cell.name}" if draft.goes_on else f"{verb} {cell.name} {link} {names}"
        work.about(heirs[0])
        heir_id = heirs[0].id
    return Saved(heir_id, cell_changes.CHANGED)


def _new_cell(session: Session, cell: Cell, part: Part, decision: Decision, today: date, number: int) -> Cell:
    form = CellDraft(
        name=part.name,
        code=part.code or cell_forms.next_code(session, cell.code),
        content_type=part.content_type,
        report_group=part.report_group,
        has_committee=part.has_committee,
        fixed_day=part.fixed_day,
        usual_time=part.usual_time,
        usual_place=part.usual_place,
        founded_on=decision.on,
        in_charge_id=part.in_charge_id,
        in_charge_from=decision.on if part.in_charge_id else None,
        posts=tuple(replace(line, id=None, from_on=decision.on, to_on=None) for line in part.posts),
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
    endings = [cell_changes.ending(session, cell, draft.on or today, today)]
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
        else:
            found += [Problem("parts", f"{name}: {sentence}") for sentence in _officer_faults(part, here)]
    rest = groups.get(None, [])
    if rest and not draft.goes_on:
        found.append(Problem("places", f"Còn {len(rest)} đảng viên chưa được chia về chi bộ nào."))
    if draft.goes_on and not rest:
        found.append(Problem("places", f"{cell.name} không còn đảng viên nào; nếu chi bộ kết thúc, hãy chọn “Chia”."))
    return found


def _officer_faults(part: Part, here: Collection[int]) -> list[str]:
    """Say what is wrong with the officers of a new cell: each a member that comes to it, in each post once."""
    found: list[str] = []
    seen: dict[int, CellPost] = {}
    for line in part.posts:
        before = seen.get(line.member_id)
        if line.member_id not in here:
            found.append(f"{line.post.label} {line.member_name} phải là đảng viên được chia về chi bộ này.")
        elif before is line.post:
            found.append(f"{line.post.label} {line.member_name} được ghi hai lần.")
        elif before in FIRST_POSTS and line.post in FIRST_POSTS:
            found.append("một đồng chí vừa là bí thư vừa là phó bí thư.")
        seen[line.member_id] = line.post
    return found


def _decision(draft: SplitDraft, today: date) -> Decision:
    return Decision(draft.on or today, draft.decision_no, draft.decision_on)


def _cleaned(draft: SplitDraft) -> SplitDraft:
    parts = tuple(
        replace(
            part,
            name=text.clean(part.name),
            code=text.clean(part.code),
            report_group=text.clean(part.report_group),
            usual_place=text.clean(part.usual_place),
            posts=tuple(line for line in part.posts if line.member_id),
        )
        for part in draft.parts
    )
    return replace(draft, decision_no=text.clean(draft.decision_no), parts=parts)
