"""The sheet of a cell's members in a year, filled from the paper the cell handed in; on top of the tab Đảng viên."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from PySide6.QtCore import QModelIndex
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from bontot_desktop import dates, text
from bontot_desktop.errors import Problem, Problems
from bontot_desktop.rules import rating_caps, year_ratings
from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.rules.rating_caps import CapGrouping
from bontot_desktop.rules.rating_suggestions import Subject
from bontot_desktop.rules.year_ratings import RatingStanding
from bontot_desktop.services import member_ratings, rating_settings
from bontot_desktop.services.member_ratings import MemberSheet
from bontot_desktop.ui import keys, look
from bontot_desktop.ui.editing import take_open_cell
from bontot_desktop.ui.forms.kept import Kept, Where
from bontot_desktop.ui.forms.kept_grid import Typing, take_typed
from bontot_desktop.ui.forms.leaving import is_settled
from bontot_desktop.ui.look import Tone
from bontot_desktop.ui.pages.meetings.typed_model import TypedGrid, typed_cells
from bontot_desktop.ui.pages.ratings import pasting
from bontot_desktop.ui.pages.ratings.again import Again
from bontot_desktop.ui.pages.ratings.member_model import (
    CASE,
    CELL_LEVEL,
    FORM,
    LEVEL,
    POINTS,
    SELF,
    STATE,
    SUGGESTED,
    MemberModel,
)
from bontot_desktop.ui.pages.ratings.points import PointsDialog, open_points
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tables.grid_view import cells_of
from bontot_desktop.ui.tables.view import TableOrEmpty
from bontot_desktop.ui.widgets.bars import NoticeBar
from bontot_desktop.ui.widgets.page import Page
from bontot_desktop.ui.widgets.sheet_footer import SheetFooter


class MemberSheetPage(Page):
    """One cell's members; ``after`` gives the id of the cell that comes next in the list, None at its end."""

    wants: ClassVar[frozenset[Kind]] = frozenset({Kind.CAMPAIGNS, Kind.MEMBERS, Kind.CELLS, Kind.SETTINGS})
    help_topic: ClassVar[str] = "xep-loai"

    def __init__(
        self, shell: Shell, cell_id: int, year: int, after: Callable[[int], int | None], parent: QWidget | None = None
    ) -> None:
        super().__init__("", parent, margins=False)
        self._shell, self.year, self._after = shell, year, after
        self.cell_id = cell_id
        #: The window opened last; it lives as long as it is shown.
        self.dialog: Again | PointsDialog | None = None
        self.sheet: MemberSheet | None = None
        self.add_command("Dán từ Excel", self.paste, icon="table", tip="Điền điểm, mức theo họ tên trong danh sách")
        self.add_command("Chi bộ tiếp theo", self.go_on, icon="caret-right")
        self.model = MemberModel(self)
        self.grid = TypedGrid(self.model, "xep-loai-dang-vien", self, gives_way=(SUGGESTED, FORM, CASE, STATE, SELF))
        self.grid.opened.connect(self.rate_again)
        self.grid.selectionModel().currentChanged.connect(self._say_here)
        self.model.edited.connect(self._edited)
        self.keeping = Kept(
            shell,
            self._kept,
            typed=self._typing,
            take=self._take,
            is_edited=self.is_edited,
            say=self.say,
            parent=self,
        )
        self._closed = NoticeBar("", Tone.INFO, self)
        inside = QVBoxLayout()
        inside.setContentsMargins(look.PAGE_MARGIN, 0, look.PAGE_MARGIN, look.SMALL)
        inside.setSpacing(look.SMALL)
        self.table_or_empty = TableOrEmpty(self.grid, "user")
        self._caps = QLabel(self)
        self._caps.setObjectName("member-caps")
        self._caps.setWordWrap(True)
        for widget in (self._closed, self.keeping.bar):
            inside.addWidget(widget)
        inside.addWidget(self.table_or_empty, 1)
        inside.addWidget(self._caps)
        self.content.addLayout(inside, 1)
        self.content.addWidget(self._footer())
        self.on_key(keys.SAVE, "Lưu", self.save)

    def _footer(self) -> SheetFooter:
        footer = SheetFooter(self)
        self._state = footer.state
        tip = "Kết quả đã quyết định thì ghi mức mới kèm lý do, kết quả cũ vẫn giữ"
        footer.add("Xếp loại lại…", "again", tip, self._again_here)
        tip = "Cho điểm từng tiêu chí theo phụ lục của mẫu bản kiểm điểm; tổng điểm vào bảng"
        footer.add("Chấm theo tiêu chí…", "points", tip, self.score)
        tip = "Điền mức theo điểm và điều kiện cho những người chưa có mức"
        self.fill_button = footer.add("Điền theo gợi ý", "fill", tip, self.fill)
        self.save_button = footer.add_save("Lưu xếp loại", self.save)
        return footer

    # Showing -------------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the sheet, unless something typed there is not saved."""
        if self.is_edited():
            return
        self._read()
        self.keeping.offer()

    def _read(self) -> None:
        self.sheet = member_ratings.sheet(self._shell.office, self.cell_id, self.year)
        self._cap = rating_settings.load(self._shell.office)
        self.set_title(f"Xếp loại đảng viên {self.sheet.cell} năm {self.year}")
        self._closed.say(self.sheet.lock)
        self.model.show_lines(self.year, self.sheet.lines)
        may = any(not line.lock and line.why is None for line in self.sheet.lines)
        for button in (self.fill_button, self.save_button):
            button.setEnabled(may)
        if self.sheet.lines:
            self.table_or_empty.show_table()
        else:
            day = dates.screen(self.sheet.cut_off)
            self.table_or_empty.show_empty(
                f"Chi bộ này không có đảng viên nào vào ngày chốt số liệu ({day}).",
                "Mở trang Đảng viên",
                lambda: self._shell.go("members"),
            )
        self._check()

    def _check(self) -> None:
        self.model.check()
        self._count()

    def _count(self) -> None:
        counted = self.model.tally()
        self.set_summary(year_ratings.told(counted))
        is_whole = self._cap.members is CapGrouping.CELL
        name = self.sheet.cell if self.sheet else ""
        cap = rating_caps.cap_of(name, counted.excellent, counted.good, counted.rated, self._cap)
        self._caps.setText(f"{rating_caps.told(cap, self._cap)} {rating_caps.planned_words(cap)}")
        look.mark(self._caps, "fault" if cap.is_over else "second")
        self._caps.setVisible(is_whole and bool(counted.good_or_better))

    def _say_here(self, index: QModelIndex, _: QModelIndex | None = None) -> None:
        row = self.model.row_at(index.row()) if index.isValid() else None
        if row is None:
            return
        fault = self.model.sentence_at(index)
        self.say(fault or self.model.about(row.id), "fault" if fault else "second")

    def take_focus(self) -> None:
        """Put the cursor where the first level is missing."""
        people = self.model.people
        open_ones = [who for who, line in people.items() if line.why is None and not line.lock]
        first = next((who for who in open_ones if self.model.value(who, LEVEL) is None), next(iter(open_ones), None))
        if first is not None:
            self.grid.go(first, CELL_LEVEL)
        self.grid.setFocus()

    def go_on(self) -> None:
        """Show the sheet of the cell that comes next."""
        following = self._after(self.cell_id)
        if following is None:
            self.say("Đây là chi bộ cuối danh sách.")
        elif self.leaving():
            self.keeping.drop()
            self.cell_id = following
            self._read()
            self.keeping.offer()
            self.take_focus()

    # Typing --------------------------------------------------------------------------------------------------------

    def _edited(self, member_id: Any, column: Any, _: Any) -> None:
        self.model.follow(member_id, column)
        self.model.check_line(member_id)
        self._count()
        self._say_here(self.grid.currentIndex())
        self.keeping.typed_again()

    def fill(self) -> None:
        """Give the suggested level to whoever has none."""
        given = self.model.fill()
        self.say(
            f"Đã điền mức cho {given} đảng viên; hãy xem lại rồi lưu."
            if given
            else "Không còn ai có điểm mà chưa có mức."
        )

    def paste(self) -> None:
        """Take points and levels from a list on the clipboard by the names in it."""
        people = {who: line.full_name for who, line in self.model.people.items() if line.why is None and not line.lock}
        pasted = pasting.read(cells_of(QGuiApplication.clipboard().text()), people)
        for who, (points, level) in pasted.found.items():
            if points is not None:
                self.model.put(who, POINTS, points)
            self.model.put(who, CELL_LEVEL, level)
            self.model.put(who, LEVEL, level)
        self.say(_told(pasted), "second" if pasted.found and not pasted.unknown + pasted.doubled else "fault")

    def _kept(self) -> Where:
        name = self.sheet.cell if self.sheet else ""
        return f"member-ratings/{self.year}/{self.cell_id}", f"Xếp loại đảng viên {name} năm {self.year}"

    def _typing(self) -> Typing:
        return {"cells": typed_cells(self.model), "fields": {}}

    def _take(self, typing: Typing) -> None:
        take_typed(self.model, {}, typing)
        self._check()

    def is_edited(self) -> bool:
        """Say whether a line is not as it is stored."""
        return bool(self.model.changed_rows())

    def drop(self) -> None:
        """Show the sheet as it is stored."""
        self.keeping.drop()
        self._read()

    def leaving(self) -> bool:
        """Ask about unsaved typing."""
        return is_settled(self._shell, self)

    # Saving --------------------------------------------------------------------------------------------------------

    def save(self) -> bool:
        """Save the lines that changed in one act."""
        take_open_cell()
        if self.grid.go_to_fault():
            self.say(f"Chưa lưu. {self.model.faults()[0][2]}", "fault")
            return False
        drafts = self.model.changed_drafts()
        if not drafts:
            self.say("Không có gì mới để lưu.")
            return True
        return self._shell.act(lambda: self._store(drafts), "Đã lưu xếp loại đảng viên.", form=self) is not None

    def _store(self, drafts: list[Any]) -> Changes:
        changes = member_ratings.save(self._shell.office, self.cell_id, self.year, drafts)
        now = self.grid.currentIndex()
        self.keeping.drop()
        self._read()
        self.grid.setCurrentIndex(self.model.index(now.row(), now.column()))
        return changes

    def score(self) -> None:
        """Score the member at the cursor criterion by criterion; what is typed in the grid is saved first."""
        row = self.model.row_at(self.grid.currentIndex().row())
        if row is None:
            self.say("Hãy chọn một đảng viên trong bảng.")
        elif not self.is_edited() or self.save():
            self.dialog = open_points(self._shell, Subject.MEMBER, row.id, self.year, self.cell_id)

    def _again_here(self) -> None:
        row = self.model.row_at(self.grid.currentIndex().row())
        if row is None:
            self.say("Hãy chọn một đảng viên trong bảng.")
        else:
            self.rate_again(row.id)

    def rate_again(self, member_id: Any) -> None:
        """Rate a member again whose result was decided; say of others why they stand as they do."""
        line = self.model.people[member_id]
        if line.draft.level is None or line.standing is not RatingStanding.DECIDED:
            is_open = line.why is None and not line.lock
            said = (
                "Kết quả này chưa có quyết định; hãy sửa thẳng trong bảng." if is_open else self.model.about(member_id)
            )
            self.say(said)
            return
        again = Again.of_member(self._shell, line, self.year)
        again.open()
        self.dialog = again

    # What shell.act asks of a form ---------------------------------------------------------------------------------

    def show_problems(self, problems: Problems | list[Problem]) -> None:
        """Put the cursor on the first problem and say it."""
        listed = list(problems.problems if isinstance(problems, Problems) else problems)
        if listed:
            kind, _, who = listed[0].field.partition(":")
            if who.isdecimal():
                self.grid.go(int(who), kind)
            self.say(f"Chưa lưu. {listed[0].sentence}", "fault")

    def said_saved(self, at: Any) -> None:
        """Say "Đã lưu 14:05" beside the button."""
        self.say(f"Đã lưu {dates.clock(at)}")

    def say(self, sentence: str, kind: str = "second") -> None:
        """Say something beside the save button."""
        look.mark(self._state, kind)
        self._state.setText(sentence)


def _told(pasted: pasting.Pasted) -> str:
    if not pasted.found and not pasted.unknown and not pasted.doubled:
        return "Chưa thấy họ tên và mức xếp loại nào; hãy chép các dòng trong Excel rồi bấm lại."
    said = f"Đã điền {len(pasted.found)} đảng viên."
    if pasted.unknown:
        said += f" Không có trong chi bộ: {text.join_vi(list(pasted.unknown))}."
    if pasted.doubled:
        said += f" Trùng họ tên, hãy gõ tay: {text.join_vi(list(pasted.doubled))}."
    return said
