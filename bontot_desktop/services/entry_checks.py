"""What a score sheet lacks for the steps it leads to (T3, T6), what of it cannot be stored, and what is odd of it."""

from __future__ import annotations

from bontot_desktop import dates, text
from bontot_desktop.errors import Problem
from bontot_desktop.rules.criteria_scoring import Given, given_fault, is_an_answer
from bontot_desktop.rules.eligibility import date_problems
from bontot_desktop.rules.recognition import Column, EntryState, Scoring
from bontot_desktop.rules.scoring import show
from bontot_desktop.rules.votes import vote_passes
from bontot_desktop.services.entry_sheets import ScoreSheet, SheetLine

#: So many codes are named in one sentence before it says "…".
_NAMED = 6
_WORDS = {"1": "Đạt", "0": "Chưa đạt"}


def problems(sheet: ScoreSheet) -> list[Problem]:
    """Check a sheet: points in range and on the step, differences explained; fields are "column:code", "note:code"."""
    found = []
    for line in sheet.lines:
        if line.is_group:
            continue
        if line.is_left_out:
            fault = given_fault(sheet.facts, line.item, Given(None, is_not_applicable=True))
            if fault:
                found.append(Problem(f"{Column.SELF.value}:{line.code}", f"Tiêu chí {line.code}: {fault}"))
            continue
        for column in Column:
            points = line.points(column)
            fault = given_fault(sheet.facts, line.item, Given(points)) if points is not None else None
            if fault:
                found.append(Problem(f"{column.value}:{line.code}", f"Tiêu chí {line.code}: {fault}"))
        found.extend(_unexplained(sheet, line))
    return [*found, *_vote_problems(sheet)]


def _vote_problems(sheet: ScoreSheet) -> list[Problem]:
    base, votes, present = sheet.self_vote_base, sheet.self_votes_for, sheet.self_present
    if votes is not None and base is not None and votes > base:
        sentence = f"Số tán thành {votes} nhiều hơn số đảng viên được biểu quyết {base}."
        return [Problem("self_votes_for", sentence)]
    if votes is not None and present is not None and votes > present:
        return [Problem("self_votes_for", f"Số tán thành {votes} nhiều hơn số có mặt {present}.")]
    if present is not None and base is not None and present > base:
        return [Problem("self_present", f"Số có mặt {present} nhiều hơn số đảng viên được biểu quyết {base}.")]
    return []


def _unexplained(sheet: ScoreSheet, line: SheetLine) -> list[Problem]:
    """Ask for the reason where the verified points are others than the cell's own, or than those computed."""
    if line.note.strip() or line.verified_points is None:
        return []
    verified = _said(sheet, line.verified_points)
    if is_steep(sheet, line):
        own = _said(sheet, line.self_points)
        sentence = f"Tiêu chí {line.code}: thẩm định {verified}, tự chấm {own}; hãy ghi lý do chênh lệch."
        return [Problem(f"note:{line.code}", sentence)]
    auto = line.auto
    if auto is not None and auto.points is not None and auto.points != line.verified_points:
        why = auto.sentence.rstrip(".")
        computed = f"chương trình tính {_said(sheet, auto.points)} ({why})"
        sentence = f"Tiêu chí {line.code}: {computed}, thẩm định {verified}; hãy ghi lý do sửa tay."
        return [Problem(f"note:{line.code}", sentence)]
    return []


def is_steep(sheet: ScoreSheet, line: SheetLine) -> bool:
    """Whether the verified points differ from the cell's own so much that a reason is asked (T6)."""
    if sheet.scoring is not Scoring.POINTS or line.self_points is None or line.verified_points is None:
        return False
    return abs(line.self_points - line.verified_points) >= sheet.settings.explain_from


def _said(sheet: ScoreSheet, points: object) -> str:
    shown = show(points)  # type: ignore[arg-type]
    return _WORDS.get(shown, shown) if sheet.scoring is Scoring.PASS_FAIL else shown


# What keeps a cell from its next step


