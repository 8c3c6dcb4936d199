"""The decisions on a year's ratings: recognised (D18), and given again or annulled when found wrong (Mẫu 03)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from bontot_desktop import dates
from bontot_desktop.db.models.papers import Paper
from bontot_desktop.db.models.ratings import CellRating, MemberRating
from bontot_desktop.documents import rating_decision, rerating_decision
from bontot_desktop.documents.rating_decision import RatedCell, RatedMember, RatingDecisionFacts
from bontot_desktop.documents.rerating_decision import AgainRated, ReratingFacts
from bontot_desktop.errors import Refused, WrongDay
from bontot_desktop.rules import rating_caps
from bontot_desktop.rules.cells import REPORT_GROUPS
from bontot_desktop.rules.papers import Issuer, PaperState
from bontot_desktop.rules.periods import Period, whole_year
from bontot_desktop.rules.rating_caps import RatingSigner
from bontot_desktop.rules.year_ratings import RatingStanding
from bontot_desktop.services import (
    heads,
    legal_bases,
    member_tallies,
    numbers,
    rating_annulments,
    rating_decisions,
    rating_facts,
    rating_settings,
    rating_votes,
    ratings,
)
from bontot_desktop.services.sources.base import Issue, Source, Subject

DECISION, AGAIN = "D18", "M03"
#: So many cells are named in one warning before it says "…".
NAMED = 4


def _years(year: int) -> tuple[Period, ...]:
    """A year is decided on whole."""
    return (whole_year(year),)


# The decision of the year


def collect_decision(session: Session, code: int, issue: Issue) -> RatingDecisionFacts:
    """Gather a year's ratings. Raises Refused while no cell is rated, or the day is before the committee sat."""
    year = Period.of_code(code).year
    lines = [line for line in ratings.lines_in(session, year) if line.draft is not None]
    if not lines:
        raise Refused(f"Chưa có chi bộ nào được xếp loại năm {year}; hãy xếp loại ở trang Xếp loại trước.")
    _refuse_against_the_vote(session, year, issue.day)
    committee = heads.committee(session, issue.as_of)
    order = {group: place for place, group in enumerate(REPORT_GROUPS)}
    cells = sorted(lines, key=lambda line: (order.get(line.group, len(order)), line.group))
    return RatingDecisionFacts(
        head=heads.committee_head(
            session, issuer(session), day=issue.day, today=issue.today, number=issue.number, symbol=issue.symbol
        ),
        signer=heads.signer(session, issuer(session), issue.as_of),
        issuer=_issuer_name(session, committee.name),
        committee=committee.name,
        commune=committee.commune,
        year=year,
        cells=tuple(
            RatedCell(
                name=line.cell,
                level=line.draft.level,
                group=line.group,
                self_points=line.draft.self_points,
                verified_points=line.draft.points,
                is_exemplary=line.draft.is_exemplary,
            )
            for line in cells
            if line.draft is not None
        ),
        members=_members(session, year),
        cut_off=rating_facts.cut_off(session, year),
        term=committee.term_label,
        basis=legal_bases.lines_for(
            session, DECISION, issue.as_of, commune=committee.commune, term=committee.term_label
        ),
    )


def _refuse_against_the_vote(session: Session, year: int, day: date | None) -> None:
    sat_on = rating_votes.sat_on(session, year)
    if day is not None and sat_on is not None and day < sat_on:
        sat = dates.screen(sat_on)
        early = f"Ngày quyết định {dates.screen(day)} ở trước ngày họp xét {sat}"
        raise WrongDay(f"{early}; hãy chọn ngày từ {sat}.", sat_on)
    down = rating_votes.voted_down(session, year)
    if down:
        raise Refused(down[0])


def _members(session: Session, year: int) -> tuple[RatedMember, ...]:
    """Return the members of the year once any of them has a level: a decision on cells alone lists none."""
    listed = member_tallies.listed(session, year)
    if not any(member.level is not None for member in listed):
        return ()
    return tuple(
        RatedMember(
            name=member.full_name,
            cell=member.cell,
            level=member.level,
            born=member.born,
            post=member.post,
            why=member.why.label if member.why is not None else "chưa xếp loại",
            note=member.note,
        )
        for member in listed
    )


