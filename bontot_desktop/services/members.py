"""The register of members as lists and exports show it: where each stands and how, as of a day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from bontot_desktop.db.queries import member_list as question
from bontot_desktop.rules import members as rules
from bontot_desktop.rules import party_age, standing
from bontot_desktop.rules.cells import joined_posts
from bontot_desktop.rules.members import Gender, LeftFor, MemberStatus
from bontot_desktop.rules.party_age import Break
from bontot_desktop.services.office import Office

#: An age above this is asked about: more often a slip of the year of birth than a birthday.
OLDEST = 100


class MemberRow(NamedTuple):
    """One line of the list of members, as of a day.

    Days stand as stored and become days when somebody looks: a list of ten thousand shows thirty lines at a time.
    """

    id: int
    full_name: str
    full_name_order: str
    gender_stored: str | None
    birth_stored: str | None
    birth_year: int | None
    admitted_stored: str | None
    official_stored: str | None
    card_no: str
    phone: str
    #: 1 when taken off the register.
    is_withdrawn: int
    left_for_stored: str | None
    left_stored: str | None
    cell_id: int | None
    post: str
    #: None for one who stands on no roster that day (withdrawn, moved away).
    status: MemberStatus | None
    #: Does the member vote? Who stands nowhere does not.
    is_full: bool
    ground: _Ground

    @property
    def gender(self) -> Gender | None:
        """Gender, None while nobody wrote it."""
        return Gender(self.gender_stored) if self.gender_stored else None

    @property
    def birth_on(self) -> date | None:
        """Day of birth."""
        return date.fromisoformat(self.birth_stored) if self.birth_stored else None

    @property
    def admitted_on(self) -> date | None:
        """Day of admission."""
        return date.fromisoformat(self.admitted_stored) if self.admitted_stored else None

    @property
    def official_on(self) -> date | None:
        """Day of full membership."""
        return date.fromisoformat(self.official_stored) if self.official_stored else None

    @property
    def left_on(self) -> date | None:
        """First day off the register."""
        return date.fromisoformat(self.left_stored) if self.left_stored else None

    @property
    def cell(self) -> str:
        """Name of the cell."""
        return self.ground.cells[self.cell_id][0]

    @property
    def cell_code(self) -> str:
        """Code of the cell."""
        return self.ground.cells[self.cell_id][1]

    @property
    def cell_order(self) -> str:
        """Order of the cell's name."""
        return self.ground.cells[self.cell_id][2]

    @property
    def age(self) -> int | None:
        """Full years of age; by the year alone where only that is known."""
        born = self.birth_on
        if born is not None:
            return rules.age_on(born, self.ground.day)
        return self.ground.day.year - self.birth_year if self.birth_year else None

    @property
    def party_age(self) -> int | None:
        """Full years in the Party (tuổi Đảng)."""
        counted = self.counted_from
        return rules.age_on(counted, self.ground.day) if counted else None

    @property
    def breaks(self) -> Sequence[Break]:
        """Times out of the Party."""
        return self.ground.breaks.get(self.id, ())

    @property
    def counted_from(self) -> date | None:
        """The day from which the years in the Party count: the admission, later by the time out of it."""
        admitted, breaks = self.admitted_on, self.breaks
        return party_age.counted_from(admitted, breaks, self.ground.day) if admitted and breaks else admitted

    @property
    def probation(self) -> str:
        """Of a probationary member: that the twelve months end soon or are over."""
        if self.status is not MemberStatus.PROBATIONARY:
            return ""
        return party_age.probation_words(party_age.began_anew(self.admitted_on, self.breaks), self.ground.day)

    @property
    def amiss(self) -> tuple[str, ...]:
        """What is missing or cannot be right, each in a few words."""
        return () if self.is_withdrawn else _amiss(self)

    @property
    def status_label(self) -> str:
        """The status in words."""
        if self.is_withdrawn:
            why = LeftFor(self.left_for_stored) if self.left_for_stored else LeftFor.OTHER
            return "đã đưa ra khỏi danh sách" if why is LeftFor.OTHER else why.label
        return "không còn sinh hoạt" if self.status is None else self.status.label


class _Ground:
    """What the rows of one list stand on: the day, the cells, and who shares a card or a name."""

    def __init__(
        self,
        day: date,
        cells: Mapping[int, tuple[str, str, str]],
        members: list[tuple[Any, ...]],
        breaks: Mapping[int, Sequence[Break]],
    ) -> None:
        self.day = day
        self.breaks = breaks
        self.cells: dict[int | None, tuple[str, str, str]] = {None: ("", "", "")}
        self.cells.update(cells.items())
        self._members = members

    @cached_property
    def twins(self) -> tuple[set[str], set[tuple[str, str]]]:
        """Cards and people (order of the name, day of birth) that two share: a list brought in twice gives them."""
        present = [row for row in self._members if not row[10]]
        cards = Counter(_card(row[8]) for row in present if row[8])
        people = Counter((row[2], row[4]) for row in present if row[4])
        return (
            {card for card, count in cards.items() if count > 1},
            {person for person, count in people.items() if count > 1},
        )


