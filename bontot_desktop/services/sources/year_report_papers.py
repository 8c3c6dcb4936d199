"""The report on a year (D17): figures as the year was closed, or as they stand while it is under way."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from bontot_desktop import dates
from bontot_desktop.db.models.papers import Paper
from bontot_desktop.db.models.recognition import Campaign
from bontot_desktop.documents import year_report
from bontot_desktop.documents.year_report import GAPS, YearReportFacts
from bontot_desktop.errors import Refused
from bontot_desktop.rules import year_statistics as figures
from bontot_desktop.rules import year_tables
from bontot_desktop.rules.awards import dong
from bontot_desktop.rules.movement import counted_as
from bontot_desktop.rules.papers import Issuer
from bontot_desktop.rules.scoring import show
from bontot_desktop.rules.shares import percent
from bontot_desktop.rules.statistics import grouped
from bontot_desktop.rules.year_statistics import YearView, written
from bontot_desktop.services import campaign_closing, campaign_texts, campaigns, heads, year_statistics, year_story
from bontot_desktop.services.sources.base import Issue, Source, Subject

ISSUER = Issuer.STANDING_COMMITTEE
REPORT = "D17"
#: Years of the comparison.
COMPARED = 5
#: The last month of the first half: a report dated until then is on the half year.
HALF = 7
#: The parts that must be written before the report is issued.
_ASKED = (
    (year_report.STRENGTHS, "ưu điểm"),
    (year_report.LIMITS, "hạn chế"),
)


def collect_report(session: Session, campaign_id: int, issue: Issue) -> YearReportFacts:
    """Gather the report of a campaign's year with its tables."""
    campaign = campaigns.find(session, campaign_id)
    years = _years(session, campaign, issue)
    view, before = years[-1], years[-2] if len(years) > 1 else None
    committee = heads.committee(session, issue.as_of)
    told = campaign_closing.note_of(campaign)
    return YearReportFacts(
        head=heads.committee_head(
            session, ISSUER, day=issue.day, today=issue.today, number=issue.number, symbol=issue.symbol
        ),
        signer=heads.signer(session, ISSUER, issue.as_of),
        committee=committee.name,
        commune=committee.commune,
        year=campaign.year,
        figures=gaps(view, before),
        tables=tuple(year_tables.tables(years, told)),
        texts=campaign_texts.of(session, campaign_id, REPORT),
        examples=year_story.examples(session, campaign.year),
        is_half=issue.as_of.year == campaign.year and issue.as_of.month <= HALF,
    )


def _years(session: Session, campaign: Campaign, issue: Issue) -> list[YearView]:
    now = datetime.combine(issue.today, time())
    query = select(Campaign).where(Campaign.title == campaign.title, Campaign.year <= campaign.year)
    rows = session.scalars(query.order_by(Campaign.year.desc()).limit(COMPARED)).all()
    return [year_statistics.view_of(session, row, now) for row in reversed(rows)]


def gaps(view: YearView, before: YearView | None) -> dict[str, str]:
    """Fill the gaps of the report's sentences; "" where there is nothing to tell."""
    base = figures.base(view.cells)
    shares = {share.id: share for share in figures.shares(base)}
    found: dict[str, str] = dict.fromkeys(GAPS, "")
    found |= _campaign(view, base, shares)
    found |= _others(view)
    found |= _ratings(base, shares)
    if before is not None:
        found |= _since(view, before, shares)
    return found


def _campaign(view: YearView, base: figures.Base, shares: Mapping[str, figures.Share]) -> dict[str, str]:
    mean, far = figures.gap(view.cells)
    worst = figures.losses(view.year)[:2]
    year = view.year
    decided = (
        f"số {year.decision_no}, ngày {dates.short(year.decided_on)}" if year.decision_no and year.decided_on else ""
    )
    why = "; ".join(f"{reason.label} ({count:02d})" for reason, count in figures.reasons(view.cells))
    return {
        "pilots": _count(base.pilots),
        "pilots_recognised": _two(base.pilots_recognised),
        "cells": _two(base.cells) if base.cells else "",
        "registered": _two(base.registered),
        "registered_share": written(shares["R1"].value),
        "late": _count(sum(cell.is_late for cell in view.cells)),
        "self_scored": _two(base.self_scored),
        "verified": _count(base.verified),
        "fit": _two(base.proposed),
        "gap": show(mean) if mean is not None and mean > 0 else "",
        "far": _two(far),
        "losses": "; ".join(f"{one.title} (mất {written(one.share)} % số điểm)" for one in worst if one.share),
        "recognised": _count(base.recognised),
        "recognised_of_registered": written(shares["R2"].value),
        "recognised_of_all": written(shares["R3"].value),
        "decision": decided,
        "refused": _count(base.refused),
        "refused_why": why or "chưa ghi",
    }


