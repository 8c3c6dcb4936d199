"""A cell's form: its facts, its dated names, its officers and who is in charge of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bontot_desktop import dates, text
from bontot_desktop.db.models.cells import Cell, CellName, InCharge, Lineage, Post
from bontot_desktop.db.models.meetings import Meeting
from bontot_desktop.db.models.members import Member
from bontot_desktop.errors import NotFound, Problem, Problems
from bontot_desktop.rules import cells as rules
from bontot_desktop.rules.cells import CellPost, ContentType, LineageKind, holds_on
from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.rules.meetings import FINAL_STATES
from bontot_desktop.rules.standing import PostPeriod, posts_meet
from bontot_desktop.services import cell_entries
from bontot_desktop.services.office import Office, Saved

_DAY = timedelta(days=1)
_CODE = re.compile(r"^(\D+)(\d+)")
#: What the codes of an office begin with that has no habit of its own.
_PREFIX = "CB"
_FACTS = (
    "code",
    "short_name",
    "content_type",
    "report_group",
    "has_committee",
    "fixed_day",
    "usual_time",
    "usual_place",
    "org_code",
    "note",
    "founded_on",
)
#: A cell's form touches the cell, the posts its members hold, the person in charge, and its name in campaigns.
CHANGED = Changes.of(Kind.CELLS, Kind.MEMBERS, Kind.PEOPLE, Kind.CAMPAIGNS)


@dataclass(frozen=True, slots=True)
class PostLine:
    """A post in the cell's form; ``id`` is None for a new one. ``to_on`` is the last day."""

    id: int | None
    member_id: int
    member_name: str
    post: CellPost
    from_on: date | None = None
    to_on: date | None = None
    duties: str = ""

    @property
    def period(self) -> PostPeriod:
        """The dates as the rules know them; within one form the cell is the same."""
        return PostPeriod(self.post, 0, self.from_on, self.to_on)


@dataclass(frozen=True, slots=True)
class ChargeLine:
    """Who was in charge of the cell before, to look at."""

    person: str
    from_on: date | None
    to_on: date | None


@dataclass(frozen=True, slots=True)
class CellDraft:
    """A cell's form.

    When ``name`` is not the stored one: with ``renamed_on`` the cell bears it from that day and keeps the old one for
    the days before; without, the stored name is corrected as a slip of typing.
    """

    id: int | None = None
    code: str = ""
    name: str = ""
    short_name: str = ""
    content_type: ContentType = ContentType.VILLAGE_QUARTER
    report_group: str = rules.REPORT_GROUPS[0]
    has_committee: bool = True
    fixed_day: int | None = None
    usual_time: time | None = None
    usual_place: str = ""
    org_code: str = ""
    note: str = ""
    founded_on: date | None = None
    in_charge_id: int | None = None
    in_charge_from: date | None = None
    in_charge_decision_no: str = ""
    posts: tuple[PostLine, ...] = ()
    renamed_on: date | None = None
    rename_decision_no: str = ""
    rename_decision_on: date | None = None
    names: tuple[rules.NamePeriod, ...] = ()
    charges: tuple[ChargeLine, ...] = ()


def new_cell(office: Office) -> CellDraft:
    """Return an empty form with the next free code."""
    with office.read() as session:
        return CellDraft(code=next_code(session))


def next_code(session: Session, like: str = "") -> str:
    """Return the next free code of the form CB01, or of the form of another cell's code ("TH09" after "TH08")."""
    match = _CODE.match(like)
    prefix = match.group(1) if match else _PREFIX
    return f"{prefix}{next_number(session.scalars(select(Cell.code)), prefix):02d}"


def next_number(codes: Iterable[str], prefix: str = _PREFIX) -> int:
    """Return the number after the highest among codes of the form CB01."""
    found = (match for code in codes if (match := _CODE.fullmatch(code)) and match.group(1) == prefix)
    return max((int(match.group(2)) for match in found), default=0) + 1


