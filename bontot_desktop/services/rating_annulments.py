"""Results of a rating annulled without a new one (QĐ 366, Điều 15): written down, carried out, noted, taken back."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bontot_desktop import dates
from bontot_desktop.db.history import RowChange
from bontot_desktop.db.models.ratings import CellRating, MemberRating
from bontot_desktop.db.models.recognition import Campaign, CampaignClosing, CellEntry
from bontot_desktop.errors import NotFound, Problem, Problems, Refused
from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.rules.recognition import CampaignState, EntryState, TitleKind
from bontot_desktop.rules.year_ratings import RatingStanding
from bontot_desktop.services import heads
from bontot_desktop.services.office import Office

Rating = CellRating | MemberRating
#: What an annulment writes, by table; its taking back touches nothing else.
_COLUMNS = {"is_current", "standing", "annul_reason", "annul_decision", "annulled_on"}
_WRITTEN = {"cell_rating": _COLUMNS, "member_rating": _COLUMNS, "campaign_closing": {"note"}}


@dataclass(frozen=True, slots=True)
class AnnulDraft:
    """Why a result is annulled; number and day of the decision only where the paper was made outside the program.

    Without a day it waits for its paper (Mẫu 03) and the result stands on.
    """

    reason: str = ""
    decision: str = ""
    annulled_on: date | None = None


@dataclass(frozen=True, slots=True)
class Annulled:
    """A result that was annulled, as lists tell it; ``level`` is what it had been."""

    year: int
    level: str
    reason: str
    decision: str
    on: date

    @property
    def told(self) -> str:
        """The annulment in a sentence."""
        by = f" theo Quyết định số {self.decision}" if self.decision else ""
        return f"Kết quả “{self.level}” đã bị hủy ngày {dates.screen(self.on)}{by}: {self.reason.rstrip('.')}."


def load(office: Office, rating_id: int, *, of_member: bool) -> AnnulDraft:
    """Return what was written of an annulment, empty before. Raises NotFound."""
    with office.read() as session:
        row = _find(session, rating_id, of_member=of_member)
        return AnnulDraft(row.annul_reason, row.annul_decision, row.annulled_on)


def current_id(office: Office, subject_id: int, year: int, *, of_member: bool) -> int | None:
    """Return the id of the result that stands of a cell or member and was decided, None when there is none."""
    kind: Any = MemberRating if of_member else CellRating
    whose = MemberRating.member_id if of_member else CellRating.cell_id
    query = select(kind.id).where(
        whose == subject_id, kind.year == year, kind.is_current, kind.standing == RatingStanding.DECIDED
    )
    with office.read() as session:
        found: int | None = session.scalars(query).first()
        return found


def annul(office: Office, rating_id: int, draft: AnnulDraft, *, of_member: bool) -> Changes:
    """Annul a decided result, at once by a decision made elsewhere, else waiting for its paper.

    Raises Problems for a missing reason or number and a day that cannot be, Refused for a result not decided.
    """
    with office.work("ratings.annul", "Hủy kết quả xếp loại") as session:
        row = _find(session, rating_id, of_member=of_member)
        if not row.is_current or row.standing is not RatingStanding.DECIDED:
            raise Refused("Kết quả này chưa có quyết định; hãy sửa thẳng trong bảng xếp loại.")
        if _rerated(session, row):
            raise Refused("Kết quả này đang chờ xếp loại lại; hãy bỏ việc xếp loại lại trước khi hủy.")
        _check(draft, row, office.today())
        row.annul_reason, row.annul_decision = draft.reason.strip(), draft.decision.strip()
        if draft.annulled_on is not None:
            settle_in(session, row, draft.annulled_on, row.annul_decision)
        session.sentence = f"Hủy kết quả xếp loại năm {row.year}: {_named(session, row)}"
        session.about(row)
    return Changes.of(Kind.CAMPAIGNS)


def give_up(office: Office, rating_id: int, *, of_member: bool) -> Changes:
    """Give up an annulment that waits for its paper. Raises NotFound."""
    with office.work("ratings.annul_dropped", "Bỏ việc hủy kết quả xếp loại") as session:
        row = _find(session, rating_id, of_member=of_member)
        if not row.annul_reason or row.annulled_on is not None:
            raise NotFound("Không còn việc hủy kết quả xếp loại này.")
        row.annul_reason = row.annul_decision = ""
        session.sentence = f"Bỏ việc hủy kết quả xếp loại năm {row.year}: {_named(session, row)}"
    return Changes.of(Kind.CAMPAIGNS)


def _check(draft: AnnulDraft, row: Rating, today: date) -> None:
    found = []
    if not draft.reason.strip():
        found.append(Problem("reason", "Hủy kết quả thì cần ghi lý do (kết luận, văn bản nào)."))
    on = draft.annulled_on
    if on is not None:
        if not draft.decision.strip():
            found.append(Problem("decision", "Hãy ghi số, ký hiệu quyết định hủy."))
        if on > today:
            found.append(Problem("annulled_on", "Ngày quyết định hủy ở sau hôm nay; hãy xem lại."))
        if row.decided_on is not None and on < row.decided_on:
            day = dates.screen(row.decided_on)
            found.append(Problem("annulled_on", f"Ngày quyết định hủy ở trước ngày quyết định xếp loại ({day})."))
    elif draft.decision.strip():
        found.append(Problem("annulled_on", "Đã ghi số quyết định thì hãy ghi cả ngày."))
    if found:
        raise Problems(found)


def _find(session: Session, rating_id: int, *, of_member: bool) -> Rating:
    row: Rating | None = session.get(MemberRating, rating_id) if of_member else session.get(CellRating, rating_id)
    if row is None:
        raise NotFound("Không còn kết quả xếp loại này.")
    return row


def _rerated(session: Session, row: Rating) -> bool:
    return any(other.standing is RatingStanding.PROPOSED for other in _versions(session, row))


def _versions(session: Session, row: Rating) -> list[Rating]:
    if isinstance(row, CellRating):
        of_cell = select(CellRating).where(CellRating.cell_id == row.cell_id, CellRating.year == row.year)
        return [one for one in session.scalars(of_cell) if one is not row]
    of_member = select(MemberRating).where(MemberRating.member_id == row.member_id, MemberRating.year == row.year)
    return [one for one in session.scalars(of_member) if one is not row]


def _named(session: Session, row: Rating) -> str:
    if isinstance(row, CellRating):
        return heads.cell_name(session, row.cell_id, date(row.year, 12, 31))
    return f"đồng chí {row.member.full_name}"


# What the paper does


def pending(session: Session, year: int) -> list[Rating]:
    """Return the results that wait to be annulled by a paper, cells before members."""
    found: list[Rating] = []
    for kind in (CellRating, MemberRating):
        query = select(kind).where(kind.year == year, kind.is_current, kind.annul_reason != "")
        found += session.scalars(query.where(kind.annulled_on.is_(None)).order_by(kind.id))
    return found


def settle_in(session: Session, row: Rating, on: date, decision: str) -> None:
    """Annul a result by a decision of a day; a closed year keeps its figures and gets a note. Mẫu 03 calls it."""
    told = _note(session, row, on)
    row.is_current, row.standing = False, RatingStanding.CANCELLED
    row.annulled_on, row.annul_decision = on, decision
    for closing in _closings(session, row):
        closing.note = "\n".join(filter(None, (closing.note, f"{told}.")))


def unsettle_in(session: Session, row: Rating) -> None:
    """Let a result stand again and its annulment wait, when the paper is withdrawn. Raises Refused once rated anew."""
    if any(other.is_current for other in _versions(session, row)):
        raise Refused(f"{_named(session, row)} đã được xếp loại mới sau khi hủy; hãy xem lại kết quả mới trước.")
    told = f"{_note(session, row, row.annulled_on)}."
    for closing in _closings(session, row):
        closing.note = "\n".join(line for line in closing.note.split("\n") if line != told)
    row.is_current, row.standing = True, RatingStanding.DECIDED
    row.annulled_on, row.annul_decision = None, ""


def settled_by(session: Session, year: int, on: date, decision: str) -> list[Rating]:
    """Return the results a paper annulled."""
    found: list[Rating] = []
    for kind in (CellRating, MemberRating):
        query = select(kind).where(kind.year == year, kind.annulled_on == on, kind.annul_decision == decision)
        found += session.scalars(query.order_by(kind.id))
    return found


def _note(session: Session, row: Rating, on: date | None) -> str:
    day = f"Ngày {dates.screen(on)} " if on is not None else ""
    was = f" “{row.level.label}”" if row.level is not None else ""
    return f"{day}hủy kết quả xếp loại{was} của {_named(session, row)}"


def _closings(session: Session, row: Rating) -> list[CampaignClosing]:
    if not isinstance(row, CellRating):
        return []
    rows = session.scalars(select(Campaign).where(Campaign.year == row.year, Campaign.title == TitleKind.CELL_4_GOOD))
    return [one.closing for one in rows if one.closing is not None]


# What lists say of it


def of_cells(session: Session, year: int) -> dict[int, Annulled]:
    """Return the cells whose result of a year was annulled and that have none since, by cell."""
    current = select(CellRating.cell_id).where(CellRating.year == year, CellRating.is_current)
    query = select(CellRating).where(
        CellRating.year == year,
        CellRating.standing == RatingStanding.CANCELLED,
        CellRating.annulled_on.is_not(None),
        CellRating.cell_id.not_in(current),
    )
    return {row.cell_id: _annulled(row) for row in session.scalars(query.order_by(CellRating.version))}


def of_members(session: Session, year: int) -> dict[int, Annulled]:
    """Return the members whose result of a year was annulled and that have none since, by member."""
    current = select(MemberRating.member_id).where(MemberRating.year == year, MemberRating.is_current)
    query = select(MemberRating).where(
        MemberRating.year == year,
        MemberRating.standing == RatingStanding.CANCELLED,
        MemberRating.annulled_on.is_not(None),
        MemberRating.member_id.not_in(current),
    )
    return {row.member_id: _annulled(row) for row in session.scalars(query.order_by(MemberRating.version))}


def years_of_cell(session: Session, cell_id: int) -> dict[int, Annulled]:
    """Return the years in which a cell's result was annulled, by year."""
    query = select(CellRating).where(CellRating.cell_id == cell_id, CellRating.annulled_on.is_not(None))
    return {row.year: _annulled(row) for row in session.scalars(query.order_by(CellRating.version))}


