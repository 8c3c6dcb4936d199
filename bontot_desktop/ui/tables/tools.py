"""What stands beside the filter of a table: chips of the narrowed columns, ways of looking by name, the export."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QMenu, QPushButton

from bontot_desktop.ui import look
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tables.arrangement import Arrangement
from bontot_desktop.ui.tables.filters import ColumnFilter
from bontot_desktop.ui.tables.view import TableView
from bontot_desktop.ui.widgets.bars import FilterBar
from bontot_desktop.ui.widgets.menu_button import MenuButton


class View(NamedTuple):
    """A way of looking that the program brings along."""

    name: str
    arrangement: Arrangement


class TableTools(QObject):
    """Serves one table and the filter above it."""

    def __init__(
        self,
        shell: Shell,
        table: TableView,
        bar: FilterBar,
        *,
        views: Sequence[View] = (),
        clear: Callable[[], Any] | None = None,
        more: Callable[[QMenu], None] | None = None,
    ) -> None:
        """``clear`` takes away what the page narrows by besides the chips, before a way of looking is taken.

        ``more`` adds what else can be made of the table before the export.
        """
        super().__init__(table)
        self._shell, self._table, self._bar = shell, table, bar
        self._shipped = {view.name: view.arrangement for view in views}
        self._clear = clear
        self._more = more
        self._chips: list[QPushButton] = []
        self.button = MenuButton("Cách xem", bar, icon="sliders-horizontal")
        self.button.setToolTip("Cách xem đã ghi, chọn cột, xuất Excel")
        self.button.menu().aboutToShow.connect(self._fill)
        bar.add_tool(self.button)
        bar.field.went_down.connect(table.go_in)
        table.arranged.connect(self._show_chips)
        table.shown_changed.connect(self._count)
        table.selection_changed.connect(self._count)
        self._show_chips()

    # Ways of looking -----------------------------------------------------------------------------------------------

    def take(self, wanted: Arrangement) -> None:
        """Look at the table so."""
        if self._clear is not None:
            self._clear()
        self._bar.press_word(wanted.chip)
        self._bar.field.setText(wanted.query)
        self._bar.field.ask()
        self._bar.tell()
        self._table.arrange(wanted)

    def now(self) -> Arrangement:
        """Return how the table is looked at, the pressed chip included."""
        return replace(self._table.arrangement(), chip=self._bar.chip_word())

    def keep(self) -> None:
        """Ask for a name and keep how the table is looked at under it."""
        name = self._shell.asking.text("Ghi cách xem đang dùng", "Tên của cách xem", verb="Ghi")
        if name is None:
            return
        from bontot_desktop.services import table_views

        state = self.now().plain()
        self._shell.act(
            lambda: table_views.keep_view(self._shell.office, self._table.objectName(), name, state),
            f"Đã ghi cách xem “{name}”",
        )

    def drop(self, name: str) -> None:
        """Forget a way of looking."""
        from bontot_desktop.services import table_views

        self._shell.act(
            lambda: table_views.drop_view(self._shell.office, self._table.objectName(), name),
            f"Đã bỏ cách xem “{name}”",
        )

    def _fill(self) -> None:
        # Loaded when the menu first opens, not with the window.
        from bontot_desktop.services import table_views

        menu = self.button.menu()
        menu.clear()
        kept = table_views.named_views(self._shell.office, self._table.objectName())
        for name, arrangement in self._shipped.items():
            menu.addAction(name, lambda arrangement=arrangement: self.take(arrangement))
        if kept and self._shipped:
            menu.addSeparator()
        for view in kept:
            menu.addAction(view.name, lambda state=view.state: self.take(Arrangement.read(state)))
        if kept or self._shipped:
            menu.addSeparator()
        menu.addAction("Ghi cách xem này…", self.keep)
        if kept:
            dropping = menu.addMenu("Bỏ cách xem")
            for view in kept:
                dropping.addAction(view.name, lambda name=view.name: self.drop(name))
        menu.addAction("Trở về như ban đầu", self.back_to_usual)
        menu.addSeparator()
        menu.addAction("Chọn cột…", self._choose_columns)
        self._table.add_room_words(menu)
        if self._more is not None:
            self._more(menu)
        self._export_words(menu)

    def _export_words(self, menu: QMenu) -> None:
        from bontot_desktop.ui.tables import exporting

        look.dress(menu.addAction(exporting.WORD, lambda: exporting.export(self._shell, self._table)), "export")
        chosen = self._table.selected_rows()
        if len(chosen) > 1:
            menu.addAction(
                f"Xuất {len(chosen)} dòng đã chọn…", lambda: exporting.export(self._shell, self._table, chosen)
            )

    def back_to_usual(self) -> None:
        """Show everything as on the first day."""
        self.take(Arrangement())
        self._table.back_to_usual()

    def _choose_columns(self) -> None:
        self._table.open_columns(self.button.mapToGlobal(QPoint(0, self.button.height())))

    # Chips ---------------------------------------------------------------------------------------------------------

    def _show_chips(self) -> None:
        for chip in self._chips:
            self._bar.extras.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        columns = self._table.rows.columns
        self._chips = [
            self._chip(columns[place].title, one.sentence(columns[place]))
            for place, one in self._table.rows.column_filters().items()
        ]

    def _chip(self, title: str, sentence: str) -> QPushButton:
        most = look.text_width(34, self._bar)
        shown = look.metrics(self._bar).elidedText(sentence, Qt.TextElideMode.ElideRight, most)
        chip = QPushButton(shown.replace("&", "&&"), self._bar)
        chip.setObjectName(f"narrowed:{title}")
        look.mark(chip, "chip")
        look.dress(chip, "x", "second")
        chip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        chip.setIconSize(look.icon_size(chip, 0.75))
        chip.setToolTip(f"{sentence}. Bấm để bỏ lọc.")
        chip.setAccessibleName(f"Bỏ lọc {sentence}")
        chip.clicked.connect(lambda: self._table.narrow(title, ColumnFilter()))
        self._bar.extras.addWidget(chip)
        chip.show()
        return chip

    # Count ---------------------------------------------------------------------------------------------------------

    def _count(self) -> None:
        self._bar.count_again(self._table.rows.rowCount(), len(self._table.selectionModel().selectedRows()))
