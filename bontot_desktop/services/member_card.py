"""A member's card: how they stand today and what that means, the line of statuses and posts, meetings, papers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import String, case, cast, func, or_, select
from sqlalchemy.orm import Session

from bontot_desktop import dates, text
from bontot_desktop.db.models.cells import Cell, Post
from bontot_desktop.db.models.meetings import Meeting, RosterLine
from bontot_desktop.db.models.members import BreakRow, Member, StatusRow
from bontot_desktop.db.models.papers import Paper
from bontot_desktop.db.models.ratings import MemberRating
from bontot_desktop.rules import member_acts, party_age, standing
from bontot_desktop.rules import members as rules
from bontot_desktop.rules.cells import holds_on, joined_posts
from bontot_desktop.rules.meetings import HELD_STATES, Attendance
from bontot_desktop.rules.member_acts import MemberAct
from bontot_desktop.rules.member_records import AwardKind
from bontot_desktop.rules.members import MemberStatus, StatusPeriod
from bontot_desktop.rules.papers import PaperState
from bontot_desktop.rules.year_ratings import RatingStanding
from bontot_desktop.services import (
    badges,
    member_forms,
    member_honours,
    members,
    numbers,
    rating_annulments,
    rating_settings,
)
from bontot_desktop.services.member_rows import MemberRow, bare_card
from bontot_desktop.services.office import Office

_CAME = (Attendance.PRESENT, Attendance.LATE, Attendance.LEFT_EARLY, Attendance.ONLINE)


@dataclass(frozen=True, slots=True)
class LifeLine:
    """One dated line of a member's life in the organisation: a status or a post."""

    #: "status", "post" (posts are written in the cell's form) or "break" (among the records), and the row's id.
    id: tuple[str, int]
    word: str
    cell: str
    from_on: date | None
    to_on: date | None
    #: Reason, decision and the rest in one line.
    told: str
    is_now: bool
    #: None for a post and for a time out of the Party.
    status: MemberStatus | None = None
    cell_id: int | None = None


@dataclass(frozen=True, slots=True)
class Attended:
    """How many of a year's meetings the member came to, of those the member was expected at."""

    year: int
    came: int
    expected: int
    excused: int


@dataclass(frozen=True, slots=True)
class NamedIn:
    """An issued paper that names the member."""

    id: int
    name: str
    title: str
    dated_on: date | None


@dataclass(frozen=True, slots=True)
class Mend:
    """A thing to do about what is amiss: the button's word and where it leads.

    That is a field of the form by its name, another member by id, or an act.
    """

    word: str
    field: str = ""
    member_id: int | None = None
    act: MemberAct | None = None


@dataclass(frozen=True, slots=True)
class Amiss:
    """What the list says of a member under "Cần xem lại", in one sentence, and what mends each part of it."""

    sentence: str = ""
    mends: tuple[Mend, ...] = ()


#: What mends each of the list's own sentences (services/member_rows.py).
_MENDS = {
    "chưa ghi chi bộ đang sinh hoạt": Mend("Ghi chi bộ…", act=MemberAct.COME_BACK),
    "thiếu ngày vào Đảng": Mend("Ghi ngày vào Đảng", field="admitted_on"),
    "thiếu ngày chính thức": Mend("Ghi ngày chính thức", field="official_on"),
    "thiếu ngày sinh": Mend("Ghi ngày sinh", field="birth_on"),
    f"trên {members.OLDEST} tuổi": Mend("Xem lại ngày sinh", field="birth_on"),
    "số thẻ trùng với người khác": Mend("Sửa số thẻ", field="card_no"),
    "trùng họ tên, ngày sinh với người khác": Mend("Mở hồ sơ trùng"),
}


@dataclass(frozen=True, slots=True)
class MemberCard:
    """What the page of a member shows above and beside the form."""

    full_name: str
    is_withdrawn: bool
    #: "Chi bộ thôn Mẫu 1 · chính thức · Bí thư · 26 năm tuổi Đảng"
    summary: str
    #: What the present status means for meetings, votes and the year's end; "" for one who left.
    effect: str
    #: Why and when the member left.
    left: str
    #: The probation that ends soon or is over, else "".
    probation: str
    #: The next badge of years in the Party.
    badge: str
    life: tuple[LifeLine, ...]
    attended: Attended
    #: The yearly ratings, the newest first: "Xếp loại: 2026 HTTNV (đề nghị), 2025 HTXSNV."; "" without any.
    rated: str
    #: Titles and certificates given by the committee, the newest first; "" without any.
    honours: str
    acts: tuple[MemberAct, ...]


