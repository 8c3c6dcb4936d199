"""The points behind a rating, criterion by criterion (QĐ 366, Phụ lục 1, 3, 4, 5): typed in, added up, kept with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bontot_desktop.db.models.criteria import CriteriaSet
from bontot_desktop.db.models.members import Member
from bontot_desktop.db.models.ratings import CellRating, CellRatingLine, MemberRating, MemberRatingLine
from bontot_desktop.errors import NotFound, Problem, Problems, Refused
from bontot_desktop.rules import criteria_scoring
from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.rules.criteria import SetFacts, SetUse
from bontot_desktop.rules.criteria_scoring import Given
from bontot_desktop.rules.rating_suggestions import Subject, YearRules
from bontot_desktop.rules.recognition import QualityLevel, Scoring
from bontot_desktop.rules.year_ratings import ReviewForm
from bontot_desktop.services import campaign_sets, heads, member_ratings, rating_rules, ratings
from bontot_desktop.services.office import Office

#: The annexes of QĐ 366 by the form a member writes.
ANNEX = {ReviewForm.LEADER: "QD366_PL3", ReviewForm.STAFF: "QD366_PL4", ReviewForm.OUTSIDE: "QD366_PL5"}
#: Where several sets may be used, whoever has no form yet is rated by this: the bulk of a commune's members.
_USUAL = ANNEX[ReviewForm.OUTSIDE]
#: Stands in a rating that nothing suggests a level for yet.
_ANY = QualityLevel.GOOD
_USES = {Subject.CELL: SetUse.CELL_RATING, Subject.MEMBER: SetUse.MEMBER_RATING}


@dataclass(frozen=True, slots=True)
class Pair:
    """The two columns of a criterion: one's own points, and the verified ones (those of the cell for a member)."""

    own: Decimal | None = None
    verified: Decimal | None = None


@dataclass(frozen=True, slots=True)
class SetChoice:
    """A set the rating may be scored by."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class PointSheet:
    """The points of one rating; ``subject_id`` is the cell's or the member's, ``given`` by the criteria's codes."""

    subject: Subject
    subject_id: int
    cell_id: int
    year: int
    name: str
    set_id: int
    sets: tuple[SetChoice, ...]
    facts: SetFacts
    given: Mapping[str, Pair]
    #: Why nothing may be typed, "" while it may.
    lock: str
    #: The conditions of the levels in the year.
    rules: YearRules

    def total(self, *, own: bool) -> Decimal | None:
        """Return the total of a column, None while nothing stands in it."""
        found = {code: Given(one.own if own else one.verified) for code, one in self.given.items()}
        return criteria_scoring.score(self.facts, found).total

    def missing(self, *, own: bool) -> int:
        """Return how many criteria of a column have no points yet, 0 while nothing stands in it."""
        if self.total(own=own) is None:
            return 0
        found = {code: Given(one.own if own else one.verified) for code, one in self.given.items()}
        return len(criteria_scoring.score(self.facts, found).missing)


def sheet(
    office: Office,
    subject: Subject,
    subject_id: int,
    year: int,
    *,
    cell_id: int | None = None,
    set_id: int | None = None,
) -> PointSheet:
    """Return the points of a rating, to be scored by another set when ``set_id`` names one.

    ``cell_id`` is the cell a member is rated in. Raises NotFound, Refused when no set is there to score by.
    """
    with office.read() as session:
        where = subject_id if subject is Subject.CELL else cell_id
        assert where is not None
        row = _row(session, subject, subject_id, year)
        choices = [one for one in campaign_sets.offered(session, _USES[subject]) if one.scoring is Scoring.POINTS]
        chosen = _chosen(session, choices, row, set_id, _form(session, subject, subject_id, where, year))
        if row is not None and row.set_id is not None and row.set_id not in {one.id for one in choices}:
            choices = [session.get_one(CriteriaSet, row.set_id), *choices]
        codes = {item.id: item.code for item in chosen.items}
        stands = row.lines if row is not None and row.set_id == chosen.id else []
        return PointSheet(
            subject,
            subject_id,
            where,
            year,
            _name(session, subject, subject_id, year),
            chosen.id,
            tuple(SetChoice(one.id, one.name) for one in choices),
            campaign_sets.facts_of(chosen),
            {codes[line.criterion_id]: Pair(line.self_points, _second(line)) for line in stands},
            _lock(session, subject, subject_id, where, year),
            rating_rules.of_year(session, year),
        )


def _row(session: Session, subject: Subject, subject_id: int, year: int) -> Any:
    if subject is Subject.CELL:
        of_cell = select(CellRating).where(CellRating.cell_id == subject_id, CellRating.year == year)
        return session.scalars(of_cell.where(CellRating.is_current)).first()
    of_member = select(MemberRating).where(MemberRating.member_id == subject_id, MemberRating.year == year)
    return session.scalars(of_member.where(MemberRating.is_current)).first()


def _second(line: CellRatingLine | MemberRatingLine) -> Decimal | None:
    return line.verified_points if isinstance(line, CellRatingLine) else line.cell_points


def _form(session: Session, subject: Subject, subject_id: int, cell_id: int, year: int) -> ReviewForm | None:
    if subject is Subject.CELL:
        return None
    lines = member_ratings.lines_in(session, cell_id, year)
    return next((line.draft.form for line in lines if line.member_id == subject_id), None)