def cell_draft(office: Office, cell_id: int) -> CellDraft:
    """Return a cell's form as it stands. Raises NotFound."""
    today = office.today()
    with office.read() as session:
        cell = _get(session, cell_id)
        charge = _current_charge(cell, today)
        return replace(
            facts_of(cell),
            in_charge_id=charge.person_id if charge else None,
            in_charge_from=charge.from_on if charge else None,
            in_charge_decision_no=charge.decision_no if charge else "",
            posts=tuple(_post_line(post) for post in sorted(cell.posts, key=_post_order)),
            names=tuple(rules.NamePeriod(name.name, name.from_on, name.to_on) for name in cell.names),
            charges=tuple(
                ChargeLine(row.person.full_name, row.from_on, row.to_on)
                for row in sorted(cell.in_charge, key=lambda row: row.to_on or date.max)
                if row is not charge
            ),
        )


def _post_line(post: Post) -> PostLine:
    return PostLine(post.id, post.member_id, post.member.full_name, post.post, post.from_on, post.to_on, post.duties)


def _post_order(post: Post) -> tuple[bool, int, int]:
    return post.to_on is not None, list(CellPost).index(post.post), post.id


def _current_charge(cell: Cell, day: date) -> InCharge | None:
    return next((charge for charge in reversed(cell.in_charge) if holds_on(charge.from_on, charge.to_on, day)), None)


def _get(session: Session, cell_id: int) -> Cell:
    cell = session.get(Cell, cell_id)
    if cell is None:
        raise NotFound("Không còn chi bộ này trong sổ.")
    return cell


def draft_problems(office: Office, draft: CellDraft) -> list[Problem]:
    """Check a form against the rules and the register; (field, sentence) for each thing to mend."""
    with office.read() as session:
        return problems_in(session, _cleaned(draft), office.today())


def approved_minutes(office: Office, cell_id: int) -> int:
    """Return how many minutes of a cell are approved: reprinted, they bear its name of their day."""
    with office.read() as session:
        question = select(func.count(Meeting.id)).where(Meeting.cell_id == cell_id, Meeting.state.in_(FINAL_STATES))
        return session.scalar(question) or 0


def save_cell(office: Office, draft: CellDraft) -> Saved:
    """Save a cell's form as one act; nothing changed writes nothing. Raises Problems, NotFound."""
    draft = _cleaned(draft)
    act = "cell.add" if draft.id is None else "cell.save"
    sentence = f"Thêm {draft.name}" if draft.id is None else f"Sửa {draft.name}"
    with office.work(act, sentence) as work:
        found = problems_in(work, draft, office.today())
        if found:
            raise Problems(found)
        cell = store(work, draft, office.today())
        work.about(cell)
        cell_id = cell.id
    return Saved(cell_id, CHANGED if work.act.history_id is not None else Changes())


def store(session: Session, draft: CellDraft, today: date) -> Cell:
    """Write a checked form inside another's transaction and return the cell."""
    if draft.id is None:
        cell = fresh(draft)
    else:
        cell = _get(session, draft.id)
        _rename(session, cell, draft)
    session.add(filled(cell, replace(draft, code=draft.code or next_code(session))))
    session.flush()
    _store_posts(cell, draft.posts)
    put_in_charge(session, cell, draft.in_charge_id, draft.in_charge_from, today, draft.in_charge_decision_no)
    session.flush()
    return cell


def fresh(draft: CellDraft) -> Cell:
    """Return a new cell that bears its name since it was founded."""
    first = CellName(name=draft.name, short_name=draft.short_name, from_on=draft.founded_on)
    return Cell(name=draft.name, names=[first])


def filled(cell: Cell, draft: CellDraft) -> Cell:
    """Write a form's own facts into a cell; names, officers and who is in charge are dated and go apart."""
    for fact in _FACTS:
        setattr(cell, fact, getattr(draft, fact))
    return cell


