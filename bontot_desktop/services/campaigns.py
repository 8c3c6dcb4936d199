"""Campaigns of "Chi bộ 4 tốt": opening one with an entry per cell, registration, and the entries as lists show them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from bontot_desktop.db.models.cells import Cell
from bontot_desktop.db.models.recognition import Campaign, CellEntry, CriteriaSet, CriterionRow
from bontot_desktop.errors import NotFound, Problem, Problems, Refused
from bontot_desktop.rules import recognition as rules
from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.rules.recognition import (
    Authority,
    CampaignState,
    Criterion,
    EntryState,
    QualityLevel,
    Scoring,
    SetStatus,
    TitleKind,
)
from bontot_desktop.services import ratings
from bontot_desktop.services.office import Office, Saved

#: Days of the year's calendar (recognition.md §12), offered to a new campaign and editable in it.
REGISTER_UNTIL = (3, 10)
SELF_SCORE_UNTIL = (11, 30)
DOSSIER_UNTIL = (12, 5)
CUT_OFF = (12, 31)


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

    @property
    def label(self) -> str:
        """The name as lists show it."""
        marked = self.status is SetStatus.PROPOSAL and "đề xuất" not in self.name
        return f"{self.name} (đề xuất)" if marked else self.name


@dataclass(frozen=True, slots=True)
class CampaignDraft:
    """A campaign as its form shows it."""

    year: int
    criteria_set_id: int
    id: int | None = None
    title: TitleKind = TitleKind.CELL_4_GOOD
    authority: Authority = Authority.SELF
    superior_name: str = ""
    launch_on: date | None = None
    register_until: date | None = None
    self_score_until: date | None = None
    dossier_until: date | None = None
    cut_off_on: date | None = None
    min_rating: QualityLevel = QualityLevel.GOOD
    min_regular: int = 12
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
    cells: int
    registered: int
    proposed: int
    recognised: int
    refused: int


@dataclass(frozen=True, slots=True)
class EntryRow:
    """A cell in a campaign as the list shows it; totals are None where nothing was scored."""

    id: int
    cell_id: int
    cell: str
    cell_order: str
    group: str
    state: EntryState
    is_pilot: bool
    registered_on: date | None
    is_late: bool
    self_total: Decimal | None
    verified_total: Decimal | None
    max_total: Decimal
    rating: QualityLevel | None
    votes_for: int | None
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Registration:
    """A cell's registration as its signed form says it."""

    registered_on: date | None = None
    signer: str = ""
    targets: str = ""
    late_reason: str = ""
    is_pilot: bool = False


def criteria_sets(office: Office) -> list[CriteriaSetRow]:
    """Return the sets a campaign may use: adopted ones first, then proposals."""
    with office.read() as session:
        rows = session.scalars(
            select(CriteriaSet).where(CriteriaSet.status != SetStatus.RETIRED).order_by(CriteriaSet.id)
        )
        return [
            CriteriaSetRow(r.id, r.code, r.name, r.scoring, r.status, r.pass_total, r.group_min_percent) for r in rows
        ]


def new_draft(office: Office, year: int) -> CampaignDraft:
    """Return a campaign to fill in: last year's choices where there are any, else the calendar's usual days."""
    with office.read() as session:
        last = session.scalars(select(Campaign).where(Campaign.year < year).order_by(Campaign.year.desc())).first()
        adopted = select(CriteriaSet).order_by(CriteriaSet.status != SetStatus.ADOPTED, CriteriaSet.id)
        criteria = last.criteria_set_id if last else session.scalars(adopted).first()
        set_id = criteria if isinstance(criteria, int) else (criteria.id if criteria else 0)
    return CampaignDraft(
        year=year,
        criteria_set_id=set_id,
        authority=last.authority if last else Authority.SELF,
        superior_name=last.superior_name if last else "",
        register_until=date(year, *REGISTER_UNTIL),
        self_score_until=date(year, *SELF_SCORE_UNTIL),
        dossier_until=date(year, *DOSSIER_UNTIL),
        cut_off_on=date(year, *CUT_OFF),
        min_rating=last.min_rating if last else QualityLevel.GOOD,
        min_regular=last.min_regular if last else 12,
    )


def load(office: Office, campaign_id: int) -> CampaignDraft:
    """Return a campaign for its form. Raises NotFound."""
    with office.read() as session:
        row = find(session, campaign_id)
        return CampaignDraft(
            year=row.year,
            criteria_set_id=row.criteria_set_id,
            id=row.id,
            title=row.title,
            authority=row.authority,
            superior_name=row.superior_name,
            launch_on=row.launch_on,
            register_until=row.register_until,
            self_score_until=row.self_score_until,
            dossier_until=row.dossier_until,
            cut_off_on=row.cut_off_on,
            min_rating=row.min_rating,
            min_regular=row.min_regular,
            plan_basis=row.plan_basis,
            review_on=row.review_on,
            review_total=row.review_total,
            review_present=row.review_present,
        )


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
        ("Ngày Ban Thường vụ họp xét", draft.review_on),
    ]
    found.extend(Problem("register_until", sentence) for sentence in rules.date_problems(steps))
    return found


