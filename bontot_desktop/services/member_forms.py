"""A member's form: facts, dated statuses, leaving the register and coming back to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bontot_desktop import dates, text
from bontot_desktop.db.models.cells import Cell, Post
from bontot_desktop.db.models.members import Member, StatusRow
from bontot_desktop.db.queries import register
from bontot_desktop.errors import NotFound, Problem, Problems, Refused
from bontot_desktop.rules import member_acts, party_age, standing
from bontot_desktop.rules import members as rules
from bontot_desktop.rules.cells import holds_on
from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.rules.members import STANDINGS, Gender, LeftFor, MemberStatus, StatusPeriod
from bontot_desktop.rules.party_age import Break
from bontot_desktop.services.office import Office, Saved

_DAY = timedelta(days=1)
#: A member's form touches the member, and the counts and officers of cells.
CHANGED = Changes.of(Kind.MEMBERS, Kind.CELLS)
_FACTS = (
    "full_name",
    "gender",
    "birth_on",
    "birth_year",
    "admitted_on",
    "official_on",
    "full_decision_on",
    "full_decision_no",
    "card_no",
    "phone",
    "note",
)


@dataclass(frozen=True, slots=True)
class StatusLine:
    """A dated status in the form; ``id`` is None for a new one. ``to_on`` is the last day."""

    id: int | None
    cell_id: int
    status: MemberStatus
    from_on: date | None = None
    to_on: date | None = None
    reason: str = ""
    decision_no: str = ""
    decision_on: date | None = None
    reported_on: date | None = None
    counterpart: str = ""

    @property
    def period(self) -> StatusPeriod:
        """The status as the rules know it."""
        return StatusPeriod(self.status, self.cell_id, self.from_on, self.to_on)


@dataclass(frozen=True, slots=True)
class MemberDraft:
    """A member's form."""

    id: int | None = None
    full_name: str = ""
    gender: Gender | None = None
    birth_on: date | None = None
    #: Kept beside ``birth_on`` when only the year is known.
    birth_year: int | None = None
    admitted_on: date | None = None
    official_on: date | None = None
    full_decision_on: date | None = None
    full_decision_no: str = ""
    card_no: str = ""
    phone: str = ""
    note: str = ""
    statuses: tuple[StatusLine, ...] = ()
    is_withdrawn: bool = False
    left_for: LeftFor | None = None
    left_on: date | None = None
    #: Day the present membership began: that of the last admission.
    began_on: date | None = None
    #: Of a new member only: the cell entered and the status there, from which the dated statuses follow.
    start_cell_id: int | None = None
    start_status: MemberStatus = MemberStatus.FULL
    #: First day in that cell, for one who comes from elsewhere; None for one who has been there all along.
    start_on: date | None = None
    start_from: str = ""
    start_decision_no: str = ""


def entering(draft: MemberDraft, status: MemberStatus, cell_id: int) -> MemberDraft:
    """Give a new member the statuses that follow from one word, the cell and the two dates of admission."""
    periods = standing.opening_statuses(status, cell_id, admitted_on=draft.admitted_on, official_on=full_from(draft))
    lines = [StatusLine(None, p.cell_id, p.status, p.from_on, p.to_on) for p in periods]
    start = draft.start_on
    if start is not None:
        came = [line for line in lines if line.to_on is None or line.to_on >= start]
        lines = [replace(line, from_on=max(start, line.from_on or start)) for line in came]
        first = min(range(len(lines)), key=lambda place: lines[place].from_on or start)
        lines[first] = replace(
            lines[first],
            counterpart=draft.start_from,
            decision_no=draft.start_decision_no,
            reason="chuyển sinh hoạt đến" if lines[first].status in STANDINGS else "",
        )
    return replace(draft, statuses=tuple(lines))


def full_from(draft: MemberDraft) -> date | None:
    """Return the day from which a member votes: a decision that came late counts from its own day (§4.4.8)."""
    days = [day for day in (draft.official_on, draft.full_decision_on) if day is not None]
    return max(days) if draft.official_on else None