def _chosen(
    session: Session, choices: list[CriteriaSet], row: Any, set_id: int | None, form: ReviewForm | None
) -> CriteriaSet:
    wanted = set_id if set_id is not None else row.set_id if row is not None else None
    if wanted is not None:
        found = session.get(CriteriaSet, wanted)
        if found is None:
            raise NotFound("Không còn bộ tiêu chí này.")
        return found
    if not choices:
        raise Refused("Chưa có bộ tiêu chí xếp loại nào đang dùng; hãy lập ở trang Hệ thống, Bộ tiêu chí.")
    code = ANNEX[form] if form is not None else _USUAL
    return next((one for one in choices if one.code == code), choices[0])


def _name(session: Session, subject: Subject, subject_id: int, year: int) -> str:
    if subject is Subject.CELL:
        return heads.cell_name(session, subject_id, date(year, 12, 31))
    return f"đồng chí {session.get_one(Member, subject_id).full_name}"


def _lock(session: Session, subject: Subject, subject_id: int, cell_id: int, year: int) -> str:
    if subject is Subject.CELL:
        return next((line.lock for line in ratings.lines_in(session, year) if line.cell_id == subject_id), "")
    for line in member_ratings.lines_in(session, cell_id, year):
        if line.member_id == subject_id:
            return line.lock or (f"Không đánh giá: {line.why.label}." if line.why else "")
    return "Không còn đảng viên này trong chi bộ ngày chốt số liệu."


def problems(draft: PointSheet) -> list[Problem]:
    """Check the points; the fields are "own:<code>" and "verified:<code>"."""
    found = []
    for item in draft.facts.leaves:
        one = draft.given.get(item.code, Pair())
        for name, points in (("own", one.own), ("verified", one.verified)):
            fault = criteria_scoring.given_fault(draft.facts, item, Given(points))
            if fault:
                found.append(Problem(f"{name}:{item.code}", f"{item.code}: {fault}"))
    return found


def save(office: Office, draft: PointSheet) -> Changes:
    """Keep the points and give their totals to the rating; the level follows while nobody chose another.

    Raises Problems for points off the scale, Refused when the rating may not be typed over.
    """
    found = problems(draft)
    if found:
        raise Problems(found)
    with office.work("ratings.points", f"Chấm điểm xếp loại năm {draft.year}: {draft.name}") as session:
        lock = _lock(session, draft.subject, draft.subject_id, draft.cell_id, draft.year)
        if lock:
            raise Refused(lock)
        chosen = session.get(CriteriaSet, draft.set_id)
        if chosen is None:
            raise NotFound("Không còn bộ tiêu chí này.")
        row = _rated(session, draft)
        _write(session, row, chosen, draft)
    return Changes.of(Kind.CAMPAIGNS)


def _rated(session: Session, draft: PointSheet) -> Any:
    """Return the rating with its totals, made when there was none; its level is the suggested one until chosen."""
    row = _row(session, draft.subject, draft.subject_id, draft.year)
    own, verified = draft.total(own=True), draft.total(own=False)
    if draft.subject is Subject.CELL:
        line = next(line for line in ratings.lines_in(session, draft.year) if line.cell_id == draft.cell_id)
        before = line.draft
        points = verified if verified is not None else own
        if points is None and before is None:
            raise Refused("Chưa có điểm nào để ghi.")
        level = (
            ratings.suggestion(ratings.RatingDraft(draft.cell_id, draft.year, _ANY, points), rules=line.rules).level
            or _ANY
        )
        after = replace(
            before or ratings.RatingDraft(draft.cell_id, draft.year, level), self_points=own, points=verified
        )
        return ratings.put_in(session, _led(before, after, line))
    found = {line.member_id: line for line in member_ratings.lines_in(session, draft.cell_id, draft.year)}
    member = found[draft.subject_id]
    new = replace(member.draft, self_points=own, cell_points=verified)
    suggested = member_ratings.suggestion(new, draft.year, member.faults, member.rules).level
    was = member_ratings.suggestion(member.draft, draft.year, member.faults, member.rules).level
    if suggested is not None and not member.draft.reason and member.draft.level in (None, was):
        new = replace(new, cell_level=suggested, level=suggested)
    return member_ratings.put_in(session, draft.cell_id, draft.year, new, row)


def _led(before: ratings.RatingDraft | None, after: ratings.RatingDraft, line: ratings.CellLine) -> ratings.RatingDraft:
    """Let the level follow the suggestion unless another was chosen."""
    suggested = ratings.suggestion(after, line.faults, line.rules).level
    was = ratings.suggestion(before, line.faults, line.rules).level if before is not None else None
    if suggested is None or (before is not None and (before.reason or (was is not None and before.level is not was))):
        return after
    return replace(after, level=suggested)


def _write(session: Session, row: Any, chosen: CriteriaSet, draft: PointSheet) -> None:
    row.set_id = chosen.id
    ids = {item.code: item.id for item in chosen.items if not item.is_group}
    kind, second = (
        (CellRatingLine, "verified_points") if isinstance(row, CellRating) else (MemberRatingLine, "cell_points")
    )
    known = {line.criterion_id: line for line in row.lines}
    for criterion_id, line in known.items():
        if criterion_id not in ids.values():
            row.lines.remove(line)
    for code, criterion_id in ids.items():
        one = draft.given.get(code, Pair())
        line = known.get(criterion_id)
        if line is None and one == Pair():
            continue
        if line is None:
            line = kind(criterion_id=criterion_id)
            row.lines.append(line)
        line.self_points = one.own
        setattr(line, second, one.verified)
