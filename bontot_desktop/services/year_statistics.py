"""A year's end as its statistics see it: frozen once the campaign is closed, gathered while it is under way."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bontot_desktop.db.models.cells import Cell
from bontot_desktop.db.models.members import Member, StatusRow
from bontot_desktop.db.models.papers import Paper
from bontot_desktop.db.models.recognition import Campaign
from bontot_desktop.db.models.year_end import CellTarget
from bontot_desktop.db.queries import meeting_figures
from bontot_desktop.db.work import driver_of
from bontot_desktop.documents import facts as facts_codec
from bontot_desktop.rules.awards import money
from bontot_desktop.rules.cells import holds_on
from bontot_desktop.rules.meetings import MONTHLY_TYPES, MeetingType
from bontot_desktop.rules.numbering import PaperType
from bontot_desktop.rules.papers import Issuer, PaperState
from bontot_desktop.rules.scoring import Rating
from bontot_desktop.rules.year_statistics import AwardSum, MeetingSum, YearFigures, YearView
from bontot_desktop.services import awards, campaign_closing, campaigns, rating_facts, statistic_settings
from bontot_desktop.services.office import Office

#: Months and quarters of a year, for what is owed.
_MONTHS, _QUARTERS = 12, 4
_THEMED = frozenset({MeetingType.THEMED, MeetingType.COMBINED})


def view(office: Office, campaign_id: int) -> YearView:
    """Return a campaign's year: as it was closed, else as it stands now. Raises NotFound."""
    with office.read() as session:
        return view_of(session, campaigns.find(session, campaign_id), office.now())


def view_of(session: Session, campaign: Campaign, now: datetime) -> YearView:
    """Return a campaign's year inside another's session."""
    frozen = campaign_closing.facts_of(session, campaign)
    if frozen is not None:
        return YearView(frozen, facts_codec.from_json(YearFigures, dict(frozen.figures)))
    gathered = campaign_closing.gather(session, campaign, now)
    return YearView(gathered, figures_of(session, campaign))


def years(office: Office, campaign_id: int, count: int = 5) -> list[YearView]:
    """Return a campaign's year and those before it that have a campaign, the oldest first, at most ``count``."""
    with office.read() as session:
        campaign = campaigns.find(session, campaign_id)
        query = select(Campaign).where(Campaign.title == campaign.title, Campaign.year <= campaign.year)
        rows = session.scalars(query.order_by(Campaign.year.desc()).limit(count)).all()
        return [view_of(session, row, office.now()) for row in reversed(rows)]


def figures_of(session: Session, campaign: Campaign) -> YearFigures:
    """Count what belongs to a year outside its campaign: admissions, discipline, meetings, rewards, papers."""
    year, ids = campaign.year, {entry.cell_id for entry in campaign.entries}
    faults = rating_facts.faults_of(session, year)
    targets = session.scalars(select(CellTarget).where(CellTarget.year == year)).all()
    asked = [row.assigned for row in targets if row.is_admission]
    judged = [row for row in targets if not row.is_admission and row.reached is not None]
    return YearFigures(
        admitted=_admitted(session, year),
        admission_target=int(sum(asked, Decimal(0))) if asked else None,
        disciplined=len(faults),
        cells_disciplined=len(_cells_of(session, faults, date(year, 12, 31))),
        meetings=_meetings(session, campaign, ids),
        awards=_awards(session, campaign),
        papers=_papers(session, year),
        targets_done=sum(_is_reached(row) for row in judged) if judged else None,
        targets_all=len(judged) if judged else None,
        **_movement(session, year),
    )


def _admitted(session: Session, year: int) -> int:
    query = select(func.count()).where(Member.admitted_on >= date(year, 1, 1), Member.admitted_on <= date(year, 12, 31))
    return session.scalar(query) or 0


def _cells_of(session: Session, member_ids: Iterable[int], day: date) -> set[int]:
    query = select(StatusRow.cell_id, StatusRow.from_on, StatusRow.to_on).where(
        StatusRow.member_id.in_(list(member_ids))
    )
    return {cell for cell, first, last in session.execute(query) if holds_on(first, last, day)}


def _is_reached(row: CellTarget) -> bool:
    assert row.reached is not None
    return row.reached <= row.assigned if row.is_lower_better else row.reached >= row.assigned


def _meetings(session: Session, campaign: Campaign, ids: set[int]) -> tuple[MeetingSum, ...]:
    """Pool the meetings of a year by report group: what was owed, held, who came and spoke, how they were rated."""
    driver, year = driver_of(session), campaign.year
    founded = {row.id: row.founded_on for row in session.execute(select(Cell.id, Cell.founded_on))}
    groups = {entry.cell_id: entry.group_at_time for entry in campaign.entries}
    sums: dict[str, dict[str, Any]] = defaultdict(Counter)
    ratings: dict[str, Counter[Rating]] = defaultdict(Counter)
    for cell in ids:
        first = founded.get(cell)
        months = _MONTHS - first.month + 1 if first is not None and first.year == year else _MONTHS
        sums[groups[cell]]["owed"] += months
        sums[groups[cell]]["themed_owed"] += -(-months * _QUARTERS // _MONTHS)
    choices = statistic_settings.meeting_choices(driver)
    for held in meeting_figures.figures(driver, first=(year, 1), last=(year, 12), cells=ids, **choices):
        counted, group = sums[groups[held.cell_id]], groups[held.cell_id]
        if held.type in _THEMED:
            counted["themed"] += 1
        if held.type in MONTHLY_TYPES:
            counted["held"] += 1
        if held.present is not None and held.expected is not None:
            counted["present"] += held.present
            counted["expected"] += held.expected
            counted["speakers"] += held.speakers or 0
        if held.rating is not None:
            ratings[group][Rating(held.rating)] += 1
    return tuple(
        MeetingSum(
            group=group,
            ratings=(
                ratings[group][Rating.GOOD],
                ratings[group][Rating.FAIR],
                ratings[group][Rating.AVERAGE],
                ratings[group][Rating.POOR],
            ),
            **{str(name): int(number) for name, number in counted.items()},
        )
        for group, counted in sorted(sums.items())
    )


def _awards(session: Session, campaign: Campaign) -> tuple[AwardSum, ...]:
    found: dict[str, list[Decimal]] = {}
    for award in awards.awards_of(session, campaign.id):
        if award.taken_back_on is None:
            whom = "đảng viên" if award.member_id is not None else "chi bộ"
            found.setdefault(f"Giấy khen {whom}: {award.kind.label.lower()}", []).append(
                money(award.coefficient, award.base_pay) or Decimal(0)
            )
    return tuple(AwardSum(name, len(paid), sum(paid, Decimal(0))) for name, paid in found.items())


def _papers(session: Session, year: int) -> tuple[tuple[str, int], ...]:
    """Count the committee's issued papers of a year by type."""
    query = select(Paper.series).where(
        Paper.state == PaperState.ISSUED,
        Paper.issuer != Issuer.CELL,
        Paper.number.is_not(None),
        Paper.dated_on >= date(year, 1, 1),
        Paper.dated_on <= date(year, 12, 31),
    )
    types = {kind.value: kind.label for kind in PaperType}
    counted = Counter(types.get(series.split("/")[0], series) for series in session.scalars(query))
    return tuple(sorted(counted.items(), key=lambda one: (-one[1], one[0])))


def _movement(session: Session, year: int) -> dict[str, Any]:
    """Return what the movement of the year adds; its module counts it."""
    return {}
