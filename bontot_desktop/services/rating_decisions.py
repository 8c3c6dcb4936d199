"""What becomes of proposed ratings: decided by a paper, and rated again when found wrong (QĐ 366, Điều 15; Mẫu 03)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from bontot_desktop import dates
from bontot_desktop.db.models.ratings import CellRating, MemberRating
from bontot_desktop.db.models.recognition import Campaign, CampaignClosing
from bontot_desktop.db.queries import reminders
from bontot_desktop.errors import NotFound, Problem, Problems, Refused
from bontot_desktop.rules import rating_caps
from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.rules.recognition import QualityLevel, TitleKind
from bontot_desktop.rules.year_ratings import RatingStanding
from bontot_desktop.services import (
    heads,
    member_tallies,
    rating_annulments,
    rating_settings,
    rating_votes,
    ratings,
)
from bontot_desktop.services.office import Office, Saved

Rating = CellRating | MemberRating


@dataclass(frozen=True, slots=True)
class Missing:
    """What stands before the decision of a year; the groups over the cap do not block it."""

    #: Names of cells without a rating, of all cells at work.
    cells: tuple[str, ...]
    cells_total: int
    #: Cells that wait for members' levels, with how many; and how many members are to be rated in all.
    members: tuple[tuple[str, int], ...]
    evaluated: int
    over: tuple[str, ...]

    @property
    def waiting(self) -> int:
        """Members without a level."""
        return sum(count for _, count in self.members)


@dataclass(frozen=True, slots=True)
class Standing:
    """How many current ratings of a year are decided, of all there are, and since when."""

    cells: int
    cells_decided: int
    members: int
    members_decided: int
    #: The newest day of decision of those decided, None when none is; results given again have their own day.
    decided_on: date | None
    #: New versions, and results to be annulled, that wait for their paper.
    again: int
    #: Results annulled that have none since.
    annulled: int = 0
    #: Of the members decided, those that were evaluated.
    evaluated: int = 0
    #: Results that a later decision put in the place of the first, and the newest day of those.
    rerated: int = 0
    rerated_on: date | None = None
    #: Cells still recognised whose rating does not carry the title any more.
    fallen: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rerating:
    """A rating found wrong and given again; ``subject_id`` is the cell's or the member's.

    Without ``decided_on`` it waits for its paper (Mẫu 03) and the old result stands on.
    """

    subject_id: int
    year: int
    level: QualityLevel
    points: Decimal | None = None
    reason: str = ""
    decided_on: date | None = None


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One version of a rating, as its story shows it."""

    id: int
    version: int
    level: QualityLevel | None
    points: Decimal | None
    standing: RatingStanding
    decided_on: date | None
    reason: str
    is_current: bool
    #: Why it is to be annulled, or was, by which decision and since when.
    annul_reason: str = ""
    annul_decision: str = ""
    annulled_on: date | None = None


# What is missing before a decision, and the decision


def missing(office: Office, year: int) -> Missing:
    """Return what stands before the decision of a year."""
    lines = ratings.sheet(office, year).lines
    counted = member_tallies.tallies(office, year)
    settings = rating_settings.load(office)
    rated = [(line.group, line.draft.level) for line in lines if line.draft is not None]
    groups = [*rating_caps.caps(rated, settings), *member_tallies.caps(office, year, counted, settings)]
    return Missing(
        tuple(line.cell for line in lines if line.draft is None),
        len(lines),
        tuple((line.cell, line.tally.waiting) for line in counted if line.tally.waiting),
        sum(line.tally.evaluated for line in counted),
        tuple(rating_caps.told(cap, settings) for cap in groups if cap.is_over),
    )


def standing(office: Office, year: int) -> Standing:
    """Return how far a year's ratings are decided."""
    with office.read() as session:
        cells = _states(session, CellRating, CellRating.cell_id, year)
        members = _states(session, MemberRating, MemberRating.member_id, year)
        again = len(pending(session, year)) + len(rating_annulments.pending(session, year))
        annulled = len(rating_annulments.of_cells(session, year)) + len(rating_annulments.of_members(session, year))
    with office.ask() as driver:
        fallen = tuple(one.cell for one in reminders.fallen(driver, year) if one.year == year)
    decided = [one for one in (*cells, *members) if one.decided_on is not None]
    rerated = [one.decided_on for one in decided if one.is_again]
    return Standing(
        len(cells),
        sum(one.decided_on is not None for one in cells),
        len(members),
        sum(one.decided_on is not None for one in members),
        max((one.first_on for one in decided if one.first_on is not None), default=None),
        again,
        annulled,
        evaluated=sum(one.decided_on is not None and one.is_evaluated for one in members),
        rerated=len(rerated),
        rerated_on=max((day for day in rerated if day is not None), default=None),
        fallen=fallen,
    )