def save(office: Office, draft: CampaignDraft) -> Saved:
    """Save a campaign; a new one opens with one entry per cell active on the cut-off day. Raises Problems."""
    found = problems(draft)
    if draft.id is None and any(row.year == draft.year and row.title is draft.title for row in list_campaigns(office)):
        found.append(Problem("year", f"Đã có đợt thi đua năm {draft.year}."))
    if found or draft.cut_off_on is None:
        raise Problems(found)
    sentence = f"{'Mở' if draft.id is None else 'Sửa'} đợt thi đua “{draft.title.label}” năm {draft.year}"
    with office.work("campaigns.save", sentence) as session:
        if draft.id is None:
            row = Campaign(state=CampaignState.REGISTRATION_OPEN)
            session.add(row)
        else:
            row = find(session, draft.id)
        _fill(row, draft)
        session.flush()
        add_missing_entries(session, row)
        session.about(row)
        return Saved(row.id, Changes.of(Kind.CAMPAIGNS))


def _fill(row: Campaign, draft: CampaignDraft) -> None:
    used = any(score.id for entry in row.entries for score in entry.scores)
    if used and row.criteria_set_id != draft.criteria_set_id:
        sentence = "Đã có chi bộ chấm điểm theo bộ tiêu chí này nên không đổi bộ khác được."
        raise Problems([Problem("criteria_set_id", sentence)])
    row.year, row.title, row.authority = draft.year, draft.title, draft.authority
    row.criteria_set_id, row.superior_name = draft.criteria_set_id, draft.superior_name
    row.launch_on, row.register_until = draft.launch_on, draft.register_until
    row.self_score_until, row.dossier_until = draft.self_score_until, draft.dossier_until
    row.cut_off_on = draft.cut_off_on or date(draft.year, *CUT_OFF)
    row.min_rating, row.min_regular, row.plan_basis = draft.min_rating, draft.min_regular, draft.plan_basis
    row.review_on, row.review_total, row.review_present = draft.review_on, draft.review_total, draft.review_present


def add_missing_entries(session: Session, campaign: Campaign) -> None:
    """Give every cell active on the cut-off day an entry; cells that have one keep it."""
    there = {entry.cell_id for entry in campaign.entries}
    for cell in session.scalars(select(Cell).order_by(Cell.name_order)):
        gone = cell.dissolved_on is not None and cell.dissolved_on <= campaign.cut_off_on
        unborn = cell.founded_on is not None and cell.founded_on > campaign.cut_off_on
        if cell.id not in there and not gone and not unborn:
            campaign.entries.append(
                CellEntry(
                    cell_id=cell.id,
                    name_at_time=cell.name,
                    group_at_time=cell.report_group,
                    state=EntryState.NOT_REGISTERED,
                )
            )


def list_campaigns(office: Office) -> list[CampaignRow]:
    """Return the campaigns, the newest first."""
    with office.read() as session:
        return [_campaign_row(row) for row in session.scalars(select(Campaign).order_by(Campaign.year.desc()))]


def _campaign_row(row: Campaign) -> CampaignRow:
    states = [entry.state for entry in row.entries]
    return CampaignRow(
        id=row.id,
        year=row.year,
        title=row.title,
        state=row.state,
        cells=len(states),
        registered=sum(state in rules.TOOK_PART for state in states),
        proposed=states.count(EntryState.PROPOSED),
        recognised=states.count(EntryState.RECOGNISED),
        refused=states.count(EntryState.NOT_PROPOSED) + states.count(EntryState.NOT_RECOGNISED),
    )


def list_entries(office: Office, campaign_id: int) -> list[EntryRow]:
    """Return the cells of a campaign in Vietnamese order of their names."""
    with office.read() as session:
        campaign = find(session, campaign_id)
        levels = ratings.levels_of_year(session, campaign.year)
        maximum = sum((c.maximum for c in campaign.criteria_set.items if not c.is_group), Decimal(0))
        rows = [_entry_row(entry, levels.get(entry.cell_id), maximum) for entry in campaign.entries]
        return sorted(rows, key=lambda row: (row.cell_order, row.id))


