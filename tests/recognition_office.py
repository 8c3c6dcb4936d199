"""An invented office with a campaign of "Chi bộ 4 tốt" of 2026, for tests about registration, scores and results."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from bontot_desktop.db.models.cells import Cell
from bontot_desktop.db.models.members import StatusRow
from bontot_desktop.db.models.ratings import CellRating, MemberRating
from bontot_desktop.rules.recognition import QualityLevel
from bontot_desktop.rules.year_ratings import RatingStanding
from bontot_desktop.services import (
    campaigns,
    dossiers,
    eligibility,
    entries,
    entry_scores,
    ratings,
    recognition,
    registrations,
    review,
    verifications,
)
from bontot_desktop.services.office import Office
from bontot_desktop.services.registrations import Registration
from bontot_desktop.services.review import VoteDraft
from tests import paper_office

YEAR = 2026
REVIEW = date(2026, 11, 20)
GROUPS = ("Nông thôn", "Nông thôn", "Trường học", "Cơ quan")


def make_office(folder: Path, *, cells: int = 4) -> Office:
    """Make the office with report groups on its cells."""
    office = paper_office.make_office(folder, cells=cells)
    with office.work("test", "Nhóm báo cáo") as work:
        for place, cell in enumerate(work.query(Cell).order_by(Cell.code)):
            cell.report_group = GROUPS[place % len(GROUPS)]
    return office


def set_id(office: Office, code: str) -> int:
    """Return the id of a criteria set by its code."""
    return next(row.id for row in campaigns.criteria_sets(office) if row.code == code)


def open_campaign(office: Office, code: str = "DE_XUAT_100", *, year: int = YEAR) -> int:
    """Open the year's campaign with a set of criteria; return its id."""
    draft = replace(campaigns.new_draft(office, year), criteria_set_id=set_id(office, code))
    return campaigns.save(office, draft).id


def entry_ids(office: Office, campaign_id: int) -> list[int]:
    """Return the entries in the order of their cells' names."""
    return [row.id for row in entries.list_entries(office, campaign_id)]


def register(office: Office, ids: Iterable[int], *, day: date = date(2026, 3, 5)) -> None:
    """Register cells in time."""
    registrations.register(office, ids, Registration(registered_on=day))


def full_sheet(
    sheet: entry_scores.ScoreSheet, *, self_points: Mapping[str, str] | None = None, **verified: str
) -> entry_scores.ScoreSheet:
    """Fill a sheet: everything at its maximum, but for the criteria named ("c1_2" for 1.2)."""
    given = {code.removeprefix("c").replace("_", "."): Decimal(points) for code, points in verified.items()}
    own = {code: Decimal(points) for code, points in (self_points or {}).items()}
    lines = tuple(
        line
        if line.is_group
        else replace(
            line,
            self_points=own.get(line.code, line.maximum),
            verified_points=given.get(line.code, line.maximum),
            note="Thiếu minh chứng." if given.get(line.code, line.maximum) != line.maximum else "",
            evidence="Có trong hồ sơ." if line.item.evidence_required else "",
        )
        for line in sheet.lines
    )
    return replace(
        sheet,
        lines=lines,
        self_scored_on=date(2026, 11, 5),
        self_votes_for=9,
        self_vote_base=10,
        submitted_on=date(2026, 11, 10),
        verified_on=date(2026, 11, 15),
    )


def hand_in(office: Office, ids: Iterable[int], *, day: date = date(2026, 11, 10)) -> None:
    """Hand in the whole dossiers of cells, the Inspection Commission having confirmed them."""
    chosen = list(ids)
    dossiers.receive_whole(office, chosen, dossiers.Receipt(day, "Vũ Thị Nhận"))
    verifications.confirm(office, chosen, verifications.Confirmation(day))


def score(office: Office, entry_id: int, **verified: str) -> None:
    """Score a cell through to "đã thẩm định"."""
    hand_in(office, [entry_id])
    entry_scores.save(office, full_sheet(entry_scores.sheet(office, entry_id), **verified))


def rate(office: Office, campaign_id: int, levels: Mapping[int, QualityLevel] | None = None) -> None:
    """Rate every cell HTTNV, but for the entries named."""
    rows = entries.list_entries(office, campaign_id)
    given = levels or {}
    ratings.save_all(
        office, [ratings.RatingDraft(row.cell_id, YEAR, given.get(row.id, QualityLevel.GOOD)) for row in rows]
    )


def rate_best(office: Office, cell_id: int) -> None:
    """Let a cell's rating be excellent and exemplary, whatever stands on it already."""
    with office.work("test", "Tiêu biểu") as work:
        rating = work.query(CellRating).filter_by(cell_id=cell_id, year=YEAR, is_current=True).one()
        rating.level, rating.is_exemplary = QualityLevel.EXCELLENT, True


def rate_members(office: Office, count: int) -> None:
    """Let the only member of each of the first cells be rated excellent in the year, as decided."""
    with office.work("test", "Xếp loại đảng viên") as work:
        for status in work.query(StatusRow).order_by(StatusRow.cell_id).limit(count):
            rating = MemberRating(member_id=status.member_id, cell_id=status.cell_id, year=YEAR)
            rating.level, rating.standing = QualityLevel.EXCELLENT, RatingStanding.DECIDED
            work.add(rating)


def sit(office: Office, campaign_id: int, votes: Mapping[int, int], *, total: int = 9, present: int = 9) -> None:
    """Hold the review with so many votes for each entry."""
    drafts = tuple(VoteDraft(entry_id, votes_for, present - votes_for) for entry_id, votes_for in votes.items())
    review.save(office, review.ReviewDraft(campaign_id, REVIEW, total, present, drafts))


def reviewed(office: Office, *, registered: int = 4) -> tuple[int, list[int]]:
    """Bring cells through to the review, all of them good; return the campaign and its entries."""
    campaign_id = open_campaign(office)
    ids = entry_ids(office, campaign_id)
    register(office, ids[:registered])
    for entry_id in ids[:registered]:
        score(office, entry_id)
    rate(office, campaign_id)
    sit(office, campaign_id, dict.fromkeys(ids[:registered], 9))
    return campaign_id, ids


def set_aside(office: Office, entry_id: int, code: str) -> None:
    """Let a cell pass in spite of a rule, as the review wrote down."""
    draft = eligibility.SetAsideDraft(reason="Có thành tích nổi bật.", minutes="Mục II biên bản", on=REVIEW)
    eligibility.set_aside(office, entry_id, code, draft)


def judged(office: Office) -> tuple[int, list[int]]:
    """Propose the first three cells and refuse the fourth."""
    campaign_id, ids = reviewed(office)
    for entry_id in ids[:3]:
        recognition.propose(office, entry_id)
    reason = recognition.ReasonDraft(recognition.Reason.R99, "Chưa trả hết đảng phí.")
    recognition.refuse(office, ids[3], [reason])
    return campaign_id, ids
