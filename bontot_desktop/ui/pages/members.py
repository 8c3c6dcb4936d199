"""Đảng viên: the list of members with filter, statuses and cells, and on top of it the page of one member."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache, partial
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from bontot_desktop import dates
from bontot_desktop.rules.changes import Kind
from bontot_desktop.rules.member_acts import MemberAct
from bontot_desktop.rules.members import Gender, MemberStatus
from bontot_desktop.services import cells, members
from bontot_desktop.services.members import MemberRow
from bontot_desktop.ui import keys, look
from bontot_desktop.ui.look import Tone
from bontot_desktop.ui.pages.member_page import MemberPage
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tables.arrangement import Arrangement
from bontot_desktop.ui.tables.columns import Column, date_column, number_column, state_column, text_column
from bontot_desktop.ui.tables.filters import ColumnFilter
from bontot_desktop.ui.tables.tools import TableTools, View
from bontot_desktop.ui.tables.view import TableOrEmpty, TableView
from bontot_desktop.ui.widgets.bars import FilterBar
from bontot_desktop.ui.widgets.fields import ChoiceField
from bontot_desktop.ui.widgets.page import Page, StackedPage

if TYPE_CHECKING:
    from bontot_desktop.ui.forms.list_paper import ListWindow

_TONES = {
    MemberStatus.FULL: Tone.GOOD,
    MemberStatus.PROBATIONARY: Tone.WAIT,
    MemberStatus.EXEMPT: Tone.QUIET,
    MemberStatus.TEMP_OUT: Tone.INFO,
    MemberStatus.TEMP_IN: Tone.INFO,
    MemberStatus.SPECIAL_DUTY: Tone.INFO,
    MemberStatus.SUSPENDED: Tone.BAD,
}
#: Shorter words where the full ones would take the room of other columns.
_SHORT = {
    MemberStatus.EXEMPT: "miễn sinh hoạt",
    MemberStatus.TEMP_OUT: "tạm thời đi",
    MemberStatus.TEMP_IN: "tạm thời đến",
    MemberStatus.SPECIAL_DUTY: "nhiệm vụ đặc biệt",
    MemberStatus.SUSPENDED: "đình chỉ",
}
_OTHER, _PROBATION, _AMISS, _WITHDRAWN = "other", "probation", "amiss", "withdrawn"
#: What is shown beside the name under the chips whose reason is asked for.
_WITH_NOTE = ("Họ và tên", "Ngày sinh", "Chi bộ", "Tình trạng", "Vào Đảng", "Số thẻ", "Lưu ý")
_USUAL = (MemberStatus.FULL, MemberStatus.PROBATIONARY, MemberStatus.EXEMPT)
_CHIPS: tuple[tuple[Any, str], ...] = (
    (None, "Tất cả"),
    (MemberStatus.FULL, "Chính thức"),
    (MemberStatus.PROBATIONARY, "Dự bị"),
    (MemberStatus.EXEMPT, "Miễn sinh hoạt"),
)


#: Ways of looking that offices ask for every year.
VIEWS = (
    View("Đảng viên dự bị", Arrangement(chip="Dự bị", order=(("Vào Đảng", False),))),
    View(
        "Trên 70 tuổi",
        Arrangement(
            columns=("Họ và tên", "Ngày sinh", "Tuổi", "Chi bộ", "Tình trạng", "Tuổi Đảng", "Điện thoại"),
            order=(("Tuổi", True),),
            filters={"Tuổi": ColumnFilter(low=71)},
        ),
    ),
    View("Từ 30 năm tuổi Đảng", Arrangement(order=(("Tuổi Đảng", True),), filters={"Tuổi Đảng": ColumnFilter(low=30)})),
    View("Đảng viên nữ", Arrangement(filters={"Giới tính": ColumnFilter(values=frozenset({"Nữ"}))})),
    View("Chưa ghi số thẻ", Arrangement(filters={"Số thẻ": ColumnFilter(values=frozenset({""}))})),
    View(
        "Danh bạ điện thoại",
        Arrangement(columns=("Họ và tên", "Chức vụ", "Chi bộ", "Điện thoại"), order=(("Chi bộ", False),)),
    ),
)


class MembersPage(StackedPage):
    """The list, and on top of it one member or an import."""

    reads_ahead: ClassVar[bool] = True

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        self._shell = shell
        super().__init__(partial(MemberList, shell), parent)
        assert isinstance(self.first, MemberList)
        self.list = self.first
        self._record: MemberPage | None = None
        self.list.table.opened.connect(self.open_item)
        self.list.add_command("Huy hiệu Đảng", self.open_badges, icon="medal", tip="Ai đủ năm tuổi Đảng trong năm")
        self.list.add_command("Nhập từ Excel…", self.open_import, icon="table", tip="Nhập danh bạ có sẵn")
        self.list.add_command("Thêm đảng viên", lambda: self.open_item(None), icon="plus", primary=True, key=keys.NEW)
        self.list.start_import = self.open_import

    def open_import(self) -> None:
        """Show the way from a workbook into the register."""
        from bontot_desktop.ui.pages.import_book import open_import

        open_import(self._shell, self, "Đảng viên")

    def open_badges(self) -> None:
        """Show who is due a badge of years in the Party."""
        from bontot_desktop.ui.pages.member_badges import BadgesPage

        page = BadgesPage(self._shell)
        page.table.opened.connect(lambda row_id: self._open_member(row_id[0], "Huy hiệu Đảng"))
        self.push(page, "Đảng viên")
        page.take_focus()

    def open_item(self, item: Any) -> None:
        """Show one member by id; None an empty form, ("cell", id) the members of one cell, ("badges", None) badges."""
        if not self.pop_all():
            return
        if isinstance(item, tuple) and item[0] == "badges":
            self.open_badges()
            return
        if isinstance(item, tuple):
            self.list.show_cell(item[1])
            return
        if item is None:
            self._enter_new(self.list.cell())
        else:
            self._open_member(item, "Đảng viên")
            self.top().take_focus()

    def add(self) -> None:
        """Show an empty form."""
        self.open_item(None)

    def _enter_new(self, cell_id: int | None) -> None:
        page = MemberPage(self._shell, None, start_cell_id=cell_id, parent=self.place)
        page.entered.connect(self._entered)
        self.push(page, "Đảng viên")
        page.take_focus()

    def _open_member(self, member_id: int, word: str) -> None:
        page = self._record_page()
        page.turn_to(member_id)
        self.push(page, word)

    def _record_page(self) -> MemberPage:
        """Return the page that shows one member after the other."""
        if self._record is None:
            self._record = MemberPage(self._shell, None, is_new=False, parent=self.place)
            self.keep(self._record)
        return self._record

    def steps_ahead(self) -> Iterator[Callable[[], object]]:
        """Make ready the first key of the filter, and the page of a member before the first one is opened."""
        yield self.list.table.rows.make_ready
        yield self._record_page

    def _entered(self, member_id: int, cell_id: int, another: bool) -> None:
        """Go on after a new member was saved: to the next one of the same cell, or to the new row of the list."""
        self.pop()
        if another:
            self._enter_new(cell_id)
        else:
            self.list.show_member(member_id)


class MemberList(Page):
    """The table of the members of today."""

    wants: ClassVar[frozenset[Kind]] = frozenset({Kind.CELLS, Kind.MEMBERS})
    help_topic: ClassVar[str] = "dang-vien"

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__("Đảng viên", parent)
        self._shell = shell
        self._rows: list[MemberRow] = []
        self._present = 0
        self.start_import: Any = None
        self._before: Arrangement | None = None
        self.filter = FilterBar("Họ tên, số thẻ, chi bộ", _CHIPS)
        self.cell_field = ChoiceField((), none="Mọi chi bộ", characters=22)
        self.cell_field.setObjectName("cell")
        self.cell_field.setAccessibleName("Chi bộ")
        self.filter.extras.addWidget(self.cell_field)
        self.content.addWidget(self.filter)
        self.table = TableView(columns(), "members", many=True)
        self.table.set_menu(self._fill_menu)
        self.table.set_more(self._offer_list)
        self.tools = TableTools(
            shell, self.table, self.filter, views=VIEWS, clear=self._any_cell, more=self._offer_list
        )
        self.box = TableOrEmpty(self.table, "user")
        self.content.addWidget(self.box, 1)
        self.filter.changed.connect(lambda *_: self._filter_changed())
        self.cell_field.edited.connect(self._apply_filter)
        self.on_key(keys.FILTER, "Lọc đảng viên", self.filter.focus)
        self.on_key(keys.PRINT, "In danh sách đảng viên", self.print_list)

    def _offer_list(self, menu: QMenu) -> None:
        count = len(self._to_print())
        look.dress(menu.addAction(f"In danh sách {count} đảng viên…", self.print_list), "printer")

    def _to_print(self) -> list[int]:
        """Return the selected members when they are several, else all that are shown."""
        chosen = self.table.selected_ids()
        return chosen if len(chosen) > 1 else [row.id for row in self.table.rows.shown()]

    def print_list(self) -> ListWindow | None:
        """Show the list of the chosen members in the office's form."""
        # Papers are loaded with the first list, not with the window.
        from bontot_desktop.services import member_papers
        from bontot_desktop.ui.forms.list_paper import open_list

        wanted = self._to_print()
        paper = self._shell.act(lambda: member_papers.list_of(self._shell.office, wanted))
        return open_list(self._shell, paper) if paper is not None else None

    def cell(self) -> int | None:
        """Return the cell the list is narrowed to."""
        chosen: int | None = self.cell_field.value()
        return chosen

    def _any_cell(self) -> None:
        self.cell_field.set_value(None)

    def show_cell(self, cell_id: int) -> None:
        """Narrow the list to one cell."""
        if not self._rows:
            self.refresh()
        self.cell_field.set_value(cell_id)
        self.filter.press(None)
        self._apply_filter()

    def show_member(self, member_id: int) -> None:
        """Mark the row of a member and put the cursor on it; what hides it is taken away."""
        if not self.table.select(member_id):
            self.tools.take(Arrangement())
            self.table.select(member_id)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Read the members as of today; the withdrawn are there for their chip."""
        office, today = self._shell.office, self._shell.today()
        self._rows = members.list_members(office, day=today, with_withdrawn=True)
        self.cell_field.set_choices((pick.id, pick.name) for pick in cells.cell_picks(office))
        present = [row for row in self._rows if not row.is_withdrawn]
        women = sum(row.gender_stored == Gender.FEMALE for row in present)
        probationary = sum(row.status is MemberStatus.PROBATIONARY for row in present)
        self.set_summary(f"{len(present)} đảng viên, {women} nữ, {probationary} dự bị" if present else "")
        self.filter.set_chips([*_CHIPS, *_rare_chips(self._rows)])
        self.filter.setVisible(bool(self._rows))
        self._present = len(present)
        self.table.set_rows(self._rows, lasting=True, then_filtered=True)
        self._apply_filter()
        if self._rows:
            self.box.show_table()
        else:
            self.box.show_empty(
                "Chưa có đảng viên nào. Nhập danh bạ Excel của văn phòng, hoặc thêm từng đảng viên.",
                "Nhập từ Excel…",
                lambda: self.start_import(),
            )

    def _filter_changed(self) -> None:
        """Show the reasons beside the names under the chips that ask for them, and the columns of before afterwards."""
        is_asked = self.filter.chip() in (_PROBATION, _AMISS, _WITHDRAWN)
        if is_asked and self._before is None:
            self._before = self.table.arrangement()
            self.table.arrange(replace(self._before, columns=_WITH_NOTE))
        elif not is_asked and self._before is not None:
            before, self._before = self._before, None
            self.table.arrange(replace(self.table.arrangement(), columns=before.columns))
        self._apply_filter()

    def _apply_filter(self) -> None:
        self.table.set_filter(self.filter.query(), _keep(self.filter.chip(), self.cell()))
        shown = self.table.rows.rowCount()
        self.filter.say_count(shown, max(self._present, shown), "đảng viên")

    def act_together(self, act: MemberAct, member_ids: list[int]) -> None:
        """Open the window of an act for the members that are selected."""
        from bontot_desktop.ui.forms.member_act import ActDialog

        ActDialog(self._shell, member_ids[0], act, member_ids).open()

    def _fill_menu(self, menu: QMenu, row: MemberRow) -> None:
        chosen = self.table.selected_ids()
        if len(chosen) > 1:
            for act in TOGETHER:
                menu.addAction(f"{act.label} ({len(chosen)})…", partial(self.act_together, act, chosen))
            return
        menu.addAction("Mở đảng viên", lambda: self.table.opened.emit(row.id))
        if row.cell_id is not None:
            menu.addAction("Xem chi bộ", lambda: self._shell.go("cells", row.cell_id))


#: The acts that are done for several members at once.
TOGETHER = (MemberAct.MOVE, MemberAct.MOVE_AWAY, MemberAct.EXEMPT, MemberAct.RESUME, MemberAct.SPECIAL_DUTY)


def _rare_chips(rows: list[MemberRow]) -> list[tuple[str, str]]:
    """Return the chips that stand only where somebody is found under them."""
    chips = []
    if any(row.probation for row in rows):
        chips.append((_PROBATION, "Hết dự bị"))
    if members.any_amiss(rows):
        chips.append((_AMISS, "Cần xem lại"))
    if any(row.status not in _USUAL and not row.is_withdrawn for row in rows):
        chips.append((_OTHER, "Khác"))
    if any(row.is_withdrawn for row in rows):
        chips.append((_WITHDRAWN, "Đã ra khỏi danh sách"))
    return chips


@cache
def _keep(chip: Any, cell_id: int | None) -> Callable[[MemberRow], bool]:
    """Return what a row must satisfy under a chip, within a cell; the same function while these stay the same."""

    def keep(row: MemberRow) -> bool:
        if cell_id is not None and row.cell_id != cell_id:
            return False
        if row.is_withdrawn or chip == _WITHDRAWN:
            return bool(row.is_withdrawn) and chip == _WITHDRAWN
        if chip is None:
            return True
        if chip in (_PROBATION, _AMISS):
            return bool(row.probation if chip == _PROBATION else row.amiss)
        return row.status not in _USUAL if chip == _OTHER else row.status is chip

    return keep


def columns() -> tuple[Column, ...]:
    """Return the columns of the list."""
    return (
        text_column(
            "Họ và tên",
            lambda row: row.full_name,
            strong=True,
            most=30,
            tooltip=lambda row: row.full_name,
            sort=lambda row: row.full_name_order,
        ),
        text_column(
            "Ngày sinh", _birth, sort=_birth_order, searched=False, value=lambda row: row.birth_on or row.birth_year
        ),
        number_column("Tuổi", lambda row: row.age, hidden=True),
        text_column("Giới tính", lambda row: row.gender.label if row.gender else "", searched=False),
        text_column(
            "Chi bộ", lambda row: row.cell, most=30, tooltip=lambda row: row.cell, sort=lambda row: row.cell_order
        ),
        text_column("Chức vụ", lambda row: row.post, most=14),
        state_column(
            "Tình trạng",
            _status_word,
            lambda row: None if row.is_withdrawn else _TONES.get(row.status),
            most=26,
            tooltip=lambda row: row.status_label,
            searched=False,
        ),
        date_column("Vào Đảng", lambda row: row.admitted_on, searched=False),
        date_column("Chính thức", lambda row: row.official_on, searched=False, hidden=True),
        number_column("Tuổi Đảng", lambda row: row.party_age),
        text_column("Số thẻ", lambda row: row.card_no, most=14, sort=lambda row: row.card_no),
        text_column("Điện thoại", lambda row: row.phone, most=14, sort=lambda row: row.phone, hidden=True),
        text_column("Mã chi bộ", lambda row: row.cell_code, most=10, searched=False, quiet=True, hidden=True),
        date_column("Ra khỏi danh sách", lambda row: row.left_on, searched=False, hidden=True),
        text_column("Lưu ý", _note, most=44, usual=30, tooltip=_note, searched=False, hidden=True),
    )


def _note(row: MemberRow) -> str:
    """Say what waits to be done about a member and what is amiss."""
    left = f"ra khỏi danh sách từ {dates.screen(row.left_on)}" if row.left_on else ""
    return ", ".join(filter(None, (left, row.probation, *row.amiss)))


def _status_word(row: MemberRow) -> str:
    if row.is_withdrawn or row.status is None:
        return row.status_label
    return _SHORT.get(row.status, row.status_label)


def _birth(row: MemberRow) -> str:
    return dates.screen(row.birth_on) or (str(row.birth_year) if row.birth_year else "")


def _birth_order(row: MemberRow) -> tuple[int, int]:
    if row.birth_on is not None:
        return row.birth_on.year, row.birth_on.toordinal()
    return row.birth_year or 0, 0
