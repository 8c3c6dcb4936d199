"""Papers of what a cell's meeting came to: the month's resolution (F8) and the score sheet (F9)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from bontot_desktop import dates
from bontot_desktop.db.models.cells import Cell
from bontot_desktop.db.models.papers import Paper
from bontot_desktop.db.models.scoring import Score
from bontot_desktop.documents import meeting_score_sheet, resolution
from bontot_desktop.documents.meeting_score_sheet import BandFact, ScoreLineFact, ScoreSheetFacts
from bontot_desktop.documents.resolution import ResolutionFacts
from bontot_desktop.errors import Refused, WrongDay
from bontot_desktop.rules.cells import ContentType
from bontot_desktop.rules.meetings import FINAL_STATES, MONTHLY_TYPES, SAMPLE_TYPES, MeetingType
from bontot_desktop.rules.scoring import NotApplicable, RatingBand, ScoreItem, ScoreKind, show
from bontot_desktop.rules.votes import vote_passes
from bontot_desktop.services import heads, meeting_drafts, meeting_store, scores
from bontot_desktop.services.meeting_drafts import MeetingDraft
from bontot_desktop.services.scores import TemplateView
from bontot_desktop.services.sources import meeting_papers
from bontot_desktop.services.sources.base import Issue, Source, Subject
from bontot_desktop.services.sources.cell_papers import ISSUER, brief, head_of, in_charge, meeting_of, named, signer_of

# The resolution


def collect_resolution(session: Session, meeting_id: int, issue: Issue) -> ResolutionFacts:
    """Gather the month's resolution from its regular meeting; a draft may be made before it, for taking along.

    Raises Refused for another kind of meeting, a date before it, or a resolution that was voted down.
    """
    draft = meeting_of(session, meeting_id)
    if draft.type not in MONTHLY_TYPES:
        raise Refused(f"Nghị quyết tháng lập từ buổi sinh hoạt thường kỳ; buổi này là {draft.type.label.lower()}.")
    _refuse_before(draft, issue.day, "nghị quyết")
    cell = session.get_one(Cell, draft.cell_id)
    facts = ResolutionFacts(
        head=head_of(session, draft, issue),
        signer=signer_of(session, draft, issue),
        committee=heads.committee(session, issue.as_of).name,
        meeting=meeting_papers.of_draft(session, draft, today=issue.today),
        agenda=tuple(item.title for item in draft.agenda),
        in_charge=named(in_charge(session, draft, issue)),
        is_village=cell.content_type is ContentType.VILLAGE_QUARTER,
    )
    ballot = facts.ballot
    if ballot is not None and not vote_passes(ballot.votes_for, ballot.base, ballot.threshold, ballot.threshold_share):
        raise Refused(f"Chi bộ không thông qua nghị quyết ({ballot.votes_for}/{ballot.base}) nên không lập được.")
    return facts


def about_resolution(facts: ResolutionFacts) -> str:
    """Name the resolution in the register."""
    year, month = facts.planned
    return f"Lãnh đạo thực hiện nhiệm vụ tháng {month} năm {year}, {facts.meeting.cell_name}"


def resolution_warnings(session: Session, meeting_id: int, issue: Issue) -> list[str]:
    """Say what a resolution still lacks: approved minutes, a vote, the plan of the month, tasks, the own score."""
    draft = meeting_store.load(session, meeting_id)
    lacking = (
        (draft.state not in FINAL_STATES, "Biên bản của buổi sinh hoạt chưa được thông qua."),
        (not draft.votes, "Chưa ghi biểu quyết thông qua nghị quyết; dự thảo để trống số phiếu."),
        (not draft.section("next_month"), "Chưa ghi phương hướng, nhiệm vụ tháng tới trong biên bản."),
        (not draft.tasks, "Chưa phân công nhiệm vụ cho đảng viên nào."),
        (_score(session, meeting_id, ScoreKind.SELF) is None, "Chi bộ chưa tự chấm điểm kỳ sinh hoạt."),
    )
    return [sentence for is_lacking, sentence in lacking if is_lacking]


def resolution_issued(session: Session, meeting_id: int, paper: Paper) -> None:
    """Issue only what the cell voted for, at a meeting that took place. Raises Refused."""
    draft = meeting_store.load(session, meeting_id)
    if draft.held_on is None or draft.ends_at is None:
        raise Refused("Buổi sinh hoạt chưa ghi ngày họp và giờ kết thúc nên chưa ban hành nghị quyết được.")
    if not draft.votes:
        raise Refused("Chưa ghi biểu quyết thông qua nghị quyết; hãy ghi ở phần Biểu quyết của biên bản.")


# The score sheet


def collect_score_sheet(session: Session, meeting_id: int, issue: Issue) -> ScoreSheetFacts:
    """Gather the score sheet: blank before the cell scored, else its own points with those of the higher level.

    Raises Refused for a kind of meeting that is not scored, or a date before the meeting.
    """
    draft = meeting_of(session, meeting_id)
    if draft.type not in SAMPLE_TYPES:
        raise Refused(f"Phiếu đánh giá chỉ dùng cho sinh hoạt chi bộ; buổi này là {draft.type.label.lower()}.")
    own = _score(session, meeting_id, ScoreKind.SELF)
    higher = _score(session, meeting_id, ScoreKind.OFFICIAL) or _score(session, meeting_id, ScoreKind.IN_CHARGE)
    if own is not None:
        _refuse_before(draft, issue.day, "phiếu đánh giá")
    template = scores.for_meeting(session, meeting_id, issue.as_of)
    if own is None and higher is None:
        # A sheet taken along: whether the month gets its theme is not known yet, every line is there to fill.
        template = scores.template_of(template.id, session)
    figures = meeting_drafts.figures(draft)
    is_held = draft.ends_at is not None
    confirmers = in_charge(session, draft, issue)
    return ScoreSheetFacts(
        head=head_of(session, draft, issue),
        signer=signer_of(session, draft, issue),
        meeting=brief(draft),
        lines=_lines(session, template, own, higher),
        bands=tuple(BandFact(band.rating.label, show(band.minimum)) for band in _best_first(template)),
        source=template.source,
        max_total=show(template.maximum),
        has_committee=session.get_one(Cell, draft.cell_id).has_committee,
        total=show(own.total) if own else "",
        rating=own.rating.label if own else "",
        higher_total=show(higher.total) if higher else "",
        higher_rating=higher.rating.label if higher else "",
        limits_to_fix=own.limits_to_fix if own else "",
        present=figures.present_expected if is_held else None,
        expected=figures.expected if is_held else None,
        minutes=meeting_drafts.minutes_long(draft) if is_held else None,
        confirmer=confirmers[0].full_name if len(confirmers) == 1 else "",
    )


def _score(session: Session, meeting_id: int, kind: ScoreKind) -> Score | None:
    return session.scalars(select(Score).where(Score.meeting_id == meeting_id, Score.kind == kind)).first()


def _best_first(template: TemplateView) -> list[RatingBand]:
    return sorted(template.bands, key=lambda band: band.minimum, reverse=True)


#: Points of a line that does not apply.
_NONE = "–"


def _lines(
    session: Session, template: TemplateView, own: Score | None, higher: Score | None
) -> tuple[ScoreLineFact, ...]:
    """Put the criteria with their points side by side; the fixed answers help only whoever scores by hand."""
    given = scores.points_of(own) if own else {}
    above = _points_above(session, own, higher)
    notes = {line.item.code: line.note for line in own.lines} if own else {}
    return tuple(
        ScoreLineFact(
            code=item.code,
            title=item.title if own or not item.note else f"{item.title} ({item.note})",
            maximum=_NONE
            if item.fixed is not None and item.not_applicable is NotApplicable.MOVE
            else show(item.maximum),
            points=_points(template, item, given),
            higher=_points(template, item, above),
            note=_note(item, notes) if own else "",
            is_group=item.is_group,
            options=() if own else tuple((one.label, show(one.points)) for one in item.options),
        )
        for item in template.items
    )


def _points_above(session: Session, own: Score | None, higher: Score | None) -> Mapping[str, Decimal]:
    """Return the higher level's points line by line; a total that agrees with a score is given as that one was."""
    if higher is None:
        return {}
    if higher.lines:
        return scores.points_of(higher)
    charged = _score(session, higher.meeting_id, ScoreKind.IN_CHARGE)
    agreed = next((one for one in (charged, own) if one is not None and one.lines and one.total == higher.total), None)
    return scores.points_of(agreed) if agreed is not None else {}


