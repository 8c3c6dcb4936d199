"""What the office writes for one part of a campaign's papers instead of the standing sentences: plan, guide, report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from bontot_desktop import text
from bontot_desktop.db.models.recognition import CampaignText
from bontot_desktop.documents import campaign_plan, scoring_guide, wording, year_report
from bontot_desktop.errors import Refused
from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.services import campaigns
from bontot_desktop.services.office import Office

#: The parts of each kind of paper that may be written for a year, in the order they are printed.
PARTS: Mapping[str, tuple[str, ...]] = {
    campaign_plan.KIND.id: tuple(key for key, _ in campaign_plan.PARTS),
    scoring_guide.KIND.id: tuple(key for key, _ in scoring_guide.PARTS),
    year_report.KIND.id: year_report.PARTS,
}


@dataclass(frozen=True, slots=True)
class TextPart:
    """A part as its form shows it: what the office wrote, "" while the standing sentences hold."""

    key: str
    label: str
    written: str
    #: The standing sentences with their gaps unfilled, for the field to show while nothing is written.
    standing: str


def parts(office: Office, campaign_id: int, kind_id: str) -> list[TextPart]:
    """Return the parts of a kind of paper for a campaign. Raises NotFound; KeyError for a kind without parts."""
    shipped = wording.shipped(kind_id)
    with office.read() as session:
        campaigns.find(session, campaign_id)
        written = of(session, campaign_id, kind_id)
    return [
        TextPart(key, shipped.sentence(key).label, written.get(key, ""), shipped.sentence(key).text.strip())
        for key in PARTS[kind_id]
    ]


def of(session: Session, campaign_id: int, kind_id: str) -> dict[str, str]:
    """Return what was written for a kind of paper, by part, inside another's session."""
    prefix = f"{kind_id}."
    rows = session.scalars(select(CampaignText).where(CampaignText.campaign_id == campaign_id))
    return {row.key.removeprefix(prefix): row.text for row in rows if row.key.startswith(prefix) and row.text}


def save(office: Office, campaign_id: int, kind_id: str, written: Mapping[str, str]) -> Changes:
    """Keep what the office wrote; an emptied part takes the standing sentences again.

    Raises Refused for a closed campaign; KeyError for a part there is not.
    """
    unknown = set(written) - set(PARTS[kind_id])
    if unknown:
        raise KeyError(unknown)
    with office.work("campaigns.texts", "Ghi nội dung văn bản của đợt thi đua") as session:
        campaign = campaigns.find(session, campaign_id)
        if campaign.closed_on is not None:
            raise Refused(f"Đợt thi đua năm {campaign.year} đã kết thúc nên không sửa nội dung văn bản được nữa.")
        rows = {row.key: row for row in campaign.texts}
        for part, words in written.items():
            key, cleaned = f"{kind_id}.{part}", text.clean_block(words)
            row = rows.get(key)
            if row is not None and not cleaned:
                campaign.texts.remove(row)
            elif row is not None:
                row.text = cleaned
            elif cleaned:
                campaign.texts.append(CampaignText(key=key, text=cleaned))
        session.about(campaign)
    return Changes.of(Kind.CAMPAIGNS)