def with_status(draft: MemberDraft, line: StatusLine) -> MemberDraft:
    """Add a dated status; a standing (official, probationary) ends the standing before it the day before.

    A standing in another cell is a transfer: whatever was laid over the standing in the old cell ends with it.
    """
    if line.status not in STANDINGS or line.from_on is None:
        return replace(draft, statuses=(*draft.statuses, line))
    last_day = line.from_on - _DAY
    kept = []
    for old in draft.statuses:
        is_open = holds_on(old.from_on, old.to_on, line.from_on)
        is_over = old.status in STANDINGS or (old.cell_id != line.cell_id and old.status is not MemberStatus.TEMP_IN)
        if not (is_open and is_over):
            kept.append(old)
        elif old.from_on is None or old.from_on <= last_day:
            kept.append(replace(old, to_on=last_day))
    return replace(draft, statuses=(*kept, line))


def member_draft(office: Office, member_id: int) -> MemberDraft:
    """Return a member's form as it stands. Raises NotFound."""
    with office.read() as session:
        return draft_of(stored_member(session, member_id))


def draft_of(member: Member) -> MemberDraft:
    """Return the form of a stored member."""
    return MemberDraft(
        id=member.id,
        **{fact: getattr(member, fact) for fact in _FACTS},
        statuses=tuple(
            _line(row) for row in sorted(member.statuses, key=lambda row: (row.from_on or date.min, row.id))
        ),
        is_withdrawn=member.is_withdrawn,
        left_for=member.left_for,
        left_on=member.left_on,
        began_on=party_age.began_anew(member.admitted_on, breaks_of(member)),
    )


def breaks_of(member: Member) -> list[Break]:
    """Return a stored member's times out of the Party that are taken off the years in it."""
    return [Break(row.from_on, row.to_on) for row in member.breaks if row.is_subtracted and row.from_on is not None]


def _line(row: StatusRow) -> StatusLine:
    return StatusLine(
        row.id,
        row.cell_id,
        row.status,
        row.from_on,
        row.to_on,
        row.reason,
        row.decision_no,
        row.decision_on,
        row.reported_on,
        row.counterpart,
    )


def stored_member(session: Session, member_id: int) -> Member:
    """Return the member of an id inside another's session. Raises NotFound."""
    member = session.get(Member, member_id)
    if member is None:
        raise NotFound("Không còn đảng viên này trong danh sách.")
    return member


def draft_problems(office: Office, draft: MemberDraft) -> list[Problem]:
    """Check a form against the rules and the register; (field, sentence) for each thing to mend."""
    with office.read() as session:
        return problems_in(session, _cleaned(draft), office.today())


def problems_in(session: Session, draft: MemberDraft, today: date) -> list[Problem]:
    """Check a form inside another's session."""
    found = rules.problems(
        full_name=draft.full_name,
        birth_on=draft.birth_on,
        admitted_on=draft.admitted_on,
        official_on=draft.official_on,
        today=today,
    )
    if draft.birth_year is not None and not today.year - 120 <= draft.birth_year <= today.year:
        found.append(Problem("birth_year", "Năm sinh không hợp lý; hãy xem lại."))
    found += _of_name(session, draft)
    if draft.start_on and member_acts.is_too_far_ahead(draft.start_on, today):
        shown = dates.screen(draft.start_on)
        found.append(Problem("start_on", f"Ngày {shown} còn hơn sáu tháng nữa; hãy xem lại năm."))
    found += _of_becoming_full(draft)
    other = register.holder_of_card(session, draft.card_no, but=draft.id)
    if other is not None:
        found.append(Problem("card_no", card_taken(session, draft.card_no, other, today)))
    if not draft.is_withdrawn:
        found += _in_the_field(draft, standing.status_problems([line.period for line in draft.statuses]))
    for line in draft.statuses:
        if session.get(Cell, line.cell_id) is None:
            found.append(Problem("statuses", f"Tình trạng “{line.status.label}”: chưa chọn chi bộ."))
    return found


def _of_name(session: Session, draft: MemberDraft) -> list[Problem]:
    """Refuse signs no name has where the name is typed; one the register has already stops no other change."""
    sign = rules.strange_sign(draft.full_name)
    stored = session.get(Member, draft.id) if sign and draft.id is not None else None
    if not sign or (stored is not None and stored.full_name == draft.full_name):
        return []
    return [Problem("full_name", f"Họ tên có dấu “{sign}”; hãy gõ lại.")]


def _of_becoming_full(draft: MemberDraft) -> list[Problem]:
    """Check the two days of becoming full against each other."""
    found = []
    if draft.full_decision_on and draft.official_on is None:
        found.append(Problem("official_on", "Có quyết định công nhận chính thức thì ghi ngày chính thức."))
    return found


