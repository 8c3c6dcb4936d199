"""The office's own papers among the bases of a campaign's papers: what it typed, and its plan once that is issued."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from bontot_desktop import dates, text
from bontot_desktop.db.models.papers import Paper
from bontot_desktop.db.models.recognition import Campaign
from bontot_desktop.rules.papers import PaperState
from bontot_desktop.services import heads, numbers

PLAN = "D1"
_NAMES_A_BASIS = "can cu "


def typed(campaign: Campaign) -> list[str]:
    """Return the lines the office typed, without what ends them."""
    return [line.strip().rstrip(".;,") for line in campaign.plan_basis.splitlines() if line.strip()]


def own(session: Session, campaign: Campaign) -> list[str]:
    """Return the office's own papers; its issued plan comes first where no plan of its own was typed (D13)."""
    lines = typed(campaign)
    if any(_is_own_plan(line) for line in lines):
        return lines
    plan = issued_plan(session, campaign)
    return [plan, *lines] if plan else lines


def as_bases(lines: list[str]) -> list[str]:
    """Write each line as a căn cứ."""
    return [line if text.fold(line).startswith(_NAMES_A_BASIS) else f"Căn cứ {line}" for line in lines]


def plan_of(session: Session, campaign: Campaign) -> str:
    """Return the plan among the campaign's own papers, without "Căn cứ"; "" while there is none."""
    for line in own(session, campaign):
        bare = line.lstrip("- ")
        if text.fold(bare).startswith(_NAMES_A_BASIS):
            bare = bare.split(" ", 2)[2]
        if text.fold(bare).startswith("ke hoach "):
            return bare
    return ""


def issued_plan(session: Session, campaign: Campaign) -> str:
    """Name the plan as it was issued: "Kế hoạch số 01-KH/ĐU, ngày 20/02/2026 của Ban Thường vụ Đảng ủy xã Ví Dụ"."""
    plans = select(Paper).where(Paper.kind == PLAN, Paper.campaign_id == campaign.id, Paper.state == PaperState.ISSUED)
    plan = session.scalars(plans.order_by(Paper.id.desc())).first()
    if plan is None or plan.dated_on is None:
        return ""
    committee = heads.committee(session, plan.dated_on).name
    return f"Kế hoạch số {numbers.text_of(plan)}, ngày {dates.short(plan.dated_on)} của Ban Thường vụ {committee}"


def _is_own_plan(line: str) -> bool:
    return "ke hoach" in text.fold(line) and "/ĐU" in line