def _note(item: ScoreItem, notes: Mapping[str, str]) -> str:
    return notes.get(item.code, "") or ("không áp dụng" if item.fixed is not None else "")


def _points(template: TemplateView, item: ScoreItem, points: Mapping[str, Decimal]) -> str:
    if not points:
        return ""
    if item.fixed is not None:
        return show(item.fixed) if item.fixed else _NONE
    return show(template.group_points(item, points) if item.is_group else points.get(item.code))


def about_score_sheet(facts: ScoreSheetFacts) -> str:
    """Name the sheet in the register."""
    return f"Phiếu đánh giá chất lượng {facts.meeting.session}, {facts.meeting.cell}"


def score_sheet_issued(session: Session, meeting_id: int, paper: Paper) -> None:
    """File only a sheet that was filled in. Raises Refused."""
    if _score(session, meeting_id, ScoreKind.SELF) is None:
        raise Refused("Chi bộ chưa tự chấm điểm nên chỉ in được phiếu trắng, chưa ban hành được.")


def _refuse_before(draft: MeetingDraft, day: date | None, paper: str) -> None:
    if day is not None and draft.held_on is not None and day < draft.held_on:
        early, held = dates.screen(day), dates.screen(draft.held_on)
        raise WrongDay(f"Ngày {paper} {early} ở trước ngày sinh hoạt {held}; hãy chọn ngày từ {held}.", draft.held_on)


SOURCES = (
    Source(
        kind=resolution.KIND.id,
        subject=Subject.MEETING,
        issuer=ISSUER,
        collect=collect_resolution,
        about=about_resolution,
        after_issue=resolution_issued,
        warnings=resolution_warnings,
        meeting_types=tuple(kind for kind in MeetingType if kind in MONTHLY_TYPES),
    ),
    Source(
        kind=meeting_score_sheet.KIND.id,
        subject=Subject.MEETING,
        issuer=ISSUER,
        collect=collect_score_sheet,
        about=about_score_sheet,
        after_issue=score_sheet_issued,
        meeting_types=SAMPLE_TYPES,
    ),
)
