"""The cells of a campaign as its lists show them, and the one way an entry goes from state to state."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NoReturn

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from bontot_desktop.db.models.recognition import Campaign, CellEntry
from bontot_desktop.db.queries import entries as queries
from bontot_desktop.db.queries.entries import EntryLine
from bontot_desktop.errors import NotFound, Refused
from bontot_desktop.rules import recognition as rules
from bontot_desktop.rules.recognition import CampaignState, EntryState, QualityLevel, Scoring
from bontot_desktop.services import campaign_sets, campaigns, ratings
from bontot_desktop.services.campaign_sets import Totals
from bontot_desktop.services.office import Office

_CONCLUDED = (EntryState.PROPOSED, EntryState.NOT_PROPOSED, EntryState.SUBMITTED_UP)


@dataclass(frozen=True, slots=True)
class EntryRow:
    """A cell in a campaign as the list shows it; totals are None where nothing was scored."""

    id: int
    cell_id: int
    cell: str
    cell_code: str
    cell_order: str
    group: str
    state: EntryState
    is_pilot: bool
    registered_on: date | None
    signer: str
    is_late: bool
    late_reason: str
    scoring: Scoring
    self_total: Decimal | None
    #: The total that counts: the committee's column where it has points, else the verified one.
    verified_total: Decimal | None
    max_total: Decimal
    rating: QualityLevel | None
    votes_for: int | None
    votes_against: int | None
    reasons: tuple[str, ...]

    @property
    def took_part(self) -> bool:
        """Whether the cell registered and stayed."""
        return self.state in rules.TOOK_PART


def list_entries(office: Office, campaign_id: int) -> list[EntryRow]:
    """Return the cells of a campaign in Vietnamese order of their names. Raises NotFound."""
    with office.read() as session:
        campaign = campaigns.find(session, campaign_id)
        levels = ratings.levels_of_year(session, campaign.year)
        lines = queries.lines(session, campaign_id)
        totals = campaign_sets.totals_of(session, campaign, lines)
        reasons: dict[int, list[str]] = {}
        for line in queries.reasons(session, campaign_id):
            reasons.setdefault(line.entry_id, []).append(line.text or line.reason.label)
        rows = [
            _entry_row(line, levels.get(line.cell_id), totals[line.id], tuple(reasons.get(line.id, ())))
            for line in lines
        ]
        return sorted(rows, key=lambda row: (row.cell_order, row.id))


def loaded(session: Session, campaign: Campaign) -> list[CellEntry]:
    """Return a campaign's entries with what belongs to them: six statements, however many cells."""
    query = (
        select(CellEntry)
        .where(CellEntry.campaign_id == campaign.id)
        .options(joinedload(CellEntry.cell), selectinload(CellEntry.scores), selectinload(CellEntry.reasons))
        .options(selectinload(CellEntry.dossier), selectinload(CellEntry.verification))
        .order_by(CellEntry.id)
    )
    return list(session.scalars(query))


def _entry_row(line: EntryLine, rating: QualityLevel | None, totals: Totals, reasons: tuple[str, ...]) -> EntryRow:
    return EntryRow(
        id=line.id,
        cell_id=line.cell_id,
        cell=line.name_at_time,
        cell_code=line.cell_code,
        cell_order=line.cell_order,
        group=line.group_at_time,
        state=line.state,
        is_pilot=line.is_pilot,
        registered_on=line.registered_on,
        signer=line.signer,
        is_late=line.is_late,
        late_reason=line.late_reason,
        scoring=totals.scoring,
        self_total=totals.own,
        verified_total=totals.counted,
        max_total=totals.maximum,
        rating=rating,
        votes_for=line.votes_for,
        votes_against=line.votes_against,
        reasons=reasons,
    )


def find_entry(session: Session, entry_id: int) -> CellEntry:
    """Return a cell's entry. Raises NotFound."""
    row = session.get(CellEntry, entry_id)
    if row is None:
        raise NotFound("Không còn chi bộ này trong đợt thi đua.")
    return row


def find_open(session: Session, entry_id: int) -> CellEntry:
    """Return an entry that may still be worked on: of a campaign not decided, or left open by its decision.

    Cases that were held, taken up again (T13) or forgotten when the campaign was decided go on until the year is
    closed. Raises NotFound, Refused.
    """
    entry = find_entry(session, entry_id)
    if not may_work_on(entry.state, entry.campaign.state):
        campaigns.refuse_when_decided(entry.campaign)
    return entry


def may_work_on(state: EntryState, campaign: CampaignState) -> bool:
    """Say whether a cell in a state may still be worked on in a campaign of a state."""
    if campaign is CampaignState.DECIDED:
        return state in rules.OPEN_STATES or state in _CONCLUDED
    return campaign is not CampaignState.CLOSED


def named(found: Sequence[CellEntry]) -> str:
    """Name one cell, count several: "Chi bộ thôn Mẫu 1", "3 chi bộ"."""
    return found[0].name_at_time if len(found) == 1 else f"{len(found)} chi bộ"


def move(entry: CellEntry, to: EntryState) -> None:
    """Bring an entry to a state. Raises Refused when the rules know no way there (T1–T13)."""
    if entry.state is to:
        return
    if not rules.may_move(entry.state, to):
        refuse_move(entry, to)
    entry.state = to


def refuse_move(entry: CellEntry, to: EntryState) -> NoReturn:
    """Say that no way leads to a state. Raises Refused."""
    raise Refused(f"{entry.name_at_time} đang ở bước “{entry.state.label}”, không chuyển sang “{to.label}” được.")


def refuse_when_concluded(entry: CellEntry, what: str) -> None:
    """Refuse to change what a conclusion stands on. Raises Refused; ``what`` is "bảng điểm", "phiếu"…"""
    if entry.state in _CONCLUDED:
        sentence = (
            f"{entry.name_at_time} đã có kết luận “{entry.state.label}”; muốn sửa {what}, hãy bấm “Xét lại” trước."
        )
        raise Refused(sentence)