def list_members(
    office: Office, *, day: date | None = None, cell_id: int | None = None, with_withdrawn: bool = False
) -> list[MemberRow]:
    """Return the members as of a day (today) in the order of people's names; of one cell when asked for."""
    day = day or office.today()
    with office.ask() as driver:
        found = question.members(driver, with_withdrawn=with_withdrawn)
        held = _by_member(question.statuses_on(driver, day))
        # Who stands nowhere that day is shown with the cell left last.
        lost = [row[0] for row in found if row[0] not in held]
        before = _by_member(question.past_statuses(driver, lost)) if lost else {}
        posts = {key: joined_posts(some) for key, some in question.posts_on(driver, day).items()}
        ground = _Ground(day, question.cells(driver), found, question.breaks(driver))
    rows = []
    make = MemberRow._make
    for row in found:
        member_id = row[0]
        own = held.get(member_id, ())
        where, status, is_full = _stands(own, before.get(member_id, own), day)
        if cell_id is None or where == cell_id:
            post = posts.get((member_id, where), "") if where is not None else ""
            rows.append(make((*row, where, post, status, is_full, ground)))
    return rows


_Stored = Sequence[tuple[int, str, str | None, str | None]]
#: What most members have: one status, that of a full or a probationary member.
_PLAIN = {status.value: (status, status is MemberStatus.FULL) for status in rules.STANDINGS}


def _by_member(
    stored: list[tuple[int, int, str, str | None, str | None]],
) -> dict[int, list[tuple[int, str, str | None, str | None]]]:
    periods: dict[int, list[tuple[int, str, str | None, str | None]]] = {}
    for member_id, cell_id, status, from_on, to_on in stored:
        period = (cell_id, status, from_on, to_on)
        known = periods.get(member_id)
        if known is None:
            periods[member_id] = [period]
        else:
            known.append(period)
    return periods


def _stands(own: _Stored, before: _Stored, day: date) -> tuple[int | None, MemberStatus | None, bool]:
    """Return the cell, the status and whether with a vote; ``own`` are the statuses of the day."""
    if len(own) == 1 and own[0][1] in _PLAIN:
        return (own[0][0], *_PLAIN[own[0][1]])
    periods = [question.period(*one) for one in own]
    where = standing.current_cell(periods, day)
    if where is None:
        return standing.last_cell(question.period(*one) for one in before), None, False
    situation = rules.situation_on(periods, where, day)
    return (where, situation.status, situation.is_full) if situation is not None else (where, None, False)


def _card(card_no: str) -> str:
    """Return a card number without the zeros a spreadsheet loses."""
    return card_no.replace(" ", "").replace(".", "").lstrip("0")


def _amiss(row: MemberRow) -> tuple[str, ...]:
    """Say what is missing or cannot be right of a member on the register."""
    found = []
    cards, people = row.ground.twins
    is_own = row.status is not None and row.status is not MemberStatus.TEMP_IN
    if row.status is None:
        found.append("chưa ghi chi bộ đang sinh hoạt")
    if is_own and not row.admitted_stored:
        found.append("thiếu ngày vào Đảng")
    if is_own and row.is_full and not row.official_stored:
        found.append("thiếu ngày chính thức")
    if not row.birth_stored and not row.birth_year:
        found.append("thiếu ngày sinh")
    elif _may_be_old(row) and (row.age or 0) > OLDEST:
        found.append(f"trên {OLDEST} tuổi")
    if row.card_no and _card(row.card_no) in cards:
        found.append("số thẻ trùng với người khác")
    if (row.full_name_order, row.birth_stored) in people:
        found.append("trùng họ tên, ngày sinh với người khác")
    return tuple(found)


def any_amiss(rows: Sequence[MemberRow]) -> bool:
    """Say whether anybody in a list lacks something or cannot be right, without telling each one's reasons."""
    present = [row for row in rows if not row.is_withdrawn]
    if not present:
        return False
    cards, people = present[0].ground.twins
    if cards or people:
        return True
    # Born so long ago, or not told when: the few who are looked at more closely.
    oldest = f"{present[0].ground.day.year - OLDEST:04d}-99"
    return any(
        row.amiss
        for row in present
        if not row.birth_stored
        or row.birth_stored <= oldest
        or not row.admitted_stored
        or not row.official_stored
        or row.status is None
    )


def _may_be_old(row: MemberRow) -> bool:
    year = int(row.birth_stored[:4]) if row.birth_stored else row.birth_year or 0
    return row.ground.day.year - year >= OLDEST
