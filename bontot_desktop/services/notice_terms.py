"""What a year's notices of results give time for: a petition against the result, and mending what was found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from bontot_desktop import dates
from bontot_desktop.db.models.recognition import Campaign, CampaignText
from bontot_desktop.errors import Problem, Problems
from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.services import campaigns
from bontot_desktop.services.office import Office

#: Days for a petition unless the office says otherwise, and day and month by which faults are mended next year.
DAYS, MEND_BY = 10, (6, 30)
#: The most days there may be.
MOST_DAYS = 90
_DAYS_KEY, _MEND_KEY = "D16.petition_days", "D16.mend_by"


@dataclass(frozen=True, slots=True)
class NoticeTerms:
    """Days for a petition, and the day by which what the notice names is mended."""

    petition_days: int | None
    mend_by: date | None


def load(office: Office, campaign_id: int) -> NoticeTerms:
    """Return the terms of a campaign's notices. Raises NotFound."""
    with office.read() as session:
        return of(session, campaigns.find(session, campaign_id))


def of(session: Session, campaign: Campaign) -> NoticeTerms:
    """Return the terms inside another's session: what the office wrote, else the usual ones."""
    keys = (_DAYS_KEY, _MEND_KEY)
    rows = session.scalars(
        select(CampaignText).where(CampaignText.campaign_id == campaign.id, CampaignText.key.in_(keys))
    )
    written: Mapping[str, str] = {row.key: row.text for row in rows}
    days = int(written[_DAYS_KEY]) if _DAYS_KEY in written else DAYS
    mend_by = date.fromisoformat(written[_MEND_KEY]) if _MEND_KEY in written else usual_day(campaign.year)
    return NoticeTerms(days, mend_by)


def usual_day(year: int) -> date:
    """Return the day by which the faults of a year are usually mended."""
    return date(year + 1, *MEND_BY)


def save(office: Office, campaign_id: int, terms: NoticeTerms) -> Changes:
    """Keep the terms; the usual ones are not written down.

    Raises Refused for a closed campaign, Problems: "petition_days", "mend_by".
    """
    with office.work("campaigns.texts", "Ghi thời hạn trong thông báo kết quả") as session:
        campaign = campaigns.find(session, campaign_id)
        campaigns.refuse_when_closed(campaign)
        found = problems(terms, campaign)
        if found or terms.petition_days is None or terms.mend_by is None:
            raise Problems(found)
        usual = usual_day(campaign.year)
        _keep(campaign, _DAYS_KEY, "" if terms.petition_days == DAYS else str(terms.petition_days))
        _keep(campaign, _MEND_KEY, "" if terms.mend_by == usual else terms.mend_by.isoformat())
        session.about(campaign)
    return Changes.of(Kind.CAMPAIGNS)


def problems(terms: NoticeTerms, campaign: Campaign) -> list[Problem]:
    """Say what of the terms cannot be."""
    found = []
    if terms.petition_days is None or not 1 <= terms.petition_days <= MOST_DAYS:
        found.append(Problem("petition_days", f"Thời hạn kiến nghị từ 1 đến {MOST_DAYS} ngày."))
    if terms.mend_by is None:
        found.append(Problem("mend_by", "Hãy ghi hạn khắc phục."))
    elif campaign.review_on is not None and terms.mend_by <= campaign.review_on:
        sat_on = dates.screen(campaign.review_on)
        found.append(Problem("mend_by", f"Hạn khắc phục phải sau ngày họp xét {sat_on}."))
    return found


def _keep(campaign: Campaign, key: str, words: str) -> None:
    row = next((one for one in campaign.texts if one.key == key), None)
    if row is not None and not words:
        campaign.texts.remove(row)
    elif row is not None:
        row.text = words
    elif words:
        campaign.texts.append(CampaignText(key=key, text=words))