def years_of_member(session: Session, member_id: int) -> dict[int, Annulled]:
    """Return the years in which a member's result was annulled, by year."""
    query = select(MemberRating).where(MemberRating.member_id == member_id, MemberRating.annulled_on.is_not(None))
    return {row.year: _annulled(row) for row in session.scalars(query.order_by(MemberRating.version))}


def _annulled(row: Rating) -> Annulled:
    assert row.annulled_on is not None
    level = row.level.label if row.level is not None else "không đánh giá"
    return Annulled(row.year, level, row.annul_reason, row.annul_decision, row.annulled_on)


def titles_on(office: Office, cell_id: int, year: int) -> str:
    """Say that a title rests on a cell's rating (E03), "" when none does."""
    query = (
        select(CellEntry.state)
        .join(Campaign, Campaign.id == CellEntry.campaign_id)
        .where(CellEntry.cell_id == cell_id, Campaign.year == year, Campaign.title == TitleKind.CELL_4_GOOD)
    )
    with office.read() as session:
        state = session.scalars(query).first()
    if state is not EntryState.RECOGNISED:
        return ""
    return (
        f"Chi bộ đang được công nhận danh hiệu năm {year} dựa trên kết quả này; hãy xem xét hủy cả kết quả công nhận."
    )


# Taking back


