"""The runs of numbers of a term as a small grid: what was used, what comes next, and an editable start."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from bontot_desktop.services import number_runs
from bontot_desktop.services.terms import TermDraft
from bontot_desktop.ui import look
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tables.grid import GridColumn, GridModel, GridRow
from bontot_desktop.ui.tables.grid_view import GridView

START = "start"
HIGHEST = 99_999
HINT = (
    "Sửa ô “Bắt đầu” khi cơ quan đã cấp số trên giấy trước khi dùng chương trình. "
    "Số bỏ trống vẫn cấp được khi ban hành, bằng cách gõ số ấy."
)


class NumberRuns(QWidget):
    """Runs of one term; a start that is typed is kept at once."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shell = shell
        self._term_id: int | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(look.GAP, look.WIDE, look.PAGE_MARGIN, look.SMALL)
        column.setSpacing(look.SMALL)
        self.heading = QLabel(self)
        look.mark(self.heading, "section")
        column.addWidget(self.heading)
        self.model = GridModel(
            (
                GridColumn(START, "Bắt đầu", decimals=0, lowest=1, highest=HIGHEST, width=7),
                GridColumn("last", "Mới nhất", locked=True, width=5),
                GridColumn("next", "Tiếp theo", locked=True, width=5),
                GridColumn("count", "Đã cấp", locked=True, width=4),
                GridColumn("gaps", "Bỏ trống", locked=True, width=7, stretch=True),
            ),
            self,
            label_title="Loại",
        )
        self.view = GridView(self.model, "number-runs", self)
        column.addWidget(self.view, 1)
        self.hint = QLabel(HINT, self)
        self.hint.setWordWrap(True)
        look.mark(self.hint, "hint")
        column.addWidget(self.hint)
        self.model.edited.connect(self._edited)

    def show_term(self, term: TermDraft | None) -> None:
        """Show the runs of a saved term; of a new one nothing."""
        before, now, scroll = self._term_id, self.view.currentIndex(), self.view.verticalScrollBar().value()
        self._term_id = term.id if term is not None else None
        known = self._term_id is not None
        for widget in (self.heading, self.view, self.hint):
            widget.setVisible(known)
        if term is None or term.id is None:
            self.model.show([], {})
            return
        of = f" của {term.owner}" if term.owner else ""
        self.heading.setText(f"Số văn bản trong nhiệm kỳ {term.label}{of}")
        rows: list[GridRow] = []
        values: dict[tuple[Any, Any], Any] = {}
        for run in number_runs.runs(self._shell.office, term.id):
            rows.append(GridRow(run.id, f"{run.type_name} ({run.symbol})", strong=run.last is not None))
            values[run.id, START] = run.start
            shown = {
                "last": "" if run.last is None else f"{run.last:02d}",
                "next": f"{run.next:02d}",
                "count": str(run.count or ""),
                "gaps": run.gaps_text,
            }
            values.update({(run.id, name): words for name, words in shown.items()})
        place = (now.row(), now.column())
        self.model.show(rows, values)
        if before == self._term_id and now.isValid():
            # A start that was typed is kept at once: the cursor goes on from its row, and nothing jumps.
            self.view.setCurrentIndex(self.model.index(*place))
            self.view.verticalScrollBar().setValue(scroll)

    def _edited(self, run_id: Any, column_id: Any, value: Any) -> None:
        term_id = self._term_id
        if column_id == START and term_id is not None:
            start = int(value) if value is not None else 1
            self._shell.act(
                lambda: number_runs.set_starts(self._shell.office, term_id, {run_id: start}),
                f"Đã đặt số bắt đầu {run_id}: {start:02d}.",
            )