def facts_of(cell: Cell) -> CellDraft:
    """Return the form of a stored cell without officers, names and who is in charge."""
    return CellDraft(id=cell.id, name=cell.name, **{fact: getattr(cell, fact) for fact in _FACTS})


def _rename(session: Session, cell: Cell, draft: CellDraft) -> None:
    if draft.name == cell.name:
        return
    old, cell.name = cell.name, draft.name
    cell_entries.rename(session, cell, old, draft.renamed_on)
    current = _current_name(cell)
    if draft.renamed_on is None:
        current.name, current.short_name = draft.name, draft.short_name
        return
    current.to_on = draft.renamed_on - _DAY
    cell.names.append(
        CellName(
            name=draft.name,
            short_name=draft.short_name,
            from_on=draft.renamed_on,
            decision_no=draft.rename_decision_no,
            decision_on=draft.rename_decision_on,
        )
    )
    session.add(
        Lineage(
            predecessor_id=cell.id,
            successor_id=cell.id,
            kind=LineageKind.RENAME,
            on=draft.renamed_on,
            decision_no=draft.rename_decision_no,
            decision_on=draft.rename_decision_on,
        )
    )


def _current_name(cell: Cell) -> CellName:
    if not cell.names:
        cell.names.append(CellName(name=cell.name, from_on=cell.founded_on))
    return max(cell.names, key=lambda name: name.from_on or date.min)


def _store_posts(cell: Cell, lines: tuple[PostLine, ...]) -> None:
    kept = {line.id: line for line in lines if line.id is not None}
    for post in list(cell.posts):
        line = kept.get(post.id)
        if line is None:
            cell.posts.remove(post)
            continue
        post.member_id, post.post, post.duties = line.member_id, line.post, line.duties
        post.from_on, post.to_on = line.from_on, line.to_on
    for line in lines:
        if line.id is None:
            cell.posts.append(
                Post(
                    member_id=line.member_id,
                    post=line.post,
                    from_on=line.from_on,
                    to_on=line.to_on,
                    duties=line.duties,
                )
            )


def put_in_charge(
    session: Session,
    cell: Cell,
    person_id: int | None,
    from_on: date | None,
    today: date,
    decision_no: str | None = None,
) -> None:
    """Put a person in charge of a cell (None: nobody); who was before ends the day before.

    Without a day the first person ever named has no known start, a later one starts today. Without a number (None)
    that of the decision stays as it is.
    """
    current = _current_charge(cell, today)
    if current is not None and current.person_id == person_id:
        current.from_on = from_on
        current.decision_no = current.decision_no if decision_no is None else decision_no
        return
    if current is not None:
        from_on = from_on or today
        if current.from_on is not None and current.from_on >= from_on:
            cell.in_charge.remove(current)
        else:
            current.to_on = from_on - _DAY
    if person_id is not None:
        cell.in_charge.append(InCharge(person_id=person_id, from_on=from_on, decision_no=decision_no or ""))


def problems_in(session: Session, draft: CellDraft, today: date) -> list[Problem]:
    """Check a form inside another's session."""
    found = []
    stored = session.get(Cell, draft.id) if draft.id is not None else None
    if not draft.name:
        found.append(Problem("name", "Chưa có tên chi bộ, ví dụ: Chi bộ thôn Mẫu 1."))
    other = _with_code(session, draft.code, draft.id)
    if other is not None:
        found.append(Problem("code", f"Mã {draft.code} đã dùng cho {other.name}; hãy chọn mã khác."))
    same = _with_name(session, draft.name, draft.id)
    if same is not None:
        found.append(Problem("name", f"Đã có chi bộ mang tên này (mã {same.code})."))
    if draft.fixed_day is not None and not 1 <= draft.fixed_day <= 31:
        found.append(Problem("fixed_day", "Ngày sinh hoạt cố định là số từ 1 đến 31."))
    if draft.founded_on and draft.founded_on > today:
        found.append(Problem("founded_on", "Ngày thành lập ở sau hôm nay."))
    if draft.in_charge_from and draft.in_charge_id is None:
        found.append(Problem("in_charge_id", "Có ngày phụ trách nhưng chưa chọn người phụ trách."))
    if stored is not None and draft.name and draft.name != stored.name:
        found += _rename_problems(stored, draft, today)
    return found + _post_problems(session, draft)