def of_changes(changes: Collection[RowChange]) -> list[tuple[str, Any]]:
    """Return the results whose annulment changes of rows are, and nothing beside it; empty for any other act."""
    for change in changes:
        if change.op != "update" or not {*change.before, *change.after} <= _WRITTEN.get(change.table, set()):
            return []
    found = [change for change in changes if change.table != "campaign_closing"]
    if any("annul_reason" not in {*change.before, *change.after} for change in found):
        return []
    return [(change.table, change.row_id) for change in found]


def stands_on(session: Session, changed: Iterable[tuple[str, Any]], *, is_noted: bool) -> str:
    """Say what stands on annulments, "" for nothing; ``is_noted`` as of :func:`revocations.stands_on`."""
    for table, row_id in changed:
        row = _find(session, row_id, of_member=table == "member_rating")
        if row.annulled_on is None:
            continue
        if any(other.is_current for other in _versions(session, row)):
            return f"{_named(session, row)} đã được xếp loại mới sau khi hủy; hãy xem lại kết quả mới trước."
        closed = select(Campaign.id).where(Campaign.year == row.year, Campaign.state == CampaignState.CLOSED)
        if isinstance(row, CellRating) and not is_noted and session.scalars(closed).first() is not None:
            return f"Năm {row.year} đã kết thúc, số liệu chốt sau khi hủy nên không hoàn tác được nữa."
    return ""
