"""What merging, splitting and dissolving cells have in common, inside another's transaction: members, posts, ends."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import and_, func, inspect, or_, select
from sqlalchemy.orm import Session, selectinload

from bontot_desktop import dates
from bontot_desktop.db.models.cells import Cell, CellParent, InCharge, Lineage, Post
from bontot_desktop.db.models.meetings import Meeting
from bontot_desktop.db.models.members import Member, StatusRow
from bontot_desktop.db.models.office import Term
from bontot_desktop.db.models.papers import Paper
from bontot_desktop.db.models.samples import SampleEvent
from bontot_desktop.errors import NotFound, Problem, Problems
from bontot_desktop.rules import cell_life as rules
from bontot_desktop.rules.cell_life import Ending
from bontot_desktop.rules.cells import CellPost, LineageKind, holds_on, warnings
from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.rules.meetings import HELD_STATES, MeetingState
from bontot_desktop.rules.members import STANDINGS, LeftFor, MemberStatus, StatusPeriod
from bontot_desktop.rules.papers import Issuer, PaperState
from bontot_desktop.rules.samples import SampleState
from bontot_desktop.rules.standing import ON_ROSTER
from bontot_desktop.services import heads, member_forms
from bontot_desktop.services.member_forms import Leaving

_DAY = timedelta(days=1)
#: A turn in a cell's life touches nearly everything that names cells.
CHANGED = Changes.of(Kind.CELLS, Kind.MEMBERS, Kind.PEOPLE, Kind.MEETINGS, Kind.CAMPAIGNS, Kind.SAMPLES, Kind.SETTINGS)
_AHEAD = frozenset({MeetingState.PLANNED, MeetingState.NOTICED})
_SAMPLE_AHEAD = frozenset({SampleState.PLANNED, SampleState.PREPARING, SampleState.READY, SampleState.POSTPONED})
#: What a status that goes on in another cell keeps: all but whose it is, where and since when.
_CARRIED = tuple(
    attribute.key
    for attribute in inspect(StatusRow).column_attrs
    if attribute.key not in {"id", "member_id", "cell_id", "from_on"}
)


@dataclass(frozen=True, slots=True)
class Decision:
    """The day a turn takes effect and the decision behind it."""

    on: date
    number: str = ""
    decided_on: date | None = None

    @property
    def last_day(self) -> date:
        """The last day of what ends."""
        return self.on - _DAY


@dataclass(frozen=True, slots=True)
class Coming:
    """A member who is on the roster of a cell on a day."""

    id: int
    full_name: str
    full_name_order: str
    cell_id: int
    status: MemberStatus


def find(session: Session, cell_id: int) -> Cell:
    """Return a cell. Raises NotFound."""
    cell = session.get(Cell, cell_id)
    if cell is None:
        raise NotFound("Không còn chi bộ này trong sổ.")
    return cell


def find_all(session: Session, cell_ids: Iterable[int]) -> list[Cell]:
    """Return cells in the order given, each once. Raises NotFound."""
    return [find(session, cell_id) for cell_id in dict.fromkeys(cell_ids)]


# What there is -------------------------------------------------------------------------------------------------------


def coming(session: Session, cell_ids: Collection[int], day: date) -> list[Coming]:
    """Return who is on the rosters of cells on a day or joins them later, once each, in the order of people's names.

    A standing counts before a temporary stay.
    """
    question = (
        select(Member.id, Member.full_name, Member.full_name_order, StatusRow.cell_id, StatusRow.status)
        .join(Member, Member.id == StatusRow.member_id)
        .where(
            StatusRow.cell_id.in_(cell_ids),
            StatusRow.status.in_(ON_ROSTER),
            or_(StatusRow.to_on.is_(None), StatusRow.to_on >= day),
            Member.is_withdrawn.is_(False),
        )
        .order_by(Member.full_name_order, Member.id, StatusRow.from_on)
    )
    found: dict[int, Coming] = {}
    for row in session.execute(question):
        one = Coming(*row)
        known = found.get(one.id)
        if known is None or (known.status not in STANDINGS and one.status in STANDINGS):
            found[one.id] = one
    return list(found.values())


def counted(members: Iterable[Coming]) -> str:
    """Count members in words."""
    statuses = [member.status for member in members]
    return rules.counted(
        statuses.count(MemberStatus.FULL),
        statuses.count(MemberStatus.PROBATIONARY),
        statuses.count(MemberStatus.TEMP_IN),
    )


def amiss(
    name: str,
    members: Iterable[Coming],
    posts: Iterable[tuple[CellPost, int]],
    *,
    has_committee: bool,
    has_charge: bool,
) -> list[str]:
    """Say what will be amiss with a cell that comes out of a turn, in the words of the list of cells."""
    lines = [(post, member_id) for post, member_id in posts if member_id]
    found = warnings(
        full_members=sum(member.status is MemberStatus.FULL for member in members),
        has_secretary=any(post is CellPost.SECRETARY for post, _ in lines),
        committee_size=len({member_id for post, member_id in lines if post is not CellPost.GROUP_LEADER}),
        has_committee=has_committee,
        has_charge=has_charge,
    )
    return rules.foreseen(name, found)


def ending(session: Session, cell: Cell, on: date, today: date) -> Ending:
    """Gather what of a cell stands in the way of ending it on a day.

    What bears a day after today cannot have been (the sample office runs to the end of its year).
    """
    held = select(func.max(Meeting.held_on)).where(
        Meeting.cell_id == cell.id, Meeting.state.in_(HELD_STATES), Meeting.held_on <= today
    )
    issued = select(func.max(Paper.dated_on)).where(
        Paper.cell_id == cell.id,
        Paper.issuer == Issuer.CELL,
        Paper.state != PaperState.DRAFT,
        Paper.dated_on <= today,
    )
    later = [(f"{post.post.label} {post.member.full_name}", post.from_on) for post in cell.posts]
    later += [(f"đồng chí {charge.person.full_name} phụ trách", charge.from_on) for charge in cell.in_charge]
    parents = session.scalars(select(CellParent).where(CellParent.cell_id == cell.id))
    later += [(f"trực thuộc {parent.parent_name}", parent.from_on) for parent in parents]
    named = max((name.from_on for name in cell.names if name.from_on), default=None)
    return Ending(
        name=cell.name,
        founded_on=cell.founded_on,
        dissolved_on=cell.dissolved_on,
        last_meeting_on=session.scalar(held),
        last_paper_on=session.scalar(issued),
        named_from=named,
        later=tuple((who, since) for who, since in later if since is not None and since >= on),
    )


def planned(session: Session, cells: Collection[Cell], on: date) -> list[Meeting]:
    """Return the meetings of cells that are planned for a day or later, or for its month without a day."""
    question = (
        select(Meeting)
        .where(
            Meeting.cell_id.in_([cell.id for cell in cells]),
            Meeting.state.in_(_AHEAD),
            or_(
                Meeting.held_on >= on,
                and_(
                    Meeting.held_on.is_(None),
                    or_(Meeting.year > on.year, and_(Meeting.year == on.year, Meeting.month >= on.month)),
                ),
            ),
        )
        .order_by(Meeting.year, Meeting.month, Meeting.held_on)
    )
    return list(session.scalars(question))


def warnings_ahead(session: Session, cells: Sequence[Cell], on: date, *, cancels: bool) -> list[str]:
    """Say what was planned in cells that end on a day: meetings, sample meetings."""
    found = []
    ahead = planned(session, cells, on)
    if ahead:
        named = "; ".join(
            f"{meeting.cell.name} {dates.screen(meeting.held_on) or f'tháng {meeting.month}/{meeting.year}'}"
            for meeting in ahead
        )
        what = "sẽ ghi “Không họp”" if cancels else "vẫn để nguyên"
        found.append(f"{len(ahead)} kỳ họp dự kiến của chi bộ cũ {what}: {named}.")
    samples = select(SampleEvent).where(
        SampleEvent.cell_id.in_([cell.id for cell in cells]), SampleEvent.state.in_(_SAMPLE_AHEAD)
    )
    names = {cell.id: cell.name for cell in cells}
    found += [
        f"{names[event.cell_id]} đang có sinh hoạt điểm ở bước “{event.state.label}”; hãy xem lại ở trang Chi bộ điểm."
        for event in session.scalars(samples)
    ]
    return found


# What is done --------------------------------------------------------------------------------------------------------


def carry(
    session: Session,
    member_ids: Collection[int],
    leaving: Collection[int],
    joining: Collection[int],
    to_cell: int,
    decision: Decision,
) -> None:
    """Let the statuses of members end in the cells they leave and go on in another; nothing of them is lost."""
    for member in _loaded(session, member_ids):
        rows = list(member.statuses)
        for step in rules.steps([_period(row) for row in rows], leaving, joining, decision.on):
            row = rows[step.place]
            if step.goes_on and step.ends_on is None:
                row.cell_id = to_cell
                continue
            if step.goes_on:
                member.statuses.append(_going_on(row, to_cell, decision))
            if step.ends_on is None:
                member.statuses.remove(row)
            else:
                row.to_on = step.ends_on


def withdraw(
    session: Session, member_ids: Collection[int], cell_id: int, why: LeftFor, decision: Decision, today: date
) -> None:
    """Take members of a cell off the register from the day on, for a reason. Raises Problems (field "places").

    Who only stayed there for a time and belongs to another cell leaves this one and no more.
    """
    for member in _loaded(session, member_ids):
        open_rows = [row for row in member.statuses if row.to_on is None or row.to_on >= decision.on]
        if any(row.cell_id != cell_id and row.status in STANDINGS for row in open_rows):
            for row in open_rows:
                if row.cell_id == cell_id:
                    _end(member, row, decision)
            continue
        try:
            member_forms.take_off(session, member, on=decision.on, today=today, leaving=Leaving(why))
        except Problems as problems:
            raise Problems(
                [Problem("places", f"{member.full_name}: {one.sentence}") for one in problems.problems]
            ) from None


def _end(member: Member, row: StatusRow, decision: Decision) -> None:
    if row.from_on is not None and row.from_on >= decision.on:
        member.statuses.remove(row)
    else:
        row.to_on = decision.last_day


def _loaded(session: Session, member_ids: Collection[int]) -> list[Member]:
    """Read members with their statuses, few hundred at a time: SQLite takes so many values in one question."""
    wanted = list(member_ids)
    found: list[Member] = []
    for start in range(0, len(wanted), 500):
        part = wanted[start : start + 500]
        question = select(Member).where(Member.id.in_(part)).options(selectinload(Member.statuses))
        found += session.scalars(question.order_by(Member.id))
    return found


def _period(row: StatusRow) -> StatusPeriod:
    return StatusPeriod(row.status, row.cell_id, row.from_on, row.to_on)


def _going_on(row: StatusRow, to_cell: int, decision: Decision) -> StatusRow:
    facts = {name: getattr(row, name) for name in _CARRIED}
    return StatusRow(**facts, cell_id=to_cell, from_on=decision.on)


def end_posts(session: Session, cell: Cell, last_day: date, members: Collection[int] | None = None) -> None:
    """End the posts held in a cell beyond a day, of all or of some members."""
    for post in cell.posts:
        if (members is None or post.member_id in members) and (post.to_on is None or post.to_on > last_day):
            post.to_on = last_day


def close(session: Session, cell: Cell, decision: Decision) -> None:
    """End a cell on a day: its officers, who is in charge of it and its term end the day before."""
    end_posts(session, cell, decision.last_day)
    charges: list[InCharge] = cell.in_charge
    for charge in charges:
        if charge.to_on is None or charge.to_on > decision.last_day:
            charge.to_on = decision.last_day
    for term in session.scalars(select(Term).where(Term.cell_id == cell.id)):
        if term.starts_on < decision.on and (term.ends_on is None or term.ends_on > decision.last_day):
            term.ends_on = decision.last_day
    for parent in session.scalars(select(CellParent).where(CellParent.cell_id == cell.id)):
        if parent.to_on is None or parent.to_on > decision.last_day:
            parent.to_on = decision.last_day
    cell.dissolved_on = decision.on


def cancel_planned(session: Session, cells: Collection[Cell], on: date) -> None:
    """Say of the meetings planned in cells from a day on that they are not held."""
    for meeting in planned(session, cells, on):
        meeting.state = MeetingState.CANCELLED


def inherit(session: Session, heir: Cell, before: Sequence[Cell], decision: Decision) -> None:
    """Give a new cell the parent and the term its predecessors had in common."""
    parents = {heads.cell_parent(session, cell.id, decision.last_day) for cell in before}
    if len(parents) == 1 and (parent := parents.pop()):
        session.add(CellParent(cell_id=heir.id, parent_name=parent, from_on=decision.on))
    terms = [term for cell in before if (term := heads.term_on(session, decision.last_day, cell.id)) is not None]
    if len(terms) == len(before) and len({term.label for term in terms}) == 1:
        starts = max(term.starts_on for term in terms)
        session.add(Term(cell_id=heir.id, label=terms[0].label, starts_on=max(starts, decision.on)))


def link(
    session: Session, kind: LineageKind, before: Cell, after: Cell | None, decision: Decision, note: str = ""
) -> None:
    """Write what became of a cell."""
    session.add(
        Lineage(
            predecessor_id=before.id,
            successor_id=after.id if after is not None else None,
            kind=kind,
            on=decision.on,
            decision_no=decision.number,
            decision_on=decision.decided_on,
            note=note,
        )
    )


def posts_held(cell: Cell, day: date) -> list[Post]:
    """Return the posts held in a cell on a day."""
    return [post for post in cell.posts if holds_on(post.from_on, post.to_on, day)]