def _in_the_field(draft: MemberDraft, problems: list[Problem]) -> list[Problem]:
    """Put problems of the statuses of a new member where its form has a field: the cell it enters."""
    field = "start_cell_id" if draft.id is None and not draft.statuses else "statuses"
    return [Problem(field, problem.sentence) for problem in problems]


def card_taken(session: Session, card_no: str, holder: Member, today: date) -> str:
    """Say who has a card number, and in which cell."""
    if holder.is_withdrawn:
        return f"Số thẻ {card_no} đã là của đồng chí {holder.full_name}, người đã được đưa ra khỏi danh sách."
    cell = cell_of(session, holder, today)
    where = f" ({cell.name})" if cell is not None else ""
    return f"Số thẻ {card_no} đã là của đồng chí {holder.full_name}{where}; hãy xem lại số thẻ."


def cell_of(session: Session, member: Member, day: date) -> Cell | None:
    """Return the cell a member stands in on a day, else the last one."""
    periods = [StatusPeriod(row.status, row.cell_id, row.from_on, row.to_on) for row in member.statuses]
    cell_id = standing.current_cell(periods, day) or standing.last_cell(periods)
    return session.get(Cell, cell_id) if cell_id is not None else None


def save_member(office: Office, draft: MemberDraft) -> Saved:
    """Save a member's form as one act; nothing changed writes nothing. Raises Problems, NotFound."""
    draft = _cleaned(draft)
    act = "member.add" if draft.id is None else "member.save"
    verb = "Thêm" if draft.id is None else "Sửa"
    with office.work(act, f"{verb} đảng viên {draft.full_name}") as work:
        found = problems_in(work, draft, office.today())
        if found:
            raise Problems(found)
        member = store(work, draft)
        work.about(member)
        member_id = member.id
    return Saved(member_id, CHANGED if work.act.history_id is not None else Changes())


def save_facts(office: Office, draft: MemberDraft) -> Saved:
    """Save what the form of a stored member shows: its own facts; the dated statuses are written by acts.

    Dates of membership that are corrected take along the statuses that began or ended on them. Raises Problems,
    NotFound.
    """
    if draft.id is None:
        return save_member(office, draft)
    with office.read() as session:
        stored = draft_of(stored_member(session, draft.id))
    new = replace(draft, statuses=stored.statuses, is_withdrawn=stored.is_withdrawn)
    return save_member(office, replace(new, statuses=_following(stored, new)))


def _following(stored: MemberDraft, new: MemberDraft) -> tuple[StatusLine, ...]:
    """Let the ends of probation and the first day follow dates of membership that were corrected."""
    old_full, new_full = full_from(stored), full_from(new)
    lines = []
    for line in stored.statuses:
        if line.status is MemberStatus.PROBATIONARY:
            if line.from_on is not None and line.from_on == stored.admitted_on and new.admitted_on:
                line = replace(line, from_on=new.admitted_on)
            if old_full and new_full and line.to_on == old_full - _DAY:
                line = replace(line, to_on=new_full - _DAY)
        elif line.status is MemberStatus.FULL and line.from_on is not None and line.from_on == old_full and new_full:
            line = replace(line, from_on=new_full)
        lines.append(line)
    return tuple(lines)


def store(session: Session, draft: MemberDraft) -> Member:
    """Write a checked form inside another's transaction and return the member."""
    member = filled(Member() if draft.id is None else stored_member(session, draft.id), draft)
    session.add(member)
    session.flush()
    end_posts_left_behind(session, [member])
    return member


def filled(member: Member, draft: MemberDraft) -> Member:
    """Write a form into a member; a status whose line is gone from the form goes."""
    for fact in _FACTS:
        setattr(member, fact, getattr(draft, fact))
    kept = {line.id: line for line in draft.statuses if line.id is not None}
    for row in list(member.statuses):
        line = kept.get(row.id)
        if line is None:
            member.statuses.remove(row)
        else:
            _fill(row, line)
    member.statuses.extend(_fill(StatusRow(), line) for line in draft.statuses if line.id is None)
    return member


def _fill(row: StatusRow, line: StatusLine) -> StatusRow:
    row.cell_id, row.status, row.from_on, row.to_on = line.cell_id, line.status, line.from_on, line.to_on
    row.reason, row.decision_no, row.decision_on = line.reason, line.decision_no, line.decision_on
    row.reported_on, row.counterpart = line.reported_on, line.counterpart
    return row


