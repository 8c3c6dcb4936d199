"""A meeting's score as a grid: points with the suggestion beside, subtotals live, answers by number keys."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from bontot_desktop.rules import scoring
from bontot_desktop.rules.scoring import ItemKind, ScoreItem, ScoreKind, ScoreOption, show
from bontot_desktop.services.meeting_scores import MeetingScoreDraft
from bontot_desktop.ui import look
from bontot_desktop.ui.tables.grid import GridColumn, GridRow
from bontot_desktop.ui.tables.score_grid import ScoreGrid, ScoreModel

MAXIMUM, SUGGESTED, LEVEL, OWN, POINTS, NOTE, TOTAL = (
    "maximum", "suggested", "level", "own", "points", "note", "total",
)  # fmt: skip
#: From so many characters of room on the reason of a suggestion stands in its column, and not only below.
WIDE_FROM = 108
_NARROW, _BROAD = 6, 34
_Index = QModelIndex | QPersistentModelIndex


def answers_of(item: ScoreItem) -> tuple[ScoreOption, ...]:
    """Return the fixed answers of a line, the best first as written; yes and no where those are the answers."""
    if item.kind is ItemKind.YES_NO and not item.options:
        return (ScoreOption("Có", item.maximum), ScoreOption("Không", Decimal(0)))
    return item.options


class MeetingScoreModel(ScoreModel):
    """The grid of one score. Rows are item codes; sums, suggestions and marks follow what is typed."""

    def __init__(self, kind: ScoreKind, parent: QObject | None = None) -> None:
        columns = [
            GridColumn(MAXIMUM, "Tối đa", decimals=1, width=5),
            GridColumn(SUGGESTED, "Gợi ý", width=_NARROW, hint="Chương trình tính từ biên bản; G: lấy gợi ý"),
            GridColumn(LEVEL, "Mức", width=4, hint="Chọn mức bằng phím số 1, 2, 3…"),
        ]
        if kind is not ScoreKind.SELF:
            columns.append(GridColumn(OWN, "Tự chấm", decimals=1, width=6, hint="Điểm chi bộ tự chấm"))
        columns += [
            GridColumn(POINTS, "Điểm", decimals=1, width=6),
            GridColumn(NOTE, "Ghi chú", width=13, hint="Lý do trừ điểm; in ở cột Ghi chú của phiếu đánh giá"),
        ]
        super().__init__(columns, parent, label_title="Tiêu chí", shown=[MAXIMUM, SUGGESTED, LEVEL, OWN])
        self.kind = kind
        self.is_broad = False
        self._draft: MeetingScoreDraft | None = None
        self._items: dict[str, ScoreItem] = {}
        self.edited.connect(lambda *_: self.look_again())

    def show_draft(self, draft: MeetingScoreDraft) -> None:
        """Show a score."""
        self._draft = draft
        self._items = {item.code: item for item in draft.template.items}
        self.put_all(draft.points, draft.notes)

    def put_all(self, points: Mapping[str, Decimal], notes: Mapping[str, str]) -> None:
        """Show points and notes in the lines of the shown score."""
        draft = self._draft
        if draft is None:
            return
        rows = [_row(item) for item in draft.template.items]
        rows.append(GridRow(TOTAL, "Tổng điểm", locked=True, strong=True))
        values: dict[tuple[Any, Any], Any] = {}
        for code, item in self._items.items():
            values[code, MAXIMUM] = item.maximum
            values[code, OWN] = draft.own.get(code)
        values |= {(code, POINTS): given for code, given in points.items() if code in self._items}
        values |= {(code, NOTE): note for code, note in notes.items() if code in self._items}
        self.show(rows, values)
        self.look_again()

    def item_at(self, row: int) -> ScoreItem | None:
        """Return the line of a row, None for the total."""
        known = self.row_at(row)
        return None if known is None else self._items.get(known.id)

    def points(self) -> dict[str, Decimal]:
        """Return the points given, by item code."""
        found = {code: self.value(code, POINTS) for code in self._items}
        return {code: Decimal(given) for code, given in found.items() if given is not None}

    def notes(self) -> dict[str, str]:
        """Return the notes, by item code."""
        found = {code: self.value(code, NOTE) for code in self._items}
        return {code: note for code, note in found.items() if note}

    def fill(self, given: Callable[[ScoreItem], Decimal | None]) -> int:
        """Put points into the lines that have none yet; return into how many."""
        now = self.points()
        filled = {item.code: given(item) for item in scoring.leaves(list(self._items.values())) if item.code not in now}
        wanted = {code: points for code, points in filled.items() if points is not None}
        for code, points in wanted.items():
            self.put(code, POINTS, points)
        return len(wanted)

    # Sums and marks ------------------------------------------------------------------------------------------------

    def look_again(self) -> None:
        """Write sums, suggestions and marks anew."""
        draft = self._draft
        if draft is None:
            return
        points = self.points()
        sums: dict[tuple[Any, Any], str] = {}
        flags: dict[tuple[Any, Any], str] = {}
        for code, item in self._items.items():
            if item.is_group:
                sums |= self._group(item, points)
            elif item.fixed is not None:
                sums[code, POINTS] = show(item.fixed)
                sums[code, MAXIMUM] = show(item.maximum) if item.fixed else ""
                sums[code, SUGGESTED] = "–"
            elif code in points:
                said = self._odd(item, points[code])
                if said:
                    flags[code, POINTS] = said
        sums |= {(TOTAL, MAXIMUM): show(draft.template.maximum), (TOTAL, OWN): show(draft.own_total)}
        if points:
            sums[TOTAL, POINTS] = show(draft.template.total(points))
        self.say_sums(sums)
        self.flag(flags)

    def _group(self, item: ScoreItem, points: Mapping[str, Decimal]) -> dict[tuple[Any, Any], str]:
        template = self._draft.template if self._draft else None
        if template is None:
            return {}
        own = scoring.members_of(template.items, item)
        sums = {(item.code, MAXIMUM): show(item.maximum)}
        if any(one.code in points or one.fixed for one in own):
            sums[item.code, POINTS] = show(template.group_points(item, points))
        if self._draft is not None and self._draft.own:
            sums[item.code, OWN] = show(template.group_points(item, self._draft.own))
        return sums

    def _odd(self, item: ScoreItem, given: Decimal) -> str:
        """Say why points deserve a second look: not what was suggested, or none of the answers."""
        suggestion = self._draft.suggestions.get(item.code) if self._draft else None
        if suggestion is not None and suggestion.points not in (None, given):
            return f"Đã sửa tay: chương trình gợi ý {show(suggestion.points)} điểm ({suggestion.reason})."
        if not scoring.is_an_answer(item, given):
            return f"Không trùng mức nào của dòng này: {', '.join(show(one.points) for one in answers_of(item))} điểm."
        return ""

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Show a cell; suggestion and answer follow from the line and its points."""
        item = self.item_at(index.row()) if index.isValid() else None
        if item is not None and not item.is_group and item.fixed is None:
            column = self.columns[index.column()].id
            if column == SUGGESTED and role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
                return self._suggestion(item, whole=role == Qt.ItemDataRole.ToolTipRole)
            if column == LEVEL and role == Qt.ItemDataRole.DisplayRole:
                return self._level(item)
            if column == LEVEL and role == Qt.ItemDataRole.ToolTipRole:
                return "\n".join(answer_words(item)) or None
        return super().data(index, role)

    def _suggestion(self, item: ScoreItem, *, whole: bool) -> str | None:
        found = self._draft.suggestions.get(item.code) if self._draft else None
        if found is None:
            return None
        if whole:
            return found.sentence
        if found.points is None:
            return found.reason if self.is_broad else "–"
        return f"{show(found.points)} ({found.reason})" if self.is_broad else show(found.points)

    def _level(self, item: ScoreItem) -> str:
        answers, given = answers_of(item), self.points().get(item.code)
        for number, one in enumerate(answers, start=1):
            if given is not None and one.points == given:
                return f"{number}/{len(answers)}"
        return f"–/{len(answers)}" if answers else ""


