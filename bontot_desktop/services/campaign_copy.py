"""Last year's campaign taken over in one act: dates a year on, sets of each kind of cells, rules, phase."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bontot_desktop import dates
from bontot_desktop.db.models.criteria import CriteriaSet
from bontot_desktop.db.models.recognition import Campaign, CampaignSet
from bontot_desktop.errors import Problems, Refused
from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.rules.recognition import CampaignState, SetStatus, TitleKind
from bontot_desktop.services import campaigns, rule_settings
from bontot_desktop.services.office import Office, Saved

_DATES = (
    "launch_on",
    "register_until",
    "self_score_until",
    "dossier_until",
    "verify_until",
    "review_until",
    "decide_until",
    "report_until",
    "cut_off_on",
)


def copy_last_year(office: Office, year: int, title: TitleKind = TitleKind.CELL_4_GOOD) -> Saved:
    """Open the campaign of a year as the last one before it was planned; each cell gets its entry.

    Papers of last year are not among its bases. Raises Refused when there is none before, or the year has one.
    """
    with office.work("campaigns.copy", f"Mở đợt thi đua năm {year} theo đợt trước") as session:
        known = list(session.scalars(select(Campaign).where(Campaign.title == title).order_by(Campaign.year)))
        if any(row.year == year for row in known):
            raise Refused(f"Đã có đợt thi đua năm {year}.")
        last = next((row for row in reversed(known) if row.year < year), None)
        if last is None:
            raise Refused(f"Chưa có đợt thi đua nào trước năm {year} để làm theo; hãy mở đợt mới.")
        draft = _draft(session, last, year)
        found = campaigns.problems(draft)
        if found:
            raise Problems(found)
        row = Campaign(state=CampaignState.DRAFT)
        session.add(row)
        campaigns.fill(session, row, draft)
        row.review_body, row.review_method = last.review_body, last.review_method
        row.sets.extend(
            CampaignSet(report_group=chosen.report_group, set_id=_newest(session, chosen.criteria_set))
            for chosen in last.sets
        )
        rule_settings.take_over(last, row)
        session.flush()
        campaigns.add_missing_entries(session, row, office.today())
        session.sentence = f"Mở đợt thi đua “{title.label}” năm {year} theo đợt năm {last.year}"
        session.about(row)
        return Saved(row.id, Changes.of(Kind.CAMPAIGNS))


def _draft(session: Session, last: Campaign, year: int) -> campaigns.CampaignDraft:
    years = year - last.year
    usual = campaigns.draft_of(last)
    planned: dict[str, date | None] = {name: getattr(usual, name) for name in _DATES}
    moved: dict[str, Any] = {name: day and dates.years_later(day, years) for name, day in planned.items()}
    goes_on = last.phase is not None and last.phase.to_year >= year
    return replace(
        usual,
        id=None,
        year=year,
        phase_id=last.phase_id if goes_on else None,
        criteria_set_id=_newest(session, last.criteria_set),
        plan_basis="",
        review_on=None,
        review_total=None,
        review_present=None,
        **moved,
    )


def _newest(session: Session, used: CriteriaSet) -> int:
    """Return the newest version of a set that is in use; the set itself where none is."""
    versions = select(CriteriaSet).where(CriteriaSet.code == used.code, CriteriaSet.status != SetStatus.RETIRED)
    newest = session.scalars(versions.order_by(CriteriaSet.version.desc())).first()
    return used.id if newest is None else newest.id
