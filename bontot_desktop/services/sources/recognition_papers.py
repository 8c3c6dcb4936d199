"""The papers of a campaign: the decision that recognises its cells (D13) and the list that goes with it (D12)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from bontot_desktop import dates
from bontot_desktop.db.models.papers import Paper
from bontot_desktop.db.models.recognition import Campaign, CellEntry
from bontot_desktop.documents import facts as codec
from bontot_desktop.documents import letterhead, petition_up, recognition_decision
from bontot_desktop.documents.petition_up import PetitionUpFacts
from bontot_desktop.documents.recognition_decision import DecisionFacts
from bontot_desktop.documents.recognition_list import ALL_COLUMNS, PROPOSAL, ListColumn, ListFacts, RecognisedCell
from bontot_desktop.errors import Refused, WrongDay
from bontot_desktop.rules.papers import Issuer, PaperState
from bontot_desktop.rules.recognition import Authority, CampaignState, EntryState, RuleResult, Scoring, Severity
from bontot_desktop.services import (
    campaign_bases,
    campaign_sets,
    campaigns,
    eligibility,
    entries,
    heads,
    legal_bases,
    numbers,
    rating_votes,
    recognised,
    sittings,
)
from bontot_desktop.services import recognition as results
from bontot_desktop.services.recognised import RecognisedRow
from bontot_desktop.services.sources.base import Issue, Source, Subject

ISSUER = Issuer.STANDING_COMMITTEE
DECISION, LIST = "D13", "D12"
#: The type in the symbol of the decision that the list names ("QĐ/ĐU").
DECISION_TYPE = "QĐ"
#: The paper for the committee above, and the type in its symbol.
PETITION, PETITION_TYPE = "D11", "TTr"
#: So many cells are named in one warning before it says "…".
NAMED = 4


# The decision


def collect_decision(session: Session, campaign_id: int, issue: Issue) -> DecisionFacts:
    """Gather the decision with its list. Raises Refused when there is nobody to recognise or the date cannot be."""
    campaign = campaigns.find(session, campaign_id)
    _refuse_too_early(session, campaign, issue.day)
    _refuse_before_the_first(session, campaign, issue.day)
    before = decisions_of(session, campaign) if may_be_added_to(session, campaign.id) else []
    committee = heads.committee(session, issue.as_of)
    return DecisionFacts(
        head=heads.committee_head(
            session, ISSUER, day=issue.day, today=issue.today, number=issue.number, symbol=issue.symbol
        ),
        signer=heads.signer(session, ISSUER, issue.as_of),
        committee=committee.name,
        commune=committee.commune,
        year=campaign.year,
        cells=cells_of(session, campaign, issue),
        term=committee.term_label,
        province=letterhead.committee_above(committee.superior),
        basis=(
            *legal_bases.lines_for(
                session, DECISION, issue.as_of, commune=committee.commune, term=committee.term_label
            ),
            *own_bases(session, campaign, days_sat(session, campaign)),
            *(_first_basis(before[0], campaign.year, committee.name) if before else ()),
        ),
        columns=columns_of(session, campaign),
        is_further=bool(before),
    )


def _first_basis(paper: Paper, year: int, committee: str) -> tuple[str, ...]:
    """Name the decision a further one adds to, among its bases."""
    if paper.dated_on is None:
        return ()
    number = f"số {numbers.text_of(paper)}, ngày {dates.short(paper.dated_on)}"
    return (f"Căn cứ Quyết định {number} của Ban Thường vụ {committee} về công nhận danh hiệu năm {year}",)


def _waiting(session: Session, campaign: Campaign) -> list[CellEntry]:
    return [entry for entry in campaign.entries if entry.state is EntryState.PROPOSED]


def sat_on(session: Session, campaign: Campaign) -> date | None:
    """Return the day of the last sitting that voted on those now proposed, of the first where nobody is."""
    return sittings.last_day(campaign, _waiting(session, campaign))


def days_sat(session: Session, campaign: Campaign) -> list[date]:
    """Return the days of the sittings a decision on those now proposed rests on."""
    return sittings.days_of(campaign, _waiting(session, campaign))


def _refuse_too_early(session: Session, campaign: Campaign, day: date | None) -> None:
    if campaign.authority is Authority.UP:
        raise Refused(f"Đợt thi đua năm {campaign.year} do cấp trên quyết định, Đảng ủy không ra quyết định công nhận.")
    if campaign.review_on is None:
        raise Refused("Chưa ghi ngày Ban Thường vụ họp xét; hãy ghi ở bước Họp xét trước.")
    last = sat_on(session, campaign) or campaign.review_on
    if day is not None and day < last:
        early = f"Ngày quyết định {dates.screen(day)} ở trước ngày Ban Thường vụ họp xét {dates.screen(last)}"
        raise WrongDay(f"{early}; hãy chọn ngày từ {dates.screen(last)}.", last)


def _refuse_before_the_first(session: Session, campaign: Campaign, day: date | None) -> None:
    days = [row.dated_on for row in decisions_of(session, campaign) if row.dated_on is not None]
    if day is not None and days and day < max(days):
        last = dates.screen(max(days))
        early = f"Ngày quyết định {dates.screen(day)} ở trước quyết định công nhận đã ban hành ngày {last}"
        raise WrongDay(f"{early}; hãy chọn ngày từ {last}.", max(days))


def cells_of(session: Session, campaign: Campaign, issue: Issue) -> tuple[RecognisedCell, ...]:
    """Return the proposed cells as the list prints them. Raises Refused when one of them cannot be recognised."""
    # A decision that comes after the first adds the cells the first does not name.
    states = (EntryState.PROPOSED,) if may_be_added_to(session, campaign.id) else recognised.LISTED
    rows = recognised.rows_of(session, campaign, issue.as_of, states)
    if not rows:
        raise Refused("Chưa có chi bộ nào được đề nghị công nhận; hãy kết luận ở bước Kết quả trước.")
    gone = [row.cell for row in rows if row.is_dissolved]
    if gone:
        sentence = f"{gone[0]} đã kết thúc hoạt động trước ngày quyết định; hãy xét lại chi bộ này."
        raise Refused(sentence)
    down = rating_votes.voted_down(session, campaign.year, {row.cell_id for row in rows})
    if down:
        raise Refused(down[0])
    for verdict in results.no_longer_fit(session, campaign):
        reasons = " ".join(results.reasons_not_to_propose(verdict))
        raise Refused(f"{verdict.cell} không còn đủ điều kiện công nhận: {reasons} Hãy xét lại chi bộ này.")
    return tuple(_cell(row) for row in rows)


def _cell(row: RecognisedRow) -> RecognisedCell:
    return RecognisedCell(
        name=row.cell,
        secretary=row.secretary,
        members=row.members,
        score=None if row.points is None else float(row.points),
        rating=row.rating.label if row.rating else "",
        streak=row.streak,
        note=row.note,
        group=row.group,
    )


def columns_of(session: Session, campaign: Campaign) -> tuple[ListColumn, ...]:
    if Scoring.POINTS in {criteria.scoring for criteria in campaign_sets.sets_of(session, campaign).values()}:
        return ALL_COLUMNS
    return tuple(column for column in ALL_COLUMNS if column is not ListColumn.SCORE)


def own_bases(session: Session, campaign: Campaign, days: Sequence[date] = ()) -> list[str]:
    """Return the office's own lines and the review: the papers it acted on, in the order they were typed.

    ``days`` are those of the sittings it rests on, the first's where none is named.
    """
    lines = campaign_bases.own(session, campaign)
    sat = days or ([campaign.review_on] if campaign.review_on is not None else [])
    lines += [f"Biên bản họp Ban Thường vụ Đảng ủy ngày {dates.short(day)}" for day in sat]
    return campaign_bases.as_bases(lines)


def decision_warnings(session: Session, campaign_id: int, issue: Issue) -> list[str]:
    """Say what to look at before the decision is issued: expired bases, cells nobody concluded on, absent names."""
    campaign = campaigns.find(session, campaign_id)
    found = legal_bases.warnings_for(session, DECISION, issue.as_of, campaign.plan_basis.splitlines())
    open_cells = [e.name_at_time for e in campaign.entries if e.state in (EntryState.VERIFIED, EntryState.ON_HOLD)]
    if open_cells:
        found.append(f"Còn {len(open_cells)} chi bộ đã thẩm định nhưng chưa có kết luận: {_named(open_cells)}.")
    share = eligibility.share_in(session, campaign)
    if share is not None and share.result is not RuleResult.PASSED:
        found.append(share.sentence)
    blind = _not_judged(campaign)
    if blind:
        found.append(
            f"Chưa có số liệu để xét hết điều kiện bắt buộc của {_named(blind)}; hãy ghi số liệu, hoặc tắt điều kiện "
            "ấy trong đợt nếu Đảng ủy không xét."
        )
    nameless = [row.cell for row in recognised.rows_of(session, campaign, issue.as_of) if not row.secretary]
    if nameless:
        found.append(f"Chưa khai báo bí thư của {_named(nameless)}; ô bí thư trong danh sách sẽ để trống.")
    return found


def _not_judged(campaign: Campaign) -> list[str]:
    """Name the proposed cells for which a hard rule could not be judged, in the order of the campaign."""
    return [
        entry.name_at_time
        for entry in campaign.entries
        if entry.state is EntryState.PROPOSED
        and any(check.severity is Severity.HARD and check.result is RuleResult.UNKNOWN for check in entry.checks)
    ]


def _named(cells: list[str]) -> str:
    return ", ".join(cells[:NAMED]) + ("…" if len(cells) > NAMED else "")


def recognise(session: Session, campaign_id: int, paper: Paper) -> None:
    """Turn the proposals into recognitions and the refusals into final ones; the campaign is decided."""
    campaign = campaigns.find(session, campaign_id)
    eligibility.check(session, [entry for entry in campaign.entries if entry.state is EntryState.PROPOSED])
    for entry in campaign.entries:
        if entry.state is EntryState.PROPOSED:
            entries.move(entry, EntryState.RECOGNISED)
    results.close_refusals(campaign)
    campaign.state = CampaignState.DECIDED


def unrecognise(session: Session, campaign_id: int, paper: Paper) -> None:
    """Put everything back to how the review left it. Raises Refused when something stands on the decision."""
    campaign = campaigns.find(session, campaign_id)
    others = [row for row in decisions_of(session, campaign) if row.id != paper.id]
    named = names_in(paper)
    reason = _what_stands_on(session, campaign, paper, others)
    if reason:
        raise Refused(reason)
    for entry in campaign.entries:
        # Not by entries.move: the paper goes, so the way back is that of the paper, not one of T1–T13.
        if entry.state is EntryState.RECOGNISED and (not others or _is_named(entry, named)):
            entry.state = EntryState.PROPOSED
        elif entry.state is EntryState.NOT_RECOGNISED and not others:
            entry.state = EntryState.NOT_PROPOSED
    if not others:
        campaign.state = CampaignState.REVIEWING


def may_be_added_to(session: Session, campaign_id: int) -> bool:
    """Say whether a further decision may follow the one that stands: somebody was proposed after it (T13)."""
    campaign = campaigns.find(session, campaign_id)
    decided = campaign.state is CampaignState.DECIDED
    return decided and any(entry.state is EntryState.PROPOSED for entry in campaign.entries)


def names_in(paper: Paper) -> frozenset[str]:
    """Return the names of the cells a decision lists."""
    cells: list[dict[str, str]] = paper.facts.get("facts", {}).get("cells", [])
    return frozenset(cell["name"] for cell in cells)


def _is_named(entry: CellEntry, named: frozenset[str]) -> bool:
    return entry.name_at_time in named or entry.cell.name in named


def _what_stands_on(session: Session, campaign: Campaign, paper: Paper, others: list[Paper]) -> str:
    later_one = next((row for row in others if row.id > paper.id), None)
    if later_one is not None:
        name = numbers.text_of(later_one)
        return f"Quyết định bổ sung số {name} đứng trên quyết định này; hãy thu hồi quyết định bổ sung trước."
    if campaign.state is CampaignState.CLOSED:
        return f"Đợt thi đua năm {campaign.year} đã kết thúc nên không thu hồi quyết định công nhận được nữa."
    named = names_in(paper)
    gone = [entry for entry in campaign.entries if entry.state is EntryState.REVOKED]
    revoked = next((entry.name_at_time for entry in gone if not others or _is_named(entry, named)), None)
    if revoked:
        return f"Kết quả của {revoked} đã bị hủy theo quyết định này; hãy thu hồi quyết định hủy trước."
    later = select(Campaign.year).where(
        Campaign.title == campaign.title, Campaign.year > campaign.year, Campaign.state.in_(campaigns.DECIDED)
    )
    year = session.scalars(later.order_by(Campaign.year)).first()
    return f"Quyết định năm {year} đã tính số năm liên tục theo quyết định này; không thu hồi được nữa." if year else ""


# The list by itself


def collect_list(session: Session, campaign_id: int, issue: Issue) -> ListFacts:
    """Gather the list: of the decision as it stands issued, else as it would be issued. Raises as the decision.

    Where the committee above decides it goes with the paper put before it (recognition.md §9, §13).
    """
    campaign = campaigns.find(session, campaign_id)
    if campaign.authority is Authority.UP:
        return _list_going_up(session, campaign, issue)
    issued = decision_of(session, campaign)
    if issued is not None:
        return recognition_decision.list_facts(codec.from_json(DecisionFacts, issued.facts["facts"]))
    symbol = f"{DECISION_TYPE}/{heads.body_symbol(session, ISSUER)}"
    draft = Issue(day=issue.day, number=None, symbol=symbol, today=issue.today)
    return recognition_decision.list_facts(collect_decision(session, campaign_id, draft))


def _list_going_up(session: Session, campaign: Campaign, issue: Issue) -> ListFacts:
    # What goes up is gathered above this module.
    from bontot_desktop.services.sources import review_papers

    issued = paper_up(session, campaign)
    if issued is not None:
        return petition_up.list_facts(codec.from_json(PetitionUpFacts, issued.facts["facts"]))
    symbol = f"{PETITION_TYPE}/{heads.body_symbol(session, ISSUER)}"
    draft = Issue(day=issue.day, number=None, symbol=symbol, today=issue.today)
    return petition_up.list_facts(review_papers.collect_up(session, campaign.id, draft))


def paper_up(session: Session, campaign: Campaign) -> Paper | None:
    """Return the newest paper that put a campaign's cells before the committee above, None while none stands."""
    query = select(Paper).where(
        Paper.kind == PETITION, Paper.campaign_id == campaign.id, Paper.state == PaperState.ISSUED
    )
    return session.scalars(query.order_by(Paper.id.desc())).first()


