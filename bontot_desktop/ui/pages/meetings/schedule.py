"""The month's schedule: what each cell registered, clashes at once, agreed by a tick, issued as F10."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QWidget

from bontot_desktop import text
from bontot_desktop.rules.meetings import MeetingType
from bontot_desktop.rules.periods import Period
from bontot_desktop.rules.schedules import PlannedMeeting
from bontot_desktop.services import people, schedules
from bontot_desktop.ui.forms.issue import open_issue
from bontot_desktop.ui.forms.kept import Kept, Where
from bontot_desktop.ui.forms.kept_grid import Typing, take_typed
from bontot_desktop.ui.look import Tone
from bontot_desktop.ui.pages.meetings.schedule_model import AGREED, DAY, KIND, WEEKDAY, ScheduleModel, row_id
from bontot_desktop.ui.pages.meetings.tab import Tab
from bontot_desktop.ui.pages.meetings.theme_plan import ThemePlan
from bontot_desktop.ui.pages.meetings.typed_model import TypedGrid, typed_cells
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tables.view import TableOrEmpty
from bontot_desktop.ui.widgets.bars import FilterBar, NoticeBar
from bontot_desktop.ui.widgets.menu_button import MenuButton

OPEN, AMISS = "open", "amiss"
SCHEDULE_PAPER = "F10"


class ScheduleTab(Tab):
    """Fills and agrees the schedule of a month."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        self._shown: tuple[int, int] | None = None
        self.bar = FilterBar("Lọc chi bộ", [(None, "Tất cả"), (OPEN, "Chưa thống nhất"), (AMISS, "Cần xem")], self)
        self.bar.changed.connect(lambda *_: self._filter())
        self.body.addWidget(self.bar)
        self.model = ScheduleModel(self)
        self.keeping = Kept(
            shell, self._kept, typed=self._typing, take=self._take, is_edited=self.is_edited, say=self.say, parent=self
        )
        self.body.addWidget(self.keeping.bar)
        self.notice = NoticeBar("", Tone.WAIT, self)
        self.body.addWidget(self.notice)
        self.grid = TypedGrid(self.model, "lich-sinh-hoat", self, gives_way=(KIND, WEEKDAY))
        self.model.edited.connect(self._edited)
        self.grid.selectionModel().currentChanged.connect(self._say_here)
        self.table_or_empty = TableOrEmpty(self.grid, "calendar")
        self.body.addWidget(self.table_or_empty, 1)
        self.more = MenuButton("Khác", self._footer, kind="")
        self.open_action = self.more.add("Mở buổi sinh hoạt của dòng đang chọn", self.open_meeting)
        self.more.add("Lên chuyên đề cho nhiều chi bộ…", self.plan_theme)
        self.drop_action = self.more.add("Bỏ buổi chuyên đề đang chọn", self.take_out)
        self.foot.addWidget(self.more)
        self.agree_button = self.add_button(
            "Thống nhất tất cả", self.agree_all, tip="Đánh dấu mọi dòng đang thấy đã có ngày và không vướng gì"
        )
        self.paper_button = self.add_button("Thông báo lịch…", self.print, icon="file-text", tip="Mẫu F10")
        self.save_button = self.add_save("Lưu lịch")

    # Showing -------------------------------------------------------------------------------------------------------

    def show_month(self, year: int, month: int) -> None:
        """Read the schedule, unless it is being typed."""
        if self._shown == (year, month) and self.is_edited():
            return
        same = self._shown == (year, month)
        here = self._here() if same else None
        self._shown = (year, month)
        self._read()
        if here is not None:
            self.go_to_cell(here.cell_id)
        else:
            self.grid.edit_first()
            self.say("")
        self.keeping.offer()

    def _read(self) -> None:
        assert self._shown is not None
        office, (year, month) = self.shell.office, self._shown
        planned = schedules.month(office, year, month)
        for widget in (self.bar, self._footer):
            widget.setVisible(bool(planned))
        if not planned:
            self.model.show_month(year, month, [], [])
            self.table_or_empty.show_empty(
                f"Tháng {month}/{year} không có chi bộ nào hoạt động.",
                "Mở trang Chi bộ",
                lambda: self.shell.go("cells"),
            )
            self.notice.say("")
            self.said.emit("")
            return
        self.table_or_empty.show_table()
        self.model.show_month(year, month, planned, people.in_charge_picks(office))
        self._say()
        self._filter()

    def _say(self) -> None:
        assert self._shown is not None
        meetings = self.model.meetings()
        agreed = sum(one.is_agreed for one in meetings)
        themed = sum(one.type in (MeetingType.THEMED, MeetingType.COMBINED) for one in meetings)
        more = f", {themed} buổi có chuyên đề" if themed else ""
        month = f"{self._shown[1]}/{self._shown[0]}"
        self.said.emit(f"Lịch tháng {month}: {len(meetings)} buổi, {agreed} đã thống nhất{more}")
        amiss = self._amiss()
        self.bar.set_chips(
            [
                (None, "Tất cả"),
                (OPEN, f"Chưa thống nhất ({len(meetings) - agreed})"),
                (AMISS, f"Cần xem ({len(amiss)})"),
            ]
        )
        sentences = list(dict.fromkeys(self.model.flags_shown().values()))
        rest = f" Còn {len(sentences) - 1} điều nữa, bấm “Cần xem”." if len(sentences) > 1 else ""
        self.notice.say(f"{sentences[0]}{rest}" if sentences else "")

    def _amiss(self) -> set[int]:
        return {row for row, _ in self.model.flags_shown()} | {row for row, _, _ in self.model.faults()}

    def _filter(self) -> None:
        query, chip, amiss = self.bar.query(), self.bar.chip(), self._amiss()

        def kept(row: Any) -> bool:
            if chip == OPEN and self.model.value(row.id, AGREED):
                return False
            return (chip != AMISS or row.id in amiss) and text.matches(query, row.label)

        shown = self.grid.show_only(kept)
        self.bar.say_count(shown, len(self.model.rows()), "buổi")

    def _say_here(self, index: QModelIndex, _: QModelIndex | None = None) -> None:
        sentence = self.model.sentence_at(index)
        self.say(sentence, "fault" if sentence else "second")
        here = self._here()
        self.drop_action.setEnabled(here is not None and here.type is MeetingType.THEMED)
        self.open_action.setEnabled(here is not None)

    def _here(self) -> PlannedMeeting | None:
        now = self.grid.currentIndex()
        row = self.model.row_at(now.row()) if now.isValid() else None
        return None if row is None else self.model.meeting(row.id)

    # Typing --------------------------------------------------------------------------------------------------------

    def _edited(self, *_: Any) -> None:
        self.model.check()
        self._say()
        self._say_here(self.grid.currentIndex())
        self.keeping.typed_again()

    def agree_all(self) -> None:
        """Tick every line in sight that has a day and nothing amiss."""
        amiss = self._amiss()
        left = 0
        for place, row in enumerate(self.model.rows()):
            if self.grid.isRowHidden(place):
                continue
            if row.id in amiss or self.model.value(row.id, DAY) is None:
                left += not self.model.value(row.id, AGREED)
            else:
                self.model.set_value(row.id, AGREED, True)
        self._edited()
        if left:
            self.say(f"Còn {left} buổi chưa đánh dấu được: chưa có ngày, hoặc có điều cần xem.")

    def _kept(self) -> Where:
        if self._shown is None:
            return None
        year, month = self._shown
        return f"months/{year}-{month:02}/schedule", f"Lịch sinh hoạt tháng {month}/{year}"

    def _typing(self) -> Typing:
        return {"cells": typed_cells(self.model), "fields": {}}

    def _take(self, typing: Typing) -> None:
        take_typed(self.model, {}, typing)

    # Acts ----------------------------------------------------------------------------------------------------------

    def is_edited(self) -> bool:
        """Say whether a line is not as it is stored."""
        return bool(self.model.changed_rows())

    def drop(self) -> None:
        """Show the schedule as it is stored."""
        self.keeping.drop()
        if self._shown is not None:
            self._read()

    def save(self) -> bool:
        """Store the schedule."""
        if self._shown is None or not self.is_edited():
            return True
        if self.grid.go_to_fault():
            self.say(self.model.faults()[0][2], "fault")
            return False
        year, month = self._shown
        stored = self.model.to_store()
        done = self.shell.act(partial(self._store, stored), f"Đã lưu lịch sinh hoạt tháng {month}/{year}.", form=self)
        return done is not None

    def _store(self, meetings: list[PlannedMeeting]) -> Any:
        assert self._shown is not None
        # Where a problem lies is told by the place among what was given.
        self._given = [row_id(one) for one in meetings]
        changes = schedules.save_month(self.shell.office, *self._shown, meetings)
        self.keeping.drop()
        here = self._here()
        self._read()
        if here is not None:
            self.go_to_cell(here.cell_id)
        return changes

    def go_to(self, field: str) -> None:
        """Put the cursor on the line a problem is about."""
        parts = field.split(".")
        if len(parts) == 3 and parts[1].isdecimal():
            self.grid.go(self._given[int(parts[1])], parts[2] if parts[2] != "type" else KIND)
            self.grid.setFocus()

    def take_out(self) -> None:
        """Take the themed meeting of the current line out of the schedule."""
        here = self._here()
        if here is None or here.type is not MeetingType.THEMED or self._shown is None or not self.save():
            return
        rest = [one for one in self.model.to_store() if one.id != here.id]
        self.shell.act(partial(self._store, rest), f"Đã bỏ buổi chuyên đề của {here.cell} khỏi lịch.", form=self)

    def open_meeting(self) -> None:
        """Make the meeting of the current line and open its page."""
        if self._shown is None or not self.save():
            return
        here = self._here()
        if here is None:
            return
        saved = self.shell.act(
            lambda: schedules.open_meeting(self.shell.office, here, *self._shown),  # type: ignore[misc]
            f"Đã mở buổi sinh hoạt của {here.cell}.",
        )
        if saved is not None:
            self.opened.emit(saved.id)

    def plan_theme(self) -> None:
        """Plan a theme for many cells."""
        if self._shown is not None and self.save():
            self.dialog = ThemePlan(self.shell, *self._shown)
            self.dialog.open()

    def print(self) -> None:
        """Show the notice of the schedule (F10), to be issued."""
        if self._shown is not None and self.save():
            open_issue(self.shell, SCHEDULE_PAPER, Period.month_of(*self._shown).code)

    def go_to_cell(self, cell_id: int) -> None:
        """Put the cursor on the day of a cell."""
        found = next((one for one in self.model.meetings() if one.cell_id == cell_id), None)
        if found is not None:
            self.grid.go(row_id(found), DAY)

    def begin(self) -> None:
        """Take the cursor."""
        self.grid.setFocus()

    def filter(self) -> None:
        """Put the cursor into the filter."""
        self.bar.focus()
