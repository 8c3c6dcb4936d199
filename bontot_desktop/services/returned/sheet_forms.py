"""An observer's sheet (F17) as a form, and what its answers come to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Session

from bontot_desktop.db.models.meetings import Meeting
from bontot_desktop.documents.observer_sheet import NO, YES, SheetFacts
from bontot_desktop.rules.samples import CHECKLIST
from bontot_desktop.services import sample_store, sheets
from bontot_desktop.services.returned import answers, codes, points
from bontot_desktop.services.returned.answers import Answers
from bontot_desktop.services.returned.codes import FormCode
from bontot_desktop.services.sheets import CheckDraft, SheetDraft
from bontot_desktop.services.sources import Issue, sample_papers

KIND = "F17"
_TEXTS = (
    ("strengths", "Ưu điểm"),
    ("weaknesses", "Hạn chế"),
    ("suggestions_cell", "Góp ý với chi bộ"),
    ("suggestions_committee", "Đề nghị với Đảng ủy"),
    ("applicable_at_home", "Nội dung áp dụng được ở chi bộ mình"),
)
_SAID: dict[str, bool | None] = {YES: True, NO: False}


@dataclass(frozen=True, slots=True)
class Understood:
    """What the answers of an observer's sheet come to."""

    draft: SheetDraft
    warnings: list[str]
    total: Decimal | None


def facts(session: Session, observer_id: int, issue: Issue) -> SheetFacts:
    """Gather the form of an observer's sheet. Raises NotFound."""
    observer = sample_store.observer(session, observer_id)
    draft = sheets.draft_of(session, observer, issue.as_of)
    printed = sample_papers.collect_sheet(session, observer_id, issue)
    fixed = {item.code for item in draft.template.items if item.fixed is not None}
    code = FormCode(KIND, observer_id, draft.template.id, codes.made_of(_stored(draft)), codes.office_mark(session))
    return replace(
        printed,
        scores=tuple(replace(line, is_fixed=line.code in fixed) for line in printed.scores),
        is_blank=True,
        form_code=str(code),
    )


def _day_after(meeting: Meeting | None, today: date) -> Callable[[str], date]:
    """Return what reads the day of a sheet: not before the meeting, not after today."""
    past = answers.past_day(today)

    def read(said: str) -> date:
        found = past(said)
        if meeting is not None and meeting.held_on is not None and found < meeting.held_on:
            raise answers.Wrong(sheets.too_early(found, meeting.held_on))
        return found

    return read


def _stored(draft: SheetDraft) -> object:
    return (
        draft.returned_on if draft.is_stored else None,
        draft.checks,
        draft.points,
        *(getattr(draft, n) for n, _ in _TEXTS),
    )


def understand(session: Session, code: FormCode, given: Answers, day: Issue) -> Understood:
    """Read the answers onto what is stored. Raises NotFound when the observer is not on the list any more."""
    observer = sample_store.observer(session, code.subject_id)
    draft = sheets.draft_of(session, observer, day.as_of)
    warnings = []
    if draft.is_stored and codes.made_of(_stored(draft)) != code.made_of:
        warnings.append("Phiếu này đã được nhập hoặc sửa trong chương trình sau khi gửi đi; hãy xem các chỗ khác nhau.")
    checks = {}
    unticked = 0
    for number, (step, title) in enumerate(CHECKLIST, start=1):
        stored = draft.checks.get(step, CheckDraft())
        was_done = given.take(
            ("check", step),
            f"Bước {number}. {title}",
            stored.was_done,
            read=answers.one_of(_SAID, "Có, Không"),
            show=lambda value: "" if value is None else YES if value else NO,
        )
        note = given.take(
            ("note", step),
            f"Ghi chú bước {number}",
            stored.note,
            read=answers.one_line,
            show=answers.shown,
            is_listed=False,
        )
        unticked += was_done is None
        if was_done is not None or note:
            checks[step] = CheckDraft(was_done, note)
    if unticked:
        given.missing.append(f"{unticked} bước chưa chọn Có, Không")
    found, said = points.read(given, draft.template, draft.points, code.template_id)
    texts = {
        name: given.take((name,), title, getattr(draft, name), read=answers.words, show=answers.shown, is_wanted=True)
        for name, title in _TEXTS
    }
    returned_on = given.take(
        ("returned_on",),
        "Ngày nhận xét",
        draft.returned_on,
        read=_day_after(observer.event.meeting, day.today),
        show=answers.shown,
    )
    taken = replace(draft, checks=checks, points=found, returned_on=returned_on, **texts)
    return Understood(taken, [*warnings, *said], draft.template.total(found) if found else None)