def _rename_problems(cell: Cell, draft: CellDraft, today: date) -> list[Problem]:
    if draft.renamed_on is None:
        return []
    if draft.renamed_on > today:
        return [Problem("renamed_on", "Ngày đổi tên ở sau hôm nay; hãy ghi khi tên mới đã có hiệu lực.")]
    current = _current_name(cell)
    if current.from_on is not None and draft.renamed_on <= current.from_on:
        since = dates.screen(current.from_on)
        return [Problem("renamed_on", f"Tên hiện nay có từ {since}; ngày đổi tên phải ở sau ngày đó.")]
    return []


def _post_problems(session: Session, draft: CellDraft) -> list[Problem]:
    found = []
    for line in draft.posts:
        if line.from_on and line.to_on and line.to_on < line.from_on:
            found.append(
                Problem(
                    "posts",
                    f"{line.post.label} {line.member_name}: ngày thôi {dates.screen(line.to_on)} ở trước ngày bắt đầu "
                    f"{dates.screen(line.from_on)}.",
                )
            )
        if session.get(Member, line.member_id) is None:
            found.append(Problem("posts", f"{line.post.label}: chưa chọn đảng viên."))
    if found:
        return found
    for index, one in enumerate(draft.posts):
        if any(_doubles(one, other) for other in draft.posts[index + 1 :]):
            found.append(
                Problem("posts", f"{one.post.label} {one.member_name}: ghi hai lần trong cùng thời gian; hãy bỏ một.")
            )
    secretaries = [line for line in draft.posts if line.post is CellPost.SECRETARY and not found]
    for index, one in enumerate(secretaries):
        for other in secretaries[index + 1 :]:
            if posts_meet(one.period, other.period):
                found.append(Problem("posts", two_secretaries(one.member_name, one.from_on, other.member_name)))
    return found


def _doubles(one: PostLine, other: PostLine) -> bool:
    return one.member_id == other.member_id and one.post is other.post and posts_meet(one.period, other.period)


def two_secretaries(holder: str, since: date | None, other: str) -> str:
    """Say that a cell has one secretary at a time."""
    start = f" (từ {dates.screen(since)})" if since else ""
    return (
        f"Chi bộ chỉ có một bí thư trong cùng thời gian: đồng chí {holder}{start} và đồng chí {other}; "
        "hãy ghi ngày thôi giữ chức của một đồng chí."
    )


def _with_code(session: Session, code: str, but: int | None) -> Cell | None:
    if not code:
        return None
    same = session.scalars(select(Cell).where(Cell.id != (but or 0)))
    return next((cell for cell in same if cell.code.casefold() == code.casefold()), None)


def _with_name(session: Session, name: str, but: int | None) -> Cell | None:
    if not name:
        return None
    same = session.scalars(select(Cell).where(Cell.id != (but or 0), Cell.dissolved_on.is_(None)))
    return next((cell for cell in same if cell.name.casefold() == name.casefold()), None)


def _cleaned(draft: CellDraft) -> CellDraft:
    return replace(
        draft,
        code=text.clean(draft.code),
        name=text.clean(draft.name),
        short_name=text.clean(draft.short_name),
        report_group=text.clean(draft.report_group),
        usual_place=text.clean(draft.usual_place),
        org_code=text.clean(draft.org_code),
        note=text.clean_block(draft.note),
        rename_decision_no=text.clean(draft.rename_decision_no),
        in_charge_decision_no=text.clean(draft.in_charge_decision_no),
    )
