"""The form of a meeting's score: typed at speed, with suggestions, answers and totals; used wherever one scores."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, time
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from bontot_desktop import dates
from bontot_desktop.errors import Problem, Problems
from bontot_desktop.rules.scoring import ScoreItem, ScoreKind, ScoreState, show
from bontot_desktop.services import meeting_scores
from bontot_desktop.services.meeting_scores import MeetingScoreDraft
from bontot_desktop.ui import keys, look
from bontot_desktop.ui.forms.kept import Kept
from bontot_desktop.ui.forms.score_detail import LineDetail
from bontot_desktop.ui.forms.score_model import POINTS, MeetingScoreGrid, MeetingScoreModel
from bontot_desktop.ui.look import Tone
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.widgets.bars import NoticeBar, StateDot
from bontot_desktop.ui.widgets.fields import ChoiceField, LineField, TextField
from bontot_desktop.ui.widgets.flow import FlowLayout
from bontot_desktop.ui.widgets.form import FieldRow
from bontot_desktop.ui.widgets.typed import DateField

#: Rows of a score against those of a table: a score is read as a whole.
ROW = 0.84
_TITLES = {
    ScoreKind.SELF: ("Chi bộ tự chấm", "Lưu điểm tự chấm"),
    ScoreKind.IN_CHARGE: ("Đảng ủy viên phụ trách chấm", "Lưu điểm"),
    ScoreKind.OFFICIAL: ("Điểm chính thức", "Lưu điểm chính thức"),
}
_DAYS: dict[ScoreKind, tuple[tuple[str, str], ...]] = {
    ScoreKind.SELF: (("scored_on", "Chi ủy thống nhất ngày"), ("submitted_on", "Nộp về Đảng ủy ngày")),
    ScoreKind.IN_CHARGE: (("scored_on", "Chấm ngày"),),
    ScoreKind.OFFICIAL: (("decided_on", "Chốt ngày"),),
}
STATE_TONES = {
    ScoreState.DRAFT: Tone.QUIET,
    ScoreState.PROPOSED: Tone.INFO,
    ScoreState.VOTED: Tone.INFO,
    ScoreState.SUBMITTED: Tone.WAIT,
    ScoreState.OFFICIAL: Tone.GOOD,
}


class ScoreForm(QWidget):
    """Shows and fills one score of one meeting. ``stored`` tells that it was saved."""

    stored = Signal()
    edited = Signal()

    def __init__(
        self,
        shell: Shell,
        kind: ScoreKind = ScoreKind.SELF,
        *,
        key: Callable[[], str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """``key`` names what unfinished typing is kept under, the meeting's own unless given."""
        super().__init__(parent)
        self.shell, self.kind = shell, kind
        self._own_key = key
        self._shown: MeetingScoreDraft | None = None
        self._before: MeetingScoreDraft | None = None
        self._fields: dict[str, tuple[Any, FieldRow]] = {}
        self.locked = NoticeBar("", Tone.INFO)
        self.kept = Kept(
            shell,
            self._where,
            typed=self._typing,
            take=self._take,
            is_edited=self.is_edited,
            say=self.say,
            parent=self,
        )
        self.model = MeetingScoreModel(kind, self)
        self.grid = MeetingScoreGrid(self.model, "score-points", self)
        self.grid.verticalHeader().setDefaultSectionSize(round(look.row_height(self) * ROW))
        self.detail = LineDetail(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        inside = QVBoxLayout()
        inside.setContentsMargins(look.WIDE, 0, look.PAGE_MARGIN, look.SMALL)
        inside.setSpacing(look.SMALL)
        inside.addLayout(self._head())
        inside.addWidget(self.kept.bar)
        inside.addWidget(self.locked)
        inside.addWidget(self.grid, 1)
        inside.addWidget(self.detail)
        inside.addLayout(self._rest())
        column.addLayout(inside, 1)
        column.addWidget(self._foot())
        self.model.edited.connect(lambda *_: self._changed())
        self.grid.selectionModel().currentChanged.connect(self._say_line)
        self.grid.suggestion_wanted.connect(self._take_suggestion)
        self.detail.chosen.connect(self._choose)
        self.detail.suggestion_wanted.connect(self._take_suggestion)

    def _head(self) -> QVBoxLayout:
        self.name = QLabel(_TITLES[self.kind][0], self)
        look.mark(self.name, "section")
        self.state = StateDot("", Tone.QUIET, self)
        self.about = QLabel(self)
        self.about.setWordWrap(True)
        look.mark(self.about, "second")
        self.table = ChoiceField(())
        self.table.setAccessibleName("Bảng chấm điểm")
        self.table.setToolTip("Bảng chấm điểm của buổi này")
        self.table.edited.connect(self._other_table)
        self.fill_button = self._link("Trọn điểm các dòng trống", self._fill)
        self.suggest_button = self._link("Lấy mọi gợi ý", self._take_all)
        line = QHBoxLayout()
        line.setSpacing(look.GAP)
        line.addWidget(self.name)
        line.addWidget(self.state, 1)
        links = FlowLayout(look.GAP)
        links.addWidget(self.suggest_button)
        links.addWidget(self.fill_button)
        line.addLayout(links)
        below = QHBoxLayout()
        below.setSpacing(look.GAP)
        below.addWidget(self.about, 1)
        below.addWidget(self.table, 1)
        head = QVBoxLayout()
        head.setSpacing(look.TINY)
        head.addLayout(line)
        head.addLayout(below)
        return head

    def _link(self, word: str, slot: Callable[[], Any]) -> QPushButton:
        button = QPushButton(word, self)
        look.mark(button, "link")
        button.setObjectName(f"score:{word}")
        button.clicked.connect(lambda: slot())
        return button

    def _rest(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(look.WIDE)
        if self.kind is ScoreKind.SELF:
            words = TextField(lines=1, most=4)
            self._put(line, "limits_to_fix", "Hạn chế cần khắc phục kỳ sau", words, 1)
        if self.kind is ScoreKind.OFFICIAL:
            self._put(line, "reason", "Lý do khác điểm tự chấm", LineField(), 1)
        if self.kind is not ScoreKind.SELF:
            self._put(line, "note", "Thuyết minh điểm trừ", LineField(), 1)
        for name, label in _DAYS[self.kind]:
            self._put(line, name, label, DateField(), 0)
        return line

    def _put(self, line: QHBoxLayout, name: str, label: str, field: Any, stretch: int) -> None:
        row = FieldRow(label, field, parent=self)
        field.setObjectName(name)
        self._fields[name] = (field, row)
        field.edited.connect(self._changed)
        line.addWidget(row, stretch)

    def _foot(self) -> QFrame:
        footer = QFrame(self)
        look.mark(footer, "footer")
        foot = QHBoxLayout(footer)
        foot.setContentsMargins(look.WIDE, look.SMALL, look.PAGE_MARGIN, look.SMALL)
        foot.setSpacing(look.GAP)
        self.total = QLabel(footer)
        look.mark(self.total, "strong")
        self._said = QLabel(footer)
        self._said.setWordWrap(True)
        look.mark(self._said, "second")
        foot.addWidget(self.total)
        foot.addWidget(self._said, 1)
        self.save_button = QPushButton(_TITLES[self.kind][1], footer)
        self.save_button.setObjectName("save")
        look.mark(self.save_button, "primary")
        self.save_button.setToolTip(f"{_TITLES[self.kind][1]} ({keys.shown(keys.SAVE)})")
        self.save_button.clicked.connect(lambda: self.save())
        foot.addWidget(self.save_button)
        return footer

    # The score -----------------------------------------------------------------------------------------------------

    def open(self, meeting_id: int) -> None:
        """Show the score of a meeting as it is stored, and offer what was typed into it before."""
        self._show(meeting_scores.load(self.shell.office, meeting_id, self.kind))
        self.kept.offer()

    def _show(self, draft: MeetingScoreDraft) -> None:
        if not draft.is_stored:
            # The usual day, said before it is typed; it is stored only together with points.
            draft = replace(draft, **self._usual_days(draft.held_on))
        self._shown = draft
        tables = meeting_scores.other_tables(self.shell.office, draft)
        self.table.set_choices([(view.id, view.name) for view in tables])
        self.table.set_value(draft.template.id)
        self.table.setVisible(len(tables) > 1)
        self.about.setText(draft.template.name)
        self.about.setToolTip(draft.template.source)
        self.about.setVisible(len(tables) < 2)
        self.model.show_draft(draft)
        self.grid.show_columns()
        for name, (field, row) in self._fields.items():
            field.set_value(getattr(draft, name))
            row.clear()
        self.locked.say(draft.locked)
        self.model.lock(bool(draft.locked))
        for widget in (self.fill_button, self.suggest_button, self.save_button, *self._inputs()):
            widget.setEnabled(not draft.locked)
        has_auto = any(item.auto for item in draft.template.leaves)
        self.suggest_button.setVisible(has_auto)
        self._say_state()
        self._before = self.draft()
        if not self.grid.currentIndex().isValid() and draft.template.leaves:
            self.grid.setCurrentIndex(self.grid.index_of(draft.template.leaves[0].code, POINTS))
        self._say_line(self.grid.currentIndex())
        self._say_total()
        self.say("")

    def _usual_days(self, held_on: date | None) -> dict[str, Any]:
        usual = {ScoreKind.SELF: "scored_on", ScoreKind.IN_CHARGE: "scored_on"}.get(self.kind)
        if usual is not None:
            return {usual: held_on} if held_on is not None else {}
        return {"decided_on": self.shell.today()}

    def _inputs(self) -> list[Any]:
        return [field for field, _ in self._fields.values()]

    def _say_state(self) -> None:
        rows = meeting_scores.of_meeting(self.shell.office, self._shown.meeting_id) if self._shown else ()
        row = next((row for row in rows if row.kind is self.kind), None)
        word, tone = (row.state.label, STATE_TONES[row.state]) if row is not None else ("Chưa chấm", Tone.QUIET)
        hand = f", {row.by_hand} dòng đã sửa tay" if row is not None and row.by_hand else ""
        self.state.say(f"{word}{hand}", tone)

    def field(self, name: str) -> Any:
        """Return a field by its name in the draft."""
        return self._fields[name][0]

    def draft(self) -> MeetingScoreDraft:
        """Return the score as it stands in the grid and the fields. Raises LookupError before one is shown."""
        if self._shown is None:
            raise LookupError("no meeting is shown")
        values = {name: field.value() for name, (field, _) in self._fields.items()}
        return replace(self._shown, points=self.model.points(), notes=self.model.notes(), **values)

    def is_edited(self) -> bool:
        """Say whether something is not as it was shown."""
        return self._shown is not None and (self.draft() != self._before or bool(self.model.faults()))

    def begin(self) -> None:
        """Put the cursor into the first line that takes points."""
        self.grid.edit_first()

    def forget(self) -> None:
        """Show the stored score again and drop what was kept."""
        if self._shown is not None:
            meeting_id = self._shown.meeting_id
            self.kept.drop()
            self._show(meeting_scores.load(self.shell.office, meeting_id, self.kind))

    def save(self) -> bool:
        """Save; False when something is to be mended first."""
        faults = [Problem(f"points.{row}", f"Dòng {row}: {sentence}") for row, _, sentence in self.model.faults()]
        faults += [Problem(name, field.fault()) for name, (field, _) in self._fields.items() if field.fault()]
        if faults:
            self.show_problems(faults)
            return False
        draft = self.draft()
        said = f"Đã lưu điểm {show(draft.total)}" if draft.points else "Đã bỏ điểm của buổi này"
        if self.shell.act(lambda: self._store(draft), said, form=self) is None:
            return False
        self.stored.emit()
        return True

    def _store(self, draft: MeetingScoreDraft) -> Any:
        saved = meeting_scores.save(self.shell.office, draft)
        self.kept.drop()
        self._show(meeting_scores.load(self.shell.office, draft.meeting_id, self.kind))
        return saved

    def _other_table(self) -> None:
        wanted = self.table.value()
        if self._shown is None or wanted == self._shown.template.id:
            return
        points = self.model.points()
        question = "Chấm lại theo bảng khác?"
        detail = "Điểm đã gõ theo bảng cũ sẽ bỏ; điểm đã lưu chỉ thay khi lưu bảng mới."
        if points and not self.shell.asking.confirm(question, "Chấm lại", detail=detail):
            self.table.set_value(self._shown.template.id)
            return
        anew = meeting_scores.load(self.shell.office, self._shown.meeting_id, self.kind, template_id=wanted)
        before = self._before
        self._show(anew)
        self._before = before

    # What follows the typing ---------------------------------------------------------------------------------------

    def _changed(self) -> None:
        self._say_total()
        self._say_line(self.grid.currentIndex())
        self.kept.typed_again()
        self.edited.emit()

    def _say_total(self) -> None:
        draft = self._shown
        points = self.model.points()
        if draft is None or not points:
            self.total.setText("Chưa chấm điểm.")
            return
        missing = sum(item.code not in points for item in draft.template.leaves)
        total = draft.template.total(points)
        words = f"Tổng {show(total)}/{show(draft.template.maximum)}"
        rest = f", còn {missing} dòng" if missing else f", xếp loại {draft.template.rating(total).label}"
        self.total.setText(f"{words}{rest}")

    def _say_line(self, index: QModelIndex, _: QModelIndex | None = None) -> None:
        item = self.model.item_at(index.row()) if index.isValid() else None
        self.detail.say(self._shown, item, self.model.points())

    def _choose(self, place: int) -> None:
        self.grid.choose(place)
        self.grid.setFocus()

    def _take_suggestion(self) -> None:
        item = self.model.item_at(self.grid.currentIndex().row())
        found = self._shown.suggestions.get(item.code) if self._shown and item else None
        if item is not None and found is not None and found.points is not None and not self._shown_locked(item):
            self.model.put(item.code, POINTS, found.points)
        self.grid.setFocus()

    def _shown_locked(self, item: ScoreItem) -> bool:
        return item.fixed is not None or bool(self._shown and self._shown.locked)

    def _take_all(self) -> None:
        shown = self._shown
        if shown is not None:
            count = self.model.fill(lambda item: _points_of(shown, item))
            self.say(f"Đã điền {count} dòng theo gợi ý." if count else "Các dòng có gợi ý đều đã có điểm.")

    def _fill(self) -> None:
        self.model.fill(lambda item: item.maximum)
        self.grid.setFocus()

    # Unfinished typing ---------------------------------------------------------------------------------------------

    def key(self) -> str:
        """Return what unfinished typing is kept under."""
        if self._own_key is not None:
            return self._own_key()
        return f"meeting/{self._shown.meeting_id if self._shown else 0}/score/{self.kind.value.lower()}"

    def _where(self) -> tuple[str, str] | None:
        return None if self._shown is None else (self.key(), self.name.text())

    def _typing(self) -> dict[str, Any]:
        draft = self.draft()
        values = {name: field.value() for name, (field, _) in self._fields.items()}
        return {
            "table": draft.template.id,
            "points": {code: str(points) for code, points in draft.points.items()},
            "notes": dict(draft.notes),
            "fields": {
                name: value.isoformat() if isinstance(value, date) else value or "" for name, value in values.items()
            },
        }

    def _take(self, typed: dict[str, Any]) -> None:
        if self._shown is None:
            return
        before = self._before
        if typed["table"] != self._shown.template.id:
            self._show(meeting_scores.load(self.shell.office, self._shown.meeting_id, self.kind, typed["table"]))
        self.model.put_all({code: Decimal(points) for code, points in typed["points"].items()}, typed["notes"])
        for name, value in typed["fields"].items():
            if name in self._fields:
                field = self.field(name)
                is_day = isinstance(field, DateField)
                field.set_value((date.fromisoformat(value) if value else None) if is_day else value)
        self._before = before
        self._changed()

    # What a form is asked ------------------------------------------------------------------------------------------

    def show_problems(self, problems: Problems | Iterable[Problem]) -> None:
        """Show each sentence under its field, those of lines beside the save button with the cursor at the first."""
        listed = list(problems.problems if isinstance(problems, Problems) else problems)
        for _, row in self._fields.values():
            row.clear()
        rest = []
        for problem in listed:
            if problem.field in self._fields:
                self._fields[problem.field][1].set_problem(problem.sentence)
            else:
                rest.append(problem)
        if rest:
            code = rest[0].field.partition(".")[2]
            index = self.grid.index_of(code, POINTS)
            if index.isValid():
                self.grid.setCurrentIndex(index)
                self.grid.setFocus()
            more = f" (và {len(rest) - 1} dòng khác)" if len(rest) > 1 else ""
            said = rest[0].sentence if rest[0].sentence.startswith("Dòng") else f"Dòng {code}: {rest[0].sentence}"
            self.say(f"{said}{more}", "fault")
        elif listed:
            self.field(listed[0].field).setFocus()

    def said_saved(self, at: time) -> None:
        """Say "Đã lưu 14:05" beside the button."""
        self.say(f"Đã lưu {dates.clock(at)}")

    def say(self, sentence: str, kind: str = "second") -> None:
        """Say something beside the save button."""
        look.mark(self._said, kind)
        self._said.setText(sentence)


def _points_of(draft: MeetingScoreDraft, item: ScoreItem) -> Decimal | None:
    found = draft.suggestions.get(item.code)
    return None if found is None else found.points
