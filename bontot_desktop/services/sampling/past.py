"""Ten years back in an invented office: who stood on the rosters before the members of today, and who stood on them."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bontot_desktop.db.models.cells import Post
from bontot_desktop.db.models.members import Member, StatusRow
from bontot_desktop.rules.cells import CellPost, holds_on
from bontot_desktop.rules.meetings import Attendance
from bontot_desktop.rules.members import LeftFor, MemberStatus, StatusPeriod, situation_on
from bontot_desktop.services.meeting_drafts import RosterLineDraft
from bontot_desktop.services.sampling.names import Name
from bontot_desktop.services.sampling.rows import Rows

_RANK = {post: rank for rank, post in enumerate(CellPost)}
_ENTERS = (MemberStatus.FULL, MemberStatus.PROBATIONARY, MemberStatus.TEMP_IN)
_AGE_WHEN_LEAVING = (62, 80)


def invent_former(session: Session, names: Iterator[Name], dice: random.Random, first_day: date) -> int:
    """Give everyone who came after ``first_day`` somebody who left that day, so that the rosters were always as long.

    Returns how many there are; they are withdrawn, as an office keeps those who died or moved away.
    """
    came: dict[int, tuple[date, int]] = {}
    rows = session.execute(select(StatusRow.member_id, StatusRow.cell_id, StatusRow.status, StatusRow.from_on))
    for member_id, cell_id, status, from_on in rows:
        if status in _ENTERS and from_on is not None and from_on < came.get(member_id, (date.max, 0))[0]:
            came[member_id] = (from_on, cell_id)
    members = Rows(
        session, Member, "full_name", "gender", "birth_on", "admitted_on", "official_on", "full_decision_on",
        "card_no", "is_withdrawn", "left_on", "left_for",
    )  # fmt: skip
    statuses = Rows(session, StatusRow, "member_id", "cell_id", "status", "from_on", "to_on")
    left = [(on, cell_id) for on, cell_id in came.values() if on > first_day]
    for number, (on, cell_id) in enumerate(left, start=1):
        name = next(names)
        born = date(on.year - dice.randint(*_AGE_WHEN_LEAVING), dice.randint(1, 12), dice.randint(1, 28))
        admitted = date(born.year + dice.randint(20, 30), dice.randint(1, 12), dice.randint(1, 28))
        official = admitted.replace(year=admitted.year + 1)
        why = LeftFor.DIED if dice.random() < 0.7 else LeftFor.MOVED
        member_id = members.add(
            name.full, name.gender, born, admitted, official, official, f"01{number:06d}", True, on, why
        )
        statuses.add(member_id, cell_id, MemberStatus.FULL, official, on - timedelta(days=1))
    members.write(session)
    statuses.write(session)
    return len(left)


@dataclass(frozen=True, slots=True)
class _Held:
    member_id: int
    post: CellPost
    from_on: date | None
    to_on: date | None


class Rosters:
    """Who stood on the roster of each cell on any day, read once."""

    def __init__(self, session: Session) -> None:
        people = select(Member.id, Member.full_name).order_by(Member.full_name_order, Member.id)
        self._names = {row.id: row.full_name for row in session.execute(people)}
        stays: dict[int, dict[int, list[StatusPeriod]]] = defaultdict(lambda: defaultdict(list))
        question = select(StatusRow.member_id, StatusRow.cell_id, StatusRow.status, StatusRow.from_on, StatusRow.to_on)
        for member_id, cell_id, status, from_on, to_on in session.execute(question):
            stays[cell_id][member_id].append(StatusPeriod(status, cell_id, from_on, to_on))
        place = {member_id: at for at, member_id in enumerate(self._names)}
        self._stays = {
            cell_id: sorted(people.items(), key=lambda one: place[one[0]]) for cell_id, people in stays.items()
        }
        self._posts: dict[int, list[_Held]] = defaultdict(list)
        posts = select(Post.cell_id, Post.member_id, Post.post, Post.from_on, Post.to_on)
        for cell_id, member_id, post, from_on, to_on in session.execute(posts):
            self._posts[cell_id].append(_Held(member_id, post, from_on, to_on))

    def on(self, cell_id: int, day: date) -> tuple[RosterLineDraft, ...]:
        """Return a cell's roster on a day in the order of people's names; everyone expected is present."""
        posts = self._posts_on(cell_id, day)
        lines = []
        for member_id, periods in self._stays.get(cell_id, ()):
            situation = situation_on(periods, cell_id, day)
            if situation is not None:
                lines.append(
                    RosterLineDraft(
                        member_id=member_id,
                        name=self._names[member_id],
                        status=situation.status,
                        is_full=situation.is_full,
                        post=posts.get(member_id),
                        attendance=Attendance.PRESENT if situation.is_expected else Attendance.NOT_EXPECTED,
                    )
                )
        return tuple(lines)

    def _posts_on(self, cell_id: int, day: date) -> dict[int, CellPost]:
        held = [one for one in self._posts.get(cell_id, ()) if holds_on(one.from_on, one.to_on, day)]
        return {one.member_id: one.post for one in sorted(held, key=lambda one: -_RANK[one.post])}


def holder(roster: Sequence[RosterLineDraft], *posts: CellPost) -> RosterLineDraft | None:
    """Return the first expected holder of one of the posts, the first post first."""
    for post in posts:
        for line in roster:
            if line.post is post and line.is_expected:
                return line
    return None
