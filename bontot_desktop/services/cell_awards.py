"""The story of a cell's titles, ratings and rewards by year, and what of it is written by hand (recognition §7)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from bontot_desktop import dates, text
from bontot_desktop.db.models.awards import Award, OtherAward, PastResult
from bontot_desktop.db.models.ratings import CellRating
from bontot_desktop.db.models.recognition import Campaign, CellEntry
from bontot_desktop.errors import NotFound, Problem, Problems, Refused
from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.rules.recognition import EntryState, TitleKind
from bontot_desktop.rules.streaks import Counter, streak, told
from bontot_desktop.services import cell_changes, rating_annulments, streaks
from bontot_desktop.services.office import Office, Saved

#: The oldest year a result is written down of.
OLDEST = 1990


@dataclass(frozen=True, slots=True)
class YearLine:
    """A year of a cell: its result for the title, its rating, its rewards; "" where nothing is known."""

    year: int
    title: str = ""
    rating: str = ""
    #: The decision of a result written by hand.
    decision: str = ""
    awards: tuple[str, ...] = ()
    #: The result was written by hand, with its decision: the row's id.
    past_id: int | None = None


@dataclass(frozen=True, slots=True)
class AwardStory:
    """The years, the newest first, and what the rows of years come to."""

    lines: tuple[YearLine, ...]
    hints: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PastDraft:
    """A recognition of a year before the program, with its decision."""

    cell_id: int
    year: int | None = None
    decision_no: str = ""
    decided_on: date | None = None
    id: int | None = None


@dataclass(frozen=True, slots=True)
class OtherDraft:
    """A reward given by another body, or before the program; the years are of one for several."""

    cell_id: int
    year: int | None = None
    form: str = "Giấy khen"
    title: str = ""
    issuer: str = ""
    decision_no: str = ""
    decided_on: date | None = None
    from_year: int | None = None
    to_year: int | None = None
    id: int | None = None


def story(office: Office, cell_id: int) -> AwardStory:
    """Return the years of a cell. Raises NotFound."""
    year = office.today().year
    with office.read() as session:
        cell_changes.find(session, cell_id)
        lines = _lines(session, cell_id)
        hints = []
        for counter in Counter:
            years = streaks.years_of(session, counter, [cell_id])[cell_id]
            # The year under way is not over: what was reached up to the last one counts until it is.
            sentence = told(streak(years, year) or streak(years, year - 1), counter)
            if sentence:
                hints.append(sentence)
    return AwardStory(tuple(lines), tuple(hints))


def _lines(session: Session, cell_id: int) -> list[YearLine]:
    titles: dict[int, str] = {}
    past: dict[int, int] = {}
    decisions: dict[int, str] = {}
    for row in session.scalars(select(PastResult).where(PastResult.cell_id == cell_id)):
        titles[row.year] = EntryState.RECOGNISED.label
        decisions[row.year] = by(row.decision_no, row.decided_on)
        past[row.year] = row.id
    own = (
        select(Campaign.year, CellEntry.state)
        .join(Campaign, Campaign.id == CellEntry.campaign_id)
        .where(CellEntry.cell_id == cell_id, Campaign.title == TitleKind.CELL_4_GOOD)
    )
    for year, state in session.execute(own):
        titles[year] = "" if state is EntryState.NOT_REGISTERED else state.label
    ratings: dict[int, str] = {}
    rated = select(CellRating).where(CellRating.cell_id == cell_id, CellRating.is_current)
    for rating in session.scalars(rated):
        ratings[rating.year] = rating.level.label + (" (tiêu biểu)" if rating.is_exemplary else "")
    for year, gone in rating_annulments.years_of_cell(session, cell_id).items():
        was = f"đã hủy kết quả {gone.level} ngày {dates.screen(gone.on)}"
        ratings[year] = f"{ratings[year]} ({was})" if year in ratings else text.first_upper(was)
    given: dict[int, list[str]] = defaultdict(list)
    here = (
        select(Award, Campaign.year)
        .join(Campaign, Campaign.id == Award.campaign_id)
        .where(Award.cell_id == cell_id, Award.member_id.is_(None))
    )
    for award, year in session.execute(here):
        back = f", thu hồi {dates.screen(award.taken_back_on)}" if award.taken_back_on is not None else ""
        given[year].append(f"Giấy khen: {award.kind.label.lower()}{back}")
    for other in session.scalars(select(OtherAward).where(OtherAward.cell_id == cell_id).order_by(OtherAward.id)):
        whose = f" của {other.issuer}" if other.issuer else ""
        given[other.year].append(f"{other.form}{whose}")
    years = sorted({*titles, *ratings, *given}, reverse=True)
    return [
        YearLine(
            year,
            titles.get(year, ""),
            ratings.get(year, ""),
            decisions.get(year, ""),
            tuple(given.get(year, ())),
            past.get(year),
        )
        for year in years
    ]


def by(number: str, day: date | None) -> str:
    """Write a decision: "QĐ số 25-QĐ/HU, ngày 20/12/2025", as far as it is known."""
    parts = [f"QĐ số {number}" if number else "", f"ngày {dates.screen(day)}" if day is not None else ""]
    return ", ".join(part for part in parts if part)


def past(office: Office, past_id: int) -> PastDraft:
    """Return a result written by hand, for its form. Raises NotFound."""
    with office.read() as session:
        row = session.get(PastResult, past_id)
        if row is None:
            raise NotFound("Không còn kết quả này.")
        return PastDraft(row.cell_id, row.year, row.decision_no, row.decided_on, row.id)


def others(office: Office, cell_id: int) -> list[OtherDraft]:
    """Return the rewards of a cell that were written by hand, the newest first."""
    with office.read() as session:
        query = select(OtherAward).where(OtherAward.cell_id == cell_id)
        rows = session.scalars(query.order_by(OtherAward.year.desc(), OtherAward.id.desc()))
        return [
            OtherDraft(
                row.cell_id,
                row.year,
                row.form,
                row.title,
                row.issuer,
                row.decision_no,
                row.decided_on,
                row.from_year,
                row.to_year,
                row.id,
            )
            for row in rows
        ]


def save_past(office: Office, draft: PastDraft) -> Saved:
    """Write down a recognition of a year before the program. Raises Problems, Refused."""
    found = _year_problems(draft.year, office.today().year)
    if not text.clean(draft.decision_no):
        found.append(Problem("decision_no", "Hãy ghi số quyết định công nhận."))
    if draft.decided_on is not None and draft.decided_on > office.today():
        found.append(Problem("decided_on", "Ngày quyết định ở sau hôm nay."))
    if found or draft.year is None:
        raise Problems(found)
    with office.work("cell_awards.past", f"Ghi kết quả “Chi bộ 4 tốt” năm {draft.year}") as session:
        cell = cell_changes.find(session, draft.cell_id)
        _refuse_counted_here(session, draft.cell_id, draft.year)
        same = select(PastResult).where(
            PastResult.cell_id == draft.cell_id,
            PastResult.year == draft.year,
            PastResult.title == TitleKind.CELL_4_GOOD,
        )
        there = session.scalars(same).first()
        if there is not None and there.id != draft.id:
            raise Problems([Problem("year", f"Kết quả năm {draft.year} của chi bộ này đã ghi rồi.")])
        row = there or (session.get(PastResult, draft.id) if draft.id is not None else None)
        if row is None:
            row = PastResult(cell_id=draft.cell_id, title=TitleKind.CELL_4_GOOD)
            session.add(row)
        row.year, row.decision_no, row.decided_on = draft.year, draft.decision_no, draft.decided_on
        session.flush()
        session.sentence = f"Ghi kết quả “Chi bộ 4 tốt” năm {draft.year} của {cell.name}"
        return Saved(row.id, Changes.of(Kind.CAMPAIGNS))


def _refuse_counted_here(session: Session, cell_id: int, year: int) -> None:
    """Refuse a year whose campaign stands in the program: its result is counted there."""
    query = (
        select(CellEntry.id)
        .join(Campaign, Campaign.id == CellEntry.campaign_id)
        .where(CellEntry.cell_id == cell_id, Campaign.year == year, Campaign.title == TitleKind.CELL_4_GOOD)
    )
    if session.scalars(query).first() is not None:
        raise Refused(f"Năm {year} đã có đợt thi đua trong chương trình; kết quả tính theo đợt thi đua ấy.")


def save_other(office: Office, draft: OtherDraft) -> Saved:
    """Write down a reward given elsewhere or before the program. Raises Problems."""
    found = _year_problems(draft.year, office.today().year)
    if not text.clean(draft.form):
        found.append(Problem("form", "Hãy ghi hình thức khen thưởng, ví dụ Giấy khen."))
    if not text.clean(draft.issuer):
        found.append(Problem("issuer", "Hãy ghi cơ quan tặng."))
    if (draft.from_year is None) != (draft.to_year is None):
        found.append(Problem("to_year", "Khen nhiều năm thì ghi đủ năm đầu và năm cuối."))
    elif draft.from_year is not None and draft.to_year is not None and draft.from_year > draft.to_year:
        found.append(Problem("to_year", "Năm cuối ở trước năm đầu."))
    if draft.decided_on is not None and draft.decided_on > office.today():
        found.append(Problem("decided_on", "Ngày quyết định ở sau hôm nay."))
    if found or draft.year is None:
        raise Problems(found)
    with office.work("cell_awards.other", "Ghi khen thưởng của chi bộ") as session:
        cell = cell_changes.find(session, draft.cell_id)
        row = session.get(OtherAward, draft.id) if draft.id is not None else None
        if row is None:
            row = OtherAward(cell_id=draft.cell_id)
            session.add(row)
        row.year, row.form, row.title, row.issuer = draft.year, draft.form, draft.title, draft.issuer
        row.decision_no, row.decided_on = draft.decision_no, draft.decided_on
        row.from_year, row.to_year = draft.from_year, draft.to_year
        session.flush()
        session.sentence = f"Ghi {draft.form.lower()} năm {draft.year} của {cell.name}"
        return Saved(row.id, Changes.of(Kind.CAMPAIGNS))


def remove_past(office: Office, past_id: int) -> Changes:
    """Strike out a result that was written by mistake. Raises NotFound."""
    with office.work("cell_awards.remove", "Xóa kết quả ghi nhầm") as session:
        row = session.get(PastResult, past_id)
        if row is None:
            raise NotFound("Không còn kết quả này.")
        session.delete(row)
    return Changes.of(Kind.CAMPAIGNS)


def remove_other(office: Office, award_id: int) -> Changes:
    """Strike out a reward that was written by mistake. Raises NotFound."""
    with office.work("cell_awards.remove", "Xóa khen thưởng ghi nhầm") as session:
        row = session.get(OtherAward, award_id)
        if row is None:
            raise NotFound("Không còn khen thưởng này.")
        session.delete(row)
    return Changes.of(Kind.CAMPAIGNS)


def _year_problems(year: int | None, this_year: int) -> list[Problem]:
    if year is None:
        return [Problem("year", "Hãy ghi năm.")]
    if not OLDEST <= year <= this_year:
        return [Problem("year", f"Năm phải từ {OLDEST} đến {this_year}.")]
    return []
