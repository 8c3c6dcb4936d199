"""The window of a year's targets: cells by indicators, what is given or what was reached, filled and pasted by keys."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from bontot_desktop.errors import BonTotError, Problem, Problems
from bontot_desktop.services import cell_targets
from bontot_desktop.services.cell_targets import Indicator, TargetDraft, TargetSheet
from bontot_desktop.ui import keys, look
from bontot_desktop.ui.asking import DROP, SAVE
from bontot_desktop.ui.forms.one_act import OneAct, OneActDialog, open_act
from bontot_desktop.ui.look import Tone
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tables.grid import GridColumn, GridModel, GridRow
from bontot_desktop.ui.tables.grid_view import GridView
from bontot_desktop.ui.tables.view import TableOrEmpty
from bontot_desktop.ui.widgets.bars import NoticeBar
from bontot_desktop.ui.widgets.fields import CheckField, LineField
from bontot_desktop.ui.widgets.form import Form

ASSIGNED, REACHED = "assigned", "reached"
_WORDS = ((ASSIGNED, "Số giao"), (REACHED, "Kết quả"))
TOPIC = "chi-tieu"

#: Figures by cell, indicator and what they are.
_Figures = dict[tuple[int, str, str], Decimal]


def open_targets(shell: Shell, year: int, cell_id: int | None = None, *, then: Callable[[], Any] | None = None) -> Any:
    """Show the targets of a year; the cursor goes to ``cell_id``."""
    dialog = TargetsDialog(shell, year, cell_id)
    if then is not None:
        dialog.finished.connect(lambda _: then())
    dialog.open()
    return dialog


class TargetsDialog(QDialog):
    """A grid of all cells; one switch shows what is given, the other what was reached."""

    def __init__(self, shell: Shell, year: int, cell_id: int | None = None) -> None:
        super().__init__(shell.asking.parent)
        self.setObjectName("targets")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.help_topic = TOPIC
        self._shell, self._cell_id = shell, cell_id
        self.sheet: TargetSheet = cell_targets.sheet(shell.office, year)
        self._figures = _figures(self.sheet)
        self._mode = ASSIGNED
        self.setWindowTitle("Chỉ tiêu giao cho chi bộ")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(look.PAGE_MARGIN, look.WIDE, look.PAGE_MARGIN, look.WIDE)
        outer.setSpacing(look.GAP)
        head = QLabel(f"Chỉ tiêu giao cho các chi bộ năm {year}", self)
        look.mark(head, "section")
        hint = QLabel("Chi bộ không được giao thì để trống. Dán được cả bảng từ Excel.", self)
        look.mark(hint, "second")
        hint.setWordWrap(True)
        outer.addWidget(head)
        outer.addWidget(hint)
        self.lock = NoticeBar(self.sheet.lock, Tone.INFO, self)
        outer.addWidget(self.lock)
        line = QHBoxLayout()
        line.setSpacing(look.SMALL)
        self.modes = QButtonGroup(self)
        for place, (key, word) in enumerate(_WORDS):
            chip = QPushButton(word, self)
            chip.setCheckable(True)
            chip.setChecked(key == self._mode)
            chip.setAutoDefault(False)
            chip.setObjectName(f"targets:{key}")
            look.mark(chip, "chip")
            self.modes.addButton(chip, place)
            line.addWidget(chip)
        self.modes.idClicked.connect(lambda place: self.show_mode(_WORDS[place][0]))
        line.addStretch(1)
        self.add_button = self._button("Thêm chỉ tiêu…", self.add)
        self.edit_button = self._button("Sửa chỉ tiêu…", self.edit)
        self.drop_button = self._button("Bỏ chỉ tiêu", self.drop)
        self.copy_button = self._button("Chép năm trước", self.copy)
        self._acts = (self.add_button, self.edit_button, self.drop_button, self.copy_button)
        for button in self._acts:
            line.addWidget(button)
        outer.addLayout(line)
        self._place = QVBoxLayout()
        inside = QWidget(self)
        inside.setLayout(self._place)
        self._place.setContentsMargins(0, 0, 0, 0)
        self.table_or_empty = TableOrEmpty(inside, "target")
        outer.addWidget(self.table_or_empty, 1)
        foot = QHBoxLayout()
        foot.setSpacing(look.SMALL)
        self._said = QLabel(self)
        self._said.setWordWrap(True)
        foot.addWidget(self._said, 1)
        foot.addWidget(self._button("Đóng", self.reject))
        self.save_button = self._button("Lưu", self.save, kind="primary")
        foot.addWidget(self.save_button)
        outer.addLayout(foot)
        QShortcut(QKeySequence(keys.SAVE), self, self.save)
        self.model: GridModel
        self.view: GridView | None = None
        self._build()
        self._stored = (self.sheet.indicators, dict(self._figures))
        self.resize(look.text_width(112, self), look.row_height(self) * 19)

    def _button(self, word: str, slot: Callable[[], Any], kind: str = "") -> QPushButton:
        button = QPushButton(word, self)
        button.setAutoDefault(False)
        button.setObjectName(f"targets:{word}")
        if kind:
            look.mark(button, kind)
        button.clicked.connect(lambda: slot())
        return button

    # Showing -------------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        """Make the grid anew: its columns are the indicators."""
        if self.view is not None:
            self._place.removeWidget(self.view)
            self.view.deleteLater()
            self.view = None
        may = not self.sheet.lock
        for button in (*self._acts, self.save_button):
            button.setEnabled(may)
        for button in (self.edit_button, self.drop_button):
            button.setEnabled(may and bool(self.sheet.indicators))
        if not self.sheet.indicators:
            words = f"Chưa có chỉ tiêu nào của năm {self.sheet.year}."
            self.table_or_empty.show_empty(words, "Thêm chỉ tiêu…", self.add)
            return
        self.table_or_empty.show_table()
        self.model = GridModel(
            [
                GridColumn(
                    one.key,
                    f"{one.name} ({one.unit})" if one.unit else one.name,
                    decimals=2,
                    width=9,
                    locked=not may or (one.is_admission and self._mode == REACHED),
                    hint=_hint(one),
                )
                for one in self.sheet.indicators
            ],
            self,
            label_title="Chi bộ",
        )
        self.view = GridView(self.model, "chi-tieu-chi-bo", self, label_most=34)
        self._place.addWidget(self.view)
        values: dict[tuple[Any, Any], Any] = {
            (cell_id, key): value for (cell_id, key, mode), value in self._figures.items() if mode == self._mode
        }
        if self._mode == REACHED:
            admission = next((one for one in self.sheet.indicators if one.is_admission), None)
            if admission is not None:
                values |= {(cell.id, admission.key): Decimal(cell.admitted) for cell in self.sheet.cells}
        self.model.show([GridRow(cell.id, cell.name, hint=self._told(cell.id)) for cell in self.sheet.cells], values)
        self.model.edited.connect(self._typed)
        if self._cell_id is not None:
            self.view.setCurrentIndex(self.view.index_of(self._cell_id, self.sheet.indicators[0].key))
        else:
            self.view.edit_first()

    def _told(self, cell_id: int) -> str:
        name = next((cell.name for cell in self.sheet.cells if cell.id == cell_id), "")
        told = cell_targets.told(self.draft(), cell_id)
        return f"{name}: {told}" if told else name

    def show_mode(self, mode: str) -> None:
        """Show what is given, or what was reached."""
        self._mode = mode
        self.modes.button([key for key, _ in _WORDS].index(mode)).setChecked(True)
        self._build()

    def _typed(self, cell_id: int, key: str, value: Decimal | None) -> None:
        if value is None:
            self._figures.pop((cell_id, key, self._mode), None)
        else:
            self._figures[cell_id, key, self._mode] = Decimal(value)
        self.say("")

    def draft(self) -> TargetSheet:
        """Return the sheet as it stands in the grid."""
        targets = tuple(
            TargetDraft(
                cell.id,
                one.name,
                self._figures.get((cell.id, one.key, ASSIGNED)),
                self._figures.get((cell.id, one.key, REACHED)),
            )
            for cell in self.sheet.cells
            for one in self.sheet.indicators
        )
        given = tuple(one for one in targets if one.assigned is not None or one.reached is not None)
        return replace(self.sheet, targets=given)

    # Indicators ----------------------------------------------------------------------------------------------------

    def _current(self) -> Indicator | None:
        if self.view is None or not self.sheet.indicators:
            return None
        column = self.view.currentIndex().column()
        return self.sheet.indicators[max(column, 0)]

    def add(self) -> OneActDialog:
        """Ask for a new indicator."""
        return self._ask(Indicator(""), "Thêm chỉ tiêu", lambda one: self._take((*self.sheet.indicators, one)))

    def edit(self) -> OneActDialog | None:
        """Change the indicator the cursor is in; its figures stay."""
        old = self._current()
        if old is None:
            return None

        def changed(one: Indicator) -> None:
            self._figures = {
                (cell, one.key if key == old.key else key, mode): value
                for (cell, key, mode), value in self._figures.items()
            }
            self._take(tuple(one if known is old else known for known in self.sheet.indicators))

        return self._ask(old, "Sửa chỉ tiêu", changed)

    def _ask(self, draft: Indicator, title: str, do: Callable[[Indicator], Any]) -> OneActDialog:
        def build(form: Form) -> None:
            group = form.group()
            group.add("Tên chỉ tiêu", LineField(placeholder="Thu nhập bình quân đầu người"), name="name", wide=True)
            group.add("Đơn vị tính", LineField(placeholder="triệu đồng/năm"), name="unit")
            group.add("", CheckField("Càng thấp càng tốt (hộ nghèo, vụ việc)"), name="is_lower_better", wide=True)
            counted = CheckField("Là chỉ tiêu kết nạp đảng viên; kết quả đếm từ danh sách đảng viên")
            group.add("", counted, name="is_admission", wide=True)

        def done(one: Indicator) -> bool:
            others = [known for known in self.sheet.indicators if known is not draft]
            found = cell_targets.problems(replace(self.sheet, indicators=(one, *others), targets=()))
            if found:
                raise Problems([Problem("name", problem.sentence) for problem in found])
            do(one)
            return True

        return open_act(
            self._shell,
            OneAct(
                name="target-indicator",
                title=title,
                heading=title,
                verb="Ghi",
                said="Đã ghi chỉ tiêu; bấm Lưu khi gõ xong số.",
                draft=draft,
                build=build,
                do=done,
                topic=TOPIC,
                rows=12,
            ),
        )

    def _take(self, indicators: tuple[Indicator, ...]) -> None:
        self.sheet = replace(self.sheet, indicators=indicators)
        self._build()

    def drop(self) -> None:
        """Take the indicator the cursor is in away, with its figures."""
        old = self._current()
        if old is None:
            return
        has_figures = any(key == old.key for _, key, _ in self._figures)
        if has_figures and not self._shell.asking.confirm(f"Bỏ chỉ tiêu “{old.name}” và số đã ghi?", "Bỏ chỉ tiêu"):
            return
        self._figures = {place: value for place, value in self._figures.items() if place[1] != old.key}
        self._take(tuple(one for one in self.sheet.indicators if one is not old))

    def copy(self) -> None:
        """Take over what was given the year before."""
        try:
            found = cell_targets.as_last_year(self._shell.office, self.sheet.year)
        except BonTotError as reason:
            self._shell.asking.tell_error(reason)
            return
        known = {one.key for one in self.sheet.indicators}
        self._figures = {**_figures(found), **self._figures}
        self._take((*self.sheet.indicators, *(one for one in found.indicators if one.key not in known)))
        self.say(f"Đã chép chỉ tiêu năm {self.sheet.year - 1}; sửa số rồi bấm Lưu.")

    # Saving --------------------------------------------------------------------------------------------------------

    def is_edited(self) -> bool:
        """Say whether something is not saved."""
        has_faults = self.view is not None and bool(self.model.faults())
        return has_faults or (self.sheet.indicators, self._figures) != self._stored

    def save(self) -> bool:
        """Save the year's targets; False when something is to be mended first."""
        if self.sheet.lock:
            return True
        if self.view is not None and self.view.go_to_fault():
            self.say(self.model.faults()[0][2], "fault")
            return False
        said = f"Đã lưu chỉ tiêu năm {self.sheet.year}."
        done = self._shell.act(lambda: cell_targets.save(self._shell.office, self.draft()), said, form=self)
        if done is None:
            return False
        self._stored = (self.sheet.indicators, dict(self._figures))
        self.say("Đã lưu")
        return True

    def show_problems(self, problems: Problems) -> None:
        """Say what is to be mended."""
        self.say(" ".join(dict.fromkeys(problem.sentence for problem in problems.problems)), "fault")

    def said_saved(self, at: Any) -> None:
        """The button's own words say it."""

    def say(self, sentence: str, kind: str = "second") -> None:
        """Say something beside the buttons."""
        look.mark(self._said, kind)
        self._said.setText(sentence)

    def reject(self) -> None:
        """Close; unsaved figures are asked about."""
        if self.is_edited():
            answer = self._shell.asking.unsaved("Chỉ tiêu")
            if answer == SAVE and not self.save():
                return
            if answer not in (SAVE, DROP):
                return
        super().reject()


def _figures(sheet: TargetSheet) -> _Figures:
    keys_of = {one.name: one.key for one in sheet.indicators}
    found: _Figures = {}
    for one in sheet.targets:
        key = keys_of.get(one.indicator) or Indicator(one.indicator).key
        if one.assigned is not None:
            found[one.cell_id, key, ASSIGNED] = one.assigned
        if one.reached is not None:
            found[one.cell_id, key, REACHED] = one.reached
    return found


def _hint(one: Indicator) -> str:
    if one.is_admission:
        return f"{one.name}: kết quả đếm từ danh sách đảng viên"
    return f"{one.name}: càng thấp càng tốt" if one.is_lower_better else one.name
