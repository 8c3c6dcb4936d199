"""The end of a campaign's year: every cell has its result, what stands is frozen, and nothing is changed any more."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bontot_desktop import dates, text
from bontot_desktop.db.models.papers import Paper
from bontot_desktop.db.models.ratings import CellRating
from bontot_desktop.db.models.recognition import Campaign, CampaignClosing, CellEntry
from bontot_desktop.documents import facts as codec
from bontot_desktop.errors import Problem, Problems, Refused
from bontot_desktop.rules import recognition as rules
from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.rules.closed_year import ClosedCell, ClosedGroup, ClosedReason, ClosedYear
from bontot_desktop.rules.papers import PaperState
from bontot_desktop.rules.recognition import CampaignState, EntryState, RuleResult
from bontot_desktop.rules.streaks import Counter
from bontot_desktop.services import (
    campaign_sets,
    campaign_steps,
    campaigns,
    cells,
    member_tallies,
    numbers,
    road,
    streaks,
    title_years,
)
from bontot_desktop.services.campaign_sets import EntryScores
from bontot_desktop.services.cells import CellRow
from bontot_desktop.services.office import Office

#: The report of the year, and the decision that recognises.
REPORT, DECISION = "D17", "D13"
#: So many cells are named in one sentence before it says "…".
NAMED = 4


def why_not(office: Office, campaign_id: int) -> list[str]:
    """Say, all at once, what keeps a campaign from being closed (recognition.md §9.15). Raises NotFound."""
    with office.read() as session:
        return _why_not(campaigns.find(session, campaign_id), office.today())


def _why_not(campaign: Campaign, today: date) -> list[str]:
    if campaign.state is CampaignState.CLOSED:
        return [f"Đợt thi đua năm {campaign.year} đã kết thúc."]
    found = []
    left: dict[EntryState, list[str]] = {}
    for entry in campaign.entries:
        if entry.state not in rules.MAY_CLOSE:
            left.setdefault(entry.state, []).append(entry.name_at_time)
    for state in (state for state in EntryState if state in left):
        names = left[state]
        named = ", ".join(names[:NAMED]) + ("…" if len(names) > NAMED else ".")
        found.append(f"{len(names)} chi bộ còn ở bước “{state.label}”: {named}")
    if today < campaign.cut_off_on:
        found.append(f"Chưa đến ngày chốt số liệu ({dates.screen(campaign.cut_off_on)}).")
    return found


def warnings(office: Office, campaign_id: int) -> list[str]:
    """Say what is odd of a campaign that may be closed: no report, cells without rating, dates that ran backwards."""
    with office.read() as session:
        campaign = campaigns.find(session, campaign_id)
        found = []
        if _paper(session, campaign, REPORT) is None:
            found.append("Chưa ban hành báo cáo tổng kết.")
        rated = set(
            session.scalars(select(CellRating.cell_id).where(CellRating.year == campaign.year, CellRating.is_current))
        )
        counted = [entry for entry in campaign.entries if entry.state is not EntryState.CLOSED_REORG]
        without = [entry.name_at_time for entry in counted if entry.cell_id not in rated]
        if without:
            found.append(f"{len(without)} chi bộ chưa xếp loại chất lượng năm {campaign.year}.")
        found += title_years.left_open(session, campaign.year)
        for entry in counted:
            found += [f"{entry.name_at_time}: {sentence}" for sentence in road.date_warnings(entry)]
    return found + campaign_steps.warnings(office, campaign_id)


def close(office: Office, campaign_id: int, on: date | None, late_reason: str = "") -> Changes:
    """Close a campaign: what stands is frozen and nothing of its year is changed any more.

    Raises Problems with everything that keeps it open, or for the day or a missing reason of lateness.
    """
    # They gather a year as this module does.
    from bontot_desktop.services import year_statistics

    with office.work("campaigns.close", "Kết thúc đợt thi đua") as session:
        campaign = campaigns.find(session, campaign_id)
        found = [Problem("state", sentence) for sentence in _why_not(campaign, office.today())]
        if on is None:
            found.append(Problem("on", "Chưa có ngày kết thúc."))
        elif on > office.today():
            found.append(Problem("on", "Ngày kết thúc ở sau hôm nay; hãy xem lại."))
        elif on < campaign.cut_off_on:
            cut_off = dates.screen(campaign.cut_off_on)
            found.append(Problem("on", f"Ngày kết thúc ở trước ngày chốt số liệu ({cut_off})."))
        else:
            found += road.lateness("Kết thúc", on, campaign.report_until, late_reason, "reason")
        if found or on is None:
            raise Problems(found)
        campaign.closed_on = on
        campaign_steps.reach(session, campaign, CampaignState.CLOSED, on, late_reason)
        facts = codec.to_json(year_statistics.frozen(session, campaign, office.now()))
        if campaign.closing is None:
            campaign.closing = CampaignClosing(taken_at=office.now(), facts=facts)
        else:
            campaign.closing.taken_at, campaign.closing.facts = office.now(), facts
        campaign.state = CampaignState.CLOSED
        session.about(campaign)
        session.sentence = f"Kết thúc đợt thi đua năm {campaign.year}"
    return Changes.of(Kind.CAMPAIGNS)


def facts_of(session: Session, campaign: Campaign) -> ClosedYear | None:
    """Return a closed year as it was frozen; None while the year is open."""
    if campaign.state is not CampaignState.CLOSED or campaign.closing is None:
        return None
    return codec.from_json(ClosedYear, campaign.closing.facts)


def closed_year(office: Office, campaign_id: int) -> ClosedYear:
    """Return a closed year as it was frozen. Raises NotFound, Refused while it is open."""
    with office.read() as session:
        campaign = campaigns.find(session, campaign_id)
        found = facts_of(session, campaign)
        if found is None:
            raise Refused(f"Đợt thi đua năm {campaign.year} chưa kết thúc.")
        return found


def note(office: Office, campaign_id: int) -> str:
    """Return what is said under the tables of a closed year. Raises NotFound."""
    with office.read() as session:
        return note_of(campaigns.find(session, campaign_id))


def note_of(campaign: Campaign) -> str:
    """Return what is said under the tables of a closed year, when something was adjusted afterwards; "" for nothing."""
    return campaign.closing.note if campaign.closing is not None else ""


# What is frozen


def gather(session: Session, campaign: Campaign, now: datetime) -> ClosedYear:
    """Gather what stands of a campaign: names, posts, members, scores, ratings, votes and reasons of every cell."""
    decision = _paper(session, campaign, DECISION)
    up = next((entry for entry in campaign.entries if entry.superior_decision_no), None)
    known = {row.id: row for row in cells.rows_of(session, campaign.cut_off_on, with_dissolved=True)}
    current = select(CellRating).where(CellRating.year == campaign.year, CellRating.is_current)
    levels = {row.cell_id: row for row in session.scalars(current)}
    scores = campaign_sets.scores_of(session, campaign)
    tallies = member_tallies.tallies_in(session, campaign.year)
    cells_here = [entry.cell_id for entry in campaign.entries]
    years = streaks.years_of(session, Counter.TITLE, cells_here, campaign.title)
    return ClosedYear(
        year=campaign.year,
        title=campaign.title,
        title_spelling=campaign.title_spelling,
        authority=campaign.authority,
        criteria=campaign.criteria_set.name,
        scoring=campaign.criteria_set.scoring,
        cut_off_on=campaign.cut_off_on,
        launch_on=campaign.launch_on,
        self_score_until=campaign.self_score_until,
        review_on=campaign.review_on,
        review_total=campaign.review_total,
        review_present=campaign.review_present,
        decision_no=up.superior_decision_no if up else numbers.text_of(decision) if decision else "",
        decided_on=up.superior_decided_on if up else decision.dated_on if decision else None,
        closed_on=campaign.closed_on or now.date(),
        taken_at=now,
        cells=tuple(
            sorted(
                (
                    replace(
                        _cell(entry, known.get(entry.cell_id), levels.get(entry.cell_id), scores[entry.id], years),
                        members=tallies.get(entry.cell_id),
                    )
                    for entry in campaign.entries
                ),
                key=lambda cell: (cell.order, cell.entry_id),
            )
        ),
    )


def _cell(
    entry: CellEntry,
    row: CellRow | None,
    rating: CellRating | None,
    scores: EntryScores,
    years: Mapping[int, Collection[int]],
) -> ClosedCell:
    year = entry.campaign.year
    own = {group.code: group.points for group in scores.own.groups if not group.is_empty}
    return ClosedCell(
        entry_id=entry.id,
        cell_id=entry.cell_id,
        code=entry.cell.code,
        name=entry.name_at_time,
        order=text.sort_key(entry.name_at_time),
        group=entry.group_at_time,
        secretary=row.secretary if row else "",
        state=entry.state,
        is_pilot=entry.is_pilot,
        is_late=entry.is_late,
        is_late_dossier=entry.is_late_dossier,
        has_override=any(check.result is RuleResult.OVERRIDDEN for check in entry.checks),
        registered_on=entry.registered_on,
        self_scored_on=entry.self_scored_on,
        submitted_on=entry.submitted_on,
        verified_on=entry.verified_on,
        own_total=scores.own.total,
        counted_total=scores.counted.total,
        max_total=scores.counted.maximum,
        groups=tuple(
            ClosedGroup(
                group.code, group.title, group.maximum, own.get(group.code), None if group.is_empty else group.points
            )
            for group in scores.counted.groups
        ),
        rating=rating.level if rating else None,
        rating_points=rating.verified_points if rating else None,
        is_exemplary=rating.is_exemplary if rating else False,
        votes_for=entry.votes_for,
        votes_against=entry.votes_against,
        votes_abstained=entry.votes_abstained,
        streak=rules.streak(years.get(entry.cell_id, ()), year) if entry.state is EntryState.RECOGNISED else 0,
        reasons=tuple(ClosedReason(reason.reason, reason.text or reason.reason.label) for reason in entry.reasons),
    )


def _paper(session: Session, campaign: Campaign, kind: str) -> Paper | None:
    issued = select(Paper).where(Paper.kind == kind, Paper.campaign_id == campaign.id, Paper.state == PaperState.ISSUED)
    return session.scalars(issued.order_by(Paper.id)).first()
