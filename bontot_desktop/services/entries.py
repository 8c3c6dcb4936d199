"""The cells of a campaign as its lists show them, and the one way an entry goes from state to state."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from bontot_desktop.db.models.recognition import Campaign, CellEntry
from bontot_desktop.db.queries import entries as queries
from bontot_desktop.db.queries.entries import EntryLine
from bontot_desktop.errors import NotFound, Refused
from bontot_desktop.rules import recognition as rules
from bontot_desktop.rules.recognition import EntryState, QualityLevel, Scoring
from bontot_desktop.services import campaign_sets, campaigns, ratings
from bontot_desktop.services.campaign_sets import EntryScores
from bontot_desktop.services.office import Office


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
        scores = campaign_sets.scores_of(session, campaign)
        reasons: dict[int, list[str]] = {}
        for line in queries.reasons(session, campaign_id):
            reasons.setdefault(line.entry_id, []).append(line.text or line.reason.label)
        rows = [
            _entry_row(line, levels.get(line.cell_id), scores[line.id], tuple(reasons.get(line.id, ())))
            for line in queries.lines(session, campaign_id)
        ]
        return sorted(rows, key=lambda row: (row.cell_order, row.id))


def loaded(session: Session, campaign: Campaign) -> list[CellEntry]:
    """Return a campaign's entries with their scores, reasons and cells: four statements, however many cells."""
    query = (
        select(CellEntry)
        .where(CellEntry.campaign_id == campaign.id)
        .options(joinedload(CellEntry.cell), selectinload(CellEntry.scores), selectinload(CellEntry.reasons))
        .order_by(CellEntry.id)
    )
    return list(session.scalars(query))


def _entry_row(line: EntryLine, rating: QualityLevel | None, scores: EntryScores, reasons: tuple[str, ...]) -> EntryRow:
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
        scoring=scores.facts.scoring,
        self_total=scores.own.total,
        verified_total=scores.counted.total,
        max_total=scores.counted.maximum,
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
    """Return an entry of a campaign that is not decided yet. Raises NotFound, Refused."""
    entry = find_entry(session, entry_id)
    campaigns.refuse_when_decided(entry.campaign)
    return entry


def move(entry: CellEntry, to: EntryState) -> None:
    """Bring an entry to a state. Raises Refused when the rules know no way there (T1–T13)."""
    if entry.state is to:
        return
    if not rules.may_move(entry.state, to):
        raise Refused(f"{entry.name_at_time} đang ở bước “{entry.state.label}”, không chuyển sang “{to.label}” được.")
    entry.state = to


def refuse_when_concluded(entry: CellEntry, what: str) -> None:
    """Refuse to change what a conclusion stands on. Raises Refused; ``what`` is "bảng điểm", "phiếu"…"""
    if entry.state in (EntryState.PROPOSED, EntryState.NOT_PROPOSED, EntryState.SUBMITTED_UP):
        sentence = (
            f"{entry.name_at_time} đã có kết luận “{entry.state.label}”; muốn sửa {what}, hãy bấm “Xét lại” trước."
        )
        raise Refused(sentence)
