"""Campaigns of "Chi bộ 4 tốt": opening one with an entry per cell, its dates and rules, and how far it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from bontot_desktop import dates
from bontot_desktop.db.models.cells import Cell
from bontot_desktop.db.models.criteria import CriteriaSet
from bontot_desktop.db.models.office import Body, Holding
from bontot_desktop.db.models.recognition import Campaign, CellEntry, EntryScore
from bontot_desktop.errors import NotFound, Problem, Problems, Refused
from bontot_desktop.rules import recognition as rules
from bontot_desktop.rules.cells import holds_on
from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.rules.criteria import SetUse
from bontot_desktop.rules.eligibility import date_problems
from bontot_desktop.rules.papers import Issuer
from bontot_desktop.rules.recognition import (
    Authority,
    CampaignState,
    EntryState,
    Scoring,
    SetStatus,
    TitleKind,
)
from bontot_desktop.services import campaign_sets, heads, road, rule_settings
from bontot_desktop.services.office import Office, Saved

#: Days of the year's calendar (recognition.md §12), offered to a new campaign and editable in it.
REGISTER_UNTIL = (3, 10)
SELF_SCORE_UNTIL = (11, 30)
DOSSIER_UNTIL = (12, 5)
VERIFY_UNTIL = (12, 8)
REVIEW_UNTIL = (12, 10)
DECIDE_UNTIL = (12, 25)
CUT_OFF = (12, 31)
#: The report goes to the province in January of the year after.
REPORT_UNTIL = (1, 31)
#: From this year on the commune's committee recognises by itself; before, that of the district did (recognition §2.3).
SELF_FROM = 2025
#: The days of a campaign's phases in their order, as its form names them.
_DATES = (
    "launch_on",
    "register_until",
    "self_score_until",
    "dossier_until",
    "verify_until",
    "review_until",
    "decide_until",
    "report_until",
)
#: A campaign of these states has its decision.
DECIDED = frozenset({CampaignState.DECIDED, CampaignState.CLOSED})


@dataclass(frozen=True, slots=True)
class CriteriaSetRow:
    """A set of criteria to choose from; proposals are marked so until the office adopts them."""

    id: int
    code: str
    name: str
    scoring: Scoring
    status: SetStatus
    pass_total: Decimal | None
    group_min_percent: Decimal | None
    #: Its version where it is not the newest, None for the newest.
    older_version: int | None = None

    @property
    def label(self) -> str:
        """The name as lists show it, with what a choice should know of it."""
        mark = {SetStatus.PROPOSAL: "đề xuất", SetStatus.DRAFT: "dự thảo", SetStatus.RETIRED: "đã thôi dùng"}
        marks = [f"bản {self.older_version}"] if self.older_version else []
        marks += [mark[self.status]] if self.status in mark else []
        return f"{self.name} ({', '.join(marks)})" if marks else self.name


@dataclass(frozen=True, slots=True)
class CampaignDraft:
    """A campaign as its form shows it."""

    year: int
    criteria_set_id: int
    id: int | None = None
    title: TitleKind = TitleKind.CELL_4_GOOD
    #: The years of the movement it belongs to, None for none.
    phase_id: int | None = None
    #: How papers write the title; "" for the usual words.
    title_spelling: str = ""
    authority: Authority = Authority.SELF
    superior_name: str = ""
    launch_on: date | None = None
    register_until: date | None = None
    self_score_until: date | None = None
    dossier_until: date | None = None
    verify_until: date | None = None
    review_until: date | None = None
    decide_until: date | None = None
    report_until: date | None = None
    cut_off_on: date | None = None
    #: Local papers among the legal bases, one a line ("Kế hoạch số 05-KH/ĐU, ngày 10/01/2026 của …").
    plan_basis: str = ""
    review_on: date | None = None
    review_total: int | None = None
    review_present: int | None = None


@dataclass(frozen=True, slots=True)
class CampaignRow:
    """A campaign with the counts of its entries."""

    id: int
    year: int
    title: TitleKind
    state: CampaignState
    scoring: Scoring
    #: The name of its set of criteria, proposals marked so.
    criteria: str
    register_until: date | None
    dossier_until: date | None
    review_on: date | None
    cells: int
    registered: int
    proposed: int
    recognised: int
    refused: int
    #: Recognised once, taken back since.
    revoked: int = 0


def criteria_sets(office: Office, use: SetUse = SetUse.CELL_TITLE, *, also: Iterable[int] = ()) -> list[CriteriaSetRow]:
    """Return the sets a campaign may use: the newest version of each, adopted ones first, then proposals.

    ``also`` are sets it names already, which stay to be chosen when they are older or put aside.
    """
    with office.read() as session:
        rows = campaign_sets.offered(session, use)
        kept = session.scalars(select(CriteriaSet).where(CriteriaSet.id.in_(set(also) - {row.id for row in rows})))
        older = [replace(_set_row(row), older_version=row.version) for row in kept]
        return [*(_set_row(row) for row in rows), *older]


def _set_row(row: CriteriaSet) -> CriteriaSetRow:
    return CriteriaSetRow(
        id=row.id,
        code=row.code,
        name=row.name,
        scoring=row.scoring,
        status=row.status,
        pass_total=row.pass_total,
        group_min_percent=row.group_min_percent,
    )


def new_draft(office: Office, year: int) -> CampaignDraft:
    """Return a campaign to fill in: last year's choices where there are any, else the calendar's usual days."""
    with office.read() as session:
        last = _last_before(session, year, TitleKind.CELL_4_GOOD)
        sets = campaign_sets.offered(session)
        set_id = campaign_sets.newest_of(session, last.criteria_set_id) if last else sets[0].id if sets else 0
        phase_id = last.phase_id if last and last.phase and last.phase.to_year >= year else None
    return CampaignDraft(
        year=year,
        criteria_set_id=set_id,
        phase_id=phase_id,
        title_spelling=last.title_spelling if last else "",
        authority=last.authority if last else Authority.SELF if year >= SELF_FROM else Authority.UP,
        superior_name=last.superior_name if last else "",
        register_until=date(year, *REGISTER_UNTIL),
        self_score_until=date(year, *SELF_SCORE_UNTIL),
        dossier_until=date(year, *DOSSIER_UNTIL),
        verify_until=date(year, *VERIFY_UNTIL),
        review_until=date(year, *REVIEW_UNTIL),
        decide_until=date(year, *DECIDE_UNTIL),
        report_until=date(year + 1, *REPORT_UNTIL),
        cut_off_on=date(year, *CUT_OFF),
    )


def _last_before(session: Session, year: int, title: TitleKind) -> Campaign | None:
    before = select(Campaign).where(Campaign.year < year, Campaign.title == title)
    return session.scalars(before.order_by(Campaign.year.desc())).first()


def load(office: Office, campaign_id: int) -> CampaignDraft:
    """Return a campaign for its form. Raises NotFound."""
    with office.read() as session:
        return draft_of(find(session, campaign_id))


def draft_of(row: Campaign) -> CampaignDraft:
    """Return a campaign as its form shows it, inside another's session."""
    same = {field.name: getattr(row, field.name) for field in fields(CampaignDraft)}
    return CampaignDraft(**same)


