"""The sheet on which a cell scores itself for "Chi bộ 4 tốt" (D6) as a form, and what its answers come to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Session

from bontot_desktop import text
from bontot_desktop.documents.self_score_sheet import SelfScoreFacts
from bontot_desktop.errors import Refused
from bontot_desktop.rules.criteria import Level
from bontot_desktop.rules.criteria_scoring import Given, given_fault
from bontot_desktop.rules.recognition import Column, EntryState, Scoring
from bontot_desktop.rules.scoring import show
from bontot_desktop.services import campaign_sets, entries
from bontot_desktop.services.entry_sheets import ScoreSheet, SheetLine, sheet_of
from bontot_desktop.services.returned import answers, codes
from bontot_desktop.services.returned.answers import Answers, Wrong
from bontot_desktop.services.returned.codes import FormCode
from bontot_desktop.services.sources import Issue, dossier_papers

KIND = "D6"
LEFT_OUT = "Không áp dụng"
_LEFT_OUT = frozenset({"khong ap dung", "kad", "x", "0-"})
_PASSED = {"Đạt": Decimal(1), "Chưa đạt": Decimal(0)}
_LEVELS = {level.label: level.points for level in Level}
_FIGURES = (
    ("self_vote_base", "Số đảng viên được biểu quyết"),
    ("self_present", "Có mặt"),
    ("self_votes_for", "Tán thành"),
)


def facts(session: Session, entry_id: int, issue: Issue) -> SelfScoreFacts:
    """Gather the form of a cell's own score. Raises Refused when the cell takes no part or its result stands."""
    sheet = _open_sheet(session, entry_id)
    printed = dossier_papers.collect_sheet(session, entry_id, issue)
    set_id = campaign_sets.set_of(session, entries.find_entry(session, entry_id)).id
    code = FormCode(KIND, entry_id, set_id, codes.made_of(_stored(sheet)), codes.office_mark(session))
    known = {line.code: line for line in sheet.lines}
    return replace(
        printed,
        lines=tuple(
            replace(
                line,
                own="" if line.is_group else _shown(sheet, known[line.code])(_given(known[line.code])),
                note=known[line.code].note,
                evidence=known[line.code].evidence,
                choices=() if line.is_group else tuple(choices(sheet, known[line.code])),
            )
            for line in printed.lines
        ),
        vote_base=sheet.self_vote_base,
        present=sheet.self_present,
        form_code=str(code),
    )


def _open_sheet(session: Session, entry_id: int) -> ScoreSheet:
    entry = entries.find_open(session, entry_id)
    if entry.state in (EntryState.NOT_REGISTERED, EntryState.WITHDRAWN, EntryState.CLOSED_REORG):
        raise Refused(f"{entry.name_at_time} không dự xét năm {entry.campaign.year} nên không có bảng tự chấm.")
    entries.refuse_when_concluded(entry, "bảng tự chấm")
    return sheet_of(entry)


def _stored(sheet: ScoreSheet) -> object:
    own = tuple(
        (line.code, line.self_points, line.is_left_out, line.evidence, line.note)
        for line in sheet.lines
        if not line.is_group
    )
    return (own, sheet.self_scored_on, sheet.self_votes_for, sheet.self_vote_base, sheet.self_present)


def choices(sheet: ScoreSheet, line: SheetLine) -> list[str]:
    """Return what the field of a criterion offers; nothing where points are written freely."""
    found: list[str] = []
    if sheet.scoring is Scoring.PASS_FAIL:
        found = list(_PASSED)
    elif sheet.scoring is Scoring.LEVEL4:
        found = list(_LEVELS)
    elif line.item.options:
        found = [f"{show(answer.points)} – {answer.label}" for answer in line.item.options]
    return [*found, LEFT_OUT] if found and line.item.na_allowed else found


def _given(line: SheetLine) -> Given:
    return Given(line.self_points, line.is_left_out)