def _others(view: YearView) -> dict[str, str]:
    told = view.figures
    held = {name: sum(getattr(one, name) for one in told.meetings) for name in _SUMMED}
    rated = [sum(one.ratings[place] for one in told.meetings) for place in range(4)]
    words = ("tốt", "khá", "trung bình", "kém")
    money = sum((one.money for one in told.awards), Decimal(0))
    has_meetings = bool(told.meetings) and held["held"]
    return {
        "briefings": _count(told.briefings),
        "participants": grouped(told.participants) if told.participants else "",
        "papers": _listed(told.papers),
        "cell_papers": _listed(told.cell_papers),
        "commitments_cells": _two(told.commitments_cells) if told.commitments_cells else "",
        "commitments_members": grouped(told.commitments_members) if told.commitments_members else "",
        "meetings_share": written(percent(held["held"], held["owed"])) if has_meetings else "",
        "attendance": written(percent(held["present"], held["expected"])),
        "speaking": written(percent(held["speakers"], held["attended"])),
        "themed": _two(held["themed_met"]) if has_meetings else "",
        "themed_owed": _two(held["themed_owed"]),
        "ratings": ", ".join(f"{word} {count}" for word, count in zip(words, rated, strict=True)) if any(rated) else "",
        "admitted": _count(told.admitted or 0),
        "admission_target": _count(told.admission_target or 0),
        "disciplined": _count(told.disciplined),
        "cells_disciplined": _two(told.cells_disciplined),
        "finds": _listed(tuple((counted_as(label), number) for label, number in told.finds)),
        "awards": _count(sum(one.number for one in told.awards if one.is_own)),
        "money": dong(money) if money else "",
    }


_SUMMED = ("owed", "held", "present", "expected", "attended", "speakers", "themed_met", "themed_owed")


def _ratings(base: figures.Base, shares: Mapping[str, figures.Share]) -> dict[str, str]:
    members = base.members
    return {
        "rated": _count(base.rated),
        "excellent": _two(base.levels[0]),
        "good": _two(base.levels[1]),
        "completed": _two(base.levels[2]),
        "not_completed": _two(base.levels[3]),
        "good_share": written(shares["R6e"].value),
        "members": str(members.total),
        "members_rated": str(members.rated) if members.rated else "",
        "members_excellent": _two(members.excellent),
        "members_good": _two(members.good),
        "members_completed": _two(members.completed),
        "members_not_completed": _two(members.not_completed),
        "members_good_share": written(shares["R8e"].value),
    }


def _since(view: YearView, before: YearView, shares: Mapping[str, figures.Share]) -> dict[str, str]:
    old = {share.id: share for share in figures.shares(figures.base(before.cells))}
    kept = figures.kept(view.cells, before.cells, view.figures.heirs)
    had = len(kept.kept) + len(kept.lost)
    is_decided = any(cell.state in figures.RECOGNISED for cell in view.cells)
    return {
        "last_year": str(before.year.year),
        "registered_change": figures.change("", shares["R1"], old["R1"]).words,
        "recognised_change": figures.change("", shares["R3"], old["R3"]).words if is_decided else "",
        "kept": _two(len(kept.kept)),
        "had": _two(had) if had and is_decided else "",
        "kept_share": written(kept.share.value),
        "new": _count(len(kept.new)),
    }


def _count(number: int) -> str:
    return _two(number) if number else ""


def _two(number: int) -> str:
    return f"{number:02d}"


def _listed(counted: tuple[tuple[str, int], ...]) -> str:
    return ", ".join(f"{number:02d} {word[:1].lower()}{word[1:]}" for word, number in counted)


def report_warnings(session: Session, campaign_id: int, issue: Issue) -> list[str]:
    """Say what is not written yet and that figures of an open year may still change."""
    campaign = campaigns.find(session, campaign_id)
    missing = _missing(session, campaign_id)
    found = [f"Chưa ghi {', '.join(missing)} của báo cáo; hãy ghi ở bước Báo cáo, kết thúc."] if missing else []
    if campaign_closing.facts_of(session, campaign) is None:
        found.append(f"Đợt thi đua năm {campaign.year} chưa kết thúc; số liệu trong báo cáo là số liệu đến hôm nay.")
    return found


def _missing(session: Session, campaign_id: int) -> list[str]:
    texts = campaign_texts.of(session, campaign_id, REPORT)
    return [word for key, word in _ASKED if not texts.get(key)]


def report_issued(session: Session, campaign_id: int, paper: Paper) -> None:
    """Refuse a report whose assessment nobody wrote: lines of dots are no report. Raises Refused."""
    missing = _missing(session, campaign_id)
    if missing:
        raise Refused(f"Chưa ghi {', '.join(missing)} của báo cáo; hãy ghi ở bước Báo cáo, kết thúc rồi ban hành.")


SOURCES = (
    Source(
        REPORT,
        Subject.CAMPAIGN,
        ISSUER,
        collect_report,
        year_report.about,
        after_issue=report_issued,
        warnings=report_warnings,
    ),
)