def problems(draft: CampaignDraft) -> list[Problem]:
    """Check a campaign; (field, sentence) for each thing to mend."""
    found = []
    if not 1990 <= draft.year <= 2100:
        found.append(Problem("year", "Năm thi đua chưa đúng."))
    if draft.cut_off_on is None:
        found.append(Problem("cut_off_on", "Chưa có ngày chốt số liệu, thường là 31/12."))
    if draft.authority is Authority.UP and not draft.superior_name.strip():
        found.append(Problem("superior_name", "Chưa có tên cơ quan cấp trên quyết định."))
    total, present = draft.review_total, draft.review_present
    if total is not None and present is not None and present > total:
        found.append(Problem("review_present", f"Số có mặt {present} nhiều hơn tổng số ủy viên {total}."))
    steps = [
        ("Ngày phát động", draft.launch_on),
        ("Hạn đăng ký", draft.register_until),
        ("Hạn tự chấm", draft.self_score_until),
        ("Hạn nộp hồ sơ", draft.dossier_until),
        ("Hạn thẩm định", draft.verify_until),
        ("Hạn Ban Thường vụ họp xét", draft.review_until),
        ("Hạn ra quyết định", draft.decide_until),
        ("Hạn báo cáo", draft.report_until),
    ]
    found.extend(Problem("register_until", sentence) for sentence in date_problems(steps))
    for (name, day), field in zip(steps, _DATES, strict=True):
        found.extend(road.far_from_year(name, day, draft.year, field))
    cut_off = draft.cut_off_on
    if cut_off is not None and not date(draft.year, 1, 1) <= cut_off <= date(draft.year + 1, 1, 31):
        sentence = f"Ngày chốt số liệu {dates.screen(cut_off)} không thuộc năm thi đua {draft.year}; hãy xem lại."
        found.append(Problem("cut_off_on", sentence))
    return found