def end_posts_left_behind(session: Session, members: Sequence[Member]) -> None:
    """End the posts of some members, a few hundred at most, in cells they have left: nobody leads one from outside."""
    by_id = {member.id: member for member in members}
    open_posts = session.scalars(select(Post).where(Post.member_id.in_(by_id), Post.to_on.is_(None)))
    for post in open_posts.all():
        last_day = _last_day_in(by_id[post.member_id], post.cell_id)
        if last_day is not None:
            post.to_on = max(last_day, post.from_on or last_day)


def _last_day_in(member: Member, cell_id: int) -> date | None:
    """Return a member's last day on the roster of a cell; None while it goes on, and for one who never stood there."""
    rows = [row for row in member.statuses if row.cell_id == cell_id and row.status in standing.ON_ROSTER]
    days = [row.to_on for row in rows]
    return max((day for day in days if day is not None), default=None) if None not in days else None


@dataclass(frozen=True, slots=True)
class Leaving:
    """Why a member leaves the register, where to, and the paper it rests on."""

    why: LeftFor = LeftFor.OTHER
    to: str = ""
    decision_no: str = ""
    decision_on: date | None = None


def take_off(session: Session, member: Member, *, on: date, today: date, leaving: Leaving | None = None) -> None:
    """Take a member off the register from a day on inside another's act; nothing is erased.

    Raises Problems (field "on") for a day in the future or before the present standing began.
    """
    if on > today:
        raise Problems([Problem("on", "Ngày ra khỏi danh sách ở sau hôm nay.")])
    last_day = on - _DAY
    for row in list(member.statuses):
        if not holds_on(row.from_on, row.to_on, on):
            if row.from_on is not None and row.from_on > on:
                since = dates.screen(row.from_on)
                raise Problems([Problem("on", f"Tình trạng “{row.status.label}” bắt đầu sau ngày này, từ {since}.")])
            continue
        if row.from_on is not None and row.from_on > last_day:
            if row.status in STANDINGS:
                since = dates.screen(row.from_on)
                raise Problems([Problem("on", f"Tình trạng “{row.status.label}” mới có từ {since}; hãy xem lại ngày.")])
            member.statuses.remove(row)
            continue
        row.to_on = last_day
    told = leaving or Leaving()
    member.is_withdrawn = True
    member.left_on, member.left_for = on, told.why
    member.left_to = text.clean(told.to)
    member.left_decision_no, member.left_decision_on = text.clean(told.decision_no), told.decision_on
    end_posts_left_behind(session, [member])


def restore_member(office: Office, member_id: int) -> Saved:
    """Put a withdrawn member back: the statuses that ended last go on. Raises NotFound, Refused."""
    with office.work("member.restore", "Đưa đảng viên trở lại danh sách") as work:
        member = stored_member(work, member_id)
        if not member.is_withdrawn:
            raise Refused(f"Đồng chí {member.full_name} đang có trong danh sách.")
        work.sentence = f"Đưa đồng chí {member.full_name} trở lại danh sách"
        last_day = max((row.to_on for row in member.statuses if row.to_on), default=None)
        if member.left_on is not None:
            last_day = member.left_on - _DAY
        for row in member.statuses:
            if row.to_on == last_day:
                row.to_on = None
        put_on(member)
        work.about(member)
    return Saved(member_id, CHANGED)


def put_on(member: Member) -> None:
    """Put a member on the register again inside another's act; the statuses are the caller's."""
    member.is_withdrawn = False
    member.left_on = member.left_for = member.left_decision_on = None
    member.left_to = member.left_decision_no = ""


def _cleaned(draft: MemberDraft) -> MemberDraft:
    draft = replace(
        draft,
        full_name=text.clean(draft.full_name),
        birth_year=None if draft.birth_on else draft.birth_year,
        card_no=text.clean(draft.card_no),
        phone=text.clean(draft.phone),
        full_decision_no=text.clean(draft.full_decision_no),
        note=text.clean_block(draft.note),
    )
    if draft.id is None and draft.start_cell_id is not None and not draft.statuses:
        return entering(draft, draft.start_status, draft.start_cell_id)
    return _settled(draft)


def _settled(draft: MemberDraft) -> MemberDraft:
    """Let each line written anew follow those before it, so that nobody types the end of what plainly ended."""
    if draft.id is None:
        return draft
    settled = replace(draft, statuses=tuple(line for line in draft.statuses if line.id is not None))
    for line in sorted((line for line in draft.statuses if line.id is None), key=lambda line: line.from_on or date.min):
        settled = with_status(settled, line)
    return settled
