"""What the office writes for one part of a campaign's papers instead of the standing sentences: plan, guide, report."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bontot_desktop import text
from bontot_desktop.db.models.recognition import CampaignText
from bontot_desktop.documents import campaign_plan, scoring_guide, wording, year_report
from bontot_desktop.documents.kinds import KINDS
from bontot_desktop.documents.profile import FormatSettings
from bontot_desktop.documents.wording import Words
from bontot_desktop.errors import Refused
from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.services import campaigns, heads, wordings
from bontot_desktop.services.office import Office

#: The parts of each kind of paper that may be written for a year, in the order they are printed.
PARTS: Mapping[str, tuple[str, ...]] = {
    campaign_plan.KIND.id: tuple(key for key, _ in campaign_plan.PARTS),
    scoring_guide.KIND.id: tuple(key for key, _ in scoring_guide.PARTS),
    year_report.KIND.id: year_report.PARTS,
}


#: What fills the gaps of each kind's sentences.
_FILL: Mapping[str, Callable[[Any, FormatSettings, Words], Words]] = {
    campaign_plan.KIND.id: campaign_plan.given,
    scoring_guide.KIND.id: campaign_plan.given,
    year_report.KIND.id: year_report.given,
}


@dataclass(frozen=True, slots=True)
class TextPart:
    """A part as its form shows it: what the office wrote, "" while the standing sentences hold."""

    key: str
    label: str
    written: str
    #: The standing sentences as they would be printed, for the field to show while nothing is written.
    standing: str


def parts(office: Office, campaign_id: int, kind_id: str) -> list[TextPart]:
    """Return the parts of a kind of paper for a campaign. Raises NotFound; KeyError for a kind without parts."""
    from bontot_desktop.services.sources import SOURCES, Issue

    shipped, fill = wording.shipped(kind_id), _FILL[kind_id]
    with office.read() as session:
        campaigns.find(session, campaign_id)
        written = of(session, campaign_id, kind_id)
        facts = SOURCES[kind_id].draft(session, campaign_id, Issue(None, None, "", office.today()))
        settings = heads.format_settings(session)
        words = fill(facts, settings, KINDS[kind_id].words(settings, wordings.in_use(session, kind_id).texts))
    return [
        TextPart(key, shipped.sentence(key).label, written.get(key, ""), "\n".join(words.lines(key)))
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