def save(office: Office, draft: CampaignDraft) -> Saved:
    """Save a campaign; a new one opens with the last one's rules and one entry per cell active on the cut-off day.

    Raises Problems.
    """
    found = problems(draft)
    if found or draft.cut_off_on is None:
        raise Problems(found)
    sentence = f"{'Mở' if draft.id is None else 'Sửa'} đợt thi đua “{draft.title.label}” năm {draft.year}"
    with office.work("campaigns.save", sentence) as session:
        same = _of_year(session, draft.year, draft.title)
        if same is not None and same.id != draft.id:
            raise Problems([Problem("year", f"Đã có đợt thi đua năm {draft.year}.")])
        if draft.id is None:
            row = Campaign(state=CampaignState.DRAFT)
            last = _last_before(session, draft.year, draft.title)
            if last is not None:
                rule_settings.take_over(last, row)
            session.add(row)
        else:
            row = find(session, draft.id)
            refuse_when_decided(row)
        fill(session, row, draft)
        session.flush()
        add_missing_entries(session, row, office.today())
        lead_on(row)
        session.about(row)
        return Saved(row.id, Changes.of(Kind.CAMPAIGNS))


def fill(session: Session, row: Campaign, draft: CampaignDraft) -> None:
    """Write a checked draft into its row. Raises Problems when the criteria may not change any more."""
    if draft.id is not None and row.criteria_set_id != draft.criteria_set_id and _is_scored(session, draft.id):
        sentence = "Đã có chi bộ chấm điểm theo bộ tiêu chí này nên không đổi bộ khác được."
        raise Problems([Problem("criteria_set_id", sentence)])
    for field in fields(CampaignDraft):
        if field.name != "id":
            setattr(row, field.name, getattr(draft, field.name))
    row.cut_off_on = draft.cut_off_on or date(draft.year, *CUT_OFF)


def _is_scored(session: Session, campaign_id: int) -> bool:
    scored = select(EntryScore.id).join(CellEntry, CellEntry.id == EntryScore.entry_id)
    return session.scalars(scored.where(CellEntry.campaign_id == campaign_id)).first() is not None


def missing_cells(office: Office, campaign_id: int) -> list[str]:
    """Name the cells active on the cut-off day that have no entry, as after a cell was founded in the year."""
    with office.read() as session:
        campaign = find(session, campaign_id)
        return [] if campaign.state in DECIDED else [cell.name for cell in _cells_without_entry(session, campaign)]


def take_in(office: Office, campaign_id: int) -> Changes:
    """Give every cell that has none its entry."""
    with office.work("campaigns.take_in", "Đưa chi bộ mới vào đợt thi đua") as session:
        campaign = find(session, campaign_id)
        refuse_when_decided(campaign)
        add_missing_entries(session, campaign, office.today())
    return Changes.of(Kind.CAMPAIGNS)


def add_missing_entries(session: Session, campaign: Campaign, today: date) -> None:
    """Give every cell active on the cut-off day an entry under its name of that day; cells that have one keep it."""
    day = min(today, campaign.cut_off_on)
    for cell in _cells_without_entry(session, campaign):
        campaign.entries.append(
            CellEntry(
                cell_id=cell.id,
                name_at_time=heads.cell_name(session, cell.id, day),
                group_at_time=cell.report_group,
                state=EntryState.NOT_REGISTERED,
            )
        )


