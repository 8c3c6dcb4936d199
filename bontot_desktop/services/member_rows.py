"""One line of the list of members: what is stored, and what follows from it and from what the list stands on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from bontot_desktop.rules import members as rules
from bontot_desktop.rules import party_age
from bontot_desktop.rules.members import Gender, LeftFor, MemberStatus
from bontot_desktop.rules.party_age import Break

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
    ground: Ground

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


class Ground:
    """What the rows of one list stand on: the day, the cells, the times out of the Party, who shares a card or a name.

    It goes with the list: an act changes it together with the rows.
    """

    def __init__(
        self, day: date, cells: Mapping[int, tuple[str, str, str]], breaks: Mapping[int, Sequence[Break]]
    ) -> None:
        self.day = day
        self.breaks = dict(breaks)
        self.cells: dict[int | None, tuple[str, str, str]] = {None: ("", "", "")}
        self.cells.update(cells.items())
        #: All rows that stand on it, in the order of people's names.
        self.rows: list[MemberRow] = []

    @cached_property
    def _owners(self) -> Counter[Any]:
        """How many have each card, and each name with a day of birth; counted when somebody asks who shares one."""
        present = [row for row in self.rows if not row.is_withdrawn]
        owners: Counter[Any] = Counter(bare_card(row.card_no) for row in present if row.card_no)
        owners.update((row.full_name_order, row.birth_stored) for row in present if row.birth_stored)
        return owners

    @cached_property
    def _twins(self) -> set[Any]:
        """Cards and people that two share: a list brought in twice gives them."""
        return {one for one, count in self._owners.items() if count > 1}

    def has_twins(self) -> bool:
        """Say whether anybody shares a card or a name with another."""
        return bool(self._twins)

    def shares_card(self, row: MemberRow) -> bool:
        """Say whether another has the same card."""
        return bool(row.card_no) and bare_card(row.card_no) in self._twins

    def shares_name(self, row: MemberRow) -> bool:
        """Say whether another has the same name and day of birth."""
        return (row.full_name_order, row.birth_stored) in self._twins

    def exchange(self, gone: Iterable[MemberRow], come: Iterable[MemberRow], rows: list[MemberRow]) -> set[Any]:
        """Take rows out and others in; ``rows`` are all of them afterwards.

        Returns the cards and people of which it changed whether two share them.
        """
        self.rows = rows
        if "_owners" not in self.__dict__:
            return set()
        before = self._twins
        touched = set()
        for group, step in ((gone, -1), (come, 1)):
            for row in group:
                for one in _known_by(row):
                    self._owners[one] += step
                    touched.add(one)
        self._twins = (before - touched) | {one for one in touched if self._owners[one] > 1}
        return before ^ self._twins

    def told_of(self, row: MemberRow, changed: set[Any]) -> bool:
        """Say whether a row speaks of one of the cards and people that changed."""
        return any(one in changed for one in _known_by(row))


def _known_by(row: MemberRow) -> list[Any]:
    """Return the card and the name with day of birth that nobody else on the register should have."""
    if row.is_withdrawn:
        return []
    card = [bare_card(row.card_no)] if row.card_no else []
    return [*card, (row.full_name_order, row.birth_stored)] if row.birth_stored else card


def bare_card(card_no: str) -> str:
    """Return a card number without the zeros a spreadsheet loses."""
    return card_no.replace(" ", "").replace(".", "").lstrip("0")


def _amiss(row: MemberRow) -> tuple[str, ...]:
    """Say what is missing or cannot be right of a member on the register."""
    found = []
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
    if row.ground.shares_card(row):
        found.append("số thẻ trùng với người khác")
    if row.ground.shares_name(row):
        found.append("trùng họ tên, ngày sinh với người khác")
    return tuple(found)


def any_amiss(rows: Sequence[MemberRow]) -> bool:
    """Say whether anybody in a list lacks something or cannot be right, without telling each one's reasons."""
    present = [row for row in rows if not row.is_withdrawn]
    if not present:
        return False
    if present[0].ground.has_twins():
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
