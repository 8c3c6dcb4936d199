"""What came of the observers' sheets: the summary of scores and opinions (F19)."""

from __future__ import annotations

from decimal import Decimal

from sqlalchemy.orm import Session

from bontot_desktop import dates
from bontot_desktop.db.models.samples import SampleEvent
from bontot_desktop.documents import observer_summary
from bontot_desktop.documents.letterhead import SignerFacts
from bontot_desktop.documents.observer_summary import CriterionFact, ScoreRow, SummaryFacts
from bontot_desktop.errors import Refused
from bontot_desktop.rules.papers import Issuer
from bontot_desktop.rules.scoring import show
from bontot_desktop.services import heads, sample_store, scores
from bontot_desktop.services.scores import Spread, Summary
from bontot_desktop.services.sources.base import Issue, Source, Subject
from bontot_desktop.services.sources.sample_papers import brief, opinions_of

#: The office collects the sheets and puts them together (meetings.md §7.2, step 9).
ISSUER = Issuer.COMMITTEE_OFFICE
#: Who signs while no head of the office is entered.
UNNAMED = SignerFacts("NGƯỜI TỔNG HỢP", "", "")


def collect(session: Session, event_id: int, issue: Issue) -> SummaryFacts:
    """Gather scores and opinions. Raises Refused while there is neither, or for a day before the meeting."""
    row = sample_store.event(session, event_id)
    meeting = brief(session, row, issue)
    if issue.day and meeting.held_on and issue.day < meeting.held_on:
        early, held = dates.screen(issue.day), dates.screen(meeting.held_on)
        raise Refused(f"Ngày tổng hợp {early} ở trước ngày sinh hoạt {held}.")
    summary = _summary(session, row, issue)
    opinions = opinions_of(row)
    returned = sum(observer.sheet is not None for observer in row.observers)
    if not returned and not opinions:
        raise Refused("Chưa có phiếu nhận xét nào được nộp và chưa ghi ý kiến nào nên chưa tổng hợp được.")
    return SummaryFacts(
        head=heads.committee_head(session, ISSUER, day=issue.day, today=issue.today),
        signer=_signer(session, issue),
        committee=heads.committee(session, issue.as_of).name,
        meeting=meeting,
        invited=len(row.observers),
        returned=returned,
        criteria=tuple(CriterionFact(one.code, one.title, show(one.maximum)) for one in summary.groups)
        if summary
        else (),
        maximum=show(summary.total.maximum) if summary else "",
        observers=_observers(summary) if summary else (),
        figures=_figures(summary) if summary else (),
        opinions=opinions,
        score_source=summary.template.source if summary else "",
        far=_far(summary) if summary else (),
    )


def _summary(session: Session, row: SampleEvent, issue: Issue) -> Summary | None:
    if row.meeting_id is None:
        return None
    found = scores.summary_of(session, row.meeting_id, list(row.observers), issue.as_of)
    return found if found.scorers else None


def _signer(session: Session, issue: Issue) -> SignerFacts:
    try:
        return heads.signer(session, ISSUER, issue.as_of)
    except Refused:
        # A table for the office's own use is no paper that only its head may sign.
        return UNNAMED


def _far(summary: Summary) -> tuple[str, ...]:
    told = (*(one.sentence for one in summary.outliers), summary.own_is_far)
    return tuple(sentence for sentence in told if sentence)


def _observers(summary: Summary) -> tuple[ScoreRow, ...]:
    return tuple(
        ScoreRow(f"{one.name} ({one.capacity.label})", tuple(map(show, one.groups)), show(one.total), one.rating.label)
        for one in summary.scorers
    )


def _figures(summary: Summary) -> tuple[ScoreRow, ...]:
    spreads = (*summary.groups, summary.total)
    rows = [
        _row("Bình quân", [one.mean for one in spreads], summary.rating.label if summary.rating else ""),
        _row("Thấp nhất", [one.least for one in spreads]),
        _row("Cao nhất", [one.most for one in spreads]),
    ]
    if summary.total.own is not None:
        own = summary.own_rating.label if summary.own_rating else ""
        rows.append(_row("Chi bộ tự chấm", [one.own for one in spreads], own))
        rows.append(ScoreRow("Chênh lệch", tuple(map(_difference, summary.groups)), _difference(summary.total)))
    return tuple(rows)


def _row(name: str, values: list[Decimal | None], rating: str = "") -> ScoreRow:
    *points, total = (show(value) for value in values)
    return ScoreRow(name, tuple(points), total, rating)


def _difference(spread: Spread) -> str:
    """Write the observers' mean minus the cell's own score with its sign."""
    difference = spread.difference
    if difference is None:
        return ""
    return f"+{show(difference)}" if difference > 0 else show(difference)


SOURCES = (
    Source(
        kind=observer_summary.KIND.id,
        subject=Subject.SAMPLE,
        issuer=ISSUER,
        collect=collect,
        about=observer_summary.about,
    ),
)