def _cells_without_entry(session: Session, campaign: Campaign) -> list[Cell]:
    there = {entry.cell_id for entry in campaign.entries}
    day = campaign.cut_off_on
    return [
        cell
        for cell in session.scalars(select(Cell).order_by(Cell.name_order))
        if cell.id not in there
        and (cell.dissolved_on is None or cell.dissolved_on > day)
        and (cell.founded_on is None or cell.founded_on <= day)
    ]


def lead_on(campaign: Campaign) -> None:
    """Bring a campaign's state to what was recorded; one that is decided or closed stays."""
    if campaign.state not in DECIDED:
        states = [entry.state for entry in campaign.entries]
        written = [step.state for step in campaign.steps]
        campaign.state = rules.phase(states, reviewed=campaign.review_on is not None, recorded=written)


def refuse_when_decided(campaign: Campaign) -> None:
    """Refuse to change a campaign whose decision stands. Raises Refused."""
    refuse_when_closed(campaign)
    if campaign.state in DECIDED:
        raise Refused(f"Đợt thi đua năm {campaign.year} đã có quyết định công nhận nên không sửa được nữa.")


def refuse_when_closed(campaign: Campaign) -> None:
    """Refuse to change a campaign whose year is closed. Raises Refused."""
    if campaign.state is CampaignState.CLOSED:
        raise Refused(f"Đợt thi đua năm {campaign.year} đã kết thúc, số liệu đã chốt nên không sửa được nữa.")


def committee_size(session: Session, day: date) -> int | None:
    """Return how many members the standing committee has: what the office wrote, else who holds a seat that day."""
    body = session.scalars(select(Body).where(Body.kind == Issuer.STANDING_COMMITTEE)).first()
    if body is None:
        return None
    if body.member_count:
        return body.member_count
    held = session.scalars(select(Holding).where(Holding.body_id == body.id))
    seats = {row.person_id for row in held if holds_on(row.from_on, row.to_on, day)}
    return len(seats) or None


def list_campaigns(office: Office, title: TitleKind = TitleKind.CELL_4_GOOD) -> list[CampaignRow]:
    """Return the campaigns for a title, the newest first."""
    with office.read() as session:
        query = select(Campaign).where(Campaign.title == title).order_by(Campaign.year.desc())
        return [_campaign_row(row) for row in session.scalars(query)]


def _campaign_row(row: Campaign) -> CampaignRow:
    states = [entry.state for entry in row.entries]
    return CampaignRow(
        id=row.id,
        year=row.year,
        title=row.title,
        state=row.state,
        scoring=row.criteria_set.scoring,
        criteria=_set_row(row.criteria_set).label,
        register_until=row.register_until,
        dossier_until=row.dossier_until,
        review_on=row.review_on,
        cells=len(states),
        registered=sum(state in rules.TOOK_PART for state in states),
        proposed=states.count(EntryState.PROPOSED),
        recognised=states.count(EntryState.RECOGNISED),
        refused=states.count(EntryState.NOT_PROPOSED) + states.count(EntryState.NOT_RECOGNISED),
        revoked=states.count(EntryState.REVOKED),
    )


def find(session: Session, campaign_id: int) -> Campaign:
    """Return a campaign. Raises NotFound."""
    row = session.get(Campaign, campaign_id)
    if row is None:
        raise NotFound("Không còn đợt thi đua này.")
    return row


def find_of_year(session: Session, year: int, title: TitleKind = TitleKind.CELL_4_GOOD) -> Campaign:
    """Return the campaign of a year. Raises NotFound."""
    row = _of_year(session, year, title)
    if row is None:
        raise NotFound(f"Chưa có đợt thi đua “{title.label}” năm {year}; hãy mở ở trang Chi bộ 4 tốt.")
    return row


def _of_year(session: Session, year: int, title: TitleKind) -> Campaign | None:
    return session.scalars(select(Campaign).where(Campaign.year == year, Campaign.title == title)).first()
