"""The lines of a cell's members in the grid of their ratings: what is typed, what follows from it, what is amiss."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QWidget

from bontot_desktop.rules import year_ratings
from bontot_desktop.rules.rating_suggestions import Suggestion
from bontot_desktop.rules.recognition import QualityLevel
from bontot_desktop.rules.year_ratings import NotEvaluated, ReviewForm, Tally
from bontot_desktop.services import member_ratings
from bontot_desktop.services.member_ratings import MemberDraft, MemberLine
from bontot_desktop.ui.look import Tone
from bontot_desktop.ui.pages.meetings.typed_model import TypedModel
from bontot_desktop.ui.pages.ratings import words
from bontot_desktop.ui.tables.grid import GridColumn, GridRow

FORM = "form"
SELF, POINTS = "self_points", "cell_points"
TOTAL, DONE, OVER, LATE = "tasks_total", "tasks_done", "tasks_over", "tasks_late"
MENDED, CELL_LEVEL, LEVEL, STATE = "faults_mended", "cell_level", "level", "state_level"
CASE, WHY, REASON, SUGGESTED = "listed_case", "not_evaluated", "reason", "suggested"
#: What a suggestion follows from.
_FACTS = (SELF, POINTS, TOTAL, DONE, OVER, LATE, MENDED, CASE)
LABEL_WIDTH = 24
_FORMS = tuple((form, form.value) for form in ReviewForm)
_FORM_HINT = (
    "Mẫu bản kiểm điểm, gõ 1, 2, 3: 2A giữ chức vụ lãnh đạo, 2B không giữ, 2C không làm trong hệ thống chính trị"
)


class MemberModel(TypedModel):
    """A cell's members in a year; lines are by member."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            [
                GridColumn(FORM, "Mẫu", choices=_FORMS, width=4, hint=_FORM_HINT),
                GridColumn(SELF, "Tự chấm", decimals=1, highest=100, width=5, hint="Điểm đảng viên tự chấm"),
                GridColumn(POINTS, "Điểm", decimals=1, highest=100, width=5, hint="Điểm chi bộ chấm"),
                GridColumn(TOTAL, "NV giao", decimals=0, width=4, hint="Số nhiệm vụ được giao trong năm"),
                GridColumn(DONE, "Xong", decimals=0, width=4, hint="Số nhiệm vụ đã hoàn thành"),
                GridColumn(OVER, "Vượt", decimals=0, width=4, hint="Số nhiệm vụ hoàn thành vượt mức"),
                GridColumn(LATE, "Chậm", decimals=0, width=4, hint="Số nhiệm vụ hoàn thành chậm tiến độ"),
                GridColumn(
                    MENDED, "Khắc phục", choices=words.MENDED, width=6, hint="Hạn chế chỉ ra kỳ trước: Đ đã, C chưa"
                ),
                GridColumn(
                    CELL_LEVEL,
                    "Chi bộ đề nghị",
                    choices=words.LEVELS,
                    width=8,
                    hint=f"{words.LEVEL_HINT}; Mức xếp theo đề nghị, khác thì gõ lại ở cột Mức",
                ),
                GridColumn(LEVEL, "Mức", choices=words.LEVELS, width=8, hint=words.LEVEL_HINT),
                GridColumn(
                    STATE, "Công chức", choices=words.LEVELS, width=8, hint="Xếp loại công chức, viên chức cùng năm"
                ),
                GridColumn(
                    WHY, "Không đánh giá", choices=words.WHY, width=12, hint="Miễn, đình chỉ, chưa đủ 6 tháng tự hiện"
                ),
                GridColumn(CASE, "Trường hợp", width=9, hint="Kết luận hoặc vi phạm khiến đảng viên bị xếp KHTNV"),
                GridColumn(REASON, "Lý do", width=14, stretch=True, hint="Ghi khi chọn mức khác với mức gợi ý"),
                GridColumn(SUGGESTED, "Gợi ý", width=9, hint="Mức theo điểm và điều kiện của Quy định"),
            ],
            parent,
            label_title="Họ và tên",
            label_width=LABEL_WIDTH,
            reads=dict.fromkeys((CELL_LEVEL, LEVEL, STATE), words.read_level) | {MENDED: words.read_mended},
            writes={MENDED: words.show_mended, WHY: _show_why},
            follows={SUGGESTED: self._suggested},
        )
        self.year = 0
        self.people: dict[int, MemberLine] = {}
        self._proposed: dict[int, QualityLevel | None] = {}
        #: Levels the program gave: they follow what is typed until the clerk chooses another.
        self._led: dict[int, QualityLevel] = {}

    def show_lines(self, year: int, lines: Collection[MemberLine]) -> None:
        """Show the members of a cell as they are stored."""
        self.year, self.people = year, {line.member_id: line for line in lines}
        self._proposed = {line.member_id: line.draft.cell_level for line in lines}
        self._led = {}
        values: dict[tuple[Any, Any], Any] = {}
        rows = []
        for line in lines:
            draft = line.draft
            values |= {(line.member_id, name): getattr(draft, name) for name in _FIELDS}
            if draft.not_evaluated is not None:
                values[line.member_id, REASON] = draft.not_evaluated_note
            is_locked = bool(line.lock) or line.why is not None
            rows.append(GridRow(line.member_id, line.full_name, _hint(line), locked=is_locked))
        self.show(rows, {key: value for key, value in values.items() if value not in (None, "")})

    def draft(self, member_id: int) -> MemberDraft:
        """Return a line as a draft."""
        typed = {name: self.value(member_id, name) for name in _FIELDS}
        typed |= {name: typed[name] or "" for name in (CASE, REASON)}
        if typed[WHY] is not None:
            typed |= {"not_evaluated_note": typed[REASON], REASON: self.people[member_id].draft.reason}
        return replace(self.people[member_id].draft, **{"not_evaluated_note": "", **typed})

    def changed_drafts(self) -> list[MemberDraft]:
        """Return the lines that changed as drafts."""
        changed = self.changed_rows()
        return [self.draft(who) for who in self.people if who in changed]

    def suggestion(self, member_id: int) -> Suggestion:
        """Suggest a level for a line."""
        return member_ratings.suggestion(
            self.draft(member_id), self.year, self.people[member_id].faults, self.people[member_id].rules
        )

    def follow(self, member_id: int, column: Any) -> None:
        """Let the level follow what the cell proposes, and the proposal follow the suggestion while none was typed."""
        if column == CELL_LEVEL:
            before, now = self._proposed.get(member_id), self.value(member_id, CELL_LEVEL)
            self._proposed[member_id] = now
            if self.value(member_id, LEVEL) in (None, before):
                self.put(member_id, LEVEL, now)
        elif column in _FACTS:
            now, suggested = self.value(member_id, CELL_LEVEL), self.suggestion(member_id).level
            if suggested is not None and (now is None or now is self._led.get(member_id)):
                self._led[member_id] = suggested
                self.put(member_id, CELL_LEVEL, suggested)

    def fill(self) -> int:
        """Give the suggested level to every evaluated line that has none; returns how many it gave."""
        given = 0
        for member_id, line in self.people.items():
            is_open = line.why is None and not line.lock and self.value(member_id, WHY) is None
            if not is_open or self.value(member_id, LEVEL) is not None:
                continue
            level = self.value(member_id, CELL_LEVEL) or self.suggestion(member_id).level
            if level is not None:
                self.put(member_id, CELL_LEVEL, level)
                self.put(member_id, LEVEL, level)
                given += 1
        return given

    def check(self) -> None:
        """Mark what cannot be saved and what looks odd."""
        self.flag({(who, column): sentence for who in self.people for column, sentence in self._flags_of(who).items()})

    def check_line(self, member_id: int) -> None:
        """Mark one line anew."""
        self.flag_row(member_id, self._flags_of(member_id))

    def _flags_of(self, member_id: int) -> dict[str, str]:
        line = self.people[member_id]
        if line.why is not None or line.lock:
            return {}
        draft = self.draft(member_id)
        flags = {STATE: " ".join(member_ratings.warnings(draft))}
        if line.faults:
            asked = self.suggestion(member_id).questions
            flags[CASE] = asked[0] if asked else "Có quyết định kỷ luật trong năm."
        for problem in member_ratings.problems(draft, self.year, line.faults, line.rules):
            flags[problem.field.partition(":")[0]] = problem.sentence
        return {column: sentence for column, sentence in flags.items() if sentence}

    def tally(self) -> Tally:
        """Count the members as they stand in the grid."""
        return year_ratings.tally((self.value(who, WHY), self.value(who, LEVEL)) for who in self.people)

    def about(self, member_id: int) -> str:
        """Say what a clerk should know of a line: why it stands, what is noted, what is suggested and why."""
        line = self.people[member_id]
        if line.lock:
            return line.lock
        if line.why is not None:
            return f"Không đánh giá: {line.why.label} (theo danh sách đảng viên)."
        return " ".join([*line.notes, self.suggestion(member_id).told()]).strip()

    def _suggested(self, member_id: Any) -> tuple[str, Tone | None]:
        if self.value(member_id, WHY) is not None:
            return "", None
        suggested = self.suggestion(member_id).level
        if suggested is None:
            return "", None
        return suggested.value, None if suggested is self.value(member_id, LEVEL) else Tone.WAIT


_FIELDS = (FORM, SELF, POINTS, TOTAL, DONE, OVER, LATE, MENDED, CELL_LEVEL, LEVEL, STATE, WHY, CASE, REASON)


def _show_why(_: Any, why: NotEvaluated | None) -> str:
    return "" if why is None else words.WHY_SHORT[why]


def _hint(line: MemberLine) -> str:
    born = f"sinh năm {line.born}" if line.born else ""
    parts = [line.full_name, born, line.post, line.status.label, *line.notes]
    return ", ".join(part for part in parts if part)
