"""The sheet on which a cell scores its own meeting (F9) as a form, and what its answers come to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Session

from bontot_desktop.documents.meeting_score_sheet import ScoreLineFact, ScoreSheetFacts
from bontot_desktop.errors import Refused
from bontot_desktop.rules.scoring import show
from bontot_desktop.services.meeting_scores import MeetingScoreDraft
from bontot_desktop.services.returned import answers, codes, points
from bontot_desktop.services.returned.answers import Answers
from bontot_desktop.services.returned.codes import FormCode
from bontot_desktop.services.sources import Issue, cell_results

KIND = "F9"


def facts(session: Session, draft: MeetingScoreDraft, issue: Issue) -> ScoreSheetFacts:
    """Gather the form of a meeting's score sheet. Raises Refused for a meeting that is not scored or is decided."""
    if draft.locked:
        raise Refused(draft.locked)
    meeting_id = draft.meeting_id
    printed = cell_results.collect_score_sheet(session, meeting_id, issue)
    template = draft.template
    known = {line.code: line for line in printed.lines}
    code = FormCode(KIND, meeting_id, template.id, codes.made_of(_stored(draft)), codes.office_mark(session))
    return replace(
        printed,
        lines=tuple(
            replace(
                known.get(item.code, ScoreLineFact(item.code, item.title, "")),
                maximum=show(item.maximum),
                points=show(draft.points.get(item.code)) if item.fixed is None else show(item.fixed),
                note=draft.notes.get(item.code, ""),
                options=tuple((one.label, show(one.points)) for one in item.options),
                is_fixed=item.fixed is not None,
            )
            for item in template.items
        ),
        max_total=show(template.maximum),
        total="",
        limits_to_fix=draft.limits_to_fix,
        scored_on=draft.scored_on,
        form_code=str(code),
    )


def _stored(draft: MeetingScoreDraft) -> object:
    return (draft.points, draft.notes, draft.limits_to_fix, draft.scored_on)


def understand(
    draft: MeetingScoreDraft, code: FormCode, given: Answers, today: date
) -> tuple[MeetingScoreDraft, list[str], Decimal | None]:
    """Read the answers onto the score that is stored: what to store, what to look at, the total.

    Raises Refused when the rating is decided.
    """
    if draft.locked:
        raise Refused(draft.locked)
    warnings = []
    if draft.is_stored and codes.made_of(_stored(draft)) != code.made_of:
        warnings.append("Điểm tự chấm đã được ghi hoặc sửa trong chương trình sau khi gửi phiếu đi.")
    found, said = points.read(given, draft.template, draft.points, code.template_id)
    notes = dict(draft.notes)
    for item in draft.template.leaves:
        note = given.take(
            ("note", item.code),
            f"Ghi chú {item.code}",
            notes.get(item.code, ""),
            read=answers.one_line,
            show=answers.shown,
            is_listed=False,
        )
        if note:
            notes[item.code] = note
    limits = given.take(
        ("limits_to_fix",),
        "Hạn chế cần khắc phục",
        draft.limits_to_fix,
        read=answers.words,
        show=answers.shown,
        is_wanted=True,
    )
    scored_on = given.take(
        ("scored_on",),
        "Ngày chấm",
        draft.scored_on,
        read=answers.past_day(today),
        show=answers.shown,
        is_wanted=True,
    )
    taken = replace(draft, points=found, notes=notes, limits_to_fix=limits, scored_on=scored_on)
    return taken, [*warnings, *said], draft.template.total(found) if found else None