class _State(NamedTuple):
    """A current result: when it was decided, None while it waits; ``first_on`` is the day of the one it replaced."""

    decided_on: date | None
    first_on: date | None
    is_again: bool
    is_evaluated: bool


def _states(session: Session, kind: type[Any], subject: Any, year: int) -> list[_State]:
    before = select(subject, kind.decided_on).where(kind.year == year, kind.standing == RatingStanding.REPLACED)
    replaced: dict[int, date | None] = {}
    for whose, on in session.execute(before.order_by(kind.version)):
        replaced.setdefault(whose, on)
    query = select(subject, kind.standing, kind.decided_on, kind.level).where(kind.year == year, kind.is_current)
    found = []
    for whose, state, on, level in session.execute(query):
        day = on if state is RatingStanding.DECIDED else None
        found.append(_State(day, replaced.get(whose, day), whose in replaced, level is not None))
    return found


def decide(office: Office, year: int, on: date, *, members: bool = True) -> Changes:
    """Write down that the year's proposed ratings were decided by a paper made outside the program.

    Raises Problems when cells wait for their rating, nothing waits for a decision, or the day cannot be.
    """
    left = missing(office, year)
    found = []
    if left.cells:
        found.append(Problem("cells", f"Còn {len(left.cells)} chi bộ chưa xếp loại, ví dụ {left.cells[0]}."))
    if members and left.members:
        name, count = left.members[0]
        found.append(
            Problem("members", f"Còn {left.waiting} đảng viên chưa xếp loại, ví dụ {count} đảng viên ở {name}.")
        )
    if on > office.today():
        found.append(Problem("on", "Ngày quyết định ở sau hôm nay."))
    if on.year < year:
        found.append(Problem("on", f"Ngày quyết định ở trước năm {year}."))
    with office.read() as session:
        sat_on = rating_votes.sat_on(session, year)
        found += [Problem("cells", sentence) for sentence in rating_votes.voted_down(session, year)]
    if sat_on is not None and on < sat_on:
        found.append(Problem("on", f"Ngày quyết định ở trước ngày họp xét {dates.screen(sat_on)}."))
    if found:
        raise Problems(found)
    with office.work("ratings.decide", f"Ghi quyết định kết quả xếp loại năm {year}") as session:
        if not decide_in(session, year, on, members=members):
            raise Refused(f"Kết quả xếp loại năm {year} đã ghi có quyết định rồi.")
    return Changes.of(Kind.CAMPAIGNS)


def decide_in(session: Session, year: int, on: date, *, members: bool) -> int:
    """Let the proposed ratings of a year stand by a decision of a day; returns how many. D18 calls it at its issue."""
    kinds: list[type[Any]] = [CellRating, MemberRating] if members else [CellRating]
    proposed = [row for kind in kinds for row in _of_standing(session, kind, year, RatingStanding.PROPOSED)]
    # A member of whom only points were typed is not decided on.
    rows = [row for row in proposed if row.level is not None or row.not_evaluated is not None]
    for row in rows:
        row.standing, row.decided_on = RatingStanding.DECIDED, on
    return len(rows)


def undecide_in(session: Session, year: int, on: date) -> int:
    """Let what a decision of a day said be a proposal again, when that paper is withdrawn; returns how many."""
    rows = [
        row
        for kind in (CellRating, MemberRating)
        for row in _of_standing(session, kind, year, RatingStanding.DECIDED)
        if row.decided_on == on
    ]
    for row in rows:
        row.standing, row.decided_on = RatingStanding.PROPOSED, None
    return len(rows)