def _entry_row(entry: CellEntry, rating: QualityLevel | None, maximum: Decimal) -> EntryRow:
    return EntryRow(
        id=entry.id,
        cell_id=entry.cell_id,
        cell=entry.name_at_time,
        cell_order=entry.cell.name_order,
        group=entry.group_at_time,
        state=entry.state,
        is_pilot=entry.is_pilot,
        registered_on=entry.registered_on,
        is_late=entry.is_late,
        self_total=_sum(score.self_points for score in entry.scores),
        verified_total=_sum(score.verified_points for score in entry.scores),
        max_total=maximum,
        rating=rating,
        votes_for=entry.votes_for,
        reasons=tuple(reason.text or reason.reason.label for reason in entry.reasons),
    )


def _sum(points: Iterable[Decimal | None]) -> Decimal | None:
    given = [value for value in points if value is not None]
    return sum(given, Decimal(0)) if given else None


def register(office: Office, entry_ids: Iterable[int], form: Registration) -> Changes:
    """Record the registration of one cell, or of several whose forms came together (T1). Raises Problems, Refused."""
    if form.registered_on is None:
        raise Problems([Problem("registered_on", "Chưa có ngày đăng ký.")])
    ids = list(entry_ids)
    with office.work("campaigns.register", "Ghi đăng ký thi đua") as session:
        entries = [find_entry(session, entry_id) for entry_id in ids]
        for entry in entries:
            _register(entry, form, form.registered_on)
        what = entries[0].name_at_time if len(entries) == 1 else f"{len(entries)} chi bộ"
        session.sentence = f"Ghi đăng ký thi đua của {what}"
    return Changes.of(Kind.CAMPAIGNS)


def _register(entry: CellEntry, form: Registration, registered_on: date) -> None:
    limit = entry.campaign.register_until
    is_late = limit is not None and registered_on > limit
    if is_late and not form.late_reason.strip() and limit is not None:
        sentence = f"{entry.name_at_time} đăng ký sau hạn {limit:%d/%m/%Y}; hãy ghi lý do."
        raise Problems([Problem("late_reason", sentence)])
    if entry.state is not EntryState.REGISTERED:
        move(entry, EntryState.REGISTERED)
    entry.registered_on, entry.is_late = registered_on, is_late
    entry.signer, entry.targets, entry.is_pilot = form.signer, form.targets, form.is_pilot
    entry.late_reason = form.late_reason if is_late else ""


def registration(office: Office, entry_id: int) -> Registration:
    """Return what a cell registered."""
    with office.read() as session:
        entry = find_entry(session, entry_id)
        return Registration(entry.registered_on, entry.signer, entry.targets, entry.late_reason, entry.is_pilot)


def withdraw(office: Office, entry_id: int, reason: str) -> Changes:
    """Record that a cell withdraws its registration (T2)."""
    if not reason.strip():
        raise Problems([Problem("reason", "Hãy ghi văn bản hoặc lý do rút đăng ký.")])
    with office.work("campaigns.withdraw", "Rút đăng ký thi đua") as session:
        entry = find_entry(session, entry_id)
        move(entry, EntryState.WITHDRAWN)
        entry.note = reason
        session.sentence = f"Rút đăng ký thi đua của {entry.name_at_time}"
    return Changes.of(Kind.CAMPAIGNS)


def move(entry: CellEntry, to: EntryState) -> None:
    """Bring an entry to a state. Raises Refused when the rules know no way there (T1–T13)."""
    if entry.state is to:
        return
    if not rules.may_move(entry.state, to):
        raise Refused(f"{entry.name_at_time} đang ở bước “{entry.state.label}”, không chuyển sang “{to.label}” được.")
    entry.state = to


def find(session: Session, campaign_id: int) -> Campaign:
    """Return a campaign. Raises NotFound."""
    row = session.get(Campaign, campaign_id)
    if row is None:
        raise NotFound("Không còn đợt thi đua này.")
    return row


def find_of_year(session: Session, year: int, title: TitleKind = TitleKind.CELL_4_GOOD) -> Campaign:
    """Return the campaign of a year. Raises NotFound."""
    row = session.scalars(select(Campaign).where(Campaign.year == year, Campaign.title == title)).first()
    if row is None:
        raise NotFound(f"Chưa có đợt thi đua “{title.label}” năm {year}; hãy mở ở trang Chi bộ 4 tốt.")
    return row


def find_entry(session: Session, entry_id: int) -> CellEntry:
    """Return a cell's entry. Raises NotFound."""
    row = session.get(CellEntry, entry_id)
    if row is None:
        raise NotFound("Không còn chi bộ này trong đợt thi đua.")
    return row


def criteria_of(items: Iterable[CriterionRow]) -> list[Criterion]:
    """Return the criteria of a set as the rules take them."""
    return [Criterion(row.code, row.title, row.maximum, row.is_group, row.is_veto) for row in items]
