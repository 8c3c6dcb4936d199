"""Who may get a certificate: cells by title and rating, members by rating, both by their years in a row (§7)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bontot_desktop.db.models.awards import Award
from bontot_desktop.db.models.cells import Cell
from bontot_desktop.db.models.members import Member
from bontot_desktop.db.models.ratings import CellRating, MemberRating
from bontot_desktop.db.models.recognition import Campaign
from bontot_desktop.rules import awards as rules
from bontot_desktop.rules.recognition import AwardKind, EntryState, QualityLevel
from bontot_desktop.rules.streaks import LONG, Counter, streak, unused
from bontot_desktop.services import entries, streaks


@dataclass(frozen=True, slots=True)
class Eligible:
    """A cell or a member of the year; ``why`` says why no certificate of the kind may be given, "" when it may.

    ``stays`` keeps one that has it already though it may not get it any more: the title was taken back later.
    """

    id: int
    cell_id: int
    name: str
    order: tuple[str, ...]
    cell: str
    group: str
    rating: QualityLevel | None
    why: str
    stays: bool = False


def of(session: Session, campaign: Campaign, kind: AwardKind) -> dict[int, Eligible]:
    """Return the cells, or for a kind of theirs the members, of a campaign's year by id."""
    return _members(session, campaign, kind) if kind.of_members else _cells(session, campaign, kind)


def _cells(session: Session, campaign: Campaign, kind: AwardKind) -> dict[int, Eligible]:
    query = select(CellRating).where(CellRating.year == campaign.year, CellRating.is_current)
    ratings = {row.cell_id: row for row in session.scalars(query)}
    years = _years_of_cells(session, campaign) if kind.is_for_years else {}
    found = {}
    for entry in entries.loaded(session, campaign):
        rating = ratings.get(entry.cell_id)
        level = rating.level if rating else None
        why = rules.why_not(kind, entry.state, level, is_exemplary=bool(rating and rating.is_exemplary))
        if not why and kind.is_for_years:
            why = _too_short(years.get(entry.cell_id, 0), "hoàn thành xuất sắc nhiệm vụ tiêu biểu")
        found[entry.cell_id] = Eligible(
            entry.cell_id,
            entry.cell_id,
            entry.name_at_time,
            (entry.cell.name_order,),
            entry.name_at_time,
            entry.group_at_time,
            level,
            why,
            stays=entry.state is EntryState.REVOKED,
        )
    return found


def _years_of_cells(session: Session, campaign: Campaign) -> dict[int, int]:
    """Return the years in a row that count for an award for five years, by cell; years used up do not (§7)."""
    ids = [entry.cell_id for entry in campaign.entries]
    years = streaks.years_of(session, Counter.EXEMPLARY, ids)
    used, settings = streaks.used_years(session, ids, before=campaign.year), streaks.settings_of(session)
    return {cell: streak(unused(years[cell], used[cell], settings), campaign.year) for cell in ids}


def _members(session: Session, campaign: Campaign, kind: AwardKind) -> dict[int, Eligible]:
    """Return the members rated in the year in the cells of the campaign, with their names of today."""
    names = {entry.cell_id: entry for entry in campaign.entries}
    rows: list[Any] = list(
        session.execute(
            select(
                MemberRating.member_id,
                MemberRating.cell_id,
                MemberRating.level,
                Member.full_name,
                Member.full_name_order,
                Cell.name,
                Cell.name_order,
            )
            .join(Member, Member.id == MemberRating.member_id)
            .join(Cell, Cell.id == MemberRating.cell_id)
            .where(MemberRating.year == campaign.year, MemberRating.is_current)
        )
    )
    best = [row.member_id for row in rows if row.level is QualityLevel.EXCELLENT]
    years = _years_of_members(session, campaign.year, best) if kind.is_for_years else {}
    elsewhere = _given_elsewhere(session, campaign, kind)
    found = {}
    for row in rows:
        why = rules.why_not_member(row.level)
        if not why and kind.is_for_years:
            why = _too_short(years.get(row.member_id, 0), "hoàn thành xuất sắc nhiệm vụ")
        if not why and row.member_id in elsewhere:
            why = f"đã được tặng giấy khen loại này của năm {campaign.year}"
        entry = names.get(row.cell_id)
        found[row.member_id] = Eligible(
            row.member_id,
            row.cell_id,
            row.full_name,
            (row.name_order, row.full_name_order),
            entry.name_at_time if entry is not None else row.name,
            entry.group_at_time if entry is not None else "",
            row.level,
            why,
        )
    return found


def _given_elsewhere(session: Session, campaign: Campaign, kind: AwardKind) -> set[int]:
    """Return the members who got the kind of the year in another campaign of it (§9.11)."""
    query = (
        select(Award.member_id)
        .join(Campaign, Campaign.id == Award.campaign_id)
        .where(Award.kind == kind, Campaign.year == campaign.year, Award.campaign_id != campaign.id)
        .where(Award.taken_back_on.is_(None))
    )
    return {key for key in session.scalars(query) if key is not None}


def _years_of_members(session: Session, year: int, ids: Collection[int]) -> dict[int, int]:
    """Return how many years in a row up to a year members were rated excellent; years used up do not count (§7)."""
    rated = select(MemberRating.member_id, MemberRating.year).where(
        MemberRating.is_current, MemberRating.level == QualityLevel.EXCELLENT, MemberRating.year <= year
    )
    years: dict[int, set[int]] = defaultdict(set)
    for key, when in session.execute(rated):
        years[key].add(when)
    given = (
        select(Award.member_id, Campaign.year)
        .join(Campaign, Campaign.id == Award.campaign_id)
        .where(Award.kind == AwardKind.MEMBER_FIVE_YEARS, Award.taken_back_on.is_(None), Campaign.year < year)
    )
    used: dict[int, set[int]] = defaultdict(set)
    for member_id, when in session.execute(given):
        if member_id is not None:
            used[member_id].update(range(when - LONG + 1, when + 1))
    settings = streaks.settings_of(session)
    return {key: streak(unused(years[key], used[key], settings), year) for key in ids}


def members_due(session: Session, year: int) -> int:
    """Count the members who reach five years in a row in a year if they are rated excellent again."""
    query = select(MemberRating.member_id).where(
        MemberRating.year == year - 1, MemberRating.is_current, MemberRating.level == QualityLevel.EXCELLENT
    )
    ids = list(session.scalars(query))
    return sum(count + 1 >= LONG for count in _years_of_members(session, year - 1, ids).values())


def _too_short(count: int, what: str) -> str:
    """Say how many years are missing for an award for five years, "" when none is."""
    if count >= LONG:
        return ""
    told = f"mới có {count} năm liên tục {what}, cần đủ {LONG} năm"
    return f"{told}; năm nào chưa ghi thì ghi xếp loại của năm ấy ở trang Xếp loại"