def load(office: Office, member_id: int) -> MemberCard:
    """Return a member's card as of today. Raises NotFound."""
    today = office.today()
    with office.read() as session:
        member = member_forms.stored_member(session, member_id)
        cells: dict[int, str] = dict(session.execute(select(Cell.id, Cell.name)).all())
        periods = [StatusPeriod(row.status, row.cell_id, row.from_on, row.to_on) for row in member.statuses]
        home = standing.current_cell(periods, today)
        situation = rules.situation_on(periods, home, today) if home is not None else None
        posts = list(session.scalars(select(Post).where(Post.member_id == member_id)))
        is_here = situation is not None and not member.is_withdrawn
        probation = ""
        if is_here and situation is not None and situation.status is MemberStatus.PROBATIONARY:
            began = party_age.began_anew(member.admitted_on, member_forms.breaks_of(member))
            probation = text.first_upper(party_age.probation_words(began, today))
        months = rating_settings.of(session).months
        return MemberCard(
            full_name=member.full_name,
            is_withdrawn=member.is_withdrawn,
            summary=_summary(member, cells.get(home, "") if home else "", situation, posts, today),
            effect=_effect(member, situation, today, months) if is_here and situation is not None else "",
            left=_left(member),
            probation=f"{probation}." if probation else "",
            badge=_badge(session, member, today) if is_here else "",
            life=tuple(_life(member, posts, cells, today)),
            attended=_attended(session, member_id, today.year),
            rated=_rated(session, member_id),
            honours=member_honours.told(session, member_id),
            acts=tuple(
                member_acts.possible_again(member.left_for)
                if member.is_withdrawn
                else member_acts.possible(periods, today)
            ),
        )


def amiss(office: Office, member_id: int) -> Amiss:
    """Return what the list warns of about a member, with what mends it."""
    rows = members.list_members(office, with_withdrawn=True)
    row = next((row for row in rows if row.id == member_id), None)
    if row is None or not row.amiss:
        return Amiss()
    mends = []
    for words in row.amiss:
        mend = _MENDS[words]
        if mend.field == "card_no" or mend.word == "Mở hồ sơ trùng":
            if mend.field:
                mends.append(mend)
            other = next((one.id for one in rows if _are_twins(row, one)), None)
            mend = Mend("Mở hồ sơ trùng", member_id=other)
        if mend not in mends:
            mends.append(mend)
    return Amiss(f"Cần xem lại: {', '.join(row.amiss)}.", tuple(mends))


def _are_twins(row: MemberRow, other: MemberRow) -> bool:
    """Say whether two on the register share the card, or the name with the day of birth."""
    if other.id == row.id or other.is_withdrawn:
        return False
    is_card = bool(row.card_no) and bare_card(row.card_no) == bare_card(other.card_no)
    is_name = bool(row.birth_stored) and row.birth_stored == other.birth_stored
    return is_card or (is_name and row.full_name_order == other.full_name_order)


def _summary(member: Member, cell: str, situation: rules.Situation | None, posts: list[Post], today: date) -> str:
    held = [post.post for post in posts if holds_on(post.from_on, post.to_on, today)]
    parts = [cell, "" if situation is None else situation.status.label, joined_posts(held)]
    if member.admitted_on is not None:
        counted = _counted_from(member, today)
        years = rules.age_on(counted, today)
        shift = f" (đã trừ gián đoạn, tính từ {dates.screen(counted)})" if counted != member.admitted_on else ""
        parts.append(f"{years} năm tuổi Đảng{shift}" if years or shift else "")
    return " · ".join(part for part in parts if part)


def _counted_from(member: Member, today: date) -> date:
    assert member.admitted_on is not None
    return party_age.counted_from(member.admitted_on, member_forms.breaks_of(member), today)


def _effect(member: Member, situation: rules.Situation, today: date, months: int) -> str:
    told = text.first_upper(member_acts.effect(situation.status, is_full=situation.is_full))
    last = date(today.year, 12, 31)
    is_plain = situation.status in (MemberStatus.FULL, MemberStatus.PROBATIONARY)
    if is_plain and rules.why_not_rated(situation, member.admitted_on, last, months) is rules.Unrated.NEW:
        told += f"; cuối năm {today.year} chưa đánh giá, xếp loại vì mới kết nạp chưa đủ {months} tháng"
    return f"{told}."


def _left(member: Member) -> str:
    if not member.is_withdrawn:
        return ""
    why = member.left_for.label if member.left_for is not None else ""
    if member.left_for is rules.LeftFor.OTHER:
        why = ""
    since = f" từ {dates.screen(member.left_on)}" if member.left_on else ""
    told = ": ".join(part for part in (why, member.left_to) if part)
    paper = _paper(member.left_decision_no, member.left_decision_on)
    tail = ", ".join(part for part in (told, paper) if part)
    return f"Đã ra khỏi danh sách{since}" + (f" ({tail})." if tail else ".")


def _paper(number: str, day: date | None) -> str:
    told = f"số {number}" if number else ""
    return f"{told} ngày {dates.screen(day)}".strip() if day else told


