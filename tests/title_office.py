"""An invented office that uses “Đảng viên 5 tốt”: cells of four members, rated, and a list of a cell as typed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from bontot_desktop.db.models.members import Member, PenaltyRow, StatusRow
from bontot_desktop.db.models.ratings import MemberRating
from bontot_desktop.rules.member_records import Penalty
from bontot_desktop.rules.member_titles import Typed
from bontot_desktop.rules.members import MemberStatus
from bontot_desktop.rules.recognition import EntryState, QualityLevel, TitleKind
from bontot_desktop.services import member_titles, title_years
from bontot_desktop.services.member_titles import SheetDraft
from bontot_desktop.services.office import Office
from tests import paper_office, recognition_office

YEAR = 2026
REGISTERED, VOTED, SAT = date(2026, 3, 5), date(2026, 11, 10), date(2026, 11, 20)
ALL = frozenset("12345")


def make_office(folder: Path, *, cells: int = 2) -> Office:
    """Make an office whose every cell has four full members: "Lê Văn Thử 1", "Nguyễn Thị Mẫu 1A", "… 1B", "… 1C"."""
    office = recognition_office.make_office(folder, cells=cells)
    for number in range(1, cells + 1):
        cell = paper_office.cell_id(office, number)
        with office.work("test", "Thêm đảng viên") as work:
            for letter in "ABC":
                member = Member(full_name=f"Nguyễn Thị Mẫu {number}{letter}", birth_year=1980)
                member.statuses.append(StatusRow(cell_id=cell, status=MemberStatus.FULL))
                work.add(member)
    return office


def member_id(office: Office, name: str) -> int:
    """Return a member by the name."""
    with office.read() as session:
        return session.query(Member).filter_by(full_name=name).one().id


def rate(office: Office, name: str, level: QualityLevel) -> None:
    """Write a member's rating of the year down."""
    key = member_id(office, name)
    with office.work("test", "Xếp loại") as work:
        cell = work.query(StatusRow).filter_by(member_id=key).first().cell_id
        work.add(MemberRating(member_id=key, cell_id=cell, year=YEAR, level=level))


def punish(office: Office, name: str, day: date = date(2026, 6, 12), **facts: object) -> None:
    """Reprimand a member."""
    key = member_id(office, name)
    with office.work("test", "Kỷ luật") as work:
        member = work.get_one(Member, key)
        decision = PenaltyRow(penalty=Penalty.REPRIMAND, decision_on=day, decision_no="03-QĐ/UBKT", **facts)
        member.penalties.append(decision)


def open_year(office: Office, year: int = YEAR) -> int:
    """Open the year of the members' title; return its campaign."""
    return title_years.open_year(office, year, TitleKind.MEMBER_5_GOOD).id


def good(votes: int = 4, **changes: object) -> Typed:
    """Return the line of a member who has everything."""
    return replace(Typed(REGISTERED, ALL, votes_for=votes, conclusion=EntryState.PROPOSED), **changes)


def write(office: Office, campaign_id: int, number: int, lines: dict[str, Typed], **meeting: object) -> None:
    """Save the list of a cell: lines by the members' names."""
    typed = {member_id(office, name): line for name, line in lines.items()}
    draft = replace(SheetDraft(VOTED, 4, typed), **meeting)
    member_titles.save(office, campaign_id, paper_office.cell_id(office, number), draft)


def sit(office: Office, campaign_id: int, day: date = SAT) -> None:
    """Write down the day the standing committee sat."""
    draft = title_years.of_year(office, YEAR, TitleKind.MEMBER_5_GOOD)
    assert draft is not None
    assert draft.id == campaign_id
    title_years.save(office, replace(draft, review_on=day))


def proposed(office: Office) -> int:
    """Bring two members of the first cell and one of the second to the decision; one is not proposed."""
    campaign_id = open_year(office)
    for name in ("Lê Văn Thử 1", "Nguyễn Thị Mẫu 1A", "Lê Văn Thử 2"):
        rate(office, name, QualityLevel.GOOD)
    refused = Typed(REGISTERED, frozenset("1235"), conclusion=EntryState.NOT_PROPOSED, reason="Còn chậm nộp đảng phí")
    write(office, campaign_id, 1, {"Lê Văn Thử 1": good(), "Nguyễn Thị Mẫu 1A": good(3), "Nguyễn Thị Mẫu 1B": refused})
    write(office, campaign_id, 2, {"Lê Văn Thử 2": good()})
    sit(office, campaign_id)
    return campaign_id