def _of_standing(session: Session, kind: type[Any], year: int, state: RatingStanding) -> list[Any]:
    query = select(kind).where(kind.year == year, kind.is_current, kind.standing == state)
    return list(session.scalars(query.order_by(kind.id)))


# Rating again


def rerate_cell(office: Office, draft: Rerating) -> Saved:
    """Rate a cell again. Raises Problems or Refused."""
    return _rerate(office, CellRating, CellRating.cell_id, "verified_points", draft)


def rerate_member(office: Office, draft: Rerating) -> Saved:
    """Rate a member again. Raises Problems or Refused."""
    return _rerate(office, MemberRating, MemberRating.member_id, "cell_points", draft)


def _rerate(office: Office, kind: type[Any], subject: Any, points: str, draft: Rerating) -> Saved:
    with office.work("ratings.again", "Xếp loại lại") as session:
        rows = _versions(session, kind, subject, draft)
        old = next((row for row in rows if row.is_current), None)
        if old is None or old.standing is not RatingStanding.DECIDED:
            raise Refused("Kết quả này chưa có quyết định; hãy sửa thẳng trong bảng xếp loại.")
        if old.annul_reason:
            raise Refused("Kết quả này đang chờ quyết định hủy; hãy bỏ việc hủy trước khi xếp loại lại.")
        _check(draft, old, office.today())
        new = next((row for row in rows if not row.is_current and row.standing is RatingStanding.PROPOSED), None)
        if new is None:
            new = _copied(old, len(rows) + 1)
            session.add(new)
        new.level, new.reason, new.decided_on = draft.level, draft.reason.strip(), None
        setattr(new, points, draft.points)
        if kind is CellRating and draft.level is not QualityLevel.EXCELLENT:
            new.is_exemplary = False
        session.flush()
        if draft.decided_on is not None:
            settle_in(session, new, draft.decided_on)
        session.sentence = f"Xếp loại lại năm {draft.year}: {_named(session, new)}"
        session.flush()
        return Saved(new.id, Changes.of(Kind.CAMPAIGNS))


def _check(draft: Rerating, old: Rating, today: date) -> None:
    found = []
    if not draft.reason.strip():
        found.append(Problem("reason", "Xếp loại lại thì cần ghi lý do (kết luận, văn bản nào)."))
    if draft.points is not None and not 0 <= draft.points <= 100:
        found.append(Problem("points", "Điểm xếp loại phải từ 0 đến 100."))
    if draft.level is old.level:
        found.append(Problem("level", f"Mức này đang là kết quả đã quyết định: {draft.level.label}."))
    if draft.decided_on is not None and draft.decided_on > today:
        found.append(Problem("decided_on", "Ngày quyết định ở sau hôm nay."))
    if draft.decided_on is not None and old.decided_on is not None and draft.decided_on < old.decided_on:
        day = dates.screen(old.decided_on)
        found.append(Problem("decided_on", f"Ngày quyết định lại ở trước ngày quyết định cũ ({day})."))
    if found:
        raise Problems(found)


def _versions(session: Session, kind: type[Any], subject: Any, draft: Rerating) -> list[Any]:
    query = select(kind).where(subject == draft.subject_id, kind.year == draft.year).order_by(kind.version)
    return list(session.scalars(query))


def _copied(old: Any, version: int) -> Any:
    """Return a new version with what stood in the old one; the points of criteria stay with the old."""
    kept = {column.key: getattr(old, column.key) for column in inspect(type(old)).column_attrs if column.key != "id"}
    return type(old)(**kept | {"version": version, "is_current": False, "standing": RatingStanding.PROPOSED})


def _named(session: Session, row: Rating) -> str:
    if isinstance(row, CellRating):
        return heads.cell_name(session, row.cell_id, date(row.year, 12, 31))
    return f"đồng chí {row.member.full_name}"


def pending(session: Session, year: int) -> list[Rating]:
    """Return the new versions that wait for their paper, cells before members."""
    found: list[Rating] = []
    for kind in (CellRating, MemberRating):
        query = select(kind).where(
            kind.year == year, kind.is_current.is_(False), kind.standing == RatingStanding.PROPOSED
        )
        found += session.scalars(query.order_by(kind.id))
    return found