def _shown(sheet: ScoreSheet, line: SheetLine) -> Callable[[Given], str]:
    def shown(given: Given) -> str:
        if given.is_not_applicable:
            return LEFT_OUT
        if given.points is None:
            return ""
        named = _PASSED if sheet.scoring is Scoring.PASS_FAIL else _LEVELS
        if sheet.scoring is not Scoring.POINTS:
            return next((word for word, points in named.items() if points == given.points), "")
        answer = next((one for one in line.item.options if one.points == given.points), None)
        return f"{show(given.points)} – {answer.label}" if answer is not None else show(given.points)

    return shown


def _reader(sheet: ScoreSheet, line: SheetLine) -> Callable[[str], Given]:
    def read(said: str) -> Given:
        folded = text.fold(text.clean(said)).rstrip(".")
        given = Given(None, is_not_applicable=True)
        if folded not in _LEFT_OUT:
            named = _PASSED if sheet.scoring is Scoring.PASS_FAIL else _LEVELS
            if sheet.scoring is not Scoring.POINTS:
                given = Given(answers.one_of(named, "các mức")(said))
            else:
                answer = next((one for one in line.item.options if text.fold(one.label) == folded), None)
                figure = said.split("–")[0].split("/")[0].strip()
                given = Given(answer.points if answer is not None else answers.figure(figure))
        fault = given_fault(sheet.facts, line.item, given)
        if fault:
            # The field the sentence stands beside names the criterion already.
            raise Wrong(fault)
        return given

    return read


def understand(
    session: Session, code: FormCode, given: Answers, today: date
) -> tuple[ScoreSheet, list[str], Decimal | None]:
    """Read the answers onto the sheet that is stored: what to store, what to look at, the total.

    Raises Refused when the cell's result stands, or is scored by another set by now.
    """
    sheet = _open_sheet(session, code.subject_id)
    now = campaign_sets.set_of(session, entries.find_entry(session, code.subject_id))
    if now.id != code.template_id:
        raise Refused(f"Bảng này gửi đi với bộ tiêu chí khác, nay chi bộ chấm theo “{now.name}”; hãy gửi bảng mới.")
    found = []
    if codes.made_of(_stored(sheet)) != code.made_of and any(line.self_points is not None for line in sheet.lines):
        found.append("Điểm tự chấm đã được ghi hoặc sửa trong chương trình sau khi gửi bảng đi.")
    lines = tuple(line if line.is_group else _line(sheet, line, given) for line in sheet.lines)
    empty = [line.code for line in lines if line.wants_points and line.self_points is None]
    if empty:
        given.missing.append(f"điểm các tiêu chí {text.join_vi(empty)}")
    scored_on = given.take(
        ("self_scored_on",),
        "Chi bộ họp ngày",
        sheet.self_scored_on,
        read=answers.past_day(today),
        show=answers.shown,
        is_wanted=True,
    )
    if scored_on is not None and scored_on.year != entries.find_entry(session, code.subject_id).campaign.year:
        found.append("Ngày chi bộ họp không thuộc năm của đợt thi đua.")
    figures = {
        name: given.take(
            (name,), words, getattr(sheet, name), read=_count, show=answers.shown, is_wanted=name != "self_present"
        )
        for name, words in _FIGURES
    }
    taken = replace(sheet, lines=lines, self_scored_on=scored_on, **figures)
    return taken, found, taken.total(Column.SELF)


def _count(said: str) -> int | None:
    return answers.count(said)


def _line(sheet: ScoreSheet, line: SheetLine, given: Answers) -> SheetLine:
    title = text.first_upper(line.title)
    own = given.take(
        ("points", line.code),
        f"{line.code}. {title}",
        _given(line),
        read=_reader(sheet, line),
        show=_shown(sheet, line),
    )
    written = {
        name: given.take(
            (name, line.code),
            f"{words} {line.code}",
            getattr(line, name),
            read=answers.one_line,
            show=answers.shown,
            is_listed=False,
        )
        for name, words in (("evidence", "Minh chứng"), ("note", "Ghi chú"))
    }
    return replace(line, self_points=own.points, is_left_out=own.is_not_applicable, **written)