def _badge(session: Session, member: Member, today: date) -> str:
    if member.admitted_on is None:
        return ""
    given = {row.years for row in member.awards if row.kind is AwardKind.BADGE and row.years is not None}
    due = badges.next_of(badges.rules_in(session), _counted_from(member, today), today, given)
    if due is None or due.due_on.year > today.year + 1:
        return ""
    when = f", trao đợt {dates.screen(due.given_on)}" if due.given_on else ""
    verb = "đủ" if due.due_on > today else "đã đủ"
    return f"Huy hiệu {due.years} năm tuổi Đảng: {verb} ngày {dates.screen(due.due_on)}{when}."


def _life(member: Member, posts: list[Post], cells: dict[int, str], today: date) -> list[LifeLine]:
    lines = [
        LifeLine(
            ("status", row.id),
            text.first_upper(row.status.label),
            cells.get(row.cell_id, ""),
            row.from_on,
            row.to_on,
            _told(row),
            holds_on(row.from_on, row.to_on, today),
            row.status,
        )
        for row in member.statuses
    ]
    lines += [
        LifeLine(
            ("post", post.id),
            post.post.label,
            cells.get(post.cell_id, ""),
            post.from_on,
            post.to_on,
            post.duties,
            holds_on(post.from_on, post.to_on, today),
            cell_id=post.cell_id,
        )
        for post in posts
    ]
    lines += [
        LifeLine(
            ("break", row.id),
            "Gián đoạn",
            "",
            row.from_on,
            row.to_on,
            _out_of_party(row),
            holds_on(row.from_on, row.to_on, today),
        )
        for row in member.breaks
    ]
    return sorted(lines, key=lambda line: (line.from_on or date.min, line.to_on or date.max), reverse=True)


def _out_of_party(row: BreakRow) -> str:
    counted = "trừ vào tuổi Đảng" if row.is_subtracted else "không trừ vào tuổi Đảng"
    return "; ".join(part for part in (row.reason, _paper(row.decision_no, row.decision_on), counted) if part)


def _told(row: StatusRow) -> str:
    reported = f"báo cáo ngày {dates.screen(row.reported_on)}" if row.reported_on else ""
    return "; ".join(
        part for part in (row.reason, row.counterpart, _paper(row.decision_no, row.decision_on), reported) if part
    )


def _rated(session: Session, member_id: int) -> str:
    question = select(MemberRating.year, MemberRating.level, MemberRating.not_evaluated, MemberRating.standing)
    rows = session.execute(
        question.where(MemberRating.member_id == member_id, MemberRating.is_current).order_by(MemberRating.year.desc())
    )
    told = []
    for year, level, why, stands in rows:
        if level is None and why is None:
            continue
        waits = " (đề nghị)" if stands is RatingStanding.PROPOSED else ""
        told.append(f"{year} {level.value if level is not None else 'không đánh giá'}{waits}")
    told += [
        f"{year} đã hủy kết quả {gone.level} ngày {dates.screen(gone.on)}"
        for year, gone in rating_annulments.years_of_member(session, member_id).items()
    ]
    return f"Xếp loại: {', '.join(told)}." if told else ""


def _attended(session: Session, member_id: int, year: int) -> Attended:
    expected = RosterLine.attendance != Attendance.NOT_EXPECTED
    question = (
        select(
            func.sum(case((RosterLine.attendance.in_(_CAME), 1), else_=0)),
            func.sum(case((expected, 1), else_=0)),
            func.sum(case((RosterLine.attendance == Attendance.ABSENT_EXCUSED, 1), else_=0)),
        )
        .join(Meeting, Meeting.id == RosterLine.meeting_id)
        .where(RosterLine.member_id == member_id, Meeting.year == year, Meeting.state.in_(HELD_STATES))
    )
    came, of, excused = session.execute(question).one()
    return Attended(year, came or 0, of or 0, excused or 0)


def papers_naming(office: Office, member_id: int) -> list[NamedIn]:
    """Return the papers in force that name a member, the newest first.

    The name is looked for in the frozen facts, in papers of the cells the member was in and in those of no one cell.
    """
    with office.read() as session:
        member = member_forms.stored_member(session, member_id)
        own = {row.cell_id for row in member.statuses}
        question = (
            select(Paper)
            .where(
                Paper.state == PaperState.ISSUED,
                or_(Paper.cell_id.is_(None), Paper.cell_id.in_(own)),
                cast(Paper.facts, String).contains(member.full_name, autoescape=True),
            )
            .order_by(Paper.dated_on.desc(), Paper.id.desc())
        )
        return [
            NamedIn(paper.id, numbers.name_of(paper), paper.title, paper.dated_on)
            for paper in session.scalars(question)
        ]
