"""The page Chi bộ điểm: sample meetings by state from plan to closed; one opens as a journey."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from bontot_desktop.rules.changes import Kind
from bontot_desktop.rules.samples import SampleState
from bontot_desktop.services import samples
from bontot_desktop.services.samples import SampleRow
from bontot_desktop.ui import keys, look
from bontot_desktop.ui.forms.kept import KeptDraft
from bontot_desktop.ui.forms.leaving import may_close
from bontot_desktop.ui.look import Tone
from bontot_desktop.ui.pages.sample import plan
from bontot_desktop.ui.pages.sample.journey import JourneyPage
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tables.columns import date_column, number_column, state_column, text_column
from bontot_desktop.ui.tables.tools import TableTools
from bontot_desktop.ui.tables.view import TableOrEmpty, TableView
from bontot_desktop.ui.widgets.bars import FilterBar
from bontot_desktop.ui.widgets.fields import ChoiceField
from bontot_desktop.ui.widgets.form import Form
from bontot_desktop.ui.widgets.page import Page, StackedPage

PLANNING, RUNNING, APPLYING, OVER = "planning", "running", "applying", "over"
#: What other pages ask for to see what became of all remarks; a pair of it and a cell's id for those of one cell.
FOLLOW_UP = "follow-up"
#: In front of the year whose plan is to be shown (None: this year).
YEAR_PLAN = "plan"
#: What the unsaved typing of a new sample meeting is kept under.
NEW_KEY = "sample/new"
#: The chips of the list and the states behind each.
CHIPS: tuple[tuple[str | None, str, tuple[SampleState, ...]], ...] = (
    (None, "Tất cả", ()),
    (PLANNING, "Chuẩn bị", (SampleState.PLANNED, SampleState.PREPARING, SampleState.READY)),
    (RUNNING, "Chờ kết luận", (SampleState.HELD, SampleState.REVIEWED)),
    (APPLYING, "Nhân rộng", (SampleState.CONCLUDED, SampleState.REPLICATING)),
    (OVER, "Đã xong, hoãn", (SampleState.CLOSED, SampleState.POSTPONED, SampleState.CANCELLED)),
)
_TONES = {
    SampleState.PLANNED: Tone.QUIET,
    SampleState.PREPARING: Tone.INFO,
    SampleState.READY: Tone.INFO,
    SampleState.HELD: Tone.WAIT,
    SampleState.REVIEWED: Tone.WAIT,
    SampleState.CONCLUDED: Tone.GOOD,
    SampleState.REPLICATING: Tone.INFO,
    SampleState.CLOSED: Tone.GOOD,
    SampleState.POSTPONED: Tone.QUIET,
    SampleState.CANCELLED: Tone.QUIET,
}


class SampleList(Page):
    """The list of sample meetings."""

    wants: ClassVar[frozenset[Kind]] = frozenset({Kind.SAMPLES, Kind.MEETINGS, Kind.CELLS, Kind.SCORES})
    help_topic: ClassVar[str] = "chi-bo-diem"
    #: A sample meeting shall be opened: its id.
    opened = Signal(object)
    #: What became of the remarks of all of them shall be shown.
    follow_up_wanted = Signal()
    #: The plan of the year shall be shown.
    year_plan_wanted = Signal()

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__("Chi bộ điểm", parent)
        self._shell = shell
        self._rows: list[SampleRow] = []
        self.filter = FilterBar("Lọc theo chi bộ, loại sinh hoạt", [(key, word) for key, word, _ in CHIPS], self)
        self.year: ChoiceField = ChoiceField([], none="Mọi năm", characters=9)
        self.filter.extras.addWidget(self.year)
        self.table = TableView(
            [
                text_column("Chi bộ", lambda row: row.cell_name, strong=True, stretch=True),
                text_column("Loại sinh hoạt", lambda row: row.type_label, most=26, quiet=True),
                date_column("Ngày", lambda row: row.day),
                state_column("Trạng thái", lambda row: row.state.label, lambda row: _TONES[row.state]),
                number_column("Người dự", lambda row: row.observers or None),
                number_column("Phiếu", lambda row: row.sheets or None),
                number_column("Ý kiến", lambda row: row.opinions or None),
                number_column("Việc còn mở", lambda row: row.open_items or None),
            ],
            "chi-bo-diem",
            self,
        )
        self.tools = TableTools(shell, self.table, self.filter, clear=lambda: self.year.set_value(None))
        self.place = TableOrEmpty(self.table, "presentation-chart")
        self.content.addWidget(self.filter)
        self.content.addWidget(self.place, 1)
        self.add_command("Việc sau sinh hoạt điểm", self.follow_up_wanted.emit, icon="share-network")
        self.add_command(
            "Kế hoạch năm…", self.year_plan_wanted.emit, icon="calendar", tip="Chọn chi bộ, kế hoạch và báo cáo của năm"
        )
        self.add_command("Buổi điểm mới", self.start_new, icon="plus", primary=True, key=keys.NEW)
        self.on_key(keys.FILTER, "Lọc buổi điểm", self.filter.focus)
        self.filter.changed.connect(lambda *_: self._filter())
        self.year.edited.connect(self._filter)
        self.table.opened.connect(self.opened)
        self.table.set_menu(self._menu)
        self.dialog: NewSample | None = None

    def refresh(self) -> None:
        """Read the list again."""
        self._rows = samples.list_samples(self._shell.office)
        years = sorted({row.year for row in self._rows}, reverse=True)
        self.year.set_choices([(year, str(year)) for year in years])
        self.table.set_rows(self._rows)
        if self._rows:
            self.place.show_table()
        else:
            self.place.show_empty(
                "Chưa có buổi sinh hoạt điểm nào. Chọn chi bộ, ngày dự kiến để bắt đầu.",
                "Buổi điểm mới",
                self.start_new,
            )
        waiting = sum(row.state in CHIPS[2][2] for row in self._rows)
        said = f"{len(self._rows)} buổi sinh hoạt điểm" if self._rows else ""
        self.set_summary(f"{said}, {waiting} buổi chờ kết luận" if waiting else said)
        self._filter()

    def _filter(self) -> None:
        chip, year = self.filter.chip(), self.year.value()
        states = next(states for key, _, states in CHIPS if key == chip)
        self.table.set_filter(
            self.filter.query(),
            lambda row: (not states or row.state in states) and (year is None or row.year == year),
        )
        self.filter.say_count(len(self.table.rows.shown()), len(self._rows), "buổi")

    def _menu(self, menu: Any, row: SampleRow) -> None:
        menu.addAction("Mở").triggered.connect(lambda: self.opened.emit(row.id))
        if row.type is None and not row.observers:
            menu.addAction("Bỏ kế hoạch này").triggered.connect(lambda: self.discard(row))

    def discard(self, row: SampleRow) -> None:
        """Take a plan nothing was recorded for out of the list."""
        if self._shell.asking.confirm(f"Bỏ kế hoạch sinh hoạt điểm của {row.cell_name}?", "Bỏ kế hoạch"):
            self._shell.act(lambda: samples.discard(self._shell.office, row.id), f"Đã bỏ kế hoạch của {row.cell_name}")

    def start_new(self) -> None:
        """Plan a new sample meeting."""
        self.dialog = NewSample(self._shell)
        self.dialog.made.connect(self.opened)
        self.dialog.open()


class NewSample(QDialog):
    """The plan of a new sample meeting."""

    help_topic: ClassVar[str] = "chi-bo-diem"

    made = Signal(object)

    def __init__(self, shell: Shell, cell_id: int | None = None, reason: str = "", year: int | None = None) -> None:
        """Make the window; a cell that was chosen in the plan of a year stands in it with the reason."""
        super().__init__(shell.asking.parent)
        self._year = year
        self.setObjectName("new-sample")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Buổi sinh hoạt điểm mới")
        self._shell = shell
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, look.WIDE, 0, 0)
        self.form = Form(self)
        self.kept = KeptDraft(shell, self.form, plan.PlanSheet, lambda: NEW_KEY, self.windowTitle)
        offer = QVBoxLayout()
        offer.setContentsMargins(look.PAGE_MARGIN, 0, look.PAGE_MARGIN, 0)
        offer.addWidget(self.kept.bar)
        layout.addLayout(offer)
        layout.addWidget(self.form)
        plan.fill_plan(self.form, shell.office)
        plan.offer_groups(self.form, shell.office)
        self.form.field("group_id").edited.connect(lambda: plan.show_group(self.form, shell.office))
        look_at_day = plan.watch_day(self.form, shell.office)
        self.form.add_button("Quay lại", self.reject).setAutoDefault(False)
        self.form.add_save("Lập kế hoạch").setAutoDefault(False)
        self.form.saving.connect(self.store)
        QShortcut(QKeySequence(keys.SAVE), self, self.form.save)
        self.form.show_draft(plan.PlanSheet())
        if cell_id is None:
            self.kept.offer()
        else:
            self.form.field("cell_id").set_value(cell_id)
            self.form.field("chosen_because").set_value(reason)
            look_at_day()
        under = shell.asking.parent
        room = under.window().size() if under is not None else self.screen().availableGeometry().size()
        self.resize(min(look.COLUMN_MOST + 2 * look.PAGE_MARGIN, room.width()), round(room.height() * 0.9))
        self.form.focus_first()

    def store(self) -> None:
        """Save the plan and open its journey."""
        sheet, office = self.form.draft(), self._shell.office
        begun = samples.new_plan(office)
        begun = begun if self._year is None else replace(begun, year=self._year)
        saved = self._shell.act(
            lambda: plan.store_sheet(office, sheet, begun),
            "Đã lập kế hoạch sinh hoạt điểm",
            form=self.form,
        )
        if saved is not None:
            self.kept.drop()
            self.accept()
            self.made.emit(saved.id)

    def reject(self) -> None:
        """Go back; what was typed is asked about, and dropped only if the person says so."""
        if may_close(self._shell, self, self.form, self.kept):
            super().reject()


class SamplesPage(StackedPage):
    """The list, and the journey of one on top of it."""

    wants: ClassVar[frozenset[Kind]] = JourneyPage.wants
    help_topic: ClassVar[str] = "chi-bo-diem"

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        self.list = SampleList(shell)
        super().__init__(self.list, parent)
        self._shell = shell
        self._journey: JourneyPage | None = None
        self.list.opened.connect(self.open_item)
        self.list.follow_up_wanted.connect(lambda: self.open_follow_up())
        self.list.year_plan_wanted.connect(lambda: self.open_year_plan())
        self.dialog: NewSample | None = None

    def open_item(self, item: Any) -> None:
        """Open the journey of a sample meeting; None begins a new one, ("plan", year) shows the plan of a year."""
        if isinstance(item, tuple) and item[0] == YEAR_PLAN:
            self.open_year_plan(item[1])
        elif item == FOLLOW_UP or isinstance(item, tuple):
            self.open_follow_up(item[1] if isinstance(item, tuple) else None)
        elif item is None:
            self.list.start_new()
        elif self.pop_all():
            page = self._journey_page()
            page.turn_to(item)
            self.push(page, "Chi bộ điểm")
            self.top().take_focus()

    def steps_ahead(self) -> Iterator[Callable[[], object]]:
        """Make the page of a sample meeting before the first one is opened."""
        yield self._journey_page
        yield lambda: self._journey_page().make_ahead()

    def _journey_page(self) -> JourneyPage:
        """Return the page that shows one sample meeting after the other."""
        if self._journey is None:
            self._journey = JourneyPage(self._shell, 0, self.place)
            self.keep(self._journey)
        return self._journey

    def add(self) -> None:
        """Begin a new sample meeting."""
        self.open_item(None)

    def open_year_plan(self, year: int | None = None) -> None:
        """Show the plan of a year, this one without a year."""
        from bontot_desktop.ui.pages.sample.year_plan import YearPlanPage

        if self.pop_all():
            page = YearPlanPage(self._shell, year or self._shell.today().year, self.place)
            page.opened.connect(self.open_item)
            page.planned.connect(self._plan_for)
            self.push(page, "Chi bộ điểm")
            self.top().take_focus()

    def _plan_for(self, cell_id: int, reason: str, year: int) -> None:
        self.dialog = NewSample(self._shell, cell_id, reason, year)
        self.dialog.made.connect(self.open_item)
        self.dialog.open()

    def open_follow_up(self, cell_id: int | None = None) -> None:
        """Show what became of the remarks, item by item and cell by cell; of one cell when it is named."""
        from bontot_desktop.ui.pages.sample.follow_up import FollowUpPage

        if self.pop_all():
            self.push(FollowUpPage(self._shell, self.place, cell_id=cell_id), "Chi bộ điểm")
            self.top().take_focus()

    def journey(self) -> JourneyPage | None:
        """Return the journey that is open, None when the list is."""
        top = self.top()
        return top if isinstance(top, JourneyPage) else None
