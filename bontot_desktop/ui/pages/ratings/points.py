"""The window in which a rating is scored criterion by criterion; its totals go into the grid of ratings."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any, ClassVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from bontot_desktop.errors import BonTotError, Problem, Problems
from bontot_desktop.rules import criteria_scoring, scoring
from bontot_desktop.rules.criteria_scoring import Given
from bontot_desktop.rules.rating_suggestions import Subject
from bontot_desktop.services import rating_points
from bontot_desktop.services.rating_points import Pair, PointSheet
from bontot_desktop.ui import keys, look
from bontot_desktop.ui.asking import DROP, SAVE
from bontot_desktop.ui.editing import take_open_cell
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tables.grid import GridColumn, GridRow
from bontot_desktop.ui.tables.score_grid import ScoreGrid, ScoreModel
from bontot_desktop.ui.widgets.fields import ChoiceField

MAXIMUM, OWN, VERIFIED, TOTAL = "maximum", "own", "verified", "total"
_SECOND = {Subject.CELL: "Thẩm định", Subject.MEMBER: "Chi bộ chấm"}


def open_points(shell: Shell, subject: Subject, subject_id: int, year: int, cell_id: int) -> PointsDialog | None:
    """Open the window for a rating; when no set is there to score by the reason is said and None returned."""
    try:
        sheet = rating_points.sheet(shell.office, subject, subject_id, year, cell_id=cell_id)
    except BonTotError as reason:
        shell.asking.tell_error(reason)
        return None
    dialog = PointsDialog(shell, sheet)
    dialog.open()
    return dialog


class PointsModel(ScoreModel):
    """The criteria with two columns of points; sums of groups and the total follow."""

    def __init__(self, subject: Subject, parent: QWidget | None = None) -> None:
        super().__init__(
            [
                GridColumn(MAXIMUM, "Tối đa", decimals=1, width=6),
                GridColumn(OWN, "Tự chấm", decimals=1, width=8),
                GridColumn(VERIFIED, _SECOND[subject], decimals=1, width=10),
            ],
            parent,
            label_title="Tiêu chí",
            shown=[MAXIMUM],
        )
        self._sheet: PointSheet | None = None
        self.edited.connect(lambda *_: self._sum())

    def show_sheet(self, sheet: PointSheet) -> None:
        """Show the criteria of a sheet; rows are by their codes."""
        self._sheet = sheet
        rows, values = [], dict[tuple[Any, Any], Any]()
        for item in sheet.facts.items:
            title = f"{item.code}. {item.title}"
            rows.append(
                GridRow(item.code, title, title, highest=item.maximum, locked=item.is_group, strong=item.is_group)
            )
            if not item.is_group:
                one = sheet.given.get(item.code, Pair())
                values |= {(item.code, MAXIMUM): item.maximum}
                values |= {(item.code, OWN): one.own, (item.code, VERIFIED): one.verified}
        rows.append(GridRow(TOTAL, "Tổng điểm", locked=True, strong=True))
        self.show(rows, values)
        self.lock(bool(sheet.lock))
        self._sum()

    def sheet(self) -> PointSheet:
        """Return the sheet with what stands in the grid."""
        assert self._sheet is not None
        given = {
            item.code: Pair(self.value(item.code, OWN), self.value(item.code, VERIFIED))
            for item in self._sheet.facts.leaves
        }
        return replace(self._sheet, given={code: pair for code, pair in given.items() if pair != Pair()})

    def _sum(self) -> None:
        sheet = self.sheet()
        sums: dict[tuple[Any, Any], str] = {(TOTAL, MAXIMUM): scoring.show(criteria_scoring.most(sheet.facts))}
        for group in sheet.facts.groups:
            sums[group.code, MAXIMUM] = scoring.show(group.maximum)
        for column, own in ((OWN, True), (VERIFIED, False)):
            found = {code: Given(pair.own if own else pair.verified) for code, pair in sheet.given.items()}
            scored = criteria_scoring.score(sheet.facts, found)
            if scored.total is not None:
                sums[TOTAL, column] = scoring.show(scored.total)
                sums |= {(group.code, column): scoring.show(group.points) for group in scored.groups}
        self.say_sums(sums)


class PointsDialog(QDialog):
    """Scores one rating; for a member the set of criteria may be another one."""

    help_topic: ClassVar[str] = "xep-loai"

    def __init__(self, shell: Shell, sheet: PointSheet) -> None:
        super().__init__(shell.asking.parent)
        self.setObjectName("rating-points")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"Chấm theo tiêu chí năm {sheet.year}: {sheet.name}")
        self._shell = shell
        self._stored = sheet
        outer = QVBoxLayout(self)
        outer.setContentsMargins(look.PAGE_MARGIN, look.GAP, look.PAGE_MARGIN, look.GAP)
        outer.setSpacing(look.SMALL)
        self.sets: ChoiceField = ChoiceField([(one.id, one.name) for one in sheet.sets])
        self.sets.setObjectName("set")
        self.sets.setAccessibleName("Bộ tiêu chí")
        self.sets.set_value(sheet.set_id)
        self.sets.edited.connect(self._other_set)
        outer.addWidget(self.sets)
        self.model = PointsModel(sheet.subject, self)
        self.grid = ScoreGrid(self.model, "cham-theo-tieu-chi", self)
        outer.addWidget(self.grid, 1)
        foot = QHBoxLayout()
        foot.setSpacing(look.SMALL)
        self._state = QLabel(self)
        self._state.setWordWrap(True)
        look.mark(self._state, "second")
        foot.addWidget(self._state, 1)
        back = QPushButton("Quay lại", self)
        back.clicked.connect(self.reject)
        self.save_button = QPushButton("Lưu điểm", self)
        self.save_button.setObjectName("save")
        look.mark(self.save_button, "primary")
        self.save_button.clicked.connect(lambda: self.save())
        for button in (back, self.save_button):
            button.setAutoDefault(False)
            foot.addWidget(button)
        outer.addLayout(foot)
        QShortcut(QKeySequence(keys.SAVE), self, self.save)
        self.model.edited.connect(lambda *_: self._tell())
        self._show(sheet)
        self.resize(QSize(look.text_width(112, self), look.row_height(self) * 17))

    def _show(self, sheet: PointSheet) -> None:
        self._stored = sheet
        self.model.show_sheet(sheet)
        for widget in (self.save_button, self.sets):
            widget.setEnabled(not sheet.lock)
        self._tell()
        self.grid.edit_first()

    def _tell(self) -> None:
        """Say what the points come to, and what is missing."""
        sheet = self.model.sheet()
        if sheet.lock:
            self.say(sheet.lock)
            return
        column = _SECOND[sheet.subject]
        total = sheet.total(own=False)
        if total is None:
            self.say(f"Cột {column} chưa có điểm.")
            return
        left = sheet.missing(own=False)
        waiting = f" Còn {left} tiêu chí chưa có điểm." if left else ""
        level = sheet.rules.of_points(Decimal(total))
        self.say(f"{column}: {scoring.show(total)} điểm, ứng với mức “{level.label}”.{waiting}")

    def _other_set(self) -> None:
        stored = self._stored
        if self.is_edited():
            answer = self._shell.asking.unsaved()
            if answer not in (SAVE, DROP) or (answer == SAVE and not self._save()):
                self.sets.set_value(stored.set_id)
                return
        self._show(
            rating_points.sheet(
                self._shell.office,
                stored.subject,
                stored.subject_id,
                stored.year,
                cell_id=stored.cell_id,
                set_id=self.sets.value(),
            )
        )

    def is_edited(self) -> bool:
        """Say whether points are not saved."""
        return self.model.sheet().given != dict(self._stored.given) or bool(self.model.faults())

    def save(self) -> None:
        """Keep the points and close."""
        if self._save():
            self.accept()

    def _save(self) -> bool:
        take_open_cell()
        if self.grid.go_to_fault():
            self.say(self.model.faults()[0][2], "fault")
            return False
        draft = self.model.sheet()
        done = self._shell.act(
            lambda: rating_points.save(self._shell.office, draft), "Đã lưu điểm theo tiêu chí.", form=self
        )
        return done is not None

    def reject(self) -> None:
        """Close, asking about points that are not saved."""
        if self.is_edited():
            answer = self._shell.asking.unsaved()
            if answer not in (SAVE, DROP) or (answer == SAVE and not self._save()):
                return
        super().reject()

    # What shell.act asks of a form ---------------------------------------------------------------------------------

    def show_problems(self, problems: Problems | list[Problem]) -> None:
        """Put the cursor on the first problem and say it."""
        listed = list(problems.problems if isinstance(problems, Problems) else problems)
        if listed:
            column, _, code = listed[0].field.partition(":")
            self.grid.setCurrentIndex(self.grid.index_of(code, column))
            self.say(listed[0].sentence, "fault")

    def said_saved(self, at: Any) -> None:
        """Nothing more to say: the window closes, or shows another set."""

    def say(self, sentence: str, kind: str = "second") -> None:
        """Say something beside the buttons."""
        look.mark(self._state, kind)
        self._state.setText(sentence)