def attach_list(session: Session, campaign_id: int, paper: Paper) -> None:
    """Hang an issued list on its decision, or on the paper it goes up with. Raises Refused while there is none."""
    campaign = campaigns.find(session, campaign_id)
    if campaign.authority is Authority.UP:
        above = paper_up(session, campaign)
        if above is None:
            raise Refused("Danh sách đi kèm tờ trình; hãy ban hành tờ trình trước.")
        paper.parent_id = above.id
        return
    decision = decision_of(session, campaign)
    if decision is None:
        raise Refused("Danh sách đi kèm quyết định công nhận; hãy ban hành quyết định trước.")
    paper.parent_id = decision.id


def decision_of(session: Session, campaign: Campaign) -> Paper | None:
    """Return the first decision that recognises a campaign's cells, None while none stands."""
    return next(iter(decisions_of(session, campaign)), None)


def decisions_of(session: Session, campaign: Campaign) -> list[Paper]:
    """Return the decisions that stand, the first first, then those that add cells to it."""
    query = select(Paper).where(
        Paper.kind == DECISION, Paper.campaign_id == campaign.id, Paper.state == PaperState.ISSUED
    )
    return list(session.scalars(query.order_by(Paper.id)))


def decision_on(session: Session, entry: CellEntry) -> Paper | None:
    """Return the decision that recognised a cell: the one that names it, else the first."""
    rows = decisions_of(session, entry.campaign)
    return next((row for row in rows if _is_named(entry, names_in(row))), rows[0] if rows else None)


def about_decision(facts: DecisionFacts) -> str:
    """Name the decision in the register."""
    further = " bổ sung" if facts.is_further else ""
    return f"Công nhận{further} “Chi bộ 4 tốt” năm {facts.year} đối với {len(facts.cells):02d} chi bộ"


def about_list(facts: ListFacts) -> str:
    """Name the list in the register."""
    if facts.attached_to == PROPOSAL:
        return f"Danh sách {len(facts.cells):02d} chi bộ đề nghị công nhận “Chi bộ 4 tốt” năm {facts.year}"
    return f"Danh sách {len(facts.cells):02d} chi bộ được công nhận “Chi bộ 4 tốt” năm {facts.year}"


SOURCES = (
    Source(
        DECISION,
        Subject.CAMPAIGN,
        ISSUER,
        collect_decision,
        about_decision,
        after_issue=recognise,
        before_take_back=unrecognise,
        warnings=decision_warnings,
        again=may_be_added_to,
    ),
    Source(LIST, Subject.CAMPAIGN, ISSUER, collect_list, about_list, after_issue=attach_list),
)
