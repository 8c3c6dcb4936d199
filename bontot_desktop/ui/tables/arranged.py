"""The part of a table that is the person's own to arrange: its columns, their widths, its order, what it shows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QMenu, QTableView, QWidget

from bontot_desktop.ui import look, memory
from bontot_desktop.ui.tables.arrangement import Arrangement
from bontot_desktop.ui.tables.columns import Column
from bontot_desktop.ui.tables.filters import ColumnFilter
from bontot_desktop.ui.tables.fitting import crowded_out, fit
from bontot_desktop.ui.tables.header import Heading
from bontot_desktop.ui.tables.rows import RowsModel

#: Columns are sized by so many first rows; measuring ten thousand would be seen.
MEASURED = 120
#: So many characters of a column of words stay legible when the room is short; of the one that names the row more.
LEAST, STRONG_LEAST = 11, 26
#: Headings of fewer letters are short.
_SHORT = 6


class ArrangedTable(QTableView):
    """A table whose columns, order and filters are chosen by its headings. ``name`` is what they are remembered by."""

    #: Filters of columns, the order or the columns shown were changed by the person.
    arranged = Signal()

    def __init__(
        self, columns: Sequence[Column], name: str, parent: QWidget | None = None, *, tickable: bool = False
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._name = name
        self._sized = False
        self._natural: list[int] = []
        self._least: list[int] = []
        #: Widths the person chose, by place; they stand as long as there is room.
        self._held: list[int] = []
        self._laid = False
        #: The width of the viewport, pixels; 0 before it was laid out.
        self._room = 0
        self._quiet_widths = False
        #: The columns wanted, by place, and those of them a narrow window has no room for.
        self._wanted: list[int] = []
        self._crowded: set[int] = set()
        #: Columns that the page shows only now and then.
        self._put_away: set[int] = set()
        self._scrolls = memory.flag(f"cot/{name}/cuon")
        self.rows = RowsModel(columns, self, tickable=tickable)
        self.setModel(self.rows)
        self.heading = Heading(self)
        self.setHorizontalHeader(self.heading)
        self.heading.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.heading.sectionResized.connect(self._resized)
        self.heading.sort_wanted.connect(self._sort_clicked)
        self.heading.menu_wanted.connect(self.open_heading)
        self.heading.sectionMoved.connect(self._moved)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(look.row_height(self))
        self._usual = Arrangement(columns=tuple(column.title for column in columns if not column.hidden))
        self._stretched = _stretched(columns)
        self._keep_widths = QTimer(self)
        self._keep_widths.setSingleShot(True)
        self._keep_widths.setInterval(400)
        self._keep_widths.timeout.connect(self._remember)
        self._show_columns(self._kept_columns() or self._usual.columns)

    def sort_by(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort as a click on the head would."""
        self.rows.sort(column, order)
        self._say_marks()

    def shown_columns(self) -> list[Column]:
        """Return the columns wanted, from left to right; in a narrow window some of them may be out of sight."""
        header = self.heading
        logical = [header.logicalIndex(place) for place in range(header.count())]
        return [self.rows.columns[one] for one in logical if one in self._wanted]

    def crowded_columns(self) -> list[Column]:
        """Return the columns that are wanted and out of sight because the window is narrow."""
        return [column for place, column in enumerate(self.rows.columns) if place in self._crowded]

    def scrolls_across(self) -> bool:
        """Say whether all columns stand here and what does not fit is scrolled to, as the person chose."""
        return self._scrolls

    def let_scroll(self, on: bool) -> None:
        """Let all columns stand here and scroll, or leave the less important ones out of a narrow window."""
        self._scrolls = on
        memory.keep_flag(f"cot/{self._name}/cuon", on)
        self._fit()

    def add_room_words(self, menu: QMenu) -> None:
        """Put into a menu which columns are out of sight, and how to have them."""
        crowded = self.crowded_columns()
        if not crowded and not self.scrolls_across():
            return
        if crowded:
            menu.addAction(f"Chưa đủ chỗ: {', '.join(column.title for column in crowded)}").setEnabled(False)
        scroll = menu.addAction("Hiện đủ cột, cuộn ngang")
        scroll.setCheckable(True)
        scroll.setChecked(self.scrolls_across())
        scroll.toggled.connect(self.let_scroll)

    # Arrangement ---------------------------------------------------------------------------------------------------

    def arrangement(self) -> Arrangement:
        """Return how the table is looked at now, the words of the filter included."""
        columns = self.rows.columns
        return Arrangement(
            columns=tuple(column.title for column in self.shown_columns()),
            order=tuple((columns[place].title, back) for place, back in self.rows.order()),
            filters={columns[place].title: one for place, one in self.rows.column_filters().items()},
            query=self.rows.query(),
        )

    def arrange(self, wanted: Arrangement) -> None:
        """Look at the table so; the words and the chip of the filter are the page's own to set."""
        places = {column.title: place for place, column in enumerate(self.rows.columns)}
        self._show_columns(wanted.columns or self._usual.columns)
        self.rows.set_order((places[title], back) for title, back in wanted.order if title in places)
        self.rows.set_column_filters({places[title]: one for title, one in wanted.filters.items() if title in places})
        self._arranged()

    def narrow(self, title: str, one: ColumnFilter) -> None:
        """Narrow one column; an empty filter takes its filter away."""
        place = next(place for place, column in enumerate(self.rows.columns) if column.title == title)
        self.rows.set_column_filters({**self.rows.column_filters(), place: one})
        self._arranged()

    def back_to_usual(self) -> None:
        """Show the usual columns in their usual widths and order, all rows, as they came."""
        memory.keep_words(f"cot/{self._name}/hien", [])
        memory.keep_numbers(f"cot/{self._name}", [])
        self.let_scroll(False)
        self._sized = False
        self.arrange(self._usual)
        self._size_once()

    def show_all(self) -> None:
        """Narrow and sort by nothing, from the first row: the rows of another thing are shown next."""
        self.rows.set_order(())
        self.rows.set_column_filters({})
        self._say_marks()
        self.scrollToTop()

    def _arranged(self) -> None:
        self._say_marks()
        self.arranged.emit()

    def _say_marks(self) -> None:
        self.heading.say(self.rows.order(), self.rows.column_filters().keys())

    def _sort_clicked(self, place: int, adds: bool) -> None:
        order = list(self.rows.order())
        known = next((turn for turn, (one, _) in enumerate(order) if one == place), -1)
        if adds and known >= 0:
            order[known] = (place, not order[known][1])
        elif adds:
            order.append((place, False))
        else:
            order = [(place, not order[0][1] if order and order[0][0] == place else False)]
        self.rows.set_order(order)
        self._arranged()

    def open_heading(self, place: int, at: QPoint) -> None:
        """Drop the panel of a column below a point of the screen."""
        # The panels are loaded when the first one opens, not with the window.
        from bontot_desktop.ui.tables.panels import MOST_VALUES, HeadingPanel

        column = self.rows.columns[place]
        others = [pair for pair in self.rows.order() if pair[0] != place]

        def sort(back: bool, adds: bool) -> None:
            self.rows.set_order([*others, (place, back)] if adds else [(place, back)])
            self._arranged()

        # Over the window and not over the table: fields in a table look like its cells.
        panel = HeadingPanel(
            self.window(),
            column,
            self.rows.column_filters().get(place, ColumnFilter()),
            self.rows.counts(place, MOST_VALUES),
            sort=sort,
            is_sorted=bool(others),
            hide=(lambda: self._hide(column.title)) if len(self.shown_columns()) > 1 else None,
            choose=lambda: self.open_columns(at),
        )
        panel.narrowed.connect(lambda one: self.narrow(column.title, one))
        panel.drop(at)

    def open_columns(self, at: QPoint) -> None:
        """Drop the choice of columns below a point of the screen."""
        from bontot_desktop.ui.tables.panels import ColumnsPanel

        shown = [column.title for column in self.shown_columns()]
        rest = [column.title for column in self.rows.columns if column.title not in shown]
        panel = ColumnsPanel(self.window(), [*shown, *rest], shown, self.back_to_usual)
        panel.chosen.connect(self._choose)
        panel.drop(at)

    def _hide(self, title: str) -> None:
        self._choose([column.title for column in self.shown_columns() if column.title != title])

    def _choose(self, titles: Sequence[str]) -> None:
        before = set(self._wanted)
        self._show_columns(titles)
        self._keep_columns()
        if self._crowded & (set(self._wanted) - before):
            # Who asks for a column shall see it, even in a narrow window.
            self.let_scroll(True)
        self._arranged()

    def _moved(self, *_: int) -> None:
        if not self._quiet_widths:
            self._keep_columns()
            self.arranged.emit()

    def _kept_columns(self) -> list[str]:
        known = {column.title for column in self.rows.columns}
        return [title for title in memory.words(f"cot/{self._name}/hien") if title in known]

    def _keep_columns(self) -> None:
        memory.keep_words(f"cot/{self._name}/hien", [column.title for column in self.shown_columns()])

    def _show_columns(self, titles: Sequence[str]) -> None:
        """Show these columns in this order; nothing is remembered."""
        places = {column.title: place for place, column in enumerate(self.rows.columns)}
        wanted = [places[title] for title in titles if title in places] or list(places.values())[:1]
        self._quiet_widths = True
        self._wanted = wanted
        for place in places.values():
            self.heading.setSectionHidden(place, place not in wanted)
        rest = [place for place in places.values() if place not in wanted]
        for visual, place in enumerate([*wanted, *rest]):
            self.heading.moveSection(self.heading.visualIndex(place), visual)
        self._quiet_widths = False
        self._fit()

    # Widths --------------------------------------------------------------------------------------------------------

    def _size_once(self) -> None:
        if self._sized or not self.rows.rowCount():
            return
        self._sized = True
        self._natural, self._least, self._held = [], [], []
        kept = memory.numbers(f"cot/{self._name}")
        measures = look.metrics(self)
        for place, column in enumerate(self.rows.columns):
            widest = max(
                (measures.horizontalAdvance(column.show(row)) for row in self.rows.shown()[:MEASURED]), default=0
            )
            # Where nothing stands yet the room is that of what usually comes; a state may become a longer one.
            if not widest or column.tone:
                widest = max(widest, look.text_width(column.usual, self))
            words = measures.horizontalAdvance(column.title) * 1.08
            # Room for one mark beside the words where there is room; in a narrow window half of it.
            mark = self.heading.mark_room()
            # A short heading would vanish behind its marks: sorted and narrowed it has two.
            title, with_mark = words + (2 * mark if len(column.title) < _SHORT else mark / 2), words + mark
            room = look.GAP * 2 + (look.WIDE if column.tone else 0)
            room += look.HUGE if self.rows.tickable and place == 0 else 0
            heavier = 1.13 if column.strong else 1.04
            content = min(widest * heavier, look.text_width(column.most, self))
            whole = max(content, with_mark, title)
            # A person's name cut in the middle names nobody.
            legible = look.text_width(STRONG_LEAST if column.strong else column.usual or LEAST, self)
            least = max(content, title) if column.right or column.tone else min(whole, max(title, legible))
            self._natural.append(round(whole + room))
            self._least.append(round(least + room))
        if len(kept) == len(self._natural):
            # Widths the person chose stand as they are.
            self._hold([max(width, look.VAST) for width in kept])
        self._fit()

    def _fit(self) -> None:
        """Share the room among the columns; the last one reaches the edge where no column names the row."""
        if not self._natural:
            return
        # Not that of the heading, which follows a moment later when a scroll bar comes; and whoever asks for the
        # viewport itself makes PySide6 load every kind of widget there is, before the window is painted.
        room = self._room or self.width()
        self._quiet_widths = True
        wanted = [place for place in self._wanted if place not in self._put_away]
        least = {place: self._least[place] for place in wanted}
        # A table that has no place in a window yet has no room to speak of.
        free = self._scrolls or not self._laid
        self._crowded = set() if free else crowded_out(least, self._giving_way(), room)
        for place in self._wanted:
            is_hidden = place in self._crowded or place in self._put_away
            if self.heading.isSectionHidden(place) != is_hidden:
                self.heading.setSectionHidden(place, is_hidden)
        shown = [place for place in range(len(self._natural)) if not self.heading.isSectionHidden(place)]
        main = self._main()
        natural = [self._natural[place] for place in shown]
        legible = [self._least[place] for place in shown]
        held = [self._held[place] if self._held and place != main else self._least[place] for place in shown]
        widths = fit(natural, held, shown.index(main), room)
        if self._held and not free and sum(widths) > room:
            widths = fit(natural, legible, shown.index(main), room)
        if len(shown) == 1 and not free:
            widths = [room]
        for place, width in zip(shown, widths, strict=True):
            self.heading.resizeSection(place, width)
        self._quiet_widths = False

    def _giving_way(self) -> list[int]:
        """Return the columns that may go, the least important first: quiet ones, then from the right, states last."""
        columns = self.rows.columns
        wanted = [place for place in self._wanted if place not in self._put_away]
        named = [place for place in wanted if columns[place].strong or place == self._stretched]
        stays = set(named or wanted[:1])
        return sorted(
            (place for place in wanted if place not in stays),
            key=lambda place: (
                columns[place].tone is not None,
                not columns[place].quiet,
                -self.heading.visualIndex(place),
            ),
        )

    def setColumnHidden(self, column: int, hide: bool) -> None:
        """Put a column away, or show it again, because of what the table shows; what the person chose stays."""
        (self._put_away.add if hide else self._put_away.discard)(column)
        super().setColumnHidden(column, hide or column not in self._wanted)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new room."""
        super().resizeEvent(event)
        self._laid = True
        self._room = event.size().width()
        self._fit()

    def _resized(self, *_: int) -> None:
        if self._sized and not self._quiet_widths and QGuiApplication.mouseButtons() & Qt.MouseButton.LeftButton:
            self._keep_widths.start()

    def _remember(self) -> None:
        header = self.horizontalHeader()
        # A hidden column has no width of its own now; it keeps the one it had.
        self._hold([header.sectionSize(place) or self._natural[place] for place in range(header.count())])
        memory.keep_numbers(f"cot/{self._name}", self._natural)

    def _hold(self, widths: list[int]) -> None:
        """Take widths a person chose: where there is room, only the column that names the row follows it."""
        self._held = self._natural = widths

    def _main(self) -> int:
        """Return the column that takes the room left over: the one that names the row, else the last that is seen."""
        if self._stretched >= 0 and not self.heading.isSectionHidden(self._stretched):
            return self._stretched
        last = [
            place
            for place in map(self.heading.logicalIndex, range(self.heading.count()))
            if not self.heading.isSectionHidden(place)
        ]
        return last[-1]


def _stretched(columns: Sequence[Column]) -> int:
    """Return the column that takes the room left over, -1 for the last: never one of figures, they stand far off."""
    asked = next((place for place, column in enumerate(columns) if column.stretch), -1)
    if asked >= 0 or not columns or not columns[-1].right:
        return asked
    return next((place for place, column in enumerate(columns) if column.strong), 0)