def missing_for_adoption(sheet: ScoreSheet) -> list[str]:
    """Say what keeps the cell's own score from counting as adopted (T3)."""
    missing = []
    if not sheet.is_complete(Column.SELF):
        missing.append("Cột tự chấm chưa đủ.")
    if sheet.self_scored_on is None:
        missing.append("Chưa có ngày chi bộ họp thông qua điểm tự chấm.")
    base, votes = sheet.self_vote_base, sheet.self_votes_for
    if votes is None or base is None:
        missing.append("Chưa ghi kết quả biểu quyết của chi bộ.")
    elif not vote_passes(votes, base):
        missing.append(f"Chi bộ mới có {votes}/{base} tán thành, cần quá nửa.")
    elif sheet.settings.asks_quorum:
        missing += quorum(sheet)
    without = [line.code for line in sheet.lines if line.lacks_evidence]
    if without:
        named = ", ".join(without[:_NAMED]) + ("…" if len(without) > _NAMED else "")
        missing.append(f"Tiêu chí {named} phải có minh chứng.")
    return missing


def quorum(sheet: ScoreSheet) -> list[str]:
    """Say that fewer than two thirds of the voters were at the meeting; empty when enough were, or nobody said."""
    base, present = sheet.self_vote_base, sheet.self_present
    if base is None or present is None or present * 3 >= base * 2:
        return []
    return [f"Chi bộ họp có mặt {present}/{base}, chưa đủ hai phần ba số đảng viên được biểu quyết."]


def missing_for_verifying(sheet: ScoreSheet) -> list[str]:
    """Say what of the sheet keeps it from counting as verified (T6)."""
    missing = []
    if not sheet.is_complete(Column.VERIFIED):
        missing.append("Cột thẩm định chưa đủ.")
    unexplained = [line.code for line in sheet.lines if not line.is_group and is_steep(sheet, line) and not line.note]
    if unexplained:
        missing.append(f"Chưa ghi lý do chênh lệch ở tiêu chí {text.join_vi(unexplained)}.")
    if sheet.verified_on is None:
        missing.append("Chưa ghi ngày thẩm định.")
    return missing


def what_is_missing(sheet: ScoreSheet) -> list[str]:
    """Say, all at once, what keeps a cell's sheet from being verified."""
    missing = []
    if sheet.state in (EntryState.NOT_REGISTERED, EntryState.WITHDRAWN):
        missing.append("Chi bộ chưa đăng ký.")
    return [*missing, *missing_for_adoption(sheet), *missing_for_verifying(sheet)]


def warnings(sheet: ScoreSheet) -> list[str]:
    """Say what of a sheet is odd but may stand: a meeting that is not in the book, days that run backwards (§9.3)."""
    found = date_problems(
        [
            ("Ngày đăng ký", sheet.registered_on),
            ("Ngày chi bộ họp tự chấm", sheet.self_scored_on),
            ("Ngày nhận hồ sơ", sheet.submitted_on),
            ("Ngày thẩm định", sheet.verified_on),
        ]
    )
    if sheet.self_scored_on is not None and sheet.meetings and sheet.meeting is None:
        day = dates.screen(sheet.self_scored_on)
        found.append(f"Ngày {day} không có buổi sinh hoạt nào của chi bộ trong sổ; hãy xem lại ngày.")
    if not sheet.settings.asks_quorum:
        found += quorum(sheet)
    base, full = sheet.self_vote_base, sheet.full_members
    if sheet.self_votes_for is not None and sheet.self_present is None:
        found.append("Chưa ghi số đảng viên có mặt khi chi bộ biểu quyết điểm tự chấm.")
    if base is not None and full is not None and base * 2 < full:
        found.append(
            f"Số được biểu quyết {base} chưa bằng một nửa {full} đảng viên chính thức của chi bộ; hãy xem lại."
        )
    if base is not None and full is not None and base > full:
        found.append(f"Số được biểu quyết {base} nhiều hơn {full} đảng viên chính thức của chi bộ.")
    return found


def odd_answer(line: SheetLine, column: Column) -> str:
    """Say that points are none of the answers a criterion offers, "" when they are or it offers none."""
    points = line.points(column)
    if points is None or is_an_answer(line.item, points):
        return ""
    offered = text.join_vi(show(answer.points) for answer in line.item.options)
    return f"Các mức của tiêu chí này là {offered} điểm."