def settle_in(session: Session, new: Rating, on: date) -> None:
    """Put a waiting version in the place of the one before, by a decision of a day. Mẫu 03 calls it at its issue."""
    old = _neighbour(session, new, lambda row: row.is_current)
    if old is not None:
        old.is_current, old.standing = False, RatingStanding.REPLACED
        # One version a year is current: the old one steps down first.
        session.flush()
    new.is_current, new.standing, new.decided_on = True, RatingStanding.DECIDED, on
    told = _again(session, new, on)
    for closing in _closings(session, new):
        was = f" từ “{old.level.label}”" if old is not None and old.level is not None else ""
        now = new.level.label if new.level is not None else "không xếp loại"
        closing.note = "\n".join(filter(None, (closing.note, f"{told}{was} thành “{now}”.")))


def unsettle_in(session: Session, new: Rating) -> None:
    """Let the version before stand again and the new one wait, when its paper is withdrawn."""
    told = _again(session, new, new.decided_on)
    for closing in _closings(session, new):
        # The name alone may be the beginning of another's ("thôn 1" of "thôn 12").
        starts = (f"{told} từ “", f"{told} thành “")
        closing.note = "\n".join(line for line in closing.note.split("\n") if not line.startswith(starts))
    new.is_current, new.standing, new.decided_on = False, RatingStanding.PROPOSED, None
    session.flush()
    old = _neighbour(session, new, lambda row: row.version == new.version - 1)
    if old is not None:
        old.is_current, old.standing = True, RatingStanding.DECIDED


def _again(session: Session, row: Rating, on: date | None) -> str:
    day = f"Ngày {dates.screen(on)} " if on is not None else ""
    return f"{day}xếp loại lại {_named(session, row)}"


def _closings(session: Session, row: Rating) -> list[CampaignClosing]:
    """Return what a closed year keeps: its figures stay, a note under them tells of a cell rated again (vector 18)."""
    if not isinstance(row, CellRating):
        return []
    rows = session.scalars(select(Campaign).where(Campaign.year == row.year, Campaign.title == TitleKind.CELL_4_GOOD))
    return [one.closing for one in rows if one.closing is not None]


def _neighbour(session: Session, row: Rating, wanted: Any) -> Any:
    rows: Sequence[Any]
    if isinstance(row, CellRating):
        query = select(CellRating).where(CellRating.cell_id == row.cell_id, CellRating.year == row.year)
        rows = session.scalars(query).all()
    else:
        of_member = select(MemberRating).where(MemberRating.member_id == row.member_id, MemberRating.year == row.year)
        rows = session.scalars(of_member).all()
    return next((known for known in rows if known is not row and wanted(known)), None)


def drop_pending(office: Office, rating_id: int, *, of_member: bool) -> Changes:
    """Give up a version that waits for its paper; the decided result stands. Raises NotFound."""
    kind: type[Any] = MemberRating if of_member else CellRating
    with office.work("ratings.again_dropped", "Bỏ việc xếp loại lại") as session:
        row = session.get(kind, rating_id)
        if row is None or row.is_current or row.standing is not RatingStanding.PROPOSED:
            raise NotFound("Không còn việc xếp loại lại này.")
        session.sentence = f"Bỏ việc xếp loại lại năm {row.year}: {_named(session, row)}"
        session.delete(row)
    return Changes.of(Kind.CAMPAIGNS)


def versions_of_cell(office: Office, cell_id: int, year: int) -> list[VersionRow]:
    """Return every version of a cell's rating of a year, the first one first."""
    return _story(office, CellRating, CellRating.cell_id == cell_id, year, "verified_points")


def versions_of_member(office: Office, member_id: int, year: int) -> list[VersionRow]:
    """Return every version of a member's rating of a year, the first one first."""
    return _story(office, MemberRating, MemberRating.member_id == member_id, year, "cell_points")


def _story(office: Office, kind: type[Any], whose: Any, year: int, points: str) -> list[VersionRow]:
    with office.read() as session:
        rows = session.scalars(select(kind).where(whose, kind.year == year).order_by(kind.version))
        return [
            VersionRow(
                row.id,
                row.version,
                row.level,
                getattr(row, points),
                row.standing,
                row.decided_on,
                row.reason,
                row.is_current,
                row.annul_reason,
                row.annul_decision,
                row.annulled_on,
            )
            for row in rows
        ]