def _row(item: ScoreItem) -> GridRow:
    label = f"{item.code}. {item.title}"
    hint = f"{label} ({item.note})" if item.note else label
    return GridRow(
        item.code,
        label,
        hint=hint,
        highest=item.maximum,
        locked=item.is_group or item.fixed is not None,
        strong=item.is_group,
    )


def answer_words(item: ScoreItem) -> list[str]:
    """Return the answers of a line with the keys that take them ("1 từ 90 %: 4 điểm")."""
    return [f"{number} {one.label}: {show(one.points)} điểm" for number, one in enumerate(answers_of(item), start=1)]


class MeetingScoreGrid(ScoreGrid):
    """Points typed down the column; in the column Mức a figure takes that answer, G takes the suggestion anywhere."""

    #: The suggestion of the row with the cursor is wanted.
    suggestion_wanted = Signal()

    def __init__(self, model: MeetingScoreModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(model, name, parent)
        self.model_ = model
        self.doubleClicked.connect(self._clicked)

    def column_of(self, column_id: str) -> int:
        """Return the place of a column."""
        return next(place for place, column in enumerate(self.model_.columns) if column.id == column_id)

    def show_columns(self) -> None:
        """Hide the columns no line of the table needs."""
        items = [item for row in range(self.model_.rowCount()) if (item := self.model_.item_at(row)) is not None]
        self.setColumnHidden(self.column_of(LEVEL), not any(answers_of(item) for item in items))
        self.setColumnHidden(self.column_of(SUGGESTED), not any(item.auto for item in items))
        self._spread()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Write the reasons out where there is room."""
        super().resizeEvent(event)
        is_broad = self.viewport().width() >= look.text_width(WIDE_FROM, self)
        if is_broad != self.model_.is_broad:
            self.model_.is_broad = is_broad
            self._spread()
            self.model_.look_again()

    def _spread(self) -> None:
        """Give the suggestions the room their reasons want, or that of their figures."""
        characters = _BROAD if self.model_.is_broad else _NARROW
        self._natural[self.column_of(SUGGESTED)] = look.text_width(characters, self) + look.WIDE
        self._fit()

    def _clicked(self, index: QModelIndex) -> None:
        column = self.model_.columns[index.column()].id
        if column == SUGGESTED:
            self.suggestion_wanted.emit()
        elif column == LEVEL:
            item = self.model_.item_at(index.row())
            answers = answers_of(item) if item is not None else ()
            if item is not None and answers and self.may_choose(index.row()):
                now = [place for place, one in enumerate(answers) if one.points == self.model_.points().get(item.code)]
                self.choose((now[0] + 1 if now else 0) % len(answers))

    def may_choose(self, row: int) -> bool:
        """Say whether points may be put into a row."""
        return self.model_.may_edit(row, self.column_of(POINTS))

    def choose(self, place: int) -> bool:
        """Take an answer of the row with the cursor by its place (from 0); False when there is none."""
        item = self.model_.item_at(self.currentIndex().row())
        answers = answers_of(item) if item is not None else ()
        if item is None or not 0 <= place < len(answers) or not self.may_choose(self.currentIndex().row()):
            return False
        self.model_.put(item.code, POINTS, answers[place].points)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take an answer by its figure in its column, the suggestion by G; anything else as the grid does."""
        now = self.currentIndex()
        if now.isValid() and self.state() != self.State.EditingState and not event.modifiers() & _WITH:
            column, typed = self.model_.columns[now.column()].id, event.text().strip().lower()
            if typed == "g" and column != NOTE:
                self.suggestion_wanted.emit()
                self._on(now)
                return
            if column == LEVEL and typed.isdecimal():
                if self.choose(int(typed) - 1):
                    self._on(now)
                return
            if column == LEVEL and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._on(now)
                return
        super().keyPressEvent(event)

    def _on(self, index: QModelIndex) -> None:
        """Go down to the next row that takes points, of those with answers in the column Mức."""
        is_level = self.model_.columns[index.column()].id == LEVEL
        for row in range(index.row() + 1, self.model_.rowCount()):
            item = self.model_.item_at(row)
            if item is not None and self.may_choose(row) and (answers_of(item) or not is_level):
                self.setCurrentIndex(self.model_.index(row, index.column()))
                return


_WITH = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