def issuer(session: Session) -> Issuer:
    """Return who signs ratings: the standing committee unless the office chose the executive one (§2.3)."""
    chosen = rating_settings.of(session).signer
    executive = chosen is RatingSigner.EXECUTIVE_COMMITTEE
    return Issuer.EXECUTIVE_COMMITTEE if executive else Issuer.STANDING_COMMITTEE


def _issuer_name(session: Session, committee: str) -> str:
    standing = issuer(session) is Issuer.STANDING_COMMITTEE
    return f"Ban Thường vụ {committee}" if standing else committee


def decision_warnings(session: Session, code: int, issue: Issue) -> list[str]:
    """Say what is not rated yet and which groups are over the cap: the competent body answers for it."""
    year = Period.of_code(code).year
    found = legal_bases.warnings_for(session, DECISION, issue.as_of)
    lines, tallies = ratings.lines_in(session, year), member_tallies.tallies_in(session, year)
    unrated = [line.cell for line in lines if line.draft is None]
    if unrated:
        found.append(f"Còn {len(unrated)} chi bộ chưa xếp loại, không có trong danh sách: {_named(unrated)}.")
    waiting = {line.cell: tally.waiting for line in lines if (tally := tallies.get(line.cell_id)) and tally.waiting}
    if waiting and any(tally.rated for tally in tallies.values()):
        found.append(f"Còn {sum(waiting.values())} đảng viên chưa xếp loại ở {_named(list(waiting))}.")
    settings = rating_settings.of(session)
    rated = [(line.group, line.draft.level) for line in lines if line.draft is not None]
    found.extend(
        f"{rating_caps.told(cap, settings)} Cấp có thẩm quyền chịu trách nhiệm về tỷ lệ này."
        for cap in rating_caps.caps(rated, settings)
        if cap.is_over
    )
    return found


def _named(cells: list[str]) -> str:
    return ", ".join(cells[:NAMED]) + ("…" if len(cells) > NAMED else "")


def decided(session: Session, code: int, paper: Paper) -> None:
    """Turn the proposed ratings into decided ones, inside the issuing transaction."""
    assert paper.dated_on is not None
    rating_decisions.decide_in(session, Period.of_code(code).year, paper.dated_on, members=True)


def undecided(session: Session, code: int, paper: Paper) -> None:
    """Turn them back when the decision is withdrawn."""
    assert paper.dated_on is not None
    rating_decisions.undecide_in(session, Period.of_code(code).year, paper.dated_on)


# Ratings given again


def collect_again(session: Session, code: int, issue: Issue) -> ReratingFacts:
    """Gather what is rated again, or annulled, and waits for its paper.

    Raises Refused while nothing waits, WrongDay for a day before what it mends was decided.
    """
    year = Period.of_code(code).year
    waiting = rating_decisions.pending(session, year)
    gone = rating_annulments.pending(session, year)
    if not waiting and not gone:
        raise Refused(f"Chưa có kết quả năm {year} nào chờ xếp loại lại; hãy ghi ở trang Xếp loại, Xếp loại lại….")
    olds = [*gone, *(old for rating in waiting if (old := _current(session, rating)) is not None)]
    last = max((old.decided_on for old in olds if old.decided_on is not None), default=None)
    if issue.day is not None and last is not None and issue.day < last:
        day = dates.screen(last)
        raise WrongDay(f"Ngày quyết định ở trước ngày quyết định xếp loại {day}; hãy chọn ngày từ {day}.", last)
    committee = heads.committee(session, issue.as_of)
    return ReratingFacts(
        head=heads.committee_head(
            session, issuer(session), day=issue.day, today=issue.today, number=issue.number, symbol=issue.symbol
        ),
        signer=heads.signer(session, issuer(session), issue.as_of),
        issuer=_issuer_name(session, committee.name),
        committee=committee.name,
        commune=committee.commune,
        year=year,
        subjects=(
            *(_again(session, rating) for rating in waiting),
            *(_annulled(session, rating) for rating in gone),
        ),
        decision=_number_of(session, year),
        basis=legal_bases.lines_for(session, AGAIN, issue.as_of, commune=committee.commune, term=committee.term_label),
    )


