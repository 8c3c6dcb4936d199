"""The register of members as lists and exports show it: where each stands and how, as of a day."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from bontot_desktop.db.queries import register
from bontot_desktop.rules import members as rules
from bontot_desktop.rules import party_age, standing
from bontot_desktop.rules.cells import CellPost, joined_posts
from bontot_desktop.rules.members import Gender, MemberStatus
from bontot_desktop.services.office import Office

#: An age above this is asked about: more often a slip of the year of birth than a birthday.
OLDEST = 100


@dataclass(frozen=True, slots=True)
class MemberRow:
    """One line of the list of members, as of a day."""

    id: int
    full_name: str
    full_name_order: str
    gender: Gender | None
    birth_on: date | None
    birth_year: int | None
    admitted_on: date | None
    official_on: date | None
    card_no: str
    phone: str
    cell_id: int | None
    cell: str
    cell_code: str
    cell_order: str
    post: str
    #: None for one who stands on no roster that day (withdrawn, moved away).
    status: MemberStatus | None
    age: int | None
    #: Full years since admission (tuổi Đảng).
    party_age: int | None
    is_withdrawn: bool
    #: Of a probationary member: that the twelve months end soon or are over.
    probation: str = ""
    #: What is missing or cannot be right, each in a few words.
    amiss: tuple[str, ...] = ()

    @property
    def status_label(self) -> str:
        """The status in words."""
        if self.is_withdrawn:
            return "đã đưa ra khỏi danh sách"
        return "không còn sinh hoạt" if self.status is None else self.status.label


def list_members(
    office: Office, *, day: date | None = None, cell_id: int | None = None, with_withdrawn: bool = False
) -> list[MemberRow]:
    """Return the members as of a day (today) in the order of people's names; of one cell when asked for."""
    day = day or office.today()
    with office.read() as session:
        cells = {cell.id: cell for cell in register.cells(session, day=day, with_dissolved=True)}
        members = register.members(session, with_withdrawn=with_withdrawn)
        periods = _by_member(register.statuses_on(session, day))
        homeless = [member.id for member in members if member.id not in periods]
        # Who stands nowhere that day is shown with the cell left last.
        before = _by_member(register.all_statuses(session, homeless)) if homeless else {}
        posts: dict[tuple[int, int], list[CellPost]] = {}
        for post in register.posts_on(session, day):
            posts.setdefault((post.member_id, post.cell_id), []).append(post.post)
    twins = _Twins(members)
    rows = []
    for member in members:
        own = periods.get(member.id, [])
        held_in = standing.current_cell(own, day)
        where = held_in if held_in is not None else standing.last_cell(before.get(member.id, own))
        if cell_id is not None and where != cell_id:
            continue
        cell = cells.get(where) if where is not None else None
        situation = rules.situation_on(own, held_in, day) if held_in is not None else None
        rows.append(
            MemberRow(
                *_own_facts(member),
                cell_id=where,
                cell=cell.name if cell else "",
                cell_code=cell.code if cell else "",
                cell_order=cell.name_order if cell else "",
                post=joined_posts(posts.get((member.id, where), ())) if where is not None else "",
                status=situation.status if situation else None,
                age=_age(member, day),
                party_age=rules.age_on(member.admitted_on, day) if member.admitted_on else None,
                is_withdrawn=member.is_withdrawn,
                probation=party_age.probation_words(member.admitted_on, day)
                if situation is not None and situation.status is MemberStatus.PROBATIONARY
                else "",
                amiss=() if member.is_withdrawn else _amiss(member, situation, day, twins),
            )
        )
    return rows


class _Twins:
    """Cards and names that two members share, which a list brought in twice would give."""

    def __init__(self, members: list[register.MemberFacts]) -> None:
        present = [member for member in members if not member.is_withdrawn]
        cards = Counter(_card(member) for member in present if member.card_no)
        people = Counter((member.full_name_order, member.birth_on) for member in present if member.birth_on)
        self.cards = {card for card, count in cards.items() if count > 1}
        self.people = {person for person, count in people.items() if count > 1}


def _card(member: register.MemberFacts) -> str:
    """Return a card number without the zeros a spreadsheet loses."""
    return member.card_no.replace(" ", "").replace(".", "").lstrip("0")


def _amiss(
    member: register.MemberFacts, situation: rules.Situation | None, day: date, twins: _Twins
) -> tuple[str, ...]:
    """Say what is missing or cannot be right of a member on the register."""
    found = []
    is_own = situation is not None and situation.status is not MemberStatus.TEMP_IN
    if situation is None:
        found.append("chưa ghi chi bộ đang sinh hoạt")
    if member.admitted_on is None and is_own:
        found.append("thiếu ngày vào Đảng")
    if is_own and situation is not None and situation.is_full and member.official_on is None:
        found.append("thiếu ngày chính thức")
    if member.birth_on is None and not member.birth_year:
        found.append("thiếu ngày sinh")
    elif (_age(member, day) or 0) > OLDEST:
        found.append(f"trên {OLDEST} tuổi")
    if member.card_no and _card(member) in twins.cards:
        found.append("số thẻ trùng với người khác")
    if (member.full_name_order, member.birth_on) in twins.people:
        found.append("trùng họ tên, ngày sinh với người khác")
    return tuple(found)


def _by_member(statuses: list[register.HeldStatus]) -> dict[int, list[rules.StatusPeriod]]:
    periods: dict[int, list[rules.StatusPeriod]] = {}
    for held in statuses:
        periods.setdefault(held.member_id, []).append(held.period)
    return periods


def _own_facts(
    member: register.MemberFacts,
) -> tuple[int, str, str, Gender | None, date | None, int | None, date | None, date | None, str, str]:
    return member[:10]


def _age(member: register.MemberFacts, day: date) -> int | None:
    if member.birth_on is not None:
        return rules.age_on(member.birth_on, day)
    return day.year - member.birth_year if member.birth_year else None