def _annulled(session: Session, rating: rating_decisions.Rating) -> AgainRated:
    """A result that goes without another in its place."""
    cell = heads.cell_name(session, rating.cell_id, rating_facts.cut_off(session, rating.year))
    return AgainRated(
        name=cell if isinstance(rating, CellRating) else f"đồng chí {rating.member.full_name}, {cell}",
        is_cell=isinstance(rating, CellRating),
        old=rating.level.label if rating.level is not None else "không đánh giá",
        new="",
        reason=rating.annul_reason,
    )


def _again(session: Session, rating: rating_decisions.Rating) -> AgainRated:
    old = _current(session, rating)
    assert rating.level is not None
    cell = heads.cell_name(session, rating.cell_id, rating_facts.cut_off(session, rating.year))
    return AgainRated(
        name=cell if isinstance(rating, CellRating) else f"đồng chí {rating.member.full_name}, {cell}",
        is_cell=isinstance(rating, CellRating),
        old=old.level.label if old is not None and old.level is not None else "",
        new=rating.level.label,
        reason=rating.reason,
    )


def _current(session: Session, rating: rating_decisions.Rating) -> rating_decisions.Rating | None:
    if isinstance(rating, CellRating):
        of_cell = select(CellRating).where(CellRating.cell_id == rating.cell_id, CellRating.year == rating.year)
        return session.scalars(of_cell.where(CellRating.is_current)).first()
    of_member = select(MemberRating).where(
        MemberRating.member_id == rating.member_id, MemberRating.year == rating.year, MemberRating.is_current
    )
    return session.scalars(of_member).first()


def _number_of(session: Session, year: int) -> str:
    """Name the decision of the year that stands: "số 15-QĐ/ĐU, ngày 16/12/2026", "" when there is none here."""
    query = select(Paper).where(
        Paper.kind == DECISION, Paper.period == whole_year(year).code, Paper.state == PaperState.ISSUED
    )
    row = session.scalars(query).first()
    if row is None or row.number is None or row.dated_on is None:
        return ""
    return f"số {row.number:02d}-{row.series}, ngày {dates.short(row.dated_on)}"


def settled(session: Session, code: int, paper: Paper) -> None:
    """Let the new ratings stand in the place of the old ones, inside the issuing transaction."""
    assert paper.dated_on is not None
    year = Period.of_code(code).year
    for rating in rating_decisions.pending(session, year):
        rating_decisions.settle_in(session, rating, paper.dated_on)
    for rating in rating_annulments.pending(session, year):
        rating_annulments.settle_in(session, rating, paper.dated_on, numbers.text_of(paper))


def unsettled(session: Session, code: int, paper: Paper) -> None:
    """Let the ratings before stand again and the new ones wait, when the paper is withdrawn."""
    year, on = Period.of_code(code).year, paper.dated_on
    assert on is not None
    for gone in rating_annulments.settled_by(session, year, on, numbers.text_of(paper)):
        rating_annulments.unsettle_in(session, gone)
    of_cells = select(CellRating).where(CellRating.is_current, CellRating.version > 1, CellRating.year == year)
    of_members = select(MemberRating).where(
        MemberRating.is_current, MemberRating.version > 1, MemberRating.year == year
    )
    found: list[rating_decisions.Rating] = [*session.scalars(of_cells).all(), *session.scalars(of_members).all()]
    for rating in found:
        if rating.standing is RatingStanding.DECIDED and rating.decided_on == on:
            rating_decisions.unsettle_in(session, rating)


SOURCES = (
    Source(
        DECISION,
        Subject.PERIOD,
        Issuer.STANDING_COMMITTEE,
        collect_decision,
        rating_decision.about,
        after_issue=decided,
        before_take_back=undecided,
        warnings=decision_warnings,
        periods=_years,
    ),
    Source(
        AGAIN,
        Subject.PERIOD,
        Issuer.STANDING_COMMITTEE,
        collect_again,
        rerating_decision.about,
        after_issue=settled,
        before_take_back=unsettled,
        warnings=lambda session, code, issue: legal_bases.warnings_for(session, AGAIN, issue.as_of),
        periods=_years,
    ),
)
